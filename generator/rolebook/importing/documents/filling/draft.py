"""A draft: the fields of a role or procedure as values, each made of pieces of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from rolebook.importing.documents.reading.lines import Piece, Pieces, joined
from rolebook.importing.documents.sorting.segments import Left
from rolebook.model.base import Path
from rolebook.model.text import parse_inline


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar of the draft. ``guess``: what is doubtful about it, else empty. Without pieces it is
    not in the document: a key that the model asks for."""

    text: str
    pieces: Pieces = ()
    guess: str = ""


@dataclass
class Draft:
    """``fields``: nested dictionaries and lists of `Value`. ``labels``: headings and connecting
    words, which the keys stand for. ``missing``: sections of its tradition that were not found."""

    kind: Literal["role", "procedure"]
    lang: str
    fields: dict[str, Any] = field(default_factory=dict)
    labels: list[tuple[str, Pieces]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    remarks: list[str] = field(default_factory=list)
    tradition: str = ""
    id: str = ""

    def note(self, value: Value) -> None:
        self.fields.setdefault("notes", []).append(value)

    def at(self, path: Path) -> Any:
        """What stands at a path: a value, or what holds values."""
        here: Any = self.fields
        for step in path:
            here = here[step]
        return here

    def values(self) -> Iterator[tuple[Path, Value]]:
        """Every value with its path, in the order of the fields."""
        return _values(self.fields, ())

    def pieces(self) -> Iterator[Piece]:
        """Everything of the document that has found its place here."""
        for _, value in self.values():
            yield from value.pieces
        for _, pieces in self.labels:
            yield from pieces
        for left in self.left:
            yield from left.pieces


def _values(here: Any, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(here, Value):
        yield path, here
    elif isinstance(here, dict):
        for key, item in here.items():
            yield from _values(item, (*path, key))
    elif isinstance(here, list):
        for index, item in enumerate(here):
            yield from _values(item, (*path, index))


def value(pieces: Pieces, guess: str = "") -> Value:
    """A text of the document as a text of the handbook: what closes an item of a list falls away,
    and what would be read as a mark of the handbook's own is kept as a letter."""
    text = joined(pieces).strip()
    text = re.sub(r"\s*[;,]$", "", text)
    plain = "".join(span.text for span in parse_inline(text))
    if plain != text:
        text = re.sub(r"([\\_\[\]])", r"\\\1", text)
    return Value(text, pieces, guess)


def with_points(pieces: Pieces, points: list[Pieces], guess: str = "") -> Value:
    """A statement with the points below it as one text: ``statement: point; point``."""
    head = value(pieces)
    if not points:
        return Value(head.text, pieces, guess)
    said = "; ".join(value(point).text.rstrip(".") for point in points)
    all_ = (*pieces, *(piece for point in points for piece in point))
    return Value(f"{head.text.rstrip(':. ')}: {said}", all_, guess)


def path_shown(path: Path) -> str:
    """A path as one reads it: ``responsibilities[0].tasks[3]``."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else str(step)
    return shown
