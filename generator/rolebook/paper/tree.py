"""A document as pandoc's tree: which block becomes what, in which style of the reference
document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rolebook.model.base import Path
from rolebook.paper import pandoc
from rolebook.paper.addresses import Address, places, web_address
from rolebook.paper.errors import PaperError
from rolebook.paper.ooxml import writable
from rolebook.paper.pandoc import TAB, Node, heading, paragraph, table
from rolebook.paper.pictures import fitted
from rolebook.paper.returning import place_name
from rolebook.views.document import (
    Block,
    Cell,
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
    Paragraph,
    Section,
    Signature,
    Signatures,
    Span,
    Stamp,
    Table,
    as_data,
)
from rolebook.views.marks import mark_of

GAP = paragraph("Gap", [])
_DEEPEST_LIST = 3  # as many levels as the reference document has styles for
_DEEPEST_HEADING = 6
_CONTROL_COLUMNS = 4
_NARROWEST = 0.065  # of the text width: a column takes a number such as 12.14
_DRAWING_ROOM = (165.0, 215.0)  # millimetres
_PARAGRAPH_STYLES = {"": "Body Text", "lead": "Lead-in", "note": "Note"}
_CHANGES = {"added": "insertion", "removed": "deletion"}
_STRONG_NOTICES = {"draft", "warning"}
# Word's proofing tools want to know the country too.
_REGIONS = {"en": "en-GB", "nl": "nl-NL", "de": "de-DE"}


def tree(document: Document, address: Address | None = None) -> Node:
    """The document as pandoc's tree."""
    made = _Tree(document, address, places(as_data(document)))
    return pandoc.document(made.blocks(), language(document.lang))


def language(tag: str) -> str:
    """A language tag as Word knows it: ``nl`` is ``nl-NL``."""
    return _REGIONS.get(tag, tag)


def text(words: str) -> Node:
    return pandoc.text(writable(words))


def _filled(place: Signature, at: int) -> list[Node]:
    """What stands between a blank's word and the end of its line: the name, where it is known."""
    return [TAB, text(place.name)] if at == 0 and place.name else [TAB]


