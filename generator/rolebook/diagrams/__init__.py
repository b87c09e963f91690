"""Drawings from plain data: layout, geometry, SVG. Knows no role and no procedure."""
