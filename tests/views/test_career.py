"""Career steps: from each role to those one could go on to, and what these really ask more."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradings import bakery
from rolebook.model.text import Text
from rolebook.views.asking import asked, asks_none, step
from rolebook.views.career import career_section
from rolebook.views.document import Facts, Line
from rolebook.views.writer import Writer
from shop import edit, opened

APPRENTICE = """\
title: Apprentice
kind: company
family: shop
grade: A
reports_to: [head-baker]
characteristics:
  - {id: skill, text: Learns.}
requirements:
  - Gets up early.
  - {kind: education, level: school}
  - {kind: language, text: Dutch, level: B1}
authorities: [Says no to mouldy flour.]
responsibilities: [{area: Help, tasks: [Sweeps.]}]
"""
JOURNEYMAN = """\
title: Journeyman
kind: company
family: shop
grade: B
reports_to: [head-baker]
characteristics:
  - {id: skill, text: Bakes alone.}
requirements:
  - Gets up early.
  - {kind: education, level: trade school}
  - {kind: experience, text: baking, years: 2}
  - {kind: language, text: Dutch, level: B2}
authorities:
  - Says no to mouldy flour.
  - {kind: spend, text: Buys yeast., limit: {amount: 50}}
responsibilities: [{area: Help, tasks: [Bakes.]}]
"""


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return of(tmp_path)


def of(tmp_path: Path, *edits: tuple[str, str, str]) -> Writer:
    files = {"roles/apprentice.yml": APPRENTICE, "roles/journeyman.yml": JOURNEYMAN}
    root = bakery(tmp_path / "shop", files)
    for file, old, new in edits:
        edit(root, f"roles/{file}.yml", old, new)
    handbook, records = opened(root)
    return Writer(handbook, records)


def words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def steps(writer: Writer) -> dict[tuple[str, str], dict[str, list[str]]]:
    """By the ids of the two roles: label and lines of each fact of the step."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for section in career_section(writer, writer.book.roles.values()):
        for one in section.sections:
            for to in one.sections:
                (facts,) = to.blocks
                assert isinstance(facts, Facts)
                link = facts.rows[-1].values[0].spans[0].link
                assert link
                before, after = link.anchor.removeprefix("roles=").split(",")
                found[before, after] = {
                    fact.label: [words(line) for line in fact.values] for fact in facts.rows
                }
    return found


def test_only_what_is_more_is_named_as_more(writer: Writer) -> None:
    found = steps(writer)["apprentice", "journeyman"]
    assert found["Asks more: Requirements"] == [
        "Experience: baking, at least 2 years",
        "Language: Dutch, B2",
    ]
    assert found["Asks more: Authorities"] == ["Spending: Buys yeast. – Limit: EUR\xa050"]
    assert found["Differs: Requirements"] == ["Education: trade school"]
    assert "Asks more: Characteristics of the job" not in found
    assert len(found["Differs: Characteristics of the job"]) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("years: 2", "years: 0"),
        ("level: B2", "level: A1"),
        ("{amount: 50}", "{amount: 5}"),
        ("text: Dutch, level: B2", "text: Dutch, level: B2, need: desirable"),
    ],
)
def test_a_lower_measure_is_no_more(tmp_path: Path, old: str, new: str) -> None:
    other = of(tmp_path, ("journeyman", old, new))
    before = asked(other, other.book.roles["journeyman"])
    more = of(tmp_path / "more")
    after = asked(more, more.book.roles["journeyman"])
    assert sum(map(len, step(before, after).more.values())) == 1
    assert not step(before, after).differs
    assert not step(after, before).more
    assert sum(map(len, step(after, before).differs.values())) == 1


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("None.", "en", True),
        ("None; may show trainees the work.", "en", True),
        ("Nonetheless leads six.", "en", False),
        ("Leads none of them directly.", "en", False),
        ("Geen.", "nl", True),
        ("Keine; leitet an.", "de", True),
    ],
)
def test_that_there_is_none_is_known_in_every_language(
    text: str, lang: str, expected: bool
) -> None:
    assert asks_none(Text(text, lang)) is expected


def test_what_a_job_asks_none_of_is_never_asked_more(tmp_path: Path) -> None:
    found = steps(of(tmp_path, ("journeyman", "Bakes alone.", "None.")))
    assert not any("Characteristics" in label for label in found["apprentice", "journeyman"])
    found = steps(of(tmp_path / "more", ("apprentice", "Learns.", "None; looks on.")))
    (line,) = found["apprentice", "journeyman"]["Asks more: Characteristics of the job"]
    assert line.endswith(": Bakes alone.")


def test_nothing_is_asked_that_no_description_states(writer: Writer) -> None:
    stated = {words(one.line) for role in writer.book.roles.values() for one in asked(writer, role)}
    for facts in steps(writer).values():
        for label, lines in facts.items():
            if label.startswith("Asks more"):
                assert set(lines) <= stated | {"nothing that the descriptions state"}


def test_a_step_leads_over_a_grade_as_well_and_to_the_superior(tmp_path: Path) -> None:
    writer = of(tmp_path)
    roles = writer.book.roles
    grades = {id_: role.grade for id_, role in roles.items()}
    found = steps(writer)
    assert found
    assert all(str(grades[before]) < str(grades[after]) for before, after in found)
    (section,) = career_section(writer, [roles["apprentice"]])  # alone: only the superior is left
    (to,) = section.sections[0].sections
    facts = to.blocks[0]
    assert isinstance(facts, Facts)
    assert words(facts.rows[0].values[0]) == "Head baker, the superior"


def test_of_a_large_family_some_are_compared_and_the_others_named(writer: Writer) -> None:
    apprentice, journeyman = (writer.book.roles[id_] for id_ in ("apprentice", "journeyman"))
    alone = apprentice.model_copy(update={"reports_to": ()})
    many = [journeyman.model_copy(update={"id": f"journeyman-{n:02}"}) for n in range(14)]
    (section,) = career_section(writer, [alone, *many])
    (first,) = [one for one in section.sections if one.anchor == "step-apprentice"]
    assert len(first.sections) == 4
    facts = first.blocks[0]
    assert isinstance(facts, Facts)
    named = words(facts.rows[1].values[0])
    assert named.count("journeyman-") == 6
    assert named.endswith(", and 4 more")


def test_a_family_without_a_higher_grade_has_no_steps(writer: Writer) -> None:
    roles = [r for r in writer.book.roles.values() if r.grade == "B"]
    without = [role.model_copy(update={"reports_to": ()}) for role in roles]
    assert list(career_section(writer, without)) == []
