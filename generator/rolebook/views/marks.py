"""What a comparison says of a whole: a line of nothing but added words was added itself, and so was
a section of nothing but such lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal

from rolebook.model.text import Span

Mark = Literal["", "added", "removed", "own"]


def mark_of(value: Any) -> Mark:
    """The mark that all words of a line, item, block or section bear; empty where they differ, or
    where there are no words."""
    found: Mark = ""
    for number, span in enumerate(_spans(value)):
        if not span.mark or (number and span.mark != found):
            return ""
        found = span.mark
    return found


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
