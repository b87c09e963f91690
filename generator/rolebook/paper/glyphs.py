"""Many subsets of one typeface made one font again.

Why: every paper carries just the glyphs that it prints, numbered in the order of their use. In a
file of a thousand papers the same letters would stand a thousand times under other numbers, and a
printer's memory is small. Here each glyph is kept once, known by its outline; the papers' numbers
are turned into those of the common font.

Rests on how the pinned Typst writes: fonts in CFF with one private dictionary and no subroutines,
text as two bytes a glyph. Where that does not hold, a font is kept as it is. Source of the formats:
Adobe Technical Notes 5176 (CFF) and 5411 (ToUnicode), ISO 32000-1, 9.7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_NAMES = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s")
_TAG = re.compile(r"^/[A-Z]{6}\+")
_THOUSANDTH = [0.001, 0, 0, 0.001, 0, 0]
_CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{names}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

Glyph = tuple[bytes, bytes, float]
"""Its outline, the characters it stands for (UTF-16, in hexadecimal), its width."""


@dataclass
class Face:
    """One typeface of a run. ``glyphs`` in the order of their new numbers; ``font`` is the first
    subset's, from which the common font takes all but its glyphs."""

    font: Object
    program: bytes
    glyphs: dict[Glyph, int] = field(default_factory=dict)

    def number(self, glyph: Glyph) -> int:
        return self.glyphs.setdefault(glyph, len(self.glyphs))


@dataclass
class Faces:
    """All typefaces of a run."""

    faces: dict[tuple[str, bytes], Face] = field(default_factory=dict)

    def taken(self, font: Object, into: Pdf) -> tuple[Object, Mapping[int, int]] | None:
        """The common font in the place of a paper's subset, and what becomes of its numbers; None
        where it cannot be taken apart and is to be kept as it is."""
        try:
            inner = font.DescendantFonts[0]
            program = bytes(inner.FontDescriptor.FontFile3.read_bytes())
            if font.Encoding != "/Identity-H" or not font.is_indirect:
                return None
            outlines, private = _outlines(program)
            names = dict(_NAMES.findall(font.ToUnicode.read_bytes()))
            widths = _widths(inner)
        except (AttributeError, KeyError, IndexError, ValueError):
            return None
        key = (_TAG.sub("/", str(inner.BaseFont)), private)
        if key not in self.faces:
            common = into.copy_foreign(font)
            self.faces[key] = Face(common, program)
            self.faces[key].number((outlines[0], b"", widths.get(0, 0.0)))
        face = self.faces[key]
        numbers = {
            old: face.number((outline, names.get(b"%04X" % old, b""), widths.get(old, 0.0)))
            for old, outline in enumerate(outlines)
            if old
        }
        return face.font, {0: 0} | numbers

    def finish(self, into: Pdf) -> None:
        """Write the common fonts, when every paper has been taken in."""
        import pikepdf

        for face in self.faces.values():
            inner = face.font.DescendantFonts[0]
            stream = into.make_stream(_program(face))
            stream.Subtype = pikepdf.Name.CIDFontType0C
            inner.FontDescriptor.FontFile3 = stream
            if "/CIDSet" in inner.FontDescriptor:
                del inner.FontDescriptor["/CIDSet"]
            inner.DW = 0
            inner.W = pikepdf.Array([0, pikepdf.Array([width for _, _, width in face.glyphs])])
            named = [(n, names) for (_, names, _), n in face.glyphs.items() if names]
            blocks = [
                f"{len(part)} beginbfchar\n"
                + "".join(f"<{n:04X}> <{names.decode()}>\n" for n, names in part)
                + "endbfchar"
                for part in (named[at : at + 100] for at in range(0, len(named), 100))
            ]
            face.font.ToUnicode = into.make_stream(
                _CMAP.format(names="\n".join(blocks)).encode("ascii")
            )


def _widths(inner: Object) -> dict[int, float]:
    """The width of each glyph (ISO 32000-1, 9.7.4.3: ``first last width``, ``first [widths]``)."""
    entries = list(inner.W)
    found: dict[int, float] = {}
    at = 0
    while at < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        try:
            widths = [float(width) for width in second]
            at += 2
        except TypeError:
            widths = [float(entries[at + 2])] * (int(second) - first + 1)
            at += 3
        found |= dict(enumerate(widths, first))
    return found


def _outlines(program: bytes) -> tuple[list[bytes], bytes]:
    """The outlines of a CFF font by number, and its private dictionary. Raises ValueError, KeyError
    or IndexError for a font built otherwise than one can be merged."""
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
    return outlines, private


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


def _program(face: Face) -> bytes:
    """The CFF font with all glyphs of the run, in their new order."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.ttLib import TTFont

    fonts: Any = CFFFontSet()
    whole = TTFont(recalcBBoxes=False)
    fonts.decompile(BytesIO(face.program), whole)
    top = fonts[0]
    inner = top.FDArray[0]
    private = inner.Private
    if top.FontMatrix == _THOUSANDTH:  # is left out when written; one beside it would stand alone
        inner.rawDict.pop("FontMatrix", None)
    names = [".notdef", *(f"cid{n:05}" for n in range(1, len(face.glyphs)))]
    strings = top.CharStrings
    strings.charStringsIndex.items = [
        T2CharString(outline, private=private, globalSubrs=fonts.GlobalSubrs)
        for outline, _, _ in face.glyphs
    ]
    strings.charStrings = {name: n for n, name in enumerate(names)}
    top.charset = names
    top.FDSelect.gidArray = [0] * len(names)
    out = BytesIO()
    fonts.compile(out, whole)
    return out.getvalue()
