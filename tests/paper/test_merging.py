"""One file for the printer: the same pages, each paper on sheets of its own, letters kept once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from rolebook.paper.merging import Bound, Sheet, bound, renumbered
from rolebook.paper.pdf import pdf
from rolebook.views.document import Document, Paragraph, Section, plain

_OTHERS = {code: code ^ 1 for code in range(0x10000)}
_UNSEEN = {0xAD: None, 0x2060: None, 0x200B: None}


def document(title: str, lines: int, text: str = "Sweeps the floor of the bakery.") -> Document:
    paragraphs = tuple(Paragraph(plain(f"{n} {text}")) for n in range(lines))
    return Document(
        "role", "x", "en", title, "Job description", (Section("a", "Work", paragraphs),)
    )


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Papers of one, two and three pages, which use different letters in different order."""
    folder = tmp_path_factory.mktemp("papers")
    made = [
        document("Zebra keeper", 3),
        document("Quiz master", 50, "Fixes jovial quizzes, wāter & Äpfel – 37 %."),
        document("Clerk", 60, "Weighs flour: 1,5 kg → the bowl."),
        samples.role("de", "draft"),
    ]
    for number, one in enumerate(made):
        (folder / f"{number}.pdf").write_bytes(pdf(one))
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def file(papers: list[Path]) -> Bound:
    names = ["Ada", "Bo", "Cas", "Daan"]
    groups = ["North", "North", "South", "South"]
    sheets = map(Sheet, papers, names, groups)
    return bound(sheets, "Print run")


