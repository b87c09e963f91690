"""What Word needs and pandoc does not write, put into the parts of a DOCX.

Rows that stay whole, true column widths, signatures that are never alone on a page, the
properties of the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from rolebook.paper.errors import PaperError
from rolebook.paper.ooxml import (
    find,
    find_all,
    name,
    node,
    parse,
    root,
    serialise,
    writable,
)
from rolebook.paper.pictures import Picture
from rolebook.paper.returning import finish_places
from rolebook.paper.running import fill_running
from rolebook.paper.tracked import finish_changes
from rolebook.paper.zips import pack, unpack
from rolebook.views.document import Document, Embedded, Section, Signatures

FACTS = "docProps/custom.xml"
"""The part with the facts by which the file is recognised later; pandoc makes it."""
FACT = "rolebook-{}"
"""The name of a fact in it."""
_PROPERTIES = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what Word calls those of the user
_TEXT_WIDTH = 9354  # twentieths of a point, when the page does not say
_ROW_HEADS = {"TableRowHead", "FactLabel"}
_INTRODUCTIONS = {
    "BodyText",
    "Leadin",
    "Note",
    "Notice",
    "NoticeTitle",
    "StrongNotice",
    "StrongNoticeTitle",
    "Gap",
}


def finished(archive: bytes, document: Document, logo: Picture | None) -> bytes:
    """pandoc's DOCX with everything in its place, in the archive's one fixed form.

    Raises PaperError when a part cannot be read: then the reference document is at fault.
    """
    try:
        parts = unpack(archive)
        body = parse(parts["word/document.xml"])
        _finish_tables(body)
        _keep_signatures(body, _apart(document.sections))
        _keep_items(body)
        _finish_pictures(body)
        finish_changes(body)
        finish_places(body)
        parts["word/document.xml"] = serialise(body)
        fill_running(parts, document, logo)
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise PaperError(document.id, f"the reference document cannot be used: {error}") from error
    parts["docProps/core.xml"] = serialise(_properties(document))
    if document.embedded:
        parts[FACTS] = serialise(_facts(document.embedded))
    return pack(parts)


def _finish_tables(body: etree._Element) -> None:
    page, margins = find(body, ".//w:sectPr/w:pgSz"), find(body, ".//w:sectPr/w:pgMar")
    text_width = _TEXT_WIDTH
    if page is not None and margins is not None:
        text_width = _number(page, "w:w") - sum(
            _number(margins, side) for side in ("w:left", "w:right", "w:gutter")
        )
    for table in find_all(body, ".//w:tbl"):
        columns = find_all(table, "w:tblGrid/w:gridCol")
        total = sum(_number(column, "w:w") for column in columns) or 1
        widths = [text_width * _number(column, "w:w") // total for column in columns]
        for column, width in zip(columns, widths, strict=True):
            column.set(name("w:w"), str(width))
        for row in find_all(table, "w:tr"):
            properties = find(row, "w:trPr")
            if properties is None:
                properties = node("w:trPr")
                row.insert(0, properties)
            properties.insert(0, node("w:cantSplit"))
            for cell, width in zip(find_all(row, "w:tc"), widths, strict=False):
                _cell_properties(cell).insert(0, node("w:tcW", {"w:w": width, "w:type": "dxa"}))
        look = find(table, "w:tblPr/w:tblLook")
        first = [_style(p) for p in find_all(table, "w:tr/w:tc[1]/w:p")]
        if look is not None and _ROW_HEADS.intersection(first):
            look.set(name("w:firstColumn"), "1")
            look.set(name("w:val"), f"{int(look.get(name('w:val'), '0'), 16) | 0x80:04x}")


def _apart(sections: Iterable[Section]) -> Iterator[bool]:
    """Of each table of signatures: whether it is a section of its own without a title, so that
    what stands before it is no introduction to it."""
    for section in sections:
        for at, block in enumerate(section.blocks):
            if isinstance(block, Signatures) and block.places:
                yield at == 0 and not section.title
        yield from _apart(section.sections)


def _keep_signatures(body: etree._Element, apart: Iterator[bool]) -> None:
    """Signatures share a page with their heading, its introduction, the line before it, and the
    stamp behind them."""
    for table in find_all(body, "w:body/w:tbl"):
        if _table_style(table) != "HandbookSignatures":
            continue
        alone = next(apart)
        for at, row in enumerate(find_all(table, "w:tr")):
            for column, cell in enumerate(find_all(row, "w:tc")):
                sides: tuple[str, ...] = (
                    ("top",) if at % 2 else ("bottom",)
                )  # two rows are one place to sign
                if column and find(cell, ".//w:t") is None:  # nobody signs here
                    sides = ("top", "bottom", "right")
                frame = node(
                    "w:tcBorders", None, *(node(f"w:{side}", {"w:val": "nil"}) for side in sides)
                )
                _cell_properties(cell).append(frame)
        stamped, between = _stamp_behind(table)
        for row in find_all(table, "w:tr")[: None if stamped else -1]:
            _keep_with_next(row)
        for gap in between if stamped else ():
            _keep_with_next(gap)
        before = list(table.itersiblings(name("w:p"), name("w:tbl"), preceding=True))
        at = 0
        while not alone and at < len(before) and _style(before[at]) in _INTRODUCTIONS:
            at += 1
        if at == len(before) or not _is_heading(before[at]):
            at = 0
        while at < len(before) and (_is_heading(before[at]) or _style(before[at]) == "Gap"):
            at += 1
        for block in before[: at + 1]:
            rows = find_all(block, "w:tr")
            _keep_with_next(rows[-1] if rows else block)


def _stamp_behind(table: etree._Element) -> tuple[bool, list[etree._Element]]:
    """Whether the stamp stands right behind the signatures, and the gap between."""
    between: list[etree._Element] = []
    for block in table.itersiblings(name("w:p"), name("w:tbl")):
        if block.tag == name("w:tbl"):
            return _table_style(block) == "HandbookStamp", between
        if _style(block) != "Gap":
            break
        between.append(block)
    return False, between


def _table_style(table: etree._Element) -> str:
    style = find(table, "w:tblPr/w:tblStyle")
    return str(style.get(name("w:val"))) if style is not None else ""


def _keep_with_next(block: etree._Element) -> None:
    for paragraph in block.iter(name("w:p")):
        properties = find(paragraph, "w:pPr")
        if properties is None:
            properties = node("w:pPr")
            paragraph.insert(0, properties)
        if find(properties, "w:keepNext") is None:
            styled = find(properties, "w:pStyle") is not None
            properties.insert(int(styled), node("w:keepNext"))


def _keep_items(body: etree._Element) -> None:
    """An item stays with its details, and with the first of its inner items."""
    for paragraph in find_all(body, "w:body/w:p"):
        following = paragraph.getnext()
        depth = _depth(paragraph)
        if not depth or following is None:
            continue
        if "Detail" in _style(following) or _depth(following) > depth:
            _keep_with_next(paragraph)


def _depth(block: etree._Element) -> int:
    """How deep in lists a paragraph stands, from 1; 0 outside them."""
    found = re.fullmatch(r"(?:Numbered|Bullet|List)(?:Item|Bullet|Detail)([23]?)", _style(block))
    return int(found[1] or 1) if found else 0


def _finish_pictures(body: etree._Element) -> None:
    for picture in find_all(body, ".//wp:inline"):
        for side in ("distT", "distB", "distL", "distR"):
            picture.set(side, "0")
        # pandoc repeats the picture's address here, which is the whole picture as text.
        for inner in find_all(picture, ".//pic:cNvPr"):
            inner.set("descr", "")


def _cell_properties(cell: etree._Element) -> etree._Element:
    properties = find(cell, "w:tcPr")
    if properties is None:
        properties = node("w:tcPr")
        cell.insert(0, properties)
    return properties


def _style(paragraph: etree._Element) -> str:
    style = find(paragraph, "w:pPr/w:pStyle")
    return str(style.get(name("w:val"))) if style is not None else ""


def _is_heading(block: etree._Element) -> bool:
    return _style(block).startswith("Heading")


def _number(element: etree._Element, attribute: str) -> int:
    return int(element.get(name(attribute), "0"))


def _properties(document: Document) -> etree._Element:
    """Title, language, issuer and date, as Word shows them under the file's properties."""
    issued = document.control.issued if document.control else ""
    moment = f"{issued or '1970-01-01'}T00:00:00Z"
    organisation = document.organisation.name if document.organisation else ""
    stated = {
        "dc:title": document.title,
        "dc:subject": document.label,
        "dc:creator": organisation,
        "dc:description": document.description,
        "dc:language": document.lang,
        "cp:contentStatus": document.control.status_label if document.control else "",
        "cp:version": document.control.version if document.control else "",
    }
    return root(
        "cp:coreProperties",
        "cp dc dcterms xsi",
        *(node(tag, None, writable(value)) for tag, value in stated.items() if value),
        *(
            node(f"dcterms:{which}", {"xsi:type": "dcterms:W3CDTF"}, moment)
            for which in ("created", "modified")
        ),
    )


def _facts(embedded: Embedded) -> etree._Element:
    """What the paper is, as properties of the file: Word keeps them when somebody edits it."""
    return root(
        "op:Properties",
        "=op vt",
        *(
            node(
                "op:property",
                {"fmtid": _PROPERTIES, "pid": number, "name": FACT.format(key)},
                node("vt:lpwstr", None, writable(fact)),
            )
            for number, (key, fact) in enumerate(embedded.facts.items(), 2)
        ),
    )
