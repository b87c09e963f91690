"""Approved revisions as files: whole, unchanged, one for each number."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbooks import snapshot
from rolebook.records import read_records, store
from rolebook.records.translations import BrokenRecord
from shop import approve, edit, error_codes, errors, opened, revisions, run, shop

FILE = "records/approved/baker/0001.json"


@pytest.fixture
def approved(tmp_path: Path) -> Path:
    """The shop with one version of the baker's job."""
    root = shop(tmp_path / "shop")
    assert approve(root, "baker").exit_code == 0
    return root


def last(root: Path) -> store.Revision:
    return read_records(root)[0].approved["baker"][-1]


def test_the_file_is_json_and_gives_back_what_was_approved(approved: Path):
    data = json.loads((approved / FILE).read_bytes())
    revision = last(approved)
    assert data["version"] == revision.version == "1.0"
    assert data["fingerprints"] == dict(revision.fingerprints)
    assert data["editions"]["nl"]["content"]["title"] == "Bakker"
    assert revision.editions["nl"].content == data["editions"]["nl"]["content"]
    assert revision.settings["organisation"] == {"name": "Shop B.V."}


def test_it_holds_what_the_ids_in_it_were_called(approved: Path):
    names = last(approved).editions["nl"].names
    assert names["role"]["owner"]["title"] == "Eigenaar"
    assert names["families"]["shop"]["title"] == "Winkel"
    assert names["procedure"]["baking-bread"]["title"] == "Brood bakken"
    assert names["procedure"]["baking-bread"]["document"] == {"number": "P-01"}


def test_the_same_approval_gives_the_same_bytes(tmp_path: Path):
    files = []
    for name in ("one", "two"):
        root = shop(tmp_path / name)
        approve(root, "--all")
        files.append(snapshot(root / "records"))
    assert files[0] == files[1]


def test_line_ends_of_another_system_do_not_matter(approved: Path):
    before = last(approved)
    file = approved / FILE
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert last(approved) == before
    assert error_codes(approved) == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_changed_byte_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    file, content = whole(tmp_path_factory)
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(1, 255)) ^ content[place]
    if bytes([content[place], other]) in (b"\n\r", b"\r\n"):
        return
    file.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
    with pytest.raises(BrokenRecord):
        store.read(file)


@pytest.mark.parametrize("place", [0, 2, 10, 11])
def test_not_even_a_space_can_be_added_before_the_hash(
    tmp_path_factory: pytest.TempPathFactory, place: int
):
    file, content = whole(tmp_path_factory)
    file.write_bytes(content[:place] + b" " + content[place:])
    with pytest.raises(BrokenRecord):
        store.read(file)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_file_cut_short_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    file, content = whole(tmp_path_factory)
    file.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(BrokenRecord):
        store.read(file)


_WHOLE: list[tuple[Path, bytes]] = []


def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A file of a revision, and what belongs in it; made once."""
    if not _WHOLE:
        root = shop(tmp_path_factory.mktemp("whole"))
        approve(root, "baker")
        _WHOLE.append((root / FILE, (root / FILE).read_bytes()))
    return _WHOLE[0]


def test_a_damaged_file_is_told_once_with_its_remedy(approved: Path):
    edit(approved, FILE, "Bakes the bread.", "Bakes no bread.")
    (finding,) = errors(approved)
    assert (finding.code, finding.place.file) == ("broken-record", FILE)
    assert "its hash is another" in finding.message
    assert "git" in finding.hint


@pytest.mark.parametrize("name", ["0001.json.orig", "0002 (copy).json", "notes.txt"])
def test_a_strange_file_among_the_revisions_is_told(approved: Path, name: str):
    shutil.copy(approved / FILE, (approved / FILE).with_name(name))
    assert error_codes(approved) == ["broken-record"]


def test_a_revision_under_another_number_is_told(approved: Path):
    (approved / FILE).rename(approved / "records/approved/baker/0002.json")
    finding = next(f for f in errors(approved) if f.code == "broken-record")
    assert "revision 1 of baker under another name" in finding.message


def test_a_newer_program_s_file_is_not_misread(approved: Path):
    edit(approved, FILE, '"canonical": 1', '"canonical": 2')
    assert "newer version of the program" in errors(approved)[0].message


def test_a_number_that_is_taken_is_never_written_over(approved: Path):
    before = snapshot(approved / "records")
    with pytest.raises(store.Meanwhile):
        store.write(approved, last(approved))
    assert snapshot(approved / "records") == before


def test_without_hard_links_the_rules_are_the_same(approved: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    revision, content = last(approved), (approved / FILE).read_bytes()
    with pytest.raises(store.Meanwhile):
        store.write(approved, revision)
    (approved / FILE).unlink()
    store.write(approved, revision)
    assert (approved / FILE).read_bytes() == content
    assert [path.name for path in (approved / FILE).parent.iterdir()] == ["0001.json"]


def test_records_are_read_without_their_long_texts(approved: Path):
    handbook, records = opened(approved)
    (revision,) = records.revisions(("baker",))
    assert "_texts" not in vars(revision)
    assert handbook.lang in revision.editions


# -- interruption and other branches

KILLS = """
    import os, random, shutil, signal, sys, time
    from pathlib import Path
    from click.testing import CliRunner
    from rolebook.cli import cli
    from rolebook.records import read_records

    root = Path(sys.argv[1])
    folder = root / "records" / "approved"
    arguments = ["approve", "baker", "--on", "2026-11-30", "--handbook", str(root)]

    def approve():
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output

    approve()  # everything is imported now, and the whole takes this long:
    begun = time.monotonic()
    shutil.rmtree(folder)
    approve()
    length = time.monotonic() - begun
    whole = (folder / "baker" / "0001.json").read_bytes()
    seen = {"old": 0, "new": 0}
    for number in range(200):
        shutil.rmtree(folder)
        child = os.fork()
        if child == 0:
            approve()
            os._exit(0)
        time.sleep(length * random.Random(number).uniform(0.7, 1.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        files = [path for path in folder.rglob("*") if path.is_file()]
        records, damaged = read_records(root)
        assert not damaged, damaged
        if files:
            assert [path.read_bytes() for path in files] == [whole], files
        seen["new" if files else "old"] += 1
        length *= 0.95 if files else 1.05  # stay near the moment that matters
        folder.mkdir(exist_ok=True)
    print(seen["old"], seen["new"])
"""


def test_200_kills_leave_the_old_state_or_the_new_one(tmp_path: Path):
    root = shop(tmp_path / "shop")
    done = subprocess.run(
        [sys.executable, "-c", dedent(KILLS), str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    old, new = map(int, done.stdout.split())
    assert old + new == 200
    assert old
    assert new


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *who, *arguments], cwd=root, capture_output=True, text=True, check=False
    )


def test_two_branches_that_approve_one_document_meet_in_a_conflict(tmp_path: Path):
    root = shop(tmp_path / "shop", {".gitignore": ".rolebook/\n"})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Handbook")
    for branch, day in (("one", "2026-11-29"), ("two", "2026-11-30")):
        git(root, "checkout", "-q", "-b", branch, "main")
        assert approve(root, "baker", on=day).exit_code == 0
        git(root, "add", ".")
        git(root, "commit", "-qm", branch)
    merged = git(root, "merge", "one")
    assert merged.returncode == 1
    assert f"CONFLICT (add/add): Merge conflict in {FILE}" in merged.stdout
    assert error_codes(root) == ["broken-record"]
    assert run(root, "approve", "baker", "--on", "2026-12-01").exit_code == 1
    assert revisions(root) == ["baker/0001.json"]
