"""Lists of a paper that came back: which entries are there now, in which order, and which are new.

An entry is known by its head, the first of its texts. A new paragraph belongs to the list of the
paragraph that it follows, where it looks like an entry of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from rolebook.importing.aligning import increasing
from rolebook.importing.marking import plainly
from rolebook.importing.projecting import Letter, Piece
from rolebook.importing.word import Paragraph
from rolebook.model.base import Model, Path, model_at, type_at
from rolebook.model.text import Text

_NUMBER = re.compile(
    r"\s*(?:(?:[A-Z]{1,2}\.?)?\d+(?:\.\d+)*[.)]?\s|[A-Z]{1,2}[.)]?(?:[\t\u2002]|\s(?=[A-Z]))|\t)\s*"
)
_AFTER_NUMBER = ("\t", "\u2002")
_ANY_STYLE = {"", "normal", "standard", "body text", "text body", "list paragraph"}


def entry_of(path: Path) -> Path:
    """The innermost entry of a list that a path lies in; empty for none."""
    end = max((n for n, step in enumerate(path, 1) if isinstance(step, int)), default=0)
    return path[:end]


def pattern(path: Path) -> tuple[str, ...]:
    """A path without places in lists: what all entries of the same kind have in common."""
    return tuple(step for step in path if isinstance(step, str))


@dataclass(slots=True, eq=False)
class Added:
    """A new entry: its own data, and entries of lists below it that stood elsewhere."""

    above: Path | Added
    steps: tuple[str, ...]
    data: Any
    text: str
    by: tuple[str, ...]
    below: dict[str, list[Path | Added]] = field(default_factory=dict)


Here = Path | Added


@dataclass(slots=True)
class Lists:
    """``order``: of each list, by its path (or the new entry that holds it and the key), what is in
    it now. ``left``: paragraphs that have no place."""

    order: dict[tuple[Here, tuple[str, ...]], list[Here]] = field(default_factory=dict)
    left: list[Paragraph] = field(default_factory=list)


class Structure:
    """The two papers side by side. ``pieces``: of each printed paragraph; ``pairs``: of an edited
    paragraph the printed one; ``paths``: of every text of the document, in the order of its model.
    """

    def __init__(
        self,
        cls: type[Model],
        paths: Iterable[Path],
        printed: Sequence[Paragraph],
        edited: Sequence[Paragraph],
        pieces: Sequence[Sequence[Piece]],
        pairs: Mapping[int, int],
    ) -> None:
        self.cls, self.printed, self.edited = cls, printed, edited
        self.pieces, self.pairs = pieces, pairs
        self.heads: dict[Path, Path] = {}
        for path in paths:
            if entry := entry_of(path):
                self.heads.setdefault(entry, path)
        self.styles: dict[tuple[str, ...], str] = {}
        self.numbered: set[tuple[str, ...]] = set()
        self.shown: set[Path] = set()
        for paragraph, cut in zip(printed, pieces, strict=True):
            for at, piece in enumerate(cut):
                entry = entry_of(piece.path)
                if not entry or self.heads.get(entry) != piece.path:
                    continue
                self.shown.add(entry)
                if at == 0 or (at == 1 and cut[0].text.endswith(_AFTER_NUMBER)):
                    self.styles.setdefault(pattern(entry), paragraph.style)
                    if at:
                        self.numbered.add(pattern(entry))

    # -- what is there

    def alive(self, last: bool = False) -> Iterator[tuple[int, Path]]:
        """Entries whose head is still there, with the edited paragraph; where a head stands on the
        paper more than once, its first place, or its last."""
        found: dict[Path, int] = {}
        for j, _ in enumerate(self.edited):
            for piece in self.pieces[self.pairs[j]] if j in self.pairs else ():
                entry = entry_of(piece.path)
                if entry and self.heads.get(entry) == piece.path and piece.said.strip():
                    if last:
                        found.pop(entry, None)
                    found.setdefault(entry, j)
        yield from ((j, entry) for entry, j in found.items())

    def gone(self) -> set[Path]:
        """Entries whose head fell away everywhere it stood."""
        return self.shown - {entry for _, entry in self.alive()}

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
            found.order.setdefault(self._key(path), [])
        rows: set[tuple[int, int]] = set()
        for j, paragraph in enumerate(self.edited):
            if j in self.pairs:
                for entry in at.get(j, ()):
                    self._old(entry, entry in steady, removed)
            elif paragraph.text.strip():
                self._new(j, paragraph, rows)
        return found

    @staticmethod
    def _key(path: Path) -> tuple[Path, tuple[str, ...]]:
        above = entry_of(path)
        return above, tuple(str(step) for step in path[len(above) :])

    def _steady(self, alive: Sequence[tuple[int, Path]]) -> set[Path]:
        """The entries that did not move: those that are still in the order of the print."""
        printed = [(self.pairs[j], self._place(self.pairs[j], entry)) for j, entry in alive]
        rank = {place: n for n, place in enumerate(sorted(set(printed)))}
        return {alive[n][1] for n in increasing([rank[place] for place in printed])}

    def _place(self, i: int, entry: Path) -> int:
        head = self.heads[entry]
        return next(n for n, piece in enumerate(self.pieces[i]) if piece.path == head)

    def _old(self, entry: Path, steady: bool, removed: set[Path]) -> None:
        parent, steps = self._key(entry[:-1])
        here: Here = parent
        if parent:
            kind = pattern(parent)
            now = self.current.get(kind)
            if now is not None and (not steady or parent in removed or isinstance(now, Added)):
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
        if paragraph.cell and not self._row_is_known(paragraph.cell):
            if paragraph.cell[:2] not in rows:
                rows.add(paragraph.cell[:2])
                self._new_row(paragraph.cell[:2])
            return
        if _says_nothing(paragraph):
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

    def _beside(self, j: int, step: int) -> int | None:
        """The next paragraph in this direction in the same column, or in the text."""
        cell, k = self.edited[j].cell, j + step
        while 0 <= k < len(self.edited):
            other = self.edited[k].cell
            same = other is None if cell is None else other is not None and other[::2] == cell[::2]
            if not self.edited[k].floating:
                if same:
                    return k
                if cell is None:
                    return None
            k += step
        return None

    def _main(self, j: int | None) -> Path:
        """The first of the author's texts in a paragraph that was printed."""
        if j is None or j not in self.pairs:
            return ()
        return next((piece.path for piece in self.pieces[self.pairs[j]] if piece.path), ())

    def _where(
        self, j: int, paragraph: Paragraph
    ) -> tuple[tuple[Here, tuple[str, ...]], Here | None] | None:
        """The list that a new paragraph belongs to, and the entry that it follows."""
        before, after = self._beside(j, -1), self._beside(j, 1)
        if before is not None and (made := self.made.get(before)):
            if self.edited[before].style == paragraph.style:
                return (made.above, made.steps), made
            key = next(iter(self._keys_of_lists(made.steps)), None)
            return ((made, (key,)), None) if key else None
        main = self._main(before)
        entry = entry_of(main)
        while entry:
            style = self.styles.get(pattern(entry))
            loose = paragraph.style in _ANY_STYLE and "heading" not in (style or "")
            same_column = before is not None and self.edited[before].style == paragraph.style
            if style is not None and (style == paragraph.style or (loose and not same_column)):
                return self._with_current(entry)
            inner = self._inner(entry, paragraph) if main == self.heads.get(entry) else None
            if inner:
                return (entry, (inner,)), None
            entry = entry_of(entry[:-1])
        entry = entry_of(self._main(after))
        is_head = bool(entry) and self.heads.get(entry) == self._main(after)
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
        return self._key(entry[:-1]), entry

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
                return self._key(now[:-1]), now
        return None

    def _keys_of_lists(self, steps: tuple[str, ...]) -> Iterator[str]:
        """The keys of an entry below which its own entries are printed."""
        for kind in self.styles:
            if kind[: len(steps)] == steps and len(kind) == len(steps) + 1:
                yield kind[-1]

    def _inner(self, entry: Path, paragraph: Paragraph) -> str | None:
        """The list of an entry whose entries look like this paragraph."""
        kind = pattern(entry)
        for key in self._keys_of_lists(kind):
            style = self.styles[*kind, key]
            loose = paragraph.style in _ANY_STYLE and "heading" in self.styles.get(kind, "")
            if style == paragraph.style or loose:
                return key
        return None

    def _make(
        self, where: tuple[tuple[Here, tuple[str, ...]], Here | None], paragraph: Paragraph
    ) -> Added | None:
        (above, steps), _ = where
        kind = (*_kind_of(above), *steps)
        text = _typed(paragraph, kind in self.numbered)
        data = self._data(kind, text) if text else None
        if data is None:
            return None
        return Added(above, steps, data, text, tuple(paragraph.by))

    def _data(self, kind: tuple[str, ...], text: str, more: Any = None) -> Any:
        """A valid entry of a list with this text as its head; None where it needs more."""
        found = type_at(self.cls, kind)
        if found is Text:
            return None if more else text
        model = model_at(self.cls, kind)
        if model is None:
            return None
        head = next(
            (p[-1] for e, p in self.heads.items() if pattern(e) == kind and len(p) == len(e) + 1),
            model.shorthand,
        )
        for data in (text if model.shorthand == head and not more else None,
                     {head: text, **(more or {})}):  # fmt: skip
            try:
                if data is not None:
                    model.model_validate(data, context={"lang": ""})
                    return data
            except ValidationError:
                continue
        return None

    # -- new rows

    def _row_is_known(self, cell: tuple[int, int, int]) -> bool:
        cells = (self.edited[j].cell for j in self.pairs)
        return any(there is not None and there[:2] == cell[:2] for there in cells)

    def _new_row(self, row: tuple[int, int]) -> None:
        """A row that was put into a table: an entry like that of the row above it."""
        own = [p for p in self.edited if p.cell and p.cell[:2] == row and p.text.strip()]
        model_row = self._row_above(row)
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
            text = _typed(paragraph, False)
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
        data = self._data(kind, head, more) if head else None
        if data is None:
            self.found.left += own
            return
        self.found.left += [p for p in left if not _says_nothing(p)]
        by = tuple(dict.fromkeys(name for p in own for name in p.by))
        key, behind = self._with_current(entry)
        self._put(Added(key[0], key[1], data, head, by), behind)

    def _row_above(
        self, row: tuple[int, int]
    ) -> tuple[Path, dict[int, list[tuple[Path, str]]]] | None:
        """The entry of the last known row above, and of each of its columns the places of its
        texts below the entry, with their style."""
        found: dict[int, list[tuple[int, Path, str]]] = {}
        for j, paragraph in enumerate(self.edited):
            cell, main = paragraph.cell, self._main(j)
            if cell and main and cell[0] == row[0] and cell[1] < row[1]:
                found.setdefault(cell[1], []).append((cell[2], main, paragraph.style))
        for number in sorted(found, reverse=True):
            entry = next(
                (e for _, main, _ in found[number]
                 if (e := entry_of(main)) and self.heads.get(e) == main), ()
            )  # fmt: skip
            if entry:
                columns: dict[int, list[tuple[Path, str]]] = {}
                for column, main, style in found[number]:
                    if main[: len(entry)] == entry:
                        columns.setdefault(column, []).append((main[len(entry) :], style))
                return entry, columns
        return None


def _says_nothing(paragraph: Paragraph) -> bool:
    """A dash, or the number before a row."""
    text = paragraph.text.strip()
    numbers = paragraph.cell is not None and paragraph.cell[2] == 0 and bool(text[:1].isdigit())
    return text in ("–", "-", "—") or (numbers and len(text) < 5)


def _kind_of(here: Here) -> tuple[str, ...]:
    if isinstance(here, Added):
        return (*_kind_of(here.above), *here.steps)
    return pattern(here)


def _typed(paragraph: Paragraph, numbered: bool) -> str:
    """The words of a new paragraph as an author types them, without a number before them."""
    start = 0
    if numbered and (found := _NUMBER.match(paragraph.text)):
        start = found.end()
    text, looks = paragraph.text[start:], paragraph.looks[start:]
    letters = [Letter(c, look) for c, look in zip(text, looks, strict=True)]
    if letters and all(letter.look.strong for letter in letters if letter.text.strip()):
        letters = [
            Letter(one.text, type(one.look)(False, one.look.emphasis, one.look.link))
            for one in letters
        ]
    return plainly(Piece((), 0, 0, "", [], letters)).raw
