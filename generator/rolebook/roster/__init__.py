"""Rosters: who holds which job, from a table that HR has. Personal: never part of the handbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rolebook.findings import Finding
from rolebook.handbook import Handbook
from rolebook.roster.columns import columns_of
from rolebook.roster.people import Person, people_of
from rolebook.roster.table import read_table

__all__ = ["Person", "Roster", "read_roster"]


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody whose row is right. ``wrong``: names and numbers as they stand in the other rows;
    ``rows``: how many rows there are; ``told``: how the file was read; ``unused``: headings of
    columns that hold nothing a paper shows."""

    people: tuple[Person, ...]
    wrong: tuple[tuple[str, str], ...]
    rows: int
    told: str
    unused: tuple[str, ...]


def read_roster(
    content: bytes, file: str, handbook: Handbook, named: Mapping[str, str], lang: str
) -> tuple[Roster | None, list[Finding]]:
    """The roster in a file, and what is wrong with it; none where it is no table at all.

    ``named``: the organisation's own headings. ``lang``: of papers whose row names no language.
    """
    table, findings = read_table(content, file)
    if table is None:
        return None, findings
    columns, findings = columns_of(table, named)
    if columns is None:
        return None, findings
    people, findings = people_of(table, columns, handbook, lang)
    right = {person.row for person in people}
    wrong = tuple(
        (columns.text(cells, "employee"), columns.text(cells, "number"))
        for cells in table.rows
        if cells[0].place.line not in right
    )
    return Roster(tuple(people), wrong, len(table.rows), table.told, columns.unused), findings
