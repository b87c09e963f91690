"""What was decided and must be kept, in ``records/`` and in git. Append-only.

``read_records`` reads all of it once; the checks get it as data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from rolebook.findings import CODES, Finding, Place, Severity, finding
from rolebook.records.translations import FOLDER as TRANSLATIONS
from rolebook.records.translations import BrokenRecord, Key, Pair, read_pairs

__all__ = ["Records", "read_records"]

APPROVED = "records/approved"

BROKEN_RECORD = CODES.define(
    "broken-record", Severity.ERROR, "A file in records/ is damaged",
    """The files below records/ are written by the program only. This one cannot be read as such a
    file: most often a merge left its marks in it. Take it back from git, or, for
    records/translations/, delete it and run `rolebook translated` again.""",
    wrong="<<<<<<< HEAD\n"
        '{"pairs": [',
    right='{"pairs": [',
)  # fmt: skip

_NO_PAIRS: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Records:
    """``approved``: the revisions of each document id. ``translations``: the recorded pairs of
    each (kind, id, language)."""

    approved: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    translations: Mapping[Key, frozenset[Pair]] = field(
        default_factory=lambda: MappingProxyType({})
    )

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
    approved: dict[str, set[int]] = {}
    for file in _below(root, APPROVED, "*/*.json"):
        if re.fullmatch(r"\d{4}", file.stem):
            approved.setdefault(file.parent.name, set()).add(int(file.stem))
    revisions = {id_: frozenset(numbers) for id_, numbers in approved.items()}
    return Records(MappingProxyType(revisions), MappingProxyType(translations)), findings


def _below(root: Path, folder: str, pattern: str) -> Iterator[Path]:
    yield from sorted((root / folder).glob(pattern))
