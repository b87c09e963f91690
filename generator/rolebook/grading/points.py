"""Point factor: a level on each factor, points for the level, their sum, rules, a band.

Only designated levels and points count; a total outside every band is out of range and never the
top or bottom band. Rules after the sum are applied in the scheme's order: those that change the
total before the grade is looked up, those that change the grade after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rolebook.grading.bands import band_of, nearest_bounds, weighted
from rolebook.grading.faults import (
    EXCLUDED_ANSWERS,
    Fault,
    level_fault,
    missing,
    not_asked,
    unknown,
    unknown_factors,
)
from rolebook.grading.ladder import grade_at, ladder
from rolebook.grading.result import Reason, Result, Scored, Value
from rolebook.model.answers import Answers
from rolebook.model.base import Path
from rolebook.model.role import Role
from rolebook.model.scheme import AfterSum, Alternatives, Factor, Grade, Joint, Scheme

ASKED = ("scheme", "role", "notes", "answers", "situations", "base_grade")


def faults(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Iterator[Fault]:
    yield from not_asked(answers, ASKED)
    ids = [factor.id for factor in scheme.factors]
    yield from unknown_factors(answers.answers, ids, "factor")
    left_out: set[str] = set()
    for alternatives in scheme.excluding:
        yield from _alternatives(alternatives, answers, left_out)
    for factor in scheme.factors:
        answer = answers.answers.get(factor.id)
        if answer is not None:
            yield from level_fault(
                factor.title.plain, factor.levels, answer, ("answers", factor.id)
            )
        elif factor.id not in left_out:
            yield missing(f'the factor "{factor.id}" is not answered', ("answers",),
                          f"add {factor.id}: with its level")  # fmt: skip
    situations = [situation.id for situation in scheme.situations]
    for index, holding in enumerate(answers.situations):
        if holding.situation not in situations:
            path: Path = ("situations", index)
            yield unknown(holding.situation, "situation", path, situations)
    yield from _base_grade(scheme, answers)


def _alternatives(one: Alternatives, answers: Answers, left_out: set[str]) -> Iterator[Fault]:
    """Exactly one side is answered; what the other side holds is not missing."""
    sides = one.either, one.other
    given = [[id_ for id_ in side if id_ in answers.answers] for side in sides]
    if all(given):
        yield Fault(
            EXCLUDED_ANSWERS, ("answers", given[1][0]),
            f"{_and(given[0])} and {_and(given[1])} exclude each other",
            f"keep {_and(one.either)}, or keep {_and(one.other)}", at_key=True,
        )  # fmt: skip
        left_out.update(*sides)
    elif not any(given):
        yield missing(f"neither {_and(one.either)} nor {_and(one.other)} is answered", ("answers",),
                      f"answer {_and(one.either)}, or {_and(one.other)}")  # fmt: skip
        left_out.update(*sides)
    else:
        left_out.update(sides[1] if given[0] else sides[0])


def _base_grade(scheme: Scheme, answers: Answers) -> Iterator[Fault]:
    """The base grade is one of the scheme, and there where a rule that counts from it applies."""
    known = ladder(scheme)
    if answers.base_grade and answers.base_grade not in known:
        yield unknown(answers.base_grade, "grade", ("base_grade",), known)
    rule = asks_base_grade(scheme, answers)
    if rule and not answers.base_grade:
        yield missing(f'the rule "{rule.id}" counts from a base grade, which is missing',
                      (), "add base_grade: with the grade it counts from")  # fmt: skip


def asks_base_grade(scheme: Scheme, answers: Answers) -> AfterSum | None:
    """The rule that counts from a base grade and applies to these answers, where there is one."""
    counting = (rule for rule in scheme.after_sum if rule.above_base is not None)
    return next((rule for rule in counting if _Condition.of(rule, answers).met), None)


@dataclass
class _Sum:
    """The calculation so far. ``levels`` are those that count, after rules that raise one."""

    scheme: Scheme
    answers: Answers
    levels: dict[str, str]
    total: Decimal = Decimal(0)
    index: int = -1
    factors: list[Scored] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)

    def add(self, id_: str, points: Decimal, **values: Value) -> None:
        """A reason that brings points."""
        self.total += points
        self.reasons.append(Reason(id_, {**values, "points": points}, points))

    def say(self, id_: str, **values: Value) -> None:
        self.reasons.append(Reason(id_, values))


def grade(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Result:
    levels = {f.id: answers.answers[f.id].level for f in scheme.factors if f.id in answers.answers}
    sum_ = _Sum(scheme, answers, levels)
    _score(sum_)
    for rule in scheme.after_sum:
        if rule.points is not None or rule.level_up:
            _apply(sum_, rule)
    sum_.say("total", total=sum_.total)
    near = tuple(nearest_bounds(scheme, sum_.total))
    found = band_of(scheme, sum_.total)
    if found is None:
        sum_.say("outside-every-band", total=sum_.total)
    else:
        sum_.index = found
        sum_.reasons.append(_band(scheme.grades[found], scheme.bounds))
    sum_.reasons += (
        Reason(f"near-{one.direction}",
               {"grade": one.grade, "bound": one.bound, "distance": one.distance})
        for one in near
    )  # fmt: skip
    if found is not None:
        for rule in scheme.after_sum:
            if rule.points is None and not rule.level_up:
                _apply(sum_, rule)
    result = grade_at(scheme, sum_.index)
    if result is not None:
        sum_.warnings += _untypical(scheme.grades[sum_.index], sum_.levels)
    return Result(
        outcome="graded" if result else "out_of_range",
        grade=result,
        total=sum_.total,
        factors=tuple(sum_.factors),
        reasons=tuple(sum_.reasons),
        warnings=tuple(sum_.warnings),
        near=near,
    )


def _score(sum_: _Sum) -> None:
    """The points of each factor in the scheme's order; joint ones where the second of them is."""
    joint = {joint.row_factor: joint for joint in sum_.scheme.joint}
    joint |= {joint.column_factor: joint for joint in sum_.scheme.joint}
    scored: set[str] = set()
    for factor in sum_.scheme.factors:
        level = sum_.levels.get(factor.id)
        if level is None:
            continue
        pair = joint.get(factor.id)
        if pair is None:
            points = _points(factor, level)
            sum_.factors.append(Scored(factor.id, level, points))
            if factor.weight == 1:
                sum_.add("factor-points", points, factor=factor.id, level=level)
            else:
                sum_.add("factor-points-weighted", points, factor=factor.id, level=level,
                         unweighted=_own(factor, level), weight=factor.weight)  # fmt: skip
        else:
            sum_.factors.append(Scored(factor.id, level))
            if pair.id in scored:
                _score_pair(sum_, pair)
            scored.add(pair.id)


