"""Fingerprints: what leaves them alone, and what changes them."""

from __future__ import annotations

import json
import types
import typing
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.handbook.reading import build
from rolebook.model.base import Model, type_at
from rolebook.model.procedure import Procedure
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.text import Text
from rolebook.records.fingerprint import (
    BASIS,
    NOT_STATED,
    as_typed,
    canonical,
    edition_fingerprint,
    fingerprint,
    stated,
    without_own_ids,
)
from rolebook.records.grounds import job_sections
from rolebook.records.status import KINDS
from rolebook.source import read

ROLE: dict[str, Any] = {
    "title": "Baker",
    "kind": "company",
    "family": "shop",
    "grade": "C",
    "supervises": "none",
    "reports_to": [{"role": "owner"}, {"text": "the miller", "kind": "functional"}],
    "purpose": "Bakes the bread and sees to it that there is enough of it on every day.",
    "responsibilities": [
        {"area": "Baking", "tasks": ["Lights the oven.", {"task": "Kneads.", "frequency": "daily"}]}
    ],
    "liabilities": [{"text": "the till", "reviewed": "2026-10-01"}],
    "document": {"number": "JD-01", "owner": "owner", "review_by": "2027-01-01"},
}


def role_of(text: str) -> Role:
    source, findings = read(text.encode(), "roles/baker.yml")
    assert source is not None, findings
    role, findings = build(Role, source, "en", "baker")
    assert role is not None, findings
    return role


def mark(role: Role, lang: str = "en") -> str:
    return edition_fingerprint("role", lang, canonical(role))


def changed(**keys: Any) -> str:
    return mark(role_of(yaml.safe_dump({**ROLE, **keys})))


BAKER = changed()


# -- how it is written does not matter


def shuffled(value: Any, random: Any) -> Any:
    """The same data with the keys of each mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key], random) for key in keys}
    return [shuffled(item, random) for item in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None)
@given(
    random=st.randoms(use_true_random=False),
    width=st.integers(10, 200),
    indent=st.integers(2, 8),
    flow=st.sampled_from([True, False, None]),
    quotes=st.sampled_from([None, "'", '"', "|", ">"]),
)
def test_the_form_of_the_yaml_leaves_the_fingerprint_alone(
    random: Any, width: int, indent: int, flow: bool | None, quotes: str | None
):
    text = yaml.safe_dump(
        shuffled(ROLE, random), width=width, indent=indent, default_flow_style=flow,
        default_style=quotes, sort_keys=False, allow_unicode=True,
    )  # fmt: skip
    assert mark(role_of(f"# a comment\n\n{text}\n# another\n")) == BAKER


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark_of_order", ["", "\N{BYTE ORDER MARK}"])
def test_the_editor_and_the_system_leave_the_fingerprint_alone(ends: str, mark_of_order: str):
    text = yaml.safe_dump({**ROLE, "purpose": "One line.\nAnother line.\n"}, default_style="|")
    assert mark(role_of(mark_of_order + text.replace("\n", ends))) == changed(
        purpose="One line. Another line."
    )


def test_white_space_and_the_form_of_accents_do_not_matter():
    composed, apart = "Café, dépôt", unicodedata.normalize("NFD", "Café, dépôt")
    assert composed != apart
    assert changed(purpose=composed) == changed(purpose=f"{apart.replace(' ', '   ')}\n")


def test_what_is_stated_at_its_default_is_as_good_as_absent():
    reports = [{"role": "owner", "kind": "line"}, ROLE["reports_to"][1]]
    assert changed(reports_to=reports, title_forms={}, rights=[], occurs_in=None) == BAKER


def test_supervising_nobody_differs_from_not_saying():
    assert changed(supervises=None) != BAKER


# -- what is stated matters, all of it


def sample(annotation: Any, depth: int = 0) -> Any:
    """A value of the type that is no default."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return arguments[-1]
    if origin is tuple:
        return (sample(arguments[0], depth),)
    if origin in (typing.Union, types.UnionType):
        return sample(next(a for a in arguments if a is not type(None)), depth)
    if origin is typing.Annotated:
        return sample(arguments[0], depth)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        if depth > 4:
            return None
        fields = annotation.model_fields.items()
        values = {
            name: _not(field.default, field.annotation, sample(field.annotation, depth + 1))
            for name, field in fields
        }
        return annotation.model_construct(**values)
    values_of: dict[Any, Any] = {
        Text: Text("some words"), str: "abc", bool: True, int: 77, date: date(2026, 5, 4),
        Decimal: Decimal("12.5"),
    }  # fmt: skip
    return values_of[annotation]


