"""Widths of columns by what stands in them, measured.

Why: one author writes three words where another writes thirty, and a width chosen beforehand
breaks the names of one document line by line beside a half empty column. So each column is at
least as wide as its widest word, and what is left goes where it takes most lines off the table.
Tables of a document under the same heads get the same columns, so that they line up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rolebook.diagrams.text import Type, hyphenated, longest_word, width
from rolebook.views.document import Cell, Document, Line, Section, Table, plain

_STEPS = 60  # parts of the room that are handed out one by one
_AHEAD = (1, 2, 4, 7)  # steps to look ahead: one alone may not yet save a line
_NARROWEST = 0.7  # of an even share: no column gets less, if it has a word so wide
_WIDEST_HEAD = 1.7  # of an even share: a word above a column that is wider may be hyphenated
_RAGGED = 1.07  # how much room lines lose at their ends
_SHARES = 10_000


@dataclass(frozen=True, slots=True)
class Setting:
    """How tables are set, in hundredths of a point: the width of the text, the size of the type,
    and what the sides of a cell and a bullet take. ``broad``: how much broader the typeface
    runs than the one that measures. ``broken``: what a hyphenated word is worth, in lines.
    ``soft``: hyphens are put into words that need them."""

    room: int
    size: int
    sides: int
    bullet: int
    broad: float
    broken: float
    soft: bool


PDF = Setting(45_900, 925, 1000, 1000, 1.0, 1.4, soft=False)
SHEET = Setting(50_400, 1_000, 950, 850, 1.0, 1.4, soft=False)
DOCX = Setting(46_770, 950, 1060, 1134, 1.13, 3.0, soft=True)
"""Word hyphenates where it has the rules of the language; other programs often have none."""


def with_columns(document: Document, setting: Setting) -> Document:
    """The document with the widths of its tables measured. In a book each document for itself."""
    lang = document.lang
    if document.style != "book":
        return replace(document, sections=_measured(document.sections, setting, lang))
    parts = (
        replace(part, sections=tuple(_measured((one,), setting, lang)[0] for one in part.sections))
        for part in document.sections
    )
    return replace(document, sections=tuple(parts))


def _measured(sections: tuple[Section, ...], setting: Setting, lang: str) -> tuple[Section, ...]:
    alike: dict[tuple[str, ...], list[Table]] = {}
    for table in _tables(sections):
        alike.setdefault(table.head, []).append(table)
    known = {head: _widths(tables, setting) for head, tables in alike.items()}

    def fitted(table: Table) -> Table:
        table = replace(table, widths=known[table.head])
        return _with_hyphens(table, setting, lang) if setting.soft else table

    def change(section: Section) -> Section:
        blocks = (
            fitted(block) if isinstance(block, Table) and _measurable(block) else block
            for block in section.blocks
        )
        inner = tuple(map(change, section.sections))
        return replace(section, blocks=tuple(blocks), sections=inner)

    return tuple(map(change, sections))


def _with_hyphens(table: Table, setting: Setting, lang: str) -> Table:
    whole = sum(table.widths)
    rooms = [
        int((setting.room * width / whole - setting.sides) / setting.broad)
        for width in table.widths
    ]

    def in_line(line: Line, room: int, header: bool) -> Line:
        spans = (
            replace(span, text=hyphenated(
                span.text, Type(setting.size, 0, header or span.strong), room, line.lang or lang
            ))
            for span in line.spans
        )  # fmt: skip
        return replace(line, spans=tuple(spans))

    def in_cell(cell: Cell, room: int) -> Cell:
        left = room - setting.bullet if cell.bulleted else room
        lines = tuple(in_line(line, left, cell.header) for line in cell.lines)
        return replace(cell, lines=lines, below=tuple(in_cell(one, room) for one in cell.below))

    head = (
        hyphenated(title, Type(setting.size, 0, True), room, lang)
        for title, room in zip(table.head, rooms, strict=True)
    )
    rows = (replace(row, cells=tuple(map(in_cell, row.cells, rooms))) for row in table.rows)
    return replace(table, head=tuple(head), rows=tuple(rows))


def _tables(sections: Iterable[Section]) -> Iterator[Table]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table) and _measurable(block):
                yield block
        yield from _tables(section.sections)


def _measurable(table: Table) -> bool:
    """Not a matrix: its columns of signs are all alike."""
    return table.style != "matrix" and bool(table.head) and bool(table.rows)


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a cell, each with what it is indented by: how long it would be in one, and
    how wide its widest word is."""

    lines: tuple[tuple[float, float, int], ...]

    @property
    def widest_word(self) -> float:
        return max((word + indent for _length, word, indent in self.lines), default=0.0)

    def height(self, room: float) -> float:
        """In lines. A line that breaks fills its last one by half, taken on the whole."""
        return sum(
            1.0 if length <= room - indent else length * _RAGGED / max(room - indent, 1) + 0.5
            for length, _word, indent in self.lines
        )

    def broken(self, room: float) -> int:
        """In how many lines a word has to be broken."""
        return sum(word > room - indent for _length, word, indent in self.lines)


