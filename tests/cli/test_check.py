from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handbooks import SMALL, Handbook, Tree, snapshot
from rolebook.cli import cli

MILLER = "title: Miller\nkind: company\nfamily: shop\n"
WRONG = {"roles/miller.yml": f"{MILLER}reports_to: [bakker]\n"}
ENGLISH: dict[str, Any] = {
    "mkdocs.yml": SMALL["mkdocs.yml"].replace("[en, nl]", "[en]"),
    "roles/baker.nl.yml": None,
    "roles/vocabulary/families.nl.yml": None,
}


def run(root: Path, *arguments: str, env: dict[str, str] | None = None) -> Result:
    result = CliRunner(env={"SOURCE_DATE_EPOCH": None, **(env or {})}).invoke(
        cli, ["check", "--handbook", str(root), *arguments]
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def rows(result: Result) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(result.stdout)["findings"]
    return found


# -- exit codes


def test_a_handbook_without_errors_gives_0(small: Handbook):
    result = run(small(ENGLISH))
    assert (result.exit_code, result.stdout) == (0, "0 errors, 0 warnings, 0 notes\n")


def test_warnings_give_0_and_1_when_asked_to_fail_on_them(small: Handbook):
    root = small()
    assert run(root).exit_code == 0
    assert run(root, "--fail-on", "warning").exit_code == 1
    assert run(root, "--fail-on", "error").exit_code == 0


def test_errors_give_1(small: Handbook):
    assert run(small(WRONG)).exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--fail-on", "never"],
        ["--today", "1.12.2027"],
        ["--nonsense"],
        ["one-too-many"],
    ],
)
def test_wrong_use_gives_2(small: Handbook, arguments: list[str]):
    assert run(small(), *arguments).exit_code == 2


def test_a_folder_that_is_no_handbook_gives_2_and_says_what_to_do(tree: Tree):
    result = run(tree({"notes.txt": "x"}))
    assert result.exit_code == 2
    assert "rolebook init" in result.stderr


def test_settings_that_cannot_be_read_give_1_and_the_finding(small: Handbook):
    result = run(small({"mkdocs.yml": "extra: [\n"}))
    assert result.exit_code == 1
    assert "mkdocs.yml:" in result.stdout


# -- forms


def test_the_text_shows_the_line_the_place_and_the_remedy(small: Handbook):
    assert (
        """\
roles/miller.yml:4:14: error[unknown-role] reports_to names the role "bakker", which does not exist
  4 | reports_to: [bakker]
    |              ^^^^^^
    help: did you mean "baker"?
"""
        in run(small({**ENGLISH, **WRONG})).stdout
    )


def test_quiet_shows_errors_only(small: Handbook):
    result = run(small(WRONG), "--quiet")
    assert "error[" in result.stdout
    assert "warning[" not in result.stdout


def test_json_holds_every_finding_and_a_summary(small: Handbook):
    data = json.loads(run(small({**ENGLISH, **WRONG}), "--format", "json").stdout)
    assert data["summary"] == {"errors": 1, "warnings": 1, "notes": 0}
    assert data["findings"][1] == {
        "code": "unknown-role",
        "severity": "error",
        "file": "roles/miller.yml",
        "line": 4,
        "column": 14,
        "message": 'reports_to names the role "bakker", which does not exist',
        "hint": 'did you mean "baker"?',
        "related": [],
    }


def test_json_names_related_places(small: Handbook):
    again = {"roles/miller.yml": f"{MILLER}kind: company\n"}
    found = rows(run(small({**ENGLISH, **again}), "--format", "json"))
    related = [f["related"] for f in found if f["code"] == "duplicate-key"]
    assert related == [
        [{"file": "roles/miller.yml", "line": 2, "column": 1, "message": "it stands here first"}]
    ]


def test_github_gets_one_annotation_a_finding(small: Handbook):
    lines = run(small({**ENGLISH, **WRONG}), "--format", "github").stdout.splitlines()
    assert lines[1] == (
        "::error file=roles/miller.yml,line=4,col=14,title=unknown-role::"
        'reports_to names the role "bakker", which does not exist; did you mean "baker"?'
    )
    assert lines[0].startswith("::warning file=roles/miller.yml,line=1,")