def _not(default: Any, annotation: Any, value: Any) -> Any:
    """Another value where the sample is what the field holds anyway."""
    if value != default:
        return value
    return not value if isinstance(value, bool) else get_args(annotation)[0]


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path


def altered(data: Any, path: tuple[Any, ...]) -> Any:
    """The data with another value at one place."""
    if not path:
        return data + 1 if isinstance(data, int) else f"{data}x"
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = altered(data[path[0]], path[1:])
    return copy


def is_stated(path: tuple[Any, ...]) -> bool:
    if path[0] in NOT_STATED[""]:
        return False
    if len(path) > 1 and path[1] in NOT_STATED.get(path[0], ()):
        return False
    own_id = path[-1] == "id" and path[0] in ("responsibilities", "steps")
    return not own_id


@pytest.mark.parametrize("cls", [Role, Procedure, Scheme])
def test_every_value_of_a_document_changes_the_fingerprint_unless_it_is_not_stated(
    cls: type[Model],
):
    content = canonical(sample(cls))
    assert content.keys() == cls.keys().keys(), "the sample has every key of the model"
    for step in content["steps"] if cls is Procedure else ():
        step["id"] = "to-which-nothing-leads"
    before = edition_fingerprint("any", "en", content)
    for path in leaves(content):
        after = edition_fingerprint("any", "en", altered(content, path))
        assert (after != before) == is_stated(path), path


def classes_below(cls: type[Model], seen: set[type[Model]]) -> set[type[Model]]:
    """A class of the model and every class of its fields."""
    if cls not in seen:
        seen.add(cls)
        for key in cls.keys():
            found = type_at(cls, (key,))
            if isinstance(found, type) and issubclass(found, Model):
                classes_below(found, seen)
    return seen


def keys_said(value: Any, found: set[tuple[type[Model], str]]) -> set[tuple[type[Model], str]]:
    """The keys that each class's values have in canonical form."""
    if isinstance(value, tuple):
        for item in value:
            keys_said(item, found)
    if isinstance(value, Model):
        said = canonical(value)
        for key, name in type(value).keys().items():
            if key in said:
                found.add((type(value), key))
            keys_said(getattr(value, name), found)
    return found


@pytest.mark.parametrize("cls", [Role, Procedure, Scheme])
def test_the_sample_says_something_in_every_field_of_every_class(cls: type[Model]):
    """So a field that is added to the model is under the test above without being named there."""
    every = {(one, key) for one in classes_below(cls, set()) for key in one.keys()}
    assert every - keys_said(sample(cls), set()) == set()


def test_the_order_of_lists_is_stated():
    assert changed(reports_to=ROLE["reports_to"][::-1]) != BAKER


def test_kind_and_language_are_part_of_it():
    content = canonical(role_of(yaml.safe_dump(ROLE)))
    marks = {
        edition_fingerprint(kind, lang, content)
        for kind in ("role", "procedure")
        for lang in ("en", "nl")
    }
    assert len(marks) == 4


@given(st.lists(st.text(min_size=1), max_size=4), st.lists(st.text(min_size=1), max_size=4))
def test_two_lists_of_words_have_one_fingerprint_only_when_they_are_the_same(
    one: list[str], other: list[str]
):
    words = [[canonical(Text(word)) for word in words] for words in (one, other)]
    same = words[0] == words[1]
    assert (fingerprint({"w": words[0]}) == fingerprint({"w": words[1]})) == same


# -- ids of areas, tasks and steps

AREA = {"area": "Baking", "tasks": ["Lights the oven.", {"task": "Kneads.", "frequency": "daily"}]}


def test_giving_a_task_an_id_changes_nothing_that_is_stated():
    named = {
        "id": "baking",
        **AREA,
        "tasks": [AREA["tasks"][0], {"id": "knead", **AREA["tasks"][1]}],
    }
    assert changed(responsibilities=[named]) == BAKER


def test_an_id_that_the_document_refers_to_is_stated():
    def oven(first: str, second: str) -> str:
        tasks = [{"id": first, "task": "Lights it."}, {"id": second, "task": "Sweeps it."}]
        return changed(
            responsibilities=[{"id": "oven", "area": "The oven", "tasks": tasks}],
            purpose="After [](item:oven/light) bakes.",
        )

    assert oven("light", "sweep") != oven("sweep", "light")
    assert oven("light", "sweep") == oven("light", "brush")


