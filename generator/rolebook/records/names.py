"""What the ids in a document were called on the day it was approved, in one language.

Why: a revision holds other documents' ids, as the fingerprint does, and an old paper must be drawn
as it was although the others were renamed or are gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rolebook.handbook import Handbook
from rolebook.model.base import Model, texts
from rolebook.model.references import ROLE, references
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.settings import Settings
from rolebook.records.fingerprint import part

SHOWN = ("title", "term", "definition", "code", "role")
"""What papers show of an entry of the lists."""

SETTINGS = ("organisation", "grading", "layout", "sign", "contract", "headings")
"""What papers show of the handbook's settings."""

Found = dict[str, dict[str, dict[str, Any]]]


def names(book: Handbook, document: Model, roles: Iterable[str] = ()) -> Found:
    """Kind -> id -> the entry in canonical form, as far as papers show it. ``lang`` is added where
    an entry is in another language than the handbook's edition. ``roles`` are named as well."""
    found: Found = {}
    for kinds, id_ in (*references(document), *((ROLE, role) for role in roles)):
        for kind in kinds:
            if entry := _entry(book, kind, id_):
                found.setdefault(kind, {})[id_] = entry
                break
    for position in list(found.get("positions", {}).values()):
        if entry := _entry(book, "role", position["role"]):
            found.setdefault("role", {})[position["role"]] = entry
    if isinstance(document, Role):
        _stands_in_for(book, document, found)
        _headings(book, found)
    if isinstance(document, Scheme):
        _other_schemes(book, document, found)
    return {kind: dict(sorted(entries.items())) for kind, entries in sorted(found.items())}


def settings_shown(settings: Settings) -> dict[str, Any]:
    """The settings that a paper shows, in canonical form."""
    return part(settings, SETTINGS)


def _entry(book: Handbook, kind: str, id_: str) -> dict[str, Any]:
    item = _all(book, kind).get(id_)
    if item is None:
        return {}
    data = part(item, ["title"] if kind in ("role", "procedure") else SHOWN)
    if kind in ("role", "procedure"):
        if item.document.number:
            data["document"] = {"number": item.document.number}
        if kind == "procedure":  # a branch that leads to a step of it shows the step's number
            data["steps"] = [{"step": "–", **({"id": s.id} if s.id else {})} for s in item.steps]
    return data | _language(book, item)


def _all(book: Handbook, kind: str) -> Any:
    lists = {"role": "roles", "procedure": "procedures"}
    return getattr(book, lists.get(kind, kind))


def _language(book: Handbook, item: Model) -> dict[str, str]:
    _, first = next(texts(item), ((), None))
    return {"lang": first.lang} if first and first.lang not in ("", book.lang) else {}


def _stands_in_for(book: Handbook, role: Role, found: Found) -> None:
    """A paper says for whom the holder stands in, which only the other roles know."""
    for other in book.roles.values():
        if other.id != role.id and any(deputy.role == role.id for deputy in other.deputised_by):
            entry = _entry(book, "role", other.id)
            entry["deputised_by"] = [{"role": role.id}]
            if other.based_on:
                entry["based_on"] = {"role": other.based_on.role}
            found.setdefault("role", {})[other.id] = entry


def _other_schemes(book: Handbook, scheme: Scheme, found: Found) -> None:
    """The scheme that evaluates in full and the one in use, by which a paper places this one."""
    for id_ in (scheme.evaluated_by, book.settings.grading.scheme):
        other = book.schemes.get(id_ or "")
        if other and other.id != scheme.id:
            kept = part(other, ("title", "method", "version"))
            entry = {**kept, "grades": [], "basis": []} | _language(book, other)
            found.setdefault("scheme", {})[other.id] = entry


def _headings(book: Handbook, found: Found) -> None:
    """The headings that the scheme gives to characteristics and dimensions."""
    scheme = book.scheme
    if scheme is None:
        return
    kept = part(scheme, ("title", "method", "version", "grades", "basis"))
    kept["grades"] = [{"id": grade["id"]} for grade in kept["grades"]]
    for name in ("characteristics", "dimensions"):
        if held := getattr(scheme, name):
            shown = ("id", "title", "criterion", "aspects")
            kept[name] = [part(item, shown) for item in held]
    found["scheme"] = {scheme.id: kept | _language(book, scheme)}
