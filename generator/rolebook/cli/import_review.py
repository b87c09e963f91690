"""`rolebook import --review`: the doubtful places one by one, on the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from rolebook.handbook import Handbook
from rolebook.importing.documents.bringing import Brought
from rolebook.importing.documents.filling.draft import Draft, Value, path_shown
from rolebook.importing.documents.reviewing import NEEDED, doubts, keep, leave_out, say, to_notes
from rolebook.model.base import Path

_KEYS = {"k": "keep", "t": "type other words", "n": "to the notes", "o": "leave out", "s": "stop"}


def reviewed(brought: Sequence[Brought], handbook: Handbook) -> None:
    """Asks about every doubtful value; what was decided is no longer marked. Stopping, or the end
    of the input, keeps the marks of the rest."""
    try:
        all(_draft(one, draft, handbook) for one in brought for draft in one.drafts)
    except click.Abort as stop:
        if not isinstance(stop.__context__, EOFError):  # Ctrl-C: nothing is to be written
            raise
        click.echo()
    if left := sum(len(list(doubts(draft))) for one in brought for draft in one.drafts):
        said = (
            "1 question is left; its place is marked"
            if left == 1
            else f"{left} questions are left; their places are marked"
        )
        click.echo(f"\n{said} with review.")


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
        click.echo(f"    one of: {', '.join(known)} (type it, or a letter)")
    keys = [key for key in _KEYS if not (path[0] in NEEDED and key in "no")]
    choice = click.Choice([*keys, *known], case_sensitive=False)
    answer = click.prompt(
        "    " + ", ".join(f"[{key}] {_KEYS[key]}" for key in keys),
        type=choice, default="k", show_choices=False,
    )  # fmt: skip
    match answer:
        case "k":
            keep(draft, path)
        case "t":
            kind = click.Choice(known, case_sensitive=False) if known else click.STRING
            say(draft, path, str(click.prompt("    other words", type=kind)))
        case "n":
            to_notes(draft, path)
        case "o":
            leave_out(draft, path)
        case "s":
            return False
        case one_of_several:
            say(draft, path, one_of_several)
    return True


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
