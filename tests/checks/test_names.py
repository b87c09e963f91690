from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from handbooks import Handbook, codes_of, findings_of
from rolebook.checks.names import subject, target_of
from rolebook.handbook.files import KINDS
from rolebook.model.base import Model, type_at
from rolebook.model.references import REFERENCES

# Ids that are looked up by a rule of their own, and fields that give a thing its name.
ELSEWHERE = {
    "Addition.to",
    "Aspect.id",
    "Branch.to",
    "Change.item",
    "Characteristic.id",
    "DocumentControl.layout",
    "DocumentControl.replaced_by",
    "Drop.item",
    "Due.of",
    "Situation.step",
    "Example.dimension",
    "Procedure.formerly",
    "Role.formerly",
    "Step.approves",
    "Step.next",
}
IN_SCHEMES = "rolebook.model.scheme"  # what schemes name within themselves has rules of its own


def all_models(cls: type[Model], seen: set[type[Model]]) -> Iterator[type[Model]]:
    if cls in seen:
        return
    seen.add(cls)
    yield cls
    for key in cls.keys():
        found = type_at(cls, (key,))
        if isinstance(found, type) and issubclass(found, Model):
            yield from all_models(found, seen)


def patterns(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        pattern = getattr(argument, "pattern", None)
        if isinstance(pattern, str):
            yield pattern
        yield from patterns(argument)


def names_something(cls: type[Model], field: str) -> bool:
    info = cls.model_fields[field]
    found = [
        *(getattr(m, "pattern", None) or "" for m in info.metadata),
        *patterns(info.annotation),
    ]
    return any("[a-z0-9]+(-[a-z0-9]+)*" in pattern or "A-Za-z0-9" in pattern for pattern in found)


def test_every_field_that_holds_an_id_is_looked_up_somewhere():
    seen: set[type[Model]] = set()
    models = [cls for kind in KINDS for cls in all_models(kind.model, seen)]
    forgotten = [
        f"{cls.__name__}.{field}"
        for cls in models
        for field in cls.model_fields
        if names_something(cls, field)
        and target_of(cls, field) is None
        and f"{cls.__name__}.{field}" not in ELSEWHERE
        and field != "id"
        and cls.__module__ != IN_SCHEMES
    ]
    assert forgotten == []


def test_the_table_names_fields_that_exist():
    assert [
        (cls.__name__, field) for cls, field in REFERENCES if field not in cls.model_fields
    ] == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("reports_to", 0, "one_of", 1, "role"), "reports_to"),
        (("steps", 2, "by", 0, "who"), "by"),
        (("document", "owner"), "owner"),
        (("family",), "family"),
    ],
)
def test_a_message_speaks_of_the_key_the_author_wrote(path: tuple[str | int, ...], key: str):
    assert subject(path) == key


def test_a_role_whose_file_is_broken_is_no_unknown_role(small: Handbook):
    root = small({"roles/miller.yml": "title: [", "roles/stoker.yml": MILLER_ABOVE})
    assert "unknown-role" not in codes_of(root)


def test_names_are_not_looked_up_in_a_list_that_is_broken(small: Handbook):
    root = small({"roles/vocabulary/families.yml": "families: [{id: shop}]\n"})
    assert codes_of(root).count("missing-key") == 1
    assert "unknown-family" not in codes_of(root)


def test_a_list_without_a_file_says_where_to_write_it(small: Handbook):
    root = small({"roles/vocabulary/families.yml": None, "roles/vocabulary/families.nl.yml": None})
    found = [f for f in findings_of(root) if f.code == "unknown-family"]
    assert "roles/vocabulary/families.yml" in found[0].hint


def test_a_party_is_not_accepted_where_a_role_is_asked_for(small: Handbook):
    root = small(
        {
            "roles/vocabulary/parties.yml": "parties: [{id: customer, title: Customer}]\n",
            "roles/miller.yml": MILLER_ABOVE.replace("[miller]", "[customer]"),
        }
    )
    (found,) = [f for f in findings_of(root) if f.code == "unknown-role"]
    assert "is a party and not a role" in found.message


def test_unknown_names_in_a_translation_are_told_at_their_place_there(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\npurpose: Zie [](role:molenaar).\n"})
    (found,) = [f for f in findings_of(root) if f.code == "unknown-role"]
    assert str(found.place) == "roles/baker.nl.yml:2:10"


MILLER_ABOVE = """\
title: Stoker
kind: company
family: shop
reports_to: [miller]
purpose: Lights the oven.
responsibilities: [{area: Oven, tasks: [Lights it.]}]
"""


@pytest.mark.parametrize("kind", ["role", "procedure"])
def test_a_name_that_a_document_had_before_leads_to_its_name_of_today(small: Handbook, kind: str):
    root = small(
        {
            "roles/pastry-cook.yml": "formerly: [confectioner]\n"
            "title: Cook\nkind: company\nfamily: shop\n",
            "procedures/bread.yml": "formerly: [loaves]\ntitle: Bread\narea: shop\n",
            "roles/owner.yml": "title: Owner\nkind: company\nfamily: shop\n"
            + (
                "deputised_by: [confectioner]\n"
                if kind == "role"
                else "responsibilities: [{area: A, tasks: [{task: Bakes., procedure: loaves}]}]\n"
            ),
        }
    )
    (found,) = [f for f in findings_of(root) if f.code == f"unknown-{kind}"]
    now = "pastry-cook" if kind == "role" else "bread"
    assert found.hint == f'it is called "{now}" now'
