"""What became of each piece of a printed paragraph: the author's words, and what is computed.

An edit belongs to the author's words that it touches. Where it touches computed words only, it is
told and has no place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rolebook.importing.returning.word import Look, Paragraph
from rolebook.model.base import Path
from rolebook.paper.returning import place_name

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_NUMBER = re.compile(r"[\w.]{1,8}[.)]?[\t\u2002]")
AFTER_NUMBER = ("\t", "\u2002")
"""What a paper prints behind a number."""
_NOTHING = re.compile(r"[\s.,;:–()]*")


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of the edited words. ``old``: which it is of the printed piece, from 0."""

    text: str
    look: Look
    old: int | None = None


@dataclass(slots=True)
class Piece:
    """Words under one path, as printed and as they are now. Computed words have no path."""

    path: Path
    start: int
    end: int
    text: str
    looks: Sequence[Look]
    now: list[Letter] = field(default_factory=list)

    @property
    def said(self) -> str:
        return "".join(letter.text for letter in self.now)

    @property
    def is_changed(self) -> bool:
        if self.said != self.text:
            return True
        return any(
            (old.strong, old.emphasis) != (letter.look.strong, letter.look.emphasis)
            for old, letter in zip(self.looks, self.now, strict=True)
            if not letter.text.isspace()
        )


def pieces(paragraph: Paragraph, paths: Mapping[str, Path]) -> list[Piece]:
    """A printed paragraph cut into the author's words and what is between them."""
    found: list[Piece] = []
    at = 0

    def add(path: Path, start: int, end: int) -> None:
        if end > start:
            looks = paragraph.looks[start:end]
            found.append(Piece(path, start, end, paragraph.text[start:end], looks))

    for there in sorted(paragraph.ranges, key=lambda r: r.start):
        if there.place in paths and there.start >= at:
            add((), at, there.start)
            add(paths[there.place], there.start, there.end)
            at = there.end
    add((), at, len(paragraph.text))
    return found


def project(found: Sequence[Piece], edited: Paragraph) -> None:
    """Give every piece the words that it has now.

    The names of places tell where the author's words begin and end. Where they are not all there,
    the words themselves do; a number or a label at the beginning is found as such then, so that its
    words are not taken for those of a text that was written anew.
    """
    if bounds := _bounds(found, edited):
        for piece, (start, end) in zip(found, bounds, strict=True):
            _compare([piece], edited, start, end)
        return
    first, end = found[0] if found else None, 0
    if first is not None and len(found) > 1 and not first.path:
        end = _prefix(first.text, edited.text)
        first.now += [
            Letter(c, look, n if edited.text.startswith(first.text) else None)
            for n, (c, look) in enumerate(zip(edited.text[:end], edited.looks, strict=False))
        ]
        if end or first.text.endswith(AFTER_NUMBER):
            found = found[1:]
    _compare(found, edited, end, len(edited.text))


def _bounds(found: Sequence[Piece], edited: Paragraph) -> list[tuple[int, int]]:
    """Where each piece begins and ends in the edited paragraph; nothing where that is not sure.

    What was typed beside the author's words, between them and computed ones, is his too.
    """
    ranges = {there.place: there for there in edited.ranges if there.begins}
    own = [ranges.get(place_name(piece.path)) for piece in found if piece.path]
    places = [(there.start, there.end) for there in own if there is not None]
    flat = [offset for place in places for offset in place]
    if not own or len(places) < len(own) or flat != sorted(flat):
        return []
    bounds: list[tuple[int, int]] = []
    waiting = iter([*places, (len(edited.text), len(edited.text))])
    at, (start, end) = 0, next(waiting)
    for number, piece in enumerate(found):
        if piece.path:
            bounds.append((at, end))
            at, (start, end) = end, next(waiting)
            continue
        gap = edited.text[at:start]
        if gap.endswith(piece.text) and (number or gap == piece.text):
            first = start - len(piece.text)
            if bounds:
                bounds[-1] = (bounds[-1][0], first)
            bounds.append((first, start))
            at = start
        elif gap.startswith(piece.text) and number + 1 < len(found):
            bounds.append((at, at + len(piece.text)))
            at += len(piece.text)
        else:
            return []
    if at < len(edited.text):  # typed at the end of the paragraph
        bounds[-1] = (bounds[-1][0], len(edited.text))
    return bounds


