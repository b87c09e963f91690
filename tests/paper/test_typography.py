"""How the layouts look on paper: golden pictures, and make-up at whatever length a job has.

The pictures are renewed by `python tests/paper/gallery.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import samples
from gallery import PICTURES, SHOWN, paper, picture, tree
from PIL import Image, ImageChops, ImageFilter

from handbooks import TODAY, write_tree
from rolebook.cli.common import checked
from rolebook.model.control import LAYOUTS
from rolebook.paper.pdf import PAPER, pdf
from rolebook.records import Records
from rolebook.views.document import Document, Item, Listing, Paragraph, Row, Section, Table, plain
from rolebook.views.role import role_document
from rolebook.views.writer import Writer

MM = 72 / 25.4


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of a picture, in parts per thousand, that plainly differs from another."""
    if one.size != other.size:
        return 1000.0
    soft = [image.convert("L").filter(ImageFilter.GaussianBlur(1)) for image in (one, other)]
    counts = ImageChops.difference(*soft).histogram()
    return 1000 * sum(counts[25:]) / sum(counts)


@pytest.mark.parametrize(("layout", "lang"), SHOWN)
def test_each_layout_looks_in_each_language_as_in_its_picture(
    tmp_path: Path, layout: str, lang: str
) -> None:
    golden = Image.open(PICTURES / f"{layout}-{lang}.png")
    assert difference(picture(paper(tmp_path, layout, lang)), golden) < 0.5


def test_the_comparison_sees_what_a_reader_would_see(tmp_path: Path) -> None:
    golden = Image.open(PICTURES / "reference-en.png")
    assert (
        difference(
            picture(
                paper(tmp_path / "a", "reference", "nl"),
            ),
            golden,
        )
        > 5
    )
    write_tree(tmp_path / "b", tree("reference"))
    text = (tmp_path / "b/roles/miller.yml").read_text("utf-8")
    document = _document(tmp_path / "b", text.replace("Weighs each sack twice.", "Weighs sacks."))
    assert difference(picture(pdf(document)), golden) > 0.5


def test_pictures_stay_small() -> None:
    sizes = [file.stat().st_size for file in PICTURES.iterdir()]
    assert len(sizes) == len(SHOWN)
    assert sum(sizes) < 250_000


def _document(root: Path, miller: str) -> Document:
    (root / "roles/miller.yml").write_text(miller, encoding="utf-8")
    handbook, _ = checked(root, TODAY)
    assert handbook is not None
    return role_document(Writer(handbook.governing, Records()), "miller", "paper")


def longer(layout: str, tasks: int) -> dict[str, str]:
    """The gallery's job with so many more tasks, each of one to three lines."""
    files = tree(layout)
    more = "".join(
        f"      - Task {n:02} {'is done with patience and care ' * (1 + n * 7 % 6)}\n"
        for n in range(tasks)
    )
    miller = files["roles/miller.yml"]
    sifts = "      - Sifts flour and bran apart.\n"
    assert sifts in miller
    files["roles/miller.yml"] = miller.replace(sifts, sifts + more)
    return files


Seen = list[tuple[int, float, float, float, str]]


def lines(content: bytes) -> Seen:
    """Each line of text below the header and above the footer: page, left, foot, top (from the foot
    of the page), words."""
    found = []
    with pypdfium2.PdfDocument(content) as file:
        for number, page in enumerate(file, 1):
            text = page.get_textpage()
            at = 0
            for words in text.get_text_range().split("\r\n"):
                if words.strip():
                    start = at + len(words) - len(words.lstrip())
                    left, bottom, _, top = text.get_charbox(start)
                    if bottom > 23 * MM and top < page.get_height() - 25.5 * MM:
                        found.append((number, left, bottom, top, " ".join(words.split())))
                at += len(words) + 2
    return found


_SIGNING = ("signatures", "acknowledgement")


def _unnumbered(line: str) -> str:
    return re.sub(r"^([A-Z]|\d+(\.\d+)?|[A-Z]\.\d+)\s+", "", line.strip())


def headings(document: Document) -> list[str]:
    def of(sections: tuple[Section, ...]) -> list[str]:
        return [t for s in sections for t in ([s.title] if s.title else []) + of(s.sections)]

    return of(document.sections)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_at_any_length_no_heading_ends_a_page_and_no_signature_begins_one_alone(
    tmp_path: Path, layout: str
) -> None:
    seen: set[int] = set()
    for tasks in range(0, 62, 6):
        root = write_tree(tmp_path / str(tasks), longer(layout, tasks))
        handbook, _ = checked(root, TODAY)
        assert handbook is not None
        document = role_document(Writer(handbook.governing, Records()), "miller", "paper")
        found = [line for line in lines(pdf(document)) if line[4].strip() not in ("", "DRAFT")]
        pages = max(line[0] for line in found)
        seen.add(pages)
        titles = set(headings(document))
        assert titles <= {_unnumbered(line[4]) for line in found}
        for page in range(1, pages + 1):
            last = min((line for line in found if line[0] == page), key=lambda line: line[2])
            words = _unnumbered(last[4])
            assert words not in titles, f"{tasks} tasks: {words} at the foot of page {page}"
        signing = {line[0] for line in found if line[4].strip() == "Signature"}
        signing -= {1} if layout == "job-instruction" else set()  # of who approves
        (page,) = signing
        signed = next(s.title for s in document.sections if s.anchor in _SIGNING)
        (heading,) = [line for line in found if line[0] == page and line[4].strip() == signed]
        above = [line for line in found if line[0] == page and line[2] > heading[3]]
        assert above, f"{tasks} tasks: nothing but signatures on page {page}"
        stamp = [line for line in found if "Is this paper current?" in line[4]]
        assert {line[0] for line in stamp} == {page}
    assert len(seen) >= 2, "the jobs met the end of a page"


