"""Procedures: who does each step, by when, and where it goes on.

The commonest faults of real procedures are "who?" and "by when?" left open; these are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.checks.names import PROCEDURE, subject
from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding
from rolebook.model.base import Path
from rolebook.model.involvement import answers_for
from rolebook.model.procedure import Branch, Due, Procedure, Step
from rolebook.model.vocabulary import Situations

UNKNOWN_STEP = CODES.define(
    "unknown-step", Severity.ERROR, "There is no such step",
    """A step is named that the procedure does not have: in next, in a branch, in due: {of: ...}, in
    a situation or in a reference. Only steps with an id: can be named. Mend the name, or give the
    step that id. end stands for the end of the procedure, intake for its start.""",
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
    no role of this handbook, name the one that answers for it: accountable: workshop-foreman.""",
    wrong="by: [baker, miller]",
    right="by: [baker, miller]\n"
        "accountable: baker",
)  # fmt: skip
ASKS_ITSELF = CODES.define(
    "asks-itself", Severity.WARNING, "Somebody is asked or told about their own step",
    """Whoever does a step or answers for it knows of it. A role that stands among consulted as
    well, or that does the step and is informed of it, makes readers ask who decides. Let each role
    have one part in a step; where another holder of the role is meant, say so: {who: baker,
    another: true}.""",
    wrong="accountable: baker\n"
        "consulted: [baker]",
    right="accountable: baker",
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
ENDLESS_LOOP = CODES.define(
    "endless-loop", Severity.ERROR, "A loop that nobody gets out of",
    """From this step the flow goes round and round: no way out of it leads to the end, to another
    procedure, or past the last step. Let a branch lead to end or to a step outside the loop.""",
    wrong="- id: bake\n"
        "  step: Bake the bread\n"
        "  next: bake",
    right="- id: bake\n"
        "  step: Bake the bread\n"
        "  decision:\n"
        "    question: Is it done?\n"
        '    branches: [{when: "No", to: bake}, {when: "Yes", to: end}]',
)  # fmt: skip

CIRCULAR_DUE = CODES.define(
    "circular-due", Severity.ERROR, "A term that counts from itself",
    """Terms count from one another in a circle, so no day ever begins the count. Let one of them
    count from intake, from an event (of_event: ...) or from a step outside the circle. (The term of
    a branch, a reminder or a last day may count from its own step.)""",
    wrong="- {id: bake, step: Bake the bread, by: [baker], due: {within: 1, of: bake}}",
    right="- {id: bake, step: Bake the bread, by: [baker], due: {within: 1, of: intake}}",
)  # fmt: skip


def step_ids(procedure: Procedure) -> list[str]:
    """The ids of a procedure's steps, in order."""
    return [step.id for step in procedure.steps if step.id]


def starts_of_situations(survey: Survey) -> Iterator[Finding]:
    """A situation leads to a step that its procedure has."""
    for sheet in survey.sheets:
        if not isinstance(sheet.model, Situations):
            continue
        for index, one in enumerate(sheet.model.situations):
            procedure = survey.handbook.procedures.get(one.procedure)
            if one.step and procedure and one.step not in step_ids(procedure):
                yield _no_step(
                    sheet, ("situations", index, "step"), one.step, step_ids(procedure),
                    f" of {one.procedure}",
                )  # fmt: skip


def _own_advice(sheet: Sheet, index: int, step: Step) -> Iterator[Finding]:
    """One of several that can do a step, or that can be asked, may well be asked by another."""
    doing = {doer.who for doer in step.by if doer.who and not doer.another}
    for key, parts, taking in (
        ("consulted", step.consulted, doing | {step.accountable}),
        ("informed", step.informed, doing),
    ):
        for at, doer in enumerate(parts):
            if doer.who and doer.who in taking and not doer.another:
                has = "does" if doer.who in doing else "answers for"
                yield finding(
                    ASKS_ITSELF, sheet.place("steps", index, key, at),
                    f"{doer.who} {has} step {index + 1}, and is {key} in it as well",
                    f"take it out of {key}, or out of the other place",
                )  # fmt: skip


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
            elif answers_for(step, survey.handbook.parties) is None:
                yield finding(
                    NOBODY_ACCOUNTABLE, sheet.place("steps", index, "by"),
                    f"{named} is not done by one role alone, and nobody answers for it",
                    "add accountable: ROLE with the one role that does",
                )  # fmt: skip
            yield from _own_advice(sheet, index, step)
            if step.due is None:
                yield finding(
                    NO_DUE, place, f"{named} does not say by when it is done",
                    "add due: with within, every or by, such as {within: 1, of: intake}",
                )  # fmt: skip


def terms_of_steps(survey: Survey) -> Iterator[Finding]:
    """Terms count from intake or from a step that exists; an approval is of such a step."""
    for sheet, procedure in survey.procedures():
        known = ["intake", *step_ids(procedure)]
        for index, step in enumerate(procedure.steps):
            for path, due in _terms(step):
                if due.of not in known:
                    yield _no_step(sheet, ("steps", index, *path, "of"), due.of, known)
            if step.approves and step.approves not in known[1:]:
                yield _no_step(sheet, ("steps", index, "approves"), step.approves, known[1:])


def circles_of_terms(survey: Survey) -> Iterator[Finding]:
    """No step is due so long after itself, be it by way of others; one finding for each circle."""
    for sheet, procedure in survey.procedures():
        steps = procedure.steps
        numbers = {step.id: i for i, step in enumerate(steps) if step.id}
        # Each step's term counts from one other at most, so that a walk meets one circle at most.
        start = {
            i: numbers[step.due.of]
            for i, step in enumerate(steps)
            if step.due and step.due.within is not None and not step.due.of_event
            and step.due.of in numbers
        }  # fmt: skip
        done: set[int] = set()
        for first in start:
            walk: list[int] = []
            at: int | None = first
            while at is not None and at not in done:
                done.add(at)
                walk.append(at)
                at = start.get(at)
            if at in walk:
                circle = sorted(walk[walk.index(at) :])
                named = ", ".join(str(i + 1) for i in circle)
                yield finding(
                    CIRCULAR_DUE, sheet.place("steps", circle[0], "due", "of"),
                    f"step {named} is due so long after itself" if len(circle) == 1 else
                    f"the terms of steps {named} count from each other",
                    "let one count from intake, from an event, or from a step outside the circle",
                )  # fmt: skip


def _terms(step: Step) -> Iterator[tuple[Path, Due]]:
    """Every term of a step with its place in it."""
    if step.due:
        yield ("due",), step.due
    if step.latest:
        yield ("latest",), step.latest
    for i, again in enumerate(step.reminders):
        yield ("reminders", i), again
    for i, branch in enumerate(_branches(step)):
        if branch.due:
            yield ("decision", "branches", i, "due"), branch.due


def _branches(step: Step) -> tuple[Branch, ...]:
    return step.decision.branches if step.decision else ()


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
        for i, branch in enumerate(_branches(step)):
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


def loops(survey: Survey) -> Iterator[Finding]:
    """From every step some way leads out of the procedure; else one finding for each loop."""
    for sheet, procedure in survey.procedures():
        steps = procedure.steps
        numbers = {step.id: i for i, step in enumerate(steps) if step.id}
        after = [set(_after(steps, i, numbers)) for i in range(len(steps))]
        ends = {i for i, step in enumerate(steps) if _leaves(steps, i, numbers)}
        while more := {i for i, to in enumerate(after) if i not in ends and to & ends}:
            ends |= more
        trapped = set(range(len(steps))) - ends
        while trapped:
            first = min(trapped)
            loop = {first}
            while more := {i for i in trapped - loop if after[i] & loop}.union(
                *(after[i] - loop for i in loop)
            ):
                loop |= more
            trapped -= loop
            named = ", ".join(str(i + 1) for i in sorted(loop))
            yield finding(
                ENDLESS_LOOP, sheet.place("steps", first, "step"),
                f"from step {first + 1} no way leads to the end" + (
                    f": steps {named} lead only to each other" if len(loop) > 1 else ""),
                "let a branch lead to end, to another procedure, or to a step outside the loop",
            )  # fmt: skip


def _goals(step: Step) -> list[str]:
    """Where a step sends the flow by name."""
    return [branch.to for branch in _branches(step)] + ([step.next] if step.next else [])


def _leaves(steps: tuple[Step, ...], index: int, numbers: dict[str, int]) -> bool:
    """Whether a way leads straight out: to the end, elsewhere, past the last step (or to a step
    that does not exist, which has a finding of its own)."""
    goals = _goals(steps[index])
    return any(goal not in numbers for goal in goals) or (not goals and index + 1 == len(steps))


def _after(steps: tuple[Step, ...], index: int, numbers: dict[str, int]) -> Iterator[int]:
    goals = _goals(steps[index])
    if not goals and index + 1 < len(steps):
        yield index + 1
    yield from (numbers[goal] for goal in goals if goal in numbers)


RULES = (
    who_and_when, terms_of_steps, circles_of_terms, where_it_goes_on, reached, loops,
    starts_of_situations,
)  # fmt: skip
