"""`rolebook print --report` and `--letter`: papers about decisions on grades."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rolebook.cli.common import progress
from rolebook.cli.private import personal_folder, write_personal
from rolebook.cli.writing import counted, shown, writing
from rolebook.disk import replace_with

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.paper.papers import Form, Paper
    from rolebook.records import Decision, Records
    from rolebook.records.gradings import Gradings

Kind = Literal["report", "letter"]

_LONGEST_NAME = 120


def print_decisions(
    handbook: Handbook,
    records: Records,
    kind: Kind,
    ids: Sequence[str],
    languages: Sequence[str],
    forms: Sequence[Form],
    *,
    out: Path | None,
    person: str | None,
    number: int | None,
    scheme: str | None,
) -> None:
    """Write the report or the letter about the decision on each role's grade; of all roles with a
    decision in force where none is named. Exits with 2 where there is no such decision."""
    from rolebook.paper.errors import PaperError
    from rolebook.paper.papers import Paper, make
    from rolebook.records.gradings import Gradings

    gradings = Gradings(handbook.governing, records)
    name = _name(kind, ids, person)
    chosen = {id_: _decision(gradings, kind, id_, number, scheme) for id_ in ids} or {
        id_: found for id_ in sorted(handbook.roles) if (found := gradings.in_force(id_))
    }
    for id_, decision in chosen.items() if kind == "letter" else ():
        if not decision.form(handbook.governing.lang).shown:
            click.echo(
                f"{id_}: decision {decision.number} states no evidence, so its letter cannot say "
                "what in the job shows the grade",
                err=True,
            )
    papers = [
        Paper("role", id_, lang, form, decision.number, kind, person=name)
        for id_, decision in chosen.items()
        for lang in languages
        for form in forms
    ]
    folder = out or Path("print")
    try:
        with writing(folder), progress("Printing", len(papers)) as step:
            if name:
                folder = personal_folder(handbook.root, out, "letters")
            else:
                folder.mkdir(parents=True, exist_ok=True)
            for paper, content in make(handbook, records, papers):
                put = write_personal if name else replace_with
                put(folder / _file(paper), content)
                step()
    except PaperError as error:
        raise click.ClickException(str(error)) from error
    count = counted(len(papers), "paper")
    click.echo(f"{count} in {shown(folder)}")


def _name(kind: Kind, ids: Sequence[str], person: str | None) -> str:
    """The name on a letter. Exits with 2 where it cannot be one."""
    if person is None:
        return ""
    name = " ".join(person.split())
    if kind != "letter":
        raise click.UsageError("a report names nobody; --person goes with --letter")
    if len(ids) != 1:
        raise click.UsageError("a letter to a person is about one role; name it")
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise click.UsageError("the name is empty, too long, or holds what cannot be shown")
    return name


def _decision(
    gradings: Gradings, kind: Kind, id_: str, number: int | None, scheme: str | None
) -> Decision:
    """The decision asked for. Exits with 2 where there is none."""
    from rolebook.findings import did_you_mean

    book = gradings.book
    if id_ not in book.roles:
        hint = did_you_mean(id_, book.roles)
        raise click.UsageError(f'there is no role "{id_}"' + (f"; {hint}" if hint else ""))
    if scheme is not None and scheme not in book.schemes:
        hint = did_you_mean(scheme, book.schemes) or f"there is {', '.join(book.schemes)}"
        raise click.UsageError(f'there is no grading scheme "{scheme}"; {hint}')
    if number is not None:
        found = next((one for one in gradings.of(id_) if one.number == number), None)
    else:
        found = gradings.last(id_, scheme) if scheme else gradings.in_force(id_)
    if found is None:
        known = [f"{one.number} ({one.scheme}, {one.grade})" for one in gradings.of(id_)]
        there = f"there is {', '.join(known)}" if known else "there is none at all"
        raise click.UsageError(f"{id_} has no such decision on its grade; {there}")
    if kind == "letter" and gradings.status(found) == "comparison":
        raise click.UsageError(
            f"decision {found.number} about {id_} was made as a comparison and decides no grade; "
            "there is no letter about it"
        )
    return found


def _file(paper: Paper) -> str:
    """`ROLE.letter.1.nl.pdf`; with the name in it where there is one."""
    from hashlib import sha256

    from rolebook.model.base import id_from

    named = id_from(paper.person) or sha256(paper.person.encode()).hexdigest()[:8]
    parts = (paper.name, named if paper.person else "", paper.lang, paper.form)
    return ".".join(filter(None, parts))
