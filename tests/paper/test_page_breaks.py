"""Where pages end: no page for a line or two, no list's last entry alone, documents of a book that
follow each other."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pypdfium2
import pytest
from samples import bullets, cell, line, small

from rolebook.paper.pdf import pdf
from rolebook.views.document import (
    Document,
    Item,
    Listing,
    Paragraph,
    Row,
    Section,
    Signature,
    Signatures,
    Stamp,
    Table,
    plain,
)

PLACE = Signature("Somebody", (plain("Seen"),), ("Name", "Place and date", "Signature"))
STAMP = Stamp("Is this paper current?", "ABCD-EFGH", (plain("Type the code in the handbook."),))


def texts(document: Document) -> list[str]:
    with pypdfium2.PdfDocument(pdf(document)) as file:
        return [page.get_textpage().get_text_bounded() for page in file]


def listed(count: int, *behind: Signatures | Stamp) -> Document:
    """So many entries, each of a line, and what closes the paper."""
    items = tuple(Item(line(f"entry{n:02}"), f"{n}") for n in range(1, count + 1))
    ends = tuple(Section(f"e{n}", "", (one,)) for n, one in enumerate(behind))
    return small(sections=(Section("a", "Entries", (Listing(items),)), *ends))


@pytest.mark.parametrize("count", range(28, 48, 2))
def test_the_last_entries_of_a_list_stay_together_before_what_closes_the_paper(count: int) -> None:
    pages = texts(listed(count, STAMP))
    (last,) = (page for page in pages if "ABCD-EFGH" in page)
    assert last is pages[-1]
    assert all(f"entry{n:02}" in last for n in range(count - 2, count + 1))
    assert "".join(pages).count("entry") == count
    everything = " ".join(pages)
    places = [everything.index(f"entry{n:02}") for n in range(1, count + 1)]
    assert places == sorted(places), "in their order, each with its number"


@pytest.mark.parametrize("count", range(34, 46, 2))
def test_the_last_entries_share_a_page_with_the_signatures(count: int) -> None:
    pages = texts(listed(count, Signatures((PLACE, PLACE)), STAMP))
    assert all(f"entry{n:02}" in pages[-1] for n in range(count - 2, count + 1))
    assert pages[-1].count("Somebody") == 2


def _overflowing(lines: int) -> Document:
    return small(
        sections=(Section("a", "", tuple(Paragraph(plain("words")) for _ in range(lines))),)
    )


def test_a_little_less_air_saves_a_page_that_would_hold_next_to_nothing() -> None:
    """Of papers of any length, none ends with a page of a line or two."""
    left = [(len(pages), pages[-1].count("words")) for n in range(32, 48)
            if len(pages := texts(_overflowing(n))) > 1]  # fmt: skip
    assert left, "some are longer than a page"
    assert min(count for _pages, count in left) >= 4


def _form(fields: int) -> Document:
    room = (plain("\N{NO-BREAK SPACE}"),) * 2
    rows = tuple(Row((cell(f"field {n}", header=True), replace(cell(), lines=room)))
                 for n in range(fields))  # fmt: skip
    table = Table("", (), rows, (2, 3))
    sections = (
        Section("p", "Part", (table,)),
        Section("s", "To sign", (Signatures((PLACE, PLACE)),)),
    )
    return replace(small(sections=sections), kind="form")


def test_a_form_is_kept_on_the_page_that_is_signed_where_a_little_tightening_does_it() -> None:
    assert len(texts(_form(16))) == 1
    assert len(texts(replace(_form(16), kind="role"))) == 2


def test_a_form_tightened_keeps_clear_of_the_edge_of_the_sheet() -> None:
    with pdfplumber.open(BytesIO(pdf(_form(16)))) as file:
        assert min(word["top"] for word in file.pages[0].extract_words()) > 15


def _book(*lengths: int) -> Document:
    documents = tuple(
        Section(f"d{n}", f"Document {n}", (bullets(*(f"entry {n}.{k:03}" for k in range(length))),))
        for n, length in enumerate(lengths)
    )
    return replace(small(sections=(Section("part", "Part", sections=documents),)), style="book")


def page_of(pages: list[str], words: str) -> int:
    return max(n for n, page in enumerate(pages) if words in page)


def test_in_a_book_a_document_begins_behind_the_few_last_lines_of_another() -> None:
    pages = texts(_book(45, 45, 45))
    assert page_of(pages, "entry 0.044") == page_of(pages, "Document 1")


def test_in_a_book_a_document_has_a_new_page_where_the_one_before_fills_most_of_one() -> None:
    pages = texts(_book(30, 30, 30))
    starts = [page_of(pages, f"entry {n}.000") for n in range(3)]
    assert starts == [starts[0], starts[0] + 1, starts[0] + 2]


def test_the_contents_of_a_book_name_the_pages_on_which_documents_begin() -> None:
    """Many short documents one behind the other: the pages settle."""
    pages = texts(_book(*[6] * 24))
    contents = next(page for page in pages if "Document 0" in page)
    for n in range(24):
        at = next(number for number, page in enumerate(pages, 1) if f"entry {n}.000" in page)
        (entry,) = (row for row in contents.splitlines() if row.startswith(f"Document {n} "))
        assert entry.split()[-1] == str(at)
