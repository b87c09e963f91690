"""The handbook's papers: which document, in which language and form, and where it goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Literal

from rolebook.children import helpers
from rolebook.handbook import Handbook
from rolebook.model.text import Link
from rolebook.records import Records
from rolebook.records.gradings import Gradings
from rolebook.views.addresses import published
from rolebook.views.blank_form import form_document
from rolebook.views.book import handbook_document, places
from rolebook.views.control import Medium
from rolebook.views.decision import report_document
from rolebook.views.document import Document
from rolebook.views.dossier import dossier_document
from rolebook.views.duties import roles_with_part
from rolebook.views.letter import letter_document
from rolebook.views.places import with_places
from rolebook.views.procedure import procedure_document
from rolebook.views.role import role_document
from rolebook.views.scheme_page import scheme_document
from rolebook.views.sheets import wall_sheet, work_instruction, work_sheet
from rolebook.views.writer import Writer, writer_of

Form = Literal["pdf", "docx"]
FORMS: tuple[Form, ...] = ("pdf", "docx")
Shape = Literal[
    "document", "work-sheet", "work-instruction", "wall-sheet", "handbook", "grading-dossier",
    "report", "letter",
]  # fmt: skip
SHAPES: tuple[Shape, ...] = (
    "document", "work-sheet", "work-instruction", "wall-sheet", "handbook", "grading-dossier",
)  # fmt: skip
PDF_ONLY: frozenset[Shape] = frozenset(("wall-sheet", "handbook"))
"""Shapes that a word processor would not keep."""
_BATCH = 24
FOLDERS = {"role": "roles", "procedure": "procedures", "scheme": "schemes", "form": "forms"}
_DOCUMENTS: Mapping[str, Callable[[Writer, str, Medium], Document]] = {
    "role": role_document,
    "procedure": procedure_document,
    "scheme": scheme_document,
    "form": form_document,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to make. ``kind`` is role, procedure, scheme or form (of a whole handbook, or a
    dossier, it is empty, as is ``id``). ``revision`` is an approved one by its number; 0 is the
    text as it stands. ``shape``: the document itself, or a sheet made from it; ``role``: of a
    procedure's work instruction.

    A report or a letter is about a decision on the grade of a role: ``revision`` is the number of
    the decision, ``person`` the name on a letter."""

    kind: str
    id: str
    lang: str
    form: Form
    revision: int = 0
    shape: Shape = "document"
    role: str = ""
    person: str = ""

    @property
    def name(self) -> str:
        """Its file's name without language and ending: ``warranty-claim.wall-sheet``."""
        parts = (self.id, self.role, "" if self.shape == "document" else self.shape)
        return ".".join(filter(None, (*parts, str(self.revision or ""))))

    @property
    def address(self) -> str:
        """Its place beside its page, below the site: ``nl/roles/aftersales-manager.pdf``."""
        folder = f"{FOLDERS[self.kind]}/" if self.kind else ""
        return f"{self.lang}/{folder}{self.name}.{self.form}"


def all_papers(handbook: Handbook) -> list[Paper]:
    """What the site offers: every document in every form, the sheets for the workplace, and the
    whole handbook in one, in every language."""
    working = roles_with_part(handbook)
    stepped = [id_ for id_, procedure in handbook.procedures.items() if procedure.steps]
    blanks = [form.id for form in handbook.forms.values() if form.parts]
    shapes: tuple[tuple[str, Iterable[str], Form, Shape], ...] = (
        *(("role", handbook.roles, form, "document") for form in FORMS),
        *(("procedure", handbook.procedures, form, "document") for form in FORMS),
        *(("scheme", handbook.schemes, form, "document") for form in FORMS),
        *(("form", blanks, form, "document") for form in FORMS),
        ("role", working, "pdf", "work-sheet"),
        ("procedure", stepped, "pdf", "wall-sheet"),
        *(("", [""] if handbook.scheme else [], form, "grading-dossier") for form in FORMS),
        ("", [""], "pdf", "handbook"),
    )
    return [
        Paper(kind, id_, lang, form, shape=shape)
        for lang in handbook.settings.languages
        for kind, ids, form, shape in shapes
        for id_ in ids
    ]


