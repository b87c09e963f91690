"""The sheet for the wall: a step's question, and on each answer what is done, by whom, by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from handbooks import Content
from rolebook.handbook import load
from rolebook.views.document import Line, Listing
from rolebook.views.sheets import wall_sheet
from rolebook.views.writer import Writer
from shop_claims import CLAIM, FILES

Answers = Callable[[str], list[str]]


def words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


@pytest.fixture
def answers(tree: Callable[[Mapping[str, Content]], Path]) -> Answers:
    """What the wall says of the answers to the question of the claim's second step."""

    def said(claim: str) -> list[str]:
        book = load(tree({**FILES, "procedures/claim.yml": claim})).handbook
        assert book
        (listing,) = wall_sheet(Writer(book), "claim").sections[0].blocks
        assert isinstance(listing, Listing)
        (question,) = listing.items[1].items
        return [words(item.line) for item in question.items]

    return said


def test_two_answers_that_lead_to_one_step_still_say_what_differs(answers: Answers):
    claim = CLAIM.replace("{when: Not clear, to: take-in}", "{when: Partly, to: pay}")
    assert answers(claim)[:2] == [
        "Yes: The clerk is told (the same day) → step 3",
        "Partly → step 3",
    ]


def test_who_acts_on_an_answer_is_said_where_the_words_do_not_say_it(answers: Answers):
    claim = CLAIM.replace("text: The clerk writes why.", "text: The reason is written, by: [clerk]")
    claim = claim.replace("text: The clerk is told.,", "text: The clerk is told., by: [clerk],")
    claim = claim.replace("to: take-in}", "to: take-in, by: [customer]}")
    assert answers(claim)[:3] == [
        "Yes: The clerk is told (the same day) → step 3",
        "Not clear (customer) → step 1",
        "No: The reason is written (Clerk) → end",
    ]
