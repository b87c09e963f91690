"""Where a document stands: draft, approved, superseded or withdrawn. Always computed.

Nobody writes a status down: a document is approved while it says what its last approved revision
says, and a draft as soon as it says anything else. No clock decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rolebook.handbook import Handbook
from rolebook.model.base import Model
from rolebook.model.procedure import Procedure
from rolebook.model.references import Now, renamed
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.records import Records
from rolebook.records.fingerprint import canonical, edition_fingerprint
from rolebook.records.store import Revision

Status = Literal["draft", "approved", "superseded", "withdrawn"]
Document = Role | Procedure | Scheme

KINDS: dict[str, type[Document]] = {"role": Role, "procedure": Procedure, "scheme": Scheme}
"""The kinds of documents that are approved."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands in one language.

    ``revisions`` are all it has, oldest first. ``fingerprint`` is that of the text as it stands.
    ``approved`` is the revision whose text this is: none for a draft.
    """

    kind: str
    id: str
    lang: str
    status: Status
    fingerprint: str
    approved: Revision | None
    revisions: tuple[Revision, ...]

    @property
    def last(self) -> Revision | None:
        """The last approved revision, whatever the text says now."""
        return self.revisions[-1] if self.revisions else None


def documents(book: Handbook) -> Iterator[tuple[str, Document]]:
    """Every document of the handbook with its kind."""
    for kind in KINDS:
        for document in of_kind(book, kind).values():
            yield kind, document


def of_kind(book: Handbook, kind: str) -> dict[str, Document]:
    """The documents of a kind by id, in full."""
    found: dict[str, Document] = getattr(book, f"{kind}s")
    return found


class Standings:
    """Where each document of a handbook stands, in the language of ``book``; computed once."""

    def __init__(self, book: Handbook, records: Records) -> None:
        self.book, self.records = book, records
        self._known: dict[tuple[str, str], Standing] = {}

    def of(self, kind: str, id_: str) -> Standing:
        """Raises KeyError for a document that is not there."""
        if (kind, id_) not in self._known:
            self._known[kind, id_] = self._compute(kind, of_kind(self.book, kind)[id_])
        return self._known[kind, id_]

    def same(self, fingerprint: str, revision: Revision | None) -> bool:
        """Whether a text, known by its fingerprint, says what was approved. Documents that it
        names may have been renamed since."""
        lang = self.book.lang
        if revision is None or lang not in revision.fingerprints:
            return False
        if fingerprint == revision.fingerprints[lang]:
            return True
        if not self.now:
            return False
        before: Model = KINDS[revision.kind].model_validate(revision.editions[lang].content)
        renewed = canonical(renamed(before, self.now))
        return fingerprint == edition_fingerprint(revision.kind, lang, renewed)

    @cached_property
    def now(self) -> Now:
        """What documents that were renamed are called now."""
        return {
            (kind, former): document.id
            for kind, document in documents(self.book)
            for former in document.formerly
        }

    def _compute(self, kind: str, document: Document) -> Standing:
        lang = self.book.lang
        revisions = self.records.revisions((document.id, *document.formerly))
        last = revisions[-1] if revisions else None
        fingerprint = edition_fingerprint(kind, lang, canonical(document))
        same = last is not None and last.kind == kind and self.same(fingerprint, last)
        status: Status = "approved" if same else "draft"
        return Standing(
            kind=kind,
            id=document.id,
            lang=lang,
            status="withdrawn" if document.document.withdrawn else status,
            fingerprint=last.fingerprints[lang] if same and last else fingerprint,
            approved=last if same else None,
            revisions=revisions,
        )


def standing_of(revision: Revision, lang: str, now: Standing) -> Standing:
    """Where an approved revision stands that is drawn again. ``now`` is where its document stands.

    Raises KeyError where it was not approved in that language.
    """
    fingerprint = revision.fingerprints[lang]
    current = now.revisions[-1].fingerprints.get(lang) == fingerprint
    status: Status = "approved" if current else "superseded"
    return Standing(
        kind=revision.kind,
        id=revision.id,
        lang=lang,
        status="withdrawn" if now.status == "withdrawn" else status,
        fingerprint=fingerprint,
        approved=revision,
        revisions=now.revisions,
    )
