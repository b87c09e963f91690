"""What every view needs: a language's words, links to other documents, authors' text as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import quote

from rolebook.handbook import Handbook
from rolebook.model.base import Path
from rolebook.model.control import Limit, Source
from rolebook.model.control import Party as Somebody
from rolebook.model.involvement import involvements
from rolebook.model.numbering import letter
from rolebook.model.position import Superior
from rolebook.model.procedure import Procedure, Step
from rolebook.model.role import Role
from rolebook.model.settings import in_language
from rolebook.model.text import Link, SourceSpan, Span, Text
from rolebook.model.vocabulary import Form
from rolebook.records import Records
from rolebook.records.gradings import Gradings
from rolebook.records.redraw import as_approved, as_ended
from rolebook.records.status import Standing, Standings, standing_of
from rolebook.translation import Words, words
from rolebook.views.document import Fact, Item, Line, Listing, Organisation, plain


def numbered(procedure: Procedure) -> str:
    """A procedure by its number, where it has one, and its title."""
    return " ".join(filter(None, (procedure.document.number, procedure.title.plain)))


def area_anchor(area: int) -> str:
    """The language-free place of an area on its page, counted from 1: ``a``."""
    return letter(area).lower()


def task_anchor(area: int, task: int) -> str:
    """The language-free place of a task on its page: ``a-3``."""
    return f"{area_anchor(area)}-{task}"


def step_anchor(step: Step, number: int) -> str:
    """The language-free place of a step on its page, counted from 1."""
    return step.id or f"step-{number}"


def form_anchor(form: str) -> str:
    """The place of a form on the page of all forms."""
    return form.lower()


def form_link(form: Form) -> Link:
    """To the blank form, else to what the page of all forms says of it."""
    if form.file:
        return Link("file", quote(form.file))
    if form.parts:
        return Link("form", form.id)
    return Link("forms", "", form_anchor(form.id))


def writer_of(
    handbook: Handbook, records: Records, kind: str, id_: str, number: int, lang: str
) -> Writer:
    """Writes one approved revision of a document as it was that day. Its id that day is that of
    ``drawn``. Raises KeyError where there is no such revision in that language."""
    now = Standings(handbook.editions[lang], records).of(kind, id_)
    revision = next((r for r in now.revisions if r.number == number), None)
    if revision is None:
        raise KeyError(number)
    today = handbook.editions[lang]
    book = as_ended(as_approved(today, revision, lang), today, revision, id_)
    return Writer(book, records, standing_of(revision, lang, now))


@dataclass(frozen=True)
class Writer:
    """Writes in one language about one handbook. ``book`` is the handbook in that language.

    ``drawn`` is where the document stands that ``book`` shows, where that is an approved revision
    drawn again and not the working text.
    """

    book: Handbook
    records: Records = field(default_factory=Records)
    drawn: Standing | None = None
    places: Mapping[int, Path] = field(default_factory=dict)
    """Where texts stand in the author's file, by the identity of their objects: for papers that
    come back changed. Empty for all others."""

    @property
    def lang(self) -> str:
        return self.book.lang

    @cached_property
    def words(self) -> Words:
        return words(self.book.lang)

    @cached_property
    def deputised(self) -> Mapping[str, tuple[Role, ...]]:
        """By the deputy's id: the roles that the deputy stands in for."""
        found: dict[str, list[Role]] = {}
        for role in self.book.roles.values():
            for deputy in dict.fromkeys(d.role for d in role.deputised_by if d.role):
                found.setdefault(deputy, []).append(role)
        return {deputy: tuple(roles) for deputy, roles in found.items()}

    @cached_property
    def reporting(self) -> Mapping[str, tuple[tuple[Role, Superior], ...]]:
        """By a role's id: the roles that report to it, each with how; alternatives left out."""
        found: dict[str, list[tuple[Role, Superior]]] = {}
        for role in self.book.roles.values():
            for superior in role.reports_to:
                if superior.role and superior.role != role.id:
                    found.setdefault(superior.role, []).append((role, superior))
        return {above: tuple(below) for above, below in found.items()}

    @cached_property
    def procedures_of(self) -> Mapping[str, tuple[Procedure, ...]]:
        """By the id of a role or party: the procedures in which it has a part or keeps a record."""
        found: dict[str, list[Procedure]] = {}
        for procedure in self.book.procedures.values():
            taking_part = {
                part.who
                for step in procedure.steps
                for part in involvements(step, self.book.parties)
            }
            keeping = {record.kept_by for record in procedure.records if record.kept_by}
            for who in taking_part | keeping:
                found.setdefault(who, []).append(procedure)
        return {who: tuple(procedures) for who, procedures in found.items()}

    @cached_property
    def referring_to_items(self) -> frozenset[str]:
        """The roles whose files refer to items of their own."""
        mark = "](item:"
        return frozenset(
            entry.id
            for entry in self.book.entries.values()
            if entry.kind == "role"
            and (
                mark in entry.source.text
                or any(mark in t.source.text for t in entry.translations.values())
            )
        )

    def standing(self, kind: str, id_: str) -> Standing:
        """Where a document stands in this language. Raises KeyError for an unknown one."""
        if self.drawn and (self.drawn.kind, self.drawn.id) == (kind, id_):
            return self.drawn
        return self._standings.of(kind, id_)

    @cached_property
    def gradings(self) -> Gradings:
        """What was decided about the grade of each role."""
        return Gradings(self.book.governing, self.records)

    @cached_property
    def _standings(self) -> Standings:
        return Standings(self.book, self.records)

    # -- text

    def line(self, text: Text) -> Line:
        """An author's text as a line; references without words of their own get their title.

        References to items of the same role (``[](item:area/task)``) are left for the role's
        view, which alone knows its numbers.
        """
        spans = tuple(self._resolved(span) for span in text.spans)
        if path := self.places.get(id(text)):
            spans = tuple(
                SourceSpan(s.text, s.strong, s.emphasis, s.link, s.mark, path, n)
                for n, s in enumerate(spans)
            )
        return Line(spans, "" if text.lang in ("", self.lang) else text.lang)

    def lines(self, texts: Iterable[Text]) -> tuple[Line, ...]:
        return tuple(self.line(text) for text in texts)

    def bullets(self, texts: Iterable[Text]) -> Iterator[Listing]:
        """The texts as a bulleted list; nothing for none."""
        if items := tuple(Item(self.line(text)) for text in texts):
            yield Listing(items)

    def _resolved(self, span: Span) -> Span:
        link = span.link
        if link is None or link.kind in ("url", "item"):
            return span
        documents: Any = self.book.roles if link.kind == "role" else self.book.procedures
        found = documents.get(link.id)
        if found is None:
            return replace(span, text=span.text or link.id, link=None)
        return replace(span, text=span.text or found.title.plain)

    def compose(self, template: str, **lines: Line) -> Line:
        """A translated template with lines in the place of its ``{names}``."""
        spans: list[Span] = []
        lang = ""
        for piece in re.split(r"(\{\w+\})", template):
            line = lines.get(piece[1:-1]) if piece.startswith("{") else None
            if line is None:
                spans += [Span(piece)] if piece else []
            else:
                spans += line.spans
                lang = lang or line.lang
        return Line(tuple(spans), lang)

    def either(self, lines: Sequence[Line]) -> Line:
        """a, b or c"""
        names = [f"n{i}" for i in range(len(lines))]
        template = self.words.any_of(f"{{{name}}}" for name in names)
        return self.compose(template, **dict(zip(names, lines, strict=True)))

    def named(self, label: str, line: Line) -> Line:
        """``Label: text`` as one line, the label strong."""
        return Line((Span(f"{label}: ", strong=True), *line.spans), line.lang)

    def joined(self, lines: Iterable[Line], glue: str = ", ") -> Line:
        """Several lines as one."""
        spans: list[Span] = []
        lang = ""
        for index, line in enumerate(lines):
            if index:
                spans.append(Span(glue))
            spans.extend(line.spans)
            lang = lang or line.lang
        return Line(tuple(spans), lang)

    def fact(self, label: str, *values: Line | None) -> Iterator[Fact]:
        """A fact, where it has a value."""
        if there := tuple(value for value in values if value is not None):
            yield Fact(label, there)

    # -- references

    def role(self, id_: str) -> Line:
        """A role's title, leading to its page."""
        role = self.book.roles.get(id_)
        return self._title(role.title, Link("role", id_)) if role else plain(id_)

    def procedure(self, id_: str, anchor: str = "") -> Line:
        """A procedure's number and title, leading to its page."""
        procedure = self.book.procedures.get(id_)
        if procedure is None:
            return plain(id_)
        line = self._title(procedure.title, Link("procedure", id_, anchor))
        number = procedure.document.number
        return (
            Line((Span(f"{number} ", link=line.spans[0].link), *line.spans), line.lang)
            if (number)
            else line
        )

    def doer(self, id_: str) -> Line:
        """A role or a party by its id."""
        if id_ in self.book.roles:
            return self.role(id_)
        party = self.book.parties.get(id_)
        return self.line(party.title) if party else plain(id_)

    def somebody(self, party: Somebody) -> Line:
        return self.role(party.role) if party.role else self.line(party.text or Text("?"))

    def entry(self, items: Any, id_: str, kind: str) -> Line:
        """The title of a family, area or unit, leading to its page."""
        found = items.get(id_)
        return self._title(found.title, Link(kind, id_)) if found else plain(id_)

    def form(self, id_: str) -> Line:
        """A form's number and title, leading to the blank form, else to what is said of it."""
        form = self.book.forms.get(id_)
        if form is None:
            return plain(id_)
        link = form_link(form)
        line = self._title(form.title, link)
        return Line((Span(f"{id_} ", link=link), *line.spans), line.lang)

    def _title(self, title: Text, link: Link) -> Line:
        lang = "" if title.lang in ("", self.lang) else title.lang
        return Line((Span(title.plain, link=link),), lang)

    # -- values

    def limit(self, limit: Limit) -> Line:
        """EUR 2,500 per case; 0 means that nothing is decided alone."""
        _ = self.words
        if limit.amount is None:
            return self.line(limit.text or Text("?"))
        if limit.amount == 0:
            return plain(_("nothing: proposes only"))
        amount = _.money(limit.amount, limit.currency)
        if limit.per is None:
            return plain(amount)
        per = self.line(limit.per)
        return Line((Span(f"{amount} {_('per')} "), *per.spans), per.lang)

    def source(self, source: Source) -> Line:
        """A document that something is based on, leading to it where it can."""
        line = self.line(source.text)
        if source.procedure and source.procedure in self.book.procedures:
            return self.joined((line, self.procedure(source.procedure)), ": ")
        if source.form:
            return self.joined((line, self.form(source.form)), ": ")
        if source.url:
            return Line((*line.spans, Span(" "), Span(source.url, link=Link("url", source.url))))
        return line

    @property
    def organisation(self) -> Organisation:
        settings = self.book.settings.organisation
        return Organisation(
            name=settings.name,
            short_name=settings.short_name or settings.name,
            address=settings.address or "",
            logo=settings.logo or "",
        )

    @property
    def grade_label(self) -> str:
        """The organisation's own word for grade, else the usual one."""
        own = in_language(self.book.settings.grading.grade_label, self.lang)
        return own or self.words("Grade")
