"""The steps of a procedure: what is done, by whom, by when and with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rolebook.model.procedure import Branch, Doer, Procedure, Step
from rolebook.model.text import Text
from rolebook.views.document import Block, Cell, Line, Link, Row, Span, Table, plain
from rolebook.views.due import branch_due_line, due_line
from rolebook.views.writer import Writer, step_anchor


def doer_line(writer: Writer, doer: Doer) -> Line:
    """A role, a party, any one of several, or somebody in words, and what the part is."""
    _ = writer.words
    if doer.any_of:
        line = writer.either([doer_line(writer, other) for other in doer.any_of])
    elif doer.who:
        line = writer.doer(doer.who)
    else:
        line = writer.line(doer.text or Text("?"))
    if doer.another:
        line = writer.compose(_("another {who}"), who=line)
    if doer.note:
        line = writer.compose("{who} ({note})", who=line, note=writer.line(doer.note))
    return line


def doer_lines(writer: Writer, doers: tuple[Doer, ...]) -> tuple[Line, ...]:
    return tuple(doer_line(writer, doer) for doer in doers)


def steps(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    """The table of the steps."""
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((plain(str(n)),), header=True),
                what(writer, procedure, step),
                Cell(tuple(who(writer, step))),
                Cell(tuple(when(writer, procedure, step)) or (plain("–"),)),
                Cell(tuple(with_what(writer, step)) or (plain("–"),)),
            ),
            anchor=step_anchor(step, n),
        )
        for n, step in enumerate(procedure.steps, 1)
    )
    if rows:
        head = (_("No."), _("What"), _("Who"), _("By when"), _("With what"))
        yield Table("", head, rows, (2, 20, 8, 7, 8), style="steps")


def what(writer: Writer, procedure: Procedure, step: Step) -> Cell:
    """The step in strong words, its details, and the ways out of its decision."""
    _ = writer.words
    line = writer.line(step.step)
    strong = Line(tuple(replace(span, strong=True) for span in line.spans), line.lang)
    below = []
    if step.detail:
        below.append(Cell(writer.lines(step.detail), bulleted=True))
    if step.decision:
        branches = tuple(branch_line(writer, procedure, b) for b in step.decision.branches)
        answers = (Cell(branches, bulleted=True),)
        below.append(Cell((writer.line(step.decision.question),), below=answers, style="decision"))
    after = []
    if step.approves:
        target = target_line(writer, procedure, step.approves)
        after.append(writer.compose(_("Approves what {target} made"), target=target))
    if step.calls:
        after.append(writer.named(_("Carries out"), writer.procedure(step.calls)))
    if step.next == "end":
        after.append(plain(_("The procedure ends here.")))
    elif step.next:
        target = target_line(writer, procedure, step.next)
        after.append(writer.compose(_("Goes on with {target}"), target=target))
    if step.escalation:
        after.append(writer.named(_("Escalation"), writer.line(step.escalation)))
    if after:
        below.append(Cell(tuple(after)))
    return Cell((strong,), below=tuple(below))


def branch_line(writer: Writer, procedure: Procedure, branch: Branch) -> Line:
    """``Rejected: the engineer appeals (within 2 working days of step 7) → step 8``."""
    target = target_line(writer, procedure, branch.to)
    return writer.compose(
        "{line} → {target}", line=answer_line(writer, procedure, branch), target=target
    )


def answer_line(writer: Writer, procedure: Procedure, branch: Branch) -> Line:
    """An answer, what is then done, by whom where the words do not name them, and by when; not
    where it leads."""
    parts = [writer.line(branch.when)]
    if branch.text:
        parts.append(writer.line(branch.text))
    line = writer.joined(parts, ": ")
    said = _words(parts[-1]).casefold()
    more = [who for who in doer_lines(writer, branch.by) if _words(who).casefold() not in said]
    if branch.due:
        more.append(branch_due_line(writer, branch, procedure))
    if more:
        more_line = writer.joined(more)
        line = writer.compose("{line} ({more})", line=_without_full_stop(line), more=more_line)
    return line


def _words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def _without_full_stop(line: Line) -> Line:
    *spans, last = line.spans
    return Line((*spans, replace(last, text=last.text.removesuffix("."))), line.lang)


def target_line(writer: Writer, procedure: Procedure, target: str) -> Line:
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
    numbers = {step_anchor(step, n): n for n, step in enumerate(procedure.steps, 1)}
    if target not in numbers:
        return plain(target)
    link = Link("procedure", procedure.id, target)
    return Line((Span(_("step {n}", n=numbers[target]), link=link),))


def who(writer: Writer, step: Step) -> Iterator[Line]:
    """The doers, and who answers, is consulted and is informed, each with its label."""
    _ = writer.words
    yield from doer_lines(writer, step.by)
    if step.accountable and not (len(step.by) == 1 and step.by[0].who == step.accountable):
        yield writer.named(_("Accountable"), writer.doer(step.accountable))
    for label, doers in ((_("Consulted"), step.consulted), (_("Informed"), step.informed)):
        if doers:
            yield writer.named(label, writer.joined(doer_lines(writer, doers)))


def when(writer: Writer, procedure: Procedure, step: Step) -> Iterator[Line]:
    """The step's term, its last day and its reminders."""
    _ = writer.words
    if step.due:
        yield due_line(writer, step.due, procedure)
    if step.latest:
        yield writer.named(_("Last day"), due_line(writer, step.latest, procedure))
    for again in step.reminders:
        yield writer.named(_("Again"), due_line(writer, again, procedure))


def with_what(writer: Writer, step: Step) -> Iterator[Line]:
    """Form, system and evidence."""
    _ = writer.words
    if step.form:
        yield writer.form(step.form)
    if step.system:
        yield writer.line(step.system)
    if step.evidence:
        yield writer.named(_("Evidence"), writer.line(step.evidence))
