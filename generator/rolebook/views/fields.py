"""What the fields of documents are called.

Why one table: a comparison shows any field that changed, also those that pages and papers show
without a heading of their own. A test holds the table against the model.
"""

from __future__ import annotations

from functools import lru_cache

from rolebook.model import (
    application,
    based_on,
    control,
    demands,
    position,
    procedure,
    role,
    scheme,
    work,
)
from rolebook.model.base import Model
from rolebook.translation import words
from rolebook.views.writer import Writer


def field_name(writer: Writer, owner: type[Model], key: str) -> str:
    """What a field is called; its key where nobody named it."""
    if key == "grade":
        return writer.grade_label
    named = _fields(writer.lang)
    return next((named[cls][key] for cls in owner.__mro__ if key in named.get(cls, ())), key)


@lru_cache(maxsize=16)
def _fields(lang: str) -> dict[type[Model], dict[str, str]]:
    """Class -> key -> name; below `Model` the names that hold wherever no class has its own."""
    return _of_any(lang) | _of_roles(lang) | _of_procedures(lang) | _of_schemes(lang)


def _of_any(lang: str) -> dict[type[Model], dict[str, str]]:
    _ = words(lang)
    return {
        Model: {
            "also_known_as": _("Also known as"),
            "by": _("By"),
            "characteristics": _("Characteristics of the job"),
            "code": _("Code"),
            "consent_of": _("With the consent of"),
            "document": _("Document control"),
            "examples": _("Examples"),
            "form": _("Form"),
            "id": _("Id"),
            "kept_by": _("Kept by"),
            "kind": _("Kind"),
            "one_of": _("One of"),
            "purpose": _("Purpose"),
            "result": _("Result"),
            "role": _("Role"),
            "text": _("Text"),
            "title": _("Title"),
        },
        control.Approval: {
            "seal": _("Place for the seal"),
        },
        control.DocumentControl: {
            "approval": _("Approval"),
            "checked_by": _("Checked by"),
            "distribution": _("Distribution"),
            "number": _("Document number"),
            "owner": _("Owner"),
            "prepared_by": _("Prepared by"),
            "released_by": _("Released by"),
        },
        control.SignaturePlace: {
            "by": _("Signs"),
            "meaning": _("Meaning"),
        },
    }


