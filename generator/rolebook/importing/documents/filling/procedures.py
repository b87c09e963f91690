"""A segment as the draft of a procedure: who does what, by when, with which form."""

from __future__ import annotations

import re
from typing import Any

from rolebook.importing.documents.filling.base import Filling
from rolebook.importing.documents.filling.draft import Draft, Value, value
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.filling.said import UNITS, doer, due
from rolebook.importing.documents.filling.titles import title_of
from rolebook.importing.documents.filling.traditions import missing
from rolebook.importing.documents.reading.lines import Pieces, joined
from rolebook.importing.documents.sorting.forms import columns
from rolebook.importing.documents.sorting.segments import Left, Section, Segment
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Grid, Row, Unit, cut


class ProcedureDraft(Filling):
    def __init__(self, segment: Segment, tagger: Tagger, known: Known, stem: str) -> None:
        super().__init__("procedure", segment, tagger, known, stem)
        self._numbered = False  # whether the last step has a number, so that bullets are details

    def made(self) -> Draft:
        for key in ("title", "area"):
            self.fields[key] = None
        self._before()
        for section in self.segment.sections:
            self._section(section)
        for unit in (*self.segment.approval, *self.segment.blanks):
            self.draft.left.append(
                Left(unit.pieces, "approval or signature block; papers have their own")
            )
        self.fields["title"] = title_of(
            self.segment, self.draft, self.titles, self.stem, self.first
        )
        self.fields["area"] = Value(
            self.known.first("areas") or "imported", (),
            "the first procedure area of the handbook; the document names none",
        )  # fmt: skip
        self.draft.tradition = "procedure"
        self.draft.missing = missing("procedure", self.segment, self.fields)
        return self.draft

    def _section(self, section: Section) -> None:
        name = section.name
        if section.loosely and section.heading:
            self.draft.remarks.append(f'"{section.heading.text}" read as the heading {name}')
        if section.heading:
            self._label(name, section.heading)
        for unit in section.opening:
            self._label(name, unit)
        if not section.entries and not name:
            return
        if handler := getattr(self, f"read_{name}", None):
            handler(section)
        else:
            self._notes(section)

    def read_procedure_title(self, section: Section) -> None:
        if unit := self._one(section):
            self.titles.append((value(unit.body), 3))

    def read_title(self, section: Section) -> None:
        self.read_procedure_title(section)

    def read_purpose(self, section: Section) -> None:
        self._text("purpose", section)

    def read_trigger(self, section: Section) -> None:
        self._text("trigger", section)

    def read_scope(self, section: Section) -> None:
        self.fields.setdefault("scope", {}).setdefault("includes", []).extend(
            self._statements(section)
        )

    def read_excludes(self, section: Section) -> None:
        self.fields.setdefault("scope", {}).setdefault("excludes", []).extend(
            self._statements(section)
        )

    def read_inputs(self, section: Section) -> None:
        self._extend("inputs", [{"item": one} for one in self._statements(section)])

    def read_outputs(self, section: Section) -> None:
        self._extend("outputs", [{"item": one} for one in self._statements(section)])

    def read_records(self, section: Section) -> None:
        self._extend("records", [{"record": one} for one in self._statements(section)])

    def read_risks(self, section: Section) -> None:
        self._extend("risks", [{"risk": one} for one in self._statements(section)])

    def read_related(self, section: Section) -> None:
        self._extend("references", list(self._statements(section)))

    read_basis_documents = read_guided_by = read_related

    def read_code(self, section: Section) -> None:
        if unit := self._one(section):
            self.fields["code"] = Value(unit.text, unit.body)

    def read_owner(self, section: Section) -> None:
        if unit := self._one(section):
            if id_ := self.known.role(unit.text):
                self.fields.setdefault("document", {})["owner"] = Value(
                    id_, unit.body, f'"{unit.text}" read as this role'
                )
            else:
                self._kept(section, unit, "the handbook has no role of this title")

    def read_number(self, section: Section) -> None:
        if unit := self._one(section):
            if len(unit.text) <= 40 and self.known.free_number(unit.text):
                self.fields.setdefault("document", {})["number"] = Value(unit.text, unit.body)
            else:
                self._kept(section, unit, "another document has this number")

    def read_version(self, section: Section) -> None:
        for unit in self._units(section):
            self.draft.left.append(
                Left(unit.pieces, "version, date or name; the handbook keeps these itself")
            )

    def read_kpis(self, section: Section) -> None:
        """A figure with its target; what states no figure is noted."""
        for one in self._statements(section):
            found = None
            for name in ("at_least", "at_most"):
                for pattern in self.tagger.words.patterns("targets", name, lang=self.tagger.lang):
                    if found is None and (match := pattern.search(one.text)):
                        number = match["number"].replace(",", ".")
                        unit = (match["unit"] or "").strip(" .")
                        before = one.text[: match.start()].strip(" :,;–-")
                        kpi = Value(before or one.text, one.pieces)
                        found = {"kpi": kpi, name: Value(number, one.pieces)}
                        if unit:
                            found["unit"] = Value(unit, one.pieces)
            if found:
                self._extend("kpis", [found])
            else:
                self.draft.note(Value(f"KPI: {one.text}", one.pieces, "no target was found"))

    # Steps

    def read_steps(self, section: Section) -> None:
        for entry in section.entries:
            if isinstance(entry, Grid):
                self._grid(entry)
            else:
                self._step(entry)

    def _step(self, unit: Unit) -> None:
        self._mark(unit)
        steps = self.fields.setdefault("steps", [])
        if unit.mark == "•" and steps and self._numbered:
            steps[-1].setdefault("detail", []).append(value(unit.body))
            return
        step: dict[str, Any] = {"step": value(unit.body)}
        if people := doer(unit.body, self.known):
            step["by"] = people
        if term := due(unit.body, self.tagger):
            step["due"] = term
        steps.append(step)
        self._numbered = unit.mark not in ("", "•")

    def _grid(self, grid: Grid) -> None:
        known = columns(grid, self.tagger)
        if "step" not in known.values() and "tasks" in known.values():
            known = {c: "step" if name == "tasks" else name for c, name in known.items()}
        if "step" not in known.values():
            for unit in grid.units():
                self.draft.note(value(unit.body, "a table that was not understood"))
                self._mark(unit)
            return
        for cell in grid.rows[0].cells:
            self.draft.labels += [("column", unit.pieces) for unit in cell]
        for row in grid.rows[1:]:
            self._row(row, known)

    def _row(self, row: Row, known: dict[int, str]) -> None:
        step: dict[str, Any] = {}
        for column, cell in enumerate(row.cells):
            name = known.get(column, "")
            pieces = tuple(piece for unit in cell for piece in unit.body)
            if not pieces:
                continue
            for unit in cell:
                self._mark(unit)
            match name:
                case "number":
                    self.draft.labels.append(("mark", pieces))
                case "step":
                    step["step"] = value(pieces)
                case "by":
                    step["by"] = self._doers(pieces)
                case "due":
                    step["due"] = self._due(pieces)
                case "system" | "evidence":
                    step[name] = value(pieces)
                case "form":
                    step["evidence"] = value(pieces, "a form; write form: with its number")
                case _:
                    self.draft.note(value(pieces, "a column that was not understood"))
        if "step" in step:
            ordered = {key: step[key] for key in ("step", *step) if key in step}
            self.fields.setdefault("steps", []).append(ordered)
        else:
            for held in step.values():
                for item in held if isinstance(held, list) else [held]:
                    for one in [item] if isinstance(item, Value) else item.values():
                        self.draft.note(one)

    def _doers(self, pieces: Pieces) -> list[Any]:
        self.draft.labels.append(("by", pieces))
        parts = self._enumerated(pieces)
        if any(len(joined(part)) > 60 for part in parts):
            parts = [pieces]
        said_or, _ = self.relations.alternatives(pieces)
        people: list[Any] = []
        for part in parts:
            text = joined(part)
            if id_ := self.known.role(text) or self.known.party(text):
                people.append({"who": Value(id_, part, f'"{text}" read as this')})
            else:
                people.append({"text": value(part)})
        alternative = len(said_or) > 1 and self.relations.alternatives(pieces)[1]
        return [{"one_of": people}] if alternative and len(people) > 1 else people

    def _due(self, pieces: Pieces) -> dict[str, Value]:
        text = " ".join(piece.text for piece in pieces)
        for unit in UNITS:
            for pattern in self.tagger.words.patterns("due", unit, lang=self.tagger.lang):
                if match := pattern.search(text):
                    number = cut(pieces, *match.span("number"))
                    rest = re.sub(r"\W+", "", text[: match.start()] + text[match.end() :])
                    guess = "read as a term; the rest of the text is in the report" if rest else ""
                    self.draft.labels.append(("due", pieces))
                    return {
                        "within": Value(match["number"], number, guess),
                        "unit": Value(unit, pieces),
                    }
        same_day = self.tagger.words.patterns("due", "same_day", lang=self.tagger.lang)
        if any(pattern.search(text) for pattern in same_day):
            return {"within": Value("0", pieces), "unit": Value("working_days", pieces)}
        return {"by": value(pieces)}
