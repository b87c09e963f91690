"""The example's flow charts on paper, read back: text, size of type, conformance, Word."""

from __future__ import annotations

import ctypes
import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import page as validator
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from handbooks import the_example
from rolebook.handbook import Handbook
from rolebook.paper.docx import docx
from rolebook.paper.pdf import pdf
from rolebook.records import Records
from rolebook.views.document import Document, Drawing
from rolebook.views.procedure import procedure_document
from rolebook.views.writer import Writer

ROOT = Path(__file__).resolve().parents[2]
PROFILES = (validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1)


def book() -> Handbook:
    return the_example()


def paper(lang: str, id_: str) -> Document:
    return procedure_document(Writer(book().editions[lang], Records()), id_, "paper")


def drawings(document: Document) -> list[Drawing]:
    return [b for s in document.sections for b in s.blocks if isinstance(b, Drawing)]


@lru_cache(maxsize=2)
def printed(lang: str, id_: str) -> bytes:
    return pdf(paper(lang, id_))


def characters(data: bytes) -> list[tuple[str, float]]:
    """Every character with the size it is printed in, in points."""
    found = []
    with pypdfium2.PdfDocument(data) as file:
        for sheet in file:
            text = sheet.get_textpage()
            for at in range(text.count_chars()):
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFText_GetMatrix(text.raw, at, ctypes.byref(matrix))
                size = pdfium.FPDFText_GetFontSize(text.raw, at) * abs(matrix.d or matrix.b)
                found.append((chr(pdfium.FPDFText_GetUnicode(text.raw, at)), size))
    return found


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_chart_keeps_the_paper_an_archive_file_that_can_be_read_aloud(lang: str) -> None:
    data = printed(lang, "warranty-claim")
    reports = [validator.validate_pdf_bytes(data, profile=profile) for profile in PROFILES]
    assert [failure.rule_id for report in reports for failure in report.failures] == []


def test_the_text_of_a_chart_is_text_in_the_file() -> None:
    with pypdfium2.PdfDocument(printed("en", "warranty-claim")) as file:
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in file)
    words = " ".join(text.split())
    assert "Is the vehicle, part or kit under warranty?" in words
    assert "P-02 Recall campaign, step 5" in words
    assert "on to step" in words


def test_letters_are_at_least_seven_points_high() -> None:
    sizes = [size for char, size in characters(printed("en", "warranty-claim")) if char.strip()]
    assert len(sizes) > 3000
    assert min(sizes) >= 7.0


def test_every_sheet_fits_its_page() -> None:
    sheets = drawings(paper("de", "warranty-claim"))
    with pypdfium2.PdfDocument(printed("de", "warranty-claim")) as file:
        pages = [" ".join(p.get_textpage().get_text_range().split()) for p in file]
    captions = [n for n, page in enumerate(pages) for s in sheets if s.title in page]
    assert len(captions) == len(sheets)
    assert captions == sorted(set(captions)), "one sheet a page, in their order"


def test_word_shows_the_chart_as_a_picture_described_in_words() -> None:
    with zipfile.ZipFile(BytesIO(docx(paper("nl", "goodwill")))) as file:
        document = file.read("word/document.xml").decode()
    sheets = drawings(paper("nl", "goodwill"))
    described = re.findall(r'descr="([^"]*)"', document)
    assert sum("Stroomschema" in words for words in described) == len(sheets)
