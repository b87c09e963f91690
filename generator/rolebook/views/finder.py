"""The finder: every role and procedure with what it can be looked for by.

What depends on the day (whether a review is due) is left to the reader's browser: a page is the
same whenever it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rolebook.model.procedure import Procedure, Step
from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.records.status import Status
from rolebook.views.control import status_word
from rolebook.views.document import (
    Block,
    Document,
    Fact,
    Item,
    Line,
    Listing,
    Section,
    Table,
    plain,
)
from rolebook.views.order import by_number, by_title
from rolebook.views.pages import grade_order, kind_of, site_page
from rolebook.views.writer import Writer, step_anchor

#: How soon a review is due: key, and so many days from today; nothing for one that is past.
_DUE = (("overdue", None), ("month", 31), ("quarter", 92), ("year", 366))


@dataclass(frozen=True, slots=True)
class Place:
    """A task or a step: where it is on its page, its number there, and what it says."""

    anchor: str
    number: str
    line: Line


@dataclass(frozen=True, slots=True)
class Found:
    """A role or procedure. ``choices`` are its values by the key of the facet, as ids that are
    the same in every language. ``review`` is the day of its next review."""

    kind: str
    id: str
    number: str
    title: Line
    also: tuple[Line, ...]
    choices: Mapping[str, tuple[str, ...]]
    review: date | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """By what the list is narrowed down: a label, and the values that occur with their words."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]


def found_role(writer: Writer, role: Role, document: Document) -> Found:
    """``document`` is the role's page: its layout decides which tasks have a place of their own."""
    units = [role.unit, *(p.unit for p in writer.book.positions.values() if p.role == role.id)]
    return Found(
        kind="role",
        id=role.id,
        number=role.document.number or "",
        title=writer.line(role.title),
        also=writer.lines(role.also_known_as),
        choices=_chosen(
            kind=(role.kind,),
            family=(role.family,),
            grade=(role.grade,),
            unit=units,
            status=(writer.standing("role", role.id).status,),
        ),
        review=role.document.review_by,
        places=tuple(_of_sections(document.sections)),
    )


def found_procedure(writer: Writer, procedure: Procedure) -> Found:
    return Found(
        kind="procedure",
        id=procedure.id,
        number=procedure.document.number or "",
        title=writer.line(procedure.title),
        also=writer.lines(procedure.also_known_as),
        choices=_chosen(
            kind=("procedure",),
            area=(procedure.area,),
            status=(writer.standing("procedure", procedure.id).status,),
        ),
        review=procedure.document.review_by,
        places=tuple(
            Place(step_anchor(step, n), str(n), writer.line(text))
            for n, step in enumerate(procedure.steps, 1)
            for text in (*situations(writer, procedure, step, n), *_said(step))
        ),
    )


def _chosen(**values: Iterable[str | None]) -> Mapping[str, tuple[str, ...]]:
    found = {key: tuple(dict.fromkeys(v for v in all_ if v)) for key, all_ in values.items()}
    return {key: these for key, these in found.items() if these}


def situations(writer: Writer, procedure: Procedure, step: Step, n: int) -> Iterator[Text]:
    """The situations that start with this step."""
    for one in writer.book.situations.values():
        if one.procedure == procedure.id and (one.step == step.id if one.step else n == 1):
            yield one.text


def _said(step: Step) -> Iterator[Text]:
    """What a step says: itself, how it is done, and the ways out of its decision."""
    yield step.step
    yield from step.detail
    if step.decision:
        yield step.decision.question
        for branch in step.decision.branches:
            yield branch.when
            if branch.text:
                yield branch.text


def _of_sections(sections: Iterable[Section]) -> Iterator[Place]:
    """The tasks of a page: entries with a number and a place, and rows of result areas."""
    for section in sections:
        if section.computed:
            continue
        for block in section.blocks:
            match block:
                case Listing():
                    for item in block.items:
                        if item.anchor:
                            yield Place(item.anchor, item.number, item.line)
                case Table():
                    for row in block.rows:
                        if row.anchor:
                            for cell in row.cells[:2]:
                                yield from (Place(row.anchor, "", line) for line in cell.lines)
        yield from _of_sections(section.sections)


