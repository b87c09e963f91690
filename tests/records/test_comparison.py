"""Comparison: what came, what went, and what only stands elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolebook.records.comparison import (
    Change,
    applied,
    changes,
    compare,
    compare_documents,
)
from rolebook.records.fingerprint import canonical_json, stated
from rolebook.records.wording import words

LETTERS = st.text(alphabet="ab c.é-\n\u00a0[](:)", max_size=30)
VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-3, 3), LETTERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.sampled_from(["id", "a", "b", ""]), inner, max_size=4),
    ),
    max_leaves=20,
)
TASKS = st.lists(
    st.fixed_dictionaries(
        {"task": st.lists(st.sampled_from(("bakes", "sells", "bread", "early"))).map(" ".join)},
        optional={"id": st.sampled_from(["one", "two", "three"]), "when": st.just("daily")},
    ),
    max_size=7,
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(VALUES, VALUES)
def test_the_change_applied_to_the_old_gives_the_new(old: Any, new: Any):
    change = compare(old, new)
    assert canonical_json(applied(old, change)) == canonical_json(new)
    assert (change.sign == "=") == (canonical_json(old) == canonical_json(new))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TASKS, TASKS)
def test_lists_of_tasks_change_into_each_other(old: list[Any], new: list[Any]):
    change = compare(old, new)
    assert applied(old, change) == new
    kept = [part for part in change.parts if part.sign != "+"]
    assert [part.old for part in kept] == (old if change.parts else [])


@settings(max_examples=120, deadline=None, derandomize=True)
@given(LETTERS, LETTERS)
@example("", " ")
@example("b", "a b")
@example("a b", "b")
def test_the_words_make_both_texts(old: str, new: str):
    pieces = list(words(old, new))
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == old
    assert "".join(piece.text for piece in pieces if piece.sign != "-") == new
    assert all(piece.text for piece in pieces)


def said(old: str, new: str) -> str:
    """The words with brackets around what went and what came."""
    brackets = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(brackets[piece.sign].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Bakes the bread.", "Bakes the brown bread.", "Bakes the{+ brown+} bread."),
        ("Bakes bread", "Bakes bread and cake", "Bakes bread{+ and cake+}"),
        ("bakes bread", "Always bakes bread", "{+Always +}bakes bread"),
        ("Within 2 working days.", "Within 12 working days.",
         "Within[- 2-]{+ 12+} working days."),
        ("See [](role:baker) first", "See [](role:owner) first",
         "See[- [](role:baker)-]{+ [](role:owner)+} first"),
        ("Sweeps the floor.", "Counts what money there is.",
         "[-Sweeps the floor.-]{+Counts what money there is.+}"),
    ],
)  # fmt: skip
def test_words_are_marked_where_they_changed(old: str, new: str, marked: str):
    assert said(old, new) == marked


def signs(change: Change) -> str:
    return "".join(part.sign for part in change.parts)


def test_an_inserted_entry_leaves_the_others_alone():
    old = [f"Does the {thing} of the shop with care." for thing in ("books", "bread", "till")]
    new = [old[0], "Writes the orders of tomorrow on the board.", *old[1:]]
    assert signs(compare(old, new)) == "=+=="


def test_an_entry_that_changed_is_found_between_inserted_and_removed_ones():
    old = ["Lights the oven before dawn.", "Bakes the bread for the morning.", "Sells it."]
    new = ["Counts the money in the till.", "Bakes the bread for the whole day.", "Sells it."]
    change = compare(old, new)
    assert [(part.sign, part.value) for part in change.parts] == [
        ("-", old[0]),
        ("+", new[0]),
        ("~", new[1]),
        ("=", new[2]),
    ]


def test_an_entry_is_known_by_its_id_whatever_it_says():
    old = [{"id": "bake", "task": "Bakes."}, {"id": "sell", "task": "Sells."}]
    new = [{"task": "Cleans."}, {"id": "bake", "task": "Kneads the dough and heats the oven."}]
    change = compare(old, new)
    assert [(part.sign, part.moved) for part in change.parts] == [
        ("+", False),
        ("~", False),
        ("-", False),
    ]
    assert [path for path, _ in changes(change)] == [(0,), (1, "task"), (1,)]


def test_an_entry_that_stands_elsewhere_is_moved():
    old = [{"id": "a", "task": "Opens."}, {"id": "b", "task": "Bakes."}, {"task": "Sells."}]
    new = [old[1], old[2], {"id": "a", "task": "Opens early."}]
    change = compare(old, new)
    assert [(part.sign, part.moved) for part in change.parts] == [
        ("-", True),
        ("=", False),
        ("=", False),
        ("+", True),
    ]
    assert change.parts[3].old == old[0]


def test_true_is_not_one():
    assert compare([True], [1]).sign == "~"


def test_lists_beyond_all_measure_are_compared_in_time():
    old = [f"Task number {n} of the old list" for n in range(3000)]
    new = [f"Duty {n} in other words" for n in range(3000)]
    assert signs(compare(old, new)) == "-" * 3000 + "+" * 3000
    assert signs(compare(old, [*old[:1500], "another", *old[1500:]])).count("+") == 1


ROLE = {
    "id": "baker",
    "title": "Baker",
    "formerly": ["old-baker"],
    "responsibilities": [
        {"id": "baking", "area": "Baking", "tasks": [{"task": "Kneads."}, {"task": "Bakes."}]}
    ],
    "document": {"number": "JD-01", "review_by": "2027-01-01"},
}


def test_what_the_paper_does_not_state_is_no_change():
    tasks = [{"id": "knead", "task": "Kneads."}, {"task": "Bakes."}]
    new = {
        **ROLE,
        "id": "bread-baker",
        "formerly": [],
        "notes": ["draft"],
        "responsibilities": [{"id": "bread", "area": "Baking", "tasks": tasks}],
        "document": {"number": "JD-01"},
    }
    assert stated(new) == stated(ROLE)
    assert compare_documents(ROLE, new).sign == "="


def test_changes_of_a_document_have_their_paths():
    new = {**ROLE, "title": "Head baker", "rights": ["Tastes."]}
    new["responsibilities"] = [
        {"id": "baking", "area": "Baking", "tasks": [{"task": "Bakes."}, {"task": "Bakes cakes."}]}
    ]
    found = {path: change.sign for path, change in changes(compare_documents(ROLE, new))}
    assert found == {
        ("title",): "~",
        ("rights",): "+",
        ("responsibilities", 0, "tasks", 0): "-",
        ("responsibilities", 0, "tasks", 1): "+",
    }
