"""Sheets for the workplace: a role's work sheet, a work instruction, a procedure for the wall.

All are computed from the procedures; each carries a code that leads to the current text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rolebook.model.involvement import known_as
from rolebook.model.procedure import Procedure, Step
from rolebook.model.role import Role
from rolebook.views.control import control, status_word, uncontrolled
from rolebook.views.document import (
    Control,
    Document,
    Fact,
    Facts,
    Item,
    Line,
    Link,
    Listing,
    Section,
    plain,
)
from rolebook.views.duties import (
    Duty,
    answers,
    branch_lines,
    by_when,
    duties,
    my_role,
    owned,
    part_line,
    question,
)
from rolebook.views.kept import kept_for
from rolebook.views.labels import labels
from rolebook.views.qr import page_code
from rolebook.views.steps import branch_line, doer_lines, target_line, when
from rolebook.views.writer import Writer, step_anchor


def work_sheet(writer: Writer, role_id: str) -> Document:
    """Everything that falls to a role, on a sheet to hang up. Raises KeyError for an unknown role,
    ValueError for one that has no part in any procedure."""
    _ = writer.words
    role = writer.book.roles[role_id]
    parts = my_role(writer, role)
    if not parts:
        raise ValueError(f"{role_id} takes part in no procedure")
    return Document(
        kind="work-sheet",
        id=role_id,
        lang=writer.lang,
        title=role.title.plain,
        title_lang=writer.line(role.title).lang,
        label=_("Work sheet"),
        sections=(*_owner(writer, role), *parts),
        control=uncontrolled(writer),
        organisation=writer.organisation,
        facts=Facts(tuple(_versions(writer, parts))),
        description=_("What falls to {role} in the procedures", role=role.title.plain),
        labels=labels(writer),
        style="sheet",
        code=page_code(writer, Link("role", role_id, "procedures")),
    )


def _versions(writer: Writer, parts: tuple[Section, ...]) -> Iterator[Fact]:
    """Of each procedure the version that the steps were taken from, and from when it holds: the
    sheet is made of several documents and has no version of its own."""
    _ = writer.words
    lines = []
    for section in parts:
        kind, _hyphen, id_ = section.anchor.partition("-")
        procedure = writer.book.procedures.get(id_)
        if kind != "my" or procedure is None:
            continue
        name = procedure.document.number or procedure.title.plain
        revision = writer.standing("procedure", id_).approved
        if revision:
            since = _("in force from {date}", date=_.date(revision.effective))
            lines.append(plain(f"{name} {revision.version} ({since})"))
        else:
            lines.append(plain(f"{name} ({status_word(writer, 'draft')})"))
    yield from _fact(_("Version"), lines)


def _owner(writer: Writer, role: Role) -> Iterator[Section]:
    if blocks := tuple(owned(writer, role)):
        yield Section("owner", "", blocks)


def work_instruction(writer: Writer, role_id: str, procedure_id: str) -> Document:
    """One role's steps of one procedure, in full. Raises KeyError for an unknown id, ValueError
    where the role has no step in the procedure."""
    _ = writer.words
    role, procedure = writer.book.roles[role_id], writer.book.procedures[procedure_id]
    found = duties(writer, role, procedure)
    if not found:
        raise ValueError(f"{role_id} has no step in {procedure_id}")
    title = writer.line(procedure.title)
    items = tuple(_duty(writer, procedure, duty) for duty in found)
    return Document(
        kind="work-instruction",
        id=f"{procedure_id}.{role_id}",
        lang=writer.lang,
        title=procedure.title.plain,
        title_lang=title.lang,
        label=f"{_('Work instruction')} · {role.title.plain}",
        sections=(
            Section("steps", "", (Listing(items),)),
            *_records(writer, role, procedure),
        ),
        control=_named(writer, procedure),
        organisation=writer.organisation,
        facts=Facts(tuple(_start(writer, procedure))),
        description=_("What falls to {role} in the procedures", role=role.title.plain),
        labels=labels(writer),
        style="sheet",
        code=page_code(writer, Link("procedure", procedure_id)),
    )


def wall_sheet(writer: Writer, procedure_id: str) -> Document:
    """A whole procedure in few words and large type. Raises KeyError for an unknown id."""
    _ = writer.words
    procedure = writer.book.procedures[procedure_id]
    items = tuple(
        Item(
            writer.line(step.step).strong,
            str(n),
            details=tuple(_in_short(writer, procedure, step)),
            items=tuple(_decision(writer, procedure, step)),
        )
        for n, step in enumerate(procedure.steps, 1)
    )
    return Document(
        kind="wall-sheet",
        id=procedure_id,
        lang=writer.lang,
        title=procedure.title.plain,
        title_lang=writer.line(procedure.title).lang,
        label=_("Procedure"),
        sections=(Section("steps", "", (Listing(items),)),),
        control=_named(writer, procedure),
        organisation=writer.organisation,
        facts=Facts(tuple(_start(writer, procedure))),
        description=procedure.purpose.plain if procedure.purpose else "",
        labels=labels(writer),
        style="wall",
        code=page_code(writer, Link("procedure", procedure_id)),
    )


def _named(writer: Writer, procedure: Procedure) -> Control:
    """Number, version and status of the procedure, without its other facts."""
    return replace(control(writer, "procedure", procedure, "paper"), facts=())


def _start(writer: Writer, procedure: Procedure) -> Iterator[Fact]:
    if procedure.trigger:
        yield Fact(writer.words("Starts when"), (writer.line(procedure.trigger),))


def _duty(writer: Writer, procedure: Procedure, duty: Duty) -> Item:
    """A step as its doer needs it: by when, with what, how, and where it goes on."""
    _ = writer.words
    step = duty.step
    details = list(_fact(_("Your part"), filter(None, (part_line(writer, duty),))))
    details += _fact(_("By when"), by_when(writer, procedure, duty))
    asked = question(writer, duty)
    if duty.always:
        inner = [Item(line) for line in branch_lines(writer, duty)]
    elif asked:
        said = answers(writer, procedure, duty)
        inner = [Item(asked.strong, items=tuple(Item(line) for line in said))]
    else:
        inner = []
    if duty.always:
        details += _fact(_("With what"), _tools(writer, step))
        inner += [Item(line) for line in writer.lines(step.detail)]
        inner += _decision(writer, procedure, step)
        for label, lines in (
            (_("Evidence"), writer.lines((step.evidence,) if step.evidence else ())),
            (_("Escalation"), writer.lines((step.escalation,) if step.escalation else ())),
            (_("Then"), _next(writer, procedure, duty)),
        ):
            inner += [Item(writer.named(label, line)) for line in lines]
    return Item(
        writer.line(step.step).strong, str(duty.number), step_anchor(step, duty.number),
        tuple(details), tuple(inner),
    )  # fmt: skip


def _tools(writer: Writer, step: Step) -> Iterator[Line]:
    if step.form:
        yield writer.form(step.form)
    if step.system:
        yield writer.line(step.system)


def _decision(writer: Writer, procedure: Procedure, step: Step) -> Iterator[Item]:
    """The question of a step and, below it, the ways on with all that is done on them."""
    if step.decision:
        branches = step.decision.branches
        ways = tuple(Item(branch_line(writer, procedure, branch)) for branch in branches)
        yield Item(writer.line(step.decision.question).strong, items=ways)


def _fact(label: str, lines: Iterable[Line]) -> Iterator[Fact]:
    if values := tuple(lines):
        yield Fact(label, values)


def _next(writer: Writer, procedure: Procedure, duty: Duty) -> Iterator[Line]:
    """The step that follows, and who does it; nothing where a decision says it."""
    step = duty.step
    if step.decision:
        return
    if step.next:
        yield target_line(writer, procedure, step.next)
    elif duty.number < len(procedure.steps):
        after = procedure.steps[duty.number]
        line = target_line(writer, procedure, step_anchor(after, duty.number + 1))
        line = writer.joined((line, writer.line(after.step)), ": ")
        doers = doer_lines(writer, after.by)
        if doers:
            line = writer.compose("{step} ({who})", step=line, who=writer.joined(doers))
        yield line


def _records(writer: Writer, role: Role, procedure: Procedure) -> Iterator[Section]:
    names = known_as(role)
    items = tuple(
        Item(writer.joined((writer.line(record.record), kept_for(writer, record, why=False)), ": "))
        for record in procedure.records
        if record.kept_by in names
    )
    if items:
        yield Section("records", writer.words("Records to keep"), (Listing(items),))


def _in_short(writer: Writer, procedure: Procedure, step: Step) -> Iterator[Fact]:
    """Who, by when and with which form, each in a word or two."""
    _ = writer.words
    yield from _fact(_("Who"), doer_lines(writer, step.by))
    yield from _fact(_("By when"), when(writer, procedure, step))
    if step.form:
        yield Fact(_("Form"), (writer.form(step.form),))
