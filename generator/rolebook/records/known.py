"""The editions that the handbook knows, by fingerprint: what somebody asks who holds a paper.

Source: ISO 9001:2015 clause 7.5.3.2: obsolete documented information is not used by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rolebook.handbook import Handbook
from rolebook.records import Records
from rolebook.records.status import Document, Standing, Standings, documents
from rolebook.records.store import Revision

Validity = Literal["current", "superseded", "withdrawn", "draft"]
_ORDER: tuple[Validity, ...] = ("current", "withdrawn", "superseded", "draft")


@dataclass(frozen=True, slots=True)
class Known:
    """A text that the handbook knows. ``revisions`` are those that were approved with just this
    text, oldest first; a draft has none. ``last`` is the last revision of the document.
    ``document`` is None where its file is gone."""

    kind: str
    id: str
    lang: str
    fingerprint: str
    validity: Validity
    revisions: tuple[Revision, ...]
    last: Revision | None
    document: Document | None

    @property
    def version(self) -> str:
        """The latest version with this text; empty for a draft."""
        return self.revisions[-1].version if self.revisions else ""

    @property
    def since(self) -> Revision | None:
        """The revision from which on the document has said this, without a break, up to the latest
        with this text."""
        found = None
        for revision in reversed(self.revisions):
            if found is not None and revision.number != found.number - 1:
                break
            found = revision
        return found


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
    return {
        fingerprint: tuple(sorted(them, key=lambda known: _ORDER.index(known.validity)))
        for fingerprint, them in found.items()
    }


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
        last = revisions[-1]
        validity: Validity = "superseded"
        if document is None or document.document.withdrawn:
            validity = "withdrawn"
        elif last.fingerprints.get(lang) == fingerprint:
            validity = "current"
        yield Known(kind, id_, lang, fingerprint, validity, tuple(same), last, document)


def _drafts(book: Handbook, drafts: Iterable[Standing]) -> Iterator[Known]:
    known = {(kind, document.id): document for kind, document in documents(book)}
    for standing in drafts:
        if standing.approved is None:
            validity: Validity = "withdrawn" if standing.status == "withdrawn" else "draft"
            yield Known(
                standing.kind, standing.id, standing.lang, standing.fingerprint, validity,
                (), standing.last, known.get((standing.kind, standing.id)),
            )  # fmt: skip
