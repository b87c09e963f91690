"""What is to change in a file: texts, keys and lists, by where they stand now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rolebook.model.base import Path


class CannotPatch(Exception):
    """A change that cannot be made in the text: ``path`` says where, ``reason`` why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path, self.reason = path, reason


@dataclass(frozen=True, slots=True)
class New:
    """An entry that was not there: plain data."""

    data: Any


Entry = Path | New
"""An entry of a list as it is to be: one that is there, by its path now, or a new one."""


@dataclass(slots=True)
class Plan:
    """What is to change. Every path is one of the file as it is.

    ``values``: texts (or data) in the place of others, or under a key that is not there yet.
    ``gone``: keys that fall away. ``lists``: whole lists in their new order; an entry may come
    from another list.
    """

    values: dict[Path, Any] = field(default_factory=dict)
    gone: set[Path] = field(default_factory=set)
    lists: dict[Path, list[Entry]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.gone or self.lists)


def closed(data: Any, plan: Plan) -> Plan:
    """The same plan, where a group that loses all its keys falls away itself, with its key or as an
    entry of its list."""
    made = Plan(dict(plan.values), set(plan.gone), {p: list(e) for p, e in plan.lists.items()})
    while emptied := next(_emptied(data, made), None):
        made.gone = {path for path in made.gone if path[: len(emptied)] != emptied}
        made.lists = {p: e for p, e in made.lists.items() if p[: len(emptied)] != emptied}
        if isinstance(emptied[-1], str):
            made.gone.add(emptied)
        else:
            above = emptied[:-1]
            old = made.lists.get(above, [(*above, n) for n in range(len(at(data, above)))])
            made.lists[above] = [entry for entry in old if entry != emptied]
    return made


def _emptied(data: Any, plan: Plan) -> Iterator[Path]:
    gone = plan.gone | {path for path, entries in plan.lists.items() if not entries}
    for group in dict.fromkeys(path[:-1] for path in gone if path[:-1]):
        held = at(data, group)
        added = any(path[:-1] == group and path[-1] not in held for path in plan.values)
        if isinstance(held, dict) and not added and all((*group, key) in gone for key in held):
            yield group


def expected(data: Any, plan: Plan) -> Any:
    """Plain data after the changes. A list that loses all its entries falls away with its key."""
    return Expected(data, plan).at(())


def value_after(data: Any, plan: Plan, path: Path) -> Any:
    """What stands at a path, with the changes below it."""
    return Expected(data, plan).at(path)


def at(data: Any, path: Path) -> Any:
    """The value at a path. Raises KeyError, IndexError or TypeError where there is none."""
    for step in path:
        data = data[step]
    return data


class Expected:
    """Plain data with the changes of a plan."""

    def __init__(self, data: Any, plan: Plan) -> None:
        self.data, self.plan = data, plan

    def at(self, path: Path) -> Any:
        if path in self.plan.values:
            return self.plan.values[path]
        value = at(self.data, path)
        if isinstance(value, dict):
            kept = {
                key: self.at((*path, key))
                for key in value
                if (*path, key) not in self.plan.gone and not self._emptied((*path, key))
            }
            added = {
                there[-1]: new
                for there, new in self.plan.values.items()
                if there[:-1] == path and there[-1] not in value
            }
            return {**kept, **added}
        if isinstance(value, list):
            entries = self.plan.lists.get(path, [(*path, n) for n in range(len(value))])
            return [e.data if isinstance(e, New) else self.at(e) for e in entries]
        return value

    def _emptied(self, path: Path) -> bool:
        return path in self.plan.lists and not self.plan.lists[path]
