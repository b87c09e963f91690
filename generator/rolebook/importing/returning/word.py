"""A DOCX as whoever edited it sees it when all changes are accepted: paragraphs of words with their
look, the places they come from, who changed them, and what was remarked.

Nothing in the file is executed, opened or followed; a file that is too large is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from rolebook.paper.finishing import FACT, FACTS
from rolebook.paper.ooxml import NAMES, find, find_all, name, parse
from rolebook.paper.returning import place_of

_LARGEST = 60_000_000  # bytes of all parts together; a paper of ours has some hundred thousand
_GONE = {name("w:del"), name("w:moveFrom")}
_COME = {name("w:ins"), name("w:moveTo")}
_THROUGH = {name(f"w:{tag}") for tag in ("smartTag", "fldSimple", "dir", "bdo", "customXml")}
_SIGNS = {
    name("w:tab"): "\t", name("w:br"): " ", name("w:cr"): " ",
    name("w:noBreakHyphen"): "\u2011", name("w:softHyphen"): "",
}  # fmt: skip
_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_OFF = {"0", "false", "off", "none"}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT_BOX = name("w:txbxContent")


class NotReadable(Exception):
    """The file is no Word document, or one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a character looks, and where it leads."""

    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Words under one name of a place, within one paragraph. ``begins``: not the rest of words
    that begin in a paragraph before."""

    place: str
    start: int
    end: int
    begins: bool


@dataclass(slots=True)
class Paragraph:
    """``cell``: of a table, by number: table, row, column. ``by``: who changed it, as far as that
    was tracked. ``floating``: it stands in a text box, beside the text."""

    text: str = ""
    looks: list[Look] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    style: str = ""
    cell: tuple[int, int, int] | None = None
    by: dict[str, None] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    floating: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """``others``: what stands in notes, headers and footers, in words. ``facts``: what a paper of
    ours says of itself. ``gone``: by the names of places whose words were deleted, by whom."""

    paragraphs: tuple[Paragraph, ...]
    comments: Mapping[str, Comment]
    others: tuple[str, ...]
    facts: Mapping[str, str]
    gone: Mapping[str, tuple[str, ...]]


