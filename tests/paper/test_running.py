"""The running header and footer say what the paper is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from samples import LOGO, organisation, role, small
from word import W, Word, opened

from rolebook.paper.docx import docx
from rolebook.paper.errors import PaperError
from rolebook.paper.ooxml import NAMES


def test_the_header_and_footer_say_what_the_paper_is(english: Word) -> None:
    identification = "JD-014\u2002·\u2002Version 2.1\u2002·\u2002Draft"
    assert english.running == {
        "header1": f"Dinkelbrug Mobility Group B.V.\t{identification}Brugweg 4, 7591 AB Denekamp",
        "header2": f"Warranty engineer\t{identification}",
        "footer1": f"{identification}\tPage 1 of 1Uncontrolled when printed. The handbook shows "
        "the version in force.",
    }
    kinds = [
        (e.tag.removeprefix(W), e.get(f"{W}type"))
        for e in english.all(".//w:sectPr/*")
        if e.tag.endswith("Reference")
    ]
    assert sorted(kinds) == [
        ("footerReference", "default"),
        ("footerReference", "first"),
        ("headerReference", "default"),
        ("headerReference", "first"),
    ]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("Seite {page} von {pages}", "Seite 1 von 1"),
        ("{pages}:{page}", "1:1"),
        ("S. {page}", "S. 1"),
    ],
)
def test_pages_are_counted_by_word_in_the_words_of_the_language(pattern: str, words: str) -> None:
    word = opened(labels={"page_of": pattern})
    assert words in word.running["footer1"]
    fields = [f.get(f"{W}instr") for f in word.all(".//w:fldSimple", "word/footer1.xml")]
    wanted = {"{page}": " PAGE ", "{pages}": " NUMPAGES "}
    assert fields == [wanted[key] for key in sorted(wanted, key=pattern.find) if key in pattern]


def test_no_content_control_is_left(english: Word) -> None:
    assert not any(b"<w:sdt" in content for content in english.parts.values())


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", ["CONCEPT"] * 2),
        ("approved", []),
        ("superseded", ["VERVANGEN"] * 2),
        ("withdrawn", ["VERVALLEN"] * 2),
    ],
)
def test_a_paper_not_in_force_is_marked_across_every_page(status: Any, words: list[str]) -> None:
    word = Word(docx(role("nl", status)))
    paths = [
        p
        for part in ("header1", "header2")
        for p in word.all(".//v:shape/v:textpath", f"word/{part}.xml")
    ]
    assert [path.get("string") for path in paths] == words


def test_the_logo_stands_in_the_first_header(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "logo.svg").write_text(LOGO, "utf-8")
    word = Word(docx(role("en", logo="pages/logo.svg"), root=tmp_path))
    (blip,) = word.all(".//a:blip", "word/header1.xml")
    (relation,) = word.part("word/_rels/header1.xml.rels")
    assert blip.get(f"{{{NAMES['r']}}}embed") == relation.get("Id")
    assert word.parts["word/" + relation.get("Target")].startswith(b"\x89PNG")
    (described,) = word.all(".//wp:docPr", "word/header1.xml")
    assert described.get("descr") == "Dinkelbrug Mobility Group B.V."
    assert "word/_rels/header2.xml.rels" not in word.parts


def test_without_the_handbook_s_folder_no_logo_is_looked_for() -> None:
    assert "word/media/logo.png" not in Word(docx(role("en", logo="pages/logo.svg"))).parts


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        ("logo.png", 'there is no logo "logo.png" in the handbook'),
        ("../logo.svg", 'there is no logo "../logo.svg" in the handbook'),
        ("broken.svg", 'the logo "broken.svg": the picture cannot be drawn'),
    ],
)
def test_a_logo_that_cannot_be_had_is_named(logo: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, "utf-8")
    book = tmp_path / "book"
    book.mkdir()
    (book / "broken.svg").write_text("<svg", "utf-8")
    with pytest.raises(PaperError) as caught:
        docx(small(organisation=organisation(logo)), root=book)
    assert caught.value.document == "sample"
    assert caught.value.message.startswith(said)
