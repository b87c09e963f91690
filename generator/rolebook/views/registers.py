"""The document register, the history of each document, and what changed: approval as pages.

Pages do not depend on the day they are built: what is due is shown by its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolebook.model.control import DocumentControl
from rolebook.records.status import Document as Approvable
from rolebook.records.status import Standing, documents
from rolebook.records.store import Revision
from rolebook.translation import sort_key
from rolebook.views.control import document_line, history_link, status_word
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Line,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.pages import site_page
from rolebook.views.writer import Writer

_DASH = plain("–")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the register, and where it stands."""

    kind: str
    document: Approvable
    standing: Standing

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def control(self) -> DocumentControl:
        return self.document.document

    @property
    def shown(self) -> Revision | None:
        """The revision whose text this is; of a document that was withdrawn the last one."""
        withdrawn = self.standing.status == "withdrawn"
        return self.standing.last if withdrawn else self.standing.approved


def entries(writer: Writer) -> list[Entry]:
    """Every document of the handbook, by kind, number and title."""
    found = [Entry(k, d, writer.standing(k, d.id)) for k, d in documents(writer.book)]
    order = {"role": 0, "procedure": 1, "scheme": 2}
    return sorted(
        found,
        key=lambda e: (order[e.kind], e.control.number or "~", sort_key(e.document.title.plain)),
    )


def kind_word(writer: Writer, kind: str) -> str:
    _ = writer.words
    return {
        "role": _("Role"),
        "procedure": _("Procedure"),
        "scheme": _("Grading scheme"),
    }[kind]


def register_document(writer: Writer) -> Document:
    """Every document with its control facts; drafts, reviews and withdrawals by themselves."""
    _ = writer.words
    every = entries(writer)
    held = [e for e in every if e.standing.status != "withdrawn"]
    headings = {
        "role": ("roles", _("Roles")),
        "procedure": ("procedures", _("Procedures")),
        "scheme": ("schemes", _("Grading schemes")),
    }
    return site_page(
        writer, "register", "register", _("Document register"), _("Document control"),
        (
            *(
                Section(anchor, heading, _all(writer, [e for e in held if e.kind == kind]))
                for kind, (anchor, heading) in headings.items()
            ),
            Section("drafts", _("Drafts waiting for approval"), _drafts(writer, held)),
            Section("reviews", _("Reviews in the order of their date"), _reviews(writer, held)),
            Section("withdrawn", _("Withdrawn documents"), _withdrawn(writer, every)),
        ),
        _("Every document of the handbook: number, version, status, dates and who answers for it."),
    )  # fmt: skip


def _table(
    head: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[Row]
) -> tuple[Block, ...]:
    found = tuple(rows)
    return (Table("", head, found, widths),) if found else ()


def _head(writer: Writer, entry: Entry) -> Cell:
    """Title and number: the first cell of a row."""
    number = (plain(entry.control.number),) if entry.control.number else ()
    return Cell((document_line(writer, entry.kind, entry.id), *number), header=True)


def _lines(*lines: Line | None) -> Cell:
    return Cell(tuple(line for line in lines if line) or (_DASH,))


def _role(writer: Writer, id_: str | None) -> Line | None:
    return writer.role(id_) if id_ else None


