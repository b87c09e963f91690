"""Further words under which a word is found: its parts, other spellings, synonyms.

They stand in the search index beside the word, with a low weight, and are never shown. What the
reader types needs no treatment then, and Pagefind's own stemming works on them as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rolebook.site.compounds import splitter, stemmer

_WORD = re.compile(r"[^\W\d_]+")
#: German without its own letters, as typed on other keyboards: ``Pruefung``, ``Strasse``.
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: The other way round, ``Prüfung`` finds ``Pruefung``; not the ``ue`` of ``neue`` or ``Quelle``.
_UMLAUT = re.compile(r"(?<![aeoquäöü])([aou])e(?![aeiou])")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without numbers."""
    return _WORD.findall(text.lower())


def folded(word: str) -> str:
    """Without accents, ß as ss, small letters: what Pagefind and the search box compare."""
    bare = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    return "".join(c for c in bare if not unicodedata.combining(c))


class Companions:
    """The companions of the words of one language.

    ``words`` are all words of the handbook, small; ``synonyms`` the groups that the author lists,
    each of words or short phrases.
    """

    def __init__(
        self,
        lang: str,
        words: Iterable[str],
        synonyms: Sequence[Sequence[str]],
        stop: frozenset[str] = frozenset(),
    ) -> None:
        self._stop = stop
        self._german = lang.partition("-")[0] == "de"
        self._stem = stemmer(lang)
        listed = {word for group in synonyms for each in group for word in words_of(each)}
        self._parts = splitter(lang, ({*words} | listed) - stop)
        self._phrases: dict[tuple[str, ...], list[str]] = {}
        self._groups: dict[tuple[str, ...], list[Sequence[str]]] = {}
        self._lengths: dict[str, set[int]] = {}
        for group in synonyms:
            members = [words_of(each) for each in group]
            everything = [word for member in members for word in member if word not in stop]
            for member in members:
                if stems := tuple(map(self._stem, member)):
                    self._groups.setdefault(stems, []).append(group)
                    self._lengths.setdefault(stems[0], set()).add(len(stems))
                    others = [word for word in everything if word not in member]
                    self._phrases.setdefault(stems, []).extend(others)
        self._alone = cache(self._of_word)
        self.of = cache(self._of_text)

    def names(self, name: str) -> tuple[str, ...]:
        """What the author says is another word for a whole name: ``pay grade`` for ``Grades``."""
        groups = self._groups.get(tuple(map(self._stem, words_of(name))), ())
        return tuple(dict.fromkeys(each for group in groups for each in group))

    def _of_text(self, text: str) -> tuple[str, ...]:
        """The companions of a text, each once, in the order of the words that they stand for."""
        found: dict[str, None] = {}
        words = words_of(text)
        for word in words:
            found.update(dict.fromkeys(self._alone(word)))
        for phrase in self._phrases_in([self._stem(word) for word in words]):
            found.update(dict.fromkeys(self._spelled(self._phrases[phrase])))
        return tuple(word for word in found if word not in words)

    def _of_word(self, word: str) -> tuple[str, ...]:
        parts = self._parts(word)
        kin = [other for part in parts for other in self._phrases.get((self._stem(part),), ())]
        return tuple(dict.fromkeys([*self._other_spellings(word), *self._spelled([*parts, *kin])]))

    def _phrases_in(self, stems: Sequence[str]) -> Iterator[tuple[str, ...]]:
        for start, first in enumerate(stems):
            for length in sorted(self._lengths.get(first, ())):
                phrase = tuple(stems[start : start + length])
                if phrase in self._phrases:
                    yield phrase

    def _spelled(self, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            yield word
            yield from self._other_spellings(word)

    def _other_spellings(self, word: str) -> tuple[str, ...]:
        if not self._german or word in self._stop:
            return ()
        others = {word.translate(_SPELLED), _UMLAUT.sub(r"\1", word)} - {word}
        return tuple(sorted(others))