def test_a_step_that_the_flow_leads_to_keeps_its_id():
    def procedure(ids: tuple[str, ...]) -> str:
        steps = [
            {"id": ids[0], "step": "Asks.", "next": "pay"},
            {"id": ids[1], "step": "Pays."},
            {"id": ids[2], "step": "Waits."},
        ]
        model = Procedure.model_validate(
            {"id": "p", "title": "P", "area": "a", "steps": steps}, context={"lang": "en"}
        )
        return edition_fingerprint("procedure", "en", canonical(model))

    assert procedure(("ask", "pay", "wait")) != procedure(("ask", "wait", "pay"))
    assert procedure(("ask", "pay", "wait")) == procedure(("question", "pay", "linger"))


# -- job content


@pytest.mark.parametrize("section", BASIS)
def test_job_content_is_the_sections_of_the_basis_and_no_others(section: str):
    role = sample(Role)
    before = job_sections(canonical(role), [section])
    for name in Role.model_fields:
        other = role.model_copy(update={name: getattr(sample(Role), name)})
        object.__setattr__(other, name, () if isinstance(getattr(role, name), tuple) else None)
        same = job_sections(canonical(other), [section]) == before
        assert same == (name not in BASIS[section]), name


@pytest.mark.parametrize("never", ["grade", "document", "sign", "also_known_as", "title"])
def test_job_content_never_holds_what_does_not_bear_on_the_grade(never: str):
    assert never not in job_sections(canonical(sample(Role)), BASIS)


# -- as shown and as typed


def test_it_is_shown_as_four_groups_of_four():
    assert [len(group) for group in BAKER.split("-")] == [4, 4, 4, 4]


@given(st.binary(min_size=1, max_size=40), st.sampled_from([" ", "", "-", " . "]))
def test_it_is_read_back_from_what_people_type(content: bytes, glue: str):
    shown = fingerprint({"content": content.hex()})
    typed = shown.lower().replace("-", glue)
    typed = typed.replace("o", "0").replace("i", "1").replace("b", "8")
    assert as_typed(typed) == shown


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-IJKL-MNO9", "ABCD-EFGH-IJKL-MNOPQ", "ß" * 16]
)
def test_what_cannot_be_one_is_nothing(typed: str):
    assert as_typed(typed) == ""


GOLDEN = json.loads((Path(__file__).parent / "canonical-1.json").read_text(encoding="utf-8"))
"""Made with version 1 of the canonical form and never made again: documents of the example handbook
in three languages, and one of each kind with a value in every field there was."""


@pytest.mark.parametrize("kept", GOLDEN["documents"], ids=lambda kept: "-".join(kept["name"]))
def test_a_document_of_version_1_is_read_and_written_as_it_was(kept: dict[str, Any]):
    """What the model learnt since must not change what old files say."""
    kind, lang = kept["kind"], kept["name"][1]
    content = kept["content"]
    model = KINDS[kind].model_validate(content, context={"lang": lang})
    assert canonical(model) == content
    assert edition_fingerprint(kind, lang, content) == kept["fingerprint"]


@pytest.mark.parametrize("kind", GOLDEN["fields"])
def test_every_field_of_version_1_is_hashed_as_it_was(kind: str):
    kept = GOLDEN["fields"][kind]
    assert edition_fingerprint(kind, "en", kept["content"]) == kept["fingerprint"]
    assert job_marks(kept["content"]) == kept["sections"] if kind == "role" else True


def job_marks(content: dict[str, Any]) -> dict[str, str]:
    """The fingerprint of each section that a scheme can name as its basis."""
    return {
        section: fingerprint(
            without_own_ids({name: content[name] for name in sorted(names) if name in content})
        )
        for section, names in BASIS.items()
    }


def test_the_canonical_form_of_version_1_stays_as_it_is():
    """Stored fingerprints are compared with new ones: a change here needs a new version."""
    role = role_of(yaml.safe_dump(ROLE))
    assert stated(canonical(role)) == {
        "title": "Baker",
        "kind": "company",
        "family": "shop",
        "grade": "C",
        "supervises": [],
        "reports_to": [{"role": "owner"}, {"text": "the miller", "kind": "functional"}],
        "purpose": "Bakes the bread and sees to it that there is enough of it on every day.",
        "responsibilities": [
            {
                "area": "Baking",
                "tasks": [{"task": "Lights the oven."}, {"task": "Kneads.", "frequency": "daily"}],
            }
        ],
        "liabilities": [{"text": "the till", "reviewed": "2026-10-01"}],
        "document": {"number": "JD-01", "owner": "owner"},
    }
    assert BAKER == "JDXH-6CDA-AFBY-NUXS"
