"""The site in a real browser: over http below a path, and from a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bakehouse import Serve, Watched, write_handbook, write_papers
from bakery import editions, hostile
from playwright.sync_api import Page

from rolebook.site.build import build_site

Open = Callable[..., Watched]
ADDRESSES = [
    "index.html",
    "en/index.html",
    "nl/rules.html",
    "de/roles/head-baker.html",
    "en/procedures/feeding-sourdough.html",
    "en/grades.html",
    "nl/everything.html",
]


def home_of(kind: str, site: Path, http: str) -> str:
    return http if kind == "http" else site.as_uri()


@pytest.mark.parametrize("kind", ["http", "file"])
def test_every_page_loads_without_error_and_without_another_host(
    kind: str, site: Path, http: str, watched: Open
) -> None:
    home = home_of(kind, site, http)
    one = watched()
    for address in ADDRESSES:
        one.page.goto(f"{home}/{address}")
        one.page.wait_for_load_state("networkidle")
    assert one.problems == []
    assert one.foreign(home) == []


@pytest.mark.parametrize("kind", ["http", "file"])
def test_styles_fonts_and_scripts_take_effect_under_the_policy(
    kind: str, site: Path, http: str, watched: Open
) -> None:
    page = watched().page
    page.goto(f"{home_of(kind, site, http)}/en/roles/head-baker.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.rb-header')).position") == (
        "sticky"
    )
    assert page.evaluate("document.fonts.load('16px \"Rolebook Text\"').then(f => f.length)") > 0
    page.click(".rb-scheme")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_an_inline_script_that_is_not_of_the_shell_does_not_run(
    site: Path, serve: Serve, watched: Open, tmp_path: Path
) -> None:
    text = (site / "en/roles/head-baker.html").read_text("utf-8")
    folder = tmp_path / "tampered"
    folder.mkdir()
    (folder / "page.html").write_text(
        text.replace("</h1>", "</h1><script>window.hacked = 5</script>"), encoding="utf-8"
    )
    one = watched()
    one.page.goto(f"{serve(folder)}/page.html")
    assert one.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in problem for problem in one.problems)


def test_the_policy_also_holds_as_a_header(site: Path, serve: Serve, watched: Open) -> None:
    name, _, value = (
        (site / "content-security-policy.txt").read_text("utf-8").strip().partition(": ")
    )
    home = serve(site, (name, value))
    one = watched()
    for address in ADDRESSES:
        one.page.goto(f"{home}/{address}")
    one.page.keyboard.press("/")
    assert search(one.page, "chef")[0] == "Chef-bakker"
    assert one.problems == []


@pytest.mark.parametrize("kind", ["http", "file"])
def test_the_language_switcher_stays_on_the_page_and_at_the_place(
    kind: str, site: Path, http: str, watched: Open
) -> None:
    page = watched().page
    page.goto(f"{home_of(kind, site, http)}/en/roles/head-baker.html#a-3")
    page.click(".rb-languages a[hreflang=nl]")
    page.wait_for_load_state()
    assert page.url.endswith("/nl/roles/head-baker.html#a-3")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.locator("h1").inner_text() == "Chef-bakker"
    assert page.locator(".rb-languages [aria-current]").get_attribute("lang") == "nl"


def test_the_chooser_leads_to_each_language_without_script(http: str, watched: Open) -> None:
    page = watched(java_script_enabled=False).page
    page.goto(f"{http}/index.html")
    page.click("a[hreflang=de]")
    assert page.locator("html").get_attribute("lang") == "de"
    assert "Head baker" not in page.locator(".rb-nav").inner_text()
    assert "Ofen und Teig" in page.locator(".rb-nav").inner_text()


def search(page: Page, words: str) -> list[str]:
    page.fill(".rb-search__input", words)
    page.locator(f".rb-search__results[data-query='{words}']").wait_for(state="attached")
    return page.locator(".rb-search__title").all_inner_texts()


def test_search_finds_titles_other_titles_text_and_near_misses(http: str, watched: Open) -> None:
    one = watched()
    page = one.page
    page.goto(f"{http}/en/roles/apprentice-baker.html")
    page.keyboard.press("/")
    assert search(page, "head baker")[0] == "Head baker"
    assert search(page, "Brotmeister") == ["Head baker"]
    assert search(page, "lukewarm") == ["Feeding the sourdough"]
    assert search(page, "lukew") == ["Feeding the sourdough"]
    assert page.locator(".rb-search__status").inner_text() == "1 result"
    assert page.locator(".rb-search__kind").all_inner_texts() == ["Procedure"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/procedures/feeding-sourdough.html")
    assert one.problems == []


def test_search_works_from_the_keyboard_alone(http: str, watched: Open) -> None:
    page = watched().page
    page.goto(f"{http}/en/index.html")
    page.locator(".rb-search-open").focus()
    page.keyboard.press("Enter")
    search(page, "baker")
    page.keyboard.press("ArrowDown")
    page.locator(".rb-search__results a:focus").wait_for()
    page.keyboard.press("ArrowUp")
    page.locator(".rb-search__input:focus").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#rb-search").evaluate("dialog => dialog.open")
    page.locator(".rb-search-open:focus").wait_for()


def test_single_keys_for_the_search_can_be_switched_off(http: str, watched: Open) -> None:
    page = watched().page
    page.goto(f"{http}/en/index.html")
    page.keyboard.press("s")
    page.uncheck(".rb-search__keys input")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert not page.locator("#rb-search").evaluate("dialog => dialog.open")
    page.keyboard.press("Control+k")
    assert page.locator("#rb-search").evaluate("dialog => dialog.open")


def test_search_results_can_be_narrowed_by_facets(http: str, watched: Open) -> None:
    page = watched().page
    page.goto(f"{http}/en/index.html")
    page.click(".rb-search-open")
    page.locator("[data-facet=grade] option").nth(1).wait_for(state="attached")
    page.select_option("[data-facet=grade]", "B")
    page.wait_for_selector(".rb-search__title")
    assert page.locator(".rb-search__title").all_inner_texts() == ["Apprentice baker"]


def test_from_a_folder_the_search_leads_to_the_list_of_everything(
    site: Path, watched: Open
) -> None:
    one = watched()
    page = one.page
    page.goto(f"{site.as_uri()}/nl/roles/head-baker.html")
    page.click(".rb-search-open")
    assert "webserver" in page.locator(".rb-search__notice").inner_text()
    page.click(".rb-search__notice a")
    page.wait_for_url("**/nl/everything.html")
    assert one.problems == []


def test_the_drawer_on_a_phone_opens_and_closes_from_the_keyboard(http: str, watched: Open) -> None:
    page = watched(viewport={"width": 360, "height": 700}).page
    page.goto(f"{http}/en/roles/head-baker.html")
    assert not page.locator(".rb-nav").is_visible()
    page.locator(".rb-menu").focus()
    page.keyboard.press("Enter")
    page.locator(".rb-nav :focus").wait_for()
    assert page.locator(".rb-menu").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".rb-menu").get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_narrow_phone_never_scrolls_sideways(address: str, http: str, watched: Open) -> None:
    page = watched(viewport={"width": 320, "height": 640}).page
    page.goto(f"{http}/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_hostile_text_is_shown_as_text_everywhere(
    tmp_path: Path, serve: Serve, watched: Open
) -> None:
    root = write_handbook(tmp_path / "hostile")

    def papers(folder: Path) -> None:
        write_papers(folder)
        for edition in editions():
            (folder / edition.lang / "roles/hostile.pdf").write_bytes(b"pdf")

    build_site(root, [hostile(lang) for lang in ("en", "nl", "de")], papers=papers)
    home = serve(root / "site")
    one = watched()
    page = one.page
    for address in ("index.html", "en/index.html", "en/rules.html", "en/roles/hostile.html"):
        page.goto(f"{home}/{address}")
        assert page.evaluate("window.hacked") is None, address
        assert "<script>" in page.title() or address == "en/rules.html", address
    assert page.locator("h1").inner_text().startswith("<script>")
    assert (
        page.locator("article img, article a[href^='javascript'], article [onerror]").count() == 0
    )
    assert page.get_by_role("link", name="one", exact=True).count() == 0
    page.keyboard.press("/")
    search(page, "hacked")
    assert page.locator(".rb-search__title").first.inner_text().startswith("<script>")
    assert page.evaluate("window.hacked") is None
    assert one.problems == []
