"""Grading: answers about a job, under a scheme, give a grade and the reasons for it. Pure.

`grade` is the whole of it. One module per method holds the same two functions: what is wrong with
answers, and what follows from answers that are right. The program advises; people decide.

It expects a scheme that `rolebook check` finds no error in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import localcontext
from types import MappingProxyType
from typing import Protocol

from rolebook.grading import classification, comparison, points, profiles
from rolebook.grading.faults import Fault, UnusableAnswers
from rolebook.grading.result import Near, Reason, Result, Scored
from rolebook.model.answers import Answers
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme

__all__ = ["Fault", "Near", "Reason", "Result", "Scored", "UnusableAnswers", "faults", "grade"]

_DIGITS = 60
"""So many digits no product or sum of points reaches: the arithmetic is exact."""


class _Method(Protocol):
    """What a method's module holds."""

    def faults(
        self, scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role], /
    ) -> Iterator[Fault]: ...

    def grade(
        self, scheme: Scheme, answers: Answers, role: Role | None, references: Mapping[str, Role], /
    ) -> Result: ...


_METHODS: Mapping[str, _Method] = {
    "reference-comparison": comparison,
    "point-factor": points,
    "level-classification": classification,
    "profile-match": profiles,
}
_NONE: Mapping[str, Role] = MappingProxyType({})


def faults(
    scheme: Scheme,
    answers: Answers,
    role: Role | None = None,
    references: Mapping[str, Role] = _NONE,
) -> tuple[Fault, ...]:
    """Everything that is wrong with the answers: what is missing, unknown or not designated.

    ``role`` is the job that is graded, in full; ``references`` are the handbook's reference jobs
    by id, which a reference comparison needs.
    """
    asked = answers.model_copy(update={"decision": None})  # what was decided is no answer
    return tuple(_METHODS[scheme.method].faults(scheme, asked, role, references))


def grade(
    scheme: Scheme,
    answers: Answers,
    role: Role | None = None,
    references: Mapping[str, Role] = _NONE,
) -> Result:
    """What follows from the answers, and every reason for it, in the scheme's order.

    Raises UnusableAnswers, with all faults, when the answers are not right.
    """
    if found := faults(scheme, answers, role, references):
        raise UnusableAnswers(found)
    with localcontext(prec=_DIGITS):
        result = _METHODS[scheme.method].grade(scheme, answers, role, references)
    bare = _without_evidence(scheme, answers)
    if not bare:
        return result
    warning = Reason("without-evidence", {"factors": bare})
    return replace(result, warnings=(*result.warnings, warning))


def _without_evidence(scheme: Scheme, answers: Answers) -> tuple[str, ...]:
    """The factors and characteristics whose answer, in the job or in a part of it, does not say
    what in the job shows it."""
    given = [answers, *answers.parts]
    bare = {i for one in given for i, answer in one.answers.items() if answer.evidence is None}
    order = [*(one.id for one in scheme.factors), *(one.id for one in scheme.characteristics)]
    return tuple(id_ for id_ in order if id_ in bare)
