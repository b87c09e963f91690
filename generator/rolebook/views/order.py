"""The order in which roles and procedures are listed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rolebook.model.procedure import Procedure
from rolebook.model.role import Role
from rolebook.translation import sort_key


def by_title(roles: Iterable[Role]) -> list[Role]:
    """As in a dictionary."""
    return sorted(roles, key=lambda role: sort_key(role.title.plain))


def by_number(procedures: Iterable[Procedure]) -> list[Procedure]:
    """By their numbers as people count, P-9 before P-10; those without a number last, by title."""
    return sorted(procedures, key=lambda p: (*_counted(p.document.number), sort_key(p.title.plain)))


def _counted(number: str | None) -> tuple[bool, list[str | int]]:
    parts = re.split(r"(\d+)", number or "")  # words and numbers by turns, words first
    return not number, [int(part) if at % 2 else part for at, part in enumerate(parts)]
