"""What falls to a role, over all procedures: its steps, its advice, its news and its records.

A company job has the part of the reference job from which it is written, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rolebook.handbook import Handbook
from rolebook.model.involvement import Involvement, involvements, known_as
from rolebook.model.procedure import Procedure, Step
from rolebook.model.role import Role
from rolebook.views.document import Block, Cell, Line, Link, Paragraph, Row, Section, Span, Table
from rolebook.views.document import plain as plain_line
from rolebook.views.due import branch_due_line
from rolebook.views.kept import kept_for, kept_where
from rolebook.views.order import by_number
from rolebook.views.steps import answer_line, when
from rolebook.views.writer import Writer, numbered, step_anchor


@dataclass(frozen=True, slots=True)
class Duty:
    """A step with all parts that a role has in it."""

    number: int
    step: Step
    parts: tuple[Involvement, ...]

    @property
    def works(self) -> bool:
        """Whether the role does the step or answers for it, be it on one branch only."""
        return any(part.kind in ("does", "answers") for part in self.parts)

    @property
    def always(self) -> bool:
        """Whether it does so whatever the step's decision says."""
        return any(part.kind in ("does", "answers") and not part.branch for part in self.parts)


def duties(writer: Writer, role: Role, procedure: Procedure) -> tuple[Duty, ...]:
    """The steps of a procedure in which a role has a part."""
    names = known_as(role)
    found = []
    for number, step in enumerate(procedure.steps, 1):
        parts = tuple(p for p in involvements(step, writer.book.parties) if p.who in names)
        if parts:
            found.append(Duty(number, step, parts))
    return tuple(found)


def takes_part(writer: Writer, role: Role) -> Iterator[Procedure]:
    """The procedures in which a role has a step or a record, by number."""
    names = known_as(role)
    there = {p.id: p for name in names for p in writer.procedures_of.get(name, ())}
    for procedure in by_number(there.values()):
        if procedure.document.withdrawn is None and (
            duties(writer, role, procedure)
            or any(record.kept_by in names for record in procedure.records)
        ):
            yield procedure


def roles_with_part(book: Handbook) -> tuple[str, ...]:
    """The roles that have a part in some procedure, in the handbook's order."""
    writer = Writer(book)
    return tuple(id_ for id_, role in book.roles.items() if any(takes_part(writer, role)))


def part_line(writer: Writer, duty: Duty) -> Line | None:
    """What the role's part in a step is, where it does more, or less, than do it alone."""
    _ = writer.words
    does = [part for part in duty.parts if part.kind == "does" and not part.branch]
    said: list[Line] = [writer.line(part.note) for part in does if part.note]
    if does and not said and does[0].choice:
        said.append(plain_line(_("one of several who can do it")))
    kinds = {part.kind for part in duty.parts}
    if "answers" in kinds and (not does or len(duty.step.by) > 1):
        said.append(plain_line(_("answers for it")))
    for kind, words in (("consulted", _("is asked before")), ("informed", _("is told after"))):
        for part in duty.parts:
            if part.kind == kind:
                line = plain_line(words)
                if part.note:
                    line = writer.compose("{words} ({note})", words=line,
                                          note=writer.line(part.note))  # fmt: skip
                said.append(line)
    return writer.joined(said, "; ") if said else None


def branch_lines(writer: Writer, duty: Duty) -> Iterator[Line]:
    """What the role does where the step's decision goes a certain way."""
    for part in duty.parts:
        if part.branch:
            said = [writer.line(part.branch.when)]
            said += [writer.line(text) for text in (part.branch.text, part.note) if text]
            yield writer.joined(said, ": ")


def question(writer: Writer, duty: Duty) -> Line | None:
    """The step's question, for whoever answers it or acts on an answer."""
    decision = duty.step.decision
    asked = duty.works or any(part.branch for part in duty.parts)
    return writer.line(decision.question) if decision and asked else None


