"""`rolebook signatures add`: one entry, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import DAY, handbook_option, today_option
from rolebook.cli.register import (
    keeping,
    register_option,
    the_catalogue,
    the_register,
)
from rolebook.cli.writing import harmless

if TYPE_CHECKING:
    from rolebook.register.catalogue import Catalogue
    from rolebook.register.entry import Edition, Entry, Event, Person
    from rolebook.register.standing import Register as Standings


@click.command()
@click.argument("person", required=False)
@click.argument("document", required=False)
@click.option("--number", metavar="TEXT", default="", help="The employee number.")
@click.option(
    "--event", metavar="EVENT", default="signed", show_default=True,
    help="signed, reservation, refused, handed_over; or of a person: on_leave, left.",
)  # fmt: skip
@click.option(
    "--on", metavar="DATE", default=None, type=DAY,
    help="When it happened (else: today).",
)  # fmt: skip
@click.option("--version", metavar="VERSION", default="", help="Which version (else: the last).")
@click.option(
    "--lang", metavar="LANG", default="", help="In which language (else: as handed over)."
)
@click.option("--code", metavar="CODE", default="", help="The code on the paper, for all of these.")
@click.option(
    "--by", metavar="PLACE", default="employee", show_default=True,
    help="In which place: employee, manager, head_of_unit, hr, works_council, management.",
)  # fmt: skip
@click.option(
    "--meaning", metavar="WORDS", default="",
    help="seen, received, agreed, ... (else: what the document says of that place).",
)  # fmt: skip
@click.option(
    "--method", metavar="METHOD", default="ink", show_default=True, help="ink or digital."
)
@click.option("--signer", metavar="NAME", default="", help="Who signed, if not the person himself.")
@click.option("--witness", metavar="NAME", default="", help="Who was there when it was refused.")
@click.option("--words", metavar="TEXT", default="", help="What the reservation or refusal says.")
@click.option("--place", metavar="TEXT", default="", help="Where it was signed.")
@click.option("--scan", metavar="TEXT", default="", help="Where the signed paper is kept.")
@click.option(
    "--until", metavar="DATE", default=None, type=DAY,
    help="The last day of leave.",
)  # fmt: skip
@click.option(
    "--cancel", metavar="N", default=None, type=click.IntRange(1),
    help="Cancel entry N, which was a mistake; --words say why.",
)  # fmt: skip
@register_option
@handbook_option
@today_option
def command(
    person: str | None,
    document: str | None,
    number: str,
    event: str,
    on: datetime | None,
    version: str,
    lang: str,
    code: str,
    by: str,
    meaning: str,
    method: str,
    signer: str,
    witness: str,
    words: str,
    place: str,
    scan: str,
    until: datetime | None,
    cancel: int | None,
    folder: Path | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Write down what happened with a paper: PERSON signed DOCUMENT, or refused, or was given it.

    DOCUMENT is an id, title or number; instead of it --code can name the code on the paper. The
    paper is the employee's also where a manager signs it: --by manager --signer NAME. Nothing in
    the register is changed afterwards; a mistake is cancelled with --cancel.

    \b
    Example:  rolebook signatures add "Ada Lindeman" warranty-engineer-psw --on 2026-12-03
              rolebook signatures add "Ada Lindeman" --code 7GB3-QZGW-5RYS-XIYO --by manager
                --signer "Eva Smit" --scan "binder 3"
              rolebook signatures add "Bo Winter" technician --event refused --witness "Eva Smit"
              rolebook signatures add "Cas Vos" --event on_leave --until 2027-03-01
              rolebook signatures add --cancel 12 --words "the wrong Cas"
    """
    from rolebook.register.entry import OF_A_DOCUMENT, OF_A_PERSON, Event, Person
    from rolebook.register.rows import lacking
    from rolebook.register.standing import Register as Standings

    root, day, catalogue = the_catalogue(start, today)
    happened = on.date().isoformat() if on else day.isoformat()
    register = the_register(root, folder)
    with keeping(register):
        entries = register.entries()
    if cancel is not None:
        made = _cancelling(entries, cancel, happened, words)
    else:
        if not person or not " ".join(person.split()):
            raise click.UsageError("say who it is about")
        kind = _meant("event", event)
        if kind not in (*OF_A_DOCUMENT, *OF_A_PERSON):
            raise click.UsageError("an entry is cancelled with --cancel, a person forgotten with "
                                   "`rolebook signatures forget`")  # fmt: skip
        signed = kind in ("signed", "reservation")
        edition = None
        if kind in OF_A_DOCUMENT:
            so_far = Standings(entries, catalogue.ids, day)
            who = Person(" ".join(person.split()), number.strip())
            edition = _edition(catalogue, who, so_far, document, code, version, lang)
        elif document or code:
            raise click.UsageError(f'"{event}" is said of a person; leave the document out')
        where = _meant("by", by) if kind in OF_A_DOCUMENT and kind != "handed_over" else ""
        made = Event(
            kind, happened, Person(" ".join(person.split()), number.strip()), edition, where,
            _meanings(catalogue, edition, where, meaning) if signed else (),
            _meant("method", method) if signed else "",
            signer, witness, place, words, scan, until.date().isoformat() if until else "",
        )  # fmt: skip
    for name, message, hint in lacking(made, day.isoformat()):
        raise click.UsageError(f"{message}: {hint} (--{name})")
    register = the_register(root, folder, write=True)
    with keeping(register):
        added = register.add([made], once=True)
    if not added:
        click.echo(f"It is written down already: {sentence(made)}")
        return
    click.echo(f"entry {added[0].number}: {sentence(made)}")
    if made.person and (new := _new_name(made.person, entries)):
        click.echo(f"note: {new}", err=True)
    if made.edition:
        current = catalogue.papers[made.edition.kind, made.edition.document].current
        if current and current.major != made.edition.major:
            click.echo(f"note: version {current.version} is the current one", err=True)


