"""What a company job took over from its reference job and says otherwise now: plusses and minuses.

The reference job's file is not touched: another wording becomes an entry under ``change`` of
``based_on``, a deleted task one under ``drop``, a new one under ``add``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rolebook.importing.patching.plan import New, Plan
from rolebook.importing.returning.printed import Printed
from rolebook.model.base import Path
from rolebook.model.numbering import spoken
from rolebook.model.role import Role
from rolebook.views.places import OF_REFERENCE

_OF_TASKS = ("task", "when", "frequency", "result")


def is_inherited(path: Path) -> bool:
    """Whether a text or list is the reference job's."""
    return path[: len(OF_REFERENCE)] == OF_REFERENCE


def named(path: Path) -> str:
    """A place as people name it, also one in the reference job."""
    return spoken(path[len(OF_REFERENCE) :] if is_inherited(path) else path)


@dataclass(slots=True)
class Rules:
    """The differences, by the address of the area or task in the reference job."""

    printed: Printed
    change: dict[str, dict[str, str]] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    add: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, Any] | None:
        """The rules as they stand in the file; None where there is no place for more."""
        file = self.printed.file
        rules = file.source.data.get("based_on")
        return rules if isinstance(rules, dict) and file.governing is None else None

    def say(self, path: Path, raw: str) -> bool:
        """A text in other words. False where it is none that can be changed one by one."""
        address, key = self._address(path)
        if address:
            self.change.setdefault(address, {})[key] = raw
        return bool(address)

    def leave_out(self, path: Path) -> bool:
        """A task that was deleted, or what is said about one that was."""
        address, key = self._address(path)
        if address in self.drop:
            return True
        if not address or key != "task":
            return False
        self.drop.append(address)
        return True

    def join(self, path: Path, data: Any) -> bool:
        """A new task in an area of the reference job."""
        match path[len(OF_REFERENCE) :]:
            case ("responsibilities", int(place), "tasks"):
                area = self._area(place)
                if area and self.written is not None:
                    self.add.setdefault(area, []).append(data)
                    return True
        return False

    def _area(self, place: int) -> str:
        base = self.printed.base
        areas = base.responsibilities if isinstance(base, Role) else ()
        return (areas[place].id or "") if place < len(areas) else ""

    def _address(self, path: Path) -> tuple[str, str]:
        """The address of an inherited area or task and the key of a text of it; else nothing."""
        base = self.printed.base
        if self.written is None or not isinstance(base, Role):
            return "", ""
        match path[len(OF_REFERENCE) :]:
            case ("responsibilities", int(place), "area"):
                return self._area(place), "area"
            case ("responsibilities", int(place), "tasks", int(number), str(key)):
                task = base.responsibilities[place].tasks[number].id
                if self._area(place) and task and key in _OF_TASKS:
                    return f"{self._area(place)}/{task}", key
        return "", ""

    def into(self, plan: Plan) -> None:
        """Put the rules into the plan of the file."""
        new = []
        for address, said in self.change.items():
            there = self._place("change", address)
            if there is None:
                new.append({"item": address, **said})
            else:
                plan.values |= {("based_on", "change", there, key): v for key, v in said.items()}
        self._append(plan, "drop", self.drop)
        self._append(plan, "add", [{"to": to, "tasks": tasks} for to, tasks in self.add.items()])
        self._append(plan, "change", new)

    def _place(self, key: str, address: str) -> int | None:
        entries = (self.written or {}).get(key)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and entry.get("item") == address:
                return number
        return None

    def _append(self, plan: Plan, key: str, entries: Sequence[Any]) -> None:
        if not entries:
            return
        path = ("based_on", key)
        there = (self.written or {}).get(key)
        if isinstance(there, list) and there:
            old = plan.lists.setdefault(path, [(*path, n) for n in range(len(there))])
            old += map(New, entries)
        else:
            plan.values[path] = list(entries)