def paper_document(handbook: Handbook, records: Records, paper: Paper) -> Document:
    """What the paper shows. Raises KeyError for an unknown id, revision or decision."""
    if paper.shape in ("report", "letter"):
        return _about_decision(handbook, records, paper)
    id_ = paper.id
    if paper.revision:
        writer = writer_of(handbook, records, paper.kind, id_, paper.revision, paper.lang)
        id_ = writer.drawn.id if writer.drawn else id_
    else:
        writer = Writer(handbook.editions[paper.lang], records)
    match paper.shape:
        case "work-sheet":
            return work_sheet(writer, id_)
        case "work-instruction":
            return work_instruction(writer, paper.role, id_)
        case "wall-sheet":
            return wall_sheet(writer, id_)
        case "handbook":
            return handbook_document(writer)
        case "grading-dossier":
            return dossier_document(writer, "paper")
    if paper.form == "docx":
        writer = with_places(writer, paper.kind, id_)
    return _DOCUMENTS[paper.kind](writer, id_, "paper")


def _about_decision(handbook: Handbook, records: Records, paper: Paper) -> Document:
    decisions = {one.number: one for one in Gradings(handbook.governing, records).of(paper.id)}
    decision = decisions[paper.revision]
    if paper.shape == "report":
        return report_document(handbook, records, decision, paper.lang)
    return letter_document(handbook, records, decision, paper.lang, paper.person)


def make(
    handbook: Handbook, records: Records, papers: Iterable[Paper], *, processes: int | None = None
) -> Iterator[tuple[Paper, bytes]]:
    """Each paper with its bytes, form by form and language by language.

    Works in as many processes as there are processors, or in this one for a handful of papers.
    Raises PaperError for a paper that cannot be made.
    """
    batches = list(_batches(papers))
    processes = min(processes or os.cpu_count() or 1, len(batches))
    own = handbook.root / "templates"
    render = partial(
        _rendered,
        templates=(own,) if own.is_dir() else (),
        root=handbook.root,
        site=handbook.settings.address or "",
    )
    written = ([paper_document(handbook, records, paper) for paper in batch] for batch in batches)
    if processes == 1:
        rendered = map(render, (batch[0].form for batch in batches), written)
        yield from _paired(batches, rendered)
        return
    with helpers(processes) as pool:
        yield from _paired(batches, pool.map(render, (b[0].form for b in batches), written))


def _batches(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    """Papers of one form and one language, some at a time: enough to share a pandoc process. What
    takes longest comes first, so that nobody waits for it at the end."""

    def kind(paper: Paper) -> tuple[bool, Form, str]:
        return paper.shape != "handbook", paper.form, paper.lang

    for _key, group in groupby(sorted(papers, key=kind), key=kind):
        while batch := list(islice(group, _BATCH)):
            yield batch


def _paired(
    batches: Iterable[list[Paper]], rendered: Iterable[list[bytes]]
) -> Iterator[tuple[Paper, bytes]]:
    for batch, contents in zip(batches, rendered, strict=True):
        yield from zip(batch, contents, strict=True)


def _rendered(
    form: Form, documents: list[Document], *, templates: Sequence[Path], root: Path, site: str
) -> list[bytes]:
    """The papers of documents in one language. May run in a process of its own."""
    address: Callable[[Link], str] = partial(published, site, documents[0].lang)
    if form == "pdf":
        from rolebook.paper.pdf import pdf

        return [
            pdf(document, templates=templates, root=root, address=_within(document, address))
            for document in documents
        ]
    from rolebook.paper.docx import docx_many

    return list(docx_many(documents, templates=templates, root=root, address=address))


def _within(document: Document, published: Callable[[Link], str]) -> Callable[[Link], str]:
    """In a whole handbook, references lead to its own pages where they can."""
    if document.style != "book":
        return published
    place = places(document)
    return lambda link: place(link) or published(link)
