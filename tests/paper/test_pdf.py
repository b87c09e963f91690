"""PDF papers, read back: text, structure, metadata, conformance, page make-up, bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pypdfium2
import pytest
import samples

from rolebook.paper.characters import breakable, covered, printable
from rolebook.paper.errors import PaperError
from rolebook.paper.pdf import FONTS, pdf
from rolebook.views.document import (
    Control,
    Document,
    Drawing,
    Fact,
    Facts,
    Item,
    Line,
    Link,
    Listing,
    Notice,
    Organisation,
    Paragraph,
    Row,
    Section,
    Signature,
    Signatures,
    Span,
    Table,
    plain,
)

SHIPPED = tuple(sorted(f for f in FONTS.iterdir() if f.suffix in (".otf", ".ttf")))
PROFILES = (validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1)
MM = 72 / 25.4


def address(link: Link) -> str:
    if link.kind == "item":
        return f"#{link.id}"
    return f"https://handbook.example/en/{link.kind}s/{link.id}.html"


@lru_cache
def role(lang: str, status: samples.Status = "approved") -> bytes:
    return pdf(samples.role(lang, status), address=address)


@lru_cache
def procedure() -> bytes:
    return pdf(samples.procedure(), address=address)


def pages(data: bytes) -> list[str]:
    """The text of each page in reading order, in lines."""
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in file]


def words(data: bytes) -> str:
    """All text in one line, hyphens at line ends undone."""
    return " ".join(re.sub("[\u00ad\ufffe\x02]\n?", "", " ".join(pages(data))).split())


def places(data: bytes, word: str) -> list[tuple[int, float, float]]:
    """Where a word stands: page from 1, lower and upper edge in points from the foot."""
    found = []
    with pypdfium2.PdfDocument(data) as file:
        for number, page in enumerate(file, 1):
            text = page.get_textpage()
            search = text.search(word, match_case=True)
            while hit := search.get_next():
                _, bottom, _, top = text.get_charbox(hit[0])
                found.append((number, bottom, top))
    return found


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def elements(parent: Any) -> Iterator[Any]:
    """The structure tree below an element, in reading order."""
    kids = parent.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tags(file: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(file.Root.StructTreeRoot)]


def links(data: bytes) -> list[str]:
    with opened(data) as file:
        annotations = [a for page in file.pages for a in page.get("/Annots", [])]
        return [str(a.A.URI) if "/A" in a and "/URI" in a.A else "inside" for a in annotations]


def failures(data: bytes) -> list[tuple[str, str]]:
    reports = [validator.validate_pdf_bytes(data, profile=profile) for profile in PROFILES]
    return [(failure.rule_id, failure.message) for r in reports for failure in r.failures]


def everything(text: str, lang: str = "") -> Document:
    """A document with this text at every place that can hold one."""
    line = Line((Span(text),), lang)
    both = (line, Line((Span(text, True), Span(text, False, True, Link("url", text)))))
    fact = Fact(text, both)
    item = Item(line, text[:20], text[:20], (fact,), (Item(line),))
    row = Row((samples.Cell(both, header=True), samples.Cell(both, bulleted=True)), text)
    return samples.small(
        Paragraph(line),
        Paragraph(line, "lead"),
        Paragraph(line, "note"),
        Listing((item,)),
        Facts((fact,)),
        Table(text, (text, text), (row,), (1, 3)),
        Notice("draft", text, both),
        Signatures((Signature(text, both, (text, text)),)),
        title=text,
        label=text,
        description=text,
        organisation=Organisation(text, text, text),
        control=Control(text, text, "draft", text, text, (fact,), "", text),
        notices=(Notice("warning", text, both),),
        facts=Facts((fact,)),
    )


# Conformance, structure, metadata


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
@pytest.mark.parametrize("status", ["approved", "draft", "withdrawn"])
def test_conforms_to_the_archive_and_the_accessibility_standard(
    lang: str, status: samples.Status
) -> None:
    assert failures(role(lang, status)) == []


def test_a_procedure_with_a_drawing_and_inner_links_conforms() -> None:
    assert failures(procedure()) == []


def test_states_both_standards_and_passes_the_syntax_check() -> None:
    with opened(role("en")) as file:
        assert file.check_pdf_syntax() == []
        meta = file.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert meta["pdfuaid:part"] == "1"
        assert file.pdf_version == "1.7"


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_metadata_names_title_language_organisation_and_day_of_issue(lang: str) -> None:
    with opened(role(lang)) as file:
        info = file.docinfo
        assert str(info.Title) == samples.ROLE[lang]["title"]
        assert str(info.Author) == "Dinkelbrug Mobility Group B.V."
        assert str(info.CreationDate).startswith("D:20260914000000")
        assert str(file.Root.Lang) == lang
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert samples.ROLE[lang]["description"] in str(file.open_metadata())


def test_a_draft_carries_the_first_of_january_1970() -> None:
    with opened(role("en", "draft")) as file:
        assert str(file.docinfo.CreationDate).startswith("D:19700101000000")
        assert "1970-01-01T00:00:00" in str(file.open_metadata())


def test_headings_lists_and_tables_are_tagged_as_what_they_are() -> None:
    with opened(role("en")) as file:
        found = tags(file)
    assert found.count("/Title") == 1
    assert found.count("/H1") == 9
    # Facts, tasks, items below a task, bullets in the table, requirements, authorities, provisions.
    items = 7 + 12 + 3 + 16 + 4 + 4 + 3
    assert [found.count(tag) for tag in ("/LI", "/Lbl", "/LBody")] == [items] * 3
    assert found.count("/Table") == found.count("/Caption") == 1


def test_column_and_row_heads_of_a_table_say_so() -> None:
    with opened(role("en")) as file:
        heads = [e for e in elements(file.Root.StructTreeRoot) if e.S == "/TH"]
        scopes = [str(a.Scope) for e in heads for a in e.A if "/Scope" in a]
        cells = tags(file).count("/TD")
    assert scopes == ["/Column"] * 3 + ["/Row"] * 4
    assert cells == 8


def test_a_table_of_cells_alone_can_have_row_heads() -> None:
    rows = (Row((samples.cell("a", header=True), samples.cell("b"))),)
    data = pdf(samples.small(Table("", (), rows, (1, 1)), Table("", ("x", "y"), rows, (1, 1))))
    with opened(data) as file:
        assert [t for t in tags(file) if t in ("/TH", "/TD")] == ["/TH", "/TD"] + ["/TH"] * 3 + [
            "/TD"
        ]
    assert failures(data) == []


def test_a_stream_that_ends_in_a_carriage_return_has_an_end_beyond_doubt() -> None:
    met = 0
    for number in range(300):
        text = " ".join(str(number * factor) for factor in range(1, 30))
        data = pdf(samples.small(Paragraph(plain(text))))
        if b"\r\r\nendstream" in data:
            met += 1
            assert failures(data) == []
            with opened(data) as file:
                assert file.check_pdf_syntax() == []
        if met == 2:
            break
    assert met == 2


def test_sections_within_sections_become_headings_of_the_next_level() -> None:
    with opened(procedure()) as file:
        assert [tag for tag in tags(file) if tag.startswith("/H")] == ["/H1", "/H1", "/H2"]
        outline = file.open_outline().root
        assert [entry.title for entry in outline] == ["1 Scope", "2 Steps"]


def test_a_drawing_has_words_for_those_who_cannot_see_it() -> None:
    with opened(procedure()) as file:
        (figure,) = (e for e in elements(file.Root.StructTreeRoot) if e.S == "/Figure")
        assert str(figure.Alt).startswith("Who does what. Two lanes:")
    assert "1 Checks the cover" in words(procedure()), "text in a drawing stays text"


def test_a_line_in_another_language_is_tagged_and_marked() -> None:
    line = Line((Span("Nog te vertalen"),), "nl-BE")
    data = pdf(samples.small(Paragraph(line), lang="de"))
    assert "Nog te vertalen [noch nicht übersetzt]" in words(data)
    with opened(data) as file:
        content = b"".join(page.Contents.read_bytes() for page in file.pages)
        tree = [str(e.get("/Lang", "")) for e in elements(file.Root.StructTreeRoot)]
    assert b"/Lang(nl)" in content or "nl" in tree
    assert failures(data) == []


def test_titles_in_another_language_are_tagged() -> None:
    section = Section("a", "Taken", (), title_lang="nl")
    data = pdf(samples.small(sections=(section,), title="Monteur", title_lang="nl"))
    assert failures(data) == []
    assert "Monteur" in words(data)


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("de", "Gewährleistungsverantwortlichkeit"),
        ("nl", "garantieadministratieverantwoordelijke"),
        ("en", "internationalisation"),
    ],
)
def test_words_are_hyphenated_by_the_rules_of_the_language(lang: str, word: str) -> None:
    row = Row((samples.cell(word), samples.cell("x")))
    table = Table("", ("", ""), (row,), (1, 7), style="matrix")  # no measured columns
    data = pdf(samples.small(table, lang=lang))
    assert word not in " ".join(pages(data)), "the column is too narrow for the whole word"
    assert word in words(data).replace("- ", "").replace("-\u200b", "")


def test_only_shipped_typefaces_are_used_and_they_are_embedded() -> None:
    with opened(pdf(everything("Text ⚠ ☎ ① ★"))) as file:
        fonts = [
            o
            for o in file.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+(SourceSans3|RolebookSymbols).*", str(font.FontName))
            assert "/FontFile2" in font or "/FontFile3" in font


# What stands on the page


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_every_page_says_which_paper_it_is_and_which_page(lang: str) -> None:
    texts, sample = pages(role(lang)), samples.ROLE[lang]
    assert len(texts) == 3
    for number, text in enumerate(texts, 1):
        flat = " ".join(text.split())
        assert f"JD-014 · {sample['version']} 2.1 · {samples.STATUS[lang]['approved']}" in flat
        assert "Dinkelbrug Mobility Group B.V." in flat
        assert sample["remark"] in flat
        assert samples.LABELS[lang]["page_of"].format(page=number, pages=3) in flat
        assert sample["title"] in flat


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_every_text_of_the_document_is_printed(lang: str) -> None:
    def lines(value: Any) -> Iterator[str]:
        if isinstance(value, Line):
            yield "".join(span.text for span in value.spans)
        elif isinstance(value, tuple):
            for item in value:
                yield from lines(item)
        else:
            for name in getattr(value, "__dataclass_fields__", ()):
                yield from lines(getattr(value, name))

    def bare(text: str) -> str:
        return re.sub(r"[\s-]", "", text)

    printed = bare(words(role(lang)))
    assert [text for text in lines(samples.role(lang)) if bare(text) not in printed] == []


def test_numbers_are_printed_as_they_stand_and_hang() -> None:
    items = tuple(Item(plain("word " * 40), number) for number in ("A.1", "2.14", "(c)", "№ 7"))
    data = pdf(samples.small(Listing(items)))
    with pypdfium2.PdfDocument(data) as file:
        text = file[0].get_textpage()
        lefts = [text.get_charbox(m.start())[0] for m in re.finditer("word", text.get_text_range())]
        numbers = [
            text.get_charbox(text.search(number).get_next()[0])[0]
            for number in ("A.1", "2.14", "(c)", "№")
        ]
    assert max(numbers) - min(numbers) < 2, "numbers stand below each other"
    assert len({round(left) for left in lefts if left < 100}) == 1, "and the text hangs"


def test_details_and_nested_items_stand_under_their_item() -> None:
    text = words(role("en"))
    assert "By when within 5 working days, on day 30 at the latest Procedure P-01" in text
    assert "with a proposal: • appeal once, with new evidence; • goodwill; • write off. A.6" in text


def test_a_draft_says_so_across_the_page_in_the_header_and_in_the_title_block() -> None:
    for text in pages(role("de", "draft")):
        assert "ENTWURF" in text
        assert "Version 2.1 · Entwurf" in text
    assert pages(role("de", "draft"))[0].count("Entwurf") >= 3
    assert "entwurf" not in words(role("de")).lower()


def test_a_withdrawn_paper_says_so_across_the_page() -> None:
    assert all("VERVALLEN" in text for text in pages(role("nl", "withdrawn")))


def test_the_watermark_lets_the_text_shine_through() -> None:
    with opened(role("en", "draft")) as file:
        states = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/ca" in o]
    assert min(float(state.ca) for state in states) < 0.2


def test_the_margin_leaves_room_for_punching() -> None:
    for data in (role("de"), pdf(everything("word " * 40))):
        with pypdfium2.PdfDocument(data) as file:
            for page in file:
                text = page.get_textpage()
                boxes = [text.get_charbox(i) for i in range(text.count_chars())]
                assert min(box[0] for box in boxes if box[2] > box[0]) >= 25 * MM - 1
                assert max(box[2] for box in boxes) <= page.get_width() - 20 * MM


# Page make-up


def test_the_head_of_a_table_repeats_and_rows_stay_whole() -> None:
    rows = tuple(
        Row(
            (
                samples.cell(f"row{n:02}", header=True),
                samples.cell("word " * (50 + n % 40), f"end{n:02}"),
            )
        )
        for n in range(40)
    )
    data = pdf(samples.small(Table("Caption", ("Left head", "Right head"), rows, (1, 4))))
    texts = pages(data)
    assert len(texts) > 2
    assert all("Left" in text and "Right head" in text for text in texts)
    for n in range(40):
        (page,) = (text for text in texts if f"row{n:02}" in text)
        assert f"end{n:02}" in page
    with opened(data) as file:
        assert tags(file).count("/TH") == 2 + 40, "the repeated head is read once"
    assert failures(data) == []


def test_a_row_longer_than_a_page_is_printed_to_its_end() -> None:
    long = tuple(plain(f"line{n:03}") for n in range(150))
    row = Row((samples.cell("x"), samples.Cell(long)))
    text = words(pdf(samples.small(Table("", ("a", "b"), (row,), (1, 2)))))
    assert all(f"line{n:03}" in text for n in range(150))


def test_no_heading_stands_at_the_foot_of_a_page() -> None:
    for filler in range(30, 46, 2):
        before = Listing(tuple(Item(plain(f"filler {n}"), str(n)) for n in range(filler)))
        inner = Section(
            "c",
            "Inner heading",
            (Paragraph(plain("Lead:"), "lead"), Listing((Item(plain("Followed")),))),
        )
        sections = (Section("a", "First", (before,)), Section("b", "Outer heading", (), (inner,)))
        data = pdf(samples.small(sections=sections))
        found = [
            places(data, word)[0][0] for word in ("Outer head", "Inner head", "Lead:", "Followed")
        ]
        assert len(set(found)) == 1, f"after {filler} lines"


def test_the_details_of_an_item_stay_with_it() -> None:
    details = tuple(samples.fact(f"Label{n}", "value") for n in range(4))
    for filler in range(34, 44, 2):
        items = [Item(plain(f"filler {n}"), str(n)) for n in range(filler)]
        data = pdf(samples.small(Listing((*items, Item(plain("Main line"), "99", "", details)))))
        (page,) = {places(data, word)[0][0] for word in ("Main line", "Label0", "Label3")}
        assert page in (1, 2)


SIGN = Section(
    "sign",
    "Signing",
    (
        Paragraph(plain("Introduction to signing.")),
        Signatures(
            tuple(
                Signature(who, (plain("Seen"),), ("Name", "Place, date", "Signature"))
                for who in ("Holder", "Manager")
            )
        ),
    ),
)
LAST_BLOCKS = {
    "paragraph": Paragraph(plain("word " * 50 + "lastword")),
    "list": Listing((Item(plain("one"), "1"), Item(plain("word " * 50 + "lastword"), "2"))),
    "nested list": Listing((Item(plain("one"), "1", items=(Item(plain("lastword")),)),)),
    "details": Listing((Item(plain("one"), "1", details=(samples.fact("When", "lastword"),)),)),
    "facts": Facts((samples.fact("a", "b"), samples.fact("c", "word " * 40 + "lastword"))),
    "table": Table("", ("a",), (Row((samples.cell("x", "lastword", bulleted=True),)),), (1,)),
    "notice": Notice("info", "lastword", (plain("word " * 40),)),
    "drawing": Drawing(samples.LANES.replace("Submits the claim", "lastword"), "t", "d"),
}


@pytest.mark.parametrize("kind", LAST_BLOCKS)
def test_signatures_are_never_alone_on_a_page_and_never_split(kind: str) -> None:
    seen = set()
    for filler in range(12, 44, 5):
        before = Listing(tuple(Item(plain(f"filler {n}"), str(n)) for n in range(filler)))
        sections = (Section("a", "First", (before, LAST_BLOCKS[kind])), SIGN)
        data = pdf(samples.small(sections=sections))
        (last, bottom, _), (heading, _, top) = (
            places(data, "lastword")[-1],
            places(data, "Signing")[0],
        )
        (signature,) = {page for page, _, _ in places(data, "Signature")}
        assert last == heading == signature
        assert bottom > top, "the heading stands below what precedes it"
        seen.add(signature)
    assert seen == {1, 2}, "the loop met both a page with room and one without"


def test_more_signatures_than_a_page_holds_go_on_without_splitting_one() -> None:
    who = [f"Person{n:02}" for n in range(15)]
    sign = Signatures(tuple(Signature(w, (), ("Name", f"End{w}")) for w in who))
    filler = Listing(tuple(Item(plain(f"filler {n}"), str(n)) for n in range(38)))
    sections = (
        Section("a", "First", (filler, Paragraph(plain("lastword")))),
        Section("s", "Signing", (sign,)),
    )
    data = pdf(samples.small(sections=sections))
    assert places(data, "lastword")[0][0] == places(data, "Person00")[0][0]
    for name in who:
        (start,) = {page for page, _, _ in places(data, name)}
        assert start == places(data, f"End{name}")[0][0]
    assert failures(data) == []


def test_a_document_that_starts_with_signatures_is_printed() -> None:
    assert "Holder" in words(pdf(samples.small(sections=(SIGN,))))


# Links


def test_references_lead_where_the_address_says() -> None:
    found = links(role("en"))
    assert "https://handbook.example/en/roles/head-of-warranty.html" in found
    assert "https://handbook.example/en/procedures/warranty-claim.html" in found
    assert links(procedure()) == ["https://handbook.example/en/procedures/goodwill.html", "inside"]


def test_without_addresses_only_web_links_of_the_author_are_links() -> None:
    text = (
        "[web](https://example.org/a?b=c#d) [mail](mailto:hr@example.org) [r](role:x) "
        "[p](procedure:y#s) [i](item:a/b) [j](javascript:alert) [f](file:///etc/passwd) "
        "[g](ftp://example.org) [s](#one) [n](#nowhere)"
    )
    data = pdf(samples.small(Paragraph(samples.line(text))))
    assert links(data) == ["https://example.org/a?b=c#d", "mailto:hr@example.org", "inside"]
    assert "web mail r p i j f g s n" in words(data)
    assert failures(data) == []


def test_an_address_outside_ascii_is_encoded() -> None:
    data = pdf(samples.small(Paragraph(samples.line("[x](https://example.org/ä?q=%20)"))))
    assert links(data) == ["https://example.org/%C3%A4?q=%20"]


def test_a_place_named_twice_is_no_target() -> None:
    items = (Item(samples.line("[x](#a-1)"), "1", "a-1"), Item(plain("y"), "2", "a-1"))
    assert links(pdf(samples.small(Listing(items)))) == []


# Text is text


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/x:1.0.0": y',
        "#panic() #{1+1} #sys.inputs",
        "$x^2$ @label <label>",
        "\\ \\u{41} \\n \\#",
        "*bold* `raw` ~ -- --- ... '' \"\"",
        "<b>&amp;</b><script>",
        "= Heading - item + item / term: x",
        "// comment /* comment */",
        "{page} {pages} {lang}",
    ],
)
def test_marks_of_any_language_come_out_as_text(text: str) -> None:
    data = pdf(everything(text))
    found = words(data)
    assert found.count(text) >= 15
    assert failures(data) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("x" * 300, "xxxxxxxxxxxx"),
        ("https://example.org/" + "long/" * 40, "https://example.org/"),
        ("שלום", "[U+05E9 U+05DC U+05D5 U+05DD]"),
        ("good 👍🏽 work", "good [U+1F44D U+1F3FD] work"),
        ("👨‍👩‍👧", "[U+1F468 U+1F469 U+1F467]"),
        ("pay\u202egnp.exe", "pay[U+202E]gnp.exe"),
        ("a\x00b\x1bc\x7f", "a[U+0000]b[U+001B]c[U+007F]"),
        ("\ufeffmark \ue000", "[U+FEFF]mark [U+E000]"),
        ("half \ud800", "half [U+D800]"),
        ("one\ttwo\nthree\u2028four", "one two three four"),
        ("Ĳssel ĳ ß ẞ ≤ ≥ → ☐ „x“ ‚y‘ € Ů Ș ğ", "Ĳssel ĳ ß ẞ ≤ ≥ → ☐ „x“ ‚y‘ € Ů Ș ğ"),
        ("e\u0301 u\u0308", "é ü"),
    ],
)
def test_characters_of_every_kind_are_printed_or_named(text: str, printed: str) -> None:
    data = pdf(everything(text))
    assert printed in words(data)
    assert failures(data) == []


def test_every_character_counted_as_covered_can_be_printed() -> None:
    codes = sorted(set().union(*(covered(font) for font in SHIPPED)))
    known = [chr(code) for code in codes if printable(chr(code), SHIPPED) == chr(code)]
    assert len(known) > 2500
    spans = (
        Span(" ".join(known[at : at + 40]), strong, emphasis)
        for at in range(0, len(known), 40)
        for strong in (False, True)
        for emphasis in (False, True)
    )
    assert failures(pdf(samples.small(*(Paragraph(Line((span,))) for span in spans)))) == []


def test_coverage_is_read_from_the_fonts() -> None:
    regular, symbols = (
        covered(FONTS / name)
        for name in (
            "SourceSans3-Regular.otf",
            "RolebookSymbols-Regular.ttf",
        )
    )
    assert set(map(ord, "aZ09€ßẞĳĲ„“‚‘≤≥→☐✓ĞŘЖΩ")) <= regular
    assert set(map(ord, "⚠☎✉①★")) <= symbols - regular
    assert not set(map(ord, "😀שم漢\x00\ue000")) & (regular | symbols)


def test_all_faces_of_the_family_have_the_same_characters() -> None:
    faces = [covered(font) for font in SHIPPED if font.name.startswith("SourceSans3")]
    assert len(faces) == 4
    assert len(set(faces)) == 1


def test_only_words_beyond_hyphenation_get_breaks() -> None:
    compound = "Rückrufaktionskoordinatorinnenstellvertretung"
    assert breakable(compound) == compound
    assert breakable(f"„{compound}“,") == f"„{compound}“,"
    number = "NL91ABNA0417164300" * 3
    assert breakable(number).replace("\u200b", "") == number
    assert breakable(number) != number


def test_empty_parts_leave_no_trace() -> None:
    empty = samples.small(
        Facts(()),
        Listing(()),
        Table("", (), (), ()),
        Signatures(()),
        Notice("info", ""),
        Paragraph(Line(())),
        Listing((Item(Line(())),)),
        title="",
        label="",
        control=None,
        labels={},
    )
    data = pdf(empty)
    assert failures(data) == []
    assert "1 / 1" in words(data)


# The same input gives the same bytes

SCRIPT = """
import hashlib, sys
sys.path[:0] = {paths!r}
import samples
from pathlib import Path
from rolebook.paper.pdf import pdf
root = Path({root!r})
for document in (samples.role("de", "draft", "logo.svg"), samples.procedure()):
    print(hashlib.sha256(pdf(document, root=root)).hexdigest())
