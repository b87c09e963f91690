"""Which translation was checked against which original: pairs of hashes, one file per language.

Why hashes of texts and not of files: when one task changes, only its translation is outdated; and
a translation that stands beside the wrong original can be told where it belongs. Nothing else is
recorded, so the files merge line by line.

``records/translations/KIND/ID.LANGUAGE.json`` holds ``{"pairs": [["...", "..."], ...]}``, sorted,
one pair a line; pairs are only ever added.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from rolebook.disk import replace_with
from rolebook.handbook import Entry
from rolebook.model.base import Model, model_at, texts
from rolebook.model.base import Path as ValuePath
from rolebook.model.text import Text

FOLDER = "records/translations"
NOT_SHOWN = frozenset(["notes"])
"""Sections that no reader sees; nobody owes a translation of them."""

Pair = tuple[str, str]
"""The hash of the original text and the hash of its translation."""
Key = tuple[str, str, str]
"""Kind, id and language."""

_DIGITS = 16


class BrokenRecord(ValueError):
    """A file of records that is not what the program wrote."""


@dataclass(frozen=True, slots=True)
class Beside:
    """An original text and what stands in its place in a translation. ``path`` is the place of
    both in the governing file. ``translation`` is None where there is none."""

    path: ValuePath
    original: Text
    translation: Text | None

    @property
    def pair(self) -> Pair:
        """Raises AssertionError where nothing is translated."""
        assert self.translation is not None
        return fingerprint(self.original), fingerprint(self.translation)


def fingerprint(text: Text) -> str:
    """A hash of the words: line breaks and the form of accented letters do not count."""
    words = " ".join(unicodedata.normalize("NFC", text.raw).split())
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def beside(entry: Entry, lang: str) -> Iterator[Beside]:
    """Each text of a document beside its translation, in the order of the model.

    Texts of which each language has its own list (alternative titles) cannot be paired; they
    are left out as soon as the translation has such a list. Gives nothing where the governing
    file or the translation is not valid.
    """
    translation = entry.translations.get(lang)
    if entry.model is None or translation is None or translation.model is None:
        return
    there = dict(texts(translation.model))
    for path, original in texts(entry.model):
        found = there.get(path)
        if found is None or path[0] in NOT_SHOWN:
            continue
        if found.lang != lang:
            yield Beside(path, original, None)
        elif not _own_words(type(entry.model), tuple(key for key in path if isinstance(key, str))):
            yield Beside(path, original, found)


@cache
def _own_words(cls: type[Model], path: ValuePath) -> bool:
    """Whether a text stands in a list that each language has of its own. The places in lists
    have no say in it and are left out of the path: so there are few paths."""
    groups = ((model_at(cls, path[:i]), key) for i, key in enumerate(path))
    return any(group and key in group.own_per_language for group, key in groups)


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """A translated text that is not recorded beside its original. ``belongs_to``: it was recorded
    for that text, which now stands elsewhere without it. ``outdated``: it was recorded for a text
    that is no more. Neither: it was never recorded."""

    row: Beside
    belongs_to: Beside | None = None
    outdated: bool = False


def out_of_step(rows: Sequence[Beside], recorded: frozenset[Pair]) -> Iterator[OutOfStep]:
    """The texts of a translation that are not in step, each with what is known of it."""
    originals: dict[str, set[str]] = {}
    for original, translation in recorded:
        originals.setdefault(translation, set()).add(original)
    there: set[str] = set()
    alone: dict[str, Beside] = {}  # originals whose own translation does not stand beside them
    doubtful: list[tuple[Beside, str]] = []
    for row in rows:
        pair = row.pair if row.translation is not None else (fingerprint(row.original), "")
        there.add(pair[0])
        if pair not in recorded:
            alone.setdefault(pair[0], row)
            if row.translation is not None:
                doubtful.append((row, pair[1]))
    for row, translation in doubtful:
        known = originals.get(translation, set())
        home = next((alone[original] for original in sorted(known) if original in alone), None)
        yield OutOfStep(row, home, outdated=home is None and bool(known) and not known & there)


def ids_of(entry: Entry) -> tuple[str, ...]:
    """The id of a document and those it had before: records hold under each of them."""
    return (entry.id, *getattr(entry.model, "formerly", ()))


def read_pairs(file: Path) -> frozenset[Pair]:
    """The pairs of one file. Raises BrokenRecord."""
    try:
        data = json.loads(file.read_bytes())
        pairs = frozenset((str(source), str(target)) for source, target in data["pairs"])
    except OSError as error:
        raise BrokenRecord((error.strerror or "the system refuses").lower()) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BrokenRecord("it is not what the program writes") from error
    return pairs


def record(root: Path, key: Key, pairs: Iterable[Pair]) -> int:
    """Add pairs to the file of a document and language; gives how many were new.

    The file is exchanged in one step, so that an interruption leaves the old one. Raises
    BrokenRecord when the file that is there cannot be read, and OSError.
    """
    kind, id_, lang = key
    file = root / FOLDER / kind / f"{id_}.{lang}.json"
    known = read_pairs(file) if file.exists() else frozenset()
    new = frozenset(pairs) - known
    if new:
        lines = ",\n".join(f"  {json.dumps(pair)}" for pair in sorted(known | new))
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_with(file, f'{{"pairs": [\n{lines}\n]}}\n'.encode(), lasting=True)
    return len(new)