FOLDS = (99, 105, 148.5, 198, 210)
"""Of an A4 sheet, in mm from the top: in three evenly and by the DIN marks, and in two."""


def signing_lines_and_code(content: bytes) -> tuple[list[float], list[tuple[float, float]]]:
    """How far from the top of its page, in mm, each line to sign on is, and each square code
    begins and ends."""
    ink, codes = [], []
    with pypdfium2.PdfDocument(content) as file:
        for page in file:
            for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
                left, low, right, high = (side / MM for side in drawn.get_bounds())
                if abs(right - left - 77) < 0.5 and high - low < 0.5:
                    ink.append(297 - (low + high) / 2)
                if right - left > 12 and abs((right - left) - (high - low)) < 1:
                    codes.append((297 - high, 297 - low))
    return ink, codes


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_fold_goes_through_a_line_to_sign_on_or_the_code(tmp_path: Path, layout: str) -> None:
    places: set[float] = set()
    for tasks in range(0, 40, 3):
        root = write_tree(tmp_path / str(tasks), longer(layout, tasks))
        handbook, _ = checked(root, TODAY)
        assert handbook is not None
        document = role_document(Writer(handbook.governing, Records()), "miller", "paper")
        content = pdf(document)
        assert pdf(document) == content
        ink, codes = signing_lines_and_code(content)
        assert len(ink) >= 6
        assert codes
        places |= {round(line) for line in ink}
        for fold in FOLDS:
            assert all(abs(line - fold) > 1.4 for line in ink), (tasks, fold, ink)
            assert not any(top - 1 < fold < foot + 1 for top, foot in codes), (tasks, fold, codes)
            # The code in letters stands beside the square one.
    assert len(places) > 10, "the lines came to stand in many places"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_printed_where_holes_are_punched_or_printers_do_not_reach(
    tmp_path: Path, layout: str
) -> None:
    root = write_tree(tmp_path, longer(layout, 30))
    handbook, _ = checked(root, TODAY)
    assert handbook is not None
    document = role_document(Writer(handbook.governing, Records()), "miller", "paper")
    approved = replace(document, control=None)  # the mark of a draft goes across the page
    with pypdfium2.PdfDocument(pdf(approved)) as file:
        for page in file:
            image = page.render(scale=2, grayscale=True).to_pil().convert("L")
            ink = ImageChops.invert(image).getbbox()
            assert ink is not None
            left, top, right, bottom = (side / 2 / MM for side in ink)
            # Holes of 6 mm stand 12 mm from the edge (ISO 838): the margin is 20 mm at least.
            assert left >= 20
            assert right <= 210 - 10
            assert top >= 8
            assert bottom <= 297 - 8


def test_every_colour_of_type_is_read_on_a_black_and_white_printer() -> None:
    style = (PAPER / "templates" / "style.typ").read_text("utf-8")
    colours = {
        name: tuple(bytes.fromhex(value))
        for name, value in re.findall(r'#let (\w+) = rgb\("#(\w{6})"\)', style)
    }

    def light(colour: tuple[int, ...]) -> float:
        parts = [c / 255 for c in colour]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for type_ in ("ink", "accent", "muted"):
        for ground in ((255, 255, 255), colours["tint"]):
            contrast = (light(ground) + 0.05) / (light(colours[type_]) + 0.05)
            assert contrast >= 4.5, f"{type_} (WCAG 2.2, 1.4.3)"


def test_blanks_of_a_template_are_dotted_lines(tmp_path: Path) -> None:
    files = tree("job-instruction")
    miller = files["roles/miller.yml"].replace(
        "Weighs each sack twice.", '"Weighs [what] on ____."'
    )
    root = write_tree(tmp_path, files)

    def printed() -> str:
        with pypdfium2.PdfDocument(pdf(_document(root, miller))) as file:
            whole = " ".join(page.get_textpage().get_text_range() for page in file)
        return " ".join(whole.split())

    dots = "…" * 12
    assert "Weighs [what] on ____." in printed()
    miller = miller.replace("document: {number: M-1", "document: {template: true, number: M-1")
    assert f"Weighs {dots} (what) on {dots}." in printed()


def test_a_signature_block_after_a_table_of_one_row_shares_its_page() -> None:
    from test_pdf import SIGN, places

    for filler in range(20, 44, 4):
        before = Listing(tuple(Item(plain(f"filler {n}"), str(n)) for n in range(filler)))
        row = Row((samples.cell("lastrow"), samples.cell("x")))
        table = Table("", ("a", "b"), (row,), (1, 1))
        note = Paragraph(plain("A short remark."), "note")
        data = pdf(samples.small(sections=(Section("a", "First", (before, table, note)), SIGN)))
        assert places(data, "A short remark")[0][0] == places(data, "Signing")[0][0]
        (page,) = {page for page, _, _ in places(data, "Signature")}
        assert page == places(data, "Signing")[0][0]


def test_a_line_that_leads_in_to_entries_below_it_ends_no_page() -> None:
    from test_pdf import places

    seen = set()
    for filler in range(30, 46):
        items = (
            *(Item(plain(f"filler {n}"), f"1.{n}") for n in range(filler)),
            Item(plain("Leadingline"), "1.99", items=(Item(plain("Firstentry")), Item(plain("x")))),
        )
        data = pdf(samples.small(Listing(items)))
        (page,) = {places(data, word)[0][0] for word in ("Leadingline", "Firstentry")}
        seen.add(page)
    assert seen == {1, 2}
