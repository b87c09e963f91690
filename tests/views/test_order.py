"""The order in which procedures are listed."""

from __future__ import annotations

import pytest

from rolebook.model.control import DocumentControl
from rolebook.model.procedure import Procedure
from rolebook.model.text import Text
from rolebook.views.order import by_number


@pytest.mark.parametrize(
    "ordered",
    [
        ["P-2", "P-9", "P-10", "Q-1"],
        ["2", "2.9", "2.10", "10", "A2"],
        ["P", "P-1", "P-1a", None],
        ["²", None],
    ],
)
def test_numbers_count_as_people_count(ordered: list[str | None]) -> None:
    procedures = [
        Procedure(
            id=f"p{n}",
            title=Text(f"Title {9 - n}"),
            area="a",
            document=DocumentControl(number=number),
        )
        for n, number in enumerate(ordered)
    ]
    found = [one.document.number for one in by_number(reversed(procedures))]
    assert found == ordered


def test_without_a_number_the_title_counts() -> None:
    titles = ("Zoo", "Ärger", "Bad")
    procedures = [Procedure(id=f"p{n}", title=Text(t), area="a") for n, t in enumerate(titles)]
    assert [one.title.plain for one in by_number(procedures)] == ["Ärger", "Bad", "Zoo"]
