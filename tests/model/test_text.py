from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.model.text import Link, Span, Text, parse_inline


def looks(raw: str) -> list[tuple[str, str]]:
    """Each span's text with the signs of its look."""
    return [
        (span.text, "".join(sign for sign, on in (("s", span.strong), ("e", span.emphasis)) if on))
        for span in parse_inline(raw)
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "2*3*4",
        "*not emphasis*",
        "snake_case_word",
        "____",
        "_____ euros",
        "a < b & c",
        "<b>bold</b>",
        "`code`",
        "# no heading",
        "1. no list",
        "[not a link]",
        "https://example.org stays",
        "&amp; stays",
        "a | b",
        "~~x~~",
    ],
)
def test_what_is_no_mark_stays_as_typed(raw: str):
    assert parse_inline(raw) == (Span(raw),)


def test_underscores_mark_emphasis_and_strong():
    assert looks("a _b_ c") == [("a ", ""), ("b", "e"), (" c", "")]
    assert looks("__b__") == [("b", "s")]
    assert looks("__a _b_ c__") == [("a ", "s"), ("b", "se"), (" c", "s")]


def test_whitespace_is_folded_as_in_running_text():
    assert parse_inline("one\n  two\tthree ") == (Span("one two three"),)


def test_a_backslash_takes_a_mark_its_meaning():
    assert Text(r"\[Wert\] and \_this\_").plain == "[Wert] and _this_"


@pytest.mark.parametrize(
    ("raw", "link"),
    [
        ("[](role:baker)", Link("role", "baker")),
        ("[](procedure:bread)", Link("procedure", "bread")),
        ("[](procedure:bread#knead)", Link("procedure", "bread", "knead")),
        ("[](item:baking/knead)", Link("item", "baking/knead")),
        ("[here](https://x.example/a#b)", Link("url", "https://x.example/a#b")),
        ("[here](javascript:alert)", Link("url", "javascript:alert")),
        ("[here](page.md)", Link("url", "page.md")),
    ],
)
def test_a_link_says_where_it_leads(raw: str, link: Link):
    assert list(Text(raw).links) == [link]


def test_a_reference_without_words_is_an_empty_span_with_a_link():
    assert parse_inline("See [](role:baker).") == (
        Span("See "),
        Span("", link=Link("role", "baker")),
        Span("."),
    )


def test_two_references_in_a_row_stay_two():
    assert len([s for s in parse_inline("[](role:a)[](role:b)") if s.link]) == 2


def test_a_look_inside_a_link_is_kept():
    spans = parse_inline("[a _b_](https://x.example)")
    assert [(s.text, s.emphasis, s.link is not None) for s in spans] == [
        ("a ", False, True),
        ("b", True, True),
    ]


def test_the_title_of_a_link_is_not_lost():
    assert Text('[here](https://x.example "the oven log") and on').plain == (
        "here (the oven log) and on"
    )


WORDS = st.from_regex(r"[a-z]{1,6}[0-9]{1,3}", fullmatch=True)
MARKS = st.sampled_from(
    [
        " ",
        "_",
        "__",
        "___",
        "[",
        "](",
        ")",
        "]",
        "\\",
        "*",
        "<",
        ">",
        '"',
        "'",
        "#",
        "!",
        "\n",
        "(",
        ' "',
        '")',
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.one_of(WORDS, MARKS), max_size=25))
def test_no_word_is_ever_lost(parts: list[str]):
    raw = "".join(f"{part} " if re.match(r"[a-z]", part) else part for part in parts)
    spans = parse_inline(raw)
    kept = " ".join(f"{s.text} {s.link.id} {s.link.anchor}" if s.link else s.text for s in spans)
    for word in re.findall(r"[a-z]+[0-9]+", raw):
        assert word in kept, (raw, spans)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_parsing_fail_and_text_without_marks_stays(raw: str):
    spans = parse_inline(raw)
    if not set(raw) & set("_[\\"):
        assert "".join(span.text for span in spans) == " ".join(raw.split())
