"""`rolebook signatures`: the register of who signed which version of which document."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "add": "Write down that somebody signed, refused, was given a paper, ...",
    "export": "Write the whole register as a table.",
    "forget": "Take somebody's name out of the register for good.",
    "import": "Take over a print run, a table of signatures, or signed PDFs.",
    "status": "Say who has not signed the current version, and why.",
    "verify": "Say whether the register is as it was written.",
}
"""Every command with its one line of help; each lives in the module of its name (`import` in
``import_``), and is loaded only when it runs."""


class _Commands(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = "import_" if name == "import" else name
        command: click.Command = import_module(f"rolebook.cli.register.{module}").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


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
