"""The published US scheme: OPM's own table, and OPM's own benchmark jobs come out as published."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from grading_cases import ROOT, answers, scheme

from rolebook.cli.grade import command
from rolebook.grading import grade
from rolebook.grading.bands import attainable_totals, band_of

DATA = Path(__file__).parent / "data"
FES = scheme("us-fes")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = rows("fes_cases.csv")


def levels(case: dict[str, str]) -> dict[str, str]:
    """The published levels by the scheme's factor ids: both stand in published order."""
    return {
        factor.id: case[f"f{number}_level"] for number, factor in enumerate(FES.factors, 1)
    }  # fmt: skip


def test_factors_levels_and_points_are_the_published_ones() -> None:
    published = [(row["factor"], row["level"], row["points"]) for row in rows("fes_scheme.csv")]
    ours = [
        (factor.title.plain, level.id, f"{level.points}")
        for factor in FES.factors
        for level in factor.levels
    ]
    assert [(f.casefold(), level, points) for f, level, points in ours] == [
        (f.casefold(), level, points) for f, level, points in published
    ]


def test_grades_and_bounds_are_the_published_ones_and_the_top_is_open() -> None:
    published = [(row["grade"], row["min"], row["max"]) for row in rows("fes_grades.csv")]
    assert [
        (g.id, f"{g.min}", "" if g.max is None else f"{g.max}") for g in FES.grades
    ] == published
    assert published[-1][2] == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case_id"])
def test_a_benchmark_job_comes_out_as_published(case: dict[str, str]) -> None:
    result = grade(FES, answers({"answers": levels(case)}))
    assert result.outcome == "graded"
    assert result.total == Decimal(case["stated_total"])
    assert result.grade == case["expected_grade"]
    assert sum((one.points or Decimal(0)) for one in result.factors) == result.total


@pytest.mark.parametrize("case", CASES[:2], ids=lambda case: case["case_id"])
def test_it_does_so_on_the_command_line(case: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    lines = [f"  {factor}: {level}" for factor, level in levels(case).items()]
    file.write_text("answers:\n" + "\n".join(lines) + "\n", "utf-8")
    arguments = ["--handbook", str(ROOT), "--scheme", "us-fes", "--answers", str(file)]
    done = CliRunner().invoke(command, [*arguments, "--format", "json"])
    assert done.exit_code == 0, done.stderr
    data = json.loads(done.stdout)
    assert list(data) == [
        "outcome", "grade", "indicated", "total", "factors", "reasons", "warnings",
    ]  # fmt: skip
    assert (data["outcome"], data["grade"], data["indicated"]) == (
        "graded", case["expected_grade"], None,
    )  # fmt: skip
    assert data["total"] == int(case["stated_total"])
    assert [(one["id"], one["level"]) for one in data["factors"]] == list(levels(case).items())
    assert sum(one["points"] for one in data["factors"]) == data["total"]
    assert sum(reason["points"] or 0 for reason in data["reasons"]) == data["total"]
    assert [warning["id"] for warning in data["warnings"]] == ["without-evidence"]


def test_every_total_that_can_come_about_has_one_grade() -> None:
    """Points come in fives, so that the published bounds leave no hole."""
    totals = attainable_totals(FES)
    assert totals is not None
    assert (totals[0], totals[-1]) == (190, 4480)
    assert all(total % 5 == 0 for total in totals)
    assert all(band_of(FES, total) is not None for total in totals)
