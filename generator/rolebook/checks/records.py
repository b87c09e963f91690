"""What is kept in records/: every record has its document, and approved revisions are whole.

That a file is damaged or was changed is told where the records are read (`rolebook.records`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolebook.checks.survey import DOCUMENTS, Sheet, Survey
from rolebook.findings import CODES, Finding, Place, Related, Severity, finding
from rolebook.handbook.approved import FOLDER
from rolebook.records import Revision
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


def chain(survey: Survey) -> Iterator[Finding]:
    """The revisions of each document follow on each other without a gap."""
    for sheet in survey.documents():
        revisions = survey.records.revisions(ids_of(sheet.entry))
        if revisions:
            yield from _gaps(survey, sheet, revisions)
            yield from _forks(revisions)


def _gaps(survey: Survey, sheet: Sheet, revisions: Sequence[Revision]) -> Iterator[Finding]:
    ids = ids_of(sheet.entry)
    there = {revision.number for revision in revisions}
    there |= {number for id_, number in survey.records.damaged if id_ in ids}
    for number in range(1, max(there)):
        if number not in there:
            after = next(r for r in revisions if r.number > number or r is revisions[-1])
            yield finding(
                MISSING_REVISION, Place(f"{FOLDER}/{after.id}/{number:04}.json"),
                f"revision {number} of {sheet.entry.id} is missing", "bring it back from git",
                [Related(Place(after.file), "a later one is here")],
            )  # fmt: skip


def _forks(revisions: Sequence[Revision]) -> Iterator[Finding]:
    known: dict[int, Revision] = {}
    for revision in revisions:
        before = known.get(revision.number - 1)
        twin = known.get(revision.number)
        known.setdefault(revision.number, revision)
        if twin:
            yield finding(
                FORKED_REVISIONS, Place(revision.file),
                f"there are two revisions {revision.number}",
                "keep the one that was released first; approve the other text again",
                [Related(Place(twin.file), "the other one")],
            )  # fmt: skip
        elif before and revision.previous != before.hash:
            yield finding(
                FORKED_REVISIONS, Place(revision.file),
                f"it was not written after revision {before.number} as it is here",
                "bring back the files of both from git; where two branches approved, keep one "
                "branch's files and approve the other text again",
                [Related(Place(before.file), "the revision before")],
            )  # fmt: skip


RULES = (without_file, chain)
