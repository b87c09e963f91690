"""The grading report: a decision on a grade with everything that it rests on, to print and keep."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.handbook import Handbook
from rolebook.records import Decision, Records
from rolebook.records.gradings import Changes, Gradings, Status
from rolebook.records.grounds import role_of
from rolebook.views.decided import consent_line
from rolebook.views.document import (
    Block,
    Control,
    Document,
    Fact,
    Facts,
    Line,
    Notice,
    Paragraph,
    Section,
    Signature,
    Signatures,
    plain,
)
from rolebook.views.grading_words import methods
from rolebook.views.labels import labels
from rolebook.views.parts.differences import compared
from rolebook.views.why import Why, writer_about
from rolebook.views.writer import Writer


def report_document(
    handbook: Handbook, records: Records, decision: Decision, lang: str
) -> Document:
    """The report on a decision, in a language of the handbook. ``handbook`` is any edition."""
    writer = writer_about(handbook, records, decision, lang)
    gradings = Gradings(handbook.governing, records)
    changes = gradings.changes(decision)
    _ = writer.words
    why = Why(writer, decision)
    role = writer.book.roles[decision.role]
    sections = (
        Section("decision", _("The decision"), tuple(_decided(writer, decision))),
        Section("judged", _("What was judged, and what shows it"), tuple(why.judged())),
        Section("follows", _("What follows, line by line"), tuple(_follows(writer, why))),
        Section("again", _("To be looked at again"), tuple(why.looked_at_again())),
        Section("differences", _("Compared with the reference job"),
                tuple(_differences(handbook, records, decision, lang, changes))),
        Section("rests-on", _("What the decision rests on"), tuple(_rests_on(writer, decision))),
        Section("objection", _("Objection"), tuple(objection(writer, decision))),
        Section("signature", _("Decided by"), tuple(_signature(writer, decision))),
    )  # fmt: skip
    return Document(
        kind="report",
        id=f"{decision.role}-{decision.number}",
        lang=lang,
        title=role.title.plain,
        title_lang=writer.line(role.title).lang,
        label=_("Grading report"),
        sections=tuple(one for one in sections if one.blocks),
        control=_control(writer, decision, gradings.status(decision)),
        organisation=writer.organisation,
        notices=tuple(_notices(writer, decision, gradings.status(decision), changes)),
        labels=labels(writer),
    )


def status_word(writer: Writer, status: Status) -> str:
    _ = writer.words
    return {
        "in_force": _("In force"),
        "comparison": _("For comparison"),
        "superseded": _("Superseded"),
    }[status]


def _control(writer: Writer, decision: Decision, status: Status) -> Control:
    _ = writer.words
    number = _("Decision {number}", number=decision.number)
    facts = [
        Fact(writer.grade_label, (plain(decision.grade),)),
        Fact(_("Decided on"), (plain(_.date(decision.on)),)),
        Fact(_("Decided by"), (writer.doer(decision.by),)),
    ]
    if status != "comparison":
        facts.append(Fact(_("In force from"), (plain(_.date(decision.effective)),)))
    if decision.notice and status != "comparison":
        facts.append(Fact(_("Job holder told on"), (plain(_.date(decision.notice)),)))
    if decision.object_until:
        facts.append(Fact(_("Last day for an objection"), (plain(_.date(decision.object_until)),)))
    facts.append(Fact(_("Status"), (plain(status_word(writer, status)),)))
    return Control(
        number=number,
        version="",
        status="superseded" if status == "superseded" else "approved",
        status_label=status_word(writer, status),
        version_label="",
        facts=tuple(facts),
        issued=decision.on.isoformat(),
    )


def _notices(
    writer: Writer, decision: Decision, status: Status, changes: Changes
) -> Iterator[Notice]:
    _ = writer.words
    if status == "comparison":
        text = _("Made under a scheme that is not in use. It decides no grade.")
        yield Notice("info", _("For comparison"), (plain(text),))
    if status == "superseded":
        yield Notice("warning", _("Superseded"), (plain(_("A later decision took its place.")),))
    elif changes:
        text = _("The job or the rules have changed since; the decision is to be renewed.")
        yield Notice("warning", _("To be renewed"), (plain(text),))


def _decided(writer: Writer, decision: Decision) -> Iterator[Block]:
    """What was computed and what was decided, by whom, and who took part."""
    _ = writer.words
    scheme = writer.book.schemes[decision.scheme]
    decided = decision.form(writer.lang).decision
    facts = [
        *writer.fact(_("Scheme"), writer.line(scheme.title),
                     plain(_("version {version}", version=scheme.version))),
        *writer.fact(_("Method"), plain(methods(_)[scheme.method])),
        *writer.fact(_("Computed from the answers"), plain(computed(writer, decision))),
        *writer.fact(_("Decided"), plain(_("Grade {grade}", grade=decision.grade))),
    ]  # fmt: skip
    if decided and decided.reason:
        facts += writer.fact(_("Reason"), writer.line(decided.reason))
    people = [writer.doer(id_) for id_ in decision.took_part]
    facts += writer.fact(_("Took part"), writer.joined(people))
    if consent := consented(writer, decision):
        facts += writer.fact(_("Works council"), *consent)
    text = _("The program computes advice from the answers. People decided.")
    yield Facts(tuple(facts))
    yield Paragraph(plain(text), "note")


def computed(writer: Writer, decision: Decision) -> str:
    """`Grade G`, or why no grade followed."""
    from rolebook.grading.sentences import outcomes

    heading = outcomes(writer.words)[decision.outcome]
    return heading.format(grade=decision.computed, indicated=decision.indicated)


def consented(writer: Writer, decision: Decision) -> tuple[Line, ...]:
    """Who was asked for consent and when, what came of it, and the reasons."""
    _ = writer.words
    consent = decision.consented
    if consent is None:
        return ()
    told = decision.form(writer.lang).decision
    reasons = told.consent.reasons if told and told.consent else None
    who = writer.doer(consent.of) if consent.of else plain(_("Works council"))
    lines = [writer.compose(
        _("{who}: asked on {date}"), who=who,
        date=plain(_.date(consent.asked) if consent.asked else "–"),
    )]  # fmt: skip
    lines.append(consent_line(writer, consent, since=False))
    if reasons:
        lines.append(writer.named(_("Reasons"), writer.line(reasons)))
    return tuple(lines)


def _follows(writer: Writer, why: Why) -> Iterator[Block]:
    _ = writer.words
    yield from why.told()
    for line in why.judgement():
        yield Paragraph(writer.named(_("The judgement"), line))


def _differences(
    handbook: Handbook, records: Records, decision: Decision, lang: str, changes: Changes
) -> Iterator[Block]:
    """Plusses and minuses against the reference job that the job is written from, as they were:
    from the handbook where nothing changed since, else from what the decision kept."""
    writer = Writer(handbook.editions[lang], records)
    kept = role_of(decision.rests_on[decision.role], decision.governing)
    if kept.based_on is None or kept.based_on.role not in decision.references:
        return
    base = role_of(decision.rests_on[kept.based_on.role], decision.governing)
    role, own = kept, writer.book.roles.get(decision.role)
    if own and not changes and (there := writer.book.base(own)):
        role, base = own, there
    for part in compared(writer, base, role):
        yield from part.blocks


def _rests_on(writer: Writer, decision: Decision) -> Iterator[Block]:
    """The versions and fingerprints by which anybody can see whether something changed."""
    _ = writer.words
    role = writer.book.roles[decision.role]
    number = [plain(role.document.number)] if role.document.number else []
    version = (
        _("version {version}", version=decision.version)
        if decision.version
        else _("a text that was not approved")
    )
    facts = [
        *writer.fact(_("Job description"), *number, plain(version)),
        *writer.fact(_("Fingerprint of the job's content"), plain(decision.job)),
        *writer.fact(_("Fingerprint of the scheme's rules"), plain(decision.rules_whole)),
    ]
    for id_, fingerprint in decision.references.items():
        line = writer.joined((writer.role(id_), plain(fingerprint)), ": ")
        facts += writer.fact(_("Fingerprint of the reference job"), line)
    yield Facts(tuple(facts))


def objection(writer: Writer, decision: Decision) -> Iterator[Block]:
    """Until when and to whom one may object, by the scheme's own terms; and nothing beyond them."""
    _ = writer.words
    terms = writer.book.schemes[decision.scheme].objection
    if terms is None:
        return
    if decision.object_until:
        until = _("until {date}", date=_.date(decision.object_until))
    else:
        until = _.ngettext(
            "{n} calendar day after the notice of the grade",
            "{n} calendar days after the notice of the grade",
            terms.within_days,
        )
    facts = [
        *writer.fact(_("Until when"), plain(until)),
        *writer.fact(_("To whom"), writer.somebody(terms.to)),
    ]
    if terms.text:
        facts += writer.fact(_("How it goes on"), writer.line(terms.text))
    yield Facts(tuple(facts))


def _signature(writer: Writer, decision: Decision) -> Iterator[Block]:
    _ = writer.words
    who = "".join(span.text for span in writer.doer(decision.by).spans)
    statement = plain(_("Grade {grade}", grade=decision.grade))
    blanks = (_("Name"), _("Place, date"), _("Signature"))
    yield Signatures((Signature(who, (statement,), blanks),))
