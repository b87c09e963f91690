"""The checks: one module per family of rules, each with its ``RULES``.

A rule takes the survey (the handbook, its records and the day) and gives findings; it reads
nothing and writes nothing. Only `check` reads, and only the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rolebook.checks import (
    content,
    control,
    derivation,
    grades,
    ids,
    line,
    links,
    names,
    settings,
    steps,
    translations,
    words,
)
from rolebook.checks.survey import Survey
from rolebook.findings import Finding
from rolebook.handbook import Handbook
from rolebook.records import read_records

Rule = Callable[[Survey], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    *settings.RULES,
    *ids.RULES,
    *names.RULES,
    *links.RULES,
    *words.RULES,
    *line.RULES,
    *grades.RULES,
    *derivation.RULES,
    *content.RULES,
    *control.RULES,
    *steps.RULES,
    *translations.RULES,
)


def check(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The findings of every rule, unsorted. ``handbook`` is the governing edition; its records
    are read from its folder."""
    records, damaged = read_records(handbook.root)
    yield from damaged
    survey = Survey(handbook, records, today)
    for rule in RULES:
        yield from rule(survey)
