"""The handbook as the site's editions: which pages there are, where they stand, how found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rolebook.checks import check
from rolebook.findings import Severity, ordered
from rolebook.handbook import Handbook
from rolebook.handbook import load as load_handbook
from rolebook.model.role import Role
from rolebook.model.settings import in_language
from rolebook.model.text import Link
from rolebook.records import Records, read_records
from rolebook.site.build import SiteError
from rolebook.site.compare import compare_files, compare_page
from rolebook.site.contents import (
    SHELL_WORDS,
    Download,
    Edition,
    NavGroup,
    NavLink,
    PageSource,
    downloads,
)
from rolebook.site.finder import finder_files, finder_page
from rolebook.site.grading import grading_nav, grading_pages
from rolebook.site.verify import verify_page, verify_script_file
from rolebook.translation import locale_of
from rolebook.views import history, pages, registers
from rolebook.views.addresses import ADDRESSES, address_of
from rolebook.views.api import api_files
from rolebook.views.authorities import authorities_document
from rolebook.views.blank_form import form_document
from rolebook.views.document import Document
from rolebook.views.duties import takes_part
from rolebook.views.family import family_document
from rolebook.views.finder import situations
from rolebook.views.grading_pages import why_this_grade
from rolebook.views.home import home_document
from rolebook.views.organisation import organisation_document
from rolebook.views.procedure import procedure_document
from rolebook.views.raci import raci_document
from rolebook.views.revision import Revisions
from rolebook.views.role import role_document
from rolebook.views.schedule import forms_document, schedule_document
from rolebook.views.writer import Writer, step_anchor


class Unusable(SiteError):
    """The handbook has errors; the message lists them."""


def load(root: Path, lang: str) -> Edition:
    """The edition of a preview: ``lang``, or the governing language; without papers.

    Raises Unusable where the handbook has errors or not that language.
    """
    loaded = load_handbook(root)
    findings = list(loaded.findings)
    severities = {}
    records, damaged = read_records(root)
    if loaded.handbook:
        findings += [*damaged, *check(loaded.handbook, records, date.min)]
        severities = loaded.handbook.settings.severities
    errors = [f for f in ordered(findings, severities) if f.severity is Severity.ERROR]
    if loaded.handbook is None or errors:
        raise Unusable("\n".join(f"{f.place}: [{f.code}] {f.message}; {f.hint}" for f in errors))
    handbook = loaded.handbook
    lang = lang or handbook.settings.governing
    if lang not in handbook.editions:
        raise Unusable(f"the handbook has no language {lang}")
    return edition(handbook.editions[lang], records, site_name(root), papers=False)


def site_name(root: Path) -> str:
    """The site's name, as mkdocs.yml says it. Raises Unusable where the folder of the hand-written
    pages is not there: MkDocs builds nothing without it."""
    from mkdocs.config import load_config
    from mkdocs.utils.yaml import yaml_load

    with (root / "mkdocs.yml").open(encoding="utf-8-sig") as file:
        named = (yaml_load(file) or {}).get("docs_dir")
    folder = named if isinstance(named, str) else "docs"
    if not (root / folder).is_dir():
        remedy = "make it, with an index.md in it, or name the folder of yours"
        if named is None and (root / "pages").is_dir():
            remedy = "write docs_dir: pages"
        raise Unusable(
            f"mkdocs.yml: the folder of the hand-written pages (docs_dir) is {folder}, and there "
            f"is none; {remedy}"
        )
    return str(load_config(str(root / "mkdocs.yml"), plugins=[]).site_name)


def editions(
    handbook: Handbook, records: Records, name: str, *, papers: bool = True
) -> dict[str, Edition]:
    """One edition for each language of the handbook; ``papers``: pages offer their papers."""
    return {
        lang: edition(book, records, name, papers=papers)
        for lang, book in handbook.editions.items()
    }


def data_files(handbook: Handbook, records: Records) -> dict[str, str]:
    """The handbook for other programs, by address from the root of the site."""
    return {f"api/{name}": content for name, content in api_files(handbook, records)}


def edition(book: Handbook, records: Records, name: str, *, papers: bool = True) -> Edition:
    """The handbook in one language, ready to be built."""
    writer = Writer(book, records)
    _ = writer.words
    sources = tuple(_pages(writer, papers))
    made = Edition(
        lang=book.lang,
        governing=book.settings.governing,
        languages=tuple((lang, own_name(lang)) for lang in book.settings.languages),
        site_name=in_language(book.settings.title, book.lang) or name,
        pages=sources,
        nav=tuple(_nav(writer)),
        facets=(
            ("kind", _("Kind")),
            ("family", _("Job family")),
            ("grade", writer.grade_label),
            ("unit", _("Unit")),
        ),
        groups=(("roles/", _("Roles")), ("procedures/", _("Procedures")), ("", _("Pages"))),
        synonyms=book.synonyms.get(book.lang, ()),
        words={message: _(message) for message in SHELL_WORDS},
        organisation=writer.organisation,
        address=f"{book.settings.address.rstrip('/')}/" if book.settings.address else "",
    )
    files = (
        verify_script_file(writer),
        *finder_files(writer, sources),
        *compare_files(writer, made),
    )
    return replace(made, files=dict(files))


def own_name(lang: str) -> str:
    """A language's name in that language, with a capital: Nederlands."""
    from babel import Locale

    name = Locale.parse(locale_of(lang)).languages.get(lang.partition("-")[0]) or lang
    return name[:1].upper() + name[1:]


