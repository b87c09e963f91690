"""The whole handbook as one paper: procedures, roles and overviews, each document with its head.

Every place gets the document's name before its own, so that places of two documents differ and
references lead to pages of the same paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from rolebook.views.control import uncontrolled
from rolebook.views.document import (
    Block,
    Document,
    Fact,
    Facts,
    Item,
    Link,
    Listing,
    Paragraph,
    Row,
    Section,
    Stamp,
    Table,
    plain,
)
from rolebook.views.labels import labels
from rolebook.views.order import by_number, by_title
from rolebook.views.organisation import organisation_document
from rolebook.views.pages import glossary_document
from rolebook.views.procedure import procedure_document
from rolebook.views.qr import page_code
from rolebook.views.raci import raci_document
from rolebook.views.role import role_document
from rolebook.views.schedule import forms_document, schedule_document
from rolebook.views.scheme_page import scheme_document
from rolebook.views.writer import Writer

T = TypeVar("T")


def handbook_document(writer: Writer) -> Document:
    """Procedures by area, roles by family, grading, and the overviews, in the writer's language."""
    _ = writer.words
    parts = (
        ("procedures", _("Procedures"), _procedures(writer)),
        ("roles", _("Roles"), _roles(writer)),
        ("grading", _("Grading"), _schemes(writer)),
        ("overviews", _("Overviews"), _overviews(writer)),
    )
    sections = ((anchor, title, tuple(below)) for anchor, title, below in parts)
    organisation = writer.organisation
    code = page_code(writer, Link("verify", ""))
    title = _("Is a document of this handbook current? Type its fingerprint on this page:")
    return Document(
        kind="handbook",
        id="handbook",
        lang=writer.lang,
        title=_("Handbook"),
        label=organisation.name,
        sections=tuple(
            Section(f"part-{anchor}", title, sections=below)
            for anchor, title, below in sections
            if below
        ),
        control=uncontrolled(writer),
        organisation=organisation,
        description=_("All procedures and roles of {organisation}", organisation=organisation.name),
        labels=labels(writer),
        style="book",
        code=replace(code, title=title) if code else None,
    )


def places(document: Document) -> Callable[[Link], str]:
    """Where references lead within the book: to the place itself, else to its document, else
    nowhere."""
    known: set[str] = set()

    def note(anchor: str) -> str:
        known.add(anchor)
        return anchor

    for section in document.sections:
        _section(section, note)

    def place(link: Link) -> str:
        name = _name(link.kind, link.id)
        wanted = (f"{name}.{link.anchor}", name) if link.anchor else (name,)
        return next((f"#{anchor}" for anchor in wanted if anchor in known), "")

    return place


def _name(kind: str, id_: str) -> str:
    return f"{kind}-{id_}" if id_ else kind


def _procedures(writer: Writer) -> Iterator[Section]:
    order = {area: n for n, area in enumerate(writer.book.areas)}
    listed = by_number(writer.book.procedures.values())
    for procedure in sorted(listed, key=lambda one: order.get(one.area, len(order))):
        yield _bound(procedure_document(writer, procedure.id, "paper"))


def _roles(writer: Writer) -> Iterator[Section]:
    order = {family: n for n, family in enumerate(writer.book.families)}
    listed = by_title(writer.book.roles.values())
    for role in sorted(listed, key=lambda one: order.get(one.family, len(order))):
        yield _bound(role_document(writer, role.id, "page"))


def _schemes(writer: Writer) -> Iterator[Section]:
    """The scheme in use, then those beside it."""
    used = writer.book.scheme
    for scheme in sorted(writer.book.schemes.values(), key=lambda one: one is not used):
        yield _bound(scheme_document(writer, scheme.id))


def _overviews(writer: Writer) -> Iterator[Section]:
    for document in (
        organisation_document(writer),
        raci_document(writer),
        forms_document(writer),
        schedule_document(writer),
        glossary_document(writer),
    ):
        if document.sections:
            yield replace(_bound(document), blocks=())


def _bound(document: Document) -> Section:
    """A document as a section: its kind, control and facts, then its own sections; without the code
    by which a single paper is looked up, for its fingerprint is among the facts."""
    name = _name(
        document.kind, document.id if document.kind in ("role", "procedure", "scheme") else ""
    )
    blocks: list[Block] = [Paragraph(plain(document.label), "note")]
    rows: tuple[Fact, ...] = document.control.facts if document.control else ()
    blocks += document.notices
    if document.facts:
        rows = (*document.facts.rows, *rows)
    if rows:
        blocks.append(Facts(rows))
    sections = tuple(
        _section(section, lambda anchor: f"{name}.{anchor}") for section in document.sections
    )
    number = document.control.number if document.control else ""
    return Section(
        name, document.title, tuple(blocks), sections, number, title_lang=document.title_lang
    )


def _section(section: Section, name: Callable[[str], str]) -> Section:
    return replace(
        section,
        anchor=name(section.anchor),
        blocks=tuple(
            _block(block, name) for block in section.blocks if not isinstance(block, Stamp)
        ),
        sections=_each(section.sections, _section, name),
    )


def _block(block: Block, name: Callable[[str], str]) -> Block:
    match block:
        case Listing():
            return replace(block, items=_each(block.items, _item, name))
        case Table():
            return replace(block, rows=_each(block.rows, _row, name))
    return block


def _item(item: Item, name: Callable[[str], str]) -> Item:
    return replace(item, anchor=item.anchor and name(item.anchor),
                   items=_each(item.items, _item, name))  # fmt: skip


def _row(row: Row, name: Callable[[str], str]) -> Row:
    return replace(row, anchor=row.anchor and name(row.anchor))


def _each(
    things: Iterable[T],
    change: Callable[[T, Callable[[str], str]], T],
    name: Callable[[str], str],
) -> tuple[T, ...]:
    return tuple(change(thing, name) for thing in things)
