"""Exchanging a finished folder for the one in use, so that no moment shows half a result.

Everything is written into a folder beside the target, on the same file system; then the two
names are exchanged in one step where the system can (Linux, macOS), else by two renames whose
interruption the next start repairs. Whatever goes wrong before leaves the target untouched.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from rolebook.disk import KEPT_EMPTY

_AT_FDCWD = {"linux": -100, "darwin": -2}
_RENAME_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS are the same number


class ExchangeError(Exception):
    """The target cannot be replaced; the message says why and what to do."""


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new folder to fill; it takes the place of ``target`` when the block ends well.

    Raises ExchangeError when another build is at work, or when ``target`` holds something that
    no build has written.
    """
    target = target.resolve()
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target.parent):
        new = _beside(target, f"new-{os.getpid()}")
        with _told(target):
            recover(target)
            _refuse_foreign(target)
            new.mkdir()
        try:
            (new / ".gitignore").write_text("*\n", encoding="utf-8")
            yield new
            (new / ".gitignore").write_text(KEPT_EMPTY, encoding="utf-8")
            with _told(target):
                swap(new, target)
        finally:
            # After a good swap this is what stood there before; else what was begun.
            shutil.rmtree(new, ignore_errors=True)


def recover(target: Path) -> None:
    """Put right what a killed build left: give back a target moved aside, remove leftovers."""
    aside = _beside(target, "old")
    if aside.exists() and not target.exists():
        aside.rename(target)
    for leftover in sorted(target.parent.glob(f".{target.name}.*")):
        if leftover.name.startswith((f".{target.name}.new-", f".{target.name}.old")):
            shutil.rmtree(leftover, ignore_errors=True)


def swap(new: Path, target: Path) -> None:
    """``new`` becomes ``target``; what stood there is then found at ``new``, if at all."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        aside = _beside(target, "old")
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(f".{target.name}.{suffix}")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or file system cannot."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), name or "")
    except (AttributeError, OSError, TypeError):
        return False
    at = _AT_FDCWD[sys.platform]
    result: int = function(at, os.fsencode(one), at, os.fsencode(other), _RENAME_EXCHANGE)
    return result == 0


def _refuse_foreign(target: Path) -> None:
    """A folder is replaced only when a build made it: its .gitignore says so."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ExchangeError(f"{target} is no folder; choose another place or move it away")
    names = {path.name for path in target.iterdir()}
    ignore = target / ".gitignore"
    ours = ignore.is_file() and ignore.read_text("utf-8", "replace").split() == KEPT_EMPTY.split()
    if (names and not ours) or ".git" in names:
        raise ExchangeError(
            f"{target} holds files that no build has written, and a build replaces the whole "
            "folder; choose an empty or new folder"
        )


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    """What the system refuses becomes an ExchangeError."""
    try:
        yield
    except OSError as error:
        raise ExchangeError(f"{target} cannot be replaced: {error.strerror or error}") from error


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one build. The system lets go of the lock when the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows: the numbers of the processes keep the folders apart
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ExchangeError(f"another build is at work in {folder}; wait for it") from None
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)
