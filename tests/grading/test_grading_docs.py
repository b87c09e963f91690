"""What docs/grading.md shows can be done as it stands there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from grading_cases import ROOT

from handbooks import codes_of, write_tree
from rolebook.cli.grade import command
from rolebook.model.answers import Answers

TEXT = (ROOT / "docs" / "grading.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
GRADED = [block for block in BLOCKS if block.startswith("# rolebook grade ")]


@pytest.mark.parametrize("block", GRADED, ids=lambda block: block.split("\n")[0])
def test_the_job_is_graded_the_same_by_all_four_methods(block: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {"answers.yml": block})
    arguments = shlex.split(block.split("\n")[0].removeprefix("# rolebook grade "))
    arguments[arguments.index("answers.yml")] = str(tmp_path / "answers.yml")
    done = CliRunner().invoke(command, [*arguments, "--handbook", str(ROOT), "--format", "json"])
    assert done.exit_code == 0, done.stderr
    data = json.loads(done.stdout)
    assert (data["outcome"], data["grade"]) == ("graded", "G")


def test_there_is_one_for_each_method() -> None:
    assert len(GRADED) == 4


def test_the_small_scheme_is_without_a_fault(tmp_path: Path) -> None:
    (scheme,) = (block for block in BLOCKS if block.startswith("# roles/grading/"))
    settings = "site_name: A\nextra:\n  handbook:\n    organisation: {name: A}\n"
    write_tree(tmp_path, {"mkdocs.yml": settings, "roles/grading/our-points.yml": scheme})
    assert codes_of(tmp_path) == []


def test_every_key_of_answers_is_told() -> None:
    table = TEXT.split("## Answers: all keys")[1]
    named = set(re.findall(r"`([a-z_]+)`", table))
    assert set(Answers.keys()) <= named
