"""A built bakery site, a server for it and a real browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bakery import LANGUAGES, editions
from playwright.sync_api import Browser, Page, sync_playwright

from rolebook.site.build import build_site

CHROMIUM = Path("/usr/bin/chromium")

MKDOCS_YML = """\
site_name: Bakery
docs_dir: pages
site_dir: .rolebook/preview
theme: {name: material}
plugins: [rolebook]
"""

PAGES = {
    "index.md": "# Welcome\n\nStart with the [head baker](roles/head-baker.md).\n",
    "index.nl.md": "# Welkom\n\nBegin bij de [](role:head-baker#a), [dan](families/dough.html).\n",
    "rules.md": (
        "# House rules\n\nHands are washed. <script>window.hacked = 3</script>\n"
        '<b onclick="x()">bold</b> [lure](javascript:window.hacked=4)\n\n'
        "| who | what |\n|:----|----:|\n| all | apron |\n\n## Aprons\n\nA clean one each day.\n"
    ),
}


def write_handbook(root: Path) -> Path:
    """A handbook of settings and hand-written pages; the documents come from the bakery."""
    (root / "pages").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    for name, text in PAGES.items():
        (root / "pages" / name).write_text(text, encoding="utf-8")
    return root


def write_papers(folder: Path) -> None:
    """The papers that the bakery's pages offer."""
    for lang, _ in LANGUAGES:
        for kind in ("pdf", "docx"):
            paper = folder / lang / "roles" / f"head-baker.{kind}"
            paper.parent.mkdir(parents=True, exist_ok=True)
            paper.write_bytes(kind.encode())


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "bakery")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bakery's whole site. Read it only."""
    root = write_handbook(tmp_path_factory.mktemp("built") / "bakery")
    build_site(root, editions(), papers=write_papers)
    return root / "site"


class _Handler(SimpleHTTPRequestHandler):
    headers_to_send: tuple[tuple[str, str], ...] = ()

    def end_headers(self) -> None:
        for name, value in self.headers_to_send:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


Serve = Callable[..., str]


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
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("Chromium is missing: apt-get install -y chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page in the browser, with all that went wrong on it and all that it asked for."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def foreign(self, home: str) -> list[str]:
        allowed = (home, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(allowed)]


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
