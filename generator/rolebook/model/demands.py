"""What a job asks of its holder: the characteristics of the grading scheme, and requirements."""

from __future__ import annotations

from typing import ClassVar, Literal

from rolebook.model.base import Flag, Id, Model, Whole
from rolebook.model.text import Text


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
