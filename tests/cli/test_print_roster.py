"""`rolebook print --roster`: everybody's own paper, one file for the printer, and who gets what."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import page as validator
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from handbooks import SMALL, snapshot, write_tree
from rolebook.cli import cli

BAKERY = {
    **SMALL,
    "mkdocs.yml": """\
        site_name: Small
        extra:
          handbook:
            organisation: {name: Small B.V.}
            languages: [en, nl]
            address: https://handbook.example/
            layout: job-instruction
            sign:
              - {by: employee, meaning: [seen, received]}
              - {by: manager, meaning: [agreed]}
        """,
    "roles/kneader.yml": """\
        title: Kneader
        kind: reference
        family: shop
        """,
    "private/.gitignore": "*\n!.gitignore\n",
}
ROSTER = """\
Employee;Number;Role;Manager;Location;Start;Hours;Language
Ada Lindeman;101;baker;Bo Vos;Shop 2;2027-02-01;36,5;nl
Cas Ärger;;baker;;;;;
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "bakery", {**BAKERY, "private/people.csv": ROSTER})


Print = Callable[..., Result]


@pytest.fixture
def printed(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> Print:
    monkeypatch.chdir(bakery)

    def run(*arguments: str, roster: str = "private/people.csv") -> Result:
        return CliRunner().invoke(cli, ["print", "--roster", roster, *arguments])

    return run


def run_folder(bakery: Path) -> Path:
    return bakery / "private" / "print-runs" / "people"


def text(file: Path) -> str:
    pages = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_everybody_gets_a_paper_made_out_to_them(bakery: Path, printed: Print) -> None:
    result = printed()
    assert result.exit_code == 0, result.output
    papers = run_folder(bakery) / "papers"
    assert sorted(path.name for path in papers.iterdir()) == [
        "ada-lindeman.101.baker.nl.pdf", "cas-aerger.baker.en.pdf",
    ]  # fmt: skip
    ada = text(papers / "ada-lindeman.101.baker.nl.pdf")
    for words in ("Ada Lindeman", "101", "Bo Vos", "Shop 2", "1 februari 2027", "36,5",
                  "Bakt het brood"):  # fmt: skip
        assert words in ada
    cas = text(papers / "cas-aerger.baker.en.pdf")
    assert "Cas Ärger" in cas
    assert "Ada" not in cas
    assert "Place of work" not in cas


def test_names_stand_where_employee_and_manager_sign(bakery: Path, printed: Print) -> None:
    printed()
    ada = text(run_folder(bakery) / "papers" / "ada-lindeman.101.baker.nl.pdf")
    assert re.search(r"Naam\s+Ada Lindeman", ada)
    assert re.search(r"Naam\s+Bo Vos", ada)


def test_a_paper_is_still_for_the_archive_and_for_screen_readers(
    bakery: Path, printed: Print
) -> None:
    printed()
    content = (run_folder(bakery) / "papers" / "ada-lindeman.101.baker.nl.pdf").read_bytes()
    for profile in (validator.ValidationProfile.PDF_A_3A, validator.ValidationProfile.PDF_UA_1):
        report = validator.validate_pdf_bytes(content, profile=profile)
        assert report.is_compliant, report


def test_what_a_paper_says_of_itself_names_nobody(bakery: Path, printed: Print) -> None:
    printed()
    for file in (run_folder(bakery) / "papers").iterdir():
        with pikepdf.open(file) as opened:
            metadata = opened.Root.Metadata.read_bytes().decode()
            info = " ".join(str(value) for value in opened.docinfo.values())
            attached = [a.get_file().read_bytes() for a in opened.attachments.values()]
        for name in ("Lindeman", "Ärger", "Vos"):
            assert name not in metadata + info
            assert all(name.encode() not in content for content in attached)


def test_the_file_for_the_printer_holds_all_of_them_on_sheets_of_their_own(
    bakery: Path, printed: Print
) -> None:
    result = printed()
    folder = run_folder(bakery)
    with pikepdf.open(folder / "printer.pdf") as opened, opened.open_outline() as outline:
        pages = [page.obj.objgen for page in opened.pages]
        starts = [pages.index(one.destination[0].objgen) for one in outline.root]
        titles = [one.title for one in outline.root]
    assert titles == ["Ada Lindeman – Bakker", "Cas Ärger – Baker"]
    assert [start % 2 for start in starts] == [0, 0]
    assert len(pages) % 2 == 0
    assert (
        f"{len(pages)} pages, to print on both sides of {len(pages) // 2} sheets" in result.output
    )


def test_the_checklist_says_who_gets_what(bakery: Path, printed: Print) -> None:
    printed("--lang", "nl", "--by", "manager")
    folder = run_folder(bakery)
    listed = text(folder / "checklist.pdf")
    for words in ("Wie krijgt welk exemplaar", "Bo Vos", "Niet vermeld", "Ada Lindeman",
                  "Cas Ärger", "Uitgereikt op"):  # fmt: skip
        assert words in listed
    table = (folder / "checklist.csv").read_text("utf-8").splitlines()
    assert table[0].startswith("Medewerker,Personeelsnummer,")
    assert [line.partition(",")[0] for line in table[1:]] == ["Cas Ärger", "Ada Lindeman"]
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    ada = next(paper for paper in told["papers"] if paper["number"] == "101")
    assert ada["person"] == "Ada Lindeman"
    assert (ada["role"], ada["language"], ada["status"], ada["revision"]) == (
        "baker", "nl", "draft", None,
    )  # fmt: skip
    assert re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", ada["fingerprint"])


def test_the_checklist_is_in_one_language_whatever_that_of_the_papers(
    bakery: Path, printed: Print
) -> None:
    printed()
    folder = run_folder(bakery)
    with (folder / "checklist.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Language"]: row["Status"] for row in csv.DictReader(file)}
    assert rows == {"nl": "Draft", "en": "Draft"}
    assert "Concept" not in text(folder / "checklist.pdf")


