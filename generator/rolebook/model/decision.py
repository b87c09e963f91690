"""A decision on a grade, as somebody writes it down: below ``decision:`` in a file of answers.

Every key may be left open there: options of the command can fill it in, and what is still missing
is told when the decision is recorded (`rolebook.records.deciding`). People are named by their
roles only.
"""

from __future__ import annotations

from typing import Literal

from rolebook.model.base import Code, Day, Id, Model
from rolebook.model.text import Text

ConsentResult = Literal["given", "deemed_given", "refused"]


class Consent(Model):
    """What the works council was asked about this grading, and what it answered."""

    of: Id | None = None
    """Who was asked: a role, or a party of the vocabulary. If left out: the works council."""
    asked: Day | None = None
    """The day it was asked."""
    answered: Day | None = None
    """The day it answered. Left out where its silence counts as consent."""
    result: ConsentResult | None = None
    """Whether consent was given, counts as given, or was refused."""
    reasons: Text | None = None
    """The reasons it gave; needed where it refused."""


class Decided(Model):
    """What was decided about a grade, by whom and when."""

    grade: Code | None = None
    """The grade decided, as the scheme writes it."""
    on: Day | None = None
    """The day of the decision."""
    by: Id | None = None
    """The role that decided."""
    took_part: tuple[Id, ...] = ()
    """Who took part: roles, or parties of the vocabulary. No names of persons."""
    reason: Text | None = None
    """Why this grade; needed where it differs from the one computed."""
    consent: Consent | None = None
    """The works council and this grading, where it was asked."""
    notice: Day | None = None
    """The day the job holder is told; terms for objection count from it."""
    effective: Day | None = None
    """The day from which the grade holds. If left out: the day of the decision."""
