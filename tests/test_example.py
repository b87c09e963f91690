"""The example handbook: what it must hold, and that it is in order."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from handbooks import the_example
from rolebook.checks import check
from rolebook.findings import Severity, ordered
from rolebook.handbook import Handbook, load
from rolebook.model.base import texts
from rolebook.records import Records, read_records

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def book() -> Handbook:
    return the_example()


@pytest.fixture(scope="module")
def records() -> Records:
    records, damaged = read_records(ROOT)
    assert not damaged
    return records


def test_it_has_no_errors(book: Handbook, records: Records) -> None:
    findings = ordered(check(book, records, TODAY), book.settings.severities)
    assert [f for f in findings if f.severity is Severity.ERROR] == []
    assert load(ROOT).findings == ()


def test_it_holds_the_jobs_and_procedures_of_the_company(book: Handbook) -> None:
    assert len(book.roles) == 23
    assert Counter(role.kind for role in book.roles.values()) == {"reference": 10, "company": 13}
    assert sorted(p.document.number or "" for p in book.procedures.values()) == [
        f"P-0{n}" for n in range(1, 9)
    ]
    assert {role.document.layout or "reference" for role in book.roles.values()} == {
        "reference",
        "result-table",
        "job-instruction",
        "dealer-standard",
    }


def test_the_aftersales_manager_has_all_that_the_sector_handbook_states(book: Handbook) -> None:
    role = book.roles["aftersales-manager"]
    assert [len(area.tasks) for area in role.responsibilities] == [6, 7, 7]
    assert (role.grade, role.context and role.context.grades) == ("J", ("I", "J"))
    (superior,) = role.reports_to
    assert [one.role or "words" for one in superior.any_of] == [
        "words",
        "managing-director",
        "branch-manager",
    ]
    assert (role.span_of_control[0].min, role.span_of_control[0].max) == (10, 15)
    assert role.grading
    rules = (role.grading.lighter, role.grading.equal, role.grading.heavier)
    assert [rule and rule.grade for rule in rules] == ["I", "J", None]
    aspects = {c.id: [a.id for a in c.aspects] for c in role.characteristics}
    assert aspects["complexity"] == ["knowledge"]
    assert aspects["autonomy"] == ["internal-contacts", "leadership"]
    assert aspects["consequence-of-error"] == ["external-contacts", "chance-of-detection"]


def test_the_customer_service_clerk_is_a_table_of_five_result_areas(book: Handbook) -> None:
    role = book.roles["customer-service-clerk"]
    assert len(role.responsibilities) == 5
    assert all(area.criteria for area in role.responsibilities)
    assert (role.code, role.grade, role.supervises) == ("03.01", None, ())


def test_every_text_is_translated_and_in_step(book: Handbook, records: Records) -> None:
    behind = [f for f in check(book, records, TODAY) if f.code.startswith("translation")]
    assert behind == []
    for lang in ("nl", "de"):
        for role in book.editions[lang].roles.values():
            assert {text.lang for _, text in texts(role)} == {lang}, (lang, role.id)


def test_no_foreign_law_is_printed(book: Handbook) -> None:
    for lang, edition in book.editions.items():
        for documents in (edition.roles, edition.procedures):
            for id_, document in documents.items():
                for _, text in texts(document):
                    assert "russ" not in text.raw.casefold(), (lang, id_)
