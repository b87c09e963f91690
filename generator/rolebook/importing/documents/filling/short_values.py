"""What a job description says about itself in short values: title, code, grade, unit."""

from __future__ import annotations

import re

from rolebook.importing.documents.filling.base import Filling
from rolebook.importing.documents.filling.draft import Value, value
from rolebook.importing.documents.sorting.segments import Left, Section

LONGEST_TITLE = 100


class ShortValues(Filling):
    """One method for each short section; whatever does not fit is noted with its label."""

    def read_title(self, section: Section) -> None:
        self._as_title(section, 3)

    def read_reference_title(self, section: Section) -> None:
        self._as_title(section, 4)

    def _as_title(self, section: Section, weight: int) -> None:
        units = list(self._units(section))
        for unit in units[:1]:
            if len(unit.text) > LONGEST_TITLE or re.search(r"[.!?]\s", unit.text):
                self.draft.note(value(unit.body, "stands where a title is expected"))
            else:
                self.titles.append((value(unit.body), weight))
        for unit in units[1:]:
            if re.fullmatch(r"[A-Z]{0,4}\d[\d.\-/]{0,9}", unit.raw):
                self.fields.setdefault("code", Value(unit.raw, unit.body))
            else:
                self.draft.note(value(unit.body))

    def read_also_known_as(self, section: Section) -> None:
        for unit in self._units(section):
            parts, _ = self.relations.alternatives(unit.body)
            self._extend("also_known_as", [value(part) for part in parts])
            self._mark(unit)

    def read_code(self, section: Section) -> None:
        if unit := self._one(section):
            self.fields["code"] = Value(unit.text, unit.body)

    def read_discipline(self, section: Section) -> None:
        if unit := self._one(section):
            self.fields["discipline"] = value(unit.body)

    def read_category(self, section: Section) -> None:
        if unit := self._one(section):
            self.fields["category"] = value(unit.body)

    def read_family(self, section: Section) -> None:
        if unit := self._one(section):
            if id_ := self.known.family(unit.text):
                self.fields["family"] = Value(id_, unit.body)
            else:
                self._kept(section, unit, "the handbook has no family of this name")

    def read_unit(self, section: Section) -> None:
        if unit := self._one(section):
            if id_ := self.known.unit(unit.text):
                self.fields["unit"] = Value(id_, unit.body)
            else:
                self._kept(section, unit, "the handbook has no unit of this name")

    def read_grade(self, section: Section) -> None:
        if unit := self._one(section):
            known = self.known.grades
            if unit.text in known or (not self.known.has_scheme and len(unit.text) < 12):
                self.fields["grade"] = Value(unit.text, unit.body)
            else:
                self._kept(section, unit, "no grade of the scheme in use")

    def read_context_grades(self, section: Section) -> None:
        if unit := self._one(section):
            spans = [m.span() for m in re.finditer(r"[A-Za-z0-9]+", unit.raw)]
            grades = [unit.raw[start:end] for start, end in spans]
            known = self.known.grades
            if 0 < len(grades) <= 2 and all(grade in known for grade in grades):
                self.fields.setdefault("context", {})["grades"] = [
                    Value(unit.raw[start:end], unit.part(start, end)) for start, end in spans
                ]
            else:
                self._kept(section, unit, "no grades of the scheme in use")

    def read_occurs_in(self, section: Section) -> None:
        for unit in self._units(section):
            parts, _ = self.relations.alternatives(unit.body)
            self._extend("occurs_in", [value(part) for part in parts])
            self._mark(unit)

    def read_version(self, section: Section) -> None:
        for unit in self._units(section):
            self.draft.left.append(
                Left(unit.pieces, "version, date or name; the handbook keeps these itself")
            )

    def read_number(self, section: Section) -> None:
        if unit := self._one(section):
            if len(unit.text) <= 40 and self.known.free_number(unit.text):
                self.fields.setdefault("document", {})["number"] = Value(unit.text, unit.body)
            else:
                self._kept(section, unit, "another document has this number")
