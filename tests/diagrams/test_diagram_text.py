"""Text in boxes: as wide as the typeface makes it, broken where a reader would break it."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest
from fontTools.ttLib import TTFont
from geometry import LABELS, often
from hypothesis import given
from hypothesis import strategies as st

from rolebook.diagrams.scene import Label
from rolebook.diagrams.text import Type, lines, longest_word, width

PLAIN, STRONG = Type(12, 15), Type(12, 15, strong=True)


@pytest.mark.parametrize(
    ("face", "type_"), [("SourceSans3-Regular.otf", PLAIN), ("SourceSans3-Semibold.otf", STRONG)]
)
def test_widths_are_those_of_the_shipped_typeface(face: str, type_: Type) -> None:
    text = "Größe & Übergabe: 2.500 €"
    with as_file(files("rolebook") / "fonts" / face) as file, TTFont(file) as font:
        assert font["head"].unitsPerEm == 1000
        names, metrics = font.getBestCmap(), font["hmtx"].metrics
        exact = sum(metrics[names[ord(char)]][0] for char in text) * type_.size / 1000
    assert exact <= width(text, type_) < exact + 1


@often
@given(label=LABELS, room=st.integers(45, 300), even=st.booleans())
def test_nothing_is_lost_and_nothing_is_wider_than_the_room(
    label: Label, room: int, even: bool
) -> None:
    found = lines(label.text, PLAIN, room, "de", even)
    assert all(width(line, PLAIN) <= room for line in found)
    kept, rest = "".join(label.text.split()), "".join("".join(line.split()) for line in found)
    assert rest.replace("-", "") == kept.replace("-", "")


def test_lines_are_as_few_as_can_be_and_full_or_even() -> None:
    text = "Match the vehicles with our customers and stop the sale"
    full = lines(text, PLAIN, 130)
    even = lines(text, PLAIN, 130, even=True)
    assert len(full) == len(even) == 3
    spread = [width(line, PLAIN) for line in even]
    assert max(spread) - min(spread) < 25


def test_a_last_line_is_not_left_with_one_letter() -> None:
    assert lines("within 2 working days of step 1", PLAIN, 150) == (
        "within 2 working days",
        "of step 1",
    )


def test_words_that_fit_are_not_hyphenated() -> None:
    for line in lines(
        "Record complaint, cause and correction on the repair order", PLAIN, 60, "en"
    ):
        assert not line.endswith("-")


@pytest.mark.parametrize(
    ("word", "lang", "parts"),
    [
        ("Stellenbeschreibung", "de", ("Stellenbe-", "schreibung")),
        ("functiebeschrijving", "nl", ("functiebe-", "schrijving")),
    ],
)
def test_words_that_do_not_fit_are_hyphenated_by_their_language(
    word: str, lang: str, parts: tuple[str, ...]
) -> None:
    assert lines(word, PLAIN, 75, lang) == parts


def test_a_place_that_the_patterns_get_wrong_is_not_used() -> None:
    found = lines("Sachbearbeiterin", PLAIN, 75, "de")  # they say be-a-r-bei
    assert len(found) == 2
    assert not found[0].endswith(("bea-", "bear-"))


def test_a_language_without_patterns_breaks_anywhere() -> None:
    assert len(lines("x" * 40, PLAIN, 80, "xx")) > 1


def test_numbers_of_forms_and_amounts_stay_whole() -> None:
    assert longest_word("signs F-01", PLAIN) == width("signs", PLAIN)
    assert longest_word("F-01", PLAIN) == width("F-01", PLAIN)
    assert lines("up to EUR 500 or less", PLAIN, 60) == ("up to", "EUR 500 or", "less")
    assert lines("up to EUR\N{NO-BREAK SPACE}2,500", PLAIN, 62) == (
        "up to",
        "EUR\N{NO-BREAK SPACE}2,500",
    )


def test_compounds_break_at_their_hyphen() -> None:
    assert lines("after-sales", PLAIN, 45) == ("after-", "sales")
