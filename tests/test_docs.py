"""The documentation says what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rolebook.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_reference_is_what_the_program_says() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "reference.py", "--check"], check=False)
    assert done.returncode == 0, "run `python docs/reference.py`"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command
    for one in (command, *_below(command)):
        assert one.help
        assert "Example:" in one.help, one.name


def _below(command: click.Command) -> list[click.Command]:
    context = click.Context(command)
    if not isinstance(command, click.Group):
        return []
    found = [command.get_command(context, name) for name in command.list_commands(context)]
    return [one for one in found if one]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_links_in_the_docs_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(r"(?m)(?:^|`|&& )rolebook ([a-z]+)", text)
    assert set(named) <= set(COMMANDS)
    for target in re.findall(r"\]\((?!https?:|role:|procedure:|item:|javascript:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), f"{page.name} leads to {target}"


def test_every_dependency_has_its_reason() -> None:
    wanted = re.search(r"(?s)\ndependencies = \[(.*?)\n\]", (ROOT / "pyproject.toml").read_text())
    assert wanted
    names = re.findall(r'"([A-Za-z0-9_-]+)', wanted.group(1))
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [name for name in names if name not in told] == []
