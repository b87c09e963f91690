"""`rolebook export`: the register as a table."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gradings import bakery, recorded
from handbooks import snapshot, write_tree
from shop import approve, edit, run, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = shop(tmp_path / "shop")
    approve(root, "baker")
    return root


def test_csv_goes_to_standard_output(root: Path):
    before = snapshot(root)
    result = run(root, "export", "--to", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert [row["Id"] for row in rows] == ["baker", "owner", "baking-bread", "shop-grades"]
    assert rows[0]["Status"] == "Approved"
    assert rows[0]["In force from"] == "2026-11-30"
    assert snapshot(root) == before


def test_xlsx_goes_to_the_file_named_in_the_language_named(root: Path, tmp_path: Path):
    out = tmp_path / "new folder" / "register.xlsx"
    result = run(root, "export", "--to", "xlsx", "--lang", "nl", "--out", str(out))
    assert result.exit_code == 0
    assert "4 documents in" in result.stdout
    sheet = load_workbook(BytesIO(out.read_bytes())).worksheets[0]
    assert sheet["D2"].value == "Bakker"


def test_a_title_that_looks_like_a_formula_stays_a_text(root: Path, tmp_path: Path):
    edit(root, "roles/baker.yml", "title: Baker", 'title: "=HYPERLINK(1)"')
    out = tmp_path / "register.xlsx"
    assert run(root, "export", "--to", "xlsx", "--out", str(out)).exit_code == 0
    cell = load_workbook(out).worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert "'=HYPERLINK(1)" in run(root, "export", "--to", "csv").stdout


def test_errors_stop_it_and_leave_the_old_table(root: Path, tmp_path: Path):
    out = tmp_path / "register.csv"
    run(root, "export", "--to", "csv", "--out", str(out))
    before = out.read_bytes()
    edit(root, "roles/baker.yml", "reports_to: [owner]", "reports_to: [ownr]")
    assert run(root, "export", "--to", "csv", "--out", str(out)).exit_code == 1
    assert out.read_bytes() == before


@pytest.mark.parametrize("arguments", [(), ("--to", "ods"), ("--to", "csv", "--lang", "fr")])
def test_wrong_use_is_told(root: Path, arguments: tuple[str, ...]):
    assert run(root, "export", *arguments).exit_code == 2


def test_grades_are_written_with_the_category_of_workers_and_the_decision(tmp_path: Path):
    root = bakery(tmp_path / "shop")
    recorded(root)
    edit(root, "roles/night-baker.yml", "family: shop", "family: shop\ncategory: Bakers")
    position = "positions: [{id: night, role: night-baker, unit: north, seats: 3}]\n"
    write_tree(
        root,
        {
            "roles/organisation/positions.yml": position,
            "roles/organisation/units.yml": "units: [{id: north, title: North}]\n",
        },
    )

    def table(*more: str) -> list[dict[str, str]]:
        result = run(root, "export", "--what", "grades", "--to", "csv", *more)
        assert result.exit_code == 0, result.output
        return list(csv.DictReader(StringIO(result.stdout)))

    rows = {row["Id"]: row for row in table()}
    assert [row["Grade"] for row in rows.values()] == ["B", "B", "A", ""]  # highest first
    night = rows["night-baker"]
    assert night["Category of workers"] == "Grade A"
    assert (night["Category of staff"], night["Seats"]) == ("Bakers", "3")
    assert (night["Decided on"], night["Decision on the grade"]) == ("2026-10-12", "In force")
    assert rows["head-baker"]["Decision on the grade"] == "Set with the scheme"
    edit(root, "roles/head-baker.yml", "Knows every bread.", "Knows most breads.")
    assert table()[2]["Decision on the grade"] == "to be renewed"
    assert "Meesterbakker" in [row["Functie"] for row in table("--lang", "nl")]


def test_grades_go_to_an_xlsx_file_too(root: Path, tmp_path: Path):
    out = tmp_path / "grades.xlsx"
    result = run(root, "export", "--what", "grades", "--to", "xlsx", "--out", str(out))
    assert "2 roles in" in result.stdout
    assert load_workbook(out).worksheets[0]["C2"].value == "baker"
