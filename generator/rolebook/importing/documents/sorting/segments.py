"""What a document is sorted into: segments, one job or procedure each, with their sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.units import Element, Unit

OPENERS = frozenset({"general", "context", "family", "reference_title", "title", "procedure_title"})
"""Sections with which a description begins."""

WHOLE = frozenset({"general", "organisation", "powers_and_place"})
"""Sections of sentences of several kinds."""

DUTIES = frozenset(
    {"responsibilities", "responsibilities_main", "responsibilities_secondary",
     "responsibilities_additional", "results"}
)  # fmt: skip

_PROPER = DUTIES | {
    "general", "purpose", "must_know", "requirements", "rights", "liabilities", "authorities",
    "reports_to", "organisation", "context", "objectives", "performance_criteria", "grading",
    "powers_and_place", "steps", "scope", "trigger", "records", "kpis",
    "complexity", "autonomy", "working_conditions",
}  # fmt: skip


@dataclass
class Section:
    """``heading``: the unit it is known by; ``opening``: sentences like "has the right:"."""

    name: str
    heading: Unit | None = None
    entries: list[Element] = field(default_factory=list)
    opening: list[Unit] = field(default_factory=list)
    loosely: bool = False
    closed: bool = False
    """True once its one short value was taken."""


@dataclass
class Left:
    """Something that no draft holds: where, and why."""

    pieces: Pieces
    reason: str


@dataclass
class Segment:
    titles: list[tuple[Pieces, Unit]] = field(default_factory=list)
    kind: str = ""
    copied: bool = False
    """True when the title stands in front of a text that was copied from somewhere else."""
    sections: list[Section] = field(default_factory=list)
    blanks: list[Unit] = field(default_factory=list)
    """Lines to sign."""
    approval: list[Unit] = field(default_factory=list)
    """The block in front of the first section."""
    subjects: Counter[str] = field(default_factory=Counter)
    named: dict[str, Pieces] = field(default_factory=dict)
    """Where each subject is named first."""
    loose: list[Element] = field(default_factory=list)
    """What stands before the first section."""
    left: list[Left] = field(default_factory=list)

    def names(self) -> set[str]:
        return {section.name for section in self.sections if section.name}

    @property
    def begun(self) -> bool:
        return bool(self.sections)

    def proper(self) -> bool:
        """Whether it describes a job or a procedure: some of their sections, with content."""
        found = self.names() & _PROPER
        entries = sum(len(section.entries) for section in self.sections if section.name in _PROPER)
        return (len(found) >= 2 and entries >= 3) or (len(found) == 1 and entries >= 5)
