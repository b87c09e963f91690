"""Approved versions as pages: of each document, and of all documents, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolebook.model.control import DocumentControl
from rolebook.records.force import period_of, periods
from rolebook.records.status import Standing
from rolebook.records.store import Revision
from rolebook.views.control import document_line, history_link, in_force_facts, revision_id
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Line,
    Paragraph,
    Row,
    Section,
    plain,
)
from rolebook.views.pages import site_page
from rolebook.views.registers import Entry, entries, lines_of, table_of
from rolebook.views.revision import Revisions, said_of
from rolebook.views.writer import Writer


def revision_anchor(revision: Revision) -> str:
    """The language-free place of a revision on the page of its document's history."""
    return f"revision-{revision.number}"


def history_document(writer: Writer, entry: Entry, *, compared: bool = False) -> Document:
    """All approved versions of a document, the newest first. ``compared``: each has a page of its
    own that shows what changed."""
    _ = writer.words
    name, standing = entry.document.title, entry.standing
    return site_page(
        writer, "history", entry.id, name.plain, _("Approved versions"),
        (
            Section("now", _("As it stands"), tuple(_now(writer, standing, entry.control))),
            Section("versions", _("Versions"), _versions(writer, entry, compared)),
        ),
        _("All approved versions, the newest first."), writer.line(name).lang,
    )  # fmt: skip


def _now(writer: Writer, standing: Standing, control: DocumentControl) -> Iterator[Block]:
    """What is on show now, against the last version."""
    _ = writer.words
    document = document_line(writer, standing.kind, standing.id)
    if standing.status == "approved" and standing.approved:
        yield Paragraph(_in_force(writer, document, standing))
        return
    elif control.withdrawn:
        yield from _ended(writer, standing, document, control)
        return
    else:
        text = writer.compose(
            _("{document}: the text has changed since the last version, and is a draft."),
            document=document,
        )
    yield Paragraph(text)


def _in_force(writer: Writer, document: Line, standing: Standing) -> Line:
    """From when the newest version is in force; where that is not since its release, also what is
    until then. No clock decides whether it already is."""
    _ = writer.words
    *before, newest = periods(standing.revisions)
    values = {
        "document": document,
        "version": plain(newest.revision.version),
        "date": plain(_.date(newest.since)),
    }
    if newest.since == newest.revision.on or not before:
        return writer.compose(_("{document}: version {version}, in force from {date}."), **values)
    text = _("{document}: version {version}, in force from {date}; until then version {before}.")
    return writer.compose(text, **values, before=plain(before[-1].revision.version))


def _ended(
    writer: Writer, standing: Standing, document: Line, control: DocumentControl
) -> Iterator[Block]:
    """Since when a document was withdrawn, and what took its place."""
    _ = writer.words
    assert control.withdrawn is not None
    day = plain(_.date(control.withdrawn))
    text = _("{document} was withdrawn with effect from {date}.")
    yield Paragraph(writer.compose(text, document=document, date=day))
    if control.replaced_by:
        other = document_line(writer, standing.kind, control.replaced_by)
        yield Paragraph(writer.compose(_("Replaced by {document}."), document=other))


def _versions(writer: Writer, entry: Entry, compared: bool) -> tuple[Block, ...]:
    _, standing, known = writer.words, entry.standing, Revisions(writer)

    def number(revision: Revision) -> Line:
        page = revision_id(standing.id, revision)
        own = history_link(writer, page, text=revision.version)
        return own if compared else plain(revision.version)

    rows = (
        Row(
            (
                Cell((number(r),), header=True),
                lines_of(plain(_.date(r.on))),
                Cell(tuple(_days(writer, standing, r))),
                lines_of(writer.role(r.released)),
                Cell(tuple(_said(known, entry, r))),
                lines_of(plain(r.fingerprints[writer.lang]))
                if writer.lang in r.fingerprints
                else Cell((plain(_("not in this language")),)),
            ),
            anchor=revision_anchor(r),
        )
        for r in reversed(standing.revisions)
    )
    head = (_("Version"), _("Approved on"), _("In force from"), _("Released by"),
            _("What changed"), _("Fingerprint"))  # fmt: skip
    return table_of(writer, head, (2, 4, 4, 5, 8, 5), rows)


def _days(writer: Writer, standing: Standing, revision: Revision) -> Iterator[Line]:
    """From when a version is in force; until when, where a later one begins after its release."""
    _ = writer.words
    yield from next(in_force_facts(writer, standing.revisions, revision)).values
    period = period_of(standing.revisions, revision)
    if period and period.until:
        yield plain(_("until {date}", date=_.date(period.until)))


def _said(known: Revisions, entry: Entry, revision: Revision) -> Iterator[Line]:
    """What kind of change it is, and what was noted about it; else what parts changed."""
    writer, _ = known.writer, known.writer.words
    kinds = {"major": _("Major change"), "minor": _("Minor change")}
    yield plain(_("First version") if revision.number == 1 else kinds[revision.change])
    if revision.note:
        yield said_of(writer, revision, revision.note)
    elif told := known.told(entry, revision):
        yield plain(told)
    if revision.reason:
        yield writer.named(_("Why minor"), said_of(writer, revision, revision.reason))


def changes_document(writer: Writer) -> Document:
    """The approved versions of all documents, the newest first, year by year."""
    _ = writer.words
    revisions = [(r, e) for e in entries(writer) for r in e.standing.revisions]
    revisions.sort(key=lambda item: (item[0].on, item[0].number), reverse=True)
    years = dict.fromkeys(r.on.year for r, _e in revisions)
    nothing = Paragraph(plain(_("Nothing has been approved yet.")))
    return site_page(
        writer, "changes", "changes", _("What changed"), _("Document control"),
        [
            Section(f"year-{year}", str(year),
                    _changes(writer, [(r, e) for r, e in revisions if r.on.year == year]))
            for year in years
        ] or [Section("none", "", (nothing,))],
        _("The approved versions of all documents, the newest first."),
    )  # fmt: skip


def _to(writer: Writer, entry: Entry, revision: Revision, *, compared: bool) -> Line:
    """To what changed with a version; without a page of its own, to its row in the history."""
    if compared:
        return history_link(writer, revision_id(entry.id, revision), text=revision.version)
    return history_link(writer, entry.id, revision_anchor(revision), revision.version)


def _changes(writer: Writer, revisions: Iterable[tuple[Revision, Entry]]) -> tuple[Block, ...]:
    _ = writer.words
    known = Revisions(writer)
    rows = (
        Row(
            (
                lines_of(plain(_.date(revision.on))),
                Cell((document_line(writer, entry.kind, entry.id),), header=True),
                lines_of(_to(writer, entry, revision, compared=known.has_pages(entry))),
                Cell(tuple(_said(known, entry, revision))),
                lines_of(plain(_.date(revision.effective))),
            )
        )
        for revision, entry in revisions
    )
    head = (_("Approved on"), _("Document"), _("Version"), _("What changed"), _("In force from"))
    return table_of(writer, head, (4, 6, 2, 8, 4), rows)
