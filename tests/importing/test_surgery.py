"""Changes at their places in YAML: what was meant is there, every other line as it was."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.importing.patching.plan import CannotPatch, New, Plan, expected
from rolebook.importing.patching.surgery import patched, same_bytes
from rolebook.model.role import Role
from rolebook.source import Source, read

ROOT = Path(__file__).parents[2]


def source(text: str) -> Source:
    found, problems = read(dedent(text).encode(), "x.yml")
    assert found
    assert not problems
    return found


ROLE = """\
    # The head of the file.
    title: Baker   # not the head baker
    kind: company
    purpose: >-
      Bakes the bread of the day and sees to it that the shop
      has it in time, on every day of the week but Monday,
      and in the quality that customers expect.
    reports_to: [{text: 'the owner'}, head-baker]
    responsibilities:
      # The morning.
      - id: baking
        area: "Baking: the morning"
        tasks:
          # First the oven.
          - Lights the oven.

          # Then the dough.
          - {id: knead, task: Kneads the dough., when: daily}
          - id: bakes
            task: >-   # long
              Bakes it until it is brown.
            result: Bread.
        criteria:
          - it is brown
      - area: Selling
        tasks:
            - Sells it.
    rights: [a day off, bread]
    # The end.
    """


def change(plan: Plan, text: str = ROLE) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    old = source(text)
    new = patched(old, plan, Role)
    before, after = old.text.split("\n"), new.split("\n")
    return (
        [line for line in before if line not in after],
        [line for line in after if line not in before],
    )


TASKS = ("responsibilities", 0, "tasks")


@pytest.mark.parametrize(
    ("plan", "went", "came"),
    [
        (
            Plan({("title",): "Head baker"}),
            ["title: Baker   # not the head baker"],
            ["title: Head baker   # not the head baker"],
        ),
        (
            Plan({("reports_to", 0, "text"): "the owner's wife"}),
            ["reports_to: [{text: 'the owner'}, head-baker]"],
            ["reports_to: [{text: 'the owner''s wife'}, head-baker]"],
        ),
        (
            Plan({("purpose",): "Bakes the bread of the day and sees to it that the shop has it on "
                  "time, on every day of the week but Monday, and in the quality that customers "
                  "expect."}),
            ["  has it in time, on every day of the week but Monday,"],
            ["  has it on time, on every day of the week but Monday,"],
        ),
        (
            Plan({(*TASKS, 0): "Lights: the oven"}),
            ["      - Lights the oven."],
            ['      - "Lights: the oven"'],
        ),
        (
            Plan({(*TASKS, 1, "when"): "daily, at four"}),
            ["      - {id: knead, task: Kneads the dough., when: daily}"],
            ['      - {id: knead, task: Kneads the dough., when: "daily, at four"}'],
        ),
        (
            Plan(gone={(*TASKS, 1, "when"), (*TASKS, 2, "result")}),
            ["      - {id: knead, task: Kneads the dough., when: daily}", "        result: Bread."],
            ["      - {id: knead, task: Kneads the dough.}"],
        ),
        (
            Plan({(*TASKS, 2, "when"): "at five", (*TASKS, 2, "task"): "Bakes it until brown."}),
            ["          Bakes it until it is brown."],
            ["          Bakes it until brown.", "        when: at five"],
        ),
        (
            Plan(lists={("rights",): [("rights", 1), New("cake, on Sundays")]}),
            ["rights: [a day off, bread]"],
            ['rights: [bread, "cake, on Sundays"]'],
        ),
        (
            Plan(lists={("responsibilities", 0, "criteria"): []}),
            ["    criteria:", "      - it is brown"],
            [],
        ),
        (Plan(gone={("responsibilities", 0, "id")}), ["  - id: baking", '    area: "Baking: the '
            'morning"'], ['  - area: "Baking: the morning"']),
        (Plan({("notes",): ["Seen by the owner."]}), [], ["notes:", "  - Seen by the owner."]),
        (
            Plan({(*TASKS, 0): "Lights the oven " + "early " * 18 + "today."}),
            ["      - Lights the oven."],
            ["      - >-", "        Lights the oven " + ("early " * 12).strip(),
             "        " + "early " * 6 + "today."],
        ),
    ],
)  # fmt: skip
def test_only_the_changed_lines_differ(plan: Plan, went: list[str], came: list[str]) -> None:
    assert change(plan) == (went, came)


def test_a_new_key_stands_where_the_schema_has_it() -> None:
    lines = patched(source(ROLE), Plan({("grade",): "C"}), Role).split("\n")
    assert lines[lines.index("grade: C") - 1] == "kind: company"


def test_an_entry_moves_with_its_comments() -> None:
    plan = Plan(lists={TASKS: [(*TASKS, 1), (*TASKS, 0), (*TASKS, 2)]})
    lines = patched(source(ROLE), plan).split("\n")
    at = lines.index("    tasks:")
    assert lines[at + 1 : at + 6] == [
        "      # First the oven.", "", "      # Then the dough.",
        "      - {id: knead, task: Kneads the dough., when: daily}", "      - Lights the oven.",
    ]  # fmt: skip


def test_an_entry_moves_to_another_list_and_keeps_its_form() -> None:
    there = ("responsibilities", 1, "tasks")
    plan = Plan(
        {(*TASKS, 2, "task"): "Bakes it until it is nearly black."},
        lists={TASKS: [(*TASKS, 0), (*TASKS, 1)], there: [(*there, 0), (*TASKS, 2)]},
    )
    lines = patched(source(ROLE), plan).split("\n")
    at = lines.index("        - Sells it.")
    assert lines[at + 1 : at + 5] == [
        "        - id: bakes", "          task: >-   # long",
        "            Bakes it until it is nearly black.", "          result: Bread.",
    ]  # fmt: skip


def test_a_comment_above_an_entry_that_goes_stays() -> None:
    plan = Plan(lists={TASKS: [(*TASKS, 0), (*TASKS, 2)]})
    went, came = change(plan)
    assert went == ["      - {id: knead, task: Kneads the dough., when: daily}"]
    assert not came
    assert "# Then the dough." in patched(source(ROLE), plan)


def test_keys_behind_the_last_line_of_several_values_each_stand_in_their_own() -> None:
    text = "a:\n  b:\n    - c: one\n      d: two\ne: three\n"
    plan = Plan(
        {("a", "b", 0, "f"): "four", ("a", "g"): "five", ("a", "b", 0, "h"): "six"},
        lists={("a", "b"): [("a", "b", 0), New("new")]},
    )
    assert patched(source(text), plan) == (
        "a:\n  b:\n    - c: one\n      d: two\n      f: four\n      h: six\n    - new\n  g: five\n"
        "e: three\n"
    )


def test_a_group_that_loses_all_its_keys_falls_away() -> None:
    text = "a: {b: {c: one}}\nd:\n  - {e: two}\n  - {e: three, f: four}\ng: five\n"
    plan = Plan(gone={("a", "b", "c"), ("d", 0, "e"), ("d", 1, "e")})
    assert patched(source(text), plan) == "d:\n  - {f: four}\ng: five\n"


def test_what_stands_under_an_alias_is_refused() -> None:
    text = "purpose: &one Bakes.\nobjectives:\n  - *one\n"
    with pytest.raises(CannotPatch, match="alias"):
        patched(source(text), Plan({("objectives", 0): "Sells."}))
    with pytest.raises(CannotPatch):
        patched(source(text), Plan({("purpose",): "Sells."}))


def test_line_ends_and_the_mark_of_the_file_stay() -> None:
    original = b"\xef\xbb\xbftitle: Baker\r\nkind: company\n"
    found, _ = read(original, "x.yml")
    assert found
    text = patched(found, Plan({("kind",): "reference", ("grade",): "C"}), Role)
    made = same_bytes(original, text)
    assert made == b"\xef\xbb\xbftitle: Baker\r\nkind: reference\ngrade: C\n"
    assert same_bytes(b"a: b\r\nc: d\r\n", "a: b\nc: e\n") == b"a: b\r\nc: e\r\n"


# -- any change of any file

FILES = sorted(
    path for folder in ("roles", "procedures") for path in (ROOT / folder).glob("*.yml")
)  # fmt: skip
SOURCES = [source(path.read_text()) for path in FILES]
WORDS = st.lists(
    st.text(st.sampled_from("abyzé' :#-,[]{}&*!|>%@`\"\\0?é"), min_size=1, max_size=9)
    | st.sampled_from(["oven", "no", "~", "1.10", "- dash", "key: value", "#not", "2027-01-01"]),
    min_size=1, max_size=30,
).map(lambda words: " ".join(" ".join(words).split())).filter(bool)  # fmt: skip


def _paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where texts stand."""
    match data:
        case dict():
            return [p for key, value in data.items() for p in _paths(value, (*path, key))]
        case list():
            return [p for n, value in enumerate(data) for p in _paths(value, (*path, n))]
        case str():
            return [path]
    return []


