"""The rows of a roster as people with a job, or as findings. Pure.

A person gets a company job, never a reference job. Manager and location are free text. Every
finding names row and column; a row with one is left out of the people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
from rolebook.handbook import Handbook
from rolebook.model.base import iso_remedy
from rolebook.model.role import Role
from rolebook.roster.columns import Columns
from rolebook.roster.table import Cell, Table
from rolebook.translation import language_name

MAX_NAME = 120
MAX_HOURS = 80
"""Hours a week beyond which nobody works: a month's hours, or a slip of the keyboard."""

ROSTER_ROW = CODES.define(
    "roster-row", Severity.ERROR, "A row of the roster has more cells than there are headings",
    """A cell too many shifts all that follow, so the row cannot be trusted. Mostly a name or place
    holds the character that separates the cells: put such a cell in quotation marks.""",
    wrong="Employee,Role\n"
        "Lindeman, Ada,baker",
    right="Employee,Role\n"
        '"Lindeman, Ada",baker',
)  # fmt: skip
ROSTER_NAME = CODES.define(
    "roster-name", Severity.ERROR, "A name or place on the roster cannot be printed",
    """Each row names an employee. A name, number, manager or location is one line of up to 120
    characters that can be shown.""",
    wrong="Employee,Role\n"
        ",baker",
    right="Employee,Role\n"
        "Ada Lindeman,baker",
)  # fmt: skip
ROSTER_ROLE = CODES.define(
    "roster-role", Severity.ERROR, "The roster names no job that can be handed out",
    """The column for the role holds a role's id, or its title in one of the handbook's languages. A
    title that several company jobs have needs the id instead. A job that was withdrawn is handed
    out to nobody.""",
    wrong="Employee,Role\n"
        "Ada Lindeman,bakker",
    right="Employee,Role\n"
        "Ada Lindeman,baker",
)  # fmt: skip
ROSTER_REFERENCE = CODES.define(
    "roster-reference-job", Severity.ERROR, "The roster gives a person a reference job",
    """A reference job describes a kind of work that jobs are compared with; nobody holds or signs
    it. Name the company job that the person holds, or write one based on the reference job.""",
    wrong="Employee,Role\n"
        "Ada Lindeman,reference-baker",
    right="Employee,Role\n"
        "Ada Lindeman,baker",
)  # fmt: skip
ROSTER_LANGUAGE = CODES.define(
    "roster-language", Severity.ERROR, "The handbook does not have the language",
    """The column for the language holds a language of the handbook, as its tag or its name: nl,
    Dutch, Nederlands. Where the cell is empty, the paper is in the language of --lang, else in the
    one that governs.""",
    wrong="Employee,Role,Language\n"
        "Ada Lindeman,baker,fr",
    right="Employee,Role,Language\n"
        "Ada Lindeman,baker,nl",
)  # fmt: skip
ROSTER_VALUE = CODES.define(
    "roster-value", Severity.ERROR, "A date or a number of hours on the roster cannot be read",
    """A date is written year-month-day, or day first with dots or dashes; hours are those of a
    week, more than 0 and at most 80, with a point or comma for decimals. With slashes a date is
    read only where day and month cannot be taken for each other.""",
    wrong="Employee,Role,Start,Hours\n"
        "Ada Lindeman,baker,31-02-2027,160",
    right="Employee,Role,Start,Hours\n"
        "Ada Lindeman,baker,2027-02-01,36.5",
)  # fmt: skip
ROSTER_DUPLICATE = CODES.define(
    "roster-duplicate", Severity.ERROR, "The roster has a person twice",
    """Two rows give one person the same job, or give one employee number to two names. Namesakes
    are told apart by a column with their employee numbers.""",
    wrong="Employee,Role\n"
        "Ada Lindeman,baker\n"
        "Ada Lindeman,baker",
    right="Number,Employee,Role\n"
        "101,Ada Lindeman,baker\n"
        "102,Ada Lindeman,baker",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """An employee with a job. ``lang`` is the language of the paper, ``row`` the row of the table
    as its program counts them."""

    name: str
    role: str
    lang: str
    row: int
    number: str = ""
    manager: str = ""
    location: str = ""
    start: date | None = None
    hours: Decimal | None = None


def people_of(
    table: Table, columns: Columns, handbook: Handbook, lang: str
) -> tuple[list[Person], list[Finding]]:
    """Everybody on the roster, in its order, and what is wrong with the other rows. ``lang``: of
    the papers of those whose row says nothing."""
    known = _Known(handbook)
    people: list[Person] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, str], tuple[str, Place]] = {}
    for cells in table.rows:
        person, problems = _person(cells, table, columns, known, lang)
        if person is not None and not problems:
            problems = list(_again(person, cells[columns.places["employee"]], seen))
        findings += problems
        if person is not None and not problems:
            people.append(person)
    return people, findings


