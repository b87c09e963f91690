"""Tables of three columns or more that a PDF shows without ruled lines.

A line whose words stand in three places with wide gaps between says where the columns begin. The
lines below it belong to the table as long as their words keep to the columns: none reaches over
where the next one begins. Two columns are a form of labels and values, and no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rolebook.importing.documents.reading.lines import hangs

_WIDE = 1.0  # heights of a letter; between words there is a third of one
_APART = 0.5  # the least before a word that begins a column, in a line that fills the one before
_NEAR = 2.0  # points
_INDENT = 30.0  # points; so far a bullet's text may stand in
_COLUMNS = 3
_LEAST_FULL = 2
"""So many lines have words in every column: the heads, and one below them."""
_LEAST_LINES = 3

Words = list[Any]
"""A line of a page: words as pdfplumber gives them, from left to right."""


@dataclass
class Unruled:
    """A table by the numbers of its lines among the blocks of a page: ``first`` to ``last``.
    ``rows``: of each row, by column, the lines of its cell. ``starts``: where columns begin."""

    first: int
    last: int
    starts: list[float]
    rows: list[dict[int, list[Words]]] = field(default_factory=list)

    def ends(self) -> dict[int, float]:
        """How far the words of each column reach."""
        found: dict[int, float] = {}
        for row in self.rows:
            for column, lines in row.items():
                found[column] = max(found.get(column, 0.0), *(line[-1]["x1"] for line in lines))
        return found


def tables(blocks: Sequence[Any]) -> list[Unruled]:
    """The tables among the blocks of a page, from top to bottom; lines are lists of words."""
    found: list[Unruled] = []
    at = 0
    while at < len(blocks):
        table = _from(blocks, at) if isinstance(blocks[at], list) else None
        if table:
            found.append(table)
            at = table.last
        at += 1
    return found


def _from(blocks: Sequence[Any], first: int) -> Unruled | None:
    """The table whose heads are a line, if that is one."""
    head: Words = blocks[first]
    starts = [head[0]["x0"]]
    starts += [b["x0"] for a, b in pairwise(head)
               if b["x0"] - a["x1"] > _WIDE * _height(head)]  # fmt: skip
    if len(starts) < _COLUMNS:
        return None
    lines: list[dict[int, Words]] = []
    for number in range(first, len(blocks)):
        block = blocks[number]
        columns = _columns(block, starts) if isinstance(block, list) else None
        if columns is None or (lines and _is_apart(columns, block, blocks[number - 1])):
            break
        lines.append(columns)
    full = sum(len(columns) == len(starts) for columns in lines)
    if full < _LEAST_FULL or len(lines) < _LEAST_LINES:
        return None
    return Unruled(first, first + len(lines) - 1, starts, _rows(lines))


def _height(line: Words) -> float:
    return float(line[0]["bottom"] - line[0]["top"])


def _columns(line: Words, starts: Sequence[float]) -> dict[int, Words] | None:
    """The words by column; None where they do not keep to the columns."""
    columns: dict[int, Words] = {}
    for at, word in enumerate(line):
        column = sum(start <= word["x0"] + _NEAR for start in starts) - 1
        if column < 0 or (column + 1 < len(starts) and word["x1"] > starts[column + 1]):
            return None
        if column not in columns:
            before = word["x0"] - line[at - 1]["x1"] if at else word["x0"]
            if before < _APART * _height(line) or word["x0"] - starts[column] > _INDENT:
                return None
        columns.setdefault(column, []).append(word)
    return columns


def _is_apart(columns: dict[int, Words], line: Words, above: Words) -> bool:
    """What stands below a table: in letters of another size, or alone at the left behind a gap."""
    other = abs(line[0]["size"] - above[0]["size"]) > 1.5
    gap = line[0]["top"] - above[0]["bottom"]
    return bool(other or (columns.keys() == {0} and gap > 0.75 * _height(line)))


def _rows(lines: list[dict[int, Words]]) -> list[dict[int, list[Words]]]:
    """Lines as rows: a wider gap than that within a cell parts two rows; where all gaps are alike,
    a row begins with a new text in its first column."""
    edges = [
        (min(w["top"] for words in columns.values() for w in words),
         max(w["bottom"] for words in columns.values() for w in words))
        for columns in lines
    ]  # fmt: skip
    gaps = [below[0] - above[1] for above, below in pairwise(edges)]
    height = edges[0][1] - edges[0][0]
    least = min(gaps)
    parted = max(gaps) - least > 0.2 * height
    rows: list[dict[int, list[Words]]] = [{}]
    for at, columns in enumerate(lines):
        if at and (
            gaps[at - 1] - least > 0.2 * height if parted else _begins(columns, lines[at - 1], at)
        ):
            rows.append({})
        for column, words in columns.items():
            rows[-1].setdefault(column, []).append(words)
    return rows


def _begins(columns: dict[int, Words], above: dict[int, Words], at: int) -> bool:
    first = columns.get(0)
    if not first:
        return False
    before = " ".join(word["text"] for word in above.get(0, ()))
    return at == 1 or (not first[0]["text"][0].islower() and not hangs(before))
