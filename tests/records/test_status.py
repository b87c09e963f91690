"""Where documents stand: computed from the text, the records, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.paper.papers import Paper, paper_document
from rolebook.records.status import Standing, Standings, standing_of
from rolebook.views.document import as_data
from shop import approve, edit, opened, run, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def standing(root: Path, id_: str = "baker", lang: str = "en", kind: str = "role") -> Standing:
    book, records = opened(root)
    return Standings(book.editions[lang], records).of(kind, id_)


def test_what_was_never_approved_is_a_draft(root: Path):
    found = standing(root)
    assert (found.status, found.approved, found.last) == ("draft", None, None)


@pytest.mark.parametrize(
    ("kind", "id_"), [("role", "baker"), ("procedure", "baking-bread"), ("scheme", "shop-grades")]
)
def test_every_kind_of_document_is_approved_and_then_a_draft_again(root: Path, kind: str, id_: str):
    approve(root, "--all")
    found = standing(root, id_, kind=kind)
    assert found.status == "approved"
    assert found.approved is not None
    assert found.fingerprint == found.approved.fingerprints["en"]
    folder = {"role": "roles", "procedure": "procedures", "scheme": "roles/grading"}[kind]
    edit(root, f"{folder}/{id_}.yml", "title: ", "title: New ")
    changed = standing(root, id_, kind=kind)
    assert (changed.status, changed.approved) == ("draft", None)
    assert changed.last is not None
    assert changed.fingerprint != found.fingerprint


def test_each_language_stands_by_itself(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt brood.")
    assert standing(root).status == "approved"
    assert standing(root, lang="nl").status == "draft"


def test_going_back_to_the_approved_words_is_approved_again(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    assert standing(root).status == "draft"
    edit(root, "roles/baker.yml", "Bakes.", "Bakes the bread.")
    assert standing(root).status == "approved"


def test_a_change_elsewhere_leaves_it_approved(root: Path):
    approve(root, "baker")
    edit(root, "roles/owner.yml", "title: Owner", "title: Proprietor")
    edit(root, "mkdocs.yml", "Shop B.V.", "Shop and Sons B.V.")
    assert standing(root).status == "approved"


def test_withdrawn_is_what_the_file_says(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "document:", "document:\n  withdrawn: 2027-05-01")
    found = standing(root)
    assert found.status == "withdrawn"
    assert found.last is not None


def test_an_older_version_is_superseded_unless_its_words_still_hold(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt brood.")
    run(root, "translated", "baker")
    approve(root, "baker", on="2026-12-01")
    for lang, status in (("en", "approved"), ("nl", "superseded")):
        now = standing(root, lang=lang)
        assert standing_of(now.revisions[0], lang, now).status == status


def renamed(root: Path, folder: str, old: str, new: str) -> None:
    for lang in ("", ".nl"):
        (root / f"{folder}/{old}{lang}.yml").rename(root / f"{folder}/{new}{lang}.yml")
    edit(root, f"{folder}/{new}.yml", "title:", f"formerly: [{old}]\ntitle:")


def test_a_rename_leaves_the_document_approved_and_those_that_name_it(root: Path):
    approve(root, "--all")
    renamed(root, "procedures", "baking-bread", "bread-making")
    edit(root, "roles/baker.yml", "procedure: baking-bread", "procedure: bread-making")
    assert standing(root, "bread-making", kind="procedure").status == "approved"
    found = standing(root)
    assert found.status == "approved"
    assert found.approved is not None
    assert found.fingerprint == found.approved.fingerprints["en"], "as it stands on the paper"
    edit(root, "roles/baker.yml", "procedure: bread-making", "frequency: daily")
    assert standing(root).status == "draft"


# -- drawn again


def paper(root: Path, id_: str, lang: str, kind: str = "role", revision: int = 0) -> object:
    book, records = opened(root)
    return as_data(paper_document(book, records, Paper(kind, id_, lang, "pdf", revision)))


@pytest.mark.parametrize(
    ("kind", "id_", "lang"),
    [
        ("role", "baker", "en"),
        ("role", "baker", "nl"),
        ("procedure", "baking-bread", "en"),
        ("procedure", "baking-bread", "nl"),
        ("scheme", "shop-grades", "en"),
    ],
)
def test_an_approved_revision_is_drawn_again_as_it_was(root: Path, kind: str, id_: str, lang: str):
    approve(root, "--all")
    before = paper(root, id_, lang, kind)
    assert paper(root, id_, lang, kind, 1) == before, "there now, and there then"
    edit(root, "roles/owner.yml", "title: Owner", "title: Proprietor")
    edit(root, "roles/owner.nl.yml", "title: Eigenaar", "title: Baas")
    edit(root, "roles/vocabulary/families.yml", "title: Shop", "title: Store")
    edit(root, "roles/vocabulary/areas.nl.yml", "title: Brood", "title: Broden")
    edit(root, "mkdocs.yml", "Shop B.V.", "Shop and Sons B.V.")
    edit(root, "mkdocs.yml", "meaning: [seen, received]", "meaning: [agreed]")
    assert paper(root, id_, lang, kind) != before
    assert paper(root, id_, lang, kind, 1) == before


def test_an_old_revision_says_that_it_is_superseded(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(root, "baker", on="2026-12-24")
    book, records = opened(root)
    document = paper_document(book, records, Paper("role", "baker", "en", "pdf", 1))
    control = document.control
    assert control is not None
    assert (control.status, control.version, control.issued) == ("superseded", "1.0", "2026-11-30")
    assert document.notices[0].title == "Superseded"
    assert "Bakes the bread." in str(as_data(document))


def test_an_old_revision_of_a_withdrawn_document_says_which_it_is_and_what_became_of_it(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(root, "baker", on="2026-12-24")
    edit(root, "roles/baker.yml", "document:",
         "document:\n  withdrawn: 2027-05-01\n  replaced_by: owner")  # fmt: skip
    book, records = opened(root)
    old, last = records.approved["baker"]
    for revision in (old, last):
        document = paper_document(
            book, records, Paper("role", "baker", "en", "pdf", revision.number)
        )
        control = document.control
        assert control is not None
        assert (control.status, control.version) == ("withdrawn", revision.version)
        facts = {
            fact.label: ["".join(s.text for s in line.spans) for line in fact.values]
            for fact in control.facts
        }
        assert facts["Fingerprint"] == [revision.fingerprints["en"]]
        assert facts["Withdrawn on"] == ["1 May 2027"]
        assert facts["Replaced by"] == ["Owner"]
        assert facts["In force from"] != facts["Withdrawn on"]


def test_a_withdrawn_document_that_was_changed_bears_no_version(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "document:", "document:\n  withdrawn: 2027-05-01")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes cakes.")
    book, records = opened(root)
    control = paper_document(book, records, Paper("role", "baker", "en", "pdf")).control
    assert control is not None
    assert (control.status, control.version, control.issued) == ("withdrawn", "", "")
    assert control.version_label == "last approved: version 1.0"
    assert not [fact.label for fact in control.facts if fact.label.startswith("To be")]


def test_a_revision_that_is_not_there_is_a_key_error(root: Path):
    approve(root, "baker")
    with pytest.raises(KeyError):
        paper(root, "baker", "en", revision=2)