def answers(writer: Writer, procedure: Procedure, duty: Duty) -> Iterator[Line]:
    """On which answers the role has something else to do; where it does the step, also those on
    which there is something else to do by a term of its own."""
    yield from branch_lines(writer, duty)
    if duty.always and duty.step.decision:
        for branch in duty.step.decision.branches:
            if branch.due and not branch.by:
                yield answer_line(writer, procedure, branch)


def by_when(writer: Writer, procedure: Procedure, duty: Duty) -> Iterator[Line]:
    """The step's terms; where the role acts on a branch only, that one's."""
    branches = [part.branch for part in duty.parts if part.branch]
    if len(branches) < len(duty.parts):
        yield from when(writer, procedure, duty.step)
    for branch in branches:
        if branch.due:
            yield branch_due_line(writer, branch, procedure)


def my_role(writer: Writer, role: Role) -> tuple[Section, ...]:
    """One section for each procedure, with the role's steps; then the records to keep."""
    sections = [
        Section(
            anchor=f"my-{procedure.id}",
            title=numbered(procedure),
            title_lang=writer.line(procedure.title).lang,
            blocks=tuple(_steps(writer, procedure, found)),
            computed=True,
        )
        for procedure in takes_part(writer, role)
        if (found := duties(writer, role, procedure))
    ]
    if kept := tuple(_records(writer, role)):
        sections.append(Section("my-records", writer.words("Records to keep"), kept, computed=True))
    return tuple(sections)


def _steps(writer: Writer, procedure: Procedure, found: tuple[Duty, ...]) -> Iterator[Block]:
    _ = writer.words
    rows = []
    for duty in found:
        step = duty.step
        anchor = step_anchor(step, duty.number)
        number = Span(str(duty.number), link=Link("procedure", procedure.id, anchor))
        line = writer.line(step.step)
        strong = tuple(replace(span, strong=duty.works) for span in line.spans)
        part, asked = part_line(writer, duty), question(writer, duty)
        below = [Cell((asked,))] if asked else []
        if said := tuple(answers(writer, procedure, duty)):
            below.append(Cell(said, bulleted=True))
        with_what = [writer.form(step.form)] if step.form else []
        with_what += [writer.line(step.system)] if step.system else []
        dash = (plain_line("–"),)
        rows.append(
            Row((
                Cell((Line((number,)),), header=True),
                Cell((Line(strong, line.lang), *([part] if part else ())), below=tuple(below)),
                Cell(tuple(by_when(writer, procedure, duty)) or dash),
                Cell(tuple(with_what) or dash),
            ))
        )  # fmt: skip
    yield Table("", (_("Step"), _("What"), _("By when"), _("With what")), tuple(rows),
                (4, 20, 14, 11))  # fmt: skip


def _records(writer: Writer, role: Role) -> Iterator[Block]:
    _ = writer.words
    names = known_as(role)
    rows = tuple(
        Row(
            (
                Cell((writer.line(record.record),), header=True),
                Cell((kept_where(writer, record),)),
                Cell((kept_for(writer, record, why=False),)),
                Cell((_number(writer, procedure),)),
            )
        )
        for procedure in takes_part(writer, role)
        for record in procedure.records
        if record.kept_by in names
    )
    if rows:
        head = (_("Record"), _("Form or system"), _("Kept for"), _("Procedure"))
        yield Table("", head, rows, (8, 8, 8, 3))


def _number(writer: Writer, procedure: Procedure) -> Line:
    """The procedure's number, leading to its records; its title where it has none."""
    line = writer.procedure(procedure.id, "records")
    number = procedure.document.number
    return Line((Span(number, link=line.spans[0].link),)) if number else line


def owned(writer: Writer, role: Role) -> Iterator[Block]:
    """The procedures that a role answers for as their owner."""
    lines = [
        writer.procedure(procedure.id)
        for procedure in by_number(writer.book.procedures.values())
        if procedure.document.owner in known_as(role)
    ]
    if lines:
        label = writer.words("Owner of")
        yield Paragraph(writer.named(label, writer.joined(lines)))