class _Known:
    """What rows can name: jobs by id and by title, languages by tag and by name."""

    def __init__(self, handbook: Handbook) -> None:
        self.roles = handbook.governing.roles
        self.languages = handbook.settings.languages
        self.titles: dict[str, dict[str, None]] = {}
        for edition in handbook.editions.values():
            for role in edition.roles.values():
                for text in (role.title, *role.also_known_as):
                    self.titles.setdefault(folded(text.plain), {})[role.id] = None
        self.tags = {folded(tag): tag for tag in self.languages}
        for tag in self.languages:
            for reader in {*self.languages, "en", tag}:
                if name := language_name(tag, reader):
                    self.tags.setdefault(folded(name), tag)

    def jobs(self, word: str) -> list[Role]:
        """The jobs that a word means: company jobs where there are any of that title."""
        if word in self.roles:
            return [self.roles[word]]
        found = [self.roles[id_] for id_ in self.titles.get(folded(word), ())]
        return [role for role in found if role.kind == "company"] or found


def _person(
    cells: tuple[Cell, ...], table: Table, columns: Columns, known: _Known, lang: str
) -> tuple[Person | None, list[Finding]]:
    row = cells[0].place.line
    if len(cells) > len(table.head):
        extra = cells[len(table.head)]
        return None, [
            finding(ROSTER_ROW, extra.place,
                    f"row {row} has {len(cells)} cells, and there are {len(table.head)} headings",
                    "put a cell that holds the separator in quotation marks")
        ]  # fmt: skip
    findings: list[Finding] = []
    given = {name: cells[at] for name, at in columns.places.items() if at < len(cells)}

    def told(name: str, code: str, message: str, hint: str) -> None:
        place = given[name].place if name in given else cells[0].place
        heading = table.head[columns.places[name]].text
        where = f'row {row}, column "{heading}": '
        findings.append(finding(code, place, where + message, hint))

    def text(name: str) -> str:
        return given[name].text if name in given else ""

    for name in ("employee", "number", "manager", "location"):
        said = text(name)
        if not said.isprintable() or len(said) > MAX_NAME:
            what = "name" if name == "employee" else name
            told(name, ROSTER_NAME, f"the {what} is too long or cannot be shown",
                 f"write it in one line of up to {MAX_NAME} characters")  # fmt: skip
    if not text("employee"):
        told(
            "employee",
            ROSTER_NAME,
            "nobody is named",
            "write the employee's name, or delete the row",
        )
    role = ""
    if problem := _role_problem(text("role"), known):
        told("role", *problem)
    else:
        role = known.jobs(text("role"))[0].id
    language = known.tags.get(folded(text("language"))) if text("language") else lang
    if language is None:
        told("language", ROSTER_LANGUAGE, f'the handbook has no language "{text("language")}"',
             f"it has {', '.join(known.languages)}")  # fmt: skip
    start, hours = _day(text("start")), _hours(text("hours"))
    if text("start") and start is None:
        remedy = iso_remedy(text("start"))
        hint = "write it year-month-day" + (f": {remedy}, if that is meant" if remedy else "")
        told(
            "start", ROSTER_VALUE, f'"{text("start")}" is not a date that can be read surely', hint
        )
    if text("hours") and hours is None:
        told("hours", ROSTER_VALUE, f'"{text("hours")}" is no number of hours a week',
             f"write more than 0 and at most {MAX_HOURS}, such as 36 or 19.5")  # fmt: skip
    if findings:
        return None, findings
    return Person(text("employee"), role, language or lang, row, text("number"), text("manager"),
                  text("location"), start, hours), []  # fmt: skip


