"""Pages about grading: schemes, grades, why a role has its grade, the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gradings import POINTS, bakery, form, recorded
from handbooks import the_example
from rolebook.handbook import Handbook
from rolebook.model.text import Link
from rolebook.site.contents import NavLink
from rolebook.site.grading import grading_nav, grading_pages
from rolebook.views.addresses import address_of
from rolebook.views.document import Document, Fact, Facts, Line, Listing, Section, Table
from rolebook.views.dossier import dossier_document, points_per_criterion
from rolebook.views.grading_pages import (
    grade_document,
    grade_names,
    grades_document,
    why_this_grade,
)
from rolebook.views.scheme_page import scheme_document
from rolebook.views.writer import Writer
from shop import edit, opened

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "nl", "de")


def example() -> Handbook:
    return the_example()


@cache
def writer(lang: str = "en") -> Writer:
    return Writer(example().editions[lang])


def shop_writer(root: Path, lang: str = "en") -> Writer:
    handbook, records = opened(root)
    return Writer(handbook.editions[lang], records)


def lines(value: Any) -> Iterator[Line]:
    """Every line below a document, a section, a block."""
    if isinstance(value, Line):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from lines(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from lines(getattr(value, name))


def links(value: Any) -> set[Link]:
    """Where the lines below something lead."""
    return {span.link for line in lines(value) for span in line.spans if span.link}


def text(value: Any) -> str:
    """The words of the lines below something."""
    return " ".join("".join(span.text for span in line.spans) for line in lines(value))


def section(document: Document, anchor: str) -> Section:
    found = {one.anchor: one for one in document.sections}
    return found[anchor]


def table(part: Section) -> list[list[str]]:
    """The rows of a section's table, as texts."""
    (found,) = (block for block in part.blocks if isinstance(block, Table))
    return [[text(tuple(cell.groups())) for cell in row.cells] for row in found.rows]


def facts(part: Section) -> dict[str, str]:
    rows: list[Fact] = [r for block in part.blocks if isinstance(block, Facts) for r in block.rows]
    return {row.label: text(row.values) for row in rows}


def why(root: Path, role: str, lang: str = "en") -> list[Section]:
    there = shop_writer(root, lang)
    return list(why_this_grade(there, there.book.roles[role]))


# -- schemes


def test_the_scheme_in_use_is_explained_in_the_authors_words() -> None:
    document = scheme_document(writer(), "dinkelbrug-grades")
    scheme = example().schemes["dinkelbrug-grades"]
    assert scheme.purpose
    assert text(section(document, "purpose")) == scheme.purpose.plain
    steps = section(document, "steps").blocks[0]
    assert [item.anchor for item in getattr(steps, "items", ())] == [
        f"step-{n}" for n in range(1, 9)
    ]
    assert facts(section(document, "adoption"))["Adopted by"] == "Managing director"
    assert facts(section(document, "adoption"))["Consent given on"] == "11 December 2025"
    objection = facts(section(document, "objection"))
    assert objection["Until when"] == "30 calendar days after the notice of the grade"
    assert objection["To whom"] == "HR adviser"
    assert not document.notices


def test_each_characteristic_says_which_criterion_it_serves() -> None:
    rows = table(section(scheme_document(writer(), "dinkelbrug-grades"), "factors"))
    assert {row[0]: row[2] for row in rows} == {
        "Complexity": "Skills",
        "Autonomy": "Responsibility",
        "Consequence of error": "Responsibility",
        "Effort": "Effort",
        "Physical aspects": "Working conditions",
    }


def test_a_point_scheme_shows_levels_points_pairs_rules_and_bands() -> None:
    document = scheme_document(writer(), "dinkelbrug-points")
    levels = section(document, "levels")
    knowledge = next(one for one in levels.sections if one.anchor == "factor-knowledge")
    assert table(knowledge)[4][0::2] == ["5", "160"]
    pair = next(one for one in levels.sections if one.anchor == "joint-contacts")
    assert table(pair)[0] == ["1", "5", "15", "30", "50 *"]
    assert "In this order:" in text(section(document, "rules"))
    bands = [row[1] for row in table(section(document, "grades"))]
    assert bands[0] == "up to 115"
    assert bands[6] == "445 to 545"
    assert bands[-1] == "1,100 and more"
    (notice,) = document.notices
    assert "Dinkelbrug grading scheme" in text(notice)


