"""Document control as page and paper show it, and the places to sign.

Source: ISO 9001:2015 clause 7.5.3.2: identification, status, distribution; and that obsolete
copies are not used by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from rolebook.model.control import DocumentControl, Meaning, SignaturePlace
from rolebook.model.settings import HandbookPlace, in_language
from rolebook.model.text import Text
from rolebook.records.force import overtaking, period_of, periods
from rolebook.records.status import Document, Standing, Status
from rolebook.records.store import Revision
from rolebook.views.document import (
    Control,
    Fact,
    Line,
    Link,
    Notice,
    Signature,
    Signatures,
    Span,
    plain,
)
from rolebook.views.writer import Writer

Medium = Literal["page", "paper"]
_DAY = timedelta(days=1)


def status_word(writer: Writer, status: Status) -> str:
    _ = writer.words
    return {
        "draft": _("Draft"),
        "approved": _("Approved"),
        "superseded": _("Superseded"),
        "withdrawn": _("Withdrawn"),
    }[status]


def control(writer: Writer, kind: str, document: Document, medium: Medium = "page") -> Control:
    """Number, version, status and who answers for the document."""
    _ = writer.words
    standing = writer.standing(kind, document.id)
    shown = standing.approved
    return Control(
        number=document.document.number or "",
        version=shown.version if shown else "",
        status=standing.status,
        status_label=_status(writer, standing),
        version_label=_("Version") if shown else _version_label(writer, standing),
        facts=tuple(_facts(writer, document.document, standing, medium)),
        issued=shown.on.isoformat() if shown else "",
        remark=" ".join(_remarks(writer, standing)),
        since=_since(writer, shown) if shown else "",
    )


def _status(writer: Writer, standing: Standing) -> str:
    """The word; of an old version also from when, where what takes its place came into force later
    than it was released."""
    _ = writer.words
    shown = standing.approved
    if standing.status == "superseded" and shown:
        period = period_of(standing.revisions, shown)
        if period and period.until:
            after = next(one for one in periods(standing.revisions) if one.since > period.until)
            if after.revision.effective != after.revision.on:
                return _("Superseded from {date}", date=_.date(after.since))
    return status_word(writer, standing.status)


def _since(writer: Writer, shown: Revision) -> str:
    """From when a version is in force, where that is not the day of its release."""
    _ = writer.words
    if shown.effective == shown.on:
        return ""
    return _("in force from {date}", date=_.date(shown.effective))


def uncontrolled(writer: Writer) -> Control:
    """Of a paper made of several documents: it has no version of its own, only the remark."""
    remark = writer.words("Uncontrolled when printed: the current version is in the handbook.")
    return Control(number="", version="", status="approved", status_label="", version_label="",
                   remark=remark)  # fmt: skip


def _version_label(writer: Writer, standing: Standing) -> str:
    _ = writer.words
    if standing.last is None:
        return _("no approved version")
    return _("last approved: version {version}", version=standing.last.version)


def _remarks(writer: Writer, standing: Standing) -> Iterator[str]:
    _ = writer.words
    match standing.status:
        case "draft":
            yield _("Draft: not approved. The handbook shows the text that holds.")
        case "superseded":
            yield _("Superseded: a later version has been approved.")
        case "withdrawn":
            yield _("Withdrawn: this document no longer holds.")
    if standing.kind == "procedure":
        yield _("Uncontrolled when printed: the current version is in the handbook.")


def _facts(
    writer: Writer, document: DocumentControl, standing: Standing, medium: Medium
) -> Iterator[Fact]:
    _ = writer.words
    shown, last = standing.approved, standing.last
    if document.number:
        yield Fact(_("Document number"), (plain(document.number),))
    if shown:
        yield Fact(_("Version"), (plain(shown.version),))
    yield Fact(_("Status"), (plain(_status(writer, standing)),))
    if last and not shown:
        yield Fact(_("Last approved version"), (plain(last.version), plain(_.date(last.on))))
    if shown:
        yield from in_force_facts(writer, standing.revisions, shown)
    yield from _ended(writer, document, standing)
    if document.review_by and standing.status in ("draft", "approved"):
        yield Fact(_("Review by"), (plain(_.date(document.review_by)),))
    if document.owner:
        yield Fact(_("Owner"), (writer.role(document.owner),))
    yield from _hands(writer, document, shown)
    yield Fact(_("Fingerprint"), (plain(standing.fingerprint),))
    if document.distribution:
        yield Fact(_("Distribution"), writer.lines(document.distribution))
    if standing.revisions and medium == "page":
        yield Fact(_("History"), (history_link(writer, standing.id),))


def in_force_facts(
    writer: Writer, revisions: Sequence[Revision], revision: Revision
) -> Iterator[Fact]:
    """From when until when a version is in force, or why it never is."""
    _ = writer.words
    period = period_of(revisions, revision)
    since = [plain(_.date(revision.effective))]
    later = overtaking(revisions, revision)
    if later and later.effective < revision.effective:
        since.append(plain(_("never: version {version} is before that", version=later.version)))
    yield Fact(_("In force from"), tuple(since))
    if period and period.until:
        yield Fact(_("In force until"), (plain(_.date(period.until)),))


def history_link(writer: Writer, id_: str, anchor: str = "", text: str = "") -> Line:
    """To all approved versions of a document, or to one of them."""
    return Line((Span(text or writer.words("All versions"), link=Link("history", id_, anchor)),))


def _ended(writer: Writer, document: DocumentControl, standing: Standing) -> Iterator[Fact]:
    """Since when the text no longer holds, and what took its place."""
    _ = writer.words
    if document.withdrawn:
        yield Fact(_("Withdrawn on"), (plain(_.date(document.withdrawn)),))
        if document.replaced_by:
            yield Fact(
                _("Replaced by"), (document_line(writer, standing.kind, document.replaced_by),)
            )
    elif standing.status == "superseded" and standing.last:
        later = _("version {version}", version=standing.last.version)
        yield Fact(_("Replaced by"), (plain(later), plain(_.date(standing.last.on))))


def document_line(writer: Writer, kind: str, id_: str) -> Line:
    """A document's title, leading to its page."""
    if kind == "role":
        return writer.role(id_)
    if kind == "procedure":
        return writer.procedure(id_)
    return writer.entry(writer.book.schemes, id_, "scheme")


