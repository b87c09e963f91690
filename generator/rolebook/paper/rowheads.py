"""Marks the row heads of tables in a finished PDF.

Why: a reader who listens to a table needs the heads of its rows as much as those of its columns
(ISO 14289-1, 7.5). Typst tags the cells of a header row by itself, but keeps the call for row
heads behind a switch that its Python package does not turn. So the structure tree is completed
here: a data cell that is the head of its row becomes ``TH`` with the scope ``Row``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object

Heads = Sequence[Sequence[bool]]
"""Of one table, row by row: which cells are row heads."""


def mark_row_heads(pdf: bytes, tables: Sequence[Heads]) -> bytes:
    """The same PDF with its row heads marked. ``tables`` in printing order, without header rows.

    A template of the user's own may print tables otherwise than ours; where the tree does not
    look as the data say, it is left as Typst made it.
    """
    if not any(head for table in tables for row in table for head in row):
        return pdf
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as file:
        found = list(_elements(file.Root.StructTreeRoot, "/Table"))
        if len(found) != len(tables):
            return pdf
        for element, heads in zip(found, tables, strict=True):
            rows = [cells for row in _elements(element, "/TR") if (cells := _data_cells(row))]
            if [len(cells) for cells in rows] != [len(row) for row in heads]:
                continue
            for cells, row in zip(rows, heads, strict=True):
                for cell, head in zip(cells, row, strict=True):
                    if head:
                        _make_head(cell)
        out = BytesIO()
        file.save(out, deterministic_id=True)
    return out.getvalue()


def _elements(parent: Object, kind: str) -> Iterator[Object]:
    """The elements of a kind below this one in reading order; not those inside another such."""
    for child in _children(parent):
        if child.get("/S") == kind:
            yield child
        else:
            yield from _elements(child, kind)


def _children(parent: Object) -> list[Object]:
    import pikepdf

    below = parent.get("/K")
    many = below if isinstance(below, pikepdf.Array) else [below]
    return [child for child in many if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def _data_cells(row: Object) -> list[Object]:
    cells = _children(row)
    return cells if all(cell.get("/S") == "/TD" for cell in cells) else []


def _make_head(cell: Object) -> None:
    import pikepdf

    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    attributes = cell.get("/A")
    cell.S = pikepdf.Name.TH
    if attributes is None:
        cell.A = pikepdf.Array([scope])
    elif isinstance(attributes, pikepdf.Array):
        attributes.append(scope)
    else:
        cell.A = pikepdf.Array([attributes, scope])
