"""Groups of commands: what somebody types who does not know their names by heart."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from rolebook.cli import cli


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chek"], 'there is no command "chek"; did you mean "check"?'),
        (["signatures", "stauts"], 'there is no command "stauts"; did you mean "status"?'),
        (["xyz"], 'there is no command "xyz"; see `rolebook --help`'),
        (["signatures", "xyz"], 'there is no command "xyz"; see `rolebook signatures --help`'),
    ],
)
def test_a_misspelt_command_gets_the_nearest_one(words: list[str], told: str) -> None:
    done = CliRunner().invoke(cli, words, prog_name="rolebook")
    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize("group", [[], ["signatures"]])
def test_every_command_of_a_group_is_there(group: list[str]) -> None:
    listed = CliRunner().invoke(cli, [*group, "--help"]).output.partition("Commands:")[2]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
    assert len(names) > 5
    for name in names:
        done = CliRunner().invoke(cli, [*group, name, "--help"])
        assert done.exit_code == 0, name
