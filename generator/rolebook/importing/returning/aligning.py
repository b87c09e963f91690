"""Which paragraph of a paper that came back is which of the paper as it was printed.

First by the names of places, which move with their words; where these were lost, by what the
paragraphs say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rolebook.importing.returning.word import Paragraph
from rolebook.records.wording import similarity

_ALIKE = 0.5
_TELLING = 20  # characters: a shorter text found elsewhere proves nothing


def align(printed: Sequence[Paragraph], edited: Sequence[Paragraph]) -> dict[int, int]:
    """Of each edited paragraph that is one of the printed: which, by number."""
    pairs = _by_place(printed, edited)
    for match in (_equal, _similar, _in_place_of):
        for before, after in list(_gaps(pairs, len(printed), len(edited))):
            left = [i for i in before if i not in pairs.values()]
            right = [j for j in after if j not in pairs and edited[j].text.strip()]
            if left and right:
                pairs |= match(printed, edited, left, right)
    return pairs | _elsewhere(printed, edited, pairs)


def _by_place(printed: Sequence[Paragraph], edited: Sequence[Paragraph]) -> dict[int, int]:
    home: dict[str, int] = {}
    for i, paragraph in enumerate(printed):
        for there in paragraph.ranges:
            home.setdefault(there.place, i)
    counts = Counter(there.place for p in printed for there in p.ranges)
    pairs: dict[int, int] = {}
    for empty in (False, True):  # words that were all replaced leave an empty place behind
        for j, paragraph in enumerate(edited):
            if j in pairs or not paragraph.text.strip():
                continue
            for there in paragraph.ranges:
                once = counts[there.place] == 1  # else what it says tells which of them it is
                if not there.begins or not once or home[there.place] in pairs.values():
                    continue
                if (there.start == there.end) == empty:
                    pairs[j] = home[there.place]
                    break
    return pairs


def _gaps(pairs: dict[int, int], before: int, after: int) -> Iterator[tuple[range, range]]:
    """What lies between the pairs that stand in the same order on both papers."""
    done_i = done_j = 0
    for j, i in [*_in_order(sorted(pairs.items())), (after, before)]:
        yield range(done_i, i), range(done_j, j)
        done_i, done_j = i + 1, j + 1


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = increasing([i for _, i in pairs])
    return [pairs[n] for n in kept]


def increasing(numbers: Sequence[int]) -> list[int]:
    """Places of a longest increasing subsequence. (Fredman, 1975: patience sorting.)"""
    from bisect import bisect_left

    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _equal(
    printed: Sequence[Paragraph], edited: Sequence[Paragraph], left: list[int], right: list[int]
) -> dict[int, int]:
    matcher = SequenceMatcher(
        None, [_said(printed[i]) for i in left], [_said(edited[j]) for j in right], autojunk=False
    )
    return {
        right[b + n]: left[a + n]
        for a, b, size in matcher.get_matching_blocks()
        for n in range(size)
    }


def _said(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split())


def _similar(
    printed: Sequence[Paragraph], edited: Sequence[Paragraph], left: list[int], right: list[int]
) -> dict[int, int]:
    """The likest first, none across another."""
    if len(left) * len(right) > 40_000:
        return {}
    said = {i: Counter(printed[i].text.split()) for i in left}
    here = {j: Counter(edited[j].text.split()) for j in right}
    fits = [
        (similarity(said[i], here[j]), -abs(i - j), i, j)
        for i in left
        for j in right
        if _column(printed[i]) == _column(edited[j])
    ]
    found: dict[int, int] = {}
    for fit, _, i, j in sorted(fits, reverse=True):
        if fit < _ALIKE:
            break
        crossing = any((a < i) != (b < j) for b, a in found.items())
        if j not in found and i not in found.values() and not crossing:
            found[j] = i
    return found


def _column(paragraph: Paragraph) -> int | None:
    return paragraph.cell[2] if paragraph.cell else None


def _in_place_of(
    printed: Sequence[Paragraph], edited: Sequence[Paragraph], left: list[int], right: list[int]
) -> dict[int, int]:
    """As many went as came, of the same kind: their words were written anew."""
    kinds = [(printed[i].style, _column(printed[i])) for i in left]
    if kinds != [(edited[j].style, _column(edited[j])) for j in right]:
        return {}
    return dict(zip(right, left, strict=True))


def _elsewhere(
    printed: Sequence[Paragraph], edited: Sequence[Paragraph], pairs: dict[int, int]
) -> dict[int, int]:
    """Words that stand somewhere else now."""
    waiting: dict[str, list[int]] = {}
    taken = set(pairs.values())
    for i, paragraph in enumerate(printed):
        if i not in taken and len(paragraph.text) >= _TELLING:
            waiting.setdefault(_said(paragraph), []).append(i)
    return {
        j: waiting[_said(paragraph)].pop(0)
        for j, paragraph in enumerate(edited)
        if j not in pairs and waiting.get(_said(paragraph))
    }
