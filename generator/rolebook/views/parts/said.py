"""What a role says, section by section and line by line, for setting roles beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.model.role import Role
from rolebook.model.work import Task
from rolebook.views.document import Block, Facts, Item, Line, Listing, Paragraph, Section
from rolebook.views.parts import grading, person, position, work
from rolebook.views.parts.part import Build, BuildFacts, Part
from rolebook.views.writer import Writer


def facts_as_part(build: BuildFacts) -> Build:
    """Facts at a glance as a part without a title of its own."""

    def part(writer: Writer, role: Role) -> Iterator[Part]:
        if rows := tuple(build(writer, role)):
            yield Part(build.__name__, "", (Facts(rows),))

    return part


PLACE: tuple[Build, ...] = (
    facts_as_part(position.occurs_in),
    position.reports_to, position.supervises, position.span_of_control, position.deputised_by,
)  # fmt: skip
WORK: tuple[Build, ...] = (work.purpose, work.objectives)
PERSON: tuple[Build, ...] = (
    person.requirements, person.must_know, person.authorities, person.rights, person.liabilities,
    person.performance_criteria, person.working_conditions, person.inconveniences,
)  # fmt: skip
"""The sections that a company job can state itself, besides its areas and characteristics."""


def characteristics(writer: Writer, role: Role) -> Iterator[Section]:
    """Each characteristic as a section."""
    for part in grading.characteristics(writer, role):
        yield from part.sections


def title(writer: Writer, parts: tuple[Part, ...]) -> str:
    """The title of a part, or the label of its facts."""
    part = parts[0]
    if part.name == "requirements":
        return writer.words("Requirements")
    labels = [row.label for block in part.blocks if isinstance(block, Facts) for row in block.rows]
    return part.title or ", ".join(dict.fromkeys(labels))


def lines(writer: Writer, parts: tuple[Part, ...]) -> tuple[Line, ...]:
    return tuple(line for part in parts for line in of_blocks(writer, part.blocks))


def of_blocks(writer: Writer, blocks: Iterable[Block]) -> tuple[Line, ...]:
    """What blocks say, line by line."""
    found: list[Line] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(block.line)
            case Listing():
                found += (of_item(writer, item) for item in block.items)
            case Facts():
                several = len(block.rows) > 1
                found += (
                    writer.named(row.label, value) if several else value
                    for row in block.rows
                    for value in row.values
                )
    return tuple(found)


def of_item(writer: Writer, item: Item) -> Line:
    """An entry of a list with what is said about it in one line."""
    line = item.line
    for fact in item.details:
        about = writer.named(fact.label, writer.joined(fact.values))
        line = writer.joined((line, about), " – ")
    return line


def of_task(writer: Writer, one: Task) -> Line:
    """A task and what is said about it."""
    return of_item(writer, work.task(writer, one, "", ""))


def only(
    before: Iterable[Line], after: Iterable[Line]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Of each side the lines that the other has not."""
    before, after = tuple(before), tuple(after)
    there, here = {line.text for line in before}, {line.text for line in after}
    return (
        tuple(line for line in before if line.text not in here),
        tuple(line for line in after if line.text not in there),
    )
