"""The hand-written pages in ``pages/``: which file serves which language, and what Markdown may
do there.

``x.md`` is written in the governing language; ``x.nl.md`` beside it is its Dutch translation.
Raw HTML in them is shown as text, and no attribute can carry a script: what a colleague pastes
into a page stays text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from rolebook.model.text import parse_link
from rolebook.site.contents import Edition
from rolebook.views.addresses import address_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

_ADDRESS = re.compile(r"^(?:(?:https?|mailto|tel):|[^:]*$|[^:]*[/?#])", re.IGNORECASE)
_COMMENT = re.compile(r"^<!--(?:(?!-->).)*-->[ \t]*$", re.MULTILINE | re.DOTALL)
_ADDRESS_ATTRIBUTES = ("href", "src", "action", "formaction", "poster")


def choose(
    files: Iterable[File], lang: str, governing: str, languages: Collection[str]
) -> dict[str, tuple[File, str]]:
    """For each page, as ``x.md``, the file that serves ``lang`` and the language it is in."""
    chosen: dict[str, tuple[File, str]] = {}
    for file in sorted(files, key=lambda file: file.src_uri):
        name, tag = _split(file.src_uri, languages)
        tag = tag or governing
        if tag == lang or (tag == governing and name not in chosen):
            chosen[name] = file, tag
    return chosen


def _split(path: str, languages: Collection[str]) -> tuple[str, str]:
    """``guide.nl.md`` -> (``guide.md``, ``nl``)."""
    stem, extension = posixpath.splitext(path)
    base, dot, tag = stem.rpartition(".")
    return (base + extension, tag) if dot and base and tag in languages else (path, "")


def set_up_markdown(config: MkDocsConfig, edition: Edition) -> PlainMarkdown:
    """The Markdown of hand-written pages: notices, definition lists, links at headings."""
    for name in ("admonition", "def_list", "footnotes", "pymdownx.details"):
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    plain = PlainMarkdown(edition)
    config.markdown_extensions.append(plain)  # type: ignore[arg-type]
    toc = config.mdx_configs.setdefault("toc", {})
    toc.setdefault("permalink", "#")
    toc.setdefault("permalink_title", edition.word("Link to this place"))
    return plain


class PlainMarkdown(Extension):
    """Markdown without raw HTML, script attributes or script addresses, and with the links that
    other texts know: ``[](role:ID)``. ``page`` is the page being read, as ``guide/x.md``."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block", strict=False)
        md.inlinePatterns.deregister("html", strict=False)
        md.preprocessors.register(_Comments(md), "rolebook_comments", 24)  # after fenced code
        # Before MkDocs, which follows links between pages and tells of broken ones.
        md.treeprocessors.register(_Linker(md, self), "rolebook_links", 5)
        md.treeprocessors.register(_Cleaner(md), "rolebook_clean", -100)


class _Comments(Preprocessor):
    """Takes out notes among authors: `<!-- ... -->` on lines of its own."""

    def run(self, lines: list[str]) -> list[str]:
        return _COMMENT.sub("", "\n".join(lines)).split("\n")


class _Linker(Treeprocessor):
    """Leads to data pages by their id (``role:ID``) or by their address (``roles/ID.html``).

    MkDocs knows both as ``roles/ID.md``, and tells where there is none.
    """

    def __init__(self, md: Markdown, plain: PlainMarkdown) -> None:
        super().__init__(md)
        self._plain = plain

    def run(self, root: Element) -> None:
        folder = posixpath.dirname(self._plain.page)
        known = self._plain.edition.by_address
        for element in root.iter("a"):
            href = element.get("href") or ""
            link = parse_link(href)
            path, hash_, anchor = href.partition("#")
            if target := address_of(link):
                if not len(element) and not (element.text or "").strip():
                    element.text = self._plain.edition.title_of(link)
                hash_, anchor = ("#", link.anchor) if link.anchor else ("", "")
            else:
                target = posixpath.normpath(posixpath.join(folder, path))
                if target not in known:
                    continue
            way = "../" * self._plain.page.count("/") + target.removesuffix(".html") + ".md"
            element.set("href", way + hash_ + anchor)


class _Cleaner(Treeprocessor):
    """Takes away, last of all, what could run: event handlers, styles, script addresses."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in list(element.keys()):
                if name.lower().startswith("on") or name.lower() == "srcdoc":
                    del element.attrib[name]
            for name in _ADDRESS_ATTRIBUTES:
                address = element.get(name)
                if address is not None and not is_safe(address):
                    del element.attrib[name]


def is_safe(address: str) -> bool:
    """Whether an address is relative, or of a kind that cannot run a script."""
    visible = "".join(character for character in address if character > " ")
    return bool(_ADDRESS.match(visible))
