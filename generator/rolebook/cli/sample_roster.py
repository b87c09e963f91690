"""`rolebook new roster`: a roster of invented people, to try print runs with and to fill in."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from rolebook.cli.private import FOLDER, personal_folder, write_personal
from rolebook.cli.writing import CannotWrite, shown, writing

if TYPE_CHECKING:
    from rolebook.handbook import Handbook

HEADINGS = {
    "en": ("Employee", "Number", "Role", "Manager", "Location", "Start", "Hours", "Language"),
    "nl": ("Medewerker", "Personeelsnummer", "Functie", "Leidinggevende", "Locatie",
           "Ingangsdatum", "Uren", "Taal"),
    "de": ("Mitarbeiter/in", "Personalnummer", "Stelle", "Führungskraft", "Standort", "Beginn",
           "Stunden", "Sprache"),
}  # fmt: skip
"""All that a roster can hold; the employee and the role are needed."""

_PEOPLE = (
    ("Bo Winter", "102", "Eva Smit", "2027-01-01", "36"),
    ("Ada Lindeman", "101", "Eva Smit", "2027-01-01", "38"),
    ("Cas Vos", "103", "Petra Kolk", "2027-02-01", "24.5"),
    ("Dee Smit", "104", "Petra Kolk", "", "38"),
    ("Fay Brook", "105", "", "", ""),
)


def new_roster(handbook: Handbook, name: str, lang: str) -> Path:
    """Write the roster below private/ and say where it is. Each has one of the handbook's company
    jobs and of its languages, in turn. Raises CannotWrite where there is no such job, or a file of
    that name."""
    from rolebook.paper.sheets import csv_file

    roles = handbook.governing.roles
    jobs = sorted(
        (r.id for r in roles.values() if r.kind == "company" and not r.document.withdrawn),
        reverse=True,
    )
    if not jobs:
        raise CannotWrite("a roster gives people company jobs, and there is none; write one first")
    rows = [
        [employee, number, job, manager, "", start, hours, language]
        for (employee, number, manager, start, hours), job, language in zip(
            _PEOPLE, cycle(jobs), cycle(handbook.settings.languages), strict=False
        )
    ]
    path = handbook.root / FOLDER / f"{name}.csv"
    with writing(path):
        personal_folder(handbook.root, None, "")
        try:
            write_personal(path, csv_file(list(HEADINGS[lang]), rows), over=False)
        except FileExistsError:
            raise CannotWrite(f"{shown(path)} is there already; nothing was written") from None
    return path
