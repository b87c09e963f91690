"""Steps of a career within a job family: from each role to those that its holder could go on to.

These are the roles of the family in the next two grades that occur in it, and superiors in a higher
grade. Each is compared with the role that one comes from (`rolebook.views.asking`). A company job
written from a reference job of the same grade asks what that one asks, and is named with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rolebook.model.role import Role
from rolebook.views.asking import Demand, Step, asked, step
from rolebook.views.document import Fact, Facts, Line, Link, Paragraph, Section, Span, plain
from rolebook.views.order import by_title
from rolebook.views.pages import grade_order
from rolebook.views.writer import Writer

_GRADES = 2
"""So many grades further up a step may lead: over one, where another role is in between."""
_REACH = 3
"""A superior more grades of the scheme above is no next step."""
_COMPARED = 4
"""With so many roles at most one is compared; of a large family the others are named."""
_NAMED = 6
"""So many roles are named; the others are counted."""


def career_section(writer: Writer, roles: Iterable[Role]) -> Iterator[Section]:
    """The roles of a family by grade, lowest first, each with its steps up; nothing where there is
    none."""
    _ = writer.words
    order = {grade: n for n, grade in enumerate(grade_order(writer))}
    graded = by_title(role for role in roles if role.grade in order)
    leading, written_from = _leading(graded)
    known: dict[str, tuple[Demand, ...]] = {}

    def asks(role: Role) -> tuple[Demand, ...]:
        if role.id not in known:
            known[role.id] = asked(writer, role)
        return known[role.id]

    steps = []
    for role in sorted(leading, key=lambda role: order[str(role.grade)]):
        superiors, others = _next(writer, role, leading, order)
        reached, left = (superiors + others)[:_COMPARED], (superiors + others)[_COMPARED:]
        if not reached:
            continue
        facts = [Fact(_("Role"), (writer.role(role.id),)),
                 *_same_job(writer, written_from.get(role.id, ()))]  # fmt: skip
        if left:
            facts.append(Fact(_("Further roles in the next grades"), (_named(writer, left),)))
        sections = tuple(
            _to(writer, role, target, at < len(superiors), step(asks(role), asks(target)))
            for at, target in sorted(enumerate(reached), key=lambda one: order[str(one[1].grade)])
        )
        line = writer.role(role.id)
        title = _("From {role}", role=role.title.plain)
        steps.append(Section(f"step-{role.id}", title, (Facts(tuple(facts)),), sections,
                             number=str(role.grade), title_lang=line.lang))  # fmt: skip
    intro = _(
        "From each role to those that its holder could go on to: the roles of this family in the "
        "next two grades, and superiors. “Asks more” names what the other role asks in addition or "
        "in a higher measure; what is only put differently stands under “Differs”. Worked out from "
        "requirements, authorities and characteristics as the descriptions state them."
    )
    if steps:
        yield Section("steps", _("Career steps"), (Paragraph(plain(intro)),), tuple(steps))


def _next(
    writer: Writer, role: Role, leading: Sequence[Role], order: Mapping[str, int]
) -> tuple[list[Role], list[Role]]:
    """The superiors of a role in the grades within reach, and the others of its family in the next
    grades that occur there, the lowest first."""
    here = order[str(role.grade)]
    superiors = [
        one
        for one in _superiors(writer, role)
        if here < order.get(one.grade or "", -1) <= here + _REACH
    ]
    ids = {one.id for one in superiors}
    higher = sorted({place for one in leading if (place := order[str(one.grade)]) > here})[:_GRADES]
    others = [one for one in leading if order[str(one.grade)] in higher and one.id not in ids]
    return superiors, sorted(others, key=lambda one: order[str(one.grade)])


def _leading(roles: Sequence[Role]) -> tuple[list[Role], dict[str, list[Role]]]:
    """The roles without those written from another one of the same grade; these by its id."""
    grades = {role.id: role.grade for role in roles}
    leading: list[Role] = []
    written_from: dict[str, list[Role]] = {}
    for role in roles:
        base = role.based_on.role if role.based_on else ""
        if grades.get(base) == role.grade and base != role.id:
            written_from.setdefault(base, []).append(role)
        else:
            leading.append(role)
    return leading, written_from


def _superiors(writer: Writer, role: Role) -> list[Role]:
    """Those that the role reports to in the line, alternatives as well."""
    ids = [
        one.role
        for superior in role.reports_to
        if superior.kind == "line"
        for one in (superior, *superior.any_of)
    ]
    roles = writer.book.roles
    return [roles[id_] for id_ in dict.fromkeys(ids) if id_ and id_ in roles]


def _same_job(writer: Writer, jobs: Sequence[Role]) -> Iterator[Fact]:
    """The company jobs that ask what their reference job asks."""
    if jobs:
        label = writer.words("Company jobs written from it")
        yield Fact(label, (_named(writer, jobs),))


def _to(writer: Writer, role: Role, target: Role, superior: bool, found: Step) -> Section:
    """The step from one role to another."""
    _ = writer.words
    to = writer.role(target.id)
    if superior:
        to = writer.compose(_("{role}, the superior"), role=to)
    link = Link("compare", "", f"roles={role.id},{target.id}")
    facts = Facts((
        Fact(_("Leads to"), (to,)),
        *_told(writer, found),
        Fact(_("Side by side"), (Line((Span(_("Compare these roles"), link=link),)),)),
    ))  # fmt: skip
    title = _("To {role}", role=target.title.plain)
    return Section(f"step-{role.id}-{target.id}", title, (facts,), number=str(target.grade),
                   title_lang=writer.role(target.id).lang)  # fmt: skip


def _told(writer: Writer, found: Step) -> Iterator[Fact]:
    """What the step asks more, line by line; of what differs the long texts by their names only:
    the roles side by side have them word by word."""
    _ = writer.words
    if not found.more:
        yield Fact(_("Asks more"), (plain(_("nothing that the descriptions state")),))
    for title, lines in found.more.items():
        yield Fact(_("Asks more: {what}", what=title), tuple(lines))
    for title, lines in found.differs.items():
        yield Fact(_("Differs: {what}", what=title), tuple(lines))


def _named(writer: Writer, roles: Sequence[Role]) -> Line:
    """The roles, of many the first and how many there are besides."""
    line = writer.joined([writer.role(one.id) for one in roles[:_NAMED]])
    left = len(roles) - _NAMED
    return writer.joined((line, plain(writer.words("and {n} more", n=left)))) if left > 0 else line
