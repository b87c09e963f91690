"""docs/own-look.md: every example in it, done as it stands there, on a new handbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pypdfium2
import pytest
import yaml
from click.testing import CliRunner
from fontTools.ttLib import TTFont

from rolebook.cli import cli
from rolebook.cli.own_look import templates
from rolebook.model.control import LAYOUTS
from rolebook.model.headings import PROCEDURE_SECTIONS, ROLE_SECTIONS
from rolebook.model.layout import PROCEDURE_PARTS, ROLE_PARTS, FactName
from rolebook.paper.pdf import FONTS

PAGE = Path(__file__).parents[1] / "docs" / "own-look.md"
ROLE = "customer-adviser-desk"

Section = dict[str, str]


def examples() -> dict[str, Section]:
    """Heading -> file -> the block that shows it."""
    found: dict[str, Section] = {}
    for part in PAGE.read_text("utf-8").split("\n## ")[1:]:
        heading, _, rest = part.partition("\n")
        blocks = re.findall(r"```\w+\n(?:#|//) (\S+?)(?:,[^\n]*)?\n(.*?)```", rest, re.DOTALL)
        if blocks:
            found[heading] = dict(blocks)
    return found


EXAMPLES = examples()


def invoke(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    invoke("init", str(tmp_path / "hb"), "--name", "House", "--languages", "en")
    monkeypatch.chdir(tmp_path / "hb")
    return tmp_path / "hb"


def follow(handbook: Path, heading: str) -> None:
    """Do what stands under a heading."""
    for name, block in EXAMPLES[heading].items():
        path = handbook / name
        if name == "mkdocs.yml":
            settings = yaml.safe_load(path.read_text("utf-8"))
            path.write_text(yaml.safe_dump(merged(settings, yaml.safe_load(block))), "utf-8")
        elif name.startswith("templates/layouts/"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block, "utf-8")
        else:
            if not path.exists():
                invoke("new", "template", path.name)
            text = path.read_text("utf-8")
            for line in block.rstrip("\n").split("\n"):
                text = with_line(text, line)
            path.write_text(text, "utf-8")


def merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: merged(one.get(key), value) for key, value in other.items()}}
    return other


def with_line(text: str, line: str) -> str:
    """The text with this line in the place of the one that begins as it does."""
    start = re.match(r"\s*[^=\"]*[=\"]", line)
    assert start
    there = re.compile(rf"^{re.escape(start[0])}.*$", re.MULTILINE)
    assert len(there.findall(text)) == 1, line
    return there.sub(lambda _: line, text)


def printed(handbook: Path) -> bytes:
    invoke("print", ROLE)
    return (handbook / f"print/{ROLE}.en.pdf").read_bytes()


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as file:
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in file).split())


def head(content: bytes) -> bytes:
    """The first page's letterhead as a picture."""
    with pypdfium2.PdfDocument(content) as file:
        image = file[0].render(scale=1).to_pil().convert("RGB")
    return image.crop((0, 0, image.width, 90)).tobytes()


def colours(content: bytes) -> set[tuple[int, ...]]:
    with pypdfium2.PdfDocument(content) as file:
        image = file[0].render(scale=2).to_pil().convert("RGB")
    return {colour for _, colour in image.getcolors(1 << 24)}


def logo(handbook: Path) -> None:
    before = head(printed(handbook))
    (handbook / "pages/our-logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
        '<rect width="40" height="20" fill="#a03020"/></svg>'
    )
    follow(handbook, "The logo")
    content = printed(handbook)
    assert head(content) != before
    assert (160, 48, 32) in colours(content)
    assert "Harbour Street 5" in words(content)


def texts(handbook: Path) -> None:
    follow(handbook, "Words")
    text = words(printed(handbook))
    for said in (
        "What this job is for", "I have read this paper and keep a copy of it.",
        "Having seen this waives no objection.", "Head of the unit", "Endorsed.",
    ):  # fmt: skip
        assert said in text
    assert "Purpose of the job" not in text


def colour(handbook: Path) -> None:
    assert (0x7A, 0x1F, 0x2B) not in colours(printed(handbook))
    follow(handbook, "Colours and margins")
    assert (0x7A, 0x1F, 0x2B) in colours(printed(handbook))


