"""A job description made out to a person, and the list of who gets which paper.

Who it is for stands among the facts at the head, in the running header, and in the blanks for
names at the foot. The text that is signed, its version and its fingerprint stay those of the job
description. Manager and location are shown as the roster has them: free text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rolebook.roster import Person
from rolebook.translation import Words, language_name
from rolebook.views.document import (
    Cell,
    Document,
    Fact,
    Facts,
    Line,
    Notice,
    Row,
    Section,
    Signature,
    Signatures,
    Table,
    plain,
)
from rolebook.views.labels import labels
from rolebook.views.writer import Writer


def personal(document: Document, person: Person, _: Words) -> Document:
    """The job description for one employee. ``_``: the words of the document's language."""
    rows = document.facts.rows if document.facts else ()
    return replace(
        document,
        facts=Facts((*_facts(person, _), *rows)),
        sections=tuple(_named(section, person) for section in document.sections),
        person=person.name,
    )


def _facts(person: Person, _: Words) -> Iterator[Fact]:
    yield Fact(_("Employee"), (plain(person.name),))
    for label, value in (
        (_("Employee number"), person.number),
        (_("Line manager"), person.manager),
        (_("Place of work"), person.location),
        (_("In this job from"), _.date(person.start) if person.start else ""),
        (_("Hours a week"), _.number(person.hours) if person.hours else ""),
    ):
        if value:
            yield Fact(label, (plain(value),))


def _named(section: Section, person: Person) -> Section:
    """The section with the names of employee and manager where those sign."""
    names = {"employee": person.name, "manager": person.manager}

    def filled(place: Signature) -> Signature:
        return replace(place, name=names.get(place.field, place.name))

    blocks = tuple(
        Signatures(tuple(map(filled, block.places))) if isinstance(block, Signatures) else block
        for block in section.blocks
    )
    if blocks == section.blocks:
        return section
    return replace(section, blocks=blocks)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One paper of a print run. ``page`` is its first page in the file for the printer.
    ``version`` is empty for a text that is not approved; ``status`` is the key, ``status_label``
    the word in the language of the list, whatever that of the paper."""

    person: Person
    title: str
    version: str
    status: str
    status_label: str
    fingerprint: str
    file: str
    page: int
    pages: int

    @property
    def sheets(self) -> int:
        """Sheets of paper, printed on both sides."""
        return (self.pages + 1) // 2


def checklist(writer: Writer, papers: Sequence[HandedOut], by: str = "") -> Document:
    """Who gets which paper, to tick off: one table, or one for each manager, location or job.
    ``by``: what the papers are already sorted by; empty for one table."""
    _ = writer.words
    sheets = sum(paper.sheets for paper in papers)
    facts = [
        Fact(_("Papers"), (plain(_.number(len(papers))),)),
        Fact(_("Sheets, printed on both sides"), (plain(_.number(sheets)),)),
    ]
    drafts = sum(paper.status == "draft" for paper in papers)
    sections: list[Section] = []
    for name, group in groupby(papers, key=lambda paper: group_of(paper.person, paper.title, by)):
        title = (name or _("Not stated")) if by else ""
        sections.append(
            Section(f"group-{len(sections) + 1}", title, (_table(writer, list(group)),))
        )
    return Document(
        kind="checklist",
        id="checklist",
        lang=writer.lang,
        title=_("Who gets which paper"),
        label=_("Print run"),
        sections=tuple(sections),
        organisation=writer.organisation,
        notices=tuple(_drafts(_, drafts)),
        facts=Facts(tuple(facts)),
        labels=labels(writer),
    )


def group_of(person: Person, title: str, by: str) -> str:
    """What a paper is sorted under: the manager, the location, the job's title, or nothing."""
    return {"manager": person.manager, "location": person.location, "role": title}.get(by, "")


def _drafts(_: Words, count: int) -> Iterator[Notice]:
    if count:
        text = _.ngettext(
            "{n} paper is marked as a draft: its text is not approved.",
            "{n} papers are marked as drafts: their text is not approved.",
            count,
        )
        yield Notice("draft", _("Draft"), (plain(text),))


def _table(writer: Writer, papers: Sequence[HandedOut]) -> Table:
    _ = writer.words
    head = (
        _("Page"), _("Employee"), _("Job description"), _("Language"), _("Sheets"),
        _("Handed out on"), _("Signed copy back on"),
    )  # fmt: skip
    return Table("", head, tuple(_row(writer, paper) for paper in papers), (3, 8, 9, 5, 4, 6, 6))


def _row(writer: Writer, paper: HandedOut) -> Row:
    _ = writer.words
    who = [plain(paper.person.name)]
    if paper.person.number:
        who.append(plain(paper.person.number))
    version = _("version {version}", version=paper.version) if paper.version else ""
    status = paper.status_label if paper.status != "approved" else ""
    what = [plain(paper.title)]
    if said := ", ".join(filter(None, (version, status))):
        what.append(plain(said))
    lang = language_name(paper.person.lang, writer.lang) or paper.person.lang
    cells: tuple[tuple[Line, ...], ...] = (
        (plain(str(paper.page)),), tuple(who), tuple(what), (plain(lang),),
        (plain(str(paper.sheets)),), (), (),
    )  # fmt: skip
    return Row(tuple(Cell(lines) for lines in cells))


def checklist_table(
    writer: Writer, papers: Sequence[HandedOut]
) -> tuple[list[str], list[list[str]]]:
    """The list as a table for other programs: headings and rows."""
    _ = writer.words
    head = [
        _("Employee"), _("Employee number"), _("Role"), _("Job description"), _("Version"),
        _("Status"), _("Fingerprint"), _("Language"), _("Line manager"), _("Place of work"),
        _("In this job from"), _("Hours a week"), _("Pages"), _("Page"), _("File"),
    ]  # fmt: skip
    rows = [
        [
            paper.person.name, paper.person.number, paper.person.role, paper.title, paper.version,
            paper.status_label, paper.fingerprint, paper.person.lang, paper.person.manager,
            paper.person.location, paper.person.start.isoformat() if paper.person.start else "",
            str(paper.person.hours or ""), str(paper.pages), str(paper.page), paper.file,
        ]
        for paper in papers
    ]  # fmt: skip
    return head, rows
