"""Document control as page and paper show it, and the places to sign."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.control import DocumentControl, Meaning, SignaturePlace
from rolebook.model.settings import in_language
from rolebook.model.text import Text
from rolebook.views.document import Control, Fact, Line, Signature, Signatures, plain
from rolebook.views.writer import Writer


def control(writer: Writer, document: DocumentControl) -> Control:
    """Number, version, status and who answers for the document."""
    _ = writer.words
    withdrawn = document.withdrawn is not None
    status = _("Withdrawn") if withdrawn else _("Draft")
    return Control(
        number=document.number or "",
        version="",
        status="withdrawn" if withdrawn else "draft",
        status_label=status,
        version_label=_("no approved version"),
        facts=tuple(_facts(writer, document, status)),
        remark=""
        if withdrawn
        else _("Draft: not approved. The handbook shows the text that holds."),
    )


def _facts(writer: Writer, document: DocumentControl, status: str) -> Iterator[Fact]:
    _ = writer.words
    roles = (
        (_("Owner"), document.owner),
        (_("Prepared by"), document.prepared_by),
        (_("Checked by"), document.checked_by),
        (_("Released by"), document.released_by),
    )
    if document.number:
        yield Fact(_("Document number"), (plain(document.number),))
    yield Fact(_("Status"), (plain(status),))
    for label, role in roles:
        if role:
            yield Fact(label, (writer.role(role),))
    if document.review_by:
        yield Fact(_("Review by"), (plain(_.date(document.review_by)),))
    if document.withdrawn:
        yield Fact(_("Withdrawn on"), (plain(_.date(document.withdrawn)),))
    if document.distribution:
        yield Fact(_("Distribution"), writer.lines(document.distribution))


def signatures(writer: Writer, places: tuple[SignaturePlace, ...]) -> Iterator[Signatures]:
    """The places to sign, each with what its signature says."""
    _ = writer.words
    who = {
        "employee": _("Employee"),
        "manager": _("Line manager"),
        "head_of_unit": _("Head of the unit"),
        "hr": _("Human resources"),
        "works_council": _("Works council"),
        "management": _("Management"),
    }
    if places:
        yield Signatures(
            tuple(
                Signature(
                    who=who[place.by],
                    statements=tuple(_statements(writer, place)),
                    blanks=(_("Name"), _("Place, date"), _("Signature")),
                )
                for place in places
            )
        )


def _statements(writer: Writer, place: SignaturePlace) -> Iterator[Line]:
    if place.text:
        yield writer.line(place.text)
        return
    for meaning in place.meaning:
        yield plain(_meaning(writer, meaning))


def _meaning(writer: Writer, meaning: Meaning) -> str:
    _ = writer.words
    return {
        "seen": _("Seen: I have read this job description. This waives no objection."),
        "received": _("Received: I have been given a copy."),
        "agreed": _("Agreed: the description is true to the job."),
        "endorsed": _("Endorsed."),
        "explained": _("Explained: I have gone through the description with the employee."),
        "released": _("Released."),
    }[meaning]


def contract_sentence(writer: Writer) -> Text | None:
    """The organisation's own sentence on the paper and the employment contract."""
    sentence = in_language(writer.book.settings.contract.sentence, writer.lang)
    return Text(sentence, writer.lang) if sentence else None
