"""The matrix of authorities and signing powers: role by kind, with the limit."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.numbering import letter
from rolebook.model.role import Role
from rolebook.model.work import Authority
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Line,
    Link,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.order import by_title
from rolebook.views.pages import narrowing, site_page
from rolebook.views.parts.person import authority_kinds
from rolebook.views.writer import Writer

_DASH = plain("–")
_OTHER = "other"


def authorities_document(writer: Writer) -> Document:
    """An overview of all roles and kinds, then each kind with its powers in words."""
    _ = writer.words
    kinds = {**authority_kinds(writer), _OTHER: _("Other powers")}
    roles = by_title(role for role in writer.book.roles.values() if not role.document.withdrawn)
    used = {kind: name for kind, name in kinds.items() if any(_of(r, kind) for r in roles)}
    return site_page(
        writer, "authorities", "authorities", _("Authorities and signing powers"), _("Overview"),
        (
            Section("overview", _("Overview"), tuple(_matrix(writer, roles, used))),
            *(Section(kind, name, _in_words(writer, roles, kind)) for kind, name in used.items()),
            Section("tasks", _("Limits in single tasks"), _tasks(writer, roles)),
        ),
        _("Who may inform, propose, sign, represent, instruct, decide and spend, and how far."),
    )  # fmt: skip


def _of(role: Role, kind: str) -> list[Authority]:
    return [a for a in role.authorities if (a.kind or _OTHER) == kind]


def _anchor(kind: str, role: Role) -> str:
    return f"{kind}-{role.id}"


def _matrix(writer: Writer, roles: list[Role], kinds: dict[str, str]) -> Iterator[Block]:
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.role(role.id),), header=True),
                *(Cell(tuple(_reach(writer, role, kind)) or (_DASH,)) for kind in kinds),
            )
        )
        for role in roles
        if role.authorities
    )
    if rows:
        text = _("Each entry leads to the power and its limit in words.")
        yield Paragraph(plain(text))
        head = (_("Role"), *kinds.values())
        yield Table("", head, rows, (5, *(3 for _kind in kinds)), filter=narrowing(writer))


def _reach(writer: Writer, role: Role, kind: str) -> Iterator[Line]:
    """The amounts that are stated, each once; else whether there is a limit in words."""
    _ = writer.words
    powers = _of(role, kind)
    limits = [power.limit for power in powers if power.limit]
    amounts = (writer.limit(limit) for limit in limits if limit.amount is not None)
    shown = dict.fromkeys("".join(span.text for span in line.spans) for line in amounts)
    if powers:
        link = Link("authorities", "", _anchor(kind, role))
        for text in shown or (_("with a limit") if limits else _("yes"),):
            yield Line((Span(text, link=link),))


def _in_words(writer: Writer, roles: list[Role], kind: str) -> tuple[Block, ...]:
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.role(role.id),), header=True),
                Cell((writer.line(power.text),)),
                Cell((writer.limit(power.limit) if power.limit else _DASH,)),
            ),
            anchor="" if n else _anchor(kind, role),
        )
        for role in roles
        for n, power in enumerate(_of(role, kind))
    )
    return (Table("", (_("Role"), _("Power"), _("Limit")), rows, (5, 10, 5)),)


def _tasks(writer: Writer, roles: list[Role]) -> tuple[Block, ...]:
    """How far a holder decides alone in a task."""
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.role(role.id),), header=True),
                Cell((writer.joined((plain(f"{letter(a)}.{t}"), writer.line(task.task)), " "),)),
                Cell((writer.limit(task.authority_limit),)),
            )
        )
        for role in roles
        for a, area in enumerate(role.responsibilities, 1)
        for t, task in enumerate(area.tasks, 1)
        if task.authority_limit
    )
    head = (_("Role"), _("Task"), _("Decides alone up to"))
    return (Table("", head, rows, (5, 10, 5)),) if rows else ()
