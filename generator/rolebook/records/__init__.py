"""What was decided and must be kept, in ``records/`` and in git. Append-only.

``read_records`` reads all of it once; checks, views and commands get it as data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from rolebook.findings import CODES, Finding, Place, Severity, finding
from rolebook.records import store
from rolebook.records.store import Revision
from rolebook.records.translations import FOLDER as TRANSLATIONS
from rolebook.records.translations import BrokenRecord, Key, Pair, read_pairs

__all__ = ["Records", "Revision", "read_records"]

BROKEN_RECORD = CODES.define(
    "broken-record", Severity.ERROR, "A file in records/ is damaged",
    """The files below records/ are written by the program only. This one cannot be read as such a
    file, or was changed after it was written: most often a merge left its marks in it. Take it back
    from git, or, for records/translations/, delete it and run `rolebook translated` again.""",
    wrong="<<<<<<< HEAD\n"
        '{"pairs": [',
    right='{"pairs": [',
)  # fmt: skip

_NO_PAIRS: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Records:
    """``approved``: the revisions in the folder of each document id, oldest first. ``damaged``:
    id and number of the files that stand there and cannot be read. ``translations``: the recorded
    pairs of each (kind, id, language)."""

    approved: Mapping[str, tuple[Revision, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    damaged: frozenset[tuple[str, int]] = frozenset()
    translations: Mapping[Key, frozenset[Pair]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def revisions(self, ids: Iterable[str]) -> tuple[Revision, ...]:
        """The approved revisions of a document under its present and former ids, oldest first."""
        found = (revision for id_ in ids for revision in self.approved.get(id_, ()))
        return tuple(sorted(found, key=lambda revision: revision.number))

    def pairs(self, kind: str, ids: tuple[str, ...], lang: str) -> frozenset[Pair]:
        """The recorded pairs of a document under its present and former ids."""
        found = (self.translations.get((kind, id_, lang), _NO_PAIRS) for id_ in ids)
        return _NO_PAIRS.union(*found)


def read_records(root: Path) -> tuple[Records, list[Finding]]:
    """All records of the handbook at ``root``, and a finding for each damaged file."""
    findings: list[Finding] = []
    translations: dict[Key, frozenset[Pair]] = {}
    for file in _below(root, TRANSLATIONS, "*/*.json"):
        match = re.fullmatch(r"([^.]+)\.([^.]+)\.json", file.name)
        if match is None:
            continue
        try:
            translations[file.parent.name, match[1], match[2]] = read_pairs(file)
        except BrokenRecord as error:
            place = Place(file.relative_to(root).as_posix())
            findings.append(
                finding(BROKEN_RECORD, place, f"this file cannot be read: {error}",
                        "take it back from git, or delete it and record the translation again")
            )  # fmt: skip
    approved, damaged = _approved(root, findings)
    return Records(approved, damaged, MappingProxyType(translations)), findings


def _approved(
    root: Path, findings: list[Finding]
) -> tuple[Mapping[str, tuple[Revision, ...]], frozenset[tuple[str, int]]]:
    found: dict[str, list[Revision]] = {}
    damaged: set[tuple[str, int]] = set()
    for file in store.files(root):
        id_ = file.parent.name
        place = Place(file.relative_to(root).as_posix())
        if not re.fullmatch(r"\d{4,9}\.json", file.name):
            findings.append(
                finding(BROKEN_RECORD, place, "this is no file of approved revisions",
                        "take it away; if it is a copy, look that the original is there")
            )  # fmt: skip
            continue
        try:
            revision = store.read(file)
        except BrokenRecord as error:
            damaged.add((id_, int(file.stem)))
            findings.append(
                finding(BROKEN_RECORD, place, f"this revision does not hold: {error}",
                        "take it back from git as it was written")
            )  # fmt: skip
        else:
            found.setdefault(id_, []).append(revision)
    everything = {id_: tuple(sorted(them, key=lambda r: r.number)) for id_, them in found.items()}
    return MappingProxyType(everything), frozenset(damaged)


def _below(root: Path, folder: str, pattern: str) -> Iterator[Path]:
    yield from sorted((root / folder).glob(pattern))
