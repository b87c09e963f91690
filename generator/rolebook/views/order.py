"""The order in which roles and procedures are listed."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.model.procedure import Procedure
from rolebook.model.role import Role
from rolebook.translation import sort_key


def by_title(roles: Iterable[Role]) -> list[Role]:
    return sorted(roles, key=lambda role: sort_key(role.title.plain))


def by_number(procedures: Iterable[Procedure]) -> list[Procedure]:
    return sorted(procedures, key=lambda p: (p.document.number or "~", sort_key(p.title.plain)))
