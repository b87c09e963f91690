"""Subsets of a typeface with quadratic outlines (TrueType) taken apart, and put together as one.

A glyph here is its metrics and its outline. One that is put together of others names them by their
numbers, which change with it. Source of the format: the OpenType specification, chapters "glyf",
"loca", "hmtx" and "maxp".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

_HINTING = ("fpgm", "prep", "cvt ")
_METRICS = 4  # bytes: advance and left side bearing
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


def apart(program: bytes) -> tuple[bytes, list[bytes]]:
    """What all subsets of a typeface share (scale and hinting), and the glyphs by number. Raises
    ValueError, KeyError, IndexError or struct.error for what is no such font."""
    (count,) = struct.unpack_from(">H", program, 4)
    tables = {}
    for at in range(count):
        tag, _, start, size = struct.unpack_from(">4sIII", program, 12 + 16 * at)
        tables[tag.decode("ascii")] = program[start : start + size]
    (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long,) = struct.unpack_from(">h", tables["head"], 50)
    places = struct.unpack_from(f">{glyphs + 1}{'I' if long else 'H'}", tables["loca"])
    scale = 1 if long else 2
    outlines = [tables["glyf"][scale * a : scale * b] for a, b in pairwise(places)]
    shared = tables["head"][18:20] + b"".join(tables.get(tag, b"") for tag in _HINTING)
    return shared, [_metrics(tables, n) + outline for n, outline in enumerate(outlines)]


def _metrics(tables: dict[str, bytes], number: int) -> bytes:
    """Advance and left side bearing; the last advance holds for all that follow."""
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    data = tables["hmtx"]
    if number < full:
        return data[4 * number : 4 * number + 4]
    bearing = 4 * full + 2 * (number - full)
    return data[4 * full - 4 : 4 * full - 2] + data[bearing : bearing + 2]


def turned(glyph: bytes, number: Callable[[int], int]) -> bytes:
    """The glyph with the numbers of those it is put together of turned into others."""
    found = bytearray(glyph)
    for at in _parts(glyph):
        (old,) = struct.unpack_from(">H", glyph, at)
        struct.pack_into(">H", found, at, number(old))
    return bytes(found)


def _parts(glyph: bytes) -> Iterator[int]:
    """Where the numbers stand of those that a glyph is put together of."""
    at = _METRICS + 10
    if len(glyph) <= at or struct.unpack_from(">h", glyph, _METRICS)[0] >= 0:
        return
    flags = _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", glyph, at)
        yield at + 2
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def together(program: bytes, glyphs: Sequence[bytes]) -> bytes:
    """A font with these glyphs, in all else like the subset ``program``."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    font: Any = TTFont(BytesIO(program), recalcBBoxes=False, recalcTimestamp=False)
    outlines = [glyph[_METRICS:] + b"\0" * (-len(glyph[_METRICS:]) % 4) for glyph in glyphs]
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    head, hhea, maxp = (bytearray(font.getTableData(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(glyphs))
    struct.pack_into(">H", maxp, 4, len(glyphs))
    parts = {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "glyf": b"".join(outlines),
        "loca": struct.pack(f">{len(places)}I", *places),
        "hmtx": b"".join(glyph[:_METRICS] for glyph in glyphs),
    }
    for tag, data in parts.items():
        table = DefaultTable(tag)
        table.data = data
        font[tag] = table
    out = BytesIO()
    font.save(out)
    return out.getvalue()
