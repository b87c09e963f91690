"""The chart of what is around the role. On pages only: the paper names superiors and reports in
its facts, and stays as short as those who sign it want it."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.role import Role
from rolebook.views.organisation import role_chart
from rolebook.views.parts.part import Part
from rolebook.views.writer import Writer


def around(writer: Writer, role: Role) -> Iterator[Part]:
    if drawings := tuple(role_chart(writer, role)):
        yield Part("around", "", drawings)
