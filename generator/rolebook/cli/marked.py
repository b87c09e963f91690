"""A comparison as text for a terminal: every line and every word with the sign of its mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from rolebook.cli.writing import harmless
from rolebook.views.document import Document, Item, Line, Listing, Paragraph, Section, Span
from rolebook.views.marks import mark_of

_BRACKETS = {"added": ("{+", "+}"), "removed": ("[-", "-]"), "own": ("{", "}")}
_LINE_SIGNS = {"added": "+", "removed": "-", "": " "}
_COLOURS = {"+": "green", "-": "red", "~": "yellow"}


def as_text(document: Document) -> str:
    """The sections with their lines: ``+`` added, ``-`` removed, ``~`` changed within, where
    ``[-these words-]`` went and ``{+these+}`` came. Colours only repeat what the signs say."""
    return "\n\n".join("\n".join(_section(section)) for section in document.sections)


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield click.style(section.title, bold=True)
    for block in section.blocks:
        match block:
            case Paragraph():
                yield _line(block.line, 0)
            case Listing():
                yield from _items(block.items, 0)
    for inner in section.sections:
        yield from _section(inner)


def _items(items: Iterable[Item], depth: int) -> Iterator[str]:
    for item in items:
        yield _line(item.line, depth)
        yield from _items(item.items, depth + 1)


def _line(line: Line, depth: int) -> str:
    mark = mark_of(line)
    sign = _LINE_SIGNS[mark] if mark or not any(span.mark for span in line.spans) else "~"
    text = "".join(_run(span, whole=bool(mark)) for span in line.spans)
    text = text.replace("-][-", "").replace("+}{+", "")
    return click.style(f"{sign} {'  ' * depth}{harmless(text)}", fg=_COLOURS.get(sign))


def in_brackets(line: Line) -> str:
    """A line of which only some words bear a mark."""
    return harmless("".join(_run(span, whole=False) for span in line.spans))


def _run(span: Span, *, whole: bool) -> str:
    """The words of a span in brackets, unless the whole line bears their mark."""
    text = span.text or (span.link.id if span.link else "")
    core = text.lstrip()
    if whole or not span.mark or not core:
        return text
    before, after = _BRACKETS[span.mark]
    return f"{text[: len(text) - len(core)]}{before}{core}{after}"


def one_line_each(document: Document, longest: int = 160) -> Iterator[str]:
    """What changed, each change in one line behind the heading of its section."""
    for section in document.sections:
        for line in _section(section):
            plain = " ".join(click.unstyle(line).split())
            if plain[:2] in ("+ ", "- ", "~ "):
                text = f"{plain[:2]}{section.title}: {plain[2:]}" if section.title else plain
                yield text if len(text) <= longest else f"{text[: longest - 1]}…"
