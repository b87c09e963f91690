"""What Word needs and pandoc does not write, put into the parts of a DOCX.

Rows that stay whole, true column widths, signatures that are never alone on a page, the running
header and footer, the properties of the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from rolebook.paper.errors import PaperError
from rolebook.paper.ooxml import (
    NAMES,
    RELATIONS,
    field,
    find,
    find_all,
    name,
    node,
    parse,
    root,
    run,
    serialise,
    writable,
)
from rolebook.paper.pictures import Picture
from rolebook.paper.zips import pack, unpack
from rolebook.views.document import Document

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
_EMU_PER_MM = 36000
_LOGO_RELATION, _LOGO_TARGET = "rIdLogo", "media/logo.png"
_WATERMARK_ROOM = (430.0, 110.0)  # points, along and across the line it stands on
_WATERMARK_LETTER = 0.72  # of a bold capital: width in parts of its height


def finished(archive: bytes, document: Document, logo: Picture | None) -> bytes:
    """pandoc's DOCX with everything in its place, in the archive's one fixed form.

    Raises PaperError when a part cannot be read: then the reference document is at fault.
    """
    try:
        parts = unpack(archive)
        body = parse(parts["word/document.xml"])
        _finish_tables(body)
        _keep_signatures(body)
        _keep_details(body)
        _finish_pictures(body)
        parts["word/document.xml"] = serialise(body)
        for part in [p for p in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", p)]:
            running = parse(parts[part])
            if _fill(running, document, logo) and logo:
                _relate_logo(parts, part, logo)
            parts[part] = serialise(running)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise PaperError(document.id, f"the reference document cannot be used: {error}") from error
    parts["docProps/core.xml"] = serialise(_properties(document))
    return pack(parts)


# The body


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


def _keep_signatures(body: etree._Element) -> None:
    """Signatures share a page with their heading, its introduction and the line before it."""
    for table in find_all(body, "w:body/w:tbl"):
        style = find(table, "w:tblPr/w:tblStyle")
        if style is None or style.get(name("w:val")) != "HandbookSignatures":
            continue
        for row in find_all(table, "w:tr")[:-1]:
            _keep_with_next(row)
        before = list(table.itersiblings(name("w:p"), name("w:tbl"), preceding=True))
        at = 0
        while at < len(before) and _style(before[at]) in _INTRODUCTIONS:
            at += 1
        if at == len(before) or not _is_heading(before[at]):
            at = 0
        while at < len(before) and (_is_heading(before[at]) or _style(before[at]) == "Gap"):
            at += 1
        for block in before[: at + 1]:
            rows = find_all(block, "w:tr")
            _keep_with_next(rows[-1] if rows else block)


def _keep_with_next(block: etree._Element) -> None:
    for paragraph in block.iter(name("w:p")):
        properties = find(paragraph, "w:pPr")
        if properties is None:
            properties = node("w:pPr")
            paragraph.insert(0, properties)
        if find(properties, "w:keepNext") is None:
            styled = find(properties, "w:pStyle") is not None
            properties.insert(int(styled), node("w:keepNext"))


def _keep_details(body: etree._Element) -> None:
    """An item stays with the first of its details."""
    for paragraph in find_all(body, "w:body/w:p"):
        before = paragraph.getprevious()
        if "Detail" in _style(paragraph) and before is not None:
            _keep_with_next(before)


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


# The running header and footer


def _fill(running: etree._Element, document: Document, logo: Picture | None) -> bool:
    """Put the document's words in place of the content controls that name them; others stay.
    Says whether the logo was placed."""
    words = _words(document)
    placed = False
    for control in find_all(running, ".//w:sdt"):
        tag = find(control, "w:sdtPr/w:tag")
        content = find(control, "w:sdtContent")
        kind = tag.get(name("w:val")) if tag is not None else ""
        if content is None or kind not in words:
            continue
        first = find(content, ".//w:r/w:rPr")
        look = list(first) if first is not None else []
        if kind == "watermark":
            _write_watermark(content, words[kind])
            _unwrap(control, list(content) if words[kind] else [])
        elif kind == "logo" and logo:
            placed = True
            _unwrap(control, [_picture_run(logo, words["organisation"]), run("\u2002")])
        elif kind == "page_of":
            _unwrap(control, _page_of(words[kind], look))
        else:
            text = words[kind]
            _unwrap(control, [run(text, *map(deepcopy, look))] if text else [])
    if find(running, ".//w:p") is None:
        running.append(node("w:p"))  # a header without a paragraph is no header
    return placed


def _words(document: Document) -> dict[str, str]:
    """What each content control shows, by its tag."""
    control, organisation = document.control, document.organisation
    name_ = organisation.name if organisation else ""
    words = {
        "title": document.title,
        "label": document.label,
        "organisation": name_,
        "address": organisation.address if organisation else "",
        "page_of": document.labels.get("page_of", "{page} / {pages}"),
        **dict.fromkeys(("logo", "number", "version", "status", "remark", "watermark"), ""),
    }
    if control:
        version = f"{control.version_label} {control.version}".strip() if control.version else ""
        watermark = control.status_label if control.status != "approved" else ""
        if control.status == "draft":
            watermark = document.labels.get("watermark", watermark)
        words |= {
            "number": control.number,
            "version": version,
            "status": control.status_label,
            "remark": control.remark,
            "watermark": watermark,
        }
    known = (words["number"], words["version"], words["status"])
    words["identification"] = "\u2002·\u2002".join(word for word in known if word)
    return {tag: writable(word) for tag, word in words.items()}


def _unwrap(control: etree._Element, content: Sequence[etree._Element]) -> None:
    """Replace a control by this content, inside the control's own paragraph where it has one."""
    parent = control.getparent()
    paragraph = find(control, "w:sdtContent/w:p")
    if paragraph is not None and content and content[0].tag != name("w:p"):
        for child in list(paragraph)[int(find(paragraph, "w:pPr") is not None) :]:
            paragraph.remove(child)
        paragraph.extend(content)
        content = [paragraph]
    at = parent.index(control)
    parent[at : at + 1] = list(content)


