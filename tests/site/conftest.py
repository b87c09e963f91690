"""A built bakery site, a server for it and a real browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bakehouse import CHROMIUM, Serve, Watched, launched, write_handbook, write_papers
from bakery import editions
from playwright.sync_api import Browser, Playwright, sync_playwright

from handbooks import the_example
from rolebook.records import read_records
from rolebook.site import editions as edit
from rolebook.site.build import build_site
from rolebook.site.contents import Edition

EXAMPLE = Path(__file__).parents[2]
sys.path.append(str(Path(__file__).parents[1] / "grading"))  # the cases that the assistant shares


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "bakery")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` fills: made by the first that asks of all the processes that run
    these tests, while the others wait."""
    several = "PYTEST_XDIST_WORKER" in os.environ
    folder = (factory.getbasetemp().parent if several else factory.getbasetemp()) / name
    with folder.with_name(f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_name(f".{name}.done")
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bakery's whole site. Read it only."""

    def make(folder: Path) -> None:
        build_site(write_handbook(folder / "bakery"), editions(), papers=write_papers)

    return once(tmp_path_factory, "bakery", make) / "bakery" / "site"


class _Handler(SimpleHTTPRequestHandler):
    headers_to_send: tuple[tuple[str, str], ...] = ()

    def end_headers(self) -> None:
        for name, value in self.headers_to_send:
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *said: Any, **more: Any) -> None:
        """Where nothing stands, the site's own page, as static hosts do."""
        page = Path(self.directory, self.path.split("/")[1], "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, *said, **more)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a folder's parent, so that the folder stands below a path; give its address."""
    servers = []

    def start(folder: Path, *headers: tuple[str, str]) -> str:
        kind = type("Handler", (_Handler,), {"headers_to_send": headers})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=str(folder.parent)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/{folder.name}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def http(site: Path, serve: Serve) -> str:
    return serve(site)


@pytest.fixture(scope="session")
def playwright_here() -> Iterator[Playwright]:
    if not CHROMIUM.exists():
        pytest.fail("Chromium is missing: apt-get install -y chromium", pytrace=False)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_here: Playwright) -> Iterator[Browser]:
    browser = launched(playwright_here)
    yield browser
    browser.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def open_page(**options: Any) -> Watched:
        context = browser.new_context(**options)
        contexts.append(context)
        watched = Watched(context.new_page())
        page = watched.page
        page.on(
            "console",
            lambda message: (
                watched.problems.append(message.text) if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: watched.problems.append(str(error)))
        page.on(
            "requestfailed",
            lambda request: (  # what the browser itself drops on leaving a page is no fault
                None if "ABORTED" in str(request.failure) else watched.problems.append(request.url)
            ),
        )
        page.on("request", lambda request: watched.requests.append(request.url))
        return watched

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def example_editions() -> dict[str, Edition]:
    """The example handbook in each of its languages, without papers."""
    handbook = the_example()
    records, damaged = read_records(EXAMPLE)
    assert not damaged
    return edit.editions(handbook, records, edit.site_name(EXAMPLE), papers=False)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The example handbook's site, without papers. Read it only."""

    def make(folder: Path) -> None:
        made: dict[str, Edition] = request.getfixturevalue("example_editions")
        build_site(EXAMPLE, list(made.values()), target=folder / "site")

    return once(tmp_path_factory, "example", make) / "site"


@pytest.fixture(scope="session")
def example_http(example: Path, serve: Serve) -> str:
    return serve(example)
