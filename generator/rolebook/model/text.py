"""Text as the author typed it, with the language it is in, and its inline marks as spans.

Why: text is data all the way. It is parsed once, here, into spans; every output
(HTML, Typst, pandoc) renders spans and nobody pastes markup together.

The inline subset: ``_emphasis_``, ``__strong__``, ``[text](url)``, ``[](role:ID)``,
``[](procedure:ID#step)``, ``[](item:area/task)``. Everything else stays as typed,
``2*3*4`` and ``_____`` included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from pydantic import GetCoreSchemaHandler

_MARKS = re.compile(r"[_\[\\]")
_REFERENCE = re.compile(r"(role|procedure|item):([^#]*)(?:#(.*))?")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a span leads: a document of the handbook, or an address outside it.

    ``kind`` is ``role``, ``procedure``, ``item`` or ``url`` in author's text; views add the
    page kinds of the site. ``id`` is the document's id, ``area/task`` for an item, or the whole
    address for a url; ``anchor`` a place inside the document.
    """

    kind: str
    id: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters with one look. Empty ``text`` means: the link's own title. ``mark`` is
    never an author's: a comparison says by it what came and what went, or what one of several texts
    says alone (``own``)."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: Link | None = None
    mark: Literal["", "added", "removed", "own"] = ""


@dataclass(frozen=True, slots=True)
class SourceSpan(Span):
    """A span that knows where the author typed it: ``path`` of the text in its file, and which of
    the text's spans it is (-1: a piece of one, as a comparison cuts them)."""

    path: tuple[str | int, ...] = ()
    index: int = -1


@dataclass(frozen=True, slots=True)
class Text:
    """What an author typed in one language. ``lang`` is a language tag such as ``nl``."""

    raw: str
    lang: str = ""

    def __str__(self) -> str:
        return self.raw

    @property
    def spans(self) -> tuple[Span, ...]:
        """The inline parts, whitespace folded as in running text."""
        return parse_inline(self.raw)

    @property
    def plain(self) -> str:
        """The words alone, without marks; a reference without text of its own gives nothing."""
        return "".join(span.text for span in self.spans)

    @property
    def links(self) -> Iterator[Link]:
        return (span.link for span in self.spans if span.link)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(_validate)


def _validate(value: Any, info: core_schema.ValidationInfo) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str) and value.strip():
        context = info.context
        return Text(value, context["lang"] if context else "")
    if value is None or isinstance(value, str):
        raise PydanticCustomError("text_empty", "a text is expected here, and there is none")
    raise PydanticCustomError("text_type", "a text is expected here")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import emphasis

    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.enable(["emphasis", "link", "escape", "balance_pairs"])
    # Only the underscore marks emphasis: an asterisk stays an asterisk.
    parser.inline.ruler.at(
        "emphasis",
        lambda state, silent: state.src[state.pos] == "_" and emphasis.tokenize(state, silent),
    )
    # A link keeps the address the author typed; checks judge it, outputs refuse unsafe ones.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


@lru_cache(maxsize=4096)
def parse_inline(raw: str) -> tuple[Span, ...]:
    """Parse the inline subset. Never fails: what is no mark is text."""
    folded = " ".join(raw.split())
    if not _MARKS.search(folded):
        return (Span(folded),)
    spans: list[Span] = []
    strong = emphasis = 0
    link: Link | None = None
    link_is_empty = False
    link_title = ""
    for token in _parser().parseInline(folded)[0].children or []:
        match token.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "em_open":
                emphasis += 1
            case "em_close":
                emphasis -= 1
            case "link_open":
                link, link_is_empty = parse_link(str(token.attrGet("href") or "")), True
                link_title = str(token.attrGet("title") or "")
            case "link_close":
                if link_is_empty:
                    spans.append(Span("", strong > 0, emphasis > 0, link))
                link = None
                if link_title:  # `[text](url "title")`: no output has a place for it but the text
                    spans.append(Span(f" ({link_title})", strong > 0, emphasis > 0))
            case _:
                if token.content:
                    link_is_empty = False
                    spans.append(Span(token.content, strong > 0, emphasis > 0, link))
    return tuple(_joined(spans))


def parse_link(address: str) -> Link:
    """``role:ID``, ``procedure:ID#step``, ``item:area/task``, or any other address as ``url``."""
    if match := _REFERENCE.fullmatch(address):
        kind, id_, anchor = match.groups()
        return Link(kind, id_, anchor or "")
    return Link("url", address)


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Neighbours of one look become one span (a link without text stands alone)."""
    last: Span | None = None
    for span in spans:
        if (
            last
            and span.text
            and last.text
            and ((last.strong, last.emphasis, last.link) == (span.strong, span.emphasis, span.link))
        ):
            last = Span(last.text + span.text, span.strong, span.emphasis, span.link)
        else:
            if last:
                yield last
            last = span
    if last:
        yield last
