"""A procedure as a flow chart: in swim lanes, for a phone, on sheets of paper, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rolebook.diagrams import flow as chart
from rolebook.diagrams.scene import Label
from rolebook.diagrams.sheets import flow_sheets
from rolebook.diagrams.svg import svg
from rolebook.diagrams.swimlanes import swimlanes
from rolebook.diagrams.vertical import vertical
from rolebook.model.procedure import Branch, Doer, Procedure, Step
from rolebook.model.text import Link, Text
from rolebook.views.addresses import address_of, relative
from rolebook.views.control import Medium
from rolebook.views.document import Drawing, Line
from rolebook.views.due import branch_due_line, due_line
from rolebook.views.writer import Writer

_NAME = "_flow"  # no heading, step or task has an id that begins so


def flow_charts(writer: Writer, procedure: Procedure, medium: Medium) -> Iterator[Drawing]:
    """The procedure's flow chart: one drawing with links for its page, or as many sheets as it
    takes on paper. None for a procedure without steps."""
    if not procedure.steps:
        return
    told = _Told(writer, procedure, linked=medium == "page")
    title = writer.words("Flow chart: {title}", title=procedure.title.plain)
    sheets = tuple(_sheets(writer, told, title))
    if medium == "page":
        description = told.in_words(0, len(procedure.steps))
        yield Drawing(
            svg=svg(swimlanes(told.flow), _NAME, title, description),
            narrow=svg(vertical(told.flow), f"{_NAME}-narrow", title, description),
            title=title,
            description=description,
            sheets=tuple(sheet.svg for sheet in sheets) if len(sheets) > 1 else (),
        )
        return
    yield from sheets


def _sheets(writer: Writer, told: _Told, title: str) -> Iterator[Drawing]:
    sheets = flow_sheets(told.flow)
    for n, sheet in enumerate(sheets, 1):
        named = title
        if len(sheets) > 1:
            named = writer.words("{title} ({n} of {total})", title=title, n=n, total=len(sheets))
        description = told.in_words(sheet.first, sheet.last)
        yield Drawing(svg(sheet.scene, f"{_NAME}-{n}", named, description), named, description)


@dataclass(frozen=True)
class _Told:
    """One procedure, told as a flow in the writer's language."""

    writer: Writer
    procedure: Procedure
    linked: bool

    @cached_property
    def places(self) -> dict[str, int]:
        """Id of a step -> its place, from 0."""
        return {step.id: at for at, step in enumerate(self.procedure.steps) if step.id}

    @cached_property
    def lanes(self) -> tuple[tuple[Doer, ...], ...]:
        """The doers of each lane. Roles that only ever stand in for each other share one."""
        parts: dict[str, list[tuple[int, int, bool]]] = {}
        first: dict[str, Doer] = {}
        for at, step in enumerate(self.procedure.steps):
            for entry_at, entry in enumerate(step.by):
                for doer in _each(entry):
                    first.setdefault(_name(doer), doer)
                    part = at, entry_at, bool(entry.any_of)
                    parts.setdefault(_name(doer), []).append(part)
        lanes: dict[object, list[Doer]] = {}
        for name, doer in first.items():
            shared = tuple(parts[name])
            always_one_of = all(one_of for _, _, one_of in shared)
            lanes.setdefault(shared if always_one_of else name, []).append(doer)
        return tuple(tuple(doers) for doers in lanes.values()) or ((),)

    @cached_property
    def flow(self) -> chart.Flow:
        _ = self.writer.words
        trigger = self.procedure.trigger
        return chart.Flow(
            lang=self.writer.lang,
            start=self.label(self.writer.line(trigger)) if trigger else Label(_("Start")),
            lanes=tuple(self._head(doers) for doers in self.lanes),
            steps=tuple(self._step(at, step) for at, step in enumerate(self.procedure.steps)),
            words={
                "to": _("on to step {n}"),
                "back": _("back to step {n}"),
                "from": _("from step {n}"),
            },
        )

    @staticmethod
    def label(line: Line) -> Label:
        return Label("".join(span.text for span in line.spans).strip(), line.lang)

    def text(self, text: Text | None) -> Label:
        return self.label(self.writer.line(text)) if text else Label("")

    # -- doers

    def _title(self, doer: Doer) -> Label:
        line = self.writer.doer(doer.who) if doer.who else self.writer.line(doer.text or Text("?"))
        return self.label(line)

    def _head(self, doers: Sequence[Doer]) -> Label:
        titles = [self._title(doer) for doer in doers]
        langs = {title.lang for title in titles}
        joined = " / ".join(title.text for title in titles) or "–"
        return Label(_capital(joined), langs.pop() if len(langs) == 1 else "")

    def _lane(self, doer: Doer) -> int:
        name = _name(doer)
        return next(
            at for at, doers in enumerate(self.lanes) if any(_name(d) == name for d in doers)
        )

    def _main(self, step: Step) -> int:
        """The lane a step stands in: of whoever answers for it, where he also does it."""
        doers = [doer for entry in step.by for doer in _each(entry)]
        for doer in doers:
            if doer.who and doer.who == step.accountable:
                return self._lane(doer)
        return self._lane(doers[0]) if doers else 0

    def _parts(self, step: Step) -> dict[int, tuple[Label, ...]]:
        """What the doers in each lane do in a step, in words."""
        main = self._main(step)
        found: dict[int, list[Label]] = {}
        for entry in step.by:
            doers = tuple(_each(entry))
            in_lanes = [self._lane(doer) for doer in doers]
            home = main if main in in_lanes else in_lanes[0]
            for doer, lane in zip(doers, in_lanes, strict=True):
                notes = found.setdefault(lane, [])
                other = bool(entry.any_of) and lane != home
                label = self._part(doer, entry, shared=len(self.lanes[lane]) > 1, other=other)
                alone = lane == main and not entry.any_of and len(in_lanes) == 1
                if label and label not in notes and not (alone and not doer.another):
                    notes.append(label)
        _ = self.writer.words
        return {
            lane: tuple(notes) or ((Label(_("takes part")),) if lane != main else ())
            for lane, notes in found.items()
        }

    def _part(self, doer: Doer, entry: Doer, shared: bool, other: bool) -> Label:
        """``signs F-01``; ``or: up to EUR 500``; ``Service manager: workshop`` in a shared lane."""
        _ = self.writer.words
        note = self.text(doer.note)
        if not note and not shared:
            note = self.text(entry.note)
        who = self._title(doer).text
        if doer.another:
            who = _("another {who}", who=who)
        named = (shared and bool(note)) or doer.another
        if not named and not note:
            if shared and not other:
                return self.text(entry.note)
            return Label(_("or {who}", who=who) if shared and other else _("or") if other else "")
        text = ": ".join(filter(None, (who if named else "", note.text)))
        if other:
            text = _("or {who}", who=text) if named else _("or: {note}", note=text)
        return Label(text, note.lang)

    def _who(self, step: Step) -> Iterator[Label]:
        """All doers with their parts, for a box that stands in no lane."""
        for entry in step.by:
            doers = []
            for doer in _each(entry):
                who = self._title(doer).text
                if doer.another:
                    who = self.writer.words("another {who}", who=who)
                note = self.text(doer.note)
                doers.append(f"{who} ({note.text})" if note else who)
            text = self.writer.words.any_of(doers)
            if entry.any_of and entry.note:
                text = f"{text} ({self.text(entry.note).text})"
            yield Label(_capital(text))

    # -- steps

    def _anchor(self, at: int) -> str:
        return self.procedure.steps[at].id or f"step-{at + 1}"

    def _step(self, at: int, step: Step) -> chart.Step:
        main = self._main(step)
        parts = self._parts(step)
        return chart.Step(
            number=str(at + 1),
            label=self.text(step.step),
            lane=main,
            who=tuple(self._who(step)),
            ways=tuple(self._ways(at, step)),
            parts=tuple(chart.Part(lane, parts[lane]) for lane in sorted(parts) if lane != main),
            notes=parts.get(main, ()),
            due=self._due(step),
            form=step.form or "",
            calls=self.label(self.writer.procedure(step.calls)) if step.calls else Label(""),
            question=self.text(step.decision.question) if step.decision else Label(""),
            href=f"#{self._anchor(at)}" if self.linked else "",
        )

    def _due(self, step: Step) -> Label:
        if step.due is None:
            return Label("")
        return self.label(due_line(self.writer, step.due, self.procedure))

    def _ways(self, at: int, step: Step) -> Iterator[chart.Way]:
        branches = step.decision.branches if step.decision else ()
        for branch in branches:
            yield chart.Way(self._target(branch.to), self.text(branch.when), self._note(branch))
        if step.next:
            yield chart.Way(self._target(step.next))
        elif not branches:
            following = at + 1 < len(self.procedure.steps)
            yield chart.Way(chart.Target(at + 1) if following else self._target("end"))

    def _note(self, branch: Branch) -> Label:
        """What is done on a way, and by when."""
        note = self.text(branch.text)
        if branch.due is None:
            return note
        due = self.label(branch_due_line(self.writer, branch, self.procedure)).text
        return Label(f"{note.text.removesuffix('.')} ({due})" if note else due, note.lang)

    def _target(self, target: str) -> chart.Target:
        _ = self.writer.words
        if target == "end":
            return chart.Target(None, Label(_capital(_("end"))))
        if not target.startswith("procedure:"):
            at = self.places.get(target)
            return chart.Target(at, Label(target))
        id_, _hash, anchor = target.removeprefix("procedure:").partition("#")
        line = self.label(self.writer.procedure(id_))
        other = self.writer.book.procedures.get(id_)
        numbers = {step.id: n for n, step in enumerate(other.steps, 1)} if other else {}
        if anchor in numbers:
            line = Label(f"{line.text}, {_('step {n}', n=numbers[anchor])}", line.lang)
        if other is None or not self.linked:
            return chart.Target(None, line)
        here = address_of(Link("procedure", self.procedure.id))
        there = address_of(Link("procedure", id_)) + (f"#{anchor}" if anchor in numbers else "")
        return chart.Target(None, line, relative(there, here))

    # -- in words

    def in_words(self, first: int, last: int) -> str:
        """The flow from one step up to another, for those who do not see the drawing."""
        _ = self.writer.words
        sentences = []
        if first == 0 and self.procedure.trigger:
            sentences.append(f"{_('Starts when')}: {self.flow.start.text}")
        for at in range(first, last):
            step = self.flow.steps[at]
            doing = "; ".join(filter(None, (*(who.text for who in step.who), step.due.text)))
            sentences.append(": ".join(filter(None, (f"{step.number}. {step.label.text}", doing))))
            if step.question:
                sentences.append(step.question.text)
            for way in step.ways:
                target = self._said(way.target)
                if step.question and way.label:
                    said = ": ".join(filter(None, (way.label.text, way.note.text)))
                    sentences.append(f"{said} → {target}")
                elif way.target.step != at + 1:
                    sentences.append(f"→ {target}")
        return " ".join(s if s.endswith((".", "?", "!", "…")) else f"{s}." for s in sentences)

    def _said(self, target: chart.Target) -> str:
        if target.step is None:
            return target.label.text
        return self.writer.words("step {n}", n=target.step + 1)


def _each(doer: Doer) -> Iterator[Doer]:
    """The alternatives of a doer, or the doer itself."""
    if not doer.any_of:
        yield doer
    for other in doer.any_of:
        yield from _each(other)


def _name(doer: Doer) -> str:
    """What tells a doer from others: a role's or party's id, or the words."""
    return doer.who or f" {doer.text}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
