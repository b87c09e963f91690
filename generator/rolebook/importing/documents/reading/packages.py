"""DOCX and ODT files before pandoc opens them: whether they are sound, and what it passes over.

Page headers and footers, text boxes and comments hold text that no document tree has. Nothing may
be lost, so they are read here; XML is parsed without entities, files or network.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from rolebook.importing.documents.reading.files import Unreadable
from rolebook.importing.documents.reading.lines import Line

_LARGEST = 60_000_000  # bytes of all XML unpacked
_MOST_FILES = 3_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MAIN = {"docx": "word/document.xml", "odt": "content.xml"}
_BESIDE = (
    (r"word/header\d*\.xml", "page header"),
    (r"word/footer\d*\.xml", "page footer"),
    (r"word/comments\.xml", "comment"),
)


def examined(content: bytes, name: str, form: str) -> list[Line]:
    """The lines beside the running text. Raises Unreadable for a file that is unsound."""
    shown = {"docx": "Word document", "odt": "OpenDocument text"}[form]
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(
            f"it is no {shown} but an older or encrypted format; open it and save it as "
            f"{form.upper()} without a password"
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _bounded(archive)
            parts = {
                info.filename: archive.read(info)
                for info in archive.infolist()
                if info.filename.endswith(".xml")
            }
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError,
            ValueError) as error:  # fmt: skip
        raise Unreadable(f"it is damaged, or no {shown}: {error}") from None
    except Exception as error:  # zlib.error and what else a broken archive brings up
        raise Unreadable(f"it is damaged: {error}") from None
    if _MAIN[form] not in parts:
        raise Unreadable(f"it is no {shown}: {_MAIN[form]} is missing")
    for part, xml in parts.items():
        if re.search(rb"<!(?:DOCTYPE|ENTITY)", xml[:100_000]) or b"<!ENTITY" in xml:
            raise Unreadable(f"it defines entities ({part}), which no {shown} needs; not read")
    found = _docx(parts, name) if form == "docx" else _odt(parts, name)
    return list(found)


def _bounded(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise Unreadable("it holds far more files than a document does; not read")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("it is encrypted; save it without a password")
    if sum(e.file_size for e in entries if e.filename.endswith(".xml")) > _LARGEST:
        raise Unreadable(
            f"it unpacks to more than {_LARGEST // 1_000_000} MB of text, as no job description "
            "does; not read"
        )


def _parsed(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             huge_tree=False, recover=True)  # fmt: skip
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _docx(parts: dict[str, bytes], name: str) -> Iterator[Line]:
    for pattern, what in _BESIDE:
        seen: set[str] = set()
        for part in sorted(part for part in parts if re.fullmatch(pattern, part)):
            tree = _parsed(parts[part])
            for number, text in enumerate(_paragraphs(tree), 1):
                if text not in seen:
                    seen.add(text)
                    yield Line(name, f"{what}, paragraph {number}", text, aside=what, gap=True)
    main = _parsed(parts[_MAIN["docx"]])
    if main is not None:
        seen = set()
        for box in main.iter(f"{_W}txbxContent"):
            for text in _paragraphs(box):
                if text not in seen:  # Word writes each box twice, for old programs too
                    seen.add(text)
                    yield Line(name, "text box", text, aside="text box", gap=True)


def _paragraphs(tree: Any) -> Iterator[str]:
    for paragraph in tree.iter(f"{_W}p") if tree is not None else ():
        parts = []
        for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
            parts.append((node.text or "") if node.tag == f"{_W}t" else " ")
        if text := " ".join("".join(parts).split()):
            yield text


def _odt(parts: dict[str, bytes], name: str) -> Iterator[Line]:
    tree = _parsed(parts.get("styles.xml", b""))
    if tree is None:
        return
    for tag, what in (("header", "page header"), ("footer", "page footer")):
        for block in tree.iter(f"{_STYLE}{tag}"):
            for number, paragraph in enumerate(block.iter(f"{_TEXT}p", f"{_TEXT}h"), 1):
                if text := " ".join("".join(paragraph.itertext()).split()):
                    yield Line(name, f"{what}, paragraph {number}", text, aside=what, gap=True)
