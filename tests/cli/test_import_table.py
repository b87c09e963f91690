"""`rolebook import` of lists of jobs, and the list that `rolebook export` gives back."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from handbooks import SMALL, codes_of, snapshot, write_tree
from rolebook.cli import cli
from rolebook.importing.joblist.cells import BadTable, read_table
from rolebook.importing.joblist.heads import head_words
from rolebook.paper.sheets import csv_file, xlsx_file
from rolebook.views.joblist import COLUMNS

HEAD = ["Functie", "Functiefamilie", "Schaal", "Afdeling", "Leidinggevende"]
JOBS = [
    ["Shop manager", "Shop", "", "Front", "the owner"],
    ["Shop assistant", "Shop", "", "Front", "Shop manager"],
    ["Pastry cook", "Pastry", "", "Bakery", "Baker"],
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "shop", SMALL)


def workbook(*rows: list[Any], path: Path, title: str = "Jobs") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def csv_of(*rows: list[Any], path: Path, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def run(*words: object, shop: Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--handbook", str(shop)])


@pytest.mark.parametrize("form", ["xlsx", "semicolon", "comma", "excel", "western"])
def test_every_row_is_a_draft_and_the_vocabulary_grows(
    shop: Path, tmp_path: Path, form: str
) -> None:
    rows = [HEAD, *JOBS]
    match form:
        case "xlsx":
            file = workbook(["Our jobs"], [], *rows, path=tmp_path / "jobs.xlsx")
        case "comma":
            file = csv_of(*rows, path=tmp_path / "jobs.csv", delimiter=",")
        case "excel":
            file = csv_of(*rows, path=tmp_path / "jobs.csv", delimiter="\t", encoding="utf-16")
        case "western":
            rows[3][0] = "Pâtissier"
            file = csv_of(*rows, path=tmp_path / "jobs.csv", encoding="cp1252")
        case _:
            rows.insert(0, ["Our jobs"])
            file = csv_of(*rows, path=tmp_path / "jobs.csv", encoding="utf-8-sig")
            rows.pop(0)
    before = snapshot(shop)
    asked = run("import", file, shop=shop)
    assert asked.exit_code == 0, asked.output
    assert "+  - id: pastry\n" in asked.output
    assert "Nothing was written: 3 drafts would need" in asked.output
    assert snapshot(shop) == before
    done = run("import", file, "--apply", shop=shop)
    rows[3][0] = "Pastry cook"
    assert done.exit_code == 0, done.output
    last = "patissier" if form == "western" else "pastry-cook"
    assert (shop / "roles/shop-assistant.yml").read_text() == (
        "# yaml-language-server: $schema=../schemas/role.json\n"
        "title: Shop assistant\nkind: company\nfamily: shop\nunit: front\n"
        "reports_to:\n  - shop-manager\n"
    )
    assert "family: pastry\n" in (shop / f"roles/{last}.yml").read_text()
    assert "  - text: the owner\n" in (shop / "roles/shop-manager.yml").read_text()
    families = (shop / "roles/vocabulary/families.yml").read_text()
    assert (
        families == SMALL["roles/vocabulary/families.yml"] + "  - id: pastry\n    title: Pastry\n"
    )
    assert "id: bakery\n    title: Bakery" in (shop / "roles/organisation/units.yml").read_text()
    assert not [code for code in codes_of(shop) if code in ("unknown-role", "unknown-family")]
    same = {n: c for n, c in snapshot(shop).items() if n in before and "families.yml" not in n}
    assert same == {n: c for n, c in before.items() if "families.yml" not in n}
    again = run("import", file, shop=shop)
    assert (again.exit_code, again.stdout) == (0, "Unchanged: 3 jobs\n")


def test_bad_rows_are_told_with_place_and_remedy_and_the_others_are_taken(
    shop: Path, tmp_path: Path
) -> None:
    file = workbook(
        HEAD,
        ["", "Shop", "", "", ""],
        ["Seller", "Shop", "", "", "Bakre"],
        ["seller", "Shop", "", "", ""],
        ["One", "Shop", "", "", "Two"],
        ["Two", "Shop", "", "", "One"],
        ["Three", "Shop", "", "", "Two"],
        ["Baker", "Shop", "", "", ""],
        ["Baker", "Shop", "", "", ""],
        path=tmp_path / "jobs.xlsx",
    )  # fmt: skip
    done = run("import", file, shop=shop)
    assert done.exit_code == 1
    said = [line.partition("jobs.xlsx[Jobs]:")[2] for line in done.output.splitlines()]
    assert {line.partition("; ")[0] for line in said if line} == {
        "2:A: error: the job has no title (Shop)",
        '3:E: warning: there is no role "Bakre"',
        '4:A: error: "seller" stands in row 3 already',
        '5:E: error: "One" reports to itself, by way of two',
        '6:E: error: "Two" reports to itself, by way of one',
        '9:A: error: "Baker" stands in row 8 already',
    }
    assert 'did you mean "Baker"?' in done.output
    assert "Unchanged: 1 job\n" in done.output
    assert "2 drafts" in done.output
    assert "  - text: Two\n" in (shop / "roles/three.yml").read_text()
    assert not (shop / "roles/one.yml").exists()


def test_the_list_comes_back_unchanged_and_changed(shop: Path, tmp_path: Path) -> None:
    write_tree(shop, {
        "roles/organisation/units.yml": "units:\n  - {id: bak, title: Bakery}\n",
        "roles/owner.yml": "title: Owner\nkind: company\nfamily: shop\nunit: bak\n",
    })  # fmt: skip
    for form in ("xlsx", "csv"):
        file = tmp_path / f"jobs.{form}"
        run("export", "--what", "jobs", "--to", form, "--out", file, shop=shop)
        done = run("import", file, shop=shop)
        assert (done.exit_code, done.stdout) == (0, "Unchanged: 2 jobs\n")
    before = snapshot(shop)
    book = load_workbook(tmp_path / "jobs.xlsx")
    sheet = book.active
    assert sheet
    places = {str(row[0].value): row for row in sheet.iter_rows()}
    head = [cell.value for cell in places["Id"]]
    places["owner"][head.index("Title")].value = "Owner: the boss"
    places["owner"][head.index("Unit")].value = ""
    places["owner"][head.index("Reports to")].value = "Baker"
    places["baker"][head.index("Reports to")].value = "Owner"
    sheet.append(["", "Sweeper", "company", "Shop"])
    book.save(tmp_path / "edited.xlsx")
    done = run("import", tmp_path / "edited.xlsx", shop=shop)
    assert done.exit_code == 1, "whom the baker reports to is more than a list of roles"
    assert "change it in roles/baker.yml" in done.output
    assert '-title: Owner\n+title: "Owner: the boss"\n' in done.output
    assert "-unit: bak\n" in done.output
    assert "Say --apply" in done.output
    now = snapshot(shop)
    assert now.pop("roles/sweeper.yml")
    assert now == before
    (shop / "roles/sweeper.yml").unlink()
    done = run("import", tmp_path / "edited.xlsx", "--apply", shop=shop)
    assert (shop / "roles/owner.yml").read_text() == (
        'title: "Owner: the boss"\nkind: company\nfamily: shop\nreports_to:\n  - baker\n'
    )


SCHEME = {
    "mkdocs.yml": SMALL["mkdocs.yml"] + "    grading: {scheme: ours}\n",
    "roles/grading/ours.yml": """\
        title: Our scheme
        method: reference-comparison
        version: "1"
        grades: [{id: A, text: Helps.}, {id: B, text: Bakes alone.}]
        basis: [responsibilities]
        characteristics:
          - {id: skill, title: Skill, criterion: skills}
        """,
}


def test_a_grade_that_the_scheme_has_not_is_told_and_becomes_a_note(
    shop: Path, tmp_path: Path
) -> None:
    write_tree(shop, SCHEME)
    file = workbook(["Title", "Schaal"], ["Seller", "Q"], path=tmp_path / "jobs.xlsx")
    for unchanged in (False, True):
        done = run("import", file, shop=shop)
        assert done.exit_code == 0, done.output
        assert 'the grading scheme has no grade "Q"; it has A, B' in done.output
        assert ("Unchanged: 1 job" in done.output) is unchanged
        text = (shop / "roles/seller.yml").read_text()
        assert text.endswith('notes:\n  - "Schaal: Q"\n')
        assert "grade:" not in text
        assert "unknown-grade" not in codes_of(shop)


def test_a_list_without_ids_that_comes_again_shows_what_changed_since(
    shop: Path, tmp_path: Path
) -> None:
    write_tree(shop, SCHEME)
    head = ["Title", "Grade", "Unit", "Reports to", "Hours"]
    rows = [["Seller", "A", "", "the owner", "36"], ["Sweeper", "", "", "Seller", ""]]
    assert run("import", csv_of(head, *rows, path=tmp_path / "j.csv"), shop=shop).exit_code == 0
    before = snapshot(shop)
    rows[0][1], rows[0][4], rows[1][3] = "B", "40", ""
    done = run("import", csv_of(head, *rows, path=tmp_path / "j.csv"), shop=shop)
    assert done.exit_code == 0, done.output
    assert "-grade: A\n+grade: B\n" in done.output
    assert 'left out: the column "Hours" of jobs that are there already' in done.output
    assert "Unchanged: 1 job\n" in done.output, "an empty cell of such a list says nothing"
    assert snapshot(shop) == before
    run("import", tmp_path / "j.csv", "--apply", shop=shop)
    assert "grade: B\n" in (shop / "roles/seller.yml").read_text()
    rows[0][1] = "Q"
    done = run("import", csv_of(head, *rows, path=tmp_path / "j.csv"), "--apply", shop=shop)
    assert 'no grade "Q"' in done.output
    assert "grade: B\n" in (shop / "roles/seller.yml").read_text()


def test_the_same_drafts_in_a_folder_are_unchanged(shop: Path, tmp_path: Path) -> None:
    file = csv_of(["Title"], ["Sweeper"], path=tmp_path / "j.csv")
    run("import", file, "--out", tmp_path / "drafts", shop=shop)
    again = run("import", file, "--out", tmp_path / "drafts", shop=shop)
    assert (again.exit_code, "sweeper.yml: unchanged\n" in again.output) == (0, True)
    assert "drafts in" not in again.output


def test_new_jobs_and_changed_ones_bring_their_families_together(
    shop: Path, tmp_path: Path
) -> None:
    file = csv_of(
        ["Id", "Title", "Family"], ["baker", "Baker", "Ovens"], ["", "Sweeper", "Cleaning"],
        path=tmp_path / "j.csv",
    )  # fmt: skip
    done = run("import", file, "--apply", shop=shop)
    assert done.exit_code == 0, done.output
    families = (shop / "roles/vocabulary/families.yml").read_text()
    assert "id: ovens" in families
    assert "id: cleaning" in families
    again = run("import", file, "--out", tmp_path / "x", "--apply", shop=shop)
    assert (again.exit_code, "--out leaves" in again.output) == (2, True)


def test_when_one_file_cannot_be_written_none_is(shop: Path, tmp_path: Path) -> None:
    there = tmp_path / "drafts"
    write_tree(there, {"roles/organisation": "a file where a folder should be"})
    file = csv_of(["Title", "Unit"], ["Sweeper", "Front"], path=tmp_path / "j.csv")
    done = run("import", file, "--out", there, shop=shop)
    assert done.exit_code == 2
    assert "cannot be written" in done.output
    assert set(snapshot(there)) == {"roles/organisation"}


def test_a_title_of_any_length_makes_a_name_for_a_file(shop: Path, tmp_path: Path) -> None:
    file = csv_of(["Title", "Family"], ["../../" + "Very " * 90, "Shop"], path=tmp_path / "j.csv")
    done = run("import", file, shop=shop)
    assert done.exit_code == 0, done.output
    (new,) = (p for p in (shop / "roles").glob("*.yml") if p.name.startswith("very"))
    assert len(new.stem) <= 70
    assert "Unchanged: 1 job" in run("import", file, shop=shop).output


def test_a_circle_made_in_the_list_is_told_and_not_made(shop: Path, tmp_path: Path) -> None:
    write_tree(shop, {
        "roles/a.yml": "title: Able\nkind: company\nfamily: shop\n",
        "roles/b.yml": "title: Bold\nkind: company\nfamily: shop\nreports_to: [a]\n",
    })  # fmt: skip
    file = csv_of(["Id", "Title", "Reports to"], ["a", "Able", "Bold"], path=tmp_path / "j.csv")
    done = run("import", file, "--apply", shop=shop)
    assert "a would report to itself, by way of b" in done.output
    assert "reports_to" not in (shop / "roles/a.yml").read_text()
    file = csv_of(["Id", "Title", "Reports to"], ["aa", "Able", "Bold"], path=tmp_path / "j.csv")
    assert 'there is no role "aa"; did you mean' in run("import", file, shop=shop).output


def test_columns_can_be_named_and_others_become_notes(shop: Path, tmp_path: Path) -> None:
    file = csv_of(["Wat", "Waar", "Uren"], ["Seller", "Front", "36"], path=tmp_path / "jobs.csv")
    done = run("import", file, shop=shop)
    assert done.exit_code == 1
    assert "no column for the title" in done.output
    done = run("import", file, "--columns", "title=Wat,unit=waar", shop=shop)
    assert done.exit_code == 0, done.output
    text = (shop / "roles/seller.yml").read_text()
    assert "unit: front\n" in text
    assert '  - "Uren: 36"\n' in text
    assert "titel" in run("import", file, "--columns", "titel=Wat", shop=shop).output


def test_two_columns_of_one_head_are_both_kept(shop: Path, tmp_path: Path) -> None:
    head = ["Functie", "Opmerking", "Opmerking", "", ""]
    file = csv_of(head, ["Seller", "First", "Second", "Third", "Fourth"], path=tmp_path / "j.csv")
    done = run("import", file, "--apply", shop=shop)
    assert done.exit_code == 0, done.output
    draft = (shop / "roles/seller.yml").read_text()
    for said in ("Opmerking: First", "Opmerking (C): Second", "Column D: Third", "E: Fourth"):
        assert said in draft


@pytest.mark.parametrize(
    ("there", "title"),
    [("Baecker", "Bäcker"), ("Head of shop", "Head of shop"), ("Head of shop", "head of  Shop!")],
)
def test_a_new_row_with_the_title_of_a_role_that_is_there_is_told(
    shop: Path, tmp_path: Path, there: str, title: str
) -> None:
    other = SMALL["roles/baker.yml"].replace("title: Baker", f"title: {there}")
    (shop / "roles/other-job.yml").write_text(other)
    file = csv_of(["Id", "Functie"], ["", title], path=tmp_path / "jobs.csv")
    done = run("import", file, shop=shop)
    if there == "Baecker":  # another title, which happens to make the same word
        assert done.exit_code == 0, done.output
        assert "title: Bäcker" in (shop / "roles/baecker.yml").read_text()
    else:
        assert done.exit_code == 1, done.output
        assert "is there already, as roles/other-job.yml" in done.output
        assert "write other-job into the column Id" in done.output


def test_drafts_in_a_folder_leave_the_handbook_alone(shop: Path, tmp_path: Path) -> None:
    before = snapshot(shop)
    file = csv_of(HEAD, *JOBS, path=tmp_path / "jobs.csv")
    assert run("import", file, "--out", tmp_path / "drafts", shop=shop).exit_code == 0
    assert snapshot(shop) == before
    assert set(snapshot(tmp_path / "drafts")) == {
        "roles/shop-manager.yml", "roles/shop-assistant.yml", "roles/pastry-cook.yml",
        "roles/vocabulary/families.yml", "roles/organisation/units.yml",
    }  # fmt: skip


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''-x",
    "\t=1",
    "'plain",
    "a=b",
    "=cmd|' /C calc'!A0",
]


def test_formulas_are_text_in_both_directions() -> None:
    rows = [[text, "x"] for text in HOSTILE]
    for content, suffix in (
        (csv_file(["Title", "Unit"], rows), ".csv"),
        (xlsx_file("Jobs", ["Title", "Unit"], rows), ".xlsx"),
    ):
        (sheet,) = read_table(content, suffix)
        assert [row.cells[0] for row in sheet.rows[1:]] == [text.strip() for text in HOSTILE]
    for line in csv_file(["Title"], [[text] for text in HOSTILE]).decode().splitlines():
        assert line.strip('"')[:1] not in "=+-@\t"


def test_a_formula_counts_by_its_value_and_else_is_told(shop: Path, tmp_path: Path) -> None:
    file = workbook(HEAD, ["=A1", "Shop", "", "", ""], path=tmp_path / "jobs.xlsx")
    done = run("import", file, shop=shop)
    assert "2:A: error: the cell is a formula whose value the file does not hold" in done.output


def test_hostile_text_in_a_row_is_text_in_the_draft(shop: Path, tmp_path: Path) -> None:
    title = '=HYPERLINK("x"): #1 [a]'
    run("import", csv_of(HEAD, [title, "Shop", "", "", ""], path=tmp_path / "j.csv"), shop=shop)
    (new,) = [p for p in (shop / "roles").glob("*.yml") if p.name.startswith("hyperlink")]
    assert "title: '" in new.read_text() or 'title: "' in new.read_text()
    assert not [code for code in codes_of(shop) if code == "yaml-syntax"]


@pytest.mark.parametrize("content", [b"", b"PK nothing", b"\xff\xfe\x00"])
def test_what_is_no_table_is_told_in_one_line(shop: Path, tmp_path: Path, content: bytes) -> None:
    for suffix in ("xlsx", "csv"):
        file = tmp_path / f"jobs.{suffix}"
        file.write_bytes(content)
        done = run("import", file, shop=shop)
        assert done.exit_code == 1
        assert "Traceback" not in done.output
        assert len(done.output.splitlines()) <= 3


def test_a_table_that_is_too_large_is_refused() -> None:
    with pytest.raises(BadTable, match="rows"):
        read_table(b"a;b\n" * 6000, ".csv")
    with pytest.raises(BadTable, match="20 MB"):
        read_table(b"x" * 20_000_001, ".csv")


def test_head_words_are_of_fields_that_the_list_has() -> None:
    assert set(head_words().values()) == set(COLUMNS)
