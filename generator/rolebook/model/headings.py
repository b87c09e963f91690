"""The sections whose heading a handbook can word itself (``headings:`` in its settings).

Their usual headings are in the views; a test holds the two lists against each other.
"""

from __future__ import annotations

_ROLE = """
    acknowledgement application-rules approval around authorities characteristics conditions context
    differences duties final-provisions general grade inconveniences liabilities objectives
    performance position powers powers-and-place procedures provisions purpose requirements
    responsibilities responsibility results rights signatures
"""
_PROCEDURE = "chart deadlines flow kpis purpose raci records related risks scope steps terms"

ROLE_SECTIONS = frozenset(_ROLE.split())
PROCEDURE_SECTIONS = frozenset(_PROCEDURE.split())
SECTIONS = ROLE_SECTIONS | PROCEDURE_SECTIONS
"""The ids of the sections of roles and procedures."""
