"""Documents as DOCX files.

Why: people negotiate a job description in Word before they sign it on paper. The file has real
headings, lists and tables in named styles; its look is the reference document's, which an
organisation replaces by its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from rolebook.paper import pandoc
from rolebook.paper.addresses import Address
from rolebook.paper.columns import DOCX, with_columns
from rolebook.paper.errors import PaperError
from rolebook.paper.finishing import finished
from rolebook.paper.pictures import Picture, fitted
from rolebook.paper.tree import tree
from rolebook.views.document import Document

_PER_PROCESS = 64
_LOGO_ROOM = (60.0, 13.0)  # millimetres


def docx(
    document: Document,
    *,
    templates: Sequence[Path] = (),
    root: Path | None = None,
    address: Address | None = None,
) -> bytes:
    """One document as a DOCX file. See `docx_many`."""
    return next(docx_many([document], templates=templates, root=root, address=address))


def docx_many(
    documents: Iterable[Document],
    *,
    templates: Sequence[Path] = (),
    root: Path | None = None,
    address: Address | None = None,
) -> Iterator[bytes]:
    """Documents as DOCX files, in their order, some dozens of them per process.

    ``templates``: folders whose ``reference.docx`` comes before ours. ``root``: the handbook's
    folder, for the organisation's logo. Same input, same bytes.
    Raises PaperError for the first document that cannot be made.
    """
    reference = _reference(templates)
    waiting = iter(documents)
    while batch := list(islice(waiting, _PER_PROCESS)):
        trees = [(document.id, tree(with_columns(document, DOCX), address)) for document in batch]
        for document, written in zip(batch, pandoc.to_docx(trees, reference), strict=True):
            yield finished(written, document, _logo(document, root))


def _reference(templates: Sequence[Path]) -> bytes:
    """The first reference document. Raises PaperError when it is not a Word document."""
    for folder in (*templates, Path(__file__).with_name("templates")):
        file = folder / "reference.docx"
        if file.is_file():
            if not _is_word_document(file):
                raise PaperError("", f"{file} is not a Word document")
            return file.read_bytes()
    raise PaperError("", "reference.docx is missing from the installed program")


def _is_word_document(file: Path) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    with zipfile.ZipFile(file) as archive:
        return {"word/document.xml", "word/styles.xml"} <= set(archive.namelist())


def _logo(document: Document, root: Path | None) -> Picture | None:
    """The organisation's logo. Raises PaperError when the file named is not there, lies outside
    the handbook or is no picture."""
    if not (root and document.organisation and document.organisation.logo):
        return None
    named = document.organisation.logo
    file = (root / named).resolve()
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        raise PaperError(document.id, f'there is no logo "{named}" in the handbook')
    try:
        return fitted(file.read_bytes(), *_LOGO_ROOM, enlarge=True)
    except PaperError as error:
        raise PaperError(document.id, f'the logo "{named}": {error.message}') from error
