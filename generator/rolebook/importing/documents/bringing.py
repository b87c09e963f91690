"""A document as drafts, and what of it is in none: the whole way, without a file being written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rolebook.importing.documents.filling.draft import Draft
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.filling.procedures import ProcedureDraft
from rolebook.importing.documents.filling.roles import RoleDraft
from rolebook.importing.documents.reading.files import Document
from rolebook.importing.documents.reading.lines import Piece, uncovered
from rolebook.importing.documents.sorting.segments import Left, Section, Segment
from rolebook.importing.documents.sorting.sorter import Sorter
from rolebook.importing.documents.sorting.tags import Tagger
from rolebook.importing.documents.sorting.units import Element, Unit, units
from rolebook.importing.documents.words import LANGUAGES, Words
from rolebook.importing.documents.writing import in_order


@dataclass
class Brought:
    """What became of a document. ``sure``: how sure its language is, 1 where it was given."""

    document: Document
    lang: str
    sure: float = 1.0
    drafts: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        for draft in self.drafts:
            yield from draft.pieces()
        for left in self.left:
            yield from left.pieces


def bring(
    document: Document,
    words: Words,
    known: Known,
    *,
    kind: str | None = None,
    lang: str | None = None,
) -> Brought:
    """Drafts of all roles and procedures in a document; everything else with the reason."""
    sure = 1.0
    if lang is None:
        text = "\n".join(line.text for line in document.lines)
        lang, sure = words.language(text)
    lang = lang if lang in LANGUAGES else "en"
    tagger = Tagger(words, lang)
    segments = Sorter(tagger).sort(units(document.lines, words, lang))
    brought = Brought(document, lang, sure)
    proper = [segment for segment in segments if segment.proper()]
    if not proper and kind:
        proper = [_one(segments)]
        segments = proper
    for segment in segments:
        if segment in proper:
            brought.drafts.append(_draft(segment, tagger, known, document.stem, kind))
        else:
            brought.left += _left(segment, tagger)
    for piece in uncovered(document.lines, list(brought.pieces())):
        brought.left.append(Left((piece,), "was not understood"))
    return brought


def _draft(segment: Segment, tagger: Tagger, known: Known, stem: str, kind: str | None) -> Draft:
    found = kind or ("procedure" if _is_procedure(segment) else "role")
    make = ProcedureDraft if found == "procedure" else RoleDraft
    draft = make(segment, tagger, known, stem).made()
    draft.fields = in_order(draft)
    return draft


def _is_procedure(segment: Segment) -> bool:
    names = segment.names()
    of_procedures = {"steps", "trigger", "scope", "kpis", "records", "procedure_title", "risks"}
    return segment.kind == "procedure" or len(names & of_procedures) >= 2


def _one(segments: list[Segment]) -> Segment:
    """All segments as one: the user says that it is a role, though nothing looks like it."""
    whole = Segment()
    for segment in segments:
        whole.titles += segment.titles
        whole.sections += [Section("", None, list(segment.loose))] if segment.loose else []
        whole.sections += segment.sections
        whole.blanks += segment.blanks
        whole.approval += segment.approval
        whole.left += segment.left
        whole.subjects.update(segment.subjects)
        whole.named = {**segment.named, **whole.named}
    return whole


def _left(segment: Segment, tagger: Tagger) -> Iterator[Left]:
    """A segment that describes no job: its parts with the reason."""
    yield from segment.left
    for _, unit in segment.titles:
        yield Left(unit.pieces, "title without a description")
    for element in segment.loose:
        yield from _reasons(element, tagger)
    for section in segment.sections:
        for unit in ([section.heading] if section.heading else []) + section.opening:
            yield Left(unit.pieces, "fragment: too little of a description")
        for element in section.entries:
            yield from _reasons(element, tagger)
    for unit in (*segment.approval, *segment.blanks):
        yield Left(unit.pieces, "approval or signature block of no description")


def _reasons(element: Element, tagger: Tagger) -> Iterator[Left]:
    for unit in [element] if isinstance(element, Unit) else element.units():
        long = len(unit.text) > 120
        essay = long and not unit.mark and tagger.essayish(unit.text)
        yield Left(
            unit.pieces,
            "prose of an article" if essay else "fragment: too little of a description",
        )
