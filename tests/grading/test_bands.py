"""Totals that can come about, and the bands they lie in, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from grading_cases import LANG, scheme

from rolebook.grading.bands import attainable_totals
from rolebook.model.scheme import Scheme


def totals(id_: str, **changes: Any) -> list[str]:
    found = attainable_totals(scheme(id_).model_copy(update=changes))
    assert found is not None
    return [f"{total:f}" for total in found]


def test_joint_factors_bring_the_points_of_their_matrix() -> None:
    assert totals("joint", factors=scheme("joint").factors[1:3]) == [
        "30", "45", "60", "75", "80", "110", "130", "145", "160", "180", "230", "245", "280", "330",
    ]  # fmt: skip


def test_factors_that_exclude_each_other_are_never_summed() -> None:
    without_load = tuple(f for f in scheme("sides").factors if f.id != "load")
    # training time: 10, 30, 50; education 10, 20, 30 with experience 5, 15, 25: 15 to 55 by tens.
    assert totals("sides", factors=without_load) == [
        "10", "15", "25", "30", "35", "45", "50", "55",
    ]  # fmt: skip


def test_points_of_rules_count_with_and_without() -> None:
    assert totals("minus") == ["15", "30", "35", "50", "55", "70"]


def test_decimals_and_weights_are_exact() -> None:
    assert totals("tenths") == ["0.3", "0.4", "0.5", "0.6"]
    # 7.5 or 12.5; 12.5, 25 or 37.5; 10 or 20
    assert totals("weights") == [
        "30", "35", "40", "42.5", "45", "47.5", "52.5", "55", "57.5", "60", "65", "70",
    ]  # fmt: skip


def test_a_factor_without_points_is_left_to_its_own_finding() -> None:
    assert attainable_totals(scheme("profiles")) is None


@pytest.mark.parametrize(("levels", "expected"), [(12, 4096), (40, None)])
def test_many_factors_take_no_time(levels: int, expected: int | None) -> None:
    """Twelve factors worth 1, 2, 4, ... give every number; forty would give too many to look at."""
    factors = [
        {
            "id": f"f{i}",
            "title": "F",
            "criterion": "skills",
            "levels": [{"id": "0", "points": "0"}, {"id": "1", "points": str(2**i)}],
        }
        for i in range(levels)
    ]
    plain = {"id": "x", "title": "X", "version": "1", "basis": ["purpose"], "bounds": "both"}
    many = Scheme.model_validate(
        {**plain, "method": "point-factor", "grades": ["A"], "factors": factors}, context=LANG
    )
    found = attainable_totals(many)
    assert found == (None if expected is None else [Decimal(n) for n in range(expected)])