def test_a_draft_is_marked_and_told(bakery: Path, printed: Print) -> None:
    result = printed()
    assert "warning: 1 paper is a draft, and marked so: baker (nl) is not approved" in result.output
    assert "CONCEPT" in text(run_folder(bakery) / "papers" / "ada-lindeman.101.baker.nl.pdf")


def test_an_approved_job_needs_no_warning(bakery: Path, printed: Print) -> None:
    CliRunner().invoke(cli, ["translated", "baker", "--lang", "nl"])
    approved = CliRunner().invoke(cli, ["approve", "baker", "--on", "2026-11-20", "--by", "baker"])
    assert approved.exit_code == 0, approved.output
    result = printed()
    assert "draft" not in result.output
    told = json.loads((run_folder(bakery) / "manifest.json").read_text("utf-8"))
    assert {(p["version"], p["revision"]) for p in told["papers"]} == {("1.0", 1)}


def test_the_approved_version_is_printed_while_a_draft_is_open(
    bakery: Path, printed: Print
) -> None:
    result = printed("--approved")
    assert (result.exit_code, "no version of baker is approved in nl" in result.output) == (1, True)
    assert not run_folder(bakery).exists()
    CliRunner().invoke(cli, ["translated", "baker", "--lang", "nl"])
    CliRunner().invoke(cli, ["approve", "baker", "--on", "2026-11-20", "--by", "baker"])
    printed()
    paper = run_folder(bakery) / "papers" / "ada-lindeman.101.baker.nl.pdf"
    approved = text(paper)
    role = bakery / "roles/baker.nl.yml"
    role.write_text(role.read_text("utf-8").replace("title: Bakker", "title: Meesterbakker"))
    assert "draft" in printed().output
    assert "Meesterbakker" in text(paper)
    result = printed("--approved")
    assert (result.exit_code, "draft" in result.output) == (0, False)
    assert text(paper) == approved
    told = json.loads((run_folder(bakery) / "manifest.json").read_text("utf-8"))
    assert {(p["version"], p["status"]) for p in told["papers"]} == {("1.0", "approved")}


