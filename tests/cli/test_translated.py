from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbooks import SMALL, Handbook, codes_of, snapshot
from rolebook.cli import cli


def translated(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["translated", "--handbook", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def written(before: dict[str, bytes], root: Path) -> list[str]:
    after = snapshot(root)
    return [name for name in after if after[name] != before.get(name)]


def test_a_role_is_recorded_and_then_in_step(small: Handbook):
    root = small()
    before = snapshot(root)
    result = translated(root, "baker", "--lang", "nl")
    assert (result.exit_code, result.stdout) == (0, "baker: 6 newly recorded in nl\n")
    assert written(before, root) == ["records/translations/role/baker.nl.json"]
    assert codes_of(root) == ["translation-unrecorded"]
    data = json.loads((root / "records/translations/role/baker.nl.json").read_bytes())
    assert len(data["pairs"]) == 6
    assert data["pairs"] == sorted(data["pairs"])


def test_a_list_is_recorded_by_its_name(small: Handbook):
    root = small()
    assert translated(root, "families").exit_code == 0
    assert (root / "records/translations/families/families.nl.json").is_file()


@pytest.mark.parametrize("arguments", [["--all"], ["baker", "families"]])
def test_all_or_several_are_recorded_in_one_run(small: Handbook, arguments: list[str]):
    root = small()
    assert translated(root, *arguments).exit_code == 0
    assert codes_of(root) == []


def test_recording_again_records_nothing_new(small: Handbook):
    root = small()
    translated(root, "--all")
    before = snapshot(root)
    result = translated(root, "--all")
    assert "baker: 0 newly recorded in nl" in result.stdout
    assert snapshot(root) == before


def test_what_is_not_translated_is_said(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\n"})
    result = translated(root, "baker")
    assert result.stdout == "baker: 1 newly recorded in nl; 5 of 6 texts are not translated\n"


def test_a_language_without_a_translation_fails_when_it_was_asked_for(small: Handbook):
    settings = SMALL["mkdocs.yml"].replace("[en, nl]", "[en, nl, de]")
    root = small({"mkdocs.yml": settings})
    result = translated(root, "baker", "--lang", "de")
    assert result.exit_code == 1
    assert "baker: there is no translation in de" in result.stderr
    assert translated(root, "baker").exit_code == 0


def test_texts_beside_another_original_are_not_recorded(small: Handbook):
    listed = SMALL["roles/baker.yml"].replace("{id: knead, task: Kneads the dough.}", "Kneads.")
    dutch = SMALL["roles/baker.nl.yml"].replace("{id: knead, task: Kneedt het deeg.}", "Kneedt.")
    root = small({"roles/baker.yml": listed, "roles/baker.nl.yml": dutch})
    translated(root, "baker")
    path = root / "roles/baker.yml"
    path.write_text(path.read_text().replace("      - Lights", "      - Sings.\n      - Lights"))
    before = snapshot(root)
    result = translated(root, "baker")
    assert result.exit_code == 1
    assert "2 of 7 texts stand beside another original" in result.stderr
    assert snapshot(root) == before


def test_errors_in_the_files_named_are_shown_and_nothing_is_recorded(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\npurpos: Bakt.\npurpose: [x]\n"})
    before = snapshot(root)
    result = translated(root, "baker")
    assert result.exit_code == 1
    assert "roles/baker.nl.yml" in result.stderr
    assert "Nothing was recorded" in result.stderr
    assert snapshot(root) == before


def test_errors_elsewhere_do_not_stand_in_the_way(small: Handbook):
    root = small({"roles/miller.yml": "title: [\n"})
    assert translated(root, "baker").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name the documents, or use --all"),
        (["baker", "--all"], "name the documents, or use --all"),
        (["bakker"], 'did you mean "baker"?'),
        (["baker", "--lang", "fr"], 'no language "fr"'),
        (["baker", "--lang", "en"], "translated from"),
    ],
)
def test_wrong_use_gives_2_and_says_why(small: Handbook, arguments: list[str], words: str):
    result = translated(small(), *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_damaged_record_is_told_and_left_alone(small: Handbook):
    root = small({"records/translations/role/baker.nl.json": "<<<<<<<\n"})
    before = snapshot(root)
    result = translated(root, "baker")
    assert result.exit_code == 1
    assert "cannot be recorded" in result.stderr
    assert snapshot(root) == before


def test_what_cannot_be_written_is_told_by_its_folder(small: Handbook):
    root = small({"records/translations": "a file in the place of the folder"})
    result = translated(root, "baker", "--lang", "nl")
    assert result.exit_code == 1
    assert "baker: cannot be recorded in nl: " in result.stderr
    assert "cannot be written: " in result.stderr
    assert "Errno" not in result.stderr
