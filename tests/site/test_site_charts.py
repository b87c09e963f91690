"""Drawings in a real browser: links, colours of both schemes, a phone, the typeface."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from bakehouse import Serve, Watched
from PIL import Image
from playwright.sync_api import Page, expect

from handbooks import write_tree
from rolebook.handbook import load
from rolebook.records import Records
from rolebook.site.build import build_site
from rolebook.site.editions import editions
from shop_claims import FILES, ORGANISED

Open = Callable[..., Watched]
WIDE, NARROW = ".rb-drawing__wide svg", ".rb-drawing__narrow svg"
MKDOCS = """\
    site_name: Shop
    docs_dir: pages
    site_dir: .rolebook/preview
    theme: {name: material}
    plugins: [rolebook]
    extra: {handbook: {organisation: {name: The Shop}, languages: [en, nl]}}
    """


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The address of the shop's site."""
    root = tmp_path_factory.mktemp("charts") / "shop"
    write_tree(root, {**FILES, **ORGANISED, "mkdocs.yml": MKDOCS, "pages/index.md": "# Shop\n"})
    handbook = load(root).handbook
    assert handbook
    made = editions(handbook, Records(), "Shop", papers=False)
    build_site(root, list(made.values()))
    return serve(root / "site")


@pytest.fixture
def claim(home: str, watched: Open) -> Callable[..., Page]:
    def open_claim(width: int = 1280, **options: Any) -> Page:
        page = watched(viewport={"width": width, "height": 900}, **options).page
        page.goto(f"{home}/en/procedures/claim.html")
        page.wait_for_load_state("networkidle")
        return page

    return open_claim


def test_a_click_on_a_step_leads_to_its_row(claim: Callable[..., Page]) -> None:
    page = claim()
    page.locator(f'{WIDE} a[href="#decide"]').first.click()
    assert page.url.endswith("#decide")
    assert page.locator("tr:target").get_attribute("id") == "decide"
    assert page.locator("tr#decide").evaluate(
        "row => { const box = row.getBoundingClientRect();"
        " return box.top >= 0 && box.top < innerHeight }"
    )


def test_a_step_is_reached_by_the_keyboard(claim: Callable[..., Page]) -> None:
    page = claim()
    page.locator(f'{WIDE} a[href="#pay"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim.html#pay")


def test_a_way_into_another_procedure_leads_to_its_step(claim: Callable[..., Page]) -> None:
    page = claim()
    page.locator(f'{WIDE} a[href$="complaint.html#hear"]').first.click()
    page.wait_for_url("**/procedures/complaint.html#hear")


def test_a_place_in_the_organisation_leads_to_its_role(home: str, watched: Open) -> None:
    page = watched().page
    page.goto(f"{home}/nl/organisation.html")
    page.locator(f'{WIDE} a[href="roles/manager.html"]').first.click()
    page.wait_for_url("**/nl/roles/manager.html")
    page.locator(f'{WIDE} a[href$="director.html"]').first.click()
    page.wait_for_url("**/nl/roles/director.html")


@pytest.mark.parametrize(("width", "shown", "hidden"), [(1280, WIDE, NARROW), (320, NARROW, WIDE)])
def test_each_screen_gets_its_form_and_the_page_never_scrolls_sideways(
    claim: Callable[..., Page], width: int, shown: str, hidden: str
) -> None:
    page = claim(width)
    assert page.locator(shown).first.is_visible()
    assert not page.locator(hidden).first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawing = page.locator(shown).first.bounding_box()
    assert drawing
    assert drawing["x"] >= 0
    assert drawing["x"] + drawing["width"] <= width


@pytest.mark.parametrize("width", [1280, 320])
def test_details_of_a_step_stand_below_its_row_as_wide_as_its_columns_together(
    claim: Callable[..., Page], width: int
) -> None:
    page = claim(width)
    row, more = page.locator("tr#decide"), page.locator("tr#decide + tr.rb-more")
    question = more.get_by_text("justified?")
    assert question.is_visible()
    assert row.get_by_text("justified?").count() == 0
    said = row.locator("td:visible")  # on a phone, cells that say nothing are left out
    first, last = said.first.bounding_box(), said.last.bounding_box()
    whole, above = more.locator("td").bounding_box(), row.bounding_box()
    assert whole["x"] == pytest.approx(first["x"], abs=1)
    assert whole["x"] + whole["width"] == pytest.approx(last["x"] + last["width"], abs=1)
    assert whole["y"] >= above["y"] + above["height"] - 1


def test_on_a_phone_letters_have_a_size_one_can_read(claim: Callable[..., Page]) -> None:
    page = claim(320)
    scale = page.locator(NARROW).first.evaluate(
        "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
    )
    assert 11 * scale >= 10


_CONTRASTS = """
() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(value => {
      const part = value / 255
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
  const ratio = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x)
    return (high + 0.05) / (low + 0.05)
  }
  const style = element => getComputedStyle(element)
  const page = style(document.body).backgroundColor
  const band = style(document.querySelector('.rb-chart__band.rb-chart__strong rect')).fill
  const texts = [...document.querySelectorAll('.rb-chart text')].map(text => {
    const outline = text.parentNode.querySelector('rect, polygon')
    const ground = outline && style(outline).fill !== 'none' ? [style(outline).fill] : [page, band]
    return Math.min(...ground.map(colour => ratio(style(text).fill, colour)))
  })
  const lines = [...document.querySelectorAll('.rb-chart__edge polyline')].map(
    line => Math.min(ratio(style(line).stroke, page), ratio(style(line).stroke, band)))
  return [Math.min(...texts), Math.min(...lines), texts.length, page]
}
"""


@pytest.mark.parametrize("dark", [False, True])
def test_letters_and_lines_stand_out_in_light_and_in_dark(
    claim: Callable[..., Page], dark: bool
) -> None:
    page = claim()
    if dark:
        page.click(".rb-scheme")
    letters, lines, count, ground = page.evaluate(_CONTRASTS)
    assert count > 40
    assert letters >= 4.5  # WCAG 2.2, 1.4.3
    assert lines >= 3  # WCAG 2.2, 1.4.11
    assert (ground == "rgb(255, 255, 255)") is not dark


def test_the_browsers_typeface_is_as_wide_as_the_one_that_was_measured(
    claim: Callable[..., Page],
) -> None:
    page = claim()
    page.evaluate("document.fonts.ready")
    wider = page.evaluate(
        """() => [...document.querySelectorAll('.rb-drawing__wide a')].flatMap(link => {
          const box = link.querySelector('rect').getBBox()
          return [...link.querySelectorAll('text')].filter(text => {
            const letters = text.getBBox()
            return letters.x < box.x || letters.x + letters.width > box.x + box.width
          }).map(text => text.textContent)
        })"""
    )
    assert wider == []
    family = page.locator(f"{WIDE} text").first.evaluate(
        "text => getComputedStyle(text).fontFamily"
    )
    assert family.startswith('"Rolebook Text"')


def test_drawings_break_no_rule_of_the_pages_policy(home: str, watched: Open) -> None:
    one = watched()
    for address in ("en/procedures/claim.html", "nl/organisation.html", "en/roles/clerk.html"):
        one.page.goto(f"{home}/{address}")
        one.page.wait_for_load_state("networkidle")
        ids = one.page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids)), "an id names one place of a page"
    assert one.problems == []
    assert one.foreign(home) == []


