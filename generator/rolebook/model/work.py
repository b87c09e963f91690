"""What the holder of a job does, may do and answers for, and by what the work is judged."""

from __future__ import annotations

from typing import ClassVar, Literal

from rolebook.model.base import Day, Flag, Id, Model, Whole
from rolebook.model.control import Limit
from rolebook.model.text import Text


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
