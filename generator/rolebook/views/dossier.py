"""The works council's dossier: the scheme, its adoption, the decisions, and how grades are spread.

Made to be printed: a page of the site, and a paper, with everything about grading that a works
council asks for. Nobody is named; jobs are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from rolebook.grading.ladder import ladder
from rolebook.model.role import Role
from rolebook.model.scheme import Factor, Scheme, SchemeCharacteristic
from rolebook.records.deciding import consent_asked
from rolebook.views.control import control, uncontrolled
from rolebook.views.decided import consent_line
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Facts,
    Line,
    Paragraph,
    Row,
    Section,
    Table,
    plain,
)
from rolebook.views.grading_pages import grade_line
from rolebook.views.grading_words import criteria
from rolebook.views.order import by_title
from rolebook.views.pages import site_page
from rolebook.views.scheme_page import adoption, scheme_facts, scheme_line
from rolebook.views.writer import Writer

_DASH = plain("–")


def dossier_document(writer: Writer, output: Literal["page", "paper"] = "page") -> Document:
    """The dossier of the scheme in use; on paper it says where the current one is."""
    _ = writer.words
    scheme = writer.book.scheme
    sections: tuple[Section, ...] = ()
    if scheme:
        jobs = by_title(r for r in writer.book.roles.values() if not r.document.withdrawn)
        company = [role for role in jobs if role.kind == "company"]
        reference = [role for role in jobs if role.kind == "reference"]
        sections = (
            Section("scheme", _("The scheme"), tuple(_scheme(writer, scheme))),
            Section("adoption", _("Adoption"), tuple(adoption(writer, scheme))),
            Section("criteria", _("Criteria"), tuple(_criteria(writer, scheme))),
            Section("spread", _("Company jobs per grade and job family"),
                    _spread(writer, scheme, company)),
            Section("references", _("Reference jobs per grade and job family"),
                    _spread(writer, scheme, reference)),
            Section("decisions", _("Decisions on company jobs"),
                    _decisions(writer, scheme, company)),
        )  # fmt: skip
    page = site_page(
        writer, "dossier", "dossier", _("Dossier for the works council"), _("Grading"), sections,
        _("The scheme, its adoption, the decisions and how grades are spread, to be printed."),
    )  # fmt: skip
    return page if output == "page" else replace(page, control=uncontrolled(writer))


def _scheme(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    yield Paragraph(scheme_line(writer, scheme.id))
    if scheme.purpose:
        yield Paragraph(writer.line(scheme.purpose))
    yield Facts(tuple(scheme_facts(writer, scheme)))
    about = writer.words(
        "The text that describes the scheme here is a document of its own. From when a version of "
        "it is in force is another date than from when the scheme itself is:"
    )
    yield Paragraph(plain(about))
    yield Facts(control(writer, "scheme", scheme).facts)


def _criteria(writer: Writer, scheme: Scheme) -> Iterator[Block]:
    """Which characteristics or factors serve each of the four criteria."""
    _ = writer.words
    items: tuple[Factor | SchemeCharacteristic, ...] = (*scheme.characteristics, *scheme.factors)
    shares = points_per_criterion(scheme)
    rows = []
    for criterion, name in criteria(_).items():
        serving = writer.joined(writer.line(i.title) for i in items if i.criterion == criterion)
        share = (Cell((plain(_.number(shares.get(criterion, Decimal(0)))),)),) if shares else ()
        rows.append(
            Row((Cell((plain(name),), header=True), Cell((serving if serving.spans else _DASH,)),
                 *share))
        )  # fmt: skip
    head = (_("Criterion"), _("Served by"), *((_("Points at most"),) if shares else ()))
    yield Table("", head, tuple(rows), (5, 12, *((4,) if shares else ())))


def points_per_criterion(scheme: Scheme) -> dict[str, Decimal]:
    """The most points that can come of each criterion; those of a joint pair count for the factor
    of its rows. Empty for a scheme without points."""
    joint = {one.row_factor: one for one in scheme.joint}
    columns = {one.column_factor for one in scheme.joint}
    found: dict[str, Decimal] = {}
    if scheme.method != "point-factor":
        return found
    for factor in scheme.factors:
        if factor.id in joint:
            points = [value for row in joint[factor.id].rows for value in row.points]
        elif factor.id in columns:
            continue
        else:
            points = [level.points * factor.weight for level in factor.levels if level.points]
        most = max(points, default=Decimal(0))
        found[factor.criterion] = found.get(factor.criterion, Decimal(0)) + most
    return found


def _spread(writer: Writer, scheme: Scheme, roles: list[Role]) -> tuple[Block, ...]:
    """Grades down, families across: how many jobs, the highest grade first."""
    _ = writer.words
    families = list(writer.book.families.values())
    count = Counter((role.grade, role.family) for role in roles)
    grades = ladder(scheme)
    rows = [
        _counted(writer, Cell((grade_line(writer, grade),), header=True),
                 [count[grade, family.id] for family in families])
        for grade in reversed(grades)
    ]  # fmt: skip
    ungraded = [
        sum(n for (grade, family), n in count.items()
            if family == one.id and grade not in grades)
        for one in families
    ]  # fmt: skip
    if any(ungraded):
        rows.append(_counted(writer, Cell((plain(_("no grade")),), header=True), ungraded))
    totals = [sum(n for (_g, family), n in count.items() if family == f.id) for f in families]
    rows.append(_counted(writer, Cell((plain(_("All")),), header=True), totals))
    head = (writer.grade_label, *(family.title.plain for family in families), _("All"))
    return (Table("", head, tuple(rows), (6, *(5 for _f in families), 3)),) if roles else ()


def _counted(writer: Writer, head: Cell, numbers: list[int]) -> Row:
    _ = writer.words
    return Row((head, *(Cell((plain(_.number(n)),) if n else ()) for n in numbers),
                Cell((plain(_.number(sum(numbers))),))))  # fmt: skip


def _decisions(writer: Writer, scheme: Scheme, roles: list[Role]) -> tuple[Block, ...]:
    """Each company job with its decision in force, what the works council said, and whether the
    decision is to be renewed."""
    _ = writer.words
    rows = []
    for role in roles:
        decision = writer.gradings.in_force(role.id)
        compared = _compared(writer, role)
        grade = grade_line(writer, role.grade) if role.grade else _DASH
        ask = consent_asked(writer.book, scheme, role)
        open_ = plain(_("to be asked")) if ask else _DASH
        if decision is None:
            told: tuple[Line, ...] = (plain(_("none recorded")),)
            consent = open_
        else:
            told = (plain(_.date(decision.on)), writer.doer(decision.by))
            if writer.gradings.changes(decision):
                told = (*told, plain(_("to be renewed")))
            asked = decision.consented
            consent = consent_line(writer, asked) if asked else open_
        rows.append(
            Row(
                (
                    Cell((writer.role(role.id),), header=True),
                    Cell((grade,)),
                    Cell((compared,)),
                    Cell(told),
                    Cell((consent,)),
                )
            )
        )
    head = (
        _("Role"),
        writer.grade_label,
        _("Written from the reference job"),
        _("Decision on the grade"),
        _("Works council"),
    )
    return (Table("", head, tuple(rows), (5, 3, 4, 4, 4)),) if rows else ()


def _compared(writer: Writer, role: Role) -> Line:
    return writer.role(role.based_on.role) if role.based_on else _DASH
