"""What a line looks like beside the one that follows: a heading, a teaser, a line to sign."""

from __future__ import annotations

import re

from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.units import Element, Grid, Unit

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def stands_as_heading(unit: Unit, following: Element | None) -> bool:
    text = unit.text
    if len(text) > 80 or len(text.split()) > 9 or re.search(r"[.;,:]$", text):
        return False
    if not text[:1].isupper() and not text[:1].isdigit():
        return False
    line = unit.line
    if line.style == "heading" or (line.strong and line.cell is None):
        return following is not None
    if not line.gap or unit.mark or line.style == "item" or following is None:
        return False
    if isinstance(following, Grid):
        return True
    return bool(following.mark) or len(following.text) > max(60, len(text))


def major(mark: str) -> int:
    """The first part of a number of several parts: 2 of ``2.14``."""
    first, dot, _ = mark.partition(".")
    return int(first) if dot and first.isdigit() else 0


def is_teaser(unit: Unit) -> bool:
    """A line of the page between parts of a copied text."""
    return len(unit.text) < 70 and not re.search(r"[.;,]$", unit.text)


def follows(mark: str, other: str) -> bool:
    """Whether one number comes right after another: ``V`` after ``IV``."""
    if mark.isdigit() and other.isdigit():
        return int(other) == int(mark) + 1
    if mark in _ROMAN and other in _ROMAN:
        return _ROMAN.index(other) == _ROMAN.index(mark) + 1
    return len(mark) == len(other) == 1 and ord(other) == ord(mark) + 1


def signs(unit: Unit) -> bool:
    return bool(re.search(r"_{3,}|…|\(|:$", unit.text)) or len(unit.text) < 60


def head(unit: Unit, value: Pieces) -> Unit:
    """The label in front of a value, as a unit."""
    before = len(unit.raw)
    first = value[0]
    at = 0
    for piece in unit.body:
        if piece.line is first.line and piece.start <= first.start <= piece.end:
            before = at + first.start - piece.start
            break
        at += piece.end - piece.start + 1
    return Unit(unit.part(0, before), unit.mark, unit.mark_piece)
