from __future__ import annotations

import pytest

from rolebook.model.numbering import letter, spoken


@pytest.mark.parametrize(("n", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA")])
def test_areas_are_lettered_on_after_z(n: int, name: str):
    assert letter(n) == name


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("responsibilities", 0, "tasks", 2), "A.3"),
        (("responsibilities", 0, "tasks", 2, "task"), "A.3"),
        (("responsibilities", 0, "tasks", 2, "result"), "A.3, result"),
        (("responsibilities", 1, "area"), "B"),
        (("responsibilities", 1, "criteria", 0), "B, criteria 1"),
        (("steps", 3, "detail", 0), "step 4, detail 1"),
        (("must_know", 2), "must know 3"),
        (("context", "text"), "context"),
        (("title",), "title"),
        ((), "the file"),
    ],
)
def test_a_place_is_named_as_people_name_it(path: tuple[str | int, ...], words: str):
    assert spoken(path) == words
