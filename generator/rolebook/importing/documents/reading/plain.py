"""Plain text as lines: typed, or copied out of a PDF or a web page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rolebook.importing.documents.reading.files import Unreadable
from rolebook.importing.documents.reading.lines import Cell, Line

_NARROWEST, _WIDEST = 60, 110
"""Letters at which texts are broken into lines; a longer line is a paragraph of its own."""
_TAGS = re.compile(
    r"</?(?:ul|ol|li|p|br|b|i|u|strong|em|span|div|font|a|table|tbody|tr|td|th|h[1-6])"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_DASH_ITEM = re.compile(r"(?:^|\s)[-–•]\s+")


def lines(content: bytes, name: str) -> list[Line]:
    """The lines of a text. Raises Unreadable for what is no text."""
    return of_text(decoded(content), name)


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16 by its mark, else the Windows code page of western Europe.
    Raises Unreadable."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    odd = sum(1 for c in text[:20_000] if ord(c) < 32 and c not in "\t\n\r\f\v\x1a")
    if "\0" in text or odd > len(text[:20_000]) / 50:
        raise Unreadable("it holds no text but other data; its ending is wrong")
    return text


def of_text(text: str, name: str) -> list[Line]:
    written = re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)
    width = _width(written)
    result: list[Line] = []
    table = row = -1
    gap = False
    for number, raw in enumerate(written, 1):
        if not raw.strip():
            # a blank line between two rows does not end a table
            gap = True
            continue
        place = f"line {number}"
        cells = _cells(raw)
        if len(cells) > 1:
            if row < 0:
                table, row = table + 1, -1
            row += 1
            for column, cell in enumerate(cells):
                at = Cell(table, row, column)
                where = f"{place}, column {column + 1}"
                result += [
                    Line(name, where, part, "item" if listed else "text", int(listed),
                         gap=gap, cell=at)
                    for part, listed in _in_cell(cell)
                ]  # fmt: skip
        else:
            row = -1
            following = written[number] if number < len(written) else ""
            full = bool(width and following.strip()) and (
                len(raw.rstrip()) + 1 + len((following.split() or [""])[0]) > width
            )
            clean = html.unescape(_TAGS.sub(" ", raw)) if "<" in raw else raw
            for index, part in enumerate(_labels_apart(clean)):
                result.append(Line(name, place, part, gap=gap and not index, full=full))
        gap = False
    return result


def _labels_apart(text: str) -> list[str]:
    """``Post: Clerk      Grade: D`` as two lines; any other text as it is."""
    parts = re.split(r"\s{3,}", text.strip())
    if len(parts) > 1 and all(re.match(r"[^\W\d][^:]{1,40}:\s*[^\s_.]", part) for part in parts):
        return parts
    return [text] if text.strip() else []


def _width(written: list[str]) -> int:
    """At how many letters the text was broken into lines; 0 where it was not."""
    lengths = sorted(len(line.rstrip()) for line in written if line.strip() and "\t" not in line)
    if len(lengths) < 4 or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return 0
    near = sum(1 for length in lengths if length > 0.8 * lengths[-1])
    return lengths[-1] if near >= max(3, len(lengths) // 6) else 0


def _cells(raw: str) -> list[str]:
    """The cells of a row that tabs separate; one for a line without. Tabs that only indent or
    stand at the end separate nothing."""
    if "\t" not in raw.strip():
        return [raw]
    cells = raw.strip(" \r").lstrip("\t").split("\t")
    if re.fullmatch(r"\s*(?:[-–•*·o]|(?:\d+|[A-Za-z])[.)])\s*", cells[0]):
        return [raw.replace("\t", " ")]  # a bullet or number, and its text
    while len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return cells if len(cells) > 1 else [raw]


def _in_cell(cell: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a cell, and whether each is an item of a list written as HTML."""
    if not _TAGS.search(cell):
        if cell.strip():
            yield cell.strip(), False
        return
    if re.search(r"<li\b", cell, re.IGNORECASE):
        for part in re.split(r"<li\b[^<>]*>", cell, flags=re.IGNORECASE):
            if clean := html.unescape(_TAGS.sub(" ", part)).strip():
                yield clean, True
        return
    clean = html.unescape(_TAGS.sub(" ", cell)).strip()
    if not _DASH_ITEM.match(clean):
        if clean:
            yield clean, False
        return
    for part in re.split(r"(?:^|\s)[-–•]\s+", clean):
        if part.strip():
            yield part.strip(), True
