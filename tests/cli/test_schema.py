"""`rolebook schema`: writes what editors read, where they look for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rolebook.cli import cli
from rolebook.schemas import as_json, schemas


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["schema", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    root = tmp_path / "handbook"
    (root / "roles").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("extra: {handbook: {organisation: {name: A}}}\n")
    return root


def test_the_schemas_are_written_from_any_folder_of_the_handbook(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(handbook / "roles")
    code, output = run()
    assert code == 0
    assert f"{len(schemas())} schemas" in output
    written = {path.name: path.read_text("utf-8") for path in (handbook / "schemas").iterdir()}
    assert written == {name: as_json(schema) for name, schema in schemas().items()}
    assert json.loads(written["role.json"])["$id"] == "role.json"


def test_nothing_is_touched_when_nothing_changed(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(handbook)
    run()
    (handbook / "schemas" / "role.json").write_text("{}")
    before = {path: path.stat().st_mtime_ns for path in (handbook / "schemas").iterdir()}
    code, output = run()
    assert code == 0
    assert "1 of them written" in output
    after = {path: path.stat().st_mtime_ns for path in (handbook / "schemas").iterdir()}
    assert {path.name for path in before if before[path] != after[path]} == {"role.json"}


def test_a_folder_can_be_named_without_a_handbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _ = run("--out", "made/here")
    assert code == 0
    assert (tmp_path / "made" / "here" / "role.json").is_file()


def test_without_a_handbook_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run()
    assert code == 2
    assert "rolebook init" in output


@pytest.mark.parametrize("where", ["file", "file/below", "taken"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("a file")
    (tmp_path / "taken" / "role.json").mkdir(parents=True)
    code, output = run("--out", str(tmp_path / where))
    assert code == 2
    assert where in output
    assert "Traceback" not in output
    assert sorted(p.name for p in (tmp_path / "taken").glob(".*")) == []
