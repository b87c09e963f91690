"""`rolebook serve`: the handbook in a browser, following every change."""

from __future__ import annotations

import gc
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from rolebook.cli.common import examined, handbook_option, the_day, the_root, today_option


@click.command()
@handbook_option
@today_option
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535),
              help="The port on this machine.")  # fmt: skip
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
def command(start: Path | None, today: datetime | None, port: int, open_: bool) -> None:
    """Show the handbook in a browser and follow every change, until Ctrl+C.

    While the handbook has errors, the last valid state stays on show and the errors are listed.
    Pages offer no papers here; `rolebook print` makes them.

    \b
    Example:  rolebook serve --open
    """
    from rolebook.cli.report import as_text, summary
    from rolebook.findings import Severity
    from rolebook.site.build import build_site
    from rolebook.site.editions import data_files, editions, site_name
    from rolebook.site.serve import Attempt, Preview

    gc.enable()  # the one command that lives on
    root = the_root(start)

    def build(folder: Path) -> Attempt:
        handbook, findings, records = examined(root, the_day(today))
        errors = [f for f in findings if f.severity is Severity.ERROR]
        if handbook is None or errors:
            return Attempt(False, tuple(as_text([error], root) for error in errors))
        made = editions(handbook, records, site_name(root), papers=False)
        files = data_files(handbook, records)
        built = build_site(root, list(made.values()), files=files, target=folder)
        return Attempt(True, (*built.warnings, summary(findings)))

    def report(attempt: Attempt) -> None:
        for message in attempt.messages:
            click.echo(message)
        if attempt.built:
            click.echo(f"Built; look at {preview.address} (Ctrl+C ends)")
        else:
            click.echo("The last valid state stays on show until these are mended.")

    try:
        preview = Preview(root, build, report, port=port)
    except OSError as error:
        raise click.ClickException(
            f"port {port} cannot be used: {error.strerror}; choose another with --port"
        ) from error
    if open_:
        webbrowser.open(preview.address)
    try:
        preview.run()
    except KeyboardInterrupt:
        preview.stop()
