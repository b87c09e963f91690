"""The handbook's papers: which document, in which language and form, and where it goes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Literal

from rolebook.handbook import Handbook
from rolebook.model.text import Link
from rolebook.records import Records
from rolebook.views.addresses import published
from rolebook.views.document import Document
from rolebook.views.procedure import procedure_document
from rolebook.views.role import role_document
from rolebook.views.writer import Writer, writer_of

Form = Literal["pdf", "docx"]
FORMS: tuple[Form, ...] = ("pdf", "docx")
_BATCH = 24
FOLDERS = {"role": "roles", "procedure": "procedures"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to make. ``kind`` is role or procedure. ``revision`` is an approved one by its
    number; 0 is the text as it stands."""

    kind: str
    id: str
    lang: str
    form: Form
    revision: int = 0

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
    """What the paper shows. Raises KeyError for an unknown id or revision."""
    id_ = paper.id
    if paper.revision:
        writer = writer_of(handbook, records, paper.kind, id_, paper.revision, paper.lang)
        id_ = writer.drawn.id if writer.drawn else id_
    else:
        writer = Writer(handbook.editions[paper.lang], records)
    make_document = role_document if paper.kind == "role" else procedure_document
    return make_document(writer, id_, "paper")


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
    # Not forked: Typst's threads do not survive it, and a forked child would wait for them.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        yield from _paired(batches, pool.map(render, (b[0].form for b in batches), written))


def _batches(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    """Papers of one form and one language, some at a time: enough to share a pandoc process."""
    order = sorted(papers, key=lambda paper: (paper.form, paper.lang))
    for _key, group in groupby(order, key=lambda paper: (paper.form, paper.lang)):
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
            pdf(document, templates=templates, root=root, address=address) for document in documents
        ]
    from rolebook.paper.docx import docx_many

    return list(docx_many(documents, templates=templates, root=root, address=address))
