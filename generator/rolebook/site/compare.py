"""The page that sets roles side by side, and what its script knows of each role.

One script file for each role, read when the role is chosen; the browser lays them together as
`rolebook.views.beside` does. The list of roles is that of the finder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rolebook.site.contents import Edition, NavLink, PageSource, Tool
from rolebook.site.finder import DOCUMENTS, as_json
from rolebook.site.pages import Inline
from rolebook.views.addresses import ADDRESSES
from rolebook.views.beside import Chapter, told
from rolebook.views.beside_page import compare_document, compare_words, former_ids
from rolebook.views.writer import Writer

_FOLDER = "assets/rolebook"
_ROLE = f"{_FOLDER}/compare/{{id}}.js"
_SCRIPTS = ("elements", "wording", "beside", "compare")


def compare_page(writer: Writer, home: NavLink) -> PageSource:
    """The page on which roles are chosen."""
    return PageSource(
        ADDRESSES["compare"],
        compare_document(writer),
        trail=(home,),
        searched=False,
        named=True,
        tool=Tool(
            "compare.html.j2",
            styles=(f"{_FOLDER}/compare.css",),
            scripts=(DOCUMENTS, *(f"{_FOLDER}/{name}.js" for name in _SCRIPTS)),
            data={
                "words": compare_words(writer),
                "roles": _ROLE,
                "formerly": former_ids(writer.book),
                "everything": ADDRESSES["everything"],
            },
        ),
    )


def compare_files(writer: Writer, edition: Edition) -> Iterator[tuple[str, str]]:
    """Address and content of what is told of each role. Links lead on from the page itself."""
    inline = Inline(edition, edition.by_address[ADDRESSES["compare"]])
    for id_, role in writer.book.roles.items():
        chapters = [_chapter(chapter, inline) for chapter in told(writer, role)]
        content = f"window.rolebookCompare({as_json(id_)}, {as_json(chapters)});\n"
        yield _ROLE.format(id=id_), content


def _chapter(chapter: Chapter, inline: Inline) -> dict[str, Any]:
    """``aspects``: keys, title, and each line as finished HTML."""
    return {
        "key": chapter.key,
        "title": chapter.title,
        "aspects": [
            [list(one.keys), one.title, [str(inline.line(line)) for line in one.lines]]
            for one in chapter.aspects
        ],
    }
