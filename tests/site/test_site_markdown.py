"""The pages as Markdown: plain MkDocs renders them without our plugin, hostile text and all."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from bakehouse import Watched, write_handbook
from bakery import HOSTILE, LANGUAGES, hostile, line
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from handbooks import snapshot
from rolebook.cli import cli
from rolebook.site.contents import Edition, PageSource
from rolebook.site.markdown import page_text, write_markdown
from rolebook.views.document import Document, Item, Line, Listing, Paragraph, Section, Span

Open = Callable[..., Watched]

MARKED = (
    "# no heading\n\n```\nno code\n```\n\n    no code either\n\n* no *list* _of_ __any__ `kind`\n\n"
    "[no link](javascript:window.hacked=5) ![no](x.png) {: onclick='window.hacked=6'}\n\n"
    "| no | table |\n|---|---|\n| a | b |\n\n</div><script>window.hacked = 7</script>\n\n"
    "!!! note\n    [^1]: *[HTML]: ~~no~~ <!-- no comment --> &amp; &#42; \\* -->\n"
)


def editions() -> list[Edition]:
    """The bakery with hostile text, and a page of text that looks like Markdown."""
    text = Line((Span(MARKED),))
    document = Document(
        kind="role", id="marked", lang="en", title=MARKED.partition("\n")[0] + " `x` *y*",
        label="Role", sections=(Section("a", "* A", (Paragraph(text), Listing((Item(text),)),
                                                    Paragraph(line("the _end_")))),),
    )  # fmt: skip
    page = PageSource("roles/marked.html", document)
    return [
        replace(one, pages=(*one.pages, page))
        for one in (without_papers(hostile(lang)) for lang, _name in LANGUAGES)
    ]


def without_papers(edition: Edition) -> Edition:
    return replace(edition, pages=tuple(replace(p, downloads=()) for p in edition.pages))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Markdown files."""
    folder = tmp_path_factory.mktemp("markdown")
    root = write_handbook(folder / "bakery")
    target = folder / "pages-of-the-bakery"
    target.mkdir()
    assert write_markdown(root, editions(), target) > 20
    return target


@pytest.fixture(scope="module")
def rendered(written: Path) -> Path:
    """The website that plain MkDocs makes of them."""
    settings = yaml.safe_load((written / "mkdocs.yml").read_text("utf-8"))
    assert settings["plugins"] == ["search"]
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        capture_output=True, text=True, check=False, cwd=written,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return written / "site"


class _Text(HTMLParser):
    """The words of a page, without its title and its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return " ".join(" ".join(parser.found).split())


def box(page: str) -> str:
    """The block of a page that we wrote."""
    return page.partition("<article")[2].partition("</article>")[0].partition(">")[2]


def test_text_that_looks_like_markup_is_shown_as_it_was_typed(
    rendered: Path, watched: Open
) -> None:
    one = watched()
    page = one.page
    page.goto((rendered / "en/roles/marked.html").as_uri())
    shown = page.locator(".rb-page p").nth(1).text_content() or ""
    assert shown.split() == MARKED.split()
    assert page.locator("article :is(pre, code, table, img, script, ul ul)").count() == 0
    assert page.locator("article h1").inner_text() == "# no heading `x` *y*"
    assert page.locator("article em").all_inner_texts() == ["end"]


def test_nothing_that_an_author_wrote_runs(rendered: Path, watched: Open) -> None:
    one = watched()
    for address in ("index.html", "en/index.html", "en/roles/hostile.html",
                    "nl/roles/marked.html", "en/rules.html"):  # fmt: skip
        one.page.goto((rendered / address).as_uri())
        assert one.page.evaluate("window.hacked") is None, address
        assert one.page.locator("article a[href^='javascript' i]").count() == 0
    one.page.goto((rendered / "en/roles/hostile.html").as_uri())
    assert one.page.locator("h1").inner_text() == HOSTILE
    assert one.page.title().startswith("<script>")


def test_every_page_says_what_it_says_in_the_files(written: Path, rendered: Path) -> None:
    files = sorted((written / "pages").rglob("*.md"))
    assert len(files) > 20
    for file in files:
        name = file.relative_to(written / "pages").with_suffix(".html")
        block = file.read_text("utf-8").partition("\n---\n")[2]
        assert words(block) == words(box((rendered / name).read_text("utf-8"))), name


def test_a_file_is_a_front_matter_and_one_block_without_an_empty_line(written: Path) -> None:
    for file in (written / "pages").rglob("*.md"):
        start, front, block = file.read_text("utf-8").split("---\n", 2)
        assert (start, list(yaml.safe_load(front))) == ("", ["title"])
        assert block.startswith("\n<div>\n")
        assert "\n\n" not in block.strip()
        for text in re.findall(r">([^<]*)<", block):
            assert not re.search(r"[!-/:-@\[-`{-~]", re.sub(r"&#\d+;", "", text)), text


#: What a handbook can hold: its reader refuses control characters and halves of characters.
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"))


@given(TEXTS)
def test_any_text_comes_back_from_the_block(text: str) -> None:
    block = page_text(text, f"<p>{escape(text)}</p>").partition("\n---\n")[2]
    assert "\n\n" not in block.strip()
    inner = block.partition("<p>")[2].rpartition("</p>")[0]
    assert unescape(inner).split() == text.split()


def test_the_pages_lead_to_the_same_page_in_other_languages(rendered: Path) -> None:
    page = (rendered / "en/roles/head-baker.html").read_text("utf-8")
    (address,) = re.findall(r'<a lang="nl" hreflang="nl" href="([^"]+)"', page)
    assert (rendered / "en/roles" / address).resolve() == rendered / "nl/roles/head-baker.html"


# -- the command


@pytest.fixture
def small_handbook(tmp_path: Path) -> Path:
    folder = tmp_path / "handbook"
    assert CliRunner().invoke(cli, ["init", str(folder)]).exit_code == 0
    return folder


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["export", "--handbook", str(root), *arguments])
    return result.exit_code, result.output


def test_the_command_writes_every_page_and_leaves_the_handbook_alone(
    small_handbook: Path, tmp_path: Path
) -> None:
    before = snapshot(small_handbook)
    code, said = run(small_handbook, "--to", "markdown", str(tmp_path / "out"))
    assert (code, "pages in" in said) == (0, True)
    assert (tmp_path / "out/pages/en/roles/customer-adviser.md").is_file()
    assert snapshot(small_handbook) == before
    again = snapshot(tmp_path / "out")
    assert run(small_handbook, "--to", "markdown", str(tmp_path / "more"))[0] == 0
    assert snapshot(tmp_path / "more") == again


def test_the_command_overwrites_nothing(small_handbook: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    code, said = run(small_handbook, "--to", "markdown", str(tmp_path / "full"))
    assert (code, "is not empty" in said) == (2, True)
    assert snapshot(tmp_path / "full") == {"mine.txt": b"mine"}
    assert run(small_handbook, "--to", "markdown")[0] == 2
    assert run(small_handbook, "--to", "csv", str(tmp_path / "x"))[0] == 2
