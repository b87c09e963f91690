"""What the commands share: the handbook at hand, today's date, findings shown, exit codes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rolebook.findings import Finding
    from rolebook.handbook import Handbook
    from rolebook.records import Records

F = TypeVar("F", bound=Callable[..., Any])


def handbook_option(function: F) -> F:
    """``--handbook DIR``: the handbook to work on; else the one this folder is in."""
    return click.option(
        "--handbook", "start", metavar="DIR", default=None,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The handbook's folder (else: the one you are in).",
    )(function)  # fmt: skip


class _Day(click.DateTime):
    """A date of the command line, written as in the files; told like there when it is not."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        from rolebook.model.base import iso_remedy

        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            remedy = iso_remedy(value) or "year-month-day, such as 2027-12-01"
            self.fail(f'"{value}" is not a date; write {remedy}', param, ctx)
        return day


DAY = _Day()
"""The type of every option that takes a date."""


def today_option(function: F) -> F:
    """``--today``: the date that checks compare with."""
    return click.option(
        "--today", metavar="DATE", default=None, type=DAY,
        help="The date to check against (else: SOURCE_DATE_EPOCH, else the clock).",
    )(function)  # fmt: skip


def the_root(start: Path | None) -> Path:
    """The handbook's root. Exits with 2 where there is none."""
    from rolebook.handbook import root_above

    root = root_above(start or Path.cwd())
    if root is None:
        where = f"in {start}" if start else "here or in a folder above"
        raise click.UsageError(f"there is no handbook {where}; make one with `rolebook init DIR`")
    return root


def the_day(today: datetime | None) -> date:
    """``--today``, else SOURCE_DATE_EPOCH, else the clock."""
    if today is not None:
        return today.date()
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(f'SOURCE_DATE_EPOCH is no time: "{epoch}"') from None
    return datetime.now().date()


def examined(root: Path, day: date) -> tuple[Handbook | None, list[Finding], Records]:
    """The handbook, all findings, sorted, with the severities it sets, and its records."""
    from rolebook.checks import check
    from rolebook.findings import ordered
    from rolebook.handbook import collector_paused, load
    from rolebook.records import Records

    with collector_paused():
        loaded = load(root)
        handbook = loaded.handbook
        if handbook is None:
            return None, ordered(loaded.findings, {}), Records()
        records, damaged = _records(root)
        findings = [*loaded.findings, *damaged, *check(handbook, records, day)]
        return handbook, ordered(findings, handbook.settings.severities), records


def _records(root: Path) -> tuple[Records, list[Finding]]:
    """The records and what is wrong with them. Exits with 1 where a folder of theirs is closed to
    us: without them nothing can be said, and nothing be written."""
    from rolebook.cli.writing import shown
    from rolebook.records import read_records

    try:
        return read_records(root)
    except OSError as error:
        where, reason = shown(Path(error.filename or root)), (error.strerror or str(error)).lower()
        raise click.ClickException(
            f"{where} cannot be read: {reason}; look at its permissions"
        ) from None


def the_records(root: Path) -> Records:
    """The records. Exits with 1 where they cannot be read."""
    return _records(root)[0]


def checked(root: Path, day: date) -> tuple[Handbook | None, list[Finding]]:
    """The handbook and all findings, sorted, with the severities it sets."""
    handbook, findings, _ = examined(root, day)
    return handbook, findings


def usable(root: Path, day: date) -> tuple[Handbook, list[Finding], Records]:
    """The handbook with its findings and records, where no finding is an error; else the errors
    are shown and the command ends with 1."""
    from rolebook.cli.report import as_text, summary
    from rolebook.findings import Severity

    handbook, findings, records = examined(root, day)
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if handbook is None or errors:
        click.echo(as_text(errors, root), err=True)
        click.echo(summary(findings), err=True)
        click.echo("Nothing was written. Mend the errors first.", err=True)
        raise SystemExit(1)
    return handbook, findings, records


def language_option(function: F) -> F:
    """``--lang``: one or several languages, else all of the handbook."""
    return click.option(
        "--lang", "languages", metavar="LANG", multiple=True,
        help="A language of the handbook, such as nl; can be given several times (else: all).",
    )(function)  # fmt: skip


def chosen_languages(handbook: Handbook, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages asked for. Exits with 2 for one that the handbook does not have."""
    known = handbook.settings.languages
    for lang in languages:
        if lang not in known:
            raise click.UsageError(
                f'the handbook has no language "{lang}"; it has {", ".join(known)}'
            )
    return tuple(dict.fromkeys(languages)) or known


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[], None]]:
    """A progress bar on a terminal for what takes longer than a second; else nothing."""
    begun = time.monotonic()
    bar: Any = None
    done = 0

    def step() -> None:
        nonlocal bar, done
        done += 1
        if bar is None and sys.stderr.isatty() and time.monotonic() - begun > 1:
            bar = click.progressbar(length=length, label=label, file=sys.stderr)
            bar.__enter__()
            bar.update(done)
        elif bar is not None:
            bar.update(1)

    try:
        yield step
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
