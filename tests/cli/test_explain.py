from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

import rolebook.checks  # noqa: F401  (with all rooms below it: each defines its codes)
from rolebook.cli import cli
from rolebook.findings import CODES


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *arguments])


@pytest.mark.parametrize("name", CODES.names())
def test_every_code_is_explained_with_its_example(name: str):
    result = explain(name)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{name} (")
    for part in ("Wrong:", "Right:", "severities:"):
        assert part in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


def test_without_a_code_all_are_listed_with_severity_and_title():
    result = explain()
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.splitlines()]
    assert listed == CODES.names()
    assert "unknown-role" in listed


def test_a_code_can_be_pasted_with_its_brackets():
    assert explain("[unknown-role]").stdout.startswith("unknown-role (error)")


def test_a_misspelt_code_gets_the_nearest_one():
    result = explain("unknown-rol")
    assert result.exit_code == 2
    assert 'did you mean "unknown-role"?' in result.stderr


def test_a_word_near_to_no_code_gets_the_way_to_the_list():
    result = explain("zzzzzz")
    assert result.exit_code == 2
    assert "rolebook explain" in result.stderr
