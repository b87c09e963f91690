"""Roles side by side: every line in one row, and each difference named rightly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradings import bakery
from rolebook.cli.marked import in_brackets
from rolebook.views.beside import Aspect, Chapter, Compared, beside, told
from rolebook.views.beside_page import beside_document, former_ids, in_words
from rolebook.views.document import Line, Link, Span, plain
from rolebook.views.own_words import with_own_words
from rolebook.views.writer import Writer
from shop import edit, opened


def chapter(*aspects: tuple[str, str]) -> list[Chapter]:
    """A role of one chapter; each aspect is a key and its lines, apart by spaces."""
    made = (Aspect((key,), key, tuple(map(plain, lines.split()))) for key, lines in aspects)
    return [Chapter("one", "One", tuple(made))]


def laid(*tellings: list[Chapter]) -> list[Compared]:
    return [row for _chapter, rows in beside(tellings) for row in rows]


def said(row: Compared) -> tuple[str, int | None, list[str]]:
    cells = [" ".join("".join(s.text for s in line.spans) for line in cell) for cell in row.cells]
    return row.sign, row.who, cells


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a", "a"), [("same", None, ["a", "a"])]),
        (("a", "b"), [("different", None, ["a", "b"])]),
        (("a b", "a c"), [("same", None, ["a", "a"]), ("different", None, ["b", "c"])]),
        (("a b", "a"), [("same", None, ["a", "a"]), ("only", 0, ["b", ""])]),
        (("a", "a", "b"), [("other", 2, ["a", "a", "b"])]),
        (("b", "a", "a"), [("other", 0, ["b", "a", "a"])]),
        (("a", "b", "c"), [("different", None, ["a", "b", "c"])]),
        (
            ("a b", "a b", "a c"),
            [("same", None, ["a", "a", "a"]), ("not", 2, ["b", "b", ""]),
             ("only", 2, ["", "", "c"])],
        ),
        (("a b", "b c", "c a"), [("not", 2, ["b", "b", ""]), ("not", 1, ["a", "", "a"]),
                                 ("not", 0, ["", "c", "c"])]),
    ],
)  # fmt: skip
def test_what_is_alike_and_what_differs(
    lines: tuple[str, ...], expected: list[tuple[str, int | None, list[str]]]
) -> None:
    assert [said(row) for row in laid(*(chapter(("x", one)) for one in lines))] == expected


def test_what_one_role_does_not_speak_of_is_said_by_the_others_only() -> None:
    rows = laid(chapter(("x", "a")), chapter(("y", "b")), chapter(("y", "b")))
    assert [said(row) for row in rows] == [
        ("only", 0, ["a", "", ""]),
        ("not", 0, ["", "b", "b"]),
    ]


def area(heading: str, *lines: str) -> Aspect:
    return Aspect((f"title:{heading.casefold()}",), heading, tuple(map(plain, lines)))


def test_areas_whose_headings_are_nearly_alike_stand_together_the_likest_first() -> None:
    def telling(*areas: Aspect) -> list[Chapter]:
        return [Chapter("areas", "Areas", areas)]

    rows = laid(
        telling(area("Recalls and goodwill", "a"), area("Claims", "b"), area("Staff", "c")),
        telling(area("Recalls and safety of products", "d"), area("Warranty claims", "e"),
                area("Recalls and product safety", "f"), area("Of the day", "g")),
    )  # fmt: skip
    assert [(row.title, *said(row)) for row in rows] == [
        ("Recalls and goodwill / Recalls and product safety", "different", None, ["a", "f"]),
        ("Claims / Warranty claims", "different", None, ["b", "e"]),
        ("Staff", "only", 0, ["c", ""]),
        ("Recalls and safety of products", "only", 1, ["", "d"]),
        ("Of the day", "only", 1, ["", "g"]),
    ]


WORDS = st.lists(st.sampled_from("abcdef"), max_size=5, unique=True).map(" ".join)


@given(st.lists(WORDS, min_size=2, max_size=3))
def test_every_line_of_every_role_stands_in_one_row(roles: list[str]) -> None:
    rows = laid(*(chapter(("x", lines)) for lines in roles))
    for number, lines in enumerate(roles):
        placed = [line for row in rows for line in row.cells[number]]
        assert sorted("".join(s.text for s in line.spans) for line in placed) == sorted(
            lines.split()
        )
    for row in rows:
        assert (row.sign == "same") == (len(set(row.cells)) == 1)


@given(st.lists(WORDS, min_size=2, max_size=3))
def test_a_role_beside_itself_differs_in_nothing(roles: list[str]) -> None:
    one = chapter(*((f"x{n}", lines) for n, lines in enumerate(roles)))
    assert {row.sign for row in laid(one, one)} <= {"same"}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Decides up to EUR 500", "Decides up to EUR 2,500"),
         ["Decides up to EUR {500}", "Decides up to EUR {2,500}"]),
        (("Checks claims", "Checks claims daily"), ["Checks claims", "Checks claims {daily}"]),
        (("Writes letters", "Repairs cars"), ["Writes letters", "Repairs cars"]),
        (("Leads the team of ten", "Leads the team of ten", "Leads the team of two"),
         ["Leads the team of {ten}", "Leads the team of {ten}", "Leads the team of {two}"]),
        (("Leads the team here", "Leads the team there", "Sells cars"),
         ["Leads the team {here}", "Leads the team {there}", "Sells cars"]),
    ],
)  # fmt: skip
def test_of_texts_alike_the_words_that_differ_are_marked(
    texts: tuple[str, ...], expected: list[str]
) -> None:
    assert [in_brackets(line) for line in with_own_words(list(map(plain, texts)))] == expected


def test_marks_keep_links_and_looks() -> None:
    link = Link("role", "baker")
    one = Line((Span("Reports to "), Span("the head baker", strong=True, link=link)))
    marked = with_own_words([one, plain("Reports to the owner")])[0]
    assert marked.spans == (
        Span("Reports to "),
        Span("the ", strong=True, link=link),
        Span("head baker", strong=True, link=link, mark="own"),
    )


def test_lines_of_lists_that_say_nearly_the_same_stand_side_by_side() -> None:
    def telling(*lines: str) -> list[Chapter]:
        return [Chapter("one", "One", (Aspect(("x",), "X", tuple(map(plain, lines))),))]

    rows = laid(
        telling("Bakes bread every morning", "Sweeps", "Orders flour from the mill"),
        telling("Bakes bread every evening", "Orders flour from the dealer", "Sells"),
    )
    assert [said(row) for row in rows] == [
        ("different", None, ["Bakes bread every morning", "Bakes bread every evening"]),
        ("different", None, ["Orders flour from the mill", "Orders flour from the dealer"]),
        ("different", None, ["Sweeps", "Sells"]),
    ]  # fmt: skip
    assert [in_brackets(line) for cell in rows[0].cells for line in cell] == [
        "Bakes bread every {morning}", "Bakes bread every {evening}",
    ]  # fmt: skip


WORD = st.sampled_from(["the", "baker", "bakes", "bread", "and", "rolls", "at", "night"])
SENTENCE = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
SENTENCES = st.lists(SENTENCE, max_size=5, unique=True)


@given(st.lists(SENTENCES, min_size=2, max_size=3))
def test_every_sentence_stands_in_one_row_whatever_its_marks(roles: list[list[str]]) -> None:
    rows = laid(*(
        [Chapter("one", "One", (Aspect(("x",), "X", tuple(map(plain, lines))),))]
        for lines in roles
    ))  # fmt: skip
    for number, lines in enumerate(roles):
        assert sorted(line.text for row in rows for line in row.cells[number]) == sorted(lines)


# -- of a handbook


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    handbook, records = opened(bakery(tmp_path / "shop"))
    return Writer(handbook, records)


def rows(writer: Writer, *ids: str) -> dict[str, list[str]]:
    """The differences in words by the title of the row."""
    found: dict[str, list[str]] = {}
    roles = [writer.book.roles[id_] for id_ in ids]
    for _chapter, all_ in beside([told(writer, role) for role in roles]):
        for row in all_:
            words = in_words(writer, row, [role.title.plain for role in roles])
            found.setdefault(row.title, []).append(words)
    return found


def test_a_company_job_beside_its_reference_job(writer: Writer) -> None:
    found = rows(writer, "head-baker", "night-baker")
    assert found["Kind"] == ["Different"]
    assert found["Job family"] == ["The same"]
    assert "Only Head baker" in found["Baking"]
    assert "The same" in found["Baking"]


def test_addresses_know_the_ids_that_roles_had_before(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    edit(root, "roles/night-baker.yml", "title: Night baker", "title: Night baker\nformerly: [owl]")
    handbook, _ = opened(root)
    assert former_ids(handbook) == {"owl": "night-baker"}


def test_two_roles_of_one_title_are_told_apart(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    edit(root, "roles/night-baker.yml", "title: Night baker", "title: Head baker")
    handbook, records = opened(root)
    document = beside_document(Writer(handbook, records), ["head-baker", "night-baker"])
    assert document.title == "Head baker (head-baker) and Head baker (night-baker)"


def test_a_grade_whose_reasons_are_not_published_stays_without_them(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    edit(root, "roles/head-baker.yml", "grading:\n", "grading:\n  publish: false\n")
    handbook, records = opened(root)
    chapters = told(Writer(handbook, records), handbook.roles["head-baker"])
    assert [c.aspects for c in chapters if c.key == "grade"] == [()]
