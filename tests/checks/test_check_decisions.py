"""Which decisions are held against the handbook, and which are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradings import POINTS, bakery, form, recorded
from handbooks import findings_of
from shop import edit

OF_DECISIONS = {
    "grade-not-as-decided", "no-decision", "stale-decision", "missing-decision",
    "forked-decisions", "record-without-file", "broken-record",
}  # fmt: skip


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    root = bakery(tmp_path / "shop")
    recorded(root)
    return root


def found(root: Path, id_: str = "night-baker") -> list[str]:
    """What is said of decisions about a role."""
    return [
        f.code for f in findings_of(root)
        if f.code in OF_DECISIONS and f"/{id_}" in f.place.file
    ]  # fmt: skip


def test_a_job_whose_grade_is_the_one_decided_is_in_order(graded: Path):
    assert found(graded) == []


def test_a_company_job_without_a_decision_is_noted_and_a_reference_job_is_not(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    assert found(root) == ["no-decision"]
    assert found(root, "head-baker") == []


def test_a_job_outside_the_scheme_or_withdrawn_owes_no_decision(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    edit(root, "roles/night-baker.yml", "grade: A", "grading: {outside_scheme: The owner's own.}")
    assert found(root) == []
    edit(root, "roles/baker.yml", "review_by: 2027-06-30", "withdrawn: 2026-10-01")
    assert found(root, "baker") == []


def test_without_a_scheme_in_use_nothing_is_owed(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    edit(root, "mkdocs.yml", "scheme: shop-grades, ", "")
    assert found(root) == []


def test_a_decision_without_a_written_grade_says_which_to_write(graded: Path):
    edit(graded, "roles/night-baker.yml", "grade: A\n", "")
    (finding,) = [f for f in findings_of(graded) if f.code == "grade-not-as-decided"]
    assert finding.message == "no grade is written, and A was decided on 2026-10-12"
    assert finding.place.line == 1
    assert finding.related[0].place.file == "records/decisions/night-baker/0001.json"


def test_only_the_last_decision_counts(graded: Path):
    other = {"grade": "B", "reason": "Alone.", "on": "2026-10-20", "notice": None}
    recorded(graded, form({"decision": other}))
    assert found(graded) == ["grade-not-as-decided"]
    edit(graded, "roles/night-baker.yml", "grade: A", "grade: B")
    assert found(graded) == []


def test_a_comparison_under_another_scheme_is_never_held_against_the_grade(graded: Path):
    recorded(graded, form(like=POINTS), "--scheme", "shop-points")  # it leads to B
    assert found(graded) == []
    edit(graded, "roles/grading/shop-points.yml", "points: 25", "points: 24")
    assert found(graded) == []  # nor told stale


def test_a_reason_for_another_grade_does_not_excuse_this_one(graded: Path):
    other = {"grade": "B", "reason": "Alone.", "on": "2026-10-20", "notice": None}
    recorded(graded, form({"decision": other}))
    edit(graded, "roles/night-baker.yml", "grade: A", "grade: C")
    codes = {f.code for f in findings_of(graded) if "night-baker" in f.place.file}
    assert {"grade-outside-context", "grade-not-as-decided"} <= codes


def test_a_stale_decision_is_told_with_what_changed(graded: Path):
    edit(graded, "roles/head-baker.yml", "Bakes under guidance.", "Is told how.")
    edit(graded, "roles/night-baker.yml", "kind:", "purpose: Bakes at night.\nkind:")
    (finding,) = [f for f in findings_of(graded) if f.code == "stale-decision"]
    assert finding.message == (
        "the decision of 2026-10-12 is stale: purpose of the job and grading of the reference job "
        "head-baker changed"
    )


def test_decisions_without_their_role_or_scheme_are_errors(graded: Path):
    for suffix in ("", ".nl"):
        (graded / f"roles/night-baker{suffix}.yml").unlink()
        (graded / f"roles/grading/shop-grades{suffix}.yml").unlink()
    lost = [f for f in findings_of(graded) if f.code == "record-without-file"]
    assert [(f.place.file, f.message) for f in lost if "decisions" in f.place.file] == [
        ("records/decisions/night-baker",
         'there are decisions about the role "night-baker", which has no file'),
        ("records/decisions/night-baker/0001.json",
         'it was decided under the scheme "shop-grades", which has no file'),
    ]  # fmt: skip


def test_a_damaged_decision_is_told_once_and_not_as_missing(graded: Path):
    edit(graded, "records/decisions/night-baker/0001.json", '"grade": "A"', '"grade": "B"')
    assert found(graded) == ["broken-record"]


def test_a_stray_file_among_the_decisions_is_told(graded: Path):
    folder = graded / "records/decisions/night-baker"
    (folder / "0001 (copy).json").write_bytes((folder / "0001.json").read_bytes())
    assert found(graded) == ["broken-record"]
