"""Who takes part in what: computed from the steps, for one procedure and for all of them.

The letters are those of each language: R A C I in English and Dutch, D E M I in German
(Durchführung, Entscheidung, Mitwirkung, Information).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rolebook.handbook import Handbook
from rolebook.model.involvement import KINDS, Kind, kinds_by_id, known_as
from rolebook.model.procedure import Procedure
from rolebook.translation import Words
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
from rolebook.views.order import by_number, by_title
from rolebook.views.pages import narrowing, site_page
from rolebook.views.writer import Writer, numbered


def letters(_: Words) -> Mapping[Kind, str]:
    """The letter for each kind of part."""
    return {
        "answers": _.pgettext("RACI", "A"),
        "does": _.pgettext("RACI", "R"),
        "consulted": _.pgettext("RACI", "C"),
        "informed": _.pgettext("RACI", "I"),
    }


def legend(_: Words) -> str:
    """``R does it · A answers for it · ...`` in the order of the letters' own word."""
    sign = letters(_)
    said: Mapping[Kind, str] = {
        "does": _("does it"),
        "answers": _("answers for it"),
        "consulted": _("is asked before"),
        "informed": _("is told after"),
    }
    return " · ".join(f"{sign[kind]} {words}" for kind, words in said.items())


def raci(writer: Writer, procedure: Procedure) -> Iterator[Block]:
    """Everybody who takes part in a procedure against its steps, roles before others."""
    _ = writer.words
    book = writer.book
    found = kinds_by_id(procedure, book.parties)
    rows = tuple(
        Row(
            (
                Cell((writer.doer(who),), header=True),
                *(Cell((plain(_signs(_, kinds)),) if kinds else ()) for kinds in found[who]),
            )
        )
        for who in sorted(found, key=lambda who: who in book.parties)
    )
    if rows:
        numbers = tuple(str(n) for n in range(1, len(procedure.steps) + 1))
        head = (_("Who, in step"), *numbers)
        yield Table("", head, rows, (6, *(1 for _n in numbers)), style="matrix")
        yield Paragraph(plain(legend(_)), "note")


def _signs(_: Words, kinds: Iterable[Kind]) -> str:
    sign = letters(_)
    return "/".join(sign[kind] for kind in kinds)


def raci_document(writer: Writer) -> Document:
    """Roles against procedures: who takes part in which, on one page."""
    _ = writer.words
    book = writer.book
    procedures = by_number(book.procedures.values())
    found = {procedure.id: kinds_by_id(procedure, book.parties) for procedure in procedures}
    rows = [
        _row(writer, procedures, found, names, writer.role(names[0]), group)
        for group, names in _roles(book)
    ]
    others = _("Not a role")
    rows += [
        _row(writer, procedures, found, (id_,), writer.doer(id_), others) for id_ in book.parties
    ]
    there = tuple(row for row in rows if any(cell.lines for cell in row.cells[1:]))
    head = (_("Role"), *(numbered(procedure) for procedure in procedures))
    blocks: tuple[Block, ...] = ()
    if there:
        table = Table(
            "", head, there, (6, *(2 for _p in procedures)), "matrix",
            groups=("", *(_area(book, procedure) for procedure in procedures)),
            filter=narrowing(writer, _("Job family"), _("Procedure area")),
        )  # fmt: skip
        blocks = (Paragraph(plain(legend(_)), "note"), table)
    intro = plain(
        _(
            "Computed from the steps of the procedures: who does them, who answers for them, who "
            "is asked before and who is told after. A letter leads to the procedure."
        )
    )
    return site_page(
        writer, "raci", "raci", _("Who takes part in what (RACI)"), _("Overview"),
        (Section("overview", _("Roles and procedures"), (Paragraph(intro), *blocks)),),
    )  # fmt: skip


def _roles(book: Handbook) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each role with its family's title and the ids under which procedures know it."""
    for family in book.families.values():
        for role in by_title(r for r in book.roles.values() if r.family == family.id):
            yield family.title.plain, known_as(role)


def _row(
    writer: Writer,
    procedures: Iterable[Procedure],
    found: Mapping[str, Mapping[str, Iterable[Iterable[Kind]]]],
    names: tuple[str, ...],
    title: Line,
    group: str,
) -> Row:
    cells = []
    for procedure in procedures:
        parts = {
            kind for name in names for step in found[procedure.id].get(name, ()) for kind in step
        }
        signs = _signs(writer.words, (kind for kind in KINDS if kind in parts))
        link = Link("procedure", procedure.id, "raci")
        cells.append(Cell((Line((Span(signs, link=link),)),) if signs else ()))
    return Row((Cell((title,), header=True), *cells), group=group)


def _area(book: Handbook, procedure: Procedure) -> str:
    area = book.areas.get(procedure.area)
    return area.title.plain if area else procedure.area
