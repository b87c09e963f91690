"""An approved version as a page: what changed with it, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from rolebook.records.compared import between, changed_parts
from rolebook.records.status import KINDS, Standings
from rolebook.records.store import Revision, Said
from rolebook.translation import language_name
from rolebook.views.comparison import change_sections
from rolebook.views.control import document_line, in_force_facts, revision_id
from rolebook.views.document import (
    Block,
    Document,
    Fact,
    Facts,
    Line,
    Paragraph,
    Section,
    Span,
    plain,
)
from rolebook.views.fields import field_name
from rolebook.views.pages import site_page
from rolebook.views.registers import Entry, entries
from rolebook.views.writer import Writer

_FEW = 4
"""So many parts of a document are named at most where it is told what changed."""


class Revisions:
    """The pages of approved versions in one language.

    A document has them once there is something to compare: a second version, or a draft beside the
    first. The same holds in every language, because the same pages are there in each.
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def documents(self) -> Iterator[Document]:
        """The page of each approved version that has one. Its id is ``ID/NUMBER``."""
        for entry in entries(self.writer):
            if self.has_pages(entry):
                for revision in entry.standing.revisions:
                    yield self.document(entry, revision)

    def has_pages(self, entry: Entry) -> bool:
        """Whether the approved versions of a document have pages of their own."""
        revisions = entry.standing.revisions
        return len(revisions) > 1 or bool(revisions and self._is_draft(entry))

    def document(self, entry: Entry, revision: Revision) -> Document:
        """The page of one approved version."""
        _ = self.writer.words
        name, every = entry.document.title, entry.standing.revisions
        at = every.index(revision)
        before, last = every[at - 1] if at else None, every[-1]
        sections = [Section("about", _("This version"), (self._about(entry, revision),))]
        if before is None:
            first = Paragraph(plain(_("It is the first version.")))
            sections.append(Section("with", _("What changed with this version"), (first,)))
        else:
            heading = _("What changed with this version")
            sections.append(self._changes("with", heading, entry, before, revision))
        if revision is not last:
            heading = _("What has changed since, up to version {version}", version=last.version)
            sections.append(self._changes("since", heading, entry, revision, last))
        elif entry.standing.status == "draft":
            heading = _("What the draft changes")
            sections.append(self._changes("draft", heading, entry, revision, None))
        return site_page(
            self.writer, "revision", revision_id(entry.id, revision),
            f"{name.plain}, {_('version {version}', version=revision.version)}",
            _("Approved version"), sections, None, self.writer.line(name).lang,
        )  # fmt: skip

    def _about(self, entry: Entry, revision: Revision) -> Facts:
        _ = self.writer.words
        fingerprint = revision.fingerprints.get(self.writer.lang)
        note = said_of(self.writer, revision, revision.note)
        rows = (
            Fact(_("Document"), (document_line(self.writer, entry.kind, entry.id),)),
            Fact(_("Version"), (plain(revision.version),)),
            Fact(_("Approved on"), (plain(_.date(revision.on)),)),
            *in_force_facts(self.writer, entry.standing.revisions, revision),
            Fact(_("Released by"), (self.writer.role(revision.released),)),
            *((Fact(_("What changed"), (note,)),) if revision.note else ()),
            Fact(_("Fingerprint"), (plain(fingerprint or _("not in this language")),)),
        )
        return Facts(rows)

    def _changes(
        self, anchor: str, heading: str, entry: Entry, old: Revision, new: Revision | None
    ) -> Section:
        """What changed between two texts, in this language if both are there in it."""
        _ = self.writer.words
        lang = self._common(old, new)
        if lang is None:
            text = _("The two versions were approved in different languages.")
            return Section(anchor, heading, (Paragraph(plain(text)),))
        comparison = between(self._standings(lang), entry.kind, entry.id, old, new)
        sections = change_sections(self.writer, comparison, prefix=f"{anchor}-")
        nothing: Block = Paragraph(plain(_("Nothing changed in this language.")))
        return Section(anchor, heading, () if sections else (nothing,), sections)

    def told(self, entry: Entry, revision: Revision) -> str:
        """What changed with a version in a few words, where nobody noted it: the parts of the
        document, or the languages whose translation changed; empty for the first."""
        _, every = self.writer.words, entry.standing.revisions
        at = every.index(revision)
        if not at:
            return ""
        before, governing = every[at - 1], self.writer.book.settings.governing
        there = governing in before.fingerprints and governing in revision.fingerprints
        parts: tuple[str, ...] = ()
        if there and before.fingerprints[governing] != revision.fingerprints[governing]:
            parts = changed_parts(self._standings(governing), entry.kind, before, revision)
        if parts:
            owner = KINDS[entry.kind]
            named = [field_name(self.writer, owner, part) for part in parts]
            if len(named) <= _FEW:
                return _.all_of(named)
            more = _("and {n} more", n=len(named) - _FEW + 1)
            return f"{', '.join(named[: _FEW - 1])} {more}"
        lang = self.writer.lang
        translated = [
            language_name(tag, lang) or tag
            for tag, fingerprint in revision.fingerprints.items()
            if before.fingerprints.get(tag) != fingerprint
        ]
        return _("Translation: {languages}", languages=_.all_of(translated)) if translated else ""

    def _common(self, old: Revision, new: Revision | None) -> str | None:
        """The language in which two texts are compared: this one, else the governing one, else any
        that both have."""
        there = new.fingerprints if new else dict.fromkeys(self.writer.book.editions)
        governing = self.writer.book.settings.governing
        for lang in (self.writer.lang, governing, *old.fingerprints):
            if lang in old.fingerprints and lang in there and lang in self.writer.book.editions:
                return lang
        return None

    def _standings(self, lang: str) -> Standings:
        if lang not in self._known:
            self._known[lang] = Standings(self.writer.book.editions[lang], self.writer.records)
        return self._known[lang]

    @cached_property
    def _known(self) -> dict[str, Standings]:
        return {}

    def _is_draft(self, entry: Entry) -> bool:
        governing = self._standings(self.writer.book.settings.governing)
        return governing.of(entry.kind, entry.id).status == "draft"


def said_of(writer: Writer, revision: Revision, what: Said) -> Line:
    """Note or reason of an approval, in the reader's language if it was noted in it."""
    text, lang = revision.said(what, writer.lang)
    return Line((Span(text),), "" if lang == writer.lang else lang)
