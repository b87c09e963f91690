"""The checks: one module per family of rules, each with its ``RULES``.

A rule takes the survey (the handbook, its records and the day) and gives findings; it reads
nothing and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

# Their codes belong to the registry that `explain` shows.
import rolebook.register.handed
import rolebook.register.rows
import rolebook.roster  # noqa: F401
from rolebook.checks import (
    content,
    control,
    decisions,
    derivation,
    grades,
    ids,
    kept,
    layouts,
    line,
    links,
    names,
    persons,
    records,
    scheme,
    scheme_levels,
    scheme_points,
    settings,
    steps,
    taking_part,
    translations,
    words,
)
from rolebook.checks.survey import Survey
from rolebook.findings import Finding
from rolebook.handbook import Handbook
from rolebook.records import Records

Rule = Callable[[Survey], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    *settings.RULES,
    *layouts.RULES,
    *ids.RULES,
    *names.RULES,
    *links.RULES,
    *words.RULES,
    *line.RULES,
    *grades.RULES,
    *scheme.RULES,
    *scheme_points.RULES,
    *scheme_levels.RULES,
    *derivation.RULES,
    *content.RULES,
    *control.RULES,
    *records.RULES,
    *decisions.RULES,
    *steps.RULES,
    *taking_part.RULES,
    *kept.RULES,
    *persons.RULES,
    *translations.RULES,
)


def check(handbook: Handbook, records: Records, today: date) -> Iterator[Finding]:
    """The findings of every rule, unsorted. ``handbook`` is the governing edition."""
    survey = Survey(handbook, records, today)
    for rule in RULES:
        yield from rule(survey)
