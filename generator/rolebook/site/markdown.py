"""The handbook as Markdown files that any builder of websites renders without our plugin.

Why: the shell of the site can be replaced, should MkDocs come to its end. Each page is a file of a
front matter with its title and one block of finished HTML. Every ASCII punctuation character of
text and of values stands there as a numeric entity, so that no flavour of Markdown finds anything
to interpret in it. What a page does with a script is left out; what it says without one is there.
"""

from __future__ import annotations

import json
import re
import shutil
import string
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from markupsafe import Markup

from rolebook.site.build import build_edition
from rolebook.site.contents import Edition, NavGroup, NavLink
from rolebook.site.fonts import STYLESHEET

#: Style sheets, in the order of the site.
_STYLES = (
    STYLESHEET,
    *(f"assets/rolebook/{s}.css" for s in ("frame", "document", "drawing", "work", "comparison")),
    "assets/rolebook/print.css",
)
#: Of the built site, what belongs to its shell.
_SHELL = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "pagefind/", "search/")
#: Elements without an end (HTML standard, 13.1.2).
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track")
) | {"wbr"}
_PUNCTUATION = {ord(c): f"&#{ord(c)};" for c in string.punctuation}
_IN_VALUES = {ord(c): f"&#{ord(c)};" for c in set(string.punctuation) - set("-./#")} | {
    ord(c): f"&#{ord(c)};" for c in "\r\n\t"
}
_LINE = re.compile(r"[ \t\r\f\v]*\n\s*")


def as_entities(text: str) -> str:
    """The text with every ASCII punctuation character as a numeric entity."""
    return text.translate(_PUNCTUATION)


def write_markdown(root: Path, editions: Sequence[Edition], target: Path) -> int:
    """Write the pages of every language below ``target``, which is there, and a mkdocs.yml to build
    them with. Gives back how many pages. Raises SiteError."""
    pages = target / "pages"
    count = 0
    for edition in editions:
        with TemporaryDirectory() as temporary:
            built = Path(temporary)

            def seen(address: str, title: str, body: str, edition: Edition = edition) -> None:
                nonlocal count
                count += 1
                place = pages / edition.lang / _as_md(address)
                place.parent.mkdir(parents=True, exist_ok=True)
                text = page_text(Markup(title).unescape(), body + _languages(edition, address))
                place.write_text(text, encoding="utf-8", newline="\n")

            build_edition(root, edition, built, seen)
            _copy_files(built, pages / edition.lang)
    governing = next(one for one in editions if one.lang == one.governing)
    links = "".join(
        Markup('<li><a lang="{0}" href="{0}/index.html">{1}</a></li>').format(lang, name)
        for lang, name in governing.languages
    )
    front = f"<h1>{Markup.escape(governing.site_name)}</h1>\n<ul>{links}</ul>"
    text = page_text(governing.site_name, front)
    (pages / "index.md").write_text(text, encoding="utf-8", newline="\n")
    settings = yaml.safe_dump(_settings(governing, editions), allow_unicode=True, sort_keys=False)
    note = "# Written by `rolebook export --to markdown`. Build it with `mkdocs build`.\n"
    (target / "mkdocs.yml").write_text(note + settings, encoding="utf-8", newline="\n")
    return count


def page_text(title: str, body: str) -> str:
    """One file: the title, and the body as one block of HTML without an empty line."""
    head = json.dumps(as_entities(title), ensure_ascii=False)
    return f"---\ntitle: {head}\n---\n\n<div>\n{_Encoder.encoded(body)}\n</div>\n"


class _Encoder(HTMLParser):
    """Writes HTML anew, with what authors wrote as entities. Scripts and what waits for one go."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._left_out: list[str] = []
        self._kept: list[str] = []  # elements in which white space counts

    @classmethod
    def encoded(cls, html: str) -> str:
        encoder = cls()
        encoder.feed(html)
        encoder.close()
        return re.sub(r"\n{2,}", "\n", "".join(encoder._parts)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left_out or tag == "script" or "hidden" in dict(attrs):
            if tag not in _VOID:
                self._left_out.append(tag)
        elif tag not in ("noscript", "link"):
            self._parts.append(_tag(tag, attrs, ">"))
            if tag == "pre":
                self._kept.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._left_out:
            self._parts.append(_tag(tag, attrs, "/>"))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            if tag == self._left_out[-1]:
                self._left_out.pop()
        elif tag not in (*_VOID, "noscript"):
            self._parts.append(f"</{tag}>")
            if tag == "pre" and self._kept:
                self._kept.pop()

    def handle_data(self, data: str) -> None:
        if self._left_out:
            return
        text = as_entities(data)
        self._parts.append(text.replace("\n", "&#10;") if self._kept else _LINE.sub("\n", text))


def _tag(tag: str, attrs: list[tuple[str, str | None]], end: str) -> str:
    values = (
        f" {name}" if value is None else f' {name}="{value.translate(_IN_VALUES)}"'
        for name, value in attrs
    )
    return f"<{tag}{''.join(values)}{end}"


def _as_md(address: str) -> str:
    return str(PurePosixPath(address).with_suffix(".md"))


def _languages(edition: Edition, address: str) -> str:
    """The same page in the other languages."""
    up = "../" * (address.count("/") + 1)
    others = [
        Markup('<a lang="{0}" hreflang="{0}" href="{1}">{2}</a>').format(
            lang, f"{up}{lang}/{address}", name
        )
        for lang, name in edition.languages
        if lang != edition.lang
    ]
    return f"\n<p>{Markup(' · ').join(others)}</p>" if others else ""


def _copy_files(built: Path, target: Path) -> None:
    """Style sheets, fonts, pictures and forms: everything but pages and the shell."""
    for path in sorted(path for path in built.rglob("*") if path.is_file()):
        name = path.relative_to(built).as_posix()
        if name.startswith(_SHELL) or path.suffix in (".html", ".js") or name.count(".json"):
            continue
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def _settings(governing: Edition, editions: Sequence[Edition]) -> dict[str, Any]:
    return {
        "site_name": as_entities(governing.site_name),
        "docs_dir": "pages",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "language": governing.lang},
        "extra_css": [f"{governing.lang}/{style}" for style in _STYLES],
        "plugins": ["search"],
        "not_in_nav": "*",
        "nav": [
            {"Start": "index.md"},
            *({as_entities(one.own_name(one.lang)): list(_nav(one))} for one in editions),
        ],
    }


def _nav(edition: Edition) -> Iterator[dict[str, Any]]:
    for item in edition.nav:
        if isinstance(item, NavGroup):
            yield {as_entities(item.title): [_link(edition, link) for link in item.links]}
        else:
            yield _link(edition, item)


def _link(edition: Edition, link: NavLink) -> dict[str, str]:
    return {as_entities(link.title): f"{edition.lang}/{_as_md(link.address)}"}
