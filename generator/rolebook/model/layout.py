"""Layouts: which sections a job description has, in which order, numbered how. Data, not code.

A layout is a YAML file::

    facts: [family, grade]            # rows of the facts table, in order
    numbers: {area: "{letter}", item: "{area}.{n}"}
    sections:
      - id: position                  # language-free anchor of the section
        heading: {en: ..., nl: ...}   # where it is not the usual heading of that id
        parts: [reports_to, ...]      # what stands in it
        on: page                      # page or paper; both where nothing is said
        numbered: false               # where it stays outside the numbering
"""

from __future__ import annotations

from typing import Literal

from rolebook.model.base import Code, Flag, Id, Model
from rolebook.model.settings import Words

Pattern = str
"""A number with ``{n}`` (1, 2, ...), ``{letter}`` (A, B, ...), ``{section}`` and ``{area}``."""


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
    """A section of the paper."""

    id: Id
    """Its language-free anchor."""
    parts: tuple[Code, ...]
    """What stands in it, in order."""
    heading: Words = {}
    """Its heading, where it is not the usual one of that id."""
    lead: Words = {}
    """A sentence that leads in."""
    on: Literal["page", "paper"] | None = None
    """Only on the site's page, or only on paper."""
    numbered: Flag = True
    """Whether it counts in the numbering."""


class LayoutPlan(Model):
    """A layout."""

    facts: tuple[Code, ...] = ()
    """The rows of the facts table."""
    numbers: Numbers = Numbers()
    """How things are numbered."""
    sections: tuple[LayoutSection, ...]
    """The sections in order; those without content are left out."""
