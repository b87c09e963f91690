"""Tables that somebody else made: XLSX and CSV as rows of text, each cell with its place.

A cell is text. What begins with ``=``, ``+``, ``-`` or ``@`` is text too; of a formula, the value
that the spreadsheet worked out is taken, and no formula is ever worked out here.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from rolebook.roster.table import Unreadable, as_lines
from rolebook.source import UNSAFE

_LARGEST_FILE, _LARGEST = 20_000_000, 200_000_000  # bytes, as stored and unpacked
MOST_ROWS, MOST_COLUMNS = 5_000, 200
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


class BadTable(Exception):
    """A file that cannot be read as a table; the words say why."""


@dataclass(frozen=True, slots=True)
class Row:
    """``number``: of the row in its file or sheet, from 1. ``cells``: their text, spaces at the
    ends taken away. ``unknown``: columns of formulas whose value the file does not hold."""

    number: int
    cells: tuple[str, ...]
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """``name`` is empty for a CSV file."""

    name: str
    rows: tuple[Row, ...]


def read_table(content: bytes, suffix: str) -> list[Sheet]:
    """The sheets of a file that ends in ``.xlsx``, ``.csv`` or ``.tsv``. Raises BadTable."""
    if len(content) > _LARGEST_FILE:
        raise BadTable("it is larger than 20 MB")
    return _workbook(content) if suffix.lower() == ".xlsx" else [Sheet("", _lines(content))]


def column_name(number: int) -> str:
    """A, B, ... as spreadsheets call columns; ``number`` from 0."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number + 1))


# -- CSV


def _lines(content: bytes) -> tuple[Row, ...]:
    try:
        lines, first, separator, _ = as_lines(content)
        reader = csv.reader(StringIO("\n".join(lines[first:])), delimiter=separator)
        rows = []
        for number, cells in enumerate(reader, first + 1):
            if number > MOST_ROWS:
                raise BadTable(f"it has more than {MOST_ROWS:,} rows")
            rows.append(Row(number, tuple(_unguarded(cell) for cell in cells[:MOST_COLUMNS])))
        return tuple(rows)
    except Unreadable as error:
        raise BadTable(f"{error.message}; {error.hint}") from error
    except csv.Error as error:
        raise BadTable(f"it is no table of values ({error})") from error


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return UNSAFE.sub("", cell[1:] if _GUARDED.match(cell) else cell).strip()


# -- XLSX


def _workbook(content: bytes) -> list[Sheet]:
    import warnings

    from openpyxl import load_workbook

    try:
        if not content:
            raise BadTable("it is empty")
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise BadTable("it is larger than a list can be")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep: we only read
            values, formulas = (
                load_workbook(BytesIO(content), read_only=True, data_only=known, keep_links=False)
                for known in (True, False)
            )
            return [
                Sheet(sheet.title, tuple(_rows(sheet, formulas[sheet.title])))
                for sheet in values.worksheets
            ]
    except BadTable:
        raise
    except Exception as error:  # whatever a library says of bytes that anybody may have made
        reason = str(error).strip().splitlines() or ["unknown"]
        raise BadTable(f"it is damaged, or no workbook ({reason[0]})") from error


def _rows(values: Any, formulas: Any) -> Iterator[Row]:
    pairs = zip(
        values.iter_rows(max_col=MOST_COLUMNS), formulas.iter_rows(max_col=MOST_COLUMNS),
        strict=True,
    )  # fmt: skip
    for number, (row, written) in enumerate(pairs, 1):
        if number > MOST_ROWS:
            raise BadTable(f"a sheet has more than {MOST_ROWS:,} rows")
        yield Row(
            number,
            tuple(UNSAFE.sub("", _text(cell.value)).strip() for cell in row),
            frozenset(
                n
                for n, (cell, source) in enumerate(zip(row, written, strict=True))
                if cell.value is None and getattr(source, "data_type", "") == "f"
            ),
        )


def _text(value: object) -> str:
    """A value as the spreadsheet shows it at its plainest: 7, not 7.0; dates as ISO."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
    return str(value)


def filled(rows: Iterable[Row]) -> list[Row]:
    """The rows in which something stands."""
    return [row for row in rows if any(row.cells)]
