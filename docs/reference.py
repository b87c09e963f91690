#!/usr/bin/env python3
"""Write docs/reference.md from the program: commands, findings, fields.

python docs/reference.py            write it
python docs/reference.py --check    say whether it is true (exit 1 when not)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

import rolebook.checks
from rolebook.cli import cli
from rolebook.findings import CODES
from rolebook.handbook.files import KINDS
from rolebook.model.answers import Answers
from rolebook.model.base import Model, model_at
from rolebook.model.docs import described
from rolebook.model.settings import Settings

TARGET = Path(__file__).with_name("reference.md")


def reference() -> str:
    """The whole page."""
    assert rolebook.checks  # the rules register their codes
    parts = ["# Reference", "Written by `docs/reference.py` from the program itself."]
    parts += ["## Commands", *_commands(), "## Findings", *_findings(), "## Fields", *_fields()]
    return "\n\n".join(parts) + "\n"


def _commands() -> Iterator[str]:
    context = click.Context(cli, info_name="rolebook")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command
        yield from _command(command, name, context)


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    """A command's help, and below it that of each command it has."""
    inner = click.Context(command, info_name=name, parent=parent, terminal_width=80)
    yield f"### {inner.command_path}"
    yield f"```\n{command.get_help(inner)}\n```"
    if isinstance(command, click.Group):
        for below in command.list_commands(inner):
            found = command.get_command(inner, below)
            assert found
            yield from _command(found, below, inner)


def _findings() -> Iterator[str]:
    for code in CODES:
        yield f"### {code.name}"
        yield f"*{code.severity.value}.* {code.title}. {code.explanation}"
        for label, text in (("Wrong", code.wrong), ("Right", code.right)):
            if text:
                yield f"{label}:"
                yield f"```yaml\n{text}\n```"


def _fields() -> Iterator[str]:
    seen: set[type[Model]] = set()
    tops = [(kind.folder + "/", kind.model) for kind in KINDS]
    others = [("for rolebook grade", Answers), ("mkdocs.yml, extra: handbook:", Settings)]
    for where, model in [*tops, *others]:
        yield f"### {model.__name__} ({where})"
        yield from _table(model, seen)
    waiting = sorted(_reached(seen), key=lambda m: (m.__name__, m.__module__))
    for model in waiting:
        yield f"### {model.__name__}"
        yield from _table(model, seen)


def _reached(tops: set[type[Model]]) -> set[type[Model]]:
    found: set[type[Model]] = set()
    pending = list(tops)
    while pending:
        model = pending.pop()
        for key in tuple(model.keys()):
            inner = model_at(model, (key, 0)) or model_at(model, (key,))
            if inner and inner not in tops and inner not in found:
                found.add(inner)
                pending.append(inner)
    return found


def _table(model: type[Model], seen: set[type[Model]]) -> Iterator[str]:
    seen.add(model)
    yield " ".join((model.__doc__ or "").split())
    rows = ["| key | what it holds |", "|---|---|"]
    told = described(model)
    for key, name in model.keys().items():
        field = model.model_fields[name]
        need = " **(required)**" if field.is_required() else ""
        rows.append(f"| `{key}` | {' '.join(told.get(name, '').split())}{need} |")
    yield "\n".join(rows)


if __name__ == "__main__":
    import_module("rolebook.checks")
    text = reference()
    if "--check" in sys.argv:
        sys.exit(int(TARGET.read_text("utf-8") != text))
    TARGET.write_text(text, encoding="utf-8")
