"""Application rules of a reference job: a general clause, examples, and the grade that follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rolebook.importing.documents.filling.draft import Draft, Value, value
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.reading.lines import Pieces, joined
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Unit, cut

_GRADE = re.compile(r"(?:^|[.!]\s?)(?P<grade>[A-Z]{1,2}|\d{1,2}[A-Za-z]?)$")
"""A grade alone in a cell, or stuck to the end of the last sentence."""


def rule(
    name: str, units: Sequence[Unit], draft: Draft, tagger: Tagger, known: Known
) -> dict[str, Any] | None:
    """One rule, or None where there is no text."""
    found: dict[str, Any] = {}
    body: list[Pieces] = []
    for unit in units:
        end = len(unit.raw)
        if grade := _GRADE.search(unit.raw):
            end = grade.start("grade")
            pieces = unit.part(*grade.span("grade"))
            if not known.grades or grade["grade"] in known.grades:
                found["grade"] = Value(grade["grade"], pieces)
            else:
                draft.note(Value(f"{name}: {grade['grade']}", pieces,
                                 "no grade of the scheme in use"))  # fmt: skip
        if end:
            body.append(unit.part(0, end))
    example = "|".join(tagger.words.phrases("example", tagger.lang))
    general: list[Pieces] = []
    examples: list[Pieces] = []
    for sentence in (part for pieces in body for part in sentences(pieces)):
        if re.match(example, joined(sentence), re.I):
            examples.append(sentence)
        elif examples:
            examples[-1] = (*examples[-1], *sentence)
        else:
            general.append(sentence)
    if not general and examples:
        general = [examples.pop(0)]
    if not general:
        return None
    found["rule"] = value(tuple(piece for part in general for piece in part))
    if examples:
        found["examples"] = [value(part) for part in examples]
    return found


def sentences(pieces: Pieces) -> list[Pieces]:
    text = " ".join(piece.text for piece in pieces)
    starts = [0, *(m.end() for m in re.finditer(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])", text))]
    return [
        part for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        if (part := cut(pieces, start, end))
    ]  # fmt: skip
