"""A blank form, from what the handbook says is filled in on it: as a page and as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rolebook.model.vocabulary import Form, FormField
from rolebook.views.control import Medium, uncontrolled
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Line,
    Row,
    Section,
    Signature,
    Signatures,
    Span,
    Table,
    plain,
)
from rolebook.views.kept import retention_line
from rolebook.views.labels import labels
from rolebook.views.qr import page_code
from rolebook.views.schedule import used_in
from rolebook.views.writer import Writer, form_link

_ROOM = plain("\N{NO-BREAK SPACE}")
_WRITTEN = 2
"""A line written by hand takes the room of two printed ones."""
_SHORT = 40
"""Answers of together so many letters stand side by side."""
_APART = "\N{NO-BREAK SPACE}" * 3 + " "
_BOX = Span("\N{BALLOT BOX} ")


def form_document(writer: Writer, id_: str, medium: Medium = "page") -> Document:
    """The form with room for each answer. Raises KeyError for an unknown id, ValueError for a form
    of which the handbook does not say what is filled in."""
    _ = writer.words
    form = writer.book.forms[id_]
    if not form.parts:
        raise ValueError(f"what is filled in on {id_} is not written down")
    title = writer.line(form.title)
    sections = [
        Section(
            f"part-{n}",
            part.part.plain,
            (Table("", (), tuple(_row(writer, each) for each in part.fields), (2, 3)),),
            title_lang=writer.line(part.part).lang,
        )
        for n, part in enumerate(form.parts, 1)
    ]
    if form.signed_by:
        sections.append(Section("signatures", _("Signatures"), tuple(_signatures(writer, form))))
    return Document(
        kind="form",
        id=id_,
        lang=writer.lang,
        title=form.title.plain,
        title_lang=title.lang,
        label=_("Form"),
        sections=tuple(sections),
        control=replace(uncontrolled(writer), number=id_),
        organisation=writer.organisation,
        facts=Facts(tuple(_facts(writer, form))),
        description=_("Blank form {id}, to fill in", id=id_),
        labels=labels(writer),
        code=page_code(writer, form_link(form)) if medium == "paper" else None,
    )


def _facts(writer: Writer, form: Form) -> Iterator[Fact]:
    _ = writer.words
    if form.system:
        yield Fact(_("Filled in"), (writer.line(form.system),))
    if used := tuple(used_in(writer, form)):
        yield Fact(_("Used in"), used)
    if form.keep:
        yield Fact(_("Kept for"), (retention_line(writer, form.keep),))


def _row(writer: Writer, field: FormField) -> Row:
    asked = Cell((writer.line(field.field),), header=True)
    if not field.choices:
        return Row((asked, Cell((_ROOM,) * (_WRITTEN * max(1, field.lines)))))
    boxes = [_ticked(writer.line(each)) for each in field.choices]
    if sum(len(each.plain) for each in field.choices) <= _SHORT:
        return Row((asked, Cell((writer.joined(boxes, _APART),))))
    return Row((asked, Cell(tuple(boxes))))


def _ticked(choice: Line) -> Line:
    return Line((_BOX, *choice.spans), choice.lang)


def _signatures(writer: Writer, form: Form) -> Iterator[Block]:
    _ = writer.words
    blanks = (_("Name"), _("Place, date"), _("Signature"))
    yield Signatures(tuple(Signature(who.plain, (), blanks) for who in form.signed_by))
