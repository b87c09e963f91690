"""The role's place: superiors, reports, span of control, deputies, and facts at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.position import Deputy, SpanOfControl, Superior
from rolebook.model.role import Role
from rolebook.views.document import Fact, Line, Span, plain
from rolebook.views.parts.part import Part, facts_part
from rolebook.views.writer import Writer


def _superior(writer: Writer, superior: Superior) -> Line:
    if superior.any_of:
        return writer.either([_superior(writer, other) for other in superior.any_of])
    if superior.role:
        return writer.role(superior.role)
    if superior.position:
        position = writer.book.positions.get(superior.position)
        return writer.role(position.role) if position else plain(superior.position)
    assert superior.text
    return writer.line(superior.text)


def reports_to(writer: Writer, role: Role) -> Iterator[Part]:
    """Superiors by kind: line, functional, and whose instructions are carried out."""
    _ = writer.words
    kinds = {
        "line": _("Reports to"),
        "functional": _("Functionally to"),
        "instructions": _("Carries out instructions of"),
    }

    def facts() -> Iterator[Fact]:
        for kind, label in kinds.items():
            lines = [_superior(writer, s) for s in role.reports_to if s.kind == kind]
            if lines:
                yield Fact(label, tuple(lines))

    return facts_part("reports_to", facts())


def supervises(writer: Writer, role: Role) -> Iterator[Part]:
    """Direct reports of one holder, with their number; or that there are none."""
    _ = writer.words

    def facts() -> Iterator[Fact]:
        if role.supervises is None:
            return
        lines = []
        for below in role.supervises:
            line = writer.role(below.role) if below.role else writer.line(below.text)  # type: ignore[arg-type]
            if below.count is not None:
                line = Line((*line.spans, Span(f" ({_.number(below.count)})")), line.lang)
            lines.append(line)
        yield Fact(_("Supervises"), tuple(lines) or (plain(_("nobody")),))

    return facts_part("supervises", facts())


def _span(writer: Writer, span: SpanOfControl) -> Line:
    _ = writer.words
    if span.min is None and span.max is None:
        return writer.line(span.text) if span.text else plain("?")
    low, high = span.min, span.max
    if low is not None and high is not None and low != high:
        number = f"{_.number(low)}–{_.number(high)}"
    elif low is not None and high is not None:
        number = _.number(low)
    elif low is not None:
        number = _("at least {n}", n=_.number(low))
    else:
        number = _("at most {n}", n=_.number(high or 0))
    counted = (
        _("{number} direct reports", number=number)
        if span.counts == "direct"
        else _("{number} people", number=number)
    )
    line = plain(counted)
    if span.where:
        line = writer.joined((line, writer.line(span.where)))
    return writer.joined((line, writer.line(span.text)), "; ") if span.text else line


def span_of_control(writer: Writer, role: Role) -> Iterator[Part]:
    """How many people are led; several entries are alternatives."""
    lines = [_span(writer, span) for span in role.span_of_control]
    label = writer.words("Span of control")
    facts = writer.fact(label, writer.either(lines)) if lines else iter(())
    return facts_part("span_of_control", facts)


def _deputy(writer: Writer, deputy: Deputy) -> Line:
    _ = writer.words
    line = writer.role(deputy.role) if deputy.role else writer.line(deputy.text)  # type: ignore[arg-type]
    if deputy.occasions:
        occasions = writer.joined(writer.lines(deputy.occasions))
        line = Line((*line.spans, Span(" ("), *occasions.spans, Span(")")), line.lang)
    if deputy.takes_over:
        line = writer.joined((line, writer.line(deputy.takes_over)), ": ")
    return line


def deputised_by(writer: Writer, role: Role) -> Iterator[Part]:
    """Who stands in for the holder, when, and what is taken over."""
    lines = [_deputy(writer, deputy) for deputy in role.deputised_by]
    return facts_part("deputised_by", writer.fact(writer.words("Is replaced by"), *lines))


def deputises(writer: Writer, role: Role) -> Iterator[Part]:
    """For whom the holder stands in: the other side of deputised_by, computed."""
    others = [other for other in writer.deputised.get(role.id, ()) if other.id != role.id]
    # A company job that took the deputy over from its reference job says the same twice.
    doubled = {other.based_on.role for other in others if other.based_on}
    lines = [writer.role(other.id) for other in others if other.id not in doubled]
    return facts_part("deputises", writer.fact(writer.words("Stands in for"), *lines))


# -- facts at a glance


def family(writer: Writer, role: Role) -> Iterator[Fact]:
    line = writer.entry(writer.book.families, role.family, "family")
    return writer.fact(writer.words("Job family"), line)


def unit(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.unit:
        line = writer.entry(writer.book.units, role.unit, "unit")
        yield from writer.fact(writer.words("Unit"), line)


def grade(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.grade:
        yield from writer.fact(writer.grade_label, plain(role.grade))


def context_grades(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.context and role.context.grades:
        text = "–".join(role.context.grades)
        yield from writer.fact(writer.words("Context grades"), plain(text))


def also_known_as(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.also_known_as:
        line = writer.joined(writer.lines(role.also_known_as))
        yield from writer.fact(writer.words("Also known as"), line)


def occurs_in(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.occurs_in:
        line = writer.joined(writer.lines(role.occurs_in))
        yield from writer.fact(writer.words("Occurs in"), line)


def category(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.category:
        yield from writer.fact(writer.words("Category of staff"), writer.line(role.category))


def code(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.code:
        line = plain(role.code)
        if role.code_system:
            line = writer.joined((line, writer.line(role.code_system)))
        yield from writer.fact(writer.words("Code"), line)


def discipline(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.discipline:
        yield from writer.fact(writer.words("Discipline"), writer.line(role.discipline))
