"""Procedures: who does each step, by when, and where it goes on.

The commonest faults of real procedures are "who?" and "by when?" left open; these are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.names import PROCEDURE, subject
from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding
from rolebook.model.base import Path
from rolebook.model.procedure import Doer, Procedure, Step

UNKNOWN_STEP = CODES.define(
    "unknown-step", Severity.ERROR, "There is no such step",
    """A step is named that the procedure does not have: in next, in a branch, in due: {of: ...} or
    in a reference. Only steps with an id: can be named. Mend the name, or give the step that id.
    end stands for the end of the procedure, intake for its start.""",
    wrong="next: knead          (the step has id: kneading)",
    right="next: kneading",
)  # fmt: skip
NO_DOER = CODES.define(
    "step-without-doer", Severity.WARNING, "A step does not say who does it",
    """Each step says who does it: by: [service-adviser]. Somebody who is no role is a party of the
    vocabulary, or {text: ...}.""",
    wrong="- step: Light the oven",
    right="- step: Light the oven\n"
        "  by: [baker]",
)  # fmt: skip
NO_DUE = CODES.define(
    "step-without-due", Severity.WARNING, "A step does not say by when",
    """Each step says by when it is done: due: {within: 2, unit: working_days, of: intake}, or
    {every: month} for work that comes back, or {by: the day agreed with the customer}.""",
    wrong="- step: Light the oven\n"
        "  by: [baker]",
    right="- step: Light the oven\n"
        "  by: [baker]\n"
        "  due: {every: day}",
)  # fmt: skip
NOBODY_ACCOUNTABLE = CODES.define(
    "nobody-accountable", Severity.WARNING, "Several do a step and nobody answers for it",
    """Where one role does a step, that role answers for it. Where several do it, or somebody who is
    no role of this handbook, name the one role that answers for it: accountable:
    workshop-foreman.""",
    wrong="by: [baker, miller]",
    right="by: [baker, miller]\n"
        "accountable: baker",
)  # fmt: skip
ONE_WAY_DECISION = CODES.define(
    "one-way-decision", Severity.ERROR, "A decision with fewer than two ways",
    """A question is asked because the answer decides how it goes on, so it has two branches or
    more, each with when: (the answer) and to: (a step, end, or another procedure).""",
    wrong="branches:\n"
        '  - {when: "Yes", to: bake}',
    right="branches:\n"
        '  - {when: "Yes", to: bake}\n'
        '  - {when: "No", to: end}',
)  # fmt: skip
UNREACHABLE_STEP = CODES.define(
    "unreachable-step", Severity.ERROR, "No way leads to a step",
    """No earlier step goes on to this one: the step before it goes elsewhere (next or the branches
    of its decision), and nobody names it. Let a branch lead here, or take the step out. Steps with
    a rhythm (due: {every: month}) begin by themselves.""",
    wrong="- {step: Light the oven, next: end}\n"
        "- {step: Knead the dough}",
    right="- {step: Light the oven}\n"
        "- {step: Knead the dough}",
)  # fmt: skip


def step_ids(procedure: Procedure) -> list[str]:
    """The ids of a procedure's steps, in order."""
    return [step.id for step in procedure.steps if step.id]


def who_and_when(survey: Survey) -> Iterator[Finding]:
    """Steps without a doer, without a term, or with nobody who answers for them."""
    for sheet, procedure in survey.procedures():
        if sheet.control.withdrawn:
            continue
        for index, step in enumerate(procedure.steps):
            place = sheet.place("steps", index, "step")
            named = f"step {index + 1}"
            if not step.by:
                yield finding(NO_DOER, place, f"{named} does not say who does it",
                              "add by: [ROLE] with the id of a role or a party")  # fmt: skip
            elif step.accountable is None and not _one_role(survey, step):
                yield finding(
                    NOBODY_ACCOUNTABLE, sheet.place("steps", index, "by"),
                    f"{named} is not done by one role alone, and nobody answers for it",
                    "add accountable: ROLE with the one role that does",
                )  # fmt: skip
            if step.due is None:
                yield finding(
                    NO_DUE, place, f"{named} does not say by when it is done",
                    "add due: with within, every or by, such as {within: 1, of: intake}",
                )  # fmt: skip


def _one_role(survey: Survey, step: Step) -> bool:
    doers = set(_named(step.by))
    return len(doers) == 1 and not doers & {None, *survey.handbook.parties}


def _named(doers: tuple[Doer, ...]) -> Iterator[str | None]:
    """The ids of all doers, None for one in words."""
    for doer in doers:
        if doer.any_of:
            yield from _named(doer.any_of)
        else:
            yield doer.who


