"""Steps of a career within a job family: what a job asks that the jobs one grade below do not.

Worked out from what the descriptions state and from nothing else: requirements, characteristics and
authorities, line by line. A company job that is written from a reference job of the same grade asks
what that one asks, and is named with it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from rolebook.model.role import Role
from rolebook.views.beside import MOST
from rolebook.views.document import Fact, Facts, Line, Link, Paragraph, Section, Span, plain
from rolebook.views.order import by_title
from rolebook.views.pages import grade_order
from rolebook.views.parts import person, said
from rolebook.views.writer import Writer

Asked = Sequence[tuple[str, tuple[Line, ...]]]
_NAMED = 6
"""So many jobs of the grade below are named; of a large family the others are counted."""


def career_section(writer: Writer, roles: Iterable[Role]) -> Iterator[Section]:
    """The roles of a family by grade, lowest first; nothing where they have fewer than two
    grades."""
    _ = writer.words
    by_grade: dict[str, list[Role]] = {}
    for role in by_title(roles):
        if role.grade:
            by_grade.setdefault(role.grade, []).append(role)
    grades = [grade for grade in grade_order(writer) if grade in by_grade]
    if len(grades) < 2:
        return
    intro = _(
        "From one grade to the next: what a job asks that no job of this family one grade below "
        "asks. Worked out from requirements, characteristics and authorities as the descriptions "
        "state them."
    )
    steps = []
    below: list[Role] = []
    known: frozenset[Line] = frozenset()
    for grade in grades:
        leading, written_from = _leading(by_grade[grade])
        asks = {role.id: tuple(asked(writer, role)) for role in leading}
        for role in leading:
            facts = Facts((
                Fact(_("Role"), (writer.role(role.id),)),
                *_same_job(writer, written_from.get(role.id, ())),
                *(_more(writer, role, asks[role.id], below, known) if below else ()),
            ))  # fmt: skip
            line = writer.role(role.id)
            steps.append(Section(f"step-{role.id}", role.title.plain, (facts,),
                                 number=grade, title_lang=line.lang))  # fmt: skip
        below = leading
        known = frozenset(
            line for all_ in asks.values() for _title, lines in all_ for line in lines
        )
    yield Section("steps", _("Career steps"), (Paragraph(plain(intro)),), tuple(steps))


def _leading(roles: Sequence[Role]) -> tuple[list[Role], dict[str, list[Role]]]:
    """The jobs of one grade without those written from another of them; these by its id."""
    there = {role.id for role in roles}
    leading: list[Role] = []
    written_from: dict[str, list[Role]] = {}
    for role in roles:
        base = role.based_on.role if role.based_on else ""
        if base in there and base != role.id:
            written_from.setdefault(base, []).append(role)
        else:
            leading.append(role)
    return leading, written_from


def _same_job(writer: Writer, jobs: Sequence[Role]) -> Iterator[Fact]:
    """The company jobs that ask what their reference job asks."""
    if jobs:
        label = writer.words("Company jobs written from it")
        yield Fact(label, (_named(writer, jobs),))


def _more(
    writer: Writer, role: Role, asks: Asked, below: Sequence[Role], known: Container[Line]
) -> Iterator[Fact]:
    """What a job asks beyond those of the grade below, all of which ask what is ``known``."""
    _ = writer.words
    grade = f"{writer.grade_label} {below[0].grade}"
    yield Fact(_("Compared with {grade}", grade=grade), (_named(writer, below),))
    more = [(title, tuple(line for line in lines if line not in known)) for title, lines in asks]
    if not any(lines for _title, lines in more):
        yield Fact(_("Asks more"), (plain(_("nothing that the descriptions state")),))
    for title, lines in more:
        if lines:
            yield Fact(_("Asks more: {what}", what=title), lines)
    ids = [*(one.id for one in below[: MOST - 1]), role.id]
    link = Link("compare", "", f"roles={','.join(ids)}")
    yield Fact(_("Side by side"), (Line((Span(_("Compare these roles"), link=link),)),))


def _named(writer: Writer, roles: Sequence[Role]) -> Line:
    """The roles, of many the first and how many there are besides."""
    line = writer.joined([writer.role(one.id) for one in roles[:_NAMED]])
    left = len(roles) - _NAMED
    return writer.joined((line, plain(writer.words("and {n} more", n=left)))) if left > 0 else line


def asked(writer: Writer, role: Role) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """What a job asks: a title, and line by line."""
    _ = writer.words
    yield _("Requirements"), said.lines(writer, tuple(person.requirements(writer, role)))
    for one in said.characteristics(writer, role):
        yield one.title, said.of_blocks(writer, one.blocks)
    yield _("Authorities"), said.lines(writer, tuple(person.authorities(writer, role)))
