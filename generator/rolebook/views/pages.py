"""The site's own pages: procedure areas, units, grades, glossary."""

from __future__ import annotations

from collections.abc import Iterable

from rolebook.model.procedure import Procedure
from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.model.vocabulary import Family, ProcedureArea, Unit
from rolebook.translation import sort_key
from rolebook.views.document import (
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Filter,
    Line,
    Link,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from rolebook.views.labels import labels
from rolebook.views.order import by_number, by_title
from rolebook.views.parts import position
from rolebook.views.writer import Writer

_DASH = plain("–")


def site_page(
    writer: Writer,
    kind: str,
    id_: str,
    title: str,
    label: str,
    sections: Iterable[Section],
    description: Text | str | None = None,
    title_lang: str = "",
) -> Document:
    """A page of the site's own, of the sections that have content."""
    text = description.plain if isinstance(description, Text) else description or ""
    return Document(
        kind=kind,
        id=id_,
        lang=writer.lang,
        title=title,
        title_lang=title_lang,
        label=label,
        sections=tuple(section for section in sections if section.blocks or section.sections),
        organisation=writer.organisation,
        description=text,
        labels=labels(writer),
    )


def narrowing(writer: Writer, rows: str = "", columns: str = "") -> Filter:
    """How a long table is narrowed down: by words, and by groups that have these labels."""
    _ = writer.words
    return Filter(
        find=_("Find in this table"),
        every=_("All"),
        shown=_("Rows shown: {count}"),
        rows=rows,
        columns=columns,
    )


def entry_page(
    writer: Writer, kind: str, entry: Family | ProcedureArea | Unit, label: str, *sections: Section
) -> Document:
    """The page of a family, an area or a unit."""
    title, text = entry.title, entry.text
    return site_page(
        writer, kind, entry.id, title.plain, label, sections, text, writer.line(title).lang
    )


def grade_order(writer: Writer) -> list[str]:
    """The grades of the scheme in use, lowest first."""
    return [grade.id for grade in writer.book.scheme.grades] if writer.book.scheme else []


def kind_of(writer: Writer, role: Role) -> str:
    _ = writer.words
    return _("Reference job") if role.kind == "reference" else _("Company job")


def intro(writer: Writer, text: Text | None) -> tuple[Block, ...]:
    """A text at the beginning of a page, where there is one."""
    return (Paragraph(writer.line(text)),) if text else ()


def roles_table(writer: Writer, roles: Iterable[Role]) -> tuple[Block, ...]:
    """Roles from the highest grade down, those without a grade last."""
    _ = writer.words
    order = {grade: n for n, grade in enumerate(grade_order(writer))}
    ranked = sorted(by_title(roles), key=lambda role: -order.get(role.grade or "", -1))
    rows = []
    for role in ranked:
        superiors = [v for part in position.reports_to(writer, role) for b in part.blocks
                     if isinstance(b, Facts) for v in b.rows[0].values]  # fmt: skip
        rows.append(
            Row(
                (
                    Cell((writer.role(role.id),), header=True),
                    Cell((plain(role.grade or _("not graded")),)),
                    Cell((plain(kind_of(writer, role)),)),
                    Cell(tuple(superiors) or (_DASH,)),
                )
            )
        )
    if not rows:
        return ()
    head = (_("Role"), writer.grade_label, _("Kind"), _("Reports to"))
    return (Table("", head, tuple(rows), (6, 2, 4, 6)),)


def _procedures_table(writer: Writer, procedures: Iterable[Procedure]) -> tuple[Block, ...]:
    _ = writer.words
    rows = tuple(
        Row(
            (
                Cell((writer.procedure(p.id),), header=True),
                Cell((writer.line(p.trigger) if p.trigger else _DASH,)),
                Cell((writer.role(p.document.owner) if p.document.owner else _DASH,)),
            )
        )
        for p in by_number(procedures)
    )
    head = (_("Procedure"), _("Starts when"), _("Owner"))
    return (Table("", head, rows, (5, 8, 4)),) if rows else ()


def area_document(writer: Writer, id_: str) -> Document:
    """A procedure area with its procedures."""
    _ = writer.words
    area = writer.book.areas[id_]
    procedures = [p for p in writer.book.procedures.values() if p.area == id_]
    return entry_page(
        writer, "area", area, _("Procedure area"),
        Section("about", _("What it is about"), intro(writer, area.text)),
        Section("procedures", _("Procedures"), _procedures_table(writer, procedures)),
    )  # fmt: skip


def unit_document(writer: Writer, id_: str) -> Document:
    """A unit: its place, its positions, its roles. No names of persons."""
    _ = writer.words
    unit = writer.book.units[id_]
    facts: list[Fact] = []
    if unit.code:
        facts += writer.fact(_("Code"), plain(unit.code))
    if unit.part_of:
        facts += writer.fact(_("Part of"), writer.entry(writer.book.units, unit.part_of, "unit"))
    if unit.head:
        facts += writer.fact(_("Led by"), writer.role(unit.head))
    below = [writer.entry(writer.book.units, other.id, "unit")
             for other in writer.book.units.values() if other.part_of == id_]  # fmt: skip
    facts += writer.fact(_("Units below"), *below)
    seats = tuple(
        Row(
            (
                Cell((writer.role(p.role),), header=True),
                Cell((plain(writer.words.number(p.seats)),)),
                Cell((plain(writer.words.number(p.hours)) if p.hours is not None else _DASH,)),
            )
        )
        for p in writer.book.positions.values()
        if p.unit == id_
    )
    head = (_("Role"), _("Seats"), _("Hours a week"))
    positions = (Table("", head, seats, (6, 2, 2)),) if seats else ()
    roles = [role for role in writer.book.roles.values() if role.unit == id_]
    return entry_page(
        writer, "unit", unit, _("Unit"),
        Section("about", _("At a glance"),
                (*intro(writer, unit.text), *((Facts(tuple(facts)),) if facts else ()))),
        Section("positions", _("Positions"), positions),
        Section("roles", _("Roles"), roles_table(writer, roles)),
    )  # fmt: skip


def glossary_document(writer: Writer) -> Document:
    """The terms of the handbook in alphabetical order."""
    _ = writer.words
    terms = sorted(writer.book.terms.values(), key=lambda term: sort_key(term.term.plain))
    rows = []
    for term in terms:
        lines = [writer.line(term.definition)]
        if term.also:
            lines.append(writer.named(_("Also"), writer.joined(writer.lines(term.also))))
        see = [writer.book.terms[id_] for id_ in term.see if id_ in writer.book.terms]
        if see:
            links = [Line((Span(t.term.plain, link=Link("glossary", "", t.id)),)) for t in see]
            lines.append(writer.named(_("See"), writer.joined(links)))
        word = writer.line(term.term)
        rows.append(Row((Cell((word,), header=True), Cell(tuple(lines))), anchor=term.id))
    head = (_("Term"), _("What it means here"))
    table = Table("", head, tuple(rows), (3, 8), filter=narrowing(writer))
    blocks = (table,) if rows else ()
    return site_page(
        writer, "glossary", "glossary", _("Glossary"), _("Terms"),
        (Section("terms", _("Terms"), blocks),),
    )  # fmt: skip
