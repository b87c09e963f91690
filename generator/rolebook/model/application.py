"""How a reference job is applied: its context, and its rules for lighter, equal and heavier."""

from __future__ import annotations

from typing import ClassVar

from rolebook.model.base import Code, Flag, Id, Model
from rolebook.model.text import Text


class Context(Model):
    """The context of a reference job: in which grades that kind of job occurs, and where."""

    grades: tuple[Code, ...] = ()
    """The grades, lowest first; two grades name a range with all between them."""
    text: Text | None = None
    """Where the job is found and what is around it."""


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
