"""`rolebook translated`: somebody says that a translation is in step with its original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import (
    chosen_languages,
    handbook_option,
    language_option,
    the_records,
    the_root,
)
from rolebook.cli.writing import shown

if TYPE_CHECKING:
    from rolebook.findings import Finding
    from rolebook.handbook import Entry, Handbook
    from rolebook.records import Records


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@language_option
@click.option("--all", "everything", is_flag=True, help="All documents and lists.")
@handbook_option
def command(
    ids: Sequence[str], languages: Sequence[str], everything: bool, start: Path | None
) -> None:
    """Record that the translations of ID are in step with their originals.

    ID is a role, a procedure, a scheme, or a list such as families or terms. What is recorded
    stays in step until the original changes; `rolebook check` then tells which text to look at.

    \b
    Example:  rolebook translated aftersales-manager --lang nl
              rolebook translated --all
    """
    from rolebook.cli.report import as_text
    from rolebook.handbook import load

    if bool(ids) == everything:
        raise click.UsageError("name the documents, or use --all")
    root = the_root(start)
    loaded = load(root)
    if loaded.handbook is None:
        click.echo(as_text(loaded.findings, root), err=True)
        raise SystemExit(1)
    handbook = loaded.handbook
    _known(handbook, ids)
    main = handbook.settings.governing
    chosen = [lang for lang in chosen_languages(handbook, languages) if lang != main]
    if not chosen:
        raise click.UsageError(f"{main} is the language that the others are translated from")
    errors = _in_these_files(loaded.findings, ids)
    if errors:
        click.echo(as_text(errors, root), err=True)
        click.echo("Nothing was recorded. Mend the errors first.", err=True)
        raise SystemExit(1)
    records = the_records(root)
    fine = True
    for entry in handbook.entries.values():
        if not everything and entry.id not in ids:
            continue
        done = {lang: _record(handbook, entry, lang, records) for lang in chosen}
        lacking = [lang for lang, recorded in done.items() if recorded is None]
        if lacking and ids and (languages or len(lacking) == len(chosen)):
            click.echo(f"{entry.id}: there is no translation in {', '.join(lacking)}", err=True)
            fine = False
        fine = fine and False not in done.values()
    raise SystemExit(0 if fine else 1)


def _known(handbook: Handbook, ids: Sequence[str]) -> None:
    """Exits with 2 for an id that no file has."""
    from rolebook.findings import did_you_mean

    known = sorted({id_ for names in handbook.ids.values() for id_ in names})
    for id_ in ids:
        if id_ not in known:
            hint = did_you_mean(id_, known) or "it is the name of a file without its ending"
            raise click.UsageError(f'there is no document or list "{id_}"; {hint}')


def _in_these_files(findings: Iterable[Finding], ids: Sequence[str]) -> list[Finding]:
    """The errors in the files of these ids; in all files where there are none."""
    from rolebook.findings import Severity, ordered

    return [
        f
        for f in ordered(findings, {})
        if f.severity is Severity.ERROR
        and (not ids or Path(f.place.file).name.partition(".")[0] in ids)
    ]


def _record(handbook: Handbook, entry: Entry, lang: str, known: Records) -> bool | None:
    """Record one translation and say so. None where there is none, False where it cannot be."""
    from rolebook.records.translations import (
        FOLDER,
        BrokenRecord,
        beside,
        ids_of,
        out_of_step,
        record,
    )

    rows = list(beside(entry, lang))
    translated = [row for row in rows if row.translation is not None]
    if not translated:
        return None
    pairs = known.pairs(entry.kind, ids_of(entry), lang)
    astray = sum(found.belongs_to is not None for found in out_of_step(rows, pairs))
    if astray:
        click.echo(
            f"{entry.id}: not recorded in {lang}: {astray} of {len(rows)} texts stand beside "
            "another original; `rolebook check` says where they belong",
            err=True,
        )
        return False
    try:
        key = (entry.kind, entry.id, lang)
        new = record(handbook.root, key, (row.pair for row in translated))
    except (OSError, BrokenRecord) as error:
        reason = str(error)
        if isinstance(error, OSError):
            folder = shown(Path(error.filename or FOLDER).parent)
            reason = f"{folder} cannot be written: {(error.strerror or reason).lower()}"
        click.echo(f"{entry.id}: cannot be recorded in {lang}: {reason}", err=True)
        return False
    left = len(rows) - len(translated)
    more = f"; {left} of {len(rows)} texts are not translated" if left else ""
    click.echo(f"{entry.id}: {new} newly recorded in {lang}{more}")
    return True
