"""The handbook for other programs: roles, procedures and grades as data, with their schemas.

The classes say what the files hold: they write the data and the JSON Schemas alike. Nothing about
persons is known here, and no day but those that were approved or decided. What a role keeps from
the public (``grading: {publish: false}``) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rolebook.handbook import Handbook
from rolebook.model.control import DocumentControl
from rolebook.model.involvement import involvements
from rolebook.model.procedure import Procedure, Step
from rolebook.model.role import Role, Superior
from rolebook.model.scheme import Grade, Scheme
from rolebook.model.text import Text
from rolebook.records import Records
from rolebook.records.status import Status
from rolebook.views.addresses import address_of
from rolebook.views.document import Link
from rolebook.views.duties import takes_part
from rolebook.views.grading_pages import grade_link
from rolebook.views.writer import Writer, step_anchor

DIALECT = "https://json-schema.org/draft/2020-12/schema"

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


class _File(_Data):
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


class RolesFile(_File):
    """All roles of the handbook, by id."""

    families: dict[str, ByLanguage]
    """Titles of the job families by id and language, in the handbook's order."""
    units: dict[str, ByLanguage]
    """Titles of the units by id and language, in the handbook's order."""
    roles: list[RoleData]
    """In the order of their ids."""


class ProceduresFile(_File):
    """All procedures of the handbook, by id."""

    areas: dict[str, ByLanguage]
    """Titles of the procedure areas by id and language, in the handbook's order."""
    parties: dict[str, ByLanguage]
    """Titles of those who take part and are no roles, by id and language."""
    procedures: list[ProcedureData]
    """In the order of their ids."""


class GradesFile(_File):
    """The grades of the scheme in use, lowest first."""

    scheme: SchemeData | None
    """The scheme; null where the handbook uses none."""
    labels: ByLanguage
    """What a grade is called here, by language."""
    grades: list[GradeData]
    """Lowest first."""


