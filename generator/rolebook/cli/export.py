"""`rolebook export`: the handbook's overviews as tables for other programs."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from rolebook.cli.common import (
    chosen_languages,
    handbook_option,
    the_day,
    the_root,
    today_option,
    usable,
)
from rolebook.cli.writing import replace_with, shown, writing


@click.command()
@click.option("--to", "form", type=click.Choice(["xlsx", "csv"]), required=True, help="The form.")
@click.option(
    "--what", type=click.Choice(["register", "grades"]), default="register", show_default=True,
    help="Every document; or every role with its grade and category of workers.",
)  # fmt: skip
@click.option(
    "--out", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write (else: standard output).",
)  # fmt: skip
@click.option(
    "--lang", metavar="LANG", default=None,
    help="The language of titles and headings (else: the governing one).",
)  # fmt: skip
@handbook_option
@today_option
def command(
    form: str,
    what: str,
    out: Path | None,
    lang: str | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Write the document register as a table: every document with its control facts.

    One row a document: number, title, version, status, dates, who answers for it, fingerprint.

    With --what grades: one row a role, with grade, category of workers, job family, seats, and
    the decision behind it, for reports on equal pay.

    \b
    Example:  rolebook export --to xlsx --out register.xlsx
              rolebook export --to csv --lang nl > register.csv
              rolebook export --what grades --to xlsx --out grades.xlsx
    """
    from rolebook.paper.sheets import csv_file, xlsx_file
    from rolebook.views.categories import categories_table
    from rolebook.views.registers import register_table
    from rolebook.views.writer import Writer

    handbook, _, records = usable(the_root(start), the_day(today))
    chosen = chosen_languages(handbook, [lang or handbook.lang])[0]
    writer = Writer(handbook.editions[chosen], records)
    tables = {
        "register": (register_table, writer.words("Document register"), "documents"),
        "grades": (categories_table, writer.words("Grades"), "roles"),
    }
    table, title, noun = tables[what]
    head, rows = table(writer)
    content = csv_file(head, rows) if form == "csv" else xlsx_file(title, head, rows)
    if out is not None:
        with writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            replace_with(out, content)
        click.echo(f"{len(rows)} {noun} in {shown(out)}")
    elif form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError(f"name the file to write: --out {what}.xlsx")
    else:
        click.echo(content, nl=False)
