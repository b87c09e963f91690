"""Entries of lists on a paper: how they look, where they stand, and what a new one is made of.

An entry is known by its head, the first of its texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from rolebook.importing.returning.marking import plainly
from rolebook.importing.returning.projecting import AFTER_NUMBER, Letter, Piece
from rolebook.importing.returning.word import Paragraph
from rolebook.model.base import Model, Path, model_at, type_at
from rolebook.model.text import Text
from rolebook.views.places import OF_REFERENCE

_NUMBER = re.compile(
    r"\s*(?:(?:[A-Z]{1,2}\.?)?\d+(?:\.\d+)*[.)]?\s|[A-Z]{1,2}[.)]?(?:[\t\u2002]|\s(?=[A-Z]))|\t)\s*"
)
ANY_STYLE = {"", "normal", "standard", "body text", "text body", "list paragraph"}


def entry_of(path: Path) -> Path:
    """The innermost entry of a list that a path lies in; empty for none."""
    end = max((n for n, step in enumerate(path, 1) if isinstance(step, int)), default=0)
    return path[:end]


def pattern(path: Path) -> tuple[str, ...]:
    """A path without places in lists: what all entries of the same kind have in common."""
    return tuple(step for step in path if isinstance(step, str))


@dataclass(slots=True, eq=False)
class Added:
    """A new entry: its own data, and entries of lists below it that stood elsewhere."""

    above: Path | Added
    steps: tuple[str, ...]
    data: Any
    text: str
    by: tuple[str, ...]
    below: dict[str, list[Path | Added]] = field(default_factory=dict)


Here = Path | Added


@dataclass(slots=True)
class Lists:
    """``order``: of each list, by its path (or the new entry that holds it and the key), what is in
    it now. ``left``: paragraphs that have no place."""

    order: dict[tuple[Here, tuple[str, ...]], list[Here]] = field(default_factory=dict)
    left: list[Paragraph] = field(default_factory=list)


class Entries:
    """The two papers side by side. ``pieces``: of each printed paragraph; ``pairs``: of an edited
    paragraph the printed one; ``paths``: of every text of the document, in the order of its model.
    """

    def __init__(
        self,
        cls: type[Model],
        paths: Iterable[Path],
        printed: Sequence[Paragraph],
        edited: Sequence[Paragraph],
        pieces: Sequence[Sequence[Piece]],
        pairs: Mapping[int, int],
    ) -> None:
        self.cls, self.printed, self.edited = cls, printed, edited
        self.pieces, self.pairs = pieces, pairs
        self.heads: dict[Path, Path] = {}
        for path in paths:
            if entry := entry_of(path):
                self.heads.setdefault(entry, path)
        self.styles: dict[tuple[str, ...], str] = {}
        self.numbered: set[tuple[str, ...]] = set()
        self.shown: set[Path] = set()
        rows: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for paragraph, cut in zip(printed, pieces, strict=True):
            for at, piece in enumerate(cut):
                entry = entry_of(piece.path)
                if not entry or self.heads.get(entry) != piece.path:
                    continue
                self.shown.add(entry)
                if paragraph.cell:
                    rows.setdefault(pattern(entry), []).append(paragraph.cell[:2])
                if at <= 1 and _alone(entry, cut):  # behind a number or a label, or nothing
                    self.styles.setdefault(pattern(entry), paragraph.style)
                    if at and cut[0].text.endswith(AFTER_NUMBER):
                        self.numbered.add(pattern(entry))

        self.of_rows = {kind for kind, there in rows.items() if len(there) == len(set(there)) > 1}
        """The kinds of entries of which each has a row of a table to itself."""

    # -- what is there

    def alive(self, last: bool = False) -> Iterator[tuple[int, Path]]:
        """Entries whose head is still there, with the edited paragraph; where a head stands on the
        paper more than once, its first place, or its last."""
        found: dict[Path, int] = {}
        for j, _ in enumerate(self.edited):
            for piece in self.pieces[self.pairs[j]] if j in self.pairs else ():
                entry = entry_of(piece.path)
                if entry and self.heads.get(entry) == piece.path and piece.said.strip():
                    if last:
                        found.pop(entry, None)
                    found.setdefault(entry, j)
        yield from ((j, entry) for entry, j in found.items())

    def gone(self) -> set[Path]:
        """Entries whose head fell away everywhere it stood."""
        return self.shown - {entry for _, entry in self.alive()}

    # -- where a paragraph stands

    @staticmethod
    def key_of(path: Path) -> tuple[Path, tuple[str, ...]]:
        above = entry_of(path)
        return above, tuple(str(step) for step in path[len(above) :])

    def main(self, j: int | None) -> Path:
        """The first of the author's texts in a paragraph that was printed."""
        if j is None or j not in self.pairs:
            return ()
        return next((piece.path for piece in self.pieces[self.pairs[j]] if piece.path), ())

    def beside(self, j: int, step: int) -> int | None:
        """The next paragraph in this direction in the same column, or in the text."""
        cell, k = self.edited[j].cell, j + step
        while 0 <= k < len(self.edited):
            other = self.edited[k].cell
            same = other is None if cell is None else other is not None and other[::2] == cell[::2]
            if not self.edited[k].floating:
                if same:
                    return k
                if cell is None:
                    return None
            k += step
        return None

    def row_is_known(self, cell: tuple[int, int, int]) -> bool:
        """Whether a row was printed: some of the author's words in it, or, where it had none, any
        words. A dash alone may be that of a row that went."""
        there = [j for j in self.pairs if (c := self.edited[j].cell) and c[:2] == cell[:2]]
        if any(self.main(j) for j in there):
            return True
        rows = {c[:2] for j in there if (c := self.printed[self.pairs[j]].cell)}
        own = {
            c[:2]
            for paragraph, cut in zip(self.printed, self.pieces, strict=True)
            if (c := paragraph.cell) and any(piece.path for piece in cut)
        }
        return bool(rows - own)

    def row_above(
        self, row: tuple[int, int]
    ) -> tuple[Path, dict[int, list[tuple[Path, str]]]] | None:
        """The entry of the last known row above, and of each of its columns the places of its
        texts below the entry, with their style."""
        found: dict[int, list[tuple[int, Path, str]]] = {}
        for j, paragraph in enumerate(self.edited):
            cell, main = paragraph.cell, self.main(j)
            if cell and main and cell[0] == row[0] and cell[1] < row[1]:
                found.setdefault(cell[1], []).append((cell[2], main, paragraph.style))
        for number in sorted(found, reverse=True):
            entry = next(
                (e for _, main, _ in found[number]
                 if (e := entry_of(main)) and self.heads.get(e) == main), ()
            )  # fmt: skip
            if entry:
                columns: dict[int, list[tuple[Path, str]]] = {}
                for column, main, style in found[number]:
                    if main[: len(entry)] == entry:
                        columns.setdefault(column, []).append((main[len(entry) :], style))
                return entry, columns
        return None

    # -- what can be made of it

    def keys_of_lists(self, steps: tuple[str, ...]) -> Iterator[str]:
        """The keys of an entry below which its own entries are printed."""
        for kind in self.styles:
            if kind[: len(steps)] == steps and len(kind) == len(steps) + 1:
                yield kind[-1]

    def inner_list(self, entry: Path, paragraph: Paragraph) -> str | None:
        """The list of an entry whose entries look like this paragraph."""
        kind = pattern(entry)
        for key in self.keys_of_lists(kind):
            style = self.styles[*kind, key]
            loose = paragraph.style in ANY_STYLE and "heading" in self.styles.get(kind, "")
            if style == paragraph.style or loose:
                return key
        return None

    def data(self, kind: tuple[str, ...], text: str, more: Any = None) -> Any:
        """A valid entry of a list with this text as its head; None where it needs more."""
        place = kind[len(OF_REFERENCE) :] if kind[: len(OF_REFERENCE)] == OF_REFERENCE else kind
        if type_at(self.cls, place) is Text:
            return None if more else text
        model = model_at(self.cls, place)
        if model is None:
            return None
        keys = (p[-1] for e, p in self.heads.items() if pattern(e) == kind and len(p) == len(e) + 1)
        of_texts = (key for key in (model.shorthand, *keys) if type_at(model, (key,)) is Text)
        head = next(of_texts, None)
        if head is None:
            return None
        for data in (text if model.shorthand == head and not more else None,
                     {head: text, **(more or {})}):  # fmt: skip
            try:
                if data is not None:
                    model.model_validate(data, context={"lang": ""})
                    return data
            except ValidationError:
                continue
        return None


