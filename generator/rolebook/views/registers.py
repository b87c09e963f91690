"""The document register: every document with its control facts.

Pages do not depend on the day they are built: what is due is shown by its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

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
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    plain,
)
from rolebook.views.pages import narrowing, site_page
from rolebook.views.writer import Writer

_DASH = plain("–")
_LONG = 12
"""From more rows on, a table is narrowed down rather than read."""


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
        """The revision whose text this is; none of a draft."""
        return self.standing.approved


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


def table_of(
    writer: Writer, head: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[Row]
) -> tuple[Block, ...]:
    """The rows as a table, which can be narrowed down where it is long; nothing for none."""
    found = tuple(rows)
    finding = narrowing(writer) if len(found) > _LONG else None
    return (Table("", head, found, widths, filter=finding),) if found else ()


def _head(writer: Writer, entry: Entry) -> Cell:
    """Title and number: the first cell of a row."""
    number = (plain(entry.control.number),) if entry.control.number else ()
    return Cell((document_line(writer, entry.kind, entry.id), *number), header=True)


def lines_of(*lines: Line | None) -> Cell:
    """A cell of the lines that are there; a dash for none."""
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
                lines_of(plain(_.date(shown.effective)) if shown else None),
                lines_of(plain(_.date(control.review_by)) if control.review_by else None),
                Cell(tuple(_answering(writer, entry)) or (_DASH,)),
                Cell(tuple(_code(writer, entry))),
            )
        )

    head = (_("Document"), _("Version"), _("In force from"), _("Review by"), _("Answered for by"),
            _("Fingerprint"))  # fmt: skip
    return table_of(writer, head, (6, 3, 3, 3, 6, 5), map(row, every))


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
    if control.distribution:
        yield writer.named(_("Distribution"), writer.joined(writer.lines(control.distribution)))


def _code(writer: Writer, entry: Entry) -> Iterator[Line]:
    yield plain(entry.standing.fingerprint)
    if entry.standing.revisions:
        yield history_link(writer, entry.id)


def _drafts(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words

    def row(entry: Entry) -> Row:
        last = entry.standing.last
        approved = lines_of(*_dated(writer, last)) if last else Cell((plain(_("none")),))
        control = entry.control
        hands = (control.owner, control.released_by)
        return Row((_head(writer, entry), approved, *(lines_of(_role(writer, h)) for h in hands)))

    head = (_("Document"), _("Last approved version"), _("Owner"), _("To be released by"))
    return table_of(
        writer, head, (6, 4, 5, 5), (row(e) for e in every if e.standing.status == "draft")
    )


def _dated(writer: Writer, revision: Revision) -> tuple[Line, Line]:
    return plain(revision.version), plain(writer.words.date(revision.on))


def _reviews(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words
    due = sorted(
        ((e.control.review_by, n, e) for n, e in enumerate(every) if e.control.review_by),
        key=lambda item: item[:2],
    )
    rows = (
        Row(
            (
                Cell((plain(_.date(day)),), header=True),
                lines_of(document_line(writer, e.kind, e.id)),
                lines_of(_role(writer, e.control.owner)),
            )
        )
        for day, _n, e in due
    )
    return table_of(writer, (_("Review by"), _("Document"), _("Owner")), (3, 6, 5), rows)


def _withdrawn(writer: Writer, every: Iterable[Entry]) -> tuple[Block, ...]:
    _ = writer.words

    def row(entry: Entry) -> Row:
        control, last = entry.control, entry.standing.last
        day = plain(_.date(control.withdrawn)) if control.withdrawn else None
        other = (
            document_line(writer, entry.kind, control.replaced_by) if control.replaced_by else None
        )
        version = lines_of(*_dated(writer, last)) if last else Cell((plain(_("none")),))
        return Row((_head(writer, entry), version, lines_of(day), lines_of(other)))

    head = (_("Document"), _("Last approved version"), _("Withdrawn on"), _("Replaced by"))
    return table_of(
        writer, head, (6, 4, 4, 6), (row(e) for e in every if e.standing.status == "withdrawn")
    )


def moved_document(writer: Writer, entry: Entry, former: str, to: Link) -> Document:
    """What stands at an address of a document that was renamed: the way to where it is now."""
    _ = writer.words
    line = document_line(writer, entry.kind, entry.id)
    now = Line(tuple(replace(span, link=to) for span in line.spans), line.lang)
    text = Paragraph(writer.compose(_("It is found here now: {document}."), document=now))
    name = entry.document.title
    return site_page(
        writer, "moved", former, name.plain, _("This page has moved"),
        (Section("moved", "", (text,)),), title_lang=writer.line(name).lang,
    )  # fmt: skip


# -- the same as a table for other programs

Value = str | int | date | None


def register_table(writer: Writer) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """The register as head and rows; roles by their title, ids and dates as data."""
    _ = writer.words
    head = (
        _("Kind"), _("Id"), _("Document number"), _("Title"), _("Status"), _("Version"),
        _("Approved on"), _("In force from"), _("Last approved version"), _("Review by"),
        _("Owner"), _("Prepared by"), _("Checked by"), _("Released by"),
        _("To be released by"), _("Distribution"),
        _("Withdrawn on"), _("Replaced by"), _("Approved in"), _("Fingerprint"),
    )  # fmt: skip
    return head, [tuple(_values(writer, entry)) for entry in entries(writer)]


def _values(writer: Writer, entry: Entry) -> Iterator[Value]:
    control, shown, last = entry.control, entry.shown, entry.standing.last

    def title(id_: str | None) -> str:
        role = writer.book.roles.get(id_ or "")
        return role.title.plain if role else id_ or ""

    yield kind_word(writer, entry.kind)
    yield entry.id
    yield control.number
    yield entry.document.title.plain
    yield status_word(writer, entry.standing.status)
    yield shown.version if shown else None
    yield shown.on if shown else None
    yield shown.effective if shown else None
    yield last.version if last else None
    yield control.review_by
    yield title(control.owner)
    yield title(shown.prepared if shown else control.prepared_by)
    yield title(shown.checked) if shown else None
    yield title(shown.released) if shown else None
    yield None if shown else title(control.released_by)
    yield "\n".join(text.plain for text in control.distribution)
    yield control.withdrawn
    yield control.replaced_by
    yield ", ".join(last.fingerprints) if last else None
    yield entry.standing.fingerprint
