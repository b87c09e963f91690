"""Ids that stand for one thing only: within a role, a procedure, a scheme, and over all files."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import DOCUMENTS, Sheet, Survey
from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.handbook.ids import DUPLICATE_ID, repeated
from rolebook.model.derive import addresses

RESERVED_ID = CODES.define(
    "reserved-id", Severity.ERROR, "An id that has a meaning of its own",
    """A step cannot be called intake or end: 'of: intake' counts from the start of the case, and
    'to: end' ends the flow. Give the step another id.""",
    wrong="- {id: end, step: Close the shop}",
    right="- {id: close, step: Close the shop}",
)  # fmt: skip
FORMER_ID = CODES.define(
    "former-id-in-use", Severity.ERROR, "A former id belongs to something else",
    """formerly: names the ids a document had before, so that its records and its addresses go on
    to hold. An id that another document has now, or had before, cannot be carried over. Take it out
    of one of the two.""",
    wrong="formerly: [miller]   (there is a roles/miller.yml)",
    right="formerly: [flour-hand]",
)  # fmt: skip

RESERVED = ("intake", "end")


def areas_and_tasks(survey: Survey) -> Iterator[Finding]:
    """Area ids within a role, task ids within an area."""
    for sheet, role, _ in survey.roles():
        areas = role.responsibilities
        yield from repeated(
            sheet.source, "area id",
            ((a.id, ("responsibilities", i, "id")) for i, a in enumerate(areas) if a.id),
        )  # fmt: skip
        for i, area in enumerate(areas):
            yield from repeated(
                sheet.source, "task id",
                (
                    (task.id, ("responsibilities", i, "tasks", j, "id"))
                    for j, task in enumerate(area.tasks)
                    if task.id
                ),
            )  # fmt: skip


def added_areas_and_tasks(survey: Survey) -> Iterator[Finding]:
    """What a company job adds, beside what its reference job has."""
    for sheet, written, _ in survey.roles():
        rules, base = written.based_on, survey.handbook.base(written)
        if rules is None or base is None:
            continue
        taken = set(addresses(base)) - {drop.item for drop in rules.drop}
        for i, addition in enumerate(rules.add):
            area = addition.to or addition.id
            named = [(addition.id, ("id",))] if addition.id and not addition.to else []
            named += [
                (f"{area}/{task.id}", ("tasks", j, "id"))  # type: ignore[misc]
                for j, task in enumerate(addition.tasks)
                if area and task.id
            ]
            for address, path in named:
                if address in taken:
                    yield finding(
                        DUPLICATE_ID, sheet.place("based_on", "add", i, *path),
                        f'"{address}" exists already', "choose another id, or change the existing",
                        [Related(survey.sheet("role", rules.role).top, "in this reference job")],
                    )  # fmt: skip
                taken.add(address)


def steps(survey: Survey) -> Iterator[Finding]:
    """Step ids within a procedure."""
    for sheet, procedure in survey.procedures():
        named = [(s.id, ("steps", i, "id")) for i, s in enumerate(procedure.steps) if s.id]
        yield from repeated(sheet.source, "step id", named)
        for id_, path in named:
            if id_ in RESERVED:
                message = f'a step cannot have the id "{id_}"'
                yield finding(RESERVED_ID, sheet.place(*path), message, "choose another id")


def parts_of_schemes(survey: Survey) -> Iterator[Finding]:
    """Grades, characteristics with their aspects, and dimensions of a scheme."""
    for sheet, scheme in survey.schemes():
        for what in ("grades", "characteristics", "dimensions"):
            yield from repeated(
                sheet.source, f"{what[:-1]} id",
                ((item.id, (what, i, "id")) for i, item in enumerate(getattr(scheme, what))),
            )  # fmt: skip
        for i, characteristic in enumerate(scheme.characteristics):
            yield from repeated(
                sheet.source, "aspect id",
                (
                    (aspect.id, ("characteristics", i, "aspects", j, "id"))
                    for j, aspect in enumerate(characteristic.aspects)
                ),
            )  # fmt: skip


def documents(survey: Survey) -> Iterator[Finding]:
    """Commands and records find a document by its id alone, whatever its kind."""
    lists = {kind: Place("") for kind in survey.handbook.ids if kind not in DOCUMENTS}
    taken: dict[str, Place] = {}
    for sheet in survey.documents():
        id_ = sheet.entry.id
        if id_ in lists:
            yield finding(DUPLICATE_ID, sheet.top, f'"{id_}" is the name of a list of the handbook',
                          "rename the file")  # fmt: skip
        elif id_ in taken:
            yield finding(
                DUPLICATE_ID, sheet.top,
                f'another document has the id "{id_}"; commands and records go by it',
                "rename one of the two files",
                [Related(taken[id_], "the other document")],
            )  # fmt: skip
        taken.setdefault(id_, sheet.top)


def roles_and_parties(survey: Survey) -> Iterator[Finding]:
    """Whoever does a step is a role or a party; one id cannot be both."""
    roles = survey.handbook.ids.get("role", frozenset())
    for index, id_ in enumerate(survey.handbook.parties):
        if id_ in roles:
            sheet = survey.sheet("parties", "parties")
            message = f'there is a role with the id "{id_}" too'
            place = sheet.place("parties", index, "id")
            yield finding(DUPLICATE_ID, place, message, "rename the party")


def former_ids(survey: Survey) -> Iterator[Finding]:
    """Former ids carry records and addresses over, so they belong to one document, whatever its
    kind."""
    now = {sheet.entry.id: sheet for sheet in survey.documents()}
    before: dict[str, tuple[Sheet, Place]] = {}
    for sheet in survey.documents():
        for index, id_ in enumerate(getattr(sheet.model, "formerly", ())):
            place = sheet.place("formerly", index)
            if other := now.get(id_):
                message, related = (
                    f'"{id_}" is the id of a {other.entry.kind} that exists',
                    other.top,
                )
            elif id_ in before:
                other, related = before[id_]
                message = f'the {other.entry.kind} "{other.entry.id}" was called so as well'
            else:
                before[id_] = sheet, place
                continue
            yield finding(FORMER_ID, place, message, "take it out of one of the two",
                          [Related(related, "the other one")])  # fmt: skip


RULES = (
    areas_and_tasks,
    added_areas_and_tasks,
    steps,
    parts_of_schemes,
    documents,
    roles_and_parties,
    former_ids,
)