def _alone(entry: Path, cut: Sequence[Piece]) -> bool:
    """Whether a paragraph shows no other entry of the same list."""
    others = (entry_of(piece.path) for piece in cut if piece.path)
    return all(other == entry or other[:-1] != entry[:-1] for other in others)


def says_nothing(paragraph: Paragraph) -> bool:
    """A dash, or the number before a row."""
    text = paragraph.text.strip()
    numbers = paragraph.cell is not None and paragraph.cell[2] == 0 and bool(text[:1].isdigit())
    return text in ("–", "-", "—") or (numbers and len(text) < 5)


def kind_of(here: Here) -> tuple[str, ...]:
    if isinstance(here, Added):
        return (*kind_of(here.above), *here.steps)
    return pattern(here)


def as_typed(paragraph: Paragraph, numbered: bool) -> str:
    """The words of a new paragraph as an author types them, without a number before them."""
    start = 0
    if numbered and (found := _NUMBER.match(paragraph.text)):
        start = found.end()
    text, looks = paragraph.text[start:], paragraph.looks[start:]
    letters = [Letter(c, look) for c, look in zip(text, looks, strict=True)]
    if letters and all(letter.look.strong for letter in letters if letter.text.strip()):
        letters = [
            Letter(one.text, type(one.look)(False, one.look.emphasis, one.look.link))
            for one in letters
        ]
    return plainly(Piece((), 0, 0, "", [], letters)).raw
