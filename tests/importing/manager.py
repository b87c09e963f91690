"""Somebody who edits a DOCX as Word would: with or without tracked changes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from rolebook.paper.ooxml import NAMES, find, find_all, name, node, parse, serialise
from rolebook.paper.zips import pack, unpack

DAY = "2026-11-27T09:00:00Z"


class Manager:
    """``tracked``: changes are recorded under ``author``."""

    def __init__(self, content: bytes, author: str = "A. Manager", tracked: bool = True) -> None:
        self.parts = unpack(content)
        self.root = parse(self.parts["word/document.xml"])
        self.author, self.tracked = author, tracked
        self.number = 9000

    def file(self) -> bytes:
        return pack({**self.parts, "word/document.xml": serialise(self.root)})

    def paragraph(self, words: str, nth: int = 0) -> Any:
        """The paragraph that holds these words now."""
        found = [p for p in self.root.iter(name("w:p")) if words in said(p)]
        assert found, words
        return found[nth]

    def change(self, kind: str) -> dict[str, str]:
        self.number += 1
        return {"w:id": str(self.number), "w:author": self.author, "w:date": DAY}

    # -- edits

    def replace(self, old: str, new: str, nth: int = 0) -> None:
        """Other words in the place of these; nothing for none."""
        self.replace_in(self.paragraph(old, nth), old, new)

    def replace_in(self, paragraph: Any, old: str, new: str) -> None:
        at = said(paragraph).index(old)
        self.replace_at(paragraph, at, at + len(old), new)

    def replace_at(self, paragraph: Any, start: int, end: int, new: str) -> None:
        runs = _runs_at(paragraph, start, end)
        look = find(runs[0], "w:rPr")
        if new:
            fresh = node("w:r", None, *([deepcopy(look)] if look is not None else []),
                         node("w:t", None, new))  # fmt: skip
            self._beside(runs[-1], self._come(fresh))
        for run in runs:
            self._go(run)

    def insert(self, after: str, new: str, nth: int = 0) -> None:
        """Words behind these."""
        self.replace(after, after + new, nth) if not self.tracked else self._insert(after, new, nth)

    def _insert(self, after: str, new: str, nth: int) -> None:
        paragraph = self.paragraph(after, nth)
        at = said(paragraph).index(after)
        run = _runs_at(paragraph, at, at + len(after))[-1]
        look = find(run, "w:rPr")
        fresh = node("w:r", None, *([deepcopy(look)] if look is not None else []),
                     node("w:t", None, new))  # fmt: skip
        self._beside(run, self._come(fresh))

    def delete(self, words: str, nth: int = 0) -> None:
        """A whole paragraph."""
        paragraph = self.paragraph(words, nth)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)
            return
        for run in [r for r in paragraph.iter(name("w:r")) if find(r, "w:t") is not None or
                    find(r, "w:tab") is not None]:  # fmt: skip
            self._go(run)
        self._mark(paragraph, "w:del")

    def add(self, after: str, new: str, nth: int = 0) -> Any:
        """A paragraph of the same look behind this one, as Enter makes it."""
        before = self.paragraph(after, nth)
        fresh = node("w:p")
        if (look := find(before, "w:pPr")) is not None:
            fresh.append(deepcopy(look))
        fresh.append(self._come(node("w:r", None, node("w:t", None, new))))
        if self.tracked:
            self._mark(fresh, "w:ins")
        before.addnext(fresh)
        return fresh

    def move(self, words: str, after: str) -> None:
        """A paragraph cut out and put in behind another, its bookmarks with it."""
        moving, target = self.paragraph(words), self.paragraph(after)
        if not self.tracked:
            target.addnext(moving)
            return
        fresh = deepcopy(moving)
        for mark in (*find_all(moving, "w:bookmarkStart"), *find_all(moving, "w:bookmarkEnd")):
            moving.remove(mark)
        for run in list(moving.iter(name("w:r"))):
            self._wrap(run, "w:moveFrom")
        for run in list(fresh.iter(name("w:r"))):
            self._wrap(run, "w:moveTo")
        self._mark(moving, "w:moveFrom")
        self._mark(fresh, "w:moveTo")
        target.addnext(fresh)

    def delete_row(self, words: str) -> None:
        row = next(self.paragraph(words).iterancestors(name("w:tr")))
        properties = find(row, "w:trPr")
        if self.tracked and properties is not None:
            properties.append(node("w:del", self.change("del")))
        else:
            row.getparent().remove(row)

    def add_row(self, after: str, cells: list[str]) -> None:
        row = next(self.paragraph(after).iterancestors(name("w:tr")))
        fresh = deepcopy(row)
        for cell, words in zip(find_all(fresh, "w:tc"), cells, strict=True):
            first, *others = find_all(cell, "w:p")
            for other in others:
                cell.remove(other)
            for child in list(first):
                if child.tag != name("w:pPr"):
                    first.remove(child)
            first.append(node("w:r", None, node("w:t", None, words)))
        row.addnext(fresh)

    def embolden(self, words: str) -> None:
        paragraph = self.paragraph(words)
        at = said(paragraph).index(words)
        for run in _runs_at(paragraph, at, at + len(words)):
            look = find(run, "w:rPr")
            if look is None:
                look = node("w:rPr")
                run.insert(0, look)
            look.append(node("w:b"))

    def comment(self, words: str, text: str) -> None:
        paragraph = self.paragraph(words)
        self.number += 1
        id_ = {"w:id": self.number}
        paragraph.insert(1, node("w:commentRangeStart", id_))
        paragraph.append(node("w:commentRangeEnd", id_))
        paragraph.append(node("w:r", None, node("w:commentReference", id_)))
        old = self.parts.get("word/comments.xml")
        comments = parse(old) if old else node("w:comments")
        comments.append(
            node("w:comment", {**id_, "w:author": self.author, "w:date": DAY},
                 node("w:p", None, node("w:r", None, node("w:t", None, text))))
        )  # fmt: skip
        self.parts["word/comments.xml"] = serialise(comments)

    def lose_bookmarks(self) -> None:
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            for mark in list(self.root.iter(name(tag))):
                mark.getparent().remove(mark)

    # -- marks

    def _copy_look(self, pattern: Any, paragraph: Any) -> None:
        """Its style, as somebody chooses it from the list of styles."""
        old, fresh = find(paragraph, "w:pPr/w:pStyle"), find(pattern, "w:pPr/w:pStyle")
        assert old is not None
        assert fresh is not None
        old.set(name("w:val"), fresh.get(name("w:val"), ""))

    def _come(self, run: Any) -> Any:
        return node("w:ins", self.change("ins"), run) if self.tracked else run

    def _beside(self, run: Any, fresh: Any) -> None:
        above = run.getparent()
        (run if above.tag != name("w:ins") else above).addnext(fresh)

    def _go(self, run: Any) -> None:
        if not self.tracked:
            run.getparent().remove(run)
            return
        self._wrap(run, "w:del")
        for text in find_all(run, "w:t"):
            text.tag = name("w:delText")

    def _wrap(self, run: Any, tag: str) -> None:
        wrap = node(tag, self.change(tag))
        run.addprevious(wrap)
        wrap.append(run)

    def _mark(self, paragraph: Any, tag: str) -> None:
        properties = find(paragraph, "w:pPr")
        if properties is None:
            properties = node("w:pPr")
            paragraph.insert(0, properties)
        look = find(properties, "w:rPr")
        if look is None:
            look = node("w:rPr")
            properties.append(look)
        look.insert(0, node(tag, self.change(tag)))


def _texts(paragraph: Any) -> list[Any]:
    gone = {name("w:del"), name("w:moveFrom")}
    return [
        piece
        for piece in paragraph.iter(name("w:t"), name("w:tab"))
        if piece.getparent().tag == name("w:r")
        and not any(a.tag in gone for a in piece.iterancestors())
    ]


def said(paragraph: Any) -> str:
    return "".join(
        (piece.text or "") if piece.tag == name("w:t") else "\t" for piece in _texts(paragraph)
    )


def _runs_at(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs of these characters, cut free of those around them."""
    found, at = [], 0
    for piece in _texts(paragraph):
        length = len(piece.text or "") if piece.tag == name("w:t") else 1
        a, b = max(start, at), min(end, at + length)
        if a < b:
            run = piece.getparent()
            if piece.tag == name("w:t"):
                text = piece.text or ""
                before, behind = text[: a - at], text[b - at :]
                for words, put in ((before, run.addprevious), (behind, run.addnext)):
                    if words:
                        rest = deepcopy(run)
                        find(rest, "w:t").text = words  # type: ignore[union-attr]
                        put(rest)
                piece.text = text[a - at : b - at]
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            found.append(run)
        at += length
    return found


__all__ = ["NAMES", "Manager", "etree", "said"]
