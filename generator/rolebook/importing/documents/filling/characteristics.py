"""The characteristics of the handbook's grading scheme, with their aspects, out of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rolebook.importing.documents.filling.draft import Draft, Value, value
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.filling.relations import Relations
from rolebook.importing.documents.reading.lines import Pieces
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Unit
from rolebook.importing.documents.words import folded

CHARACTERISTICS = frozenset(
    {"complexity", "autonomy", "consequence-of-error", "effort", "physical-aspects", "knowledge",
     "contacts"}
)  # fmt: skip


class Characteristics:
    def __init__(self, draft: Draft, tagger: Tagger, known: Known, relations: Relations) -> None:
        self.draft, self.tagger, self.known, self.relations = draft, tagger, known, relations

    def filled(self, name: str, heading: Unit | None, units: Sequence[Unit]) -> bool:
        """Fills the characteristic that a heading names. False where the scheme has none."""
        titles = self.known.characteristic_titles
        id_ = (titles.get(folded(heading.text)) if heading else None) or name
        holder = self.known.holder_of(id_)
        if holder is None and id_ == "contacts":
            holder = self.known.holder_of("internal-contacts")
        if holder is None:
            return False
        characteristic, aspect = holder
        texts: dict[str, list[Pieces]] = {}
        for unit in units:
            for part, pieces in self._by_aspect(unit, characteristic):
                texts.setdefault(part or aspect, []).append(pieces)
        entry = self._entry(characteristic)
        for part, found in sorted(texts.items(), key=lambda item: item[0] != ""):
            text = value(tuple(piece for pieces in found for piece in pieces))
            if not part:
                entry.setdefault("text", text)
                continue
            entry.setdefault("aspects", []).append({"id": Value(part, text.pieces), "text": text})
            if part == "leadership":
                self._leads(found)
        return True

    def names_physical(self, heading: Unit | None) -> bool:
        """Whether a heading on working conditions names the scheme's characteristic."""
        if heading is None:
            return False
        if folded(heading.text) in self.known.characteristic_titles:
            return True
        physical = self.tagger.words.sections["physical-aspects"].get(self.tagger.lang, [])
        return "physical-aspects" in self.known.characteristics and (
            folded(heading.text) in map(folded, physical)
        )

    def _entry(self, name: str) -> dict[str, Any]:
        entries: list[dict[str, Any]] = self.draft.fields.setdefault("characteristics", [])
        for entry in entries:
            if entry["id"].text == name:
                return entry
        entries.append({"id": Value(name)})
        return entries[-1]

    def _by_aspect(self, unit: Unit, characteristic: str) -> Iterator[tuple[str, Pieces]]:
        """A paragraph by its sentences: an aspect's from its first sentence on."""
        allowed = self.known.characteristics.get(characteristic, ())
        starts = [0, *(m.end() for m in re.finditer(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])", unit.raw))]
        current, begin = "", 0
        for start in starts:
            found = self._aspect_at(unit.raw[start:], allowed)
            if found and found != current:
                if start > begin:
                    yield current, unit.part(begin, start)
                current, begin = found, start
        yield current, unit.part(begin, len(unit.raw))

    def _aspect_at(self, text: str, allowed: Sequence[str]) -> str:
        sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
        # Contacts are stated in one sentence and explained in the next.
        contacts = [aspect for aspect in allowed if "contacts" in aspect]
        for words, possible in ((sentence, allowed), (text, contacts)):
            for aspect in possible:
                patterns = self.tagger.words.patterns("aspects", aspect, lang=self.tagger.lang)
                if any(pattern.search(words) for pattern in patterns):
                    return aspect
        return ""

    def _leads(self, found: Sequence[Pieces]) -> None:
        """The span of control that a text on leadership states."""
        for pieces in found:
            _, spans = self.relations.subordinates(pieces)
            if spans and "span_of_control" not in self.draft.fields:
                for span in spans:
                    text = span["text"]
                    span["text"] = Value(
                        text.text, text.pieces, "read out of the text on leadership"
                    )
                self.draft.fields["span_of_control"] = spans
