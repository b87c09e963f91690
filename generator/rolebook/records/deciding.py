"""Deciding: what a new decision on a grade holds, and when there can be none.

A grade is a decision about a version of a role under a version of a scheme, with its evidence; it
is never edited in place. What the scheme's terms ask is asked here: consent of the works council to
each grading, the last day for an objection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from rolebook.grading import Result
from rolebook.grading.comparison import reference_of
from rolebook.grading.sentences import Sentences
from rolebook.grading.shape import as_data
from rolebook.handbook import Handbook
from rolebook.model.answers import Answers
from rolebook.model.decision import Consent, Decided
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.records import Records
from rolebook.records.called import names_of, settings_of
from rolebook.records.decisions import Decision, Edition, sealed
from rolebook.records.fingerprint import canonical, fingerprint, folded
from rolebook.records.gradings import Gradings
from rolebook.records.grounds import job_sections, kept, reference_sections, rules
from rolebook.records.status import Standings
from rolebook.translation import words


class Refused(Exception):
    """The decision cannot be recorded so: ``problems`` are all of them, each with what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be recorded: the role and the scheme, in full and in the governing language, what
    was answered and decided (``forms``: per language, the governing one among them), what followed
    from the answers, and the reference jobs that there are."""

    role: Role
    scheme: Scheme
    forms: Mapping[str, Answers]
    result: Result
    references: Mapping[str, Role]


def prepare(handbook: Handbook, records: Records, request: Request) -> Decision | None:
    """The next decision about a role, sealed; None where it says what the last one says.

    ``handbook`` is the governing edition. Raises Refused.
    """
    role, scheme = request.role, request.scheme
    form = request.forms[handbook.lang]
    decided = form.decision or Decided()
    gradings = Gradings(handbook, records)
    last = gradings.last(role.id, scheme.id)
    if problems := [
        *_grade(handbook, role, scheme, request.result, decided),
        *_day(decided, last),
        *_who(handbook, decided),
        *_consent(handbook, scheme, role, decided),
    ]:
        raise Refused(problems)
    grade, on, by = decided.grade, decided.on, decided.by
    assert grade is not None
    assert on is not None
    assert by is not None
    basis = tuple(scheme.basis)
    compared = {one.id: kept(one, basis) for one in _compared(request)}
    job = kept(role, basis)
    parts = rules(scheme)
    result = request.result
    approved = Standings(handbook, records).of("role", role.id).approved
    before = gradings.of(role.id)
    decision = Decision(
        role=role.id,
        number=before[-1].number + 1 if before else 1,
        scheme=scheme.id,
        scheme_version=scheme.version,
        grade=grade,
        on=on,
        by=by,
        took_part=decided.took_part,
        outcome=result.outcome,
        computed=result.grade or "",
        indicated=result.indicated or "",
        reason=folded(decided.reason.raw) if decided.reason else "",
        consent=canonical(decided.consent) if decided.consent else {},
        notice=decided.notice,
        effective=decided.effective or on,
        object_until=last_day_for_objection(scheme, decided.notice),
        revision=approved.number if approved else 0,
        version=approved.version if approved else "",
        job=fingerprint(job_sections(job, basis)),
        rules_whole=fingerprint(parts),
        basis=basis,
        rules=parts,
        references={
            id_: fingerprint(reference_sections(one, basis)) for id_, one in compared.items()
        },
        governing=handbook.lang,
        previous=before[-1].hash if before else "",
    )
    say = Sentences(words(handbook.lang), scheme, handbook.roles, handbook.schemes)
    full = sealed(
        decision,
        result=as_data(result, say),
        rests_on={role.id: job, **compared},
        settings=settings_of(handbook.settings),
        editions=dict(_editions(handbook, request)),
    )
    return None if last and _same(full, last) else full


def last_day_for_objection(scheme: Scheme, notice: date | None) -> date | None:
    """The day of the notice and so many calendar days, by the scheme's terms; None without them."""
    if notice is None or scheme.objection is None:
        return None
    try:
        return notice + timedelta(days=scheme.objection.within_days)
    except OverflowError:
        return date.max


def consent_asked(handbook: Handbook, scheme: Scheme, role: Role) -> bool:
    """Whether the scheme asks for the works council's consent to the grading of this job: to each,
    or to those of jobs that are in certain units, by the job or by a position of it."""
    if not scheme.consent_in:
        return scheme.consent_per_decision
    positions = handbook.positions.values()
    units = [role.unit, *(one.unit for one in positions if one.role == role.id)]
    return any(unit in scheme.consent_in for at in units for unit in _unit_and_above(handbook, at))


def _unit_and_above(handbook: Handbook, id_: str | None) -> Iterator[str]:
    seen: set[str] = set()
    while id_ and id_ not in seen:  # units in a circle are a finding of their own
        yield id_
        seen.add(id_)
        id_ = unit.part_of if (unit := handbook.units.get(id_)) else None