def test_a_published_table_without_texts_stays_short() -> None:
    levels = section(scheme_document(writer(), "us-fes"), "levels")
    assert levels.sections == ()
    assert facts(levels)["Personal contacts"] == "6-1: 10 · 6-2: 25 · 6-3: 60 · 6-4: 110"


def test_a_matrix_names_the_neighbour_whose_words_a_cell_has() -> None:
    rows = table(section(scheme_document(writer(), "warranty-levels"), "matrix"))
    people = next(row for row in rows if row[0] == "People")
    assert people[2] == "as F"


def test_profiles_say_which_levels_they_allow_and_which_factors_are_protected() -> None:
    rows = table(section(scheme_document(writer(), "warranty-profile"), "profiles"))
    assert rows[0] == ["Knowledge protected: no variation", "4, 5", "5", "5, 6"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_on_a_page_about_grading_leads_somewhere(lang: str) -> None:
    there = writer(lang)
    pages = list(grading_pages(there, NavLink("Start", "index.html")))
    known = {page.address for page in pages}
    known |= {address_of(Link("role", id_)) for id_ in there.book.roles}
    known |= {address_of(Link("family", id_)) for id_ in there.book.families}
    known |= {address_of(Link("unit", id_)) for id_ in there.book.units}
    led_to = {address_of(link) for page in pages for link in links(page.document)}
    assert led_to - known == set()
    assert {link.address for link in grading_nav(there).links} <= known


# -- grades


def test_a_grade_has_its_roles_the_rules_that_lead_there_and_its_neighbours() -> None:
    grade = next(one for one in example().schemes["dinkelbrug-grades"].grades if one.id == "I")
    document = grade_document(writer(), grade)
    assert (document.title, document.id) == ("Grade I", "i")
    roles = {row[0] for row in table(section(document, "roles"))}
    assert {"Aftersales manager, Border branch", "Quality manager"} <= roles
    rules = [row[:2] for row in table(section(document, "rules"))]
    assert ["Aftersales manager", "Lighter"] in rules
    assert "Aftersales manager: I to J" in text(section(document, "context"))
    beside = facts(section(document, "next"))
    assert (beside["One grade lower"], beside["One grade higher"]) == ("H", "J")


def test_the_overview_leads_to_each_grade() -> None:
    assert {Link("grade", name) for name in "abcdefghijkl"} <= links(grades_document(writer()))


def test_of_each_role_without_a_grade_the_reason_is_told() -> None:
    document = grades_document(writer())
    (listing,) = section(document, "without").blocks
    assert isinstance(listing, Listing)
    reasons = {item.line.text: [(f.label, f.values[0].text) for f in item.details]
               for item in listing.items}  # fmt: skip
    assert len(reasons) > 2
    assert all(len(said) == 1 for said in reasons.values())
    assert reasons["Regional aftersales and sales manager"] == [
        ("Not graded", "No decision is recorded yet.")
    ]


def test_names_of_grades_in_addresses_are_plain_and_differ() -> None:
    assert grade_names(("GS-9", "E 9a", "E-9A", "Ü", "§§")) == {
        "GS-9": "gs-9",
        "E 9a": "e-9a",
        "E-9A": "e-9a-2",
        "Ü": "u",
        "§§": "grade",
    }


def test_a_handbook_without_a_scheme_has_the_overview_and_nothing_else(small: Any) -> None:
    handbook, records = opened(small())
    there = Writer(handbook, records)
    pages = list(grading_pages(there, NavLink("Start", "index.html")))
    assert [page.address for page in pages] == ["grades.html"]
    assert [link.address for link in grading_nav(there).links] == ["grades.html"]


# -- why this grade


def test_a_company_job_says_from_which_reference_job_and_rule_its_grade_comes(
    tmp_path: Path,
) -> None:
    (found,) = why(bakery(tmp_path / "shop"), "night-baker")
    told = facts(found)
    assert told["Grade"] == "A Helps."
    assert told["Written from the reference job"].startswith("Head baker, grade B;")
    assert told["Application rule"] == "Lighter: Lighter leads to A."
    assert told["Decision on the grade"] == "No decision is recorded yet."
    assert Link("scheme", "shop-grades", "objection") in links(found)


def test_the_decision_in_force_is_told_with_its_reasons(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    recorded(root)
    (found,) = why(root, "night-baker")
    told = facts(found)
    assert "decided on 12 October 2026" in told["Decision on the grade"]
    assert told["Took part"] == "Owner, Employees' member"
    (reasons,) = found.sections
    assert "Bakes what is planned." in text(reasons)
    assert "Less to plan, all else alike." in text(reasons)
    assert "19 October" not in text(found)  # the day of the notice is the holder's own


def test_a_decision_whose_grounds_changed_says_so(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    recorded(root)
    edit(root, "roles/head-baker.yml", "Lifts sacks.", "Lifts heavy sacks.")
    (found,) = why(root, "night-baker")
    assert "to be renewed" in facts(found)["Remark"]


def test_decisions_under_other_schemes_stand_there_for_comparison(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    recorded(root)
    recorded(root, form(like=POINTS), "--scheme", "shop-points")
    told = facts(why(root, "night-baker")[0])
    assert told["For comparison"] == "Points of the shop: Grade B, 12 October 2026"
    edit(root, "roles/grading/shop-points.yml", "points: 25", "points: 24")
    told = facts(why(root, "night-baker")[0])
    assert told["For comparison"].endswith("2026, to be renewed")
    assert "Remark" not in told  # what decides the grade still holds


def test_a_role_can_keep_the_reasons_of_its_grade_off_the_site(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    recorded(root)
    with (root / "roles/night-baker.yml").open("a", encoding="utf-8") as file:
        file.write("grading: {publish: false}\n")
    assert why(root, "night-baker") == []


def test_rules_of_a_reference_job_that_is_not_published_are_not_shown(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    edit(root, "roles/head-baker.yml", "grading:\n", "grading:\n  publish: false\n")
    there = shop_writer(root)
    assert there.book.scheme
    document = grade_document(there, there.book.scheme.grades[0])
    assert "rules" not in {one.anchor for one in document.sections}
    (found,) = why(root, "night-baker")
    assert "Application rule" not in facts(found)


def test_a_reference_job_owes_no_decision(tmp_path: Path) -> None:
    (found,) = why(bakery(tmp_path / "shop"), "head-baker")
    told = facts(found)
    assert "no decision is owed" in told["How it came about"]
    assert told["Context grades"] == "A to B"
    assert "Decision on the grade" not in told


def test_why_is_told_in_the_readers_language(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    recorded(root)
    (found,) = why(root, "night-baker", "nl")
    assert found.title == "Waarom deze functiegroep"
    assert facts(found)["Toepassingsregel"] == "Lichter: Lichter leidt naar A."


# -- the dossier


def test_the_dossier_counts_every_company_job_once() -> None:
    document = dossier_document(writer())
    jobs = [role for role in example().roles.values() if role.kind == "company"]
    spread = table(section(document, "spread"))
    assert spread[-1][-1] == str(len(jobs))
    assert sum(int(row[-1]) for row in spread[:-1]) == len(jobs)
    assert len(table(section(document, "decisions"))) == len(jobs)


def test_the_dossier_holds_adoption_criteria_and_decisions(tmp_path: Path) -> None:
    root = bakery(tmp_path / "shop")
    recorded(root)
    document = dossier_document(shop_writer(root))
    criteria = table(section(document, "criteria"))
    assert criteria[3] == ["Working conditions", "Heat"]
    rows = {row[0]: row for row in table(section(document, "decisions"))}
    assert rows["Night baker"][1:4] == ["A", "Head baker", "12 October 2026 Owner"]
    assert rows["Baker"][3] == "none recorded"


def test_points_that_can_come_of_each_criterion() -> None:
    found = points_per_criterion(example().schemes["us-fes"])
    assert {name: int(points) for name, points in found.items()} == {
        "skills": 1850 + 450 + 110 + 220,
        "responsibility": 650 + 650 + 450,
        "effort": 50,
        "working_conditions": 50,
    }
    joint = points_per_criterion(example().schemes["dinkelbrug-points"])
    assert joint["skills"] == 290 + 150 + 105
