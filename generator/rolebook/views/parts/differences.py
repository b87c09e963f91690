"""Plusses and minuses: a company job beside the reference job that it is written from.

What the job drops, adds and changes, item by item with the reason, and the sections that it states
itself, as far as they say something else. What is alike is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rolebook.model.based_on import BasedOn
from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.model.work import Area, Task
from rolebook.views.document import (
    Block,
    Cell,
    Line,
    Paragraph,
    Row,
    Table,
    plain,
)
from rolebook.views.own_words import counterparts, own_words_said, with_own_words
from rolebook.views.parts import said
from rolebook.views.parts.part import Build, Part
from rolebook.views.writer import Writer

_DASH = plain("–")


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: the sign in words, what the reference job says, what this job says, and why."""

    sign: str
    reference: tuple[Line, ...] = ()
    job: tuple[Line, ...] = ()
    why: Text | None = None

    @property
    def marked(self) -> bool:
        return any(span.mark for line in (*self.reference, *self.job) for span in line.spans)


def differences(writer: Writer, role: Role) -> Iterator[Part]:
    """The company job against its reference job; nothing for a job without one. (An approved
    revision that is drawn again knows its reference job by name only.)"""
    base = None if writer.drawn else writer.book.base(role)
    return compared(writer, base, role) if base else iter(())


def compared(writer: Writer, base: Role, role: Role) -> Iterator[Part]:
    """A job in full against a reference job."""
    _ = writer.words
    tasks = tuple(map(_by_word, _of_tasks(writer, base, role)))
    sections = tuple(map(_by_word, _of_sections(writer, base, role)))
    blocks: list[Block] = [
        Paragraph(writer.compose(
            _("The reference job is {role}. What is not listed here is alike in both."),
            role=writer.role(base.id)))
    ]  # fmt: skip
    head = (_("Reference job"), _("This job"))
    if tasks:
        rows = tuple(
            Row((Cell((plain(one.sign),), header=True), _cell(one.reference), _cell(one.job),
                 _cell((writer.line(one.why),) if one.why else ())))
            for one in tasks
        )  # fmt: skip
        blocks.append(Table("", (_("Plus or minus"), *head, _("Why")), rows, (4, 8, 8, 6)))
    if sections:
        rows = tuple(
            Row((Cell((plain(one.sign),), header=True), _cell(one.reference), _cell(one.job)))
            for one in sections
        )
        blocks.append(Table("", (_("Section"), *head), rows, (4, 9, 9)))
    if any(one.marked for one in (*tasks, *sections)):
        blocks.insert(1, Paragraph(plain(own_words_said(writer)), "note"))
    if len(blocks) == 1:
        text = _("The reference job is {role}. This job says the same.")
        blocks = [Paragraph(writer.compose(text, role=writer.role(base.id)))]
    yield Part("differences", _("Compared with the reference job"), tuple(blocks))


def _by_word(one: Difference) -> Difference:
    """With the words marked in which lines differ that say nearly the same."""
    reference, job = list(one.reference), list(one.job)
    single = len(reference) == len(job) == 1
    for r, c in [(0, 0)] if single else counterparts((reference, job)):
        if r is not None and c is not None:
            reference[r], job[c] = with_own_words((reference[r], job[c]))
    return replace(one, reference=tuple(reference), job=tuple(job))


def _cell(lines: tuple[Line, ...]) -> Cell:
    return Cell(lines or (_DASH,), bulleted=len(lines) > 1)


# -- tasks


@dataclass(frozen=True)
class _Reasons:
    """Why something differs, by the address of the item, or of the area that got tasks."""

    drop: Mapping[str, Text | None] = field(default_factory=dict)
    change: Mapping[str, Text | None] = field(default_factory=dict)
    add: Mapping[str, Text | None] = field(default_factory=dict)


def _reasons(rules: BasedOn | None) -> _Reasons:
    if rules is None:
        return _Reasons()
    return _Reasons(
        {drop.item: drop.why for drop in rules.drop},
        {change.item: change.why for change in rules.change},
        {text: one.why for one in rules.add for text in _added(one.to, one.area, one.tasks)},
    )


def _added(to: str | None, area: Text | None, tasks: Iterable[Task]) -> Iterator[str]:
    """Under which words the reason of an addition is found again."""
    if area:
        yield area.raw
    yield from (f"{to}/{task.task.raw}" for task in tasks if to)


