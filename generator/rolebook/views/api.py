"""The handbook for other programs: roles, procedures and grades as data, with their schemas.

What the files hold, `rolebook.views.api_data` says. Nothing about persons is known here, and no
day but those that were approved or decided. What a role keeps from the public (``grading:
{publish: false}``) is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from rolebook.handbook import Handbook
from rolebook.model.control import DocumentControl
from rolebook.model.involvement import involvements
from rolebook.model.position import Superior
from rolebook.model.procedure import Procedure, Step
from rolebook.model.role import Role
from rolebook.model.scheme import Grade, Scheme
from rolebook.model.text import Text
from rolebook.records import Records
from rolebook.views.addresses import address_of
from rolebook.views.api_data import (
    ByLanguage,
    DecisionData,
    EditionData,
    GradeData,
    GradesFile,
    ProcedureData,
    ProceduresFile,
    RoleData,
    RolesFile,
    SchemeData,
    StepData,
    SuperiorData,
    schema_of,
)
from rolebook.views.document import Link
from rolebook.views.duties import takes_part
from rolebook.views.grading_pages import grade_link
from rolebook.views.writer import Writer, step_anchor


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

    @cached_property
    def _units(self) -> dict[str, dict[str, None]]:
        """By the id of a role: the units in which positions of it are."""
        found: dict[str, dict[str, None]] = {}
        for one in self.book.positions.values():
            found.setdefault(one.role, {})[one.unit] = None
        return found

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
        return RoleData(
            **self._document("role", role),
            kind=role.kind,
            family=role.family,
            unit=role.unit,
            units=list(self._units.get(role.id, ())),
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
