"""Everything on the example's pages is reached and worked from the keyboard, and seen to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bakehouse import Watched, until
from playwright.sync_api import Page, expect
from reach import visit

Open = Callable[..., Watched]
WALKED = [
    "chooser",
    "not found",
    "welcome",
    "reference job",
    "procedure",
    "RACI",
    "assistant",
    "finder",
    "compare",
    "verify",
    "organisation",
]
#: So many steps from the start and, by Shift+Tab, from the end of a page.
STEPS = 45

#: What has the focus: is it in the window, uncovered by the header, marked by an outline, and in
#: the order of the document?
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const was = window.lastFocused;
  if (was !== one && window.seen.has(one)) return null; // once round
  window.seen.add(one);
  window.lastFocused = one;
  const shown = one.labels?.[0] && one.getBoundingClientRect().width < 2 ? one.labels[0] : one;
  const box = shown.getBoundingClientRect();
  const header = document.querySelector(".rb-header")?.getBoundingClientRect().bottom ?? 0;
  const style = [one, ...(one.labels ?? []), one.parentElement].map(part => [
    getComputedStyle(part), getComputedStyle(part, "::before")]).flat();
  const faults = [];
  if (!box.width || !box.height) faults.push("has no size");
  if (box.bottom <= 0 || box.top >= innerHeight) faults.push("is outside the window");
  if (!one.closest(".rb-header") && getComputedStyle(one).position !== "fixed"
      && box.bottom <= header) faults.push("is under the header");
  if (!style.some(each => each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 1.5))
    faults.push("has no outline");
  if (was && was !== one) {
    const after = was.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (Boolean(after) !== window.forwards) faults.push("is out of order");
  }
  return {name: one.outerHTML.slice(0, 120), faults};
}"""


def walk(page: Page, key: str) -> list[str]:
    """Press a key many times; give what was reached, or its faults."""
    page.evaluate(
        "forwards => { window.forwards = forwards; window.lastFocused = null;"
        " window.seen = new Set() }",
        key == "Tab",
    )
    reached = []
    for _ in range(STEPS):
        page.keyboard.press(key)
        focused = page.evaluate(_FOCUSED)
        if focused is None:  # the browser's own bar: the page is through
            break
        assert focused["faults"] == [], focused["name"]
        reached.append(focused["name"])
    return reached


@pytest.mark.parametrize("kind", WALKED)
def test_the_tab_key_goes_through_a_page_in_order_and_in_sight(
    kind: str, example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 1280, "height": 800}, reduced_motion="reduce").page
    visit(page, example_http, kind)
    forwards = walk(page, "Tab")
    assert len(forwards) >= 3
    page.goto("about:blank")
    visit(page, example_http, kind)
    assert walk(page, "Shift+Tab")


def test_the_first_stop_skips_to_the_content(example_http: str, watched: Open) -> None:
    page = watched(viewport={"width": 1280, "height": 800}).page
    visit(page, example_http, "procedure")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip:focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_search_keeps_the_focus_and_gives_it_back(example_http: str, watched: Open) -> None:
    page = watched(viewport={"width": 1280, "height": 800}).page
    visit(page, example_http, "procedure")
    page.locator(".rb-search-open").focus()
    page.keyboard.press("Enter")
    page.locator(".rb-search__input:focus").wait_for()
    page.keyboard.type("claim")
    page.locator(".rb-search__results a").first.wait_for()
    inside = (
        "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
    )
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            page.keyboard.press(key)
            assert page.evaluate(inside)
    page.keyboard.press("Escape")
    page.locator(".rb-search-open:focus").wait_for()


def test_the_drawer_is_opened_walked_and_left_from_the_keyboard(
    example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 390, "height": 700}, reduced_motion="reduce").page
    visit(page, example_http, "procedure")
    page.locator(".rb-menu").focus()
    page.keyboard.press("Enter")
    page.locator(".rb-nav :focus").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.rb-nav')")
    page.keyboard.press("Escape")
    page.locator(".rb-menu:focus").wait_for()
    expect(page.locator(".rb-nav")).not_to_be_visible()


def test_a_table_is_narrowed_down_and_pushed_from_the_keyboard(
    example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 700, "height": 800}).page
    visit(page, example_http, "RACI")
    page.locator(".rb-filter input").focus()
    page.keyboard.type("garan")
    expect(page.locator(".rb-filter [role=status]")).not_to_contain_text("32")
    assert page.locator("tbody tr:visible").count() < 20
    region = page.locator(".rb-scroll[role=region]").first
    region.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.scrollLeft > 0")


def test_a_drawing_has_links_and_takes_the_whole_screen_from_the_keyboard(
    example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 1280, "height": 800}).page
    visit(page, example_http, "procedure")
    button = page.locator(".rb-enlarge").first
    words = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    until(page, "document.fullscreenElement !== null")
    expect(button).not_to_have_text(words)
    page.keyboard.press("Enter")
    until(page, "document.fullscreenElement === null")
    visit(page, example_http, "organisation")
    link = page.locator(".rb-drawing__wide svg a").first
    link.focus()
    address = link.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/" + address.split("/")[-1])


def test_the_calculator_the_finder_and_the_assistant_need_no_pointer(
    example_http: str, watched: Open
) -> None:
    page = watched(viewport={"width": 1280, "height": 800}).page
    visit(page, example_http, "finder")
    page.locator(".rb-finder input[type=search]").focus()
    page.keyboard.type("goodwill")
    expect(page.locator(".rb-finder__results > li").first).to_contain_text("Goodwill")
    visit(page, example_http, "assistant")
    page.locator(".rb-assistant select").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.rb-assistant')")
    page.locator(".rb-assistant input[type=radio]:checked").first.focus()
    before = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") != before
    assert page.evaluate("document.activeElement.checked")
