"""`rolebook check`: every finding in one run. Writes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from rolebook.cli.common import checked, handbook_option, the_day, the_root, today_option


@click.command()
@handbook_option
@today_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "github"]), default="text",
    show_default=True, help="How findings are shown.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "note"]), default="error",
    show_default=True, help="The lowest severity that makes the exit code 1.",
)  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Show errors only.")
def command(
    start: Path | None, today: datetime | None, format_: str, fail_on: str, quiet: bool
) -> None:
    """Check the handbook: each file by itself and all of them together.

    \b
    Example:  rolebook check
              rolebook check --format json --fail-on warning
    """
    from rolebook.cli.report import as_github, as_json, as_text, summary, unread, where
    from rolebook.findings import Severity

    root = the_root(start)
    day = the_day(today)
    handbook, findings = checked(root, day)
    shown = [f for f in findings if not quiet or f.severity is Severity.ERROR]
    if format_ == "text":
        if shown:
            click.echo(as_text(shown, root) + "\n")
        if left := unread(handbook, findings):
            click.echo(left)
        click.echo(summary(findings) + where(findings))
    else:
        click.echo(as_json(shown) if format_ == "json" else as_github(shown))
    order = list(Severity)
    limit = order.index(Severity(fail_on))
    raise SystemExit(int(any(order.index(f.severity) <= limit for f in findings)))