def _score_pair(sum_: _Sum, pair: Joint) -> None:
    down, across = sum_.levels[pair.row_factor], sum_.levels[pair.column_factor]
    row = next(row for row in pair.rows if row.level == down)
    columns = next(f for f in sum_.scheme.factors if f.id == pair.column_factor).levels
    points = row.points[[level.id for level in columns].index(across)]
    values: dict[str, Value] = {"joint": pair.id, "row_level": down, "column_level": across}
    sum_.factors.append(Scored(pair.id, f"{down} / {across}", points))
    sum_.add("joint-points", points, **values)
    if across in row.improbable:
        sum_.warnings.append(Reason("improbable", values))


def _own(factor: Factor, level: str) -> Decimal:
    """The points of a level as the scheme states them."""
    points = next(known.points for known in factor.levels if known.id == level)
    assert points is not None
    return points


def _points(factor: Factor, level: str) -> Decimal:
    return weighted(factor, _own(factor, level))


def _band(grade: Grade, bounds: str | None) -> Reason:
    """The band that holds the total, said with its ends as they count."""
    if grade.min is None and grade.max is None:
        return Reason("band-open", {"grade": grade.id})
    if grade.max is None:
        name = "band-above" if bounds == "max" else "band-from"
        return Reason(name, {"grade": grade.id, "min": grade.min or Decimal(0)})
    if grade.min is None:
        name = "band-below" if bounds == "min" else "band-up-to"
        return Reason(name, {"grade": grade.id, "max": grade.max})
    return Reason(f"band-{bounds}", {"grade": grade.id, "min": grade.min, "max": grade.max})


