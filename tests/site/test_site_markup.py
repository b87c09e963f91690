"""The markup of the whole example is valid HTML, and every link in it leads somewhere."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import html
from reach import PAGES, VNU, needed

from rolebook.views.finder import review_terms

_KIND = re.compile(r'class="[^"]*rb-page--([a-z]+)')
_LOADED = ("src", "poster", "data", "srcset")
#: A choice that a page's script reads from its address: no place on the page.
_CHOICE = re.compile(r"\w+=[\w.,-]+(?:&\w+=[\w.,-]+)*")


def test_the_validator_finds_no_error(example: Path) -> None:
    command = [
        "java",
        "-Xss4m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(needed(VNU)),
        "--errors-only",
        "--skip-non-html",
    ]
    command += ["--exit-zero-always", "--format", "json", str(example)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    found = json.loads(told)["messages"]
    assert [f"{one['url']}:{one['lastLine']}: {one['message']}" for one in found] == []


def test_every_type_of_page_is_among_those_that_are_looked_at(example: Path) -> None:
    def kinds(addresses: list[str]) -> set[str]:
        texts = ((example / address).read_text("utf-8") for address in addresses)
        return {kind for text in texts for kind in _KIND.findall(text)}

    every = [str(path.relative_to(example)) for path in example.rglob("*.html")]
    assert kinds(list(PAGES.values())) == kinds(every)


def test_every_language_has_the_same_pages(example: Path) -> None:
    first, *others = (
        {str(path.relative_to(example / lang)) for path in (example / lang).rglob("*.html")}
        for lang in ("en", "nl", "de")
    )
    assert first
    assert all(other == first for other in others)


def chosen(target: Path, key: str, value: str) -> bool:
    """Whether what an address chooses on a page can be chosen there."""
    if key == "roles":
        return (target.parent / "roles" / f"{value}.html").is_file()
    known = {"review": {"overdue", *(str(one["key"]) for one in review_terms())},
             "sort": {"title", "number", "grade", "review"}}  # fmt: skip
    return value in known.get(key, {value})


def test_every_link_leads_to_a_page_and_a_place_that_are_there(example: Path) -> None:
    @cache
    def tree(path: Path) -> html.HtmlElement:
        return html.document_fromstring(path.read_text("utf-8"))

    @cache
    def places(path: Path) -> frozenset[str]:
        return frozenset(tree(path).xpath("//@id"))

    dead = []
    for path in sorted(example.rglob("*.html")):
        for element, attribute, link, _ in tree(path).iterlinks():
            parts = urlsplit(link)
            if parts.scheme == "data":  # stands in the page itself
                continue
            if parts.scheme or parts.netloc:
                if attribute in _LOADED or element.tag == "link":
                    dead.append(f"{path}: loads {link}")
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                dead.append(f"{path}: {link}: no such file")
            elif _CHOICE.fullmatch(parts.fragment):
                for key, value in parse_qsl(parts.fragment):
                    dead += [f"{path}: {link}: no such {key}" for one in value.split(",")
                             if not chosen(target, key, one)]  # fmt: skip
            elif parts.fragment and unquote(parts.fragment) not in places(target):
                dead.append(f"{path}: {link}: no such place")
    assert dead == []
