"""Who does a step and by when, where the sentence itself says so: `De planner belt de klant binnen
1 uur`. The sentence stays whole; what was read out of it is marked to be looked at."""

from __future__ import annotations

import re
from typing import Any

from rolebook.importing.documents.filling.draft import Value, value
from rolebook.importing.documents.filling.handbook_words import Known, without_article
from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import cut

UNITS = ("hours", "working_days", "calendar_days", "weeks", "months")
_LONGEST = 5
"""Words of a title at the beginning of a sentence."""
_WORD = re.compile(r"[^\s,;:.]+")
_SOMEBODY = re.compile(
    r"(?:the|de|der|die) (?:[^\W\d_]|-)+(?:er|eur|or|aar|ist|ant|ent|chef|manager|medewerker|"
    r"leider|hoofd|kraft|leitung|rin|clerk)",
    re.IGNORECASE,
)
"""An article and what by its ending is a person or an office."""
_PASSIVE = frozenset(
    (
        *("is", "are", "was", "were", "be", "wordt", "worden", "zijn", "waren", "wird"),
        *("werden", "sind", "war", "of", "van", "von", "des", "der"),
    )
)
"""After these words, what stands before them does nothing: `De planner wordt gebeld`."""


def doer(pieces: Pieces, known: Known) -> list[Any]:
    """Who does it: a role or party that the sentence begins with, else somebody by the words."""
    text = " ".join(piece.text for piece in pieces)
    words = [*_WORD.finditer(text)][: _LONGEST + 1]
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        end, after = words[count - 1].end(), words[count]
        if after[0].casefold() in _PASSIVE or text[end : after.start()].strip():
            continue
        start = text[:end]
        part = cut(pieces, 0, end)
        id_ = known.role(start) or known.party(start) or known.party(without_article(start))
        if id_:
            return [{"who": Value(id_, part, f'"{start}", with which the step begins')}]
        if _SOMEBODY.fullmatch(start):
            return [{"text": value(part, "who the step begins with")}]
    return []


def due(pieces: Pieces, tagger: Tagger) -> dict[str, Value]:
    """By when: only a term that is said to be one (`within 2 days`, not `keeps it for 2 days`)."""
    text = " ".join(piece.text for piece in pieces)
    for unit in UNITS:
        for pattern in tagger.words.patterns("due", unit, lang=tagger.lang):
            match = pattern.search(text)
            if match and not match[0][0].isdigit():
                part = cut(pieces, *match.span())
                number = cut(pieces, *match.span("number"))
                guess = f'"{match[0]}" in the step'
                return {"within": Value(match["number"], number, guess), "unit": Value(unit, part)}
    return {}
