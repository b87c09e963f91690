"""A procedure as a document: who does what, by when, with which form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rolebook.model.involvement import kinds_by_id
from rolebook.model.layout import PROCEDURE
from rolebook.model.procedure import Kpi, Procedure
from rolebook.model.text import Text
from rolebook.views.charts import flow_charts
from rolebook.views.control import Medium, control, notices
from rolebook.views.deadlines import deadlines
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Item,
    Line,
    Listing,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.kept import records
from rolebook.views.labels import labels
from rolebook.views.layout import heading, layout, lead, own_text
from rolebook.views.raci import raci
from rolebook.views.spans import with_dotted_lines
from rolebook.views.steps import steps
from rolebook.views.verification import embedded, stamp
from rolebook.views.writer import Writer

Build = Callable[[Writer, Procedure], Iterator[Block]]


def procedure_document(writer: Writer, id_: str, medium: Medium = "page") -> Document:
    """The procedure as a page or paper. Raises KeyError for an unknown id."""
    procedure = writer.book.procedures[id_]
    _ = writer.words
    plan = layout(writer.book, PROCEDURE)
    sections = []
    for planned in plan.sections:
        if planned.on not in (None, medium):
            continue
        blocks = tuple(b for name in planned.parts for b in PARTS[name](writer, procedure))
        if blocks or (planned.text and not planned.parts):
            opening = (*lead(writer, planned), *own_text(writer, planned))
            title = heading(writer, planned, _headings(writer))
            sections.append(Section(planned.id, title, (*opening, *blocks)))
    document = Document(
        kind="procedure",
        id=procedure.id,
        lang=writer.lang,
        title=procedure.title.plain,
        title_lang=writer.line(procedure.title).lang,
        label=_("Procedure"),
        sections=(*sections, *stamp(writer, "procedure", procedure, medium)),
        control=control(writer, "procedure", procedure, medium),
        organisation=writer.organisation,
        notices=tuple(notices(writer, "procedure", procedure, medium)),
        facts=Facts(tuple(_facts(writer, procedure))),
        description=procedure.purpose.plain if procedure.purpose else "",
        labels=labels(writer),
        embedded=embedded(writer, "procedure", procedure, medium),
        title_path=writer.places.get(id(procedure.title), ()),
    )
    return with_dotted_lines(document) if procedure.document.template else document


def _headings(writer: Writer) -> dict[str, str]:
    _ = writer.words
    return {
        "purpose": _("Purpose"),
        "scope": _("Scope"),
        "flow": _("What it needs and what it delivers"),
        "chart": _("Flow chart"),
        "steps": _("Steps"),
        "deadlines": _("By when, in dates"),
        "raci": _("Who takes part in which step (RACI)"),
        "records": _("Records"),
        "kpis": _("Performance figures"),
        "risks": _("Risks and controls"),
        "terms": _("Terms"),
        "related": _("Related documents"),
    }


def _facts(writer: Writer, procedure: Procedure) -> Iterator[Fact]:
    """Where it belongs, who answers for it, what starts it, who takes part, with which forms, by
    what it is judged."""
    _ = writer.words
    area = writer.entry(writer.book.areas, procedure.area, "area")
    yield from writer.fact(_("Procedure area"), area)
    if procedure.document.owner:
        yield from writer.fact(_("Owner"), writer.role(procedure.document.owner))
    if procedure.trigger:
        yield from writer.fact(_("Starts when"), writer.line(procedure.trigger))
    if taking_part := list(kinds_by_id(procedure, writer.book.parties)):
        line = writer.joined(writer.doer(id_) for id_ in taking_part)
        yield from writer.fact(_("Take part"), line)
    if forms := dict.fromkeys(step.form for step in procedure.steps if step.form):
        yield from writer.fact(_("Forms"), *(writer.form(form) for form in forms))
    yield from writer.fact(
        _("Judged by"),
        *(writer.joined((writer.line(kpi.kpi), kpi_target(writer, kpi)), ": ")
          for kpi in procedure.kpis),
    )  # fmt: skip
    if procedure.also_known_as:
        line = writer.joined(writer.lines(procedure.also_known_as))
        yield from writer.fact(_("Also known as"), line)


def _purpose(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    if procedure.purpose:
        yield Paragraph(writer.line(procedure.purpose))


def _headed(heading: str, lines: Sequence[Line]) -> Iterator[Block]:
    """A list under its lead-in, where it has entries."""
    if lines:
        yield Paragraph(plain(heading), "lead")
        yield Listing(tuple(Item(line) for line in lines))


def _scope(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    _ = writer.words
    yield from _headed(_("Covers"), writer.lines(procedure.scope.includes))
    yield from _headed(_("Does not cover"), writer.lines(procedure.scope.excludes))


def _inputs_outputs(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    _ = writer.words

    def line(item: Text, label: str, party: Text | None) -> Line:
        first = writer.line(item)
        if party is None:
            return first
        return writer.compose(f"{{item}} ({label}: {{party}})", item=first,
                              party=writer.line(party))  # fmt: skip

    needs = [line(i.item, _("from"), i.source) for i in procedure.inputs]
    delivers = [line(o.item, _("to"), o.to) for o in procedure.outputs]
    yield from _headed(_("Needs"), needs)
    yield from _headed(_("Delivers"), delivers)


def kpi_target(writer: Writer, kpi: Kpi) -> Line:
    """``at least 92 %``."""
    _ = writer.words
    for template, value in (
        (_("at least {value}"), kpi.at_least),
        (_("at most {value}"), kpi.at_most),
        (_("exactly {value}"), kpi.exactly),
    ):
        if value is not None:
            line = plain(template.format(value=_.number(value)))
            if kpi.unit:
                unit = writer.line(kpi.unit)
                line = Line((*line.spans, Span("\N{NO-BREAK SPACE}"), *unit.spans), unit.lang)
            if kpi.within:
                line = writer.joined((line, writer.line(kpi.within)), " ")
            return line
    return plain("–")


def _kpis(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    _ = writer.words
    rows = tuple(
        Row((Cell((writer.line(kpi.kpi),), header=True), Cell((kpi_target(writer, kpi),))))
        for kpi in procedure.kpis
    )
    if rows:
        yield Table("", (_("Figure"), _("Target")), rows, (7, 4))


def _risks(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.line(risk.risk),), header=True),
                Cell((writer.line(risk.control) if risk.control else plain("–"),)),
            )
        )
        for risk in procedure.risks
    )
    if rows:
        yield Table("", (_("What can go wrong"), _("What is done against it")),
                    rows, (1, 1))  # fmt: skip


def _terms(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    rows = []
    for id_ in procedure.terms:
        if term := writer.book.terms.get(id_):
            rows.append(Fact(term.term.plain, (writer.line(term.definition),)))
    if rows:
        yield Facts(tuple(rows))


def _related(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    if procedure.related:
        yield Listing(tuple(Item(writer.procedure(id_)) for id_ in procedure.related))


def _references(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    if procedure.references:
        yield Listing(tuple(Item(writer.source(source)) for source in procedure.references))


PARTS: dict[str, Build] = {
    "purpose": _purpose,
    "scope": _scope,
    "inputs_outputs": _inputs_outputs,
    "chart": partial(flow_charts, medium="page"),
    "chart_sheets": partial(flow_charts, medium="paper"),
    "steps": steps,
    "deadlines": deadlines,
    "raci": raci,
    "records": records,
    "kpis": _kpis,
    "risks": _risks,
    "terms": _terms,
    "related": _related,
    "references": _references,
}
