"""Plusses and minuses of a company job against its reference job, row by row: with them a
comparison begins, on the terminal, in a template, and in the assistant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rolebook.model.role import Role
from rolebook.views.document import Line, Table
from rolebook.views.parts.differences import differences
from rolebook.views.writer import Writer

_NOTHING = "–"


class Difference(NamedTuple):
    """One plus or minus. ``sign`` is what it is, or where it lies: a section, a characteristic."""

    sign: str
    reference: tuple[Line, ...]
    job: tuple[Line, ...]
    why: tuple[Line, ...]


def plusses_and_minuses(writer: Writer, role: Role) -> Iterator[Difference]:
    """What a company job asks more, less or otherwise than its reference job."""
    for part in differences(writer, role):
        for block in part.blocks:
            for row in block.rows if isinstance(block, Table) else ():
                sign, *sides = (tuple(filter(plainly, cell.lines)) for cell in row.cells)
                there, here, why = (*sides, (), ())[:3]
                yield Difference(" / ".join(map(plainly, sign)), there, here, why)


def plainly(line: Line) -> str:
    """The words of a line; none where it only says that there is nothing."""
    text = "".join(span.text for span in line.spans)
    return "" if text == _NOTHING else text