def _of_tasks(writer: Writer, base: Role, role: Role) -> Iterator[Difference]:
    """Areas and tasks that are only there, only here, or other here, in the order of the areas."""
    _ = writer.words
    reasons = _reasons(role.based_on)
    left = list(role.responsibilities)
    for area in base.responsibilities:
        own = next((one for one in left if _same_item(one.id, area.id, one.area, area.area)), None)
        if own is None:
            why = reasons.drop.get(area.id or "")
            yield Difference(_("Minus"), _whole(writer, area), (), why)
            continue
        left.remove(own)
        why = reasons.change.get(area.id or "")
        if area.area.raw != own.area.raw:
            yield Difference(_("Changed"), (_heading(writer, area),), (_heading(writer, own),), why)
        if area.time_share != own.time_share:
            yield Difference(_("Changed"), _share(writer, area), _share(writer, own), why)
        yield from _in_area(writer, area, own, reasons)
    for area in left:
        yield Difference(_("Plus"), (), _whole(writer, area), reasons.add.get(area.area.raw))


def _in_area(writer: Writer, area: Area, own: Area, reasons: _Reasons) -> Iterator[Difference]:
    _ = writer.words
    left = list(own.tasks)
    for task in area.tasks:
        address = f"{area.id}/{task.id}" if area.id and task.id else ""
        found = next((t for t in left if _same_item(t.id, task.id, t.task, task.task)), None)
        if found is None:
            why = reasons.drop.get(address)
            yield Difference(_("Minus"), _said(writer, task), (), why)
            continue
        left.remove(found)
        before, after = said.only(_said(writer, task), _said(writer, found))
        if before or after:
            yield Difference(_("Changed"), before, after, reasons.change.get(address))
    for task in left:
        why = reasons.add.get(f"{area.id}/{task.task.raw}")
        yield Difference(_("Plus"), (), _said(writer, task), why)
    before, after = said.only(writer.lines(area.criteria), writer.lines(own.criteria))
    if before or after:
        yield Difference(_("Changed"), before, after, reasons.change.get(area.id or ""))


def _same_item(one: str | None, other: str | None, words: Text, others: Text) -> bool:
    """Two items are one by their ids, and where one has none by their words."""
    return one == other if one and other else words.raw == others.raw


def _heading(writer: Writer, area: Area) -> Line:
    return writer.named(writer.words("Heading"), writer.line(area.area))


def _share(writer: Writer, area: Area) -> tuple[Line, ...]:
    _ = writer.words
    if area.time_share is None:
        return ()
    share = plain(_("{share} % of working time", share=area.time_share))
    return (writer.joined((writer.line(area.area), share), ": "),)


def _whole(writer: Writer, area: Area) -> tuple[Line, ...]:
    """An area with its tasks."""
    return (_heading(writer, area), *(line for task in area.tasks for line in _said(writer, task)))


def _said(writer: Writer, task: Task) -> tuple[Line, ...]:
    """A task and what is said about it."""
    return (said.of_task(writer, task),)


# -- other sections


def _of_sections(writer: Writer, base: Role, role: Role) -> Iterator[Difference]:
    for build in (*said.PLACE, *said.WORK):
        yield from _of_section(writer, build, base, role)
    yield from _of_characteristics(writer, base, role)  # they follow the work
    for build in said.PERSON:
        yield from _of_section(writer, build, base, role)


def _of_section(writer: Writer, build: Build, base: Role, role: Role) -> Iterator[Difference]:
    there, here = tuple(build(writer, base)), tuple(build(writer, role))
    before, after = said.only(said.lines(writer, there), said.lines(writer, here))
    if before or after:
        yield Difference(said.title(writer, there or here), before, after)


def _of_characteristics(writer: Writer, base: Role, role: Role) -> Iterator[Difference]:
    """Each characteristic in which the two differ."""
    there = {one.anchor: one for one in said.characteristics(writer, base)}
    here = {one.anchor: one for one in said.characteristics(writer, role)}
    for anchor in dict.fromkeys((*there, *here)):
        sections = [one for one in (there.get(anchor), here.get(anchor)) if one]
        before, after = said.only(
            said.of_blocks(writer, there[anchor].blocks) if anchor in there else (),
            said.of_blocks(writer, here[anchor].blocks) if anchor in here else (),
        )
        if before or after:
            yield Difference(sections[0].title, before, after)
