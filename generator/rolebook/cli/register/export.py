"""`rolebook signatures export`: the whole register as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.common import handbook_option, the_root
from rolebook.cli.private import personal_folder, write_personal
from rolebook.cli.register import BELOW, keeping, register_option, the_register
from rolebook.cli.writing import shown, writing

if TYPE_CHECKING:
    from rolebook.register.entry import Entry


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv",
    show_default=True, help="json holds the hashes as well.",
)  # fmt: skip
@click.option(
    "--out", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (else: register.csv beside the register).",
)  # fmt: skip
@register_option
@handbook_option
def command(form: str, out: Path | None, folder: Path | None, start: Path | None) -> None:
    """Write the whole register as a table, cancelled entries and all. The table names people, so it
    goes below private/, or to a folder outside the handbook and every git work tree.

    `rolebook signatures import` takes such a table over into another register.

    \b
    Example:  rolebook signatures export --format xlsx
    """
    from rolebook.paper.sheets import csv_file, xlsx_file

    root = the_root(start)
    register = the_register(root, folder)
    with keeping(register):
        entries = register.entries()
    if form == "json":
        rows = [_data(entry) for entry in entries]
        content = (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
    else:
        head, table = _table(entries)
        content = csv_file(head, table) if form == "csv" else xlsx_file("Signatures", head, table)
    with writing(out or register.folder):
        asked = out.resolve().parent if out else folder
        target = personal_folder(root, asked, BELOW) / (out.name if out else f"register.{form}")
        write_personal(target, content)
    click.echo(shown(target))


def _table(entries: tuple[Entry, ...]) -> tuple[list[str], list[list[Any]]]:
    from rolebook.register.rows import headings

    named = headings()
    rows: list[list[Any]] = []
    for entry in entries:
        event, edition = entry.event, entry.event.edition
        values = {
            "employee": event.person.name if event.person else "",
            "number": event.person.number if event.person else "",
            "document": edition.document if edition else "",
            "code": edition.fingerprint if edition else "",
            "version": edition.version if edition else "",
            "language": edition.language if edition else "",
            "meaning": ", ".join(event.meanings),
        }
        cells = [values.get(name, getattr(event, name, "")) for name in named]
        rows.append(
            [entry.number, entry.recorded, *cells, event.cancels or "", ", ".join(entry.gone)]
        )
    return ["Entry", "Recorded", *named.values(), "Cancels", "Forgotten"], rows


def _data(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number, "recorded": entry.recorded, **entry.event.facts(),
        "personal": entry.event.parts(), "gone": list(entry.gone), "hash": entry.hash,
    }  # fmt: skip
