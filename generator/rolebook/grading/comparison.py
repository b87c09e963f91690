"""Reference comparison: lighter than, equal to or heavier than a reference job.

The overall question is asked and answered by people; ticked examples and compared characteristics
are its evidence. Nothing ticked is not "equal", and evidence against the overall answer needs a
judgement in words. What follows is a shift from the reference job's grade. Outside the grades in
which the reference job occurs no grade is given: the indicated one is told with the reference jobs
to look at next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rolebook.grading.faults import (
    NOT_ASKED,
    UNDESIGNATED_LEVEL,
    UNGRADED_REFERENCE,
    Fault,
    listed,
    missing,
    not_asked,
    unknown,
    unknown_factors,
)
from rolebook.grading.ladder import (
    area_share,
    grade_at,
    grades_within,
    ladder,
    reached,
    share_faults,
)
from rolebook.grading.result import Outcome, Reason, Result, Scored, Value
from rolebook.model.answers import Answers, Comparison, Part
from rolebook.model.base import Path
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme

SIDES = ("lighter", "equal", "heavier")
NEIGHBOURS = 3
"""So many neighbouring reference jobs are named."""

_COMPARED = ("reference", "overall", "answers", "ticked", "judgement")
ASKED = ("scheme", "role", "notes", "trainee", "parts", *_COMPARED)
ASKED_OF_PARTS = ("text", "area", "share", *_COMPARED)


def faults(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Iterator[Fault]:
    if not answers.parts:
        yield from not_asked(answers, ASKED)
        yield from _comparison_faults(scheme, answers, role, references, ())
    else:
        yield from not_asked(answers, [key for key in ASKED if key not in _COMPARED])
        if scheme.combined is None:
            yield Fault(NOT_ASKED, ("parts",), "the scheme has no rule for combined jobs",
                        "compare the job as a whole", at_key=True)  # fmt: skip
        for index, part in enumerate(answers.parts):
            path: Path = ("parts", index)
            yield from not_asked(part, ASKED_OF_PARTS, path)
            yield from _comparison_faults(scheme, part, role, references, path)
        yield from share_faults(answers.parts, role, ("parts",))
    if answers.trainee and scheme.trainees is None:
        yield Fault(NOT_ASKED, ("trainee",), "the scheme has no rule for trainees",
                    "take it out", at_key=True)  # fmt: skip


def reference_of(
    given: Comparison, role: Role | None, references: Mapping[str, Role]
) -> Role | None:
    """The reference job that is compared with: the one named, else the one the job is based on."""
    based_on = role.based_on.role if role and role.based_on else ""
    return references.get(given.reference or based_on)


def _comparison_faults(
    scheme: Scheme,
    given: Comparison,
    role: Role | None,
    references: Mapping[str, Role],
    path: Path,
) -> Iterator[Fault]:
    characteristics = [characteristic.id for characteristic in scheme.characteristics]
    yield from unknown_factors(given.answers, characteristics, "characteristic", path)
    for id_, answer in given.answers.items():
        if id_ in characteristics and answer.level not in SIDES:
            yield _no_side(answer.level, (*path, "answers", id_))
    if given.overall is not None and given.overall not in SIDES:
        yield _no_side(given.overall, (*path, "overall"))
    reference = reference_of(given, role, references)
    if reference is None:
        if given.reference:
            yield unknown(given.reference, "reference job", (*path, "reference"),
                          sorted(references))  # fmt: skip
        else:
            yield missing("no reference job is named to compare with", path,
                          "add reference: with the reference job that fits best")  # fmt: skip
        return
    if reference.grade not in ladder(scheme):
        yield Fault(
            UNGRADED_REFERENCE, (*path, "reference"),
            f'the reference job "{reference.id}" has no grade of this scheme',
            "choose a reference job with a grade",
        )  # fmt: skip
    known = [f"{side}/{n}" for side in SIDES for n in range(1, _examples(reference, side) + 1)]
    for index, ticked in enumerate(given.ticked):
        if ticked.example not in known:
            at: Path = (*path, "ticked", index)
            yield unknown(ticked.example, f"example of {reference.id}", at, known)


def _no_side(written: str, path: Path) -> Fault:
    return Fault(UNDESIGNATED_LEVEL, path, f'"{written}" is none of {listed(SIDES)}',
                 "decide for one of them, and write the doubt into judgement:")  # fmt: skip


def _examples(reference: Role, side: str) -> int:
    rule = getattr(reference.grading, side, None)
    return len(rule.examples) if rule else 0


@dataclass(frozen=True, slots=True)
class _Compared:
    """The outcome of one comparison. ``index`` is the place in the ladder that it indicates."""

    outcome: Outcome
    index: int | None
    factors: tuple[Scored, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    neighbours: tuple[str, ...] = ()


def grade(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Result:
    if answers.parts:
        result = _combined(scheme, answers, role, references)
    else:
        result = _result(scheme, _compare(scheme, answers, role, references))
    return _trainee(scheme, result) if answers.trainee else result


def _result(scheme: Scheme, found: _Compared) -> Result:
    given = grade_at(scheme, found.index) if found.index is not None else None
    return Result(
        outcome=found.outcome,
        grade=given if found.outcome == "graded" else None,
        indicated=given if found.outcome != "graded" else None,
        factors=found.factors,
        reasons=found.reasons,
        warnings=found.warnings,
        neighbours=found.neighbours,
    )


def _compare(
    scheme: Scheme, given: Comparison, role: Role | None, references: Mapping[str, Role]
) -> _Compared:
    """One comparison with one reference job."""
    reference = reference_of(given, role, references)
    assert reference is not None
    assert reference.grade is not None
    factors = tuple(
        Scored(c.id, given.answers[c.id].level)
        for c in scheme.characteristics
        if c.id in given.answers
    )
    reasons = [Reason("reference", {"reference": reference.id, "grade": reference.grade})]
    reasons += [Reason("compared", {"factor": one.id, "side": one.level}) for one in factors]
    reasons += [
        Reason("ticked", {"reference": reference.id, "side": side, "example": f"{side}/{number}"})
        for side in SIDES
        for number in range(1, _examples(reference, side) + 1)
        if any(ticked.example == f"{side}/{number}" for ticked in given.ticked)
    ]
    signs = {one.level for one in factors} | {t.example.partition("/")[0] for t in given.ticked}
    warnings = []
    if {"lighter", "heavier"} <= signs:
        warnings.append(Reason("signs-both-ways"))
    if given.overall is None:
        reasons.append(Reason("overall-missing"))
        return _Compared("judgement_needed", None, factors, tuple(reasons), tuple(warnings))
    reasons.append(Reason("overall", {"side": given.overall}))
    if not signs:
        warnings.append(Reason("no-evidence", {"side": given.overall}))
    elif _contradicts(given.overall, signs):
        if given.judgement is None:
            reasons.append(Reason("contradiction", {"side": given.overall}))
            return _Compared("judgement_needed", None, factors, tuple(reasons), tuple(warnings))
        warnings.append(Reason("judged-against-evidence", {"side": given.overall}))
    return _shifted(
        scheme, given.overall, reference, role, references,
        _Compared("graded", None, factors, tuple(reasons), tuple(warnings)),
    )  # fmt: skip


def _contradicts(overall: str, signs: set[str]) -> bool:
    """Whether all the evidence points elsewhere. Signs both ways can balance out to equal."""
    if overall == "equal" and {"lighter", "heavier"} <= signs:
        return False
    return overall not in signs


def _shifted(
    scheme: Scheme,
    overall: str,
    reference: Role,
    role: Role | None,
    references: Mapping[str, Role],
    found: _Compared,
) -> _Compared:
    """The grade that the overall answer leads to, within the context or outside it."""
    grades = ladder(scheme)
    assert reference.grade is not None
    by = {"lighter": -scheme.shifts.lighter, "equal": 0, "heavier": scheme.shifts.heavier}[overall]
    index = grades.index(reference.grade) + by
    given = grade_at(scheme, index)
    if given is None:
        reason = Reason("beyond-the-ladder", {"grade": grades[-1] if by > 0 else grades[0]})
        return replace(found, outcome="out_of_range", reasons=(*found.reasons, reason))
    reasons = [
        *found.reasons,
        Reason(f"shift-{overall}", {"before": reference.grade, "grade": given, "steps": abs(by)}),
    ]
    context = grades_within(reference.context, grades)
    if not context:
        warning = Reason("no-context", {"reference": reference.id})
        return replace(found, index=index, reasons=tuple(reasons),
                       warnings=(*found.warnings, warning))  # fmt: skip
    values = {"reference": reference.id, "grade": given, "low": context[0], "high": context[-1]}
    if given in context:
        reasons.append(Reason("within-context", values))
        return replace(found, index=index, reasons=tuple(reasons))
    reasons.append(Reason("outside-context", values))
    neighbours = _neighbours(scheme, index, reference, role, references)
    if neighbours:
        reasons.append(Reason("neighbours", {"references": neighbours}))
    return replace(
        found, outcome="outside_context", index=index, reasons=tuple(reasons),
        neighbours=neighbours,
    )  # fmt: skip


def _neighbours(
    scheme: Scheme, index: int, reference: Role, role: Role | None, references: Mapping[str, Role]
) -> tuple[str, ...]:
    """The reference jobs that come nearest to a grade: first those in whose context it lies, then
    those with the nearest context, the nearest grade, of the same family, by their ids."""
    grades = ladder(scheme)
    family = role.family if role else reference.family
    ranked = []
    for id_, other in references.items():
        if id_ == reference.id or other.grade not in grades:
            continue
        own = grades.index(other.grade)
        context = [grades.index(g) for g in grades_within(other.context, grades)] or [own]
        gap = min(abs(index - at) for at in context)
        ranked.append((gap, abs(index - own), other.family != family, id_))
    return tuple(id_ for *_, id_ in sorted(ranked)[:NEIGHBOURS])


def _combined(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Result:
    """A job made of several: each part compared by itself, then the rule of working time."""
    assert scheme.combined is not None
    compared = [(part, _compare(scheme, part, role, references)) for part in answers.parts]
    reasons: list[Reason] = []
    warnings: list[Reason] = []
    neighbours: dict[str, None] = {}
    for number, (part, found) in enumerate(compared, 1):
        reasons.append(Reason("part", {"number": number, "share": _share(role, part)}))
        reasons += found.reasons
        warnings += found.warnings
        neighbours |= dict.fromkeys(found.neighbours)
    outcomes = [found.outcome for _, found in compared]
    for outcome in ("judgement_needed", "out_of_range"):
        if outcome in outcomes:
            reasons.append(Reason("part-not-graded", {"number": outcomes.index(outcome) + 1}))
            return Result(outcome, reasons=tuple(reasons), warnings=tuple(warnings))
    parts = [
        (found.index, _share(role, part)) for part, found in compared if found.index is not None
    ]
    top = reached(scheme, parts, scheme.combined)
    reasons.append(share_reason(scheme, top.index, top.share))
    reasons += (
        Reason("share-short", {"grade": one.grade, "distance": one.distance}) for one in top.near
    )
    outside = "outside_context" in outcomes
    if outside:
        number = outcomes.index("outside_context") + 1
        reasons.append(Reason("part-not-graded", {"number": number}))
    given = scheme.grades[top.index].id
    return Result(
        outcome="outside_context" if outside else "graded",
        grade=None if outside else given,
        indicated=given if outside else None,
        reasons=tuple(reasons),
        warnings=tuple(warnings),
        near=top.near,
        neighbours=tuple(neighbours),
    )


def _share(role: Role | None, part: Part) -> int:
    share = area_share(role, part)
    assert share is not None
    return share


def share_reason(scheme: Scheme, index: int, share: int) -> Reason:
    """Which share of the working time is in a grade or above it, and which is asked."""
    limit = scheme.combined or scheme.share
    assert limit is not None
    values: dict[str, Value] = {"grade": scheme.grades[index].id, "share": share}
    if limit.at_least is not None:
        return Reason("share-at-least", {**values, "asked": limit.at_least})
    return Reason("share-more-than", {**values, "asked": limit.more_than or 0})


def _trainee(scheme: Scheme, result: Result) -> Result:
    """Some grades lower for the time of learning. Below the ladder that is out of range."""
    if result.grade is None or scheme.trainees is None:
        return result
    grades = ladder(scheme)
    lower = grade_at(scheme, grades.index(result.grade) - scheme.trainees.grades_lower)
    if lower is None:
        reason = Reason("beyond-the-ladder", {"grade": grades[0]})
        return replace(
            result, outcome="out_of_range", grade=None, reasons=(*result.reasons, reason)
        )
    values: dict[str, Value] = {"before": result.grade, "grade": lower}
    if scheme.trainees.months is None:
        reason = Reason("trainee", values)
    else:
        reason = Reason("trainee-months", {**values, "months": scheme.trainees.months})
    return replace(result, grade=lower, reasons=(*result.reasons, reason))
