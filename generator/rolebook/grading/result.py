"""The result of a grading: the grade, or why there is none, and every reason as data.

Why data: the same reasons are read on the terminal, printed in a letter, shown by the assistant
on the site and kept with a decision, in three languages. A reason is the id of a sentence
(`rolebook.grading.sentences`) and the values to fill in; nothing here is put into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rolebook.model.base import Amount

__all__ = ["Direction", "Near", "Outcome", "Reason", "Result", "Scored", "Value", "number"]

Outcome = Literal["graded", "outside_context", "out_of_range", "judgement_needed", "no_match"]
"""graded: ``grade`` is the grade. outside_context: the grade that follows lies outside the grades
in which the reference job occurs. out_of_range: what follows is no grade of the scheme.
judgement_needed: people have to judge first. no_match: no profile fits; evaluate in full."""

Value = str | int | Decimal | tuple[str, ...]
Direction = Literal["down", "up"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the explanation: which sentence, and its values. ``points`` is its part of the
    total; the parts of all reasons sum to it. Values name things by their ids."""

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """The level on a factor or characteristic, or the pair of levels on joint factors. ``points``
    is None where the method has none, or where the pair has them."""

    id: str
    level: str
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """How far the nearest other grade is: the total (or share of time) is ``distance`` away from
    ``bound``, and beyond that bound lies ``grade``."""

    direction: Direction
    grade: str
    bound: Decimal
    distance: Decimal


@dataclass(frozen=True, slots=True)
class Result:
    """What follows from the answers. The program advises; people decide.

    ``grade`` is given with the outcome graded only. ``indicated`` is the grade that would follow
    where none is given, as far as that can be said. At most one of the two is there.
    ``neighbours`` are the reference jobs to look at next, nearest first.
    """

    outcome: Outcome
    grade: str | None = None
    indicated: str | None = None
    total: Decimal | None = None
    factors: tuple[Scored, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    near: tuple[Near, ...] = ()
    neighbours: tuple[str, ...] = ()


def number(value: Amount) -> int | float:
    """A number as JSON has it: whole where it is whole. (Points have at most six decimals, which
    a JSON number holds exactly as written.)"""
    return int(value) if value == value.to_integral_value() else float(value)
