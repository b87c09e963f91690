"""`rolebook grade`: results for people and for programs, questions on a terminal, refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gradings import on_a_terminal
from handbooks import Handbook, snapshot, write_tree
from rolebook.cli.grade import command

ROOT = Path(__file__).parents[2]

SCHEME = """\
    title: Shop grades
    method: reference-comparison
    version: "1"
    grades: [A, B, C]
    characteristics:
      - {id: skill, title: Skill, criterion: skills}
      - {id: load, title: Load, criterion: effort}
      - {id: duty, title: Duty, criterion: responsibility}
      - {id: place, title: Place of work, criterion: working_conditions}
    basis: [purpose, responsibilities]
    """
POINTS = """\
    title: Shop points
    method: point-factor
    version: "1"
    bounds: both
    grades: [{id: A, max: 29}, {id: B, min: 30}]
    factors:
      - {id: skill, title: Skill, criterion: skills, levels: [{id: 1, points: 10}, {id: 2, points: 25}]}
      - {id: load, title: Load, criterion: effort, levels: [{id: 1, points: 5}, {id: 2, points: 10}]}
      - {id: duty, title: Duty, criterion: responsibility, levels: [{id: 1, points: 0}, {id: 2, points: 5}]}
      - {id: place, title: Place, criterion: working_conditions, levels: [{id: 1, points: 0}, {id: 2, points: 5}]}
    situations:
      - {id: nights, text: There is work at night.}
    after_sum:
      - {id: night, text: Work at night adds points., situations: [nights], points: 5}
    basis: [purpose]
    """  # noqa: E501
BAKER = """\
    title: Head baker
    kind: reference
    family: shop
    grade: B
    context: {grades: [A, B]}
    purpose: Bakes.
    responsibilities: [{id: baking, area: Baking, tasks: [Kneads the dough.]}]
    grading:
      lighter: {grade: A, rule: Lighter leads to A., examples: [Bakes under guidance.]}
      equal: {grade: B, rule: Equal leads to B.}
      heavier: {rule: Heavier lies outside., examples: [Leads bakers.]}
    """
SETTINGS = """\
    site_name: Small
    extra:
      handbook:
        organisation: {name: Small B.V.}
        languages: [en]
        grading: {scheme: shop-grades}
    """


@pytest.fixture
def shop(small: Handbook) -> Path:
    return small(
        {
            "mkdocs.yml": SETTINGS,
            "roles/vocabulary/families.nl.yml": None,
            "roles/baker.nl.yml": None,
            "roles/grading/shop-grades.yml": SCHEME,
            "roles/grading/shop-points.yml": POINTS,
            "roles/head-baker.yml": BAKER,
        }
    )


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--handbook", str(root), *arguments])


def written(root: Path, text: str, name: str = "answers.yml") -> str:
    write_tree(root, {name: text})
    return str(root / name)


def as_json(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_a_result_is_explained_line_by_line_and_says_that_people_decide(shop: Path) -> None:
    answers = written(
        shop, "answers: {skill: 2, load: 1, duty: 1, place: 1}\nsituations: [nights]\n"
    )
    result = run(shop, "baker", "--scheme", "shop-points", "--answers", answers)
    assert result.exit_code == 0
    assert result.stdout == (
        "Baker\n"
        "Shop points, 1\n"
        "\n"
        "Grade B\n"
        "\n"
        "  Skill: level 2, points: 25.\n"
        "  Load: level 1, points: 5.\n"
        "  Duty: level 1, points: 0.\n"
        "  Place: level 1, points: 0.\n"
        "  Rule: Work at night adds points. Points: 5.\n"
        "  Total: 35.\n"
        "  Grade B goes from 30 upwards.\n"
        "  Down to A the bound is 30: the distance is 5.\n"
        "! What in the job shows the answer is not stated for: Skill, Load, Duty and Place.\n"
        "\n"
        "This is advice, computed from the answers. People decide.\n"
    )


def test_a_program_gets_seven_keys(shop: Path) -> None:
    answers = written(shop, "reference: head-baker\noverall: heavier\nticked: [heavier/1]\n")
    data = as_json(run(shop, "baker", "--answers", answers, "--format", "json"))
    assert list(data) == [
        "outcome", "grade", "indicated", "total", "factors", "reasons", "warnings",
    ]  # fmt: skip
    assert (data["outcome"], data["grade"], data["indicated"], data["total"]) == (
        "outside_context", None, "C", None,
    )  # fmt: skip
    assert data["reasons"][1] == {
        "id": "ticked",
        "values": {"reference": "head-baker", "side": "heavier", "example": "heavier/1"},
        "points": None,
        "text": "Sign of heavier: Leads bakers.",
    }


def test_answers_can_name_role_and_scheme_themselves(shop: Path) -> None:
    answers = written(
        shop,
        "role: baker\nscheme: shop-points\nanswers: {skill: 1, load: 1, duty: 1, place: 1}\n",
    )
    assert as_json(run(shop, "--answers", answers, "--format", "json"))["grade"] == "A"


def test_answers_about_another_role_are_refused(shop: Path) -> None:
    answers = written(shop, "role: head-baker\noverall: equal\n")
    result = run(shop, "baker", "--answers", answers)
    assert result.exit_code == 1
    assert "answers.yml:1:7: error[other-answers]" in result.stderr


def test_findings_of_answers_are_data_too(shop: Path) -> None:
    answers = written(shop, "answers: {skill: 1/2, load: 1, duty: 1, place: 1}\n")
    result = run(shop, "--scheme", "shop-points", "--answers", answers, "--format", "json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)["findings"]
    assert (found["code"], found["line"], found["column"]) == ("undesignated-level", 1, 18)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("answers: {skill: 1", "yaml-syntax"),
        ("", "not-a-mapping"),
        ("answer: {skill: 1}\n", "unknown-key"),
        ("answers: [skill]\n", "wrong-shape"),
        ("answers: {skill: [1, 2]}\n", "wrong-shape"),
        ("answers: {skill: }\n", "wrong-shape"),
        ("answers: {skill: 1, skill: 2}\n", "duplicate-key"),
        ("trainee: perhaps\n", "bad-number"),
        ("parts: [{share: 50 %}]\n", "bad-number"),
    ],
)
def test_a_broken_file_of_answers_is_told_and_never_traced(
    shop: Path, text: str, code: str
) -> None:
    result = run(shop, "--scheme", "shop-points", "--answers", written(shop, text))
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bakker"], 'there is no role "bakker"; did you mean "baker"?'),
        (["baker", "--scheme", "shop-pionts"], 'did you mean "shop-points"?'),
        (["baker"], "--answers FILE"),
        (["--all", "baker"], "--all stands alone"),
        (["baker", "--answers", "nowhere.yml"], "nowhere.yml"),
    ],
)
def test_wrong_use_ends_with_2(shop: Path, arguments: list[str], said: str) -> None:
    result = run(shop, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_answers_about_what_is_not_there_are_a_finding_in_their_file(shop: Path) -> None:
    result = run(shop, "--answers", written(shop, "role: bakker\nscheme: shop-pionts\n"))
    assert result.exit_code == 1
    assert 'error[unknown-answer] there is no role "bakker"' in result.stderr
    assert 'there is no scheme "shop-pionts"' in result.stderr
    assert 'did you mean "shop-points"?' in result.stderr


def test_a_reference_jobs_grade_is_told_and_not_computed(shop: Path) -> None:
    data = as_json(run(shop, "head-baker", "--format", "json"))
    assert (data["outcome"], data["grade"]) == ("graded", "B")
    assert [reason["id"] for reason in data["reasons"]] == ["reference-job"]
    answers = written(shop, "reference: head-baker\noverall: equal\n")
    assert run(shop, "head-baker", "--answers", answers).exit_code == 2


def test_errors_in_the_scheme_end_it_and_errors_elsewhere_do_not(shop: Path) -> None:
    answers = written(shop, "answers: {skill: 1, load: 1, duty: 1, place: 1}\n")
    write_tree(shop, {"roles/other.yml": "titel: nothing\n"})
    good = run(shop, "--scheme", "shop-points", "--answers", answers)
    assert good.exit_code == 0
    write_tree(shop, {"roles/grading/shop-points.yml": POINTS.replace("bounds: both", "")})
    bad = run(shop, "--scheme", "shop-points", "--answers", answers)
    assert bad.exit_code == 1
    assert "error[method-needs]" in bad.stderr


def test_a_scheme_that_cannot_be_read_is_shown_with_its_errors(shop: Path) -> None:
    answers = written(shop, "answers: {skill: 1}\n")
    write_tree(shop, {"roles/grading/shop-points.yml": "title: Points\nmethod: guess\n"})
    result = run(shop, "--scheme", "shop-points", "--answers", answers)
    assert result.exit_code == 1
    assert "error[not-a-choice]" in result.stderr


def test_all_lists_every_role_with_grade_and_context(shop: Path) -> None:
    write_tree(shop, {"roles/baker.yml": (shop / "roles/baker.yml").read_text() + "grade: A\n"
                      "based_on: head-baker\n"})  # fmt: skip
    result = run(shop, "--all")
    head, *rows = [line.split() for line in result.stdout.splitlines()]
    assert head == [
        *("role", "kind", "grade", "context", "reference", "decided", "on", "near", "stale"),
        *("what", "changed"),
    ]
    assert rows == [
        ["baker", "company", "A", "A-B", "head-baker"],
        ["head-baker", "reference", "B", "A-B"],
    ]
    assert as_json(run(shop, "--all", "--format", "json"))["roles"][0] == {
        "role": "baker",
        "title": "Baker",
        "kind": "company",
        "grade": "A",
        "context": ["A", "B"],
        "reference": "head-baker",
        "decision": None,
        "stale": None,
        "changed": None,
        "near": None,
        "comparisons": [],
    }


def test_nothing_is_written(shop: Path) -> None:
    answers = written(shop, "reference: head-baker\noverall: equal\n")
    before = snapshot(shop)
    for arguments in (["--all"], ["baker", "--answers", answers], ["baker"]):
        run(shop, *arguments)
    assert snapshot(shop) == before


def test_the_same_answers_give_the_same_bytes_whatever_the_hash_seed(shop: Path) -> None:
    answers = written(shop, "reference: head-baker\noverall: heavier\nticked: [heavier/1]\n")
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "rolebook", "grade", "baker", "--answers", answers,
             "--handbook", str(shop), "--format", "json"],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip
    assert len(outputs) == 1


def test_points_are_asked_on_a_terminal_and_saved(shop: Path) -> None:
    file = shop / "saved.yml"
    typed = ["2", "Kneads alone.", "1", "", "3", "1", "", "2", "", "y"]  # 3 is asked again
    done = on_a_terminal(
        shop, typed, "baker", "--scheme", "shop-points", "--save", str(file), "--format", "json"
    )
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert (data["grade"], data["total"]) == ("B", 40)
    assert "There is work at night." in done.stderr
    assert file.read_text("utf-8") == (
        "# yaml-language-server: $schema=schemas/answers.json\n"
        "scheme: shop-points\n"
        "role: baker\n"
        "answers:\n"
        "  skill:\n"
        "    level: '2'\n"
        "    evidence: Kneads alone.\n"
        "  load: '1'\n"
        "  duty: '1'\n"
        "  place: '2'\n"
        "situations:\n"
        "- nights\n"
    )
    assert as_json(run(shop, "--answers", str(file), "--format", "json")) == data


def test_a_comparison_is_asked_on_a_terminal(shop: Path) -> None:
    typed = ["head-baker", "lighter", "", "-", "-", "-", "y", "", "n", "lighter", ""]
    done = on_a_terminal(shop, typed, "baker", "--format", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert (data["outcome"], data["grade"]) == ("graded", "A")
    assert [one["id"] for one in data["warnings"]] == ["without-evidence"]
    assert "Bakes under guidance." in done.stderr


def test_leaving_the_whole_open_is_no_grade(shop: Path) -> None:
    typed = ["head-baker", "-", "-", "-", "-", "n", "n", "-"]
    done = on_a_terminal(shop, typed, "baker", "--format", "json")
    assert json.loads(done.stdout)["outcome"] == "judgement_needed"


def test_saving_never_overwrites(shop: Path) -> None:
    file = shop / "saved.yml"
    file.write_text("mine\n")
    typed = ["1", "", "1", "", "1", "", "1", "", "n"]
    done = on_a_terminal(shop, typed, "--scheme", "shop-points", "--save", str(file))
    assert done.returncode == 2
    assert file.read_text() == "mine\n"


LEVELS = """\
    title: Shop levels
    method: level-classification
    version: "1"
    decides: DECIDES
    grades: [{id: F, examples: [Sweeps.]}, {id: G, text: A trade.}]
    characteristics:
      - {id: skill, title: Skill, criterion: skills, levels: [{id: F, text: a.}, {id: G, same_as: lower}]}
      - {id: load, title: Load, criterion: effort, levels: [{id: F, text: a.}, {id: G, text: b.}]}
      - {id: duty, title: Duty, criterion: responsibility, levels: [{id: F, text: a.}, {id: G, text: b.}]}
      - {id: place, title: Place, criterion: working_conditions, levels: [{id: F, text: a.}, {id: G, text: b.}]}
    basis: [purpose]
    """  # noqa: E501
PROFILE = """\
    title: Shop profiles
    method: profile-match
    version: "1"
    grades: [A, B]
    factors:
      - {id: skill, title: Skill, criterion: skills, levels: [{id: 1}, {id: 2}]}
      - {id: load, title: Load, criterion: effort, levels: [{id: 1}, {id: 2}]}
      - {id: duty, title: Duty, criterion: responsibility, levels: [{id: 1}, {id: 2}]}
      - {id: place, title: Place, criterion: working_conditions, levels: [{id: 1}, {id: 2}]}
    profiles:
      - id: baker-profile
        title: Baker
        grade: B
        levels: [{factor: skill, levels: [2]}, {factor: load, levels: [1]}, {factor: duty, levels: [1]}, {factor: place, levels: [1]}]
      - id: helper
        title: Helper
        grade: A
        levels: [{factor: skill, levels: [1]}, {factor: load, levels: [1]}, {factor: duty, levels: [1]}, {factor: place, levels: [1]}]
    variations: {at_most: 1}
    evaluated_by: shop-points
    basis: [purpose]
    """  # noqa: E501


@pytest.mark.parametrize(
    ("scheme", "typed", "grade"),
    [
        (LEVELS.replace("DECIDES", "all"), ["F", "", "G", "", "G", "", "G", "", "n"], "G"),
        (
            LEVELS.replace("DECIDES", "best_fit"),
            ["F", "", "G", "", "F", "", "F", "", "y", "Daily.", "F", "Mostly."],
            "F",
        ),
        (
            LEVELS.replace("DECIDES", "share_of_time\nshare: {at_least: 50}"),
            ["Bakes", "60", "G", "Sweeps", "40", "F"],
            "G",
        ),
        (PROFILE, ["2", "", "1", "", "1", "", "2", "", "-"], "B"),
        (PROFILE, ["1", "", "1", "", "1", "", "1", "", "helper"], "A"),
    ],
)
def test_the_other_methods_are_asked_on_a_terminal(
    shop: Path, scheme: str, typed: list[str], grade: str
) -> None:
    lines = scheme.replace("\nshare:", "\n    share:")
    write_tree(shop, {"roles/grading/shop-other.yml": lines})
    done = on_a_terminal(shop, typed, "--scheme", "shop-other", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["grade"] == grade


def test_the_company_jobs_of_the_example_handbook_come_out_as_they_are_meant(
    tmp_path: Path,
) -> None:
    for role, overall, example, expected in (
        ("aftersales-manager-border", "lighter", "lighter/3", ("graded", "I", None)),
        ("regional-aftersales-and-sales-manager", "heavier", "heavier/3",
         ("outside_context", None, "K")),
    ):  # fmt: skip
        answers = written(tmp_path, f"overall: {overall}\nticked: [{example}]\n")
        data = as_json(run(ROOT, role, "--answers", answers, "--format", "json"))
        assert (data["outcome"], data["grade"], data["indicated"]) == expected
