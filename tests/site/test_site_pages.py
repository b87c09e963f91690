"""Page bodies: documents become HTML, and nothing in them becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bakery import HOSTILE, edition, hostile, line
from jinja2 import UndefinedError

from rolebook.site.contents import Edition, PageSource
from rolebook.site.pages import Pages, relative
from rolebook.views.document import Document, Paragraph, Section


def body_of(edition: Edition, address: str) -> str:
    body = Pages(edition).body(edition.by_address[address])
    return str(body.head + body.main)


def one_line(raw: str, lang: str = "", edition_lang: str = "nl") -> str:
    base = edition(edition_lang)
    document = Document(
        "role", "x", edition_lang, "X", "", (Section("s", "", (Paragraph(line(raw, lang)),)),)
    )
    page = PageSource("roles/x.html", document)
    html = str(Pages(replace(base, pages=(*base.pages, page))).body(page).main)
    found = re.search(r"<p>(.*?)</p>", html, re.DOTALL)
    assert found
    return found.group(1)


def test_a_body_shows_facts_numbers_tables_and_control() -> None:
    html = body_of(edition("en"), "roles/head-baker.html")
    assert '<h1 id="top">Head baker</h1>' in html
    assert '<li id="a-3"><a class="rb-number" href="#a-3">A.3</a>' in html
    assert '<h3 id="a"><span class="rb-number">A</span> Looking after the dough' in html
    assert '<tr id="result-1">' in html
    assert '<th scope="row" data-label="Area">Bread on the shelf</th>' in html
    assert '<span class="rb-status rb-status--draft">Draft</span>' in html
    assert 'href="../roles/head-baker.pdf" title' in html
    assert 'href="../roles/head-baker.docx" download="head-baker-en.docx" title' in html
    assert "Uncontrolled when printed." in html


def test_a_decision_is_a_question_with_its_answers(
    example_editions: dict[str, Edition],
) -> None:
    edition = example_editions["de"]
    page = edition.by_address["procedures/goodwill.html"]
    html = str(Pages(edition).body(page).main)
    decisions = re.findall(r'<dl class="rb-decision">(.*?)</dl>', html, re.DOTALL)
    assert decisions
    for decision in decisions:
        assert decision.count("<dt>") == 1
        assert decision.count("<dd>") == decision.count("→") >= 2
        assert decision.startswith("<dt>")


def test_the_table_of_contents_follows_the_sections() -> None:
    pages = edition("en")
    contents = Pages(pages).body(pages.by_address["roles/head-baker.html"]).contents
    assert [heading.anchor for heading in contents][:2] == ["purpose", "tasks"]
    assert [heading.title for heading in contents[1].headings] == [
        "A Looking after the dough",
        "B Leading the night shift",
    ]


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("_soft_ and __hard__", "<em>soft</em> and <strong>hard</strong>"),
        ("[](role:head-baker)", '<a href="../roles/head-baker.html">Chef-bakker</a>'),
        (
            "[the loaf](procedure:feeding-sourdough#step-2)",
            '<a href="../procedures/feeding-sourdough.html#step-2">the loaf</a>',
        ),
        ("[](role:nobody)", "nobody"),
        ("[here](https://bakery.example/)", '<a href="https://bakery.example/">here</a>'),
        ("[here](javascript:alert)", "here"),
        ("[here](JAVASCRIPT:alert)", "here"),
        ("[here](data:text/html,x)", "here"),
        ("[here](//elsewhere.example)", "here"),
    ],
)
def test_running_text(raw: str, html: str) -> None:
    assert one_line(raw) == html


def test_a_text_in_another_language_says_so() -> None:
    html = one_line("Learns the craft.", lang="en")
    assert '<span lang="en">Learns the craft.</span>' in html
    assert "In het Engels" in html
    assert "rb-foreign" not in one_line("Leert het vak.", lang="nl")


class Elements(HTMLParser):
    """The elements and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_hostile_text_adds_no_element_and_no_attribute() -> None:
    elements = Elements(body_of(hostile("en"), "roles/hostile.html"))
    assert not elements.tags & {"script", "img"}
    assert not {name for name in elements.attributes if name.startswith("on")}
    assert elements.attributes <= {
        "class", "id", "href", "title", "aria-label", "aria-labelledby", "aria-hidden", "viewbox",
        "d", "focusable", "scope", "data-label",
    }  # fmt: skip


def test_hostile_text_is_still_there_to_be_read() -> None:
    from html import unescape

    html = unescape(body_of(hostile("en"), "roles/hostile.html"))
    assert html.count("<script>window.hacked") >= 10
    assert HOSTILE in html


def test_a_handbook_can_replace_a_template(tmp_path: Path) -> None:
    (tmp_path / "head.html.j2").write_text("<h1>{{ document.title }}!</h1>", encoding="utf-8")
    pages = edition("en")
    body = Pages(pages, tmp_path).body(pages.by_address["roles/head-baker.html"])
    assert body.head == "<h1>Head baker!</h1>"


def test_an_unknown_name_in_a_template_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "head.html.j2").write_text("{{ documnet.title }}", encoding="utf-8")
    pages = edition("en")
    with pytest.raises(UndefinedError, match="documnet"):
        Pages(pages, tmp_path).body(pages.pages[0])


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("roles/a.html", "roles/b.html", "../roles/a.html"),
        ("index.html", "roles/b.html", "../index.html"),
        ("roles/a.html#x", "index.html", "roles/a.html#x"),
        ("roles/a.html#x", "roles/a.html", "#x"),
        ("roles/a.html", "roles/a.html", "a.html"),
    ],
)
def test_ways_from_page_to_page(target: str, page: str, way: str) -> None:
    assert relative(target, page) == way
