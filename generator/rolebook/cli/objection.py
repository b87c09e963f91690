"""`rolebook objection`: objections to decisions on grades, noted in private/.

An objection is personal, for a job may have one holder. So it is no record: it lies below
private/, out of git, the site and every paper, and goes on in the words of whoever handles it.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import DAY, handbook_option, the_day, the_root, today_option
from rolebook.cli.private import FOLDER, personal_folder, write_personal
from rolebook.cli.writing import aligned, shown, writing

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.records import Decision, Records

BELOW = "objections"
_COLUMNS = ("role", "decision", "grade", "received", "in_time", "person", "outcome", "file")
_REST = """\
# How it went on; write here what happened, and when.
heard:
advice:
answered:
outcome:
"""


@click.command()
@click.argument("role_id", metavar="[ROLE]", required=False)
@click.option(
    "--received", metavar="DATE", default=None, type=DAY,
    help="The day it was received.",
)  # fmt: skip
@click.option("--person", metavar="NAME", default=None, help="Who objects.")
@click.option("--says", metavar="TEXT", default=None, help="What the objection says.")
@click.option(
    "--decision", "number", metavar="N", default=None, type=click.IntRange(1),
    help="Decision N about the role (else: the one in force).",
)  # fmt: skip
@handbook_option
@today_option
def command(
    role_id: str | None,
    received: datetime | None,
    person: str | None,
    says: str | None,
    number: int | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Note an objection to the decision on a grade, or list those that were noted.

    The note goes to a new file below private/objections/, with the decision, its grade, and
    whether the objection came in time. Go on writing in that file; git and the site never see it.

    \b
    Example:  rolebook objection warranty-engineer-psw --received 2026-12-14
                --person "Name Surname" --says "My work on recalls was not looked at"
              rolebook objection
    """
    root = the_root(start)
    if role_id is None:
        if received or person or says or number:
            raise click.UsageError("name the role whose grade is objected to")
        click.echo(_listed(root))
        return
    if received is None:
        raise click.UsageError("say when the objection was received: --received DATE")
    handbook, records = _opened(root, the_day(today))
    decision = _decision(handbook, records, role_id, number)
    day = received.date()
    if day < decision.on:
        raise click.UsageError(
            f"grade {decision.grade} was decided on {decision.on}; an objection cannot be of {day}"
        )
    path = _write(root, decision, day, _line(person), _line(says))
    click.echo(f"{shown(path)}: {_told(decision, day)}")


def in_time(decision: Decision, received: date) -> bool | None:
    """Whether an objection came by the last day for it; None where no such day is known."""
    return None if decision.object_until is None else received <= decision.object_until


def _told(decision: Decision, received: date) -> str:
    when = in_time(decision, received)
    if when is None:
        why = (
            "the day of the notice is missing"
            if decision.notice is None
            else f"the scheme {decision.scheme} stated no term for one (objection:)"
        )
        return f"noted; no last day for an objection is known, for {why}"
    said = "in time" if when else "too late"
    return f"noted; {said}: the last day for an objection was {decision.object_until}"


def _opened(root: Path, day: date) -> tuple[Handbook, Records]:
    from rolebook.cli.common import examined
    from rolebook.cli.report import as_text

    handbook, findings, records = examined(root, day)
    if handbook is None:
        click.echo(as_text(findings, root), err=True)
        raise SystemExit(1)
    return handbook, records


def _decision(handbook: Handbook, records: Records, role_id: str, number: int | None) -> Decision:
    """The decision objected to. Exits with 2 where there is none."""
    from rolebook.findings import did_you_mean
    from rolebook.records.gradings import Gradings

    if role_id not in handbook.roles:
        hint = did_you_mean(role_id, handbook.roles) or "`rolebook grade --all` lists all roles"
        raise click.UsageError(f'there is no role "{role_id}"; {hint}')
    gradings = Gradings(handbook, records)
    about = {one.number: one for one in gradings.of(role_id)}
    found = about.get(number) if number else gradings.in_force(role_id)
    if found is None:
        known = ", ".join(map(str, about)) or "none"
        raise click.UsageError(f"{role_id} has no such decision on its grade; there is {known}")
    return found


def _line(text: str | None) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text or "").split())


def _write(root: Path, decision: Decision, day: date, person: str, says: str) -> Path:
    """The note, in a file of its own: no other is ever overwritten."""
    import yaml

    facts = {
        "role": decision.role,
        "decision": decision.number,
        "hash": decision.hash,
        "grade": decision.grade,
        "decided_on": decision.on.isoformat(),
        "last_day": decision.object_until.isoformat() if decision.object_until else None,
        "received": day.isoformat(),
        "in_time": in_time(decision, day),
        "person": person or None,
        "says": says or None,
    }
    text = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=98)
    head = f"# Objection to decision {decision.number}. Personal: keep it below {FOLDER}/.\n"
    with writing(root / FOLDER / BELOW):
        folder = personal_folder(root, None, BELOW)
        for count in itertools.count(1):
            path = folder / f"{decision.role}.{day}{f'.{count}' if count > 1 else ''}.yml"
            with contextlib.suppress(FileExistsError):
                write_personal(path, (head + text + _REST).encode(), over=False)
                break
    return path


def _listed(root: Path) -> str:
    """A table of what was noted, oldest first; a file that is no note is named."""
    rows = sorted(_noted(root), key=lambda row: (row["received"], row["file"]))
    if not rows:
        return "no objection was noted"
    lines = [_COLUMNS, *(tuple(row[name] for name in _COLUMNS) for row in rows)]
    return "\n".join(aligned(lines))


def _noted(root: Path) -> Iterator[dict[str, str]]:
    from rolebook.source import read

    folder = root / FOLDER / BELOW
    for path in sorted(folder.glob("*.yml")):
        name = path.relative_to(root).as_posix()
        with writing(path):
            source, findings = read(path.read_bytes(), name)
        data: dict[str, Any] = dict(source.data) if source and not findings else {}
        if not {"role", "decision", "received"} <= data.keys():
            click.echo(f"{name} is no note of an objection and is passed over", err=True)
            continue
        yield {
            **{column: _line(str(data.get(column) or "")) for column in _COLUMNS},
            "file": name,
        }
