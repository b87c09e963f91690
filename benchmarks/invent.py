"""The content of invented handbooks: roles, procedures, lists and a scheme as plain data.

Texts are ``Words`` (all languages at once); everything else stands as it is written.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from words import (
    AREAS,
    CHARACTERISTICS,
    CIRCUMSTANCES,
    CRITERIA,
    FAMILIES,
    FIELDS,
    JUDGEMENTS,
    NOUNS,
    OBJECTS,
    RHYTHMS,
    VERBS,
    Words,
    same,
)

GRADES = "ABCDEFGHIJKL"
TEAM = 7
"""How many report to one superior."""

Document = dict[str, Any]


class Handbook:
    """Everything that an invented handbook of so many roles says."""

    def __init__(self, number: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = number
        self.titles = [self._title(i) for i in range(number)]
        self.ids = [_slug(title.en) for title in self.titles]
        self.procedures = [f"procedure-{i + 1}" for i in range(max(1, number // 10))]
        self.steps = self._steps()
        self.units = [f"unit-{i + 1}" for i in range(max(1, number // 15))]
        references = [i for i in range(number) if not self._is_company(i)]
        # Company jobs take over everything, so those to take over from lead nobody.
        self.references = [i for i in references if i * TEAM + 1 >= number] or references
        self.grades = [GRADES[max(1, 10 - _depth(i) * 2 - i % 2)] for i in range(number)]

    @staticmethod
    def _is_company(index: int) -> bool:
        return index % 5 in (3, 4)

    def _steps(self) -> list[list[tuple[int, int]]]:
        """Who does each step of each procedure, and who is consulted (0: nobody): each role has a
        step of one procedure and names that procedure, the rest are consulted."""
        count = len(self.procedures)
        rest = list(range(8 * count, self.number))
        steps = []
        for index in range(count):
            doers = [(8 * index + step) % self.number for step in range(8)]
            consulted = [*rest[index::count], *[0] * 8]
            steps.append(list(zip(doers, consulted, strict=False)))
        self.procedure_of = {
            doer: self.procedures[i] for i, each in enumerate(steps) for doer, _ in each
        }
        return steps

    def _title(self, index: int) -> Words:
        """Different for each role: field and noun, then a number."""
        count = len(FIELDS) * len(NOUNS)
        again, within = divmod(index, count)
        # A step that shares no factor with the count visits every pair once.
        field, noun = divmod(within * 67 % count, len(NOUNS))
        f, n = FIELDS[field], NOUNS[noun]
        more = f" {again + 1}" if again else ""
        return Words(f"{f.en} {n.en}{more}", f"{n.nl} {f.nl}{more}", f"{n.de} {f.de}{more}")

    def lists(self) -> Iterator[tuple[str, Document]]:
        """The vocabulary, the organisation and the scheme, each with its path."""
        yield "roles/vocabulary/families", self._families()
        yield "roles/vocabulary/areas", self._areas()
        yield "roles/vocabulary/parties", {"parties": [{"id": "customer", "title": _CUSTOMER}]}
        yield "roles/vocabulary/terms", self._terms()
        yield "roles/vocabulary/forms", self._forms()
        yield "roles/organisation/units", self._units()
        yield "roles/grading/house-grades", self._scheme()
        yield "roles/organisation/positions", self._positions()

    def documents(self) -> Iterator[tuple[str, Document]]:
        """The roles and the procedures, each with its path."""
        for index, id_ in enumerate(self.ids):
            role = self._company(index) if self._is_company(index) else self._reference(index)
            yield f"roles/{id_}", role
        for index, id_ in enumerate(self.procedures):
            yield f"procedures/{id_}", self._procedure(index)

    # Texts

    def _task(self) -> Words:
        pick = self.random.choice
        parts = (pick(VERBS), pick(OBJECTS), pick(CIRCUMSTANCES))
        return Words(*(f"{v} {o}{c}." for v, o, c in zip(*parts, strict=True)))

    def _pick(self, stock: tuple[Words, ...]) -> Words:
        return self.random.choice(stock)

    # Roles

    def _line(self, index: int) -> Document:
        """Superior and subordinates, each of which names the other."""
        below = range(index * TEAM + 1, min(index * TEAM + 1 + TEAM, self.number))
        supervises: Any = [{"role": self.ids[i], "count": 1} for i in below] or "none"
        above: Any = self.ids[(index - 1) // TEAM] if index else {"text": _OWNERS}
        line: Document = {"reports_to": [above], "supervises": supervises}
        if below:
            line["span_of_control"] = [
                {"min": len(below), "max": len(below) + 3, "counts": "direct"}
            ]
        return line

    def _common(self, index: int) -> Document:
        return {
            "title": self.titles[index],
            "also_known_as": [self._pick(NOUNS), self._pick(FIELDS)],
            "kind": "company" if self._is_company(index) else "reference",
            "family": f"family-{index % len(FAMILIES) + 1}",
            "unit": self.units[index % len(self.units)],
            "grade": self.grades[index],
        }

    def _control(self, index: int) -> Document:
        return {
            "number": f"JD-{index + 1:04}",
            "owner": self.ids[0],
            **({"prepared_by": self.ids[1]} if self.number > 1 else {}),
            "released_by": self.ids[0],
            "review_by": f"2090-{index % 12 + 1:02}-01",
        }

    def _reference(self, index: int) -> Document:
        grade = GRADES.index(self.grades[index])
        return {
            **self._common(index),
            "context": {"grades": [GRADES[grade - 1], GRADES[grade + 1]], "text": self._task()},
            **self._line(index),
            "deputised_by": [{"text": _COLLEAGUE, "occasions": [_LEAVE, _SICKNESS]}],
            **self._content(index),
            "grading": self._rules(grade),
            "document": self._control(index),
        }

    def _content(self, index: int) -> Document:
        areas = self.random.sample(AREAS, 4)
        return {
            "purpose": self._task(),
            "responsibilities": [
                {
                    "id": f"area-{number}",
                    "area": area,
                    "time_share": (40, 30, 20, 10)[number - 1],
                    "tasks": [self._job(number, task, index) for task in range(1, 7)],
                    "criteria": self.random.sample(CRITERIA, 2),
                }
                for number, area in enumerate(areas, 1)
            ],
            "characteristics": [
                {
                    "id": id_,
                    "text": self._pick(JUDGEMENTS),
                    "aspects": [{"id": f"{id_}-detail", "text": self._pick(JUDGEMENTS)}],
                }
                for id_, _, _ in CHARACTERISTICS
            ],
            "requirements": [
                {"kind": "education", "level": _VOCATIONAL, "equivalent_allowed": True},
                {"kind": "experience", "field": self._pick(FIELDS), "years": 2},
            ],
            "authorities": [
                {"kind": "decide", "text": self._task(), "limit": {"amount": 500, "per": _CASE}},
                {"kind": "propose", "text": self._task()},
            ],
            "working_conditions": [self._pick(JUDGEMENTS)],
        }

    def _job(self, area: int, number: int, index: int) -> Document | Words:
        task = self._task()
        if (area, number) == (1, 3) and index in self.procedure_of:
            return {"id": "task-1-3", "task": task, "procedure": self.procedure_of[index]}
        if number == 3:
            return {"id": f"task-{area}-3", "task": task, "frequency": self._pick(RHYTHMS)}
        return task

    def _rules(self, grade: int) -> Document:
        def example() -> Document:
            return {"text": self._task(), "dimension": self.random.choice(["steering", "share"])}

        return {
            "lighter": {"grade": GRADES[grade - 1], "rule": _LIGHTER, "examples": [example()]},
            "equal": {"grade": GRADES[grade], "rule": _EQUAL},
            "heavier": {"grade": GRADES[grade + 1], "rule": _HEAVIER, "examples": [example()]},
        }

    def _company(self, index: int) -> Document:
        role = {**self._common(index), **self._line(index)}
        if index % 2:
            role |= self._content(index)
        else:
            reference = self.references[index % len(self.references)]
            role["grade"] = self.grades[reference]
            role["based_on"] = {
                "role": self.ids[reference],
                "drop": [{"item": "area-1/task-1-3", "why": self._task()}],
                "change": [{"item": "area-2/task-2-3", "task": self._task(), "why": self._task()}],
                "add": [{"to": "area-1", "tasks": [self._job(1, 3, index), self._task()]}],
            }
        return {**role, "document": self._control(index)}

    # Procedures

    def _procedure(self, index: int) -> Document:
        steps = [self._step(index, number) for number in range(1, 9)]
        steps[3]["decision"] = {
            "question": _RIGHT,
            "branches": [
                {"when": _YES, "to": "step-5"},
                {"when": _NO, "to": "step-3", "text": self._task()},
            ],
        }
        return {
            "title": Words(*(f"{title} {index + 1}" for title in self._pick(FIELDS))),
            "also_known_as": [self._pick(OBJECTS)],
            "area": f"area-{index % 4 + 1}",
            "purpose": self._task(),
            "scope": {"includes": [self._task()], "excludes": [self._task()]},
            "trigger": self._task(),
            "inputs": [{"item": self._pick(OBJECTS), "from": _CUSTOMER}],
            "outputs": [{"item": self._pick(OBJECTS), "to": _CUSTOMER}],
            "terms": [f"term-{(index + i) % 40 + 1}" for i in range(4)],
            "steps": steps,
            "records": [
                {
                    "record": self._pick(OBJECTS),
                    "form": f"F-{index % 20 + 1:02}",
                    "keep": {"years": 7, "after": _END},
                }
            ],
            "kpis": [{"kpi": self._pick(CRITERIA), "at_least": 95, "unit": "%"}],
            "risks": [{"risk": self._task(), "control": self._task()} for _ in range(2)],
            "related": [self.procedures[(index + 1) % len(self.procedures)]]
            if len(self.procedures) > 1
            else [],
            "document": {"number": f"P-{index + 1:03}", "owner": self.ids[0]},
        }

    def _step(self, index: int, number: int) -> Document:
        doer, consulted = self.steps[index][number - 1]
        return {
            "id": f"step-{number}",
            "step": self._task(),
            "by": [self.ids[doer]],
            **({"consulted": [self.ids[consulted]]} if consulted else {}),
            "informed": ["customer"],
            "due": {"within": number % 4, "unit": "working_days", "of": "intake"},
            "form": f"F-{(index + number) % 20 + 1:02}",
            "system": _SYSTEM,
            "evidence": self._pick(OBJECTS),
            "detail": [self._task(), self._task()],
        }

    # Lists and the scheme

    def _families(self) -> Document:
        return {
            "families": [
                {"id": f"family-{i}", "title": title, "text": self._task()}
                for i, title in enumerate(FAMILIES, 1)
            ]
        }

    def _areas(self) -> Document:
        return {
            "areas": [
                {"id": f"area-{i}", "title": title, "text": self._task()}
                for i, title in enumerate(AREAS[:4], 1)
            ]
        }

    def _terms(self) -> Document:
        return {
            "terms": [
                {
                    "id": f"term-{i}",
                    "term": Words(*(f"{word} {i}" for word in FIELDS[i % len(FIELDS)])),
                    "definition": self._task(),
                    "see": [f"term-{i % 40 + 1}"],
                }
                for i in range(1, 41)
            ]
        }

    def _forms(self) -> Document:
        return {
            "forms": [
                {"id": f"F-{i:02}", "title": self._pick(OBJECTS), "keep": {"years": 2}}
                for i in range(1, 21)
            ]
        }

    def _units(self) -> Document:
        return {
            "units": [
                {
                    "id": id_,
                    "code": f"U{i + 1}",
                    "title": Words(*(f"{word} {i + 1}" for word in FIELDS[i % len(FIELDS)])),
                    **({"part_of": self.units[(i - 1) // 4]} if i else {}),
                    "head": self.ids[i % self.number],
                    "text": self._task(),
                }
                for i, id_ in enumerate(self.units)
            ]
        }

    def _positions(self) -> Document:
        return {
            "positions": [
                {
                    "id": f"position-{i + 1}",
                    "role": self.ids[i],
                    "unit": self.units[i % len(self.units)],
                    "seats": i % 5 + 1,
                }
                for i in range(0, self.number, 2)
            ]
        }

    def _scheme(self) -> Document:
        return {
            "title": same("House grades"),
            "method": "reference-comparison",
            "version": "1",
            "purpose": self._task(),
            "grades": [{"id": grade, "text": self._task()} for grade in GRADES],
            "characteristics": [
                {
                    "id": id_,
                    "title": title,
                    "criterion": criterion,
                    "aspects": [{"id": f"{id_}-detail", "title": title}],
                }
                for id_, criterion, title in CHARACTERISTICS
            ],
            "dimensions": [
                {"id": "steering", "title": _STEERING},
                {"id": "share", "title": _SHARE},
            ],
            "basis": ["purpose", "responsibilities", "characteristics", "requirements"],
            "steps": [self._task() for _ in range(5)],
        }


def _depth(index: int) -> int:
    depth = 0
    while index:
        index = (index - 1) // TEAM
        depth += 1
    return depth


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


_CUSTOMER = Words("Customer", "Klant", "Kundin oder Kunde")
_OWNERS = Words("the owners", "de eigenaren", "Geschäftsführung")
_COLLEAGUE = Words("another holder", "een andere functionaris", "eine andere Person")
_LEAVE = Words("leave", "verlof", "Urlaub")
_SICKNESS = Words("sickness", "ziekte", "Krankheit")
_CASE = Words("case", "geval", "Fall")
_VOCATIONAL = Words("vocational training", "mbo 3", "Berufsausbildung")
_LIGHTER = Words("One grade lower.", "Een groep lager.", "Eine Gruppe tiefer.")
_EQUAL = Words("The same grade.", "Dezelfde groep.", "Dieselbe Gruppe.")
_HEAVIER = Words("One grade higher.", "Een groep hoger.", "Eine Gruppe höher.")
_RIGHT = Words("Is everything in order?", "Klopt alles?", "Stimmt alles?")
_YES = Words("Yes", "Ja", "Ja")
_NO = Words("No", "Nee", "Nein")
_END = Words("the close of the case", "afsluiting", "Abschluss")
_SYSTEM = Words("Order system", "Ordersysteem", "Auftragssystem")
_STEERING = Words("Steering", "Aansturing", "Anleitung")
_SHARE = Words("Share of the tasks", "Aandeel van de taken", "Anteil der Aufgaben")
