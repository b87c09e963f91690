"""Company jobs written from a reference job: what they are based on, drop, add and change."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.links import UNKNOWN_ITEM
from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Related, Severity, did_you_mean, finding
from rolebook.model.derive import addresses

BASED_ON_WHAT = CODES.define(
    "based-on-company-job", Severity.ERROR, "A job is based on something that is no reference job",
    """based_on: names a reference job (kind: reference), from which a company job (kind: company)
    is written. A company job cannot be the base of another, and a reference job is based on
    nothing.""",
    wrong="based_on: {role: night-baker}   (a company job)",
    right="based_on: {role: baker}         (a reference job)",
)  # fmt: skip
UNKNOWN_REVISION = CODES.define(
    "unknown-revision", Severity.ERROR, "There is no such approved revision",
    """based_on: {role: x, revision: 3} fixes a company job to the third approved revision of its
    reference job, records/approved/x/0003.json. Without revision it follows the working text. Mend
    the number, take it out, or bring the file back from git.""",
    wrong="based_on: {role: baker, revision: 9}",
    right="based_on: {role: baker, revision: 2}",
)  # fmt: skip
NO_EFFECT = CODES.define(
    "difference-without-effect", Severity.ERROR, "A difference has no effect",
    """A company job that states responsibilities itself takes nothing over from its reference job,
    so there is nothing to drop, add to or change; and what is dropped cannot be changed. Keep one
    of the two.""",
    wrong="drop: [baking/knead]\n"
        "change: [{item: baking/knead, task: ...}]",
    right="change: [{item: baking/knead, task: ...}]",
)  # fmt: skip


NEWER_REVISION = CODES.define(
    "newer-revision", Severity.WARNING, "The reference job was approved anew",
    """based_on: {role: x, revision: 1} fixes a company job to one approved revision of its
    reference job, and there is a newer one. The company job stays as it is until somebody decides:
    look at what changed, and set the newer revision where the job follows it.""",
    wrong="based_on: {role: baker, revision: 1}   (revision 2 is approved)",
    right="based_on: {role: baker, revision: 2}",
)  # fmt: skip


def bases(survey: Survey) -> Iterator[Finding]:
    """A company job is based on a reference job, and on a revision that exists."""
    for sheet, role, _ in survey.roles():
        if role.based_on is None:
            continue
        place = sheet.place("based_on", "role")
        base = survey.handbook.written.get(role.based_on.role)
        if role.kind == "reference":
            yield finding(BASED_ON_WHAT, sheet.place("based_on", key=True),
                          "a reference job is not based on another",
                          "set kind: company, or take based_on out",
                          [Related(sheet.place("kind"), "its kind")])  # fmt: skip
        elif base is not None and base.kind != "reference":
            yield finding(BASED_ON_WHAT, place,
                          f"{base.id} is a company job, not a reference job",
                          "name a role with kind: reference",
                          [Related(survey.sheet("role", base.id).place("kind"), "its kind")],
                          )  # fmt: skip
        number = role.based_on.revision
        approved = _approved(survey, role.based_on.role)
        if number is not None and number not in approved:
            file = f"records/approved/{role.based_on.role}/{number:04}.json"
            there = ", ".join(map(str, sorted(approved)))
            yield finding(UNKNOWN_REVISION, sheet.place("based_on", "revision"),
                          f"there is no revision {number}: {file} does not exist",
                          f"these exist: {there}" if there
                          else "take revision out: none is approved yet")  # fmt: skip


def _approved(survey: Survey, id_: str) -> set[int]:
    """The numbers of a role's approved revisions."""
    role = survey.handbook.written.get(id_)
    ids = (id_, *(role.formerly if role else ()))
    numbers = {revision.number for revision in survey.records.revisions(ids)}
    return numbers | {number for there, number in survey.records.damaged if there in ids}


def newer_revisions(survey: Survey) -> Iterator[Finding]:
    """A company job is fixed to a revision of its reference job that is no longer the last."""
    for sheet, role, _ in survey.roles():
        rules = role.based_on
        if rules is None or rules.revision is None or role.document.withdrawn:
            continue
        last = max(_approved(survey, rules.role), default=0)
        if rules.revision < last:
            yield finding(
                NEWER_REVISION, sheet.place("based_on", "revision"),
                f"{rules.role} has the newer revision {last}, and this job is written from "
                f"revision {rules.revision}",
                f"see `rolebook diff {rules.role} --from {rules.revision} --to {last}`; then set "
                f"revision: {last}, or leave it as it is on purpose",
            )  # fmt: skip


def differences(survey: Survey) -> Iterator[Finding]:
    """``drop``, ``add`` and ``change`` name areas and tasks of the reference job."""
    for sheet, role, _ in survey.roles():
        rules, base = role.based_on, survey.handbook.base(role)
        if rules is None or base is None:
            continue
        known = list(addresses(base))
        areas = [address for address in known if "/" not in address]
        named = [
            *((("drop", i, "item"), drop.item, known) for i, drop in enumerate(rules.drop)),
            *((("change", i, "item"), c.item, known) for i, c in enumerate(rules.change)),
            *((("add", i, "to"), a.to, areas) for i, a in enumerate(rules.add) if a.to),
        ]
        if role.responsibilities and named:
            yield finding(NO_EFFECT, sheet.place("based_on", named[0][0][0], key=True),
                          "this job states its responsibilities itself, so this changes nothing",
                          "take out responsibilities, or drop, add and change",
                          [Related(sheet.place("responsibilities", key=True), "stated here")],
                          )  # fmt: skip
            continue
        for path, address, possible in named:
            if address not in possible:
                yield finding(
                    UNKNOWN_ITEM, sheet.place("based_on", *path),
                    f'{base.id} has no area or task "{address}"',
                    did_you_mean(address, possible)
                    or (f"these have an id: {', '.join(possible)}" if possible
                        else f"give the areas and tasks of {base.id} an id"),
                )  # fmt: skip
        dropped = {drop.item: i for i, drop in enumerate(rules.drop)}
        for path, address, _ in named:
            area = address.split("/")[0]
            if path[0] == "drop" or not {address, area} & dropped.keys():
                continue
            index = dropped.get(address, dropped.get(area, 0))
            yield finding(NO_EFFECT, sheet.place("based_on", *path),
                          f'"{address}" is dropped, so this changes nothing', "keep one of the two",
                          [Related(sheet.place("based_on", "drop", index), "dropped here")],
                          )  # fmt: skip


RULES = (bases, newer_revisions, differences)
