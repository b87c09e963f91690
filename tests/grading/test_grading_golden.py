"""Each code of answers has a folder: answers with faults beside what `rolebook grade` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rolebook.cli.grade import command

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(folder.name for folder in GOLDEN.iterdir())


def graded(folder: str) -> Result:
    handbook = GOLDEN / folder / "handbook"
    answers = handbook / "answers.yml"
    return CliRunner().invoke(
        command,
        ["--handbook", str(handbook), "--scheme", "shop", "--answers", str(answers)],
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_answers_with_faults_give_exactly_the_findings_beside_them(folder: str) -> None:
    result = graded(folder)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (GOLDEN / folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_shows_its_own_code(folder: str) -> None:
    expected = (GOLDEN / folder / "expected.txt").read_text(encoding="utf-8")
    assert folder in re.findall(r"error\[([a-z-]+)\]", expected)
