"""A grading scheme: the rules by which a job gets a grade, as data.

Source: the common shape of Dutch sector handbooks for reference comparison. The four criteria
are those of directive (EU) 2023/970, article 4(4).
"""

from __future__ import annotations

from typing import ClassVar, Literal

from rolebook.model.base import Code, Day, Flag, Id, Model, Whole
from rolebook.model.control import DocumentControl, Party
from rolebook.model.text import Text

Criterion = Literal["skills", "effort", "responsibility", "working_conditions"]
Basis = Literal[
    "context", "position", "purpose", "objectives", "responsibilities", "characteristics",
    "requirements", "must_know", "authorities", "working_conditions", "inconveniences",
]  # fmt: skip


class Grade(Model):
    """A grade of the scheme."""

    shorthand: ClassVar[str] = "id"

    id: Code
    """The grade as it is written: J, GS-9."""
    text: Text | None = None
    """What kind of work it stands for."""


class SchemeAspect(Model):
    """An aspect of a characteristic, with its heading."""

    id: Id
    """The name roles use."""
    title: Text
    """Its heading on page and paper."""


class SchemeCharacteristic(Model):
    """A level-distinguishing characteristic, with its heading and the criterion it serves."""

    id: Id
    """The name roles use."""
    title: Text
    """Its heading on page and paper."""
    criterion: Criterion
    """Which of the four criteria of equal pay it serves."""
    aspects: tuple[SchemeAspect, ...] = ()
    """Its aspects, in order."""
    text: Text | None = None
    """What it looks at, for employees."""


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
    method: Literal["reference-comparison"]
    """How a grade comes out."""
    version: Code
    """The version of the scheme's rules."""
    purpose: Text | None = None
    """What it is there for, for employees."""
    grades: tuple[Grade, ...]
    """All grades, lowest first."""
    shifts: Shifts = Shifts()
    """What lighter and heavier are worth."""
    characteristics: tuple[SchemeCharacteristic, ...] = ()
    """In the order in which roles state them."""
    dimensions: tuple[Dimension, ...] = ()
    """What examples can be about."""
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
    document: DocumentControl = DocumentControl()
    """Number, owner, review."""
