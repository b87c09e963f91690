"""The traditions of job documents (domain: sector handbook, result description, dealer standard,
numbered job instruction): by which sections each is known, and what belongs to it."""

from __future__ import annotations

from typing import Any

from rolebook.importing.documents.sorting.segments import Segment
from rolebook.importing.documents.sorting.units import Grid

EXPECTED: dict[str, tuple[str, ...]] = {
    "reference": ("family", "grade", "context", "reports_to", "purpose", "responsibilities",
                  "characteristics", "span_of_control", "grading"),
    "result-table": ("context", "reports_to", "supervises", "purpose", "responsibilities",
                     "inconveniences", "code"),
    "dealer-standard": ("responsibilities", "authorities", "reports_to", "supervises"),
    "job-instruction": ("category", "reports_to", "deputised_by", "requirements", "must_know",
                        "responsibilities", "rights", "liabilities", "provisions", "sign"),
    "": ("reports_to", "purpose", "responsibilities", "requirements"),
    "procedure": ("purpose", "scope", "trigger", "steps", "records", "kpis"),
}  # fmt: skip
"""The fields that a document of each tradition has; ``""`` where none is recognised."""


def tradition_of(segment: Segment, fields: dict[str, Any]) -> str:
    """The layout whose tradition a document follows, or nothing."""
    names = segment.names()
    if "grading" in fields or ("grading" in names and "lighter" in names):
        return "reference"
    tables = any(
        isinstance(entry, Grid)
        for section in segment.sections if section.name in ("results", "responsibilities")
        for entry in section.entries
    )  # fmt: skip
    criteria = any(area.get("criteria") for area in fields.get("responsibilities", ()))
    if criteria or ("results" in names and tables):
        return "result-table"
    if "powers_and_place" in names:
        return "dealer-standard"
    if len(names & {"must_know", "rights", "liabilities", "provisions"}) >= 2:
        return "job-instruction"
    if names & {"complexity", "autonomy", "consequence-of-error", "context_grades"}:
        return "reference"
    return ""


def missing(tradition: str, segment: Segment, fields: dict[str, Any]) -> tuple[str, ...]:
    """The sections of its tradition that the document does not have."""
    there = {key for key, held in fields.items() if held is not None}
    names = segment.names()
    there |= {key for key in ("family", "grade") if key in names}
    if "family" not in names:
        there.discard("family")
    return tuple(key for key in EXPECTED[tradition] if key not in there)