def test_only_the_owner_may_read_what_was_printed(bakery: Path, printed: Print) -> None:
    printed()
    made = [run_folder(bakery).parent, *run_folder(bakery).parent.rglob("*")]
    assert {oct(path.stat().st_mode & 0o777) for path in made if path.is_dir()} == {"0o700"}
    assert {oct(path.stat().st_mode & 0o777) for path in made if path.is_file()} == {"0o600"}


@pytest.mark.parametrize("out", ["site/papers", "print", "."])
def test_nothing_goes_where_the_site_or_git_would_see_it(
    bakery: Path, printed: Print, out: str
) -> None:
    before = snapshot(bakery)
    result = printed("--out", out)
    assert result.exit_code == 2
    assert "private/" in result.output
    assert snapshot(bakery) == before


def test_a_roster_outside_private_is_told(bakery: Path, printed: Print) -> None:
    (bakery / "people.csv").write_text(ROSTER, encoding="utf-8")
    result = printed(roster="people.csv")
    assert "people.csv names persons and lies in the handbook; move it below private/" in (
        result.output.replace("\n", " ")
    )


class TestWrongRows:
    ROSTER = "Employee,Role\nAda Lindeman,baker\nBo Vos,kneader\nCas Ärger,bakre\n"

    def test_stop_the_run_before_anything_is_written(self, bakery: Path, printed: Print) -> None:
        (bakery / "private/people.csv").write_text(self.ROSTER, encoding="utf-8")
        before = snapshot(bakery)
        result = printed()
        assert result.exit_code == 1
        assert "private/people.csv:3:8: error[roster-reference-job]" in result.output
        assert "private/people.csv:4:11: error[roster-role]" in result.output
        assert "or leave these rows out: --skip-bad" in result.output
        assert snapshot(bakery) == before

    def test_are_left_out_where_that_is_wanted(self, bakery: Path, printed: Print) -> None:
        (bakery / "private/people.csv").write_text(self.ROSTER, encoding="utf-8")
        result = printed("--skip-bad")
        assert result.exit_code == 0
        assert "warning: 2 rows were left out" in result.output
        assert [p.name for p in (run_folder(bakery) / "papers").iterdir()] == [
            "ada-lindeman.baker.en.pdf"
        ]


