"""`rolebook verify`: papers of every age, whole and damaged, ours and others', and their codes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbooks import snapshot
from rolebook.paper.recognise import recognise
from rolebook.records.embedded import NAME
from shop import approve, edit, opened, run, shop

WITHDRAWN = "document:\n  withdrawn: 2027-05-01\n  replaced_by: owner"


@dataclass(frozen=True)
class Life:
    """A job's handbook and the papers that were printed of it: stage -> kind of paper -> file."""

    root: Path
    papers: dict[str, dict[str, Path]]

    def printed(self, stage: str, id_: str, *arguments: str) -> None:
        out = self.root.parent / stage
        result = run(self.root, "print", id_, "--to", "pdf,docx", "--out", str(out), *arguments)
        assert result.exit_code == 0, result.stderr
        self.papers[stage] = {
            ".".join(file.name.split(".")[-2:]): file for file in sorted(out.iterdir())
        }

    def answer(self, paper: Path | str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            run(self.root, "verify", str(paper), "--format", "json").stdout
        )
        return found

    def status(self, stage: str) -> set[tuple[str, str | None]]:
        """Status and version that the papers of a stage have today, whatever their kind."""
        found = [self.answer(paper) for paper in self.papers[stage].values()]
        assert {one["intact"] for one in found} == {None}
        return {(one["status"], one["version"]) for one in found}


def born(folder: Path) -> Life:
    root = shop(folder / "shop")
    edit(root, "mkdocs.yml", "languages: [en, nl]",
         "languages: [en, nl]\n    address: https://shop.example/")  # fmt: skip
    return Life(root, {})


