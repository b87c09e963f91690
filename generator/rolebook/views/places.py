"""Papers that come back: which words on them stand where in the author's file.

What a paper shows beside them is computed (numbers, labels, titles of other documents) and is
changed where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from rolebook.model.base import Path, texts
from rolebook.model.role import Role
from rolebook.model.text import SourceSpan
from rolebook.records.status import of_kind
from rolebook.views.document import Document
from rolebook.views.writer import Writer

OF_REFERENCE: Path = ("based_on", "role")
"""What the paths of texts begin with that a company job took over from its reference job."""


def with_places(writer: Writer, kind: str, id_: str) -> Writer:
    """A writer that says of each text of this document where it stands. Raises KeyError for an
    unknown id."""
    if kind != "role":
        return replace(writer, places=_places(of_kind(writer.book, kind)[id_]))
    role = writer.book.written[id_]
    base = writer.book.base(role)
    there = _places(base, OF_REFERENCE) if isinstance(base, Role) else {}
    return replace(writer, places=there | _places(role))


def _places(document: Any, above: Path = ()) -> dict[int, Path]:
    return {id(text): path for path, text in texts(document, above)}


def source_spans(value: Any) -> Iterator[SourceSpan]:
    """Every span of a document that knows where it stands, in the order of the paper."""
    if isinstance(value, SourceSpan):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from source_spans(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from source_spans(getattr(value, field.name))


def titles(document: Document) -> Iterator[tuple[Path, str]]:
    """The titles of a document and its sections that stand in the author's file."""
    pending: list[Any] = [document]
    while pending:
        one = pending.pop()
        if one.title_path:
            yield one.title_path, one.title
        pending += reversed(one.sections)
