"""By which words sections, columns and sentences are known: data, per language, for users to
extend.

The tables stand in sections.yml, columns.yml and clauses.yml beside this module. A handbook adds
its own words in templates/importing.yml: ``sections:``, ``columns:`` and ``clauses:``, in the same
form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "nl", "de")
OWN_WORDS = "templates/importing.yml"
TABLES = ("sections", "columns", "clauses")

_ALIKE = 0.88  # of two headings of which one is mistyped
_SHORTEST = 6  # letters of a heading that may be mistyped


class BadWords(ValueError):
    """The handbook's own words cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """A phrase that was found: what it stands for, and whether by likeness only."""

    name: str
    loosely: bool = False


@dataclass(frozen=True, eq=False)
class Words:
    """The tables: ``sections`` and ``columns`` of phrases, ``clauses`` of expressions."""

    sections: Mapping[str, Mapping[str, list[str]]]
    columns: Mapping[str, Mapping[str, list[str]]]
    clauses: Mapping[str, Any]

    @cached_property
    def _phrases(self) -> dict[tuple[str, str], dict[str, str]]:
        found: dict[tuple[str, str], dict[str, str]] = {}
        for table in ("sections", "columns"):
            for name, by_language in getattr(self, table).items():
                for lang, phrases in by_language.items():
                    there = found.setdefault((table, lang), {})
                    for phrase in phrases:
                        there.setdefault(folded(phrase), name)
        return found

    def section(self, text: str, lang: str) -> Known | None:
        """The section that a heading opens, or None."""
        return self._find("sections", text, lang)

    def column(self, text: str, lang: str) -> str | None:
        """What a table's column holds, or None."""
        found = self._find("columns", text, lang)
        return found.name if found else None

    @cached_property
    def _found(self) -> dict[tuple[str, str, str], Known | None]:
        return {}

    def _find(self, table: str, text: str, lang: str) -> Known | None:
        wanted = folded(text)
        if not wanted or len(wanted) > 90:
            return None
        key = (table, wanted, lang)
        if key not in self._found:
            self._found[key] = self._look_up(table, wanted, lang)
        return self._found[key]

    def _look_up(self, table: str, wanted: str, lang: str) -> Known | None:
        phrases = self._phrases.get((table, lang), {})
        if name := phrases.get(wanted):
            return Known(name)
        for ending in self.patterns("endings", lang=lang):
            if (shorter := ending.sub("", wanted)) != wanted and (name := phrases.get(shorter)):
                return Known(name)
        for phrase, name in phrases.items():
            if phrase.endswith("*") and wanted.startswith(phrase[:-1].rstrip()):
                return Known(name)
        if len(wanted) >= _SHORTEST:
            alike = ((_likeness(wanted, phrase), phrase) for phrase in phrases)
            best, phrase = max(alike, default=(0.0, ""))
            if best >= _ALIKE:
                return Known(phrases[phrase], loosely=True)
        return self._loosely(phrases, wanted, lang) if table == "sections" else None

    def _loosely(self, phrases: Mapping[str, str], wanted: str, lang: str) -> Known | None:
        """A heading of known words: without what stands in front or in brackets, by most of its
        parts (``knowledge, skills and experience``), by its beginning (``contacts with ...``)."""
        if len(wanted.split()) > 9 or re.search(r"[.!?]\s", wanted):
            return None
        for name in self.clauses.get("headings", {}):
            if any(
                pattern.search(wanted) for pattern in self.patterns("headings", name, lang=lang)
            ):
                return Known(name, loosely=True)
        plain = re.sub(r"\s*\([^)]*\)$", "", wanted)
        for beginning in self.patterns("beginnings", lang=lang):
            plain = beginning.sub("", plain)
        if plain != wanted and (name := phrases.get(plain)):
            return Known(name, loosely=True)
        for join in self.patterns("joins", lang=lang):
            parts = [part for part in join.split(plain) if part]
            if len(parts) > 1 and len(plain.split()) <= 7:
                named = [name for part in parts if (name := phrases.get(part))]
                if len(named) * 2 >= len(parts):
                    # Knowledge by itself may be a characteristic; among others it is a requirement.
                    telling = [n for n in named if n != "knowledge"] or ["requirements"]
                    return Known(Counter(telling).most_common(1)[0][0], loosely=True)
        for phrase in sorted(phrases, key=len, reverse=True):
            rest = plain.removeprefix(f"{phrase} ")
            if len(phrase) >= _SHORTEST and rest != plain and any(
                pattern.search(rest) for pattern in self.patterns("goes_on", lang=lang)
            ):  # fmt: skip
                return Known(phrases[phrase], loosely=True)
        return None

    def labels(self, lang: str) -> Mapping[str, str]:
        """Every phrase of a section with the section's name, the longest first."""
        return _longest_first(self._phrases.get(("sections", lang), {}))

    def patterns(self, *path: str, lang: str) -> tuple[re.Pattern[str], ...]:
        """The expressions at a place of the table of clauses, in a language."""
        here: Any = self.clauses
        for step in (*path, lang):
            here = here.get(step, {}) if isinstance(here, dict) else {}
        return tuple(_compiled(expression) for expression in here or ())

    def names(self, *path: str) -> tuple[str, ...]:
        """What a place of the table of clauses has entries for."""
        here: Any = self.clauses
        for step in path:
            here = here[step]
        return tuple(here)

    def sentences(self, lang: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """The sentences of general provisions: the field each fills, and its expression."""
        for field, expression in self.clauses["clauses"].get(lang, ()):
            yield field, _compiled(expression)

    def phrases(self, name: str, lang: str) -> tuple[str, ...]:
        """Plain words of the table of clauses: none, or, and, people, common."""
        return tuple(self.clauses[name].get(lang, ()))

    def language(self, text: str) -> tuple[str, float]:
        """The language by its commonest words and by lines that are headings or begin with a label
        in it, and how sure that is, from 0 to 1."""
        counted = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
        heads = Counter(folded(line.partition(":")[0]) for line in text.splitlines())
        scores = {
            lang: sum(counted[word] for word in words)
            + sum(
                _OF_HEADING * heads[phrase] for phrase in self._phrases.get(("sections", lang), ())
            )
            for lang, words in self.clauses["common"].items()
        }
        best, *others = sorted(scores, key=lambda lang: (-scores[lang], lang))
        rest = max((scores[lang] for lang in others), default=0)
        return best, (scores[best] - rest) / scores[best] if scores[best] else 0.0


_OF_HEADING = 3
"""How many common words a heading is worth: lists of short points have few of those."""


def folded(text: str) -> str:
    """A heading for comparing: small letters, no closing colon, single blanks."""
    plain = re.sub(r"[:.;,?\s\u00a0]+$", "", text.casefold()).replace("’", "'")
    return " ".join(_FORMS.sub("", plain).split())


_FORMS = re.compile(r"(?:/-?(?:r|in|n|e|innen)|[:*_]in(?:nen)?|\(in\))(?!\w)")
"""Endings for both genders: ``Vorgesetzte/r``."""


def _likeness(one: str, other: str) -> float:
    """How alike two headings are, 0 where one look says that they are not."""
    if one[0] != other[0] and one[-1] != other[-1]:
        return 0.0
    if abs(len(one) - len(other)) > 2 or len(other) < _SHORTEST:
        return 0.0
    if one.startswith(other) or other.startswith(one):  # another form of the word, not a slip
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _longest_first(phrases: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])))


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


