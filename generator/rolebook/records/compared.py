"""Two texts of a document against each other: an approved revision, and a later one or the text
as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from rolebook.model.references import renamed
from rolebook.records.comparison import Change, compare_documents
from rolebook.records.fingerprint import Content, canonical, stated
from rolebook.records.status import KINDS, Standings, of_kind
from rolebook.records.store import Revision


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed in a document from ``old`` to ``new``; without ``new``, to the text as it
    stands, which has the fingerprint ``draft``. ``lang`` is the language that was compared."""

    kind: str
    id: str
    lang: str
    old: Revision
    new: Revision | None
    change: Change
    draft: str


def between(
    standings: Standings, kind: str, id_: str, old: Revision, new: Revision | None
) -> Comparison:
    """Compare two texts of a document in the language of ``standings``.

    Documents that it names may have been renamed in between: that is no change of this one.
    Raises KeyError where a revision was not approved in that language.
    """
    lang = standings.book.lang
    before = _content(standings, old)
    after = _content(standings, new) if new else canonical(of_kind(standings.book, kind)[id_])
    draft = standings.of(kind, id_).fingerprint
    return Comparison(kind, id_, lang, old, new, compare_documents(before, after), draft)


def changed_parts(standings: Standings, kind: str, old: Revision, new: Revision) -> tuple[str, ...]:
    """The fields of a document in which two revisions differ, in the language of ``standings``, in
    the model's order. Raises KeyError where a revision was not approved in that language."""
    before, after = stated(_content(standings, old)), stated(_content(standings, new))
    keys = KINDS[kind].keys()
    return tuple(key for key in keys if before.get(key) != after.get(key))


def _content(standings: Standings, revision: Revision) -> Content:
    content = revision.editions[standings.book.lang].content
    if not standings.now:
        return content
    found: Content = canonical(renamed(KINDS[revision.kind].model_validate(content), standings.now))
    return found
