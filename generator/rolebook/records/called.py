"""What a decision names was called on the day it was made, in one language.

Why: a decision holds ids and levels; its report and its letter must be drawn as they were meant,
although the scheme was reworded, a role renamed or a reference job given up since.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rolebook.grading import Result
from rolebook.grading.comparison import SIDES
from rolebook.handbook import Handbook
from rolebook.model.answers import Answers
from rolebook.model.control import DocumentControl
from rolebook.model.scheme import Scheme
from rolebook.model.settings import Settings
from rolebook.records.fingerprint import canonical
from rolebook.records.names import Found, names, settings_shown

SETTINGS = ("organisation", "grading")
"""What report and letter show of the handbook's settings."""

_NOT_SHOWN = ("formerly", "dimensions", "excluding", "steps", "document")
"""What they never show of a scheme."""


def settings_of(settings: Settings) -> dict[str, Any]:
    """The settings that report and letter show, in canonical form."""
    shown = settings_shown(settings)
    return {name: shown[name] for name in SETTINGS if name in shown}


def names_of(
    book: Handbook,
    role: str,
    scheme: str,
    compared: Iterable[str],
    form: Answers,
    result: Result,
) -> Found:
    """Kind -> id -> the entry in canonical form, as far as report and letter show it; ``lang`` is
    added where an entry is in another language than the handbook's edition."""
    rules = book.schemes[scheme]
    found = names(book, form)
    told = rules.model_copy(update={"document": DocumentControl()})
    for kind, entries in names(book, told).items():
        found[kind] = {**entries, **found.get(kind, {})}
    roles = found.setdefault("role", {})
    compared = tuple(compared)
    for id_ in (role, *compared, *result.neighbours):
        if id_ in book.roles:
            roles[id_] = _role(book, id_, rules=id_ in compared)
    unit = book.units.get(book.roles[role].unit or "")
    if unit:
        found["units"] = {unit.id: {"title": canonical(unit.title)} | _lang(book, unit.title.lang)}
    found["scheme"] = {scheme: _used(rules, form) | _lang(book, rules.title.lang)}
    full = book.schemes.get(rules.evaluated_by or "")
    if full:
        stub = {key: canonical(full)[key] for key in ("title", "method", "version")}
        found["scheme"][full.id] = {**stub, "grades": [], "basis": [],
                                    **_lang(book, full.title.lang)}  # fmt: skip
    return {kind: dict(sorted(entries.items())) for kind, entries in sorted(found.items())}


def _lang(book: Handbook, lang: str) -> dict[str, str]:
    return {"lang": lang} if lang not in ("", book.lang) else {}


def _role(book: Handbook, id_: str, *, rules: bool) -> dict[str, Any]:
    """A role's title and number; of one that was compared with also its grade, its context and
    its application rules, of which signs were ticked."""
    role = book.roles[id_]
    data = canonical(role)
    keys = ("title", "kind", "unit", "grade", "context") if rules else ("title", "kind", "unit")
    found = {key: data[key] for key in keys if key in data}
    if role.document.number:
        found["document"] = {"number": role.document.number}
    if rules and role.grading:
        found["grading"] = {
            side: data["grading"][side] for side in SIDES if side in data["grading"]
        }
    return found | _lang(book, role.title.lang)


def _used(scheme: Scheme, form: Answers) -> dict[str, Any]:
    """A scheme without what report and letter do not show: of a factor only the levels answered."""
    data = {key: value for key, value in canonical(scheme).items() if key not in _NOT_SHOWN}
    data.pop("id")
    levels = {id_: answer.level for id_, answer in form.answers.items()}
    for factor in data.get("factors", ()):
        factor["levels"] = [
            one for one in factor["levels"] if one["id"] == levels.get(factor["id"])
        ]
    for grade in data["grades"]:
        grade.pop("typical", None)
    return data
