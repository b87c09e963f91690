"""`rolebook explain`: what a code of finding means, and how to mend it."""

from __future__ import annotations

from textwrap import indent

import click


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a CODE of finding; without one, list all of them.

    \b
    Example:  rolebook explain not-mutual
    """
    import rolebook.checks  # noqa: F401  (with all rooms below it: each defines its codes)
    from rolebook.findings import CODES, did_you_mean

    if code is None:
        width = max(len(name) for name in CODES.names())
        for known in CODES:
            click.echo(f"{known.name:<{width}}  {known.severity.value:<7}  {known.title}")
        return
    name = code.strip().strip("[]")
    if name not in CODES:
        hint = did_you_mean(name, CODES.names()) or "`rolebook explain` lists all codes"
        raise click.UsageError(f'there is no code "{code}"; {hint}')
    found = CODES[name]
    click.echo(f"{found.name} ({found.severity.value}): {found.title}\n")
    click.echo(click.wrap_text(found.explanation, width=80))
    for label, lines in (("Wrong", found.wrong), ("Right", found.right)):
        if lines:
            click.echo(f"\n{label}:\n" + indent(lines, "  "))
    click.echo(
        f"\nAnother severity is set in mkdocs.yml, under extra: handbook: severities:\n"
        f"  {found.name}: {'warning' if found.severity.value == 'error' else 'error'}"
    )
