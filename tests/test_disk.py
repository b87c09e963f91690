"""Files are whole or not there, under every way in which writing can go wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rolebook.disk import OWN, create, replace_with


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path):
    file = tmp_path / "baker.yml"
    replace_with(file, b"one\r\n")
    replace_with(file, b"two\n", lasting=True)
    assert file.read_bytes() == b"two\n"
    assert names(tmp_path) == ["baker.yml"]


def test_a_file_that_is_written_anew_keeps_its_permissions(tmp_path: Path):
    file = tmp_path / "baker.yml"
    file.write_bytes(b"one")
    file.chmod(0o664)
    replace_with(file, b"two")
    assert mode(file) == 0o664


def test_a_file_of_its_owner_is_nobody_else_s_whatever_stood_there(tmp_path: Path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"one")
    file.chmod(0o644)
    replace_with(file, b"two", mode=OWN)
    create(tmp_path / "other.pdf", b"three", mode=OWN)
    assert (mode(file), mode(tmp_path / "other.pdf")) == (0o600, 0o600)


def test_what_stands_there_is_never_written_over(tmp_path: Path):
    file = tmp_path / "0001.json"
    create(file, b"first")
    with pytest.raises(FileExistsError):
        create(file, b"second", lasting=True)
    assert file.read_bytes() == b"first"
    assert names(tmp_path) == ["0001.json"]


@pytest.mark.parametrize("there", [False, True])
def test_without_hard_links_the_rules_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
):
    def refuse(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    file = tmp_path / "0001.json"
    if there:
        file.write_bytes(b"first")
        with pytest.raises(FileExistsError):
            create(file, b"second", mode=OWN)
        assert file.read_bytes() == b"first"
    else:
        create(file, b"second", mode=OWN)
        assert (file.read_bytes(), mode(file)) == (b"second", 0o600)
    assert names(tmp_path) == ["0001.json"]


@pytest.mark.parametrize("write", [replace_with, create])
def test_a_disk_that_refuses_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "baker.yml", b"content", lasting=True)  # type: ignore[operator]
    assert names(tmp_path) == []


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from rolebook.disk import create, replace_with
folder, name = Path(sys.argv[1]), sys.argv[2]
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
write = {"create": create, "replace": replace_with}[name]
write(folder / "there" / "baker.yml", b"new", lasting=True, aside=folder / "aside")
"""


@pytest.mark.parametrize(("name", "before"), [("create", None), ("replace", b"old")])
def test_a_program_that_is_killed_leaves_the_old_state(
    tmp_path: Path, name: str, before: bytes | None
):
    for folder in ("there", "aside"):
        (tmp_path / folder).mkdir()
    file = tmp_path / "there" / "baker.yml"
    if before is not None:
        file.write_bytes(before)
    done = subprocess.run([sys.executable, "-c", CUT_OFF, str(tmp_path), name], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (file.read_bytes() if file.exists() else None) == before
    assert names(tmp_path / "there") == (["baker.yml"] if before else [])
