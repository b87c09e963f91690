"""The whole build: what stands where, the same bytes always, and nothing half done."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bakehouse import write_handbook, write_papers
from bakery import edition, editions

from rolebook.handbook import load
from rolebook.records import read_records
from rolebook.site import editions as edit
from rolebook.site.build import SiteError, build_site
from rolebook.site.contents import Download
from rolebook.views.document import Document, Link, Paragraph
from rolebook.views.home import home_document
from rolebook.views.writer import Writer

EXAMPLE = Path(__file__).parents[2]

ENGLISH = [edition("en")]

BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from bakery import edition, editions
from bakehouse import write_handbook, write_papers
from rolebook.site.build import build_site
build_site(write_handbook(Path(sys.argv[2])), editions(), papers=write_papers)
"""


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_pages_papers_and_index_stand_at_their_addresses(site: Path) -> None:
    for lang in ("en", "nl", "de"):
        for name in (
            "index.html", "roles/head-baker.html", "roles/head-baker.pdf",
            "roles/head-baker.docx", "procedures/feeding-sourdough.html", "families/dough.html",
            "grades.html", "everything.html", "rules.html", "pagefind/pagefind.js",
        ):  # fmt: skip
            assert (site / lang / name).is_file(), f"{lang}/{name}"
    assert (site / ".gitignore").read_text("utf-8") == "*\n!.gitignore\n"
    assert not list(site.rglob("search_index.json"))
    assert not list(site.rglob("*.map"))
    assert not list(site.rglob("*.j2"))


def test_each_language_says_so_and_has_its_own_words(site: Path) -> None:
    page = (site / "nl/roles/head-baker.html").read_text("utf-8")
    assert '<html lang="nl"' in page
    assert "<title>Chef-bakker · Bakkershandboek</title>" in page
    assert "Zoek in het handboek" in page


def test_roles_stay_out_of_the_navigation(site: Path) -> None:
    page = (site / "en/index.html").read_text("utf-8")
    nav = page[page.index('<nav class="rb-nav"') :].partition("</nav>")[0]
    assert "families/dough.html" in nav
    assert "roles/" not in nav


def test_hand_written_pages_come_in_the_language_or_say_that_they_do_not(site: Path) -> None:
    assert "Begin bij de" in (site / "nl/index.html").read_text("utf-8")
    german = (site / "de/index.html").read_text("utf-8")
    assert '<div lang="en">' in german
    assert "rb-notice--untranslated" in german
    assert not (site / "nl/index.nl.html").exists()


def test_a_hand_written_page_opens_the_data_page_at_its_address(site: Path) -> None:
    page = (site / "nl/index.html").read_text("utf-8")
    assert page.index("Begin bij de") < page.index("rb-page--families")
    assert page.count("<h1") == 1


def test_a_comment_of_the_author_is_shown_nowhere(site: Path) -> None:
    page = (site / "en" / "rules.html").read_text(encoding="utf-8")
    assert "among" not in page
    assert "A clean one each day." in page


def test_hand_written_pages_hold_no_raw_html(site: Path) -> None:
    page = (site / "en/rules.html").read_text("utf-8")
    assert "&lt;script&gt;window.hacked" in page
    assert "onclick=" not in page.replace("&lt;b onclick=", "")
    assert 'href="javascript' not in page