def test_on_a_printed_page_the_lanes_are_shown(claim: Callable[..., Page]) -> None:
    page = claim(500)
    page.emulate_media(media="print")
    assert page.locator(WIDE).first.is_visible()
    assert not page.locator(NARROW).first.is_visible()


def test_a_chart_fills_the_screen_and_goes_back(claim: Callable[..., Page]) -> None:
    page = claim()
    chart, button = page.locator(WIDE), page.locator(".rb-enlarge")
    before = chart.bounding_box()["width"]
    assert button.inner_text() == "Full screen"
    button.click()
    expect(button).to_have_text("Close")
    assert chart.bounding_box()["width"] > 1.5 * before
    assert chart.bounding_box()["height"] < 800  # it fits into the screen at first
    actual = page.get_by_role("button", name="Actual size")
    actual.click()
    expect(actual).to_have_attribute("aria-pressed", "true")
    scale = "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
    assert chart.evaluate(scale) == pytest.approx(1, abs=0.01)
    button.click()
    expect(button).to_have_text("Full screen")
    assert chart.bounding_box()["width"] == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_that_goes_on_beyond_the_edge_of_a_phone_has_a_shadow_there(
    claim: Callable[..., Page], scheme: str
) -> None:
    page = claim(390, color_scheme=scheme)
    table = page.locator(".rb-scroll[role=region]:has(table)").first
    cells, head = table.locator("td"), table.locator("tbody th").first

    def edge(left: int) -> tuple[int, ...]:
        """The colour at the right edge, in the last row."""
        table.evaluate("(box, left) => { box.scrollLeft = left }", left)
        shot = Image.open(BytesIO(table.screenshot())).convert("RGB")
        return shot.getpixel((shot.width - 2, shot.height - 8))  # type: ignore[return-value]

    def widen(to: str) -> None:
        cells.evaluate_all("(cells, to) => { for (const c of cells) c.style.minWidth = to }", to)

    widen("12rem")
    beyond, before = edge(0), head.bounding_box()
    ended = edge(9999)
    assert max(abs(a - b) for a, b in zip(beyond, ended, strict=True)) > 40
    assert head.bounding_box() == before, "the heads of the rows stay"
    widen("0")
    assert edge(0) == ended, "no shadow where all of it is seen"
