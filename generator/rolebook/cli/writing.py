"""How commands write files: whole or not at all, and never a traceback when the disk refuses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


class CannotWrite(click.ClickException):
    """The system does not let us write where we were told to."""

    exit_code = 2


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the system refuses into one line that names the place."""
    try:
        yield
    except OSError as error:
        where = error.filename2 if isinstance(error.filename2, str) else path
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{shown(Path(where))} cannot be written: {reason}") from None


def replace_with(path: Path, content: bytes) -> None:
    """Write beside, then put in place: a reader never meets half a file. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes) -> None:
    """Create the file, which must not be there; a failed write leaves none. Raises OSError."""
    with path.open("xb") as file:
        try:
            file.write(content)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def shown(path: Path) -> str:
    """A path as short as it can be told from the folder the user is in."""
    try:
        return click.format_filename(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return click.format_filename(path)
