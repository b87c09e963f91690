"""Flow charts and organisation charts of a handbook: who has a lane, where ways lead, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from handbooks import Content, the_example
from rolebook.handbook import Handbook, load
from rolebook.records import Records
from rolebook.views.document import Document, Drawing, Section, Table
from rolebook.views.organisation import organisation_document
from rolebook.views.procedure import procedure_document
from rolebook.views.role import role_document
from rolebook.views.writer import Writer
from shop_claims import FILES, ORGANISED, POSITIONS

ROOT = Path(__file__).resolve().parents[2]
NS = "{http://www.w3.org/2000/svg}"
Make = Callable[..., Writer]


@pytest.fixture
def make(tree: Callable[[Mapping[str, Content]], Path]) -> Make:
    def made(changes: Mapping[str, Content] | None = None, lang: str = "en") -> Writer:
        loaded = load(tree({**FILES, **(changes or {})}))
        assert loaded.handbook
        assert not loaded.findings
        return Writer(loaded.handbook.editions[lang], Records())

    return made


def drawings(document: Document) -> list[Drawing]:
    def within(sections: tuple[Section, ...]) -> Iterator[Drawing]:
        for section in sections:
            yield from (block for block in section.blocks if isinstance(block, Drawing))
            yield from within(section.sections)

    return list(within(document.sections))


def page(writer: Writer, id_: str = "claim") -> Drawing:
    (drawing,) = drawings(procedure_document(writer, id_, "page"))
    return drawing


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{NS}text")]


def links(svg: str) -> list[str]:
    return [link.get("href", "") for link in ET.fromstring(svg).iter(f"{NS}a")]


def test_a_procedures_page_and_paper_show_its_chart_before_the_steps(make: Make) -> None:
    for medium in ("page", "paper"):
        document = procedure_document(make(), "claim", medium)  # type: ignore[arg-type]
        anchors = [section.anchor for section in document.sections]
        assert anchors.index("chart") < anchors.index("steps")
        assert drawings(document)[0].title == "Flow chart: Claim"


def test_each_doer_has_a_lane_and_those_who_stand_in_for_each_other_share_one(make: Make) -> None:
    said = texts(page(make()).svg)
    assert {"Clerk", "Customer", "Manager / Director"} <= set(said)
    assert "Manager: up to EUR 500" in said
    assert "Director: above EUR 500" in said


def test_a_step_says_who_does_what_by_when_and_with_which_form(make: Make) -> None:
    said = texts(page(make()).svg)
    assert "1. Take the claim in" in said
    assert "F-01 · within 1 working day of intake" in said
    assert "signs" in said
    assert "another Clerk: checks" in said
    assert "monthly" in said
    assert "P-03 Complaint" in said, "the procedure that is carried out within the step"


def test_answers_say_what_is_done_by_when_and_where_it_goes_on(make: Make) -> None:
    said = texts(page(make()).svg)
    assert "The clerk is told (the same day)" in said
    assert "P-03 Complaint, step 2" in said
    assert "End" in said


def test_a_click_leads_to_the_row_of_the_step_or_to_the_other_procedure(make: Make) -> None:
    document = procedure_document(make(), "claim", "page")
    (drawing,) = drawings(document)
    blocks = [block for section in document.sections for block in section.blocks]
    rows = {row.anchor for b in blocks if isinstance(b, Table) for row in b.rows}
    for svg in (drawing.svg, drawing.narrow):
        found = links(svg)
        assert {"#take-in", "#decide", "#pay", "../procedures/complaint.html#hear"} <= set(found)
        assert {link[1:] for link in found if link.startswith("#")} <= rows


def test_a_step_without_a_name_is_reached_by_its_number(make: Make) -> None:
    assert "#step-1" in links(page(make(), "complaint").svg)


def test_on_paper_nothing_is_a_link(make: Make) -> None:
    for drawing in drawings(procedure_document(make(), "claim", "paper")):
        assert links(drawing.svg) == []
        assert drawing.narrow == ""


def test_a_phone_sees_the_doers_in_the_boxes(make: Make) -> None:
    said = texts(page(make()).narrow)
    assert "Clerk (writes it down)" in said
    assert "Manager (up to EUR 500) or Director (above EUR 500)" in said
    assert "back to step 1" in said


def test_the_description_says_the_flow_in_words(make: Make) -> None:
    assert page(make()).description == (
        "Starts when: A customer asks for money back. "
        "1. Take the claim in: Clerk (writes it down); Customer (signs); "
        "within 1 working day of intake. "
        "2. Decide on the claim: Manager (up to EUR 500) or Director (above EUR 500); "
        "within 2 working days of step 1. "
        "Is the claim justified? "
        "Yes: The clerk is told (the same day) → step 3. "
        "Not clear → step 1. "
        "No: The clerk writes why. → End. "
        "It is a complaint → P-03 Complaint, step 2. "
        "3. Pay and check: Clerk (pays); Another Clerk (checks); monthly. → End."
    )


def test_the_chart_speaks_the_language_of_the_page(make: Make) -> None:
    drawing = page(make(lang="nl"))
    assert drawing.title == "Stroomschema: Claim"
    assert "terug naar stap 1" in texts(drawing.narrow)
    titles = ET.fromstring(drawing.svg).iter(f"{NS}text")
    assert {text.get("lang") for text in titles} >= {"en", None}, "what is not translated says so"


def test_a_procedure_without_steps_or_doers_has_no_fault(make: Make) -> None:
    empty = "{title: Empty, area: money}"
    bare = "{title: Bare, area: money, steps: [{step: Wait}, {step: Go, next: nowhere}]}"
    writer = make({"procedures/empty.yml": empty, "procedures/bare.yml": bare})
    assert drawings(procedure_document(writer, "empty", "page")) == []
    assert "1. Wait" in texts(page(writer, "bare").svg)


def test_a_long_chart_is_cut_into_sheets_that_say_where_they_go_on(make: Make) -> None:
    steps = "".join(
        f"  - {{id: s{n}, step: Do thing number {n} and write it down, by: [clerk, manager]}}\n"
        for n in range(1, 31)
    )
    long = f"title: Long\narea: money\nsteps:\n{steps}"
    sheets = drawings(procedure_document(make({"procedures/long.yml": long}), "long", "paper"))
    assert len(sheets) > 1
    assert [sheet.title for sheet in sheets][:1] == [f"Flow chart: Long (1 of {len(sheets)})"]
    assert any(text.startswith("on to step") for text in texts(sheets[0].svg))
    assert any(text.startswith("from step") for text in texts(sheets[1].svg))
    numbered = [t for s in sheets for t in texts(s.svg) if t.split(".")[0].isdigit()]
    assert [int(text.split(".")[0]) for text in numbered] == list(range(1, 31))


# The organisation


def test_the_company_is_drawn_by_positions_and_like_teams_once(make: Make) -> None:
    (drawing,) = drawings(organisation_document(make(ORGANISED)))
    said = texts(drawing.svg)
    assert said.count("Manager") == said.count("Clerk") == 1
    assert "Shop\N{NO-BREAK SPACE}East\N{NO-BREAK SPACE}· Shop\N{NO-BREAK SPACE}West" in said
    assert "3 seats each" in said
    assert "Laboratory" in said
    assert "Not described yet" in said
    assert "roles/manager.html" in links(drawing.svg)
    assert "Clerk (Shop" in drawing.description
    assert "Functionally to: Director (Head office)" in drawing.description


def test_a_unit_without_positions_shows_the_roles_that_are_written_for_it(make: Make) -> None:
    chemist = "title: Chemist\nkind: company\nfamily: shop\nunit: lab\nreports_to: [director]\n"
    spare = chemist.replace("Chemist", "Spare").replace("unit: lab", "unit: east")
    roles = {"roles/chemist.yml": chemist, "roles/spare.yml": spare}
    (drawing,) = drawings(organisation_document(make({**ORGANISED, **roles})))
    said = texts(drawing.svg)
    assert {"Chemist", "Laboratory"} <= set(said)
    assert "Not described yet" not in said
    assert "roles/chemist.html" in links(drawing.svg)
    assert "Chemist (Laboratory); Reports to: Director (Head office)." in drawing.description
    assert "Spare" not in said, "where positions are described, they alone are drawn"


def test_teams_that_differ_are_drawn_apart(make: Make) -> None:
    positions = POSITIONS.replace("unit: west, seats: 3", "unit: west, seats: 4")
    changes = {**ORGANISED, "roles/organisation/positions.yml": positions}
    (drawing,) = drawings(organisation_document(make(changes)))
    assert texts(drawing.svg).count("Clerk") == 2


def test_without_positions_roles_are_drawn(make: Make) -> None:
    (drawing,) = drawings(organisation_document(make()))
    assert {"Director", "Manager", "Clerk"} <= set(texts(drawing.svg))


def test_a_circle_in_the_line_is_drawn_without_going_round(make: Make) -> None:
    changes = {
        "roles/clerk.yml": "{title: Clerk, kind: company, family: shop, reports_to: [manager]}",
        "roles/manager.yml": "{title: Manager, kind: company, family: shop, reports_to: [clerk]}",
    }
    (drawing,) = drawings(organisation_document(make(changes)))
    assert {"Manager", "Clerk"} <= set(texts(drawing.svg))


def test_a_roles_page_shows_what_is_around_it_and_its_paper_does_not(make: Make) -> None:
    writer = make()
    (drawing,) = drawings(role_document(writer, "manager", "page"))
    said = texts(drawing.svg)
    assert {"one of", "Director", "The owner", "Manager", "Clerk", "3 people"} <= set(said)
    assert "../roles/director.html" in links(drawing.svg)
    assert drawings(role_document(writer, "manager", "paper")) == []
    assert drawing.description == ("Manager; Reports to: Director or The owner; Supervises: Clerk.")


def test_functional_ties_of_a_role_are_dashed_and_named(make: Make) -> None:
    (drawing,) = drawings(role_document(make(), "clerk", "page"))
    assert "functional" in texts(drawing.svg)
    assert "Functionally to: Director" in drawing.description
    assert "stroke-dasharray" in drawing.svg


# The example handbook


@pytest.fixture(scope="module")
def example() -> Handbook:
    return the_example()


@pytest.mark.parametrize("lang", ["en", "nl", "de"])
def test_the_examples_charts_fit_a_page(example: Handbook, lang: str) -> None:
    writer = Writer(example.editions[lang], Records())
    for id_ in example.procedures:
        (drawing,) = drawings(procedure_document(writer, id_, "page"))
        assert int(ET.fromstring(drawing.svg).get("width", "")) <= 720
        sheets = drawings(procedure_document(writer, id_, "paper"))
        assert all(int(ET.fromstring(s.svg).get("height", "")) <= 930 for s in sheets)
        steps = [t for s in sheets for t in texts(s.svg) if t.split(".")[0].isdigit()]
        assert len(steps) == len(example.procedures[id_].steps)
