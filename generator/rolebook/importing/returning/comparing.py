"""A paper that came back, laid beside the one that was printed, and what is found so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rolebook.importing.patching.plan import Plan
from rolebook.importing.returning.aligning import align
from rolebook.importing.returning.entries import entry_of
from rolebook.importing.returning.inheriting import Rules
from rolebook.importing.returning.numbers import Numbers
from rolebook.importing.returning.printed import File, Printed
from rolebook.importing.returning.projecting import Piece, pieces, project
from rolebook.importing.returning.structure import Structure
from rolebook.importing.returning.word import Paper
from rolebook.model.base import Path, model_at
from rolebook.paper.returning import place_name


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the author's words. ``place`` names it for people."""

    kind: Literal["changed", "added", "removed", "moved"]
    place: str
    before: str = ""
    after: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Something in the paper that has no place in the file: the words, and why."""

    text: str
    why: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin, and what it is about."""

    place: str
    by: str
    text: str


@dataclass(slots=True)
class Returned:
    """``text``: the author's file after the changes, the same where there is none."""

    printed: Printed
    plan: Plan = field(default_factory=Plan)
    edits: list[Edit] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    text: str = ""

    @property
    def file(self) -> File:
        return self.printed.file


class Comparison:
    """``before`` and ``after`` are the paragraphs of the two papers; ``pairs`` says which belong
    together, ``pieces`` what became of each printed one."""

    def __init__(self, printed: Printed, edited: Paper) -> None:
        self.printed, self.edited, self.file = printed, edited, printed.file
        self.found = Returned(printed)
        self.rules = Rules(printed)
        self.before, self.after = printed.paper.paragraphs, edited.paragraphs
        self.pairs = align(self.before, self.after)
        self.pieces = [pieces(paragraph, printed.paths) for paragraph in self.before]
        self.numbers = Numbers(self.pieces)
        self.by: dict[int, tuple[str, ...]] = {}
        for j, i in self.pairs.items():
            project(self.pieces[i], self.after[j])
            self.by[i] = tuple(self.after[j].by)
        self._rejoined()
        self.structure = Structure(
            self.file.cls, printed.texts, self.before, self.after, self.pieces, self.pairs
        )

    def _rejoined(self) -> None:
        """A paragraph that was only cut in two says the same; unless it is an entry of a list."""
        for j in range(len(self.after) - 1):
            i = self.pairs.get(j)
            if i is None or j + 1 in self.pairs:
                continue
            both = f"{self.after[j].text} {self.after[j + 1].text}"
            main = next((p.path for p in self.pieces[i] if p.path), ())
            if entry_of(main) or both.split() != self.before[i].text.split():
                continue
            self.after[j].text, self.after[j].looks = (
                self.before[i].text, list(self.before[i].looks),
            )  # fmt: skip
            self.after[j + 1].text = ""
            for piece in self.pieces[i]:
                piece.now.clear()
            project(self.pieces[i], self.after[j])

    def occurrences(self) -> dict[Path, list[tuple[int, Piece]]]:
        """Every text of the author with the places where the paper shows it."""
        found: dict[Path, list[tuple[int, Piece]]] = {}
        for i, cut in enumerate(self.pieces):
            for piece in cut:
                if piece.path:
                    found.setdefault(piece.path, []).append((i, piece))
        return found

    def fate(self, path: Path) -> Literal["entry", "key", "none"]:
        """What goes with a text that was deleted: the entry that it is the head of, its key, or
        nothing, because the file cannot be without it."""
        entry = entry_of(path)
        if entry == path:
            return "entry"
        model = model_at(self.file.cls, path[:-1])
        if model is None:
            return "none"
        key = str(path[-1])
        needed = model.model_fields[model.keys()[key]].is_required() or key in model.exactly_one_of
        if entry and len(path) == len(entry) + 1 and self.structure.heads.get(entry) == path:
            return "entry" if needed or key == model.shorthand else "key"
        return "none" if needed else "key"

    def may_restructure(self, path: Path) -> bool:
        """Lists follow the governing file, but for those that each language has of its own."""
        own = self.file.cls.own_per_language
        return self.file.governing is None or path[0] in own

    def raw(self, path: Path) -> str:
        """A text as its author typed it; empty where it is none of this document."""
        text = self.printed.texts.get(path)
        return text.raw if text else ""

    def authors(self, there: Sequence[tuple[int, Piece]]) -> tuple[str, ...]:
        """Who changed these, as far as that was tracked."""
        return tuple(dict.fromkeys(name for i, _ in there for name in self.by.get(i, ())))

    def edit(
        self,
        kind: Literal["changed", "removed"],
        path: Path,
        before: str,
        after: str,
        there: Sequence[tuple[int, Piece]],
    ) -> None:
        """Note a change for the report."""
        by = self.authors(there)
        if not by and kind == "removed":
            head = self.structure.heads.get(path, path)
            by = self.edited.gone.get(place_name(head), ())
        self.found.edits.append(Edit(kind, self.numbers.place(path), before, after, by))

    def leave(self, text: str, why: str, by: tuple[str, ...]) -> None:
        """Note something that has no place in the file."""
        if text.strip():
            self.found.left.append(Left(" ".join(text.split()), why, by))
