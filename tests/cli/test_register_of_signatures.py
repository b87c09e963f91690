"""`rolebook signatures`: writing down, taking over, whom to see, forgetting."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from certificates import PASSWORD, certificate, written
from handbooks import snapshot
from rolebook.cli import cli
from rolebook.register.database import Register
from rolebook.register.entry import Event, Person
from shop import approve, edit, shop
from shop import run as whole

ROSTER = """\
Number,Employee,Role,Manager,Location,Language
101,Ann Baker,baker,Eva Smit,North,en
102,Bo Winter,baker,Eva Smit,South,nl
103,Cas Vos,baker,Petra Kolk,North,en
104,Dee Smit,baker,Petra Kolk,South,nl
105,Fay New,baker,Petra Kolk,South,en
"""


@pytest.fixture(scope="module", autouse=True)
def _in_december() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1797768000")  # 2026-12-20
        yield


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop, its documents approved, with a roster. Made once; tests work on copies."""
    root = shop(tmp_path_factory.mktemp("kept") / "shop")
    for id_ in ("baker", "baking-bread"):
        assert approve(root, id_).exit_code == 0
    (root / "private").mkdir(exist_ok=True)
    (root / "private/roster.csv").write_text(ROSTER)
    return root


@pytest.fixture
def root(kept: Path, tmp_path: Path) -> Path:
    return copytree(kept, tmp_path / "shop")


def run(root: Path, command: str, *arguments: str) -> Result:
    call = ["signatures", command, "--handbook", str(root), *arguments]
    result = CliRunner().invoke(cli, call)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(root: Path, command: str, *arguments: str) -> str:
    result = run(root, command, *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def register(root: Path) -> Register:
    return Register(root / "private/signatures")


def events(root: Path) -> list[Event]:
    return [entry.event for entry in register(root).entries()]


def status(root: Path, *arguments: str, today: str = "2026-12-20") -> dict[str, Any]:
    said = done(root, "status", "--format", "json", "--today", today, *arguments)
    found: dict[str, Any] = json.loads(said)
    return found


def states(root: Path, *arguments: str) -> dict[str, str]:
    people = status(root, "--all", *arguments)["people"]
    return {person["employee"]: person["state"] for person in people}


def on_roster(root: Path) -> tuple[str, ...]:
    return ("--roster", str(root / "private/roster.csv"))


# -- add


def test_what_is_written_down_says_which_text_was_signed_and_what_it_means(root: Path):
    said = done(root, "add", "Ann Baker", "baker", "--number", "101", "--on", "2026-12-03",
                "--place", "Shop", "--scan", "binder 1")  # fmt: skip
    assert said == "entry 1: Ann Baker (101): signed version 1.0 of baker (en), 2026-12-03\n"
    (event,) = events(root)
    assert event.person == Person("Ann Baker", "101")
    assert event.edition
    assert (event.edition.document, event.edition.revision, event.edition.version) == (
        "baker", 1, "1.0",
    )  # fmt: skip
    revision = json.loads((root / "records/approved/baker/0001.json").read_text())
    assert event.edition.fingerprint == revision["fingerprints"]["en"]
    assert (event.by, event.meanings, event.method) == ("employee", ("seen", "received"), "ink")


def test_the_code_on_the_paper_tells_all_of_it(root: Path):
    revision = json.loads((root / "records/approved/baker/0001.json").read_text())
    code = revision["fingerprints"]["nl"]
    done(root, "add", "Bo Winter", "--code", code.lower().replace("-", " "))
    (event,) = events(root)
    assert event.edition
    assert (event.edition.language, event.edition.fingerprint) == ("nl", code)


@pytest.mark.parametrize("word", ["Bakker", "JD-01", "BAKER", "baker"])
def test_a_document_is_known_by_title_number_and_id(root: Path, word: str):
    done(root, "add", "Ann Baker", word)
    assert events(root)[0].edition.document == "baker"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("Ann", "bakr"), 'there is no document "bakr" to sign; did you mean "baker"?'),
        (("Ann", "baker", "--version", "3.0"), 'baker has no version "3.0"; it has 1.0'),
        (("Ann", "baker", "--lang", "de"), "was not approved in"),
        (("Ann", "baker", "--event", "sined"), '"sined" is no event that is known; did you mean'),
        (("Ann", "baker", "--event", "refused"), "a refusal names a witness"),
        (("Ann", "baker", "--event", "reservation"), "a reservation has words"),
        (("Ann", "baker", "--by", "boss"), '"boss" is no by that is known'),
        (("Ann", "baker", "--event", "on_leave"), "leave the document out"),
        (("Ann",), "name the document, or the code"),
        (("Ann", "--code", "AAAA-BBBB-CCCC-DDDD"), "no approved text has the code"),
        ((" ", "baker"), "say who it is about"),
        ((), "say who it is about"),
        (("Ann\x1b[2J", "baker"), "cannot be shown"),
        (("--cancel", "7"), "there is no entry 7"),
        (("Ann", "--event", "on_leave", "--on", "2026-12-02", "--until", "2026-12-01"),
         "the leave ends before it begins"),
        (("Ann", "baker", "--on", "2026-12-21"),
         "2026-12-21 is after today, 2026-12-20: write the day it happened (--on)"),
        (("Ann", "baker", "--on", "2026-12-03", "--today", "2026-12-02"), "today, 2026-12-02"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    root: Path, arguments: tuple[str, ...], why: str
):
    before = snapshot(root)
    result = run(root, "add", *arguments)
    assert (result.exit_code, why in result.stderr) == (2, True), result.stderr
    assert snapshot(root) == before
    assert not register(root).folder.exists()


