"""What was decided and must be kept, in ``records/`` and in git. Append-only.

``read_records`` reads all of it once; checks, views and commands get it as data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from rolebook.findings import CODES, Finding, Place, Severity, finding
from rolebook.handbook.approved import FOLDER as APPROVED
from rolebook.records import decisions, store
from rolebook.records.decisions import Decision
from rolebook.records.keeping import files
from rolebook.records.store import Revision
from rolebook.records.translations import FOLDER as TRANSLATIONS
from rolebook.records.translations import BrokenRecord, Key, Pair, read_pairs

__all__ = ["Decision", "Records", "Revision", "read_records"]

BROKEN_RECORD = CODES.define(
    "broken-record", Severity.ERROR, "A file in records/ is damaged",
    """The files below records/ are written by the program only. This one cannot be read as such a
    file, or was changed after it was written: most often a merge left its marks in it. Take it back
    from git, or, for records/translations/, delete it and run `rolebook translated` again.""",
    wrong="<<<<<<< HEAD\n"
        '{"pairs": [',
    right='{"pairs": [',
)  # fmt: skip

K = TypeVar("K", Revision, Decision)

_NO_PAIRS: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Records:
    """``approved``: the revisions in the folder of each document id, oldest first. ``damaged``:
    id and number of the files that stand there and cannot be read. ``translations``: the recorded
    pairs of each (kind, id, language). ``decisions``: those in the folder of each role id, oldest
    first; ``damaged_decisions`` likewise."""

    approved: Mapping[str, tuple[Revision, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    damaged: frozenset[tuple[str, int]] = frozenset()
    translations: Mapping[Key, frozenset[Pair]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    decisions: Mapping[str, tuple[Decision, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    damaged_decisions: frozenset[tuple[str, int]] = frozenset()

    def revisions(self, ids: Iterable[str]) -> tuple[Revision, ...]:
        """The approved revisions of a document under its present and former ids, oldest first."""
        found = (revision for id_ in ids for revision in self.approved.get(id_, ()))
        return tuple(sorted(found, key=lambda revision: revision.number))

    def decisions_about(self, ids: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions on the grade of a role under its present and former ids, oldest first."""
        found = (decision for id_ in ids for decision in self.decisions.get(id_, ()))
        return tuple(sorted(found, key=lambda decision: decision.number))

    def pairs(self, kind: str, ids: tuple[str, ...], lang: str) -> frozenset[Pair]:
        """The recorded pairs of a document under its present and former ids."""
        found = (self.translations.get((kind, id_, lang), _NO_PAIRS) for id_ in ids)
        return _NO_PAIRS.union(*found)


def read_records(root: Path) -> tuple[Records, list[Finding]]:
    """All records of the handbook at ``root``, and a finding for each damaged file."""
    findings: list[Finding] = []
    translations: dict[Key, frozenset[Pair]] = {}
    for file in files(root / TRANSLATIONS):
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
    approved, damaged = _numbered(root, files(root / APPROVED), store.read, "revision", findings)
    decided, damaged_decisions = _numbered(
        root, files(root / decisions.FOLDER), decisions.read, "decision", findings
    )
    records = Records(approved, damaged, MappingProxyType(translations), decided, damaged_decisions)
    return records, findings


def _numbered(
    root: Path,
    files: Iterable[Path],
    read: Callable[[Path], K],
    noun: str,
    findings: list[Finding],
) -> tuple[Mapping[str, tuple[K, ...]], frozenset[tuple[str, int]]]:
    """The numbered files in the folder of each id, and id and number of those that do not hold."""
    found: dict[str, list[K]] = {}
    damaged: set[tuple[str, int]] = set()
    for file in files:
        id_ = file.parent.name
        place = Place(file.relative_to(root).as_posix())
        if not re.fullmatch(r"\d{4,9}\.json", file.name):
            findings.append(
                finding(BROKEN_RECORD, place, f"this is no file of a {noun}",
                        "take it away; if it is a copy, look that the original is there")
            )  # fmt: skip
            continue
        try:
            kept = read(file)
        except BrokenRecord as error:
            damaged.add((id_, int(file.stem)))
            findings.append(
                finding(BROKEN_RECORD, place, f"this {noun} does not hold: {error}",
                        "take it back from git as it was written")
            )  # fmt: skip
        else:
            found.setdefault(id_, []).append(kept)
    everything = {id_: tuple(sorted(them, key=_number)) for id_, them in found.items()}
    return MappingProxyType(everything), frozenset(damaged)


def _number(kept: Revision | Decision) -> int:
    return kept.number
