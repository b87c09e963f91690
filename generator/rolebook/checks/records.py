"""What is kept in records/: every record has its document, and approved revisions are whole.

That a file is damaged or was changed is told where the records are read (`rolebook.records`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rolebook.checks.survey import DOCUMENTS, Survey
from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.handbook.approved import FOLDER
from rolebook.records.translations import ids_of

RECORD_WITHOUT_FILE = CODES.define(
    "record-without-file", Severity.ERROR, "Records of a document that has no file",
    """records/ holds what was approved or recorded for an id, and no file has that id. If the
    document was renamed, the new file says so with formerly: [OLD-ID]. If it has ended, bring its
    file back from git and end it with document: {withdrawn: DATE}. Papers that people hold must be
    found again.""",
    wrong="records/approved/baker/   and no roles/baker.yml",
    right="roles/head-baker.yml with formerly: [baker]",
)  # fmt: skip
MISSING_REVISION = CODES.define(
    "missing-revision", Severity.ERROR, "An approved revision is missing",
    """The revisions of a document are numbered 1, 2, 3 without a gap, and each holds the hash of
    the one before. One of them is gone, and nobody could say any more what was agreed then. Bring
    the file back from git.""",
    wrong="records/approved/baker/0001.json, 0003.json",
    right="records/approved/baker/0001.json, 0002.json, 0003.json",
)  # fmt: skip
FORKED_REVISIONS = CODES.define(
    "forked-revisions", Severity.ERROR, "Approved revisions that do not follow on each other",
    """Each revision holds the hash of the one before. This one was written after another state:
    the document was approved twice, for instance in two branches, or an older revision was put in
    the place of another. Keep the revision that was released first; take the other file away, and
    approve its text again.""",
    wrong="records/approved/bread-maker/0002.json and records/approved/baker/0002.json",
    right="records/approved/bread-maker/0002.json and records/approved/baker/0003.json",
)  # fmt: skip

MINOR_BEFORE_MAJOR = CODES.define(
    "minor-before-major", Severity.WARNING, "A minor version in force before its major version",
    """The newest version is a minor change of one that is to be in force later, and has an earlier
    day itself. So the major change holds from that earlier day on, as part of the minor version,
    and the major version never comes into force under its own number. Where the newest version
    has been given to nobody, take its file away and approve it again with the later day; else let
    the next version say from when it is in force.""",
    wrong="2.0 in force from 2027-01-01, 2.1 in force from 2026-11-30",
    right="rolebook approve baker --minor --on 2026-11-30 --effective 2027-01-01",
)  # fmt: skip


def without_file(survey: Survey) -> Iterator[Finding]:
    """Every id in records/ has its document, under this name or a later one."""
    now = {(kind, id_) for kind, ids in survey.handbook.ids.items() for id_ in ids}
    for sheet in survey.documents():
        now |= {(sheet.entry.kind, id_) for id_ in ids_of(sheet.entry)}
    kinds: dict[str, set[str]] = {}
    for kind, id_ in now:
        kinds.setdefault(id_, set()).add(kind)
    lost: dict[str, str] = {}
    for id_, revisions in survey.records.approved.items():
        if not kinds.get(id_, set()).intersection(revision.kind for revision in revisions):
            lost[f"{FOLDER}/{id_}"] = id_
    for id_, _ in survey.records.damaged:
        if not kinds.get(id_, set()).intersection(DOCUMENTS):
            lost[f"{FOLDER}/{id_}"] = id_
    for kind, id_, lang in survey.records.translations:
        if (kind, id_) not in now:
            lost[f"records/translations/{kind}/{id_}.{lang}.json"] = id_
    for where, id_ in lost.items():
        other = sorted(kinds.get(id_, set()).intersection(DOCUMENTS))
        has = f"which is a {other[0]} now" if other else "which has no file"
        yield finding(
            RECORD_WITHOUT_FILE, Place(where), f'there are records of "{id_}", {has}',
            f"renamed? write formerly: [{id_}] in the new file. Ended? bring its file back from "
            "git and set document: {withdrawn: DATE}",
        )  # fmt: skip


def in_order(survey: Survey) -> Iterator[Finding]:
    """The newest version, if minor, is not in force before the major version that it belongs to."""
    for sheet in survey.documents():
        revisions = survey.records.revisions(ids_of(sheet.entry))
        last = revisions[-1] if revisions else None
        if last is None or last.change != "minor":
            continue
        for before in reversed(revisions[:-1]):
            if before.major == last.major and before.effective > last.effective:
                yield finding(
                    MINOR_BEFORE_MAJOR, Place(last.file),
                    f"version {last.version} is in force from {last.effective}, before version "
                    f"{before.version}, which it changes, is: from {before.effective}",
                    "if nobody has it yet, take this file away and approve the text again with "
                    f"--effective {before.effective}; else approve the next version so",
                    [Related(Place(before.file), f"version {before.version}")],
                )  # fmt: skip
                break


@dataclass(frozen=True, slots=True)
class Chain:
    """A kind of numbered record: its noun, the codes of what can be wrong with the row,
    and in words how the first of two came to be, what two branches did, and the remedy."""

    noun: str
    missing: str
    forked: str
    done: str
    branches: str
    remedy: str


class Numbered(Protocol):
    """A revision, or a decision."""

    @property
    def number(self) -> int: ...
    @property
    def file(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def previous(self) -> str: ...


_REVISIONS = Chain("revision", MISSING_REVISION, FORKED_REVISIONS,
                   "released", "approved", "approve the other text again")  # fmt: skip


def chain(survey: Survey) -> Iterator[Finding]:
    """The revisions of each document follow on each other without a gap."""
    for sheet in survey.documents():
        ids = ids_of(sheet.entry)
        revisions = survey.records.revisions(ids)
        yield from followed(_REVISIONS, sheet.entry.id, ids, revisions, survey.records.damaged)


def followed(
    chain: Chain,
    id_: str,
    ids: Sequence[str],
    records: Sequence[Numbered],
    damaged: Collection[tuple[str, int]],
) -> Iterator[Finding]:
    """What is wrong with the row of records of a document. ``ids`` are those it has and had."""
    if records:
        yield from _gaps(chain, id_, ids, records, damaged)
        yield from _forks(chain, records)


def _gaps(
    chain: Chain,
    id_: str,
    ids: Sequence[str],
    records: Sequence[Numbered],
    damaged: Collection[tuple[str, int]],
) -> Iterator[Finding]:
    there = {record.number for record in records}
    there |= {number for folder, number in damaged if folder in ids}
    for number in range(1, max(there)):
        if number not in there:
            after = next(r for r in records if r.number > number or r is records[-1])
            folder = after.file.rpartition("/")[0]
            yield finding(
                chain.missing, Place(f"{folder}/{number:04}.json"),
                f"{chain.noun} {number} of {id_} is missing", "bring it back from git",
                [Related(Place(after.file), "a later one is here")],
            )  # fmt: skip


def _forks(chain: Chain, records: Sequence[Numbered]) -> Iterator[Finding]:
    known: dict[int, Numbered] = {}
    for record in records:
        before = known.get(record.number - 1)
        twin = known.get(record.number)
        known.setdefault(record.number, record)
        if twin:
            yield finding(
                chain.forked, Place(record.file),
                f"there are two {chain.noun}s {record.number}",
                f"keep the one that was {chain.done} first; {chain.remedy}",
                [Related(Place(twin.file), "the other one")],
            )  # fmt: skip
        elif before and record.previous != before.hash:
            yield finding(
                chain.forked, Place(record.file),
                f"it was not written after {chain.noun} {before.number} as it is here",
                f"bring back the files of both from git; where two branches {chain.branches}, keep "
                f"one branch's files and {chain.remedy}",
                [Related(Place(before.file), f"the {chain.noun} before")],
            )  # fmt: skip


RULES = (without_file, chain, in_order)
