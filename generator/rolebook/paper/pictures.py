"""Pictures as PNG, of a known size on paper: drawings and logos for office files.

Why: word processors measure the text in an SVG with whatever font the reader has, and pandoc
turns an SVG into pixels only with a program we do not ship. Typst, which makes our PDF, draws
every kind we accept, with our fonts, to the same pixels each time.
"""

from __future__ import annotations

import struct
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.paper.errors import PaperError

if TYPE_CHECKING:
    import typst

_PIXELS_PER_INCH = 220
_FONTS = Path(__file__).parents[1] / "fonts"
_SOURCE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#let room(key) = float(sys.inputs.at(key)) * 1mm
#context {
  let natural = measure(image("picture"))
  let factor = calc.min(room("width") / natural.width, room("height") / natural.height)
  if sys.inputs.enlarge == "no" { factor = calc.min(factor, 1) }
  image("picture", width: natural.width * factor)
}
"""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Ours alone: what a machine has installed must not change a paper."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)]
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file and its size on paper."""

    png: bytes
    width_mm: float
    height_mm: float


@lru_cache(maxsize=32)
def fitted(source: bytes, width_mm: float, height_mm: float, enlarge: bool = False) -> Picture:
    """An SVG, PNG, JPEG, GIF or WebP as a PNG that fits into this room.

    Raises PaperError when it is no picture.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="rolebook-") as folder:
        Path(folder, "picture").write_bytes(source)
        Path(folder, "main.typ").write_bytes(_SOURCE)
        try:
            png = typst.compile(
                Path(folder, "main.typ"),
                root=Path(folder),
                format="png",
                ppi=_PIXELS_PER_INCH,
                font_paths=_fonts(),
                sys_inputs={
                    "width": str(width_mm),
                    "height": str(height_mm),
                    "enlarge": "yes" if enlarge else "no",
                },
            )
        except RuntimeError as error:
            reason = str(error).strip().splitlines()[-1]
            raise PaperError("", f"the picture cannot be drawn: {reason}") from error
    if not isinstance(png, bytes):
        raise PaperError("", "the picture cannot be drawn")
    width, height = struct.unpack(">II", png[16:24])  # the PNG header
    return Picture(png, width / _PIXELS_PER_INCH * 25.4, height / _PIXELS_PER_INCH * 25.4)
