"""PDFs with a text layer as lines, with the tables that are drawn by lines.

pdfplumber gives words with their places, so that wrapped lines, columns and cells are known; plain
text extraction loses all three.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from io import BytesIO
from itertools import zip_longest
from typing import Any

from rolebook.importing.documents.reading.files import Unreadable
from rolebook.importing.documents.reading.lines import Cell, Line
from rolebook.importing.documents.reading.unruled import Unruled
from rolebook.importing.documents.reading.unruled import tables as unruled_tables

_MOST_PAGES = 300
_SAME_LINE = 3.0  # points
_WIDE = 1.5  # heights of a letter; between words there is a third of one
_LEAST_PAIRS = 3
_RUNNING = re.compile(r"(?:(?:page|pagina|seite|p\.)\s*)?\d+(?:\s*(?:/|of|van|von)\s*\d+)?", re.I)


def lines(content: bytes, name: str) -> list[Line]:
    """The lines of all pages. Raises Unreadable."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise Unreadable(f"it has more than {_MOST_PAGES} pages; split it")
            found = _Pages(name)
            for number, page in enumerate(pdf.pages, 1):
                found.page(page, number)
                page.close()
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged PDF brings up, in any of three libraries
        kind = type(error).__name__
        if "Password" in kind:
            raise Unreadable("it is encrypted; save it without a password") from None
        raise Unreadable(f"it is damaged, or no PDF ({kind})") from None
    if not found.lines:
        raise Unreadable(
            "it has no text layer: its pages are pictures; run it through text recognition first"
        )
    return _without_running(found.lines)


class _Pages:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.tables = 0
        self.row = -1  # of the table of labels and values at hand
        self.last_grid: tuple[int, int] | None = None  # table and rows of the page before

    def page(self, page: Any, number: int) -> None:
        tables = page.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
        tables = [t for t in tables if len(t.rows) > 1 or sum(map(bool, t.rows[0].cells)) > 1]
        words = page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False)
        blocks: list[tuple[float, Any]] = [(table.bbox[1], table) for table in tables]
        outside = [w for w in words if not any(_within(w, table.bbox) for table in tables)]
        blocks += [(line[0]["top"], line) for line in _rows(outside)]
        right = max((line[-1]["x1"] for _, line in blocks if isinstance(line, list)), default=0.0)
        running = sorted(blocks, key=lambda b: b[0])
        sizes = Counter(round(w["size"]) for w in words)
        body = sizes.most_common(1)[0][0] if sizes else 0
        below: float | None = None
        written = 0
        in_tables: dict[int, Unruled] = {}
        for found in unruled_tables([block for _, block in running]):
            in_tables |= dict.fromkeys(range(found.first, found.last + 1), found)
        paired = _pairs([None if n in in_tables else b for n, (_, b) in enumerate(running)])
        for at, (_, block) in enumerate(running):
            if at in in_tables:
                if at == in_tables[at].first:
                    self.unruled(in_tables[at], number)
                written += 1
                below = None
                continue
            if at in paired:
                written += 1
                self.pair(
                    block, paired[at], f"page {number}, line {written}",
                    new=at - 1 not in paired, full=paired.get(at + 1) == 0,
                )  # fmt: skip
                below = block[0]["bottom"]
                continue
            if not isinstance(block, list):
                self.table(block, words, number)
                below = None
                continue
            written += 1
            after = running[at + 1][1] if at + 1 < len(running) else None
            following = after[0]["x1"] - after[0]["x0"] if isinstance(after, list) else 0.0
            height = block[0]["bottom"] - block[0]["top"]
            gap = below is None or block[0]["top"] - below > 0.75 * height
            full = block[-1]["x1"] + following + 3 > right and isinstance(after, list)
            bold = all(re.search("bold|black|semibold|heavy", w["fontname"], re.I) for w in block)
            large = block[0]["size"] > body + 1.5
            self.lines.append(
                Line(self.name, f"page {number}, line {written}",
                     " ".join(w["text"] for w in block), gap=gap, full=full and not large,
                     strong=bold or large)
            )  # fmt: skip
            below = block[0]["bottom"]

    def pair(self, words: list[Any], left: int, place: str, *, new: bool, full: bool) -> None:
        """A line of label and value; ``left``: the words of the label, 0 where the value of the
        line before goes on. ``new``: it is the first; ``full``: its value goes on."""
        if new:
            self.tables, self.row = self.tables + 1, -1
        self.row += bool(left)
        for column, part in enumerate((words[:left], words[left:])):
            if part:
                text = " ".join(word["text"] for word in part)
                cell = Cell(self.tables - 1, self.row, column)
                self.lines.append(
                    Line(self.name, place, text, gap=bool(left), full=full, cell=cell)
                )

    def unruled(self, table: Unruled, page: int) -> None:
        number, self.tables = self.tables, self.tables + 1
        ends = table.ends()
        for at, row in enumerate(table.rows):
            for column, rows in sorted(row.items()):
                where = f"page {page}, table {number + 1}, row {at + 1}, column {column + 1}"
                self.cell(rows, where, ends[column], Cell(number, at, column))

    def cell(self, rows: list[list[Any]], where: str, edge: float, cell: Cell) -> None:
        """The lines of a cell, whose words can reach to ``edge``."""
        for line, after in zip_longest(rows, rows[1:]):
            following = after[0]["x1"] - after[0]["x0"] if after else 0.0
            text = " ".join(w["text"] for w in line)
            full = line[-1]["x1"] + following + 3 > edge
            self.lines.append(Line(self.name, where, text, full=full, cell=cell))

    def table(self, table: Any, words: list[Any], page: int) -> None:
        number, self.tables = self.tables, self.tables + 1
        columns = sorted({round(cell[0]) for row in table.rows for cell in row.cells if cell})
        for at, row in enumerate(table.rows):
            for cell in row.cells:
                if cell is None:
                    continue
                inside = [w for w in words if _within(w, cell)]
                column = sum(1 for x in columns if x < round(cell[0]) - 1)
                spans = sum(1 for x in columns if round(cell[0]) <= x < round(cell[2]) - 2)
                where = f"page {page}, table {number + 1}, row {at + 1}, column {column + 1}"
                place = Cell(number, at, column, columns=max(spans, 1))
                self.cell(_rows(inside), where, cell[2] - 6, place)


