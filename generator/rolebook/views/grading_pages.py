"""Grades as pages: the overview, a page per grade, and on each role why it has its grade."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rolebook.grading.ladder import grades_within, ladder
from rolebook.model.application import ApplicationRule
from rolebook.model.role import Role
from rolebook.model.scheme import Grade, Scheme
from rolebook.model.text import Text
from rolebook.views.bands import band
from rolebook.views.decided import decision_facts, reasons_section
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Item,
    Line,
    Link,
    Listing,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.order import by_title
from rolebook.views.pages import kind_of, site_page
from rolebook.views.writer import Writer

_DASH = plain("–")


# -- names and addresses


@lru_cache(maxsize=64)
def grade_names(grades: tuple[str, ...]) -> dict[str, str]:
    """The name of each grade in addresses: ``GS-9`` is ``gs-9``, ``E 9a`` is ``e-9a``."""
    names: dict[str, str] = {}
    for grade in grades:
        folded = unicodedata.normalize("NFKD", grade).encode("ascii", "ignore").decode().lower()
        name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "grade"
        while name in names.values():
            name += "-2"
        names[grade] = name
    return names


def grade_link(writer: Writer, grade: str) -> Link | None:
    """To the page of a grade of the scheme in use."""
    scheme = writer.book.scheme
    name = grade_names(ladder(scheme)).get(grade) if scheme else None
    return Link("grade", name) if name else None


def grade_line(writer: Writer, grade: str) -> Line:
    """A grade, leading to its page."""
    return Line((Span(grade, link=grade_link(writer, grade)),))


def grade_title(writer: Writer, grade: str) -> str:
    """``Grade G``, with the organisation's own word."""
    return f"{writer.grade_label} {grade}"


def sides(writer: Writer) -> dict[str, str]:
    _ = writer.words
    return {"lighter": _("Lighter"), "equal": _("Equal"), "heavier": _("Heavier")}


# -- the overview


def grades_document(writer: Writer) -> Document:
    """Families across, grades down: which job is where."""
    _ = writer.words
    scheme = writer.book.scheme
    sections = list(_of_scheme(writer, scheme)) if scheme else []
    known = set(ladder(scheme)) if scheme else set()
    without = [r for r in by_title(writer.book.roles.values()) if r.grade not in known]
    items = tuple(Item(writer.role(role.id), details=tuple(_without(writer, role)))
                  for role in without)  # fmt: skip
    sections.append(
        Section("without", _("Roles without a grade"), (Listing(items),) if items else ())
    )
    return site_page(writer, "grades", "grades", _("Grades"), _("Overview"), sections)


def _of_scheme(writer: Writer, scheme: Scheme) -> Iterator[Section]:
    _ = writer.words
    families = list(writer.book.families.values())
    roles = by_title(writer.book.roles.values())
    rows = []
    for grade in reversed(scheme.grades):
        here = [role for role in roles if role.grade == grade.id]
        cells = (
            Cell(tuple(writer.role(r.id) for r in here if r.family == family.id))
            for family in families
        )
        first = Cell((grade_line(writer, grade.id),), header=True)
        anchor = f"grade-{grade_names(ladder(scheme))[grade.id]}"
        rows.append(Row((first, *cells), anchor))
    head = (writer.grade_label, *(family.title.plain for family in families))
    table = Table("", head, tuple(rows), (2, *(4 for _family in families)))
    name = writer.entry(writer.book.schemes, scheme.id, "scheme")
    intro = Paragraph(writer.compose(_("The grades are those of {scheme}."), scheme=name))
    yield Section("overview", _("Overview"), (intro, table))
    meant = tuple(
        Row((Cell((grade_line(writer, grade.id),), header=True), Cell((writer.line(grade.text),))))
        for grade in scheme.grades
        if grade.text
    )
    head = (writer.grade_label, _("What it stands for"))
    table = Table("", head, meant, (2, 14))
    yield Section("meaning", _("What the grades stand for"), (table,) if meant else ())


def _outside(writer: Writer, role: Role) -> Iterator[Fact]:
    if role.grading and role.grading.outside_scheme:
        text = writer.line(role.grading.outside_scheme)
        yield Fact(writer.words("Outside the grading scheme"), (text,))


