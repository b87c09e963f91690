"""The documentation says what the program does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import click
import pytest
from click.testing import CliRunner

from rolebook.cli import COMMANDS, cli
from rolebook.handbook import load
from rolebook.records import read_records
from rolebook.register.catalogue import Catalogue

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


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example handbook, as somebody has it who has just cloned it."""
    for name in ("pages", "procedures", "records", "roles", "schemas"):
        copytree(ROOT / name, tmp_path / name)
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _blocks(page: str) -> list[str]:
    return re.findall(r"(?ms)^```\n(.*?)^```$", (ROOT / page).read_text("utf-8"))


def _commands(page: str) -> list[list[str]]:
    """The commands that a page has the reader type, as the shell would split them."""
    typed = "".join(block for block in _blocks(page) if block.startswith(("rolebook ", "openssl ")))
    return [shlex.split(line) for line in typed.replace("\\\n", " ").splitlines()]


def test_the_tours_mistake_shows_what_the_readme_says(example: Path) -> None:
    told = next(block for block in _blocks("README.md") if "error[unknown-role]" in block)
    role = example / "roles/technician.yml"
    text = role.read_text("utf-8")
    assert "workshop-foreman" in text
    role.write_text(text.replace("workshop-foreman", "workshop-forman"), "utf-8")
    said = CliRunner().invoke(cli, ["check"]).output
    assert told in said + "\n"


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md", "docs/signatures.md"])
def test_a_roster_is_there_before_it_is_printed(example: Path, page: str) -> None:
    commands = _commands(page)
    made = commands.index(["rolebook", "new", "roster"])
    result = CliRunner().invoke(cli, commands[made][1:])
    assert result.exit_code == 0, result.output
    rosters = [c[c.index("--roster") + 1] for c in commands if "--roster" in c]
    assert {*rosters} == {result.output.strip()}
    assert made < next(at for at, command in enumerate(commands) if "--roster" in command)


def test_the_commands_about_signatures_are_whole_and_name_what_is_there(example: Path) -> None:
    CliRunner().invoke(cli, ["new", "roster"])
    staff = (example / "private/people.csv").read_text("utf-8-sig")
    handbook = load(example).handbook
    assert handbook
    catalogue = Catalogue(handbook, read_records(example)[0])
    commands = _commands("docs/signatures.md")
    assert all(command[0] in ("rolebook", "openssl") for command in commands), "a line lacks its \\"
    added = [command[3:] for command in commands if command[1:3] == ["signatures", "add"]]
    assert len(added) > 5
    for person, *more in added:
        assert f"\n{person}," in staff
        if not more[0].startswith("--"):
            paper = catalogue.paper(more[0])
            (row,) = (row for row in staff.splitlines() if row.startswith(f"{person},"))
            assert paper.kind == "procedure" or f",{paper.id}," in row
