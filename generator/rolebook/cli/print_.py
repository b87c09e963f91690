"""`rolebook print`: job descriptions and procedures as PDF and DOCX."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import (
    chosen_languages,
    handbook_option,
    language_option,
    progress,
    the_day,
    the_root,
    today_option,
    usable,
)
from rolebook.cli.writing import replace_with, writing

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.paper.papers import Form
    from rolebook.records import Records


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every role and procedure.")
@click.option(
    "--to", "forms", metavar="FORMS", default="pdf", show_default=True,
    help="pdf, docx, or both: pdf,docx.",
)  # fmt: skip
@language_option
@click.option(
    "--revision", metavar="N", default=None, type=click.IntRange(1),
    help="The approved revision N as it was that day (else: the text as it stands).",
)  # fmt: skip
@click.option(
    "--out", metavar="DIR", default="print", show_default=True,
    type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.",
)  # fmt: skip
@handbook_option
@today_option
def command(
    ids: tuple[str, ...],
    everything: bool,
    forms: str,
    languages: tuple[str, ...],
    revision: int | None,
    out: Path,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Print roles and procedures: one file for each, named ID.LANGUAGE.pdf.

    \b
    Example:  rolebook print aftersales-manager warranty-claim
              rolebook print warranty-engineer --lang de --to pdf,docx --out papers
              rolebook print warranty-engineer --revision 1
    """
    from rolebook.paper.errors import PaperError
    from rolebook.paper.papers import Paper, make

    wanted_forms = _forms(forms)
    handbook, _, records = usable(the_root(start), the_day(today))
    if not ids and not everything:
        raise click.UsageError("name a role or procedure, or say --all")
    documents = (
        [("role", i) for i in handbook.roles] + [("procedure", i) for i in handbook.procedures]
        if everything
        else [document for id_ in ids for document in _documents(handbook, id_)]
    )
    papers = [
        Paper(kind, id_, lang, form, revision or 0)
        for kind, id_ in dict.fromkeys(documents)
        for lang in (
            _approved_in(handbook, records, kind, id_, revision, languages)
            if revision
            else chosen_languages(handbook, languages)
        )
        for form in wanted_forms
    ]
    try:
        with writing(out), progress("Printing", len(papers)) as step:
            out.mkdir(parents=True, exist_ok=True)
            for paper, content in make(handbook, records, papers):
                name = f"{paper.id}.{revision}" if revision else paper.id
                replace_with(out / f"{name}.{paper.lang}.{paper.form}", content)
                step()
    except PaperError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(papers)} {'paper' if len(papers) == 1 else 'papers'} in {out}")


def _approved_in(
    handbook: Handbook,
    records: Records,
    kind: str,
    id_: str,
    number: int,
    languages: tuple[str, ...],
) -> list[str]:
    """The languages asked for (else all) in which a revision was approved. Exits with 2 where
    there is none."""
    from rolebook.records.status import of_kind

    ids = (id_, *of_kind(handbook, kind)[id_].formerly)
    known = {r.number: list(r.fingerprints) for r in records.revisions(ids)}
    wanted = [lang for lang in known.get(number, ()) if not languages or lang in languages]
    if not wanted:
        there = "; ".join(f"{n} ({', '.join(langs)})" for n, langs in known.items())
        raise click.UsageError(
            f"{id_}: revision {number} was not approved"
            + (f" in {', '.join(languages)}" if number in known else "")
            + f"; these were: {there or 'none'}"
        )
    return wanted


def _forms(text: str) -> list[Form]:
    from rolebook.paper.papers import FORMS

    chosen = [form for form in FORMS if form in {word.strip() for word in text.split(",")}]
    unknown = {word.strip() for word in text.split(",")} - set(FORMS)
    if unknown or not chosen:
        raise click.UsageError(f'--to takes pdf, docx or pdf,docx, not "{text}"')
    return chosen


def _documents(handbook: Handbook, id_: str) -> list[tuple[str, str]]:
    from rolebook.findings import did_you_mean

    found = [
        (kind, id_)
        for kind, known in (("role", handbook.roles), ("procedure", handbook.procedures))
        if id_ in known
    ]
    if not found:
        hint = did_you_mean(id_, [*handbook.roles, *handbook.procedures])
        raise click.UsageError(
            f'there is no role or procedure "{id_}"' + (f"; {hint}" * bool(hint))
        )
    return found
