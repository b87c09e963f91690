"""A procedure as a document: who does what, by when, with which form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from rolebook.model.procedure import Branch, Doer, Kpi, Procedure, Record, Retention, Step
from rolebook.model.settings import in_language
from rolebook.model.text import Text
from rolebook.views.charts import flow_charts
from rolebook.views.control import Medium, control, notices
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
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
from rolebook.views.due import due_line
from rolebook.views.labels import labels
from rolebook.views.layout import layout
from rolebook.views.writer import Writer

Build = Callable[[Writer, Procedure], Iterator[Block]]


def procedure_document(writer: Writer, id_: str, medium: Medium = "page") -> Document:
    """The procedure as a page or paper. Raises KeyError for an unknown id."""
    procedure = writer.book.procedures[id_]
    _ = writer.words
    plan = layout("procedure")
    sections = []
    for planned in plan.sections:
        if planned.on not in (None, medium):
            continue
        blocks = tuple(b for name in planned.parts for b in PARTS[name](writer, procedure))
        if blocks:
            own = writer.book.settings.headings.get(planned.id)
            title = in_language(own, writer.lang) if own else _headings(writer)[planned.id]
            sections.append(Section(planned.id, title, blocks))
    return Document(
        kind="procedure",
        id=procedure.id,
        lang=writer.lang,
        title=procedure.title.plain,
        title_lang=writer.line(procedure.title).lang,
        label=_("Procedure"),
        sections=tuple(sections),
        control=control(writer, "procedure", procedure, medium),
        organisation=writer.organisation,
        notices=tuple(notices(writer, "procedure", procedure)),
        facts=Facts(tuple(_facts(writer, procedure))),
        description=procedure.purpose.plain if procedure.purpose else "",
        labels=labels(writer),
    )


def _headings(writer: Writer) -> dict[str, str]:
    _ = writer.words
    return {
        "purpose": _("Purpose"),
        "scope": _("Scope"),
        "flow": _("What it needs and what it delivers"),
        "chart": _("Flow chart"),
        "steps": _("Steps"),
        "records": _("Records"),
        "kpis": _("Performance figures"),
        "risks": _("Risks and controls"),
        "terms": _("Terms"),
        "related": _("Related documents"),
    }


def _facts(writer: Writer, procedure: Procedure) -> Iterator[Fact]:
    _ = writer.words
    area = writer.entry(writer.book.areas, procedure.area, "area")
    yield from writer.fact(_("Procedure area"), area)
    if procedure.document.owner:
        yield from writer.fact(_("Owner"), writer.role(procedure.document.owner))
    if procedure.trigger:
        yield from writer.fact(_("Starts when"), writer.line(procedure.trigger))
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


def _doer(writer: Writer, doer: Doer) -> Line:
    _ = writer.words
    if doer.any_of:
        line = writer.either([_doer(writer, other) for other in doer.any_of])
    elif doer.who:
        line = writer.doer(doer.who)
    else:
        line = writer.line(doer.text or Text("?"))
    if doer.another:
        line = writer.compose(_("another {who}"), who=line)
    if doer.note:
        line = writer.compose("{who} ({note})", who=line, note=writer.line(doer.note))
    return line


def _doers(writer: Writer, doers: tuple[Doer, ...]) -> tuple[Line, ...]:
    return tuple(_doer(writer, doer) for doer in doers)


def _steps(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((plain(str(n)),), header=True),
                _what(writer, procedure, step),
                Cell(tuple(_who(writer, step))),
                Cell(tuple(_when(writer, procedure, step)) or (plain("–"),)),
                Cell(tuple(_with(writer, step)) or (plain("–"),)),
            ),
            anchor=step.id or f"step-{n}",
        )
        for n, step in enumerate(procedure.steps, 1)
    )
    if rows:
        head = (_("No."), _("What"), _("Who"), _("By when"), _("With what"))
        yield Table("", head, rows, (2, 20, 8, 7, 8))


def _what(writer: Writer, procedure: Procedure, step: Step) -> Cell:
    """The step in strong words, its details, and the ways out of its decision."""
    _ = writer.words
    line = writer.line(step.step)
    strong = Line(tuple(replace(span, strong=True) for span in line.spans), line.lang)
    below = []
    if step.detail:
        below.append(Cell(writer.lines(step.detail), bulleted=True))
    if step.decision:
        below.append(Cell((writer.line(step.decision.question),)))
        branches = tuple(_branch(writer, procedure, b) for b in step.decision.branches)
        below.append(Cell(branches, bulleted=True))
    after = []
    if step.calls:
        after.append(writer.named(_("Carries out"), writer.procedure(step.calls)))
    if step.next == "end":
        after.append(plain(_("The procedure ends here.")))
    elif step.next:
        target = _target(writer, procedure, step.next)
        after.append(writer.compose(_("Goes on with {target}"), target=target))
    if step.escalation:
        after.append(writer.named(_("Escalation"), writer.line(step.escalation)))
    if after:
        below.append(Cell(tuple(after)))
    return Cell((strong,), below=tuple(below))


def _branch(writer: Writer, procedure: Procedure, branch: Branch) -> Line:
    """``Rejected: the engineer appeals (within 2 working days of step 7) → step 8``."""
    parts = [writer.line(branch.when)]
    if branch.text:
        parts.append(writer.line(branch.text))
    line = writer.joined(parts, ": ")
    if branch.due:
        term = due_line(writer, branch.due, procedure)
        line = writer.compose("{line} ({term})", line=line, term=term)
    target = _target(writer, procedure, branch.to)
    return writer.compose("{line} → {target}", line=line, target=target)


def _target(writer: Writer, procedure: Procedure, target: str) -> Line:
    """``step 7``, ``end`` or another procedure, leading there."""
    _ = writer.words
    if target == "end":
        return plain(_("end"))
    if target.startswith("procedure:"):
        id_, _hash, anchor = target.removeprefix("procedure:").partition("#")
        line = writer.procedure(id_)
        other = writer.book.procedures.get(id_)
        numbers = {step.id: n for n, step in enumerate(other.steps, 1)} if other else {}
        if anchor not in numbers:
            return line
        link = Link("procedure", id_, anchor)
        return Line((*line.spans, Span(", "), Span(_("step {n}", n=numbers[anchor]), link=link)))
    numbers = {step.id or f"step-{n}": n for n, step in enumerate(procedure.steps, 1)}
    if target not in numbers:
        return plain(target)
    link = Link("procedure", procedure.id, target)
    return Line((Span(_("step {n}", n=numbers[target]), link=link),))


def _who(writer: Writer, step: Step) -> Iterator[Line]:
    _ = writer.words
    yield from _doers(writer, step.by)
    if step.accountable and not (len(step.by) == 1 and step.by[0].who == step.accountable):
        yield writer.named(_("Accountable"), writer.doer(step.accountable))
    for label, doers in ((_("Consulted"), step.consulted), (_("Informed"), step.informed)):
        if doers:
            yield writer.named(label, writer.joined(_doers(writer, doers)))


def _when(writer: Writer, procedure: Procedure, step: Step) -> Iterator[Line]:
    _ = writer.words
    if step.due:
        yield due_line(writer, step.due, procedure)
    if step.latest:
        yield writer.named(_("Last day"), due_line(writer, step.latest, procedure))
    for again in step.reminders:
        yield writer.named(_("Again"), due_line(writer, again, procedure))


def _with(writer: Writer, step: Step) -> Iterator[Line]:
    _ = writer.words
    if step.form:
        yield writer.form(step.form)
    if step.system:
        yield writer.line(step.system)
    if step.evidence:
        yield writer.named(_("Evidence"), writer.line(step.evidence))


def retention_line(writer: Writer, keep: Retention) -> Line:
    """``7 years after the end of the case``."""
    _ = writer.words
    if keep.text:
        return writer.line(keep.text)
    if keep.years is not None:
        line = plain(_.ngettext("{n} year", "{n} years", keep.years))
    elif keep.months is not None:
        line = plain(_.ngettext("{n} month", "{n} months", keep.months))
    else:
        return plain("–")
    if keep.after:
        line = writer.compose(_("{time} after {event}"), time=line, event=writer.line(keep.after))
    if keep.basis:
        line = writer.joined((line, writer.line(keep.basis)), "; ")
    return line


def _record_place(writer: Writer, record: Record) -> Line:
    lines = []
    if record.form:
        lines.append(writer.form(record.form))
    if record.system:
        lines.append(writer.line(record.system))
    return writer.joined(lines, "; ") if lines else plain("–")


def _records(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.line(record.record),), header=True),
                Cell((_record_place(writer, record),)),
                Cell((retention_line(writer, record.keep) if record.keep else plain("–"),)),
                Cell((writer.role(record.kept_by) if record.kept_by else plain("–"),)),
            )
        )
        for record in procedure.records
    )
    if rows:
        head = (_("Record"), _("Form or system"), _("Kept for"), _("Kept by"))
        yield Table("", head, rows, (5, 5, 4, 4))


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
    "steps": _steps,
    "records": _records,
    "kpis": _kpis,
    "risks": _risks,
    "terms": _terms,
    "related": _related,
    "references": _references,
}