def sentence(event: Event) -> str:
    """An event in one line."""
    from rolebook.register.entry import EVENTS

    if event.event == "cancelled":
        return f"cancels entry {event.cancels}" + (f": {harmless(event.words)}" * bool(event.words))
    who = harmless(str(event.person)) if event.person else "somebody"
    what = EVENTS[event.event]
    if edition := event.edition:
        what += f" version {edition.version} of {edition.document} ({edition.language})"
    if event.by not in ("", "employee"):
        what += f" as {event.by}"
    return f"{who}: {what}, {event.on}"


def _new_name(person: Person, entries: Sequence[Entry]) -> str:
    """That nobody of that name was in the register, which may be a slip of the keyboard; nothing
    where the register was empty."""
    from rolebook.findings import did_you_mean, folded

    names = sorted({entry.event.person.name for entry in entries if entry.event.person})
    if not names or folded(person.name) in map(folded, names):
        return ""
    hint = did_you_mean(person.name, names)
    cancel = " Then cancel this entry with --cancel."
    return f'"{harmless(person.name)}" is new to the register' + f"; {hint}{cancel}" * bool(hint)


def _cancelling(entries: Sequence[Entry], number: int, on: str, words: str) -> Event:
    """The event that cancels another. Exits with 2 where there is none to cancel."""
    from rolebook.register.entry import Event

    numbered = {entry.number: entry for entry in entries}
    if number not in numbered:
        raise click.UsageError(f"there is no entry {number}")
    if numbered[number].event.event in ("cancelled", "forgotten"):
        raise click.UsageError(f"entry {number} is about other entries, and is not cancelled")
    if any(entry.event.cancels == number for entry in entries):
        raise click.UsageError(f"entry {number} is cancelled already")
    return Event("cancelled", on, cancels=number, words=words)


def _edition(
    catalogue: Catalogue,
    person: Person,
    so_far: Standings,
    document: str | None,
    code: str,
    version: str,
    lang: str,
) -> Edition:
    from rolebook.register.catalogue import Unknown

    if bool(document) == bool(code):
        raise click.UsageError("name the document, or the code on the paper with --code")
    try:
        if code:
            return catalogue.by_code(code, version)
        return catalogue.signed(catalogue.paper(document or ""), person, so_far, version, lang)
    except Unknown as unknown:
        raise click.UsageError(f"{unknown.message}; {unknown.hint}") from None


def _meanings(catalogue: Catalogue, edition: Edition | None, by: str, said: str) -> tuple[str, ...]:
    if not said:
        assert edition
        return catalogue.meanings(catalogue.papers[edition.kind, edition.document], by)
    return tuple(_meant("meaning", word) for word in said.replace(",", " ").split())


def _meant(what: str, word: str) -> str:
    """Exits with 2 for a word that means nothing here."""
    from rolebook.findings import did_you_mean
    from rolebook.register.rows import CANONICAL, meant

    found = meant(what, word)
    if not found:
        hint = did_you_mean(word, CANONICAL[what]) or f"it is one of {', '.join(CANONICAL[what])}"
        raise click.UsageError(f'"{word}" is no {what} that is known; {hint}')
    return found
