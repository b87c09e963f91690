"""Bands of points: which grade a total falls into, and which totals can come about at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd

from rolebook.grading.result import Near
from rolebook.model.scheme import Factor, Grade, Scheme

MOST_TOTALS = 20_000_000
"""So many steps between the lowest and the highest total are looked at, one bit each; no scheme
that people work with comes near."""


def falls_into(grade: Grade, total: Decimal, bounds: str | None) -> bool:
    """Whether a total lies in the band of a grade; ``bounds`` says which ends belong to it."""
    above = (
        grade.min is None
        or total > grade.min
        or (total == grade.min and bounds in ("both", "min"))
    )  # fmt: skip
    below = (
        grade.max is None
        or total < grade.max
        or (total == grade.max and bounds in ("both", "max"))
    )  # fmt: skip
    return above and below


def band_of(scheme: Scheme, total: Decimal) -> int | None:
    """The place in the ladder of the grade whose band holds a total; None outside every band."""
    for index, grade in enumerate(scheme.grades):
        if falls_into(grade, total, scheme.bounds):
            return index
    return None


def nearest_bounds(scheme: Scheme, total: Decimal) -> Iterator[Near]:
    """The grades next to where a total lies, down and up, and how far their bounds are.

    Inside a band that is its own lower and upper bound. Outside every band it is the upper bound
    of the next band below and the lower bound of the next band above.
    """
    index = band_of(scheme, total)
    if index is not None:
        own = scheme.grades[index]
        if index > 0 and own.min is not None:
            yield Near("down", scheme.grades[index - 1].id, own.min, total - own.min)
        if index + 1 < len(scheme.grades) and own.max is not None:
            yield Near("up", scheme.grades[index + 1].id, own.max, own.max - total)
        return
    for grade in reversed(scheme.grades):
        if grade.max is not None and grade.max <= total:
            yield Near("down", grade.id, grade.max, total - grade.max)
            break
    for grade in scheme.grades:
        if grade.min is not None and grade.min >= total:
            yield Near("up", grade.id, grade.min, grade.min - total)
            break


def weighted(factor: Factor, points: Decimal) -> Decimal:
    """The points of a factor as they count."""
    return points * factor.weight


def attainable_totals(scheme: Scheme) -> list[Decimal] | None:
    """Every total that some answers give, lowest first, rules after the sum included.

    A rule that adds points counts with and without, whatever its conditions. None where there
    are too many totals to look at, or points are missing (that is a finding of its own).
    """
    sides = _sides(scheme)
    if sides is None:
        return None
    values = [{Fraction(0), Fraction(rule.points)} for rule in scheme.after_sum if rule.points]
    totals: set[Decimal] = set()
    for side in sides:
        found = _sums([*side, *values])
        if found is None:
            return None
        totals.update(found)
    return sorted(totals)


def _sides(scheme: Scheme) -> list[list[set[Fraction]]] | None:
    """For each choice between factors that exclude each other: the points that each of the
    factors (or joint pairs) that are then scored can have."""
    factors = {factor.id: factor for factor in scheme.factors}
    jointly = {id_ for joint in scheme.joint for id_ in (joint.row_factor, joint.column_factor)}
    fixed = [
        {Fraction(points) for row in joint.rows for points in row.points} for joint in scheme.joint
    ]
    left_out: list[frozenset[str]] = [frozenset()]
    for one in scheme.excluding:
        left_out = [old | frozenset(new) for old in left_out for new in (one.either, one.other)]
    sides = []
    for out in left_out:
        scored = [f for id_, f in factors.items() if id_ not in out and id_ not in jointly]
        side = [*fixed]
        for factor in scored:
            points = [level.points for level in factor.levels if level.points is not None]
            if len(points) != len(factor.levels):
                return None
            side.append({Fraction(weighted(factor, value)) for value in points})
        if not all(side):
            return None
        sides.append(side)
    return sides


def _sums(choices: Sequence[set[Fraction]]) -> Iterator[Decimal] | None:
    """All sums of one value of each choice. One bit per step of the common grid: adding a choice
    is a few shifts of one long number, however many combinations there are."""
    lowest = sum((min(choice) for choice in choices), Fraction(0))
    steps = [{value - min(choice) for value in choice} for choice in choices]
    grid = [value for choice in steps for value in choice if value]
    if not grid:
        return iter([_decimal(lowest)])
    scale = 1
    for value in grid:
        scale = scale * value.denominator // gcd(scale, value.denominator)
    unit = gcd(*(int(value * scale) for value in grid))
    if sum(max(int(v * scale) for v in choice) for choice in steps) // unit > MOST_TOTALS:
        return None
    bits = 1
    for choice in steps:
        shifted = 0
        for value in choice:
            shifted |= bits << (int(value * scale) // unit)
        bits = shifted
    found = bin(bits)[:1:-1]
    return (
        _decimal(lowest + Fraction(step * unit, scale))
        for step, bit in enumerate(found)
        if bit == "1"
    )


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
