"""The list of jobs as a table: one row a role, to look through and to edit in a spreadsheet.

What an edited list changes is found by comparing it with this one, so both are made here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rolebook.handbook import Handbook
from rolebook.model.role import Role
from rolebook.views.order import by_title
from rolebook.views.registers import Value
from rolebook.views.writer import Writer

COLUMNS = ("id", "title", "kind", "family", "grade", "unit", "reports_to", "code")
"""The fields of a role in the list, in the order of its columns."""


def jobs_table(writer: Writer) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Head and rows; roles by their title, in the order of the language."""
    _ = writer.words
    head = (
        _("Id"), _("Title"), _("Kind"), _("Job family"), writer.grade_label, _("Unit"),
        _("Reports to"), _("Code"),
    )  # fmt: skip
    listed = Listed(writer.book)
    found = [listed.cells(role) for role in by_title(writer.book.roles.values())]
    return head, [tuple(one[name] for name in COLUMNS) for one in found]


class Listed:
    """The list of a handbook's roles. Things are called by their title where only one bears it."""

    def __init__(self, book: Handbook) -> None:
        self.families, self.units = names(book.families), names(book.units)
        self.roles = names(book.roles)

    def cells(self, role: Role) -> dict[str, str]:
        """What the list says of a role, by the fields of its columns."""
        superiors = [one.role for one in role.reports_to if one.role and one.kind == "line"]
        return {
            "id": role.id,
            "title": role.title.plain,
            "kind": role.kind,
            "family": self.families.get(role.family, role.family),
            "grade": role.grade or "",
            "unit": self.units.get(role.unit or "", role.unit or ""),
            "reports_to": "; ".join(self.roles.get(id_, id_) for id_ in superiors),
            "code": role.code or "",
        }


def names(items: Mapping[str, object]) -> dict[str, str]:
    """What each of these is called by its id: its title, or the id where another has that too."""
    titles = {id_: _title(item) for id_, item in items.items()}
    often = Counter(_folded(titles.values()))
    return {
        id_: title if often[title.casefold()] == 1 and ";" not in title else id_
        for id_, title in titles.items()
    }


def _folded(titles: Iterable[str]) -> Iterable[str]:
    return (title.casefold() for title in titles)


def _title(item: object) -> str:
    title: str = getattr(item, "title").plain  # noqa: B009
    return title
