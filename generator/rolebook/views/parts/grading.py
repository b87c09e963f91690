"""What the grade rests on: characteristics, context, and the application rules."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.application import ApplicationRule
from rolebook.model.role import Role
from rolebook.views.document import Block, Cell, Line, Paragraph, Row, Section, Table, plain
from rolebook.views.parts.part import Part, list_part, text_part
from rolebook.views.writer import Writer

__all__ = ["application_rules", "characteristics", "context", "outside_scheme"]


def characteristics(writer: Writer, role: Role) -> Iterator[Part]:
    """Each characteristic under the scheme's own heading, with its aspects."""
    scheme = writer.book.scheme
    known = {c.id: c for c in scheme.characteristics} if scheme else {}
    sections = []
    for one in role.characteristics:
        of = known.get(one.id)
        aspects = {a.id: a.title for a in of.aspects} if of else {}
        blocks: list[Block] = [Paragraph(writer.line(one.text))] if one.text else []
        for aspect in one.aspects:
            title = aspects.get(aspect.id)
            label = title.plain if title else aspect.id
            blocks.append(Paragraph(writer.named(label, writer.line(aspect.text))))
        line = writer.line(of.title) if of else plain(one.id)
        sections.append(
            Section(
                anchor=f"characteristic-{one.id}",
                title=of.title.plain if of else one.id,
                title_lang=line.lang,
                blocks=tuple(blocks),
            )
        )
    if sections:
        yield Part("characteristics", sections=tuple(sections))


def context(writer: Writer, role: Role) -> Iterator[Part]:
    text = role.context.text if role.context else None
    return text_part(writer, "context", writer.words("Job context"), text)


def _rule(writer: Writer, rule: ApplicationRule) -> tuple[Line, ...]:
    scheme = writer.book.scheme
    dimensions = {d.id: d.title for d in scheme.dimensions} if scheme else {}
    lines = [writer.line(rule.rule)]
    for example in rule.examples:
        line = writer.line(example.text)
        title = dimensions.get(example.dimension or "")
        label = title.plain if title else writer.words("For example")
        lines.append(writer.named(label, line))
    return tuple(lines)


def application_rules(writer: Writer, role: Role) -> Iterator[Part]:
    """Lighter, equal, heavier: the rule with its examples, and the grade that follows."""
    _ = writer.words
    if role.grading is None:
        return
    rules = (
        (_("Lighter"), role.grading.lighter),
        (_("Equal"), role.grading.equal),
        (_("Heavier"), role.grading.heavier),
    )
    rows = tuple(
        Row(
            (
                Cell((plain(name),), header=True),
                Cell(_rule(writer, rule)),
                Cell((plain(rule.grade or _("none stated")),)),
            )
        )
        for name, rule in rules
        if rule
    )
    if rows:
        head = (_("A company job is"), _("Rule and examples"), writer.grade_label)
        table = Table("", head, rows, (3, 12, 3))
        yield Part("application_rules", "", (table,))


def outside_scheme(writer: Writer, role: Role) -> Iterator[Part]:
    texts = (role.grading.outside_scheme,) if role.grading and role.grading.outside_scheme else ()
    title = writer.words("Outside the grading scheme")
    return list_part(writer, "outside_scheme", title, texts)
