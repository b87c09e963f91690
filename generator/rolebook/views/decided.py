"""What was decided about a role's grade, as its page and the dossier show it.

People appear by their roles. When the job holder was told, and until when that person may object,
is not shown here: a job may have one holder.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.decision import Consent
from rolebook.model.role import Role
from rolebook.records.decisions import Decision
from rolebook.views.document import Fact, Line, Paragraph, Section, plain
from rolebook.views.why import Why, writer_about
from rolebook.views.writer import Writer


def decision_facts(writer: Writer, role: Role) -> Iterator[Fact]:
    """The decision in force, or that there is none; and those under other schemes."""
    _ = writer.words
    decision = writer.gradings.in_force(role.id)
    if decision is not None:
        yield from _in_force(writer, decision)
    elif role.grade:
        yield Fact(_("Decision on the grade"), (plain(_("No decision is recorded yet.")),))
    if lines := tuple(_comparisons(writer, role)):
        yield Fact(_("For comparison"), lines)


def _comparisons(writer: Writer, role: Role) -> Iterator[Line]:
    """What came out under each scheme that is not in use, and whether it has gone stale."""
    _ = writer.words
    for id_, scheme in writer.book.schemes.items():
        decision = writer.gradings.last(role.id, id_)
        if decision is None or scheme is writer.book.scheme:
            continue
        line = writer.compose(
            "{scheme}: {grade}, {date}",
            scheme=writer.entry(writer.book.schemes, id_, "scheme"),
            grade=plain(f"{writer.grade_label} {decision.grade}"),
            date=plain(_.date(decision.on)),
        )
        stale = (plain(_("to be renewed")),) if writer.gradings.changes(decision) else ()
        yield writer.joined((line, *stale))


def _in_force(writer: Writer, decision: Decision) -> Iterator[Fact]:
    _ = writer.words
    yield Fact(_("Decision on the grade"), (decided_line(writer, decision),))
    yield Fact(_("In force from"), (plain(_.date(decision.effective)),))
    if decision.took_part:
        people = writer.joined(writer.doer(id_) for id_ in decision.took_part)
        yield Fact(_("Took part"), (people,))
    if consent := decision.consented:
        yield Fact(_("Works council"), (consent_line(writer, consent),))
    if writer.gradings.changes(decision):
        text = _("The job or the rules have changed since; the decision is to be renewed.")
        yield Fact(_("Remark"), (plain(text),))


def decided_line(writer: Writer, decision: Decision) -> Line:
    """When, by whom, and which grade."""
    _ = writer.words
    return writer.compose(
        _("Grade {grade}, decided on {date} by: {who}."),
        grade=plain(decision.grade),
        date=plain(_.date(decision.on)),
        who=writer.doer(decision.by),
    )


def consent_line(writer: Writer, consent: Consent, *, since: bool = True) -> Line:
    """What the works council answered, and when; where it did not, ``since`` when it was asked."""
    _ = writer.words
    results = {
        "given": _("consent given"),
        "deemed_given": _("consent counts as given"),
        "refused": _("consent refused"),
    }
    words = results[consent.result] if consent.result else _("asked")
    if consent.answered:
        return plain(f"{words}, {_.date(consent.answered)}")
    if not consent.asked or not since:
        return plain(words)
    return writer.compose(
        _("{result} (asked on {date})"), result=plain(words), date=plain(_.date(consent.asked))
    )


def reasons_section(writer: Writer, decision: Decision) -> Section:
    """What was judged and what followed, in the words of the day of the decision."""
    _ = writer.words
    why = Why(writer_about(writer.book, writer.records, decision, writer.lang), decision)
    blocks = [*why.judged(), *why.told_in_short(), *map(Paragraph, why.judgement())]
    decided = why.form.decision
    if decided and decided.reason:
        blocks.append(Paragraph(writer.named(_("Reason"), writer.line(decided.reason))))
    return Section("grade-reasons", _("Reasons"), tuple(blocks))
