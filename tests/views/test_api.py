"""The handbook for other programs: what the files hold keeps to the schemas beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gradings import bakery, recorded
from handbooks import Content
from rolebook.handbook import load
from rolebook.records import read_records
from rolebook.site.editions import data_files
from rolebook.views.api import api_files
from shop import approve, edit, opened

EXAMPLE = Path(__file__).parents[2]
NAMES = ("roles", "procedures", "grades")


def files_of(root: Path) -> dict[str, Any]:
    handbook, records = opened(root)
    return {name: json.loads(text) for name, text in api_files(handbook, records)}


@pytest.fixture
def example() -> dict[str, Any]:
    handbook = load(EXAMPLE).handbook
    assert handbook
    files = data_files(handbook, read_records(EXAMPLE)[0])
    return {name.removeprefix("api/"): json.loads(text) for name, text in files.items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_data_keep_to_the_schema_beside_them(example: dict[str, Any], name: str) -> None:
    data, schema = example[f"{name}.json"], example[f"{name}.schema.json"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert data["$schema"] == schema["$id"] == f"{name}.schema.json"
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    Draft202012Validator.check_schema(schema)
    data["unknown"] = 1
    assert [error.validator for error in Draft202012Validator(schema).iter_errors(data)] == [
        "additionalProperties"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_says_what_each_field_is(example: dict[str, Any], name: str) -> None:
    schema = example[f"{name}.schema.json"]
    for record in (schema, *schema["$defs"].values()):
        for key, field in record.get("properties", {}).items():
            assert field.get("description"), key


def test_roles_have_their_titles_in_three_languages_and_lead_to_their_pages(
    example: dict[str, Any],
) -> None:
    roles = {role["id"]: role for role in example["roles.json"]["roles"]}
    assert len(roles) == 23
    assert list(roles) == sorted(roles)
    one = roles["warranty-engineer-psw"]
    assert set(one["titles"]) == {"en", "nl", "de"}
    assert one["based_on"] == "warranty-engineer"
    assert one["editions"]["nl"]["page"] == "nl/roles/warranty-engineer-psw.html"
    assert one["editions"]["nl"]["status"] == "approved"
    assert one["decision"]["scheme"] == "dinkelbrug-grades"
    assert "warranty-claim" in roles["warranty-engineer"]["procedures"]
    assert one["procedures"] == roles["warranty-engineer"]["procedures"]
    alternatives = roles["aftersales-manager"]["reports_to"][0]["roles"]
    assert alternatives == ["managing-director", "branch-manager"]


def test_steps_name_who_does_them_and_their_place_on_the_page(example: dict[str, Any]) -> None:
    (claim,) = (p for p in example["procedures.json"]["procedures"] if p["id"] == "warranty-claim")
    assert [step["number"] for step in claim["steps"]] == list(range(1, len(claim["steps"]) + 1))
    assert all(set(step["texts"]) == {"en", "nl", "de"} for step in claim["steps"])
    assert any("warranty-engineer" in step["does"] for step in claim["steps"])


def test_grades_are_in_order_with_their_roles(example: dict[str, Any]) -> None:
    grades = example["grades.json"]["grades"]
    assert [grade["id"] for grade in grades] == sorted(grade["id"] for grade in grades)
    by_id = {grade["id"]: grade for grade in grades}
    assert "aftersales-manager" in by_id["J"]["roles"]
    assert by_id["J"]["pages"]["de"] == "de/grades/j.html"


def test_what_is_not_translated_is_left_out_and_not_passed_off(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop", {"roles/night-baker.nl.yml": None})
    roles = {role["id"]: role for role in files_of(root)["roles.json"]["roles"]}
    assert roles["night-baker"]["titles"] == {"en": "Night baker"}
    assert roles["head-baker"]["titles"] == {"en": "Head baker", "nl": "Meesterbakker"}


def test_a_decision_that_is_not_to_be_published_is_left_out(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    approve(root, "head-baker")
    approve(root, "night-baker")
    recorded(root)

    def decision() -> Any:
        roles = {role["id"]: role for role in files_of(root)["roles.json"]["roles"]}
        return roles["night-baker"]["decision"]

    assert decision() == {"scheme": "shop-grades", "on": "2026-10-12"}
    edit(root, "roles/night-baker.yml", "based_on:", "grading: {publish: false}\nbased_on:")
    assert decision() is None


def test_no_name_of_a_person_gets_in(tmp_path: Path) -> None:
    private: dict[str, Content] = {
        "private/.gitignore": "*\n",
        "private/roster.yml": "people: [{name: Wilhelmina Secret, role: night-baker}]\n",
    }
    root = bakery(tmp_path / "shop", private)
    assert "Secret" not in json.dumps(files_of(root))


def test_the_same_handbook_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (bakery(tmp_path / name) for name in ("one", "other"))
    assert dict(api_files(*opened(one))) == dict(api_files(*opened(other)))
