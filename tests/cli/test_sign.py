"""`rolebook sign`, and what `rolebook verify` says of signed files."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates import AT, PASSWORD, certificate, written
from handbooks import SMALL, Handbook, snapshot
from shop import run

SIGN = "sign: [{by: employee, meaning: [seen]}, {by: manager, meaning: [agreed]}]\n"


@pytest.fixture
def root(small: Handbook, tmp_path: Path) -> Path:
    """A handbook with a git work tree and a job to sign, printed into print/."""
    root = small({"roles/baker.yml": SMALL["roles/baker.yml"] + SIGN})
    (root / ".git").mkdir()
    assert run(root, "print", "baker", "--lang", "en", "--out", str(root / "print")).exit_code == 0
    return root


@pytest.fixture
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    (folder / "password").write_text(f"{PASSWORD}\nsecond line\n")
    written(folder, "Ann Baker", "Invented CA")
    written(folder, "Bob Boss", password="")
    (folder / "ca.pem").write_bytes(certificate("Invented CA").pem)
    return folder


def sign(root: Path, keys: Path, file: Path, by: str = "Ann-Baker", *more: str) -> Any:
    return run(
        root, "sign", str(file), "--certificate", str(keys / f"{by}.p12"), "--at", AT,
        "--password-file", str(keys / "password"), *more,
    )  # fmt: skip


def test_a_paper_of_a_print_run_is_signed_beside_the_run_not_in_it(root: Path, keys: Path):
    run(root, "print", "baker", "--lang", "en", "--out", str(root / "private/print-runs/a/papers"))
    paper = root / "private/print-runs/a/papers/baker.en.pdf"
    assert sign(root, keys, paper, "Ann-Baker", "--as", "employee").exit_code == 0
    assert (root / "private/signed/baker.en.signed.pdf").is_file()
    assert list(paper.parent.iterdir()) == [paper]


def test_a_signed_file_is_a_new_one_below_private_that_only_its_owner_reads(root: Path, keys: Path):
    paper = root / "print/baker.en.pdf"
    before = paper.read_bytes()
    result = sign(root, keys, paper, "Ann-Baker", "--as", "employee")
    assert result.exit_code == 0, result.stderr
    made = root / "private/signed/baker.en.signed.pdf"
    assert result.stdout.strip().endswith("private/signed/baker.en.signed.pdf")
    assert "is a draft: nobody has approved its text" in result.stderr
    assert made.read_bytes().startswith(before)
    assert paper.read_bytes() == before
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert (root / "private/.gitignore").read_text() == "*\n!.gitignore\n"


def test_a_second_signature_takes_the_place_that_is_free_and_another_name(root: Path, keys: Path):
    sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", "--as", "employee")
    once = root / "private/signed/baker.en.signed.pdf"
    result = run(root, "sign", str(once), "--certificate", str(keys / "Bob-Boss.p12"), "--at", AT)
    assert result.exit_code == 0, result.stderr
    twice = root / "private/signed/baker.en.signed-2.pdf"
    verdict = json.loads(
        run(root, "verify", str(twice), "--format", "json", "--trust", str(keys / "ca.pem")).stdout
    )
    assert (verdict["document"], verdict["status"], verdict["intact"]) == ("baker", "draft", True)
    assert [
        (s["name"], s["field"], s["intact"], s["trusted"], s["self_signed"], s["qualified"],
         s["revoked"], s["at"])
        for s in verdict["signers"]
    ] == [
        ("Ann Baker", "employee", True, True, False, False, None, AT),
        ("Bob Boss", "manager", True, False, True, False, None, AT),
    ]  # fmt: skip


def test_a_file_that_is_there_is_kept_unless_one_says_force(root: Path, keys: Path):
    paper = root / "print/baker.en.pdf"
    sign(root, keys, paper, "Ann-Baker", "--as", "employee")
    before = snapshot(root)
    again = sign(root, keys, paper, "Ann-Baker", "--as", "employee")
    assert (again.exit_code, "is there already; --force writes over it" in again.stderr) == (
        2,
        True,
    )
    assert snapshot(root) == before
    assert sign(root, keys, paper, "Ann-Baker", "--as", "manager", "--force").exit_code == 0
    assert snapshot(root) != before


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("site/baker.pdf", "lies in the handbook; what names a person goes below private/"),
        ("private/deep/baker.pdf", ""),
        ("../beside/baker.pdf", "" ),
    ],
)  # fmt: skip
def test_a_signed_file_goes_where_neither_git_nor_the_site_sees_it(
    root: Path, keys: Path, out: str, why: str
):
    paper = root / "print/baker.en.pdf"
    result = sign(root, keys, paper, "Ann-Baker", "--as", "employee", "--out", str(root / out))
    assert (result.exit_code == 2, why in result.stderr) == (bool(why), True), result.stderr
    assert (root / out).exists() == (not why)


def test_outside_every_handbook_it_stays_beside_the_paper_unless_git_is_there(
    root: Path, keys: Path, tmp_path_factory: pytest.TempPathFactory
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    paper = elsewhere / "mine.pdf"
    paper.write_bytes((root / "print/baker.en.pdf").read_bytes())
    from click.testing import CliRunner

    from rolebook.cli import cli

    call = ["sign", str(paper), "--certificate", str(keys / "Bob-Boss.p12"), "--as", "manager"]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 0, result.stderr
    assert (elsewhere / "mine.signed.pdf").is_file()
    (elsewhere / ".git").mkdir()
    result = CliRunner().invoke(cli, [*call, "--force"])
    assert (result.exit_code, "lies in the git work tree" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "say in which place to sign, with --as; free are\n  employee: Employee: Seen"),
        (("--as", "owner"), 'there is no place "owner"'),
        (("--as", "employee", "--at", "noon"), "--at takes a time such as"),
    ],
)
def test_one_has_to_say_clearly_what_one_wants(
    root: Path, keys: Path, arguments: tuple[str, ...], why: str
):
    result = sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", *arguments)
    assert (result.exit_code, why in result.stderr) == (2, True), result.stderr
    assert not (root / "private/signed/baker.en.signed.pdf").exists()


def test_nobody_signs_a_file_whose_signature_does_not_hold(root: Path, keys: Path):
    sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", "--as", "employee")
    made = root / "private/signed/baker.en.signed.pdf"
    content = bytearray(made.read_bytes())
    content[content.index(b"/MediaBox") + 12] ^= 1
    made.write_bytes(content)
    result = sign(root, keys, made, "Ann-Baker", "--as", "manager")
    assert (result.exit_code, "a signature in it does not hold" in result.stderr) == (1, True)


def test_any_kind_of_key_signs(root: Path, keys: Path):
    for kind in ("rsa", "ed25519"):
        certificate_file = written(keys, f"Kim {kind}", kind=kind)
        out = root / f"private/{kind}.pdf"
        result = sign(root, keys, root / "print/baker.en.pdf", certificate_file.stem,
                      "--as", "employee", "--out", str(out))  # fmt: skip
        assert result.exit_code == 0, result.stderr
        verdict = json.loads(run(root, "verify", str(out), "--format", "json").stdout)
        assert verdict["intact"]


def test_a_wrong_password_or_file_is_told_in_one_line(root: Path, keys: Path):
    paper = root / "print/baker.en.pdf"
    (keys / "password").write_text("wrong")
    result = sign(root, keys, paper, "Ann-Baker", "--as", "employee")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "the password is wrong" in result.stderr
    for file, code in ((keys / "none.pdf", 2), (keys / "ca.pem", 1)):
        result = sign(root, keys, file, "Ann-Baker", "--as", "employee")
        assert (result.exit_code, "Traceback" in result.stderr) == (code, False)


def test_a_password_is_asked_for_where_the_certificate_has_one(root: Path, keys: Path):
    from click.testing import CliRunner

    from rolebook.cli import cli

    call = ["sign", str(root / "print/baker.en.pdf"), "--as", "employee",
            "--certificate", str(keys / "Ann-Baker.p12")]  # fmt: skip
    result = CliRunner().invoke(cli, call, input=f"{PASSWORD}\n")
    assert result.exit_code == 0, result.stderr
    assert PASSWORD not in result.output


def test_a_paper_without_places_to_sign_says_so(small: Handbook, keys: Path):
    root = small()
    run(root, "print", "baker", "--lang", "en", "--out", str(root / "print"))
    result = sign(root, keys, root / "print/baker.en.pdf", "Bob-Boss")
    assert (result.exit_code, "has no place to sign digitally" in result.stderr) == (2, True)


def test_verify_says_in_words_who_signed_and_what_the_certificate_is_worth(root: Path, keys: Path):
    sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", "--as", "employee")
    made = root / "private/signed/baker.en.signed.pdf"
    result = run(root, "verify", str(made))
    assert result.exit_code == 0, result.stdout
    for said in (
        "signed by Ann Baker as employee on 2026-12-03 10:15 +0100, by the signer's clock: intact",
        "was issued by Invented CA; whether that can be trusted was not checked",
        "it is not a qualified certificate",
        "whether the certificate was revoked is unknown",
    ):
        assert said in result.stdout, said
    assert "whether its printed words were changed" not in result.stdout


def test_verify_tells_a_file_that_was_changed_after_signing(root: Path, keys: Path):
    sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", "--as", "employee")
    made = root / "private/signed/baker.en.signed.pdf"
    content = bytearray(made.read_bytes())
    content[content.index(b"/MediaBox") + 12] ^= 1
    made.write_bytes(content)
    result = run(root, "verify", str(made))
    assert (result.exit_code, "as employee" in result.stdout) == (1, True)
    assert "NOT intact" in result.stdout
    verdict = json.loads(run(root, "verify", str(made), "--format", "json").stdout)
    assert (verdict["intact"], verdict["signers"][0]["intact"]) == (False, False)


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.data())
def test_whatever_somebody_made_of_a_signed_file_verify_has_an_answer(
    root: Path, keys: Path, data: st.DataObject
):
    made = root / "private/signed/baker.en.signed.pdf"
    if not made.exists():
        sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", "--as", "employee")
    content = made.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    noise = data.draw(st.binary(max_size=40))
    cut = data.draw(st.integers(0, 300))
    broken = root / "private/broken.pdf"
    broken.write_bytes(content[:at] + noise + content[at + cut :])
    result = run(root, "verify", str(broken), "--format", "json")
    assert result.exit_code in (0, 1), result.output
    assert json.loads(result.stdout)["status"]


def test_verify_leaves_open_whether_an_unsigned_file_is_intact(root: Path):
    result = run(root, "verify", str(root / "print/baker.en.pdf"), "--format", "json")
    verdict = json.loads(result.stdout)
    assert (verdict["intact"], verdict["signers"]) == (None, [])


def test_verify_wants_certificates_to_trust(root: Path, keys: Path):
    paper = str(root / "print/baker.en.pdf")
    for file, why in (("none.pem", "cannot be read"), ("password", "it holds no certificate")):
        result = run(root, "verify", paper, "--trust", str(keys / file))
        assert (result.exit_code, why in result.stderr) == (2, True)


def test_another_program_finds_the_signatures_valid(root: Path, keys: Path):
    """Poppler's pdfsig, which shares no code with what signed."""
    sign(root, keys, root / "print/baker.en.pdf", "Ann-Baker", "--as", "employee")
    once = root / "private/signed/baker.en.signed.pdf"
    sign(root, keys, once, "Ann-Baker", "--as", "manager")
    said = subprocess.run(
        ["pdfsig", root / "private/signed/baker.en.signed-2.pdf"],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
