"""`rolebook build`: the website with its papers into site/."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from rolebook.cli.common import (
    handbook_option,
    progress,
    the_day,
    the_root,
    today_option,
    usable,
)


@click.command()
@handbook_option
@today_option
@click.option(
    "--out", metavar="DIR", default=None, type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the site (else: the handbook's site/).",
)  # fmt: skip
@click.option("--no-papers", is_flag=True, help="Leave the PDF and DOCX files out.")
def command(start: Path | None, today: datetime | None, out: Path | None, no_papers: bool) -> None:
    """Build the website with its papers. Publish the folder it names.

    The new site is built beside the old one and exchanged for it at the end: an interrupted or
    failed build leaves the old one as it was.

    \b
    Example:  rolebook build
              rolebook build --out /srv/www/handbook
    """
    from rolebook.cli.report import summary
    from rolebook.paper.errors import PaperError
    from rolebook.paper.papers import all_papers, make
    from rolebook.site.build import SiteError, build_site
    from rolebook.site.editions import data_files, editions, site_name
    from rolebook.site.exchange import ExchangeError

    root = the_root(start)
    handbook, findings, records = usable(root, the_day(today))
    papers = [] if no_papers else all_papers(handbook)

    def write(folder: Path) -> None:
        with progress("Printing", len(papers)) as step:
            for paper, content in make(handbook, records, papers):
                place = folder / paper.address
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
                step()

    try:
        made = editions(handbook, records, site_name(root), papers=not no_papers)
        files = data_files(handbook, records)
        built = build_site(
            root, list(made.values()), papers=write if papers else None, files=files, target=out
        )
    except (SiteError, ExchangeError, PaperError) as error:
        raise click.ClickException(f"{error}\nThe previous site is as it was.") from error
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    target = out or root / "site"
    click.echo(f"{summary(findings)} (`rolebook check` shows them)")
    click.echo(f"{built.pages} pages and {len(papers)} papers: open {target / 'index.html'}")