def terms_of_steps(survey: Survey) -> Iterator[Finding]:
    """``due``, ``latest`` and ``reminders`` count from intake or from a step that exists."""
    for sheet, procedure in survey.procedures():
        known = ["intake", *step_ids(procedure)]
        for index, step in enumerate(procedure.steps):
            terms = [("due",), ("latest",), *(("reminders", i) for i in range(len(step.reminders)))]
            dues = [step.due, step.latest, *step.reminders]
            for path, due in zip(terms, dues, strict=True):
                if due is not None and due.of not in known:
                    yield _no_step(sheet, ("steps", index, *path, "of"), due.of, known)


def where_it_goes_on(survey: Survey) -> Iterator[Finding]:
    """``next`` and branches lead to a step, to the end, or into another procedure."""
    for sheet, procedure in survey.procedures():
        known = ["end", *step_ids(procedure)]
        for path, target in _targets(procedure):
            if target.startswith("procedure:"):
                yield from _elsewhere(survey, sheet, path, target)
            elif target not in known:
                yield _no_step(sheet, path, target, known)
        for index, step in enumerate(procedure.steps):
            if step.decision and len(step.decision.branches) < 2:
                yield finding(
                    ONE_WAY_DECISION, sheet.place("steps", index, "decision", "branches"),
                    f"the question of step {index + 1} has fewer than two answers",
                    "add the other branch with when: and to:",
                )  # fmt: skip


def _targets(procedure: Procedure) -> Iterator[tuple[Path, str]]:
    for index, step in enumerate(procedure.steps):
        if step.next:
            yield ("steps", index, "next"), step.next
        for i, branch in enumerate(step.decision.branches if step.decision else ()):
            yield ("steps", index, "decision", "branches", i, "to"), branch.to


def _elsewhere(survey: Survey, sheet: Sheet, path: Path, target: str) -> Iterator[Finding]:
    id_, _, step = target.removeprefix("procedure:").partition("#")
    known = survey.handbook.ids.get("procedure", frozenset())
    if id_ not in known:
        yield finding(
            PROCEDURE.code, sheet.place(*path),
            f'{subject(path)} names the procedure "{id_}", which does not exist',
            did_you_mean(id_, sorted(known)) or f"mend the id, or write procedures/{id_}.yml",
        )  # fmt: skip
    elif step and (there := survey.handbook.procedures.get(id_)) and step not in step_ids(there):
        yield _no_step(sheet, path, step, step_ids(there), f" of {id_}")


def _no_step(sheet: Sheet, path: Path, id_: str, known: list[str], whose: str = "") -> Finding:
    return finding(
        UNKNOWN_STEP, sheet.place(*path),
        f'{subject(path)} names the step "{id_}"{whose}, which does not exist',
        did_you_mean(id_, known) or f"these have an id: {', '.join(known)}",
    )  # fmt: skip


def reached(survey: Survey) -> Iterator[Finding]:
    """Every step is the first one, has a rhythm of its own, or some way leads to it."""
    entered: dict[str, set[str]] = {}
    for _, procedure in survey.procedures():
        for _, target in _targets(procedure):
            id_, _, step = target.removeprefix("procedure:").partition("#")
            entered.setdefault(id_, set()).add(step)
    for sheet, procedure in survey.procedures():
        steps = procedure.steps
        numbers = {step.id: i for i, step in enumerate(steps) if step.id}
        open_ = [
            i
            for i, step in enumerate(steps)
            if i == 0 or (step.due and step.due.every) or step.id in entered.get(procedure.id, ())
        ]
        seen: set[int] = set()
        while open_:
            index = open_.pop()
            if index not in seen:
                seen.add(index)
                open_ += _after(steps, index, numbers)
        for index, _ in enumerate(steps):
            if index not in seen:
                yield finding(
                    UNREACHABLE_STEP, sheet.place("steps", index, "step"),
                    f"no way leads to step {index + 1}",
                    "let next or a branch of an earlier step lead here, or take the step out",
                )  # fmt: skip


def _after(steps: tuple[Step, ...], index: int, numbers: dict[str, int]) -> Iterator[int]:
    step = steps[index]
    targets = [branch.to for branch in step.decision.branches] if step.decision else []
    if step.next:
        targets.append(step.next)
    if not targets and index + 1 < len(steps):
        yield index + 1
    yield from (numbers[target] for target in targets if target in numbers)


RULES = (who_and_when, terms_of_steps, where_it_goes_on, reached)
