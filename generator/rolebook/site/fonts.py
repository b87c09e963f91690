"""The shipped fonts as a stylesheet of the site: no font is ever asked of another host."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fonts"
STYLESHEET = "assets/rolebook/fonts.css"
_WEIGHTS = {"light": 300, "regular": 400, "medium": 500, "semibold": 600, "bold": 700}


def files() -> Iterator[tuple[str, bytes]]:
    """Address and content of the stylesheet and of each font."""
    fonts = _fonts()
    yield STYLESHEET, stylesheet(fonts).encode()
    for font in fonts:
        yield f"assets/rolebook/{font.name}", font.read_bytes()


@cache
def _fonts() -> tuple[Path, ...]:
    return tuple(sorted(FOLDER.rglob("*.woff2"), key=lambda path: path.name))


def stylesheet(fonts: tuple[Path, ...]) -> str:
    """``Family-SemiBoldItalic.woff2`` names family, weight and slant."""
    faces = []
    for font in fonts:
        _, _, style = font.stem.lower().partition("-")
        weight = _WEIGHTS.get(style.replace("italic", "") or "regular", 400)
        slant = "italic" if "italic" in style else "normal"
        faces.append(
            f'@font-face{{font-family:"Rolebook Text";font-style:{slant};font-weight:{weight};'
            f'font-display:swap;src:url("{font.name}") format("woff2")}}'
        )
    return "\n".join(faces) + "\n"
