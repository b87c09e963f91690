"""Findings: what is wrong, where, and how to mend it, as data. No input or output here.

Why: errors are data, formatted last and all of them collected, so that an author sees every
fault of his handbook in one run. The registry of codes is the one place that feeds
``rolebook explain``, the reference pages and the tests.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file of the handbook. ``file`` is relative to the handbook's root, with
    forward slashes; ``line`` and ``column`` count from 1 (0: the file as a whole).
    ``length`` is how many characters the caret underlines, at least 1."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, and why."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``source_line`` is the line as it stands in the file."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    source_line: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its default severity, one line of title, the longer explanation, and an
    example of the fault and of the same lines mended."""

    name: str
    severity: Severity
    title: str
    explanation: str
    wrong: str = ""
    right: str = ""


class Registry:
    """All codes, each defined once. Rooms above define theirs beside the rule."""

    def __init__(self) -> None:
        self._codes: dict[str, Code] = {}

    def define(
        self,
        name: str,
        severity: Severity,
        title: str,
        explanation: str,
        *,
        wrong: str = "",
        right: str = "",
    ) -> str:
        """Register a code and give back its name, so that a rule can hold it as a constant.

        Raises ValueError when the name is taken: two rules must not share a code.
        """
        if name in self._codes:
            raise ValueError(f"code {name} is defined twice")
        words = " ".join(explanation.split())
        self._codes[name] = Code(name, severity, title, words, wrong, right)
        return name

    def __getitem__(self, name: str) -> Code:
        return self._codes[name]

    def __contains__(self, name: object) -> bool:
        return name in self._codes

    def __iter__(self) -> Iterator[Code]:
        return iter(sorted(self._codes.values(), key=lambda code: code.name))

    def names(self) -> list[str]:
        return sorted(self._codes)


CODES = Registry()


def finding(
    code: str, place: Place, message: str, hint: str = "", related: Iterable[Related] = ()
) -> Finding:
    """A finding of a registered code with that code's own severity."""
    return Finding(code, place, message, hint, CODES[code].severity, tuple(related))


def ordered(findings: Iterable[Finding], severities: Mapping[str, Severity]) -> list[Finding]:
    """Without repetitions, sorted by file and line, with the severities the handbook sets."""
    unique = dict.fromkeys(
        replace(f, severity=severities[f.code]) if f.code in severities else f for f in findings
    )
    return sorted(unique, key=lambda f: (f.place, f.code, f.message))


def folded(word: str) -> str:
    """A word as two ids are compared: capitals and forms of one letter do not tell them apart."""
    return unicodedata.normalize("NFKC", word).casefold()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing when none comes near."""
    return _nearest(word, tuple(known))


@lru_cache(maxsize=256)  # one name that has gone may be missed in a thousand files
def _nearest(word: str, known: tuple[str, ...]) -> str:
    names: dict[str, str] = {}
    for name in known:
        names.setdefault(folded(name), name)
    matches = get_close_matches(folded(word), names, n=1, cutoff=0.6)
    return names[matches[0]] if matches else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean "x"?`, or nothing."""
    match = nearest(word, known)
    return f'did you mean "{match}"?' if match else ""
