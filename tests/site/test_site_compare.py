"""Roles side by side: what the browser lays together is what the program lays together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from bakehouse import Watched, until
from playwright.sync_api import Page, Route, expect

from handbooks import the_example
from rolebook.handbook import Handbook
from rolebook.records import Records, read_records
from rolebook.site.contents import Edition
from rolebook.views.beside_page import beside_document
from rolebook.views.document import Cell, Table
from rolebook.views.writer import Writer

Open = Callable[..., Watched]
Row = list[list[str]]
ROOT = Path(__file__).parents[2]

# Of each cell its lines, and the words in marks; what only a screen reader tells is left out.
_READ = """() => Array.from(document.querySelectorAll(".rb-compare tbody tr")).map((row) =>
    Array.from(row.cells).map((cell) => {
        const copy = cell.cloneNode(true);
        copy.querySelectorAll("mark .rb-hidden, button").forEach((word) => word.remove());
        const lines = copy.querySelector("li") ? Array.from(copy.querySelectorAll("li")) : [copy];
        const marks = Array.from(copy.querySelectorAll("mark"));
        return [...lines, ...marks.slice(0, 1)].map((one, at) => at < lines.length
            ? one.textContent : "marked: " + marks.map((mark) => mark.textContent).join(""));
    }))"""


@pytest.fixture(scope="module")
def book() -> Handbook:
    return the_example()


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(ROOT)[0]


@pytest.fixture
def compare(example: Path, watched: Open) -> Callable[..., Page]:
    def go(roles: str = "", lang: str = "en", **options: object) -> Page:
        page = watched(**options).page
        hash_ = f"#roles={roles}" if roles else ""
        page.goto(f"{(example / lang / 'compare.html').as_uri()}{hash_}")
        return page

    return go


def shown(page: Page, ids: Sequence[str]) -> list[Row]:
    """Every row of the page, cell by cell and line by line."""
    page.evaluate("(roles) => { location.hash = 'roles=' + roles }", ",".join(ids))
    until(
        page,
        """(names) => Array.from(document.querySelectorAll(".rb-compare thead a"))
            .slice(0, names.length).map((a) => a.getAttribute("href").slice(6, -5)).join()
                === names.join()""",
        arg=list(ids),
    )
    rows: list[Row] = page.evaluate(_READ)
    return rows


def own_words(cell: Cell) -> list[str]:
    return [span.text for line in cell.lines for span in line.spans if span.mark == "own"]


def computed(writer: Writer, edition: Edition, ids: Sequence[str]) -> list[Row]:
    return [
        [
            [
                *("".join(map(edition.text_of, line.spans)) for line in cell.lines),
                *(["marked: " + "".join(marks)] if (marks := own_words(cell)) else []),
            ]
            for cell in row.cells
        ]
        for section in beside_document(writer, ids).sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def test_every_pair_of_roles_reads_as_the_program_compares_it(
    compare: Callable[..., Page],
    book: Handbook,
    records: Records,
    example_editions: dict[str, Edition],
) -> None:
    page = compare()
    writer = Writer(book, records)
    family = [r.id for r in book.roles.values() if r.family in ("warranty", "management")]
    pairs = [*combinations(family, 2), ("technician", "parts-clerk")]
    assert len(pairs) > 40
    marked = 0
    for pair in pairs:
        rows = shown(page, pair)
        assert rows == computed(writer, example_editions["en"], pair), pair
        marked += sum(cell[-1].startswith("marked: ") for row in rows for cell in row)
    assert marked > 100


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_so_do_three_roles_in_every_language(
    compare: Callable[..., Page],
    book: Handbook,
    records: Records,
    example_editions: dict[str, Edition],
    lang: str,
) -> None:
    page = compare(lang=lang)
    writer = Writer(book.editions[lang], records)
    for three in (
        ("warranty-technician", "warranty-engineer", "warranty-engineer-psw"),
        ("aftersales-manager", "aftersales-manager-border", "branch-manager"),
        ("customer-service-clerk", "technician", "managing-director"),
    ):
        rows = shown(page, three)
        assert rows == computed(writer, example_editions[lang], three)
        assert len({row[-1][0] for row in rows}) > 3


def test_roles_are_chosen_and_the_address_keeps_them(compare: Callable[..., Page]) -> None:
    page = compare()
    assert page.locator(".rb-compare table").count() == 0
    page.get_by_label("First role").select_option("technician")
    page.get_by_label("Second role").select_option("service-adviser")
    expect(page.locator(".rb-compare__told")).to_contain_text("rows differ")
    assert page.evaluate("location.hash") == "#roles=technician,service-adviser"
    every = page.locator(".rb-compare tbody tr:visible").count()
    page.get_by_label("Show only what differs").check()
    assert 0 < page.locator(".rb-compare tbody tr:visible").count() < every
    page.reload()
    expect(page.locator(".rb-compare__told")).to_contain_text("Technician | Service adviser")
    page.click(".rb-languages a[lang=de]")
    expect(page.locator(".rb-compare__told")).to_contain_text("unterscheiden sich")


def test_a_family_leads_from_a_career_step_to_the_roles_side_by_side(
    example: Path, watched: Open
) -> None:
    one = watched()
    one.page.goto((example / "en/families/warranty.html").as_uri())
    step = "section:has(> #step-warranty-technician-warranty-engineer)"
    one.page.locator(f"{step} a", has_text="Compare").click()
    expect(one.page.locator(".rb-compare__told")).to_contain_text(
        "Warranty technician | Warranty engineer"
    )
    assert one.problems == []


def test_what_has_nothing_in_common_is_shown_in_brief_until_it_is_asked_for(
    compare: Callable[..., Page],
) -> None:
    page = compare("warranty-technician,warranty-engineer", viewport={"width": 1280, "height": 900})
    row = page.locator(".rb-compare tbody tr", has=page.locator("button")).first
    brief = row.bounding_box()["height"]
    button = row.get_by_role("button")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert row.bounding_box()["height"] > 1.3 * brief
    page.emulate_media(media="print")
    assert not button.is_visible()
    assert page.locator(".rb-compare tr:has(mark) button").count() == 0
    told = page.locator(".rb-compare__told").inner_text()
    assert re.search(r"\d+ of \d+ rows differ; in \d+ of them only one role says something", told)


def test_it_fits_a_phone_and_says_when_there_is_no_script(compare: Callable[..., Page]) -> None:
    page = compare("technician,parts-clerk", viewport={"width": 320, "height": 640})
    expect(page.locator(".rb-compare__told")).to_contain_text("rows differ")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    plain = compare(java_script_enabled=False)
    assert "needs JavaScript" in plain.locator("noscript, .rb-notice").first.inner_text()
    assert not plain.locator(".rb-compare").is_visible()


def test_words_that_differ_are_told_to_the_eye_and_to_a_screen_reader(
    compare: Callable[..., Page],
) -> None:
    page = compare("aftersales-manager,aftersales-manager-border")
    kind = page.locator(".rb-compare tbody tr", has_text="Kind").first
    assert kind.locator("td").all_text_contents() == [
        "Different: Reference job", "Different: Company job", "Different",
    ]  # fmt: skip
    mark = kind.locator("mark").first
    assert "underline" in mark.evaluate("node => getComputedStyle(node).textDecorationLine")
    assert int(mark.evaluate("node => getComputedStyle(node).fontWeight")) >= 600
    expect(page.locator(".rb-compare__legend")).to_be_visible()
    page.get_by_label("Second role").select_option("")
    expect(page.locator(".rb-compare__told")).to_have_text(
        "Aftersales manager is chosen. Choose another role to set beside it."
    )
    expect(page.locator(".rb-compare__legend")).to_be_hidden()


def test_what_the_address_names_in_vain_is_told_and_the_rest_kept(
    compare: Callable[..., Page],
) -> None:
    page = compare("technician,<b>nobody</b>,parts-clerk,nowhere")
    notice = page.locator(".rb-compare .rb-notice")
    expect(notice).to_have_text("Not in this handbook, and left out: <b>nobody</b>, nowhere.")
    expect(page.locator(".rb-compare__told")).to_contain_text("Technician | Parts clerk")
    page.get_by_label("Third role").select_option("quality-manager")
    expect(notice).to_be_hidden()
    page = compare("technician,parts-clerk,quality-manager,hr-adviser", lang="nl")
    notice = page.locator(".rb-compare .rb-notice")
    expect(notice).to_contain_text("hoogstens drie functies naast elkaar; weggelaten: HR-adviseur")


def test_a_role_is_found_by_the_id_that_it_had_before(
    compare: Callable[..., Page], watched: Open, example_http: str
) -> None:
    page = watched().page

    def renamed(route: Route) -> None:
        text = route.fetch().text()
        known = text.replace('data-formerly="{}"', 'data-formerly=\'{"mechanic": "technician"}\'')
        assert known != text
        route.fulfill(body=known, content_type="text/html; charset=utf-8")

    page.route("**/compare.html", renamed)
    page.goto(f"{example_http}/en/compare.html#roles=mechanic,parts-clerk")
    expect(page.locator(".rb-compare__told")).to_contain_text("Technician | Parts clerk")
    expect(page.locator(".rb-compare .rb-notice")).to_be_hidden()


def test_on_a_phone_what_is_alike_stands_once(compare: Callable[..., Page]) -> None:
    page = compare("technician,parts-clerk", viewport={"width": 390, "height": 800})
    alike = page.locator(".rb-compare__alike").first
    assert alike.locator("td").count() == 3
    expect(alike.locator("td:visible")).to_have_count(2)
    expect(alike.locator("td").last).to_have_text("The same")


def test_the_page_of_a_role_leads_to_it_with_the_role_chosen(example: Path, watched: Open) -> None:
    one = watched()
    one.page.goto((example / "en/roles/technician.html").as_uri())
    one.page.get_by_role("link", name="Compare with another role").click()
    expect(one.page.get_by_label("First role")).to_have_value("technician")
    expect(one.page.locator(".rb-compare__told")).to_contain_text("Technician is chosen.")
    assert one.problems == []