def typeface(handbook: Path) -> None:
    folder = handbook / "templates/fonts"
    folder.mkdir(parents=True)
    font = TTFont(FONTS / "SourceSans3-Regular.otf")
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = "HouseSans" if record.nameID == 6 else "House Sans"
    font["CFF "].cff.fontNames = ["HouseSans"]
    font.save(folder / "HouseSans.otf")
    follow(handbook, "The typeface")
    with pikepdf.open(BytesIO(printed(handbook))) as opened:
        names = {str(o.FontName) for o in opened.objects
                 if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}  # fmt: skip
    assert any("HouseSans" in name for name in names)


def sections(handbook: Path) -> None:
    follow(handbook, "Sections")
    text = words(printed(handbook))
    order = ["§ 1 Purpose of the job", "§ 2 What you do here", "In the order of their weight.",
             "a) ", "Keep the house rules in the hall.", "Signatures"]  # fmt: skip
    places = [text.find(said) for said in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def template(handbook: Path) -> None:
    follow(handbook, "A whole template")
    assert "Printed for the file · Page 1 of" in words(printed(handbook))
    file = handbook / "templates/frame.typ"
    file.write_text(file.read_text("utf-8") + "\n#let broken = (\n", "utf-8")
    result = CliRunner().invoke(cli, ["print", ROLE])
    assert result.exit_code == 1
    assert "frame.typ" in result.output
    assert "Traceback" not in result.output


DONE: dict[str, Callable[[Path], None]] = {
    "The logo": logo, "Words": texts, "Colours and margins": colour, "The typeface": typeface,
    "Sections": sections, "A whole template": template,
}  # fmt: skip


@pytest.mark.parametrize("heading", EXAMPLES)
def test_an_example_does_what_it_says(handbook: Path, heading: str) -> None:
    DONE[heading](handbook)
    output = CliRunner().invoke(cli, ["check"]).output
    if heading != "A whole template":
        assert re.search(r"^0 errors, 0 warnings", output, re.MULTILINE), output


def test_every_heading_with_an_example_is_tried() -> None:
    assert set(EXAMPLES) == set(DONE)


def test_styles_of_word_are_those_of_the_handbooks_own_file(handbook: Path) -> None:
    invoke("new", "template", "reference.docx")
    file = handbook / "templates/reference.docx"
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["word/styles.xml"]
    assert b"16475C" in styles.upper()
    parts["word/styles.xml"] = re.sub(b"(?i)16475c", b"7A1F2B", styles)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    invoke("print", ROLE, "--to", "docx")
    with zipfile.ZipFile(handbook / f"print/{ROLE}.en.docx") as made:
        assert b"7A1F2B" in made.read("word/styles.xml").upper()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_copy_of_a_layout_prints_as_ours(handbook: Path, name: str) -> None:
    settings = handbook / "mkdocs.yml"
    chosen = merged(yaml.safe_load(settings.read_text()), {"extra": {"handbook": {"layout": name}}})
    settings.write_text(yaml.safe_dump(chosen))
    ours = printed(handbook)
    assert invoke("new", "layout", name).strip() == f"templates/layouts/{name}.yml"
    assert printed(handbook) == ours


def test_what_is_there_is_never_written_over(handbook: Path) -> None:
    invoke("new", "template", "style.typ")
    (handbook / "templates/style.typ").write_text("mine")
    result = CliRunner().invoke(cli, ["new", "template", "style.typ"])
    assert result.exit_code == 2
    assert "is there already, and stays as it is" in result.output
    assert (handbook / "templates/style.typ").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("template", "stile.typ"), 'did you mean "style.typ"?'),
        (("layout", "ours", "--like", "referense"), 'did you mean "reference"?'),
        (("role", "Baker", "--like", "reference"), "--like goes with a layout"),
    ],
)
def test_what_cannot_be_copied_is_told(
    handbook: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = CliRunner().invoke(cli, ["new", *arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_every_template_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(?:templates/)?([a-z]+\.(?:typ|docx|html\.j2))`", PAGE.read_text()))
    assert named <= set(templates())
    assert {"style.typ", "reference.docx", "blocks.html.j2"} <= named


def test_the_page_names_all_sections_parts_and_facts() -> None:
    rows = PAGE.read_text("utf-8").partition("## Names")[2].splitlines()
    named = [set(re.findall(r"`([a-z_-]+)`", row)) for row in rows if "`" in row]
    facts = set(get_args(FactName))
    assert named == [ROLE_SECTIONS, PROCEDURE_SECTIONS, ROLE_PARTS, PROCEDURE_PARTS, facts]
