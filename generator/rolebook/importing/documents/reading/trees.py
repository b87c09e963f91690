"""DOCX, ODT, HTML and Markdown as lines, through pandoc's document tree.

Why pandoc: it knows Word's numbering, merged cells and tracked changes (taken as accepted), and
reads without executing or following anything (``--sandbox``).
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rolebook.importing.documents.reading.files import Unreadable
from rolebook.importing.documents.reading.lines import Cell, Line
from rolebook.paper import pandoc

SECONDS = 60
_MEMORY = "700m"
_FORMS = {
    "docx": "docx",
    "odt": "odt",
    "html": "html",
    # A number at the start of a line is a number, an underscore stays, no maths, no raw HTML
    # that would be dropped from the text.
    "markdown": "markdown-tex_math_dollars-raw_tex-latex_macros-citations-yaml_metadata_block"
    "-native_divs-native_spans-markdown_in_html_blocks+lists_without_preceding_blankline"
    "+hard_line_breaks",
}
_DEEPEST = 60

Node = dict[str, Any]


def lines(content: bytes, name: str, form: str) -> list[Line]:
    """The lines of a document. Raises Unreadable."""
    beside: list[Line] = []
    if form in ("docx", "odt"):
        from rolebook.importing.documents.reading.packages import examined

        beside = examined(content, name, form)
    elif form in ("html", "markdown"):
        from rolebook.importing.documents.reading.plain import decoded

        content = decoded(content).encode()
    found = _Walk(name)
    try:
        found.blocks(_tree(content, form)["blocks"])
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    return _with_those_beside(found.lines, beside)


def _with_those_beside(found: list[Line], beside: list[Line]) -> list[Line]:
    """Lines that pandoc passes over (page headers, text boxes), where it really did."""
    there = {" ".join(line.text.split()) for line in found}
    whole = " ".join(" ".join(line.text.split()) for line in found)
    missed = [
        line for line in beside
        if (text := " ".join(line.text.split())) and text not in there
        and not (line.aside == "text box" and text in whole)
    ]  # fmt: skip
    before = [line for line in missed if line.aside == "page header"]
    return [*before, *found, *(line for line in missed if line.aside != "page header")]


def _tree(content: bytes, form: str) -> Node:
    with tempfile.TemporaryDirectory(prefix="rolebook-") as folder:
        try:
            ended = subprocess.run(
                [pandoc.program(), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox",
                 "--from", _FORMS[form], "--to", "json"],
                input=content, cwd=folder, env=pandoc.environment(folder),
                capture_output=True, check=False, timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unreadable(f"reading it takes longer than {SECONDS} seconds") from None
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        if any("heap" in line.lower() for line in said):
            raise Unreadable("reading it takes too much memory; split it")
        raise Unreadable(f"it is damaged, or no {form.upper()} file: {(said or ['?'])[0][:200]}")
    tree: Node = json.loads(ended.stdout)
    return tree


@dataclass
class _Walk:
    """Goes through the blocks of a tree and collects lines."""

    name: str
    lines: list[Line] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    gap: bool = False
    cell: Cell | None = None
    notes: list[Any] = field(default_factory=list)

    def blocks(self, blocks: list[Node], level: int = 0, mark: str = "") -> None:
        """``mark`` belongs to the first of the blocks."""
        if level > _DEEPEST:
            raise RecursionError
        for block in blocks:
            self.block(block, level, mark)
            mark = ""

    def block(self, block: Node, level: int, mark: str) -> None:
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                self.paragraph(content, level, mark, gap=kind == "Para")
            case "Header":
                self.paragraph(content[2], content[0], mark, heading=True)
            case "BulletList":
                for item in content:
                    self.blocks(item, level + 1, "•")
            case "OrderedList":
                (start, style, delimiter), items = content
                for number, item in enumerate(items, start):
                    self.blocks(item, level + 1, _number(number, style["t"], delimiter["t"]))
            case "DefinitionList":
                for term, definitions in content:
                    self.paragraph(term, level, "", strong=True)
                    for definition in definitions:
                        self.blocks(definition, level)
            case "Table":
                self.table(content)
            case "LineBlock":
                for line in content:
                    self.paragraph(line, level, mark)
            case "BlockQuote":
                self.blocks(content, level)
            case "Div":
                self.blocks(content[1], level, mark)
            case "Figure":
                self.blocks(content[2], level)
            case "CodeBlock":
                for text in content[1].splitlines():
                    self.add(text, level, mark)
            case "RawBlock":
                if text := re.sub(r"<(script|style)\b.*?</\1>|<[^<>]*>", " ", content[1],
                                  flags=re.DOTALL | re.IGNORECASE).strip():  # fmt: skip
                    self.add(text, level, mark)
            case "HorizontalRule":
                self.gap = True

    def paragraph(
        self, inlines: list[Node], level: int, mark: str = "", *,
        heading: bool = False, strong: bool = False, gap: bool = True,
    ) -> None:  # fmt: skip
        texts = list(self.inlines(inlines))
        bold = strong or _is_strong(inlines)
        self.gap = self.gap or gap
        for text in "".join(texts).split("\n"):
            self.add(text, level, mark, heading=heading, strong=bold)
            if text.strip():
                mark = ""
        pending, self.notes = self.notes, []
        for note in pending:
            self.blocks(note)

    def add(
        self, text: str, level: int, mark: str, *, heading: bool = False, strong: bool = False
    ) -> None:
        if not text.strip():
            return
        self.paragraphs += 1
        style = "heading" if heading else "item" if level or mark else "text"
        place = f"paragraph {self.paragraphs}"
        if self.cell:
            table, row, column = self.cell.table, self.cell.row, self.cell.column
            place = f"table {table + 1}, row {row + 1}, column {column + 1}"
        self.lines.append(
            Line(self.name, place, text, style, level, mark, self.gap,  # type: ignore[arg-type]
                 strong=strong, cell=self.cell)
        )  # fmt: skip
        self.gap = False

    def inlines(self, inlines: list[Node]) -> Iterator[str]:
        for inline in inlines:
            kind: str = inline["t"]
            content: Any = inline.get("c")
            match kind:
                case "Str":
                    yield content
                case "Space" | "SoftBreak":
                    yield " "
                case "LineBreak":
                    yield "\n"
                case (
                    "Emph"
                    | "Strong"
                    | "Underline"
                    | "Strikeout"
                    | "Superscript"
                    | "Subscript"
                    | ("SmallCaps")
                ):
                    yield from self.inlines(content)
                case "Quoted":
                    marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                    yield marks[0]
                    yield from self.inlines(content[1])
                    yield marks[1]
                case "Cite" | "Span" | "Link" | "Image":
                    yield from self.inlines(content[1])
                case "Code" | "Math":
                    yield content[1]
                case "Note":
                    self.notes.append(content)

    def table(self, content: list[Any]) -> None:
        _, caption, _, head, bodies, foot = content
        self.blocks(caption[1])
        if self.cell:  # a table within a cell: its text belongs to the cell
            for row in _rows(head, bodies, foot):
                for cell in row[1]:
                    self.blocks(cell[4])
            return
        number, self.tables = self.tables, self.tables + 1
        taken: dict[tuple[int, int], bool] = {}
        rows = [(row, at < len(head[1])) for at, row in enumerate(_rows(head, bodies, foot))]
        for at, (row, is_head) in enumerate(rows):
            column = 0
            for _, _, spans, columns, blocks in row[1]:
                while taken.get((at, column)):
                    column += 1
                for down in range(min(spans, len(rows) - at)):
                    for across in range(columns):
                        taken[at + down, column + across] = True
                self.cell = Cell(number, at, column, is_head, spans, columns)
                self.gap = True
                self.blocks(blocks)
                column += columns
        self.cell = None
        self.gap = True


def _rows(head: Any, bodies: Any, foot: Any) -> Iterator[Any]:
    yield from head[1]
    for body in bodies:
        yield from [*body[2], *body[3]]
    yield from foot[1]


def _is_strong(inlines: list[Node]) -> bool:
    """Whether all that can be read is bold."""
    parts = [i for i in inlines if i["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return bool(parts) and all(
        part["t"] in ("Strong", "Underline")
        or (part["t"] in ("Emph", "Span", "SmallCaps") and _is_strong(_inside(part)))
        for part in parts
    )


def _inside(part: Node) -> list[Node]:
    inside: list[Node] = part["c"][1] if part["t"] == "Span" else part["c"]
    return inside


def _number(number: int, style: str, delimiter: str) -> str:
    """A number of a list as it is shown."""
    if style in ("LowerAlpha", "UpperAlpha"):
        shown = chr(ord("a") + (number - 1) % 26)
        shown = shown.upper() if style == "UpperAlpha" else shown
    elif style in ("LowerRoman", "UpperRoman"):
        shown = _roman(number)
        shown = shown.lower() if style == "LowerRoman" else shown
    else:
        shown = str(number)
    return {"OneParen": f"{shown})", "TwoParens": f"({shown})"}.get(delimiter, f"{shown}.")


def _roman(number: int) -> str:
    result = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            result, number = result + sign, number - value
    return result
