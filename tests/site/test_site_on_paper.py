"""Pages printed from the browser: nothing cut off, no navigation, every heading, whole drawings."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest
from bakehouse import Watched
from reach import PAGES, PLAIN, visit

#: A4 in points, less the margins of print.css: 18 mm above and below, 16 mm left and right.
WIDE, HIGH, SIDE = 595.3, 841.9, 16 / 25.4 * 72
KINDS = [kind for kind in PAGES if kind not in PLAIN]


def bare(text: str) -> str:
    """Letters and digits alone: where lines end and words are hyphenated does not matter."""
    return re.sub(r"\W", "", text.replace("\ufffe", "").replace("\x02", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_prints_whole_and_without_the_frame(
    kind: str, example_http: str, watched: Callable[..., Watched]
) -> None:
    page = watched(color_scheme="dark").page
    visit(page, example_http, kind)
    page.wait_for_load_state("networkidle")
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    pages = [sheet.get_textpage() for sheet in document]
    text = bare("".join(one.get_text_range() for one in pages))
    page.emulate_media(media="print")
    for heading in page.locator("article :is(h1, h2, h3):visible").all():
        words = heading.evaluate(
            "one => { const copy = one.cloneNode(true);"
            " copy.querySelectorAll('.headerlink').forEach(link => link.remove());"
            " return copy.textContent }"
        )
        assert bare(words) in text, words
    for frame in (".rb-nav", ".rb-search-open", ".md-skip", ".rb-footer", ".rb-trail"):
        assert not page.locator(frame).is_visible(), frame
    for one in pages:
        for at in range(one.count_rects()):
            left, bottom, right, top = one.get_rect(at)
            assert left >= SIDE - 4, one.get_text_bounded(left, bottom, right, top)
            assert right <= WIDE - SIDE + 4, one.get_text_bounded(left, bottom, right, top)
    paper = document[0].render(scale=0.2).to_pil().convert("L")
    assert paper.getpixel((2, 2)) == 255  # white, though the reader has dark colours


def test_a_long_drawing_is_printed_on_sheets_with_letters_that_can_be_read(
    example_http: str, watched: Callable[..., Watched]
) -> None:
    page = watched().page
    visit(page, example_http, "procedure")
    sheets = page.locator(".rb-drawing__sheets svg")
    assert not sheets.first.is_visible(), "on a screen it is in one piece"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 1000})
    assert sheets.count() >= 2
    assert not page.locator(".rb-drawing__wide").first.is_visible()
    for sheet in sheets.all():
        box = sheet.bounding_box()
        assert box
        assert box["height"] <= (HIGH - 2 * 18 / 25.4 * 72) * 96 / 72
        smallest = sheet.evaluate(
            "svg => Math.min(...[...svg.querySelectorAll('text')].map(text =>"
            " parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"
        )
        assert smallest * 72 / 96 >= 6.9
