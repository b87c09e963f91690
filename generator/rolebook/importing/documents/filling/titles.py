"""The title of a job: what a label says, a heading, or the sentences that speak of it."""

from __future__ import annotations

import re
from collections import Counter

from rolebook.importing.documents.filling.draft import Draft, Value, value
from rolebook.importing.documents.reading.lines import Pieces, joined, letters
from rolebook.importing.documents.sorting.segments import Segment
from rolebook.importing.documents.sorting.units import Unit


def title_of(
    segment: Segment,
    draft: Draft,
    labelled: list[tuple[Value, int]],
    stem: str,
    first: Value | None = None,
) -> Value:
    """The title; all that was read for it is accounted for. ``first``: the first line of the
    document, where it can be one."""
    headings = []
    inflected = False
    for pieces, unit in segment.titles:
        draft.labels.append(("title", unit.pieces))
        if pieces and re.search(r"[^\W\d_]{2}", joined(pieces)):
            headings.append(value(pieces))
            before = unit.raw.casefold().partition(headings[-1].text.casefold()[:12])[0]
            inflected = before.endswith((" des ", " der "))
    labelled = sorted(labelled, key=lambda item: -item[1])
    subject = _subject(segment)
    if labelled:
        best = labelled[0][0]
        for other, _ in labelled[1:]:
            if letters(other.text) != letters(best.text):
                draft.note(Value(other.text, other.pieces, "a second title"))
            else:
                draft.labels.append(("title", other.pieces))
        cleaned = _clean(best)
        if letters(cleaned.text) != letters(best.text):
            draft.labels.append(("title", best.pieces))
        return cleaned
    if headings:
        found = _clean(headings[-1] if len(headings[-1].text) > 3 else headings[0])
        if subject and letters(subject.text) == letters(found.text):
            return found
        sure = subject and segment.subjects[joined(subject.pieces)] > 1
        if subject and (segment.copied or (inflected and sure)):
            if _differ(subject.text, found.text):
                draft.remarks.append(f'the heading says "{joined(found.pieces)}"')
            return Value(subject.text, subject.pieces, "as the sentences say it")
        if subject and _differ(subject.text, found.text):
            draft.remarks.append(f'the text speaks of "{subject.text}"')
        elif subject and _inflects(letters(found.text), letters(subject.text)):
            return Value(subject.text, (*subject.pieces, *found.pieces))
        return found
    if first is not None and not (subject and _differ(subject.text, first.text)):
        return Value(_clean(first).text, first.pieces, "the first line of the document")
    if subject:
        return Value(subject.text, subject.pieces, "read out of the sentences; no title was found")
    words = re.sub(r"[_-]+", " ", stem).strip() or "Imported"
    return Value(words[:1].upper() + words[1:], (), "the file's name; no title was found")


def _subject(segment: Segment) -> Value | None:
    """What most sentences speak of; of equals the first. Sentences of duties count where they
    begin with the same words twice."""
    counted = Counter(segment.subjects)
    named = dict(segment.named)
    for text, found in _spoken_of(segment).items():
        if len(found) > 1:
            counted[text] += len(found)
            named.setdefault(text, found[0])
    if not counted:
        return None
    best = max(counted.values())
    return value(named[next(text for text, count in counted.items() if count == best)])


_SPOKEN = re.compile(
    r"^(?:Der|Die|Das|De|Het|The) (?P<subject>[\w-]+(?: [A-ZÄÖÜ][\w-]+)*) [a-zäöü]+(?:t|s|muss)\b"
)


def _spoken_of(segment: Segment) -> dict[str, list[Pieces]]:
    found: dict[str, list[Pieces]] = {}
    for section in segment.sections:
        for entry in section.entries:
            if isinstance(entry, Unit) and (said := _SPOKEN.match(entry.raw)):
                found.setdefault(said["subject"], []).append(entry.part(*said.span("subject")))
    return found


def _clean(found: Value) -> Value:
    """A title without quotation marks and placeholders behind it; capitals as in a title."""
    text = re.sub(r"\s*\\?\[[^\]]*\]?$", "", found.text.strip(" :„“\"'»«–-")).strip() or found.text
    guess = found.guess
    if text.isupper() and len(text) > 4:
        text = "-".join(
            " ".join(word if len(word) < 3 else word[0] + word[1:].lower() for word in part.split())
            for part in text.split("-")
        )
        guess = "was in capitals"
    return Value(text, found.pieces, guess)


def _inflects(title: str, subject: str) -> bool:
    """Whether a title is a subject with an ending, as in a genitive."""
    return title.startswith(subject) and 0 < len(title) - len(subject) <= 2


def _differ(subject: str, title: str) -> bool:
    one, other = letters(subject), letters(title)
    return one[:5] != other[:5] and one not in other and other not in one
