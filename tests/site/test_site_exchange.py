"""The exchange: no moment shows half a result, and nothing else is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rolebook.disk import KEPT_EMPTY
from rolebook.site import exchange
from rolebook.site.exchange import ExchangeError, recover, replacing


def fill(target: Path, text: str) -> None:
    with replacing(target) as new:
        (new / "page.html").write_text(text, encoding="utf-8")


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)
    return str(request.param)


def test_the_new_takes_the_place_of_the_old_and_leaves_nothing_beside(
    way: str, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    fill(target, "one")
    fill(target, "two")
    assert (target / "page.html").read_text("utf-8") == "two"
    assert (target / ".gitignore").read_text("utf-8") == KEPT_EMPTY
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failed_build_leaves_the_old_untouched(way: str, tmp_path: Path) -> None:
    target = tmp_path / "site"
    fill(target, "one")
    with contextlib.suppress(RuntimeError), replacing(target) as new:
        (new / "page.html").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert (target / "page.html").read_text("utf-8") == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_fresh_clone_has_an_empty_site_that_can_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / ".gitignore").write_text(KEPT_EMPTY, encoding="utf-8")
    fill(target, "one")
    assert (target / "page.html").exists()


@pytest.mark.parametrize("name", ["thesis.doc", ".git"])
def test_a_folder_that_no_build_has_written_is_refused(name: str, tmp_path: Path) -> None:
    target = tmp_path / "documents"
    target.mkdir()
    (target / name).write_text("years of work", encoding="utf-8")
    if name == ".git":
        (target / ".gitignore").write_text(KEPT_EMPTY, encoding="utf-8")
    with pytest.raises(ExchangeError, match="no build has written"):
        fill(target, "one")
    assert (target / name).read_text("utf-8") == "years of work"


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(ExchangeError, match="cannot be replaced"):
        fill(tmp_path / "file" / "site", "one")


def test_a_linked_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    link = tmp_path / "site"
    link.symlink_to(tmp_path / "www" / "handbook")
    fill(link, "one")
    fill(link, "two")
    assert link.is_symlink()
    assert (tmp_path / "www/handbook/page.html").read_text("utf-8") == "two"


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with replacing(tmp_path / "site"), pytest.raises(ExchangeError, match="another build"):
        fill(tmp_path / "site", "two")


KILLED = """
import sys, time
from pathlib import Path
from rolebook.site.exchange import replacing
with replacing(Path(sys.argv[1])) as new:
    (new / "page.html").write_text("half")
    print("begun", flush=True)
    time.sleep(60)
"""


def test_a_killed_build_leaves_the_old_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    target = tmp_path / "site"
    fill(target, "one")
    process = subprocess.Popen([sys.executable, "-c", KILLED, target], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert (target / "page.html").read_text("utf-8") == "one"
    leftover = [path for path in tmp_path.iterdir() if path.name != "site"]
    assert [(path / ".gitignore").read_text("utf-8") for path in leftover] == ["*\n"]
    fill(target, "two")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_killed_between_the_two_renames_the_old_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    fill(target, "one")
    target.rename(tmp_path / ".site.old")
    recover(target)
    assert (target / "page.html").read_text("utf-8") == "one"
    assert not (tmp_path / ".site.old").exists()


def test_readers_never_miss_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "site"
    fill(target, "0")
    reader = os.fork()
    if reader == 0:
        missed = 0
        end = time.monotonic() + 1
        while time.monotonic() < end:
            missed += not (target / "page.html").exists()
        os._exit(min(missed, 100))
    for number in range(30):
        fill(target, str(number))
    _, status = os.waitpid(reader, 0)
    assert os.waitstatus_to_exitcode(status) == 0
