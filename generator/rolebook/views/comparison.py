"""What changed in a document, as sections of blocks, in the reader's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rolebook.handbook import Handbook
from rolebook.model.text import Text
from rolebook.records.compared import Comparison
from rolebook.records.redraw import as_approved
from rolebook.records.store import Revision
from rolebook.views.comparing import Comparing
from rolebook.views.document import Document, Embedded, Fact, Facts, Paragraph, Section, plain
from rolebook.views.labels import labels
from rolebook.views.writer import Writer

COMPARED_WITH = "compared-with"
"""The fact by which a paper that shows changes is known again: the earlier revision's number."""
_NAMED = (
    *("roles", "procedures", "schemes", "families", "areas", "parties", "terms", "forms"),
    *("units", "positions"),
)
_DOCUMENTS = {"role": "roles", "procedure": "procedures", "scheme": "schemes"}


def comparison_document(writer: Writer, comparison: Comparison, *, whole: bool = False) -> Document:
    """What changed between two texts of a document; with ``whole`` all of the text, marked."""
    _ = writer.words
    nothing = Section("none", "", (Paragraph(plain(_("Nothing changed."))),))
    return Document(
        kind="comparison",
        id=comparison.id,
        lang=writer.lang,
        title=Text(comparison.change.new["title"]).plain,
        title_lang="" if comparison.lang == writer.lang else comparison.lang,
        label=_("What changed"),
        sections=change_sections(writer, comparison, whole=whole) or (nothing,),
        organisation=writer.organisation,
        facts=Facts(
            (
                Fact(_("Before"), (plain(version_words(writer, comparison.old)),)),
                Fact(_("After"), (plain(version_words(writer, comparison.new)),)),
            )
        ),
        labels={
            **labels(writer),
            "changed_by": writer.organisation.short_name,
            "changed_on": comparison.new.on.isoformat() if comparison.new else "",
        },
        embedded=_embedded(comparison) if whole else None,
        title_path=("title",) if whole else (),
    )


def _embedded(comparison: Comparison) -> Embedded:
    new, lang = comparison.new, comparison.lang
    return Embedded(
        content="",
        description="",
        facts={
            "document": comparison.kind,
            "id": comparison.id,
            "language": lang,
            "version": new.version if new else "",
            "fingerprint": new.fingerprints[lang] if new else comparison.draft,
            COMPARED_WITH: str(comparison.old.number),
        },
    )


def version_words(writer: Writer, revision: Revision | None) -> str:
    """``version 1.1 of 1 February 2027``, or the text as it stands."""
    _ = writer.words
    if revision is None:
        return _("the text as it stands")
    return _("version {version} of {date}", version=revision.version, date=_.date(revision.on))


def change_sections(
    writer: Writer, comparison: Comparison, *, whole: bool = False, prefix: str = ""
) -> tuple[Section, ...]:
    """A section for each part of the document in which something changed; with ``whole`` for every
    part. ``prefix`` tells the anchors of two comparisons on one page apart."""
    reading = Writer(_with_all_names(writer.book, comparison), writer.records)
    return tuple(Comparing(reading, comparison, whole).sections(prefix))


def _with_all_names(book: Handbook, comparison: Comparison) -> Handbook:
    """The handbook with everything that either text names, under its latest name: what others are
    called is no part of the document, so a new name of theirs is no change of it."""
    for revision in (comparison.new, comparison.old):
        if revision is not None:
            then = as_approved(book, revision, comparison.lang)
            known: dict[str, Any] = {
                name: {**getattr(then, name), **getattr(book, name)} for name in _NAMED
            }
            if revision is comparison.new:  # numbers of steps are those of the later text
                own = _DOCUMENTS[comparison.kind]
                known[own][comparison.id] = getattr(then, own)[revision.id]
            book = replace(book, **known)
    return book
