"""A table that an office program wrote, as rows of text that know where they stand.

Why: what HR has is an export. Spreadsheets save CSV with commas or semicolons, as UTF-8 with or
without its mark, as UTF-16, or in the code page of the machine; which of them it is shows in the
bytes and is told, not guessed in silence. Of a workbook the first sheet is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from rolebook.findings import CODES, Finding, Place, Severity, finding

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000

UNREADABLE_TABLE = CODES.define(
    "unreadable-table", Severity.ERROR, "The file is no table that can be read",
    """A roster or a table of signatures is a CSV file or an Excel workbook (.xlsx): one line of
    headings, then one row for each employee or signature. A CSV file is separated by commas,
    semicolons or tabs, as UTF-8, UTF-16 or Windows-1252. Of a workbook the first sheet is read.
    Save the table again in one of these forms.""",
    wrong="a roster saved as .xls, .ods or .pdf",
    right="the same table saved as .csv or .xlsx",
)  # fmt: skip

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text without spaces around it, and its place: line and column in a CSV file, row
    and column in a workbook."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """``told`` says how the file was read. Rows without any text are left out."""

    file: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    told: str


class Unreadable(Exception):
    """The file is no table; the message says why, and how to mend it."""

    def __init__(self, message: str, hint: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


def read_table(content: bytes, file: str) -> tuple[Table | None, list[Finding]]:
    """The table in a file, or a finding. ``file`` is the name by which findings call it."""
    try:
        if len(content) > MAX_BYTES:
            raise Unreadable("the file is larger than 20 MB", "take out what is not needed")
        workbook = content.startswith(b"PK")
        rows, told = _workbook(content, file) if workbook else _text(content, file)
        full = [row for row in rows if any(cell.text for cell in row)]
        if len(full) > MAX_ROWS:
            raise Unreadable(f"the table has more than {MAX_ROWS:,} rows", "split it")
        if not full:
            raise Unreadable("the table is empty", "begin with a line of headings")
    except Unreadable as fault:
        place = Place(file, fault.line, 1 if fault.line else 0)
        return None, [finding(UNREADABLE_TABLE, place, fault.message, fault.hint)]
    return Table(file, full[0], tuple(full[1:]), told), []


# -- CSV


def _text(content: bytes, file: str) -> tuple[list[tuple[Cell, ...]], str]:
    lines, first, separator, encoding = as_lines(content)
    rows = list(_records(lines, first, separator, file))
    return rows, f"{encoding}, {_SEPARATORS.get(separator, separator)}"


def as_lines(content: bytes) -> tuple[list[str], int, str, str]:
    """A CSV file as its lines, the first of them that holds cells (from 0), what separates cells,
    and how the text was encoded. Raises Unreadable."""
    text, encoding = _decoded(content)
    if "\0" in text or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("the file is neither a CSV table nor an .xlsx workbook",
                         "save the table as .xlsx or .csv")  # fmt: skip
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = 0
    separator = ""
    if marked := re.fullmatch(r"sep=(.)", lines[0].strip()):  # a line that spreadsheets write
        separator, first = marked[1], 1
    unquoted = (re.sub(r'"[^"]*"', "", line) for line in lines[first:])
    head = next((line for line in unquoted if any(sign in line for sign in _SEPARATORS)), "")
    return lines, first, separator or max(_SEPARATORS, key=head.count), encoding


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
        (b"", "utf-8", "UTF-8"),
        (b"", "cp1252", "Windows-1252"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding), name
            except UnicodeDecodeError:
                continue
    raise Unreadable("the file is neither UTF-8 nor Windows-1252 text",
                      "save it again as CSV with the encoding UTF-8")  # fmt: skip


def _records(lines: list[str], first: int, separator: str, file: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(StringIO("\n".join(lines[first:])), delimiter=separator, strict=True)
    line = first
    try:
        for values in reader:
            columns = _columns(lines[line], separator)
            place = line + 1
            line = first + reader.line_num
            yield tuple(
                Cell(" ".join(value.split()), Place(file, place, *_at(columns, index)))
                for index, value in enumerate(values)
            )
    except csv.Error:
        raise Unreadable(
            "the quotation marks in this row do not match",
            'a cell in quotation marks ends with one; one inside a cell is written twice: ""',
            line + 1,
        ) from None


def _columns(line: str, separator: str) -> list[tuple[int, int]]:
    """Column and length of each cell that begins in a line of text."""
    cell = re.compile(rf'"(?:[^"]|"")*"?|[^{re.escape(separator)}]*')
    found, at = [], 0
    while at <= len(line):
        match = cell.match(line, at)
        assert match
        found.append((at + 1, max(1, match.end() - at)))
        at = match.end() + 1
    return found


def _at(columns: list[tuple[int, int]], index: int) -> tuple[int, int]:
    return columns[index] if index < len(columns) else (1, 1)


# -- workbooks


def _workbook(content: bytes, file: str) -> tuple[list[tuple[Cell, ...]], str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            tuple(
                Cell(_written(value), Place(file, row, column))
                for column, value in enumerate(values, 1)
            )
            for row, values in zip(
                range(1, MAX_ROWS + 3), sheet.iter_rows(values_only=True), strict=False
            )
        ]
        name = sheet.title
    except Exception:  # openpyxl raises whatever its parsers raise on a damaged file
        raise Unreadable(
            "the file is no Excel workbook that can be read",
            "open it in a spreadsheet and save it again as .xlsx",
        ) from None
    return [_trimmed(row) for row in rows], f"workbook, sheet {name}"


def _trimmed(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Without the empty cells at the end, which a workbook has as far as its widest row."""
    end = len(row)
    while end and not row[end - 1].text:
        end -= 1
    return row[:end]


def _written(value: Any) -> str:
    """A cell as one would type it: dates as ISO, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6f}".rstrip("0")
    return " ".join(str(value).split())
