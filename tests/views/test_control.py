"""Document control on page and paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.paper.papers import Paper, paper_document
from rolebook.views.control import Medium
from rolebook.views.document import Document, Fact
from rolebook.views.procedure import procedure_document
from rolebook.views.role import role_document
from rolebook.views.writer import Writer
from shop import approve, edit, opened, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def role(root: Path, lang: str = "en", medium: Medium = "page") -> Document:
    book, records = opened(root)
    return role_document(Writer(book.editions[lang], records), "baker", medium)


def facts(document: Document) -> dict[str, list[str]]:
    assert document.control is not None
    return {fact.label: values(fact) for fact in document.control.facts}


def values(fact: Fact) -> list[str]:
    return ["".join(span.text for span in line.spans) for line in fact.values]


def test_a_draft_says_so_and_who_is_to_release_it(root: Path):
    document = role(root)
    control = document.control
    assert control is not None
    assert (control.status, control.status_label, control.version) == ("draft", "Draft", "")
    assert (control.version_label, control.issued) == ("no approved version", "")
    assert "not approved" in control.remark
    found = facts(document)
    assert found["To be released by"] == ["Owner"]
    assert "Released by" not in found
    assert "In force from" not in found
    assert len(found["Fingerprint"][0].split("-")) == 4
    assert document.notices == ()


def test_an_approved_document_shows_all_of_its_control(root: Path):
    approve(root, "baker", "--effective", "2027-01-01")
    document = role(root)
    control = document.control
    assert control is not None
    assert (control.number, control.version, control.status) == ("JD-01", "1.0", "approved")
    assert (control.version_label, control.issued, control.remark) == ("Version", "2026-11-30", "")
    assert facts(document) == {
        "Document number": ["JD-01"],
        "Version": ["1.0"],
        "Status": ["Approved"],
        "In force from": ["1 January 2027"],
        "Review by": ["30 June 2027"],
        "Owner": ["Owner"],
        "Prepared by": ["Baker"],
        "Released by": ["Owner", "30 November 2026"],
        "Fingerprint": facts(document)["Fingerprint"],
        "Distribution": ["The baker"],
        "History": ["All versions"],
    }


def test_each_language_shows_its_own_fingerprint(root: Path):
    approve(root, "baker")
    _, records = opened(root)
    for lang, fingerprint in records.approved["baker"][0].fingerprints.items():
        shown = [value for found in facts(role(root, lang)).values() for value in found]
        assert fingerprint in shown


def test_paper_has_no_link_to_the_history(root: Path):
    approve(root, "baker")
    assert "History" not in facts(role(root, medium="paper"))


def test_a_changed_document_names_the_version_that_was_approved(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    document = role(root)
    assert document.control is not None
    assert document.control.version == ""
    assert document.control.version_label == "last approved: version 1.0"
    assert facts(document)["Last approved version"] == ["1.0", "30 November 2026"]
    assert document.notices[0].kind == "draft"


def test_a_withdrawn_document_shows_the_day_and_what_replaces_it(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "document:",
         "document:\n  withdrawn: 2027-05-01\n  replaced_by: owner")  # fmt: skip
    document = role(root)
    assert document.control is not None
    assert (document.control.status, document.control.version) == ("withdrawn", "1.0")
    found = facts(document)
    assert found["Withdrawn on"] == ["1 May 2027"]
    assert found["Replaced by"] == ["Owner"]
    assert "Review by" not in found
    assert document.notices[0].kind == "warning"
    assert "".join(s.text for s in document.notices[0].lines[1].spans) == "Replaced by Owner."


@pytest.mark.parametrize(
    ("effective", "said"),
    [
        ("2026-12-24", "Version 2.0 of 24 December 2026 has taken its place."),
        (
            "2027-02-01",
            "The latest is version 2.0 of 24 December 2026, in force from 1 February 2027.",
        ),
    ],
)
def test_a_superseded_version_says_from_when_the_other_takes_its_place(
    root: Path, effective: str, said: str
):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(root, "baker", "--effective", effective, on="2026-12-24")
    book, records = opened(root)
    document = paper_document(book, records, Paper("role", "baker", "en", "pdf", 1))
    (notice,) = document.notices
    assert [span.text for span in notice.lines[0].spans] == [said]
    assert document.control is not None
    later = effective != "2026-12-24"
    assert document.control.status_label == (
        "Superseded from 1 February 2027" if later else "Superseded"
    )
    until = "31 January 2027" if later else "23 December 2026"
    assert facts(document)["In force until"] == [until]


def test_a_version_in_force_after_its_release_says_from_when_at_its_head(root: Path):
    approve(root, "baker", "--effective", "2027-01-01")
    for medium in ("page", "paper"):
        control = role(root, medium=medium).control
        assert control is not None
        assert control.since == "in force from 1 January 2027"
    approve(root, "baking-bread")
    book, records = opened(root)
    control = procedure_document(Writer(book, records), "baking-bread").control
    assert control is not None
    assert control.since == ""


def test_only_a_page_says_by_the_day_that_a_version_is_not_in_force_yet(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(root, "baker", "--effective", "2027-02-01", on="2026-12-24")
    first, second = role(root).notices
    assert first.days == ("", "2026-11-29")
    assert second.days == ("2026-11-30", "2027-01-31")
    assert "".join(span.text for span in second.lines[1].spans) == (
        "Today version 1.0 is in force, until 31 January 2027."
    )
    assert role(root, medium="paper").notices == ()


@pytest.mark.parametrize("approved", [False, True])
def test_a_procedure_is_uncontrolled_when_printed(root: Path, approved: bool):
    if approved:
        approve(root, "baking-bread")
    book, records = opened(root)
    control = procedure_document(Writer(book, records), "baking-bread").control
    assert control is not None
    assert "Uncontrolled when printed" in control.remark
    assert ("not approved" in control.remark) == (not approved)