def test_an_annotation_stays_on_one_line_whatever_the_text_holds(small: Handbook):
    root = small({**ENGLISH, "roles/miller.yml": f'{MILLER}family%0A: "a\\nb"\n'})
    result = run(root, "--format", "github")
    assert all(line.startswith("::") for line in result.stdout.splitlines())
    assert "%250A" in result.stdout


@pytest.mark.parametrize(
    "line",
    [
        b"x: \x1b[31m",
        b'"\\e[31m": x',
        b'document: {review_by: "\\e[31m\\nroles/x.yml: all is well"}',
        b'family: "a\\nerror[fine]"',
        "x: \u202eabc".encode(),
    ],
)
def test_hostile_text_cannot_steer_the_terminal(small: Handbook, line: bytes):
    root = small({**ENGLISH, "roles/miller.yml": MILLER.encode() + line + b"\n"})
    result = run(root)
    assert result.exit_code == 1
    assert all(c.isprintable() or c == "\n" for c in result.stdout)
    assert not [line for line in result.stdout.split("\n") if "all is well" in line[:14]]


# -- today


@pytest.fixture
def reviewed(small: Handbook) -> Path:
    baker = SMALL["roles/baker.yml"] + "document: {review_by: 2026-06-30}\n"
    return small({**ENGLISH, "roles/baker.yml": baker})


@pytest.mark.parametrize(("today", "number"), [("2026-06-30", 0), ("2026-07-01", 1)])
def test_today_can_be_given(reviewed: Path, today: str, number: int):
    assert len(rows(run(reviewed, "--today", today, "--format", "json"))) == number


@pytest.mark.parametrize(("epoch", "number"), [("1782777600", 0), ("1782864000", 1)])
def test_else_it_is_the_epoch_of_the_source(reviewed: Path, epoch: str, number: int):
    result = run(reviewed, "--format", "json", env={"SOURCE_DATE_EPOCH": epoch})
    assert len(rows(result)) == number


def test_what_is_given_goes_before_the_epoch(reviewed: Path):
    env = {"SOURCE_DATE_EPOCH": "1782864000"}
    assert rows(run(reviewed, "--today", "2026-06-30", "--format", "json", env=env)) == []


def test_an_epoch_that_is_none_is_wrong_use(reviewed: Path):
    assert run(reviewed, env={"SOURCE_DATE_EPOCH": "soon"}).exit_code == 2


# -- the rest


@pytest.mark.parametrize("changes", [{}, WRONG, {"mkdocs.yml": "extra: [\n"}])
def test_check_writes_nothing(small: Handbook, changes: dict[str, str]):
    root = small(changes)
    before = snapshot(root)
    run(root)
    run(root, "--format", "json")
    assert snapshot(root) == before


def test_severities_of_the_handbook_decide(small: Handbook):
    loud = ENGLISH["mkdocs.yml"] + "    severities: {unknown-role: note}\n"
    result = run(small({**ENGLISH, **WRONG, "mkdocs.yml": loud}))
    assert result.exit_code == 0
    assert "note[unknown-role]" in result.stdout


def rolebook(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "rolebook", *arguments],
        cwd=folder, env={**os.environ, **env}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_it_works_from_any_folder_of_the_handbook_and_says_the_same(small: Handbook):
    root = small(WRONG)
    there, here = rolebook(root / "roles" / "vocabulary", "check"), rolebook(root, "check")
    assert there.returncode == here.returncode == 1
    assert there.stdout == here.stdout
    assert b"roles/miller.yml:4:14" in there.stdout


