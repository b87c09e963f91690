"""QR codes that lead from paper to the page, drawn as SVG."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from rolebook.views.addresses import published
from rolebook.views.document import Drawing, Link
from rolebook.views.writer import Writer

_SIDE = "30mm"
"""Half of it is the least that telephones read from a print."""


def page_code(writer: Writer, link: Link) -> Drawing | None:
    """The code of a page on the published site; nothing where the handbook does not say where that
    is (``address:`` in its settings)."""
    address = published(writer.book.settings.address or "", writer.lang, link)
    if not address:
        return None
    title = writer.words("The current version")
    return Drawing(svg=_svg(address), title=title, description=address)


def side(drawing: Drawing) -> int:
    """How large a code is printed, with its quiet zone, in whole millimetres: 25, and larger where
    its modules would be smaller than half a millimetre (three dots of a picture of 150 dpi)."""
    found = re.search(r'viewBox="0 0 (\d+)', drawing.svg)
    modules = int(found[1]) if found else 0
    return max(25, math.ceil(modules * 0.5))


@lru_cache(maxsize=256)
def _svg(address: str) -> str:
    """Medium error correction and the quiet zone of four modules that the standard (ISO/IEC 18004)
    asks for."""
    import segno

    code = segno.make(address, error="m", micro=False)
    inline: str = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE}" height="{_SIDE}"'
    return inline.replace("<svg", opening, 1)