def _hands(writer: Writer, document: DocumentControl, shown: Revision | None) -> Iterator[Fact]:
    """Who prepared, checked and released it; of a draft who is to check and release it."""
    _ = writer.words
    hands: tuple[tuple[str, str | None], ...]
    if shown is None:
        hands = (
            (_("Prepared by"), document.prepared_by),
            (_("To be checked by"), document.checked_by),
            (_("To be released by"), document.released_by),
        )
    else:
        hands = ((_("Prepared by"), shown.prepared), (_("Checked by"), shown.checked))
    if document.withdrawn and shown is None:  # nobody is to do anything with it any more
        hands = hands[:1]
    for label, role in hands:
        if role:
            yield Fact(label, (writer.role(role),))
    if shown:
        yield Fact(_("Released by"), (writer.role(shown.released), plain(_.date(shown.on))))


def notices(
    writer: Writer, kind: str, document: Document, medium: Medium = "page"
) -> Iterator[Notice]:
    """What a reader must know before he relies on the text."""
    _ = writer.words
    standing = writer.standing(kind, document.id)
    last, ended = standing.last, document.document
    if ended.withdrawn:
        lines = [plain(_("Withdrawn with effect from {date}.", date=_.date(ended.withdrawn)))]
        if ended.replaced_by:
            other = document_line(writer, kind, ended.replaced_by)
            lines.append(writer.compose(_("Replaced by {document}."), document=other))
        yield Notice("warning", _("Withdrawn"), tuple(lines))
    elif standing.status == "superseded" and last:
        title = _status(writer, standing)
        yield Notice("warning", title, (plain(_replacement(writer, last)),))
    elif standing.status == "draft" and last:
        text = _("This text is not approved. The last approved version is {version} of {date}.",
                 version=last.version, date=_.date(last.on))  # fmt: skip
        later = last.effective != last.on
        when = _("It is in force from {date}.", date=_.date(last.effective))
        yield Notice("draft", _("Draft"), (plain(text), *((plain(when),) if later else ())))
    elif standing.status == "approved" and medium == "page":
        yield from _not_yet(writer, standing)


def _not_yet(writer: Writer, standing: Standing) -> Iterator[Notice]:
    """For the days before the newest version is in force: that it is not yet, and what is."""
    _ = writer.words
    *before, newest = periods(standing.revisions)
    since = _("This version is in force from {date}.", date=_.date(newest.since))
    first = before[0].since if before else newest.since
    none = plain(_("Until then no version is in force."))
    spans: list[tuple[date | None, date, Line]] = [(None, first - _DAY, none)]
    for period in before:
        assert period.until
        page = Link("history", revision_id(standing.id, period.revision))
        named = _("version {version}", version=period.revision.version)
        holding = writer.compose(
            _("Today {version} is in force, until {date}."),
            version=Line((Span(named, link=page),)),
            date=plain(_.date(period.until)),
        )
        spans.append((period.since, period.until, holding))
    for begins, ends, line in spans:
        days = (begins.isoformat() if begins else "", ends.isoformat())
        yield Notice("draft", _("Not yet in force"), (plain(since), line), days)


def revision_id(id_: str, revision: Revision) -> str:
    """What the page of an approved version is called among the pages of history. (A dash would make
    it the history of another document.)"""
    return f"{id_}/{revision.number}"


def _replacement(writer: Writer, last: Revision) -> str:
    """What the last revision does to those before it. No clock decides whether it already does."""
    _ = writer.words
    version, date = last.version, _.date(last.on)
    if last.effective == last.on:
        return _("Version {version} of {date} has taken its place.", version=version, date=date)
    return _(
        "The latest is version {version} of {date}, in force from {day}.",
        version=version, date=date, day=_.date(last.effective),
    )  # fmt: skip


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
                    field=field,
                )
                for place, field in zip(places, field_names(places), strict=True)
            )
        )


def field_names(places: tuple[SignaturePlace, ...]) -> list[str]:
    """What the fields of a PDF are called in which these places are signed: who signs there,
    numbered where one signs more than once."""
    named: list[str] = []
    for place in places:
        before = sum(other.by == place.by for other in places[: len(named)])
        named.append(f"{place.by}-{before + 1}" if before else place.by)
    return named


def _statements(writer: Writer, place: SignaturePlace) -> Iterator[Line]:
    own = place.text
    if isinstance(place, HandbookPlace) and place.texts:
        own = Text(in_language(place.texts, writer.lang), writer.lang)
    if own:
        yield writer.line(own)
        if "seen" in place.meaning:  # whatever words are chosen, seeing waives nothing
            yield plain(writer.words("Having seen this waives no objection."))
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