@pytest.fixture(autouse=True)
def _after_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of these tests: everything that was approved is in force."""
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", str(int(datetime(2027, 12, 31, tzinfo=UTC).timestamp()))
    )


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return born(tmp_path)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """A job that is approved and printed. Change nothing of it."""
    life = born(tmp_path_factory.mktemp("approved"))
    approve(life.root, "baker")
    life.printed("first", "baker")
    return life


def test_the_answer_is_data_of_a_fixed_form(paper: Life):
    assert paper.answer(paper.papers["first"]["nl.pdf"]) == {
        "document": "baker",
        "version": "1.0",
        "language": "nl",
        "status": "current",
        "in_force_from": "2026-11-30",
        "in_force_until": None,
        "intact": None,
        "signers": [],
    }


DAYS = {
    ("1.0", "2026-11-29"): ("coming", "2026-11-30", "2027-05-31",
                            "in force from 2026-11-30 (not yet); until then no version is"),
    ("1.0", "2026-11-30"): ("current", "2026-11-30", "2027-05-31",
                            "in force until 2027-05-31; from 2027-06-01 version 3.0"),
    ("1.0", "2027-06-01"): ("superseded", "2026-11-30", "2027-05-31",
                            "version 3.0 of 2027-05-16, in force from 2027-06-01, has taken"),
    ("2.0", "2026-11-30"): ("superseded", None, None,
                            "never comes into force: version 3.0, in force from 2027-06-01, takes"),
    ("3.0", "2027-05-31"): ("coming", "2027-06-01", None,
                            "in force from 2027-06-01 (not yet); until then version 1.0 is"),
    ("3.0", "2028-01-01"): ("current", "2027-06-01", None, "in force from 2027-06-01"),
}  # fmt: skip


def test_a_version_that_is_not_in_force_yet_is_not_the_one_that_holds(tmp_path: Path):
    root = shop(tmp_path / "shop")
    codes = {}
    before = "Bakes the bread."
    for version, on, effective in (
        ("1.0", "2026-11-30", "2026-11-30"),
        ("2.0", "2027-05-15", "2028-01-01"),
        ("3.0", "2027-05-16", "2027-06-01"),
    ):
        edit(root, "roles/baker.yml", before, f"Bakes as in {version}.")
        before = f"Bakes as in {version}."
        approve(root, "baker", "--effective", effective, on=on)
        _, records = opened(root)
        codes[version] = records.approved["baker"][-1].fingerprints["en"]
    for (version, day), (status, since, until, said) in DAYS.items():
        asked = ("verify", codes[version], "--on", day)
        found = json.loads(run(root, *asked, "--format", "json").stdout)
        assert (found["status"], found["in_force_from"], found["in_force_until"]) == (
            status, since, until,
        ), (version, day)  # fmt: skip
        assert said in run(root, *asked).stdout


def test_of_two_versions_that_begin_on_one_day_the_first_never_comes_into_force(tmp_path: Path):
    root = shop(tmp_path / "shop")
    approve(root, "baker")
    for old, new in (("Bakes the bread.", "Bakes bread."), ("Bakes bread.", "Bakes.")):
        edit(root, "roles/baker.yml", old, new)
        approve(root, "baker", "--effective", "2027-01-01", on="2026-12-01")
    _, records = opened(root)
    code = records.approved["baker"][1].fingerprints["en"]
    said = run(root, "verify", code, "--on", "2026-12-02").stdout
    assert "never comes into force: version 3.0, in force from 2027-01-01, takes its place" in said
    said = run(root, "verify", code, "--on", "2027-01-01").stdout
    assert "version 3.0 of 2026-12-01, in force from 2027-01-01, has taken its place" in said


def test_verifying_writes_nothing(paper: Life):
    before = snapshot(paper.root.parent)
    run(paper.root, "verify", str(paper.papers["first"]["en.docx"]))
    assert snapshot(paper.root.parent) == before


def test_through_its_whole_life_every_paper_is_told_the_truth(life: Life):
    root = life.root
    life.printed("draft", "baker")
    assert life.status("draft") == {("draft", None)}

    approve(root, "baker")
    life.printed("1.0", "baker")
    assert life.status("1.0") == {("current", "1.0")}
    said = run(root, "verify", str(life.papers["draft"]["en.pdf"])).stdout
    assert "current: version 1.0" in said
    assert "made before its text was approved: as a draft" in said

    edit(root, "roles/baker.yml", "Tastes the bread.", "Tastes the rolls.")
    edit(root, "roles/baker.nl.yml", "Proeft het brood.", "Proeft de broodjes.")
    life.printed("unapproved", "baker")
    assert life.status("unapproved") == {("draft", None)}
    assert life.status("1.0") == {("current", "1.0")}, "nothing else was approved"

    run(root, "translated", "baker", "--lang", "nl")
    approve(root, "baker", "--minor", "--reason", "The same right", on="2026-12-01")
    life.printed("1.1", "baker")
    assert life.status("1.0") == {("superseded", "1.0")}
    assert life.status("1.1") == {("current", "1.1")}

    edit(root, "roles/baker.yml", "- Lights the oven.", "- Lights both ovens.")
    approve(root, "baker", "--effective", "2027-02-01", on="2026-12-02")
    life.printed("2.0", "baker", "--lang", "en")
    assert life.status("1.0") == {("superseded", "1.0")}
    assert life.status("1.1") == {("superseded", "1.1")}, "also where the translation is behind"
    assert life.status("2.0") == {("current", "2.0")}
    said = run(root, "verify", str(life.papers["1.1"]["en.pdf"])).stdout
    assert "version 2.0 of 2026-12-02, in force from 2027-02-01, has taken its place" in said

    for lang in ("", ".nl"):
        (root / f"roles/baker{lang}.yml").rename(root / f"roles/pastry-cook{lang}.yml")
    edit(root, "roles/pastry-cook.yml", "title:", "formerly: [baker]\ntitle:")
    edit(root, "roles/pastry-cook.yml", "prepared_by: baker", "prepared_by: pastry-cook")
    for file in ("procedures/baking-bread.yml", "roles/grading/shop-grades.yml"):
        edit(root, file, "baker", "pastry-cook")
    assert life.status("2.0") == {("current", "2.0")}
    assert life.answer(life.papers["1.0"]["nl.docx"])["document"] == "pastry-cook"
    life.printed("renamed", "pastry-cook", "--lang", "en")
    life.printed("again", "pastry-cook", "--revision", "1")
    assert life.status("renamed") == {("current", "2.0")}
    assert life.status("again") == {("superseded", "1.0")}

    edit(root, "roles/pastry-cook.yml", "document:", WITHDRAWN)
    for stage, version in (("1.0", "1.0"), ("1.1", "1.1"), ("2.0", "2.0"), ("renamed", "2.0")):
        assert life.status(stage) == {("withdrawn", version)}
    said = run(root, "verify", str(life.papers["1.0"]["nl.pdf"])).stdout
    assert "on 2027-05-01, replaced by owner" in said


def test_a_scheme_has_papers_that_are_verified_like_the_rest(life: Life):
    approve(life.root, "shop-grades")
    life.printed("1.0", "shop-grades", "--lang", "en")
    assert life.answer(life.papers["1.0"]["en.pdf"])["document"] == "shop-grades"
    assert life.status("1.0") == {("current", "1.0")}
    edit(life.root, "roles/grading/shop-grades.yml", "title: Heat", "title: Heat of the oven")
    approve(life.root, "shop-grades", "--minor", on="2026-12-01")
    assert life.status("1.0") == {("superseded", "1.0")}


def test_the_same_words_in_two_versions_are_current_under_both(life: Life):
    approve(life.root, "baker")
    life.printed("1.0", "baker", "--lang", "en")
    edit(life.root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    run(life.root, "translated", "baker", "--lang", "nl")
    approve(life.root, "baker", on="2026-12-01")
    assert life.status("1.0") == {("current", "1.0")}
    _, records = opened(life.root)
    said = run(life.root, "verify", records.approved["baker"][0].fingerprints["en"]).stdout
    assert "version 1.0 or 1.1 of baker (en)" in said
    assert "in force from 2026-11-30" in said, "since then nothing else has held"


def test_another_handbooks_paper_is_unknown(paper: Life, life: Life):
    edit(life.root, "roles/baker.yml", "Tastes the bread.", "Eats the bread.")
    approve(life.root, "baker")
    for file in paper.papers["first"].values():
        found = life.answer(file)
        if found["language"] == "en":
            assert (found["status"], found["version"]) == ("unknown", None)
            assert run(life.root, "verify", str(file)).exit_code == 1


# -- codes


def code_of(life: Life) -> str:
    _, records = opened(life.root)
    return records.approved["baker"][0].fingerprints["en"]


TYPED: tuple[Callable[[str], str], ...] = (
    str.lower,
    lambda code: code.replace("-", " "),
    lambda code: code.replace("-", ""),
    lambda code: code.replace("O", "0").replace("I", "1").replace("B", "8"),
    lambda code: f"  {code} ",
    lambda code: code.replace("-", "\N{EN DASH}"),
    lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code),
    lambda code: f"https://shop.example/en/verify.html#{code}",
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_code_is_read_as_people_type_it(paper: Life, typed: Callable[[str], str]):
    assert paper.answer(typed(code_of(paper)))["status"] == "current"


def test_a_code_of_no_text_is_unknown(paper: Life):
    result = run(paper.root, "verify", "AAAA-BBBB-CCCC-DDDD", "--format", "json")
    assert json.loads(result.stdout) == {
        "document": None, "version": None, "language": None, "status": "unknown",
        "in_force_from": None, "in_force_until": None, "intact": None, "signers": [],
    }  # fmt: skip
    assert result.exit_code == 1


@pytest.mark.parametrize("typed", ["", "baker", "AAAA-BBBB-CCCC", "AAAA-BBBB-CCCC-DDD9", "x.pdf"])
def test_what_is_neither_a_file_nor_a_code_is_wrong_use(paper: Life, typed: str):
    result = run(paper.root, "verify", typed)
    assert result.exit_code == 2
    assert "16 letters and digits" in result.stderr


# -- files that are not as they were


def test_what_the_file_carries_names_no_person_and_says_what_the_code_covers(paper: Life):
    with pikepdf.open(paper.papers["first"]["en.pdf"]) as opened_pdf:
        data = json.loads(opened_pdf.attachments[NAME].get_file().read_bytes())
        (file,) = opened_pdf.Root.AF
        assert file.AFRelationship == "/Source"
    assert sorted(data) == [
        "canonical", "document", "fingerprint", "id", "language", "revision", "rolebook", "states",
        "version",
    ]  # fmt: skip
    assert data["fingerprint"] == code_of(paper)
    assert data["states"]["purpose"] == "Bakes the bread."


def test_data_that_were_changed_inside_a_pdf_are_told(paper: Life, tmp_path: Path):
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(paper.papers["first"]["en.pdf"]) as opened_pdf:
        data = opened_pdf.attachments[NAME].get_file().read_bytes()
        spec = pikepdf.AttachedFileSpec(
            opened_pdf, data.replace(b"Bakes the bread.", b"Bakes the cakes.")
        )
        opened_pdf.attachments[NAME] = spec
        opened_pdf.save(changed)
    assert paper.answer(changed)["intact"] is False
    result = run(paper.root, "verify", str(changed))
    assert result.exit_code == 1
    assert "the data in the file were changed" in result.stdout


@pytest.mark.parametrize("kind", ["en.pdf", "en.docx"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(share=st.floats(0, 0.999))
def test_a_file_cut_short_is_damaged_or_nobodys(paper: Life, kind: str, share: float):
    content = paper.papers["first"][kind].read_bytes()
    found = recognise(content[: int(len(content) * share)])
    assert found.condition in ("damaged", "foreign")
    assert found.remark
    assert "0x" not in found.remark


@pytest.mark.parametrize("kind", ["en.pdf", "en.docx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_with_bytes_changed_never_passes_for_another_document(
    paper: Life, kind: str, data: st.DataObject
):
    content = bytearray(paper.papers["first"][kind].read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    found = recognise(bytes(content))
    if found.condition == "whole" and found.claim and found.claim.holds is not False:
        assert found.claim.fingerprint == code_of(paper)


@pytest.mark.parametrize("kind", ["en.pdf", "en.docx"])
def test_a_damaged_paper_gets_a_clear_verdict(paper: Life, tmp_path: Path, kind: str):
    content = paper.papers["first"][kind].read_bytes()
    cut = tmp_path / f"cut.{kind}"
    cut.write_bytes(content[: len(content) // 2])
    result = run(paper.root, "verify", str(cut))
    assert result.exit_code == 1
    assert "damaged" in result.stdout
    assert "Traceback" not in result.output
    assert paper.answer(cut)["intact"] is False


def foreign() -> dict[str, bytes]:
    empty = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(empty)
    locked = BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return {
        "empty.pdf": b"", "note.txt": b"3UGY", "other.pdf": empty.getvalue(),
        "locked.pdf": locked.getvalue(), "other.docx": packed.getvalue(), "zeros.pdf": bytes(5000),
        "stub.pdf": b"%PDF-1.7\n", "stub.docx": b"PK\x03\x04",
    }  # fmt: skip


@pytest.mark.parametrize("name", foreign())
def test_a_strangers_file_is_unknown_and_no_traceback(paper: Life, tmp_path: Path, name: str):
    file = tmp_path / name
    file.write_bytes(foreign()[name])
    result = run(paper.root, "verify", str(file), "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["document"], found["status"]) == (None, "unknown")
    assert found["intact"] is not True
    text = run(paper.root, "verify", str(file)).stdout
    expected = {"locked.pdf": "password", "stub.pdf": "damaged", "stub.docx": "damaged"}
    assert expected.get(name, "no paper of a handbook") in text


# -- several at a time


@pytest.fixture
def pile(life: Life, tmp_path: Path) -> Path:
    """Papers of every kind in a folder: an older version, the current one, a draft, a damaged file,
    somebody else's, and files that are no papers."""
    approve(life.root, "baker")
    life.printed("pile/old", "baker", "--lang", "en")
    edit(life.root, "roles/baker.yml", "Bakes the bread.", "Bakes all the bread.")
    approve(life.root, "baker", on="2026-12-01")
    life.printed("pile/new", "baker", "--lang", "en")
    life.printed("pile", "owner", "--lang", "en")
    folder = tmp_path / "pile"
    whole = (folder / "new/baker.en.docx").read_bytes()
    (folder / "new/cut.DOCX").write_bytes(whole[: len(whole) // 2])
    (folder / "other.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "~$baker.docx").write_bytes(b"x")
    (folder / ".hidden.pdf").write_bytes(b"x")
    (folder / "list.txt").write_text("no paper")
    return folder


def test_a_folder_is_answered_in_a_table_and_the_exit_code_is_the_worst(life: Life, pile: Path):
    result = run(life.root, "verify", str(pile))
    assert result.exit_code == 1
    head, *rows = result.stdout.split("\n\n")[0].splitlines()
    assert head.split() == ["Answer", "Document", "Version", "Language", "Signed", "Paper"]
    cells = [(*row.split()[:-1], row.split()[-1].removeprefix(f"{pile}/")) for row in rows]
    assert cells == [
        ("unknown", "-", "-", "-", "NOT", "intact", "other.pdf"),
        ("draft", "owner", "-", "en", "-", "owner.en.docx"),
        ("draft", "owner", "-", "en", "-", "owner.en.pdf"),
        ("current", "baker", "2.0", "en", "-", "new/baker.en.docx"),
        ("current", "baker", "2.0", "en", "-", "new/baker.en.pdf"),
        ("unknown", "-", "-", "-", "NOT", "intact", "new/cut.DOCX"),
        ("superseded", "baker", "1.0", "en", "-", "old/baker.en.docx"),
        ("superseded", "baker", "1.0", "en", "-", "old/baker.en.pdf"),
    ]
    assert len({row.rindex(str(pile)) for row in rows}) == 1, "the columns stand below each other"
    assert "version 2.0 of 2026-12-01 has taken its place" in result.stdout
    assert result.stdout.endswith("\n\n8 papers: 2 unknown, 2 draft, 2 current, 2 superseded\n")
    assert f"{pile}/new/baker.en.pdf:" not in result.stdout, "of a current one no more is said"
    assert (
        run(life.root, "verify", str(pile / "old"), str(pile / "new/baker.en.pdf")).exit_code == 0
    )


def test_files_folders_and_codes_go_together_as_data(life: Life, pile: Path):
    code = code_of(life)
    result = run(life.root, "verify", str(pile / "old"), code, str(pile / "other.pdf"),
                 str(pile / "old/baker.en.pdf"), "--format", "json")  # fmt: skip
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert [(one["paper"], one["status"], one["version"]) for one in data["papers"]] == [
        (str(pile / "old/baker.en.docx"), "superseded", "1.0"),
        (str(pile / "old/baker.en.pdf"), "superseded", "1.0"),
        (code, "superseded", "1.0"),
        (str(pile / "other.pdf"), "unknown", None),
    ]
    assert data["papers"][2]["said"][0].startswith(f"the code {code}: superseded")
    assert data["summary"] == {"superseded": 3, "unknown": 1}


def test_what_cannot_be_read_is_one_row_and_the_others_are_still_answered(
    life: Life, pile: Path, monkeypatch: pytest.MonkeyPatch
):
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == pile / "new/baker.en.pdf":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run(
        life.root, "verify", str(pile / "new/baker.en.pdf"), str(pile / "new/baker.en.docx")
    )
    assert result.exit_code == 1
    assert f"{pile}/new/baker.en.pdf: cannot be read: permission denied" in result.stdout
    assert "2 papers: 1 unknown, 1 current" in result.stdout


def test_a_folder_without_a_paper_and_a_word_that_is_nothing_verify_nothing(
    paper: Life, tmp_path: Path
):
    there = str(paper.papers["first"]["en.pdf"])
    empty = run(paper.root, "verify", there, str(tmp_path))
    assert (empty.exit_code, empty.stdout) == (2, "")
    assert f"there is no PDF or Word file in {tmp_path}" in empty.stderr
    wrong = run(paper.root, "verify", there, "gone.pdf")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert 'there is no file "gone.pdf"' in wrong.stderr
    assert run(paper.root, "verify").exit_code == 2


def test_a_handbook_that_cannot_be_read_is_told(life: Life):
    edit(life.root, "mkdocs.yml", "extra:", "extra: [")
    result = run(life.root, "verify", "AAAA-BBBB-CCCC-DDDD")
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stderr


@pytest.mark.parametrize("harm", [b"", b'{"hash": "x"}\n', None])
def test_records_that_are_not_whole_make_the_answer_uncertain_and_that_is_said(
    life: Life, harm: bytes | None
):
    approve(life.root, "baker")
    edit(life.root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(life.root, "baker", on="2026-12-01")
    code = code_of(life)
    first = life.root / "records/approved/baker/0001.json"
    if harm is None:
        first.unlink()
    else:
        first.write_bytes(harm)
    result = run(life.root, "verify", code, "--format", "json")
    assert "records/ are not whole" in result.stderr
    assert json.loads(result.stdout)["status"] == "unknown"