def _lists(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], int]]:
    match data:
        case dict():
            return [p for key, value in data.items() for p in _lists(value, (*path, key))]
        case list():
            inner = [p for n, value in enumerate(data) for p in _lists(value, (*path, n))]
            return [*inner, (path, len(data))]
    return []


def _groups(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    match data:
        case dict():
            return [path, *(p for key, value in data.items() for p in _groups(value, (*path, key)))]
        case list():
            return [p for n, value in enumerate(data) for p in _groups(value, (*path, n))]
    return []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_changes_the_file_says_it_and_keeps_the_rest(data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(SOURCES))
    paths = data.draw(st.lists(st.sampled_from(_paths(old.data)), max_size=3, unique=True))
    plan = Plan({path: data.draw(WORDS) for path in paths})
    there, size = data.draw(st.sampled_from(_lists(old.data)))
    order = data.draw(st.permutations([(*there, n) for n in range(size)]))
    kept = order[: data.draw(st.integers(1, size))]
    entries: list[Any] = [*kept, *map(New, data.draw(st.lists(WORDS, max_size=2)))]
    plan.lists[there] = entries
    groups = data.draw(st.lists(st.sampled_from(_groups(old.data)), max_size=3, unique=True))
    plan.values |= {(*group, "zz"): data.draw(WORDS) for group in groups}
    text = patched(old, plan, Role)  # reads itself again, else raises
    assert expected(old.data, plan) is not None
    touched = set()
    for path in [*paths, there]:
        begin = old.place(path, key=True).line
        touched |= set(range(begin, begin + _height(old, path) + 1))
    after = text.split("\n")
    at = 0
    for number, line in enumerate(old.text.split("\n"), 1):
        flow = "{" in line or "[" in line  # it may have got a key
        if number not in touched and not flow:
            assert line in after[at:], line
            at += after[at:].index(line) + 1


def _height(old: Source, path: tuple[Any, ...]) -> int:
    node: Any = old.node
    for step in path:
        node = (
            next(value for key, value in node.value if key.value == step)
            if isinstance(step, str)
            else node.value[step]
        )
    return int(node.end_mark.line - node.start_mark.line + 1)
