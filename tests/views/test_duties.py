"""What falls to a role: its steps, and what it has to do on an answer, by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from handbooks import Content
from rolebook.handbook import load
from rolebook.views.document import Line, Table
from rolebook.views.duties import my_role
from rolebook.views.writer import Writer
from shop_claims import CLAIM, FILES

Said = Callable[..., dict[str, list[str]]]


def words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


@pytest.fixture
def said(tree: Callable[[Mapping[str, Content]], Path]) -> Said:
    """What a role's sheet says of each step of the claim, line by line."""

    def lines(role: str, claim: str = CLAIM) -> dict[str, list[str]]:
        book = load(tree({**FILES, "procedures/claim.yml": claim})).handbook
        assert book
        sections = {section.anchor: section for section in my_role(Writer(book), book.roles[role])}
        (table,) = sections["my-claim"].blocks
        assert isinstance(table, Table)
        return {
            words(row.cells[0].lines[0]): [
                words(line) for group in row.cells[1].groups() for line in group.lines
            ]
            for row in table.rows
        }

    return lines


def test_an_answer_with_a_term_of_its_own_stands_after_its_question(said: Said):
    _step, part, question, answer = said("manager")["2"]
    assert part == "up to EUR 500"
    assert question == "Is the claim justified?"
    assert answer == "Yes: The clerk is told (the same day)"


def test_what_another_role_does_on_an_answer_is_on_that_roles_sheet_alone(said: Said):
    claim = CLAIM.replace("text: The clerk is told.,", "text: The clerk is told., by: [clerk],")
    question = "Is the claim justified?"
    assert said("manager", claim)["2"] == ["Decide on the claim", "up to EUR 500", question]
    assert said("clerk", claim)["2"] == [
        "Decide on the claim", question, "Yes: The clerk is told."
    ]  # fmt: skip
