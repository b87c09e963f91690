"""Page bodies: a ``Document`` becomes finished HTML with its table of contents.

Why Jinja2 of our own and no Markdown: the bodies are made with autoescape from data, so there
is no markup to get wrong, and Python-Markdown, which costs most of a build, is not asked.
A handbook's own ``templates/`` folder comes first in the loader: any template can be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby, starmap
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rolebook.site.calculator import deadlines_data
from rolebook.site.contents import Edition, PageSource
from rolebook.views.addresses import address_of, relative
from rolebook.views.document import Cell, Line, Link, Section, Span, Table

#: The only kinds of address outside the handbook that become links.
_SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:")
#: From this many columns on a table scrolls on a phone; below it, each row becomes a card.
_WIDE = 9
#: So many characters fit beside their label on a phone.
_BRIEF = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; ``title`` is plain text."""

    anchor: str
    title: str
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A page's HTML: ``head`` (title, status, downloads), ``main`` (everything below it)."""

    head: Markup
    main: Markup
    contents: tuple[Heading, ...]


class Pages:
    """Makes the bodies of one edition. One object serves all its pages."""

    def __init__(self, edition: Edition, templates: Path | None = None) -> None:
        self.edition = edition
        self._env = environment(templates)
        self._head = self._env.get_template("head.html.j2")
        self._main = self._env.get_template("document.html.j2")

    def body(self, page: PageSource) -> Body:
        contents = headings(page.document.sections)
        values = self._values(page, contents)
        return Body(Markup(self._head.render(values)), Markup(self._main.render(values)), contents)

    def whole(self, template: str, page: PageSource) -> str:
        """The page by a template that makes all of it, without the shell."""
        return self._env.get_template(template).render(self._values(page, ()))

    def _values(self, page: PageSource, contents: tuple[Heading, ...]) -> dict[str, object]:
        inline = Inline(self.edition, page)
        return {
            "page": page,
            "document": page.document,
            "edition": self.edition,
            "word": self.edition.word,
            "line": inline.line,
            "to": inline.to,
            "contents": contents,
            "column_class": column_class,
            "cell_class": cell_class,
            "wide": is_wide,
            "deadlines_data": partial(deadlines_data, lang=self.edition.lang),
        }


def environment(templates: Path | None = None) -> Environment:
    """Jinja2 as pages use it: escaping always, an unknown name is an error."""
    package = PackageLoader("rolebook.site", "templates")
    loaders = [FileSystemLoader(templates), package] if templates else [package]
    return Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def headings(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """The table of contents that the sections give."""
    return tuple(
        Heading(
            section.anchor,
            f"{section.number} {section.title}".strip(),
            headings(section.sections),
        )
        for section in sections
        if section.title
    )


def column_class(table: Table, index: int) -> str:
    """The class that gives a column its share of the width, in steps of five per cent."""
    total = sum(table.widths) or 1
    share = 5 * round(20 * table.widths[index] / total) if index < len(table.widths) else 0
    return f"rb-w{max(5, share)}" if share else ""


def cell_class(cell: Cell) -> str:
    """How a cell shows where its row is a card: nothing said, or so brief that its label stands
    before it."""
    if cell.below or cell.bulleted or len(cell.lines) != 1:
        return ""
    text = cell.lines[0].text
    return "rb-none" if text == "–" else "rb-brief" if len(text) <= _BRIEF else ""


def is_wide(table: Table) -> bool:
    return table.style == "matrix" or len(table.head) >= _WIDE


_MARKS = {"added": ("ins", "Added"), "removed": ("del", "Removed"), "own": ("mark", "Different")}


def _mark(span: Span) -> str:
    return span.mark


def _link(span: Span) -> Link | None:
    return span.link


class Inline:
    """Running text of one page: spans to HTML, links to ways from this page."""

    def __init__(self, edition: Edition, page: PageSource) -> None:
        self._edition = edition
        self._page = page.address
        self._addresses = edition.by_address

    def line(self, line: Line) -> Markup:
        text = self._run(line.spans)
        if any(span.mark for span in line.spans):
            text = Markup("").join(starmap(self._marked, groupby(line.spans, _mark)))
        if not line.lang or line.lang == self._edition.lang:
            return text
        name = self._edition.language_name(line.lang)
        return Markup(
            '<span lang="{0}">{1}</span>&nbsp;<span class="rb-foreign" title="{2}">'
            '<span aria-hidden="true">{0}</span><span class="rb-hidden">{2}</span></span>'
        ).format(line.lang, text, self._edition.word("In {language}", language=name))

    def to(self, address: str) -> str:
        return relative(address, self._page)

    def _run(self, spans: Iterable[Span]) -> Markup:
        """Spans side by side. Those that lead to one place are one link: a screen reader would tell
        of each."""
        parts = []
        for link, same in groupby(spans, _link):
            # The spans are escaped already: joined as they are.
            text = Markup("".join(map(self._span, same)))
            if link and (href := self._href(link)):
                text = Markup('<a href="{}">{}</a>').format(href, text)
            parts.append(text)
        return Markup("".join(parts))

    def _span(self, span: Span) -> Markup:
        text = escape(span.text or self._edition.text_of(span))
        if span.emphasis:
            text = Markup("<em>{}</em>").format(text)
        if span.strong:
            text = Markup("<strong>{}</strong>").format(text)
        return text

    def _marked(self, mark: str, spans: Iterable[Span]) -> Markup:
        """A run that came, went or differs. Few screen readers tell of these elements: words do."""
        text = self._run(spans)
        core = text.strip()
        if not mark or not core:
            return text
        element, word = _MARKS[mark]
        before, _, after = text.partition(core)
        return Markup('{3}<{0}><span class="rb-hidden">{1}: </span>{2}</{0}>{4}').format(
            element, self._edition.word(word), core, before, after
        )

    def _href(self, link: Link) -> str:
        """Where a link leads from here, or nothing: then it is shown as text.

        An address of another scheme than those named here could run a script.
        """
        if link.kind == "url":
            return link.id if link.id.lower().startswith(_SAFE_SCHEMES) else ""
        anchor = f"#{link.anchor}" if link.anchor else ""
        if link.kind == "item":
            return anchor or f"#{link.id.replace('/', '-')}"
        address = address_of(link)
        known = address in self._addresses or link.kind in ("page", "file")
        return self.to(address + anchor) if known else ""
