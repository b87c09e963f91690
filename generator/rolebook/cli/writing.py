"""How commands write: several files all or none, without a traceback when the disk refuses; to the
terminal only what it can show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import category

import click

from rolebook.disk import create, replace_with


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


@contextmanager
def recording(root: Path, file: str) -> Iterator[None]:
    """Turns what keeps a file from being added to the records into one line that names it."""
    from rolebook.records.keeping import Meanwhile

    try:
        with writing(root / file):
            yield
    except Meanwhile:
        raise click.ClickException(
            f"{file} was written meanwhile by somebody else; look at it and try again"
        ) from None


def write_together(new: Mapping[Path, bytes], changed: Mapping[Path, bytes]) -> None:
    """Create files and exchange others, all or none: where one cannot be written, what was done is
    taken back. Raises OSError."""
    before = {path: path.read_bytes() for path in changed}
    made: list[Path] = []
    done: list[Path] = []
    try:
        for path, content in new.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            create(path, content)
            made.append(path)
        for path, content in changed.items():
            replace_with(path, content)
            done.append(path)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        for path in done:
            replace_with(path, before[path])
        raise


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which becomes ``folder`` when the block ends well: it is there whole or not
    at all. Raises CannotWrite where something stands there that would be lost, and OSError."""
    if folder.exists():
        if not folder.is_dir():
            raise CannotWrite(f"{shown(folder)} is a file, not a folder")
        if any(folder.iterdir()):
            raise CannotWrite(
                f"{shown(folder)} is not empty; name a new folder, so that nothing is overwritten"
            )
        above = folder.resolve()
    else:
        above = next(parent for parent in folder.absolute().parents if parent.exists())
    with TemporaryDirectory(prefix=".rolebook-", dir=above) as temporary:
        beside = Path(temporary, "new")
        beside.mkdir()
        yield beside
        if folder.exists():
            _move_into(beside, folder)
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            beside.rename(folder)


def _move_into(beside: Path, folder: Path) -> None:
    """Move the content: the folder itself may be the one the user is in. mkdocs.yml comes last,
    for it makes the folder a handbook; what was moved is taken away again when a move fails."""
    moved: list[Path] = []
    try:
        for item in sorted(beside.iterdir(), key=lambda item: (item.name == "mkdocs.yml", item)):
            target = folder / item.name
            item.rename(target)
            moved.append(target)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def shown(path: Path) -> str:
    """A path as short as it can be told from the folder the user is in."""
    try:
        return click.format_filename(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return click.format_filename(path)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table whose columns are as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 paper`, `2 papers`. ``many``: where it is not ``one`` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def harmless(text: str) -> str:
    """The text without anything that could steer a terminal or begin a line of its own. Spaces of
    every width are words' own (`70 %` has one that does not break), and stay."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or category(c) == "Zs" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
