"""A DOCX as a word processor lays it out: LibreOffice prints it, and the print is read.

Needs LibreOffice Writer (`soffice`) on the machine.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from samples import LOGO, bullets, cell, organisation, role, small

from rolebook.paper.docx import docx
from rolebook.views.document import (
    Document,
    Paragraph,
    Row,
    Section,
    Signature,
    Signatures,
    Table,
    plain,
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each printed page, per paper. One start of LibreOffice for all of them."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "logo.svg").write_text(LOGO, "utf-8")
    papers = {
        "role": replace(role("de", "draft"), organisation=organisation("logo.svg")),
        "table": _long_table(),
        "signatures": _signatures_at_the_foot(),
        "letter": _letter(),
    }
    for name, document in papers.items():
        (folder / f"{name}.docx").write_bytes(docx(document, root=folder))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'user').as_uri()}",
         "--convert-to", "pdf", "--outdir", str(folder), *(f"{name}.docx" for name in papers)],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return {name: _texts(folder / f"{name}.pdf") for name in papers}


def _texts(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def _long_table() -> Document:
    rows = tuple(
        Row((cell(f"row {n} begins", *["in between"] * 7, f"row {n} ends"), cell("x")))
        for n in range(20)
    )
    return small(Table("Caption", ("First column", "Second column"), rows, (2, 1)))


def _signatures_at_the_foot() -> Document:
    """The signatures would fit in the rest of the page on their own only without their heading."""
    place = Signature("Somebody", (plain("Seen"),), ("Name", "Place and date", "Signature"))
    before = Section("a", "Text", (bullets(*(f"line {n}" for n in range(38))),))
    sign = Section("s", "To sign", (Paragraph(plain("Note well.")), Signatures((place, place))))
    return small(sections=(before, sign))


def _letter() -> Document:
    """One page and a half; the signatures stand in a section of their own without a title."""
    place = Signature("Somebody", (plain("Seen"),), ("Name", "Place and date", "Signature"))
    lines = tuple(Paragraph(plain(f"line {n}")) for n in range(45))
    return small(sections=(Section("a", "Text", lines), Section("s", "", (Signatures((place,)),))))


def test_the_running_lines_are_on_every_page(pages: dict[str, list[str]]) -> None:
    count = len(pages["role"])
    assert count >= 2
    for number, page in enumerate(pages["role"], 1):
        assert f"Seite {number} von {count}" in page
        assert all(words in page for words in ("JD-014", "Version 2.1", "Entwurf"))
        assert ("Dinkelbrug Mobility Group B.V." in page) == (number == 1)


def test_the_heading_of_a_table_is_repeated_and_no_row_is_split(
    pages: dict[str, list[str]],
) -> None:
    assert len(pages["table"]) > 2
    for page in pages["table"]:
        assert "First column" in page
        assert page.count("begins") == page.count("ends") > 0


def test_signatures_are_never_alone_on_a_page(pages: dict[str, list[str]]) -> None:
    (signed,) = [page for page in pages["signatures"] if "To sign" in page]
    assert "Note well." in signed
    assert "line 37" in signed
    assert signed.count("Place and date") == 2
    assert len(pages["signatures"]) == 2


def test_a_letter_fills_its_first_page(pages: dict[str, list[str]]) -> None:
    first, second = pages["letter"]
    assert "line 30" in first
    assert "line 44" in second
    assert "Place and date" in second
    assert first.count("line ") > 30
