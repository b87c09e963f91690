"""The handbook's words, for the search box: by them it sees that a word is mistyped.

The words stand in pieces, sorted and front-coded, each some kilobytes, so that the box loads only
the piece with the letter that a word begins with. ``rolebook.json`` says which pieces there are,
which words say nothing (stop words), and how many pages each filter has. The names of pages come in
pieces of the same kind.

A line of a piece: how many letters it shares with the line before (one sign, base 36), the
remaining letters, and how often the word occurs (a figure: pages, as a power of two).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from rolebook.site.companions import Companions, folded, words_of
from rolebook.site.passages import Found

_PIECE = 6_000
_FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Shorter words are looked for as they are typed.
_SHORTEST = 3
_NAME = re.compile(r"[^\W_]+")
#: Typed as one word: Mechatroniker/in, P-05.
_JOINED = re.compile(r"[/-]")


@cache
def stop_words(lang: str) -> frozenset[str]:
    """The words of a language that say nothing alone; none where we have no list."""
    path = files("rolebook.site").joinpath("stopwords", f"{lang.partition('-')[0]}.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def vocabulary(
    pages: Sequence[Found], companions: Companions, stop: frozenset[str]
) -> dict[str, bytes]:
    """The files by name, below the folder of the index."""
    counts: Counter[str] = Counter()
    for page in pages:
        words: set[str] = set()
        for text in page.texts():
            words.update(words_of(text), companions.of(text))
        counts.update({folded(word) for word in words} - stop)
    long = sorted((word, n) for word, n in counts.items() if len(word) >= _SHORTEST)
    pieces = list(_pieces(long))
    made = {_name(text): text.encode() for _, text in pieces}
    names = list(_name_pieces(pages, companions, stop))
    made |= {_name(text): text.encode() for _, text in names}
    index = {
        "stop": sorted(stop),
        "pieces": [[first, _name(text)] for first, text in pieces],
        "names": [[first, _name(text)] for first, text in names],
        "totals": totals(pages),
    }
    made["rolebook.json"] = json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()
    return made


def totals(pages: Sequence[Found]) -> dict[str, dict[str, int]]:
    """How many pages there are of each value of each facet."""
    counts: dict[str, Counter[str]] = {}
    for page in pages:
        for facet, values in page.filters.items():
            counts.setdefault(facet, Counter()).update(values)
    return {facet: dict(sorted(values.items())) for facet, values in sorted(counts.items())}


def whole_names(page: Found, companions: Companions, stop: frozenset[str]) -> list[str]:
    """Each name of a page as one word, by which the page is found that is called so and not more,
    in whatever order: ``Head of the warranty department`` -> ``departmentheadwarranty``. Another
    word that the author lists for a whole name is a name as well."""
    names = [page.title, *page.also, *page.called]
    names += [other for name in names for other in companions.names(name)]
    forms = [form for name in names for form in (name, _JOINED.sub("", name))]
    joined = (
        "".join(sorted(folded(word) for word in _NAME.findall(form.lower()) if word not in stop))
        for form in forms
    )
    return [name for name in dict.fromkeys(joined) if name]


def _name_pieces(
    pages: Sequence[Found], companions: Companions, stop: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The first name of each piece, and its lines: a name, and the pages called so by their number
    in the index."""
    called: dict[str, list[str]] = {}
    for number, page in enumerate(pages):
        for name in whole_names(page, companions, stop):
            called.setdefault(name, []).append(str(number))
    lines: list[str] = []
    first, size = "", 0
    for name, numbers in sorted(called.items()):
        first = first or name
        lines.append(f"{name}\t{' '.join(numbers)}")
        size += len(lines[-1]) + 1
        if size > _PIECE:
            yield first, "\n".join(lines)
            lines, first, size = [], "", 0
    if lines:
        yield first, "\n".join(lines)


def _name(text: str) -> str:
    return f"words/{hashlib.sha256(text.encode()).hexdigest()[:10]}.txt"


def _pieces(words: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """The first word of each piece, and its lines. A piece ends where a first letter ends."""
    lines: list[str] = []
    size, first, before = 0, "", ""
    for word, count in words:
        if size > _PIECE and word[0] != before[:1]:
            yield first, "\n".join(lines)
            lines, size, before = [], 0, ""
        if not lines:
            first = word
        shared = 0
        while shared < min(len(word), len(before), 35) and word[shared] == before[shared]:
            shared += 1
        lines.append(f"{_FIGURES[shared]}{word[shared:]}{min(9, count.bit_length())}")
        size += len(lines[-1]) + 1
        before = word
    if lines:
        yield first, "\n".join(lines)
