"""What the tests of the site share: a handbook on disk, and a watched page in the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bakery import LANGUAGES
from playwright.sync_api import Browser, Page, Playwright

#: Serves a folder below a path, with further headers, and gives its address.
CHROMIUM = Path("/usr/bin/chromium")
Serve = Callable[..., str]

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
        "<!-- a note among\n\nauthors -->\n\n"
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


@dataclass
class Watched:
    """A page in the browser, with all that went wrong on it and all that it asked for."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def foreign(self, home: str) -> list[str]:
        allowed = (home, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(allowed)]


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait for a JavaScript expression to hold. (Playwright's own waiting evaluates text inside the
    page, which our policy forbids as soon as it has to ask twice.)"""
    for _ in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"waited in vain for {expression}")


def launched(playwright: Playwright, *arguments: str) -> Browser:
    return playwright.chromium.launch(
        executable_path=str(CHROMIUM),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", *arguments],
    )
