"""A company job written from a reference job: what falls away, what is added, what is different."""

from __future__ import annotations

from typing import ClassVar

from rolebook.model.base import Address, Id, Model, Whole
from rolebook.model.text import Text
from rolebook.model.work import Area, Task


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