def pages_of(content: bytes | Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(content)


def test_every_paper_begins_on_a_sheet_of_its_own(papers: list[Path], file: Bound) -> None:
    lengths = [len(pages_of(paper)) for paper in papers]
    assert {length % 2 for length in lengths} == {0, 1}
    assert [pages for _, pages in file.places] == lengths
    assert all(first % 2 == 1 for first, _ in file.places)
    assert len(pages_of(file.content)) == sum(length + length % 2 for length in lengths)


def test_a_page_that_fills_a_sheet_up_is_blank_and_of_the_same_size(file: Bound) -> None:
    merged = pages_of(file.content)
    first, pages = next(place for place in file.places if place[1] % 2)
    blank = merged[first + pages - 1]
    assert blank.get_textpage().count_chars() == 0
    assert blank.get_size() == merged[first - 1].get_size()
    assert blank.render(scale=0.3).to_pil().convert("L").getextrema() == (255, 255)


def test_the_pages_look_and_read_as_those_of_the_papers(papers: list[Path], file: Bound) -> None:
    merged = pages_of(file.content)
    for paper, (first, pages) in zip(papers, file.places, strict=True):
        own = pages_of(paper)
        for number in range(pages):
            one, other = own[number], merged[first - 1 + number]
            pictures = [page.render(scale=1).to_pil().convert("L") for page in (one, other)]
            assert ImageChops.difference(*pictures).getbbox() is None
            words = [
                page.get_textpage().get_text_range().translate(_UNSEEN).split()
                for page in (one, other)
            ]
            assert sorted(words[0]) == sorted(words[1])


def test_each_typeface_is_there_once(file: Bound) -> None:
    with pikepdf.open(BytesIO(file.content)) as opened:
        names = [str(o.FontName) for o in opened.objects
                 if isinstance(o, pikepdf.Dictionary) and "/FontFile3" in o]  # fmt: skip
    faces = [name.partition("+")[2] for name in names]
    assert len(faces) >= 2
    assert len(faces) == len(set(faces))


def test_more_papers_of_the_same_words_cost_no_more_letters(papers: list[Path]) -> None:
    one = bound([Sheet(papers[1], "A")], "x").content
    many = bound([Sheet(papers[1], "A")] * 10, "x").content

    def fonts(content: bytes) -> int:
        with pikepdf.open(BytesIO(content)) as opened:
            return sum(len(o.FontFile3.read_raw_bytes()) for o in opened.objects
                       if isinstance(o, pikepdf.Dictionary) and "/FontFile3" in o)  # fmt: skip

    assert fonts(one) == fonts(many)


def test_bookmarks_lead_to_each_person_below_their_group(file: Bound) -> None:
    with pikepdf.open(BytesIO(file.content)) as opened, opened.open_outline() as outline:
        pages = [page.obj.objgen for page in opened.pages]
        found = {
            group.title: {
                one.title: pages.index(one.destination[0].objgen) + 1 for one in group.children
            }
            for group in outline.root
        }
    places = [first for first, _ in file.places]
    assert found == {"North": {"Ada": places[0], "Bo": places[1]},
                     "South": {"Cas": places[2], "Daan": places[3]}}  # fmt: skip


def test_nothing_of_one_paper_alone_stays_behind(file: Bound) -> None:
    with pikepdf.open(BytesIO(file.content)) as opened:
        assert not {"/StructTreeRoot", "/AcroForm", "/AF", "/Names"} & set(opened.Root.keys())
        assert all("/Annots" not in page for page in opened.pages)
        assert opened.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert opened.check_pdf_syntax() == []


def test_the_same_papers_give_the_same_bytes(papers: list[Path]) -> None:
    sheets = [Sheet(paper, paper.name) for paper in papers]
    assert bound(sheets, "x").content == bound(sheets, "x").content


@given(codes=st.lists(st.integers(0, 0xFFFF), max_size=40))
def test_text_is_renumbered_whatever_its_bytes_are(codes: list[int]) -> None:
    data = b"".join(code.to_bytes(2, "big") for code in codes)
    escaped = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    escaped = escaped.replace(b"\r", b"\\r").replace(b"\n", b"\\n")
    content = b"/Span<</ActualText(x>>y)>>BDC BT /f0 8 Tf (" + escaped + b") Tj ET EMC"
    turned = renumbered(content, {b"f0": _OTHERS})
    wanted = b"".join(b"%04X" % (code ^ 1) for code in codes)
    assert turned == b"/Span BMC BT /f0 8 Tf <" + wanted + b"> Tj ET EMC"


def test_text_in_other_fonts_stays_as_it_is() -> None:
    content = rb"BT /f1 8 Tf (a\(b) Tj /f0 9.5 Tf <0001>Tj /f1 8 Tf [(x)-3(y)]TJ ET"
    turned = renumbered(content, {b"f0": {1: 2}})
    assert turned == rb"BT /f1 8 Tf (a\(b) Tj /f0 9.5 Tf <0002>Tj /f1 8 Tf [(x)-3(y)]TJ ET"


def quadratic(font: Path, name: str, target: Path) -> None:
    """A TrueType copy of one of our typefaces under another name, with one glyph put together of
    two others."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.subset import Subsetter
    from fontTools.ttLib import TTFont

    cubic = TTFont(font)
    some = Subsetter()
    some.populate(unicodes=range(0x20, 0x100))
    some.subset(cubic)
    drawn, names = cubic.getGlyphSet(), cubic.getGlyphOrder()
    glyphs = {}
    for glyph in names:
        pen = TTGlyphPen(None)
        drawn[glyph].draw(Cu2QuPen(pen, 1, reverse_direction=True))
        glyphs[glyph] = pen.glyph()
    together = TTGlyphPen(glyphs)
    together.addComponent("a", (1, 0, 0, 1, 0, 0))
    together.addComponent("dieresis", (1, 0, 0, 1, 40, 0))
    glyphs["adieresis"] = together.glyph()
    builder = FontBuilder(cubic["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(cubic.getBestCmap())
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(cubic["hmtx"].metrics)
    builder.setupHorizontalHeader(ascent=cubic["hhea"].ascent, descent=cubic["hhea"].descent)
    names_of = {"familyName": name, "styleName": "Regular", "fullName": name}
    builder.setupNameTable(names_of | {"psName": name.replace(" ", "")})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    builder.save(target)


def test_a_truetype_face_of_the_organisations_own_is_there_once_too(tmp_path: Path) -> None:
    from rolebook.paper.pdf import FONTS, PAPER

    fonts = tmp_path / "templates/fonts"
    fonts.mkdir(parents=True)
    quadratic(FONTS / "SourceSans3-Regular.otf", "House Quad", fonts / "house.ttf")
    style = (PAPER / "templates/style.typ").read_text("utf-8")
    style = style.replace('fonts = ("Source Sans 3"', 'fonts = ("House Quad", "Source Sans 3"')
    (tmp_path / "templates/style.typ").write_text(style, "utf-8")
    files = []
    for n, text in enumerate(("Äpfel wägen", "zählt Schäden: 3 §", "Quält sich nie")):
        files.append(tmp_path / f"{n}.pdf")
        made = pdf(document(text, 4, text), templates=(tmp_path / "templates",))
        files[-1].write_bytes(made)
    merged = bound([Sheet(file, file.stem) for file in files], "x")
    with pikepdf.open(BytesIO(merged.content)) as opened:
        programs = [o for o in opened.objects
                    if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o]  # fmt: skip
    assert len(programs) == 1
    together = pages_of(merged.content)
    for file, (first, _) in zip(files, merged.places, strict=True):
        own, other = pages_of(file)[0], together[first - 1]
        pictures = [page.render(scale=2).to_pil().convert("L") for page in (own, other)]
        assert ImageChops.difference(*pictures).getbbox() is None
        said = [p.get_textpage().get_text_range().translate(_UNSEEN).split() for p in (own, other)]
        assert sorted(said[0]) == sorted(said[1])
