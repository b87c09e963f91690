"""Long pages are not tiresome: heads of tables and the list of contents stay in sight, long tables
are narrowed down, and cards on a phone say no more than they have to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bakehouse import Watched
from playwright.sync_api import Page, expect

Open = Callable[..., Watched]
PHONE = {"viewport": {"width": 390, "height": 780}}
_BELOW_HEADER = "document.querySelector('.rb-header').getBoundingClientRect().bottom"


@pytest.fixture
def opened(example_http: str, watched: Open) -> Callable[..., Page]:
    def go(address: str, **options: object) -> Page:
        page = watched(reduced_motion="reduce", **options).page
        page.goto(f"{example_http}/{address}")
        return page

    return go


def top(page: Page, place: str) -> float:
    box = page.locator(place).first.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize(
    "address", ["en/register.html", "nl/changes.html", "de/glossary.html", "en/authorities.html"]
)
def test_the_heads_of_a_long_table_stay_below_the_header(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened(address)
    page.locator("table tbody tr").nth(14).scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(100)
    assert abs(top(page, "table thead th") - page.evaluate(_BELOW_HEADER)) < 2


def test_a_row_that_is_led_to_is_not_covered_by_the_heads(opened: Callable[..., Page]) -> None:
    page = opened("en/glossary.html#recall")
    page.wait_for_timeout(100)
    head = page.locator("table thead th").first.bounding_box()
    assert head
    assert top(page, "#recall") >= head["y"] + head["height"] - 1


@pytest.mark.parametrize("options", [{}, PHONE])
def test_roles_and_procedures_of_the_matrix_stay_in_sight(
    opened: Callable[..., Page], options: dict[str, object]
) -> None:
    page = opened("en/raci.html", **options)
    box = page.locator(".rb-scroll").bounding_box()
    assert box
    page.evaluate("document.querySelector('.rb-scroll').scrollTo(60, 500)")
    assert abs(top(page, "table thead th:nth-child(4)") - box["y"]) < 2
    shown = page.locator("table tbody th").last.bounding_box()
    assert shown
    assert abs(shown["x"] - box["x"]) < 2


def test_on_a_phone_the_contents_stay_at_hand_and_close_again(
    opened: Callable[..., Page],
) -> None:
    page = opened("en/roles/technician.html", **PHONE)
    page.evaluate("window.scrollTo(0, 4000)")
    contents = page.locator(".rb-contents")
    expect(contents).to_be_in_viewport()
    contents.locator("summary").click()
    contents.get_by_role("link", name="Requirements").click()
    assert contents.get_attribute("open") is None
    page.wait_for_timeout(100)
    bar = contents.bounding_box()
    assert bar
    assert top(page, "#requirements") >= bar["y"] + bar["height"] - 1
    contents.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(contents.get_by_role("link", name="Requirements")).to_be_visible()
    page.keyboard.press("Escape")
    expect(contents.get_by_role("link", name="Requirements")).to_be_hidden()


def test_cards_leave_out_what_is_not_said_and_keep_brief_values_beside_their_label(
    opened: Callable[..., Page],
) -> None:
    page = opened("en/authorities.html", **PHONE)
    first = page.locator("table").first.locator("tbody tr").first
    assert "–" not in first.inner_text()
    for cell in first.locator("td:visible").all():
        box = cell.bounding_box()
        assert box
        assert box["height"] < 36
    page = opened("en/glossary.html", **PHONE)
    label = "getComputedStyle(document.querySelector('tbody td'), '::before').display"
    assert page.evaluate(label) == "none"


def test_long_registers_are_narrowed_down(opened: Callable[..., Page]) -> None:
    page = opened("nl/register.html")
    page.locator(".rb-filter input").first.fill("garantie")
    shown = page.locator("section:has(> #roles) tbody tr:visible")
    expect(shown).not_to_have_count(23)
    assert shown.count() > 0
    assert all("garantie" in text.lower() for text in shown.all_inner_texts())
