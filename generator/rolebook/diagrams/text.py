"""Text in drawings: measured with the shipped typeface, broken into lines.

Why not left to the browser or to Typst: SVG has no text boxes, and a drawing must come out the
same on the site, on paper and in Word. Widths are those of Source Sans 3, which all three use.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

_FACES = {False: "SourceSans3-Regular.otf", True: "SourceSans3-Semibold.otf"}
_UNKNOWN = 3500
_EM = 1000  # units of the typeface; a test holds it
_BREAKING = re.compile("[ \t\n\r\f\v]+")  # not the no-break space
_INSIDE = re.compile(r"(?<=\w\w[-/–—])(?=[^\W\d_])")  # not in P-01 or F-03
_WORD = re.compile(r"[^\W\d_]{6,}")
_DIALECTS = {"en": "en_GB", "de": "de_DE", "nl": "nl_NL"}
_FORLORN = 450  # a last line of next to nothing is as bad as one that is so short, in thousandths
_SHORT_WORD = 8  # letters
_FEWEST_LETTERS = 3  # before and after a hyphen


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type. ``size`` and ``leading`` are in units of the drawing (CSS pixels)."""

    size: int
    leading: int
    strong: bool = False


@lru_cache(maxsize=2)
def _advances(strong: bool) -> dict[int, int]:
    """Character -> advance width in thousandths of the size."""
    from fontTools.ttLib import TTFont

    with as_file(files("rolebook") / "fonts" / _FACES[strong]) as file, TTFont(file) as font:
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] for code, name in font.getBestCmap().items()}


@lru_cache(maxsize=4096)
def _advance(char: str, strong: bool) -> int:
    known = _advances(strong)
    if (width := known.get(ord(char))) is not None:
        return width
    # Paper prints a character that no typeface has as its code, browsers take another typeface.
    return 0 if unicodedata.combining(char) else _UNKNOWN


@lru_cache(maxsize=16384)
def _edges(text: str, type_: Type) -> tuple[int, ...]:
    """Where each character of a line ends, in thousandths; 0 before the first."""
    widths = (type_.size * _advance(char, type_.strong) for char in text)
    return (0, *accumulate(widths))


def width(text: str, type_: Type) -> int:
    """The width of a line, rounded up."""
    return -(-_edges(text, type_)[-1] // _EM)


def longest_word(text: str, type_: Type) -> int:
    """The width of the widest piece that a line can hold without breaking a word."""
    return max((width(piece, type_) for piece in _pieces(text)), default=0)


def hyphenated(text: str, type_: Type, room: int, lang: str) -> str:
    """The text with soft hyphens in the words that are wider than the room, by the rules of its
    language; for outputs that may know none."""

    def parted(found: re.Match[str]) -> str:
        if width(found[0], type_) <= room:
            return found[0]
        edges = [0, *_syllables(found[0], lang), len(found[0])]
        return "\u00ad".join(found[0][start:end] for start, end in pairwise(edges))

    return _WORD.sub(parted, text)


def _pieces(text: str) -> Iterator[str]:
    for word in _BREAKING.split(text.strip()):
        yield from _INSIDE.split(word)


@dataclass(frozen=True, slots=True)
class _Break:
    """A line may end before ``end``, with ``mark`` put there; the next one begins at ``start``."""

    end: int
    start: int
    mark: str = ""
    cost: int = 0


@lru_cache(maxsize=16384)
def lines(text: str, type_: Type, room: int, lang: str = "", even: bool = False) -> tuple[str, ...]:
    """The text in lines of at most ``room``: as few as can be, full ones or ``even`` ones.

    A word breaks only when it is wider than the room: by the rules of its language where they
    are known, else anywhere.
    """
    text = " ".join(_BREAKING.split(text.strip()))
    if not text:
        return ()
    if width(text, type_) <= room:
        return (text,)
    room = max(room, type_.size) * _EM
    edges = _edges(text, type_)
    breaks = [_Break(0, 0), *_breaks(text, edges, room, type_, lang), _Break(len(text), len(text))]
    marks = {"": 0, "-": type_.size * _advance("-", type_.strong)}
    best: list[tuple[int, int]] = [(0, 0)]  # cost so far, and the break before
    for at in range(1, len(breaks)):
        this = breaks[at]
        found: tuple[int, int] | None = None
        for before in range(at - 1, -1, -1):
            wide = edges[this.end] - edges[breaks[before].start] + marks[this.mark]
            if wide > room and found is not None:
                break
            short = max(room - wide, 0) * 1000 // room
            if at == len(breaks) - 1 and not even:
                short = _FORLORN if 4 * wide < room else 0
            # What fits nowhere still has to stand somewhere.
            too_wide = 10**9 if wide > room and before < at - 1 else 0
            cost = best[before][0] + 10**6 + short * short + this.cost + too_wide
            if found is None or cost < found[0]:
                found = cost, before
        assert found is not None
        best.append(found)
    result: list[str] = []
    at = len(breaks) - 1
    while at:
        before = best[at][1]
        result.append(text[breaks[before].start : breaks[at].end] + breaks[at].mark)
        at = before
    return tuple(reversed(result))


def _breaks(
    text: str, edges: tuple[int, ...], room: int, type_: Type, lang: str
) -> Iterator[_Break]:
    hyphen = type_.size * _advance("-", type_.strong)
    place = before = 0
    for word in text.split(" "):
        end = place + len(word)
        # A number stays with a short word before it, where both fit: step 4, EUR 500.
        kept = word[0].isdigit() and place - before - 1 <= _SHORT_WORD
        if place and not (kept and edges[end] - edges[before] <= room):
            yield _Break(place - 1, place)
            before = place
        inside = place
        for piece in _pieces(word):
            if inside > place:
                yield _Break(inside, inside)
            end = inside + len(piece)
            if edges[end] - edges[inside] > room:
                yield from _within(text, inside, end, edges, room - hyphen, lang)
            inside = end
        place = inside + 1


def _within(
    text: str, start: int, end: int, edges: tuple[int, ...], room: int, lang: str
) -> Iterator[_Break]:
    """Places inside a word that is too wide; between them, nothing is wider than the room."""
    good = []
    for found in _WORD.finditer(text, start, end):
        good += [found.start() + at for at in _syllables(found[0], lang)]
    place = start
    for at in [*good, end]:
        while edges[at] - edges[place] > room and at - place > 1:  # no rule helps: anywhere
            place = max(place + 1, bisect_left(edges, edges[place] + room, place, at) - 1)
            if place < at:
                yield _Break(place, place, "", 4 * 10**6)
        if at < end:
            yield _Break(at, at, "-", 3 * 10**5)
            place = at


@lru_cache(maxsize=4)
def _dictionary(lang: str) -> Pyphen | None:
    import pyphen

    name = pyphen.language_fallback(_DIALECTS.get(lang, lang.replace("-", "_")))
    edge = _FEWEST_LETTERS
    return pyphen.Pyphen(lang=name, left=edge, right=edge) if name else None


@lru_cache(maxsize=1024)
def _syllables(word: str, lang: str) -> tuple[int, ...]:
    """Where a word may be hyphenated. Places one letter apart contradict each other (``be-a-r``):
    in compounds the patterns are wrong there, so neither counts."""
    known = _dictionary(lang) if lang else None
    found = [int(at) for at in known.positions(word)] if known else []
    return tuple(at for at in found if at - 1 not in found and at + 1 not in found)
