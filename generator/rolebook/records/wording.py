"""Two texts word by word: what both say, what one says alone, and how much they have in common.

The site does the same in the reader's browser (`wording.js`), where roles are set side by side; a
test holds both together.

Pure: knows only text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ALIKE = 0.45
"""From which share of common words two entries of a list are one entry that changed."""
RELATED = 0.25
"""Below which share of common words a text was written anew, and is not compared by word."""
_ISLAND = 4  # characters: a shorter word between two changes only makes them harder to read
_LONG = 12  # letters: beyond, a word (or a reference) tells no more
_TOKEN = re.compile(r"\s*(?:\[[^\]]*\]\([^()\s]*\)|\w+(?:[-'’./]\w+)*|\S)|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a text that is kept, added or removed."""

    sign: Literal["=", "+", "-"]
    text: str


def tokens(text: str) -> list[str]:
    """The words of a text, each with the space before it; signs and references by themselves."""
    return _TOKEN.findall(text)


def said(text: str) -> Counter[str]:
    """The words of a text, each with how often it is there."""
    return Counter(word.strip() for word in tokens(text))


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """Which share of their letters two bags of words have in common, from 0 to 1: long words tell
    more than short ones (Dice's coefficient, weighted)."""
    total = _letters(one) + _letters(other)
    return 2 * _letters(one & other) / total if total else 1.0


def _letters(bag: Counter[str]) -> int:
    return sum(min(len(word), _LONG) * times for word, times in bag.items())


def in_step(
    old: int, new: int, fit: Callable[[int, int], float]
) -> Iterator[tuple[int | None, int | None]]:
    """The best alignment in order of so many old entries with so many new ones: pairs of places,
    and each entry without a partner by itself. ``fit`` says how well two go together; those below
    `ALIKE` do not. (Needleman and Wunsch, 1970, with nothing to pay for a gap.)"""
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    fits: dict[tuple[int, int], float] = {}
    for r in range(old - 1, -1, -1):
        for c in range(new - 1, -1, -1):
            best[r][c] = max(best[r + 1][c], best[r][c + 1])
            if (here := fit(r, c)) >= ALIKE:
                fits[r, c] = here
                best[r][c] = max(best[r][c], here + best[r + 1][c + 1])
    r = c = 0
    while r < old and c < new:
        if (r, c) in fits and best[r][c] == fits[r, c] + best[r + 1][c + 1]:
            yield r, c
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            yield r, None
            r += 1
        else:
            yield None, c
            c += 1
    yield from ((place, None) for place in range(r, old))
    yield from ((None, place) for place in range(c, new))


def words(old: str, new: str) -> Iterator[Piece]:
    """The words of two texts: kept, removed and added, in reading order. Those that are not added
    make the old text, those that are not removed the new one."""
    one, other = tokens(f" {old}"), tokens(f" {new}")
    if similarity(said(old), said(new)) < RELATED:
        runs = [("replace", one, other)]
    else:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        runs = [(tag, one[a:b], other[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    return _without_margin(_pieces(runs))


def _pieces(runs: list[tuple[str, list[str], list[str]]]) -> list[Piece]:
    """Runs as pieces, a short word between two changes taken into both of them."""
    found: list[Piece] = []
    gone = come = ""
    for number, (tag, before, after) in enumerate(runs):
        kept = "".join(before)
        inside = 0 < number < len(runs) - 1
        if tag == "equal" and not (inside and len(kept.strip()) < _ISLAND):
            found += _changed(gone, come)
            found.append(Piece("=", kept))
            gone = come = ""
        else:
            gone, come = gone + kept, come + "".join(after)
    return found + _changed(gone, come)


def _changed(gone: str, come: str) -> list[Piece]:
    pieces = [Piece("-", gone), Piece("+", come)]
    return [piece for piece in pieces if piece.text]


def _without_margin(pieces: list[Piece]) -> Iterator[Piece]:
    """Without the space that was put before both texts, so that a first word has one as well: where
    words came or went at the beginning, the space between them and the rest goes with them."""
    first, *rest = pieces
    if first.sign == "=":
        pieces = [Piece("=", first.text[1:]), *rest]
    elif rest[0].sign == "=":
        kept = rest[0].text
        pieces = [Piece(first.sign, first.text[1:] + kept[0]), Piece("=", kept[1:]), *rest[1:]]
    else:
        pieces = [Piece(piece.sign, piece.text[1:]) for piece in pieces[:2]] + pieces[2:]
    return (piece for piece in pieces if piece.text)
