"""By when, in words: of a step's number of days, its rhythm, or a date the case names."""

from __future__ import annotations

from rolebook.model.procedure import Due, Procedure
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
    span = _span(_, due.within, due.unit)
    if due.of == "intake":
        start = _("intake")
    else:
        names = {step.id: n for n, step in enumerate(procedure.steps, 1) if step.id}
        start = _("step {n}", n=names.get(due.of, due.of))
    if due.within == 0:
        if due.unit == "hours":
            return plain(_("at once, at {start}", start=start))
        return plain(_("on the day of {start}", start=start))
    return plain(_("within {span} of {start}", span=span, start=start))


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
