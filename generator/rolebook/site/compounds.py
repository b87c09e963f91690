"""The parts of Dutch and German compounds, from the handbook's own words.

Why no list of words: the words of a trade (``garantieclaim``, ``Rückrufaktion``) stand in no
general list, but their parts do stand in the handbook. A compound is split where both sides are
words of it. Where only one side is known (``Kunden`` + ``zufriedenheit``), the other one counts
when it is long enough to be a word. A wrong part does little harm: it has a low weight, and
nobody types it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache, reduce

#: What can stand between two parts, per language; a language without an entry has no compounds
#: that are written as one word. The empty one first: the shortest reading wins.
LINKS: dict[str, tuple[str, ...]] = {
    "nl": ("", "s", "e", "n", "en", "er"),
    "de": ("", "s", "e", "n", "en", "er", "es", "ns"),
    "da": ("", "s", "e"),
    "nb": ("", "s", "e"),
    "sv": ("", "s"),
    "fy": ("", "s", "e", "en"),
    "lb": ("", "s", "en"),
}
#: Dutch has two: one knows geweigerd from weigeren, the other oude from oud.
_STEMMERS = {"nl": ("dutch", "dutch_porter")}
#: Letters of a part, at least; of a side that is no word of the handbook; of a compound.
_PART, _UNKNOWN, _COMPOUND = 4, 6, 8


def stemmer(lang: str) -> Callable[[str], str]:
    """Snowball's stemmer of the language; words as they are where it has none."""
    from Stemmer import Stemmer

    code = lang.partition("-")[0]
    try:
        steps = [Stemmer(name).stemWord for name in _STEMMERS.get(code, (code,))]
    except KeyError:
        return str
    return cache(lambda word: reduce(lambda text, step: step(text), steps, word))


def splitter(lang: str, words: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """What splits a word (small letters) into its parts, or gives none: ``garantieclaims`` ->
    ``garantie``, ``claims``. ``words`` are those of the handbook, stop words left out."""
    links = LINKS.get(lang.partition("-")[0])
    if not links:
        return lambda word: ()
    stem = stemmer(lang)
    own = {word for word in words if len(word) >= _PART}
    known = own | {stem(word) for word in own}

    def is_word(text: str) -> bool:
        return len(text) >= _PART and (text in known or stem(text) in known)

    def heads(word: str) -> list[tuple[str, str]]:
        """Known first parts with what follows them, the longest first."""
        found = []
        for end in range(len(word) - _PART, _PART - 1, -1):
            endings = (word[: end - len(link)] for link in links if word[:end].endswith(link))
            these = [(head, word[end:]) for head in endings if is_word(head)]
            found += sorted(these, key=lambda pair: pair[0] not in own)  # Stelle before stellen
        return found

    @cache
    def whole(word: str) -> tuple[str, ...]:
        """The parts of a word of which every part is known."""
        if len(word) < 2 * _PART:
            return ()
        for head, tail in heads(word):
            rest = (tail,) if is_word(tail) else whole(tail)
            if rest:
                return (head, *rest)
        return ()

    @cache
    def parts(word: str) -> tuple[str, ...]:
        if len(word) < _COMPOUND or not word.isalpha():
            return ()
        if found := whole(word):
            # A part can be a compound itself: Garantie + antragsfrist, Antrag + Frist.
            return tuple(dict.fromkeys(p for f in found for p in (f, *whole(f))))
        for head, tail in heads(word):
            if head in own and len(tail) >= _UNKNOWN:
                return (head, tail)
        for start in range(_UNKNOWN, len(word) - _UNKNOWN + 1):
            if word[start:] in own:
                return (word[:start], word[start:])
        return ()

    return parts
