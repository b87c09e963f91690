"""A grading scheme: the rules by which a job gets a grade, as data.

One class holds the keys of all four methods, so that errors keep their place in the file; which
keys a method needs and which it may not have, checks say (`rolebook.checks.scheme`).

Sources: the common shapes of Dutch sector handbooks (reference comparison), of published point
tables such as the US Factor Evaluation System (point factor), of level matrices and German trade
agreements (level classification), and of the British NHS profiles (profile match). The four
criteria are those of directive (EU) 2023/970, article 4(4).
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from rolebook.model.base import Amount, Code, Day, Flag, Id, Model, Whole
from rolebook.model.control import DocumentControl, Party
from rolebook.model.text import Text

Method = Literal["reference-comparison", "point-factor", "level-classification", "profile-match"]
Criterion = Literal["skills", "effort", "responsibility", "working_conditions"]
Basis = Literal[
    "context", "position", "purpose", "objectives", "responsibilities", "characteristics",
    "requirements", "must_know", "authorities", "working_conditions", "inconveniences",
]  # fmt: skip


class Allowed(Model):
    """Some levels of one factor: those that a profile allows, or that are typical of a grade."""

    factor: Id
    """The factor."""
    levels: tuple[Code, ...]
    """The levels meant, each of them named."""


class Grade(Model):
    """A grade of the scheme."""

    shorthand: ClassVar[str] = "id"

    id: Code
    """The grade as it is written: J, GS-9."""
    text: Text | None = None
    """What kind of work it stands for."""
    examples: tuple[Text, ...] = ()
    """Level classification: activities that belong in it, beside a definition in text."""
    min: Amount | None = None
    """Point factor: the lower bound of its band of points; none means open below."""
    max: Amount | None = None
    """Point factor: the upper bound of its band of points; none means open above."""
    typical: tuple[Allowed, ...] = ()
    """Point factor: the levels that jobs in it usually have; others give a warning."""


class Level(Model):
    """A level of a factor, or the cell of a characteristic for a grade."""

    id: Code
    """The level as it is written, 3 or 1-7; for a cell, its grade."""
    points: Amount | None = None
    """Point factor: what it is worth."""
    same_as: Literal["lower", "higher"] | None = None
    """Level classification: the cell says what its neighbour says."""
    text: Text | None = None
    """What a job asks that is on this level."""


class SchemeAspect(Model):
    """An aspect of a characteristic, with its heading."""

    id: Id
    """The name roles use."""
    title: Text
    """Its heading on page and paper."""


class SchemeCharacteristic(Model):
    """A level-distinguishing characteristic, with its heading and the criterion it serves."""

    id: Id
    """The name roles and answers use."""
    title: Text
    """Its heading on page and paper."""
    criterion: Criterion
    """Which of the four criteria of equal pay it serves."""
    aspects: tuple[SchemeAspect, ...] = ()
    """Its aspects, in order."""
    text: Text | None = None
    """What it looks at, for employees."""
    levels: tuple[Level, ...] = ()
    """Level classification: its row of the matrix, one cell per grade."""


class Factor(Model):
    """A factor on which a job has a level."""

    id: Id
    """The name answers use."""
    title: Text
    """Its name on page and paper."""
    criterion: Criterion
    """Which of the four criteria of equal pay it serves."""
    text: Text | None = None
    """What it looks at, for employees."""
    weight: Amount = Decimal(1)
    """Point factor: by what its points are multiplied. If left out: 1."""
    levels: tuple[Level, ...]
    """Its levels, lowest first."""


class JointRow(Model):
    """A row of a matrix: one level of the row factor."""

    level: Code
    """The level of the row factor."""
    points: tuple[Amount, ...]
    """The points with each level of the column factor, lowest first."""
    improbable: tuple[Code, ...] = ()
    """Levels of the column factor that hardly go with this one; they give a warning."""


class Joint(Model):
    """Two factors that are scored together, from a matrix."""

    id: Id
    """A name for the pair."""
    title: Text
    """Its name on page and paper."""
    row_factor: Id
    """The factor whose levels are the rows."""
    column_factor: Id
    """The factor whose levels are the columns."""
    rows: tuple[JointRow, ...]
    """One row for each level of the row factor, lowest first."""


class Alternatives(Model):
    """Factors that exclude each other: a job is scored on one side or on the other."""

    either: tuple[Id, ...]
    """The factors of one side: all of them are answered, or none."""
    other: tuple[Id, ...] = Field(alias="or")
    """The factors of the other side."""


class Situation(Model):
    """A special situation, which holds for a job or does not."""

    id: Id
    """The name rules and answers use."""
    text: Text
    """What has to be the case."""


class AfterSum(Model):
    """A rule that is applied after the points are summed: under which conditions, and what it
    does. Without conditions it always applies."""

    exactly_one_of: ClassVar[tuple[str, ...]] = (
        *("points", "level_up", "grades_up", "at_least_grade", "at_most_grade", "above_base"),
    )

    id: Id
    """A name for the rule."""
    text: Text
    """The rule in words."""
    situations: tuple[Id, ...] = ()
    """Condition: of these situations, ..."""
    at_least: Whole | None = None
    """... so many hold. If left out: all of them."""
    levels: tuple[Allowed, ...] = ()
    """Condition: on each of these factors the job has one of the levels named."""
    points: Amount | None = None
    """Adds so many points."""
    level_up: Id | None = None
    """Raises the job one level on this factor."""
    grades_up: Whole | None = None
    """Raises the job by so many grades."""
    at_least_grade: Code | None = None
    """Raises the job to this grade where it is lower."""
    at_most_grade: Code | None = None
    """Lowers the job to this grade where it is higher."""
    above_base: Whole | None = None
    """Raises the job to so many grades above the base grade that the answers name."""


class Share(Model):
    """From which share of the working time on something counts."""

    exactly_one_of: ClassVar[tuple[str, ...]] = ("at_least", "more_than")

    at_least: Whole | None = None
    """At least so many per cent."""
    more_than: Whole | None = None
    """More than so many per cent."""
    text: Text | None = None
    """The rule in words."""


class Trainees(Model):
    """The rule for somebody who is still learning the job."""

    grades_lower: Whole = 1
    """How many grades lower."""
    months: Whole | None = None
    """For so many months at most."""
    text: Text | None = None
    """The rule in words."""


class Profile(Model):
    """A profile: the levels that jobs of one kind have, and their grade."""

    id: Id
    """The name answers use."""
    title: Text
    """The kind of job."""
    grade: Code
    """The grade of a job that matches."""
    text: Text | None = None
    """What the kind of job is about."""
    levels: tuple[Allowed, ...]
    """For each factor, the levels it allows."""


class Variations(Model):
    """How far a job may differ from a profile and still match it."""

    at_most: Whole
    """On so many factors at most."""
    size: Whole = 1
    """By so many levels at most."""


class Dimension(Model):
    """What an example of an application rule can be about."""

    id: Id
    """The name roles use."""
    title: Text
    """In words."""


class Shifts(Model):
    """How many grades a clear difference is worth."""

    lighter: Whole = 1
    """Grades down when clearly lighter."""
    heavier: Whole = 1
    """Grades up when clearly heavier."""


class Adoption(Model):
    """Who adopted the scheme, when, and who consented."""

    by: Party
    """Who adopted it."""
    on: Day
    """When."""
    consent_of: Party | None = None
    """Who consented: the works council."""
    consent_on: Day | None = None
    """When consent was given."""
    text: Text | None = None
    """What else is to be known about it."""


class Objection(Model):
    """How a grading can be objected to."""

    within_days: Whole
    """Calendar days after the notice."""
    to: Party
    """To whom."""
    text: Text | None = None
    """How it goes on."""


class Scheme(Model):
    """One grading scheme. The file's name is its id."""

    id: Id
    title: Text
    """The scheme's name."""
    formerly: tuple[Id, ...] = ()
    """Ids the scheme had before."""
    method: Method
    """How a grade comes out."""
    version: Code
    """The version of the scheme's rules."""
    purpose: Text | None = None
    """What it is there for, for employees."""
    grades: tuple[Grade, ...]
    """All grades, lowest first."""
    characteristics: tuple[SchemeCharacteristic, ...] = ()
    """In the order in which roles state them."""
    shifts: Shifts = Shifts()
    """Reference comparison: what lighter and heavier are worth."""
    dimensions: tuple[Dimension, ...] = ()
    """Reference comparison: what examples can be about."""
    combined: Share | None = None
    """Reference comparison: a job made of several is in the highest grade that has this share."""
    trainees: Trainees | None = None
    """Reference comparison: the rule for those who are still learning the job."""
    factors: tuple[Factor, ...] = ()
    """Point factor and profile match: the factors, in the order in which they are published."""
    joint: tuple[Joint, ...] = ()
    """Point factor: factors scored together, from a matrix."""
    excluding: tuple[Alternatives, ...] = ()
    """Point factor: factors that exclude each other."""
    situations: tuple[Situation, ...] = ()
    """Point factor: special situations that rules count."""
    after_sum: tuple[AfterSum, ...] = ()
    """Point factor: rules after the sum, in the order in which they are applied."""
    bounds: Literal["both", "min", "max"] | None = None
    """Point factor: which bounds of a band belong to it."""
    decides: Literal["all", "majority", "best_fit", "share_of_time"] | None = None
    """Level classification: by which rule the characteristics decide."""
    share: Share | None = None
    """Level classification by share of time: a job is on the highest level that has this share."""
    profiles: tuple[Profile, ...] = ()
    """Profile match: the profiles."""
    variations: Variations | None = None
    """Profile match: how far a job may differ from a profile."""
    protected: tuple[Id, ...] = ()
    """Profile match: factors on which it may not differ."""
    evaluated_by: Id | None = None
    """Profile match: the scheme by which a job is evaluated in full when no profile matches."""
    basis: tuple[Basis, ...]
    """The sections of a role on which its grade rests."""
    steps: tuple[Text, ...] = ()
    """How a job is graded, step by step, for employees."""
    adopted: Adoption | None = None
    """Who adopted it and when."""
    objection: Objection | None = None
    """How one may object."""
    consent_per_decision: Flag = False
    """True when the works council is asked for each grading."""
    consent_in: tuple[Id, ...] = ()
    """The units, with all below them, in which it is asked, and nowhere else."""
    document: DocumentControl = DocumentControl()
    """Number, owner, review."""
