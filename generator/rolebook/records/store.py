"""Approved revisions as files: ``records/approved/ID/0003.json``, written once and never changed.

A revision holds the whole document in canonical form, in each language that was approved, with
what the ids in it were called that day: an old paper can be drawn again from it alone. It holds
its own hash and the hash of the revision before, so that a changed, missing or doubled file is
found. The file's name is the number: two branches that approve the same document meet in git.

The form of the file is that of all that is kept (`rolebook.records.keeping`): the facts of the
approval, then ``settings`` and ``editions`` as its body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from rolebook.handbook.approved import approved_file
from rolebook.records.fingerprint import VERSION, Content
from rolebook.records.keeping import (
    Meanwhile,
    below_the_hash,
    body_of,
    hash_of,
    put,
    read_kept,
    texts_of,
)
from rolebook.records.translations import BrokenRecord

__all__ = ["Edition", "Meanwhile", "Names", "Revision", "read", "sealed", "write"]

Names = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What ids were called: kind -> id -> the entry in canonical form, as far as papers show it."""


Said = str | Mapping[str, str]
"""What somebody said of an approval: in the governing language, or in several by their tags."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A document in one language, as approved. ``names``: what the ids in it were called."""

    content: Content
    names: Names


@dataclass(frozen=True)
class Revision:
    """One approved revision. ``id`` is the document's id that day (it may be renamed since).

    ``number`` counts 1, 2, 3 and is the key; ``version`` (MAJOR.MINOR) is what is printed.
    ``change`` is against the revision before, ``reason`` why a weighty one is minor all the same.
    ``prepared``, ``checked`` and ``released`` are roles by id. ``fingerprints`` has one for each
    language that was approved. ``previous`` is the hash of the revision before, or empty.
    """

    kind: str
    id: str
    number: int
    version: str
    change: Literal["major", "minor"]
    on: date
    effective: date
    prepared: str
    checked: str
    released: str
    note: Said
    reason: Said
    governing: str
    fingerprints: Mapping[str, str]
    previous: str
    canonical: int = VERSION
    hash: str = ""
    body: bytes = field(default=b"", repr=False)
    """The lines of ``settings`` and ``editions``."""

    @property
    def major(self) -> int:
        """The major version: what a signature holds for."""
        return int(self.version.partition(".")[0])

    def said(self, what: Said, lang: str) -> tuple[str, str]:
        """Note or reason in a language, else in the governing one, and in which of them."""
        if isinstance(what, str):
            return what, self.governing
        found = lang if lang in what else self.governing
        return what[found], found

    @property
    def file(self) -> str:
        """Where it stands, below the handbook's root."""
        return approved_file(Path(), self.id, self.number).as_posix()

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings of the handbook that a paper shows, in canonical form."""
        found: Mapping[str, Any] = self._texts["settings"]
        return found

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The text in each language that was approved."""
        return {lang: Edition(**edition) for lang, edition in self._texts["editions"].items()}

    @cached_property
    def _texts(self) -> dict[str, Any]:
        return texts_of(self.body)


def sealed(revision: Revision, settings: Content, editions: Mapping[str, Edition]) -> Revision:
    """The revision with its texts and its hash."""
    texts = {
        "settings": settings,
        "editions": {
            lang: {"content": edition.content, "names": edition.names}
            for lang, edition in editions.items()
        },
    }
    full = replace(revision, body=body_of(texts))
    return replace(full, hash=hash_of(below_the_hash(full, _DATES)))


def read(file: Path) -> Revision:
    """The revision in a file. Raises BrokenRecord."""
    data, body = read_kept(file, "settings", VERSION)
    try:
        dates = {name: date.fromisoformat(data[name]) for name in _DATES}
        revision = Revision(**{**data, **dates, "body": body})
        for what in (revision.note, revision.reason):
            "".join(revision.said(what, ""))
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenRecord("it is no approved revision") from error
    if (revision.id, f"{revision.number:04}.json") != (file.parent.name, file.name):
        raise BrokenRecord(f"it is revision {revision.number} of {revision.id} under another name")
    return revision


def write(root: Path, revision: Revision) -> Path:
    """Put a sealed revision in its place. Raises Meanwhile where one stands there, and OSError."""
    target = root / revision.file
    put(root, target, revision.hash, below_the_hash(revision, _DATES))
    return target


_DATES = ("on", "effective")
