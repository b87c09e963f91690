"""What changed between two contents of a document, by field and by word.

The result is plain data: a tree of changes in the shape of the content itself. Applied to the old
content it gives the new one. Entries of lists are aligned by what they say, so that an inserted
task does not make the tasks behind it look changed: first by their ids, then by being equal, then
by how many words they share. An entry that stands elsewhere in its list is moved, not new.

Pure: knows no document, only content in canonical form (`rolebook.records.fingerprint`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from rolebook.records.fingerprint import Content, canonical_json, stated_fields
from rolebook.records.wording import Piece, in_step, said, similarity, words

Sign = Literal["=", "~", "+", "-"]
"""The same, changed within, added, removed."""

_LARGEST_GAP = 40_000  # pairs of entries: beyond, they are not compared with each other


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a value.

    ``key`` is its name in the mapping that holds it, empty for an entry of a list. ``parts`` are
    the fields of a changed mapping, or the entries of a changed list in reading order, removed ones
    at the place where they stood. ``pieces`` are the words of a changed text. A changed value with
    neither was replaced as a whole. ``moved``: an entry that is removed here and added elsewhere;
    where it is added, ``old`` is what it said before.
    """

    sign: Sign
    key: str = ""
    old: Any = None
    new: Any = None
    parts: tuple[Change, ...] = ()
    pieces: tuple[Piece, ...] = ()
    moved: bool = False

    @property
    def value(self) -> Any:
        """The value as it is now; of a removed one, as it was."""
        return self.old if self.sign == "-" else self.new

    @property
    def children(self) -> tuple[Change, ...]:
        """The fields or entries, also of a value that is the same, added or removed as a whole."""
        if self.parts or self.sign == "~":
            return self.parts
        match self.value:
            case dict() as fields:
                return tuple(_whole(self.sign, value, key) for key, value in fields.items())
            case list() as entries:
                return tuple(_whole(self.sign, value) for value in entries)
        return ()


def compare(old: Any, new: Any, key: str = "") -> Change:
    """What changed between two values of JSON."""
    if _same(old, new):
        return Change("=", key, old, new)
    match old, new:
        case dict(), dict():
            return Change("~", key, old, new, parts=tuple(_fields(old, new)))
        case list(), list():
            return Change("~", key, old, new, parts=tuple(_entries(old, new)))
        case str(), str():
            return Change("~", key, old, new, pieces=tuple(words(old, new)))
    return Change("~", key, old, new)


def compare_documents(old: Content, new: Content) -> Change:
    """What changed in what the paper states of a document, by its whole content: the ids of areas,
    tasks and steps serve to find them again, and their change alone is none."""
    return _without_own_ids(compare(stated_fields(old), stated_fields(new)))


def applied(old: Any, change: Change) -> Any:
    """The new value, made from the old one by a change of it."""
    if change.sign != "~" or (change.pieces and not isinstance(old, str)):
        return old if change.sign == "=" else change.new
    if change.pieces:
        return "".join(piece.text for piece in change.pieces if piece.sign != "-")
    if isinstance(old, dict) and isinstance(change.new, dict):
        return {
            part.key: applied(old.get(part.key), part) for part in change.parts if part.sign != "-"
        }
    if isinstance(old, list) and isinstance(change.new, list):
        entries = iter(old)
        made = []
        for part in change.parts:
            before = None if part.sign == "+" else next(entries)
            if part.sign != "-":
                made.append(applied(before, part))
        return made
    return change.new


def changes(
    change: Change, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Change]]:
    """Every single change below a value with its path: keys and places in lists from 0, of a
    removed entry the place that it had."""
    if change.sign == "=":
        return
    if change.sign != "~" or not change.parts:
        yield path, change
        return
    before = after = 0
    for part in change.parts:
        if isinstance(change.new, dict):
            step: str | int = part.key
        else:
            step = before if part.sign == "-" else after
            before += part.sign != "+"
            after += part.sign != "-"
        yield from changes(part, (*path, step))


def _whole(sign: Sign, value: Any, key: str = "") -> Change:
    return Change(
        sign,
        key,
        None if sign == "+" else value,
        None if sign == "-" else value,
    )


def _same(old: Any, new: Any) -> bool:
    # In Python True is 1; in JSON it is not.
    return bool(old == new) and canonical_json(old) == canonical_json(new)


def _fields(old: Content, new: Content) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            yield _whole("-", old[key], key)
        elif key not in old:
            yield _whole("+", new[key], key)
        else:
            yield compare(old[key], new[key], key)


# -- lists


