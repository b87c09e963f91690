"""What is kept as a handbook of its own: enough of one to draw the old paper again.

Everything that an approved revision or a decision names is there under the name it had that day, as
a stub; the settings are those of that day as well. Layouts and interface words are today's: they
are not stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from rolebook.handbook import Handbook
from rolebook.model.base import Model
from rolebook.model.procedure import Procedure
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.settings import Settings
from rolebook.model.vocabulary import Family, Form, Party, Position, ProcedureArea, Term, Unit
from rolebook.records.decisions import Decision
from rolebook.records.fingerprint import Content, canonical
from rolebook.records.status import KINDS, of_kind
from rolebook.records.store import Names, Revision

_NONE = "none"
_STUBS: Mapping[str, tuple[type[Model], Mapping[str, Any]]] = {
    "role": (Role, {"kind": "company", "family": _NONE}),
    "procedure": (Procedure, {"area": _NONE}),
    "scheme": (Scheme, {}),
    "families": (Family, {}),
    "areas": (ProcedureArea, {}),
    "parties": (Party, {}),
    "terms": (Term, {}),
    "forms": (Form, {}),
    "units": (Unit, {}),
    "positions": (Position, {"unit": _NONE}),
}
"""For each kind of name its class, and what a stub has besides what papers show."""
_ALONE: Mapping[str, Mapping[str, Any]] = {
    "role": _STUBS["role"][1],
    "procedure": _STUBS["procedure"][1],
    "scheme": {"method": "reference-comparison", "version": "-", "grades": [], "basis": []},
}
"""What a document has of which nothing but the title is shown."""


def as_approved(book: Handbook, revision: Revision, lang: str) -> Handbook:
    """The handbook around a revision, in a language in which it was approved (else KeyError).

    ``book`` is the handbook of today; only its languages, its address and the places of its forms
    are taken from it.
    """
    edition = revision.editions[lang]
    found = _stubs(edition.names, lang)
    found[revision.kind][revision.id] = _model(KINDS[revision.kind], dict(edition.content), lang)
    return _around(book, found, lang, revision.settings, revision.governing)


def as_ended(then: Handbook, today: Handbook, revision: Revision, id_: str) -> Handbook:
    """``then``, the handbook around a revision, with what has become of its document since: that it
    was withdrawn, and what took its place. ``id_`` is what the document is called today."""
    kind = revision.kind
    control = of_kind(today, kind)[id_].document
    if control.withdrawn is None:
        return then
    documents = dict(of_kind(then, kind))
    document = documents[revision.id]
    ended = {"withdrawn": control.withdrawn, "replaced_by": control.replaced_by}
    documents[revision.id] = document.model_copy(
        update={"document": document.document.model_copy(update=ended)}
    )
    other = of_kind(today, kind).get(control.replaced_by or "")
    if other and other.id not in documents:
        documents[other.id] = _model(
            KINDS[kind], {"id": other.id, **_ALONE[kind], "title": other.title.raw},
            other.title.lang,
        )  # fmt: skip
    changed: dict[str, Any] = {f"{kind}s": documents}
    if kind == "role":
        changed["written"] = documents
    return replace(then, **changed)


def as_decided(book: Handbook, decision: Decision, lang: str) -> Handbook:
    """The handbook around a decision on a grade: its role, its scheme and all that they name, as
    far as report and letter show it. In a language that the handbook did not have that day it is
    in the governing one, and says so.

    ``book`` is the handbook of today; only its languages, its address and the places of its forms
    are taken from it.
    """
    there = lang if lang in decision.editions else decision.governing
    found = _stubs(decision.editions[there].names, there)
    return _around(book, found, lang, decision.settings, decision.governing)


def _stubs(names: Names, lang: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {kind: {} for kind in _STUBS}
    for kind, entries in names.items():
        cls, more = _STUBS[kind]
        for id_, entry in entries.items():
            data = {"id": id_, **more, **entry}
            found[kind][id_] = _model(cls, data, data.pop("lang", lang))
    return found


def _around(
    book: Handbook,
    found: Mapping[str, Mapping[str, Any]],
    lang: str,
    settings: Content,
    governing: str,
) -> Handbook:
    today = {k: v for k, v in canonical(book.settings).items() if k in ("languages", "address")}
    old = replace(
        book,
        settings=_model(Settings, {**today, **settings}, governing),
        lang=lang,
        entries={},
        roles=found["role"],
        written=found["role"],
        fixed={},
        procedures=found["procedure"],
        schemes=found["scheme"],
        situations={},
        synonyms={},
        families=found["families"],
        areas=found["areas"],
        parties=found["parties"],
        terms=found["terms"],
        forms={id_: _led_to(form, book.forms.get(id_)) for id_, form in found["forms"].items()},
        units=found["units"],
        positions=found["positions"],
    )
    return replace(old, editions=MappingProxyType({lang: old}))


def _led_to(then: Form, today: Form | None) -> Form:
    """A form as it was called, which leads to where it is now: addresses are not stated."""
    return today.model_copy(update={"title": then.title}) if today else then


def _model(cls: type[Model], data: dict[str, Any], lang: str) -> Any:
    return cls.model_validate(data, context={"lang": lang})