def _of_roles(lang: str) -> dict[type[Model], dict[str, str]]:
    _ = words(lang)
    return {
        role.Role: {
            "authorities": _("Authorities"),
            "based_on": _("Written from the reference job"),
            "basis_documents": _("The description is based on"),
            "category": _("Category of staff"),
            "code_system": _("Handbook of the code"),
            "context": _("Job context"),
            "deputised_by": _("Is replaced by"),
            "discipline": _("Discipline"),
            "family": _("Job family"),
            "grading": _("Application rules"),
            "guided_by": _("A holder is guided by"),
            "inconveniences": _("Work-related inconvenience"),
            "liabilities": _("Responsibility"),
            "must_know": _("A holder must know"),
            "objectives": _("Objectives"),
            "occurs_in": _("Occurs in"),
            "performance_criteria": _("Performance criteria"),
            "provisions": _("Provisions"),
            "purpose": _("Purpose of the job"),
            "reports_to": _("Reports to"),
            "requirements": _("Requirements"),
            "responsibilities": _("Responsibilities"),
            "rights": _("Rights"),
            "sign": _("Signatures"),
            "span_of_control": _("Span of control"),
            "supervises": _("Supervises"),
            "title_forms": _("Forms of the title"),
            "unit": _("Unit"),
            "working_conditions": _("Working conditions"),
        },
        based_on.Addition: {
            "to": _("In the area"),
            "why": _("Reason"),
        },
        application.ApplicationRule: {
            "rule": _("Rule"),
        },
        work.Area: {
            "area": _("Area"),
            "criteria": _("Result criteria"),
            "optional": _("Only for some holders"),
            "tasks": _("Tasks"),
            "time_share": _("Share of working time"),
            "weight": _("Kind of duty"),
        },
        work.Authority: {
            "limit": _("Limit"),
        },
        based_on.BasedOn: {
            "add": _("Added"),
            "change": _("In other words"),
            "drop": _("Left out"),
            "revision": _("Fixed to revision"),
        },
        based_on.Change: {
            "area": _("Area"),
            "item": _("Area or task"),
            "time_share": _("Share of working time"),
            "why": _("Reason"),
        },
        demands.Characteristic: {
            "aspects": _("Aspects"),
        },
        application.Context: {
            "grades": _("Context grades"),
        },
        position.Deputy: {
            "occasions": _("On the occasion of"),
            "takes_over": _("Takes over"),
        },
        based_on.Drop: {
            "item": _("Area or task"),
            "why": _("Reason"),
        },
        application.Example: {
            "dimension": _("Dimension"),
        },
        work.Liability: {
            "basis": _("Basis"),
            "pay_consequence": _("Effect on pay"),
            "reviewed": _("Wording reviewed on"),
        },
        work.PerformanceCriterion: {
            "criterion": _("Criterion"),
            "measure": _("Measured by"),
            "target": _("Target"),
        },
        role.Provision: {
            "proposed_by": _("On the proposal of"),
        },
        application.RoleGrading: {
            "equal": _("Equal"),
            "heavier": _("Heavier"),
            "lighter": _("Lighter"),
            "outside_scheme": _("Outside the grading scheme"),
        },
        position.SpanOfControl: {
            "counts": _("Counted"),
            "max": _("At most"),
            "min": _("At least"),
            "where": _("Where"),
        },
        position.Subordinate: {
            "count": _("Number"),
        },
        position.Superior: {
            "position": _("Position"),
        },
        work.Task: {
            "authority_limit": _("Decides alone up to"),
            "frequency": _("How often"),
            "optional": _("Only for some holders"),
            "procedure": _("Procedure"),
            "task": _("Task"),
            "weight": _("Kind of duty"),
            "when": _("When"),
        },
        role.TitleForms: {
            "feminine": _("Feminine form"),
            "masculine": _("Masculine form"),
            "neutral": _("Neutral form"),
            "suffix": _("Added in advertisements"),
        },
    }


def _of_procedures(lang: str) -> dict[type[Model], dict[str, str]]:
    _ = words(lang)
    return {
        procedure.Procedure: {
            "area": _("Procedure area"),
            "inputs": _("Needs"),
            "kpis": _("Performance figures"),
            "outputs": _("Delivers"),
            "records": _("Records"),
            "references": _("References outside the handbook"),
            "related": _("Related documents"),
            "risks": _("Risks and controls"),
            "scope": _("Scope"),
            "steps": _("Steps"),
            "terms": _("Terms"),
            "trigger": _("Starts when"),
        },
        procedure.Branch: {
            "due": _("By when"),
            "text": _("What is done"),
            "to": _("Goes on with"),
            "when": _("Answer"),
        },
        procedure.Decision: {
            "branches": _("Ways out"),
            "question": _("Question"),
        },
        procedure.Doer: {
            "another": _("Another holder of the role"),
            "note": _("Part in it"),
            "who": _("Who"),
        },
        procedure.Input: {
            "from": _("From"),
            "item": _("What"),
        },
        procedure.Kpi: {
            "at_least": _("At least"),
            "at_most": _("At most"),
            "exactly": _("Exactly"),
            "kpi": _("Figure"),
            "unit": _("Unit of measure"),
            "within": _("Over the time of"),
        },
        procedure.Output: {
            "item": _("What"),
            "to": _("To"),
        },
        procedure.Record: {
            "keep": _("Kept for"),
            "record": _("Record"),
            "system": _("System or place"),
        },
        procedure.Risk: {
            "control": _("What is done against it"),
            "risk": _("What can go wrong"),
        },
        procedure.Scope: {
            "excludes": _("Does not cover"),
            "includes": _("Covers"),
        },
        procedure.Step: {
            "accountable": _("Accountable"),
            "approves": _("Approves the work of"),
            "by": _("Who"),
            "calls": _("Carries out"),
            "consulted": _("Consulted"),
            "decision": _("Decision"),
            "detail": _("How"),
            "due": _("By when"),
            "escalation": _("If it does not work out"),
            "evidence": _("Evidence"),
            "informed": _("Informed"),
            "latest": _("Last day"),
            "next": _("Goes on with"),
            "reminders": _("Again"),
            "step": _("What"),
            "system": _("System or place"),
        },
    }


