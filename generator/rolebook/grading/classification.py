"""Level classification: on which level the descriptions of the scheme fit the job.

The scheme has a matrix of characteristics by levels (its grades), or definitions of its grades
with examples of activities. Which level a job is on is decided by the scheme's own rule:

- all: the highest level that the job reaches on every characteristic;
- majority: the highest level that it reaches on more than half of the characteristics;
- best fit: judged by people, who give their reasons;
- share of time: the highest level on which enough of the working time is spent.

"Reaches" means that level or a higher one: a level asks all that the levels below it ask. A cell
that says what its neighbour says describes both levels, so who is on one of them is on both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from rolebook.grading.comparison import share_reason
from rolebook.grading.faults import (
    UNDESIGNATED_LEVEL,
    Fault,
    level_fault,
    listed,
    missing,
    not_asked,
    unknown,
    unknown_factors,
)
from rolebook.grading.ladder import area_share, ladder, reached, share_faults
from rolebook.grading.result import Near, Reason, Result, Scored, Value
from rolebook.model.answers import Answers, Comparison
from rolebook.model.base import Path
from rolebook.model.role import Role
from rolebook.model.scheme import Level, Scheme, SchemeCharacteristic

_ALWAYS = ("scheme", "role", "notes", "answers", "ticked", "judgement")
ASKED: Mapping[str, tuple[str, ...]] = {
    "all": _ALWAYS,
    "majority": _ALWAYS,
    "best_fit": (*_ALWAYS, "overall"),
    "share_of_time": (*_ALWAYS, "parts"),
}
ASKED_OF_PARTS = ("text", "area", "share", "level", "ticked")


def faults(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Iterator[Fault]:
    decides = scheme.decides or "best_fit"
    yield from not_asked(answers, ASKED[decides])
    rows = _rows(scheme)
    yield from unknown_factors(answers.answers, [row.id for row in rows], "characteristic")
    for row in rows:
        answer = answers.answers.get(row.id)
        if answer is not None:
            yield from level_fault(row.title.plain, row.levels, answer, ("answers", row.id))
        elif decides != "share_of_time":
            yield missing(f'the characteristic "{row.id}" is not answered', ("answers",),
                          f"add {row.id}: with its level")  # fmt: skip
    grades = ladder(scheme)
    if answers.overall is not None and answers.overall not in grades:
        yield _no_grade(answers.overall, ("overall",), grades)
    yield from _ticked(scheme, answers, ())
    if decides == "share_of_time":
        if not answers.parts:
            yield missing("the parts of the job are missing", (),
                          "add parts: with the share of time and the level of each")  # fmt: skip
        else:
            yield from share_faults(answers.parts, role, ("parts",))
        for index, part in enumerate(answers.parts):
            path: Path = ("parts", index)
            yield from not_asked(part, ASKED_OF_PARTS, path)
            if part.level is None:
                yield missing("a part has no level", path, "add level: with its grade")
            elif part.level not in grades:
                yield _no_grade(part.level, (*path, "level"), grades)
            yield from _ticked(scheme, part, path)


def _no_grade(written: str, path: Path, grades: Sequence[str]) -> Fault:
    return Fault(UNDESIGNATED_LEVEL, path, f'the scheme has no grade "{written}"',
                 f"decide for one of {listed(grades)}")  # fmt: skip


def _ticked(scheme: Scheme, given: Comparison, path: Path) -> Iterator[Fault]:
    known = [
        f"{grade.id}/{number}"
        for grade in scheme.grades
        for number in range(1, len(grade.examples) + 1)
    ]
    for index, ticked in enumerate(given.ticked):
        if ticked.example not in known:
            at: Path = (*path, "ticked", index)
            yield unknown(ticked.example, "example of a grade", at, known)


def _rows(scheme: Scheme) -> list[SchemeCharacteristic]:
    """The characteristics that have levels."""
    return [characteristic for characteristic in scheme.characteristics if characteristic.levels]


def span(scheme: Scheme, levels: Sequence[Level], level: str) -> tuple[int, int]:
    """The lowest and the highest place in the ladder that a cell describes: its own, and those of
    neighbours that say the same."""
    grades = ladder(scheme)
    cells = {cell.id: cell for cell in levels}
    leads = {"lower": -1, "higher": 1}

    def same(one: int, other: int) -> bool:
        """Whether the cell at ``one`` says that it is the same as the cell at ``other``."""
        cell = cells.get(grades[one])
        return bool(cell and cell.same_as and one + leads[cell.same_as] == other)

    low = high = grades.index(level)
    while low > 0 and grades[low - 1] in cells and (same(low, low - 1) or same(low - 1, low)):
        low -= 1
    while (
        high + 1 < len(grades)
        and grades[high + 1] in cells
        and (same(high, high + 1) or same(high + 1, high))
    ):
        high += 1
    return low, high


def grade(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Result:
    grades = ladder(scheme)
    factors: list[Scored] = []
    reasons: list[Reason] = []
    spans: dict[str, tuple[int, int]] = {}
    for row in _rows(scheme):
        if row.id not in answers.answers:
            continue
        level = answers.answers[row.id].level
        low, high = spans[row.id] = span(scheme, row.levels, level)
        factors.append(Scored(row.id, level))
        if low == high:
            reasons.append(Reason("level", {"factor": row.id, "level": level}))
        else:
            reach = {"low": grades[low], "high": grades[high]}
            reasons.append(Reason("level-inherited", {"factor": row.id, "level": level, **reach}))
    reasons += _fitting_examples(scheme, answers)
    rule = _RULES[scheme.decides or "best_fit"]
    result = rule(scheme, answers, role, spans)
    return Result(
        outcome=result.outcome,
        grade=result.grade,
        indicated=result.indicated,
        factors=tuple(factors),
        reasons=(*reasons, *result.reasons),
        warnings=result.warnings,
        near=result.near,
    )


def _fitting_examples(scheme: Scheme, given: Comparison) -> Iterator[Reason]:
    """The examples of activities that were ticked, in the scheme's order."""
    there = {ticked.example for ticked in given.ticked}
    for grade in scheme.grades:
        for number in range(1, len(grade.examples) + 1):
            if (example := f"{grade.id}/{number}") in there:
                yield Reason("example", {"grade": grade.id, "example": example})


