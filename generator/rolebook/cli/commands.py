"""Groups of commands: each command in a module of its own, which is loaded only when it runs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import ClassVar

import click


class Commands(click.Group):
    """``named``: every command with its one line of help; ``package``: where the modules are, each
    called as its command, with an underscore where the word is Python's own."""

    named: ClassVar[Mapping[str, str]]
    package: ClassVar[str]

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(self.named)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.named:
            return None
        own = iskeyword(name) or name == "print"
        module = import_module(f"{self.package}.{name}{'_' * own}")
        command: click.Command = module.command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.named.items()))

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = click.utils.make_str(args[0])
        if name not in self.named and not name.startswith("-"):
            from rolebook.findings import did_you_mean

            hint = did_you_mean(name, self.named) or f"see `{context.command_path} --help`"
            raise click.UsageError(f'there is no command "{name}"; {hint}', context)
        return super().resolve_command(context, args)
