"""Widths of columns by what stands in them: as numbers, and as they come out on paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pdfplumber
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from samples import cell, small

from rolebook.paper.columns import DOCX, PDF, Setting, with_columns
from rolebook.paper.docx import docx
from rolebook.paper.pdf import pdf
from rolebook.views.document import Document, Row, Section, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "Look the number up, compare the date with the terms, and say what was found. " * 4
HEAD = ("No.", "What", "Who", "By when")


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, style: str = "") -> Table:
    cells = tuple(Row(tuple(cell(text) for text in row)) for row in rows)
    return Table("", head, cells, tuple(1 for _ in head), style)  # type: ignore[arg-type]


def widths(document: Document, setting: Setting = PDF) -> list[tuple[int, ...]]:
    sections = with_columns(document, setting).sections
    return [b.widths for s in sections for b in s.blocks if isinstance(b, Table)]


def test_the_column_with_most_text_gets_most_room_and_a_number_little() -> None:
    ((number, what, who, when),) = widths(small(table(("1", LONG, "Technician", "same day"))))
    assert number < 800
    assert what > who + when


def test_names_get_room_where_they_would_be_higher_than_the_text_beside_them() -> None:
    names = "Service adviser, client relations manager or key account manager (whoever hears of it)"
    short, long = (
        widths(small(table(("1", LONG, who, "same day"))))[0][2]
        for who in ("Technician", names * 3)
    )
    assert long > 1.5 * short


def test_a_column_to_write_in_keeps_the_width_that_was_chosen() -> None:
    one = replace(table(("1", LONG, "", "")), widths=(1, 4, 2, 3))
    ((_number, _what, who, when),) = widths(small(one))
    assert who >= 2000
    assert when >= 3000


def test_tables_under_the_same_heads_have_the_same_columns_but_not_in_another_document() -> None:
    tables = table(("1", LONG, "x", "y")), table(("1", "short", LONG, LONG))
    first, second = widths(small(*tables))
    assert first == second
    inner = tuple(Section(str(n), "Document", (one,)) for n, one in enumerate(tables))
    book = replace(small(sections=(Section("p", "Part", sections=inner),)), style="book")
    (part,) = with_columns(book, PDF).sections
    one, other = (section.blocks[0] for section in part.sections)
    assert isinstance(one, Table)
    assert isinstance(other, Table)
    assert one.widths != other.widths


def test_a_matrix_keeps_its_columns() -> None:
    assert widths(small(table(("1", LONG, "R", "A"), style="matrix"))) == [(1, 1, 1, 1)]


@settings(max_examples=60)
@given(st.lists(st.lists(st.text("abc de", max_size=300), min_size=4, max_size=4), max_size=6))
def test_columns_fill_the_room_and_none_vanishes(rows: list[list[str]]) -> None:
    document = small(table(*((a, b, c, d) for a, b, c, d in rows)))
    for found in widths(document) if rows else ():
        assert abs(sum(found) - 10_000) <= 2
        assert min(found) > 150


def test_no_name_is_broken_on_paper_where_the_text_leaves_room() -> None:
    rows = [(str(n), LONG, "Kwaliteitsmanager", "binnen 5 werkdagen") for n in range(1, 4)]
    with pdfplumber.open(BytesIO(pdf(replace(small(table(*rows)), lang="nl")))) as file:
        found = [word["text"] for page in file.pages for word in page.extract_words()]
    assert found.count("Kwaliteitsmanager") == 3


def test_a_word_too_wide_for_its_column_in_word_has_hyphens_by_the_rules_of_its_language() -> None:
    heads = tuple(f"Spalte {n}" for n in range(9))
    wide = table(tuple("Garantiesachbearbeitung" for _ in heads), head=heads)
    body = etree.fromstring(
        ZipFile(BytesIO(docx(replace(small(wide), lang="de")))).read("word/document.xml")
    )
    cells = body.findall(f".//{W}tc")
    assert len(body.findall(f".//{W}tc//{W}softHyphen")) >= 9 * 3
    assert "".join(t.text or "" for t in cells[-1].iter(f"{W}t")) == "Garantiesachbearbeitung"


def test_a_word_that_fits_has_none() -> None:
    made = with_columns(small(table(("1", LONG, "Kwaliteitsmanager", "x"))), DOCX)
    assert "\u00ad" not in str(made)