def _entries(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    handles = _handles(old, new)
    pairs = [(a + n, b + n) for a, b, size in _blocks(*handles) for n in range(size)]
    moved = _moved(*handles, pairs)
    done_old, done_new = 0, 0
    for a, b in [*pairs, (len(old), len(new))]:
        gap_old = list(range(done_old, a))
        gap_new = list(range(done_new, b))
        for i, j in _by_similarity(old, new, gap_old, gap_new, moved):
            yield _entry(old, new, i, j, moved)
        if a < len(old):
            yield compare(old[a], new[b])
        done_old, done_new = a + 1, b + 1


def _entry(
    old: Sequence[Any], new: Sequence[Any], i: int | None, j: int | None, moved: dict[int, int]
) -> Change:
    if i is not None and j is not None:
        return compare(old[i], new[j])
    if i is not None:
        return replace(_whole("-", old[i]), moved=i in moved)
    assert j is not None
    before = next((there for there, here in moved.items() if here == j), None)
    if before is None:
        return _whole("+", new[j])
    return Change("+", "", old[before], new[j], moved=True)


def _handles(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[str], list[str]]:
    """By what the entries are known in both lists: their id, where both have it, else all they
    say."""

    def ids(entries: Sequence[Any]) -> set[str]:
        found = Counter(str(e["id"]) for e in entries if isinstance(e, dict) and "id" in e)
        return {id_ for id_, times in found.items() if times == 1}

    shared = ids(old) & ids(new)

    def handle(entry: Any) -> str:
        if isinstance(entry, dict) and "id" in entry:
            if str(entry["id"]) in shared:
                return f"#{entry['id']}"
            entry = {key: value for key, value in entry.items() if key != "id"}
        return canonical_json(entry)

    return [handle(entry) for entry in old], [handle(entry) for entry in new]


def _blocks(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(a, b, size) for a, b, size in matcher.get_matching_blocks() if size]


def _moved(old: list[str], new: list[str], pairs: list[tuple[int, int]]) -> dict[int, int]:
    """The entries that are in both lists and could not be aligned: old place -> new place."""
    aligned_old = {a for a, _ in pairs}
    aligned_new = {b for _, b in pairs}
    waiting: dict[str, list[int]] = {}
    for j, handle in enumerate(new):
        if j not in aligned_new:
            waiting.setdefault(handle, []).append(j)
    found = {}
    for i, handle in enumerate(old):
        if i not in aligned_old and waiting.get(handle):
            found[i] = waiting[handle].pop(0)
    return found


def _by_similarity(
    old: Sequence[Any],
    new: Sequence[Any],
    rows: list[int],
    columns: list[int],
    moved: dict[int, int],
) -> list[tuple[int | None, int | None]]:
    """The best alignment in order of entries that are neither equal nor known by an id, among the
    others."""
    if not rows or not columns or len(rows) * len(columns) > _LARGEST_GAP:
        return [*((i, None) for i in rows), *((None, j) for j in columns)]
    said_old = {i: _said(old[i]) for i in rows}
    said_new = {j: _said(new[j]) for j in columns}
    here = set(moved.values())

    def fit(r: int, c: int) -> float:
        i, j = rows[r], columns[c]
        if i in moved or j in here or type(old[i]) is not type(new[j]):
            return 0
        return similarity(said_old[i], said_new[j])

    return [
        (None if r is None else rows[r], None if c is None else columns[c])
        for r, c in in_step(len(rows), len(columns), fit)
    ]


def _said(value: Any) -> Counter[str]:
    """The words of a value, whatever its shape."""
    found: Counter[str] = Counter()
    pending = [value]
    while pending:
        match pending.pop():
            case str() as text:
                found.update(said(text))
            case dict() as fields:
                pending += [held for key, held in fields.items() if key != "id"]
            case list() as entries:
                pending += entries
            case other:
                found[str(other)] += 1
    return found


# -- documents

OWN_IDS = frozenset((("responsibilities",), ("responsibilities", "tasks"), ("steps",)))
"""The lists whose entries have ids that only the content itself refers to."""


def _without_own_ids(change: Change, path: tuple[str, ...] = ()) -> Change:
    if change.sign != "~" or not change.parts:
        return change
    fields = isinstance(change.new, dict)
    parts = tuple(
        _without_own_ids(part, (*path, part.key) if fields else path)
        for part in change.parts
        if not (part.key == "id" and path in OWN_IDS)
    )
    same = all(part.sign == "=" for part in parts)
    return replace(change, sign="=" if same else "~", parts=parts)
