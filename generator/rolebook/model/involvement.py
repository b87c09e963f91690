"""Who takes part in a step, and how: does it, answers for it, is asked before, is told after.

Why here: the overview of responsibilities (RACI), the work sheet of a role and the checks are all
computed from the steps by the same rules, so that they never tell different stories.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rolebook.model.procedure import Branch, Doer, Procedure, Step
from rolebook.model.role import Role
from rolebook.model.text import Text

Kind = Literal["does", "answers", "consulted", "informed"]
KINDS: tuple[Kind, ...] = ("answers", "does", "consulted", "informed")
"""In the order in which an overview lists them."""


@dataclass(frozen=True, slots=True)
class Involvement:
    """One part in a step. ``who`` is a role or a party by its id; ``note`` says what the part is
    (picks, checks); ``choice``: any one of several does it; ``branch``: the way out of the step's
    decision on which it is done, and not otherwise."""

    who: str
    kind: Kind
    note: Text | None = None
    choice: bool = False
    branch: Branch | None = None


def involvements(step: Step, parties: Container[str]) -> Iterator[Involvement]:
    """All parts in a step, doers first. ``parties`` are the ids that are no roles.

    Somebody in words alone (``text``) has no id and is not among them.
    """
    yield from _parts(step.by, "does")
    for branch in step.decision.branches if step.decision else ():
        for part in _parts(branch.by, "does"):
            yield replace(part, branch=branch)
    if who := answers_for(step, parties):
        yield Involvement(who, "answers")
    yield from _parts(step.consulted, "consulted")
    yield from _parts(step.informed, "informed")


def answers_for(step: Step, parties: Container[str]) -> str | None:
    """Who answers for a step: whom it names, else the one role that does it, else nobody."""
    if step.accountable:
        return step.accountable
    doers = {doer.who for doer in each(step.by)}
    only = doers.pop() if len(doers) == 1 else None
    return only if only is not None and only not in parties else None


def each(doers: tuple[Doer, ...]) -> Iterator[Doer]:
    """All doers, those of a choice one by one."""
    for doer in doers:
        if doer.any_of:
            yield from each(doer.any_of)
        else:
            yield doer


def _parts(doers: tuple[Doer, ...], kind: Kind) -> Iterator[Involvement]:
    for doer in doers:
        for one in each((doer,)):
            if one.who:
                yield Involvement(one.who, kind, one.note or doer.note, bool(doer.any_of))


def kinds_by_id(
    procedure: Procedure, parties: Container[str]
) -> dict[str, tuple[tuple[Kind, ...], ...]]:
    """Of everybody who takes part in a procedure, step by step, the kinds of part in it.

    In the order of first appearance; the inner tuples are in the order of ``KINDS``.
    """
    found: dict[str, list[set[Kind]]] = {}
    for index, step in enumerate(procedure.steps):
        for part in involvements(step, parties):
            steps = found.setdefault(part.who, [set() for _ in procedure.steps])
            steps[index].add(part.kind)
    return {
        who: tuple(tuple(kind for kind in KINDS if kind in step) for step in steps)
        for who, steps in found.items()
    }


def known_as(role: Role) -> tuple[str, ...]:
    """The ids under which procedures know a role: its own, and that of the reference job from
    which a company job is written."""
    return (role.id, role.based_on.role) if role.based_on else (role.id,)
