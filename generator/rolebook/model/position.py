"""Where a job stands: whom it reports to, whom it leads, and who stands in for its holder."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from rolebook.model.base import Id, Model, Whole
from rolebook.model.text import Text


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