def test_the_same_input_gives_the_same_bytes(small: Handbook):
    root = small({**WRONG, "roles/baker.nl.yml": "title: Bäcker\npurpose: [x]\n"})
    one = rolebook(root, "check", "--format", "json", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    two = rolebook(
        root, "check", "--format", "json",
        PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Asia/Tokyo", PYTHONIOENCODING="ascii",
    )  # fmt: skip
    assert one.stdout == two.stdout
    assert one.returncode == two.returncode == 1


# -- what the last line says


def test_the_last_line_says_where_the_errors_are(small: Handbook):
    def wrong(number: int) -> Tree:
        return {f"roles/miller{n}.yml": f"{MILLER}reports_to: [bakker]\n" for n in range(number)}

    last = run(small(wrong(2))).stdout.splitlines()[-1]
    assert last.startswith("2 errors, ")
    assert last.endswith("; errors in roles/miller0.yml:4, roles/miller1.yml:4")
    many = run(small(wrong(7))).stdout.splitlines()[-1]
    assert many.endswith("roles/miller4.yml:4 and 2 more")


def test_a_name_in_capitals_is_told_as_it_is_to_be_written(small: Handbook):
    found = rows(run(small({"roles/miller.yml": MILLER.replace("shop", "My Shop")}),
                     "--format", "json"))  # fmt: skip
    hints = [row["hint"] for row in found if row["severity"] == "error"]
    assert hints == ["use small letters, digits and single hyphens: my-shop"]


# -- folders that are closed, or not there


@pytest.mark.parametrize("command", ["check", "build", "print", "approve", "translated"])
def test_records_that_are_closed_to_us_stop_every_command(
    small: Handbook, monkeypatch: pytest.MonkeyPatch, command: str
):
    """Without them a version would be taken for the first one."""
    root = small({"records/approved/baker/0001.json": "{}"})
    before = snapshot(root)
    real = Path.iterdir

    def refuse(path: Path):  # type: ignore[no-untyped-def]
        if path.name == "approved":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    more = {"print": ["baker"], "approve": ["baker", "--on", "2026-11-30"], "translated": ["baker"]}
    words = [command, "--handbook", str(root), *more.get(command, [])]
    result = CliRunner().invoke(cli, words)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "records/approved cannot be read: permission denied; look at its permissions" in (
        result.stderr
    )
    monkeypatch.undo()
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("pages", "remedy"),
    [(True, "write docs_dir: pages"), (False, "make it, with an index.md in it")],
)
def test_a_site_without_its_folder_of_pages_is_told_with_what_to_write(
    small: Handbook, pages: bool, remedy: str
):
    files: dict[str, Any] = {"pages/index.md": "# Hello\n"} if pages else {}
    mkdocs = f"{SMALL['mkdocs.yml']}plugins: [rolebook]\n"
    root = small({**ENGLISH, **files, "mkdocs.yml": mkdocs.replace("[en, nl]", "[en]")})
    result = CliRunner().invoke(cli, ["build", "--no-papers", "--handbook", str(root)])
    assert result.exit_code == 1
    assert "mkdocs.yml: the folder of the hand-written pages (docs_dir) is docs" in result.stderr
    assert remedy in result.stderr
    assert not (root / "site").exists()


def test_files_that_were_not_looked_at_further_are_named_before_the_summary(small: Handbook):
    lines = run(small(WRONG)).stdout.splitlines()
    assert not any("no further" in line for line in lines), "only what it names is wrong"
    broken = {"roles/miller.yml": f"{MILLER}reports_to: none\n", "procedures/grinding.yml": "a: ["}
    *_, left, last = run(small({**WRONG, **broken})).stdout.splitlines()
    assert left == (
        "Looked at no further until their errors are mended: procedures/grinding.yml, "
        "roles/miller.yml. More may come to light then."
    )
    assert last.startswith("2 errors")


@pytest.mark.parametrize("written", ["none", "[nobody-here]"])
def test_who_is_no_role_can_be_written_in_words(small: Handbook, written: str):
    root = small({"roles/miller.yml": f"{MILLER}reports_to: {written}\n"})
    (hint,) = [str(row["hint"]) for row in rows(run(root, "--format", "json", "-q"))]
    assert "{text: " in hint
