"""A part: what one field of a role, or a few that belong together, shows in a section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.views.document import Block, Fact, Facts, Paragraph, Section
from rolebook.views.writer import Writer


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks and subsections under a title. The title is printed only where the section holds
    several parts. ``print_label``: see Section."""

    name: str
    title: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    print_label: str = ""


Build = Callable[[Writer, Role], Iterator[Part]]
BuildFacts = Callable[[Writer, Role], Iterator[Fact]]


def facts_part(name: str, facts: Iterator[Fact]) -> Iterator[Part]:
    """A part of facts, where there are any."""
    if rows := tuple(facts):
        yield Part(name, "", (Facts(rows),))


def list_part(writer: Writer, name: str, title: str, texts: tuple[Text, ...]) -> Iterator[Part]:
    """A part of one bulleted list, where there is something in it."""
    if blocks := tuple(writer.bullets(texts)):
        yield Part(name, title, blocks)


def text_part(writer: Writer, name: str, title: str, text: Text | None) -> Iterator[Part]:
    """A part of one paragraph, where there is one."""
    if text:
        yield Part(name, title, (Paragraph(writer.line(text)),))
