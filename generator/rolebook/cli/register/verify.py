"""`rolebook signatures verify`: is the register as it was written?"""

from __future__ import annotations

from pathlib import Path

import click

from rolebook.cli.common import handbook_option, the_root
from rolebook.cli.register import register_option, the_register
from rolebook.cli.writing import counted, shown


@click.command()
@click.option(
    "--expect", metavar="HASH", default="",
    help="The hash of the last entry as somebody wrote it down earlier: is it still in the chain?",
)  # fmt: skip
@register_option
@handbook_option
def command(expect: str, folder: Path | None, start: Path | None) -> None:
    """Say whether the register is as it was written: every entry, every name, every byte.

    Each entry is chained to the one before it, and a seal beside the file knows every byte of it.
    Whoever can write the folder can make all of it anew: note the hash of the last entry somewhere
    else now and then, and ask for it with --expect.

    Exit code 0: it holds; 1: it does not.

    \b
    Example:  rolebook signatures verify
              rolebook signatures verify --expect 9f2c...
    """
    register = the_register(the_root(start), folder)
    verdict = register.verify()
    faults = list(verdict.faults)
    asked = expect.strip().lower()
    if asked and not any(head.startswith(asked) for head in verdict.heads if len(asked) >= 8):
        faults.append(f"no entry has the hash {asked}: what was written since then is not there")
    where = shown(register.file)
    for fault in faults:
        click.echo(f"{where}: {fault}")
    if faults:
        click.echo("The register does not hold. Take it back from your last copy, with its seal.")
        raise SystemExit(1)
    entries = counted(verdict.entries, "entry", "entries")
    click.echo(
        f"{where}: {entries}, and it holds"
        + f"; last hash {verdict.head}" * bool(entries and verdict.head)
    )
    if verdict.unsealed:
        click.echo(
            f"{counted(verdict.unsealed, 'entry', 'entries')} at the end: written by a command "
            "that was cut off before it sealed them; whole, and sealed by the next entry."
        )
