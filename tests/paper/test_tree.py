"""Every block becomes what Word has for it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from samples import bullets, cell, fact, line, small
from word import DRAWING, TEXT_WIDTH, W, Word, kept, opened, text

from rolebook.model.text import Link
from rolebook.paper.docx import docx
from rolebook.paper.errors import PaperError
from rolebook.paper.ooxml import NAMES
from rolebook.views.document import (
    Cell,
    Drawing,
    Facts,
    Item,
    Line,
    Listing,
    Notice,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)


def test_sections_are_headings_of_their_depth() -> None:
    inner = Section("a-i", "Inner", (), (Section("a-i-x", "Innermost"),), "A.1")
    word = Word(docx(small(sections=(Section("a", "Outer", (), (inner,), "A"),))))
    assert [(s, t) for s, t in word.paragraphs if s.startswith("Heading")] == [
        ("Heading1", "A\u2002Outer"),
        ("Heading2", "A.1\u2002Inner"),
        ("Heading3", "Innermost"),
    ]
    outlines = {
        s.get(f"{W}styleId"): s.find("w:pPr/w:outlineLvl", NAMES).get(f"{W}val")
        for s in word.all("w:style", "word/styles.xml")
        if s.get(f"{W}styleId", "").startswith("Heading")
    }
    assert outlines == {f"Heading{level}": str(level - 1) for level in range(1, 7)}


def test_a_section_without_title_has_no_heading_and_takes_no_depth() -> None:
    inner = Section("b", "Inner", (Paragraph(plain("words")),))
    word = Word(docx(small(sections=(Section("a", "", (), (inner,)),))))
    assert [t for s, t in word.paragraphs if s == "Heading1"] == ["Inner"]


def test_title_and_kind_open_the_paper(english: Word) -> None:
    assert english.paragraphs[0] == ("Subtitle", "Job description\t\u00a0Draft\u00a0")
    assert english.paragraphs[1] == ("Title", "Warranty engineer")


def test_an_approved_paper_bears_no_mark_of_its_status_beside_its_kind() -> None:
    assert opened().paragraphs[0] == ("Subtitle", "Job description")


def test_numbers_are_printed_as_they_were_computed(english: Word) -> None:
    assert english.styled("NumberedItem")[:2] == [
        "A.1\tChecks cover, open campaigns, history and odometer reading before the workshop "
        "opens a repair order at the maker's expense.",
        "A.2\tAsks the maker for prior approval whenever the estimate is above the limit of the "
        "warranty agreement.",
    ]


def test_details_and_inner_items_follow_their_item() -> None:
    inner = Item(plain("deeper"), items=(Item(plain("deepest"), items=(Item(plain("still")),)),))
    item = Item(plain("do it"), "2.14", details=(fact("When", "soon", "often"),), items=(inner,))
    assert opened(Listing((item,))).paragraphs[3:] == [
        ("NumberedItem", "2.14\tdo it"),
        ("NumberedDetail", "When\u2002soon; often"),
        ("ListBullet2", "deeper"),
        ("ListBullet3", "deepest"),
        ("ListBullet3", "still"),
    ]


def test_an_item_shares_a_page_with_its_details_and_first_inner_item() -> None:
    inner = (Item(plain("inner one")), Item(plain("inner two")))
    word = opened(
        Listing(
            (
                Item(
                    plain("with detail"), "1", details=(fact("When", "soon"), fact("Limit", "none"))
                ),
                Item(plain("with items"), "2", items=inner),
                Item(plain("alone"), "3"),
            )
        )
    )
    assert kept(word) == ["1\twith detail", "When\u2002soon", "2\twith items"]


def test_a_column_is_wide_enough_for_a_number() -> None:
    row = Row((cell("12.14"), cell("x"), cell("y")))
    widths = [
        int(c.get(f"{W}w")) for c in opened(Table("", (), (row,), (1, 60, 39))).all(".//w:gridCol")
    ]
    assert widths[0] >= 567  # 10 mm
    assert sum(widths) == pytest.approx(TEXT_WIDTH, abs=5)


def test_a_bulleted_list_is_a_list_of_word() -> None:
    word = opened(bullets("one", "two"))
    assert word.styled("ListBullet") == ["one", "two"]
    numbering = word.part("word/numbering.xml")
    (bullet,) = [
        s for s in word.all("w:style", "word/styles.xml") if s.get(f"{W}styleId") == "ListBullet"
    ]
    number = bullet.find("w:pPr/w:numPr/w:numId", NAMES).get(f"{W}val")
    (use,) = [n for n in numbering.iterfind("w:num", NAMES) if n.get(f"{W}numId") == number]
    definition = use.find("w:abstractNumId", NAMES).get(f"{W}val")
    levels = numbering.iterfind(f"w:abstractNum[@w:abstractNumId='{definition}']/w:lvl", NAMES)
    assert [level.find("w:lvlText", NAMES).get(f"{W}val") for level in levels] == ["•", "–", "•"]


def test_facts_are_a_table_whose_labels_head_their_rows() -> None:
    word = opened(Facts((fact("Family", "Warranty"), fact("Reports to", "one", "two"))))
    (table,) = word.all("w:body/w:tbl")
    look = table.find("w:tblPr/w:tblLook", NAMES)
    assert table.find("w:tblPr/w:tblStyle", NAMES).get(f"{W}val") == "HandbookFacts"
    assert look.get(f"{W}firstColumn") == "1"
    assert look.get(f"{W}firstRow") == "0"
    assert word.styled("FactLabel") == ["Family", "Reports to"]
    assert word.styled("TableText") == ["Warranty", "one", "two"]


def test_control_facts_stand_below_the_title_four_to_a_row(english: Word) -> None:
    table = english.all("w:body/w:tbl")[0]
    assert table.find("w:tblPr/w:tblStyle", NAMES).get(f"{W}val") == "HandbookControl"
    assert [len(row.findall("w:tc", NAMES)) for row in table.iterfind("w:tr", NAMES)] == [4, 4]
    assert english.styled("ControlLabel")[:2] == ["Number", "Version"]


def test_a_table_has_a_caption_a_repeated_heading_and_its_widths() -> None:
    rows = (Row((cell("Area", header=True), cell("a", "b", bulleted=True))), Row((Cell(()),) * 2))
    word = opened(Table("Results", ("Area", "Activities"), rows, (1, 3)))
    (table,) = word.all("w:body/w:tbl")
    assert word.styled("TableCaption") == ["Results"]
    assert table.find("w:tblPr/w:tblCaption", NAMES).get(f"{W}val") == "Results"
    first, *others = table.findall("w:tr", NAMES)
    assert first.find("w:trPr/w:tblHeader", NAMES) is not None
    assert all(row.find("w:trPr/w:tblHeader", NAMES) is None for row in others)
    columns = [int(c.get(f"{W}w")) for c in table.iterfind("w:tblGrid/w:gridCol", NAMES)]
    assert sum(columns) == pytest.approx(TEXT_WIDTH, abs=5)
    for row in (first, *others):
        widths = [int(w.get(f"{W}w")) for w in row.iterfind("w:tc/w:tcPr/w:tcW", NAMES)]
        assert widths == columns
    assert word.styled("TableHead") == ["Area", "Activities"]
    assert word.styled("TableRowHead") == ["Area"]
    assert word.styled("TableBullet") == ["a", "b"]


def test_no_row_of_any_table_splits(english: Word) -> None:
    rows = english.all(".//w:tr")
    assert len(rows) > 15
    assert all(row.find("w:trPr/w:cantSplit", NAMES) is not None for row in rows)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("draft", "StrongNotice"),
        ("warning", "StrongNotice"),
        ("info", "Notice"),
        ("reference", "Notice"),
        ("untranslated", "Notice"),
    ],
)
def test_a_notice_is_a_box_that_black_and_white_shows(kind: Any, expected: str) -> None:
    word = opened(Notice(kind, "Mind this", (plain("first"), plain("second"))))
    assert word.styled(f"{expected}Title") == ["Mind this"]
    assert word.styled(expected) == ["first", "second"]
    (box,) = [s for s in word.all("w:style", "word/styles.xml") if s.get(f"{W}styleId") == expected]
    sides = box.find("w:pPr/w:pBdr", NAMES)
    assert [etree.QName(side).localname for side in sides] == ["top", "left", "bottom", "right"]


def test_two_notices_are_two_boxes() -> None:
    word = opened(Notice("info", "One"), Notice("info", "Two"))
    between = [s for s, _ in word.paragraphs if s in ("NoticeTitle", "Gap")]
    assert between == ["Gap", "NoticeTitle", "Gap", "NoticeTitle"]


def test_lead_ins_and_small_print_have_their_styles() -> None:
    word = opened(
        Paragraph(plain("lead"), "lead"),
        Paragraph(plain("small"), "note"),
        Paragraph(plain("text")),
    )
    assert word.paragraphs[3:] == [("Leadin", "lead"), ("Note", "small"), ("BodyText", "text")]


def test_emphasis_is_real() -> None:
    word = opened(Paragraph(line("plain __strong__ _emphasis_ 2*3*4 _____")))
    runs = {
        text(r): [etree.QName(p).localname for p in r.iterfind("w:rPr/*", NAMES)]
        for r in word.all(".//w:r")
    }
    assert runs["strong"] == ["b", "bCs"]
    assert runs["emphasis"] == ["i", "iCs"]
    assert runs[" 2*3*4 _____"] == []


@pytest.mark.parametrize(
    ("lang", "tag"), [("en", "en-GB"), ("nl", "nl-NL"), ("de", "de-DE"), ("fr-BE", "fr-BE")]
)
def test_the_language_is_stated_for_reading_aloud_and_spelling(lang: str, tag: str) -> None:
    word = opened(lang=lang)
    defaults = word.all("w:docDefaults/w:rPrDefault/w:rPr/w:lang", "word/styles.xml")
    assert [found.get(f"{W}val") for found in defaults] == [tag]
    assert word.all("dc:language", "docProps/core.xml")[0].text == lang


def test_a_line_in_another_language_says_so_to_machine_and_reader() -> None:
    word = opened(
        Paragraph(line("Noch __nicht__ übersetzt", "de")),
        Paragraph(plain("English")),
        labels={"other_language": "in {lang}"},
    )
    assert word.styled("BodyText") == ["Noch nicht übersetzt\u00a0[in de]", "English"]
    languages = {text(r): r.find("w:rPr/w:lang", NAMES) for r in word.all(".//w:p/w:r")}
    assert languages["nicht"].get(f"{W}val") == "de-DE"
    assert languages["English"] is None
    assert languages["\u00a0[in de]"] is None


def test_titles_in_another_language_are_tagged() -> None:
    word = opened(title_lang="de", sections=(Section("a", "Titel", title_lang="nl"),))
    tagged = {
        text(r): r.find("w:rPr/w:lang", NAMES).get(f"{W}val")
        for r in word.all(".//w:r[w:rPr/w:lang]")
    }
    assert tagged == {"Sample": "de-DE", "Titel": "nl-NL"}


def test_links_lead_outside_only_where_that_is_safe() -> None:
    safe = ["https://example.org/a?b=1&c=ü", "HTTP://EXAMPLE.ORG", "mailto:hr@example.org"]
    unsafe = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//example.org",
        "x.html",
        "http://",
        "https://[",
        "https://a b.org/",
        "vbscript:x",
        "https://example.org/%zz",
        "",
        " https://example.org",
        "\\\\server\\share",
        "https:example.org",
    ]
    spans = tuple(Span(f"link {n}", link=Link("url", url)) for n, url in enumerate(safe + unsafe))
    word = opened(Paragraph(Line(spans)))
    assert word.targets() == {
        "link 0": "https://example.org/a?b=1&c=%C3%BC",
        "link 1": "HTTP://EXAMPLE.ORG",
        "link 2": "mailto:hr@example.org",
    }
    assert word.styled("BodyText") == ["".join(span.text for span in spans)]


def test_references_lead_where_the_caller_says() -> None:
    known = {"a": "https://example.org/a.html", "s/t": "#s-t", "gone": "#gone", "c": "file:///c"}
    spans = tuple(Span(f"[{id_}]", link=Link("role", id_)) for id_ in [*known, "unknown"])
    item = Item(Line(spans), "1", "s-t")
    document = small(Listing((item,)))
    word = Word(docx(document, address=lambda link: known.get(link.id, "")))
    assert word.targets() == {"[a]": "https://example.org/a.html", "[s/t]": "#s-t"}
    assert Word(docx(document)).targets() == {}


def test_a_reference_without_words_shows_its_id() -> None:
    assert opened(Paragraph(Line((Span("", link=Link("role", "manager")),)))).styled(
        "BodyText"
    ) == ["manager"]


def test_places_can_be_linked_to_and_no_name_is_given_twice() -> None:
    word = opened(
        Listing((Item(plain("x"), "1", "item"), Item(plain("y"), anchor="same"))),
        Table("", (), (Row((cell("x"),), "row"), Row((cell("y"),), "same")), (1,)),
    )
    names = [mark.get(f"{W}name") for mark in word.all(".//w:bookmarkStart")]
    assert sorted(names) == ["item", "one", "row"]


def test_a_drawing_is_a_picture_described_in_words() -> None:
    word = opened(Drawing(DRAWING, "Who does what", "The adviser asks, the engineer answers"))
    (picture,) = [name for name in word.parts if name.startswith("word/media/")]
    assert word.parts[picture].startswith(b"\x89PNG")
    (described,) = word.all(".//wp:docPr")
    assert described.get("descr") == "Who does what. The adviser asks, the engineer answers"
    assert word.styled("ImageCaption") == ["Who does what"]
    (extent,) = word.all(".//wp:extent")
    assert int(extent.get("cx")) == pytest.approx(165 * 36000, rel=0.005)  # the text's width
    assert int(extent.get("cy")) == pytest.approx(16.5 * 36000, rel=0.02)
    assert b"base64" not in word.parts["word/document.xml"]


def test_a_broken_drawing_is_an_error_about_its_document() -> None:
    with pytest.raises(PaperError, match='sample: the drawing "Lanes": the picture cannot be'):
        docx(small(Drawing("<svg", "Lanes", "")))
