"""Tables as files: XLSX through openpyxl's write-only mode, and CSV. Same rows, same bytes.

Cells are text, whole numbers or dates. A text stays a text: one that begins with ``=``, ``+``,
``-`` or ``@`` would be a formula to the program that opens the table, and formulas of others'
making can do harm (CSV injection, as OWASP describes it).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from rolebook.paper.zips import pack, unpack

Value = str | int | date | None
Values = Sequence[Value]

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_WIDEST, _LONGEST = 50, 32_767  # characters: of a column at a glance, of a cell at all


def csv_file(head: Sequence[str], rows: Iterable[Values]) -> bytes:
    """A table as CSV in UTF-8, comma between cells; dates as ISO. A text that would be a formula
    gets an apostrophe before it, as does one that begins so after apostrophes of its own: reading
    takes one away again."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8", "replace")


def _plain(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    formula = isinstance(value, str) and _FORMULA.match(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if formula else text


def xlsx_file(title: str, head: Sequence[str], rows: Iterable[Values]) -> bytes:
    """A table as a workbook of one sheet: the head stays in sight, and every column filters."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    table = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", title)[:31])

    def cell(value: Value, bold: bool = False) -> Any:
        text: Any = _NOT_IN_XML.sub("", value)[:_LONGEST] if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, value=text)
        if isinstance(text, str):
            made.data_type = "s"
            made.quotePrefix = bool(_FORMULA.match(text))
        elif isinstance(text, date):
            made.number_format = "yyyy-mm-dd"
        made.font = Font(bold=bold)
        made.alignment = Alignment(vertical="top", wrap_text=True)
        return made

    for index, name in enumerate(head):
        values = [name, *(row[index] for row in table if row[index] is not None)]
        longest = max(len(line) for value in values for line in f"{value}".split("\n"))
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(longest + 3, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(table) + 1}"
    sheet.append([cell(name, bold=True) for name in head])
    for row in table:
        sheet.append([cell(value) for value in row])
    out = BytesIO()
    book.save(out)
    parts = unpack(out.getvalue())
    core = "docProps/core.xml"  # openpyxl writes the moment of saving into it
    return pack({**parts, core: _CLOCK.sub(rb"\g<1>1970-01-01T00:00:00Z\g<2>", parts[core])})