def test_headings_are_told_in_the_settings_or_on_the_command_line(
    bakery: Path, printed: Print
) -> None:
    (bakery / "private/people.csv").write_text("Wie;Was\nAda;baker\n", encoding="utf-8")
    assert printed().exit_code == 1
    assert printed("--columns", "employee=Wie,role=Was").exit_code == 0
    settings = (bakery / "mkdocs.yml").read_text("utf-8")
    settings += "    roster: {columns: {employee: Wie, role: Was}}\n"
    (bakery / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert printed().exit_code == 0
    wrong = printed("--columns", "employe=Wie")
    assert wrong.exit_code == 2
    assert 'did you mean "employee"?' in wrong.output


@pytest.mark.parametrize(
    "arguments", [["baker"], ["--all"], ["--to", "docx"], ["--lang", "nl", "--lang", "en"]]
)
def test_what_a_roster_says_itself_is_not_asked_for_as_well(
    printed: Print, arguments: list[str]
) -> None:
    result = printed(*arguments)
    assert result.exit_code == 2
    assert "--roster says what is printed for whom" in result.output


class TestAgain:
    def papers(self, bakery: Path) -> dict[str, int]:
        return {p.name: p.stat().st_mtime_ns for p in (run_folder(bakery) / "papers").iterdir()}

    def test_what_is_there_is_kept(self, bakery: Path, printed: Print) -> None:
        printed()
        before, bytes_before = self.papers(bakery), snapshot(run_folder(bakery))
        result = printed()
        assert "2 papers in private/print-runs/people, 2 of them as printed before" in result.output
        assert self.papers(bakery) == before
        assert snapshot(run_folder(bakery)) == bytes_before

    def test_what_would_be_another_paper_is_made_anew(self, bakery: Path, printed: Print) -> None:
        printed()
        before = self.papers(bakery)
        roster = bakery / "private/people.csv"
        roster.write_text(ROSTER.replace("Shop 2", "Shop 3"), encoding="utf-8")
        assert "2 papers in private/print-runs/people, 1 of them" in printed().output
        assert "Shop 3" in text(run_folder(bakery) / "papers" / "ada-lindeman.101.baker.nl.pdf")
        after = self.papers(bakery)
        assert after["cas-aerger.baker.en.pdf"] == before["cas-aerger.baker.en.pdf"]

    def test_the_job_the_look_and_the_paper_itself_count(
        self, bakery: Path, printed: Print
    ) -> None:
        printed()
        role = bakery / "roles/baker.yml"
        role.write_text(role.read_text().replace("Lights the oven", "Cools the oven"))
        assert "1 of them as printed before" in printed().output  # the Dutch one
        (bakery / "templates").mkdir()
        (bakery / "templates/note.txt").write_text("a file of the look")
        assert "as printed before" not in printed().output
        paper = run_folder(bakery) / "papers" / "cas-aerger.baker.en.pdf"
        paper.write_bytes(paper.read_bytes()[:-9])
        assert "1 of them as printed before" in printed().output
        assert paper.read_bytes().rstrip().endswith(b"%%EOF")

    def test_papers_of_those_who_left_the_roster_are_taken_away(
        self, bakery: Path, printed: Print
    ) -> None:
        printed()
        own = run_folder(bakery) / "papers" / "notes of mine.txt"
        own.write_text("not printed by the run")
        roster = bakery / "private/people.csv"
        roster.write_text("\n".join(ROSTER.splitlines()[:2]), encoding="utf-8")
        assert "1 of people who are no longer in the run taken away" in printed().output
        assert sorted(self.papers(bakery)) == ["ada-lindeman.101.baker.nl.pdf", own.name]


def test_a_run_keeps_others_out_of_its_folder_until_it_was_killed_and_then_goes_on(
    bakery: Path, printed: Print
) -> None:
    rows = "".join(f"Ada Lindeman;{n};baker\n" for n in range(60))
    (bakery / "private/people.csv").write_text("Name;Number;Role\n" + rows, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "rolebook", "print", "--roster", "private/people.csv"],
        cwd=bakery, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    papers = run_folder(bakery) / "papers"
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list(papers.glob("[!.]*.pdf"))) < 3:
        time.sleep(0.02)
    second = printed("--by", "name")
    assert running.poll() is None, "the first run is not done yet"
    assert second.exit_code == 1
    assert second.output == (
        "Error: another run is printing into private/print-runs/people; wait until it has finished,"
        " or print into another folder: --out FOLDER\n"
    )
    assert not (run_folder(bakery) / "checklist.pdf").exists()
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    there = {p.name: p.stat().st_mtime_ns for p in papers.glob("[!.]*.pdf")}
    assert 3 <= len(there) <= 60
    assert not (run_folder(bakery) / "printer.pdf").exists()

    result = printed()
    assert result.exit_code == 0, result.output
    kept = re.search(r"60 papers .* (\d+) of them as printed before", result.output)
    assert kept
    assert int(kept[1]) >= len(there) - 1  # one may have been there and not yet written down
    assert len(list(papers.glob("[!.]*.pdf"))) == 60
    with pikepdf.open(run_folder(bakery) / "printer.pdf") as opened:
        assert len(opened.pages) >= 120


def test_a_folder_that_cannot_be_made_is_named_and_not_the_roster(
    bakery: Path, printed: Print
) -> None:
    (bakery / "private/print-runs").write_text("a file in the place of the folder")
    result = printed()
    assert result.exit_code == 2
    assert result.output.startswith("Error: private/print-runs")
    assert "people.csv" not in result.output
