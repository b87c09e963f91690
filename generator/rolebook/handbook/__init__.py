"""The handbook: all files found, read, linked and indexed. Everybody above works on this.

`load` never raises for what an author wrote: it gives a handbook of what could be read, and the
findings of what could not.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rolebook.findings import CODES, Finding, Place, Severity, finding
from rolebook.handbook.approved import approved_role
from rolebook.handbook.blanks import in_language, missing_blanks
from rolebook.handbook.files import (
    SETTINGS_FILE,
    File,
    content_of,
    find,
    root_above,
    unreadable,
)
from rolebook.handbook.ids import repeated
from rolebook.handbook.reading import build, translate
from rolebook.handbook.titles import Titles
from rolebook.model.base import Model
from rolebook.model.derive import derived
from rolebook.model.layout import LayoutPlan
from rolebook.model.procedure import Procedure
from rolebook.model.references import renamed
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.settings import OrganisationSettings, Settings
from rolebook.model.vocabulary import (
    Family,
    Form,
    Forms,
    Party,
    Position,
    ProcedureArea,
    Situation,
    Term,
    Unit,
)
from rolebook.source import Source, read

__all__ = ["Entry", "Handbook", "Translation", "collector_paused", "load", "root_above"]

NO_HANDBOOK = CODES.define(
    "no-handbook", Severity.ERROR, "There is no handbook here",
    """A handbook is a folder with mkdocs.yml in it, and in that file extra: handbook: with the
    handbook's settings. Change to that folder, or make one with `rolebook init`.""",
    wrong="rolebook check       (in a folder that is no handbook)",
    right="cd handbook && rolebook check",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of one file: as read, and the model with its texts, where it is valid."""

    source: Source
    model: Model | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One governing file: as read, and its model as written, where it is valid."""

    kind: str
    id: str
    source: Source
    model: Model | None
    translations: Mapping[str, Translation]
    unreadable: frozenset[str] = frozenset()
    """Languages whose file is there and cannot be read."""

    def in_language(self, lang: str) -> Model | None:
        """The model in a language; the governing one where there is no valid translation."""
        translation = self.translations.get(lang)
        return (translation.model if translation else None) or self.model


@dataclass(frozen=True, slots=True)
class Handbook:
    """The handbook in one language. ``editions`` holds it in all of them.

    ``entries`` are the governing files that could be read, by kind and id.
    ``roles`` are complete (company jobs computed from their reference job), ``written`` as the
    author wrote them. ``ids`` names every document that has a file, valid or not, by kind.
    ``layouts`` are the handbook's own.
    ``fixed`` are the approved revisions of reference jobs that company jobs are fixed to.
    """

    root: Path
    settings: Settings
    settings_source: Source | None
    lang: str
    entries: Mapping[tuple[str, str], Entry]
    ids: Mapping[str, frozenset[str]]
    roles: Mapping[str, Role]
    written: Mapping[str, Role]
    fixed: Mapping[tuple[str, int], Role]
    procedures: Mapping[str, Procedure]
    schemes: Mapping[str, Scheme]
    families: Mapping[str, Family]
    areas: Mapping[str, ProcedureArea]
    parties: Mapping[str, Party]
    terms: Mapping[str, Term]
    forms: Mapping[str, Form]
    units: Mapping[str, Unit]
    positions: Mapping[str, Position]
    situations: Mapping[str, Situation]
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    layouts: Mapping[str, LayoutPlan] = field(default_factory=dict)
    editions: Mapping[str, Handbook] = field(default_factory=dict, repr=False, compare=False)

    @property
    def governing(self) -> Handbook:
        """The handbook in the language that holds when translations differ."""
        return self.editions[self.settings.governing]

    @property
    def scheme(self) -> Scheme | None:
        """The grading scheme in use."""
        return self.schemes.get(self.settings.grading.scheme or "")

    def base(self, role: Role) -> Role | None:
        """The reference job that a company job is written from: the revision it is fixed to, else
        the working text. None where there is none, or no valid file of that role."""
        rules = role.based_on
        if rules is None or rules.role not in self.written:
            return None
        if rules.revision is None:
            return self.written.get(rules.role)
        return self.fixed.get((rules.role, rules.revision))

    def titles(self) -> Titles:
        """Whose title a word is."""
        return Titles(
            (entry.kind, entry.id, source.data)
            for entry in self.entries.values()
            for source in (entry.source, *(t.source for t in entry.translations.values()))
        )

    def entry(self, kind: str, id_: str) -> Entry:
        """The file of a document. Raises KeyError when there is none."""
        return self.entries[kind, id_]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A handbook and what was wrong on the way to it."""

    handbook: Handbook | None
    findings: tuple[Finding, ...]


@contextmanager
def collector_paused() -> Iterator[None]:
    """All that is read stays in use; looking through it for garbage, again and again while it
    grows, would take longer than reading it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@collector_paused()
def load(root: Path) -> Loaded:
    """Read the handbook at ``root``. Gives no handbook only where mkdocs.yml is not one."""
    findings: list[Finding] = []
    source = _read(root, SETTINGS_FILE, findings, ("extra", "handbook"))
    if source is None:
        return Loaded(None, tuple(findings))
    settings, problems = build(Settings, source, "")
    findings += problems
    settings = settings or Settings(organisation=OrganisationSettings(name="?"))
    files, problems = find(root, settings.languages)
    findings += problems
    entries = tuple(_entries(root, files, settings, findings))
    ids: dict[str, set[str]] = {}
    for file in files:
        ids.setdefault(file.kind.name, set()).add(file.id)
    fixed = _fixed(root, entries, settings.languages)
    editions: dict[str, Handbook] = {}
    for lang in settings.languages:
        editions[lang] = _edition(root, settings, source, lang, entries, ids, fixed)
    view = MappingProxyType(editions)
    for lang in settings.languages:
        editions[lang] = replace(editions[lang], editions=view)
    findings += _duplicates(entries)
    for entry in entries:
        if isinstance(entry.model, Forms):
            findings += missing_blanks(root, entry.source, entry.model)
    return Loaded(editions[settings.governing], tuple(findings))


