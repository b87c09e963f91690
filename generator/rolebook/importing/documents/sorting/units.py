"""Lines as units: one statement each, with its number or bullet apart; and tables as grids.

What a line's end cut in two is put together; what was copied into one line (``2.1. ... 2.2. ...``)
is taken apart. Both only by pieces, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rolebook.importing.documents.reading.lines import Line, Piece, Pieces, joined, whole
from rolebook.importing.documents.words import Words


@dataclass(frozen=True)
class Unit:
    """``mark``: its number or bullet without what closes it (``3.1``, ``A``, ``II``, ``•``)."""

    body: Pieces
    mark: str = ""
    mark_piece: Piece | None = None
    copied: bool = False
    """True for a part of a line that held several statements."""

    @property
    def line(self) -> Line:
        return self.body[0].line

    @cached_property
    def text(self) -> str:
        return joined(self.body)

    @cached_property
    def raw(self) -> str:
        """The text for cutting: `part` counts in it."""
        return " ".join(piece.text for piece in self.body)

    @property
    def pieces(self) -> Pieces:
        return (self.mark_piece, *self.body) if self.mark_piece else self.body

    def part(self, start: int, end: int) -> Pieces:
        """The pieces of the letters ``start`` to before ``end`` of `raw`."""
        return cut(self.body, start, end)

    def sub(self, start: int, end: int) -> Unit:
        """A part as a unit of its own."""
        return Unit(self.part(start, end), copied=self.copied)


@dataclass(frozen=True)
class Row:
    """Cells by column; a cell that a merged cell above covers is empty."""

    cells: tuple[tuple[Unit, ...], ...]
    head: bool = False


@dataclass(frozen=True)
class Grid:
    rows: tuple[Row, ...]
    gap: bool = True

    def units(self) -> Iterator[Unit]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell


Element = Unit | Grid


def cut(pieces: Sequence[Piece], start: int, end: int) -> Pieces:
    found, at = [], 0
    for piece in pieces:
        length = piece.end - piece.start
        if part := piece.part(max(start - at, 0), max(min(end - at, length), 0)):
            found.append(part)
        at += length + 1
    return tuple(found)


_MARK = re.compile(
    r"(?P<bullet>(?:[•·▪◦○●■□►➢✓✔§*]|[-–—](?![-–—_\d]))\s*|o\s(?=[A-ZÄÖÜ]))(?=[^\W_]|[\[(„\"“'‚])"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,3})[.)](?:\s*(?=[^\W\d_]|[\[(„\"“'‚])|\s+(?=\d{1,2}\.\d))"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})\s*(?=[A-ZÄÖÜ\[(„\"“])"
    r"|(?P<spaced>\d{1,2}\.\d{1,2})\s+(?=[^\W\d_])"
    r"|(?P<roman>X{0,2}(?:IX|IV|VI{0,3}|I{1,3}|X))[.)]\s+(?=\S)"
    r"|(?P<letter>[A-Za-z])[.)]\s+(?=\S)"
    r"|\((?P<inside>[a-z]|\d{1,2})\)\s+(?=\S)"
)
_BARE = re.compile(r"(?P<bare>\d{1,2})\s+(?=[A-ZÄÖÜ][^.;:!?]{2,60}$)")


@lru_cache(maxsize=8192)
def mark_of(text: str) -> tuple[str, int]:
    """The mark at the start of a text and where the text after it begins; ``("", 0)`` for none."""
    found = _MARK.match(text) or _BARE.match(text)
    if not found:
        return "", 0
    kind, end = found.lastgroup or "", found.end()
    if kind == "bullet":
        return "•", end
    if re.fullmatch(r"\d{1,2}\.0", found[kind]):  # 2.0 is the head of 2.1 and 2.2
        return found[kind][:-2], end
    again = _MARK.match(text, end)  # a list's own number, and the one that was typed
    if again and again.lastgroup in ("decimal", "dotted") and "." in again[again.lastgroup]:
        return again[again.lastgroup], again.end()
    return found[kind], end


def kind_of(mark: str) -> str:
    """How a mark counts: ``roman``, ``upper``, ``lower``, ``1``, ``2`` (numbers by parts),
    ``bullet``, or nothing."""
    if not mark:
        return ""
    if re.fullmatch(r"[IVX]+", mark):
        return "roman"
    if re.fullmatch(r"\d+(?:\.\d+)*", mark):
        return str(mark.count(".") + 1)
    if len(mark) == 1 and mark.isalpha():
        return "upper" if mark.isupper() else "lower"
    return "bullet"


def units(lines: Sequence[Line], words: Words, lang: str) -> list[Element]:
    """All lines, in their order. Lines that are no running text come as they are."""
    result: list[Element] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.cell is not None:
            end = at
            while end < len(lines) and _same_table(lines[end], line):
                end += 1
            result.append(_grid(lines[at:end], words, lang))
            at = end
            continue
        run = [line]
        while at + len(run) < len(lines) and _carries_on(run[-1], lines[at + len(run)], len(run)):
            run.append(lines[at + len(run)])
        at += len(run)
        result += _taken_apart(_unit(run), words, lang)
    return result


def _same_table(line: Line, first: Line) -> bool:
    return line.cell is not None and first.cell is not None and line.cell.table == first.cell.table


def _carries_on(line: Line, following: Line, _: int) -> bool:
    if following.gap or following.aside or line.aside or following.mark:
        return False
    if following.cell != line.cell or following.style == "heading" or line.style == "heading":
        return False
    if mark_of(following.text)[0]:
        return False
    if re.search(r"[^\W\d_][-\u00ad]$", line.text) and following.text[:1].islower():
        return True
    return line.full and (following.strong == line.strong)


def _unit(run: Sequence[Line]) -> Unit:
    first = whole(run[0])
    mark, end = mark_of(first.text)
    piece = None
    if mark:
        piece = first.part(0, end)
        first = first.part(end, len(first.text))
    mark = mark or mark_of(f"{run[0].mark} x")[0] or (run[0].mark and "•")
    return Unit((first, *(whole(line) for line in run[1:])), mark, piece)


def _grid(lines: Sequence[Line], words: Words, lang: str) -> Grid:
    cells: dict[int, dict[int, list[Line]]] = {}
    heads = set()
    for line in lines:
        assert line.cell is not None
        cells.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
        if line.cell.head:
            heads.add(line.cell.row)
    width = max(column for row in cells.values() for column in row) + 1
    rows = []
    for number in sorted(cells):
        row = []
        for column in range(width):
            there: list[Unit] = []
            run: list[Line] = []
            for line in cells[number].get(column, ()):
                if run and not _carries_on(run[-1], line, len(run)):
                    there.append(_unit(run))
                    run = []
                run.append(line)
            if run:
                there.append(_unit(run))
            row.append(tuple(there))
        rows.append(Row(tuple(row), number in heads))
    return Grid(tuple(rows), lines[0].gap)


_NUMBER = r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?"
_NEXT = re.compile(rf"(?<=[.;:!?\])”\"])\s+(?={_NUMBER}(?:[.)]\s|\s+[^\W\d_]))")
_ONE = re.compile(rf"(?<=[.;:!?])\s+{_NUMBER}[.)]\s+[^\W\d_]")
_GROUP = re.compile(r"(?<=[.;])\s+(?=\d{1,2}\.?\s+[A-ZÄÖÜ][^.;:!?]{2,60}\s\d{1,2}\.1[.)]?\s)")
_DASH = re.compile(r"(?<=[;:])\s+(?=[-–]\s)|(?<=\s)(?=[-–]\s+[A-ZÄÖÜ][^.;]+;)")


def _taken_apart(unit: Unit, words: Words, lang: str) -> list[Unit]:
    """The statements of a unit that holds several, told by their numbers in between."""
    raw = unit.raw
    if len(raw) < 60:
        return [unit]
    inside = _inside(words, lang)
    cuts = {m.start() for m in _NEXT.finditer(raw)}
    groups = {m.start() for m in _GROUP.finditer(raw)}
    heads = {m.start() for m in inside.finditer(raw)}
    one = _ONE.search(raw)
    group = re.match(r"\d{1,2}\.?\s+[A-ZÄÖÜ][^.;:!?]{2,60}(?=\s+\d{1,2}\.1[.)]\s)", raw)
    if group and not unit.mark:
        return [
            half
            for part in (unit.part(0, group.end()), unit.part(group.end(), len(raw)))
            for half in _taken_apart(_marked(part), words, lang)
        ]
    if len(cuts) < 2 and not heads and not groups and not one:
        return [unit]
    cuts |= groups | heads | {m.start() for m in re.finditer(r"\s+(?=\d{1,2}\.1[.)]\s)", raw)}
    cuts |= {m.start() for m in _DASH.finditer(raw)}
    places = sorted(cuts)
    parts = [
        unit.part(start, end)
        for start, end in zip([0, *places], [*places, len(raw)], strict=True)
    ]  # fmt: skip
    result = []
    for number, part in enumerate(parts):
        if not part:
            continue
        if number == 0 and unit.mark:
            result.append(replace(unit, body=part, copied=True))
            continue
        result += _without_number_at_end(_marked(part))
    return [half for one in result for half in _after_heading(one, words, lang)]


def _marked(part: Pieces) -> Unit:
    first = part[0]
    mark, end = mark_of(first.text)
    if not mark and (bare := re.match(r"(\d{1,2})\.?\s+(?=[A-ZÄÖÜ])", first.text)):
        mark, end = bare[1], bare.end()
    if not mark:
        return Unit(part, copied=True)
    rest = first.part(end, len(first.text))
    body = (rest, *part[1:]) if rest else part[1:]
    if not body:
        return Unit(part, copied=True)
    return Unit(body, mark, first.part(0, end), copied=True)


def _without_number_at_end(unit: Unit) -> list[Unit]:
    """The number of a statement that was cut off stands at the end: apart."""
    if (at := re.search(rf"(?<=[.:])\s+{_NUMBER}[.)]$", unit.raw)) and at.start():
        return [replace(unit, body=unit.part(0, at.start())), unit.sub(at.start(), len(unit.raw))]
    return [unit]


def _after_heading(unit: Unit, words: Words, lang: str) -> Iterator[Unit]:
    """A heading with the sentence that was copied behind it: two units."""
    start = _heading_first(words, lang).match(unit.raw)
    if unit.mark and start and start.end() < len(unit.raw):
        yield replace(unit, body=unit.part(0, start.end()))
        yield from _after_heading(_marked(unit.part(start.end(), len(unit.raw))), words, lang)
    else:
        yield unit


@lru_cache(maxsize=16)
def _alternatives(words: Words, lang: str) -> str:
    phrases = [p for p in words.labels(lang) if len(p) > 4 and not p.endswith("*")]
    return "|".join(re.escape(phrase) for phrase in phrases)


@lru_cache(maxsize=16)
def _inside(words: Words, lang: str) -> re.Pattern[str]:
    """A blank before a numbered heading in the middle of a text."""
    return re.compile(
        rf"(?<=[.;:!?\]])\s+(?=(?:\d{{1,2}}[.)]?|[A-D][.)]|[IVX]{{1,4}}[.)])\s+"
        rf"(?i:{_alternatives(words, lang)})\s+[A-ZÄÖÜ\d])"
    )


@lru_cache(maxsize=16)
def _heading_first(words: Words, lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{_alternatives(words, lang)})(?=\s+(?:[–-]\s|[A-ZÄÖÜ]|\d{{1,2}}\s))")
