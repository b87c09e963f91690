from __future__ import annotations

import pytest

from handbooks import Handbook, Tree, codes_of, findings_of
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