def _without(writer: Writer, role: Role) -> Iterator[Fact]:
    """Why a role has no grade of the scheme in use."""
    _ = writer.words
    if outside := tuple(_outside(writer, role)):
        yield from outside
    elif role.grade:
        yield Fact(writer.grade_label, (plain(role.grade),))
    elif role.kind == "company":
        yield Fact(_("Not graded"), (plain(_("No decision is recorded yet.")),))
    else:
        yield Fact(_("Not graded"), (plain(_("No grade is stated for this role.")),))


# -- a grade


def grade_document(writer: Writer, grade: Grade) -> Document:
    """A grade of the scheme in use: what it stands for, its roles, the rules that lead there."""
    _ = writer.words
    scheme = writer.book.scheme
    assert scheme is not None
    grades = ladder(scheme)
    title = grade_title(writer, grade.id)
    return site_page(
        writer, "grade", grade_names(grades)[grade.id], title, _("Grade of the scheme in use"),
        (
            Section("meaning", _("What it stands for"), tuple(_meaning(writer, scheme, grade))),
            Section("roles", _("Roles in this grade"), _roles(writer, grade.id)),
            Section("rules", _("Rules that lead to this grade"), _rules(writer, grade.id)),
            Section("context", _("Such jobs occur here as well"), _occurring(writer, grade.id)),
            Section("profiles", _("Profiles"), _profiles(writer, scheme, grade.id)),
            Section("next", _("Neighbouring grades"), _beside(writer, scheme, grade)),
        ),
        grade.text,
    )  # fmt: skip


def _meaning(writer: Writer, scheme: Scheme, grade: Grade) -> Iterator[Block]:
    _ = writer.words
    if grade.text:
        yield Paragraph(writer.line(grade.text))
    if grade.examples:
        yield Paragraph(plain(_("Work that belongs in it:")), "lead")
        yield from writer.bullets(grade.examples)
    if points := band(writer, grade):
        yield Paragraph(writer.named(_("Points"), plain(points)))
    name = writer.entry(writer.book.schemes, scheme.id, "scheme")
    text = writer.compose(_("How a job comes into a grade is told in {scheme}."), scheme=name)
    yield Paragraph(text, "note")


def _roles(writer: Writer, grade: str) -> tuple[Block, ...]:
    _ = writer.words
    book = writer.book
    here = [role for role in by_title(book.roles.values()) if role.grade == grade]
    if not here:
        return (Paragraph(plain(_("No role of the handbook is in this grade."))),)
    rows = tuple(
        Row(
            (
                Cell((writer.role(role.id),), header=True),
                Cell((writer.entry(book.families, role.family, "family"),)),
                Cell((plain(kind_of(writer, role)),)),
            )
        )
        for role in here
    )
    return (Table("", (_("Role"), _("Job family"), _("Kind")), rows, (6, 4, 4)),)


def published_references(writer: Writer) -> list[Role]:
    """The reference jobs whose rules the site may show, by title."""
    roles = by_title(writer.book.roles.values())
    return [r for r in roles if r.kind == "reference" and (r.grading is None or r.grading.publish)]


def _rules(writer: Writer, grade: str) -> tuple[Block, ...]:
    """The application rules of reference jobs that state this grade."""
    _ = writer.words
    rows = []
    for role in published_references(writer):
        for side, name in sides(writer).items():
            rule: ApplicationRule | None = getattr(role.grading, side, None)
            if rule and rule.grade == grade:
                job, text = Cell((writer.role(role.id),), header=True), writer.line(rule.rule)
                rows.append(Row((job, Cell((plain(name),)), Cell((text,)))))
    head = (_("Compared with"), _("The job is"), _("Rule"))
    return (Table("", head, tuple(rows), (5, 3, 10)),) if rows else ()


def _occurring(writer: Writer, grade: str) -> tuple[Block, ...]:
    """Reference jobs of other grades in whose context this grade lies."""
    _ = writer.words
    scheme = writer.book.scheme
    grades = ladder(scheme) if scheme else ()
    items = []
    for role in published_references(writer):
        context = grades_within(role.context, grades)
        if grade in context and role.grade != grade:
            place = context_line(writer, role)
            items.append(Item(writer.joined((writer.role(role.id), place), ": ")))
    if not items:
        return ()
    lead = _("A job of these kinds can be in this grade when it is lighter or heavier:")
    return Paragraph(plain(lead), "lead"), Listing(tuple(items))


