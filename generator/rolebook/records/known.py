"""The editions that the handbook knows, by fingerprint: what somebody asks who holds a paper.

Source: ISO 9001:2015 clause 7.5.3.2: obsolete documented information is not used by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rolebook.handbook import Handbook
from rolebook.records import Records
from rolebook.records.force import Period, periods
from rolebook.records.status import Document, Standing, Standings, documents
from rolebook.records.store import Revision

Kind = Literal["approved", "withdrawn", "draft"]
Validity = Literal["current", "coming", "superseded", "withdrawn", "draft"]
"""What a text is on a day: one that is approved is in force, not yet in force, or no more."""


@dataclass(frozen=True, slots=True)
class Known:
    """A text that the handbook knows. ``revisions`` are those that were approved with just this
    text, oldest first; a draft has none. ``every``: all revisions of the document. ``document`` is
    None where its file is gone."""

    kind: str
    id: str
    lang: str
    fingerprint: str
    what: Kind
    revisions: tuple[Revision, ...]
    every: tuple[Revision, ...]
    document: Document | None

    @property
    def version(self) -> str:
        """The latest version with this text; empty for a draft."""
        return self.revisions[-1].version if self.revisions else ""

    @property
    def last(self) -> bool:
        """Whether the last revision of the document says this."""
        return bool(self.revisions) and self.revisions[-1] is self.every[-1]

    @property
    def periods(self) -> tuple[Period, ...]:
        """When the text is in force, in the order of time; those that follow on each other as one,
        named by the last revision in it."""
        numbers = {revision.number for revision in self.revisions}
        found: list[Period] = []
        for period, before in zip(them := periods(self.every), (None, *them), strict=False):
            if period.revision.number not in numbers:
                continue
            if found and before is not None and found[-1].revision is before.revision:
                found[-1] = Period(period.revision, found[-1].since, period.until)
            else:
                found.append(period)
        return tuple(found)

    def on(self, day: date) -> Validity:
        """What the text is on a day."""
        if self.what != "approved":
            return self.what
        if any(period.holds_on(day) for period in self.periods):
            return "current"
        return "coming" if any(day < period.since for period in self.periods) else "superseded"


def known_editions(
    book: Handbook, records: Records, drafts: Iterable[Standing] = ()
) -> Mapping[str, tuple[Known, ...]]:
    """Every approved text, and of ``drafts`` those that are none, by fingerprint. Where several
    documents have one text, the one that holds comes first."""
    found: dict[str, list[Known]] = {}
    for known in (*_approved(book, records), *_drafts(book, drafts)):
        same = found.setdefault(known.fingerprint, [])
        if not any((other.id, other.kind) == (known.id, known.kind) for other in same):
            same.append(known)
    return {fingerprint: tuple(sorted(them, key=_rank)) for fingerprint, them in found.items()}


def _rank(known: Known) -> int:
    if known.what == "approved":
        return 0 if known.last else 2
    return 1 if known.what == "withdrawn" else 3


def all_drafts(book: Handbook, records: Records) -> Iterator[Standing]:
    """Where every document stands, in every language: those that are drafts count."""
    for edition in book.editions.values():
        standings = Standings(edition, records)
        yield from (standings.of(kind, document.id) for kind, document in documents(edition))


def _approved(book: Handbook, records: Records) -> Iterator[Known]:
    filed: set[str] = set()
    for kind, document in documents(book):
        ids = (document.id, *document.formerly)
        filed.update(ids)
        revisions = tuple(r for r in records.revisions(ids) if r.kind == kind)
        yield from _texts(kind, document.id, revisions, document)
    for id_, revisions in records.approved.items():
        if id_ not in filed:
            yield from _texts(revisions[-1].kind, id_, revisions, None)


def _texts(
    kind: str, id_: str, revisions: tuple[Revision, ...], document: Document | None
) -> Iterator[Known]:
    """The texts of a document. One whose file is gone no longer holds."""
    texts: dict[tuple[str, str], list[Revision]] = {}
    for revision in revisions:
        for lang, fingerprint in revision.fingerprints.items():
            texts.setdefault((lang, fingerprint), []).append(revision)
    for (lang, fingerprint), same in texts.items():
        ended = document is None or document.document.withdrawn
        what: Kind = "withdrawn" if ended else "approved"
        yield Known(kind, id_, lang, fingerprint, what, tuple(same), revisions, document)


def _drafts(book: Handbook, drafts: Iterable[Standing]) -> Iterator[Known]:
    known = {(kind, document.id): document for kind, document in documents(book)}
    for standing in drafts:
        if standing.approved is None:
            what: Kind = "withdrawn" if standing.status == "withdrawn" else "draft"
            yield Known(
                standing.kind, standing.id, standing.lang, standing.fingerprint, what,
                (), standing.revisions, known.get((standing.kind, standing.id)),
            )  # fmt: skip