def _pages(writer: Writer, papers: bool) -> Iterator[PageSource]:
    book = writer.book
    for role in book.roles.values():
        yield _role_page(writer, role, papers)
    for id_, procedure in book.procedures.items():
        document = procedure_document(writer, id_)
        yield PageSource(
            address=ADDRESSES["procedure"].format(id=id_),
            document=document,
            downloads=tuple(_procedure_papers(writer, document)) if papers else (),
            trail=(_home(writer), *_entry(book.areas, procedure.area, "area")),
            alternative_titles=tuple(text.plain for text in procedure.also_known_as),
            openings=tuple(
                (writer.line(text), step_anchor(step, n))
                for n, step in enumerate(procedure.steps, 1)
                for text in situations(writer, procedure, step, n)
            ),
            filters={"kind": (writer.words("Procedure"),)},
        )
    for form in book.forms.values():
        if form.parts:
            yield _form_page(writer, form_document(writer, form.id), papers)
    lists = (
        ("family", book.families, family_document),
        ("area", book.areas, pages.area_document),
        ("unit", book.units, pages.unit_document),
    )
    for kind, items, make in lists:
        for id_ in items:
            yield _index(writer, ADDRESSES[kind].format(id=id_), make(writer, id_))
    revisions = Revisions(writer)
    for entry in registers.entries(writer):
        if entry.standing.revisions:
            compared = revisions.has_pages(entry)
            page = history.history_document(writer, entry, compared=compared)
            yield _index(writer, ADDRESSES["history"].format(id=entry.id), page)
        yield from _moved(writer, entry, compared=revisions.has_pages(entry))
    for document in revisions.documents():
        yield _index(writer, ADDRESSES["history"].format(id=document.id), document)
    yield from grading_pages(writer, _home(writer), papers=papers)
    yield verify_page(writer, _home(writer))
    whole = _whole_handbook(writer) if papers else ()
    home = home_document(writer, whole[0].address if whole else "")
    yield PageSource(ADDRESSES["home"], home, whole, searched=False)
    yield replace(finder_page(writer, _home(writer)), downloads=whole)
    yield compare_page(writer, _home(writer))
    for kind, document in (
        ("organisation", organisation_document(writer)),
        ("register", registers.register_document(writer)),
        ("changes", history.changes_document(writer)),
        ("authorities", authorities_document(writer)),
        ("raci", raci_document(writer)),
        ("forms", forms_document(writer)),
        ("records", schedule_document(writer)),
        ("glossary", pages.glossary_document(writer)),
    ):
        listed = _index(writer, ADDRESSES[kind], document)
        yield replace(listed, downloads=whole) if kind == "register" else listed


def _moved(writer: Writer, entry: registers.Entry, *, compared: bool) -> Iterator[PageSource]:
    """What stands at the addresses that a document had under its former ids: addresses stay."""
    revisions = entry.standing.revisions
    for former in entry.document.formerly:
        places = [(Link(entry.kind, former), Link(entry.kind, entry.id))]
        if revisions:
            places.append((Link("history", former), Link("history", entry.id)))
        for revision in revisions if compared else ():
            old, new = (f"{id_}/{revision.number}" for id_ in (former, entry.id))
            places.append((Link("history", old), Link("history", new)))
        for before, now in places:
            page = _index(
                writer, address_of(before), registers.moved_document(writer, entry, before.id, now)
            )
            yield replace(page, moved_to=address_of(now))


