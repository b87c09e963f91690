from __future__ import annotations

from typing import Any

from rolebook.model.derive import addresses, derived
from rolebook.model.role import Role

BASE: dict[str, Any] = {
    "id": "baker",
    "title": "Baker",
    "kind": "reference",
    "family": "shop",
    "grade": "C",
    "code": "03.01",
    "purpose": "Bakes bread.",
    "also_known_as": ["Bread maker"],
    "context": {"grades": ["B", "C"]},
    "grading": {"equal": {"rule": "Alike."}},
    "document": {"number": "JD-1"},
    "responsibilities": [
        {
            "id": "baking",
            "area": "Baking",
            "time_share": "60",
            "tasks": [
                {"id": "oven", "task": "Lights the oven."},
                {"id": "knead", "task": "Kneads."},
            ],
            "criteria": ["Bread at seven."],
        },
        {"id": "selling", "area": "Selling", "time_share": "40", "tasks": ["Sells."]},
    ],
}


def role(**more: Any) -> Role:
    return Role.model_validate({**BASE, **more}, context={"lang": "en"})


def job(**rules: Any) -> Role:
    own = {
        "id": "night-baker",
        "title": "Night baker",
        "kind": "company",
        "family": "shop",
        "based_on": {"role": "baker", **rules},
    }
    return derived(role(), Role.model_validate(own, context={"lang": "en"}))


def tasks(found: Role) -> list[list[str]]:
    return [[task.task.raw for task in area.tasks] for area in found.responsibilities]


def test_areas_and_tasks_with_ids_can_be_named():
    assert list(addresses(role())) == ["baking", "baking/oven", "baking/knead", "selling"]


def test_a_company_job_takes_over_what_it_does_not_say_itself():
    found = job()
    assert found.purpose == role().purpose
    assert found.responsibilities == role().responsibilities
    assert found.title.raw == "Night baker"


def test_what_belongs_to_the_reference_job_as_such_is_not_taken_over():
    found = job()
    assert found.kind == "company"
    assert (found.grade, found.code, found.context, found.grading) == (None, None, None, None)
    assert found.also_known_as == ()
    assert found.document.number is None


def test_a_task_or_a_whole_area_is_dropped():
    assert tasks(job(drop=["baking/oven"])) == [["Kneads."], ["Sells."]]
    assert tasks(job(drop=["baking"])) == [["Sells."]]


def test_tasks_join_an_area_and_new_areas_come_last():
    found = job(
        add=[
            {"to": "baking", "tasks": ["Cleans."], "criteria": ["No flour on the floor."]},
            {"area": "Guarding", "tasks": ["Locks the door."]},
        ]
    )
    assert tasks(found) == [
        ["Lights the oven.", "Kneads.", "Cleans."],
        ["Sells."],
        ["Locks the door."],
    ]
    assert [c.raw for c in found.responsibilities[0].criteria] == [
        "Bread at seven.",
        "No flour on the floor.",
    ]
    assert found.responsibilities[2].area.raw == "Guarding"


def test_a_change_replaces_only_what_it_states():
    found = job(
        change=[
            {"item": "baking/oven", "task": "Lights the oven at ten.", "when": "each night"},
            {"item": "selling", "area": "Selling at the door", "time_share": "10"},
        ]
    )
    oven = found.responsibilities[0].tasks[0]
    assert (oven.id, oven.task.raw) == ("oven", "Lights the oven at ten.")
    assert oven.when is not None
    assert (found.responsibilities[1].area.raw, found.responsibilities[1].time_share) == (
        "Selling at the door",
        10,
    )
    assert tasks(found)[1] == ["Sells."]


def test_an_address_that_names_nothing_changes_nothing():
    assert tasks(job(drop=["oven"], change=[{"item": "x/y", "task": "Z."}])) == tasks(role())
