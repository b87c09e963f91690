"""What was decided about a role's grade, as its page and the dossier show it.

People appear by their roles. When the job holder was told, and until when that person may object,
is not shown here: a job may have one holder.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rolebook.grading import Reason
from rolebook.grading.sentences import Sentences
from rolebook.model.decision import Consent
from rolebook.model.role import Role
from rolebook.records.decisions import Decision
from rolebook.records.gradings import Gradings
from rolebook.views.document import Fact, Line, plain
from rolebook.views.writer import Writer


def decision_facts(writer: Writer, role: Role) -> Iterator[Fact]:
    """The decision in force with its reasons, or that there is none."""
    _ = writer.words
    gradings = Gradings(writer.book.governing, writer.records)
    decision = gradings.in_force(role.id)
    if decision is None:
        if role.grade:
            yield Fact(_("Decision"), (plain(_("No decision is recorded yet.")),))
        return
    yield Fact(_("Decision"), (decided_line(writer, decision),))
    yield Fact(_("In force from"), (plain(_.date(decision.effective)),))
    if decision.took_part:
        people = writer.joined(writer.doer(id_) for id_ in decision.took_part)
        yield Fact(_("Took part"), (people,))
    if consent := decision.consented:
        yield Fact(_("Works council"), (consent_line(writer, consent),))
    yield Fact(_("Reasons"), tuple(reason_lines(writer, decision)))
    if gradings.changes(decision):
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


def consent_line(writer: Writer, consent: Consent) -> Line:
    """What the works council answered, and when."""
    _ = writer.words
    results = {
        "given": _("consent given"),
        "deemed_given": _("consent counts as given"),
        "refused": _("consent refused"),
    }
    words = results[consent.result] if consent.result else _("asked")
    day = consent.answered or consent.asked
    return plain(f"{words}, {_.date(day)}" if day else words)


def reason_lines(writer: Writer, decision: Decision) -> Iterator[Line]:
    """The reasons that were computed, and the one that was given for the decision."""
    scheme = writer.book.schemes.get(decision.scheme)
    if scheme is not None:
        say = Sentences(writer.words, scheme, writer.book.roles, writer.book.schemes)
        for told in decision.result["reasons"]:
            yield plain(say(_reason(told)))
    decided = decision.form(writer.lang).decision
    if decided and decided.reason:
        yield writer.line(decided.reason)


def _reason(told: Any) -> Reason:
    """A reason as it was before it was written down."""

    def value(kept: Any) -> Any:
        if isinstance(kept, list):
            return tuple(kept)
        return Decimal(str(kept)) if isinstance(kept, (int, float)) else kept

    return Reason(told["id"], {name: value(kept) for name, kept in told["values"].items()})
