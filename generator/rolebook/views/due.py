"""By when, in words: so many days after a step or an event, a rhythm, or a date the case names."""

from __future__ import annotations

from rolebook.model.procedure import Branch, Due, Procedure, Step
from rolebook.translation import Words
from rolebook.views.document import Line, plain
from rolebook.views.writer import Writer


def due_line(writer: Writer, due: Due, procedure: Procedure) -> Line:
    """``within 2 working days of step 3``, ``the same day``, ``monthly``, or the author's words."""
    _ = writer.words
    if due.by:
        return writer.line(due.by)
    if due.every:
        return plain(_every(_)[due.every])
    assert due.within is not None
    start = start_line(writer, due, procedure)
    if due.within == 0:
        template = _("at once, at {start}") if due.unit == "hours" else _("on the day of {start}")
        return writer.compose(template, start=start)
    span = _span(_, due.within, due.unit)
    return writer.compose(_("within {span} of {start}"), span=plain(span), start=start)


def branch_due_line(writer: Writer, branch: Branch, procedure: Procedure) -> Line:
    """By when, on one answer to a step's question. A term that counts from the very step counts
    from the answer: ``within 2 working days``."""
    _ = writer.words
    due = branch.due
    assert due is not None
    asked = next((step.id for step in procedure.steps if branch in _branches(step)), None)
    if due.within is None or due.of_event or not asked or due.of != asked:
        return due_line(writer, due, procedure)
    if due.within == 0:
        return plain(_("at once") if due.unit == "hours" else _("the same day"))
    return plain(_("within {span}", span=_span(_, due.within, due.unit)))


def _branches(step: Step) -> tuple[Branch, ...]:
    return step.decision.branches if step.decision else ()


def start_line(writer: Writer, due: Due, procedure: Procedure) -> Line:
    """What a term counts from: ``intake``, ``step 3``, or the author's words for an event."""
    _ = writer.words
    if due.of_event:
        return writer.line(due.of_event)
    if due.of == "intake":
        return plain(_("intake"))
    numbers = {step.id: n for n, step in enumerate(procedure.steps, 1) if step.id}
    return plain(_("step {n}", n=numbers.get(due.of, due.of)))


def _every(_: Words) -> dict[str, str]:
    return {
        "day": _("daily"),
        "week": _("weekly"),
        "month": _("monthly"),
        "quarter": _("quarterly"),
        "half_year": _("every half-year"),
        "year": _("yearly"),
    }


def _span(_: Words, n: int, unit: str) -> str:
    match unit:
        case "hours":
            return _.ngettext("{n} hour", "{n} hours", n)
        case "working_days":
            return _.ngettext("{n} working day", "{n} working days", n)
        case "calendar_days":
            return _.ngettext("{n} calendar day", "{n} calendar days", n)
        case "weeks":
            return _.ngettext("{n} week", "{n} weeks", n)
        case _unit:
            return _.ngettext("{n} month", "{n} months", n)