def _of_schemes(lang: str) -> dict[type[Model], dict[str, str]]:
    _ = words(lang)
    return {
        scheme.Scheme: {
            "adopted": _("Adoption"),
            "after_sum": _("Rules after the sum"),
            "basis": _("What a grade rests on"),
            "bounds": _("Bounds that belong to a band"),
            "characteristics": _("Characteristics"),
            "combined": _("Jobs made of several"),
            "consent_in": _("Consent to each grading in"),
            "consent_per_decision": _("Consent to each grading"),
            "decides": _("How the levels decide"),
            "dimensions": _("Dimensions"),
            "evaluated_by": _("Evaluated in full by"),
            "excluding": _("Factors that exclude each other"),
            "factors": _("Factors"),
            "grades": _("Grades"),
            "joint": _("Factors scored together"),
            "method": _("Method"),
            "objection": _("Objection"),
            "profiles": _("Profiles"),
            "protected": _("Protected factors"),
            "share": _("Share of working time"),
            "shifts": _("What a difference is worth"),
            "situations": _("Special situations"),
            "steps": _("How a job is graded"),
            "trainees": _("Trainees"),
            "variations": _("Variations"),
            "version": _("Version of the rules"),
        },
        scheme.Adoption: {
            "consent_on": _("Consent given on"),
            "on": _("On"),
        },
        scheme.AfterSum: {
            "above_base": _("Grades above the base grade"),
            "at_least": _("At least"),
            "at_least_grade": _("At least grade"),
            "at_most_grade": _("At most grade"),
            "grades_up": _("Grades up"),
            "level_up": _("One level up on"),
            "levels": _("Levels"),
            "points": _("Points"),
            "situations": _("Special situations"),
        },
        scheme.Allowed: {
            "factor": _("Factor"),
            "levels": _("Levels"),
        },
        scheme.Alternatives: {
            "either": _("Either"),
            "or": _("Or"),
        },
        scheme.Factor: {
            "criterion": _("Criterion"),
            "levels": _("Levels"),
            "weight": _("Weight"),
        },
        scheme.Grade: {
            "max": _("At most"),
            "min": _("At least"),
            "typical": _("Usual levels"),
        },
        scheme.Joint: {
            "column_factor": _("Columns"),
            "row_factor": _("Rows"),
            "rows": _("Points"),
        },
        scheme.JointRow: {
            "improbable": _("Improbable with"),
            "level": _("Level"),
            "points": _("Points"),
        },
        scheme.Level: {
            "points": _("Points"),
            "same_as": _("As its neighbour"),
        },
        scheme.Objection: {
            "to": _("To"),
            "within_days": _("Within calendar days"),
        },
        scheme.Profile: {
            "levels": _("Levels"),
        },
        scheme.SchemeCharacteristic: {
            "aspects": _("Aspects"),
            "criterion": _("Criterion"),
            "levels": _("Levels"),
        },
        scheme.Share: {
            "at_least": _("At least"),
            "more_than": _("More than"),
        },
        scheme.Shifts: {
            "heavier": _("Heavier"),
            "lighter": _("Lighter"),
        },
        scheme.Trainees: {
            "grades_lower": _("Grades lower"),
            "months": _("Months at most"),
        },
        scheme.Variations: {
            "at_most": _("At most"),
            "size": _("Levels at most"),
        },
    }