def _role_page(writer: Writer, role: Role, papers: bool) -> PageSource:
    book = writer.book
    described = role_document(writer, role.id, "page")
    sections = (*described.sections, *why_this_grade(writer, role))
    document = replace(described, sections=sections)
    filters = {"kind": (pages.kind_of(writer, role),)}
    if role.family in book.families:
        filters["family"] = (book.families[role.family].title.plain,)
    if role.unit and role.unit in book.units:
        filters["unit"] = (book.units[role.unit].title.plain,)
    if role.grade:
        filters["grade"] = (role.grade,)
    return PageSource(
        address=ADDRESSES["role"].format(id=role.id),
        document=document,
        downloads=tuple(_role_papers(writer, document)) if papers else (),
        trail=(_home(writer), *_entry(book.families, role.family, "family")),
        alternative_titles=tuple(text.plain for text in role.also_known_as),
        filters=filters,
        further=(
            NavLink(
                writer.words("Compare with another role"),
                f"{ADDRESSES['compare']}#roles={role.id}",
            ),
        ),
    )


def _form_page(writer: Writer, document: Document, papers: bool) -> PageSource:
    """The blank form to look at; it is filled in on its papers."""
    forms = NavLink(writer.words("Forms"), ADDRESSES["forms"])
    return PageSource(
        address=ADDRESSES["form"].format(id=document.id),
        document=document,
        downloads=_papers(writer, "forms", document) if papers else (),
        trail=(_home(writer), forms),
        filters={"kind": (writer.words("Form"),)},
    )


def _index(writer: Writer, address: str, document: Document) -> PageSource:
    return PageSource(
        address,
        document,
        trail=(_home(writer),),
        searched=document.kind in ("glossary", "forms", "records"),
        named=document.kind not in ("history", "revision", "moved"),
    )


def _home(writer: Writer) -> NavLink:
    return NavLink(writer.words("Start"), ADDRESSES["home"])


def _entry(items: Mapping[str, Any], id_: str, kind: str) -> Iterator[NavLink]:
    if found := items.get(id_):
        yield NavLink(found.title.plain, ADDRESSES[kind].format(id=id_))


def _papers(writer: Writer, folder: str, document: Document) -> tuple[Download, ...]:
    return downloads(writer.words, f"{folder}/{document.id}", document.title)


def _whole_handbook(writer: Writer) -> tuple[Download, ...]:
    _ = writer.words
    title = _("Procedures, roles, grading and overviews, to print or to take along")
    return (Download("handbook.pdf", _("The whole handbook as one PDF"), title, sized=True),)


def _role_papers(writer: Writer, document: Document) -> Iterator[Download]:
    _ = writer.words
    yield from _papers(writer, "roles", document)
    if any(takes_part(writer, writer.book.roles[document.id])):
        title = _("{title}: work sheet to print and hang up", title=document.title)
        yield Download(f"roles/{document.id}.work-sheet.pdf", _("Work sheet"), title)


def _procedure_papers(writer: Writer, document: Document) -> Iterator[Download]:
    _ = writer.words
    yield from _papers(writer, "procedures", document)
    if writer.book.procedures[document.id].steps:
        title = _("{title}: wall sheet in large type, for A3", title=document.title)
        yield Download(f"procedures/{document.id}.wall-sheet.pdf", _("Wall sheet"), title)


def _nav(writer: Writer) -> Iterator[NavLink | NavGroup]:
    _ = writer.words
    book = writer.book
    yield _home(writer)
    for heading, items, kind, first in (
        (_("Procedures"), book.areas, "area", ()),
        (_("Roles"), book.families, "family", ()),
        (
            _("Organisation"),
            book.units,
            "unit",
            (NavLink(_("Organisation chart"), ADDRESSES["organisation"]),),
        ),
    ):
        if links := tuple(link for id_ in items for link in _entry(items, id_, kind)):
            yield NavGroup(heading, (*first, *links))
    yield grading_nav(writer)
    for heading, listed in (
        (
            _("Overview"),
            (
                ("raci", _("Who takes part in what (RACI)")),
                ("authorities", _("Authorities")),
                ("forms", _("Forms")),
                ("records", _("Records and retention")),
                ("glossary", _("Glossary")),
                ("everything", _("Find a role or procedure")),
                ("compare", _("Compare roles")),
            ),
        ),
        (
            _("Documents"),
            (
                ("register", _("Document register")),
                ("changes", _("What changed")),
                ("verify", _("Is this paper current?")),
            ),
        ),
    ):
        yield NavGroup(heading, tuple(NavLink(title, ADDRESSES[kind]) for kind, title in listed))
