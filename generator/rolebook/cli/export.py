"""`rolebook export`: the handbook's overviews as tables, or all its pages as Markdown."""

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
from rolebook.cli.writing import new_folder, shown, writing
from rolebook.disk import replace_with


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to", "form", type=click.Choice(["xlsx", "csv", "markdown"]), required=True, help="The form."
)
@click.option(
    "--what", type=click.Choice(["register", "grades", "jobs"]), default="register",
    show_default=True,
    help="Every document; every role with its grade and category of workers; or the list of jobs "
    "to edit and import again.",
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
    folder: Path | None,
    form: str,
    what: str,
    out: Path | None,
    lang: str | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Write the document register as a table, or all pages as Markdown files.

    The register has one row a document: number, title, version, status, dates, who answers for it,
    fingerprint.

    With --what grades: one row a role, with grade, category of workers, job family, seats, and
    the decision behind it, for reports on equal pay.

    With --what jobs: one row a role, with id, title, job family, grade, unit and superiors. Edit it
    in a spreadsheet and `rolebook import` shows it as changes of the roles.

    With --to markdown: every page in every language into DIR, a new or an empty folder, with a
    mkdocs.yml: any builder of websites renders them without Rolebook.

    \b
    Example:  rolebook export --to xlsx --out register.xlsx
              rolebook export --to csv --lang nl > register.csv
              rolebook export --what grades --to xlsx --out grades.xlsx
              rolebook export --what jobs --to xlsx --out jobs.xlsx
              rolebook export --to markdown handbook-pages
    """
    if form == "markdown":
        if folder is None or out or lang or what != "register":
            raise click.UsageError("write: rolebook export --to markdown DIR")
        _write_markdown(folder, start, today)
        return
    if folder is not None:
        raise click.UsageError(f"name the file to write: --out {folder}")
    from rolebook.paper.sheets import csv_file, xlsx_file
    from rolebook.views.categories import categories_table
    from rolebook.views.joblist import jobs_table
    from rolebook.views.registers import register_table
    from rolebook.views.writer import Writer

    handbook, _, records = usable(the_root(start), the_day(today))
    chosen = chosen_languages(handbook, [lang or handbook.lang])[0]
    writer = Writer(handbook.editions[chosen], records)
    tables = {
        "register": (register_table, writer.words("Document register"), "documents"),
        "jobs": (jobs_table, writer.words("Roles"), "roles"),
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


def _write_markdown(folder: Path, start: Path | None, today: datetime | None) -> None:
    from rolebook.site.build import SiteError
    from rolebook.site.editions import editions, site_name
    from rolebook.site.markdown import write_markdown

    root = the_root(start)
    handbook, _, records = usable(root, the_day(today))
    try:
        made = editions(handbook, records, site_name(root), papers=False)
        with writing(folder), new_folder(folder) as beside:
            pages = write_markdown(root, list(made.values()), beside)
    except SiteError as error:
        raise click.ClickException(f"{error}\nNothing was written.") from error
    click.echo(f"{pages} pages in {shown(folder)}; `mkdocs build` makes a website of them")
