"""What the cells of a list of jobs mean in a handbook: kinds, families, units, grades, superiors.

What they do not mean is told as a fault of the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from rolebook.findings import did_you_mean
from rolebook.handbook import Handbook
from rolebook.importing.joblist.found import Fault, JobList
from rolebook.importing.joblist.heads import Job, folded
from rolebook.model.base import id_from

_KINDS = {
    word: kind
    for kind, words in {
        "company": ("company", "company job", "bedrijfsfunctie", "betriebliche stelle"),
        "reference": ("reference", "reference job", "referentiefunctie", "richtbeispiel"),
    }.items()
    for word in words
}
_SEVERAL = re.compile(r"\s*[;\n]\s*")


class Values:
    """The words of one list against one handbook. ``new``: the new jobs of the list by their ids;
    what is missing in the vocabulary, and the faults, go into ``found``."""

    def __init__(self, book: Handbook, new: dict[str, Job], found: JobList) -> None:
        self.book, self.new, self.found = book, new, found
        roles = reversed(list(book.roles.values()))  # of two with one title, the first
        self._roles = {folded(role.title.plain): role.id for role in roles}

    def titled(self, title: str) -> str:
        """The id of the role of the handbook that has a title; empty where none has."""
        return self._roles.get(folded(title), "")

    def fault(
        self, job: Job, name: str, message: str, remedy: str, *, is_error: bool = True
    ) -> None:
        """Tell what is wrong in a cell, and how to mend it."""
        self.found.faults.append(
            Fault(job.sheet, job.row.number, job.column(name), message, remedy, is_error)
        )

    def kind(self, job: Job) -> str:
        """The kind of job; empty where the cell says none that is known."""
        typed = job.values.get("kind", "")
        kind = _KINDS.get(typed.casefold(), "")
        if typed and not kind:
            self.fault(job, "kind", f'"{typed}" is no kind of job',
                        "write company or reference", is_error=False)  # fmt: skip
        return kind

    def first_family(self, job: Job) -> str:
        """Every job is in a family; where the list names none, in one to be chosen."""
        if len(self.book.families) == 1:
            return next(iter(self.book.families))
        column = "family" if "family" in job.columns else "title"
        remedy = 'the draft is in the family "to-be-chosen"; choose one'
        self.fault(job, column, "no job family is named", remedy, is_error=False)
        self.found.families["to-be-chosen"] = "To be chosen"
        return "to-be-chosen"

    def vocabulary(self, job: Job, name: Literal["family", "unit"]) -> str:
        """The id of a family or unit, also of one that the vocabulary does not have yet."""
        typed = job.values.get(name, "")
        if not typed:
            return ""
        known: Mapping[str, Any] = self.book.families if name == "family" else self.book.units
        missing = self.found.families if name == "family" else self.found.units
        if id_ := _entry(typed, known, missing):
            return id_
        titles = [entry.title.plain for entry in known.values()]
        if hint := did_you_mean(typed, [*titles, *missing.values()]):
            self.fault(job, name, f'"{typed}" is a new {name}', hint, is_error=False)
        id_ = id_from(typed)
        if not id_:
            self.fault(job, name, f'no id can be made of "{typed}"',
                        "write it in letters", is_error=False)  # fmt: skip
            return ""
        missing[id_] = typed
        return id_

    def grade(self, job: Job, instead: str) -> str:
        """Empty where the scheme in use has no such grade. ``instead``: what becomes of it."""
        grade = job.values["grade"]
        scheme = self.book.scheme
        known = [one.id for one in scheme.grades] if scheme else []
        if known and grade not in known:
            hint = did_you_mean(grade, known) or f"it has {', '.join(known)}"
            self.fault(job, "grade", f'the grading scheme has no grade "{grade}"',
                        f"{hint}; {instead}", is_error=False)  # fmt: skip
            return ""
        return grade

    def superior(self, job: Job, name: str) -> str | dict[str, str]:
        """A role by its id or title, in the list or in the handbook; else somebody in words."""
        if id_ := self.role(name):
            return id_
        titles = [role.title.plain for role in self.book.roles.values()]
        titles += [other.values["title"] for other in self.new.values()]
        hint = did_you_mean(name, [*titles, *self.book.roles, *self.new])
        self.fault(job, "reports_to", f'there is no role "{name}"',
                    hint or "add a row for it, or leave it as somebody in words",
                    is_error=False)  # fmt: skip
        return {"text": name}

    def role(self, name: str) -> str:
        if name in self.book.roles or name in self.new:
            return name
        return self._new_titles.get(folded(name)) or self.titled(name)

    @cached_property
    def _new_titles(self) -> Mapping[str, str]:
        """The ids of new jobs by their titles; of two with one title, the first."""
        return {folded(job.values["title"]): id_ for id_, job in reversed(self.new.items())}


def names(typed: str | None) -> list[str]:
    return [name for name in _SEVERAL.split(typed or "") if name]


def _entry(typed: str, known: Mapping[str, Any], missing: Mapping[str, str]) -> str:
    """An entry by its id, its code or its title."""
    if typed in known or typed in missing:
        return typed
    for id_, entry in known.items():
        if folded(typed) in (
            folded(entry.title.plain),
            folded(getattr(entry, "code", "") or ""),
        ):
            return id_
    return next((id_ for id_, title in missing.items() if folded(title) == folded(typed)), "")
