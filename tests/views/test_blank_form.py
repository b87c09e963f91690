"""Blank forms that the handbook describes: on the site, on paper, and as files."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from handbooks import findings_of, write_tree
from rolebook.cli import cli
from rolebook.handbook import load
from rolebook.site.editions import edition
from rolebook.views.blank_form import form_document
from rolebook.views.document import Signatures, Table
from rolebook.views.writer import Writer
from shop import SHOP, TODAY

FORMS = """\
    forms:
      - id: F-01
        title: Baking list
        system: The bakery
        parts:
          - part: Bread
            fields:
              - Number of loaves
              - {field: Remarks, lines: 3}
              - {field: Oven, choices: [left, right]}
              - {field: Why, choices: [it was ordered by a customer, it was left over from before]}
        signed_by: [Baker]
      - {id: F-02, title: Cake card}
    """
DUTCH = """\
    forms:
      - id: F-01
        title: Baklijst
        parts:
          - part: Brood
            fields: [Aantal broden, Opmerkingen]
    """
FILES = {
    **SHOP,
    "roles/vocabulary/forms.yml": FORMS,
    "roles/vocabulary/forms.nl.yml": DUTCH,
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "shop", FILES)


def writer(root: Path, lang: str = "en") -> Writer:
    book = load(root).handbook
    assert book is not None
    return Writer(book.editions[lang])


def test_a_form_has_room_for_what_is_written_and_boxes_for_what_is_ticked(shop: Path):
    document = form_document(writer(shop), "F-01")
    (table,) = document.sections[0].blocks
    assert isinstance(table, Table)
    answers = [["".join(s.text for s in line.spans).strip() for line in row.cells[1].lines]
               for row in table.rows]  # fmt: skip
    assert answers[0] == ["", ""]
    assert answers[1] == [""] * 6
    assert [line.count("☐") for line in answers[2]] == [2], "short answers stand side by side"
    assert [line.count("☐") for line in answers[3]] == [1, 1], "long ones below each other"
    assert isinstance(document.sections[-1].blocks[0], Signatures)


def test_a_form_has_a_page_with_its_papers_and_steps_lead_there(shop: Path):
    book = load(shop).handbook
    assert book is not None
    pages = edition(book.editions["nl"], Writer(book).records, "Shop").by_address
    page = pages["forms/F-01.html"]
    assert page.document.title == "Baklijst"
    assert [download.address for download in page.downloads] == [
        "forms/F-01.pdf", "forms/F-01.docx"
    ]  # fmt: skip
    assert "forms/F-02.html" not in pages, "nothing is said of what is filled in there"
    line = writer(shop).form("F-01")
    assert {(span.link.kind, span.link.id) for span in line.spans if span.link} == {
        ("form", "F-01")
    }


def test_the_printed_form_is_in_the_language_asked_for(shop: Path, tmp_path: Path):
    out = tmp_path / "out"
    arguments = ["print", "F-01", "--lang", "nl", "--to", "pdf,docx", "--out", str(out),
                 "--handbook", str(shop), "--today", TODAY.isoformat()]  # fmt: skip
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert (out / "F-01.nl.docx").is_file()
    text = pypdfium2.PdfDocument(out / "F-01.nl.pdf")[0].get_textpage().get_text_bounded()
    assert "Baklijst" in text
    assert "Aantal broden" in text
    assert "☐" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["F-02"], 'no role, procedure, scheme or form "F-02" to print'),
        (["F-01", "--revision", "1"], "a blank form has no approved revisions"),
    ],
)
def test_what_cannot_be_printed_is_told(shop: Path, arguments: list[str], told: str):
    result = CliRunner().invoke(cli, ["print", *arguments, "--handbook", str(shop)])
    assert result.exit_code == 2
    assert told in result.output


def test_a_blank_in_the_readers_language_comes_first(tmp_path: Path):
    root = write_tree(
        tmp_path / "shop",
        {
            **SHOP,
            "roles/vocabulary/forms.yml": "forms: [{id: F-01, title: List, file: forms/a.pdf}]\n",
            "pages/forms/a.pdf": "English",
            "pages/forms/a.nl.pdf": "Dutch",
        },
    )
    assert writer(root).book.forms["F-01"].file == "forms/a.pdf"
    assert writer(root, "nl").book.forms["F-01"].file == "forms/a.nl.pdf"


def test_more_lines_than_a_page_holds_are_a_finding(tmp_path: Path):
    too_many = FORMS.replace("lines: 3", "lines: 300")
    root = write_tree(tmp_path / "shop", {**FILES, "roles/vocabulary/forms.yml": too_many})
    (found,) = [each for each in findings_of(root) if each.code == "bad-number"]
    assert found.message == "lines is too large: 300"
    assert found.hint == "40 is the most"
