"""What readers hand over: the lines of a document with their places, and pieces of lines.

A line is the least that a reader can point to: a line of a text, a paragraph, a cell's paragraph.
Everything later is made of pieces, which are spans of lines. So nothing can enter a draft that is
not in the document, and what was not used is known to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table: table, row and column, each from 0; ``head`` for a row of headings;
    ``rows``, ``columns``: how far a merged cell reaches."""

    table: int
    row: int
    column: int
    head: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """``place`` says in words where it stands: ``line 12``, ``page 2, line 3``, ``paragraph 4``.

    ``level``: of a heading from 1; of a list item from 1. ``mark``: a number or bullet that the
    word processor shows and that is not part of the text. ``gap``: there is a blank before it.
    ``full``: the line reaches the right edge, so that the next one may carry its sentence on.
    ``strong``: all of it is bold. ``aside``: why it is no running text, such as a page header.
    """

    file: str
    place: str
    text: str
    style: Literal["text", "heading", "item"] = "text"
    level: int = 0
    mark: str = ""
    gap: bool = False
    full: bool = False
    strong: bool = False
    cell: Cell | None = None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """The letters of a line from ``start`` to before ``end``."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    def part(self, start: int, end: int) -> Piece:
        """A piece of this piece, counted within it; blanks at its ends fall away."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return Piece(self.line, self.start + start, self.start + start + len(text.strip()))

    def __bool__(self) -> bool:
        return self.end > self.start


Pieces = tuple[Piece, ...]


def whole(line: Line) -> Piece:
    return Piece(line, 0, len(line.text)).part(0, len(line.text))


_BROKEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
_HANGING = frozenset(
    {"en", "of", "und", "oder", "and", "or", "bzw", "sowie", "noch", "resp", "t", "als", "wie",
     "nor", "but", "ofwel", "beziehungsweise"}
)  # fmt: skip


def joined(pieces: Iterable[Piece]) -> str:
    """Pieces as one text: blanks folded, words that a line's end cut in two made whole."""
    text = " ".join(" ".join(piece.text.split()) for piece in pieces if piece)
    text = text.replace("\u00ad ", "").replace("\u00ad", "")
    return mended(text)


def mended(text: str) -> str:
    """``Ver- talen`` is one word; ``offerte- en orderwerk`` stays as it is."""
    result, last = [], 0
    for broken in _BROKEN.finditer(text):
        following = re.match(r"[^\W\d_]+", text[broken.end() :])
        if following and (following[0] in _HANGING or not following[0][0].islower()):
            continue
        result.append(text[last : broken.start()])
        last = broken.end()
    return "".join(result) + text[last:]


def hangs(text: str) -> bool:
    """Whether a line goes on in the next one: it ends with a hyphen, a comma or a joining word."""
    return text.endswith(("-", ",")) or text.rpartition(" ")[2] in _HANGING


def letters(text: str) -> str:
    """A text for comparing: letters and digits alone. What is no letter carries no word."""
    return re.sub(r"[\W_]+", "", text.casefold())


def uncovered(lines: Iterable[Line], pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of lines that hold letters or digits and that none of ``pieces`` covers."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for piece in pieces:
        covered.setdefault(id(piece.line), []).append((piece.start, piece.end))
    for line in lines:
        at = 0
        for start, end in [*sorted(covered.get(id(line), ())), (len(line.text), len(line.text))]:
            if start > at:
                piece = Piece(line, at, start).part(0, start - at)
                if re.search(r"[^\W_]", piece.text):
                    yield piece
            at = max(at, end)
