"""`rolebook objection`: who objects to a grade stays in private/, and is found again."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import yaml

from gradings import CHANGES, bakery, decisions, form, recorded
from handbooks import snapshot, write_tree
from rolebook.cli.objection import _write
from shop import run

NAME = "Jane O'Hara-Müller"


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    """The bakery with a decision to which one may object until 18 November."""
    root = bakery(tmp_path / "shop", {"private/.gitignore": None})
    recorded(root)
    return root


def noted(root: Path, received: str = "2026-11-02", *more: str) -> str:
    result = run(root, "objection", "night-baker", "--received", received, *more)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_an_objection_is_noted_with_its_decision_and_whether_it_came_in_time(graded: Path):
    says = 'My "nights": they # count'
    said = noted(graded, "2026-11-18", "--person", NAME, "--says", says)
    assert "in time: the last day for an objection was 2026-11-18" in said
    (file,) = (graded / "private/objections").iterdir()
    assert file.name == "night-baker.2026-11-18.yml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (data["decision"], data["grade"], data["in_time"]) == (1, "A", True)
    assert (data["person"], data["says"]) == (NAME, says)
    assert data["outcome"] is None
    assert "too late" in noted(graded, "2026-11-19")


def test_only_its_owner_may_read_it_and_git_does_not_see_it(graded: Path):
    before = snapshot(graded)
    noted(graded, "2026-11-02", "--person", NAME)
    (file,) = (graded / "private/objections").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (graded / "private/.gitignore").read_text() == "*\n!.gitignore\n"
    outside = {n: c for n, c in snapshot(graded).items() if not n.startswith("private/")}
    assert outside == before


def test_two_that_are_noted_at_once_do_not_overwrite_each_other(graded: Path):
    (decision,) = decisions(graded)

    def note(number: int) -> Path:
        return _write(graded, decision, date(2026, 11, 2), "", f"Number {number}")

    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(note, range(24)))
    assert len(set(paths)) == 24
    said = {yaml.safe_load(path.read_text(encoding="utf-8"))["says"] for path in paths}
    assert said == {f"Number {number}" for number in range(24)}


def test_a_second_objection_takes_no_others_place(graded: Path):
    noted(graded, "2026-11-02", "--says", "First")
    noted(graded, "2026-11-02", "--says", "Second")
    texts = [p.read_text(encoding="utf-8") for p in (graded / "private/objections").iterdir()]
    assert sorted("First" in text for text in texts) == [False, True]


def test_they_are_listed_with_how_they_ended(graded: Path):
    assert run(graded, "objection").stdout == "no objection was noted\n"
    noted(graded, "2026-11-03", "--person", NAME)
    noted(graded, "2026-11-02")
    file = graded / "private/objections/night-baker.2026-11-03.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("outcome:", "outcome: grade kept"), encoding="utf-8")
    write_tree(graded, {"private/objections/notes.yml": "a: [b\n"})
    result = run(graded, "objection")
    rows = [line.split()[:5] for line in result.stdout.splitlines()[1:]]
    assert rows == [
        ["night-baker", "1", "A", "2026-11-02", "true"],
        ["night-baker", "1", "A", "2026-11-03", "true"],
    ]
    assert f"{NAME}  grade kept" in result.stdout
    assert "notes.yml is no note of an objection" in result.stderr


def test_without_a_day_of_notice_nobody_can_say_whether_it_is_in_time(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    recorded(root, form({"decision": {"notice": None}}))
    said = noted(root)
    assert "no last day for an objection is known, for the day of the notice is missing" in said


def test_without_a_term_of_the_scheme_that_is_what_is_missing(tmp_path: Path):
    grades = CHANGES["roles/grading/shop-grades.yml"]
    assert isinstance(grades, str)
    without = "".join(x for x in grades.splitlines(True) if not x.lstrip().startswith("objection:"))
    dutch = CHANGES["roles/grading/shop-grades.nl.yml"]
    assert isinstance(dutch, str)
    root = bakery(
        tmp_path / "shop",
        {
            "roles/grading/shop-grades.yml": without,
            "roles/grading/shop-grades.nl.yml": dutch.rpartition("objection:")[0].rstrip() + "\n",
        },
    )
    recorded(root)
    said = noted(root)
    assert "the scheme shop-grades stated no term for one" in said
    assert "the day of the notice" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["night-baker"], "--received DATE"),
        (["nite-baker", "--received", "2026-11-02"], 'did you mean "night-baker"?'),
        (["head-baker", "--received", "2026-11-02"], "no such decision"),
        (["night-baker", "--received", "2026-11-02", "--decision", "7"], "there is 1"),
        (["night-baker", "--received", "2026-10-01"], "decided on 2026-10-12"),
        (["--person", "A"], "name the role"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    graded: Path, arguments: list[str], said: str
):
    result = run(graded, "objection", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (graded / "private/objections").exists()
