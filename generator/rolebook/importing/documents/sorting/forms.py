"""Tables: whether they are forms of labels and values, and what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.importing.documents.sorting.tags import Tag, Tagger
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


def label_cell(cell: tuple[Unit, ...], tagger: Tagger) -> Tag | None:
    """What a cell that is a known label stands for."""
    if len(cell) != 1:
        return None
    tag = tagger.tag(cell[0])
    return tag if tag.kind == "heading" else None


def pairs(
    cells: list[tuple[Unit, ...]], first: Tag, tagger: Tagger
) -> Iterator[tuple[Unit, str, list[Unit]]]:
    """Label and value, perhaps twice in one row: ``Job | Clerk | Code | 03.01``."""
    label, name, value = cells[0][0], first.name, list[Unit]()
    for cell in cells[1:]:
        tag = label_cell(cell, tagger)
        if tag and value:
            yield label, name, value
            label, name, value = cell[0], tag.name, []
        elif name == "title" and value and is_code(cell):
            yield label, name, value
            label, name, value = cell[0], "code", list(cell)
        else:
            value += cell
    yield label, name, value
