"""What the page needs to work out, in the browser, by when each step of a case is due.

No date is worked out here: a page is made once and read for years.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook import workdays
from rolebook.model import procedure as model
from rolebook.model.settings import in_language
from rolebook.views.document import Block, Deadline, Deadlines, Line, Moment, WorkCalendar, plain
from rolebook.views.due import due_line, start_line
from rolebook.views.steps import doer_lines
from rolebook.views.writer import Writer, step_anchor

INTAKE = "intake"


def deadlines(writer: Writer, procedure: model.Procedure) -> Iterator[Block]:
    """The calculator, where at least one term of the procedure can be worked out."""
    steps = tuple(
        Moment(
            key=step_anchor(step, n),
            what=writer.line(step.step),
            step=str(n),
            who=doer_lines(writer, step.by),
            terms=tuple(_terms(writer, procedure, step)),
        )
        for n, step in enumerate(procedure.steps, 1)
    )
    if not any(term.unit for step in steps for term in step.terms):
        return
    started = {term.of for step in steps for term in step.terms}
    moments = [Moment(INTAKE, plain(writer.words("Intake")))] if INTAKE in started else []
    moments += [Moment(key, line) for key, line in _events(writer, procedure).items()]
    yield Deadlines(
        moments=(*moments, *steps),
        calendars=tuple(_calendars(writer)),
        years=(workdays.FIRST_YEAR, workdays.LAST_YEAR),
        words=_words(writer),
    )


def _terms(writer: Writer, procedure: model.Procedure, step: model.Step) -> Iterator[Deadline]:
    """The step's own term first, then those with a label."""
    _ = writer.words
    if step.due:
        yield _term(writer, procedure, step.due)
    if step.latest:
        yield _term(writer, procedure, step.latest, _("Last day"))
    for again in step.reminders:
        yield _term(writer, procedure, again, _("Again"))
    for branch in step.decision.branches if step.decision else ():
        if branch.due:
            label = (branch.text or branch.when).plain.removesuffix(".")
            yield _term(writer, procedure, branch.due, label)


def _term(writer: Writer, procedure: model.Procedure, due: model.Due, label: str = "") -> Deadline:
    words = due_line(writer, due, procedure)
    if due.within is None:
        return Deadline(words, label)
    return Deadline(words, label, due.within, due.unit, _key(due))


def _key(due: model.Due) -> str:
    """The key of the moment that a term counts from. Ids hold no colon."""
    return f"event:{due.of_event.raw}" if due.of_event else due.of


def _events(writer: Writer, procedure: model.Procedure) -> dict[str, Line]:
    """What happens outside, each once, in the order of the steps."""
    found: dict[str, Line] = {}
    for step in procedure.steps:
        branches = step.decision.branches if step.decision else ()
        for due in (step.due, step.latest, *step.reminders, *(b.due for b in branches)):
            if due and due.of_event and due.within is not None:
                found.setdefault(_key(due), start_line(writer, due, procedure))
    return found


def _calendars(writer: Writer) -> Iterator[WorkCalendar]:
    """Those that the handbook names; without any, one without public holidays."""
    settings = writer.book.settings.working_days
    for id_ in settings.calendars or ("",):
        one = workdays.calendar(id_, settings.closed)
        title = in_language(dict(one.titles), writer.lang) or writer.words("No public holidays")
        yield WorkCalendar(id_, title, tuple(day.isoformat() for day in sorted(one.days_off)))


def _words(writer: Writer) -> dict[str, str]:
    """The words of the calculator; ``{...}`` are filled in by the page."""
    _ = writer.words
    return {
        "intro": _(
            "Choose the day of intake, and each other day once it is known. A step that has no day "
            "yet counts as done on the day it is due."
        ),
        "calendar": _("Working days of"),
        "number": _("No."),
        "what": _("What"),
        "who": _("Who"),
        "due": _("Due"),
        "done": _("Done on"),
        "done_step": _("Step {n} done on"),
        "closed": _("no working day; the last one before it is {day}"),
        "beyond": _("Public holidays are known from {first} to {last} only."),
        "told": _("Worked out for the intake on {day}."),
        "noscript": _(
            "A script works the dates out, and scripts are switched off here. The table of the "
            "steps says each term in words."
        ),
        "print": _("Print these dates"),
        "clear": _("Clear the dates"),
    }
