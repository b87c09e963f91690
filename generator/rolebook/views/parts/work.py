"""The work itself: purpose, objectives, areas with their tasks, the result table."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.role import Role
from rolebook.model.work import Area, Task
from rolebook.views.document import (
    Block,
    Cell,
    Fact,
    Facts,
    Item,
    Line,
    Paragraph,
    Row,
    Span,
    Table,
    plain,
)
from rolebook.views.duties import my_role, owned
from rolebook.views.parts.part import Part, list_part, text_part
from rolebook.views.writer import Writer, area_anchor


def purpose(writer: Writer, role: Role) -> Iterator[Part]:
    return text_part(writer, "purpose", writer.words("Purpose of the job"), role.purpose)


def objectives(writer: Writer, role: Role) -> Iterator[Part]:
    return list_part(writer, "objectives", writer.words("Objectives"), role.objectives)


def responsibilities(writer: Writer, role: Role) -> Iterator[Part]:
    """The areas; the role's view makes subsections of them, because it knows the numbers."""
    if role.responsibilities:
        yield Part("responsibilities", writer.words("Responsibilities"))


def _weight(writer: Writer, of: Area | Task) -> str:
    _ = writer.words
    names = {
        "main": _("main duty"),
        "secondary": _("secondary duty"),
        "additional": _("additional duty"),
    }
    words = [names[of.weight]] if of.weight else []
    return ", ".join([*words, _("only for some holders")] if of.optional else words)


def task(writer: Writer, one: Task, number: str, anchor: str) -> Item:
    """A task with what is said about it."""
    _ = writer.words
    details: list[Fact] = []
    for label, text in (
        (_("When"), one.when),
        (_("How often"), one.frequency),
        (_("Result"), one.result),
    ):
        if text:
            details.append(Fact(label, (writer.line(text),)))
    if one.authority_limit:
        details.append(Fact(_("Decides alone up to"), (writer.limit(one.authority_limit),)))
    if one.procedure:
        details.append(Fact(_("Procedure"), (writer.procedure(one.procedure),)))
    if weight := _weight(writer, one):
        details.append(Fact(_("Kind of duty"), (plain(weight),)))
    return Item(writer.line(one.task), number, anchor, tuple(details))


def before_tasks(writer: Writer, area: Area) -> tuple[Block, ...]:
    """What is said about an area: its weight and its share of working time."""
    _ = writer.words
    said = [_weight(writer, area)]
    if area.time_share is not None:
        said.append(_("{share} % of working time", share=area.time_share))
    text = "; ".join(word for word in said if word)
    return (Paragraph(plain(text), "note"),) if text else ()


def after_tasks(writer: Writer, area: Area) -> tuple[Block, ...]:
    """The result criteria of an area."""
    if not area.criteria:
        return ()
    label = writer.words("Result criteria")
    return (Facts((Fact(label, writer.lines(area.criteria)),)),)


def result_table(writer: Writer, role: Role) -> Iterator[Part]:
    """One row an area: its key activities beside its result criteria."""
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.line(area.area),), header=True, below=_said(writer, area)),
                Cell(tuple(_activity(writer, t) for t in area.tasks), bulleted=True),
                Cell(writer.lines(area.criteria), bulleted=True),
            ),
            anchor=area_anchor(a),
        )
        for a, area in enumerate(role.responsibilities, 1)
    )
    if rows:
        head = (_("Result areas"), _("Key activities"), _("Result criteria"))
        yield Part("result_table", "", (Table("", head, rows, (4, 7, 5)),))


def _said(writer: Writer, area: Area) -> tuple[Cell, ...]:
    """What is said about an area, below its name."""
    lines = tuple(b.line for b in before_tasks(writer, area) if isinstance(b, Paragraph))
    return (Cell(lines),) if lines else ()


def _activity(writer: Writer, one: Task) -> Line:
    """A task, and in brackets all that is said about it."""
    procedure = writer.words("Procedure")
    said = [
        value if fact.label == procedure else writer.joined((plain(fact.label), value), ": ")
        for fact in task(writer, one, "", "").details
        for value in fact.values
    ]
    line = writer.line(one.task)
    if not said:
        return line
    return Line((*line.spans, Span(" ("), *writer.joined(said, "; ").spans, Span(")")), line.lang)


def procedures(writer: Writer, role: Role) -> Iterator[Part]:
    """Everything that falls to the role in the procedures, and those it owns."""
    blocks, sections = tuple(owned(writer, role)), my_role(writer, role)
    if blocks or sections:
        yield Part("procedures", "", blocks, sections, writer.words("Print as a work sheet"))
