"""Rosters: what office programs write is read; what is wrong in it is told by row and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from handbooks import SMALL, TODAY, write_tree
from rolebook.cli.common import checked
from rolebook.cli.report import as_text
from rolebook.findings import Finding
from rolebook.handbook import Handbook
from rolebook.roster import Person, Roster, read_roster

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(folder.name for folder in GOLDEN.iterdir())

BAKERY = {
    **SMALL,
    "roles/any-baker.yml": """\
        title: Kind of baker
        kind: reference
        family: shop
        """,
    "roles/pastry-baker.yml": """\
        title: Pastry baker
        kind: company
        family: shop
        based_on: {role: any-baker}
        """,
    "roles/seller.yml": "title: Seller\nkind: company\nfamily: shop\nalso_known_as: [Shop hand]\n",
    "roles/helper.yml": "title: Helper\nkind: company\nfamily: shop\nalso_known_as: [Shop hand]\n",
    "roles/stoker.yml": """\
        title: Stoker
        kind: company
        family: shop
        document: {withdrawn: 2026-01-01, replaced_by: baker}
        """,
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    handbook, _ = checked(write_tree(tmp_path_factory.mktemp("bakery"), BAKERY), TODAY)
    assert handbook is not None
    return handbook


def read(book: Handbook, content: str | bytes, **named: str) -> tuple[Roster | None, list[Finding]]:
    data = content.encode() if isinstance(content, str) else content
    return read_roster(data, "roster.csv", book, named, "en")


def people(book: Handbook, content: str | bytes, **named: str) -> tuple[Person, ...]:
    roster, findings = read(book, content, **named)
    assert findings == []
    assert roster is not None
    return roster.people


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_wrong_roster_gives_exactly_the_findings_beside_it(book: Handbook, folder: str) -> None:
    content = (GOLDEN / folder / "roster.csv").read_bytes()
    _, findings = read(book, content)
    expected = (GOLDEN / folder / "expected.txt").read_text("utf-8")
    assert as_text(findings, GOLDEN / folder) + "\n" == expected
    assert folder in {finding.code for finding in findings}


def test_everything_is_read_from_a_row(book: Handbook) -> None:
    (person,) = people(
        book,
        "Number,Employee,Role,Manager,Location,Start,Hours,Language\n"
        " 0101 , Ada  Lindeman ,baker,Bo Vos,Shop 2,2027-02-01,36.50,nl\n",
    )
    assert person == Person("Ada Lindeman", "baker", "nl", 2, "0101", "Bo Vos", "Shop 2",
                            date(2027, 2, 1), Decimal("36.5"))  # fmt: skip


def test_only_the_employee_and_the_role_are_needed(book: Handbook) -> None:
    assert people(book, "Employee,Role\nAda Lindeman,baker\n") == (
        Person("Ada Lindeman", "baker", "en", 2),
    )


@pytest.mark.parametrize(
    "head",
    ["Naam;Functie;Leidinggevende", "Mitarbeiter/in;Stelle;Führungskraft",
     "NAME:;Job title;Line manager"],
)  # fmt: skip
def test_usual_headings_are_known_in_three_languages(book: Handbook, head: str) -> None:
    (person,) = people(book, f"{head}\nAda Lindeman;baker;Bo Vos\n")
    assert (person.name, person.role, person.manager) == ("Ada Lindeman", "baker", "Bo Vos")


def test_headings_of_the_organisations_own_come_before_the_usual_ones(book: Handbook) -> None:
    text = "Name,Who,Does\nnot this one,Ada Lindeman,baker\n"
    (person,) = people(book, text, employee="Who", role="does")
    assert (person.name, person.role) == ("Ada Lindeman", "baker")


def test_columns_that_no_paper_shows_are_named(book: Handbook) -> None:
    roster, _ = read(book, "Employee,Role,Salary\nAda Lindeman,baker,1\n")
    assert roster is not None
    assert roster.unused == ("Salary",)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
@pytest.mark.parametrize(
    ("separator", "name"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_separator_show_in_the_bytes_and_are_told(
    book: Handbook, encoding: str, told: str, separator: str, name: str, end: str
) -> None:
    rows = [("Employee", "Role", "Location"), ("Zoë Grün", "baker", '"Hall, 3; left"')]
    text = end.join(separator.join(row) for row in rows) + end
    roster, findings = read(book, text.encode(encoding))
    assert findings == []
    assert roster is not None
    assert roster.told == f"{told}, {name}"
    assert (roster.people[0].name, roster.people[0].location) == ("Zoë Grün", "Hall, 3; left")


def test_the_line_by_which_a_spreadsheet_names_its_separator_is_no_heading(book: Handbook) -> None:
    (person,) = people(book, "sep=;\nEmployee;Role\nAda Lindeman;baker\n")
    assert person.row == 3


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_dates_and_numbers(book: Handbook) -> None:
    content = workbook(
        ("Number", "Employee", "Role", "Start", "Hours"),
        (101, "Ada Lindeman", "baker", date(2027, 2, 1), 36.5),
        (None, None, None, None, None),
        (102.0, "Bo Vos", "baker", None, 40),
    )
    ada, bo = people(book, content)
    assert (ada.number, ada.start, ada.hours) == ("101", date(2027, 2, 1), Decimal("36.5"))
    assert (bo.number, bo.hours, bo.row) == ("102", Decimal(40), 4)


def test_a_finding_in_a_workbook_names_row_and_column_and_shows_no_line_of_it(
    book: Handbook, tmp_path: Path
) -> None:
    (tmp_path / "roster.xlsx").write_bytes(workbook(("Employee", "Role"), ("Ada", "backer")))
    content = (tmp_path / "roster.xlsx").read_bytes()
    _, findings = read_roster(content, "roster.xlsx", book, {}, "en")
    assert as_text(findings, tmp_path).splitlines() == [
        'roster.xlsx:2:2: error[roster-role] row 2, column "Role": there is no role "backer"',
        '    help: did you mean "baker"?',
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
     b"\x81\x8d\xff", b'Employee;Role\n"Ada;baker', b"%PDF-1.7\n\0\0"],
)  # fmt: skip
def test_what_is_no_table_is_told_as_such(book: Handbook, content: bytes) -> None:
    roster, findings = read(book, content)
    assert roster is None
    assert [finding.code for finding in findings] == ["unreadable-table"]


@settings(deadline=None)
@given(content=st.binary(max_size=300))
def test_whatever_bytes_come_they_are_a_roster_or_findings(book: Handbook, content: bytes) -> None:
    roster, findings = read(book, b"Employee;Role\n" + content)
    assert roster is not None or findings


@settings(deadline=None)
@given(
    names=st.lists(
        st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1, max_size=30)
        .map(lambda name: " ".join(name.split()))
        .filter(lambda name: name and name.isprintable()),
        min_size=1, max_size=8, unique_by=str.casefold,
    )
)  # fmt: skip
def test_names_come_through_as_they_are(book: Handbook, names: list[str]) -> None:
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out).writerows([("Number", "Employee", "Role"), *(
        (str(n), name, "baker") for n, name in enumerate(names)
    )])  # fmt: skip
    assert [person.name for person in people(book, out.getvalue())] == names


def test_a_right_row_beside_a_wrong_one_is_kept(book: Handbook) -> None:
    roster, findings = read(book, "Employee,Role\nAda,backer\nBo Vos,baker\n")
    assert roster is not None
    assert [person.name for person in roster.people] == ["Bo Vos"]
    assert (roster.rows, len(findings)) == (2, 1)


def test_a_person_may_hold_two_jobs(book: Handbook) -> None:
    text = "Number,Employee,Role\n1,Ada Lindeman,baker\n1,Ada Lindeman,seller\n"
    assert [person.role for person in people(book, text)] == ["baker", "seller"]


def test_a_title_that_a_reference_job_shares_means_the_company_job(book: Handbook) -> None:
    assert people(book, "Employee,Role\nAda,Pastry baker\n")[0].role == "pastry-baker"
