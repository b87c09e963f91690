"""What the site needs to know of a handbook, as plain data.

Why: the shell (MkDocs, theme, search, exchange) is replaceable and knows no role and no
procedure. Whoever builds the site hands over one ``Edition`` per language; everything here
can be pickled, because each language is built in a process of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rolebook.translation import Words, language_name
from rolebook.views.addresses import address_of
from rolebook.views.document import Document, Line, Link, Organisation, Span

#: The words of the shell itself, in English: the keys of ``Edition.words``.
SHELL_WORDS: tuple[str, ...] = (
    "Actual size",
    "Added",
    "All",
    "At a glance",
    "Close",
    "Dark colours",
    "Different",
    "Document control",
    "Download",
    "Filters",
    "Find a role or procedure",
    "Full screen",
    "In {language}",
    "Keyboard shortcuts / and s",
    "Languages",
    "Link to this place",
    "Menu",
    "More results",
    "Navigation",
    "No results",
    "Nowhere in the handbook: {words}",
    "Nothing stands at this address. It may have been moved, or there is a slip in it.",
    "Nothing was found. Try another word, or look through the list of roles and procedures.",
    "On this page",
    "Page",
    "Page not found",
    "Removed",
    "Results for {words}",
    "Search",
    "Search the handbook",
    "Search for “{typed}”",
    "Search for {typed} instead",
    "Searching",
    "Start page",
    "The search needs a web server. From a folder, use the list of roles and procedures.",
    "The search could not be loaded. Use the list of roles and procedures.",
    "This page is not translated yet and is shown in {language}.",
    "Top of page",
    "You are here",
    "{count} results",
    "{count} results in {language}",
    "1 result",
    "1 result in {language}",
)


@dataclass(frozen=True, slots=True)
class NavLink:
    """A title and the address of a page, below the folder of the language."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Links under a heading of the navigation."""

    title: str
    links: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A paper beside its page. ``label`` is short (``PDF``); ``title`` says what it is. The file
    itself is written by the papers' callback of the build, which then says how large a ``sized``
    one is."""

    address: str
    label: str
    title: str
    sized: bool = False

    def kept_as(self, lang: str) -> str:
        """The name under which a browser keeps a file that it does not show by itself: with the
        language, which the address says by its folder only. Nothing for a PDF, which opens."""
        name, _dot, ending = self.address.rpartition("/")[2].rpartition(".")
        return "" if ending == "pdf" else f"{name}-{lang}.{ending}"


def downloads(_: Words, place: str, title: str) -> tuple[Download, ...]:
    """A paper in both forms; ``place`` is its address without the ending."""
    return (
        Download(f"{place}.pdf", "PDF", _("{title} as PDF, to print", title=title)),
        Download(f"{place}.docx", "Word", _("{title} as a Word document", title=title)),
    )


@dataclass(frozen=True, slots=True)
class Tool:
    """What a page does beside showing: a template that is placed below its sections, the style
    sheets and scripts that it loads (below the language's folder, in order), and the data that the
    scripts read, ready for JSON."""

    template: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page of the site: where it stands, what it shows, how it is found.

    ``trail`` leads from the start page to this one. ``openings`` are what people say who need the
    page, in their own words, each with the place where they start. ``filters`` are the values of
    the facets by which search results can be narrowed. A page with ``searched`` off (an index
    page) stays out of the search. Who comes to a page with ``moved_to`` is led on to that address.
    """

    address: str
    document: Document
    downloads: tuple[Download, ...] = ()
    trail: tuple[NavLink, ...] = ()
    alternative_titles: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    openings: tuple[tuple[Line, str], ...] = ()
    searched: bool = True
    named: bool = False
    tool: Tool | None = None
    further: tuple[NavLink, ...] = ()
    moved_to: str = ""


@dataclass(frozen=True)
class Edition:
    """The handbook in one language.

    ``languages`` are all languages of the site in the order of the switcher: tag and own name
    (``nl``, ``Nederlands``). ``governing`` is the tag of the language that governs. ``facets``
    are the search filters in order: key and label; ``groups`` the headings under which results
    stand: the beginning of an address, and the heading. ``synonyms`` are groups of words that the
    search takes for one another. ``words`` translate ``SHELL_WORDS``.
    ``address`` is where the site will stand, with a slash at its end, or nothing.
    ``pages`` hold each address once; the same addresses in every language. ``files`` are further
    files by their address, such as the data of a script.
    """

    lang: str
    governing: str
    languages: tuple[tuple[str, str], ...]
    site_name: str
    pages: tuple[PageSource, ...]
    nav: tuple[NavLink | NavGroup, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    organisation: Organisation | None = None
    address: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_address(self) -> Mapping[str, PageSource]:
        return {page.address: page for page in self.pages}

    def title_of(self, link: Link) -> str:
        """What a link without words of its own is called: its page's title, else its id."""
        page = self.by_address.get(address_of(link))
        return page.document.title if page else link.id

    def text_of(self, span: Span) -> str:
        """The words of a span; those of a link without words are its title."""
        return span.text or (self.title_of(span.link) if span.link else "")

    def word(self, msgid: str, **values: object) -> str:
        """A word of the shell in this language; the English one where it is not translated."""
        text = self.words.get(msgid, msgid)
        return text.format(**values) if values else text

    def own_name(self, lang: str) -> str:
        """What a language calls itself."""
        return dict(self.languages).get(lang, lang)

    def language_name(self, lang: str) -> str:
        """What this edition's language calls another one (``Engels``)."""
        return language_name(lang, self.lang) or self.own_name(lang)
