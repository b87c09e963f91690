"""Whom a job reports to, whom it leads, who stands in: values out of short texts and sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rolebook.importing.documents.filling.draft import Value, value
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.reading.lines import Pieces, joined
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import cut

_LONGEST = 90  # letters of one of several alternatives


class Relations:
    def __init__(self, tagger: Tagger, known: Known) -> None:
        self.tagger, self.known = tagger, known
        self._or = self._words("or")
        self._and = self._words("and")

    def _words(self, name: str) -> str:
        words = self.tagger.words.phrases(name, self.tagger.lang)
        return "|".join(re.escape(word) for word in words)

    def somebody(self, pieces: Pieces, guess: str = "") -> Any:
        """A role of the handbook, by its title, else the words."""
        text = joined(pieces).strip(" .")
        if id_ := self.known.role(text):
            return {"role": Value(id_, pieces, guess or f'"{text}" read as this role')}
        plain = value(pieces, guess)
        return {"text": Value(plain.text.rstrip("."), pieces, guess)}

    def superiors(self, texts: list[Pieces], kind: str = "") -> list[Any]:
        """``reports_to``: each text one superior, or one of several."""
        found = []
        for pieces in texts:
            parts, alternative = self.alternatives(pieces)
            guess = ""
            if len(parts) > 1 and not alternative:
                guess = "read as one of these; if all of them, write a plain list"
            people = [self.somebody(part) for part in parts]
            entry: dict[str, Any] = people[0] if len(people) == 1 else {"one_of": people}
            if guess:
                first = people[0]
                key = next(iter(first))
                first[key] = Value(first[key].text, first[key].pieces, guess)
            if kind:
                entry["kind"] = Value(kind, pieces)
            found.append(entry)
        return found

    def alternatives(self, pieces: Pieces) -> tuple[list[Pieces], bool]:
        """The parts of ``A, B or C``, and whether the "or" is said."""
        text = _raw(pieces)
        said = bool(re.search(rf"\s(?:{self._or})\s", text))
        places = [m.span() for m in re.finditer(rf"\s*[,;/]\s+|\s+(?:{self._or})\s+", text)]
        if not places or re.search(r"[\[(]", text):
            return [pieces], said
        parts = [
            cut(pieces, start, end)
            for start, end in zip([0, *(e for _, e in places)],
                                  [*(s for s, _ in places), len(text)], strict=True)
        ]  # fmt: skip
        parts = [part for part in parts if part]
        if any(len(joined(part)) > _LONGEST for part in parts) or len(parts) > 8:
            return [pieces], said
        return parts, said

    def none(self, pieces: Pieces) -> bool:
        text = joined(pieces).casefold().strip(" .-–")
        return text in self.tagger.words.phrases("none", self.tagger.lang)

    def subordinates(self, pieces: Pieces) -> tuple[list[Any], list[Any]]:
        """``supervises`` and ``span_of_control``; a span where people are counted in a range."""
        text = _raw(pieces)
        people = self._words("people")
        if span := re.search(rf"(\d+)\s*(?:[-–]|tot|bis|to|à)\s*(\d+)\s+(?:{people})", text, re.I):
            return [], [self._span(pieces, span)]
        if re.match(rf"(?:ca\.? |circa |about |etwa )?(\d+)\s+(?:{people})\b", text, re.I):
            return [], [{"text": value(pieces)}]
        places = [m.span() for m in re.finditer(rf"\s*[,;]\s+|\s+(?:{self._and})\s+", text)]
        parts = [
            cut(pieces, start, end)
            for start, end in zip([0, *(e for _, e in places)],
                                  [*(s for s, _ in places), len(text)], strict=True)
        ]  # fmt: skip
        parts = [part for part in parts if part]
        if any(len(joined(part)) > 50 for part in parts):
            parts = [pieces]
        return [self._counted(part) for part in parts], []

    def _counted(self, pieces: Pieces) -> dict[str, Any]:
        text = _raw(pieces)
        counted = re.match(r"(\d{1,3})\s*(?:x\s+|×\s*)?(?=[^\W\d_])", text)
        behind = re.search(r"\s*\((\d{1,3})\)\s*$", text)
        if counted:
            who = self.somebody(cut(pieces, counted.end(), len(text)))
            return {**who, "count": Value(counted[1], cut(pieces, *counted.span(1)))}
        if behind:
            who = self.somebody(cut(pieces, 0, behind.start()))
            return {**who, "count": Value(behind[1], cut(pieces, *behind.span(1)))}
        found: dict[str, Any] = self.somebody(pieces)
        return found

    @staticmethod
    def _span(pieces: Pieces, span: re.Match[str]) -> dict[str, Any]:
        return {
            "min": Value(span[1], cut(pieces, *span.span(1))),
            "max": Value(span[2], cut(pieces, *span.span(2))),
            "text": value(pieces),
        }

    def deputy(self, groups: Mapping[str, Pieces], whole: Pieces) -> dict[str, Any]:
        """``deputised_by``: from the parts of a sentence, or the whole of it."""
        if "deputy" not in groups:
            return {"text": value(whole)}
        entry: dict[str, Any] = self.somebody(groups["deputy"])
        if occasions := groups.get("occasions"):
            text = _raw(occasions)
            places = [m.span() for m in re.finditer(rf"\s*,\s*|\s+(?:{self._or}|{self._and})\s+",
                                                    text)]  # fmt: skip
            ends = [*(s for s, _ in places), len(text)]
            parts = [
                cut(occasions, start, end)
                for start, end in zip([0, *(e for _, e in places)], ends, strict=True)
            ]
            entry["occasions"] = [value(part) for part in parts if part]
        if over := groups.get("takes_over"):
            entry["takes_over"] = value(over)
        return entry


def _raw(pieces: Pieces) -> str:
    return " ".join(piece.text for piece in pieces)
