"""The front page, from the questions with which people come: how is it done, what is my job, which
grade does a job get, which document is due.

What stands above it is the author's own (pages/index.md); this part is computed, so that it never
leads to what is no longer there.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.vocabulary import Situation
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Item,
    Line,
    Link,
    Listing,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.order import by_number, by_title
from rolebook.views.pages import site_page
from rolebook.views.writer import Writer, step_anchor

_DUE = "review=overdue&review=quarter&sort=review"
"""What the finder is asked for whoever looks after reviews."""
_SHOWN = 12
"""So many titles of one family or area are shown; the others are on its page."""


def home_document(writer: Writer, whole: str = "") -> Document:
    """The computed part of the front page. ``whole``: where the paper of the whole handbook
    stands, or nothing."""
    _ = writer.words
    return site_page(
        writer, "home", "index", _("Start"), "",
        (
            Section("find-procedure", _("Find a procedure"), tuple(_procedures(writer))),
            Section("find-role", _("Find my role"), tuple(_roles(writer))),
            Section("grade-job", _("Grade a job"), tuple(_grading(writer))),
            Section("keep-current", _("Keep documents current"), tuple(_keeping(writer))),
            Section("on-paper", _("On paper"), tuple(_on_paper(writer, whole))),
        ),
    )  # fmt: skip


# -- find a procedure


def _procedures(writer: Writer) -> Iterator[Block]:
    _ = writer.words
    book = writer.book
    yield from _situations(writer)
    rows = []
    for id_ in book.areas:
        there = by_number(p for p in book.procedures.values() if p.area == id_)
        lines = tuple(writer.procedure(p.id) for p in there)
        if lines:
            rows.append(_group(writer, writer.entry(book.areas, id_, "area"), lines))
    if rows:
        yield Paragraph(plain(_("By subject")), "lead")
        yield Table("", (_("Procedure area"), _("Procedures")), tuple(rows), (3, 8))
    if book.procedures:
        yield _to_finder(writer, "kind=procedure", _("every procedure, by words in its steps too"))


def _situations(writer: Writer) -> Iterator[Block]:
    """Start here, by situation, in the words of whoever is in it."""
    _ = writer.words
    known = [s for s in writer.book.situations.values() if s.procedure in writer.book.procedures]
    rows = tuple(
        Row((
            Cell((writer.line(one.text),), header=True),
            Cell((writer.doer(one.said_by) if one.said_by else plain("–"),)),
            Cell((_start(writer, one),)),
        ))
        for one in known
    )  # fmt: skip
    if rows:
        yield Table("", (_("Situation"), _("Who says so"), _("Start here")), rows, (6, 3, 4))


def _start(writer: Writer, one: Situation) -> Line:
    """The procedure, and the step of it where one is named."""
    _ = writer.words
    procedure = writer.book.procedures[one.procedure]
    for n, step in enumerate(procedure.steps, 1):
        if one.step and step.id == one.step:
            line = writer.procedure(procedure.id, step_anchor(step, n))
            link = Link("procedure", procedure.id, step_anchor(step, n))
            return Line((*line.spans, Span(_(", step {n}", n=n), link=link)), line.lang)
    return writer.procedure(procedure.id)


# -- find my role


def _roles(writer: Writer) -> Iterator[Block]:
    _ = writer.words
    book = writer.book
    rows = []
    for id_ in book.families:
        there = by_title(role for role in book.roles.values() if role.family == id_)
        lines = tuple(writer.role(role.id) for role in there)
        if lines:
            rows.append(_group(writer, writer.entry(book.families, id_, "family"), lines))
    if rows:
        yield Table("", (_("Job family"), _("Roles")), tuple(rows), (3, 8))
    units = [writer.entry(book.units, id_, "unit") for id_ in book.units]
    if units:
        yield Paragraph(writer.named(_("By department or place"), writer.joined(units)))
    if book.roles:
        yield _to_finder(writer, "", _("by other titles of a job, task, grade and unit too"))
    if len(book.roles) > 1:
        yield _link(_("Compare two or three roles"), Link("compare", ""))


# -- grade a job


def _grading(writer: Writer) -> Iterator[Block]:
    _ = writer.words
    book = writer.book
    items = []
    if book.scheme:
        items.append(Item(Line((Span(_("All grades at a glance"), link=Link("grades", "")),))))
        scheme = writer.entry(book.schemes, book.scheme.id, "scheme")
        items.append(Item(writer.named(_("How jobs are graded"), scheme)))
    if book.schemes:
        text = _("Work out a grade with the grading assistant")
        items.append(Item(Line((Span(text, link=Link("assistant", "")),))))
    if items:
        yield Listing(tuple(items))


# -- keep documents current


def _keeping(writer: Writer) -> Iterator[Block]:
    """What whoever looks after the documents comes for: reviews, versions, changes."""
    _ = writer.words
    if writer.book.roles or writer.book.procedures:
        due = _("Reviews that are overdue or due within three months")
        ways = (
            (due, Link("everything", "", _DUE)),
            (_("Document register"), Link("register", "")),
            (_("What changed"), Link("changes", "")),
        )
        yield Listing(tuple(Item(Line((Span(text, link=link),))) for text, link in ways))


# -- on paper


def _on_paper(writer: Writer, whole: str) -> Iterator[Block]:
    _ = writer.words
    if whole:
        yield _link(_("The whole handbook as one PDF"), Link("file", whole))


# -- parts


def _link(text: str, link: Link) -> Paragraph:
    return Paragraph(Line((Span(text, link=link),)))


def _group(writer: Writer, title: Line, lines: tuple[Line, ...]) -> Row:
    """A family or area with what is in it, as far as it fits."""
    left = len(lines) - _SHOWN
    said = writer.joined(lines[:_SHOWN], " · ")
    if left > 0:
        more = writer.words("and {n} more", n=left)
        link = title.spans[0].link
        said = writer.joined((said, Line((Span(more, link=link),))), " · ")
    return Row((Cell((title,), header=True), Cell((said,))))


def _to_finder(writer: Writer, choice: str, what: str) -> Paragraph:
    """The way to the finder, by its name and with what is found there; a choice made already."""
    name = writer.words("Find a role or procedure")
    return _link(f"{name}: {what}", Link("everything", "", choice))
