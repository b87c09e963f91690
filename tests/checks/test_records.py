"""Records that are not whole: gaps, forks, records of something else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shop import approve, edit, error_codes, errors, shop

FOLDER = "records/approved/baker"


def grown(root: Path, words: tuple[str, ...]) -> Path:
    """The shop with one more version of the baker's job for each word."""
    for number, word in enumerate(words, 1):
        text = (root / "roles/baker.yml").read_text(encoding="utf-8")
        start, _, rest = text.partition("purpose: ")
        (root / "roles/baker.yml").write_text(
            f"{start}purpose: {word}\n{rest.partition(chr(10))[2]}"
        )
        assert approve(root, "baker", on=f"2026-12-{number:02}").exit_code == 0
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grown(shop(tmp_path / "shop"), ("Bakes a.", "Bakes b.", "Bakes c."))


def test_a_whole_chain_has_no_finding(root: Path):
    assert error_codes(root) == []


@pytest.mark.parametrize("number", [1, 2])
def test_each_missing_revision_is_told_where_it_should_stand(root: Path, number: int):
    (root / f"{FOLDER}/000{number}.json").unlink()
    (finding,) = errors(root)
    assert (finding.code, finding.place.file) == ("missing-revision", f"{FOLDER}/000{number}.json")


def test_a_damaged_revision_is_not_missing_as_well(root: Path):
    (root / f"{FOLDER}/0002.json").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert error_codes(root) == ["broken-record"]


def test_a_revision_of_another_branch_does_not_follow(root: Path, tmp_path: Path):
    other = grown(shop(tmp_path / "other"), ("Bakes a.", "Bakes x.", "Bakes y."))
    shutil.copy(other / f"{FOLDER}/0002.json", root / f"{FOLDER}/0002.json")
    found = errors(root)
    assert [f.code for f in found] == ["forked-revisions"]
    assert found[0].place.file == f"{FOLDER}/0003.json"
    assert found[0].related[0].place.file == f"{FOLDER}/0002.json"


def test_two_revisions_of_one_number_around_a_rename_are_told(root: Path, tmp_path: Path):
    shutil.copytree(root, tmp_path / "renamed")
    renamed = tmp_path / "renamed"
    for place in (root, renamed):
        for lang in ("", ".nl"):
            (place / f"roles/baker{lang}.yml").rename(place / f"roles/bread-maker{lang}.yml")
        edit(place, "roles/bread-maker.yml", "kind:", "formerly: [baker]\nkind:")
        for file in ("roles/bread-maker", "procedures/baking-bread", "roles/grading/shop-grades"):
            edit(place, f"{file}.yml", "prepared_by: baker", "prepared_by: bread-maker")
        edit(place, "procedures/baking-bread.yml", "by: [baker]", "by: [bread-maker]")
    edit(renamed, "roles/bread-maker.yml", "Bakes c.", "Bakes d.")
    assert approve(renamed, "bread-maker", on="2026-12-24").exit_code == 0
    target = root / "records/approved/bread-maker/0004.json"
    shutil.copytree(renamed / "records/approved/bread-maker", target.parent)
    assert error_codes(root) == []
    twin = grown(shop(tmp_path / "twin"), ("Bakes a.", "Bakes b.", "Bakes c.", "Bakes e."))
    shutil.copy(twin / f"{FOLDER}/0004.json", root / f"{FOLDER}/0004.json")
    (finding,) = errors(root)
    assert finding.code == "forked-revisions"
    assert "two revisions 4" in finding.message


def test_records_without_their_file_name_both_remedies(root: Path):
    for lang in ("", ".nl"):
        (root / f"roles/baker{lang}.yml").unlink()
    finding = next(f for f in errors(root) if f.place.file == FOLDER)
    assert finding.code == "record-without-file"
    assert "formerly: [baker]" in finding.hint
    assert "withdrawn: DATE" in finding.hint


def test_records_of_another_kind_of_document_are_told(root: Path):
    for lang in ("", ".nl"):
        (root / f"roles/baker{lang}.yml").unlink()
    (root / "procedures/baker.yml").write_text("title: Baker\narea: bread\n", encoding="utf-8")
    finding = next(f for f in errors(root) if f.place.file == FOLDER)
    assert "which is a procedure now" in finding.message