def _read(
    root: Path,
    name: str,
    findings: list[Finding],
    within: tuple[str, ...] = (),
    first: str = "title",
) -> Source | None:
    try:
        content = content_of(root / name)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and name == SETTINGS_FILE:
            findings.append(
                finding(NO_HANDBOOK, Place(name), f"there is no {name} here",
                        "change to the handbook's folder, or make one with `rolebook init`")
            )  # fmt: skip
        else:
            findings.append(unreadable(name, error))
        return None
    source, problems = read(content, name, within, first)
    findings += problems
    return source


def _entries(
    root: Path, files: list[File], settings: Settings, findings: list[Finding]
) -> Iterator[Entry]:
    translations: dict[tuple[str, str], list[File]] = {}
    for file in files:
        if file.lang:
            translations.setdefault((file.kind.name, file.id), []).append(file)
    main = settings.governing
    sources: list[tuple[File, Source, dict[str, Source | None]]] = []
    for file in files:
        if not file.lang:
            first = "title" if file.kind.one_each else file.kind.name
            source = _read(root, file.path, findings, first=first)
            if source is None:
                continue
            others = {
                other.lang: _read(root, other.path, findings, first=first)
                for other in translations.get((file.kind.name, file.id), ())
            }
            sources.append((file, source, others))
    titles = Titles(
        (file.kind.name, file.id, one.data)
        for file, source, others in sources
        for one in (source, *others.values())
        if one is not None
    )
    for file, source, others in sources:
        id_ = file.id if file.kind.one_each else ""
        model, problems = build(file.kind.model, source, main, id_, titles)
        findings += problems
        translated: dict[str, Translation] = {}
        unread: set[str] = set()
        for lang, there in others.items():
            if there is None:
                unread.add(lang)
                continue
            in_language = None
            if model is not None:
                in_language, problems = translate(file.kind.model, source, there, lang, main, id_)
                findings += problems
            translated[lang] = Translation(there, in_language)
        yield Entry(file.kind.name, file.id, source, model, translated, frozenset(unread))


def _fixed(
    root: Path, entries: tuple[Entry, ...], languages: tuple[str, ...]
) -> dict[tuple[str, int], Mapping[str, Role]]:
    """Every approved revision that a company job is fixed to, in each language; with the ids that
    the role, and the documents that it names, have now."""
    roles = {entry.id: entry.model for entry in entries if isinstance(entry.model, Role)}
    wanted = {
        (role.based_on.role, role.based_on.revision)
        for role in roles.values()
        if role.based_on and role.based_on.revision is not None
    }
    now = {
        (entry.kind, former): entry.id
        for entry in entries
        for former in getattr(entry.model, "formerly", ())
    }
    found: dict[tuple[str, int], Mapping[str, Role]] = {}
    for id_, number in sorted(wanted):
        ids = (id_, *roles[id_].formerly) if id_ in roles else (id_,)
        kept = approved_role(root, ids, number, languages)
        found[id_, number] = {
            lang: renamed(role, now).model_copy(update={"id": id_}) for lang, role in kept.items()
        }
    return found


def _edition(
    root: Path,
    settings: Settings,
    source: Source,
    lang: str,
    entries: tuple[Entry, ...],
    ids: Mapping[str, Iterable[str]],
    fixed: Mapping[tuple[str, int], Mapping[str, Role]],
) -> Handbook:
    documents: dict[str, dict[str, Any]] = {
        "role": {}, "procedure": {}, "scheme": {}, "layout": {},
    }  # fmt: skip
    lists: dict[str, Any] = {}
    for entry in entries:
        model = entry.in_language(lang)
        if model is None:
            continue
        if entry.kind in documents:
            documents[entry.kind][entry.id] = model
        else:
            lists[entry.kind] = getattr(model, entry.kind)
    written: dict[str, Role] = documents["role"]

    def by_id(name: str) -> dict[str, Any]:
        return {item.id: item for item in lists.get(name, ())}

    book = Handbook(
        root=root,
        settings=settings,
        settings_source=source,
        lang=lang,
        entries={(entry.kind, entry.id): entry for entry in entries},
        ids={kind: frozenset(names) for kind, names in ids.items()},
        roles=written,
        written=written,
        fixed={revision: there[lang] for revision, there in fixed.items() if lang in there},
        procedures=documents["procedure"],
        schemes=documents["scheme"],
        families=by_id("families"),
        areas=by_id("areas"),
        parties=by_id("parties"),
        terms=by_id("terms"),
        forms={id_: in_language(root, form, lang) for id_, form in by_id("forms").items()},
        units=by_id("units"),
        positions=by_id("positions"),
        situations=by_id("situations"),
        synonyms=lists.get("synonyms", {}),
        layouts=documents["layout"],
    )
    full = ((id_, role, book.base(role)) for id_, role in written.items())
    return replace(book, roles={id_: derived(base, r) if base else r for id_, r, base in full})


def _duplicates(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """Two entries of one list with one id. (Two files cannot: their names are their ids.)"""
    for entry in entries:
        items = getattr(entry.model, entry.kind, None)
        if isinstance(items, tuple):
            named = ((item.id, (entry.kind, index, "id")) for index, item in enumerate(items))
            yield from repeated(entry.source, "id", named)