Spans = Mapping[str, tuple[int, int]]


def _all(scheme: Scheme, answers: Answers, role: Role | None, spans: Spans) -> Result:
    grades = ladder(scheme)
    index = min(high for _, high in spans.values())
    holding = tuple(id_ for id_, (_, high) in spans.items() if high == index)
    reasons = [Reason("all-reach", {"grade": grades[index]})]
    higher = [high for _, high in spans.values() if high > index]
    near: tuple[Near, ...] = ()
    if higher:
        reasons.append(Reason("held-by", {"grade": grades[index], "factors": holding}))
        near = (_count_near(grades, min(higher), len(spans), len(spans) - len(holding)),)
    return Result("graded", grades[index], reasons=tuple(reasons), near=near)


def _majority(scheme: Scheme, answers: Answers, role: Role | None, spans: Spans) -> Result:
    grades = ladder(scheme)
    of = len(spans)
    needed = of // 2 + 1

    def count(index: int) -> int:
        return sum(high >= index for _, high in spans.values())

    index = max(i for i in range(len(grades)) if count(i) >= needed)
    values: dict[str, Value] = {"grade": grades[index], "count": count(index), "of": of}
    reasons = [Reason("majority-reach", values)]
    near: tuple[Near, ...] = ()
    higher = [high for _, high in spans.values() if high > index]
    if higher:
        next_ = min(higher)
        reasons.append(Reason("majority-short", {"grade": grades[next_], "count": count(next_),
                                                 "of": of}))  # fmt: skip
        near = (_count_near(grades, next_, needed, count(next_)),)
    return Result("graded", grades[index], reasons=tuple(reasons), near=near)


def _count_near(grades: Sequence[str], index: int, needed: int, count: int) -> Near:
    """How many characteristics more would reach the next level."""
    return Near("up", grades[index], Decimal(needed), Decimal(needed - count))


def _best_fit(scheme: Scheme, answers: Answers, role: Role | None, spans: Spans) -> Result:
    grades = ladder(scheme)
    counted = Counter(answers.answers[id_].level for id_ in spans)
    reasons = [
        Reason("levels-counted", {"grade": grade, "count": counted[grade], "of": len(spans)})
        for grade in grades
        if counted[grade]
    ]
    if answers.overall is None:
        reasons.append(Reason("best-fit-missing"))
        return Result("judgement_needed", reasons=tuple(reasons))
    reasons.append(Reason("best-fit", {"grade": answers.overall}))
    index = grades.index(answers.overall)
    if spans:
        low = min(low for low, _ in spans.values())
        high = max(high for _, high in spans.values())
        if not low <= index <= high:
            values = {"grade": answers.overall, "low": grades[low], "high": grades[high]}
            reasons.append(Reason("best-fit-contradicted", values))
            return Result("judgement_needed", indicated=answers.overall, reasons=tuple(reasons))
    if answers.judgement is None:
        reasons.append(Reason("judgement-missing"))
        return Result("judgement_needed", indicated=answers.overall, reasons=tuple(reasons))
    warnings: tuple[Reason, ...] = ()
    if not spans and not answers.ticked:
        warnings = (Reason("no-example", {"grade": answers.overall}),)
    return Result("graded", answers.overall, reasons=tuple(reasons), warnings=warnings)


def _share_of_time(scheme: Scheme, answers: Answers, role: Role | None, spans: Spans) -> Result:
    grades = ladder(scheme)
    assert scheme.share is not None
    parts: list[tuple[int, int]] = []
    reasons: list[Reason] = []
    for number, part in enumerate(answers.parts, 1):
        share = area_share(role, part)
        assert share is not None
        assert part.level is not None
        parts.append((grades.index(part.level), share))
        values: dict[str, Value] = {"number": number, "share": share, "grade": part.level}
        reasons.append(Reason("part-level", values))
        reasons += _fitting_examples(scheme, part)
    top = reached(scheme, parts, scheme.share)
    reasons.append(share_reason(scheme, top.index, top.share))
    reasons += (
        Reason("share-short", {"grade": one.grade, "distance": one.distance}) for one in top.near
    )
    return Result("graded", grades[top.index], reasons=tuple(reasons), near=top.near)


_RULES = {
    "all": _all,
    "majority": _majority,
    "best_fit": _best_fit,
    "share_of_time": _share_of_time,
}
