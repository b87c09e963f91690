"""`rolebook signatures forget`: a leaver's name goes for good, and the chain still holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import handbook_option, the_day, the_root, today_option
from rolebook.cli.register import keeping, register_option, the_register
from rolebook.cli.writing import counted, harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rolebook.register.entry import Entry, Person


@click.command()
@click.argument("person")
@click.option("--number", metavar="TEXT", default="", help="The employee number, among namesakes.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@register_option
@handbook_option
@today_option
def command(
    person: str,
    number: str,
    yes: bool,
    folder: Path | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Take a person's name out of the register for good, with place, words and scan of what that
    person signed, and wherever he or she signed or witnessed for others or was their manager. All
    names that one employee number had are forgotten with it.

    That something was signed, and when, stays; nobody can tell by whom. The scans themselves,
    rosters and print runs are yours to delete: the command names the scans. There is no way back.

    \b
    Example:  rolebook signatures forget "Ada Lindeman" --number 101
    """
    root = the_root(start)
    register = the_register(root, folder)
    with keeping(register):
        entries = register.entries()
    found = _named(entries, person, number)
    parts = list(_parts(entries, found))
    gone = {number for number, part in parts if part == "details"}
    scans = sorted({e.event.scan for e in entries if e.number in gone and e.event.scan})
    count = len({entry for entry, _ in parts})
    click.echo(f"{harmless(str(found))}: {counted(count, 'entry', 'entries')}", err=True)
    if not yes:
        click.confirm("Forget this name for good?", abort=True, err=True)
    register = the_register(root, folder, write=True)
    with keeping(register):
        entry = register.forget(parts, the_day(today).isoformat())
    where = counted(count, "entry", "entries")
    click.echo(f"entry {entry.number}: a person was forgotten, in {where}")
    for scan in scans:
        click.echo(f"yours to delete: {harmless(scan)}", err=True)


def _named(entries: Sequence[Entry], name: str, number: str) -> Person:
    """The one person of that name. Exits with 2 where there is none, or several."""
    from rolebook.findings import did_you_mean, folded
    from rolebook.register.entry import Person

    people = {entry.event.person for entry in entries if entry.event.person}
    people |= {
        Person(other)
        for entry in entries
        for other in (entry.event.signer, entry.event.witness, entry.event.manager)
        if other and not any(folded(other) == folded(one.name) for one in people)
    }
    alike = [one for one in people if folded(one.name) == folded(" ".join(name.split()))]
    numbers = sorted({one.number for one in alike if one.number})
    chosen = [one for one in numbers if not number or folded(one) == folded(number)]
    if alike and len(chosen) == 1:
        return Person(alike[0].name, chosen[0])
    if alike and not numbers and not number:
        return alike[0]
    if alike and not number:
        raise click.UsageError(
            f"several people have that name; say which: --number {', '.join(numbers)}"
        )
    hint = did_you_mean(name, sorted(one.name for one in people))
    raise click.UsageError(f'nobody called "{name}" is in the register' + f"; {hint}" * bool(hint))


def _parts(entries: Sequence[Entry], person: Person) -> list[tuple[int, str]]:
    """Everything in the entries that tells who it was, under whatever name the number had."""
    from rolebook.findings import folded

    people = {entry.event.person for entry in entries if entry.event.person}
    same = {one for one in people if folded(one.name) == folded(person.name)}
    only = len({one.key for one in same if one.number}) <= 1
    mine = {one for one in same if only and not one.number}
    mine |= {one for one in people if one.key == person.key}
    names = {folded(one.name) for one in (person, *mine)}
    found = []
    for entry in entries:
        event = entry.event
        for part in event.parts():
            other = getattr(event, part) if part in ("signer", "witness", "manager") else ""
            if event.person in mine or (other and folded(other) in names):
                found.append((entry.number, part))
    return found