def test_a_reference_job_is_signed_by_nobody(tmp_path: Path):
    root = shop(tmp_path / "shop", {
        "roles/kind.yml": "title: Kind of baker\nkind: reference\nfamily: shop\n",
        "roles/kind.nl.yml": "title: Soort bakker\n",
    })  # fmt: skip
    result = run(root, "add", "Ann", "kind")
    assert "is a reference job, which nobody signs" in result.stderr


def test_the_same_is_not_written_down_twice_and_an_old_version_is_pointed_out(changed: Path):
    again = done(changed, "add", "Ann Baker", "baker", "--number", "101", "--on", "2026-12-03")
    assert again.startswith("It is written down already: Ann Baker (101)")
    major(changed)
    result = run(changed, "add", "Bo Winter", "baker", "--version", "1.0")
    assert "note: version 2.0 is the current one" in result.stderr


def test_a_mistake_is_cancelled_and_stays_in_the_book(root: Path):
    done(root, "add", "Ann Baker", "baker")
    done(root, "add", "--cancel", "1", "--words", "the wrong Ann")
    assert [event.event for event in events(root)] == ["signed", "cancelled"]
    assert "cancelled already" in run(root, "add", "--cancel", "1").stderr
    assert status(root)["people"] == []
    assert "entry 3: Ann Baker" in done(root, "add", "Ann Baker", "baker")


def test_a_name_that_is_new_to_the_register_is_told(root: Path):
    assert run(root, "add", "Ann Baker", "baker").stderr == ""
    assert run(root, "add", "Ann  baker", "baking-bread").stderr == ""
    slip = run(root, "add", "Ann Bakr", "baker").stderr
    assert 'note: "Ann Bakr" is new to the register; did you mean "Ann Baker"?' in slip
    new = run(root, "add", "Xu Yi", "--event", "on_leave").stderr
    assert new == 'note: "Xu Yi" is new to the register\n'


# -- import


def test_what_is_still_to_come_is_not_taken_over(root: Path):
    file = table(root, "Employee,Document,Date\nAnn Baker,baker,2027-01-01\n")
    result = run(root, "import", file)
    told = 'row 2, column "Date": 2027-01-01 is after today, 2026-12-20'
    assert (result.exit_code, told in result.stderr) == (1, True), result.stderr
    result = run(root, "import", file, "--on", "2027-01-01")
    assert (result.exit_code, "is after today, 2026-12-20" in result.stderr) == (2, True)
    assert events(root) == []


