"""Texts that say nearly the same: which words each of them has for itself.

What the words are is worked out in `rolebook.records.wording`; here they become marks on spans. The
site does the same in the reader's browser (`wording.js`), on the words as they are shown there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from rolebook.model.text import Span
from rolebook.records.wording import in_step, said, similarity, words
from rolebook.views.document import Line
from rolebook.views.writer import Writer

Bag = Counter[str]
Run = tuple[int, int]
"""From which to which character of a text."""


def counterparts(lists: Sequence[Sequence[Line]]) -> list[tuple[int | None, ...]]:
    """Which lines of two or three lists say nearly the same: for each such group the place of its
    line in each list, None where the list has none. Lines without a counterpart are left out."""
    bags = [[said(line.text) for line in lines] for lines in lists]
    groups: list[list[int | None]] = []
    for n, m in combinations(range(len(lists)), 2):
        for r, c in in_step(len(lists[n]), len(lists[m]), _fit(bags[n], bags[m])):
            if r is None or c is None or any(group[m] == c for group in groups):
                continue
            group = next((group for group in groups if group[n] == r), None)
            if group is None:
                group = [r if each == n else None for each in range(len(lists))]
                groups.append(group)
            if group[m] is None:
                group[m] = c
    return [tuple(group) for group in groups if sum(place is not None for place in group) > 1]


def _fit(one: Sequence[Bag], other: Sequence[Bag]) -> Callable[[int, int], float]:
    return lambda r, c: similarity(one[r], other[c])


def with_own_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with the words marked that a line alike does not have."""
    texts = [line.text for line in lines]
    marked = []
    for text, line in zip(texts, lines, strict=True):
        runs = [run for other in texts if other != text for run in own_runs(other, text)]
        marked.append(replace(line, spans=tuple(_cut(line.spans, _joined(runs)))) if runs else line)
    return tuple(marked)


def own_runs(other: str, text: str) -> Iterator[Run]:
    """Where the words stand that a text has and the other one has not, without the spaces around
    them; none where the two have too little in common."""
    pieces = tuple(words(other, text))
    if not any(piece.sign == "=" for piece in pieces):
        return
    at = 0
    for piece in pieces:
        if piece.sign == "-":
            continue
        core = piece.text.strip()
        if piece.sign == "+" and core:
            start = at + piece.text.index(core)
            yield start, start + len(core)
        at += len(piece.text)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs in order, those that touch or overlap as one."""
    found: list[Run] = []
    for start, end in sorted(runs):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _cut(spans: Sequence[Span], runs: Sequence[Run]) -> Iterator[Span]:
    """The spans, cut where a run begins or ends, those within a run marked."""
    edges = sorted({edge for run in runs for edge in run})
    at = 0
    for span in spans:
        end = at + len(span.text)
        places = [at, *(edge for edge in edges if at < edge < end), end]
        for start, stop in pairwise(places):
            within = any(first <= start and stop <= last for first, last in runs)
            text = span.text[start - at : stop - at]
            yield replace(span, text=text, mark="own" if within else "")
        at = end


def own_words_said(writer: Writer) -> str:
    """What the marks mean."""
    return writer.words(
        "Where sentences are nearly alike, the words in which they differ are bold and underlined."
    )