def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "another place" / "bäckerei"
    environment = os.environ | {
        "TZ": "Pacific/Chatham", "PYTHONHASHSEED": "7", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1",
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-c", BUILD, str(Path(__file__).parent), str(folder)],
        check=True, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert contents(folder / "site") == contents(site)


def test_a_missing_paper_leaves_the_previous_site(handbook: Path) -> None:
    build_site(handbook, ENGLISH, papers=write_papers)
    before = contents(handbook / "site")
    with pytest.raises(SiteError, match=r"papers were not written.*head-baker\.pdf"):
        build_site(handbook, ENGLISH)
    assert contents(handbook / "site") == before


def test_a_fault_in_one_language_is_told_and_leaves_the_previous_site(handbook: Path) -> None:
    build_site(handbook, ENGLISH, papers=write_papers)
    before = contents(handbook / "site")
    (handbook / "templates").mkdir()
    (handbook / "templates" / "head.html.j2").write_text("{{ nothing.here }}", encoding="utf-8")
    with pytest.raises(SiteError, match="nothing") as caught:
        build_site(handbook, ENGLISH, papers=write_papers)
    assert "Traceback" not in str(caught.value)
    assert contents(handbook / "site") == before
    assert not [path for path in handbook.iterdir() if path.name.startswith(".site")]


@pytest.mark.parametrize("wrong", ["{% if %}", "{{ nothing.here }}"])
def test_a_fault_in_a_template_names_its_file_and_line(handbook: Path, wrong: str) -> None:
    (handbook / "templates").mkdir()
    (handbook / "templates" / "head.html.j2").write_text(f"<!-- ours -->\n{wrong}", "utf-8")
    with pytest.raises(SiteError, match=r"head\.html\.j2, line 2: "):
        build_site(handbook, ENGLISH, papers=write_papers)


def test_an_interrupted_build_leaves_the_previous_site(handbook: Path) -> None:
    build_site(handbook, ENGLISH, papers=write_papers)
    before = contents(handbook / "site")

    def interrupted(folder: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_site(handbook, ENGLISH, papers=interrupted)
    assert contents(handbook / "site") == before


def test_languages_must_have_the_same_addresses(handbook: Path) -> None:
    english, *others = editions()
    with pytest.raises(SiteError, match=r"differ in pages: .*html"):
        build_site(handbook, [replace(english, pages=english.pages[1:]), *others])


def test_settings_without_the_plugin_are_told(handbook: Path) -> None:
    settings = handbook / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[rolebook]", "[]"), encoding="utf-8")
    with pytest.raises(SiteError, match=r"plugins: \[rolebook\]"):
        build_site(handbook, ENGLISH, papers=write_papers)


def test_hand_written_pages_link_by_id_and_by_address(site: Path) -> None:
    page = (site / "nl/index.html").read_text("utf-8")
    assert '<a href="roles/head-baker.html#a">Chef-bakker</a>' in page
    assert '<a href="families/dough.html">dan</a>' in page


@pytest.mark.parametrize("link", ["roles/nobody.md", "role:nobody"])
def test_a_broken_link_on_a_hand_written_page_is_told(link: str, handbook: Path) -> None:
    (handbook / "pages/more").mkdir()
    (handbook / "pages/more/on.md").write_text(f"# More\n\n[x]({link})\n", encoding="utf-8")
    built = build_site(handbook, ENGLISH, papers=write_papers)
    assert any("roles/nobody.md" in warning for warning in built.warnings)


def test_a_published_address_gives_canonical_links(tmp_path: Path) -> None:
    root = write_handbook(tmp_path / "bakery")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("site_url: https://bakery.example/handbook/\n")
    build_site(root, ENGLISH, papers=write_papers)
    page = (root / "site/en/roles/head-baker.html").read_text("utf-8")
    assert (
        '<link rel="canonical" href="https://bakery.example/handbook/en/roles/head-baker.html">'
        in page
    )


def test_files_for_other_programs_stand_beside_the_languages(handbook: Path) -> None:
    build_site(handbook, editions(), papers=write_papers, files={"api/roles.json": "{}\n"})
    assert (handbook / "site/api/roles.json").read_bytes() == b"{}\n"


@pytest.mark.parametrize(("length", "said"), [(840_400, "840 kB"), (5_230_000, "5,2 MB")])
def test_a_large_paper_says_how_large_it_is(handbook: Path, length: int, said: str) -> None:
    nl = edition("nl")
    whole = Download("whole.pdf", "Alles", "Het hele handboek", sized=True)
    pages = (
        replace(page, downloads=(whole,)) if page.address == "roles/head-baker.html" else page
        for page in nl.pages
    )

    def papers(folder: Path) -> None:
        (folder / "nl").mkdir(parents=True)
        (folder / "nl" / "whole.pdf").write_bytes(b"x" * length)

    build_site(handbook, [replace(nl, pages=tuple(pages))], papers=papers)
    page = (handbook / "site/nl/roles/head-baker.html").read_text("utf-8")
    link = re.search(r'<a [^>]*href="../whole.pdf".*?</a>', page, re.DOTALL)
    assert link is not None
    assert link[0].replace("\N{NO-BREAK SPACE}", " ").endswith(f" ({said})</a>")


def test_the_whole_handbook_is_offered_where_readers_look_for_it() -> None:
    handbook = load(EXAMPLE).handbook
    assert handbook
    records, _ = read_records(EXAMPLE)

    def offered(papers: bool) -> list[str]:
        pages = edit.edition(handbook.editions["nl"], records, "", papers=papers).pages
        return [page.address for page in pages for paper in page.downloads if paper.sized]

    assert offered(True) == ["index.html", "everything.html", "register.html"]
    assert offered(False) == []
    home = home_document(Writer(handbook.editions["nl"], records), "handbook.pdf")
    assert Link("file", "handbook.pdf") in links(home)
    assert "on-paper" not in [s.anchor for s in home_document(Writer(handbook, records)).sections]


def links(document: Document) -> list[Link]:
    blocks = [block for section in document.sections for block in section.blocks]
    lines = [block.line for block in blocks if isinstance(block, Paragraph)]
    return [span.link for line in lines for span in line.spans if span.link]