def context_line(writer: Writer, role: Role) -> Line:
    """In which grades such a job occurs: ``I to J``."""
    scheme = writer.book.scheme
    grades = grades_within(role.context, ladder(scheme)) if scheme else ()
    if not grades:
        return _DASH
    if len(grades) == 1:
        return plain(grades[0])
    return plain(writer.words("{low} to {high}", low=grades[0], high=grades[-1]))


def _profiles(writer: Writer, scheme: Scheme, grade: str) -> tuple[Block, ...]:
    leading = [profile for profile in scheme.profiles if profile.grade == grade]
    items = (
        Item(writer.line(profile.title), details=_about(writer, profile.text))
        for profile in leading
    )
    return (Listing(tuple(items)),) if leading else ()


def _about(writer: Writer, text: Text | None) -> tuple[Fact, ...]:
    return (Fact(writer.words("What it is about"), (writer.line(text),)),) if text else ()


def _beside(writer: Writer, scheme: Scheme, grade: Grade) -> tuple[Block, ...]:
    """The grades below and above, and the way to all of them."""
    _ = writer.words
    grades = ladder(scheme)
    at = grades.index(grade.id)
    facts: list[Fact] = []
    if at:
        facts.append(Fact(_("One grade lower"), (grade_line(writer, grades[at - 1]),)))
    if at + 1 < len(grades):
        facts.append(Fact(_("One grade higher"), (grade_line(writer, grades[at + 1]),)))
    overview = Line((Span(_("Overview"), link=Link("grades", "")),))
    return (Facts((*facts, Fact(_("All grades"), (overview,)))),)


# -- on a role


def why_this_grade(writer: Writer, role: Role) -> Iterator[Section]:
    """Why a role has its grade, where the role lets the site show that."""
    _ = writer.words
    scheme = writer.book.scheme
    if scheme is None or (role.grading and not role.grading.publish):
        return
    decision = writer.gradings.in_force(role.id) if role.kind == "company" else None
    below = (reasons_section(writer, decision),) if decision else ()
    facts = Facts(tuple(_why(writer, scheme, role)))
    yield Section("why-this-grade", _("Why this grade"), (facts,), below)


def _why(writer: Writer, scheme: Scheme, role: Role) -> Iterator[Fact]:
    _ = writer.words
    grade = next((one for one in scheme.grades if one.id == role.grade), None)
    if grade:
        text = (writer.line(grade.text),) if grade.text else ()
        yield Fact(writer.grade_label, (grade_line(writer, grade.id), *text))
    else:
        yield Fact(writer.grade_label, (plain(_("No grade is stated for this role.")),))
        yield from _outside(writer, role)
    if role.kind == "reference":
        sentence = _(
            "This is a reference job. Its grade is set with the scheme; no decision is owed."
        )
        if grade:
            yield Fact(_("How it came about"), (plain(sentence),))
        if role.context and role.context.grades:
            yield Fact(_("Context grades"), (context_line(writer, role),))
    else:
        yield from _from_reference(writer, role)
        yield from decision_facts(writer, role)
    name = writer.entry(writer.book.schemes, scheme.id, "scheme")
    yield Fact(_("How jobs are graded"), (name,))
    if role.kind == "company" and scheme.objection:
        link = Link("scheme", scheme.id, "objection")
        yield Fact(_("Objection"), (Line((Span(_("How and until when to object"), link=link),)),))


def _from_reference(writer: Writer, role: Role) -> Iterator[Fact]:
    """The reference job it is written from, and its rule that leads to the grade."""
    _ = writer.words
    base = writer.book.roles.get(role.based_on.role) if role.based_on else None
    if base is None or base.grade is None:
        return
    text = _("{role}, grade {grade}; such jobs occur in: {context}.")
    line = writer.compose(
        text, role=writer.role(base.id), grade=grade_line(writer, base.grade),
        context=context_line(writer, base),
    )  # fmt: skip
    yield Fact(_("Written from the reference job"), (line,))
    if base.grading and base.grading.publish:
        yield from leading_rules(writer, base, role.grade)


def leading_rules(writer: Writer, reference: Role, grade: str | None) -> Iterable[Fact]:
    """The application rules of a reference job that lead to a grade."""
    _ = writer.words
    for side, name in sides(writer).items():
        rule: ApplicationRule | None = getattr(reference.grading, side, None)
        stated = rule.grade or (reference.grade if side == "equal" else None) if rule else None
        if rule and grade and stated == grade:
            line = writer.named(name, writer.line(rule.rule))
            yield Fact(_("Application rule"), (line,))
