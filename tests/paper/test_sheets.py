"""Tables as files: what was put in comes out, and no text becomes a formula."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from rolebook.paper.sheets import csv_file, xlsx_file
from rolebook.paper.zips import unpack

HEAD = ("Title", "On", "Number")
FORMULAS = ["=1+1", "+31", "-x", "@sum", "=cmd|' /C calc'!A0", "\t=1", "\r=1"]


def cells(content: bytes) -> list[tuple[object, ...]]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_values_come_back_as_what_they_are():
    content = xlsx_file("A / list", HEAD, [("Bäcker", date(2026, 11, 30), 3), (None, None, 4)])
    assert cells(content) == [
        HEAD,
        ("Bäcker", datetime(2026, 11, 30), 3),
        (None, None, 4),
    ]


@pytest.mark.parametrize("text", FORMULAS[:5])
def test_no_text_becomes_a_formula(text: str):
    book = load_workbook(BytesIO(xlsx_file("x", ("A",), [(text,)])))
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert b"<f>" not in b"".join(unpack(xlsx_file("x", ("A",), [(text,)])).values())


@pytest.mark.parametrize("text", FORMULAS)
def test_in_csv_a_formula_is_made_a_text(text: str):
    row = list(csv.reader(StringIO(csv_file(("A",), [(text,)]).decode(), newline="")))[1]
    assert row == [f"'{text}".replace("\r", "\n")]


def test_a_negative_number_stays_a_number():
    assert csv_file(("A",), [(-3,)]) == b"A\n-3\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(), st.dates(), st.integers(-(10**9), 10**9)), max_size=4))
def test_any_rows_can_be_written(rows: list[tuple[str, date, int]]):
    read = list(csv.reader(StringIO(csv_file(HEAD, rows).decode(), newline="")))
    assert [row[1] for row in read[1:]] == [day.isoformat() for _, day, _ in rows]
    recent = [(text, max(day, date(1900, 3, 1)), number) for text, day, number in rows]
    assert len(cells(xlsx_file("x", HEAD, recent))) == len(rows) + 1


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch):
    first = xlsx_file("x", HEAD, [("a", date(2026, 1, 1), 1)])
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert xlsx_file("x", HEAD, [("a", date(2026, 1, 1), 1)]) == first
    assert b"1970-01-01T00:00:00Z" in unpack(first)["docProps/core.xml"]


def test_the_head_stays_in_sight_and_columns_filter():
    sheet = load_workbook(BytesIO(xlsx_file("x", HEAD, [("a", None, 1)]))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
