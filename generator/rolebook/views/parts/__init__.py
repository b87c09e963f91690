"""The parts that layouts name, and the usual headings of their sections."""

from __future__ import annotations

from rolebook.views.parts import chart, differences, grading, person, position, work
from rolebook.views.parts.part import Build, BuildFacts, Part
from rolebook.views.parts.work import after_tasks, before_tasks, task
from rolebook.views.writer import Writer

__all__ = ["FACTS", "PARTS", "Part", "after_tasks", "before_tasks", "headings", "task"]

PARTS: dict[str, Build] = {
    build.__name__: build
    for build in (
        position.reports_to, position.supervises, position.span_of_control,
        position.deputised_by, position.deputises,
        chart.around,
        work.purpose, work.objectives, work.responsibilities, work.result_table, work.procedures,
        grading.characteristics, grading.context, grading.application_rules,
        grading.outside_scheme,
        differences.differences,
        person.requirements, person.must_know, person.authorities, person.rights,
        person.liabilities, person.performance_criteria, person.working_conditions,
        person.inconveniences, person.category, person.appointment, person.final_provisions,
        person.provisions, person.basis_documents, person.guided_by, person.approval,
        person.contract, person.signatures,
    )
}  # fmt: skip

FACTS: dict[str, BuildFacts] = {
    build.__name__: build
    for build in (
        position.family, position.unit, position.grade, position.context_grades,
        position.also_known_as, position.occurs_in, position.category, position.code,
        position.discipline,
    )
}  # fmt: skip


def headings(writer: Writer) -> dict[str, str]:
    """The usual heading of each section, by the section's id."""
    _ = writer.words
    return {
        "acknowledgement": _("Acknowledgement"),
        "application-rules": _("Application rules"),
        "approval": _("Approval"),
        "around": _("Around this role"),
        "authorities": _("Authorities"),
        "characteristics": _("Characteristics of the job"),
        "conditions": _("Working conditions"),
        "context": _("Job context"),
        "differences": _("Compared with the reference job"),
        "duties": _("Duties"),
        "final-provisions": _("Final provisions"),
        "general": _("General provisions"),
        "grade": writer.grade_label,
        "inconveniences": _("Work-related inconvenience"),
        "liabilities": _("Responsibility"),
        "objectives": _("Objectives"),
        "performance": _("Performance criteria"),
        "position": _("Place in the organisation"),
        "powers": _("Powers"),
        "powers-and-place": _("Powers and place in the organisation"),
        "procedures": _("My role in the procedures"),
        "provisions": _("Provisions"),
        "purpose": _("Purpose of the job"),
        "requirements": _("Requirements"),
        "responsibilities": _("Responsibilities"),
        "responsibility": _("Responsibility"),
        "results": _("Expected results"),
        "rights": _("Rights"),
        "signatures": _("Signatures"),
    }