def _role_problem(word: str, known: _Known) -> tuple[str, str, str] | None:
    """Code, message and remedy where a word means no one company job that holds."""
    if not word:
        return ROSTER_ROLE, "no role is named", "write the role's id or title"
    jobs = known.jobs(word)
    if not jobs:
        company = [r for r in known.roles.values() if r.kind == "company"]
        names = [r.id for r in company] + [r.title.plain for r in company]
        return (
            ROSTER_ROLE,
            f'there is no role "{word}"',
            (did_you_mean(word, names) or "write the id or the title of a company job"),
        )
    if jobs[0].kind == "reference":
        based = [r.id for r in known.roles.values() if r.based_on and r.based_on.role == jobs[0].id]
        hint = (
            f"written from it: {', '.join(based)}"
            if based
            else "write a company job from it: `rolebook new role TITLE`, and in that file kind: "
            f"company and based_on: {{role: {jobs[0].id}}}"
        )
        return ROSTER_REFERENCE, f'"{word}" is a reference job, which nobody holds', hint
    if len(jobs) > 1:
        ids = ", ".join(role.id for role in jobs)
        return ROSTER_ROLE, f'several jobs are called "{word}"', f"write the id: {ids}"
    if jobs[0].document.withdrawn:
        other = jobs[0].document.replaced_by
        hint = f"it was replaced by {other}" if other else "name the job that the person holds now"
        return ROSTER_ROLE, f'the job "{word}" was withdrawn', hint
    return None


def _day(text: str) -> date | None:
    iso = text
    if found := re.fullmatch(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", text):
        day, sign, month, year = int(found[1]), found[2], int(found[3]), found[4]
        if sign == "/" and day != month and day <= 12:
            return None  # 01/02/2027 is the first of February to some and the second of January
        iso = f"{year}-{month:02}-{day:02}"
    try:
        return date.fromisoformat(iso) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso) else None
    except ValueError:
        return None


def _hours(text: str) -> Decimal | None:
    if not re.fullmatch(r"\d{1,3}([.,]\d{1,4})?", text):
        return None
    whole, _, part = text.replace(",", ".").partition(".")
    part = part.rstrip("0")
    hours = Decimal(f"{int(whole)}.{part}" if part else int(whole))
    return hours if 0 < hours <= MAX_HOURS else None


def _again(
    person: Person, cell: Cell, seen: dict[tuple[str, str], tuple[str, Place]]
) -> Iterator[Finding]:
    """A finding where the same person has the same job, or the same number another name."""
    who = person.number or folded(person.name)
    job = seen.setdefault((who, person.role), (person.name, cell.place))
    holder = seen.setdefault((who, ""), (person.name, cell.place))
    if folded(holder[0]) != folded(person.name):
        yield finding(
            ROSTER_DUPLICATE, cell.place,
            f'row {cell.place.line}: the employee number {person.number} is that of another name',
            "mend the number of one of them", [Related(holder[1], "it stands here first")],
        )  # fmt: skip
    elif job[1] != cell.place:
        yield finding(
            ROSTER_DUPLICATE, cell.place,
            f'row {cell.place.line}: "{person.name}" has this job already',
            "delete one of the rows; tell namesakes apart by their employee numbers",
            [Related(job[1], "it stands here first")],
        )  # fmt: skip
