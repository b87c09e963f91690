"""What a procedure keeps, on which form, where and for how long.

Source: ISO 9001:2015 clause 7.5.3.2 (retention and disposition of documented information).
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.procedure import Procedure, Record, Retention
from rolebook.views.document import (
    Block,
    Cell,
    Line,
    Row,
    Table,
    plain,
)
from rolebook.views.writer import Writer

_DASH = plain("–")


def retention_line(writer: Writer, keep: Retention | None, *, why: bool = True) -> Line:
    """``7 years after the end of the case``, and why so long; a dash where it is not said."""
    _ = writer.words
    if keep is None:
        return _DASH
    if keep.text:
        return writer.line(keep.text)
    if keep.years is not None:
        line = plain(_.ngettext("{n} year", "{n} years", keep.years))
    elif keep.months is not None:
        line = plain(_.ngettext("{n} month", "{n} months", keep.months))
    else:
        return _DASH
    if keep.after:
        line = writer.compose(_("{time} after {event}"), time=line, event=writer.line(keep.after))
    if keep.basis and why:
        line = writer.compose(
            _("{time} (basis: {basis})"), time=line, basis=writer.line(keep.basis)
        )
    return line


def kept_for(writer: Writer, record: Record, *, why: bool = True) -> Line:
    """How long a record is kept: as it says itself, else as its form says."""
    form = writer.book.forms.get(record.form or "")
    return retention_line(writer, record.keep or (form.keep if form else None), why=why)


def kept_where(writer: Writer, record: Record) -> Line:
    """The form and the system of a record."""
    lines = []
    if record.form:
        lines.append(writer.form(record.form))
    if record.system:
        lines.append(writer.line(record.system))
    return writer.joined(lines, "; ") if lines else _DASH


def records(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    """The records of one procedure."""
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.line(record.record),), header=True),
                Cell((kept_where(writer, record),)),
                Cell((kept_for(writer, record),)),
                Cell((keeper(writer, record),)),
            )
        )
        for record in procedure.records
    )
    if rows:
        head = (_("Record"), _("Form or system"), _("Kept for"), _("Kept by"))
        yield Table("", head, rows, (5, 5, 4, 4))


def keeper(writer: Writer, record: Record) -> Line:
    """The role that keeps a record."""
    return writer.role(record.kept_by) if record.kept_by else _DASH
