"""The handbook's own settings: what stands in mkdocs.yml under ``extra: handbook:``."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from rolebook.findings import Severity
from rolebook.model.base import Code, Day, Id, Model
from rolebook.model.control import LANGUAGE, Layout, SignaturePlace

Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]


def _one_for_all(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


Words = Annotated[
    dict[str, str],
    BeforeValidator(_one_for_all),
    WithJsonSchema(
        {
            "type": ["object", "string", "number", "boolean"],
            "additionalProperties": {"type": ["string", "number", "boolean"]},
        }
    ),
]
"""A text per language (``{en: Grade, nl: Functiegroep}``), or one text for all."""


def in_language(words: dict[str, str], lang: str) -> str:
    """The text for a language, else the one for all, else the first."""
    return words.get(lang) or words.get("") or next(iter(words.values()), "")


class OrganisationSettings(Model):
    """Who issues the handbook."""

    name: Code
    """The full name."""
    short_name: Code | None = None
    """The name in running headers."""
    legal_form: Code | None = None
    """The legal form, where it is not part of the name."""
    logo: Code | None = None
    """A PNG, JPEG or SVG file, relative to mkdocs.yml."""
    address: Code | None = None
    """The postal address, for the paper."""


class GradingSettings(Model):
    """Which scheme holds, and what a grade is called."""

    scheme: Id | None = None
    """The scheme in use; roles state their grade in it."""
    grade_label: Words = {}
    """The organisation's word for grade, per language."""


class ContractSettings(Model):
    """What the signed paper is to the employment contract. The organisation says so, not we."""

    effect: Literal["part", "not_part", "unstated"] = "unstated"
    """Whether it is part of the contract."""
    sentence: Words = {}
    """The sentence that the paper prints."""


class WorkingDaysSettings(Model):
    """Which days are worked, for the dates that a procedure's page works out. Saturdays and Sundays
    never are."""

    calendars: tuple[Id, ...] = ()
    """Public holidays to choose from, the usual ones first: nl, de, de-ni (Lower Saxony), de-nw."""
    closed: tuple[Day, ...] = ()
    """Other days on which nobody works."""


class HandbookPlace(SignaturePlace):
    """One place to sign, of every job description that names nobody itself."""

    at_most_one_of: ClassVar[tuple[str, ...]] = ("text", "texts")

    texts: Words = {}
    """The organisation's own words per language, in place of the standard sentence."""


class RosterColumns(Model):
    """The headings of a roster's columns, where they are not the usual ones."""

    employee: Code | None = None
    """Of the employee's name."""
    number: Code | None = None
    """Of the employee number, which tells namesakes apart."""
    role: Code | None = None
    """Of the role: its id or its title."""
    manager: Code | None = None
    """Of the line manager's name."""
    location: Code | None = None
    """Of the place of work."""
    start: Code | None = None
    """Of the day from which the employee holds the job."""
    hours: Code | None = None
    """Of the hours a week."""
    language: Code | None = None
    """Of the language of the paper."""


class RosterSettings(Model):
    """How the tables look from which papers are printed for everybody."""

    columns: RosterColumns = RosterColumns()
    """The headings of their columns."""


class Settings(Model):
    """``extra: handbook:`` of mkdocs.yml."""

    organisation: OrganisationSettings
    """Who issues the handbook."""
    title: Words = {}
    """The handbook's name per language; else the site_name of mkdocs.yml."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    """The languages, the governing one first."""
    address: Code | None = None
    """Where the published site stands, for links on paper: https://handbook.example.org/"""
    grading: GradingSettings = GradingSettings()
    """The scheme in use."""
    working_days: WorkingDaysSettings = WorkingDaysSettings()
    """Which days are worked."""
    layout: Layout = "reference"
    """The form of a job description that names none of its own: reference, result-table,
    job-instruction, dealer-standard, or a file in templates/layouts/."""
    sign: tuple[HandbookPlace, ...] = ()
    """Who signs a job description that names nobody itself."""
    contract: ContractSettings = ContractSettings()
    """The paper and the employment contract."""
    roster: RosterSettings = RosterSettings()
    """The table of employees that papers are printed for."""
    headings: dict[str, Words] = {}
    """Other words for headings, per section and language."""
    severities: dict[str, Severity] = {}
    """Another severity for a code of finding: error, warning or note."""

    @property
    def governing(self) -> str:
        """The language that holds when translations differ."""
        return self.languages[0]
