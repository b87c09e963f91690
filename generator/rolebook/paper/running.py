"""The running header and footer of a DOCX: the document's words in the places that name them.

Why: where they stand and how they look is the reference document's affair; what they say is the
document's. Content controls, by their tags, are the places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

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
from rolebook.views.document import Document

_HOLDERS = {name(tag) for tag in ("w:hdr", "w:ftr", "w:tc")}  # of paragraphs
_EMU_PER_MM = 36000
_LOGO_RELATION, _LOGO_TARGET = "rIdLogo", "media/logo.png"
_WATERMARK_ROOM = (430.0, 110.0)  # points, along and across the line it stands on
_WATERMARK_LETTER = 0.72  # of a bold capital: width in parts of its height


def fill_running(parts: dict[str, bytes], document: Document, logo: Picture | None) -> None:
    """Fill every header and footer among the parts of a DOCX, in place.

    Raises KeyError or etree.XMLSyntaxError when a part is missing or damaged.
    """
    for part in [part for part in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", part)]:
        running = parse(parts[part])
        if _fill(running, document, logo) and logo:
            _relate_logo(parts, part, logo)
        parts[part] = serialise(running)


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
    if parent is None:
        return
    paragraph = find(control, "w:sdtContent/w:p")
    if paragraph is not None and content and content[0].tag != name("w:p"):
        for child in list(paragraph)[int(find(paragraph, "w:pPr") is not None) :]:
            paragraph.remove(child)
        paragraph.extend(content)
        content = [paragraph]
    elif paragraph is None and content and parent.tag in _HOLDERS:
        content = [node("w:p", None, *content)]
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
