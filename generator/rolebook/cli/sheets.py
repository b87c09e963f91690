"""Which sheets `rolebook print --as ...` prints for the roles and procedures that were named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.paper.papers import Form, Paper, Shape


def the_shape(word: str) -> Shape:
    """The shape of that name. Exits with 2 where there is none."""
    from rolebook.findings import did_you_mean
    from rolebook.paper.papers import SHAPES

    for shape in SHAPES:
        if shape == word:
            return shape
    hint = did_you_mean(word, SHAPES) or f"it takes {', '.join(SHAPES)}"
    raise click.UsageError(f'--as does not know "{word}"; {hint}')


def sheets(
    handbook: Handbook,
    shape: Shape,
    ids: Sequence[str],
    *,
    everything: bool,
    forms: Sequence[Form],
    languages: Sequence[str],
) -> list[Paper]:
    """The papers of a shape. Exits with 2 where they cannot be meant."""
    from rolebook.paper.papers import PDF_ONLY, Paper

    if shape in PDF_ONLY and "docx" in forms:
        raise click.UsageError(f"a {shape} is printed as PDF only")
    return [
        Paper(kind, id_, lang, form, shape=shape, role=role)
        for kind, id_, role in dict.fromkeys(_chosen(handbook, shape, ids, everything))
        for lang in languages
        for form in forms
    ]


def _chosen(
    handbook: Handbook, shape: Shape, ids: Sequence[str], everything: bool
) -> Iterable[tuple[str, str, str]]:
    """Kind, id and role of each sheet."""
    from rolebook.views.duties import roles_with_part

    if shape in ("handbook", "grading-dossier"):
        if ids:
            raise click.UsageError(f"--as {shape} prints all of it: name nothing")
        if shape == "grading-dossier" and handbook.scheme is None:
            raise click.UsageError("no grading scheme is in use, so there is no dossier")
        return [("", "", "")]
    if not ids and not everything:
        raise click.UsageError(f"say of what to print a {shape}, or say --all")
    if shape == "wall-sheet":
        return [("procedure", i, "") for i in _named(ids, handbook.procedures, "procedure")]
    if shape == "work-sheet":
        working = roles_with_part(handbook)
        for id_ in _named(ids, handbook.roles, "role"):
            if ids and id_ not in working:
                raise click.UsageError(f"{id_} takes part in no procedure")
        return [("role", id_, "") for id_ in ids or working]
    return list(_pairs(handbook, ids))


def _named(ids: Sequence[str], known: Iterable[str], noun: str) -> list[str]:
    """The ids, or all there are. Exits with 2 for one that is not known."""
    from rolebook.findings import did_you_mean

    there = list(known)
    for id_ in ids:
        if id_ not in there:
            hint = did_you_mean(id_, there)
            raise click.UsageError(f'there is no {noun} "{id_}"' + (f"; {hint}" * bool(hint)))
    return list(ids) or there


def _pairs(handbook: Handbook, ids: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each procedure with each role that has a step in it, of those named; where only roles are
    named, all their procedures, and the other way round."""
    from rolebook.views.duties import duties
    from rolebook.views.writer import Writer

    _named([i for i in ids if i not in handbook.roles], handbook.procedures, "role or procedure")
    roles = [i for i in ids if i in handbook.roles] or list(handbook.roles)
    procedures = [i for i in ids if i in handbook.procedures] or list(handbook.procedures)
    writer = Writer(handbook)
    found = [
        ("procedure", procedure, role)
        for procedure in procedures
        for role in roles
        if duties(writer, handbook.roles[role], handbook.procedures[procedure])
    ]
    if not found:
        raise click.UsageError(f"none of {', '.join(ids)} has a step in common")
    yield from found