def _page_of(pattern: str, look: Sequence[etree._Element]) -> list[etree._Element]:
    """``Page {page} of {pages}`` as words and the fields that count."""
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    return [
        (
            field(fields[part], *map(deepcopy, look))
            if part in fields
            else run(part, *map(deepcopy, look))
        )
        for part in re.split(r"(\{pages?\})", pattern)
        if part
    ]


def _write_watermark(content: etree._Element, word: str) -> None:
    """Set the words and give the shape their proportions: they are stretched to fill it."""
    along, across = _WATERMARK_ROOM
    height = min(across, along / (_WATERMARK_LETTER * max(1, len(word))))
    size = {"width": f"{height * _WATERMARK_LETTER * len(word):.0f}pt", "height": f"{height:.0f}pt"}
    for shape in content.iter(name("v:shape")):
        path = find(shape, "v:textpath")
        if path is None:
            continue
        path.set("string", word.upper())
        shape.set("alt", word)
        place = dict(entry.split(":", 1) for entry in shape.get("style", "").split(";") if entry)
        shape.set("style", ";".join(f"{key}:{value}" for key, value in (place | size).items()))


# The logo


def _picture_run(picture: Picture, description: str) -> etree._Element:
    extent = {
        "cx": round(picture.width_mm * _EMU_PER_MM),
        "cy": round(picture.height_mm * _EMU_PER_MM),
    }
    drawn = node(
        "pic:pic",
        None,
        node(
            "pic:nvPicPr", None, node("pic:cNvPr", {"id": 1, "name": "Logo"}), node("pic:cNvPicPr")
        ),
        node(
            "pic:blipFill",
            None,
            node("a:blip", {"r:embed": _LOGO_RELATION}),
            node("a:stretch", None, node("a:fillRect")),
        ),
        node(
            "pic:spPr",
            None,
            node("a:xfrm", None, node("a:off", {"x": 0, "y": 0}), node("a:ext", extent)),
            node("a:prstGeom", {"prst": "rect"}, node("a:avLst")),
        ),
    )
    return node(
        "w:r",
        None,
        node(
            "w:drawing",
            None,
            node(
                "wp:inline",
                dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
                node("wp:extent", extent),
                node("wp:docPr", {"id": 1, "name": "Logo", "descr": description}),
                node("a:graphic", None, node("a:graphicData", {"uri": NAMES["pic"]}, drawn)),
            ),
        ),
    )


def _relate_logo(parts: dict[str, bytes], part: str, logo: Picture) -> None:
    """Add the logo's file, its type, and its relation to the part that shows it."""
    folder, _, file = part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    known = parse(parts[relations]) if relations in parts else root("rel:Relationships", "=rel")
    known.append(
        node(
            "rel:Relationship",
            {"Id": _LOGO_RELATION, "Type": f"{RELATIONS}/image", "Target": _LOGO_TARGET},
        )
    )
    parts[relations] = serialise(known)
    parts[f"{folder}/{_LOGO_TARGET}"] = logo.png
    types = parse(parts["[Content_Types].xml"])
    if not any(e.get("Extension") == "png" for e in find_all(types, "ct:Default")):
        types.insert(0, node("ct:Default", {"Extension": "png", "ContentType": "image/png"}))
        parts["[Content_Types].xml"] = serialise(types)


# The file's properties


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
