"""A list of jobs from a spreadsheet: drafts for those that are new, changes of those that are not.

A row with the id of a role is compared with what `rolebook export --what jobs` says of that role;
a cell that says something else changes the role's file. In a list that has no column for ids the
title tells which role it is, and an empty cell says nothing. Every other row is a new job. A row
with a fault is told, with its remedy, and left out; the others are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from rolebook.findings import did_you_mean
from rolebook.handbook import Handbook
from rolebook.importing.joblist.cells import Sheet
from rolebook.importing.joblist.found import JobList
from rolebook.importing.joblist.heads import Job, read_jobs
from rolebook.importing.joblist.values import Values, names
from rolebook.importing.patching.plan import New, Plan
from rolebook.model.base import LONGEST_ID, id_from
from rolebook.model.role import Role
from rolebook.views.joblist import COLUMNS, Listed


class _Reading:
    """One list against one handbook."""

    def __init__(self, handbook: Handbook, jobs: Sequence[Job]) -> None:
        self.book, self.jobs, self.found = handbook, jobs, JobList()
        self.new: dict[str, Job] = {}
        self.words = Values(handbook, self.new, self.found)
        self._fault = self.words.fault
        self.listed = Listed(handbook)

    def result(self) -> JobList:
        self.found.rows = len(self.jobs)
        changed: list[tuple[Job, Role]] = []
        seen: dict[str, Job] = {}
        for job in self.jobs:
            known = self._known(job, seen)
            if known == "new":
                self._new(job, seen)
            elif isinstance(known, Role):
                changed.append((job, known))
        for id_, job in list(self.new.items()):
            self.found.drafts[id_] = self._draft(job)
        self._circles()
        for job, role in changed:
            faults = len(self.found.faults)
            if plan := self._plan(job, role):
                self.found.plans[role.id] = plan
            elif not any(fault.is_error for fault in self.found.faults[faults:]):
                self.found.unchanged += 1
        self._no_circles(changed)
        self.found.left += dict.fromkeys(
            f'the column "{head}" of jobs that are there already'
            for job, role in changed
            for head in self._unnoted(job, role)
        )
        return self.found

    # -- which role

    def _known(self, job: Job, seen: dict[str, Job]) -> Role | Literal["new", "bad"]:
        """The role of a row, or that it is a new one; faults are told."""
        for name, number in job.columns.items():
            if number in job.row.unknown:
                self._fault(job, name, "the cell is a formula whose value the file does not hold",
                            "open and save it in a spreadsheet, or type the value")  # fmt: skip
                return "bad"
        id_ = job.values.get("id", "")
        if not id_:
            there = self._by_title(job)
            if there is None or there.id in seen:
                return "new"
            seen[there.id] = job
            return there
        if id_ in seen:
            self._fault(job, "id", f"{id_} stands in row {seen[id_].row.number} already",
                        "delete one of the two rows")  # fmt: skip
            return "bad"
        if id_ in self.book.roles:
            seen[id_] = job
            return self.book.roles[id_]
        if id_ in self.book.ids.get("role", ()):
            self._fault(job, "id", f"the file of {id_} has errors",
                        "mend it first; `rolebook check` shows them")  # fmt: skip
            return "bad"
        if hint := did_you_mean(id_, self.book.roles):
            self._fault(job, "id", f'there is no role "{id_}"', hint)
            return "bad"
        if id_ != id_from(id_):
            self._fault(job, "id", f'"{id_}" is not written as an id',
                        f'write "{id_from(id_)}", or leave the cell empty')  # fmt: skip
            return "bad"
        return "new"

    def _by_title(self, job: Job) -> Role | None:
        """In a list without ids, the role that bears the title or was made of it."""
        if "id" in job.columns:
            return None
        title = job.values["title"]
        return self.book.roles.get(self.words.titled(title) or _id_of(title))

    def _new(self, job: Job, seen: dict[str, Job]) -> None:
        title = job.values["title"]
        if not title:
            said = " | ".join(cell for cell in job.row.cells if cell)
            self._fault(job, "title", f"the job has no title ({said})", "write its title")
            return
        id_ = job.values.get("id") or _id_of(title)
        if len(id_) > LONGEST_ID:
            self._fault(job, "id", "the id is longer than a file's name should be",
                        f"use at most {LONGEST_ID} characters")  # fmt: skip
            return
        if not id_:
            self._fault(job, "title", f'no id can be made of "{title}"',
                        "write one into a column Id: small letters, digits, hyphens")  # fmt: skip
            return
        if id_ in seen:
            first = seen[id_].row.number
            self._fault(job, "title", f'"{title}" stands in row {first} already',
                        "delete one of the two, or tell them apart by their titles")  # fmt: skip
            return
        there = "" if job.values.get("id") else self.words.titled(title)
        if id_ in self.book.ids.get("role", ()):
            there = id_
        if there:
            self._fault(job, "title", f'"{title}" is there already, as roles/{there}.yml',
                        f"to change it, write {there} into the column Id; if it is another job, "
                        "give it another title")  # fmt: skip
            return
        seen[id_] = self.new[id_] = job

    # -- new jobs

    def _draft(self, job: Job) -> dict[str, Any]:
        values = job.values
        draft: dict[str, Any] = {"title": values["title"]}
        draft["kind"] = self.words.kind(job) or "company"
        draft["family"] = self.words.vocabulary(job, "family") or self.words.first_family(job)
        if unit := self.words.vocabulary(job, "unit"):
            draft["unit"] = unit
        if values.get("code"):
            draft["code"] = values["code"]
        notes = [f"{head}: {text}" for head, text in job.others.items()]
        if values.get("grade"):
            if grade := self.words.grade(job, "it is in the notes of the draft"):
                draft["grade"] = grade
            else:
                notes.insert(0, f"{job.heads['grade']}: {values['grade']}")
        if superiors := [
            self.words.superior(job, name) for name in names(values.get("reports_to"))
        ]:
            draft["reports_to"] = superiors
        if notes:
            draft["notes"] = notes
        return draft

    def _circles(self) -> None:
        """New jobs that report to each other in a circle: told, and not written."""
        above = {
            id_: [one for one in draft.get("reports_to", ()) if isinstance(one, str)]
            for id_, draft in self.found.drafts.items()
        }
        in_circle = [id_ for id_ in above if _reaches(id_, id_, above)]
        for id_ in in_circle:
            job = self.new[id_]
            way = ", ".join(above[id_])
            said = f'"{job.values["title"]}" reports to itself, by way of {way}'
            self._fault(job, "reports_to", said, "name the superior of each of these jobs anew")
            del self.found.drafts[id_]
        for draft in self.found.drafts.values():
            if "reports_to" in draft:
                draft["reports_to"] = [
                    {"text": self.new[one].values["title"]}
                    if isinstance(one, str) and one in in_circle
                    else one
                    for one in draft["reports_to"]
                ]

    # -- jobs that are there

    def _plan(self, job: Job, role: Role) -> Plan:
        """What the cells of a row say otherwise than the handbook."""
        plan = Plan()
        before = self.listed.cells(role)
        data = self.book.entry("role", role.id).source.data
        for name in COLUMNS[1:]:
            if name not in job.columns:
                continue
            typed = job.values[name]
            if not typed and "id" not in job.columns:
                continue
            if " ".join(typed.split()) == " ".join(before[name].split()):
                continue
            value = self._changed(job, role, name, typed, data)
            if value == "" and name in data:
                plan.gone.add((name,))
            elif value not in (None, "") and value != data.get(name):
                plan.values[(name,)] = value
        lists = {p: v for p, v in plan.values.items() if isinstance(data.get(str(p[0])), list)}
        for path, value in lists.items():
            del plan.values[path]
            old = data[str(path[0])]
            plan.lists[path] = [
                (*path, old.index(one)) if one in old else New(one) for one in value
            ]
        return plan

    def _unnoted(self, job: Job, role: Role) -> list[str]:
        """The columns whose cells are not among the notes of a role already."""
        notes = self.book.entry("role", role.id).source.data.get("notes") or ()
        return [head for head, text in job.others.items() if f"{head}: {text}" not in notes]

    def _no_circles(self, changed: Sequence[tuple[Job, Role]]) -> None:
        """Changes by which roles would report to each other in a circle are told, and not made."""
        above = {
            role.id: [s.role for s in role.reports_to if s.role and s.kind == "line"]
            for role in self.book.roles.values()
        }
        new = {}
        for job, role in changed:
            plan = self.found.plans.get(role.id)
            if plan is None or not {("reports_to",)} & (plan.lists.keys() | plan.values.keys()):
                continue
            new[role.id] = job
            above[role.id] = [
                i for n in names(job.values["reports_to"]) if (i := self.words.role(n))
            ]
        for id_, job in new.items():
            if _reaches(id_, id_, above):
                self._fault(job, "reports_to", f"{id_} would report to itself, by way of "
                            f"{', '.join(above[id_])}", "name another superior")  # fmt: skip
                plan = self.found.plans[id_]
                plan.lists.pop(("reports_to",), None)
                plan.values.pop(("reports_to",), None)
                if not plan:
                    del self.found.plans[id_]

    def _changed(self, job: Job, role: Role, name: str, typed: str, data: Mapping[str, Any]) -> Any:
        """The new value of a field; empty to take it away, None to leave it as it is."""
        if not typed and name in ("title", "kind", "family"):
            self._fault(job, name, f"{role.id} cannot be without its {name}",
                        "fill the cell, or restore it")  # fmt: skip
            return None
        if not typed:
            return ""
        match name:
            case "kind":
                return self.words.kind(job) or None
            case "family" | "unit":
                return self.words.vocabulary(job, name) or None
            case "grade":
                return self.words.grade(job, "the role was left as it is") or None
            case "reports_to":
                return self._superiors(job, role, typed, data)
        return typed

    def _superiors(
        self, job: Job, role: Role, typed: str, data: Mapping[str, Any]
    ) -> list[str | dict[str, str]] | None:
        old = data.get("reports_to")
        if old == [self.words.role(name) or {"text": name} for name in names(typed)]:
            return None
        if isinstance(old, list) and not all(isinstance(one, str) for one in old):
            self._fault(job, "reports_to", f"whom {role.id} reports to is more than a list of "
                        "roles", f"change it in roles/{role.id}.yml")  # fmt: skip
            return None
        found = [self.words.superior(job, name) for name in names(typed)]
        if role.id in found:
            self._fault(job, "reports_to", f"{role.id} reports to itself",
                        "name its superior")  # fmt: skip
            return None
        return found


def _id_of(title: str) -> str:
    return id_from(title)[:LONGEST_ID].strip("-")


def _reaches(start: str, goal: str, above: Mapping[str, Iterable[str]]) -> bool:
    pending, seen = list(above.get(start, ())), set()
    while pending:
        one = pending.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            pending += above.get(one, ())
    return False


def job_list(
    handbook: Handbook, sheets: Sequence[Sheet], chosen: Mapping[str, str] | None = None
) -> JobList:
    """What a list of jobs brings to a handbook."""
    jobs, left = read_jobs(sheets, chosen)
    found = _Reading(handbook.governing, jobs).result()
    found.left = [*left, *found.left]
    return found
