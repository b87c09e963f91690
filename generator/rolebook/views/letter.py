"""The letter to the job holder: the grade, why, and how to object. In plain words.

It says nothing about rights beyond what the authors of the scheme wrote, and that having seen it
waives no objection. The name is not the handbook's: it is given when the letter is printed, and
the paper is then personal.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.handbook import Handbook
from rolebook.records import Decision, Records
from rolebook.records.gradings import Gradings
from rolebook.views.decision import computed, consented
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
    Span,
    plain,
)
from rolebook.views.labels import labels
from rolebook.views.why import Why, writer_about
from rolebook.views.writer import Writer

BLANK = "_" * 28


def letter_document(
    handbook: Handbook, records: Records, decision: Decision, lang: str, person: str = ""
) -> Document:
    """The letter about a decision; with a blank for the name where no person is named."""
    writer = writer_about(handbook, records, decision, lang)
    superseded = Gradings(handbook.governing, records).status(decision) == "superseded"
    _ = writer.words
    why = Why(writer, decision)
    role = writer.book.roles[decision.role]
    sections = (
        Section("letter", "", tuple(_opening(writer, decision, person))),
        Section("why", _("Why this grade"), tuple(_why(writer, decision, why))),
        Section("who", _("Who took part"), tuple(_who(writer, decision))),
        Section("objection", _("If you do not agree"), tuple(_objection(writer, decision))),
        Section("signatures", "", (_signatures(writer),)),
    )
    day = decision.notice or decision.on
    return Document(
        kind="letter",
        id=f"{decision.role}-{decision.number}",
        lang=lang,
        title=role.title.plain,
        title_lang=writer.line(role.title).lang,
        label=_("Notice of grade"),
        sections=tuple(one for one in sections if one.blocks),
        control=Control("", "", "superseded" if superseded else "approved",
                        _("Superseded") if superseded else "", "", issued=day.isoformat()),
        organisation=writer.organisation,
        notices=(
            (Notice("warning", _("Superseded"), (plain(_("A later decision took its place.")),)),)
            if superseded
            else ()
        ),
        facts=Facts(tuple(_head(writer, decision, person))),
        labels=labels(writer),
    )  # fmt: skip


def _head(writer: Writer, decision: Decision, person: str) -> Iterator[Fact]:
    _ = writer.words
    yield Fact(_("To"), (plain(person or BLANK),))
    role = writer.book.roles[decision.role]
    unit = writer.book.units.get(role.unit or "")
    if unit:
        yield Fact(_("Unit"), (writer.line(unit.title),))
    yield Fact(_("Date"), (plain(_.date(decision.notice) if decision.notice else BLANK),))
    number = _("Decision {number}", number=decision.number)
    yield Fact(_("Our reference"), (plain(f"{decision.role}, {number}"),))


def _opening(writer: Writer, decision: Decision, person: str) -> Iterator[Block]:
    """The salutation, and the grade in one sentence."""
    _ = writer.words
    role, scheme = writer.book.roles[decision.role], writer.book.schemes[decision.scheme]
    yield Paragraph(plain(_("Dear {name},", name=person or BLANK)))
    grade = Line((Span(f"{writer.grade_label} {decision.grade}", strong=True),))
    yield Paragraph(
        writer.compose(
            _("The grade of your job, {job}, has been decided: {grade}, in force from {date}."),
            job=writer.line(role.title), grade=grade, date=plain(_.date(decision.effective)),
        )
    )  # fmt: skip
    yield Paragraph(
        writer.compose(
            _("The decision was taken on {date} by: {who}, under the scheme {scheme}, version "
              "{version}. It is about the job, not about the person who holds it."),
            date=plain(_.date(decision.on)), who=_plainly(writer.doer(decision.by)),
            scheme=writer.line(scheme.title), version=plain(scheme.version),
        )
    )  # fmt: skip
    text = next((one.text for one in scheme.grades if one.id == decision.grade), None)
    if text:
        label = f"{writer.grade_label} {decision.grade}"
        yield Paragraph(writer.named(label, writer.line(text)))


def _why(writer: Writer, decision: Decision, why: Why) -> Iterator[Block]:
    """The reasons, characteristic by characteristic, and what followed from them."""
    _ = writer.words
    yield from why.judged()
    told = tuple(why.told_in_short())
    if told:
        yield Paragraph(plain(_("What follows from this")), "lead")
        yield from told
    for line in why.judgement():
        yield Paragraph(writer.named(_("The judgement"), line))
    decided = decision.form(writer.lang).decision
    if decided and decided.reason:
        if decision.grade != decision.computed:
            text = _("What was computed from this: {outcome}. What was decided is grade {grade}.")
            yield Paragraph(writer.compose(text, outcome=plain(computed(writer, decision)),
                                           grade=plain(decision.grade)))  # fmt: skip
        yield Paragraph(writer.named(_("Reason for the decision"), writer.line(decided.reason)))


def _who(writer: Writer, decision: Decision) -> Iterator[Block]:
    _ = writer.words
    people = [_plainly(writer.doer(id_)) for id_ in decision.took_part]
    consent = map(_plainly, consented(writer, decision))
    # One paragraph, so that no page break comes between.
    yield Paragraph(writer.joined((writer.joined(people), *consent), "; "))


def _objection(writer: Writer, decision: Decision) -> Iterator[Block]:
    """How and until when one may object: the scheme's terms, and nothing beyond them."""
    _ = writer.words
    terms = writer.book.schemes[decision.scheme].objection
    if terms is None:
        text = _("The grading scheme does not say until when and to whom you can object. Please "
                 "ask us.")  # fmt: skip
        yield Paragraph(plain(text))
    else:
        yield Paragraph(writer.compose(_until(writer, decision, terms.within_days),
                                       who=_plainly(writer.somebody(terms.to))))  # fmt: skip
        if terms.text:
            yield Paragraph(writer.line(terms.text))
    text = _("Having seen or received this letter, or signed a job description, waives no "
             "objection.")  # fmt: skip
    yield Paragraph(plain(text))


def _until(writer: Writer, decision: Decision, days: int) -> str:
    """The sentence that says until when, with ``{who}`` left open."""
    _ = writer.words
    if decision.object_until:
        template = _("You can object until {date}. Address the objection to: {who}.")
        return template.replace("{date}", _.date(decision.object_until))
    return _.ngettext(
        "You can object within {n} calendar day after you were given this letter. Address the "
        "objection to: {{who}}.",
        "You can object within {n} calendar days after you were given this letter. Address the "
        "objection to: {{who}}.",
        days,
    )


def _signatures(writer: Writer) -> Signatures:
    _ = writer.words
    blanks = (_("Name"), _("Place, date"), _("Signature"))
    received = plain(_("Received: I have been given this letter. This waives no objection."))
    return Signatures(
        (
            Signature(writer.organisation.name, (plain(_("For the organisation.")),), blanks),
            Signature(_("Employee"), (received,), blanks),
        )
    )


def _plainly(line: Line) -> Line:
    """A line without links: a letter leads nowhere."""
    return Line(tuple(Span(s.text, s.strong, s.emphasis) for s in line.spans), line.lang)
