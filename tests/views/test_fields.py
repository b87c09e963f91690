"""Every field that a document states has a name, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rolebook.model.base import Model, choices_at, model_at
from rolebook.model.control import Limit, Source
from rolebook.model.demands import Requirement
from rolebook.model.procedure import Due, Procedure, Retention
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.records.fingerprint import NOT_STATED
from rolebook.views import choices, fields

ONE_LINE = {Due, Limit, Requirement, Retention, Source}
"""What is shown as a line of its own words, and needs no names of its fields."""
HIDDEN = {("Role", key) for key in NOT_STATED[""]} | {
    *(("Procedure", key) for key in NOT_STATED[""]),
    *(("Scheme", key) for key in NOT_STATED[""]),
    *(("DocumentControl", key) for key in NOT_STATED["document"]),
    *(("RoleGrading", key) for key in NOT_STATED["grading"]),
}


def stated_fields() -> Iterator[tuple[type[Model], str]]:
    seen: set[type[Model]] = set()
    pending: list[type[Model]] = [Role, Procedure, Scheme]
    while pending:
        owner = pending.pop()
        if owner in seen or owner in ONE_LINE:
            continue
        seen.add(owner)
        for key in owner.keys():
            if (owner.__name__, key) not in HIDDEN:
                yield owner, key
                if inner := model_at(owner, (key,)):
                    pending.append(inner)


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_every_field_that_is_stated_has_a_name(lang: str):
    names = fields._fields(lang)
    unnamed = [
        f"{owner.__name__}.{key}"
        for owner, key in stated_fields()
        if key != "grade" and not any(key in names.get(cls, {}) for cls in owner.__mro__)
    ]
    assert unnamed == []


def test_every_name_is_that_of_a_field():
    gone = [
        f"{owner.__name__}.{key}"
        for owner, names in fields._fields("en").items()
        for key in names
        if owner is not Model and key not in owner.keys()
    ]
    assert gone == []


def test_every_word_that_a_field_can_choose_is_told_in_words():
    places = [*stated_fields(), (Requirement, "kind")]
    offered = {word for owner, key in places for word in choices_at(owner, (key,))}
    assert offered - choices._choices("en").keys() == set()
    assert choices._choices("en").keys() - offered == set()
