"""What the commands of `rolebook signatures` share: the register at hand, and what it refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rolebook.cli.common import examined, the_day, the_root
from rolebook.cli.private import FOLDER, personal_folder
from rolebook.cli.writing import counted, shown, writing

if TYPE_CHECKING:
    from datetime import date

    from rolebook.register.catalogue import Catalogue
    from rolebook.register.database import Register

F = TypeVar("F", bound=Callable[..., Any])
BELOW = "signatures"
"""The register's folder below private/."""


def register_option(function: F) -> F:
    """``--register DIR``: the folder of the register."""
    return click.option(
        "--register", "folder", metavar="DIR", default=None,
        type=click.Path(file_okay=False, path_type=Path),
        help="The register's folder (else: private/signatures/ of the handbook).",
    )(function)  # fmt: skip


def the_register(root: Path, folder: Path | None, *, write: bool = False) -> Register:
    """The register; to write, where neither git nor the site sees it. Exits with 2 elsewhere."""
    from rolebook.register.database import Register

    place = folder or root / FOLDER / BELOW
    if write:
        with writing(place):
            place = personal_folder(root, folder, BELOW)
    return Register(place)


def the_catalogue(start: Path | None, today: datetime | None) -> tuple[Path, date, Catalogue]:
    """The handbook's root, the day, and what there is to sign. Exits with 1 for a handbook that
    cannot be read."""
    from rolebook.findings import Severity
    from rolebook.register.catalogue import Catalogue

    root, day = the_root(start), the_day(today)
    handbook, findings, records = examined(root, day)
    if handbook is None:
        from rolebook.cli.report import as_text

        click.echo(as_text(findings, root), err=True)
        raise SystemExit(1)
    if errors := sum(one.severity is Severity.ERROR for one in findings):
        count = counted(errors, "error")
        click.echo(
            f"note: the handbook has {count}; documents that have some are missing here, and "
            "`rolebook check` shows them",
            err=True,
        )
    return root, day, Catalogue(handbook, records)


@contextmanager
def keeping(register: Register) -> Iterator[None]:
    """Turns what the register or the system refuses into one line."""
    from rolebook.register.database import Damaged

    try:
        with writing(register.file):
            yield
    except Damaged as damaged:
        raise click.ClickException(
            f"{shown(register.file)} does not hold: {damaged}. Nothing was written. Take it back "
            "from your last copy, with its seal; `rolebook signatures verify` says more"
        ) from None
    except sqlite3.Error as error:
        raise click.ClickException(f"{shown(register.file)}: {str(error).lower()}") from None
