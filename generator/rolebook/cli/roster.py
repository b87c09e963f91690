"""`rolebook print --roster FILE`: a print run for everybody on a roster."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from rolebook.cli.common import progress
from rolebook.cli.private import FOLDER, own_folder, personal_folder, write_personal
from rolebook.cli.writing import CannotWrite, counted, shown, writing
from rolebook.disk import Occupied, alone_in

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.paper.printrun import Run
    from rolebook.records import Records
    from rolebook.roster import Person, Roster


def print_roster(
    handbook: Handbook,
    records: Records,
    file: Path,
    *,
    columns: str | None,
    skip_bad: bool,
    lang: str | None,
    by: str | None,
    approved: bool,
    out: Path | None,
) -> None:
    """Read the roster and print for everybody on it. Exits with 1 where rows are wrong, or
    (``approved``) no version of a job is approved, unless those are to be skipped, or where nobody
    is left."""
    from rolebook.model.base import id_from
    from rolebook.paper.errors import PaperError
    from rolebook.paper.printrun import PAPERS, print_run

    language = lang or handbook.settings.governing
    roster = the_roster(handbook, file, columns, language, skip_bad=skip_bad)
    if not roster.people:
        _nobody()
    people = roster.people
    if approved:
        people = _with_version(handbook, records, roster, skip_bad)
    stem = id_from(file.stem) or "roster"
    try:
        folder = personal_folder(handbook.root, out, f"print-runs/{stem}")
        with writing(folder), alone_in(folder), progress("Printing", len(people)) as step:
            own_folder(folder / PAPERS)
            run = print_run(
                handbook, records, people, folder, write_personal,
                lang=language, by=by or "", approved=approved, step=step,
            )  # fmt: skip
    except Occupied:
        raise click.ClickException(
            f"another run is printing into {shown(folder)}; wait until it has finished, or print "
            "into another folder: --out FOLDER"
        ) from None
    except OSError as error:
        where = Path(error.filename or out or handbook.root / FOLDER)
        reason = (error.strerror or str(error)).lower()
        raise CannotWrite(f"{shown(where)} cannot be written: {reason}") from None
    except PaperError as error:
        raise click.ClickException(str(error)) from error
    _summary(run, folder)
    _remarks(handbook, run, roster, file)


def the_roster(
    handbook: Handbook, file: Path, columns: str | None, lang: str, *, skip_bad: bool
) -> Roster:
    """The roster, with its findings shown. Exits with 1 where it is none, or where rows are wrong
    that are not to be left out."""
    from rolebook.cli.report import as_text, summary
    from rolebook.roster import read_roster

    try:
        content = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"{shown(file)} cannot be read: {reason}") from None
    roster, findings = read_roster(
        content, shown(file), handbook, own_headings(handbook, columns), lang
    )
    if findings:
        click.echo(as_text(findings, Path.cwd()), err=True)
        click.echo(f"\n{summary(findings)}", err=True)
    if roster is None or (findings and not skip_bad):
        more = "" if roster is None else ", or leave these rows out: --skip-bad"
        click.echo(f"Nothing was written. Mend the roster first{more}.", err=True)
        raise SystemExit(1)
    return roster


def _nobody() -> NoReturn:
    click.echo("Nothing was written: nobody on the roster can get a paper.", err=True)
    raise SystemExit(1)


def _with_version(
    handbook: Handbook, records: Records, roster: Roster, skip_bad: bool
) -> tuple[Person, ...]:
    """Everybody of whose job the last version is approved in their language; the others are told.
    Exits with 1 where there are others and they are not to be skipped."""
    from rolebook.paper.printrun import without_version

    without = without_version(handbook, records, roster.people)
    for (role, lang), count in sorted(Counter((one.role, one.lang) for one in without).items()):
        click.echo(
            f"error: {counted(count, 'paper')}: no version of {role} is approved in {lang}, or "
            f"not the last one (rolebook approve {role})",
            err=True,
        )
    if without and not skip_bad:
        click.echo("Nothing was written. --skip-bad prints the others.", err=True)
        raise SystemExit(1)
    if len(without) == len(roster.people):
        _nobody()
    left_out = frozenset(without)
    return tuple(one for one in roster.people if one not in left_out)


def own_headings(handbook: Handbook, columns: str | None) -> dict[str, str]:
    """The organisation's own headings: of the settings, and before them those of --columns."""
    from rolebook.findings import did_you_mean
    from rolebook.roster.columns import NAMES

    named = {
        name: heading
        for name, heading in handbook.settings.roster.columns.model_dump().items()
        if heading
    }
    for pair in (columns or "").split(","):
        if not pair.strip():
            continue
        name, equals, heading = (part.strip() for part in pair.partition("="))
        if name not in NAMES or not equals or not heading:
            hint = did_you_mean(name, NAMES) or f"it knows {', '.join(NAMES)}"
            raise click.UsageError(
                f'--columns takes pairs such as employee=Naam,role=Functie, not "{pair}"; {hint}'
            )
        named[name] = heading
    return named


def _summary(run: Run, folder: Path) -> None:
    from rolebook.paper.printrun import CHECKLIST, MANIFEST, PRINTER, TABLE

    count = len(run.papers)
    kept = count - run.made
    before = f", {kept} of them as printed before" if kept else ""
    gone = f"; {run.removed} of people who are no longer in the run taken away" * bool(run.removed)
    click.echo(f"{counted(count, 'paper')} in {shown(folder)}{before}{gone}")
    pages, sheets = counted(run.pages, "page"), counted(run.pages // 2, "sheet")
    click.echo(f"  {PRINTER}: {pages}, to print on both sides of {sheets}")
    click.echo(f"  {CHECKLIST}, {TABLE}: who gets what; {MANIFEST}: for the register of signatures")


def _remarks(handbook: Handbook, run: Run, roster: Roster, file: Path) -> None:
    """What whoever hands the papers out should know."""
    drafts = Counter(
        (paper.person.role, paper.person.lang) for paper in run.papers if paper.status == "draft"
    )
    for (role, lang), count in sorted(drafts.items()):
        papers = counted(count, "paper is a draft", "papers are drafts")
        click.echo(
            f"warning: {papers}, and marked so: {role} ({lang}) is not approved as it stands; "
            "with --approved its last version is printed, if it has one",
            err=True,
        )
    if left := roster.rows - len(run.papers):
        rows = counted(left, "row was", "rows were")
        click.echo(f"warning: {rows} left out", err=True)
    if file.resolve().is_relative_to(handbook.root.resolve()) and not file.resolve().is_relative_to(
        (handbook.root / FOLDER).resolve()
    ):
        click.echo(
            f"warning: {shown(file)} names persons and lies in the handbook; "
            f"move it below {FOLDER}/",
            err=True,
        )
    unused = f"; not used: {', '.join(roster.unused)}" if roster.unused else ""
    click.echo(f"{shown(file)} was read as {roster.told}{unused}", err=True)