def table(root: Path, text: str, name: str = "ink.csv") -> str:
    file = root / "private" / name
    file.write_text(text)
    return str(file)


def test_a_table_is_taken_over_in_the_words_of_the_organisation(root: Path):
    file = table(
        root,
        "Medewerker;Personeelsnummer;Functie;Gebeurtenis;Datum;Als;Betekenis;Voorbehoud;Getuige\n"
        "Ann Baker;101;Bakker;getekend;3-12-2026;medewerker;voor gezien en voor ontvangst;;\n"
        "Cas Vos;103;baker;onder voorbehoud;2026-12-03;;;Niet B.2;\n"
        "Dee Smit;104;JD-01;geweigerd;2026-12-04;;;;Eva Smit\n"
        "Bo Winter;102;;met verlof;2026-12-01;;;;\n",
    )
    assert done(root, "import", file) == "4 entries added\n"
    found = events(root)
    assert [event.event for event in found] == ["signed", "reservation", "refused", "on_leave"]
    assert (found[0].on, found[0].meanings) == ("2026-12-03", ("seen", "received"))
    assert (found[1].words, found[2].witness, found[3].edition) == ("Niet B.2", "Eva Smit", None)
    assert done(root, "import", file) == "0 entries added; 4 were there already\n"


def test_a_workbook_is_taken_over_as_well(root: Path):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Employee", "Document", "Date"])
    sheet.append(["Ann Baker", "baker", "2026-12-03"])
    book.save(root / "private/ink.xlsx")
    done(root, "import", str(root / "private/ink.xlsx"))
    assert events(root)[0].on == "2026-12-03"


def test_bad_rows_are_shown_with_row_and_column_and_the_others_wait(root: Path):
    file = table(
        root, "Employee,Document,Date\nAnn Baker,baker,2026-12-03\nBo Winter,bakr,31-2-2026\n"
    )
    result = run(root, "import", file)
    assert result.exit_code == 1
    assert 'row 3, column "Document": there is no document "bakr"' in result.stderr
    assert 'row 3, column "Date": "31-2-2026" is not a date' in result.stderr
    assert events(root) == []
    assert done(root, "import", "--skip-bad", file) == "1 entry added\n"


def test_a_print_run_says_who_was_given_what(changed: Path):
    found = [event for event in events(changed) if event.event == "handed_over"]
    assert [event.person and event.person.name for event in found] == [
        "Ann Baker", "Bo Winter", "Cas Vos", "Dee Smit",
    ]  # fmt: skip
    assert [event.edition and event.edition.language for event in found] == ["en", "nl", "en", "nl"]
    assert (found[0].manager, found[0].location, found[0].on) == ("Eva Smit", "North", "2026-12-01")
    manifest = str(changed / "private/print-runs/first/manifest.json")
    assert "4 were there already" in done(changed, "import", manifest, "--on", "2026-12-01")


@pytest.mark.parametrize("name", ["person", "number", "manager", "location"])
@pytest.mark.parametrize("value", [7, ["Ann"], {"name": "Ann"}, "\ud800", "\x1b[2J", "A" * 501])
def test_a_manifest_that_was_changed_gives_a_finding(changed: Path, name: str, value: object):
    manifest = changed / "private/print-runs/first/manifest.json"
    data = json.loads(manifest.read_text())
    data["papers"][0] |= {"person": "Somebody", "number": "999", name: value}
    manifest.write_text(json.dumps(data))
    before = events(changed)
    result = run(changed, "import", str(manifest))
    assert (result.exit_code, "paper 1" in result.stderr) == (1, True), result.stderr
    assert events(changed) == before


def test_what_was_signed_is_the_paper_that_was_handed_over(changed: Path):
    done(changed, "add", "Bo Winter", "baker", "--on", "2026-12-05")
    file = table(changed, "Employee,Document,By\nBo Winter,baker,manager\nFay New,baker,employee\n")
    done(changed, "import", file)
    found = [event.edition.language for event in events(changed)[-3:] if event.edition]
    assert found == ["nl", "nl", "en"]


