"""Subsets of a typeface with cubic outlines (CFF) taken apart, and put together as one.

Rests on how the pinned Typst writes them: one private dictionary, no subroutines. Source of the
format: Adobe Technical Note 5176.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

_THOUSANDTH = [0.001, 0, 0, 0.001, 0, 0]


def apart(program: bytes) -> tuple[bytes, list[bytes]]:
    """What all subsets of a typeface share (its private dictionary), and the outlines by number.
    Raises ValueError, KeyError or IndexError for a font that is built otherwise."""
    _, at = _index(program, program[2])  # names
    tops, at = _index(program, at)
    _, at = _index(program, at)  # strings
    subroutines, _ = _index(program, at)
    top = _dictionary(tops[0])
    inner, _ = _index(program, int(top[12, 36][0]))
    if subroutines or len(inner) != 1:
        raise ValueError("subroutines, or several private dictionaries")
    size, start = (int(number) for number in _dictionary(inner[0])[18,])
    private = program[start : start + size]
    if (19,) in _dictionary(private):
        raise ValueError("subroutines")
    outlines, _ = _index(program, int(top[17,][0]))
    return private, outlines


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """An INDEX, and where it ends (5176, chapter 5)."""
    count = int.from_bytes(data[at : at + 2], "big")
    if not count:
        return [], at + 2
    size = data[at + 2]
    places = [
        int.from_bytes(data[at + 3 + size * n : at + 3 + size * (n + 1)], "big")
        for n in range(count + 1)
    ]
    base = at + 2 + size * (count + 1)
    return [data[base + a : base + b] for a, b in pairwise(places)], base + places[-1]


def _dictionary(data: bytes) -> dict[tuple[int, ...], list[float]]:
    """A DICT: operands before their operator (5176, chapter 4)."""
    found: dict[tuple[int, ...], list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            key: tuple[int, ...] = (first,)
            if first == 12:
                key, at = (12, data[at]), at + 1
            found[key], operands = operands, []
        elif first == 30:  # a real number; none of those is looked at
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
            operands.append(0.0)
        elif first in (28, 29):
            size = 2 if first == 28 else 4
            operands.append(int.from_bytes(data[at : at + size], "big", signed=True))
            at += size
        elif first <= 246:
            operands.append(first - 139)
        else:
            sign = 1 if first <= 250 else -1
            base = 247 if first <= 250 else 251
            operands.append(sign * ((first - base) * 256 + data[at] + 108))
            at += 1
    return found


def together(program: bytes, outlines: Sequence[bytes]) -> bytes:
    """A font with these outlines, in all else like the subset ``program``."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.ttLib import TTFont

    fonts: Any = CFFFontSet()
    whole = TTFont(recalcBBoxes=False)
    fonts.decompile(BytesIO(program), whole)
    top = fonts[0]
    inner = top.FDArray[0]
    private = inner.Private
    if top.FontMatrix == _THOUSANDTH:  # is left out when written; one beside it would stand alone
        inner.rawDict.pop("FontMatrix", None)
    names = [".notdef", *(f"cid{n:05}" for n in range(1, len(outlines)))]
    strings = top.CharStrings
    strings.charStringsIndex.items = [
        T2CharString(outline, private=private, globalSubrs=fonts.GlobalSubrs)
        for outline in outlines
    ]
    strings.charStrings = {name: n for n, name in enumerate(names)}
    top.charset = names
    top.FDSelect.gidArray = [0] * len(names)
    out = BytesIO()
    fonts.compile(out, whole)
    return out.getvalue()
