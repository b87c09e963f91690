"""A role: a job as the handbook describes it, as a reference job or as a company job.

The fields are those of the four traditions of job documents: the reference job of a sector
handbook, the result description, the dealer-standard role and the numbered job instruction.
A role is valid while incomplete; what is missing is told by checks.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from rolebook.model.application import Context, RoleGrading
from rolebook.model.base import Code, Id, Model
from rolebook.model.based_on import BasedOn
from rolebook.model.control import DocumentControl, Party, SignaturePlace, Source
from rolebook.model.demands import Characteristic, Requirement
from rolebook.model.position import Deputy, SpanOfControl, Subordinate, Superior
from rolebook.model.text import Text
from rolebook.model.work import Area, Authority, Liability, PerformanceCriterion


def _none_means_empty(value: Any) -> Any:
    return () if value == "none" else value


class TitleForms(Model):
    """Gender forms of the title in one language. They cannot be computed, so they are data."""

    neutral: Text | None = None
    """A form that names nobody's gender."""
    feminine: Text | None = None
    """The feminine form."""
    masculine: Text | None = None
    """The masculine form."""
    suffix: Text | None = None
    """What advertisements add: m/f/x, m/w/d, m/v/x."""


class Provision(Model):
    """A rule about the post or the paper: appointment, copies, amendment."""

    kind: Literal["appointment", "dismissal", "copies", "amendment", "validity", "other"]
    """What the rule is about."""
    by: Party | None = None
    """Who does it."""
    proposed_by: Party | None = None
    """On whose proposal."""
    consent_of: Party | None = None
    """With whose consent."""
    kept_by: tuple[Party, ...] = ()
    """Who keeps a copy."""
    text: Text | None = None
    """The rule in words."""


class Role(Model):
    """One job role. The file's name is its id."""

    own_per_language: ClassVar[frozenset[str]] = frozenset(["title_forms", "also_known_as"])

    id: Id
    title: Text
    """The job title."""
    title_forms: TitleForms | None = None
    """Gender forms of the title in this language."""
    also_known_as: tuple[Text, ...] = ()
    """Other titles in use; search finds them."""
    formerly: tuple[Id, ...] = ()
    """Ids the role had before; they carry its records and addresses."""
    kind: Literal["reference", "company"]
    """A reference job to compare with, or a job of this company that people hold."""
    family: Id
    """The job family."""
    unit: Id | None = None
    """The organisational unit."""
    code: Code | None = None
    """The code in the source handbook, as it stands there."""
    code_system: Text | None = None
    """Which handbook the code belongs to."""
    discipline: Text | None = None
    """The discipline in the source handbook."""
    category: Text | None = None
    """The category of staff: managers, specialists."""
    grade: Code | None = None
    """The grade in the scheme in use."""
    context: Context | None = None
    """The grades and the surroundings in which such a job occurs."""
    occurs_in: tuple[Text, ...] = ()
    """Where the job is found: branch, regional office."""
    reports_to: tuple[Superior, ...] = ()
    """All superiors; alternatives are one entry with one_of."""
    supervises: Annotated[
        tuple[Subordinate, ...] | None,
        BeforeValidator(_none_means_empty),
        Field(
            json_schema_extra={
                "type": ["array", "string"],
                "pattern": "^none$",
                "patternErrorMessage": "A list of roles, or the word none.",
                "examples": ["none"],
            }
        ),
    ] = None
    """Direct line reports of one holder, or the word none."""
    span_of_control: tuple[SpanOfControl, ...] = ()
    """How many people are led; several entries are alternatives."""
    deputised_by: tuple[Deputy, ...] = ()
    """Who stands in for the holder."""
    purpose: Text | None = None
    """What the job is there for."""
    objectives: tuple[Text, ...] = ()
    """What the holder is to achieve, beside the duties."""
    responsibilities: tuple[Area, ...] = ()
    """Areas with their tasks."""
    characteristics: tuple[Characteristic, ...] = ()
    """The level-distinguishing characteristics of the scheme."""
    requirements: tuple[Requirement, ...] = ()
    """What a holder brings along."""
    must_know: tuple[Text, ...] = ()
    """What a holder must know."""
    authorities: tuple[Authority, ...] = ()
    """Powers to act, each with its limit."""
    rights: tuple[Text, ...] = ()
    """What the holder may ask or expect."""
    liabilities: tuple[Liability, ...] = ()
    """What the holder answers for."""
    performance_criteria: tuple[PerformanceCriterion, ...] = ()
    """By what the work is judged."""
    working_conditions: tuple[Text, ...] = ()
    """Where and how the work is done."""
    inconveniences: tuple[Text, ...] = ()
    """Work-related inconvenience."""
    provisions: tuple[Provision, ...] = ()
    """Appointment, copies, amendment and the like."""
    basis_documents: tuple[Source, ...] = ()
    """What the description is based on."""
    guided_by: tuple[Source, ...] = ()
    """What the holder is guided by in the work."""
    notes: tuple[Text, ...] = ()
    """Free text that keeps its place but belongs to no section; not printed."""
    grading: RoleGrading | None = None
    """Application rules of a reference job."""
    based_on: BasedOn | None = None
    """The reference job this company job is written from."""
    document: DocumentControl = DocumentControl()
    """Number, owner, review."""
    sign: tuple[SignaturePlace, ...] = ()
    """Who signs the paper and what that means; else as the handbook sets it."""
