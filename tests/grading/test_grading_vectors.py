"""Every case of vectors.json comes out as it was worked out by hand.

The assistant on the site runs the same cases, so that the two agree.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from grading_cases import VECTORS, scheme, worked_out

CASES = VECTORS["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['about']}")
def test_a_case_comes_out_as_worked_out_by_hand(case: dict[str, Any]) -> None:
    found, expected = worked_out(case), case["expect"]
    if "faults" in expected:
        found = {"faults": sorted(found.get("faults", ()), key=str), "result": found.get("outcome")}
        expected = {"faults": sorted(expected["faults"], key=str), "result": None}
    assert {key: found.get(key, "nothing") for key in expected} == expected


def test_there_are_cases_enough_of_every_method() -> None:
    methods = Counter(scheme(case["scheme"]).method for case in CASES)
    assert sum(methods.values()) >= 200
    assert min(methods.values()) >= 30
    assert len(methods) == 4


def test_every_outcome_occurs() -> None:
    outcomes = {case["expect"].get("outcome") for case in CASES} - {None}
    assert outcomes == {
        "graded", "outside_context", "out_of_range", "judgement_needed", "no_match",
    }  # fmt: skip


def test_every_scheme_and_every_reference_job_is_used() -> None:
    assert {case["scheme"] for case in CASES} >= VECTORS["schemes"].keys()
    assert len({case["id"] for case in CASES}) == len(CASES)
