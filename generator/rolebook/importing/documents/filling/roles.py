"""A segment as the draft of a role: each section into its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rolebook.importing.documents.filling.areas import Areas
from rolebook.importing.documents.filling.characteristics import CHARACTERISTICS, Characteristics
from rolebook.importing.documents.filling.draft import Draft, Value, value
from rolebook.importing.documents.filling.experience import with_years
from rolebook.importing.documents.filling.handbook_words import Known, without_article
from rolebook.importing.documents.filling.rules import rule, sentences
from rolebook.importing.documents.filling.short_values import ShortValues
from rolebook.importing.documents.filling.signing import signed
from rolebook.importing.documents.filling.titles import title_of
from rolebook.importing.documents.filling.traditions import missing, tradition_of
from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.segments import Section, Segment
from rolebook.importing.documents.sorting.tags import Tag, Tagger
from rolebook.importing.documents.sorting.units import Unit
from rolebook.importing.documents.words import folded

_LISTS = frozenset(
    {"objectives", "must_know", "rights", "working_conditions", "inconveniences",
     "basis_documents", "guided_by", "requirements", "authorities", "liabilities",
     "performance_criteria"}
)  # fmt: skip
_WEIGHTS = {
    "responsibilities": "", "results": "", "responsibilities_main": "main",
    "responsibilities_secondary": "secondary", "responsibilities_additional": "additional",
}  # fmt: skip


class RoleDraft(ShortValues):
    """Fills one draft from one segment."""

    def __init__(self, segment: Segment, tagger: Tagger, known: Known, stem: str) -> None:
        super().__init__("role", segment, tagger, known, stem)
        self.article = _is_article(segment, tagger)
        self.areas = Areas(self.draft, tagger, self.article)
        self.characteristics = Characteristics(self.draft, tagger, known, self.relations)

    def made(self) -> Draft:
        segment, draft = self.segment, self.draft
        for key in ("title", "kind", "family"):
            self.fields[key] = None  # keeps their place in front
        self._before()
        for section in segment.sections:
            self._section(section)
        if self.areas.found:
            self.fields["responsibilities"] = self.areas.weighed()
        signed(self.segment, self.draft, self.tagger)
        self.fields["title"] = title_of(segment, draft, self.titles, self.stem, self.first)
        draft.tradition = tradition_of(segment, self.fields)
        self._required()
        if self.article:
            draft.remarks.append(
                "made from an article about the job: its lists were taken, its prose left out"
            )
        draft.missing = missing(draft.tradition, segment, self.fields)
        return draft

    def _introduction(self, units: list[Unit]) -> None:
        """A text right below the title says what the job is there for."""
        texts = [unit for unit in units if len(unit.text) > 30 and not unit.mark]
        if len(texts) == 1 == len(units) and "purpose" not in self.segment.names():
            self.fields["purpose"] = value(texts[0].body, "stands below the title")
        else:
            super()._introduction(units)

    def _required(self) -> None:
        reference = self.draft.tradition == "reference"
        self.fields["kind"] = Value(
            "reference" if reference else "company", (),
            "the document does not say whether people hold this job or only compare with it"
            if not reference else "it has rules for comparing other jobs with it",
        )  # fmt: skip
        if self.fields["family"] is None:
            self.fields["family"] = Value(
                self.known.first("families") or "imported", (),
                "the first family of the handbook; the document names none of its families",
            )  # fmt: skip
        layout = self.draft.tradition
        if layout:
            self.fields.setdefault("document", {})["layout"] = Value(
                layout, (), "by the sections that were found"
            )  # fmt: skip

    # Sections

    def _section(self, section: Section) -> None:
        name = section.name
        if section.loosely and section.heading:
            self.draft.remarks.append(f'"{section.heading.text}" read as the heading {name}')
        if name in _WEIGHTS:
            self.areas.section(section, _WEIGHTS[name])
            return
        if section.heading:
            self._label(name, section.heading)
        for unit in section.opening:
            self._label(name, unit)
        if not section.entries and not name:
            return
        if handler := getattr(self, f"read_{name}", None):
            handler(section)
        elif name in _LISTS:
            self._list(section)
        elif name in CHARACTERISTICS:
            self._characteristic(section)
        elif name in ("general", "organisation", "powers_and_place", "provisions"):
            self._sentences(section)
        elif name in ("signatures", "approval"):
            self.segment.blanks += self._units(section)
        else:
            self._notes(section)

    def _list(self, section: Section) -> None:
        statements = self._statements(section)
        heading = section.heading.text if section.heading else ""
        if statements and self._doubts(section.name, heading):
            first = statements[0]
            guess = f"“{heading}” may mean authorities as well; this is about the whole list"
            statements[0] = Value(first.text, first.pieces, guess)
        alone = self._says("experience", heading.strip(" :"))
        for one in statements:
            self._extend(section.name, [self._shaped(section.name, one, alone=alone)])

    def _doubts(self, name: str, heading: str) -> bool:
        patterns = self.tagger.words.patterns("doubtful", name, lang=self.tagger.lang)
        return any(pattern.search(folded(heading)) for pattern in patterns)

    def _in_years(self, one: Value, *, alone: bool = False) -> Any:
        return with_years(one, self.tagger.words, self.tagger.lang, alone=alone) or one

    def _shaped(self, name: str, one: Value, *, alone: bool = False) -> Any:
        if name == "requirements" and self._says("desirable", one.text):
            return {"text": one, "need": Value("desirable", one.pieces)}
        if name == "requirements":
            return self._in_years(one, alone=alone)
        if name == "liabilities" and name not in self.fields:
            guess = (
                "somebody competent reviews the wording and the law it names, then reviewed: DATE"
            )
            return Value(one.text, one.pieces, guess)
        return one

    def read_purpose(self, section: Section) -> None:
        self._text("purpose", section)

    def read_context(self, section: Section) -> None:
        units = list(self._units(section))
        if units:
            pieces = tuple(piece for unit in units for piece in unit.body)
            self.fields.setdefault("context", {})["text"] = value(pieces)
        for unit in units:
            self._mark(unit)
            self._facts(unit)

    def _facts(self, unit: Unit) -> None:
        """Values that a sentence states on the side: other titles, where the job is found."""
        for name, expression in self.tagger.words.clauses["facts"].get(self.tagger.lang, ()):
            if found := re.search(expression, unit.raw, re.I):
                parts = self._enumerated(unit.part(*found.span("value")))
                guess = "read out of the text of the context"
                if name not in self.fields:
                    self.fields[name] = [
                        Value(value(part).text, part, guess if at == 0 else "")
                        for at, part in enumerate(parts)
                    ]

    # Relations

    def read_reports_to(self, section: Section) -> None:
        for unit in self._units(section):
            tag = self.tagger.tag(unit)
            self._mark(unit)
            if tag.kind == "clause" and "reports_to" in tag.groups:
                self._clause(unit, tag)
            else:
                self._report_to(self.relations.superiors([unit.body]))

    def _report_to(self, entries: list[Any]) -> None:
        """Superiors; one that the document names a second time is there already."""
        there = self.fields.setdefault("reports_to", [])
        for entry in entries:
            if any(_plainly(one) == _plainly(entry) for one in there):
                pieces = tuple(p for held in _values(entry) for p in held.pieces)
                self.draft.labels.append(("reports_to", pieces))
            else:
                there.append(entry)

    def read_supervises(self, section: Section) -> None:
        for unit in self._units(section):
            self._mark(unit)
            self._leads(unit.body)

    def _leads(self, pieces: Pieces) -> None:
        if self.relations.none(pieces):
            self.fields["supervises"] = Value("none", pieces)
            return
        people, span = self.relations.subordinates(pieces)
        if people and not isinstance(self.fields.get("supervises"), Value):
            self._extend("supervises", people)
        if span:
            self._extend("span_of_control", span)

    def read_span_of_control(self, section: Section) -> None:
        for unit in self._units(section):
            self._mark(unit)
            _, span = self.relations.subordinates(unit.body)
            self._extend("span_of_control", span or [{"text": value(unit.body)}])

    def read_deputised_by(self, section: Section) -> None:
        for unit in self._units(section):
            tag = self.tagger.tag(unit)
            self._mark(unit)
            if tag.kind == "clause" and tag.name == "deputised_by":
                self._clause(unit, tag)
            else:
                self._extend("deputised_by", [self.relations.somebody(unit.body)])

    # Sentences of general provisions

    def _sentences(self, section: Section) -> None:
        for whole in self._units(section):
            self._mark(whole)
            for unit in self._apart(whole):
                self._sentence(section, unit)

    def _apart(self, unit: Unit) -> list[Unit]:
        """A paragraph by its sentences, where the first names somebody and others follow."""
        tag = self.tagger.tag(unit)
        if tag.name in ("reports_to", "supervises", "category") and (
            len(parts := sentences(unit.body)) > 1
        ):  # fmt: skip
            return [Unit(part, copied=unit.copied) for part in parts]
        return [unit]

    def _sentence(self, section: Section, unit: Unit) -> None:
        tag = self.tagger.tag(unit)
        if tag.kind == "clause":
            self._clause(unit, tag)
        elif section.name == "provisions":
            self._extend("provisions", [self._provision("other", unit, {})])
        elif section.name == "powers_and_place":
            self._extend("authorities", [value(unit.body, "" if unit.mark else "read as a power")])
        else:
            self.draft.note(value(unit.body, "a general sentence of an unknown kind"))

    def _clause(self, unit: Unit, tag: Tag) -> None:
        """A sentence whose parts are values; what is left of it are connecting words."""
        groups = dict(tag.groups)
        name = tag.name
        if name == "deputised_by":
            self._extend("deputised_by", [self.relations.deputy(groups, unit.body)])
            self.draft.labels.append((name, unit.body))
            return
        if name in ("appointment", "copies", "amendment"):
            self._extend("provisions", [self._provision(name, unit, groups)])
            return
        if name == "definition":
            self.draft.note(value(unit.body, "says what the document is"))
            return
        if not groups:
            self._whole(name, unit)
            return
        self.draft.labels.append((name, unit.body))
        if category := groups.get("category"):
            self.fields.setdefault("category", value(category))
        if superior := groups.get("reports_to"):
            also = [groups["reports_also"]] if "reports_also" in groups else []
            entries = self.relations.superiors([superior, *also])
            if also:
                entries = [{"one_of": [e for one in entries for e in one.get("one_of", [one])]}]
            self._report_to(entries)
        if instructions := groups.get("instructions"):
            self._report_to(self.relations.superiors([instructions], "instructions"))
        if led := groups.get("supervises"):
            self._leads(led)

    def _whole(self, name: str, unit: Unit) -> None:
        """A sentence as the value of its field."""
        if name in ("reports_to", "supervises"):
            self._extend(name, [{"text": value(unit.body, "a whole sentence")}])
        elif name in _LISTS:
            self._extend(name, [self._shaped(name, value(unit.body))])
        else:
            self.draft.note(value(unit.body))

    def _provision(self, kind: str, unit: Unit, groups: dict[str, Pieces]) -> dict[str, Any]:
        entry: dict[str, Any] = {"kind": Value(kind, unit.body)}
        for key in ("by", "proposed_by", "consent_of"):
            if found := groups.get(key):
                entry[key] = self.relations.somebody(found)
        entry["text"] = value(unit.body)
        return entry

    # Characteristics and application rules

    def _characteristic(self, section: Section) -> None:
        for unit in self._units(section):
            self._mark(unit)
        if self.characteristics.filled(section.name, section.heading, list(self._units(section))):
            return
        # Without a place in the scheme: what is said about circumstances and knowledge.
        target = {"physical-aspects": "working_conditions", "knowledge": "must_know"}.get(
            section.name
        )
        if target is None:
            self._notes(section)
        else:
            self._extend(target, self._statements(section))

    def read_working_conditions(self, section: Section) -> None:
        if self.characteristics.names_physical(section.heading):
            self._characteristic(Section("physical-aspects", section.heading, section.entries))
        else:
            self._list(section)

    def read_requirements_essential(self, section: Section) -> None:
        self._extend("requirements", [self._in_years(one) for one in self._statements(section)])

    def read_requirements_desirable(self, section: Section) -> None:
        need = section.heading.body if section.heading else ()
        for one in self._statements(section):
            entry = self._in_years(one)
            entry = entry if isinstance(entry, dict) else {"text": one}
            self._extend("requirements", [entry | {"need": Value("desirable", need)}])

    def read_grading(self, section: Section) -> None:
        if section.entries:
            self._notes(section)

    def read_lighter(self, section: Section) -> None:
        units = list(self._units(section))
        for unit in units:
            self._mark(unit)
        if found := rule(section.name, units, self.draft, self.tagger, self.known):
            self.fields.setdefault("grading", {})[section.name] = found

    read_equal = read_heavier = read_lighter


def _values(entry: Any) -> Iterator[Value]:
    """The values of an entry, however deep."""
    if isinstance(entry, Value):
        yield entry
    else:
        for one in entry.values() if isinstance(entry, dict) else entry:
            yield from _values(one)


def _plainly(entry: Any) -> Any:
    """An entry as plain data, to be compared."""
    if isinstance(entry, Value):
        return without_article(entry.text)
    if isinstance(entry, dict):
        return {key: _plainly(one) for key, one in entry.items()}
    return [_plainly(one) for one in entry]


def _is_article(segment: Segment, tagger: Tagger) -> bool:
    """Whether the segment is prose about a job rather than its description: no numbers anywhere,
    and much of what an article says."""
    units = [u for s in segment.sections for e in s.entries
             for u in ([e] if isinstance(e, Unit) else e.units())]  # fmt: skip
    numbered = sum(1 for unit in units if unit.mark and unit.mark != "•")
    prose = [u for u in units if not u.mark and len(u.text) > 120]
    telling = sum(1 for unit in prose if tagger.essayish(unit.text))
    return numbered == 0 and len(prose) >= 5 and telling >= 3
