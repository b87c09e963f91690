"""The front page: situations that lead to a step, roles and procedures, ways to a grade."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradings import bakery
from handbooks import Content, findings_of
from rolebook.findings import Severity
from rolebook.views.document import Line, Listing, Paragraph, Section, Table
from rolebook.views.home import home_document
from rolebook.views.writer import Writer
from shop import opened

SITUATIONS: dict[str, Content] = {
    "roles/vocabulary/parties.yml": """\
        parties:
          - {id: customer, title: Customer}
          - {id: employee-member, title: Employees' member}
        """,
    "roles/vocabulary/situations.yml": """\
        situations:
          - {id: stale, text: The bread is hard., procedure: baking-bread, step: taste,
             said_by: customer}
          - {id: early, text: When do I begin?, procedure: baking-bread, said_by: baker}
          - {id: whoever, text: It smells good here., procedure: baking-bread}
        """,
    "roles/vocabulary/situations.nl.yml": """\
        situations:
          - {id: stale, text: Het brood is hard.}
        """,
    "procedures/baking-bread.yml": """\
        title: Baking bread
        area: bread
        purpose: Good bread each day.
        steps:
          - {step: Kneads, by: [baker], due: {within: 0}}
          - {id: taste, step: Tastes, by: [owner], due: {within: 1}}
        document: {number: P-01, owner: owner, prepared_by: baker, released_by: owner}
        """,
}


def sections(root: Path, lang: str = "en") -> dict[str, Section]:
    handbook, records = opened(root)
    document = home_document(Writer(handbook.editions[lang], records))
    return {section.anchor: section for section in document.sections}


def words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def rows(section: Section, at: int = 0) -> list[list[str]]:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [[words(cell.lines[0]) for cell in row.cells] for row in tables[at].rows]


def links(section: Section, at: int = 0) -> list[tuple[str, str, str]]:
    """Where the last cell of each row leads."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    found = []
    for row in tables[at].rows:
        link = row.cells[-1].lines[0].spans[0].link
        assert link
        found.append((link.kind, link.id, link.anchor))
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bakery(tmp_path / "shop", SITUATIONS)


def test_a_situation_leads_to_the_step_to_start_with(root: Path) -> None:
    section = sections(root)["find-procedure"]
    assert rows(section) == [
        ["The bread is hard.", "Customer", "P-01 Baking bread, step 2"],
        ["When do I begin?", "Baker", "P-01 Baking bread"],
        ["It smells good here.", "–", "P-01 Baking bread"],
    ]
    assert links(section) == [
        ("procedure", "baking-bread", "taste"),
        ("procedure", "baking-bread", ""),
        ("procedure", "baking-bread", ""),
    ]


def test_situations_are_in_the_readers_language_as_far_as_they_are_translated(root: Path) -> None:
    section = sections(root, "nl")["find-procedure"]
    assert [row[0] for row in rows(section)][:2] == ["Het brood is hard.", "When do I begin?"]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert tables[0].rows[1].cells[0].lines[0].lang == "en"


def test_procedures_and_roles_stand_under_their_groups(root: Path) -> None:
    found = sections(root)
    assert rows(found["find-procedure"], 1) == [["Bread", "P-01 Baking bread"]]
    ((family, titles),) = rows(found["find-role"])
    assert family == "Shop"
    assert titles.split(" · ") == ["Baker", "Head baker", "Night baker", "Owner"]


def test_the_ways_to_a_grade_are_there_where_a_scheme_is(root: Path, tmp_path: Path) -> None:
    grade = sections(root)["grade-job"]
    (listing,) = grade.blocks
    assert isinstance(listing, Listing)
    assert [words(item.line) for item in listing.items] == [
        "All grades at a glance",
        "How jobs are graded: Grades of the shop",
        "Work out a grade with the grading assistant",
    ]
    without = {"roles/grading/shop-grades.yml": None, "roles/grading/shop-grades.nl.yml": None,
               "roles/grading/shop-points.yml": None}  # fmt: skip
    found = sections(bakery(tmp_path / "other", without))
    assert "grade-job" not in found
    assert any(isinstance(block, Paragraph) for block in found["find-role"].blocks)


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("procedure: baking-bred", "unknown-procedure", "baking-bread"),
        ("procedure: baking-bread, step: tast", "unknown-step", "taste"),
        ("procedure: baking-bread, said_by: custommer", "unknown-doer", "customer"),
    ],
)
def test_a_situation_that_leads_nowhere_is_found(
    root: Path, line: str, code: str, hint: str
) -> None:
    (root / "roles/vocabulary/situations.nl.yml").unlink()
    (root / "roles/vocabulary/situations.yml").write_text(
        f"situations:\n  - {{id: one, text: One., {line}}}\n", encoding="utf-8"
    )
    errors = [f for f in findings_of(root) if f.severity is Severity.ERROR]
    assert [(f.code, f.place.file) for f in errors] == [(code, "roles/vocabulary/situations.yml")]
    assert f'did you mean "{hint}"?' in errors[0].hint