def facets(writer: Writer, every: Iterable[Found]) -> tuple[Facet, ...]:
    """The facets with the values that occur, in the handbook's own order."""
    _ = writer.words
    book = writer.book
    kinds = {"reference": _("Reference job"), "company": _("Company job"),
             "procedure": _("Procedure")}  # fmt: skip
    statuses: tuple[Status, ...] = ("approved", "draft", "superseded", "withdrawn")
    offered = (
        ("kind", _("Kind"), kinds),
        ("family", _("Job family"), {f.id: f.title.plain for f in book.families.values()}),
        ("area", _("Procedure area"), {a.id: a.title.plain for a in book.areas.values()}),
        ("grade", writer.grade_label, {grade: grade for grade in grade_order(writer)}),
        ("unit", _("Unit"), {u.id: u.title.plain for u in book.units.values()}),
        ("status", _("Status"), {s: status_word(writer, s) for s in statuses}),
    )  # fmt: skip
    there: dict[str, set[str]] = {}
    for one in every:
        for key, values in one.choices.items():
            there.setdefault(key, set()).update(values)
    found = []
    for key, label, titles in offered:
        occurring = there.get(key, set())
        known = [(id_, title) for id_, title in titles.items() if id_ in occurring]
        known += [(id_, id_) for id_ in sorted(occurring - titles.keys())]
        if known:
            found.append(Facet(key, label, tuple(known)))
    return tuple(found)


def finder_words(writer: Writer) -> dict[str, str]:
    """What the finder says; ``{names}`` are the script's to fill in."""
    _ = writer.words
    return {
        "find": _("Words in titles, tasks and steps"),
        "narrow": _("Narrow down"),
        "sort": _("Order"),
        "sort_best": _("Best match first"),
        "sort_title": _("By title"),
        "sort_number": _("By document number"),
        "sort_grade": _("Highest grade first"),
        "sort_review": _("Next review first"),
        "clear": _("Clear all choices"),
        "remove": _("{choice}: take this choice away"),
        "one": _("1 role or procedure"),
        "count": _("{count} roles and procedures"),
        "none": _("Nothing fits. Take a choice away, or try a part of the word."),
        "reading": _("Tasks and steps are still being read …"),
        "more": _("Show more"),
        "also": _("Also known as"),
        "task": _("Task {number}"),
        "task_alone": _("Task"),
        "step": _("Step {number}"),
        "places_one": _("and 1 more place on this page"),
        "places": _("and {count} more places on this page"),
        "review": _("Review"),
        "review_by": _("Review by {date}"),
        "overdue": _("Overdue"),
        "month": _("Within a month"),
        "quarter": _("Within three months"),
        "year": _("Within a year"),
        "later": _("Later"),
        "never": _("No date"),
        "unknown": _("Not in this handbook, and left out: {names}."),
        "forgiving": _("The search also knows other forms of a word, and slips in typing."),
        "search": _("Search for “{typed}”", typed="{typed}"),
        "no_texts": _("Tasks and steps could not be loaded; only titles are searched."),
    }


def review_terms() -> list[dict[str, object]]:
    """How the browser sorts reviews into terms, soonest first."""
    return [{"key": key, "days": days} for key, days in _DUE]


def finder_document(writer: Writer) -> Document:
    """Every role, procedure, family, area and unit in plain lists: the way without a script."""
    _ = writer.words
    book = writer.book

    def listing(lines: Iterable[tuple[Line, tuple[Text, ...], str]]) -> tuple[Block, ...]:
        items = tuple(
            Item(line, details=tuple(_details(writer, also, kind))) for line, also, kind in lines
        )
        return (Listing(items),) if items else ()

    roles = [(writer.role(r.id), r.also_known_as, f"{kind_of(writer, r)} {r.grade or ''}".strip())
             for r in by_title(book.roles.values())]  # fmt: skip
    procedures = [(writer.procedure(p.id), p.also_known_as, "")
                  for p in by_number(book.procedures.values())]  # fmt: skip
    lists = (
        Section("roles", _("Roles"), listing(roles)),
        Section("procedures", _("Procedures"), listing(procedures)),
    )
    groups = [
        (anchor, title, [(writer.entry(items, id_, kind), (), "") for id_ in items])
        for anchor, title, items, kind in (
            ("families", _("Job families"), book.families, "family"),
            ("areas", _("Procedure areas"), book.areas, "area"),
            ("units", _("Units"), book.units, "unit"),
        )
    ]
    return site_page(
        writer, "finder", "everything", _("Find a role or procedure"), _("Overview"),
        (
            Section("documents", _("Roles and procedures"),
                    sections=tuple(one for one in lists if one.blocks)),
            *(Section(anchor, title, listing(lines)) for anchor, title, lines in groups),
        ),
        _("All roles and procedures, to narrow down by family, grade, unit, kind, status and "
          "review, or by words in titles, tasks and steps."),
    )  # fmt: skip


def _details(writer: Writer, also: tuple[Text, ...], kind: str) -> Iterator[Fact]:
    if also:
        line = writer.joined(writer.lines(also))
        yield Fact(writer.words("Also known as"), (line,))
    if kind:
        yield Fact(writer.words("Kind"), (plain(kind),))
