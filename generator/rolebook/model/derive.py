"""A company job written from a reference job: the full text, computed.

What the company job states itself takes the place of the reference job's section. Areas and
tasks are dropped, changed and added one by one, by their ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.based_on import Addition, Change
from rolebook.model.role import Role
from rolebook.model.work import Area, Task

# What belongs to the reference job as such and never passes to a company job.
_OWN = frozenset(
    (
        *("id", "title", "title_forms", "also_known_as", "formerly", "kind"),
        *("code", "code_system", "discipline", "grade", "context", "grading"),
        *("based_on", "document", "sign", "notes"),
    )
)


def addresses(role: Role) -> Iterator[str]:
    """What drop, change and add can name: ``area`` and ``area/task``, for those with ids."""
    for area in role.responsibilities:
        if area.id:
            yield area.id
            yield from (f"{area.id}/{task.id}" for task in area.tasks if task.id)


def inherited(own: Role) -> frozenset[str]:
    """The sections that a company job takes over from its reference job."""
    return frozenset(Role.model_fields) - _OWN - own.model_fields_set


def derived(base: Role, own: Role) -> Role:
    """The company job ``own`` in full, from the reference job ``base``.

    Addresses that name nothing change nothing; checks tell them.
    """
    taken_over = {name: getattr(base, name) for name in inherited(own)}
    if "responsibilities" in taken_over:
        taken_over["responsibilities"] = tuple(_areas(base, own))
    return own.model_copy(update=taken_over)


def _areas(base: Role, own: Role) -> Iterator[Area]:
    rules = own.based_on
    assert rules is not None
    dropped = {drop.item for drop in rules.drop}
    changes = {change.item: change for change in rules.change}
    joined: dict[str, list[Addition]] = {}
    for addition in rules.add:
        joined.setdefault(addition.to or "", []).append(addition)
    for area in base.responsibilities:
        if area.id and area.id in dropped:
            continue
        additions = joined.get(area.id, []) if area.id else []
        tasks = [
            _changed(task, changes.get(f"{area.id}/{task.id}"))
            for task in area.tasks
            if not (area.id and task.id and f"{area.id}/{task.id}" in dropped)
        ]
        update: dict[str, object] = {
            "tasks": (*tasks, *(task for a in additions for task in a.tasks)),
            "criteria": (*area.criteria, *(c for a in additions for c in a.criteria)),
        }
        if change := changes.get(area.id or ""):
            update |= _stated(change, ("area", "weight", "optional", "time_share"))
        yield area.model_copy(update=update)
    for addition in joined.get("", []):
        fields = {name: getattr(addition, name) for name in Area.model_fields}
        yield Area.model_construct(**fields)


def _changed(task: Task, change: Change | None) -> Task:
    if change is None:
        return task
    return task.model_copy(update=_stated(change, tuple(Task.model_fields)))


def _stated(change: Change, names: tuple[str, ...]) -> dict[str, object]:
    return {
        name: getattr(change, name)
        for name in names
        if name in change.model_fields_set and name != "id"
    }
