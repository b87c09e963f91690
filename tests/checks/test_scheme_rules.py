"""Schemes that are right give no finding: what published tables do is not reported as a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from handbooks import codes_of, write_tree
from rolebook.checks.scheme import KEYS_OF
from rolebook.model.scheme import Scheme

SETTINGS = "site_name: A\nextra:\n  handbook:\n    organisation: {name: A}\n"


def factor(id_: str, criterion: str, *points: int) -> dict[str, object]:
    levels = [{"id": str(i), "points": p} for i, p in enumerate(points, 1)]
    return {"id": id_, "title": id_.capitalize(), "criterion": criterion, "levels": levels}


FOUR = [
    factor("skill", "skills", 10, 20),
    factor("load", "effort", 5, 10),
    factor("duty", "responsibility", 10, 15),
    factor("place", "working_conditions", 0, 5),
]  # fmt: skip


def codes(folder: Path, **scheme: object) -> list[str]:
    data = {"title": "A", "version": "1", "basis": ["purpose"], **scheme}
    files = {"mkdocs.yml": SETTINGS, "roles/grading/a.yml": yaml.safe_dump(data, sort_keys=False)}
    return codes_of(write_tree(folder, files))


def points(folder: Path, grades: list[dict[str, object]], **more: object) -> list[str]:
    given = {"method": "point-factor", "bounds": "both", "factors": FOUR, "grades": grades, **more}
    return codes(folder, **given)


def test_a_hole_that_no_total_can_hit_is_none(tmp_path: Path) -> None:
    assert points(tmp_path, [{"id": "A", "min": 25, "max": 35}, {"id": "B", "min": 40}]) == []


def test_a_hole_of_one_step_is_found(tmp_path: Path) -> None:
    grades = [{"id": "A", "min": 25, "max": 34}, {"id": "B", "min": 40}]
    assert points(tmp_path, grades) == ["bands-gap"]


@pytest.mark.parametrize(
    ("bounds", "expected"), [("max", []), ("min", []), ("both", ["bands-overlap"])]
)
def test_bands_may_share_an_edge_when_it_is_said_whose_it_is(
    tmp_path: Path, bounds: str, expected: list[str]
) -> None:
    grades = [{"id": "A", "max": 35}, {"id": "B", "min": 35}]
    assert points(tmp_path, grades, bounds=bounds) == expected


def test_an_edge_that_belongs_to_nobody_is_a_hole(tmp_path: Path) -> None:
    grades = [{"id": "A", "max": 35}, {"id": "B", "min": 40}]
    assert points(tmp_path, grades, bounds="max") == ["bands-gap"]


def test_a_closed_top_below_the_highest_total_is_a_note(tmp_path: Path) -> None:
    grades = [{"id": "A", "min": 25, "max": 35}, {"id": "B", "min": 40, "max": 45}]
    assert points(tmp_path, grades) == ["totals-beyond-bands"]


def test_equal_points_of_two_levels_are_allowed(tmp_path: Path) -> None:
    factors = [factor("skill", "skills", 10, 10, 20), *FOUR[1:]]
    assert points(tmp_path, [{"id": "A"}], factors=factors) == []


def test_a_point_scheme_may_give_roles_their_headings(tmp_path: Path) -> None:
    own = [{"id": "knowledge", "title": "Knowledge", "criterion": "skills"}]
    assert points(tmp_path, [{"id": "A"}], characteristics=own) == []


def test_every_key_is_of_some_method(tmp_path: Path) -> None:
    common = set(Scheme.keys()) - set(KEYS_OF)
    assert common == {
        "id", "title", "formerly", "method", "version", "purpose", "grades", "characteristics",
        "basis", "steps", "adopted", "objection", "consent_per_decision", "consent_in",
        "document",
    }  # fmt: skip


def test_a_scheme_in_use_by_points_asks_no_application_rules_of_reference_jobs(
    tmp_path: Path,
) -> None:
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": SETTINGS + "    grading: {scheme: a}\n",
            "roles/vocabulary/families.yml": "families: [{id: shop, title: Shop}]\n",
            "roles/baker.yml": "title: Baker\nkind: reference\nfamily: shop\ngrade: A\n"
            "purpose: Bakes.\nresponsibilities: [{area: Baking, tasks: [Bakes.]}]\n",
        },
    )
    data = {"title": "A", "version": "1", "basis": ["purpose"], "method": "point-factor",
            "bounds": "both", "factors": FOUR, "grades": ["A"]}  # fmt: skip
    write_tree(tmp_path, {"roles/grading/a.yml": yaml.safe_dump(data)})
    assert [code for code in codes_of(tmp_path) if code != "role-without-procedure"] == []
