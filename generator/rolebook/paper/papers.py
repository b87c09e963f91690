"""The handbook's papers: which document, in which language and form, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Literal

from rolebook.handbook import Handbook
from rolebook.model.text import Link
from rolebook.records import Records
from rolebook.views.addresses import published
from rolebook.views.document import Document
from rolebook.views.procedure import procedure_document
from rolebook.views.role import role_document
from rolebook.views.writer import Writer

Form = Literal["pdf", "docx"]
FORMS: tuple[Form, ...] = ("pdf", "docx")
FOLDERS = {"role": "roles", "procedure": "procedures"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to make. ``kind`` is role or procedure."""

    kind: str
    id: str
    lang: str
    form: Form

    @property
    def address(self) -> str:
        """Its place beside its page, below the site: ``nl/roles/aftersales-manager.pdf``."""
        return f"{self.lang}/{FOLDERS[self.kind]}/{self.id}.{self.form}"


def all_papers(handbook: Handbook) -> list[Paper]:
    """Every document in every language and form."""
    return [
        Paper(kind, id_, lang, form)
        for lang in handbook.settings.languages
        for kind, ids in (("role", handbook.roles), ("procedure", handbook.procedures))
        for id_ in ids
        for form in FORMS
    ]


def paper_document(handbook: Handbook, records: Records, paper: Paper) -> Document:
    """What the paper shows. Raises KeyError for an unknown id."""
    writer = Writer(handbook.editions[paper.lang], records)
    if paper.kind == "role":
        return role_document(writer, paper.id, "paper")
    return procedure_document(writer, paper.id)


def make(
    handbook: Handbook,
    records: Records,
    papers: Iterable[Paper],
    done: Callable[[Paper], None] | None = None,
) -> Iterator[tuple[Paper, bytes]]:
    """Each paper with its bytes, form by form and language by language.

    ``done`` is told each paper as it is finished. Raises PaperError for one that cannot be made.
    """
    order = sorted(papers, key=lambda p: (p.form, p.lang))
    for (form, lang), group in groupby(order, key=lambda p: (p.form, p.lang)):
        wanted = list(group)
        documents = (paper_document(handbook, records, paper) for paper in wanted)
        for paper, content in zip(wanted, _rendered(handbook, form, lang, documents), strict=True):
            if done:
                done(paper)
            yield paper, content


def _rendered(
    handbook: Handbook, form: Form, lang: str, documents: Iterable[Document]
) -> Iterator[bytes]:
    own = handbook.root / "templates"
    templates: Sequence[Path] = (own,) if own.is_dir() else ()
    address: Callable[[Link], str] = partial(published, handbook.settings.address or "", lang)
    if form == "pdf":
        from rolebook.paper.pdf import pdf

        for document in documents:
            yield pdf(document, templates=templates, root=handbook.root, address=address)
    else:
        from rolebook.paper.docx import docx_many

        yield from docx_many(documents, templates=templates, root=handbook.root, address=address)
