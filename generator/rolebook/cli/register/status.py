"""`rolebook signatures status`: whom to see, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rolebook.cli.common import handbook_option, today_option
from rolebook.cli.private import personal_folder, write_personal
from rolebook.cli.register import (
    BELOW,
    keeping,
    register_option,
    the_catalogue,
    the_register,
)
from rolebook.cli.roster import the_roster
from rolebook.cli.writing import shown, writing

if TYPE_CHECKING:
    from rolebook.register.catalogue import Catalogue
    from rolebook.register.standing import Paper, Register, Standing, Wanted
    from rolebook.roster import Person as Employee
    from rolebook.roster import Roster


@click.command()
@click.option(
    "--roster", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="Who holds which job now (CSV or XLSX); else only those who are in the register.",
)  # fmt: skip
@click.option(
    "--columns", metavar="PAIRS", default=None,
    help="The roster's headings, where they are not the usual ones: employee=Naam,role=Functie.",
)  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="Leave out rows of the roster that are wrong.")
@click.option(
    "--document", "documents", metavar="ID", multiple=True,
    help="Only this job or procedure; of a procedure everybody on the roster with a part in it.",
)  # fmt: skip
@click.option("--manager", metavar="NAME", default=None, help="Only those of one manager.")
@click.option("--all", "everybody", is_flag=True, help="Also those who have signed.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
    show_default=True, help="For people, for programs, for a spreadsheet.",
)  # fmt: skip
@click.option(
    "--out", metavar="FILE", default=None, type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, below private/ or outside the handbook (else: the terminal).",
)  # fmt: skip
@register_option
@handbook_option
@today_option
def command(
    roster: Path | None,
    columns: str | None,
    skip_bad: bool,
    documents: tuple[str, ...],
    manager: str | None,
    everybody: bool,
    form: str,
    out: Path | None,
    folder: Path | None,
    start: Path | None,
    today: datetime | None,
) -> None:
    """Say whom to see, and why: who has not signed the current version, who signed an older one
    and what changed since, who refused or made a reservation, who is new. By manager.

    A signature holds for its whole major version. Procedures are listed for whoever was given one
    or read one; name one with --document to ask for everybody on the roster who has a part in it.

    \b
    Example:  rolebook signatures status --roster private/people.xlsx
              rolebook signatures status --roster private/people.xlsx --manager "Eva Smit"
              rolebook signatures status --document complaint --roster private/people.xlsx
              rolebook signatures status --format csv --out private/to-see.csv
    """
    from rolebook.cli.register.told import as_csv, as_json, as_text, in_order, since_signed
    from rolebook.register.entry import Person
    from rolebook.register.standing import Register

    root, day, catalogue = the_catalogue(start, today)
    papers = _papers(catalogue, documents)
    handbook = catalogue.handbook
    on_roster = (
        the_roster(handbook, roster, columns, handbook.settings.governing, skip_bad=skip_bad)
        if roster
        else None
    )
    kept = the_register(root, folder)
    with keeping(kept):
        entries = kept.entries()
    register = Register(entries, catalogue.ids, day)
    if on_roster:
        register.learn(Person(one.name, one.number) for one in on_roster.people)
        register.learn(Person(*one) for one in on_roster.wrong)
    wanted = _wanted(catalogue, register, on_roster, papers)
    found = [register.standing(one) for one in wanted]
    if manager is not None:
        found = _of_manager(found, manager)
    listed = in_order(one for one in found if everybody or one.state != "signed")
    since = since_signed(catalogue, listed)
    match form:
        case "json":
            text = as_json(found, listed, since, day.isoformat())
        case "csv":
            text = as_csv(listed, since)
        case _:
            text = "\n".join(as_text(found, listed, since, day.isoformat())) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    with writing(out):
        target = personal_folder(root, out.resolve().parent, BELOW) / out.name
        write_personal(target, text.encode())
    click.echo(shown(target))


def _of_manager(found: Sequence[Standing], manager: str) -> list[Standing]:
    """Exits with 2 for a name that no manager has: an empty list would say that all is well."""
    from rolebook.findings import did_you_mean, folded

    asked = folded(" ".join(manager.split()))
    managers = sorted({one.wanted.manager for one in found if one.wanted.manager})
    if asked not in map(folded, managers):
        hint = did_you_mean(manager, managers) or f"there are {', '.join(managers) or 'none'}"
        raise click.UsageError(f'nobody\'s manager is called "{manager}"; {hint}')
    return [one for one in found if folded(one.wanted.manager) == asked]


# -- who is to sign what


def _papers(catalogue: Catalogue, named: Sequence[str]) -> tuple[Paper, ...]:
    from rolebook.register.catalogue import Unknown

    try:
        return tuple(catalogue.paper(word) for word in named)
    except Unknown as unknown:
        raise click.UsageError(f"{unknown.message}; {unknown.hint}") from None


def _wanted(
    catalogue: Catalogue,
    register: Register,
    roster: Roster | None,
    only: Sequence[Paper],
) -> list[Wanted]:
    """Everybody with each document that he or she is to sign, by the roster and the register. Of
    whoever stands in a wrong row of the roster the register alone is known."""
    from rolebook.register.entry import Person
    from rolebook.register.standing import Wanted

    found: dict[tuple[str, str, str], Wanted] = {}
    people = roster.people if roster else ()
    unclear = {register.key(Person(*one)) for one in roster.wrong} if roster else set()
    parts = _taking_part(catalogue, only) if people else {}
    on_roster: dict[str, Employee] = {}
    for one in people:
        person = Person(one.name, one.number)
        key = register.key(person)
        on_roster[key] = one
        papers = [catalogue.papers["role", one.role], *parts.get(one.role, ())]
        for paper in papers:
            found[key, paper.kind, paper.id] = Wanted(
                person, paper, one.manager, one.location, one.lang
            )
    for key, kind, id_, entry in register.pairs():
        event, known = entry.event, on_roster.get(key)
        paper = catalogue.papers.get((kind, id_))
        if paper is None or (key, kind, id_) in found or event.person is None:
            continue
        if (known and kind == "role") or (not known and register.left(key)):
            continue  # another job by now, or gone
        found[key, kind, id_] = Wanted(
            Person(known.name, known.number) if known else event.person, paper,
            known.manager if known else register.said(key, "manager"),
            known.location if known else register.said(key, "location"),
            known=known is not None or roster is None or key in unclear,
        )  # fmt: skip
    return [one for one in found.values() if not only or one.paper in only]


def _taking_part(catalogue: Catalogue, only: Sequence[Paper]) -> dict[str, list[Paper]]:
    """The procedures asked for in which each role has a part."""
    from rolebook.views.duties import takes_part
    from rolebook.views.writer import Writer

    asked = {paper.id: paper for paper in only if paper.kind == "procedure"}
    if not asked:
        return {}
    writer = Writer(catalogue.handbook.governing, catalogue.records)
    return {
        id_: [asked[p.id] for p in takes_part(writer, role) if p.id in asked]
        for id_, role in writer.book.roles.items()
    }
