"""`rolebook import --review`: the doubtful places one by one, on the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from rolebook.handbook import Handbook
from rolebook.importing.documents.bringing import Brought
from rolebook.importing.documents.filling.draft import Draft, Path, Value, path_shown
from rolebook.importing.documents.reviewing import NEEDED, doubts, keep, leave_out, say, to_notes

_KEYS = {"k": "keep", "t": "type other words", "n": "to the notes", "o": "leave out", "s": "stop"}


def reviewed(brought: Sequence[Brought], handbook: Handbook) -> None:
    """Asks about every doubtful value; what was decided is no longer marked. Stopping keeps the
    marks of the rest."""
    for one in brought:
        for draft in one.drafts:
            if not _draft(one, draft, handbook):
                return


def _draft(one: Brought, draft: Draft, handbook: Handbook) -> bool:
    """False when the reader wants to stop."""
    click.echo()
    click.secho(f"{draft.fields['title'].text} ({one.document.name})", bold=True)
    if draft.missing:
        click.echo(f"Not found: {', '.join(draft.missing)}.")
    waiting = list(doubts(draft))
    number = 0
    while waiting:
        path, value = waiting[0]
        number += 1
        if not _ask(one, draft, path, value, number, number + len(waiting) - 1, handbook):
            return False
        waiting = list(doubts(draft))
    return True


def _ask(
    one: Brought, draft: Draft, path: Path, value: Value, number: int, all_: int,
    handbook: Handbook,
) -> bool:  # fmt: skip
    click.echo()
    click.echo(f"{number} of {all_}  {path_shown(path)}: {value.text}")
    click.echo(f"    why: {value.guess}")
    for line in dict.fromkeys(piece.line for piece in value.pieces):
        shown = textwrap.shorten(line.text, 300, placeholder=" ...")
        click.echo(f"    {one.document.name}, {line.place}: {shown}")
    known = _choices(path, handbook)
    if known:
        click.echo(f"    one of: {', '.join(known)}")
    keys = [key for key in _KEYS if not (path[0] in NEEDED and key in "no")]
    answer = click.prompt(
        "    " + ", ".join(f"[{key}] {_KEYS[key]}" for key in keys),
        type=click.Choice(keys), default="k", show_choices=False,
    )  # fmt: skip
    match answer:
        case "k":
            keep(draft, path)
        case "t":
            kind = click.Choice(known) if known else click.STRING
            say(draft, path, str(click.prompt("    other words", type=kind)))
        case "n":
            to_notes(draft, path)
        case "o":
            leave_out(draft, path)
    return bool(answer != "s")


def _choices(path: Path, handbook: Handbook) -> tuple[str, ...]:
    """The words that may stand at a place, where only some may."""
    match path:
        case ("kind",):
            return ("company", "reference")
        case ("family",):
            return tuple(handbook.families)
        case ("area",):
            return tuple(handbook.areas)
        case ("document", "layout"):
            return ("reference", "result-table", "job-instruction", "dealer-standard")
        case (*_, "role"):
            return tuple(handbook.roles)
        case _:
            return ()
