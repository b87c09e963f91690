"""Every span of a document turned into another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from rolebook.model.blanks import dotted
from rolebook.views.document import Document, Span


def with_spans(document: Document, change: Callable[[Span], Span]) -> Document:
    """The document with each of its spans changed; what holds none stays the same object."""

    def visit(value: Any) -> Any:
        if isinstance(value, Span):
            return change(value)
        if isinstance(value, tuple):
            return tuple(visit(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            changed = {
                f.name: new
                for f in fields(value)
                if f.init
                and (new := visit(old := getattr(value, f.name))) is not old
                and new != old
            }
            return replace(value, **changed) if changed else value
        return value

    found: Document = visit(document)
    return found


def with_dotted_lines(document: Document) -> Document:
    """A template: its blanks are meant to be filled in by hand."""

    def change(span: Span) -> Span:
        text = dotted(span.text)
        return span if text == span.text else replace(span, text=text)

    return with_spans(document, change)
