"""All forms, and all records with the time they are kept: the retention schedule."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.vocabulary import Form
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Line,
    Link,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.kept import keeper, kept_for, kept_where, retention_line
from rolebook.views.order import by_number
from rolebook.views.pages import narrowing, site_page
from rolebook.views.writer import Writer, form_anchor, form_link, step_anchor

_DASH = plain("–")


def forms_document(writer: Writer) -> Document:
    """All forms: where each is filled in, in which steps, and how long it is kept."""
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((_blank(writer, form),), header=True),
                Cell((writer.line(form.system) if form.system else _DASH,)),
                Cell(tuple(used_in(writer, form)) or (_DASH,)),
                Cell((retention_line(writer, form.keep),)),
            ),
            anchor=form_anchor(form.id),
        )
        for form in sorted(writer.book.forms.values(), key=lambda form: form.id)
    )
    head = (_("Form"), _("Filled in"), _("Used in"), _("Kept for"))
    blocks: tuple[Block, ...] = (Table("", head, rows, (5, 4, 6, 4)),) if rows else ()
    return site_page(
        writer, "forms", "forms", _("Forms"), _("Overview"),
        (Section("forms", _("All forms"), blocks),),
    )  # fmt: skip


def _blank(writer: Writer, form: Form) -> Line:
    """Number and title; they open the blank form where there is a file of it."""
    title = writer.line(form.title)
    link = form_link(form)
    if link.kind == "forms":
        return Line((Span(f"{form.id} "), *title.spans), title.lang)
    return Line((Span(f"{form.id} {form.title.plain}", link=link),), title.lang)


def used_in(writer: Writer, form: Form) -> Iterator[Line]:
    """``P-01 Warranty claim, step 1``, one line for each procedure."""
    _ = writer.words
    for procedure in by_number(writer.book.procedures.values()):
        steps = [n for n, step in enumerate(procedure.steps, 1) if step.form == form.id]
        if not steps and not any(record.form == form.id for record in procedure.records):
            continue
        spans = list(writer.procedure(procedure.id).spans)
        for n in steps:
            link = Link("procedure", procedure.id, step_anchor(procedure.steps[n - 1], n))
            spans += [Span(", "), Span(_("step {n}", n=n), link=link)]
        yield Line(tuple(spans), writer.line(procedure.title).lang)


def schedule_document(writer: Writer) -> Document:
    """All records of all procedures with the time they are kept: the retention schedule."""
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.line(record.record),), header=True),
                Cell((writer.procedure(procedure.id, "records"),)),
                Cell((kept_where(writer, record),)),
                Cell((kept_for(writer, record),)),
                Cell((keeper(writer, record),)),
            ),
            group=procedure.title.plain,
        )
        for procedure in by_number(writer.book.procedures.values())
        for record in procedure.records
    )
    blocks: tuple[Block, ...] = ()
    if rows:
        head = (_("Record"), _("Procedure"), _("Form or system"), _("Kept for"), _("Kept by"))
        finding = narrowing(writer, _("Procedure"))
        intro = _("Every record that the procedures name: where it is kept, how long and by whom.")
        blocks = (
            Paragraph(plain(intro)),
            Table("", head, rows, (5, 4, 5, 5, 4), filter=finding),
        )
    return site_page(
        writer, "records", "records", _("Records and retention"), _("Overview"),
        (Section("schedule", _("Retention schedule"), blocks),),
    )  # fmt: skip
