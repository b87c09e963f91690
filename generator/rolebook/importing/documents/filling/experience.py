"""Requirements of experience: the years as a number, the rest in the words of the document."""

from __future__ import annotations

import re
from typing import Any

from rolebook.importing.documents.filling.draft import Value, value
from rolebook.importing.documents.reading.lines import Piece
from rolebook.importing.documents.sorting.units import cut
from rolebook.importing.documents.words import Words

_MOST = 30
"""Years; a larger number is another one: a date, an age."""


def with_years(one: Value, words: Words, lang: str, *, alone: bool) -> dict[str, Any] | None:
    """A statement such as `at least three years' experience in sales` as an entry of
    ``requirements:``; None where it says no years. ``alone``: a heading says that it is about
    experience, so that `three years in sales` says it too.

    `3 years` without `at least` is read so, and marked: a draft is looked through.
    """
    raw = " ".join(piece.text for piece in one.pieces)
    if ";" in raw:  # more than one thing
        return None
    for name in ("years", "years_alone") if alone else ("years",):
        for pattern in words.patterns(name, lang=lang):
            found = pattern.match(raw)
            years = _number(found["number"], words, lang) if found else 0
            if found and 0 < years <= _MOST:
                return _entry(one, found, years, words, lang)
    return None


def _number(word: str, words: Words, lang: str) -> int:
    if word.isdecimal():
        return int(word)
    known = words.phrases("numbers", lang)
    return known.index(word.casefold()) + 1 if word.casefold() in known else 0


def _entry(one: Value, found: re.Match[str], years: int, words: Words, lang: str) -> dict[str, Any]:
    groups = found.groupdict()
    kept = [
        (_beyond_experience(found, name, words, lang), found.end(name))
        for name in ("before", "after")
        if groups.get(name)
    ]
    text = [piece for start, end in kept for piece in cut(one.pieces, start, end)]
    entry: dict[str, Any] = {"kind": Value("experience")}
    if text := [piece for piece in text if re.search(r"\w", piece.text)]:
        said = value(tuple(text))
        entry["text"] = Value(said.text.rstrip("."), said.pieces, one.guess)
    rest: list[Piece] = []
    at = 0
    for start, end in [*kept, (len(found.string), 0)]:
        rest += cut(one.pieces, at, start)
        at = end
    sure = groups.get("least") or groups.get("plus")
    guess = "" if sure else "read as: at least so many years"
    return entry | {"years": Value(str(years), tuple(rest), guess)}


def _beyond_experience(found: re.Match[str], name: str, words: Words, lang: str) -> int:
    """Where what is left begins: behind the bare word experience, which the kind says."""
    part = found[name].lstrip()
    start = found.end(name) - len(part)
    bare = [m.end() for p in words.patterns("experience", lang=lang) if (m := p.match(part))]
    return start + max(bare, default=0)
