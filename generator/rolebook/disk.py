"""How files are written: whole or not at all, wherever the program is cut off, and by one process
at a time where several files belong together.

A file is written under a name that begins with a dot, beside its place or in a folder that is
given for that, and gets its own name in one step. So no reader meets half of it, and an
interruption leaves the old state or the new one. What a failure leaves behind is taken away.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

KEPT_EMPTY = "*\n!.gitignore\n"
"""What .gitignore of a folder holds that is in a fresh clone, and its contents are not."""
OWN = 0o600
"""The permissions of a file that only its owner may read: from its first byte on."""


_LOCK = ".lock"


class Occupied(Exception):
    """Another process works in the folder."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keeps a second process out of a folder that is there. Raises Occupied, and OSError.

    The lock is the system's, on a file that stays behind: it ends with the process, however that
    ends. Where the file system knows no locks, nobody is kept out.
    """
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, OWN)
    try:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK):
                raise Occupied from None
        yield
    finally:
        os.close(handle)  # which gives the lock back


def _lock(handle: int) -> None:
    """Take the lock or raise OSError, at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def replace_with(
    path: Path,
    content: bytes,
    *,
    mode: int | None = None,
    lasting: bool = False,
    aside: Path | None = None,
) -> None:
    """Write a file, in the place of one that may stand there.

    ``mode``: its permissions; without, those of the file in whose place it comes, else the usual
    ones. ``lasting``: when this returns it would survive a power cut. ``aside``: the folder for the
    unfinished file, on the same file system. Raises OSError.
    """
    if mode is None and path.exists():
        mode = S_IMODE(path.stat().st_mode)
    with _unfinished(path, content, mode, lasting, aside) as unfinished:
        unfinished.replace(path)
        if lasting:
            _remember(path.parent)


def create(
    path: Path,
    content: bytes,
    *,
    mode: int | None = None,
    lasting: bool = False,
    aside: Path | None = None,
) -> None:
    """Write a file where none stands; otherwise as `replace_with`, but that ``aside`` may be on
    another file system. Raises FileExistsError and OSError."""
    with _unfinished(path, content, mode, lasting, aside) as unfinished:
        _appear(unfinished, path)
        if lasting:
            _remember(path.parent)


@contextmanager
def _unfinished(
    path: Path, content: bytes, mode: int | None, lasting: bool, aside: Path | None
) -> Iterator[Path]:
    """The file under another name, until the block has given it its own."""
    unfinished = (aside or path.parent) / f".{path.name}.{secrets.token_hex(4)}"

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, 0o666 if mode is None else mode)

    try:
        with open(unfinished, "xb", opener=opener) as out:
            out.write(content)
            if lasting:
                out.flush()
                os.fsync(out.fileno())
        if mode is not None:  # whatever the mask of this process takes away
            unfinished.chmod(mode)
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _appear(unfinished: Path, path: Path) -> None:
    """Give the finished file its name, unless the name is taken. Raises FileExistsError."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, or another one
        if path.exists():
            taken = errno.EEXIST
            raise FileExistsError(taken, os.strerror(taken), str(path)) from None
        beside = path.with_name(f"{unfinished.name}.copy")
        try:
            shutil.copy(unfinished, beside)
            beside.rename(path)
        finally:
            beside.unlink(missing_ok=True)


def _remember(folder: Path) -> None:
    """Have the folder's new name survive a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
