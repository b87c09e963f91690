"""Narrow windows, large letters, fingers, stillness and forced colours, on every type of page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from bakehouse import Watched, launched
from playwright.sync_api import Browser, Page, Playwright
from reach import PAGES, PLAIN, visit

Open = Callable[..., Watched]

_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one);
  return one.getClientRects().length && style.visibility !== "hidden" && one.innerText?.trim()
    && !one.closest(".rb-scroll, .rb-hidden, svg")
    && style.clipPath === "none" // else it is for screen readers alone
    && style.overflowX !== "visible" && style.overflowX !== "auto"
    && one.scrollWidth > one.clientWidth + 1;
}).map(one => `${one.tagName}.${one.className}: ${one.innerText.slice(0, 40)}`)"""

#: What people press and is lower than 44 pixels, or too narrow. A label belongs to its field.
_SMALL = """narrowest => [...document.querySelectorAll(
    ".rb-header :is(button, a), .rb-nav a, article :is(button, input, select, summary), .rb-paper")]
  .filter(one => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden")
  .map(one => [one, [one, ...(one.labels ?? [])].map(part => part.getBoundingClientRect())])
  .filter(([one, boxes]) => Math.max(...boxes.map(box => box.height)) < 43.5
    || Math.max(...boxes.map(box => box.width)) < narrowest)
  .map(([one, boxes]) => `${one.outerHTML.slice(0, 90)}: ${boxes[0].width} x ${boxes[0].height}`)"""


#: When the page has come to rest after a change of its size.
_WIDTH = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.documentElement.scrollWidth))))"""


def width(page: Page) -> int:
    return int(page.evaluate(_WIDTH))


@pytest.fixture(scope="module")
def large(playwright_here: Playwright) -> Iterator[Browser]:
    """A browser whose user has asked for letters of twice the usual size."""
    browser = launched(playwright_here, "--blink-settings=defaultFontSize=32")
    yield browser
    browser.close()


def test_the_longest_word_in_the_trail_pushes_nothing_aside(
    example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 1280, "height": 900}).page
    visit(page, example_http, "company job")
    page.evaluate("document.querySelector('.rb-trail a').textContent = 'W'.repeat(300)")
    assert width(page) <= 1280


@pytest.mark.parametrize("kind", PAGES)
def test_neither_a_narrow_window_nor_large_letters_cut_anything_off(
    kind: str, example_http: str, watched: Open
) -> None:
    """320 pixels are also 1280 enlarged four times (WCAG 2.2, 1.4.10); letters alone of twice the
    size are 1.4.4."""
    page = watched(viewport={"width": 320, "height": 640}).page
    visit(page, example_http, kind)
    assert width(page) <= 320
    assert page.evaluate(_CUT_OFF) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '40px'")
    assert width(page) <= 1280
    assert page.evaluate(_CUT_OFF) == []


@pytest.mark.parametrize("kind", ["welcome", "reference job", "procedure", "assistant", "finder"])
def test_the_users_own_size_of_letters_is_taken(
    kind: str, example_http: str, large: Browser
) -> None:
    page = large.new_context(viewport={"width": 1280, "height": 900}).new_page()
    visit(page, example_http, kind)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 40
    assert width(page) <= 1280
    assert page.evaluate(_CUT_OFF) == []
    page.context.close()


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind not in PLAIN])
def test_what_fingers_press_is_large_enough(kind: str, example_http: str, watched: Open) -> None:
    page = watched(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True).page
    visit(page, example_http, kind)
    page.click(".rb-menu")
    page.locator(".rb-nav :focus").wait_for()
    assert page.evaluate(_SMALL, 24) == []


def test_the_header_of_a_small_phone_holds_all_that_fingers_press(
    example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).page
    visit(page, example_http, "procedure")
    assert width(page) <= 320
    for button in page.locator(".rb-header :is(button, a):visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 43.5, button
        assert box["width"] >= 24, button
        assert box["x"] >= 0, button
        assert box["x"] + box["width"] <= 320, button


def test_nothing_moves_for_those_who_asked_for_stillness(example_http: str, watched: Open) -> None:
    page = watched(viewport={"width": 390, "height": 700}, reduced_motion="reduce").page
    visit(page, example_http, "procedure")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(one => { const s = getComputedStyle(one);"
        " return parseFloat(s.transitionDuration) || parseFloat(s.animationDuration)"
        " || s.scrollBehavior === 'smooth' }).map(one => one.tagName + '.' + one.className)"
    )
    assert moving == []


def test_forced_colours_keep_what_only_a_background_told(example_http: str, watched: Open) -> None:
    """Windows' contrast themes take backgrounds away: frames have to say the same."""
    page = watched(viewport={"width": 1280, "height": 900}, forced_colors="active").page
    framed = "one => parseFloat(getComputedStyle(one).borderTopWidth) > 0"
    for kind, selectors in {
        "grades": (".rb-nav [aria-current]", ".rb-languages [aria-current]"),
        "procedure": (".rb-status", ".rb-glance"),
    }.items():
        visit(page, example_http, kind)
        for selector in selectors:
            assert page.locator(selector).first.evaluate(framed), selector
    strokes = page.evaluate(
        "[...document.querySelectorAll('.rb-drawing__wide svg path, .rb-drawing__wide svg line,"
        " .rb-drawing__wide svg text')].map(one => { const s = getComputedStyle(one);"
        " return one.tagName === 'text' ? s.fill : s.stroke })"
    )
    assert strokes
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper not in strokes
