"""What a unit is by its words and look: a heading, a title, a label with its value, the opening of
a list, a sentence of general provisions, a line to sign, an advert. One unit at a time; what
stands around it is judged by `sorter`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.units import Unit, kind_of
from rolebook.importing.documents.words import Words, folded

SHORT = frozenset(
    {"title", "reference_title", "also_known_as", "family", "code", "discipline", "category",
     "grade", "context_grades", "unit", "occurs_in", "number", "version", "procedure_title",
     "owner"}
)  # fmt: skip
"""Sections that are one short value."""

_LABEL = re.compile(r"(?P<label>[^:]{2,60}?)\s*(?:\.{3,}|_{3,})?\s*:\s*(?=\S)")
_LONGEST_SENTENCE = 1500  # letters; expressions take their time with what is longer
_OF_RELATIONS = frozenset({"reports_to", "supervises", "deputised_by", "span_of_control"})
_LOOSE_LABELS = 160  # letters of a line whose label is known by likeness only
_BLANK = re.compile(r"_{3,}|\.{6,}|…{3,}|[—–-]{6,}")
_BLANK_DATE = re.compile(r"(?:0{2}|_{2,}|[Xx]{2})[./-](?:0{2}|_{2,}|[Xx]{2})[./-]\s*\d{0,4}_*")
_SUBJECT = re.compile(
    r"(?:(?i:der|die|das|de|het|the) )?[A-ZÄÖÜ][\w/()-]*"
    r"(?: (?:[A-ZÄÖÜ(][\w/()-]*|of|for|the|and|van|de|en|für|der|des|und|&|im|in)){0,5} ?:"
)
_SEAL = re.compile(r"\b(?:m\. ?p\.|l\. ?s\.|place of (?:the )?seal|stempel|siegel)", re.I)


@dataclass(frozen=True)
class Tag:
    """``kind``: heading, title, label, lead-in, clause, blank, advert, news, text.

    ``name``: the section or field. ``value``: the pieces behind a label, or of the title.
    ``groups``: what a sentence names, by field. ``subject``: the job it speaks of.
    """

    kind: str
    name: str = ""
    value: Pieces = ()
    subject: Pieces = ()
    groups: Mapping[str, Pieces] = field(default_factory=dict)
    loosely: bool = False


class Tagger:
    def __init__(self, words: Words, lang: str) -> None:
        self.words, self.lang = words, lang
        labels = words.labels(lang)
        self._labels = {phrase: name for phrase, name in labels.items() if not phrase.endswith("*")}
        phrases = "|".join(re.escape(phrase) for phrase in self._labels)
        self._glued = re.compile(rf"(?P<label>(?i:{phrases}))(?=[A-ZÄÖÜ])")
        self._sentences = tuple(words.sentences(lang))

    def tag(self, unit: Unit) -> Tag:
        text = unit.raw
        return (
            self._heading(unit, text)
            or self._advert(unit, text)
            or self._title(unit, text)
            or self._labelled(unit, text)
            or self._lead_in(unit, text)
            or self._clause(unit, text)
            or self._blank(text)
            or Tag("text")
        )

    def _heading(self, unit: Unit, text: str) -> Tag | None:
        if len(text) > 90 or (text.endswith((";", ",")) and not unit.mark):
            return None
        if unit.mark == "•" and not unit.line.strong:
            return None
        known = self.words.section(text, self.lang)
        if known is None:
            return None
        if text[:1].islower() and text.endswith(".") and unit.line.cell is None:
            return None  # the end of a sentence that a line began
        if known.loosely and (kind_of(unit.mark) == "lower" or ":" in text.rstrip(": ")):
            return None
        if known.loosely and (text.endswith((".", ";", ",")) or not self._stands_out(unit, text)):
            return None
        return Tag("heading", known.name, loosely=known.loosely)

    @staticmethod
    def _stands_out(unit: Unit, text: str) -> bool:
        line = unit.line
        return bool(
            line.style == "heading" or line.strong or line.gap or unit.mark or text.endswith(":")
        )

    def _title(self, unit: Unit, text: str) -> Tag | None:
        if len(text) > 130 or len(text.split()) > 14 or unit.mark == "•":
            return None
        if re.search(r"[.?!]\s+\S", text.replace("z. B.", "")) or text.endswith((".", ";", ",")):
            return None
        for kind in ("titles", "procedures"):
            for pattern in self.words.patterns(kind, lang=self.lang):
                if found := pattern.fullmatch(text):
                    start, end = found.span("title")
                    value = unit.part(start, end) if found["title"].strip(" :[]") else ()
                    return Tag("title", kind, value)
        return None

    def _labelled(self, unit: Unit, text: str) -> Tag | None:
        if found := _LABEL.match(text):
            known = self.words.section(found["label"], self.lang)
            if unit.mark == "•" and known and known.name not in _OF_RELATIONS:
                return None  # a point of a list that only begins like a label
            if known and (not known.loosely or len(text) <= _LOOSE_LABELS):
                value = unit.part(found.end(), len(text))
                return Tag("label", known.name, value, loosely=known.loosely)
        found = self._glued.match(text)
        # The label is written as a word of its own is: Lichter|Als, not EigenSchaft.
        if not found or not found["label"][-1:].islower() or not found["label"][0].isupper():
            return None
        name = self._labels[folded(found["label"])]
        return Tag("label", name, unit.part(found.end(), len(text)))

    def _lead_in(self, unit: Unit, text: str) -> Tag | None:
        if not text.rstrip(" \u2013-").endswith(":") or len(text) > 260:
            return None
        for name in self.words.names("lead_ins"):
            for pattern in self.words.patterns("lead_ins", name, lang=self.lang):
                if found := pattern.search(text):
                    return Tag("lead-in", name, subject=self._group(unit, found, "subject"))
        if _SUBJECT.fullmatch(text):
            return Tag("lead-in", "", subject=unit.part(0, len(text.rstrip(": "))))
        return Tag("lead-in")

    def _clause(self, unit: Unit, text: str) -> Tag | None:
        if len(text) > _LONGEST_SENTENCE:
            return None
        for name, pattern in self._sentences:
            if found := pattern.search(text):
                groups = {
                    key: unit.part(*found.span(key))
                    for key, value in found.groupdict().items()
                    if key != "subject" and value and value.strip()
                }
                subject = self._group(unit, found, "subject")
                return Tag("clause", name, groups=groups, subject=subject)
        return None

    @staticmethod
    def _group(unit: Unit, found: re.Match[str], name: str) -> Pieces:
        if not found.groupdict().get(name):
            return ()
        return unit.part(*found.span(name))

    def _advert(self, unit: Unit, text: str) -> Tag | None:
        if unit.mark and unit.mark != "•":
            return None
        for kind in ("adverts", "news"):
            if any(p.search(text) for p in self.words.patterns(kind, lang=self.lang)):
                return Tag("advert" if kind == "adverts" else "news")
        if re.fullmatch(r"(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|de|nl|ru|org|net|eu)/?\S*",
                        text, re.I):  # fmt: skip
            return Tag("advert")
        return None

    def _blank(self, text: str) -> Tag | None:
        if any(p.search(text) for p in self.words.patterns("acknowledgements", lang=self.lang)):
            return Tag("blank")
        if _BLANK.search(text) or _BLANK_DATE.search(text) or _SEAL.match(text):
            rest = re.sub(r"[\W\d_]+", "", _BLANK.sub("", text))
            if len(rest) < 80:
                return Tag("blank")
        return None

    def essayish(self, text: str) -> bool:
        """Whether a sentence is one of an article about jobs, not of a description of one."""
        return any(p.search(text) for p in self.words.patterns("essay", lang=self.lang))
