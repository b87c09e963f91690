"""A role as a document: its layout's sections, numbered, each made of parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rolebook.model.based_on import BasedOn
from rolebook.model.layout import LayoutPlan, LayoutSection
from rolebook.model.numbering import letter
from rolebook.model.role import Role
from rolebook.views import parts
from rolebook.views.control import Medium, control, notices
from rolebook.views.document import (
    Block,
    Document,
    Facts,
    Item,
    Line,
    Link,
    Listing,
    Notice,
    Paragraph,
    Section,
    Span,
    plain,
)
from rolebook.views.labels import labels
from rolebook.views.layout import heading, layout, lead, number, own_text
from rolebook.views.parts import Part
from rolebook.views.spans import with_dotted_lines, with_spans
from rolebook.views.verification import embedded, stamp
from rolebook.views.writer import Writer, area_anchor, task_anchor


def role_document(writer: Writer, id_: str, medium: Medium) -> Document:
    """The role as a page or as a paper. Raises KeyError for an unknown id."""
    role = writer.book.roles[id_]
    _ = writer.words
    used = layout(writer.book, role.document.layout or writer.book.settings.layout)
    sections, numbers = _sections(writer, role, used, medium)
    document = Document(
        kind="role",
        id=role.id,
        lang=writer.lang,
        title=role.title.plain,
        title_lang=writer.line(role.title).lang,
        label=_("Reference job") if role.kind == "reference" else _("Job description"),
        sections=(*sections, *stamp(writer, "role", role, medium)),
        control=control(writer, "role", role, medium),
        organisation=writer.organisation,
        notices=(*notices(writer, "role", role, medium), *_notices(writer, role)),
        facts=Facts(tuple(f for name in used.facts for f in parts.FACTS[name](writer, role))),
        description=role.purpose.plain if role.purpose else "",
        labels=labels(writer),
        embedded=embedded(writer, "role", role, medium),
        title_path=writer.places.get(id(role.title), ()),
    )
    named = {role.id, role.based_on.role if role.based_on else ""}
    if writer.drawn or named & writer.referring_to_items:
        document = _with_items(document, role.id, numbers)
    return with_dotted_lines(document) if role.document.template else document


def _notices(writer: Writer, role: Role) -> Iterator[Notice]:
    _ = writer.words
    if role.kind == "reference":
        yield Notice(
            "reference",
            _("Reference job"),
            (
                plain(
                    _(
                        "This describes a kind of work that jobs are compared with. It is no "
                        "personal job description, and nobody signs it."
                    )
                ),
            ),
        )
    if role.based_on:
        yield Notice("info", _("Company job"), (_written_from(writer, role.based_on),))


def _written_from(writer: Writer, rules: BasedOn) -> Line:
    """The reference job, and its version where the job is fixed to one."""
    _ = writer.words
    base = writer.role(rules.role)
    role = writer.book.roles.get(rules.role)
    revisions = writer.records.revisions((rules.role, *(role.formerly if role else ())))
    version = next((r.version for r in revisions if r.number == rules.revision), "")
    if not version:
        return writer.compose(_("Written from the reference job {role}."), role=base)
    return writer.compose(
        _("Written from version {version} of the reference job {role}."),
        version=plain(version),
        role=base,
    )


def _sections(
    writer: Writer, role: Role, used: LayoutPlan, medium: Medium
) -> tuple[tuple[Section, ...], dict[str, tuple[str, str]]]:
    """The sections that have content, and the number and anchor of each item by its address."""
    sections: list[Section] = []
    numbers: dict[str, tuple[str, str]] = {}
    count = 0
    for planned in used.sections:
        if planned.on not in (None, medium):
            continue
        filled = [part for name in planned.parts for part in parts.PARTS[name](writer, role)]
        if not filled and (planned.parts or not planned.text):
            continue
        count += planned.numbered
        counted = number(used.numbers.section, count) if planned.numbered else ""
        sections.append(_section(writer, role, used, planned, counted, filled, numbers))
    return tuple(sections), numbers


def _section(
    writer: Writer,
    role: Role,
    used: LayoutPlan,
    planned: LayoutSection,
    section: str,
    filled: list[Part],
    numbers: dict[str, tuple[str, str]],
) -> Section:
    title = heading(writer, planned, parts.headings(writer))
    blocks: list[Block] = [*own_text(writer, planned)]
    subsections: tuple[Section, ...] = ()
    for part in filled:
        if part.name == "responsibilities":
            subsections = _areas(writer, role, used, section, numbers)
            continue
        subsections += part.sections
        if part.title and part.title != title and len(filled) > 1 and part.blocks:
            blocks.append(Paragraph(plain(part.title), "lead"))
        blocks += part.blocks
    blocks = _merged(blocks)
    if section and used.numbers.clause and not subsections:
        blocks = _clauses(writer, blocks, used, section)
    blocks = [*lead(writer, planned), *blocks]
    if len(subsections) == 1 and not subsections[0].title:  # one area without a heading of its own
        blocks += subsections[0].blocks
        subsections = ()
    label = next((part.print_label for part in filled if part.print_label), "")
    return Section(planned.id, title, tuple(blocks), subsections, section, print_label=label)


def _areas(
    writer: Writer,
    role: Role,
    used: LayoutPlan,
    section: str,
    numbers: dict[str, tuple[str, str]],
) -> tuple[Section, ...]:
    """Areas as subsections. Where areas carry no number, tasks are counted through."""
    sections = []
    through = 0
    for a, area in enumerate(role.responsibilities, 1):
        area_no = number(used.numbers.area, a, section=section)
        if area.id:
            numbers[area.id] = (area_no or area.area.plain, area_anchor(a))
        items = []
        for t, task in enumerate(area.tasks, 1):
            through += 1
            count = t if area_no else through
            item_no = number(used.numbers.item, count, section=section, area=area_no)
            if area.id and task.id:
                shown = item_no or f"{letter(a)}.{t}"
                numbers[f"{area.id}/{task.id}"] = (shown, task_anchor(a, t))
            items.append(parts.task(writer, task, item_no, task_anchor(a, t)))
        head = writer.line(area.area)
        sections.append(
            Section(
                anchor=area_anchor(a),
                title=area.area.plain,
                title_lang=head.lang,
                title_path=writer.places.get(id(area.area), ()),
                number=area_no,
                blocks=(*parts.before_tasks(writer, area), Listing(tuple(items)),
                        *parts.after_tasks(writer, area)),
            )
        )  # fmt: skip
    return tuple(sections)


def _merged(blocks: list[Block]) -> list[Block]:
    """Facts that follow each other become one table."""
    merged: list[Block] = []
    for block in blocks:
        if isinstance(block, Facts) and merged and isinstance(merged[-1], Facts):
            merged[-1] = Facts((*merged[-1].rows, *block.rows))
        else:
            merged.append(block)
    return merged


def _clauses(writer: Writer, blocks: list[Block], used: LayoutPlan, section: str) -> list[Block]:
    """Every paragraph, fact and list entry as a clause of its own, counted through."""
    result: list[Block] = []
    items: list[Item] = []
    count = 0

    def clause(line: Line, below: tuple[Item, ...] = (), item: Item | None = None) -> None:
        nonlocal count
        count += 1
        clause_no = number(used.numbers.clause, count, section=section)
        items.append(
            replace(item, number=clause_no) if item else Item(line, number=clause_no, items=below)
        )

    pending: Paragraph | None = None
    for block in [*blocks, None]:
        if pending is not None:
            head, pending = pending.line, None
            if isinstance(block, Listing):
                clause(head, block.items)
                continue
            if isinstance(block, Paragraph):
                label = "".join(span.text for span in head.spans)
                clause(writer.named(label, block.line))
                continue
            clause(head)
        match block:
            case Paragraph(style="lead"):
                pending = block
            case Paragraph():
                clause(block.line)
            case Listing() if not any(item.number for item in block.items):
                for item in block.items:
                    clause(item.line, item=item)
            case Facts():
                for row in block.rows:
                    clause(writer.named(row.label, writer.joined(row.values, "; ")))
            case None:
                pass
            case _:
                if items:
                    result.append(Listing(tuple(items)))
                    items = []
                result.append(block)
    if items:
        result.append(Listing(tuple(items)))
    return result


def _with_items(document: Document, role: str, numbers: dict[str, tuple[str, str]]) -> Document:
    """References to items of this role get the item's number and lead to its place."""

    def change(span: Span) -> Span:
        if span.link is None or span.link.kind != "item":
            return span
        number, anchor = numbers.get(span.link.id, ("", ""))
        link = Link("role", role, anchor) if anchor else None
        return replace(span, text=span.text or number or span.link.id, link=link)

    return with_spans(document, change)
