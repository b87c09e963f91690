"""What the files for other programs hold: the classes write the data and the JSON Schemas alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rolebook.records.status import Status
from rolebook.schemas import DIALECT

ByLanguage = dict[str, str]


class _Data(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True
    )


class EditionData(_Data):
    """A document in one language."""

    page: str
    """Address of its page, from the root of the site."""
    status: Status
    """Where it stands in this language."""
    version: str | None
    """The approved version that the page shows; null for a draft."""
    in_force_from: date | None
    """From when that version holds."""
    fingerprint: str
    """Of the text as it stands; printed on its paper."""


class DocumentData(_Data):
    """What roles and procedures have in common."""

    id: str
    """The name that never changes, but for a renaming."""
    formerly: list[str]
    """Ids that it had before."""
    number: str | None
    """Its number as a document."""
    titles: ByLanguage
    """Its title by language; a language into which it is not translated is left out."""
    also_known_as: dict[str, list[str]]
    """Other titles by language."""
    owner: str | None
    """The role that owns it."""
    review_by: date | None
    """When it is to be reviewed."""
    editions: dict[str, EditionData]
    """By language."""


class SuperiorData(_Data):
    """Somebody the holder reports to."""

    kind: Literal["line", "functional", "instructions"]
    """What kind of supervision it is."""
    roles: list[str]
    """The role; several are alternatives, of which each can be the superior."""


class DecisionData(_Data):
    """The decision on which the grade of a company job rests."""

    scheme: str
    """The grading scheme."""
    on: date
    """When it was taken."""


class RoleData(DocumentData):
    """A role."""

    kind: Literal["reference", "company"]
    """A reference job is what jobs are compared with; a company job is one that people hold."""
    family: str
    """Id of its job family."""
    unit: str | None
    """Id of the unit it belongs to."""
    units: list[str]
    """Ids of the units in which positions of it are."""
    grade: str | None
    """Its grade in the scheme in use."""
    context_grades: list[str]
    """Of a reference job: the grades in which that kind of job occurs."""
    based_on: str | None
    """The reference job that it is written from."""
    reports_to: list[SuperiorData]
    """Its superiors, as far as they are roles."""
    procedures: list[str]
    """Ids of the procedures in force in which it takes part, itself or as the reference job from
    which it is written."""
    decision: DecisionData | None
    """The decision behind the grade; null where there is none or where it is not published."""


class StepData(_Data):
    """A step of a procedure."""

    number: int
    """Its number, from 1."""
    anchor: str
    """Its place on the page, behind the sign #."""
    texts: ByLanguage
    """What is done, by language."""
    does: list[str]
    """Ids of the roles and parties that do it."""
    answers: list[str]
    """Ids of those who answer for it."""
    form: str | None
    """Number of the form that is filled in."""


class ProcedureData(DocumentData):
    """A procedure."""

    area: str
    """Id of its procedure area."""
    steps: list[StepData]
    """In order."""
    related: list[str]
    """Ids of related procedures."""


class GradeData(_Data):
    """A grade."""

    id: str
    """As it is written: J, GS-9."""
    texts: ByLanguage
    """What kind of work it stands for, by language."""
    pages: ByLanguage
    """Addresses of its page, from the root of the site."""
    roles: list[str]
    """Ids of the roles that have it."""


class SchemeData(_Data):
    """The grading scheme in use."""

    id: str
    """The scheme's name."""
    titles: ByLanguage
    """Its title by language."""
    method: str
    """How a grade comes out."""
    version: str
    """The version of its rules."""
    pages: ByLanguage
    """Addresses of its page, from the root of the site."""


class File(_Data):
    """What every file says of itself."""

    schema_: str = Field(alias="$schema")
    """The schema of this file, beside it."""
    format: Literal[1] = 1
    """Version of the form of the files: it rises when a program that reads them must change."""
    organisation: str
    """Whose handbook it is."""
    address: str | None
    """Where the site stands, if it was told."""
    languages: list[str]
    """All languages; the first one governs."""


class RolesFile(File):
    """All roles of the handbook, by id."""

    families: dict[str, ByLanguage]
    """Titles of the job families by id and language, in the handbook's order."""
    units: dict[str, ByLanguage]
    """Titles of the units by id and language, in the handbook's order."""
    roles: list[RoleData]
    """In the order of their ids."""


class ProceduresFile(File):
    """All procedures of the handbook, by id."""

    areas: dict[str, ByLanguage]
    """Titles of the procedure areas by id and language, in the handbook's order."""
    parties: dict[str, ByLanguage]
    """Titles of those who take part and are no roles, by id and language."""
    procedures: list[ProcedureData]
    """In the order of their ids."""


class GradesFile(File):
    """The grades of the scheme in use, lowest first."""

    scheme: SchemeData | None
    """The scheme; null where the handbook uses none."""
    labels: ByLanguage
    """What a grade is called here, by language."""
    grades: list[GradeData]
    """Lowest first."""


FILES: Mapping[str, type[File]] = {
    "roles": RolesFile,
    "procedures": ProceduresFile,
    "grades": GradesFile,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a file (2020-12)."""
    schema = FILES[name].model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", **schema}