def _widths(tables: Sequence[Table], setting: Setting) -> tuple[int, ...]:
    """In parts of ten thousand."""
    count, authored = len(tables[0].head), tables[0].widths
    head = [_text(((plain(title), True, False),), setting) for title in tables[0].head]
    rows = [[_text(_lines(cell), setting) for cell in row.cells] for t in tables for row in t.rows]
    even = setting.room / count
    least = []
    for at, title in enumerate(head):
        texts = [row[at] for row in rows]
        word = max(text.widest_word for text in texts)
        narrowest = max(min(word, even * _NARROWEST), min(title.widest_word, even * _WIDEST_HEAD))
        if not any(text.widest_word for text in texts):  # for somebody to write in
            narrowest = max(narrowest, setting.room * authored[at] / sum(authored))
        least.append(narrowest + setting.sides)
    if sum(least) >= setting.room:
        return _shares(_squeezed(least, setting))
    return _shares(_Room(least, [head, *rows], setting).handed_out())


def _squeezed(least: list[float], setting: Setting) -> list[float]:
    """Where not all widest words fit: those columns give way that are wider than the others."""
    low, high = 0.0, max(least)
    for _ in range(40):
        limit = (low + high) / 2
        if sum(min(one, limit) for one in least) > setting.room:
            high = limit
        else:
            low = limit
    return [min(one, low) for one in least]


@dataclass
class _Room:
    """The room of a table on its way to its columns, from the least that each needs."""

    found: list[float]
    rows: list[list[_Text]]
    setting: Setting

    def handed_out(self) -> list[float]:
        """What is left, step by step to the column that takes most lines off the table by it;
        what nobody needs, to each in proportion."""
        left, step = self.setting.room - sum(self.found), self.setting.room / _STEPS
        columns = [self.column(at, 0) for at in range(len(self.found))]
        while True:
            # The highest cell of each row without the column in question.
            others = [
                [max(heights, default=0.0) for heights in zip(*rest, strict=True)]
                for at in range(len(columns))
                for rest in [[column[0] for column in columns[:at] + columns[at + 1 :]]]
            ]
            best: tuple[float, int, int] = 0.05, -1, 0
            for at, (heights, broken) in enumerate(columns):
                now = _cost(heights, broken, others[at])
                for steps in _AHEAD:
                    if steps * step <= left:
                        gain = now - _cost(*self.column(at, steps * step), others[at])
                        best = max(best, (gain / steps, at, steps), key=lambda one: one[0])
            _gain, at, steps = best
            if at < 0:
                break
            self.found[at] += steps * step
            left -= steps * step
            columns[at] = self.column(at, 0)
        whole = sum(self.found)
        return [one + left * one / whole for one in self.found]

    def column(self, at: int, more: float) -> tuple[list[float], float]:
        """The heights of a column's cells when it gets so much more, and what its broken words
        are worth."""
        room = self.found[at] + more - self.setting.sides
        texts = [row[at] for row in self.rows]
        broken = sum(text.broken(room) for text in texts) * self.setting.broken
        return [text.height(room) for text in texts], broken


def _cost(heights: list[float], broken: float, others: list[float]) -> float:
    if not others:
        return sum(heights) + broken
    return sum(map(max, heights, others)) + broken


def _shares(widths: list[float]) -> tuple[int, ...]:
    whole = sum(widths)
    return tuple(round(_SHARES * one / whole) for one in widths)


def _lines(cell: Cell) -> Iterator[tuple[Line, bool, bool]]:
    for group in cell.groups():
        for line in group.lines:
            yield line, group.header or any(span.strong for span in line.spans), group.bulleted


def _text(lines: Iterable[tuple[Line, bool, bool]], setting: Setting) -> _Text:
    measured = []
    for line, strong, bulleted in lines:
        type_ = Type(setting.size, 0, strong)
        length, word = width(line.text, type_), longest_word(line.text, type_)
        indent = setting.bullet if bulleted else 0
        measured.append((length * setting.broad, word * setting.broad, indent))
    return _Text(tuple(measured))
