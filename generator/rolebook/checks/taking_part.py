"""Roles and procedures fit together: who approves, whose task it is, who has no part at all."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Related, Severity, finding
from rolebook.model.base import Path
from rolebook.model.involvement import each, involvements, known_as
from rolebook.model.procedure import Doer, Procedure, Step
from rolebook.model.references import PROCEDURE
from rolebook.model.role import Role

APPROVER_IS_DOER = CODES.define(
    "approver-is-doer", Severity.ERROR, "Somebody checks or approves their own work",
    """Two pairs of eyes: whoever does the work does not approve it. Either a step approves another
    (approves: STEP) and one role can do both, or one role stands twice in the same step. Where
    another holder of the same role is meant, say so: {who: baker, another: true}.""",
    wrong="by:\n"
        "  - {who: baker, note: weighs}\n"
        "  - {who: baker, note: checks}",
    right="by:\n"
        "  - {who: baker, note: weighs}\n"
        "  - {who: baker, another: true, note: checks}",
)  # fmt: skip
STEP_WITHOUT_TASK = CODES.define(
    "step-without-task", Severity.WARNING, "A step falls to a role that has no such task",
    """A procedure gives a role something to do or to answer for, and no task of the role's
    description names that procedure. Whoever reads the description does not learn of it. Add
    procedure: ID to the task it belongs to, or write that task. (A company job that is written
    from a reference job takes part where the reference job does.)""",
    wrong="roles/baker.yml:  tasks: [Bakes the bread.]",
    right="roles/baker.yml:  tasks: [{task: Bakes the bread., procedure: baking-bread}]",
)  # fmt: skip
TASK_WITHOUT_STEP = CODES.define(
    "task-without-step", Severity.WARNING, "A task names a procedure in which the role has no part",
    """A task of a role names a procedure, and the procedure names the role nowhere: neither as doer
    nor as accountable, consulted or informed, nor as keeper of a record or owner. Add the role to
    the step it is about, or take procedure: out of the task.""",
    wrong="tasks: [{task: Sells the bread., procedure: baking-bread}]",
    right="tasks: [Sells the bread.]",
)  # fmt: skip
ORPHAN_PROCEDURE = CODES.define(
    "orphan-procedure", Severity.WARNING, "A procedure that stands alone",
    """No role takes part in the procedure, or nothing in the handbook refers to it: no task of a
    role, no other procedure, no text. Nobody will look for it. Name it in the tasks it is about
    (procedure: ID) or among the related procedures of another, or withdraw it.""",
    wrong="procedures/old-bread.yml, and no task or procedure names old-bread",
    right="tasks: [{task: Bakes the bread., procedure: old-bread}]",
)  # fmt: skip
ROLE_WITHOUT_PROCEDURE = CODES.define(
    "role-without-procedure", Severity.NOTE, "A role that takes part in no procedure",
    """No procedure names this role, nor the reference job from which it is written. That may be
    right; then set severities: {role-without-procedure: note} aside, or look for the procedure
    that is still to be written.""",
    wrong="roles/miller.yml, and no step of a procedure is done by: [miller]",
    right="- step: Grind the corn\n"
        "  by: [miller]",
)  # fmt: skip


def approvers(survey: Survey) -> Iterator[Finding]:
    """Nobody approves their own work; nobody stands twice in one step."""
    for sheet, procedure in survey.procedures():
        steps = {step.id: (i, step) for i, step in enumerate(procedure.steps) if step.id}
        for index, step in enumerate(procedure.steps):
            yield from _twice(sheet, index, step)
            if step.approves in steps:
                at, approved = steps[step.approves]
                yield from _both(survey, sheet, index, step, at, approved)


def _twice(sheet: Sheet, index: int, step: Step) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, outer in enumerate(step.by):
        named = {doer.who for doer in each((outer,)) if doer.who and not _another(outer, doer)}
        for who in sorted(seen & named):
            yield finding(
                APPROVER_IS_DOER, sheet.place("steps", index, "by", i),
                f"{who} stands twice in step {index + 1}",
                "add another: true where another holder of the role is meant",
            )  # fmt: skip
        seen |= named


def _both(
    survey: Survey, sheet: Sheet, index: int, step: Step, at: int, approved: Step
) -> Iterator[Finding]:
    """Whoever works in a step, on one of its branches too, under either name of the job."""
    roles, doers = survey.handbook.roles, set[str]()
    for part in involvements(approved, survey.handbook.parties):
        if part.kind == "does":
            kin = known_as(roles[part.who]) if part.who in roles else (part.who,)
            doers.update(kin, survey.written_from.get(part.who, ()))
    for i, outer in enumerate(step.by):
        for doer in each((outer,)):
            if doer.who in doers and not _another(outer, doer):
                yield finding(
                    APPROVER_IS_DOER, sheet.place("steps", index, "by", i),
                    f"{doer.who} approves in step {index + 1} what it did in step {at + 1}",
                    "name another role, or add another: true for another holder of the same role",
                    [Related(sheet.place("steps", at, "by"), "it is done here")],
                )  # fmt: skip


def _another(outer: Doer, doer: Doer) -> bool:
    return outer.another or doer.another


def steps_and_tasks(survey: Survey) -> Iterator[Finding]:
    """What a step gives a role to do stands in its tasks, and the other way round."""
    roles = {role.id: (sheet, role) for sheet, _, role in survey.roles()}
    parties = survey.handbook.parties
    asked: dict[str, set[str]] = {}
    for _, _, role in survey.roles():
        asked.setdefault(role.id, set()).update(_procedures_of(role))
    heard: dict[str, set[str]] = {}
    for sheet, procedure in survey.procedures():
        heard[procedure.id] = _named_in(survey, procedure)
        if sheet.control.withdrawn:
            continue
        told: set[str] = set()
        for index, step in enumerate(procedure.steps):
            for part in involvements(step, parties):
                if part.kind not in ("does", "answers") or part.who in told:
                    continue
                if part.who in roles and procedure.id not in asked[part.who]:
                    told.add(part.who)
                    there = roles[part.who][0]
                    yield finding(
                        STEP_WITHOUT_TASK, sheet.place("steps", index, _key(step, part.who)),
                        f"step {index + 1} falls to {part.who}, and none of its tasks names "
                        f"{procedure.id}",
                        f"add procedure: {procedure.id} to a task in {there.source.file}",
                        [Related(there.place("responsibilities", key=True), "its tasks")],
                    )  # fmt: skip
    for sheet, written, role in survey.roles():
        if sheet.control.withdrawn:
            continue
        names = {*known_as(role), *survey.written_from.get(role.id, ())}
        for path, id_ in _tasks_naming(written):
            if id_ in heard and not names & heard[id_]:
                yield finding(
                    TASK_WITHOUT_STEP, sheet.place(*path),
                    f"the task names {id_}, and {role.id} has no part in it",
                    f"add {role.id} to a step of procedures/{id_}.yml, or take it out here",
                )  # fmt: skip


def _key(step: Step, who: str) -> str:
    return "by" if who in {doer.who for doer in each(step.by)} else "accountable"


def _procedures_of(role: Role) -> Iterator[str]:
    """The procedures that the tasks of a role name, in their field or in their words."""
    for area in role.responsibilities:
        for task in area.tasks:
            if task.procedure:
                yield task.procedure
            yield from (link.id for link in task.task.links if link.kind == "procedure")


def _tasks_naming(role: Role) -> Iterator[tuple[Path, str]]:
    for a, area in enumerate(role.responsibilities):
        for t, task in enumerate(area.tasks):
            if task.procedure:
                yield ("responsibilities", a, "tasks", t, "procedure"), task.procedure


def _named_in(survey: Survey, procedure: Procedure) -> set[str]:
    """Every role that a procedure names, in fields and in texts."""
    named = survey.references["procedure", procedure.id]
    return {id_ for kinds, id_ in named if "role" in kinds}


def alone(survey: Survey) -> Iterator[Finding]:
    """Procedures without roles or without anybody who refers to them; roles without procedures."""
    referring: dict[str, set[tuple[str, str]]] = {}
    for document, named in survey.references.items():
        for kinds, id_ in named:
            if kinds == PROCEDURE:
                referring.setdefault(id_, set()).add(document)
    taking_part: set[str] = set()
    for sheet, procedure in survey.procedures():
        roles = _named_in(survey, procedure) & survey.handbook.roles.keys()
        taking_part |= roles
        if sheet.control.withdrawn:
            continue
        if _without_roles(survey, procedure):
            yield finding(ORPHAN_PROCEDURE, sheet.top, "no role takes part in this procedure",
                          "name the roles that do its steps: by: [ROLE]")  # fmt: skip
        if not referring.get(procedure.id, set()) - {("procedure", procedure.id)}:
            yield finding(
                ORPHAN_PROCEDURE, sheet.top, "nothing in the handbook refers to this procedure",
                f"name it in a task (procedure: {procedure.id}) or in related: of another",
            )  # fmt: skip
    if not survey.handbook.procedures:
        return
    for sheet, _, role in survey.roles():
        names = {*known_as(role), *survey.written_from.get(role.id, ())}
        if not sheet.control.withdrawn and not names & taking_part:
            yield finding(ROLE_WITHOUT_PROCEDURE, sheet.top, "no procedure names this role",
                          "look for the procedure that is still to be written")  # fmt: skip


def _without_roles(survey: Survey, procedure: Procedure) -> bool:
    """Whether every step says who does it, and nobody of them is a role."""
    parties = survey.handbook.parties
    taking_part = {part.who for step in procedure.steps for part in involvements(step, parties)}
    said = all(step.by for step in procedure.steps)
    return bool(procedure.steps) and said and taking_part <= parties.keys()


RULES = (approvers, steps_and_tasks, alone)