FILES: Mapping[str, type[_File]] = {
    "roles": RolesFile,
    "procedures": ProceduresFile,
    "grades": GradesFile,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a file (2020-12)."""
    schema = FILES[name].model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", **schema}


def api_files(handbook: Handbook, records: Records) -> Iterator[tuple[str, str]]:
    """Name and content of every file: the data and their schemas."""
    made = _Api(handbook, records)
    for name, data in (
        ("roles", made.roles()),
        ("procedures", made.procedures()),
        ("grades", made.grades()),
    ):
        yield f"{name}.json", _as_json(data.model_dump(mode="json", by_alias=True))
        yield f"{name}.schema.json", _as_json(schema_of(name))


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


class _Api:
    """One handbook in all its languages."""

    def __init__(self, handbook: Handbook, records: Records) -> None:
        self.book = handbook.governing
        self.languages = handbook.settings.languages
        self.writers = {lang: Writer(handbook.editions[lang], records) for lang in self.languages}
        self.governing = self.writers[self.book.lang]

    def roles(self) -> RolesFile:
        return RolesFile(
            **self._head("roles"),
            families=self._titles("families"),
            units=self._titles("units"),
            roles=[self._role(self.book.roles[id_]) for id_ in sorted(self.book.roles)],
        )

    def procedures(self) -> ProceduresFile:
        procedures = self.book.procedures
        return ProceduresFile(
            **self._head("procedures"),
            areas=self._titles("areas"),
            parties=self._titles("parties"),
            procedures=[self._procedure(procedures[id_]) for id_ in sorted(procedures)],
        )

    def grades(self) -> GradesFile:
        scheme = self.book.scheme
        return GradesFile(
            **self._head("grades"),
            scheme=self._scheme(scheme) if scheme else None,
            labels={lang: writer.grade_label for lang, writer in self.writers.items()},
            grades=[self._grade(scheme, grade) for grade in scheme.grades] if scheme else [],
        )

    # -- parts

    def _head(self, name: str) -> dict[str, Any]:
        settings = self.book.settings
        return {
            "schema_": f"{name}.schema.json",
            "organisation": settings.organisation.name,
            "address": settings.address,
            "languages": list(self.languages),
        }

    def _texts(self, of: Any) -> ByLanguage:
        """A text in each language in which it is written; ``of`` gets it from a handbook."""
        found = {}
        for lang, writer in self.writers.items():
            text: Text | None = of(writer.book)
            if text and text.lang in ("", lang):
                found[lang] = text.plain
        return found

    def _titles(self, name: str) -> dict[str, ByLanguage]:
        def title(id_: str) -> ByLanguage:
            return self._texts(lambda book: getattr(book, name)[id_].title)

        return {id_: title(id_) for id_ in getattr(self.book, name)}

    def _pages(self, kind: str, id_: str) -> ByLanguage:
        address = address_of(Link(kind, id_))
        return {lang: f"{lang}/{address}" for lang in self.languages}

    def _document(self, kind: str, one: Role | Procedure) -> dict[str, Any]:
        name = f"{kind}s"
        pages = self._pages(kind, one.id)
        control: DocumentControl = one.document
        also = {
            lang: [t.plain for t in getattr(writer.book, name)[one.id].also_known_as
                   if t.lang in ("", lang)]
            for lang, writer in self.writers.items()
        }  # fmt: skip
        return {
            "id": one.id,
            "formerly": list(one.formerly),
            "number": control.number,
            "titles": self._texts(lambda book: getattr(book, name)[one.id].title),
            "also_known_as": {lang: titles for lang, titles in also.items() if titles},
            "owner": control.owner,
            "review_by": control.review_by,
            "editions": {
                lang: self._edition(writer, kind, one.id, pages[lang])
                for lang, writer in self.writers.items()
            },
        }

    def _edition(self, writer: Writer, kind: str, id_: str, page: str) -> EditionData:
        standing = writer.standing(kind, id_)
        shown = standing.last if standing.status == "withdrawn" else standing.approved
        return EditionData(
            page=page,
            status=standing.status,
            version=shown.version if shown else None,
            in_force_from=shown.effective if shown else None,
            fingerprint=standing.fingerprint,
        )

    def _role(self, role: Role) -> RoleData:
        units = [p.unit for p in self.book.positions.values() if p.role == role.id]
        return RoleData(
            **self._document("role", role),
            kind=role.kind,
            family=role.family,
            unit=role.unit,
            units=list(dict.fromkeys(units)),
            grade=role.grade,
            context_grades=list(role.context.grades) if role.context else [],
            based_on=role.based_on.role if role.based_on else None,
            reports_to=list(_superiors(role.reports_to)),
            procedures=[procedure.id for procedure in takes_part(self.governing, role)],
            decision=self._decision(role),
        )

    def _decision(self, role: Role) -> DecisionData | None:
        if role.kind == "reference" or (role.grading and not role.grading.publish):
            return None
        decision = self.governing.gradings.in_force(role.id)
        return DecisionData(scheme=decision.scheme, on=decision.on) if decision else None

    def _procedure(self, procedure: Procedure) -> ProcedureData:
        return ProcedureData(
            **self._document("procedure", procedure),
            area=procedure.area,
            steps=[self._step(procedure, n, step) for n, step in enumerate(procedure.steps, 1)],
            related=list(procedure.related),
        )

    def _step(self, procedure: Procedure, number: int, step: Step) -> StepData:
        parts = list(involvements(step, self.book.parties))

        def those(kind: str) -> list[str]:
            return list(dict.fromkeys(part.who for part in parts if part.kind == kind))

        return StepData(
            number=number,
            anchor=step_anchor(step, number),
            texts=self._texts(lambda book: book.procedures[procedure.id].steps[number - 1].step),
            does=those("does"),
            answers=those("answers"),
            form=step.form,
        )

    def _scheme(self, scheme: Scheme) -> SchemeData:
        return SchemeData(
            id=scheme.id,
            titles=self._texts(lambda book: book.schemes[scheme.id].title),
            method=scheme.method,
            version=scheme.version,
            pages=self._pages("scheme", scheme.id),
        )

    def _grade(self, scheme: Scheme, grade: Grade) -> GradeData:
        at = scheme.grades.index(grade)
        link = grade_link(self.governing, grade.id)
        return GradeData(
            id=grade.id,
            texts=self._texts(lambda book: book.schemes[scheme.id].grades[at].text),
            pages=self._pages("grade", link.id) if link else {},
            roles=sorted(role.id for role in self.book.roles.values() if role.grade == grade.id),
        )


def _superiors(superiors: Iterable[Superior]) -> Iterator[SuperiorData]:
    for superior in superiors:
        roles = [one.role for one in (superior, *superior.any_of) if one.role]
        if roles:
            yield SuperiorData(kind=superior.kind, roles=roles)
