"""Tables: whether they are forms of labels and values, and what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Grid, Row, Unit


def is_code(cell: tuple[Unit, ...]) -> bool:
    return len(cell) == 1 and bool(re.fullmatch(r"[A-Z]{0,4}[\d.\-/]{1,10}[A-Z]?", cell[0].raw))


def labelled_rows(grid: Grid, tagger: Tagger) -> Iterator[Row]:
    """Rows that begin with a known label and have a value, where no columns are known."""
    if columns(grid, tagger):
        return
    for row in grid.rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) > 1 and len(cells[0]) == 1 and tagger.tag(cells[0][0]).kind == "heading":
            yield row


def columns(grid: Grid, tagger: Tagger) -> dict[int, str]:
    """What the columns hold, by the first row's words; nothing where fewer than two are known."""
    found: dict[int, str] = {}
    if grid.rows:
        for column, cell in enumerate(grid.rows[0].cells):
            text = " ".join(unit.text for unit in cell)
            name = tagger.words.column(text, tagger.lang) if text else None
            if name and name not in found.values():
                found[column] = name
    return found if len(found) > 1 else {}
