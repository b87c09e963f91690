"""Profile match: a job matches a profile, with few and small variations, or is evaluated in full.

Source of the shape: the national profiles of the British NHS. A profile allows one or several
levels per factor; on a stated number of factors a job may differ by a stated number of levels,
never on protected factors. A job that matches no profile is not squeezed into the nearest one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rolebook.grading.faults import (
    Fault,
    level_fault,
    missing,
    not_asked,
    unknown,
    unknown_factors,
)
from rolebook.grading.result import Reason, Result, Scored, Value
from rolebook.model.answers import Answers
from rolebook.model.role import Role
from rolebook.model.scheme import Profile, Scheme, Variations

ASKED = ("scheme", "role", "notes", "answers", "profile")


def faults(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Iterator[Fault]:
    yield from not_asked(answers, ASKED)
    ids = [factor.id for factor in scheme.factors]
    yield from unknown_factors(answers.answers, ids, "factor")
    for factor in scheme.factors:
        answer = answers.answers.get(factor.id)
        if answer is None:
            yield missing(f'the factor "{factor.id}" is not answered', ("answers",),
                          f"add {factor.id}: with its level")  # fmt: skip
        else:
            yield from level_fault(
                factor.title.plain, factor.levels, answer, ("answers", factor.id)
            )
    known = [profile.id for profile in scheme.profiles]
    if answers.profile is not None and answers.profile not in known:
        yield unknown(answers.profile, "profile", ("profile",), known)


@dataclass(frozen=True, slots=True)
class _Variation:
    """A factor on which the job has a level that the profile does not allow."""

    factor: str
    level: str
    nearest: str
    size: int


@dataclass(frozen=True, slots=True)
class _Matched:
    """A profile beside the job: how it varies, and why it does not match, where it does not."""

    profile: Profile
    variations: tuple[_Variation, ...]
    obstacles: tuple[Reason, ...]

    @property
    def distance(self) -> tuple[int, int]:
        """By what the best of several matching profiles is told: fewest, then smallest."""
        return len(self.variations), sum(one.size for one in self.variations)


def grade(
    scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role]
) -> Result:
    levels = {factor.id: answers.answers[factor.id].level for factor in scheme.factors}
    factors = tuple(Scored(id_, level) for id_, level in levels.items())
    tried = [
        _matched(scheme, profile, levels)
        for profile in scheme.profiles
        if answers.profile in (None, profile.id)
    ]
    reasons = [reason for one in tried for reason in _told(one)]
    fitting = [one for one in tried if not one.obstacles]
    if not fitting:
        reasons.append(Reason("no-profile"))
        if scheme.evaluated_by:
            reasons.append(Reason("evaluate-in-full", {"scheme": scheme.evaluated_by}))
        return Result("no_match", factors=factors, reasons=tuple(reasons))
    best = min(one.distance for one in fitting)
    nearest = [one.profile for one in fitting if one.distance == best]
    if len({profile.grade for profile in nearest}) > 1:
        names = tuple(profile.id for profile in nearest)
        reasons.append(Reason("profiles-tie", {"profiles": names}))
        return Result("judgement_needed", factors=factors, reasons=tuple(reasons))
    values: dict[str, Value] = {"profile": nearest[0].id, "grade": nearest[0].grade}
    reasons.append(Reason("profile-grade", values))
    return Result("graded", nearest[0].grade, factors=factors, reasons=tuple(reasons))


def _matched(scheme: Scheme, profile: Profile, levels: Mapping[str, str]) -> _Matched:
    allowed = {one.factor: one.levels for one in profile.levels}
    variations = []
    for factor in scheme.factors:
        order = [level.id for level in factor.levels]
        own = order.index(levels[factor.id])
        sizes = {level: abs(order.index(level) - own) for level in allowed.get(factor.id, ())}
        if sizes and min(sizes.values()):
            nearest = min(sizes, key=lambda level: (sizes[level], order.index(level)))
            variations.append(
                _Variation(factor.id, levels[factor.id], nearest, sizes[nearest])
            )  # fmt: skip
    limits = scheme.variations or Variations(at_most=0)
    return _Matched(
        profile, tuple(variations), tuple(_obstacles(scheme, profile, variations, limits))
    )


def _obstacles(
    scheme: Scheme, profile: Profile, variations: list[_Variation], limits: Variations
) -> Iterator[Reason]:
    for one in variations:
        values: dict[str, Value] = {"profile": profile.id, "factor": one.factor}
        if one.factor in scheme.protected:
            yield Reason("variation-protected", values)
        elif one.size > limits.size:
            yield Reason("variation-too-large", {**values, "size": one.size, "most": limits.size})
    if len(variations) > limits.at_most:
        yield Reason("variations-too-many", {"profile": profile.id, "count": len(variations),
                                             "most": limits.at_most})  # fmt: skip


def _told(one: _Matched) -> Iterator[Reason]:
    """What the comparison with one profile showed."""
    id_ = one.profile.id
    for found in one.variations:
        yield Reason("variation", {"profile": id_, "factor": found.factor, "level": found.level,
                                   "nearest": found.nearest})  # fmt: skip
    yield from one.obstacles
    if not one.obstacles:
        yield Reason("profile-matches", {"profile": id_, "count": len(one.variations)})
