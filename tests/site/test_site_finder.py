"""The finder: every role and procedure, narrowed down by choices and words, also from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bakehouse import Serve, Watched
from playwright.sync_api import Page, expect

from rolebook.handbook import load
from rolebook.model.text import Text
from rolebook.site.contents import Edition
from rolebook.site.finder import finder_files
from rolebook.views.writer import Writer

Open = Callable[..., Watched]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def finder(example: Path, watched: Open) -> Callable[..., Page]:
    """Opens the finder from the folder; what went wrong on it is found at the end."""

    def go(choice: str = "", lang: str = "en", day: str = "2026-11-27", **options: object) -> Page:
        page = watched(**options).page
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto(f"{(example / lang / 'everything.html').as_uri()}{choice}")
        return page

    return go


def titles(page: Page) -> list[str]:
    return page.locator(".rb-finder__title a").all_inner_texts()


def address(page: Page) -> str:
    return str(page.evaluate("location.href"))


def count_of(page: Page, label: str) -> str:
    return page.locator(".rb-finder__options label", has_text=label).locator("b").inner_text()


def test_words_of_a_step_lead_to_that_step(finder: Callable[..., Page]) -> None:
    page = finder()
    page.get_by_label("Words in titles, tasks and steps").fill("odometer")
    expect(page.locator(".rb-finder__count")).to_have_text(
        re.compile(r"^\d+ roles and procedures$")
    )
    claim = page.locator(".rb-finder__results > li", has_text="Warranty claim").first
    place = claim.locator("ul a").first
    assert re.fullmatch(r"Step \d+", place.inner_text())
    assert claim.locator("mark").first.inner_text().lower() == "odometer"
    place.click()
    page.wait_for_url("**/procedures/warranty-claim.html#*")
    place_on_page = page.evaluate("document.getElementById(location.hash.slice(1)).textContent")
    assert "odometer" in place_on_page.lower()


@pytest.mark.parametrize(
    ("lang", "typed", "title"),
    [
        ("de", "QUALITAETSMANAGEMENT", "Qualitätsmanagement"),
        ("de", "qualitats", "Qualitätsmanagement"),
        ("nl", "garantieclaim", "Garantieclaim"),
        ("en", "rant cla", "Warranty claim"),
        ("en", "P-03", "Complaint"),
    ],
)
def test_parts_of_words_are_found_whatever_their_case_and_accents(
    finder: Callable[..., Page], lang: str, typed: str, title: str
) -> None:
    page = finder(f"#q={typed}", lang)
    assert any(title in found for found in titles(page)[:3])


def test_another_title_is_found_and_shown(finder: Callable[..., Page]) -> None:
    page = finder("#q=claim rejected")
    first = page.locator(".rb-finder__results > li").first
    assert first.locator(".rb-finder__title").inner_text() == "Warranty claim"
    assert "Also known as: " in first.inner_text()
    assert "rejected" in first.locator(".rb-finder__also mark").all_inner_texts()


def test_choices_narrow_down_with_counts_and_the_address_keeps_them(
    finder: Callable[..., Page],
) -> None:
    page = finder()
    every = len(titles(page))
    assert page.locator(".rb-finder__count").inner_text() == f"{every} roles and procedures"
    assert count_of(page, "Procedure") == "8"
    page.get_by_label("Company job").check()
    page.get_by_label("Warranty and product service").check()
    chosen = titles(page)
    assert chosen == sorted(chosen)
    assert 0 < len(chosen) < every
    # What a family has is counted among company jobs; of other kinds, what this family has.
    assert count_of(page, "Warranty and product service") == str(len(chosen))
    assert page.locator("label:visible", has_text="Procedure").locator("b").count() == 0
    page.get_by_label("Order", exact=False).first.select_option("grade")
    assert address(page).endswith("#kind=company&family=warranty&sort=grade")
    again = titles(page)
    page.reload()
    assert titles(page) == again
    page.click(".rb-languages a[lang=nl]")
    page.wait_for_url("**/nl/everything.html#kind=company&family=warranty&sort=grade")
    assert len(titles(page)) == len(chosen)
    page.get_by_role("button", name="Bedrijfsfunctie: deze keuze weghalen").click()
    assert address(page).endswith("#family=warranty&sort=grade")


def test_a_unit_has_the_roles_of_its_positions(finder: Callable[..., Page]) -> None:
    page = finder("#unit=br-s")
    assert "Service adviser" in titles(page)


@pytest.mark.parametrize(
    ("day", "term"), [("2026-11-27", "Within a year"), ("2035-01-01", "Overdue")]
)
def test_whether_a_review_is_due_depends_on_the_readers_day(
    finder: Callable[..., Page], day: str, term: str
) -> None:
    page = finder(day=day)
    assert int(count_of(page, term)) > 0
    page.get_by_label(term).check()
    facts = page.locator(".rb-finder__facts").all_inner_texts()
    assert all("Review by" in text for text in facts)
    assert all(("(overdue)" in text) == (term == "Overdue") for text in facts)


def test_what_is_due_within_a_month_is_due_within_a_year(finder: Callable[..., Page]) -> None:
    page = finder(day="2027-02-10")  # the first reviews are due on the last day of February
    month, quarter, year = (
        int(count_of(page, term))
        for term in ("Within a month", "Within three months", "Within a year")
    )
    assert 0 < month < quarter < year
    page = finder("#review=year&sort=review", day="2027-02-10")
    assert "28 February 2027" in page.locator(".rb-finder__facts").first.inner_text()


def test_a_choice_that_is_none_is_told_and_a_place_on_the_page_changes_nothing(
    finder: Callable[..., Page],
) -> None:
    page = finder("#family=of-nobody&family=warranty&sort=luck&constructor=1")
    notice = page.locator(".rb-finder .rb-notice")
    expect(notice).to_have_text(
        "Not in this handbook, and left out: Job family: of-nobody, sort=luck, constructor=1."
    )
    assert titles(page)
    assert address(page).endswith("#family=warranty")
    page.get_by_label("Company job").check()
    expect(notice).to_be_hidden()
    page = finder("#units")
    assert address(page).endswith("#units")
    assert len(titles(page)) == 31


def test_that_none_is_overdue_is_told_with_a_nought(finder: Callable[..., Page]) -> None:
    page = finder(day="2026-11-27")
    assert count_of(page, "Overdue") == "0"
    assert page.get_by_label("Overdue").is_visible()


def test_nothing_found_says_so_and_offers_nothing_to_narrow_down(
    finder: Callable[..., Page],
) -> None:
    page = finder("#q=zeppelin")
    expect(page.locator(".rb-finder__count")).to_contain_text("Nothing fits")
    assert titles(page) == []
    expect(page.locator(".rb-finder__narrow")).to_be_hidden()
    assert not page.locator(".rb-finder__elsewhere").is_visible()  # from a folder no search runs
    page = finder("#q=zeppelin&kind=company")
    expect(page.locator(".rb-finder__count")).to_contain_text("Nothing fits")
    assert page.get_by_role("checkbox", name="Company job").is_checked()
    page.get_by_label("Words in titles, tasks and steps").fill("")
    expect(page.locator(".rb-finder__narrow")).to_be_visible()


def test_what_it_does_not_find_the_search_is_asked_for_which_forgives_slips(
    example: Path, serve: Serve, watched: Open
) -> None:
    page = watched().page
    page.goto(f"{serve(example)}/en/everything.html#q=waranty")
    way = page.locator(".rb-finder__elsewhere a")
    expect(way).to_have_text("Search for “waranty”")
    way.click()
    page.wait_for_url("**/en/index.html#search=waranty")
    expect(page.locator(".rb-search__title").first).to_contain_text("arranty")


def test_the_keyboard_is_enough(finder: Callable[..., Page]) -> None:
    page = finder()
    page.get_by_label("Words in titles, tasks and steps").focus()
    page.keyboard.type("goodwill")
    expect(page.locator(".rb-finder__count")).to_have_text(
        re.compile(r"^\d+ roles and procedures$")
    )
    for _ in range(3):  # order, the heading of the choices, the first choice
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert address(page).endswith("#q=goodwill&kind=reference")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Tab")


def test_without_a_script_it_is_a_plain_list_of_everything(finder: Callable[..., Page]) -> None:
    page = finder(java_script_enabled=False)
    roles = page.locator("section:has(> #roles) li > a")
    assert roles.count() == 23
    assert page.locator("section:has(> #procedures) li").count() == 8
    assert not page.locator(".rb-finder").is_visible()
    assert roles.first.get_attribute("href") == "roles/after-sales-service-manager.html"


def test_it_fits_a_narrow_screen_and_paper_has_all_that_was_found(
    finder: Callable[..., Page],
) -> None:
    page = finder("#kind=company", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.emulate_media(media="print")
    assert not page.locator(".rb-finder__ask").is_visible()
    assert page.locator(".rb-finder__title").first.is_visible()
    assert page.locator(".rb-finder__chosen").inner_text().startswith("Kind: Company job")


def test_the_search_hands_over_what_it_did_not_find(
    example: Path, serve: Serve, watched: Open
) -> None:
    page = watched().page
    page.goto(f"{serve(example)}/en/index.html")
    page.keyboard.press("/")
    page.keyboard.type("qqzzxx & xxzzqq")
    page.locator(".rb-search__notice a").click()
    page.wait_for_url("**/en/everything.html#q=qqzzxx*")
    assert page.get_by_label("Words in titles, tasks and steps").input_value() == "qqzzxx & xxzzqq"


def test_every_place_it_names_is_on_the_page(example: Path) -> None:
    folder = example / "en/assets/rolebook/finder"
    known = json.loads((folder / "documents.js").read_text("utf-8").partition(" = ")[2][:-2])
    texts = json.loads((folder / "texts-0.js").read_text("utf-8").partition(",")[2][:-3])
    assert len(known["documents"]) == len(texts) == 31
    for document, places in zip(known["documents"], texts, strict=True):
        page = (example / "en" / document["page"]).read_text("utf-8")
        ids = set(re.findall(r'\sid="([^"]+)"', page))
        assert places, document["page"]
        assert {place[0] for place in places} <= ids


def test_what_an_author_wrote_stays_text(example_editions: dict[str, Edition]) -> None:
    book = load(ROOT).handbook
    assert book
    hostile = "</script><script>window.hacked = 1</script> \u2028"
    role = replace_title(book.roles["technician"], hostile)
    writer = Writer(replace(book, roles={**book.roles, "technician": role}))
    files = dict(finder_files(writer, example_editions["en"].pages))
    content = files["assets/rolebook/finder/documents.js"]
    assert "</script" not in content
    known = json.loads(content.partition(" = ")[2][:-2])
    assert hostile.strip() in [one["title"] for one in known["documents"]]


def replace_title(role: object, title: str) -> object:
    return role.model_copy(update={"title": Text(title)})  # type: ignore[attr-defined]
