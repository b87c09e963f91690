"""The numbers that tasks have on the paper, by which whoever edited it speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rolebook.importing.returning.inheriting import named
from rolebook.importing.returning.projecting import Piece
from rolebook.model.base import Path
from rolebook.model.numbering import letter

_LAST = re.compile(r"(?P<before>.*?)(?P<n>\d+)(?P<after>\D*)")


class Numbers:
    """Which number is printed before each task: a layout counts in its own way (2.7), a page of the
    handbook and the file by area (B.3)."""

    def __init__(self, printed: Iterable[Sequence[Piece]]) -> None:
        self._known: dict[Path, str] = {}
        for cut in printed:
            task = next((found for piece in cut if (found := _task(piece.path))), None)
            if task and cut[0].text.endswith("\t") and not cut[0].path:
                self._known.setdefault(task, cut[0].text.strip().rstrip("."))

    def place(self, path: Path) -> str:
        """A place as people name it who have the paper before them."""
        said = named(path)
        task = _task(path)
        number = self._of(task) if task else ""
        if not number or not task:
            return said
        *_, area, _tasks, n = task
        assert isinstance(area, int)
        assert isinstance(n, int)
        return number + said.removeprefix(f"{letter(area + 1)}.{n + 1}")

    def _of(self, task: Path) -> str:
        """The number of a task; of one that was not printed so, counted on from one beside it."""
        if task in self._known:
            return self._known[task]
        *area, n = task
        for other, number in self._known.items():
            if list(other[:-1]) == area and (match := _LAST.fullmatch(number)):
                counted = int(match["n"]) + int(n) - int(other[-1])
                return f"{match['before']}{counted}{match['after']}"
        return ""


def _task(path: Path) -> Path | None:
    """The task that a path lies in."""
    for at, step in enumerate(path):
        if step == "tasks" and at and isinstance(path[at - 1], int) and len(path) > at + 1:
            return path[: at + 2]
    return None
