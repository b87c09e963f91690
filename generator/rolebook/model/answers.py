"""Answers: what somebody found out about a job, to be graded under a scheme.

The same file serves all four methods; which of its keys a scheme asks, `rolebook.grading` says.
Answers are facts with their evidence. They hold no grade: that is computed, and then decided;
what was decided can stand below them.
"""

from __future__ import annotations

from typing import ClassVar

from rolebook.model.base import Amount, Code, Flag, Id, Model, Whole
from rolebook.model.decision import Decided
from rolebook.model.text import Text


class Answer(Model):
    """The level of a job on one factor or characteristic."""

    shorthand: ClassVar[str] = "level"

    level: Code
    """The level as the scheme writes it; in a reference comparison lighter, equal or heavier."""
    points: Amount | None = None
    """The points of that level, where the source of the answer states them: they are checked."""
    evidence: Text | None = None
    """What in the job shows it."""


class Ticked(Model):
    """An example of a rule or of a grade that fits the job."""

    shorthand: ClassVar[str] = "example"

    example: Code
    """Which one, counted from 1: heavier/3 of the reference job, or G/2 of a grade."""
    evidence: Text | None = None
    """What in the job shows it."""


class Holding(Model):
    """A special situation that holds for the job."""

    shorthand: ClassVar[str] = "situation"

    situation: Id
    """The situation's id in the scheme."""
    evidence: Text | None = None
    """What in the job shows it."""


class Comparison(Model):
    """How a job, or a part of it, compares: the whole judged, and the evidence for it."""

    reference: Id | None = None
    """Reference comparison: the job compared with. If left out: the one it is based on."""
    overall: Code | None = None
    """The job as a whole: lighter, equal or heavier; in a best fit, the grade that fits best."""
    answers: dict[str, Answer] = {}
    """The level on each factor or characteristic, by its id."""
    ticked: tuple[Ticked, ...] = ()
    """The examples that fit: evidence, not conditions."""
    judgement: Text | None = None
    """Why the overall answer holds: asked for a best fit, and where the evidence contradicts it."""


class Part(Comparison):
    """A part of the job with its share of the working time."""

    text: Text | None = None
    """What the part is."""
    area: Id | None = None
    """The role's area of responsibility that it is; its share can be taken from there."""
    share: Whole | None = None
    """Its share of the working time in per cent; all parts sum to 100."""
    level: Code | None = None
    """Level classification by share of time: the level of this part."""


class Answers(Comparison):
    """The answers about one job under one scheme."""

    scheme: Id | None = None
    """The scheme that they answer."""
    role: Id | None = None
    """The role that they are about."""
    situations: tuple[Holding, ...] = ()
    """Point factor: the special situations that hold."""
    base_grade: Code | None = None
    """Point factor: the grade that a rule after the sum counts from."""
    parts: tuple[Part, ...] = ()
    """A combined job, or activities: each part with its share of the working time."""
    trainee: Flag = False
    """Reference comparison: true while the holder is still learning the job."""
    profile: Id | None = None
    """Profile match: the profile to compare with. If left out: all of them."""
    notes: tuple[Text, ...] = ()
    """What else is to be remembered."""
    decision: Decided | None = None
    """What was decided in the end, for --record; the grading itself passes over it."""

    @property
    def shown(self) -> bool:
        """Whether anything is said of what in the job shows the answers."""
        given = (self, *self.parts)
        facts: list[Answer | Ticked | Holding] = [*self.situations]
        for one in given:
            facts += [*one.answers.values(), *one.ticked]
        return any(g.judgement for g in given) or any(one.evidence for one in facts)
