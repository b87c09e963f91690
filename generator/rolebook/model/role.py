"""A role: a job as the handbook describes it, as a reference job or as a company job.

The fields are those of the four traditions of job documents: the reference job of a sector
handbook, the result description, the dealer-standard role and the numbered job instruction.
A role is valid while incomplete; what is missing is told by checks.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from rolebook.model.base import Address, Code, Day, Flag, Id, Model, Whole
from rolebook.model.control import DocumentControl, Limit, Party, SignaturePlace, Source
from rolebook.model.text import Text


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


class Context(Model):
    """The context of a reference job: in which grades that kind of job occurs, and where."""

    grades: tuple[Code, ...] = ()
    """The grades, lowest first; two grades name a range with all between them."""
    text: Text | None = None
    """Where the job is found and what is around it."""


class Superior(Model):
    """Whom the role reports to. With ``one_of``: any one of these, as the organisation is made."""

    shorthand: ClassVar[str] = "role"
    exactly_one_of: ClassVar[tuple[str, ...]] = ("role", "position", "text", "one_of")

    role: Id | None = None
    """A role of this handbook."""
    position: Id | None = None
    """A position of the organisation."""
    text: Text | None = None
    """Somebody who is no role: the owner, the shareholders."""
    any_of: tuple[Superior, ...] = Field(default=(), alias="one_of")
    """Alternatives: the role reports to one of these."""
    kind: Literal["line", "functional", "instructions"] = "line"
    """Line, functional, or somebody whose instructions are carried out as well."""


class Subordinate(Model):
    """A role that one holder of this role supervises directly."""

    shorthand: ClassVar[str] = "role"
    exactly_one_of: ClassVar[tuple[str, ...]] = ("role", "text")

    role: Id | None = None
    """A role of this handbook."""
    text: Text | None = None
    """Others, in words: agency staff."""
    count: Whole | None = None
    """How many, for one holder."""


class SpanOfControl(Model):
    """How many people a holder leads, where."""

    shorthand: ClassVar[str] = "text"

    min: Whole | None = None
    """At least so many."""
    max: Whole | None = None
    """At most so many."""
    where: Text | None = None
    """In which setting: one branch."""
    counts: Literal["direct", "total"] = "total"
    """Whether direct reports are counted, or all below as well."""
    text: Text | None = None
    """The span in words, or an alternative to the numbers."""


class Deputy(Model):
    """Who stands in for the holder, when, and what is taken over."""

    shorthand: ClassVar[str] = "role"
    exactly_one_of: ClassVar[tuple[str, ...]] = ("role", "text")

    role: Id | None = None
    """A role of this handbook."""
    text: Text | None = None
    """In words: another technician; somebody named by the branch manager."""
    occasions: tuple[Text, ...] = ()
    """When: leave, sickness, a business trip."""
    takes_over: Text | None = None
    """Which duties, rights and responsibilities pass to the deputy."""


class Task(Model):
    """A task, duty or key activity. A plain text is a task without more."""

    shorthand: ClassVar[str] = "task"

    id: Id | None = None
    """A name, needed where something refers to the task."""
    task: Text
    """What the holder does: a verb and its object."""
    when: Text | None = None
    """On what occasion."""
    frequency: Text | None = None
    """How often."""
    result: Text | None = None
    """What comes of it."""
    procedure: Id | None = None
    """The procedure that says how."""
    authority_limit: Limit | None = None
    """How far the holder decides alone in this task."""
    weight: Literal["main", "secondary", "additional"] | None = None
    """How much of the job it is."""
    optional: Flag = False
    """True when only some holders do it."""


class Area(Model):
    """An area of responsibility, result area or themed group, with its tasks."""

    id: Id | None = None
    """A name, needed where something refers to the area."""
    area: Text
    """The area's heading."""
    weight: Literal["main", "secondary", "additional"] | None = None
    """How much of the job it is."""
    optional: Flag = False
    """True when only some holders have it."""
    time_share: Whole | None = None
    """Share of working time in per cent; all areas of a role sum to 100."""
    tasks: tuple[Task, ...] = ()
    """The tasks, in order; their numbers are computed."""
    criteria: tuple[Text, ...] = ()
    """The result criteria of the area: by what a good result is known."""


class Aspect(Model):
    """A part of a characteristic, such as knowledge within complexity."""

    id: Id
    """The aspect's id in the scheme."""
    text: Text
    """What it asks in this job."""


class Characteristic(Model):
    """A level-distinguishing characteristic, as the grading scheme orders and names them."""

    id: Id
    """The characteristic's id in the scheme."""
    text: Text | None = None
    """What it asks in this job."""
    aspects: tuple[Aspect, ...] = ()
    """Its aspects, in order."""


