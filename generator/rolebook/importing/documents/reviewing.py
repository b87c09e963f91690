"""What a reader decides about a doubtful value: it stays, it is put in other words, it goes to the
notes, it is left out. Pure: the terminal asks, this changes the draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rolebook.importing.documents.filling.draft import Draft, Value, path_shown
from rolebook.importing.documents.reading.lines import joined
from rolebook.importing.documents.sorting.segments import Left
from rolebook.model.base import Path

NEEDED = frozenset({"title", "kind", "family", "area"})
"""Keys without which a file is not valid: they can be changed and not taken away."""


def doubts(draft: Draft) -> Iterator[tuple[Path, Value]]:
    """Doubtful values, in the order of the file."""
    return ((path, value) for path, value in draft.values() if value.guess)


def keep(draft: Draft, path: Path) -> None:
    _put(draft, path, replace(draft.at(path), guess=""))


def say(draft: Draft, path: Path, text: str) -> None:
    """Other words: the reader's own; what the document says is then a note."""
    old: Value = draft.at(path)
    _put(draft, path, Value(text, (), ""))
    if old.pieces:
        draft.left.append(Left(old.pieces, f"put in other words at {path_shown(path)}"))


def to_notes(draft: Draft, path: Path) -> None:
    for value in _taken(draft, path):
        draft.note(Value(f"{path[0]}: {joined(value.pieces) or value.text}", value.pieces))


def leave_out(draft: Draft, path: Path) -> None:
    for value in _taken(draft, path):
        if value.pieces:
            draft.left.append(Left(value.pieces, f"left out by the reader at {path_shown(path)}"))


def _taken(draft: Draft, path: Path) -> list[Value]:
    """Takes out the entry that a value belongs to: a whole entry of a list, else the value."""
    where = path
    while len(where) > 1 and not isinstance(where[-1], int):
        holder = draft.at(where[:-1])
        if len(path) > 1 and isinstance(holder, dict) and where == path and _stands_alone(holder):
            where = where[:-1]
            continue
        break
    taken = draft.at(where[:-1]).pop(where[-1])
    while len(where) > 1 and draft.at(where[:-1]) in ([], {}):
        where = where[:-1]
        draft.at(where[:-1]).pop(where[-1])
    return list(_all(taken))


def _stands_alone(holder: dict[str, Any]) -> bool:
    """An entry whose value is its all, such as ``{text: ...}``: it goes as a whole."""
    return "text" in holder or "role" in holder or "task" in holder or "by" in holder


def _all(held: Any) -> Iterator[Value]:
    if isinstance(held, Value):
        yield held
    else:
        for item in held.values() if isinstance(held, dict) else held:
            yield from _all(item)


def _put(draft: Draft, path: Path, value: Value) -> None:
    draft.at(path[:-1])[path[-1]] = value
