"""QR codes that lead from paper to the page, drawn as SVG."""

from __future__ import annotations

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


@lru_cache(maxsize=256)
def _svg(address: str) -> str:
    """Medium error correction and the quiet zone of four modules that the standard (ISO/IEC 18004)
    asks for."""
    import segno

    code = segno.make(address, error="m", micro=False)
    inline: str = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE}" height="{_SIDE}"'
    return inline.replace("<svg", opening, 1)