"""


def test_bytes_do_not_depend_on_time_zone_seed_folder_or_locale(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(samples.LOGO)
    paths = [str(Path(__file__).parent), str(FONTS.parents[1])]
    script = SCRIPT.format(paths=paths, root=str(tmp_path))
    outputs = set()
    for seed, zone, locale, folder in (
        ("0", "UTC", "C", tmp_path),
        ("1", "Pacific/Kiritimati", "de_DE.UTF-8", Path("/")),
        ("2", "America/Los_Angeles", "tr_TR.UTF-8", FONTS),
    ):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "SOURCE_DATE_EPOCH": f"{seed}000000000",
            "TMPDIR": str(tmp_path),
        }
        run = subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            cwd=folder,
            text=True,
            capture_output=True,
            check=True,
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1


# The user's own folders


def test_values_of_style_can_be_overridden_in_the_users_own_folder(tmp_path: Path) -> None:
    ours = (FONTS.parent / "paper" / "templates" / "style.typ").read_text("utf-8")
    (tmp_path / "style.typ").write_text(
        ours.replace('paper = "a4"', 'paper = "us-letter"'), "utf-8"
    )
    with opened(pdf(samples.small(), templates=[tmp_path])) as file:
        assert [round(float(v)) for v in file.pages[0].MediaBox] == [0, 0, 612, 792]


def test_the_first_folder_comes_first(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "paper.typ").write_text(
            f'#import "more.typ": more\n#set document(title: "x")\n'
            f'#set text(font: "Source Sans 3")\n{name} #more\n'
        )
    (tmp_path / "second" / "more.typ").write_text("#let more = [and more]")
    folders = [tmp_path / "first", tmp_path / "second", tmp_path / "not there"]
    assert "first and more" in words(pdf(samples.small(), templates=folders))


def test_typefaces_of_the_user_are_found(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    font = FONTS / "RolebookSymbols-Regular.ttf"
    (tmp_path / "fonts" / "own.ttf").write_bytes(font.read_bytes())
    assert "⚠" in words(pdf(samples.small(Paragraph(plain("⚠"))), templates=[tmp_path]))
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(PaperError, match=r"broken\.ttf is not a font"):
        pdf(samples.small(), templates=[tmp_path, tmp_path])


def test_a_typeface_that_is_not_there_is_told(tmp_path: Path) -> None:
    style = (FONTS.parent / "paper/templates/style.typ").read_text("utf-8")
    style = style.replace('fonts = ("Source Sans 3"', 'fonts = ("Sauce Sans"')
    (tmp_path / "style.typ").write_text(style, "utf-8")
    with pytest.raises(PaperError, match="no typeface “Sauce Sans” in templates/fonts; there is"):
        pdf(samples.small(Paragraph(plain("x"))), templates=(tmp_path,))


def test_nothing_outside_the_folders_gets_in(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(samples.LOGO)
    own = tmp_path / "own"
    own.mkdir()
    (own / "inside.svg").symlink_to(tmp_path / "secret.svg")
    for path in ("inside.svg", "../secret.svg", str(tmp_path / "secret.svg")):
        (own / "paper.typ").write_text(f'#set document(title: "x")\n#read("{path}")')
        with pytest.raises(PaperError):
            pdf(samples.small(), templates=[own])


def test_a_template_may_not_fetch_packages(tmp_path: Path) -> None:
    (tmp_path / "paper.typ").write_text('#import "@preview/cetz:0.3.0"')
    with pytest.raises(PaperError, match=r"paper\.typ asks for a package from the network"):
        pdf(samples.small(), templates=[tmp_path])


FAULTS = [
    ('rgb("#16475c")', 'rgb("#16475c"', "style.typ:18:18: the bracket that opens here is not"),
    ('paper = "a4"', 'paper = "a4', "style.typ:11:14: the quotation mark is not closed"),
    ("bold = 600", "bold = 600 600", "style.typ:30:16: expected semicolon or line break"),
    ("body = 10.25pt", "body = 10.25", "style.typ:25:6: body: expected length, found float"),
    ("let title = 25pt", "let titel = 25pt", "style.typ: there is no title in it, which look.typ"),
]


@pytest.mark.parametrize(("old", "new", "told"), FAULTS)
def test_a_slip_in_the_users_style_is_one_finding_at_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    style = (FONTS.parent / "paper/templates/style.typ").read_text("utf-8")
    assert style.count(old) == 1
    own = tmp_path / "templates"
    own.mkdir()
    (own / "style.typ").write_text(style.replace(old, new), "utf-8")
    with pytest.raises(PaperError) as caught:
        pdf(samples.small(Paragraph(plain("x"))), templates=(own,))
    first, *rest = str(caught.value).split("\n")
    assert first.startswith(f"templates/{told}")
    if ": there is no" not in first:
        line, column = map(int, first.split(":")[1:3])
        shown, caret = rest[:2]
        assert shown == f"  {line} | {style.replace(old, new).splitlines()[line - 1]}"
        assert caret.index("^") == len(f"  {line} | ") + column - 1
    assert len(rest) <= 3
    assert "rolebook-" not in str(caught.value), "no temporary folder in the message"


def test_where_a_template_of_ours_does_not_go_with_the_users_both_are_named(
    tmp_path: Path,
) -> None:
    (tmp_path / "blocks.typ").write_text("// mine\n")
    with pytest.raises(PaperError, match="this file is ours, and does not go together") as caught:
        pdf(samples.small(Paragraph(plain("x"))), templates=(tmp_path,))
    assert f"with yours ({tmp_path.name}/blocks.typ)" in caught.value.message
    assert "rolebook new template blocks.typ" in caught.value.message


def test_a_drawing_that_is_none_is_told() -> None:
    with pytest.raises(PaperError, match="SVG"):
        pdf(samples.small(Drawing("<svg", "t", "d")))


def test_the_logo_is_printed_with_the_name_of_the_organisation(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "logo.svg").write_text(samples.LOGO)
    document = samples.small(organisation=samples.organisation("pictures/logo.svg"))
    plain_size = len(pdf(document))
    data = pdf(document, root=tmp_path)
    assert len(data) > plain_size
    assert failures(data) == []


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        ("gone.svg", "there is no logo"),
        ("../logo.svg", "lies outside the handbook"),
        ("link.svg", "lies outside the handbook"),
        ("logo.pdf", "is no SVG, PNG"),
        ("broken.png", "failed to decode image"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told(tmp_path: Path, logo: str, said: str) -> None:
    root = tmp_path / "handbook"
    root.mkdir()
    (tmp_path / "logo.svg").write_text(samples.LOGO)
    (root / "link.svg").symlink_to(tmp_path / "logo.svg")
    (root / "broken.png").write_bytes(b"no picture")
    document = replace(samples.small(), organisation=samples.organisation(logo))
    with pytest.raises(PaperError, match=said):
        pdf(document, root=root)


def test_typefaces_are_shipped_with_their_licences_and_stay_small() -> None:
    files = [file for file in FONTS.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 1_600_000
    licences = [file for file in files if file.name.startswith("OFL")]
    assert len(licences) == 2
    for licence in licences:
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text("utf-8")
