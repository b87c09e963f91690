"""What a list of jobs brings: drafts, changes, missing vocabulary, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rolebook.importing.patching.plan import Plan


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a row: where, what, and how to mend it. ``is_error``: the row is left
    out; else only what is told."""

    sheet: str
    row: int
    column: str
    message: str
    remedy: str
    is_error: bool = True


@dataclass(slots=True)
class JobList:
    """``drafts``: new roles by their id. ``plans``: of roles that are there, by their id.
    ``families`` and ``units``: those that are missing, by their id, with their title. ``left``:
    sheets and columns that hold no jobs, with the reason. ``unchanged``: rows that say what the
    handbook says."""

    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    rows: int = 0
    unchanged: int = 0


def errors(found: JobList) -> Iterator[Fault]:
    """The faults for which a row was left out."""
    return (fault for fault in found.faults if fault.is_error)
