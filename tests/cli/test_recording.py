"""`rolebook grade --record`, `--template` and `--all`: what HR types, and what it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from gradings import (
    ANSWERS,
    DUTCH,
    POINTS,
    bakery,
    decisions,
    form,
    on_a_terminal,
    record,
    recorded,
)
from handbooks import snapshot, write_tree
from rolebook.schemas import schemas
from rolebook.source import read
from shop import edit, run

FACTS = (
    "--decided-grade", "A", "--on", "2026-10-12", "--decided-by", "owner",
    "--took-part", "owner", "--took-part", "employee-member",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bakery(tmp_path / "shop")


def answers(**changes: Any) -> dict[str, Any]:
    """The answers without what was decided."""
    return {k: v for k, v in {**ANSWERS, "decision": None, **changes}.items() if v is not None}


def rows(root: Path) -> dict[str, Any]:
    data = json.loads(run(root, "grade", "--all", "--format", "json").stdout)
    return {row["role"]: row for row in data["roles"]}


# -- recording


def test_what_was_decided_can_be_said_by_options(root: Path):
    decision = recorded(
        root, answers(), *FACTS, "--notice", "2026-10-19", "--effective", "2026-11-01",
        "--consent", "given", "--consent-asked", "2026-10-01", "--consent-answered", "2026-10-05",
        "--consent-of", "works-council",
    )  # fmt: skip
    by_file = bakery(root.parent / "other" / "shop")
    consent = {"of": "works-council", "asked": "2026-10-01", "answered": "2026-10-05",
               "result": "given"}  # fmt: skip
    assert decision == recorded(by_file, form({"decision": {"consent": consent}}))


def test_an_option_takes_the_place_of_what_the_file_says(root: Path):
    decision = recorded(root, form(), "--on", "2026-10-14", "--took-part", "owner,works-council")
    assert decision.on.isoformat() == "2026-10-14"
    assert decision.took_part == ("owner", "works-council")
    assert decision.notice
    assert decision.notice.isoformat() == "2026-10-19"  # as in the file


def test_the_result_is_shown_and_it_is_said_what_was_written(root: Path):
    result = record(root)
    assert "Grade A" in result.stdout
    assert "People decide." in result.stdout
    assert result.stderr.splitlines() == [
        "night-baker: grade A recorded in records/decisions/night-baker/0001.json",
        "  its description is not approved: the decision rests on the text as it stands",
        "  objections can be made until 2026-11-18",
        "  the evidence is not translated into: nl",
    ]


def test_json_on_standard_output_stays_json(root: Path):
    result = record(root, form(), "--format", "json")
    assert json.loads(result.stdout)["outcome"] == "graded"


def test_it_says_what_is_to_be_done_next(root: Path):
    edit(root, "roles/night-baker.yml", "grade: A\n", "")
    result = record(root, form({"decision": {"notice": None}}))
    assert "without --notice DATE the last day for an objection is open" in result.stderr
    assert "now write grade: A in roles/night-baker.yml" in result.stderr


def test_a_written_grade_that_differs_does_not_stand_in_the_way_of_deciding(root: Path):
    recorded(root)
    edit(root, "roles/night-baker.yml", "grade: A", "grade: B")
    assert run(root, "check").exit_code == 1
    other = {"grade": "B", "reason": "Alone at night.", "on": "2026-10-20", "notice": None}
    recorded(root, form({"decision": other}))
    assert run(root, "check").exit_code == 0


def test_a_grade_outside_the_context_holds_once_a_decision_gives_it_and_says_why(root: Path):
    edit(root, "roles/night-baker.yml", "grade: A", "grade: C")
    assert "grade-outside-context" in run(root, "check").stdout
    heavier = {
        "overall": "heavier",
        "ticked": [{"example": "heavier/1"}],
        "answers": {"skill": "heavier"},
        "decision": {"grade": "C", "reason": "Leads two bakers at night, without anybody near."},
    }
    result = record(root, form(heavier))
    assert result.exit_code == 0, result.stderr
    assert "outside the context" in result.stdout
    assert run(root, "check").exit_code == 0
    (decision,) = decisions(root)
    assert (decision.outcome, decision.computed, decision.indicated) == (
        "outside_context", "", "C",
    )  # fmt: skip


def test_all_that_is_missing_is_said_at_once(root: Path):
    result = record(root, answers())
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "night-baker: not recorded:"
    for option in ("--decided-grade", "--on", "--decided-by", "--took-part"):
        assert f"say {option}" in result.stderr
    assert decisions(root) == ()


def test_translations_lie_beside_the_answers(root: Path):
    write_tree(root.parent, {"answers.nl.yml": yaml.safe_dump(DUTCH)})
    result = record(root)
    assert "not translated" not in result.stderr
    (decision,) = decisions(root)
    assert decision.form("nl").judgement.plain == "Minder te plannen, voor het overige gelijk."  # type: ignore[union-attr]


def test_a_translation_with_an_error_stops_it(root: Path):
    write_tree(root.parent, {"answers.nl.yml": "answers: {skill: {evidence: }, [}\n"})
    result = record(root)
    assert result.exit_code == 1
    assert "answers.nl.yml" in result.stderr
    assert decisions(root) == ()


def test_answers_with_faults_and_a_broken_role_record_nothing(root: Path):
    assert record(root, form({"answers": {"skil": "lighter"}})).exit_code == 1
    edit(root, "roles/night-baker.yml", "family: shop", "family: shopp")
    assert record(root).exit_code == 1
    assert not (root / "records" / "decisions").exists()


def test_nothing_but_the_decision_is_written(root: Path):
    before = snapshot(root)
    record(root)
    after = snapshot(root)
    assert {name for name in after if before.get(name) != after[name]} == {
        "records/decisions/night-baker/0001.json"
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--decided-grade", "A"], "goes with --record"),
        (["--took-part", "owner"], "goes with --record"),
        (["--record", "--all"], "--all stands alone"),
        (["--record", "--template"], "grades nothing"),
        (["--record", "--on", "12.10.2026"], "write 2026-10-12"),
        (["--record", "--consent", "maybe"], "is not one of"),
    ],
)
def test_wrong_use_gives_2(root: Path, arguments: list[str], said: str):
    result = run(root, "grade", "night-baker", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_decision_is_about_a_role(root: Path):
    write_tree(root.parent, {"answers.yml": yaml.safe_dump(form(like=POINTS))})
    arguments = ("--scheme", "shop-points", "--answers", str(root.parent / "answers.yml"))
    result = run(root, "grade", *arguments, "--record")
    assert (result.exit_code, "name it" in result.stderr) == (2, True)


def test_what_is_no_name_of_a_role_is_refused(root: Path):
    for option in ("--decided-by", "--took-part", "--consent-of"):
        result = record(root, form(), option, "Jane Miller")
        assert result.exit_code == 2
        assert "Jane Miller" in result.stderr
    assert decisions(root) == ()


def test_a_grading_passes_over_what_was_decided(root: Path):
    file = root.parent / "answers.yml"
    write_tree(root.parent, {"answers.yml": yaml.safe_dump(form())})
    result = run(root, "grade", "night-baker", "--answers", str(file))
    assert result.exit_code == 0
    assert not (root / "records" / "decisions").exists()


# -- the template


@pytest.mark.parametrize("scheme", ["shop-grades", "shop-points"])
@pytest.mark.parametrize("role", ["night-baker", "baker"])
def test_a_template_is_yaml_that_asks_for_what_is_missing(root: Path, scheme: str, role: str):
    result = run(root, "grade", role, "--scheme", scheme, "--template")
    assert result.exit_code == 0, result.stderr
    data = yaml.safe_load(result.stdout)
    assert (data["scheme"], data["role"]) == (scheme, role)
    write_tree(root.parent, {"answers.yml": result.stdout})
    asked = run(root, "grade", role, "--answers", str(root.parent / "answers.yml"))
    assert asked.exit_code == 1
    assert "Skill is still to be answered" in asked.stderr
    allowed = "lighter, equal, heavier" if scheme == "shop-grades" else "1, 2"
    assert asked.stderr.count(f"write level: with one of {allowed}") == 4
    assert "is missing" not in asked.stderr


def test_a_template_starts_from_the_plusses_and_minuses(root: Path):
    edit(
        root, "roles/night-baker.yml", "kind:", "characteristics: [{id: skill, text: Less.}]\nkind:"
    )
    text = run(root, "grade", "night-baker", "--template").stdout
    assert "# * Minus\n#   reference job: Plans the bread of the week.\n" in text
    assert "#   why: The head baker plans.\n" in text
    assert "  #   reference job: Knows every bread.\n  #   this job: Less.\n  skill:\n" in text
    assert "  # lighter 1: Bakes under guidance.\n  # - example: lighter/1\n" in text
    assert "# Head baker: grade B, context A to B.\nreference: head-baker\n" in text


def test_a_template_filled_in_is_graded_and_recorded(root: Path):
    lines = run(root, "grade", "night-baker", "--template").stdout.splitlines()
    text = "\n".join(lines).replace("    level:\n", "    level: lighter\n")
    text = text.replace("\noverall:", "\noverall: lighter")
    at = text.index("# decision:")
    decided = text[at:].replace("\n# ", "\n").removeprefix("# ")
    for key, value in (("grade:", "A"), ("on:", "2026-10-12"), ("by:", "owner")):
        decided = decided.replace(f"  {key} ", f"  {key} {value} ", 1).replace(
            f"  {key}\n", f"  {key} {value}\n", 1
        )
    decided = decided.replace("took_part: []", "took_part: [owner]").partition("  consent:")[0]
    file = root.parent / "filled.yml"
    file.write_text(text[:at] + decided, encoding="utf-8")
    source, _ = read(file.read_bytes(), file.name)
    assert source
    assert Draft202012Validator(schemas()["answers.json"]).is_valid(source.data)
    result = run(root, "grade", "night-baker", "--answers", str(file), "--record")
    assert result.exit_code == 0, result.stderr
    assert decisions(root)[0].grade == "A"


def test_a_template_can_go_to_a_new_file(root: Path):
    file = root.parent / "new.yml"
    first = run(root, "grade", "night-baker", "--template", "--save", str(file))
    assert (first.exit_code, first.stdout) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["role"] == "night-baker"
    schema = "# yaml-language-server: $schema=shop/schemas/answers.json"
    assert text.splitlines()[0] == schema  # an editor finds it from where the file lies
    again = run(root, "grade", "night-baker", "--template", "--save", str(file))
    assert again.exit_code == 2
    assert "cannot be written" in again.stderr


def test_whatever_an_author_wrote_stays_a_remark(root: Path):
    edit(root, "roles/night-baker.yml", "why: The head baker plans.",
         'why: "one\\n\\noverall: heavier # x"')  # fmt: skip
    result = run(root, "grade", "night-baker", "--template")
    assert "overall: heavier # x" in result.stdout, result.stderr
    assert yaml.safe_load(result.stdout)["overall"] is None


# -- every role


def test_all_shows_what_was_decided_and_how_it_stands(root: Path):
    recorded(root)
    recorded(root, form(like=POINTS), "--scheme", "shop-points")
    row = rows(root)["night-baker"]
    assert row["decision"] == {
        "number": 1, "grade": "A", "computed": "A", "on": "2026-10-12", "by": "owner",
        "object_until": "2026-11-18", "file": "records/decisions/night-baker/0001.json",
    }  # fmt: skip
    assert (row["stale"], row["near"]) == (False, None)
    (other,) = row["comparisons"]
    assert (other["scheme"], other["decision"]["grade"]) == ("shop-points", "B")
    assert other["near"] == {"grade": "C", "distance": 4, "bound": 44}
    assert rows(root)["head-baker"]["decision"] is None
    table = run(root, "grade", "--all").stdout.splitlines()
    at = next(i for i, line in enumerate(table) if line.startswith("night-baker"))
    assert table[at + 1].split() == [
        "under", "shop-points", "B", "2026-10-12", "4", "to", "C", "no",
    ]  # fmt: skip


def test_all_says_what_went_stale(root: Path):
    recorded(root)
    edit(root, "roles/head-baker.yml", "Kneads the dough.", "Kneads it.")
    row = rows(root)["night-baker"]
    assert row["stale"]
    assert row["changed"] == {
        "job": ["responsibilities"], "scheme": [], "gone": [],
        "references": {"head-baker": ["responsibilities"]},
    }  # fmt: skip
    table = run(root, "grade", "--all").stdout
    line = next(line for line in table.splitlines() if line.startswith("night-baker"))
    assert line.split() == [
        "night-baker", "company", "A", "A-B", "head-baker", "A", "2026-10-12", "stale",
        *("job:", "responsibilities;", "head-baker:", "responsibilities"),
    ]  # fmt: skip


def test_all_tells_the_nearest_bound_of_the_scheme_in_use(root: Path):
    edit(root, "mkdocs.yml", "shop-grades", "shop-points")
    edit(root, "roles/night-baker.yml", "grade: A", "grade: B")
    for file in ("roles/head-baker.yml", "roles/head-baker.nl.yml"):
        before, _, after = (root / file).read_text(encoding="utf-8").partition("characteristics:")
        (root / file).write_text(before + "grading:" + after.partition("grading:")[2])
    recorded(root, form(like=POINTS))
    assert "4 to C" in run(root, "grade", "--all").stdout


# -- the questions on a terminal


def test_the_questions_begin_with_the_plusses_and_minuses(root: Path):
    edit(root, "roles/night-baker.yml", "document:", "characteristics:\n"
         "  - {id: skill, text: Knows the breads of the night.}\n"
         "  - {id: effort, text: Lifts sacks.}\ndocument:")  # fmt: skip
    done = on_a_terminal(root, ["", *"-" * 4, "n", "n", "-", ""], "night-baker")
    assert done.returncode == 0, done.stderr
    asked = " ".join(done.stderr.split())
    for said in (
        "Plusses and minuses against the reference job.",
        "* Minus reference job: Plans the bread of the week. why: The head baker plans.",
        "Skill reference job: Knows every bread. this job: Knows the breads of the night.",
        "Effort both jobs: Lifts sacks.",
    ):
        assert said in asked, asked


def test_profiles_are_asked_in_the_words_of_the_scheme_that_evaluates_in_full(root: Path):
    """Levels without a text of their own have one there; a cell names its neighbour."""
    factors = "[" + ", ".join(
        f"{{id: {one}, title: {one}, criterion: {criterion}, levels: [{{id: 1}}, {{id: 2}}]}}"
        for one, criterion in (
            ("skill", "skills"), ("effort", "effort"),
            ("care", "responsibility"), ("heat", "working_conditions"),
        )
    ) + "]"  # fmt: skip
    levels = ", ".join(
        f"{{factor: {one}, levels: [1]}}" for one in ["skill", "effort", "care", "heat"]
    )
    write_tree(
        root,
        {
            "roles/grading/shop-profiles.yml": f"""\
        title: Profiles
        method: profile-match
        version: "1"
        grades: [A]
        factors: {factors}
        profiles: [{{id: helper, title: Helper, grade: A, levels: [{levels}]}}]
        variations: {{at_most: 1}}
        evaluated_by: shop-points
        basis: [purpose]
        """
        },
    )
    text = run(root, "grade", "night-baker", "--scheme", "shop-profiles", "--template").stdout
    assert "#   1: Known after a day." in text
    typed = ["1", "", "1", "", "1", "", "1", ""]
    done = on_a_terminal(root, typed, "night-baker", "--scheme", "shop-profiles")
    assert done.returncode == 0, done.stderr
    assert "1  Known after a day." in done.stderr


def test_what_was_decided_is_asked_too_where_answers_were(root: Path):
    edit(root, "roles/grading/shop-grades.yml", "basis:", "consent_per_decision: true\nbasis:")
    answers = ["", *"-" * 4, "y", "The plan is given.", "n", "lighter", ""]
    decided = [
        *("B", "Runs the night alone.", "2026-10-12", "ownr", "owner"),
        *("owner, employee-member", "soon", "2026-10-19", "", "given", "2026-10-01", "2026-10-05"),
    ]
    done = on_a_terminal(root, [*answers, *decided], "night-baker", "--record")
    assert done.returncode == 0, done.stderr
    assert 'did you mean "owner"?' in done.stderr
    assert '"soon" is not a date' in done.stderr
    (decision,) = decisions(root)
    assert (decision.computed, decision.grade) == ("A", "B")
    assert decision.reason == "Runs the night alone."
    assert decision.took_part == ("owner", "employee-member")
    assert decision.consent["result"] == "given"
    assert decision.object_until
    assert decision.effective == decision.on


def test_options_are_not_asked_again(root: Path):
    answers = ["", *"-" * 4, "y", "", "n", "lighter", ""]
    done = on_a_terminal(root, [*answers, "", ""], "night-baker", "--record", *FACTS)
    assert done.returncode == 0, done.stderr
    assert "The grade decided" not in done.stderr
    assert decisions(root)[0].by == "owner"
