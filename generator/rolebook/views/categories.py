"""Role, grade, category of workers: a table for those who report on equal pay.

Jobs in one grade are of equal value by the scheme's own criteria, so the grade is the category;
what the author calls the category of staff stands beside it. Directive (EU) 2023/970, article
3(1)(h), groups workers so; what has to be reported, national law says, and this table claims
nothing about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.grading.ladder import ladder
from rolebook.model.role import Role
from rolebook.views.grading_pages import grade_title
from rolebook.views.order import by_title
from rolebook.views.pages import kind_of
from rolebook.views.registers import Value
from rolebook.views.writer import Writer


def categories_table(writer: Writer) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Every role that was not withdrawn, the highest grade first, as head and rows; dates and
    numbers as data."""
    _ = writer.words
    head = (
        _("Category of workers"), writer.grade_label, _("Id"), _("Role"), _("Kind"),
        _("Job family"), _("Unit"), _("Category of staff"), _("Seats"),
        _("Grading scheme"), _("Version of the rules"), _("Decided on"), _("In force from"),
        _("Decision on the grade"),
    )  # fmt: skip
    scheme = writer.book.scheme
    order = {grade: at for at, grade in enumerate(ladder(scheme) if scheme else ())}
    roles = [one for one in by_title(writer.book.roles.values()) if not one.document.withdrawn]
    roles.sort(key=lambda role: -order.get(role.grade or "", -1))
    return head, [tuple(_values(writer, role)) for role in roles]


def _values(writer: Writer, role: Role) -> Iterator[Value]:
    _ = writer.words
    book, scheme = writer.book, writer.book.scheme
    graded = scheme is not None and role.grade is not None
    decision = writer.gradings.in_force(role.id)
    family, unit = book.families.get(role.family), book.units.get(role.unit or "")
    yield grade_title(writer, role.grade) if role.grade else None
    yield role.grade
    yield role.id
    yield role.title.plain
    yield kind_of(writer, role)
    yield family.title.plain if family else role.family
    yield unit.title.plain if unit else role.unit
    yield role.category.plain if role.category else None
    yield sum(one.seats for one in book.positions.values() if one.role == role.id) or None
    yield scheme.title.plain if scheme and graded else None
    yield scheme.version if scheme and graded else None
    yield decision.on if decision else None
    yield decision.effective if decision else None
    yield _standing(writer, role)


def _standing(writer: Writer, role: Role) -> str:
    """Whether a decision stands behind the grade."""
    _ = writer.words
    decision = writer.gradings.in_force(role.id)
    if role.grading and role.grading.outside_scheme:
        return _("Outside the scheme")
    if role.kind == "reference":
        return _("Set with the scheme")
    if decision is None:
        return _("none recorded")
    return _("to be renewed") if writer.gradings.changes(decision) else _("In force")
