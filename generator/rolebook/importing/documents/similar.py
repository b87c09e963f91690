"""Which drafts nearly say the same as another, or as a role of the handbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rolebook.handbook import Handbook
from rolebook.importing.documents.filling.draft import Draft

_SAME_TASK = 0.6  # share of words that two tasks have in common
_SAME_JOB = 0.6  # share of tasks that two jobs have in common


@dataclass(frozen=True, slots=True)
class Likeness:
    """``alike`` of ``all`` tasks of a draft are nearly those of another document."""

    other: str
    alike: int
    all: int


def tasks_of(draft: Draft) -> list[frozenset[str]]:
    return [
        _words(value.text) for path, value in draft.values()
        if path[0] == "responsibilities" and "tasks" in path
    ]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def of_handbook(handbook: Handbook | None) -> dict[str, list[frozenset[str]]]:
    """The tasks of every role, in every language; the governing file names the document."""
    found: dict[str, list[frozenset[str]]] = {}
    for book in handbook.editions.values() if handbook else ():
        for id_, role in book.roles.items():
            found[f"roles/{id_}.yml ({book.lang})"] = [
                _words(task.task.plain) for area in role.responsibilities for task in area.tasks
            ]
    return found


def likeness(
    tasks: list[frozenset[str]], others: Mapping[str, list[frozenset[str]]]
) -> Likeness | None:
    """The document that is most like these tasks, where most of them are alike."""
    best: Likeness | None = None
    if len(tasks) < 3:
        return None
    for name, theirs in others.items():
        alike = sum(1 for task in tasks if any(_alike(task, other) for other in theirs))
        smaller = max(min(len(tasks), len(theirs)), 1)
        if alike / smaller >= _SAME_JOB and alike >= 3 and (best is None or alike > best.alike):
            best = Likeness(name, alike, len(tasks))
    return best


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return False
    return len(one & other) / len(one | other) >= _SAME_TASK
