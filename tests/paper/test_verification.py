"""The code on a paper: where it stands, how large it is, and that a telephone reads it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner

from rolebook.cli import cli
from rolebook.records.fingerprint import as_typed
from rolebook.records.status import Standings
from rolebook.views.addresses import published
from rolebook.views.document import Link, Stamp
from rolebook.views.role import role_document
from rolebook.views.writer import Writer
from shop import approve, edit, opened, run, shop

SITE = "https://handbook.a-rather-long-name.example/shop/"
DPI = 150
LEAST = 15  # mm


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = shop(tmp_path_factory.mktemp("verified") / "shop")
    edit(root, "mkdocs.yml", "languages: [en, nl]",
         f"languages: [en, nl]\n    address: {SITE}")  # fmt: skip
    approve(root, "--all")
    return root


def codes(pdf: Path) -> list[tuple[int, str, float]]:
    """Page, words and side in millimetres of every QR code in a picture of 150 dpi."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            picture = page.render(scale=DPI / 72).to_pil().convert("L")
            for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
                corners = code.position
                side = (corners.top_right.x - corners.top_left.x) / DPI * 25.4
                found.append((number, code.text, side))
    return found


def fingerprint(root: Path, kind: str, id_: str, lang: str) -> str:
    book, records = opened(root)
    return Standings(book.editions[lang], records).of(kind, id_).fingerprint


@pytest.mark.parametrize(
    ("kind", "id_", "lang"),
    [
        ("role", "baker", "en"),
        ("role", "baker", "nl"),
        ("procedure", "baking-bread", "nl"),
        ("scheme", "shop-grades", "en"),
    ],
)
def test_the_code_is_read_from_a_picture_of_150_dpi_and_leads_to_the_answer(
    root: Path, tmp_path: Path, kind: str, id_: str, lang: str
):
    assert run(root, "print", id_, "--lang", lang, "--out", str(tmp_path)).exit_code == 0
    pdf = tmp_path / f"{id_}.{lang}.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        last = len(document)
        words = document[last - 1].get_textpage().get_text_bounded()
    ((page, address, side),) = codes(pdf)
    expected = fingerprint(root, kind, id_, lang)
    assert page == last, "on the page that is signed"
    assert address == f"{SITE}{lang}/verify.html#{expected}"
    assert as_typed(address.rpartition("#")[2]) == expected
    assert side >= LEAST
    assert expected in words, "to type where no telephone is at hand"


def test_a_word_processor_prints_a_code_that_is_read_as_well(root: Path, tmp_path: Path):
    run(root, "print", "baker", "--lang", "en", "--to", "docx", "--out", str(tmp_path))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}",
         "--convert-to", "pdf", "--outdir", str(tmp_path), "baker.en.docx"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    ((_page, address, side),) = codes(tmp_path / "baker.en.pdf")
    assert address.endswith(f"/en/verify.html#{fingerprint(root, 'role', 'baker', 'en')}")
    assert side >= LEAST


def test_the_page_that_is_signed_has_the_code(root: Path):
    """The stamp is the last section, right after the signatures, and never alone on its page."""
    book, records = opened(root)
    document = role_document(Writer(book, records), "baker", "paper")
    *_, signed, stamped = document.sections
    assert signed.anchor == "signatures"
    (stamp,) = stamped.blocks
    assert isinstance(stamp, Stamp)
    assert stamp.code == fingerprint(root, "role", "baker", "en")


def test_a_page_of_the_site_has_no_stamp(root: Path):
    book, records = opened(root)
    document = role_document(Writer(book, records), "baker", "page")
    assert "verification" not in [section.anchor for section in document.sections]
    assert document.embedded is None


def test_without_an_address_the_code_is_there_to_type(tmp_path: Path):
    root = shop(tmp_path / "shop")
    result = CliRunner().invoke(
        cli, ["print", "--handbook", str(root), "baker", "--lang", "en", "--out", str(tmp_path)]
    )
    assert result.exit_code == 0
    assert codes(tmp_path / "baker.en.pdf") == []
    with pypdfium2.PdfDocument(tmp_path / "baker.en.pdf") as document:
        words = document[len(document) - 1].get_textpage().get_text_bounded()
    assert fingerprint(root, "role", "baker", "en") in words
    assert published("", "en", Link("verify", "")) == ""
