"""Entries that were added, deleted and moved on a paper, as changes of the lists of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rolebook.importing.patching.plan import Entry, New, at, value_after
from rolebook.importing.returning.aligning import increasing
from rolebook.importing.returning.comparing import Comparison, Edit
from rolebook.importing.returning.entries import Added, Here, kind_of
from rolebook.importing.returning.inheriting import is_inherited, named
from rolebook.model.base import Path, model_at
from rolebook.model.numbering import spoken


def change_lists(c: Comparison, removed: set[Path]) -> None:
    """Plan every list whose entries are others now, or in another order. ``removed``: those that
    go. Entries that the paper does not show keep their place behind the one before them."""
    lists = c.structure.lists(removed)
    for paragraph in lists.left:
        why = "it is new, and nothing says where in the file it belongs"
        c.leave(paragraph.text, why, tuple(paragraph.by))
    here = {
        entry
        for (above, steps), entries in lists.order.items()
        if isinstance(above, Added) or _has_place(c, (*above, *steps))
        for entry in entries
        if not isinstance(entry, Added)
    }
    added = list(_added(lists.order))
    below = {e for one in added for es in one.below.values() for e in es}
    for (above, steps), entries in lists.order.items():
        if isinstance(above, Added):
            continue
        path = (*above, *steps)
        size = _size(c, path)
        whole = list(entries)
        for n in range(size):
            entry = (*path, n)
            if entry not in whole and entry not in removed | below and not (
                entry in here and entry in c.structure.shown
            ):  # fmt: skip
                before = [whole.index(e) for e in ((*path, m) for m in range(n)) if e in whole]
                whole.insert(max(before, default=-1) + 1, entry)
        if whole != [(*path, n) for n in range(size)]:
            _list(c, path, whole)


def _size(c: Comparison, path: Path) -> int:
    place = c.file.path(path)
    if place is None:
        return 0
    value = at(c.file.source.data, place)
    return len(value) if isinstance(value, list) else 0


def _list(c: Comparison, path: Path, whole: Sequence[Here]) -> None:
    place = c.file.path(path)
    if not c.may_restructure(path) or (place is None and c.file.governing):
        why = "a translation follows the governing file: add, delete and move entries there"
        for entry in whole:
            if isinstance(entry, Added):
                c.leave(entry.text, why, entry.by)
        if not any(isinstance(entry, Added) for entry in whole):
            c.leave(f"{spoken(path)}: another order", why, ())
        return
    if is_inherited(path):
        _inherited(c, path, whole)
        return
    if not _has_place(c, path):
        why = "there is no place for it where it stands on the paper now"
        for entry in whole:
            if isinstance(entry, Added):
                c.leave(entry.text, why, entry.by)
            else:
                c.leave(" · ".join(_all_words(c, entry)), why, ())
        return
    above = c.file.path(path[:-1])
    rank = [e for e in whole if not isinstance(e, Added) and e[:-1] == path]
    moved = _out_of_order(rank)
    for n, entry in enumerate(whole):
        if isinstance(entry, Added):
            place_now = c.numbers.place((*path, n))
            c.found.edits.append(Edit("added", place_now, "", entry.text, entry.by))
        elif entry[:-1] != path or entry in moved:
            place_now = c.numbers.place((*path, n))
            c.found.edits.append(
                Edit("moved", c.numbers.place(entry), _words(c, entry), place_now, ())
            )
    new: list[Entry] = [_entry(c, entry) for entry in whole]
    if place is None and above is not None:
        data = [
            one.data if isinstance(one, New) else value_after(c.file.source.data, c.found.plan, one)
            for one in new
        ]
        c.found.plan.values[(*above, str(path[-1]))] = data
    elif place is not None:
        c.found.plan.lists[place] = new


def _has_place(c: Comparison, path: Path) -> bool:
    """Whether the file has this list, or a group in which it could stand."""
    if is_inherited(path) or c.file.path(path) is not None:
        return True
    above = c.file.path(path[:-1])
    return above is not None and isinstance(at(c.file.source.data, above), dict)


def _all_words(c: Comparison, entry: Path) -> Iterator[str]:
    for path, text in c.printed.texts.items():
        if path[: len(entry)] == entry:
            yield text.raw


def _words(c: Comparison, entry: Here) -> str:
    """By what an entry is known."""
    if isinstance(entry, Added):
        return entry.text
    return c.raw(c.structure.heads.get(entry, entry))


def _inherited(c: Comparison, path: Path, whole: Sequence[Here]) -> None:
    """A list of the reference job: this job can add to it."""
    old = [entry for entry in whole if not isinstance(entry, Added)]
    for n, entry in enumerate(whole):
        if not isinstance(entry, Added):
            continue
        if not entry.below and c.rules.join(path, entry.data):
            place = c.numbers.place((*path, n))
            c.found.edits.append(Edit("added", place, "", entry.text, entry.by))
        else:
            why = "it joins what comes from the reference job; write it under based_on: add"
            c.leave(entry.text, why, entry.by)
    if any(entry[:-1] != path for entry in old) or _out_of_order(old):
        why = "what comes from the reference job stands in its order"
        c.leave(f"{named(path)}: another order", why, ())


def _entry(c: Comparison, entry: Here) -> Entry:
    if isinstance(entry, Added):
        return New(_data(c, entry))
    place = c.file.path(entry)
    assert place is not None
    return place


def _data(c: Comparison, added: Added) -> Any:
    data = added.data
    for key, entries in added.below.items():
        inner = []
        for entry in entries:
            if isinstance(entry, Added):
                inner.append(_data(c, entry))
            elif (place := c.file.path(entry)) is not None:
                inner.append(value_after(c.file.source.data, c.found.plan, place))
        if isinstance(data, str):
            model = model_at(c.file.cls, kind_of(added))
            data = {model.shorthand if model else "text": data}
        data = {**data, key: inner}
    return data


def _added(order: Any) -> Iterator[Added]:
    pending = [entry for entries in order.values() for entry in entries]
    while pending:
        entry = pending.pop()
        if isinstance(entry, Added):
            yield entry
            pending += [inner for entries in entry.below.values() for inner in entries]


def _out_of_order(entries: Sequence[Path]) -> set[Path]:
    kept = increasing([int(entry[-1]) for entry in entries])
    return {entry for n, entry in enumerate(entries) if n not in kept}