def _day(decided: Decided, last: Decision | None) -> Iterator[str]:
    """What is wrong with the dates."""
    on = decided.on
    if on is None:
        yield "the day of the decision is missing; say --on DATE, or decision: {on: ...}"
        return
    if last and on < last.on:
        yield f"grade {last.grade} was decided on {last.on}; a later decision cannot be of {on}"
    if decided.notice and decided.notice < on:
        yield f"the notice of {decided.notice} comes before the decision of {on}"


def _who(handbook: Handbook, decided: Decided) -> Iterator[str]:
    """What is wrong unless roles, or parties of the vocabulary, decided and took part."""
    if decided.by is None:
        yield "nobody is named who decided; say --decided-by ROLE, or decision: {by: ...}"
    elif decided.by not in handbook.roles:
        yield f'there is no role "{decided.by}" that could have decided'
    if not decided.took_part:
        yield "nobody is named who took part; say --took-part ROLE, or decision: {took_part: [...]}"
    for id_ in (*decided.took_part, *_asked(decided.consent)):
        if id_ not in handbook.roles and id_ not in handbook.parties:
            yield (
                f'there is neither a role nor a party "{id_}"; people take part by their roles, '
                "and who is no role stands in roles/vocabulary/parties.yml"
            )


def _asked(consent: Consent | None) -> Iterator[str]:
    if consent and consent.of:
        yield consent.of


def _grade(
    handbook: Handbook, role: Role, scheme: Scheme, result: Result, decided: Decided
) -> Iterator[str]:
    """What is wrong where no grade is owed, or it is none, or differs from the computed one without
    a reason."""
    if role.kind == "reference" and scheme is handbook.scheme:
        yield "it is a reference job: its grade is set with the scheme, and no decision is owed"
    if role.document.withdrawn:
        yield f"the role was withdrawn on {role.document.withdrawn}"
    if role.grading and role.grading.outside_scheme and scheme is handbook.scheme:
        yield "its file says that the job lies outside the scheme (outside_scheme)"
    grade = decided.grade
    known = [one.id for one in scheme.grades]
    if grade is None:
        yield "the grade decided is missing; say --decided-grade GRADE, or decision: {grade: ...}"
    elif grade not in known:
        yield f'the scheme has no grade "{grade}"; its grades are {", ".join(known)}'
    elif grade != result.grade and decided.reason is None:
        followed = f"grade {result.grade} follows" if result.grade else "no grade follows"
        yield (
            f"{followed} from the answers, and {grade} was decided; say why: --reason TEXT, or "
            "decision: {reason: ...}"
        )


def _consent(handbook: Handbook, scheme: Scheme, role: Role, decided: Decided) -> Iterator[str]:
    """What is wrong where the scheme asks for consent and nothing is said of it, or where what is
    said of it cannot be."""
    consent = decided.consent
    if consent is None:
        if consent_asked(handbook, scheme, role):
            where = f" in {', '.join(scheme.consent_in)}" if scheme.consent_in else ""
            yield (
                f"the scheme asks for the consent of the works council to each grading{where}; say "
                "--consent given, deemed_given or refused with --consent-asked DATE, or decision: "
                "{consent: ...}"
            )
        return
    if consent.result is None or consent.asked is None:
        yield "of the consent it is to be said when it was asked and what came of it"
    if consent.result == "refused" and consent.reasons is None:
        yield "the works council refused with reasons; say which: --consent-reasons TEXT"
    if consent.result not in (None, "deemed_given") and consent.answered is None:
        yield "the day on which the works council answered is missing: --consent-answered"
    if consent.result == "deemed_given" and consent.answered:
        yield (f"consent counts as given where no answer came, and one came on {consent.answered}; "
               "say given or refused, or take answered out")  # fmt: skip
    if consent.answered and consent.asked and consent.answered < consent.asked:
        yield (f"the works council was asked on {consent.asked} and cannot have answered on "
               f"{consent.answered}")  # fmt: skip


def _compared(request: Request) -> Iterator[Role]:
    """The reference jobs with which the job, or a part of it, was compared."""
    if request.scheme.method != "reference-comparison":
        return
    form = next(iter(request.forms.values()))
    seen = set()
    for given in form.parts or (form,):
        one = reference_of(given, request.role, request.references)
        if one and one.id not in seen:
            seen.add(one.id)
            yield one


def _editions(handbook: Handbook, request: Request) -> Iterator[tuple[str, Edition]]:
    compared = [one.id for one in _compared(request)]
    for lang, book in handbook.editions.items():
        form = request.forms.get(lang)
        called = names_of(book, request.role.id, request.scheme.id, compared,
                          request.forms[handbook.lang], request.result)  # fmt: skip
        yield lang, Edition(canonical(form) if form else {}, called)


_APART = frozenset(("number", "previous", "hash", "body", "revision", "version"))
"""What may differ between two decisions that say the same."""


def _same(new: Decision, old: Decision) -> bool:
    """Whether two decisions say the same, in every language in which it is said."""

    def said(decision: Decision) -> list[object]:
        facts = (getattr(decision, f.name) for f in fields(decision) if f.name not in _APART)
        forms = {lang: edition.form for lang, edition in decision.editions.items()}
        return [*facts, forms]

    return said(new) == said(old)