def _pairs(blocks: list[Any]) -> dict[int, int]:
    """Lines that are a form without ruled lines: short labels, and values that begin below each
    other behind a wide gap. By the number of the line, how many words its label has."""
    found: dict[int, int] = {}
    run: dict[int, int] = {}
    at_x = (0.0, 0.0)
    for number, block in enumerate([*blocks, None]):
        left = _label_of(block) if isinstance(block, list) else 0
        here = (block[0]["x0"], block[left]["x0"]) if left else (0.0, 0.0)
        same = all(abs(one - other) < 2 for one, other in zip(here, at_x, strict=True))
        if left and (same or not run):
            at_x = here
            run[number] = left
            continue
        if run and isinstance(block, list) and not left and abs(block[0]["x0"] - at_x[1]) < 2:
            run[number] = 0
            continue
        if sum(map(bool, run.values())) >= _LEAST_PAIRS:
            found |= run
        run = {number: left} if left else {}
        at_x = here
    return found


def _label_of(line: list[Any]) -> int:
    """How many words stand before the one wide gap of a line; 0 where there is none."""
    height = line[0]["bottom"] - line[0]["top"]
    wide = [
        n for n in range(1, len(line)) if line[n]["x0"] - line[n - 1]["x1"] > _WIDE * height
    ]  # fmt: skip
    if len(wide) != 1:
        return 0
    label = " ".join(word["text"] for word in line[: wide[0]])
    return wide[0] if len(label) <= 40 and re.match(r"[^\W\d_]", label) else 0


def _within(word: Any, box: Any) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1)


def _rows(words: list[Any]) -> list[list[Any]]:
    """Words as lines, from top to bottom and from left to right."""
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: float(w["x0"])) for row in rows]


def _without_running(found: list[Line]) -> list[Line]:
    """Page numbers, and lines that stand on most pages, told as such."""
    from dataclasses import replace

    pages = {line.place.split(",")[0] for line in found}
    stand = Counter(
        (re.sub(r"\d+", "#", line.text))
        for line in {(li.place.split(",")[0], li.text): li for li in found}.values()
    )
    result = []
    for line in found:
        often = stand[re.sub(r"\d+", "#", line.text)]
        if line.cell is None and _RUNNING.fullmatch(line.text.strip()):
            line = replace(line, aside="page number")
        elif line.cell is None and len(pages) > 2 and often > len(pages) / 2:
            line = replace(line, aside="page header")
        result.append(line)
    return result
