"""Rolebook: job roles and procedures as YAML, checked, published and printed."""

__version__ = "0.1.0"
