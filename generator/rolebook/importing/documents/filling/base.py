"""What the drafts of roles and of procedures are filled with, and how it is kept account of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from rolebook.importing.documents.filling.draft import Draft, Value, value, with_points
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.filling.relations import Relations
from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.segments import Left, Section, Segment
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Grid, Unit, cut


class Filling:
    """Fills one draft from one segment."""

    article = False
    """True for prose about a job, of which only the lists are taken."""

    def __init__(
        self, kind: Literal["role", "procedure"], segment: Segment, tagger: Tagger, known: Known,
        stem: str,
    ) -> None:  # fmt: skip
        self.segment, self.tagger, self.known, self.stem = segment, tagger, known, stem
        self.draft = Draft(kind, tagger.lang)
        self.fields = self.draft.fields
        self.relations = Relations(tagger, known)
        self.titles: list[tuple[Value, int]] = []
        self.first: Value | None = None

    def _before(self) -> None:
        """What stands in front of the first section."""
        self.draft.left += self.segment.left
        units = [
            unit
            for element in self.segment.loose
            for unit in ([element] if isinstance(element, Unit) else element.units())
        ]
        named = any(pieces for pieces, _ in self.segment.titles)
        if units and not named and _is_name(units[0]):
            self.first = value(units[0].body)
            self.draft.labels.append(("title", units[0].pieces))
            units = units[1:]
            self._introduction(units)
            return
        for unit in units:
            if self.segment.titles:
                self.draft.note(value(unit.body, "stands before the first section"))
                self._mark(unit)
            else:
                self.draft.left.append(Left(unit.pieces, "before the first section"))

    def _introduction(self, units: list[Unit]) -> None:
        for unit in units:
            self.draft.note(value(unit.body, "stands before the first section"))
            self._mark(unit)

    def _label(self, name: str, unit: Unit) -> None:
        self.draft.labels.append((name, unit.pieces))

    def _mark(self, unit: Unit) -> None:
        if unit.mark_piece:
            self.draft.labels.append(("mark", (unit.mark_piece,)))

    def _units(self, section: Section) -> Iterator[Unit]:
        for entry in section.entries:
            yield from [entry] if isinstance(entry, Unit) else entry.units()

    def _notes(self, section: Section) -> None:
        """A section that has no field: its heading stands in front of its text."""
        head = section.heading
        units = list(self._units(section))
        if head is not None and self.draft.labels and self.draft.labels[-1][1] == head.pieces:
            self.draft.labels.pop()
        if self.article:
            for unit in ([head] if head else []) + units:
                self.draft.left.append(Left(unit.pieces, "prose of an article"))
            return
        for unit in units:
            self._mark(unit)
        if head is None:
            for unit in units:
                self.draft.note(value(unit.body, "belongs to no section that is known"))
            return
        self._mark(head)
        guess = "no field is known for this heading"
        text = ": ".join(
            part for part in (value(head.body).text.rstrip(":"),
                              "; ".join(value(unit.body).text for unit in units)) if part
        )  # fmt: skip
        pieces = (*head.body, *(piece for unit in units for piece in unit.body))
        self.draft.note(Value(text, pieces, guess))

    def _statements(self, section: Section) -> list[Value]:
        """The entries as a list; a bullet below a numbered statement belongs to it."""
        found: list[tuple[Unit, list[Unit]]] = []
        for entry in section.entries:
            if isinstance(entry, Grid):
                for row in entry.rows:
                    cells = [unit for cell in row.cells for unit in cell]
                    if cells:
                        found.append((cells[0], cells))
                continue
            numbered = found and found[-1][0].mark and found[-1][0].mark != "•"
            if numbered and entry.mark == "•" and found[-1][1][0].text.endswith(":"):
                found[-1][1].append(entry)
            elif self.article and not entry.mark and len(entry.text) > 60:
                self.draft.left.append(Left(entry.pieces, "prose of an article"))
            elif not entry.mark and entry.text.endswith(":") and entry is not section.entries[-1]:
                self._label(section.name, entry)
            else:
                found.append((entry, [entry]))
        result = []
        for _, units in found:
            for unit in units:
                self._mark(unit)
            first, *rest = units
            points = [unit.body for unit in rest]
            in_cells = any(unit.line.cell for unit in units)
            whole = tuple(piece for unit in units for piece in unit.body)
            result.append(value(whole) if in_cells else with_points(first.body, points))
        return result

    def _extend(self, name: str, entries: list[Any]) -> None:
        self.fields.setdefault(name, []).extend(entries)

    def _one(self, section: Section) -> Unit | None:
        """The one short value of a section; whatever else stands there is noted."""
        units = list(self._units(section))
        for unit in units[1:]:
            self.draft.note(value(unit.body))
            self._mark(unit)
        if units:
            self._mark(units[0])
        return units[0] if units else None

    def _kept(self, section: Section, unit: Unit, why: str) -> None:
        """A value that has no field here is noted with its label."""
        head = section.heading
        text = f"{value(head.body).text.rstrip(':')}: {unit.text}" if head else unit.text
        self.draft.note(Value(text, (*(head.body if head else ()), *unit.body), why))

    def _says(self, what: str, text: str) -> bool:
        return any(
            p.search(text) for p in self.tagger.words.patterns(what, lang=self.tagger.lang)
        )  # fmt: skip

    def _text(self, name: str, section: Section) -> None:
        units = list(self._units(section))
        for unit in units:
            self._mark(unit)
        if units:
            pieces = tuple(piece for unit in units for piece in unit.body)
            before = self.fields.get(name)
            if isinstance(before, Value):
                self.draft.note(value(pieces, f"a second text for {name}"))
            else:
                self.fields[name] = value(pieces)

    def _enumerated(self, pieces: Pieces) -> list[Pieces]:
        text = " ".join(piece.text for piece in pieces)
        words = [
            *self.tagger.words.phrases("or", self.tagger.lang),
            *self.tagger.words.phrases("and", self.tagger.lang),
        ]
        alternatives = "|".join(map(re.escape, words))
        places = [m.span() for m in re.finditer(rf"\s*,\s+|\s+(?:{alternatives})\s+", text)]
        ends = [*(start for start, _ in places), len(text)]
        starts = [0, *(end for _, end in places)]
        return [part for s, e in zip(starts, ends, strict=True) if (part := cut(pieces, s, e))]


def _is_name(unit: Unit) -> bool:
    """Whether a line can be a title: some words and no sentence."""
    return len(unit.text.split()) <= 8 and not unit.mark and not re.search(r"[.;:,?!]", unit.text)
