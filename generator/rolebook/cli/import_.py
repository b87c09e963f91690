"""`rolebook import`: what exists already (documents, lists, edited papers) as YAML drafts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from rolebook.cli.common import handbook_option, the_root
from rolebook.cli.writing import shown

WAYS = (
    "rolebook.cli.import_returned",
    "rolebook.cli.import_table",
    "rolebook.cli.import_documents",
)
"""Modules that bring files in, the pickiest first. Each has ``takes(path) -> bool`` and
``run(request) -> int``, which gives the exit code; a file goes to the first that takes it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: ``files`` are those of one way; the rest are the command's options."""

    root: Path
    files: tuple[Path, ...]
    kind: str | None = None
    lang: str | None = None
    out: Path | None = None
    trace: bool = False
    review: bool = False
    apply: bool = False
    notes: bool = False
    columns: str | None = None


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--as", "kind", type=click.Choice(["role", "procedure"]), default=None,
    help="What the files describe (else: what their headings say).",
)  # fmt: skip
@click.option(
    "--lang", metavar="LANG", default=None, help="The language of the files (else: found out)."
)
@click.option(
    "--out", metavar="DIR", default=None, type=click.Path(file_okay=False, path_type=Path),
    help="Where drafts and report are written (else: the handbook's own folders; the report is "
    "shown).",
)  # fmt: skip
@click.option("--trace", is_flag=True, help="Say for every value from which line it comes.")
@click.option("--review", is_flag=True, help="Go through the doubtful places one by one.")
@click.option(
    "--apply", is_flag=True,
    help="Write the patch that a paper or a list which comes back makes (else: it is shown).",
)  # fmt: skip
@click.option(
    "--notes", is_flag=True,
    help="Put the comments of a paper that comes back into the notes of its file.",
)  # fmt: skip
@click.option(
    "--columns", metavar="FIELD=HEAD,...", default=None,
    help="Which column of a list holds what, where its head is not understood: "
    '"title=Naam,unit=Afd.". Fields: id, title, kind, family, grade, unit, reports_to, code.',
)  # fmt: skip
@handbook_option
def command(files: tuple[Path, ...], start: Path | None, **options: Any) -> None:
    """Bring documents in as YAML drafts to finish by hand.

    Reads Word (DOCX), OpenDocument (ODT), HTML, Markdown, plain text and PDFs with a text layer.
    Every sentence ends up in a draft or in the report, with its place. Files that are there
    already are never touched; for those, what differs is shown.

    A list of jobs (XLSX, CSV) makes a draft of every row; with --apply the families and units
    that are missing as well. One that `rolebook export --what jobs` made comes back as changes of
    the roles.

    A DOCX that `rolebook print` or `rolebook diff` made comes back as a patch of the YAML: its
    changes, tracked or not, are shown field by field, and written with --apply.

    \b
    Example:  rolebook import jobs/*.docx
              rolebook import warranty-engineer.en.docx --apply
              rolebook import jobs.xlsx
              rolebook import handbook.txt --as role --lang nl --out drafts --trace
    """
    root = the_root(start)
    ways = {name: import_module(name) for name in WAYS}
    taken: dict[str, list[Path]] = {}
    for file in dict.fromkeys(files):
        way = next((name for name, way in ways.items() if way.takes(file)), None)
        if way is None:
            raise click.UsageError(
                f"{shown(file)}: nothing is known about files that end in "
                f'"{file.suffix}"; see `rolebook import --help`'
            )
        taken.setdefault(way, []).append(file)
    codes = [
        ways[name].run(Request(root, tuple(taken[name]), **options))
        for name in WAYS
        if name in taken
    ]
    raise SystemExit(max(codes))