@lru_cache(maxsize=1)
def shipped() -> Words:
    """The program's own words."""
    folder = files("rolebook.importing.documents.words")
    # BaseLoader: every scalar is text, also "no" and "on".
    tables = [
        yaml.load((folder / f"{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
        for name in TABLES
    ]
    return Words(*tables)


def words_of(root: Path) -> Words:
    """The program's words with the handbook's own in front. Raises BadWords."""
    file = root / OWN_WORDS
    if not file.is_file():
        return shipped()
    try:
        own = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadWords(f"{OWN_WORDS} cannot be read: {str(error).splitlines()[0]}") from None
    if not isinstance(own, dict) or not own.keys() <= set(TABLES):
        raise BadWords(f"{OWN_WORDS} holds one or more of {', '.join(TABLES)}, and nothing else")
    ours = shipped()
    merged = {name: _merged(getattr(ours, name), own.get(name, {}), name) for name in TABLES}
    try:
        for expression in _expressions(own.get("clauses", {})):
            _compiled(expression)
    except re.error as error:
        raise BadWords(f"{OWN_WORDS}: {expression!r} is no regular expression: {error}") from None
    return Words(**merged)


def _merged(ours: Any, own: Any, where: str) -> Any:
    if isinstance(ours, list):
        if not isinstance(own, list):
            raise BadWords(f"{OWN_WORDS}: {where} is to be a list of words")
        return [*own, *ours]
    if not isinstance(own, dict):
        raise BadWords(f"{OWN_WORDS}: {where} is to have keys")
    known = {key: _merged(ours[key], own[key], f"{where}, {key}") for key in own if key in ours}
    new = {key: value for key, value in own.items() if key not in ours}
    if where in ("sections", "columns", "clauses") and new:
        raise BadWords(f"{OWN_WORDS}: {where} has no {', '.join(sorted(new))}")
    return {**ours, **new, **known}


def _expressions(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _expressions(item)
    elif isinstance(value, list):
        for item in value:
            yield from _expressions(item)
    elif isinstance(value, str):
        yield value
