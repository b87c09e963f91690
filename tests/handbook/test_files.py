from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from handbooks import Handbook, Tree, codes_of, findings_of
from rolebook.cli import cli
from rolebook.handbook import load, root_above
from rolebook.handbook.files import find


def test_the_handbook_is_found_from_any_folder_below_it(small: Handbook):
    root = small()
    assert root_above(root / "roles" / "vocabulary") == root.resolve()
    assert root_above(root) == root.resolve()


def test_without_mkdocs_yml_above_there_is_no_handbook(tree: Tree):
    assert root_above(tree({"roles/x.yml": "title: X\n"})) is None


def test_files_come_in_a_stable_order_with_kind_id_and_language(small: Handbook):
    files, findings = find(small(), ("en", "nl"))
    assert findings == []
    assert [(f.kind.name, f.id, f.lang) for f in files] == [
        ("role", "baker", "nl"),
        ("role", "baker", ""),
        ("families", "families", "nl"),
        ("families", "families", ""),
    ]


@pytest.mark.parametrize("name", [".baker.yml.swp", "~$baker.yml", "README.md", ".gitkeep"])
def test_what_editors_and_git_leave_behind_is_passed_over(small: Handbook, name: str):
    assert [f for f in findings_of(small({f"roles/{name}": "x"})) if name in f.place.file] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("roles/miller.yaml", "wrong-ending"),
        ("roles/miller.txt", "wrong-ending"),
        ("roles/miller", "wrong-ending"),
        ("roles/Miller.yml", "bad-id"),
        ("roles/mil ler.yml", "bad-id"),
        ("roles/müller.yml", "bad-id"),
        ("roles/miller.en.yml", "unknown-language"),
        ("roles/miller.fr.yml", "unknown-language"),
        ("roles/miller.nl.yml", "orphan-translation"),
        ("roles/vocabulary/family.yml", "unknown-file"),
    ],
)
def test_a_name_that_would_be_passed_over_is_told(small: Handbook, name: str, code: str):
    assert code in [
        f.code for f in findings_of(small({name: "title: X\n"})) if f.place.file == name
    ]


def test_a_broken_file_leaves_the_rest_readable(small: Handbook):
    root = small({"roles/miller.yml": "title: [", "roles/miller.nl.yml": "title: Molenaar\n"})
    handbook = load(root).handbook
    assert handbook is not None
    assert list(handbook.roles) == ["baker"]
    assert handbook.ids["role"] == {"baker", "miller"}
    assert "orphan-translation" not in codes_of(root)


def test_a_broken_translation_shows_the_governing_text_and_is_not_called_missing(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: [\n"})
    handbook = load(root).handbook
    assert handbook is not None
    assert handbook.editions["nl"].roles["baker"].title.lang == "en"
    assert [c for c in codes_of(root) if c != "translation-unrecorded"] == ["yaml-syntax"]


@pytest.mark.parametrize("what", ["folder", "dangling", "circle", "pipe"])
def test_what_has_the_name_of_a_file_and_is_none_is_told(small: Handbook, what: str):
    root = small()
    path = root / "roles" / "miller.yml"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere.yml" if what == "dangling" else path.name)
    result = CliRunner().invoke(cli, ["check", "--handbook", str(root), "--today", "2026-11-22"])
    assert result.exit_code == 1
    assert "roles/miller.yml: error[unreadable-file]" in result.output
    assert "help: put the file there, or take this away" in result.output


def test_a_list_without_keys_is_told_with_the_key_it_begins_with(small: Handbook):
    found = findings_of(small({"roles/vocabulary/families.yml": ""}))
    assert [f.hint for f in found if f.code == "not-a-mapping"] == ["start with 'families: ...'"]