@dataclass(frozen=True, slots=True)
class _Tree:
    """One document on its way to pandoc's blocks. ``places``: the names that one place bears."""

    document: Document
    address: Address | None
    places: frozenset[str]

    def blocks(self) -> list[Node]:
        """All blocks. A gap stands only where two blocks would touch: not at an end, not doubled,
        not before a heading, which brings its own."""
        blocks = list(self.printed())
        following: list[Node | None] = [*blocks[1:], None]
        return [
            block
            for block, after in zip(blocks, following, strict=True)
            if block is not GAP or (after and after is not GAP and after["t"] != "Header")
        ]

    def printed(self) -> Iterator[Node]:
        yield from self.title()
        for notice in self.document.notices:
            yield from self.notice(notice)
        if self.document.facts:
            yield from self.facts(self.document.facts)
        for section in self.document.sections:
            yield from self.section(section, 1)
        if self.document.code:
            yield from self.drawing(self.document.code)

    def title(self) -> Iterator[Node]:
        document = self.document
        control = document.control
        badge: list[Node] = []
        if control and control.status != "approved":
            label = f"\u00a0{control.status_label}\u00a0"
            badge = [TAB, pandoc.span([text(label)], "Status")]
        yield paragraph("Subtitle", [text(document.label), *badge])
        title = self.foreign(document.title, document.title_lang)
        yield paragraph("Title", self.named(title, document.title_path))
        if control and control.facts:
            yield self.control(control)
            yield GAP

    def control(self, control: Control) -> Node:
        """Document control as a strip: label above value."""
        columns = min(_CONTROL_COLUMNS, len(control.facts))
        cells = [
            [
                paragraph("Control Label", [text(fact.label)]),
                *(paragraph("Control Value", self.line(value)) for value in fact.values),
            ]
            for fact in control.facts
        ]
        cells += [[] for _ in range(-len(cells) % columns)]
        rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
        return table("HandbookControl", [1 / columns] * columns, [], rows)

    def section(self, section: Section, level: int) -> Iterator[Node]:
        if section.title:
            number = [text(f"{section.number}\u2002")] if section.number else []
            title = self.foreign(section.title, section.title_lang)
            title = self.named(title, section.title_path)
            titled = self.tracked([*number, *title], mark_of(section))
            depth = min(level, _DEEPEST_HEADING)
            yield heading(depth, titled, self.place(section.anchor))
        for block in section.blocks:
            yield from self.block(block)
        for inner in section.sections:
            yield from self.section(inner, level + 1 if section.title else level)

    def block(self, block: Block) -> Iterator[Node]:
        match block:
            case Paragraph():
                yield paragraph(_PARAGRAPH_STYLES[block.style], self.line(block.line))
            case Facts():
                yield from self.facts(block)
            case Listing():
                for item in block.items:
                    yield from self.item(item, 1)
            case Table():
                yield from self.table(block)
            case Notice():
                yield from self.notice(block)
            case Signatures():
                yield from self.signatures(block)
            case Drawing():
                yield from self.drawing(block)
            case Stamp():
                yield from self.stamp(block)

    def facts(self, facts: Facts) -> Iterator[Node]:
        rows = [
            (
                [paragraph("Fact Label", [text(fact.label)])],
                [paragraph("Table Text", self.line(value)) for value in fact.values],
            )
            for fact in facts.rows
        ]
        if rows:
            yield table("HandbookFacts", [0.28, 0.72], [], rows)
            yield GAP

    def item(self, item: Item, level: int) -> Iterator[Node]:
        depth = "" if level == 1 else f" {level}"
        line = self.line(item.line)
        if item.number:
            number = pandoc.span([text(item.number)], "Item Number", id_=self.place(item.anchor))
            yield paragraph(f"Numbered Item{depth}", [number, TAB, *line])
        else:
            yield paragraph(f"List Bullet{depth}", self.anchored(line, item.anchor))
        kind = "Numbered" if item.number else "Bullet"
        for fact in item.details:
            yield paragraph(f"{kind} Detail{depth}", self.detail(fact))
        for inner in item.items:
            yield from self.item(inner, min(level + 1, _DEEPEST_LIST))

    def detail(self, fact: Fact) -> Iterator[Node]:
        yield pandoc.span([text(fact.label)], "Detail Label")
        for at, value in enumerate(fact.values):
            yield text("; " if at else "\u2002")
            yield from self.line(value)

    def table(self, block: Table) -> Iterator[Node]:
        if not block.widths or not (block.head or block.rows):
            return  # Word has no table without rows
        total = sum(block.widths) or 1
        shares = [max(width / total, _NARROWEST) for width in block.widths]
        head = [[paragraph("Table Head", [text(title)])] for title in block.head]
        rows = [
            [self.cell(cell, row.anchor if at == 0 else "") for at, cell in enumerate(row.cells)]
            for row in block.rows
        ]
        widths = [share / sum(shares) for share in shares]
        caption = [text(block.caption)] if block.caption else []
        yield table("HandbookTable", widths, head, rows, caption)
        yield GAP

    def cell(self, cell: Cell, anchor: str) -> list[Node]:
        plain = "Table Row Head" if cell.header else "Table Text"
        lines = [
            ("Table Bullet" if group.bulleted else plain, list(self.line(line)))
            for group in cell.groups()
            for line in group.lines
        ] or [(plain, [])]
        lines[0] = lines[0][0], list(self.anchored(lines[0][1], anchor))
        return [paragraph(style, line) for style, line in lines]

    def notice(self, notice: Notice) -> Iterator[Node]:
        style = "Strong Notice" if notice.kind in _STRONG_NOTICES else "Notice"
        yield GAP
        yield paragraph(f"{style} Title", [text(notice.title)])
        for line in notice.lines:
            yield paragraph(style, self.line(line))
        yield GAP

    def signatures(self, signatures: Signatures) -> Iterator[Node]:
        """Two places side by side: a row for who signs what, and one for the lines to write on, so
        that they are level."""
        rows: list[list[list[Node]]] = []
        for start in range(0, len(signatures.places), 2):
            pair = signatures.places[start : start + 2]
            for part in (self.signer, self.blanks):
                rows.append([part(place) for place in pair] + [[] for _ in range(2 - len(pair))])
        if rows:
            yield table("HandbookSignatures", [0.5, 0.5], [], rows)
            yield GAP

    def signer(self, place: Signature) -> list[Node]:
        return [
            paragraph("Signature Party", [text(place.who)]),
            *(paragraph("Signature Meaning", self.line(line)) for line in place.statements),
        ]

    def blanks(self, place: Signature) -> list[Node]:
        return [
            paragraph("Signature Blank", [text(blank), *_filled(place, at), TAB])
            for at, blank in enumerate(filter(None, (*place.blanks, place.seal)))
        ]

    def drawing(self, drawing: Drawing) -> Iterator[Node]:
        try:
            picture = fitted(drawing.svg.encode("utf-8", "replace"), *_DRAWING_ROOM)
        except PaperError as error:
            raise PaperError(
                self.document.id, f'the drawing "{drawing.title}": {error.message}'
            ) from error
        alt = ". ".join(part for part in (drawing.title, drawing.description) if part)
        yield paragraph(
            "Captioned Figure", [pandoc.picture(picture.png, picture.width_mm, drawing.title, alt)]
        )
        if drawing.title:
            yield paragraph("Image Caption", [text(drawing.title)])

    def tracked(self, inlines: list[Node], mark: str) -> list[Node]:
        """What came or went, as a change that Word can accept or reject."""
        if mark not in _CHANGES or not inlines:
            return inlines
        labels = self.document.labels
        by, on = labels.get("changed_by", ""), labels.get("changed_on") or "1970-01-01"
        return [pandoc.tracked(inlines, _CHANGES[mark], by, on)]

    def stamp(self, stamp: Stamp) -> Iterator[Node]:
        """The code beside its picture; one row, which stays with the signatures before it."""
        yield GAP
        said = [
            paragraph("Signature Party", [text(stamp.title)]),
            paragraph("Stamp Code", [text(stamp.code)]),
            *(paragraph("Signature Meaning", self.line(line)) for line in stamp.lines),
        ]
        if stamp.picture is None:
            yield table("HandbookStamp", [1], [], [[said]])
            return
        title, address = stamp.picture.title, stamp.picture.description
        picture = fitted(stamp.picture.svg.encode(), stamp.side, stamp.side)
        drawn = pandoc.picture(picture.png, picture.width_mm, title, f"{title}: {address}")
        yield table(
            "HandbookStamp", [0.2, 0.8], [], [[[paragraph("Stamp Picture", [drawn])], said]]
        )

    def line(self, line: Line) -> Iterator[Node]:
        inlines = [
            node
            for path, spans in groupby(line.spans, key=lambda span: getattr(span, "path", ()))
            for node in self.named(list(self.spans(spans)), path)
        ]
        if not line.lang:
            yield from inlines
            return
        yield pandoc.span(inlines, "Other Language", language(line.lang))
        mark = self.document.labels.get("other_language", "{lang}").replace("{lang}", line.lang)
        yield pandoc.span([text(f"\u00a0[{mark}]")], "Language Mark")

    def spans(self, spans: Iterable[Span]) -> Iterator[Node]:
        for mark, same in groupby(spans, key=lambda span: span.mark):
            yield from self.tracked([node for s in same for node in self.span(s)], mark)

    def span(self, span: Span) -> Iterator[Node]:
        link = span.link
        words = span.text or (link.id if link else "")
        if not words:
            return
        inlines = [text(words)]
        if span.emphasis:
            inlines = [pandoc.wrapped("Emph", inlines)]
        if span.strong or span.mark == "own":
            inlines = [pandoc.wrapped("Strong", inlines)]
        if span.mark == "own":
            inlines = [pandoc.wrapped("Underline", inlines)]
        # Word has no place for a link among changes.
        target = self.target(link) if link and span.mark not in _CHANGES else ""
        yield from [pandoc.link(inlines, target)] if target else inlines

    def target(self, link: Link) -> str:
        """Where a link leads from this paper; nothing when it leads nowhere safe."""
        if link.kind == "url":
            return web_address(link.id)
        where = self.address(link) if self.address else ""
        if where.startswith("#"):
            return where if where[1:] in self.places else ""
        return web_address(where)

    def place(self, anchor: str) -> str:
        return anchor if anchor in self.places else ""

    def anchored(self, inlines: Iterable[Node], anchor: str) -> list[Node]:
        place = self.place(anchor)
        return [pandoc.span(list(inlines), id_=place)] if place else list(inlines)

    @staticmethod
    def named(inlines: list[Node], path: Path) -> list[Node]:
        """An author's words under the name of their place in his file."""
        return [pandoc.span(inlines, id_=place_name(path))] if path and inlines else inlines

    @staticmethod
    def foreign(words: str, lang: str) -> list[Node]:
        return [pandoc.span([text(words)], lang=language(lang))] if lang else [text(words)]
