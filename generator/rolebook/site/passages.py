"""What is searched of a page: its texts one by one, each with its weight and its place.

A weight is Pagefind's (0 to 10, 1 for running text). It says how much a word counts there: in a
title most, then in the name of an area, in the first line of a task, a step or a
term, and in running text least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from rolebook.site.contents import Edition, PageSource
from rolebook.views.document import Block, Document, Fact, Item, Line, Row, Section

TITLE, AREA, ENTRY, TEXT, ASIDE = 10.0, 4.0, 2.5, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A text. ``anchor`` leads to it; without one it stands below the last that has one."""

    text: str
    weight: float = TEXT
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A page as the search knows it: one record of the index. ``called`` are further names, never
    shown: its number, and what people say who need it. Who types one wants just this page."""

    address: str
    title: str
    label: str
    passages: tuple[Passage, ...]
    also: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        yield self.title
        yield from self.also
        for passage in self.passages:
            yield passage.text


def found(page: PageSource, edition: Edition) -> Found:
    """A page made from data. One that is not ``searched`` is known by its name and headings."""
    document = page.document
    reader = _Reader(edition)
    passages = [*(reader.of(document) if page.searched else reader.names(document))]
    openings = [*reader.openings(page.openings)]
    number = document.control.number if document.control and page.searched else ""
    return Found(
        page.address,
        document.title,
        next(iter(page.filters.get("kind", ())), document.label),
        tuple(each for each in (*passages, *openings) if each.text.strip()),
        page.alternative_titles,
        tuple(filter(None, (number, *(each.text for each in openings)))),
        _filters(page.filters, edition),
    )


_HEADING = re.compile(r"<h[2-6][^>]*?(?:\sid=\"([^\"]*)\")?[^>]*>(.*?)</h[2-6]>", re.DOTALL)
_PERMALINK = re.compile(r"<a class=\"headerlink\".*?</a>", re.DOTALL)
_TITLE = re.compile(r"<h1.*?</h1>", re.DOTALL)
_BREAK = re.compile(r"</(?:p|li|td|th|dt|dd|pre)>")


def handwritten(address: str, title: str, html: str, edition: Edition) -> Found:
    """A hand-written page, from the HTML of its Markdown."""
    html = _TITLE.sub("", _PERMALINK.sub("", html))
    passages, end, anchor = [], 0, ""
    for heading in _HEADING.finditer(html):
        passages += _paragraphs(html[end : heading.start()])
        anchor = heading.group(1) or ""
        passages.append(Passage(_plain(heading.group(2)), AREA, anchor))
        end = heading.end()
    passages += _paragraphs(html[end:])
    label = edition.word("Page")
    return Found(address, title, label, tuple(passages), filters=_filters({}, edition))


def _filters(given: Mapping[str, tuple[str, ...]], edition: Edition) -> dict[str, tuple[str, ...]]:
    """In order; what is of no other kind is a page."""
    kind = {"kind": (edition.word("Page"),)} if "kind" in dict(edition.facets) else {}
    return {key: tuple(sorted(v)) for key, v in sorted({**kind, **given}.items()) if v}


def _paragraphs(html: str) -> list[Passage]:
    return [Passage(text) for part in _BREAK.split(html) if (text := _plain(part))]


def _plain(html: str) -> str:
    return Markup(html).striptags()


class _Reader:
    """The texts that a document shows, in its order."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def of(self, document: Document) -> Iterator[Passage]:
        if document.control:
            yield Passage(document.control.number, AREA)
        if document.facts:
            yield from self._facts(document.facts.rows)
        for section in document.sections:
            yield from self._section(section, TEXT)

    def names(self, document: Document) -> Iterator[Passage]:
        yield Passage(document.description)
        for section in document.sections:
            yield Passage(section.title, ASIDE, section.anchor)

    def openings(self, openings: Iterable[tuple[Line, str]]) -> Iterator[Passage]:
        for line, anchor in openings:
            yield Passage(self._line(line), AREA, anchor)

    def _section(self, section: Section, weight: float) -> Iterator[Passage]:
        if section.computed:
            return
        yield Passage(section.title, weight, section.anchor)
        for block in section.blocks:
            yield from self._block(block)
        for below in section.sections:
            yield from self._section(below, AREA)

    def _block(self, block: Block) -> Iterator[Passage]:
        match block.block:
            case "paragraph":
                yield Passage(self._line(block.line))
            case "facts":
                yield from self._facts(block.rows)
            case "listing":
                yield from self._items(block.items)
            case "table" if block.style == "matrix":
                return  # signs, no words
            case "table":
                yield Passage(block.caption)
                for row in block.rows:
                    yield from self._row(row)
            case "notice" | "signatures" | "deadlines" | "stamp":
                return  # said of the document, not by it
            case "drawing":
                yield Passage(block.description, ASIDE)

    def _row(self, row: Row) -> Iterator[Passage]:
        """In a row with a place of its own the first words name it: a step, a term, a form."""
        weight, anchor = (ENTRY, row.anchor) if row.anchor else (TEXT, "")
        for cell in row.cells:
            for group in cell.groups():
                for line in group.lines:
                    text = self._line(line)
                    yield Passage(text, weight, anchor)
                    anchor = ""
                    if any(character.isalpha() for character in text):
                        weight = TEXT

    def _facts(self, facts: Iterable[Fact]) -> Iterator[Passage]:
        for fact in facts:
            yield Passage(f"{fact.label}: {'; '.join(map(self._line, fact.values))}")

    def _items(self, items: Iterable[Item]) -> Iterator[Passage]:
        for item in items:
            weight = ENTRY if item.anchor else TEXT
            yield Passage(f"{item.number} {self._line(item.line)}".strip(), weight, item.anchor)
            yield from self._facts(item.details)
            yield from self._items(item.items)

    def _line(self, line: Line) -> str:
        return "".join(map(self._edition.text_of, line.spans))
