"""Which fields name something else by its id, and of which kinds that can be.

One table: checks ask whether the named thing exists, records ask what it was called. A test holds
the table against the model, so that a new field is not forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from rolebook.model import (
    answers,
    based_on,
    control,
    decision,
    position,
    procedure,
    role,
    scheme,
    vocabulary,
    work,
)
from rolebook.model.base import Model, texts
from rolebook.model.text import Text

M = TypeVar("M", bound=Model)

Kinds = tuple[str, ...]
"""Kinds of files as the handbook knows them: ``role``, ``procedure``, or a list (``families``)."""

ROLE: Kinds = ("role",)
PROCEDURE: Kinds = ("procedure",)
DOER: Kinds = ("role", "parties")

REFERENCES: Mapping[tuple[type[Model], str], Kinds] = {
    (role.Role, "family"): ("families",),
    (role.Role, "unit"): ("units",),
    (position.Superior, "role"): ROLE,
    (position.Superior, "position"): ("positions",),
    (position.Subordinate, "role"): ROLE,
    (position.Deputy, "role"): ROLE,
    (work.Task, "procedure"): PROCEDURE,
    (based_on.BasedOn, "role"): ROLE,
    (control.Party, "role"): ROLE,
    (control.Source, "procedure"): PROCEDURE,
    (control.Source, "form"): ("forms",),
    (control.DocumentControl, "owner"): ROLE,
    (control.DocumentControl, "prepared_by"): ROLE,
    (control.DocumentControl, "checked_by"): ROLE,
    (control.DocumentControl, "released_by"): ROLE,
    (procedure.Procedure, "area"): ("areas",),
    (procedure.Procedure, "terms"): ("terms",),
    (procedure.Procedure, "related"): PROCEDURE,
    (procedure.Doer, "who"): DOER,
    (procedure.Step, "accountable"): DOER,
    (procedure.Step, "form"): ("forms",),
    (procedure.Step, "calls"): PROCEDURE,
    (procedure.Record, "form"): ("forms",),
    (procedure.Record, "kept_by"): ROLE,
    (scheme.Scheme, "consent_in"): ("units",),
    (vocabulary.Term, "see"): ("terms",),
    (vocabulary.Situation, "procedure"): PROCEDURE,
    (vocabulary.Situation, "said_by"): DOER,
    (vocabulary.Unit, "part_of"): ("units",),
    (vocabulary.Unit, "head"): ROLE,
    (vocabulary.Position, "role"): ROLE,
    (vocabulary.Position, "unit"): ("units",),
    (answers.Answers, "role"): ROLE,
    (answers.Comparison, "reference"): ROLE,
    (decision.Decided, "by"): ROLE,
    (decision.Decided, "took_part"): DOER,
    (decision.Consent, "of"): DOER,
}
"""Every field that names something by its id alone."""


@cache
def kinds_of(owner: type[Model], field: str) -> Kinds:
    """What a field can name; nothing where it names nothing. A class has its parent's fields."""
    found = (REFERENCES[cls, field] for cls in owner.__mro__ if (cls, field) in REFERENCES)
    return next(found, ())


def references(model: Model) -> Iterator[tuple[Kinds, str]]:
    """Everything that a document names: in fields, as the goal of a branch, and in its texts."""
    yield from _in_fields(model)
    for _, text in texts(model):
        for link in text.links:
            if link.kind in ("role", "procedure"):
                yield (link.kind,), link.id


def _in_fields(model: Model) -> Iterator[tuple[Kinds, str]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        kinds = kinds_of(type(model), name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from _in_fields(item)
            elif kinds and isinstance(item, str):
                yield kinds, item
            elif isinstance(item, str) and item.startswith("procedure:"):
                yield PROCEDURE, item.removeprefix("procedure:").partition("#")[0]


Now = Mapping[tuple[str, str], str]
"""Kind and former id -> the id it has now."""

_LINK = re.compile(r"\]\((role|procedure):([a-z0-9-]+)")
_GOAL = re.compile(r"(procedure):([a-z0-9-]+)")


def renamed(model: M, now: Now) -> M:
    """The same document, with the ids that others have now in place of their former ones."""
    changed = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if (new := _renamed(value, kinds_of(type(model), name), now)) != value:
            changed[name] = new
    return model.model_copy(update=changed) if changed else model


def _renamed(value: Any, kinds: Kinds, now: Now) -> Any:
    def current(found: re.Match[str]) -> str:
        start, _, id_ = found[0].rpartition(":")
        return f"{start}:{now.get((found[1], id_), id_)}"

    if isinstance(value, Model):
        return renamed(value, now)
    if isinstance(value, tuple):
        return tuple(_renamed(item, kinds, now) for item in value)
    if isinstance(value, Text):
        return Text(_LINK.sub(current, value.raw), value.lang)
    if isinstance(value, str) and value.startswith("procedure:"):
        return _GOAL.sub(current, value, count=1)
    if isinstance(value, str):
        return next((now[kind, value] for kind in kinds if (kind, value) in now), value)
    return value
