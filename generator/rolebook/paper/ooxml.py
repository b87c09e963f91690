"""The little XML that Word files need: names, elements, and reading and writing a part.

Why: elements are built, never pasted together, so that text stays text. lxml keeps the prefixes
of a part as they are, which Word's own attributes (``mc:Ignorable="w14 ..."``) rely on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
RELATIONS = NAMES["r"]
"""Relation types are this address, a slash and the kind (``header``, ``image``)."""

_SPACES = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# What XML cannot hold or ought not to, and what turns the direction of the line round.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff"
    "\u202a-\u202e\u2066-\u2069]"
)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def writable(text: str) -> str:
    """The text in one line, each character that a paper must not hide as its code: ``[U+0007]``.

    Why: people sign the paper. What was typed must not vanish, nor look other than it is.
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", _SPACES.sub(" ", text))


def name(short: str) -> str:
    """``w:p`` as lxml spells it; a name without a prefix as it stands."""
    prefix, colon, local = short.partition(":")
    return f"{{{NAMES[prefix]}}}{local}" if colon else short


def node(
    tag: str, attributes: Mapping[str, str | int] | None = None, *children: etree._Element | str
) -> etree._Element:
    """An element such as ``node("w:pStyle", {"w:val": "Title"})``. A string among the children
    is its text, kept with the spaces it has."""
    prefix, colon, _ = tag.partition(":")
    element = etree.Element(name(tag), nsmap={prefix: NAMES[prefix]} if colon else None)
    for key, value in (attributes or {}).items():
        element.set(name(key), str(value))
    for child in children:
        if isinstance(child, str):
            element.text = child
            if tag == "w:t":
                element.set(_XML_SPACE, "preserve")
        else:
            element.append(child)
    return element


def root(tag: str, prefixes: str, *children: etree._Element) -> etree._Element:
    """The outermost element of a part, which declares these prefixes (``w r v``); ``=`` before
    a prefix makes it the default namespace."""
    names: dict[Any, str] = {  # lxml's name for the default namespace is None
        (None if p.startswith("=") else p): NAMES[p.lstrip("=")] for p in prefixes.split()
    }
    element = etree.Element(name(tag), nsmap=names)
    element.extend(children)
    etree.cleanup_namespaces(element, keep_ns_prefixes=[p for p in names if p])
    return element


def run(text: str, *properties: etree._Element) -> etree._Element:
    """A run of text with these properties."""
    return node(
        "w:r",
        None,
        *([node("w:rPr", None, *properties)] if properties else []),
        node("w:t", None, text),
    )


def field(instruction: str, *properties: etree._Element) -> etree._Element:
    """A field that the word processor computes: ``PAGE``, ``NUMPAGES``."""
    return node("w:fldSimple", {"w:instr": f" {instruction} "}, run("1", *properties))


def parse(part: bytes) -> etree._Element:
    """The root of a part. Raises etree.XMLSyntaxError when the part is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(part, parser)


def serialise(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


def find(element: etree._Element, path: str) -> etree._Element | None:
    """The first element on a path such as ``.//w:sectPr/w:pgSz``."""
    return element.find(path, NAMES)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    return list(element.findall(path, NAMES))