def _compare(found: Sequence[Piece], edited: Paragraph, start: int, end: int) -> None:
    """Give pieces that follow each other their words in a part of the edited paragraph."""
    base = found[0].start if found else 0
    text = "".join(piece.text for piece in found)
    old, new = _TOKEN.findall(text), _TOKEN.findall(edited.text[start:end])
    starts = [base + offset for offset in _offsets(old)]
    ends = [start + offset for offset in _offsets(new)]
    looks = [look for piece in found for look in piece.looks]
    pairs = _pairs(old, new)
    _shift(
        pairs,
        new,
        [looks[start - base].link for start in starts[:-1]],
        [edited.looks[start].link for start in ends[:-1]],
    )
    behind = _behind(pairs, len(old))
    at = 0
    for n in range(len(new)):  # `at`: how many old words are behind us
        come = [Letter(edited.text[m], edited.looks[m]) for m in range(ends[n], ends[n + 1])]
        there = pairs[n]
        if there is None:
            _owner(found, starts[at], starts[behind[n]]).now += come
            continue
        for m, letter in enumerate(come, starts[there]):
            piece = _at(found, m)
            piece.now.append(Letter(letter.text, letter.look, m - piece.start))
        at = there + 1


def _prefix(printed: str, edited: str) -> int:
    """How much of an edited paragraph is the number or label at its beginning."""
    if edited.startswith(printed):
        return len(printed)
    if printed.endswith(AFTER_NUMBER) and (found := _NUMBER.match(edited)):
        return found.end()
    return 0


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new word the old one that it is."""
    found: list[int | None] = [None] * len(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        found[b : b + size] = range(a, a + size)
    if not any(there is not None and old[there].isalnum() for there in found):
        return [None] * len(new)  # spaces and signs alone keep nothing of a text
    return found


def _shift(
    pairs: list[int | None], new: Sequence[str], before: Sequence[str], now: Sequence[str]
) -> None:
    """Of two ways to see where words were put in (before a space, or behind it), take the one in
    which links stay what they were."""
    n = len(new) - 1
    while n > 0:
        if pairs[n] is not None or n + 1 == len(new):
            n -= 1
            continue
        last = first = n
        while first > 0 and pairs[first - 1] is None:
            first -= 1
        while first > 0 and new[first - 1] == new[last] and (old := pairs[first - 1]) is not None:
            if now[first - 1] == before[old] or now[last] != before[old]:
                break
            pairs[last], pairs[first - 1] = old, None
            first, last = first - 1, last - 1
        n = first - 1


def _behind(pairs: Sequence[int | None], size: int) -> list[int]:
    """For each new word, the next old one that is still there."""
    found, following = [size] * len(pairs), size
    for n in range(len(pairs) - 1, -1, -1):
        found[n] = following
        there = pairs[n]
        following = following if there is None else there
    return found


def _offsets(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found


def _at(found: Sequence[Piece], offset: int) -> Piece:
    return next(piece for piece in found if piece.start <= offset < piece.end)


def _owner(found: Sequence[Piece], start: int, end: int) -> Piece:
    """Whose words they are that stand in the place of others: the first of the author's words that
    went, else those that they follow, else those before which they stand."""
    touched = [p for p in found if p.start < end and start < p.end]
    own = [p for p in touched if p.path]
    if own:
        return own[0]
    if not touched:
        beside = [p for p in found if p.path and start in (p.start, p.end)]
        if beside:
            return beside[0]
        touched = [p for p in found if p.start <= start <= p.end]
    return touched[0]


def is_told(piece: Piece) -> bool:
    """Whether a change of computed words is worth telling: not where only the signs between the
    author's words went."""
    before, after = " ".join(piece.text.split()), " ".join(piece.said.split())
    return before != after and not (_NOTHING.fullmatch(before) and _NOTHING.fullmatch(after))
