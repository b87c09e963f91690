"""Elements of a document as segments (one job or procedure each) with their sections; what belongs
to neither is left, with the reason.

The rules, in short: a heading opens a section; a sentence that opens a list opens one as well,
unless a heading just did; a title, an approval block, or a section that opens a description begins
a new segment when the present one has it already; adverts and news close what was open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rolebook.importing.documents.reading.lines import Pieces, joined, letters
from rolebook.importing.documents.sorting.forms import columns, label_cell, labelled_rows, pairs
from rolebook.importing.documents.sorting.looks import (
    head,
    is_teaser,
    signs,
    stands_as_heading,
)
from rolebook.importing.documents.sorting.position import Position
from rolebook.importing.documents.sorting.segments import (
    DUTIES,
    OPENERS,
    WHOLE,
    Left,
    Section,
    Segment,
)
from rolebook.importing.documents.sorting.tags import SHORT, Tag
from rolebook.importing.documents.sorting.units import Element, Grid, Unit, kind_of

_GENERAL = frozenset({"category", "appointment", "deputised_by", "reports_to"})


class Sorter(Position):
    def sort(self, elements: Sequence[Element]) -> list[Segment]:
        for at, element in enumerate(elements):
            self.ahead = elements[at + 1 : at + 9]
            following = self.ahead[0] if self.ahead else None
            if isinstance(element, Grid):
                self._grid(element)
            elif element.line.aside:
                self._leave(element, element.line.aside)
            else:
                self._unit(element, self.tagger.tag(element), following)
        return self.segments

    def _leave(self, unit: Unit, reason: str) -> None:
        self.segment.left.append(Left(unit.pieces, reason))

    def _begin(self) -> None:
        """A new segment; an approval block and titles that already wait for it go along."""
        if self.segment.begun or self.segment.titles or self.segment.loose:
            self.segments.append(Segment())
        self.current = self.parent = None
        self.suspended = ""

    def _open(self, name: str, heading: Unit | None, *, loosely: bool = False) -> Section:
        self.current = Section(name, heading, loosely=loosely)
        self.segment.sections.append(self.current)
        self.suspended = ""
        return self.current

    # One unit

    def _unit(self, unit: Unit, tag: Tag, following: Element | None) -> None:
        if tag.subject:
            self._subject(tag.subject)
        if self.parent and self.returns(unit):
            self.current, self.parent = self.parent[0], None
        match tag.kind:
            case "heading":
                self._heading(unit, tag, following)
            case "title":
                self._title(unit, tag)
            case "label":
                self._label(unit, tag)
            case "lead-in":
                self._lead_in(unit, tag)
            case "advert" | "news":
                reasons = {"advert": "advert or navigation", "news": "news"}
                self._leave(unit, reasons[tag.kind])
                self.suspended = reasons[tag.kind]
            case "blank":
                self._blank(unit)
            case "clause":
                self._clause(unit, tag)
            case _:
                self._text(unit, following)

    def _subject(self, pieces: Pieces) -> None:
        text = joined(pieces)
        if 2 < len(text) < 70 and len(text.split()) < 8:
            self.segment.subjects[text] += 1
            self.segment.named.setdefault(text, pieces)

    def _heading(self, unit: Unit, tag: Tag, following: Element | None) -> None:
        name = tag.name
        if name == "liabilities" and unit.mark == "A":  # of a dealer standard: what one does
            name = "responsibilities"
        if self.names_area(unit, following):
            self._text(unit, following)
            return
        current = self.current
        if current and current.name in DUTIES and current.entries and name in DUTIES and (
            unit.text.endswith(":") and not unit.mark
        ):  # fmt: skip
            current.entries.append(unit)  # "Tasks:" within an area
            return
        if self.starts_anew(unit, name):
            self._begin()
        elif name in ("lighter", "equal", "heavier") and "grading" not in self.segment.names():
            self._text(unit, following)
            return
        if name == "approval" and self.segment.begun:
            self._begin()
        within = current if current and current.name in WHOLE and "." in unit.mark else None
        section = self._open(name, unit, loosely=tag.loosely)
        # 1.3 What the holder brings: its points; with 1.4 the sentences around it go on.
        self.parent = (within, unit.mark) if within and within.heading else None
        if name == "approval":
            self.segment.approval.append(unit)
            section.closed = True
        elif name == "signatures":
            self.segment.blanks.append(unit)

    def _title(self, unit: Unit, tag: Tag) -> None:
        segment = self.segment
        if self.copied() and self.goes_on():
            self._leave(unit, "advert or navigation")
            return
        kind = "procedure" if tag.name == "procedures" else ""
        repeated = tag.value and any(
            letters(joined(tag.value)) in letters(joined(value)) for value, _ in segment.titles
        )
        if segment.begun and not self.only_blanks():
            self._begin()
            segment = self.segment
        elif segment.titles and not repeated and tag.value:
            for _, before in segment.titles:  # a title without anything behind it: navigation
                self._leave(before, "title without a description")
            segment.titles.clear()
        if segment.loose:
            segment.left += [
                Left(piece_unit.pieces, "before the description")
                for element in segment.loose
                for piece_unit in _units(element)
            ]
            segment.loose.clear()
        segment.titles.append((tag.value, unit))
        after = self.ahead[0] if self.ahead else None
        segment.copied = isinstance(after, Unit) and after.copied
        segment.kind = segment.kind or kind
        self.current = self.parent = None
        self.suspended = ""

    def _label(self, unit: Unit, tag: Tag) -> None:
        if tag.name in OPENERS and tag.name in self.segment.names():
            self._begin()
        if tag.name in ("lighter", "equal", "heavier") and not (
            self.current and self.current.name in ("grading", "lighter", "equal", "heavier")
        ):
            self._text(unit, None)
            return
        section = self._open(tag.name, head(unit, tag.value))
        value = Unit(tag.value, copied=unit.copied)
        if tag.name in ("signatures", "approval") or self.tagger.tag(value).kind == "blank":
            self.segment.blanks.append(unit)
            self.segment.sections.remove(section)
            self.current = None
            return
        section.entries.append(value)
        section.closed = tag.name in SHORT | {"reports_to", "supervises", "deputised_by"}

    def _lead_in(self, unit: Unit, tag: Tag) -> None:
        current = self.current
        if not tag.name:
            if current and not current.entries and not current.opening and tag.subject:
                current.opening.append(unit)
            elif current and not self.suspended:
                current.entries.append(unit)
            else:
                self._text(unit, None)
            return
        fresh = current and current.name and not current.entries
        if current and fresh and current.name not in WHOLE and current.name not in SHORT:
            current.opening.append(unit)
            return
        if current and current.name == tag.name and not unit.mark:
            current.opening.append(unit)
            return
        if current and current.name in DUTIES and tag.name == "responsibilities":
            current.entries.append(unit)
            return
        parent = current if current and current.name in WHOLE else None
        section = self._open(tag.name, None)
        section.opening.append(unit)
        self.parent = (parent, unit.mark) if parent else None

    def _clause(self, unit: Unit, tag: Tag) -> None:
        current = self.current
        misplaced = current is not None and current.name not in WHOLE and tag.name in _GENERAL
        if misplaced and current and current.name in DUTIES | {"rights", "liabilities"}:
            there = {
                self.tagger.tag(entry).name
                for section in self.segment.sections if section.name in WHOLE
                for entry in section.entries if isinstance(entry, Unit)
            }  # fmt: skip
            if tag.name in there and unit.mark:
                self._begin()
                if tag.subject:
                    self._subject(tag.subject)
                self._open("general", None)
        elif current is None or current.closed:
            self._open("general", None)
        assert self.current is not None
        self.suspended = ""
        self.current.entries.append(unit)

    def _blank(self, unit: Unit) -> None:
        names = self.segment.names()
        if (self.segment.begun and names & DUTIES) or (self.segment.titles and names):
            self.segment.blanks.append(unit)
            if self.current and self.current.name not in ("signatures", "approval"):
                self.current = Section("signatures", None)
                self.segment.sections.append(self.current)
            return
        self.segment.approval.append(unit)

    def _text(self, unit: Unit, following: Element | None) -> None:
        segment, current = self.segment, self.current
        if self.is_title(unit, following):
            self._title(unit, Tag("title", "", unit.body))
            return
        if current is not None and current.name in ("signatures", "approval"):
            if signs(unit):
                block = segment.blanks if current.name == "signatures" else segment.approval
                block.append(unit)
            else:
                self._leave(unit, "after the signatures")
            return
        if self.suspended and not unit.copied and kind_of(unit.mark) in ("", "bullet"):
            self._leave(unit, self.suspended)
            return
        if re.fullmatch(r"[\d.)\s]+", unit.text):
            self._leave(unit, "a number without a text")
            return
        if self.copied() and not unit.copied and not unit.mark and is_teaser(unit):
            self._leave(unit, "advert or navigation")
            return
        if current is not None and current.name in SHORT and not current.entries:
            current.entries.append(unit)
            current.closed = True
        elif self.next_heading(unit, following):
            self._open("", unit)
        elif current is None and unit.copied:
            self._open("responsibilities", None).entries.append(unit)
        elif current is None:
            segment.loose.append(unit)
        elif current.closed or (current.name in SHORT and current.entries):
            if stands_as_heading(unit, following):
                self._open("", unit)
            else:
                self._open("", None).entries.append(unit)
        elif self.unknown_section(unit, following):
            self._open("", unit)
        else:
            current.entries.append(unit)
            if current.name in SHORT:
                current.closed = True

    # Tables

    def _grid(self, grid: Grid) -> None:
        rows = list(labelled_rows(grid, self.tagger))
        if rows and len(rows) * 2 >= len(grid.rows):
            self._form(grid)
            return
        if self.suspended:
            self.suspended = ""
        if self.current is None or self.current.closed:
            self._open("results" if columns(grid, self.tagger) else "", None)
        assert self.current is not None
        self.current.entries.append(grid)

    def _form(self, grid: Grid) -> None:
        """A table of labels and values: each row is a section."""
        for row in grid.rows:
            cells = [cell for cell in row.cells if cell]
            if not cells:
                continue
            tag = label_cell(cells[0], self.tagger)
            if tag is None and len(cells) > 1 and len(cells[0]) == 1:
                self._open("", cells[0][0]).entries += [u for cell in cells[1:] for u in cell]
                continue
            if tag is None:
                for unit in (unit for cell in cells for unit in cell):
                    self._unit(unit, self.tagger.tag(unit), None)
                continue
            if self.starts_anew(cells[0][0], tag.name) or (
                tag.name in OPENERS and tag.name in self.segment.names()
            ):
                self._begin()
            for label, name, value in pairs(cells, tag, self.tagger):
                section = self._open(name, label)
                for unit in value:
                    inner = self.tagger.tag(unit)
                    if inner.kind == "lead-in" and inner.name:
                        section.opening.append(unit)
                    elif inner.kind == "blank":
                        self._leave(unit, "blank to fill in")
                    else:
                        section.entries.append(unit)
                    if inner.subject:
                        self._subject(inner.subject)
                section.closed = name in SHORT
        if self.current and self.current.name in SHORT:
            self.current.closed = True


def _units(element: Element) -> Iterator[Unit]:
    if isinstance(element, Unit):
        yield element
    else:
        yield from element.units()
