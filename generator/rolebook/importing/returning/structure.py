"""Lists of a paper that came back: which entries are there now, in which order, and which are new.

A new paragraph belongs to the list of the paragraph that it follows, where it looks like an entry
of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rolebook.importing.returning.aligning import increasing
from rolebook.importing.returning.entries import (
    ANY_STYLE,
    Added,
    Entries,
    Here,
    Lists,
    as_typed,
    entry_of,
    kind_of,
    pattern,
    says_nothing,
)
from rolebook.importing.returning.word import Paragraph
from rolebook.model.base import Path


class Structure(Entries):
    """Where everything on the edited paper belongs."""

    # -- where everything belongs

    def lists(self, removed: set[Path]) -> Lists:
        """Every list whose entries or order are not as printed. ``removed``: entries that go."""
        for last in (False, True):
            found = self._lists(removed, last)
            changed = {
                key: entries for key, entries in found.order.items() if self._differs(key, entries)
            }
            if changed or last:
                break
        return Lists(changed, found.left)

    def _differs(self, key: tuple[Here, tuple[str, ...]], entries: list[Here]) -> bool:
        above, steps = key
        if isinstance(above, Added):
            return False
        path = (*above, *steps)
        return entries != [e for e in self._base(path) if e is not None]

    def _base(self, path: Path) -> list[Path]:
        """The entries of a list that are known by a text, as printed."""
        return sorted((e for e in self.shown if e[:-1] == path), key=lambda entry: int(entry[-1]))

    def _lists(self, removed: set[Path], last: bool) -> Lists:
        found = Lists()
        self.found = found
        alive = list(self.alive(last))
        steady = self._steady(alive)
        at: dict[int, list[Path]] = {}
        for j, entry in alive:
            at.setdefault(j, []).append(entry)
        self.current: dict[tuple[str, ...], Here] = {}
        self.made: dict[int, Added] = {}
        for path in {entry[:-1] for entry in self.shown}:
            found.order.setdefault(self.key_of(path), [])
        rows: set[tuple[int, int]] = set()
        for j, paragraph in enumerate(self.edited):
            if j in self.pairs:
                for entry in at.get(j, ()):
                    self._old(entry, entry in steady, removed)
            elif paragraph.text.strip():
                self._new(j, paragraph, rows)
        return found

    def _steady(self, alive: Sequence[tuple[int, Path]]) -> set[Path]:
        """The entries that did not move: those that are still in the order of the print."""
        printed = [(self.pairs[j], self._place(self.pairs[j], entry)) for j, entry in alive]
        rank = {place: n for n, place in enumerate(sorted(set(printed)))}
        return {alive[n][1] for n in increasing([rank[place] for place in printed])}

    def _place(self, i: int, entry: Path) -> int:
        head = self.heads[entry]
        return next(n for n, piece in enumerate(self.pieces[i]) if piece.path == head)

    def _old(self, entry: Path, steady: bool, removed: set[Path]) -> None:
        parent, steps = self.key_of(entry[:-1])
        here: Here = parent
        if parent:
            kind = pattern(parent)
            now = self.current.get(kind)
            into_new = isinstance(now, Added) and len(steps) == 1
            elsewhere = not isinstance(now, Added) and (not steady or parent in removed)
            if now is not None and (into_new or elsewhere):
                here = now
            self.current[kind] = here
        if isinstance(here, Added):
            here.below.setdefault(steps[0], []).append(entry)
        else:
            self.found.order.setdefault((here, steps), []).append(entry)
        self.current[pattern(entry)] = entry

    # -- what is new

    def _new(self, j: int, paragraph: Paragraph, rows: set[tuple[int, int]]) -> None:
        if paragraph.floating:
            self.found.left.append(paragraph)
            return
        if paragraph.cell and not self.row_is_known(paragraph.cell):
            if paragraph.cell[:2] not in rows:
                rows.add(paragraph.cell[:2])
                self._new_row(paragraph.cell[:2])
            return
        if says_nothing(paragraph):
            return
        where = self._where(j, paragraph)
        made = self._make(where, paragraph) if where else None
        if made is None or where is None:
            self.found.left.append(paragraph)
            return
        self.made[j] = made
        self._put(made, where[1])

    def _put(self, made: Added, behind: Here | None) -> None:
        """Behind an entry of the same list; without one, at its beginning."""
        if isinstance(made.above, Added):
            entries = made.above.below.setdefault(made.steps[0], [])
        else:
            entries = self.found.order.setdefault((made.above, made.steps), [])
        at = entries.index(behind) + 1 if behind is not None and behind in entries else (
            len(entries) if behind is not None else 0
        )  # fmt: skip
        entries.insert(at, made)
        kind = pattern(made.above) if not isinstance(made.above, Added) else ()
        self.current[(*kind, *made.steps)] = made

    def _where(
        self, j: int, paragraph: Paragraph
    ) -> tuple[tuple[Here, tuple[str, ...]], Here | None] | None:
        """The list that a new paragraph belongs to, and the entry that it follows."""
        before, after = self.beside(j, -1), self.beside(j, 1)
        if before is not None and (made := self.made.get(before)):
            if self.edited[before].style == paragraph.style:
                return (made.above, made.steps), made
            key = next(iter(self.keys_of_lists(made.steps)), None)
            return ((made, (key,)), None) if key else None
        main = self.main(before)
        entry = entry_of(main)
        while entry:
            style = self.styles.get(pattern(entry))
            loose = paragraph.style in ANY_STYLE and "heading" not in (style or "")
            same_column = before is not None and self.edited[before].style == paragraph.style
            in_row = paragraph.cell is not None and pattern(entry) in self.of_rows
            if (
                style is not None
                and not in_row
                and (style == paragraph.style or (loose and not same_column))
            ):
                return self._with_current(entry)
            inner = self.inner_list(entry, paragraph) if main == self.heads.get(entry) else None
            if inner:
                return (entry, (inner,)), None
            entry = entry_of(entry[:-1])
        entry = entry_of(self.main(after))
        is_head = bool(entry) and self.heads.get(entry) == self.main(after)
        is_head = is_head and not (paragraph.cell and pattern(entry) in self.of_rows)
        if is_head and self.styles.get(pattern(entry)) == paragraph.style:
            where, _ = self._with_current(entry)
            known = self.found.order.get(where, [])
            return where, known[-1] if known else None
        return self._new_heading(paragraph)

    def _with_current(self, entry: Path) -> tuple[tuple[Here, tuple[str, ...]], Here]:
        """The list in which an entry stands now."""
        for (above, steps), entries in self.found.order.items():
            if entry in entries:
                return (above, steps), entry
        for made in self.made.values():
            for key, entries in made.below.items():
                if entry in entries:
                    return (made, (key,)), entry
        return self.key_of(entry[:-1]), entry

    def _new_heading(
        self, paragraph: Paragraph
    ) -> tuple[tuple[Here, tuple[str, ...]], Here | None] | None:
        """A heading of the look that entries of one kind have opens a new one of these."""
        if "heading" not in paragraph.style:
            return None
        for kind, style in self.styles.items():
            if style == paragraph.style and (now := self.current.get(kind)) is not None:
                if isinstance(now, Added):
                    return (now.above, now.steps), now
                return self.key_of(now[:-1]), now
        return None

    def _make(
        self, where: tuple[tuple[Here, tuple[str, ...]], Here | None], paragraph: Paragraph
    ) -> Added | None:
        (above, steps), _ = where
        kind = (*kind_of(above), *steps)
        text = as_typed(paragraph, kind in self.numbered)
        data = self.data(kind, text) if text else None
        if data is None:
            return None
        return Added(above, steps, data, text, tuple(paragraph.by))

    # -- new rows

    def _new_row(self, row: tuple[int, int]) -> None:
        """A row that was put into a table: an entry like that of the row above it."""
        own = [p for p in self.edited if p.cell and p.cell[:2] == row and p.text.strip()]
        model_row = self.row_above(row)
        if model_row is None:
            self.found.left += own
            return
        entry, columns = model_row
        kind = pattern(entry)
        head, left = "", []
        more: dict[str, Any] = {}
        count: dict[int, int] = {}
        for paragraph in own:
            column = paragraph.cell[2] if paragraph.cell else 0
            rest = columns.get(column, [])
            at = count[column] = count.get(column, -1) + 1
            text = as_typed(paragraph, False)
            single = rest[0][0] if rest and len(rest[0][0]) == 1 and at == 0 else ()
            several = next((r[0][0] for r in rest if len(r[0]) > 1 and isinstance(r[0][1], int)
                            and r[1] == paragraph.style), None)  # fmt: skip
            if single and (*entry, *single) == self.heads.get(entry):
                head = text
            elif single:
                more[str(single[0])] = text
            elif several:
                more.setdefault(str(several), []).append(text)
            else:
                left.append(paragraph)
        data = self.data(kind, head, more) if head else None
        if data is None:
            self.found.left += own
            return
        self.found.left += [p for p in left if not says_nothing(p)]
        by = tuple(dict.fromkeys(name for p in own for name in p.by))
        key, behind = self._with_current(entry)
        self._put(Added(key[0], key[1], data, head, by), behind)
