"""A DOCX opened for questions, and what its format says of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from lxml import etree
from openxml_audit import OpenXmlValidator
from samples import small

from rolebook.paper.docx import docx
from rolebook.paper.ooxml import NAMES
from rolebook.paper.zips import unpack
from rolebook.views.document import (
    Signature,
    Signatures,
    plain,
)

W = f"{{{NAMES['w']}}}"
TEXT_WIDTH = 11906 - 1417 - 1134


class Word:
    """A DOCX opened: its parts, and short questions about them."""

    def __init__(self, content: bytes) -> None:
        self.parts = unpack(content)
        self.body = self.part("word/document.xml")

    def part(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    def all(self, path: str, part: str = "word/document.xml") -> list[Any]:
        return list(self.part(part).xpath(path, namespaces=NAMES))

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph, in their order; a tab is a tab."""
        return [(style(p), text(p)) for p in self.body.iter(f"{W}p")]

    def styled(self, name: str) -> list[str]:
        return [words for used, words in self.paragraphs if used == name]

    @property
    def running(self) -> dict[str, str]:
        return {
            name.removeprefix("word/").removesuffix(".xml"): text(self.part(name))
            for name in self.parts
            if name.startswith(("word/header", "word/footer"))
        }

    def targets(self) -> dict[str, str]:
        """Where the links of the body lead, by their words."""
        relations = {
            r.get("Id"): r.get("Target") for r in self.part("word/_rels/document.xml.rels")
        }
        return {
            text(link): relations.get(link.get(f"{{{NAMES['r']}}}id"))
            or "#" + link.get(f"{W}anchor")
            for link in self.body.iter(f"{W}hyperlink")
        }


def style(paragraph: Any) -> str:
    found = paragraph.find("w:pPr/w:pStyle", NAMES)
    return "" if found is None else found.get(f"{W}val")


def text(element: Any) -> str:
    """The words as Word shows them; a tab is a tab."""
    signs = {f"{W}tab": "\t", f"{W}softHyphen": "\u00ad"}
    return "".join(
        signs.get(piece.tag) or piece.text or ""
        for piece in element.iter(f"{W}t", *signs)
        if piece.getparent().tag == f"{W}r"
    )


def opened(*blocks: Any, **changes: Any) -> Word:
    return Word(docx(small(*blocks, **changes)))


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 90" width="900" height="90"
 font-family="'Source Sans 3'"><text x="9" y="50">Words</text></svg>"""


def places(count: int) -> Signatures:
    return Signatures(
        tuple(
            Signature(f"Party {n}", (plain("Seen"),), ("Name", "Signature")) for n in range(count)
        )
    )


def kept(word: Word) -> list[str]:
    """The words of the paragraphs that bear, themselves, a bond with the next one."""
    return [
        text(p) for p in word.body.iter(f"{W}p") if p.find("w:pPr/w:keepNext", NAMES) is not None
    ]


def validated(content: bytes) -> list[str]:
    """What the schemas of the format say against a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paper.docx")
        file.write_bytes(content)
        found = OpenXmlValidator().validate(file)
    return [f"{error.part_uri}: {error.description}" for error in found.errors]
