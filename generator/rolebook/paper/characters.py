"""Which characters a paper can print, and what it prints instead of the others.

Why: an archive PDF may hold no character without a glyph (ISO 19005-3, 6.2.11.8), and a paper
that people sign must not hide anything: no character that turns the direction of the line
round, no control character. Each such character is printed as its code, ``[U+1F600]``: the
paper is made, nothing is lost in silence, and the reader sees that something stood there.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

# Joiners, breaks and variation selectors: they have no glyph and need none.
_SILENT = frozenset([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, *range(0xFE00, 0xFE10)])
# Embeddings, overrides and isolates: text that looks other than it is. U+FEFF is forbidden.
_TURNING = frozenset([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_LONG = re.compile(r"[^\s/‐–—-]{36,}")
_AROUND = "()[].,;:!?\"'„“”‚‘’«»‹›\u00ad"
_PART = re.compile(r".{1,12}")
_SPACES = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))


def printable(text: str, fonts: tuple[Path, ...]) -> str:
    """The text as these fonts can print it, in one line and in canonical form (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.translate(_SPACES))
    return _unprintable(fonts).sub(_codes, text)


def breakable(text: str) -> str:
    """The text with places to break, which leave no mark, in every word too long for a line
    that hyphenation cannot help: a number, an address, or letters beyond any real compound."""
    return _LONG.sub(
        lambda found: (
            found[0]
            if len(found[0]) < 60 and found[0].strip(_AROUND).isalpha()
            else "\u200b".join(_PART.findall(found[0]))
        ),
        text,
    )


def _codes(found: re.Match[str]) -> str:
    visible = [ord(char) for char in found[0] if ord(char) not in _SILENT]
    return "[" + " ".join(f"U+{code:04X}" for code in visible) + "]"


@lru_cache(maxsize=8)
def _unprintable(fonts: tuple[Path, ...]) -> re.Pattern[str]:
    """A run of characters that no font has, with the joiners that belong to it."""
    known = _SILENT.union(*(covered(font) for font in fonts)) - _TURNING
    known = frozenset(c for c in known if unicodedata.category(chr(c)) not in ("Cc", "Cs", "Co"))
    printed = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _ranges(sorted(known)))
    silent = "".join(f"\\U{code:08x}" for code in sorted(_SILENT))
    return re.compile(f"[^{printed}](?:[{silent}]*[^{printed}])*[{silent}]*")


def _ranges(codes: list[int]) -> Iterator[tuple[int, int]]:
    start = last = codes[0]
    for code in codes[1:]:
        if code != last + 1:
            yield start, last
            start = code
        last = code
    yield start, last


@lru_cache(maxsize=64)
def covered(font: Path) -> frozenset[int]:
    """The characters for which a TrueType or OpenType file (or collection) has a glyph.

    Raises ValueError when the file is no such font. Source of the format: the OpenType
    specification, chapter "cmap", subtable formats 4 and 12.
    """
    data = font.read_bytes()
    try:
        starts: tuple[int, ...] = (0,)
        if data[:4] == b"ttcf":
            (count,) = struct.unpack_from(">I", data, 8)
            starts = struct.unpack_from(f">{count}I", data, 12)
        return frozenset(code for start in starts for code in _characters(data, start))
    except (struct.error, KeyError) as fault:
        raise ValueError(f"{font.name} is not a font that can be read") from fault


def _characters(data: bytes, start: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", data, start + 4)
    places = {}
    for at in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * at)
        places[tag] = offset
    cmap = places[b"cmap"]
    (subtables,) = struct.unpack_from(">H", data, cmap + 2)
    for at in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * at)
        (form,) = struct.unpack_from(">H", data, cmap + offset)
        if platform not in (0, 3) or (platform == 3 and encoding == 0):
            continue  # another alphabet than Unicode
        if form == 4:
            yield from _format_4(data, cmap + offset)
        elif form == 12:
            yield from _format_12(data, cmap + offset)


def _format_4(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for index, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = offsets_at + 2 * index + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code


def _format_12(data: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", data, at + 12)
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * index)
        yield from range(first + (not glyph), min(last, 0x10FFFF) + 1)
