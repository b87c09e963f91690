"""`rolebook schema`: the JSON Schemas that editors complete and check with."""

from __future__ import annotations

from pathlib import Path

import click

from rolebook.cli.common import handbook_option, the_root
from rolebook.cli.writing import shown, writing
from rolebook.disk import replace_with


@click.command()
@handbook_option
@click.option(
    "--out", "out", metavar="DIR", default=None, type=click.Path(file_okay=False, path_type=Path),
    help="Where to write them (else: schemas/ of the handbook).",
)  # fmt: skip
def command(start: Path | None, out: Path | None) -> None:
    """Write the JSON Schemas of all files of a handbook.

    An editor with a YAML language server finds them by the first line of each file and then
    completes keys, explains them and marks mistakes while you type. Run it again after an upgrade.

    \b
    Example:  rolebook schema
    """
    from rolebook.schemas import as_json, schemas

    folder = out or the_root(start) / "schemas"
    texts = {folder / name: as_json(schema).encode() for name, schema in schemas().items()}
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        changed = [path for path, text in texts.items() if not _holds(path, text)]
        for path in changed:
            replace_with(path, texts[path])
    click.echo(f"{shown(folder)}: {len(texts)} schemas, {len(changed)} of them written")


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
