"""What a host shows where nothing stands: from any depth it leads back into the handbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bakehouse import Serve, Watched
from playwright.sync_api import Page, expect

Open = Callable[..., Watched]


def links(page: Page) -> list[str]:
    """Where the first language's visible links lead."""
    shown = page.locator("section").first.locator("a:visible").all()
    return [str(link.evaluate("one => one.href")) for link in shown]


@pytest.mark.parametrize(
    ("missing", "first"),
    [
        ("nothing.html", "en"),
        ("nl/nothing.html", "nl"),
        ("nl/roles/deep/er/nothing.html", "nl"),
        ("de/history/nobody/3.html", "de"),
        ("fr/roles/nobody.html", "en"),
    ],
)
def test_from_any_depth_the_links_lead_to_pages_that_are_there(
    example: Path, example_http: str, watched: Open, missing: str, first: str
) -> None:
    one = watched(locale="en-GB")
    page = one.page
    page.goto(f"{example_http}/{missing}")
    assert page.locator("section").first.get_attribute("lang") == first
    assert page.locator("html").get_attribute("lang") == first
    leads = links(page)
    assert leads[-1].endswith(f"/{first}/everything.html")
    if first != "en":  # nothing but a language in the address tells where the site stands
        for link in leads:
            address = link.partition("#")[0].removeprefix(f"{example_http}/")
            assert (example / address).is_file()
    assert one.foreign(example_http) == []


def test_it_offers_to_search_for_what_the_address_seems_to_be_about(
    example_http: str, watched: Open
) -> None:
    page = watched().page
    page.goto(f"{example_http}/en/roles/warrenty-engineer.html")
    page.get_by_role("link", name="Search for “warrenty engineer”").click()
    page.wait_for_url("**/en/index.html#search=warrenty%20engineer")
    expect(page.locator(".rb-search__title").first).to_have_text("Warranty engineer")


def test_what_an_address_says_stays_text(example_http: str, watched: Open) -> None:
    one = watched()
    one.page.goto(f"{example_http}/nl/%3Cimg%20src=x%20onerror=window.hacked=1%3E-$&.html")
    assert one.page.locator("img").count() == 0
    assert one.page.locator("section").first.get_attribute("lang") == "nl"
    assert one.page.evaluate("window.hacked") is None


def test_where_the_handbook_says_that_it_stands_is_taken_at_its_word(
    example: Path, tmp_path: Path, serve: Serve, watched: Open
) -> None:
    page = (example / "404.html").read_text("utf-8")
    assert 'href="https://handbook.dinkelbrug.example/nl/index.html"' in page
    site = tmp_path / "handbook"
    site.mkdir()
    here = page.replace(
        "https://handbook.dinkelbrug.example/", "https://elsewhere.example/handbook/"
    )
    (site / "404.html").write_text(here, encoding="utf-8")
    home = serve(site)
    opened = watched().page
    opened.goto(f"{home}/a/b/nothing.html")
    assert links(opened)[-1] == f"{home}/en/everything.html"


def test_without_a_script_the_links_lead_to_the_published_handbook(
    example_http: str, watched: Open
) -> None:
    page = watched(java_script_enabled=False).page
    page.goto(f"{example_http}/nl/roles/nobody.html")
    expect(page.get_by_role("link", name="Startpagina")).to_have_attribute(
        "href", "https://handbook.dinkelbrug.example/nl/index.html"
    )
    assert not page.locator("[data-search]").first.is_visible()


def test_it_works_from_a_folder(site: Path, watched: Open) -> None:
    one = watched()
    one.page.goto((site / "404.html").as_uri())
    for link in links(one.page):
        assert Path(link.removeprefix("file://")).is_file()
    assert one.problems == []
