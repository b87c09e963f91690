"""`rolebook signatures`: the register of who signed which version of which document."""

from __future__ import annotations

import click

from rolebook.cli.commands import Commands

COMMANDS = {
    "add": "Write down that somebody signed, refused, was given a paper, ...",
    "export": "Write the whole register as a table.",
    "forget": "Take somebody's name out of the register for good.",
    "import": "Take over a print run, a table of signatures, or signed PDFs.",
    "status": "Say who has not signed the current version, and why.",
    "verify": "Say whether the register is as it was written.",
}
"""Every command with its one line of help."""


class _Commands(Commands):
    named = COMMANDS
    package = "rolebook.cli.register"


@click.group(cls=_Commands)
def command() -> None:
    """Keep the register of signatures: who signed which version of a job description or procedure,
    who refused, who has yet to sign.

    It is personal and stands in private/signatures/ of the handbook. Entries are only ever added:
    a wrong one is cancelled by another, and a leaver is forgotten by name.

    \b
    Example:  rolebook signatures import private/print-runs/people/manifest.json --on 2026-12-01
              rolebook signatures add "Ada Lindeman" warranty-engineer-psw --on 2026-12-03
              rolebook signatures status --roster private/people.xlsx
    """