@dataclass(frozen=True, slots=True)
class _Condition:
    """Whether a rule applies, and how many of its situations hold. It looks at the answers, not
    at what other rules made of them."""

    met: bool
    holding: int
    needed: int

    @classmethod
    def of(cls, rule: AfterSum, answers: Answers) -> _Condition:
        holds = {holding.situation for holding in answers.situations}
        holding = len(holds.intersection(rule.situations))
        needed = len(rule.situations) if rule.at_least is None else rule.at_least
        answered = {id_: answer.level for id_, answer in answers.answers.items()}
        on_level = all(answered.get(one.factor) in one.levels for one in rule.levels)
        return cls(on_level and holding >= needed, holding, needed)


def _apply(sum_: _Sum, rule: AfterSum) -> None:
    """One rule after the sum: what it changes, or that its conditions are not met."""
    condition = _Condition.of(rule, sum_.answers)
    if not condition.met:
        if rule.situations:
            sum_.say("rule-situations-not-met", rule=rule.id,
                     holding=condition.holding, needed=condition.needed)  # fmt: skip
        else:
            sum_.say("rule-not-met", rule=rule.id)
        return
    if rule.points is not None:
        sum_.add("rule-points", rule.points, rule=rule.id)
    elif rule.level_up:
        _level_up(sum_, rule, rule.level_up)
    else:
        _move(sum_, rule)


def _level_up(sum_: _Sum, rule: AfterSum, factor_id: str) -> None:
    factor = next(factor for factor in sum_.scheme.factors if factor.id == factor_id)
    ids = [level.id for level in factor.levels]
    level = sum_.levels.get(factor_id)
    if level is None or level == ids[-1]:
        sum_.say("rule-no-level-above", rule=rule.id, factor=factor_id)
        return
    raised = ids[ids.index(level) + 1]
    sum_.levels[factor_id] = raised
    sum_.add("rule-level-up", _points(factor, raised) - _points(factor, level),
             rule=rule.id, factor=factor_id, level=level, raised=raised)  # fmt: skip


def _move(sum_: _Sum, rule: AfterSum) -> None:
    """A rule that changes the grade. It may lead above the ladder: that is then out of range."""
    grades = ladder(sum_.scheme)
    before = sum_.index
    if rule.grades_up is not None:
        sum_.index += rule.grades_up
    elif rule.at_least_grade is not None:
        sum_.index = max(before, grades.index(rule.at_least_grade))
    elif rule.at_most_grade is not None:
        sum_.index = min(before, grades.index(rule.at_most_grade))
    elif rule.above_base is not None and sum_.answers.base_grade:
        sum_.index = max(before, grades.index(sum_.answers.base_grade) + rule.above_base)
    if sum_.index == before:
        sum_.say("rule-changes-nothing", rule=rule.id)
    elif sum_.index < len(grades):
        # From above the ladder only a highest grade leads back into it.
        start = grades[min(before, len(grades) - 1)]
        sum_.say("rule-grade", rule=rule.id, before=start, grade=grades[sum_.index])
    else:
        sum_.say("rule-beyond", rule=rule.id, grade=grades[-1])


def _untypical(grade: Grade, levels: Mapping[str, str]) -> Iterator[Reason]:
    """Levels that jobs in this grade do not usually have: worth a second look."""
    for one in grade.typical:
        level = levels.get(one.factor)
        if level is not None and level not in one.levels:
            yield Reason("untypical", {"factor": one.factor, "level": level, "grade": grade.id,
                                       "levels": one.levels})  # fmt: skip


def _and(words: Sequence[str]) -> str:
    return " and ".join(words)