def test_a_draft_that_was_handed_out_is_no_version(root: Path):
    edit(root, "roles/baker.yml", "Lights the oven.", "Lights both ovens.")
    (root / "private/roster.csv").write_text("\n".join(ROSTER.splitlines()[:2]))
    whole(root, "print", "--roster", str(root / "private/roster.csv"))
    result = run(root, "import", str(root / "private/print-runs/roster/manifest.json"))
    assert (result.exit_code, "was handed to Ann Baker as a draft" in result.stderr) == (1, True)


@pytest.fixture
def signed(root: Path, tmp_path: Path) -> Path:
    """A paper that Ann signed digitally."""
    keys = tmp_path / "keys"
    p12 = written(keys, "Ann Baker")
    (keys / "password").write_text(PASSWORD)
    whole(root, "print", "baker", "--lang", "en", "--out", str(root / "print"))
    result = whole(
        root, "sign", str(root / "print/baker.en.pdf"), "--certificate", str(p12),
        "--password-file", str(keys / "password"), "--at", "2026-12-03T10:00+01:00",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    return root / "private/signed/baker.en.signed.pdf"


def test_a_signed_pdf_tells_who_signed_what_and_when(root: Path, signed: Path):
    done(root, "import", str(signed))
    (event,) = events(root)
    assert (event.event, event.on, event.method, event.by) == (
        "signed", "2026-12-03", "digital", "employee",
    )  # fmt: skip
    assert (event.person, event.scan) == (Person("Ann Baker"), "private/signed/baker.en.signed.pdf")
    assert event.edition
    assert event.edition.version == "1.0"
    assert "1 was there already" in done(root, "import", str(signed))
    later = signed.with_name("with-a-second-signature.pdf")
    later.write_bytes(signed.read_bytes())
    assert "1 was there already" in done(root, "import", str(later))


def test_only_names_that_somebody_vouches_for_are_taken_over_where_that_is_asked(
    root: Path, signed: Path
):
    authority = root.parent / "ca.pem"
    authority.write_bytes(certificate("Invented CA").pem)
    result = run(root, "import", str(signed), "--trust", str(authority))
    assert result.exit_code == 1
    assert "no authority that you trust vouches for Ann Baker" in result.stderr
    assert "asked to vouch for them" in run(root, "import", str(signed)).stderr


def test_a_signed_pdf_that_was_changed_is_not_taken_over(root: Path, signed: Path):
    content = bytearray(signed.read_bytes())
    content[content.index(b"/MediaBox") + 12] ^= 1
    signed.write_bytes(content)
    result = run(root, "import", str(signed))
    assert (result.exit_code, "was changed after it was signed" in result.stderr) == (1, True)
    result = run(root, "import", str(root / "print/baker.en.pdf"))
    assert "nobody has signed this file digitally" in result.stderr


# -- status


@pytest.fixture(scope="module")
def handed(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Handed out to all but the last on the roster; one signed, one with a reservation, one
    refused. Made once."""
    root = copytree(kept, tmp_path_factory.mktemp("handed") / "shop")
    rows = (root / "private/roster.csv").read_text().splitlines()
    (root / "private/first.csv").write_text("\n".join(rows[:-1]) + "\n")
    whole(root, "print", "--roster", str(root / "private/first.csv"))
    done(root, "import", str(root / "private/print-runs/first/manifest.json"), "--on", "2026-12-01")
    done(root, "add", "Ann Baker", "baker", "--number", "101", "--on", "2026-12-03")
    done(root, "add", "Cas Vos", "baker", "--number", "103", "--on", "2026-12-03",
         "--event", "reservation", "--words", "Not on Sundays")  # fmt: skip
    done(root, "add", "Dee Smit", "baker", "--number", "104", "--on", "2026-12-04",
         "--event", "refused", "--witness", "Eva Smit")  # fmt: skip
    return root


@pytest.fixture
def changed(handed: Path, tmp_path: Path) -> Path:
    """Ready for the job to change."""
    return copytree(handed, tmp_path / "shop")


def major(root: Path) -> None:
    edit(root, "roles/baker.yml", "- Lights the oven.", "- Lights the oven.\n      - Sweeps it.")
    edit(
        root,
        "roles/baker.nl.yml",
        "- Steekt de oven aan.",
        "- Steekt de oven aan.\n      - Veegt hem.",
    )
    whole(root, "translated", "--all")
    result = approve(root, "baker", "--note", "Sweeping added", on="2026-12-15")
    assert result.exit_code == 0, result.stderr


def test_before_the_change_status_tells_whom_to_see(changed: Path):
    assert states(changed, *on_roster(changed)) == {
        "Ann Baker": "signed", "Bo Winter": "unsigned", "Cas Vos": "reservation",
        "Dee Smit": "refused", "Fay New": "new",
    }  # fmt: skip


def test_after_a_major_change_everybody_is_to_be_seen_and_it_says_why(changed: Path):
    major(changed)
    assert states(changed, *on_roster(changed)) == {
        "Ann Baker": "older", "Bo Winter": "unsigned", "Cas Vos": "objected",
        "Dee Smit": "objected", "Fay New": "new",
    }  # fmt: skip
    people = {one["employee"]: one for one in status(changed, *on_roster(changed))["people"]}
    ann = people["Ann Baker"]
    assert (ann["version"], ann["signed_version"], ann["signed_on"]) == (
        "2.0", "1.0", "2026-12-03",
    )  # fmt: skip
    assert any("Sweeps it." in line for line in ann["changes"])
    assert ann["redline"].startswith("rolebook diff baker --from 1.0 --to 2.0 --format docx")
    assert "Not on Sundays" in people["Cas Vos"]["why"]
    assert "witness Eva Smit" in people["Dee Smit"]["why"]


def test_a_version_that_is_not_approved_in_somebodys_language_is_told(changed: Path):
    edit(changed, "roles/baker.yml", "- Lights the oven.", "- Lights the oven.\n      - Sweeps it.")
    assert approve(changed, "baker", on="2026-12-15").exit_code == 0
    text = done(changed, "status", *on_roster(changed))
    assert "Version 2.0 of baker is not approved in nl: there is no such paper to hand over" in text
    people = {one["employee"]: one for one in status(changed, *on_roster(changed))["people"]}
    assert people["Ann Baker"]["approved_in_language"]
    assert not people["Bo Winter"]["approved_in_language"]


def test_the_redline_that_status_names_can_be_made(changed: Path, tmp_path: Path):
    major(changed)
    people = status(changed, *on_roster(changed))["people"]
    redline = next(one["redline"] for one in people if one["redline"])
    _, command, *arguments = redline.split()
    arguments[-1] = str(tmp_path / arguments[-1])
    assert whole(changed, command, *arguments).exit_code == 0
    assert Path(arguments[-1]).read_bytes()[:2] == b"PK"


def test_a_minor_change_asks_nobody_again(changed: Path):
    edit(changed, "roles/baker.yml", "Bakes the bread.", "Bakes all the bread.")
    edit(changed, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    whole(changed, "translated", "--all")
    assert approve(changed, "baker", "--minor", on="2026-12-15").exit_code == 0
    assert states(changed, *on_roster(changed))["Ann Baker"] == "signed"


def test_the_text_is_by_manager_with_what_changed_below(changed: Path):
    major(changed)
    text = done(changed, "status", *on_roster(changed), "--today", "2026-12-20")
    assert text.startswith("2026-12-20: 5 papers to be signed, 0 signed, 5 open\n")
    assert text.index("\nEva Smit\n") < text.index("Ann Baker (101) · baker, North")
    assert text.index("\nPetra Kolk\n") < text.index("Dee Smit (104) · baker, South")
    assert "What changed in baker from version 1.0 to 2.0\n  noted: Sweeping added\n" in text
    assert "  + Responsibilities: Sweeps it.\n" in text or "Sweeps it." in text
    only = done(changed, "status", *on_roster(changed), "--manager", "eva smit")
    assert "Petra Kolk" not in only
    assert "Ann Baker" in only


def test_the_table_opens_in_a_spreadsheet_and_goes_where_names_may_go(changed: Path):
    out = changed / "private/to-see.csv"
    done(changed, "status", *on_roster(changed), "--format", "csv", "--out", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert [row["Employee"] for row in rows] == ["Bo Winter", "Dee Smit", "Cas Vos", "Fay New"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = snapshot(changed)
    result = run(changed, "status", "--out", str(changed / "site/to-see.csv"))
    assert (result.exit_code, "what names a person goes below private/" in result.stderr) == (
        2,
        True,
    )
    assert snapshot(changed) == before


def test_readers_of_a_procedure_are_kept_the_same_way(changed: Path):
    done(changed, "add", "Ann Baker", "baking-bread", "--number", "101", "--on", "2026-12-05")
    assert events(changed)[-1].meanings == ("seen",)
    asked = (*on_roster(changed), "--document", "baking-bread")
    assert states(changed, *asked) == {
        "Ann Baker": "signed", "Bo Winter": "new", "Cas Vos": "new", "Dee Smit": "new",
        "Fay New": "new",
    }  # fmt: skip


def test_without_a_roster_those_in_the_register_are_listed(changed: Path):
    managers = {one["employee"]: one["manager"] for one in status(changed, "--all")["people"]}
    assert managers["Ann Baker"] == "Eva Smit"
    assert set(states(changed)) == {"Ann Baker", "Bo Winter", "Cas Vos", "Dee Smit"}
    done(changed, "add", "Dee Smit", "--number", "104", "--event", "left", "--on", "2026-12-10")
    assert "Dee Smit" not in states(changed)


def test_whoever_is_missing_on_the_roster_is_told(changed: Path):
    rows = (changed / "private/roster.csv").read_text().splitlines()
    (changed / "private/roster.csv").write_text("\n".join([rows[0], *rows[2:]]) + "\n")
    assert states(changed, *on_roster(changed))["Ann Baker"] == "gone"
    done(changed, "add", "Bo Wintr", "baker")
    text = done(changed, "status", *on_roster(changed))
    assert text.startswith("2026-12-20: 4 papers to be signed, 0 signed, 4 open\n")
    assert "\nNot counted: 2 in the register, but not on the roster, and not registered as" in text


def test_whoever_stands_in_a_wrong_row_of_the_roster_is_not_missing_on_it(changed: Path):
    file = changed / "private/roster.csv"
    file.write_text(file.read_text().replace("Ann Baker,baker", "Ann Baker,bakr"))
    assert states(changed, *on_roster(changed), "--skip-bad")["Ann Baker"] == "signed"


def test_a_manager_whom_nobody_has_is_asked_back(changed: Path):
    result = run(changed, "status", *on_roster(changed), "--manager", "Eva Smitt")
    assert (result.exit_code, 'did you mean "Eva Smit"?' in result.stderr) == (2, True)
    assert "Ann Baker" in states(changed, *on_roster(changed), "--manager", "eva  smit")


def test_whoever_leaves_later_has_not_left_yet(changed: Path):
    done(changed, "add", "Ann Baker", "--number", "101", "--event", "left", "--on", "2027-01-31")
    assert states(changed, *on_roster(changed))["Ann Baker"] == "signed"
    later = status(changed, "--all", *on_roster(changed), today="2027-02-01")["people"]
    assert {one["employee"]: one["state"] for one in later}["Ann Baker"] == "left"


def test_status_writes_nothing(root: Path):
    before = snapshot(root)
    done(root, "status", *on_roster(root))
    assert snapshot(root) == before


def test_a_handbook_with_errors_says_that_documents_are_missing(changed: Path):
    edit(changed, "roles/owner.yml", "family: shop", "family: shoop")
    result = run(changed, "status")
    assert "note: the handbook has 1 error" in result.stderr


# -- export, verify, forget


def test_an_export_can_be_taken_over_into_another_register(changed: Path):
    said = done(changed, "export").strip()
    assert said.endswith("private/signatures/register.csv")
    file = changed / "private/signatures/register.csv"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    other = changed.parent / "other"
    done(changed, "import", str(file), "--register", str(other))
    assert [e.event for e in Register(other).entries()] == events(changed)
    done(changed, "export", "--format", "xlsx")
    book = load_workbook(changed / "private/signatures/register.xlsx")
    assert book.worksheets[0].max_row == len(events(changed)) + 1
    done(changed, "export", "--format", "json")
    data = json.loads((changed / "private/signatures/register.json").read_text())
    assert data[0]["personal"]["employee"] == {"name": "Ann Baker", "number": "101"}


def test_verify_says_that_it_holds_and_finds_what_does_not(changed: Path):
    said = done(changed, "verify")
    assert "7 entries, and it holds; last hash " in said
    head = said.split()[-1]
    assert "it holds" in done(changed, "verify", "--expect", head)
    assert run(changed, "verify", "--expect", "0" * 64).exit_code == 1
    file = changed / "private/signatures/register.sqlite"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    result = run(changed, "verify")
    assert (result.exit_code, "a byte of the file was changed" in result.stdout) == (1, True)
    result = run(changed, "add", "Eva Smit", "baker")
    assert (result.exit_code, "Nothing was written" in result.stderr) == (1, True)


def test_a_leaver_is_forgotten_and_the_register_holds(changed: Path):
    result = run(changed, "forget", "ann baker", "--yes")
    assert result.exit_code == 0, result.stderr
    assert "a person was forgotten, in 2 entries" in result.stdout
    assert "it holds" in done(changed, "verify")
    for file in (changed / "private/signatures").iterdir():
        assert b"Ann Baker" not in file.read_bytes()
    assert "Ann Baker" not in states(changed)
    assert 'nobody called "Ann Baker"' in run(changed, "forget", "Ann Baker", "--yes").stderr


def test_a_witness_is_forgotten_without_the_person_whose_refusal_it_was(changed: Path):
    run(changed, "forget", "Eva Smit", "--yes")
    refusal = next(event for event in events(changed) if event.event == "refused")
    assert (refusal.witness, refusal.person) == ("", Person("Dee Smit", "104"))


def test_a_manager_is_forgotten_without_the_people_he_or_she_led(changed: Path):
    run(changed, "forget", "Eva Smit", "--yes")
    for file in (changed / "private/signatures").iterdir():
        assert b"Eva Smit" not in file.read_bytes()
    assert "it holds" in done(changed, "verify")
    assert "Ann Baker" in states(changed)


def test_who_had_two_names_is_forgotten_under_both(changed: Path):
    done(changed, "add", "Ann Vos", "baker", "--number", "101", "--on", "2026-12-09")
    done(changed, "add", "Fay New", "baker", "--event", "refused", "--witness", "Ann Vos")
    assert run(changed, "forget", "Ann Baker", "--yes").exit_code == 0
    for file in (changed / "private/signatures").iterdir():
        assert b"Ann" not in file.read_bytes(), file
    assert "it holds" in done(changed, "verify")


def test_nobody_is_forgotten_by_mistake(changed: Path):
    before = snapshot(changed)
    done(changed, "add", "Ann Baker", "baker", "--number", "202")
    asked = run(changed, "forget", "Ann Baker", "--yes")
    assert (asked.exit_code, "--number 101, 202" in asked.stderr) == (2, True)
    call = ["signatures", "forget", "--handbook", str(changed), "Ann Baker", "--number", "202"]
    assert CliRunner().invoke(cli, call, input="n\n").exit_code == 1
    assert len(snapshot(changed)) == len(before)
    assert Person("Ann Baker", "202") in [event.person for event in events(changed)]


def test_the_register_is_kept_where_neither_git_nor_the_site_sees_it(root: Path):
    result = run(root, "add", "Ann", "baker", "--register", str(root / "records/signatures"))
    assert (result.exit_code, "what names a person goes below private/" in result.stderr) == (
        2,
        True,
    )
    done(root, "add", "Ann", "baker", "--register", str(root.parent / "elsewhere"))
    assert (root.parent / "elsewhere/register.sqlite").is_file()