class Requirement(Model):
    """What a holder brings along: one thing, alternatives (``any_of``), or several together."""

    shorthand: ClassVar[str] = "text"

    kind: (
        Literal["education", "experience", "training", "certificate", "language", "skill"] | None
    ) = None
    """What sort of requirement it is."""
    text: Text | None = None
    """The requirement in words."""
    level: Text | None = None
    """The level of education or of a language: hbo, B2."""
    field: Text | None = None
    """The field of study or of experience."""
    years: Whole | None = None
    """At least so many years."""
    up_to_years: Whole | None = None
    """At most so many years, for courses."""
    equivalent_allowed: Flag = False
    """True when equal ability gained in another way counts."""
    any_of: tuple[Requirement, ...] = ()
    """One of these is enough."""
    plus: tuple[Requirement, ...] = ()
    """What comes on top."""
    keeps_up: Flag = False
    """True when the holder keeps up with the field."""
    need: Literal["essential", "desirable"] = "essential"
    """Whether it must be or should be there."""


class Authority(Model):
    """A power to act in the organisation's name, and how far it reaches."""

    shorthand: ClassVar[str] = "text"

    kind: (
        Literal["inform", "propose", "sign", "represent", "instruct", "decide", "spend"] | None
    ) = None
    """What may be done."""
    text: Text
    """The power in words."""
    limit: Limit | None = None
    """How far it reaches."""


class Liability(Model):
    """What the holder answers for, within which bounds."""

    shorthand: ClassVar[str] = "text"

    text: Text
    """What the holder answers for."""
    basis: Text | None = None
    """The law, agreement or rule that sets the bounds."""
    reviewed: Day | None = None
    """The day on which somebody competent reviewed the wording."""
    pay_consequence: Text | None = None
    """What follows for the pay."""


class PerformanceCriterion(Model):
    """By what the holder's work is judged."""

    shorthand: ClassVar[str] = "criterion"

    criterion: Text
    """What is judged."""
    measure: Text | None = None
    """How it is measured."""
    target: Text | None = None
    """What is aimed at."""


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


class Example(Model):
    """An example for an application rule: evidence, not a condition."""

    shorthand: ClassVar[str] = "text"

    text: Text
    """The example."""
    dimension: Id | None = None
    """The dimension of the scheme it is about: steering, share of the activities, ..."""


class ApplicationRule(Model):
    """What follows when a company job is lighter, equal or heavier than the reference job."""

    grade: Code | None = None
    """The grade that follows; none where the source states none."""
    rule: Text
    """The general clause."""
    examples: tuple[Example, ...] = ()
    """Signs by which it is recognised."""


class RoleGrading(Model):
    """The application rules of a reference job, and what may be published."""

    lighter: ApplicationRule | None = None
    """When the company job is clearly lighter."""
    equal: ApplicationRule | None = None
    """When it is about equal."""
    heavier: ApplicationRule | None = None
    """When it is clearly heavier."""
    outside_scheme: Text | None = None
    """Why the job is not graded under the scheme, where it is not."""
    publish: Flag = True
    """Whether the site may show why the job has its grade."""


class Drop(Model):
    """Something of the reference job that this company job does not have."""

    shorthand: ClassVar[str] = "item"

    item: Address
    """The area or task."""
    why: Text | None = None
    """The reason."""


class Addition(Area):
    """Something this company job has on top: tasks in an area of the reference (``to``), or an
    area of its own (``area``)."""

    exactly_one_of: ClassVar[tuple[str, ...]] = ("to", "area")

    area: Text | None = None  # type: ignore[assignment]
    """The heading of a new area."""
    to: Id | None = None
    """The area of the reference job that the tasks join."""
    why: Text | None = None
    """The reason."""


class Change(Task):
    """A task or an area heading of the reference job in other words or with another limit."""

    item: Address
    """The area or task."""
    task: Text | None = None  # type: ignore[assignment]
    """The task in its new words."""
    area: Text | None = None
    """The area's new heading."""
    time_share: Whole | None = None
    """The area's new share of working time."""
    why: Text | None = None
    """The reason."""


class BasedOn(Model):
    """The reference job that a company job is written from, and what differs.

    Whatever the company job states itself (purpose, characteristics, ...) takes the place of the
    reference job's section; areas and tasks are dropped, added and changed one by one.
    """

    shorthand: ClassVar[str] = "role"

    role: Id
    """The reference job."""
    revision: Whole | None = None
    """The approved revision it is fixed to; without it, the working text is followed."""
    drop: tuple[Drop, ...] = ()
    """What falls away."""
    add: tuple[Addition, ...] = ()
    """What comes on top."""
    change: tuple[Change, ...] = ()
    """What is different."""


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
