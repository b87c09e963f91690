"""The checks: one module per family of rules, each a list of functions.

A rule takes the handbook and gives findings; it reads nothing and writes nothing. ``Today`` is
the only thing it may know about the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from rolebook.findings import Finding
from rolebook.handbook import Handbook

Rule = Callable[[Handbook, date], Iterable[Finding]]

RULES: tuple[Rule, ...] = ()


def check(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The findings of every rule, unsorted."""
    for rule in RULES:
        yield from rule(handbook, today)