def read_paper(content: bytes) -> Paper:
    """Read a DOCX. Raises NotReadable."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise NotReadable("it is larger than a paper can be")
            parts = {
                entry.filename: archive.read(entry)
                for entry in archive.infolist()
                if entry.filename.endswith((".xml", ".rels"))
            }
        return _paper(parts)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, NotImplementedError,
            RuntimeError, EOFError) as error:  # fmt: skip
        raise NotReadable(f"it is damaged, or no Word document ({_first_line(error)})") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["unknown"])[0]


def _paper(parts: Mapping[str, bytes]) -> Paper:
    root = parse(parts["word/document.xml"])
    body = find(root, "w:body")
    if body is None:
        raise KeyError("w:body")
    reader = _Reader(_styles(parts), _links(parts))
    reader.blocks(body, None)
    empty = [p for p in reader.paragraphs if not p.text.strip()]
    return Paper(
        tuple(p for p in reader.paragraphs if p.text.strip() or p.ranges or p.comments),
        dict(_comments(parts)),
        tuple(_others(parts)),
        dict(_facts(parts)),
        reader.gone | {r.place: tuple(p.by) for p in empty for r in p.ranges},
    )


def _styles(parts: Mapping[str, bytes]) -> dict[str, str]:
    if "word/styles.xml" not in parts:
        return {}
    found = {}
    for style in find_all(parse(parts["word/styles.xml"]), "w:style"):
        title = find(style, "w:name")
        if title is not None:
            found[_get(style, "w:styleId")] = _get(title, "w:val").lower()
    return found


def _links(parts: Mapping[str, bytes]) -> dict[str, str]:
    relations = parts.get("word/_rels/document.xml.rels")
    if relations is None:
        return {}
    return {
        str(relation.get("Id")): str(relation.get("Target", ""))
        for relation in find_all(parse(relations), "rel:Relationship")
        if str(relation.get("Type", "")).endswith("/hyperlink")
    }


def _comments(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Comment]]:
    if "word/comments.xml" in parts:
        for comment in find_all(parse(parts["word/comments.xml"]), "w:comment"):
            yield (
                _get(comment, "w:id"),
                Comment(_get(comment, "w:author"), " ".join(_plain(comment).split())),
            )


def _facts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    if FACTS in parts:
        for fact in find_all(parse(parts[FACTS]), "op:property"):
            key = str(fact.get("name", ""))
            if key.startswith(FACT.format("")):
                yield key.removeprefix(FACT.format("")), "".join(map(str, fact.itertext())).strip()


def _others(parts: Mapping[str, bytes]) -> Iterator[str]:
    for part in sorted(parts):
        kind = part.removeprefix("word/")
        if kind.startswith(("header", "footer")) or kind in ("footnotes.xml", "endnotes.xml"):
            for paragraph in parse(parts[part]).iter(name("w:p")):
                if words := " ".join(_plain(paragraph).split()):
                    yield words


def _plain(element: etree._Element) -> str:
    """The words below an element, without what was deleted."""
    found = []
    for piece in element.iter(name("w:t"), name("w:tab"), name("w:br"), name("w:p")):
        if any(above.tag in _GONE for above in piece.iterancestors()):
            continue
        found.append((piece.text or "") if piece.tag == name("w:t") else " ")
    return "".join(found)


def _get(element: etree._Element, attribute: str) -> str:
    return str(element.get(name(attribute), ""))


class _Reader:
    """One pass through a body. Paragraphs whose end was deleted run on into the next."""

    def __init__(self, styles: Mapping[str, str], links: Mapping[str, str]) -> None:
        self.styles, self.links = styles, links
        self.paragraphs: list[Paragraph] = []
        self.open: dict[str, tuple[str, int, bool]] = {}
        self.tables = 0
        self.now = Paragraph()
        self.runs_on = False
        self.gone: dict[str, tuple[str, ...]] = {}

    def blocks(self, above: etree._Element, cell: tuple[int, int, int] | None) -> None:
        for block in above:
            if block.tag == name("w:p"):
                self.paragraph(block, cell)
            elif block.tag == name("w:tbl"):
                self.table(block)
            elif block.tag == name("w:sdt"):
                content = find(block, "w:sdtContent")
                if content is not None:
                    self.blocks(content, cell)
            elif block.tag in _COME or block.tag in _THROUGH:
                self.blocks(block, cell)
            else:
                self.marks(block)

    def table(self, table: etree._Element) -> None:
        self.tables += 1
        number = self.tables
        for row_number, row in enumerate(find_all(table, "w:tr")):
            if (deleted := find(row, "w:trPr/w:del")) is not None:
                for mark in row.iter(name("w:bookmarkStart")):
                    self.gone[place_of(_get(mark, "w:name"))] = (_get(deleted, "w:author"),)
                continue
            cells = [c for c in row.iter(name("w:tc")) if _row_of(c) is row]
            for column, held in enumerate(cells):
                if find(held, "w:tcPr/w:cellDel") is None:
                    self.runs_on = False
                    self.blocks(held, (number, row_number, column))
        self.runs_on = False

    def paragraph(self, paragraph: etree._Element, cell: tuple[int, int, int] | None) -> None:
        before = self.paragraphs[-1] if self.runs_on and self.paragraphs else None
        if before is None or before.cell != cell or not before.text.strip():
            style = find(paragraph, "w:pPr/w:pStyle")
            id_ = _get(style, "w:val") if style is not None else ""
            self.now = Paragraph(style=self.styles.get(id_, id_.lower()), cell=cell)
            if before is not None and before.cell == cell:  # of it, nothing but remarks is left
                gone_with = self.paragraphs.pop()
                self.now.comments += gone_with.comments
                self.gone |= {there.place: tuple(gone_with.by) for there in gone_with.ranges}
            self.paragraphs.append(self.now)
            self.open = {id_: (place, 0, False) for id_, (place, _, _) in self.open.items()}
        boxes: list[etree._Element] = []
        self.inlines(paragraph, "", boxes)
        self.close_all()
        mark = [find(paragraph, f"w:pPr/w:rPr/w:{tag}") for tag in ("del", "moveFrom")]
        gone = next((m for m in mark if m is not None), None)
        self.runs_on = gone is not None
        for change in (gone, find(paragraph, "w:pPr/w:rPr/w:ins")):
            if change is not None:
                self.changed_by(change)
        for box in boxes:
            held, runs_on, start = self.now, self.runs_on, len(self.paragraphs)
            self.blocks(box, None)
            for inner in self.paragraphs[start:]:
                inner.floating = True
            self.now, self.runs_on = held, runs_on

    def close_all(self) -> None:
        """At the end of a paragraph: what is still open goes on in the next one."""
        end = len(self.now.text)
        for place, start, begins in self.open.values():
            self.range(place, start, end, begins)
        if self.open:
            self.open = {id_: (place, end, False) for id_, (place, _, _) in self.open.items()}

    def range(self, place: str, start: int, end: int, begins: bool) -> None:
        if place and (end > start or begins):
            self.now.ranges.append(Range(place, start, end, begins))

    def inlines(self, above: etree._Element, link: str, boxes: list[etree._Element]) -> None:
        for piece in above:
            if piece.tag == name("w:r"):
                self.run(piece, link, boxes)
            elif piece.tag == name("w:hyperlink"):
                target = self.links.get(str(piece.get(f"{{{NAMES['r']}}}id", "")), "")
                self.inlines(piece, target, boxes)
            elif piece.tag == name("w:sdt"):
                content = find(piece, "w:sdtContent")
                if content is not None:
                    self.inlines(content, link, boxes)
            elif piece.tag in _GONE:
                self.changed_by(piece)
                for inner in piece:
                    self.marks(inner)
            elif piece.tag in _COME:
                self.changed_by(piece)
                self.inlines(piece, link, boxes)
            elif piece.tag in _THROUGH:
                self.inlines(piece, link, boxes)
            else:
                self.marks(piece)

    def changed_by(self, change: etree._Element) -> None:
        if author := _get(change, "w:author"):
            self.now.by[author] = None

    def marks(self, piece: Any) -> None:
        if piece.tag == name("w:bookmarkStart"):
            self.open[_get(piece, "w:id")] = (
                place_of(_get(piece, "w:name")), len(self.now.text), True,
            )  # fmt: skip
        elif piece.tag == name("w:bookmarkEnd"):
            if found := self.open.pop(_get(piece, "w:id"), None):
                self.range(found[0], found[1], len(self.now.text), found[2])
        elif piece.tag == name("w:commentRangeStart"):
            self.now.comments.append(_get(piece, "w:id"))

    def run(self, run: etree._Element, link: str, boxes: list[etree._Element]) -> None:
        look = Look(_is_on(run, "w:b", "strong"), _is_on(run, "w:i", "emphasis"), link)
        for piece in run:
            if piece.tag == name("w:t"):
                self.add(piece.text or "", look)
            elif piece.tag in _SIGNS:
                self.add(_SIGNS[piece.tag], look)
            elif piece.tag == name("w:sym"):
                self.add(_symbol(_get(piece, "w:char")), look)
            elif piece.tag == name("w:commentReference"):
                id_ = _get(piece, "w:id")
                if id_ not in self.now.comments:
                    self.now.comments.append(id_)
            else:
                boxes += _boxes(piece)

    def add(self, text: str, look: Look) -> None:
        """Words, without characters that no text of an author may hold."""
        text = _HIDDEN.sub("", _BREAKS.sub(" ", text))
        self.now.text += text
        self.now.looks += [look] * len(text)


def _symbol(code: str) -> str:
    """A character of a symbol font by its number, as far as it is one of Unicode's."""
    try:
        found = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"
    return found if found.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(name("w:tr")), None)


def _boxes(piece: Any) -> Iterator[etree._Element]:
    """Text boxes in a drawing, each once: what stands there for older programs is a copy."""
    for box in piece.iter(_TEXT_BOX):
        above = [a.tag for a in box.iterancestors()]
        if f"{_CHOICE}Fallback" not in above and _TEXT_BOX not in above:
            yield box


def _is_on(run: etree._Element, tag: str, style: str) -> bool:
    found = find(run, f"w:rPr/{tag}")
    if found is not None:
        return _get(found, "w:val").lower() not in _OFF
    used = find(run, "w:rPr/w:rStyle")
    return used is not None and _get(used, "w:val").lower() == style
