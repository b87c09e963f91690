"""Which column of a roster holds what, by its heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolebook.findings import (
    CODES,
    Finding,
    Place,
    Related,
    Severity,
    did_you_mean,
    finding,
    folded,
)
from rolebook.roster.table import Cell, Table

ROSTER_COLUMNS = CODES.define(
    "roster-columns", Severity.ERROR, "A column of the roster is missing or stands twice",
    """A roster has a column for the employee's name and one for the role; employee number, manager,
    location, start, hours and language are read where they are there. Usual headings in English,
    Dutch and German are known. Others are told in mkdocs.yml (extra: handbook: roster: columns:) or
    with --columns: `employee=Naam,role=Functie`.""",
    wrong="Who,Job\n"
        "Ada Lindeman,baker",
    right="Employee,Role\n"
        "Ada Lindeman,baker",
)  # fmt: skip

NAMES = ("employee", "number", "role", "manager", "location", "start", "hours", "language")
NEEDED = ("employee", "role")
"""What a roster cannot do without."""

_USUAL = {
    "employee": "employee; employee name; name; medewerker; naam; naam medewerker; werknemer; "
    "mitarbeiter; mitarbeiterin; mitarbeiter/in; mitarbeitende; beschäftigte; beschäftigter",
    "number": "number; employee number; employee no; staff number; personnel number; "
    "personeelsnummer; medewerkernummer; personalnummer; personal-nr; mitarbeiternummer",
    "role": "role; job; job title; functie; rol; funktion; stelle; rolle",
    "manager": "manager; line manager; leidinggevende; chef; vorgesetzte; vorgesetzter; "
    "vorgesetzte/r; führungskraft",
    "location": "location; branch; site; locatie; vestiging; standplaats; standort; arbeitsort; "
    "niederlassung",
    "start": "start; start date; starting date; ingangsdatum; begindatum; startdatum; "
    "datum in dienst; beginn; eintritt; eintrittsdatum; ab",
    "hours": "hours; hours per week; hours a week; uren; uren per week; stunden; wochenstunden; "
    "stunden pro woche",
    "language": "language; taal; sprache",
}  # fmt: skip
_HEADINGS = {heading: name for name, headings in _USUAL.items() for heading in headings.split("; ")}


@dataclass(frozen=True, slots=True)
class Columns:
    """``places``: index of the column, by what it holds. ``unused``: headings of the others."""

    places: Mapping[str, int]
    unused: tuple[str, ...]

    def text(self, cells: Sequence[Cell], name: str) -> str:
        """What a row says in a column; nothing where there is no such column or cell."""
        at = self.places.get(name, len(cells))
        return cells[at].text if at < len(cells) else ""


def columns_of(table: Table, named: Mapping[str, str]) -> tuple[Columns | None, list[Finding]]:
    """The columns of a table. ``named``: the organisation's own headings, by what they hold."""
    own = {folded(heading): name for name, heading in named.items()}
    known = {heading: name for heading, name in _HEADINGS.items() if name not in named} | own
    places: dict[str, int] = {}
    unused: list[str] = []
    findings: list[Finding] = []
    for index, cell in enumerate(table.head):
        name = known.get(folded(cell.text).rstrip(" .:"))
        if name is None:
            unused += [cell.text] if cell.text else []
        elif name in places:
            findings.append(_twice(name, cell, table.head[places[name]]))
        else:
            places[name] = index
    findings += _missing(table, places, named)
    return (None if findings else Columns(places, tuple(unused))), findings


def _twice(name: str, cell: Cell, first: Cell) -> Finding:
    return finding(
        ROSTER_COLUMNS, cell.place, f'two columns hold the {name}: "{first.text}", "{cell.text}"',
        f"take one away, or say which one it is: --columns {name}={cell.text}",
        [Related(first.place, "it stands here first")],
    )  # fmt: skip


def _missing(
    table: Table, places: Mapping[str, int], named: Mapping[str, str]
) -> Iterator[Finding]:
    headings = [cell.text for cell in table.head if cell.text]
    for name in NAMES:
        if name in places or not (name in NEEDED or name in named):
            continue
        line = table.head[0].place if table.head else Place(table.file)
        if name in named:
            message = f'there is no column "{named[name]}" for the {name}'
            hint = did_you_mean(named[name], headings)
        else:
            message, hint = f"no column holds the {name}", ""
        yield finding(
            ROSTER_COLUMNS, line, message,
            hint or f"the columns are {', '.join(headings)}; say which one it is: "
            f"--columns {name}=HEADING",
        )  # fmt: skip
