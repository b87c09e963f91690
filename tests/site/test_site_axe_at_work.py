"""axe finds nothing while the tools of the site are in use, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bakehouse import Watched
from playwright.sync_api import Page
from reach import findings, still, visit


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.fill(".rb-search__input", "claim")
    page.locator(".rb-search__results a").first.wait_for()


def drawer(page: Page) -> None:
    if page.locator(".rb-menu").is_visible():
        page.click(".rb-menu")
        page.locator(".rb-nav :focus").wait_for()


def narrow_down(page: Page) -> None:
    page.fill(".rb-finder input[type=search]", "goodwill")
    page.locator(".rb-finder__narrow").evaluate("one => { one.open = true }")
    page.locator(".rb-finder__options input").first.check()
    page.locator(".rb-finder__chosen button").first.wait_for()


def compare(page: Page) -> None:
    page.locator(".rb-compare select").nth(0).select_option(value="technician")
    page.locator(".rb-compare select").nth(1).select_option(value="warranty-technician")
    page.locator(".rb-compare__tables table").first.wait_for()


def answer(page: Page) -> None:
    page.locator(".rb-assistant select").first.select_option(value="warranty-engineer-psw")
    page.locator(".rb-question input[value=heavier]").last.check()
    page.locator(".rb-result__warnings").wait_for()


def verify(page: Page) -> None:
    page.fill(".rb-verify input", "AAAA-BBBB-CCCC-DDDD")
    page.click(".rb-verify__check")
    page.locator(".rb-verify__verdict").wait_for()


def filter_rows(page: Page) -> None:
    page.fill(".rb-filter input", "garantie")


AT_WORK: dict[str, tuple[str, Callable[[Page], None]]] = {
    "search": ("procedure", search),
    "drawer": ("reference job", drawer),
    "finder": ("finder", narrow_down),
    "compare": ("compare", compare),
    "assistant": ("assistant", answer),
    "verify": ("verify", verify),
    "filter": ("RACI", filter_rows),
}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("tool", AT_WORK)
def test_axe_finds_nothing_while_a_tool_is_in_use(
    tool: str, width: int, example_http: str, watched: Callable[..., Watched]
) -> None:
    kind, use = AT_WORK[tool]
    page = watched(**still(width)).page
    visit(page, example_http, kind)
    use(page)
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
