"""Approval: what a new revision of a document holds, and when there can be none.

Source of the rules: decision 2 of the architecture; ISO 9001:2015 clause 7.5.2 (review and
approval), 7.5.3.2 (control of changes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rolebook.handbook import Entry, Handbook
from rolebook.handbook.files import SETTINGS_FILE
from rolebook.model.derive import inherited
from rolebook.model.references import references
from rolebook.model.role import Role
from rolebook.records import Records
from rolebook.records.fingerprint import Content, canonical, edition_fingerprint, stated
from rolebook.records.names import names, settings_shown
from rolebook.records.status import KINDS, Document, Standings, of_kind
from rolebook.records.store import Edition, Revision, Said, sealed
from rolebook.records.translations import beside, ids_of
from rolebook.source import Source

WEIGHTY: Mapping[str, tuple[str, ...]] = {
    "role": ("responsibilities", "rights", "liabilities", "reports_to", "grade"),
    "procedure": ("steps",),
    "scheme": ("grades",),
}
"""The sections in which a change is major, unless somebody gives a reason: of a role its tasks,
rights, liabilities, superiors and grade; of a procedure its tasks are the steps."""


class Refused(Exception):
    """The document cannot be approved so; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks: approve, released by the role ``by`` (else the one that the document
    names), on a day, in force from ``effective`` (else that day, or where the version before is in
    force later, from then on as well: a change does not come before what it changes). ``reason``
    and ``note`` stand in the governing language, or in several."""

    on: date
    by: str = ""
    effective: date | None = None
    minor: bool = False
    reason: Said = ""
    note: Said = ""


def prepare(
    handbook: Handbook, records: Records, kind: str, id_: str, request: Request
) -> Revision | None:
    """The next revision of a document, sealed; None where nothing changed since the last one.

    Raises Refused. ``handbook`` is the governing edition.
    """
    entry = handbook.entry(kind, id_)
    revisions = records.revisions(ids_of(entry))
    last = revisions[-1] if revisions else None
    by = [request.by] if request.by else []
    editions = dict(_editions(handbook, records, kind, id_, by))
    fingerprints = {
        lang: edition_fingerprint(kind, lang, edition.content) for lang, edition in editions.items()
    }
    change = _change(handbook, records, fingerprints, last, request)
    if change is None:
        return None
    if change == "minor" and request.minor and not request.reason and last:
        _is_light(last, editions[handbook.lang].content)
    document = of_kind(handbook, kind)[id_]
    released = _released_by(handbook, entry, document, request)
    effective = _effective(last, request)
    control = document.document
    revision = Revision(
        kind=kind,
        id=id_,
        number=last.number + 1 if last else 1,
        version=_version(last, change),
        change=change,
        on=request.on,
        effective=effective,
        prepared=control.prepared_by or "",
        checked=control.checked_by or "",
        released=released,
        note=request.note,
        reason=request.reason,
        governing=handbook.lang,
        fingerprints=fingerprints,
        previous=last.hash if last else "",
    )
    return sealed(revision, settings_shown(handbook.settings), editions)


def _effective(last: Revision | None, request: Request) -> date:
    """From when on the revision is in force. Raises Refused where the dates cannot be."""
    if last and request.on < last.on:
        raise Refused(
            f"version {last.version} was approved on {last.on}; a later version cannot be "
            f"approved on {request.on}"
        )
    effective = request.effective or max(request.on, last.effective if last else request.on)
    if effective < request.on:
        raise Refused(f"it cannot be in force from {effective}, before its release")
    return effective


def in_step(handbook: Handbook, records: Records, kind: str, id_: str, lang: str) -> bool:
    """Whether every text of a document is translated and recorded as being in step; of a company
    job also the sections that it takes over from its reference job."""
    entry = handbook.entry(kind, id_)
    if not _file_in_step(entry, records, lang):
        return False
    role = entry.model
    if not isinstance(role, Role) or role.based_on is None:
        return True
    if role.based_on.revision is not None:
        base = handbook.editions[lang].base(role)
        return base is None or base.title.lang == lang
    sections = inherited(role)
    return _file_in_step(handbook.entry("role", role.based_on.role), records, lang, sections)


def _file_in_step(
    entry: Entry, records: Records, lang: str, sections: frozenset[str] | None = None
) -> bool:
    translation = entry.translations.get(lang)
    if translation is None or translation.model is None:
        return False
    recorded = records.pairs(entry.kind, ids_of(entry), lang)
    return all(
        row.translation is not None and row.pair in recorded
        for row in beside(entry, lang)
        if sections is None or row.path[0] in sections
    )


def _editions(
    handbook: Handbook, records: Records, kind: str, id_: str, released: Sequence[str]
) -> Iterator[tuple[str, Edition]]:
    """The governing edition, and every translation that is in step with it."""
    for lang, book in handbook.editions.items():
        if lang == handbook.lang or in_step(handbook, records, kind, id_, lang):
            document = of_kind(book, kind)[id_]
            yield lang, Edition(canonical(document), names(book, document, released))


def _released_by(handbook: Handbook, entry: Entry, document: Document, request: Request) -> str:
    """The role that releases the document. Raises Refused."""
    control = document.document
    if control.withdrawn:
        raise Refused(
            f"it was withdrawn on {control.withdrawn}; take withdrawn out of {entry.source.file} "
            "to approve it again"
        )
    by = request.by or control.released_by
    if not by:
        raise Refused(
            f"nobody is named who releases it; say --by ROLE, or released_by in {entry.source.file}"
        )
    if by == control.prepared_by:
        raise Refused(f"{by} prepared it, and who prepares does not release; another role does")
    for kinds, id_ in references(document):
        for kind in kinds:
            there = id_ in handbook.ids.get(kind, ())
            if kind in KINDS and there and id_ not in of_kind(handbook, kind):
                raise Refused(f"it names the {kind} {id_}, whose file has errors; mend that first")
    return by


def _change(
    handbook: Handbook,
    records: Records,
    fingerprints: Mapping[str, str],
    last: Revision | None,
    request: Request,
) -> Literal["major", "minor"] | None:
    """What kind of change it is; None where nothing changed. Raises Refused."""
    if last is None:
        if request.minor:
            raise Refused("it was never approved; the first version cannot be a minor change")
        return "major"
    unchanged = {
        lang
        for lang, fingerprint in fingerprints.items()
        if Standings(handbook.editions[lang], records).same(fingerprint, last)
    }
    if unchanged == fingerprints.keys():
        return None
    return "minor" if handbook.lang in unchanged or request.minor else "major"


def _is_light(last: Revision, content: Content) -> None:
    """Raises Refused where a change is too weighty to be minor without a reason."""
    changed = weighty_changes(last.kind, last.editions[last.governing].content, content)
    if changed:
        raise Refused(
            f"since version {last.version} changed: {', '.join(changed)}; that is no minor change. "
            'Approve it without --minor, or say why it is one: --reason "..."'
        )


def weighty_changes(kind: str, before: Content, after: Content) -> list[str]:
    """The sections, in words, whose change makes a version major."""
    old, new = stated(before), stated(after)
    return [
        "tasks" if name == "responsibilities" else name.replace("_", " ")
        for name in WEIGHTY[kind]
        if _weight(name, old.get(name)) != _weight(name, new.get(name))
    ]


def _weight(name: str, section: Any) -> Any:
    """What counts of a section: of the areas of a role their tasks; ids nowhere."""
    if name == "responsibilities":
        section = [task for area in section or () for task in area.get("tasks", ())]
    if name in ("responsibilities", "steps"):
        return [{k: v for k, v in item.items() if k != "id"} for item in section or ()]
    return section


def _version(last: Revision | None, change: str) -> str:
    if last is None:
        return "1.0"
    major, _, minor = last.version.partition(".")
    return f"{major}.{int(minor) + 1}" if change == "minor" else f"{int(major) + 1}.0"


def files_used(handbook: Handbook, kind: str, id_: str) -> frozenset[str]:
    """The files that the approval of a document rests on: its own and that of its reference job,
    with their translations; the settings, the scheme in use and the lists whose entries it names.
    """
    entries = [handbook.entry(kind, id_)]
    role = entries[0].model
    if isinstance(role, Role):
        if role.based_on and handbook.base(role):
            entries.append(handbook.entry("role", role.based_on.role))
        if handbook.scheme:
            entries.append(handbook.entry("scheme", handbook.scheme.id))
    named = {k for kinds, _ in references(of_kind(handbook, kind)[id_]) for k in kinds}
    lists = [handbook.entries.get((kind, kind)) for kind in named - KINDS.keys()]
    entries += [entry for entry in lists if entry]
    files = {source.file for entry in entries for source in _sources(entry)}
    return frozenset(files | {SETTINGS_FILE})


def _sources(entry: Entry) -> Iterator[Source]:
    yield entry.source
    yield from (translation.source for translation in entry.translations.values())
