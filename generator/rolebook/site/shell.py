"""What the frame around a page shows: navigation, languages, words, ways.

Why apart from the plugin: the templates of the theme get this one object, ready to be placed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rolebook.site.contents import Edition, NavGroup, NavLink, PageSource
from rolebook.views.addresses import relative
from rolebook.views.document import Organisation

_SEARCH_WORDS = (
    "1 result",
    "1 result in {language}",
    "{count} results in {language}",
    "{count} results",
    "No results",
    "Nowhere in the handbook: {words}",
    "Nothing was found. Try another word, or look through the list of roles and procedures.",
    "Results for {words}",
    "Search for {typed} instead",
    "Searching",
    "The search could not be loaded. Use the list of roles and procedures.",
    "The search needs a web server. From a folder, use the list of roles and procedures.",
)


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language; ``current`` for the page itself."""

    lang: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of one edition. ``nav`` holds groups; one without title has no heading."""

    edition: Edition
    nav: tuple[NavGroup, ...]
    logo: str
    single: bool
    search_words: str

    @classmethod
    def of(
        cls, edition: Edition, own_pages: Sequence[tuple[str, str]], logo: str, single: bool
    ) -> Shell:
        """``own_pages`` are the hand-written pages: address and title, in order. ``single``: no
        other language stands beside this one."""
        return cls(
            edition,
            tuple(_groups(edition, own_pages)),
            logo,
            single,
            json.dumps({word: edition.word(word) for word in _SEARCH_WORDS}, ensure_ascii=False),
        )

    def on(self, address: str, title: str, source: PageSource | None) -> Frame:
        return Frame(self, address, title, source)


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page, as templates know it by the name ``rolebook``."""

    shell: Shell
    address: str
    title: str
    source: PageSource | None

    @property
    def site_name(self) -> str:
        return self.shell.edition.site_name

    @property
    def organisation(self) -> Organisation | None:
        return self.shell.edition.organisation

    @property
    def description(self) -> str:
        return self.source.document.description if self.source else ""

    @property
    def moved_to(self) -> str:
        """Where a page that has moved is now."""
        return self.to(self.source.moved_to) if self.source and self.source.moved_to else ""

    @property
    def nav(self) -> tuple[NavGroup, ...]:
        return self.shell.nav

    @property
    def facets(self) -> tuple[tuple[str, str], ...]:
        return self.shell.edition.facets

    @property
    def logo(self) -> str:
        return self.shell.logo

    @property
    def search_groups(self) -> str:
        return json.dumps(self.shell.edition.groups, ensure_ascii=False)

    @property
    def search_words(self) -> str:
        return self.shell.search_words

    @property
    def search_others(self) -> str:
        """The other languages, where the search looks for what this one does not have: the way to
        each one's folder, its tag, its own name and what this language calls it."""
        edition = self.shell.edition
        others = [
            (f"{self.base}../{lang}/", lang, name, edition.language_name(lang) or name)
            for lang, name in edition.languages
            if lang != edition.lang and not self.shell.single
        ]
        return json.dumps(others, ensure_ascii=False)

    @property
    def trail(self) -> tuple[str, ...]:
        return tuple(link.address for link in self.source.trail) if self.source else ()

    @property
    def base(self) -> str:
        """The way to the language's folder, with a slash at its end."""
        return "../" * self.address.count("/") or "./"

    @property
    def alternates(self) -> tuple[Alternate, ...]:
        """This page in every language of the site, at the same address."""
        edition = self.shell.edition
        if self.shell.single:
            return ()
        up = "../" * (self.address.count("/") + 1)
        return tuple(
            Alternate(lang, name, f"{up}{lang}/{self.address}", lang == edition.lang)
            for lang, name in edition.languages
        )

    def word(self, msgid: str, **values: object) -> str:
        return self.shell.edition.word(msgid, **values)

    def to(self, address: str) -> str:
        return relative(address, self.address)


def _groups(edition: Edition, own_pages: Iterable[tuple[str, str]]) -> Iterable[NavGroup]:
    """Hand-written pages first, the start page before all; neighbouring single links together.

    Where the edition's navigation has a word of its own for a hand-written page, that counts.
    """
    named = {item.address: item for item in edition.nav if isinstance(item, NavLink)}
    own = [named.get(address, NavLink(title, address)) for address, title in own_pages]
    own.sort(key=lambda link: link.address != "index.html")
    loose: list[NavLink] = list(own)
    for item in edition.nav:
        if isinstance(item, NavLink):
            if item not in own:
                loose.append(item)
            continue
        if loose:
            yield NavGroup("", tuple(loose))
            loose = []
        yield item
    if loose:
        yield NavGroup("", tuple(loose))
