"""Many subsets of one typeface made one font again.

Why: every paper carries just the glyphs that it prints, numbered in the order of their use. In a
file of a thousand papers the same letters would stand a thousand times under other numbers, and a
printer's memory is small. Here each glyph is kept once, known by its outline; the papers' numbers
are turned into those of the common font.

Rests on how the pinned Typst writes text: two bytes a glyph. Where that does not hold, or a font
is built otherwise than those it writes, the font is kept as it is. Source of the formats: ISO
32000-1, 9.7, and Adobe Technical Note 5411 (ToUnicode).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

from rolebook.paper import cff, truetype

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_NAMES = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s")
_TAG = re.compile(r"^/[A-Z]{6}\+")
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
    form: ModuleType
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
            form, program = _program(inner.FontDescriptor)
            if font.Encoding != "/Identity-H" or not font.is_indirect:
                return None
            shared, outlines = form.apart(program)
            names = dict(_NAMES.findall(font.ToUnicode.read_bytes()))
            widths = _widths(inner)
        except (AttributeError, KeyError, IndexError, ValueError, struct.error):
            return None
        key = (_TAG.sub("/", str(inner.BaseFont)), shared)
        if key not in self.faces:
            self.faces[key] = Face(into.copy_foreign(font), program, form)
            self.faces[key].number((outlines[0], b"", widths.get(0, 0.0)))
        face = self.faces[key]
        numbers = {0: 0}

        def number(old: int) -> int:
            if old not in numbers:
                outline = outlines[old]
                if form is truetype:
                    outline = truetype.turned(outline, number)
                glyph = (outline, names.get(b"%04X" % old, b""), widths.get(old, 0.0))
                numbers[old] = face.number(glyph)
            return numbers[old]

        for old in range(len(outlines)):
            number(old)
        return face.font, numbers

    def finish(self, into: Pdf) -> None:
        """Write the common fonts, when every paper has been taken in."""
        import pikepdf

        for face in self.faces.values():
            inner = face.font.DescendantFonts[0]
            outlines = [outline for outline, _, _ in face.glyphs]
            stream = into.make_stream(face.form.together(face.program, outlines))
            if face.form is cff:
                stream.Subtype = pikepdf.Name.CIDFontType0C
                inner.FontDescriptor.FontFile3 = stream
            else:
                stream.Length1 = len(stream.read_bytes())
                inner.FontDescriptor.FontFile2 = stream
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


def _program(descriptor: Object) -> tuple[ModuleType, bytes]:
    """How the font's outlines are written, and the font itself."""
    if "/FontFile3" in descriptor:
        return cff, bytes(descriptor.FontFile3.read_bytes())
    return truetype, bytes(descriptor.FontFile2.read_bytes())


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
