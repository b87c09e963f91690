"""What stays together on a page, and what the file says of itself."""

from __future__ import annotations

from lxml import etree
from samples import cell, role, small
from word import W, Word, kept, opened, places, text

from rolebook.paper.docx import docx
from rolebook.paper.ooxml import NAMES
from rolebook.views.document import (
    Paragraph,
    Row,
    Section,
    Table,
    plain,
)


def test_there_is_a_line_to_write_on_for_every_blank() -> None:
    word = opened(places(3))
    rows = [[text(c) for c in r.iterfind("w:tc", NAMES)] for r in word.all("w:body/w:tbl/w:tr")]
    one, lines = "Party {}Seen", "Name\t\tSignature\t\t"
    assert rows == [
        [one.format(0), one.format(1)], [lines, lines], [one.format(2), ""], [lines, ""],
    ]  # fmt: skip
    (blank,) = [
        s
        for s in word.all("w:style", "word/styles.xml")
        if s.get(f"{W}styleId") == "SignatureBlank"
    ]
    leaders = [t.get(f"{W}leader") for t in blank.iterfind("w:pPr/w:tabs/w:tab", NAMES)]
    assert leaders == ["none", "underscore"]


def test_signatures_share_a_page_with_their_heading_and_the_line_before_it() -> None:
    word = Word(
        docx(
            small(
                sections=(
                    Section(
                        "a",
                        "Last section",
                        (Paragraph(plain("not this")), Paragraph(plain("last line"))),
                    ),
                    Section(
                        "s", "Signatures", (Paragraph(plain("introduction"), "note"), places(4))
                    ),
                )
            )
        )
    )
    who = [[f"Party {n}", "Seen", f"Party {n + 1}", "Seen"] for n in (0, 2)]
    lines = ["Name\t\t", "Signature\t\t"] * 2
    assert kept(word) == ["last line", "Signatures", "introduction", *who[0], *lines, *who[1]]


def test_before_signatures_in_a_section_of_their_own_only_the_line_before_them_is_kept() -> None:
    lines = tuple(Paragraph(plain(words)) for words in ("one", "two", "three"))
    word = Word(docx(small(sections=(Section("o", "Objection", lines),
                                     Section("s", "", (places(1),))))))  # fmt: skip
    assert kept(word) == ["three", "Party 0", "Seen", ""]


def test_signatures_share_a_page_with_the_last_row_of_a_table_before_them() -> None:
    table = Table("", ("Head",), (Row((cell("first"),)), Row((cell("last"),))), (1,))
    word = opened(table, places(1))
    # The gap between the tables too, and who signs with the lines to sign on.
    assert kept(word) == ["last", "", "Party 0", "Seen", ""]


def test_where_nobody_signs_there_is_no_frame() -> None:
    cells = opened(places(3)).all("w:body/w:tbl/w:tr/w:tc")
    frames = [
        [etree.QName(e).localname for e in c.iterfind("w:tcPr/w:tcBorders/*", NAMES)] for c in cells
    ]
    nobody = ["top", "bottom", "right"]
    pair = [["bottom"], ["bottom"], ["top"], ["top"]]
    assert frames == [*pair, ["bottom"], nobody, ["top"], nobody]


def test_the_file_states_title_issuer_language_and_date(english: Word) -> None:
    def stated(word: Word) -> dict[str, str]:
        return {etree.QName(e).localname: e.text for e in word.part("docProps/core.xml")}

    assert stated(Word(docx(role("de", "approved")))) == {
        "title": "Garantiesachbearbeiterin, Garantiesachbearbeiter",
        "subject": "Stellenbeschreibung",
        "creator": "Dinkelbrug Mobility Group B.V.",
        "description": role("de").description,
        "language": "de",
        "contentStatus": "Freigegeben",
        "version": "2.1",
        "created": "2026-09-14T00:00:00Z",
        "modified": "2026-09-14T00:00:00Z",
    }
    assert stated(english)["created"] == "1970-01-01T00:00:00Z"
