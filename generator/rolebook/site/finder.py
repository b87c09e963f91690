"""The finder's page, and what its script knows of roles and procedures.

In script files, because a page on a disk may load no other data: one with titles and facets, which
is small and read at once, and the tasks and steps in pieces, which are read when words are typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rolebook.site.contents import NavLink, PageSource, Tool
from rolebook.translation import locale_of, sort_key
from rolebook.views.addresses import ADDRESSES
from rolebook.views.finder import (
    Facet,
    Found,
    Place,
    facets,
    finder_document,
    finder_words,
    found_procedure,
    found_role,
    review_terms,
)
from rolebook.views.writer import Writer

_FOLDER = "assets/rolebook"
DOCUMENTS = f"{_FOLDER}/finder/documents.js"
"""The script file with the titles and facets of all roles and procedures."""
_TEXTS = f"{_FOLDER}/finder/texts-{{number}}.js"
_SCRIPTS = (
    f"{_FOLDER}/folding.js",
    f"{_FOLDER}/elements.js",
    *(
        f"{_FOLDER}/finder/{name}.js"
        for name in ("words", "library", "address", "results", "finder")
    ),
)
#: Documents in one piece of tasks and steps: about 400 kB.
_PIECE = 250


def finder_page(writer: Writer, home: NavLink) -> PageSource:
    """The page. Without a script it is a plain list of everything."""
    return PageSource(
        ADDRESSES["everything"],
        finder_document(writer),
        trail=(home,),
        searched=False,
        named=True,
        tool=Tool(
            "finder.html.j2",
            styles=(f"{_FOLDER}/finder.css",),
            scripts=(DOCUMENTS, *_SCRIPTS),
            data={"words": finder_words(writer)},
        ),
    )


def finder_files(writer: Writer, pages: Sequence[PageSource]) -> Iterator[tuple[str, str]]:
    """Address and content of every file that the finder reads. ``pages`` hold those of all roles
    and procedures."""
    every = sorted(_found(writer, pages), key=_by_title)
    pieces = [every[start : start + _PIECE] for start in range(0, len(every), _PIECE)]
    known = {
        "lang": writer.lang,
        "locale": locale_of(writer.lang).replace("_", "-"),
        "texts": [_TEXTS.format(number=n) for n in range(len(pieces))],
        "piece": _PIECE,
        "terms": review_terms(),
        "facets": [_facet(one) for one in facets(writer, every)],
        "documents": [_document(one) for one in every],
    }
    yield DOCUMENTS, f"window.rolebookFinder = {as_json(known)};\n"
    for number, piece in enumerate(pieces):
        texts = [[_place(place) for place in one.places] for one in piece]
        content = f"window.rolebookFinder.read({number}, {as_json(texts)});\n"
        yield _TEXTS.format(number=number), content


def _by_title(one: Found) -> tuple[Any, ...]:
    return (sort_key(one.title.told), one.kind, one.id)


def _found(writer: Writer, pages: Sequence[PageSource]) -> Iterator[Found]:
    book = writer.book
    for page in pages:
        document = page.document
        if document.kind == "role":
            yield found_role(writer, book.roles[document.id], document)
        elif document.kind == "procedure":
            yield found_procedure(writer, book.procedures[document.id])


def _facet(one: Facet) -> dict[str, Any]:
    return {"key": one.key, "label": one.label, "values": [list(value) for value in one.values]}


def _document(one: Found) -> dict[str, Any]:
    """What is known of a document; what it has not is left out."""
    every: dict[str, Any] = {
        "page": ADDRESSES[one.kind].format(id=one.id),
        "title": one.title.told,
        "lang": one.title.lang,
        "number": one.number,
        "also": [line.told for line in one.also],
        "review": one.review.isoformat() if one.review else "",
        **{key: list(values) for key, values in one.choices.items()},
    }
    return {key: value for key, value in every.items() if value}


def _place(place: Place) -> list[str]:
    """Anchor, number, words, and the language where it is another."""
    found = [place.anchor, place.number, place.line.told]
    return [*found, place.line.lang] if place.line.lang else found


def as_json(value: Any) -> str:
    """JSON that can stand in a script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