def _all(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words

    def row(entry: Entry) -> Row:
        control, shown = entry.control, entry.shown
        return Row(
            (
                _head(writer, entry),
                Cell(tuple(_version(writer, entry))),
                _lines(plain(_.date(shown.effective)) if shown else None),
                _lines(plain(_.date(control.review_by)) if control.review_by else None),
                Cell(tuple(_answering(writer, entry)) or (_DASH,)),
                Cell(writer.lines(control.distribution) or (_DASH,)),
                Cell(tuple(_code(writer, entry))),
            )
        )

    head = (_("Document"), _("Version"), _("In force from"), _("Review by"), _("Answered for by"),
            _("Distribution"), _("Fingerprint"))  # fmt: skip
    return _table(head, (6, 4, 4, 4, 7, 4, 4), map(row, every))


def _version(writer: Writer, entry: Entry) -> Iterator[Line]:
    if entry.shown:
        yield plain(entry.shown.version)
    yield plain(status_word(writer, entry.standing.status))


def _answering(writer: Writer, entry: Entry) -> Iterator[Line]:
    """Owner, and who prepared, checked and released it (or is to do so)."""
    _ = writer.words
    control, shown = entry.control, entry.shown
    for label, role in (
        (_("Owner"), control.owner),
        (_("Prepared by"), shown.prepared if shown else control.prepared_by),
        (_("Checked by"), shown.checked) if shown else (_("To be checked by"), control.checked_by),
        (_("Released by"), shown.released)
        if shown
        else (_("To be released by"), control.released_by),
    ):
        if role:
            yield writer.named(label, writer.role(role))


def _code(writer: Writer, entry: Entry) -> Iterator[Line]:
    yield plain(entry.standing.fingerprint)
    if entry.standing.revisions:
        yield history_link(writer, entry.id)


def _drafts(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words

    def row(entry: Entry) -> Row:
        last = entry.standing.last
        approved = _lines(*_dated(writer, last)) if last else Cell((plain(_("none")),))
        control = entry.control
        hands = (control.owner, control.released_by)
        return Row((_head(writer, entry), approved, *(_lines(_role(writer, h)) for h in hands)))

    head = (_("Document"), _("Last approved version"), _("Owner"), _("To be released by"))
    return _table(head, (6, 4, 5, 5), (row(e) for e in every if e.standing.status == "draft"))


def _dated(writer: Writer, revision: Revision) -> tuple[Line, Line]:
    return plain(revision.version), plain(writer.words.date(revision.on))


def _reviews(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words
    due = sorted(
        ((e.control.review_by, n, e) for n, e in enumerate(every) if e.control.review_by),
        key=lambda item: item[:2],
    )
    rows = (
        Row((Cell((plain(_.date(day)),), header=True), _lines(document_line(writer, e.kind, e.id)),
             _lines(_role(writer, e.control.owner))))
        for day, _n, e in due
    )  # fmt: skip
    return _table((_("Review by"), _("Document"), _("Owner")), (3, 6, 5), rows)


def _withdrawn(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words

    def row(entry: Entry) -> Row:
        control, last = entry.control, entry.standing.last
        day = plain(_.date(control.withdrawn)) if control.withdrawn else None
        other = (
            document_line(writer, entry.kind, control.replaced_by) if control.replaced_by else None
        )
        version = _lines(*_dated(writer, last)) if last else Cell((plain(_("none")),))
        return Row((_head(writer, entry), version, _lines(day), _lines(other)))

    head = (_("Document"), _("Last approved version"), _("Withdrawn on"), _("Replaced by"))
    return _table(head, (6, 4, 4, 6), (row(e) for e in every if e.standing.status == "withdrawn"))


# -- revisions


def revision_anchor(revision: Revision) -> str:
    """The language-free place of a revision on the page of its document's history."""
    return f"revision-{revision.number}"


def history_document(writer: Writer, kind: str, id_: str) -> Document:
    """All approved versions of a document, the newest first."""
    _ = writer.words
    standing = writer.standing(kind, id_)
    document = next(d for k, d in documents(writer.book) if (k, d.id) == (kind, id_))
    line = writer.line(document.title)
    return site_page(
        writer, "history", id_, document.title.plain, _("Approved versions"),
        (
            Section("now", _("As it stands"), tuple(_now(writer, standing))),
            Section("versions", _("Versions"), _versions(writer, standing)),
        ),
        _("All approved versions, the newest first."), line.lang,
    )  # fmt: skip


def _now(writer: Writer, standing: Standing) -> Iterator[Block]:
    """What is on show now, against the last version."""
    _ = writer.words
    document = document_line(writer, standing.kind, standing.id)
    if standing.status == "approved" and standing.approved:
        text = writer.compose(
            _("{document}: version {version} holds, in force from {date}."),
            document=document,
            version=plain(standing.approved.version),
            date=plain(_.date(standing.approved.effective)),
        )
    elif standing.status == "withdrawn":
        text = writer.compose(_("{document} was withdrawn."), document=document)
    else:
        text = writer.compose(
            _("{document}: the text has changed since the last version, and is a draft."),
            document=document,
        )
    yield Paragraph(text)


def _versions(writer: Writer, standing: Standing) -> tuple[Block, ...]:
    _ = writer.words
    rows = (
        Row(
            (
                Cell((plain(r.version),), header=True),
                _lines(plain(_.date(r.on))),
                _lines(plain(_.date(r.effective))),
                _lines(writer.role(r.released)),
                Cell(tuple(_said(writer, r))),
                _lines(plain(r.fingerprints[writer.lang]))
                if writer.lang in r.fingerprints
                else Cell((plain(_("not in this language")),)),
            ),
            anchor=revision_anchor(r),
        )
        for r in reversed(standing.revisions)
    )
    head = (_("Version"), _("Approved on"), _("In force from"), _("Released by"),
            _("What changed"), _("Fingerprint"))  # fmt: skip
    return _table(head, (2, 4, 4, 5, 8, 5), rows)


def _said(writer: Writer, revision: Revision) -> Iterator[Line]:
    """What kind of change it is, and what was noted about it, in the language it was noted in."""
    _ = writer.words
    kinds = {"major": _("Major change"), "minor": _("Minor change")}
    yield plain(_("First version") if revision.number == 1 else kinds[revision.change])
    lang = "" if revision.governing == writer.lang else revision.governing
    if revision.note:
        yield Line((Span(revision.note),), lang)
    if revision.reason:
        yield writer.named(_("Why minor"), Line((Span(revision.reason),), lang))


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


def _changes(writer: Writer, revisions: Iterable[tuple[Revision, Entry]]) -> tuple[Block, ...]:
    _ = writer.words
    rows = (
        Row(
            (
                _lines(plain(_.date(revision.on))),
                Cell((document_line(writer, entry.kind, entry.id),), header=True),
                _lines(history_link(writer, entry.id, revision_anchor(revision), revision.version)),
                Cell(tuple(_said(writer, revision))),
                _lines(plain(_.date(revision.effective))),
            )
        )
        for revision, entry in revisions
    )
    head = (_("Approved on"), _("Document"), _("Version"), _("What changed"), _("In force from"))
    return _table(head, (4, 6, 2, 8, 4), rows)
