"""Layouts: which sections a document has, in which order, numbered how. Data, not code.

A layout is a YAML file. Ours come with the program; a handbook's own stand in templates/layouts/,
and one of the name of ours takes its place::

    facts: [family, grade]            # rows of the facts table, in order
    numbers: {area: "{letter}", item: "{area}.{n}"}
    sections:
      - id: position                  # language-free anchor of the section
        heading: {en: ..., nl: ...}   # where it is not the usual heading of that id
        lead: {en: ..., nl: ...}      # a sentence that leads in
        text: {en: ..., nl: ...}      # words that every such document has
        parts: [reports_to, ...]      # what stands in it
        on: page                      # page or paper; both where nothing is said
        numbered: false               # where it stays outside the numbering
"""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from rolebook.model.base import Flag, Id, Model
from rolebook.model.settings import Words

PROCEDURE = "procedure"
"""The layout of all procedures."""

NUMBERS = ("n", "letter", "lower", "roman", "section", "area")
"""What a pattern can hold in braces."""


def _pattern(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        fields = [(name, spec, turned) for _, name, spec, turned in Formatter().parse(value)]
    except ValueError:
        fields = [("{", "", "")]
    if any(name is not None and (name not in NUMBERS or spec or turned)
           for name, spec, turned in fields):  # fmt: skip
        raise PydanticCustomError("not_a_pattern", "{value} is no pattern", {"value": value})
    return value


Pattern = Annotated[
    str,
    BeforeValidator(_pattern),
    WithJsonSchema(
        {
            "type": ["string", "number", "boolean"],
            "pattern": r"^([^{}]|\{(n|letter|lower|roman|section|area)\})*$",
            "patternErrorMessage": "In braces: n, letter, lower, roman, section or area.",
        }
    ),
]
"""A number with ``{n}`` (1, 2, ...), ``{letter}`` (A, B), ``{lower}`` (a, b), ``{roman}`` (I, II),
``{section}`` and ``{area}``."""

RolePart = Literal[
    "reports_to", "supervises", "span_of_control", "deputised_by", "deputises", "around",
    "purpose", "objectives", "responsibilities", "result_table", "procedures", "characteristics",
    "context", "application_rules", "outside_scheme", "differences", "requirements", "must_know",
    "authorities", "rights", "liabilities", "performance_criteria", "working_conditions",
    "inconveniences", "category", "appointment", "final_provisions", "provisions",
    "basis_documents", "guided_by", "approval", "contract", "signatures",
]  # fmt: skip
ProcedurePart = Literal[
    "purpose", "scope", "inputs_outputs", "chart", "chart_sheets", "steps", "deadlines", "raci",
    "records", "kpis", "risks", "terms", "related", "references",
]  # fmt: skip
FactName = Literal[
    "family", "unit", "grade", "context_grades", "also_known_as", "occurs_in", "category", "code",
    "discipline",
]  # fmt: skip

ROLE_PARTS: frozenset[str] = frozenset(get_args(RolePart))
PROCEDURE_PARTS: frozenset[str] = frozenset(get_args(ProcedurePart))


class Numbers(Model):
    """Patterns of numbers; an absent one prints no number."""

    section: Pattern = ""
    """A section's number."""
    area: Pattern = ""
    """The number of an area of responsibility."""
    item: Pattern = ""
    """A task's number. Without area numbers, tasks are counted through."""
    clause: Pattern = ""
    """Numbers every paragraph and list entry of a section in one row (1.1, 1.2, ...)."""


class LayoutSection(Model):
    """A section of the document. It is left out where none of its parts has anything to show."""

    id: Id
    """Its language-free anchor."""
    parts: tuple[RolePart | ProcedurePart, ...] = ()
    """What stands in it, in order. A section without parts has its text alone."""
    heading: Words = {}
    """Its heading, where it is not the usual one of that id."""
    lead: Words = {}
    """A sentence that leads in."""
    text: Words = {}
    """Words of the organisation's own that stand before its parts in every such document."""
    on: Literal["page", "paper"] | None = None
    """Only on the site's page, or only on paper."""
    numbered: Flag = True
    """Whether it counts in the numbering."""


class LayoutPlan(Model):
    """A layout: the sections of a kind of document, in order, and how they are numbered."""

    id: Id
    """Its name: the name of its file."""
    facts: tuple[FactName, ...] = ()
    """The rows of the facts table."""
    numbers: Numbers = Numbers()
    """How things are numbered."""
    sections: Annotated[tuple[LayoutSection, ...], Field(min_length=1)]
    """The sections in order; those without content are left out."""
