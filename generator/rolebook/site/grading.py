"""The pages about grading: schemes, grades, the dossier, and the assistant with its files."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.site.contents import NavGroup, NavLink, PageSource, Tool, downloads
from rolebook.views.addresses import ADDRESSES
from rolebook.views.assistant import assistant_data, assistant_document
from rolebook.views.dossier import dossier_document
from rolebook.views.grading_pages import grade_document, grades_document
from rolebook.views.scheme_page import scheme_document
from rolebook.views.writer import Writer

#: The assistant grades by itself, module by module as `rolebook.grading` does; each of the scripts
#: uses those before it.
GRADING = (
    *("exact", "faults", "ladder", "bands", "points", "comparison", "classification"),
    *("profiles", "sentences", "grade"),
)
#: Its questions, the file that it writes, and the whole.
ASKING = (
    *("questions", "shared", "points", "profiles", "classification"),
    *("comparison", "yaml", "assistant"),
)
_FOLDER = "assets/rolebook"


def grading_pages(writer: Writer, home: NavLink, *, papers: bool = False) -> Iterator[PageSource]:
    """Every page about grading; with ``papers`` schemes and the dossier offer their own."""
    _ = writer.words
    trail = (home,)
    grades = grades_document(writer)
    yield PageSource(ADDRESSES["grades"], grades, trail=trail, searched=False, named=True)
    scheme = writer.book.scheme
    for grade in scheme.grades if scheme else ():
        document = grade_document(writer, grade)
        yield PageSource(
            ADDRESSES["grade"].format(id=document.id),
            document,
            trail=(home, NavLink(_("Grades"), ADDRESSES["grades"])),
        )
    for id_ in writer.book.schemes:
        document = scheme_document(writer, id_)
        yield PageSource(
            ADDRESSES["scheme"].format(id=id_),
            document,
            downloads=downloads(_, f"schemes/{id_}", document.title) if papers else (),
            trail=trail,
            filters={"kind": (_("Grading scheme"),)},
        )
    if writer.book.schemes:
        yield _assistant(writer, trail)
    if scheme:
        document = dossier_document(writer)
        place = ADDRESSES["dossier"].removesuffix(".html")
        yield PageSource(
            ADDRESSES["dossier"], document, trail=trail, searched=False, named=True,
            downloads=downloads(_, place, document.title) if papers else (),
        )  # fmt: skip


def grading_nav(writer: Writer) -> NavGroup:
    """The way to the scheme in use, the grades, the assistant and the dossier."""
    _ = writer.words
    scheme = writer.book.scheme
    links = [NavLink(_("Grades"), ADDRESSES["grades"])]
    if scheme:
        links.insert(0, NavLink(scheme.title.plain, ADDRESSES["scheme"].format(id=scheme.id)))
    if writer.book.schemes:
        links.append(NavLink(_("Grading assistant"), ADDRESSES["assistant"]))
    if scheme:
        links.append(NavLink(_("Dossier for the works council"), ADDRESSES["dossier"]))
    return NavGroup(_("Grading"), tuple(links))


def _assistant(writer: Writer, trail: tuple[NavLink, ...]) -> PageSource:
    return PageSource(
        ADDRESSES["assistant"],
        assistant_document(writer),
        trail=trail,
        tool=Tool(
            "assistant.html.j2",
            styles=(f"{_FOLDER}/assistant.css",),
            scripts=(
                *(f"{_FOLDER}/grading/{name}.js" for name in GRADING),
                f"{_FOLDER}/elements.js",
                *(f"{_FOLDER}/assistant/{name}.js" for name in ASKING),
            ),
            data=assistant_data(writer),
        ),
    )
