"""The policy holds and no other host is asked, on every type of page and with every tool in use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bakehouse import Serve, Watched
from playwright.sync_api import Page, expect
from reach import PAGES, TYPES, visit

Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def homes(example: Path, example_http: str, serve: Serve) -> dict[str, str]:
    """Where the site may stand: below a path, with the policy as a header, in a folder."""
    text = (example / "content-security-policy.txt").read_text("utf-8").strip()
    name, _, value = text.partition(": ")
    return {
        "path": example_http,
        "header": serve(example, (name, value)),
        "folder": example.as_uri(),
    }


def use(page: Page, home: str) -> None:
    """Every tool of the site once, each down to its result."""
    served = home.startswith("http")
    page.goto(f"{home}/en/{TYPES['procedure']}")
    page.fill(".rb-deadlines [data-moment=intake]", "2026-12-01")
    expect(page.locator(".rb-deadlines time").first).to_contain_text("December")
    page.click(".rb-search-open")
    if served:
        page.fill(".rb-search__input", "goodwill")
        page.locator(".rb-search__results a").first.wait_for()
    page.goto(f"{home}/en/{TYPES['finder']}")
    page.fill(".rb-finder input[type=search]", "goodwill")
    expect(page.locator(".rb-finder__results > li").first).to_contain_text("Goodwill")
    page.goto(f"{home}/en/{TYPES['compare']}#roles=technician,warranty-technician")
    page.locator(".rb-compare__tables table").first.wait_for()
    page.goto(f"{home}/en/{TYPES['assistant']}")
    references = page.locator(".rb-assistant select").last
    references.select_option(index=1)
    page.locator(".rb-question input[type=radio]").last.check()
    page.goto(f"{home}/en/{TYPES['verify']}")
    page.fill(".rb-verify input", "AAAA-BBBB-CCCC-DDDD")
    page.click(".rb-verify__check")
    page.locator(".rb-verify__verdict").wait_for()
    page.goto(f"{home}/en/{TYPES['RACI']}")
    page.fill(".rb-filter input", "technician")


@pytest.mark.parametrize("where", ["path", "header", "folder"])
def test_every_type_of_page_keeps_to_its_policy_and_to_its_host(
    where: str, homes: dict[str, str], watched: Open
) -> None:
    home = homes[where]
    one = watched()
    for kind in PAGES:
        visit(one.page, home, kind) if where != "folder" else one.page.goto(f"{home}/{PAGES[kind]}")
        policy = one.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute(
            "content"
        )
        assert policy, kind
        assert "default-src 'none'" in policy, kind
        assert "'unsafe-inline'" not in policy, kind
        assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", ""), kind
        assert "http" not in policy, kind
    assert one.problems == []
    assert one.foreign(home) == []


@pytest.mark.parametrize("where", ["path", "header", "folder"])
def test_tools_in_use_ask_no_other_host(where: str, homes: dict[str, str], watched: Open) -> None:
    one = watched()
    use(one.page, homes[where])
    assert one.problems == []
    assert one.foreign(homes[where]) == []


def test_a_site_at_the_top_of_its_host_works_as_well(example: Path, watched: Open) -> None:
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(example))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"
    one = watched()
    try:
        use(one.page, home)
    finally:
        server.shutdown()
        server.server_close()
    assert one.problems == []
    assert one.foreign(home) == []
