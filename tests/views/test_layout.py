"""Layouts: ours are whole, and a handbook's own choose sections, numbers, headings and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbooks import TODAY, findings_of
from handbooks import Handbook as Small
from rolebook.cli.common import checked
from rolebook.handbook import Handbook
from rolebook.model.control import LAYOUTS
from rolebook.model.headings import PROCEDURE_SECTIONS, ROLE_SECTIONS
from rolebook.model.layout import PROCEDURE_PARTS, ROLE_PARTS, FactName
from rolebook.views import parts
from rolebook.views import procedure as procedure_view
from rolebook.views.document import Document, Listing, Paragraph, Section
from rolebook.views.layout import layout, number
from rolebook.views.procedure import procedure_document
from rolebook.views.role import role_document
from rolebook.views.writer import Writer


def writer(root: Path, lang: str = "en") -> Writer:
    handbook, _ = checked(root, TODAY)
    assert handbook is not None
    return Writer(handbook.editions[lang])


def titles(document: Document) -> list[str]:
    return [f"{s.number} {s.title}".strip() for s in document.sections if s.title]


def text(section: Section) -> str:
    return "\n".join(
        "".join(span.text for span in block.line.spans)
        for block in section.blocks
        if isinstance(block, Paragraph)
    )


OURS = """\
    numbers: {section: "§ {n}", area: "{lower})", item: "{area}{n}"}
    sections:
      - {id: duties, heading: {en: What is done, nl: Wat er gebeurt}, parts: [responsibilities]}
      - id: house-rules
        heading: {en: House rules, nl: Huisregels}
        text: {en: "Shoes _off_ at the door.", nl: Schoenen uit bij de deur.}
      - id: purpose
        lead: {en: In short., nl: In het kort.}
        parts: [purpose, reports_to]
      - {id: rights, text: {en: Never shown without rights., nl: Nooit.}, parts: [rights]}
      - {id: signatures, parts: [signatures], on: paper, numbered: false}
    """


def test_the_parts_and_headings_that_layouts_can_name_are_those_there_are(small: Small) -> None:
    known = writer(small())
    assert set(parts.PARTS) == ROLE_PARTS
    assert set(parts.FACTS) == set(FactName.__args__)  # type: ignore[attr-defined]
    assert set(procedure_view.PARTS) == PROCEDURE_PARTS
    assert set(parts.headings(known)) == ROLE_SECTIONS
    assert set(procedure_view._headings(known)) == PROCEDURE_SECTIONS


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_of_ours_passes_the_checks_as_a_layout_of_the_handbooks_own(
    small: Small, name: str
) -> None:
    from importlib.resources import files

    ours = (files("rolebook.views") / "layouts" / f"{name}.yml").read_text("utf-8")
    everything = """\
        title: Baker
        kind: company
        family: shop
        category: Specialists
        purpose: Bakes.
        objectives: [Bread by seven.]
        reports_to: [{text: the owner}]
        supervises: [{text: the apprentice}]
        span_of_control: [{text: one}]
        deputised_by: [{text: the owner}]
        responsibilities: [{area: Baking, tasks: [Bakes.]}]
        requirements: [A sense of smell.]
        must_know: [Flour]
        authorities: [{kind: decide, text: The recipe.}]
        rights: [A day off.]
        liabilities: [{text: For burnt bread., basis: the contract, reviewed: 2026-01-01}]
        performance_criteria: [Crust]
        working_conditions: [Heat]
        inconveniences: [Night work]
        provisions: [{kind: copies, text: Two copies.}]
        basis_documents: [The recipe book]
        guided_by: [The house rules]
        """
    root = small(
        {
            "mkdocs.yml": "site_name: S\nextra:\n  handbook:\n    organisation: {name: S}\n"
            "    layout: ours\n    sign: [{by: employee, meaning: [seen]}]\n",
            "roles/baker.yml": everything,
            "roles/baker.nl.yml": None,
            "roles/vocabulary/families.nl.yml": None,
            "templates/layouts/ours.yml": ours,
        }
    )
    allowed = {"layout-leaves-out"} if name != "job-instruction" else set()
    found = findings_of(root)
    assert [f.message for f in found if f.code not in allowed and f.severity == "error"] == []
    left = [f.message for f in found if f.code == "layout-leaves-out"]
    assert all("shows no category of" in message for message in left)


def test_a_layout_of_the_handbooks_own_orders_numbers_and_words_the_sections(small: Small) -> None:
    root = small({"templates/layouts/ours.yml": OURS})
    (root / "mkdocs.yml").write_text(
        (root / "mkdocs.yml").read_text() + "    layout: ours\n"
        "    sign: [{by: employee, meaning: [seen]}]\n"
    )
    document = role_document(writer(root), "baker", "paper")
    assert titles(document) == [
        "§ 1 What is done", "§ 2 House rules", "§ 3 Purpose of the job", "Signatures",
    ]  # fmt: skip
    duties, rules, purpose, *_ = document.sections
    assert [area.number for area in duties.sections] == ["a)"]
    (listing,) = (b for b in duties.sections[0].blocks if isinstance(b, Listing))
    assert [item.number for item in listing.items] == ["a)1", "a)2"]
    assert text(rules) == "Shoes off at the door."
    assert text(purpose).startswith("In short.")
    dutch = role_document(writer(root, "nl"), "baker", "paper")
    assert titles(dutch)[:2] == ["§ 1 Wat er gebeurt", "§ 2 Huisregels"]
    assert [finding.code for finding in findings_of(root) if finding.severity == "error"] == []


def test_one_of_the_name_of_ours_takes_its_place(small: Small) -> None:
    root = small({"templates/layouts/reference.yml": OURS})
    assert titles(role_document(writer(root), "baker", "page"))[0] == "§ 1 What is done"


def test_a_role_chooses_its_own(small: Small) -> None:
    root = small({"templates/layouts/ours.yml": OURS})
    role = root / "roles/baker.yml"
    role.write_text(role.read_text() + "document: {layout: ours}\n")
    assert titles(role_document(writer(root), "baker", "page"))[0] == "§ 1 What is done"


def test_all_procedures_follow_the_layout_of_that_name(small: Small) -> None:
    root = small(
        {
            "roles/vocabulary/areas.yml": "areas: [{id: shop, title: Shop}]\n",
            "procedures/open.yml": """\
                title: Opening
                area: shop
                purpose: The shop opens.
                steps: [{step: Open the door, by: [baker], due: {by: at seven}}]
                """,
            "templates/layouts/procedure.yml": """\
                sections:
                  - {id: steps, heading: How, parts: [steps]}
                  - {id: note, heading: Please note, text: Keep the key.}
                  - {id: purpose, lead: In short., parts: [purpose]}
                """,
        }
    )
    document = procedure_document(writer(root), "open", "page")
    assert titles(document) == ["How", "Please note", "Purpose"]
    assert text(document.sections[2]).startswith("In short.")


def test_a_lead_in_is_no_clause(small: Small) -> None:
    root = small({"templates/layouts/ours.yml": """\
        numbers: {section: "{roman}", clause: "{section}.{n}"}
        sections:
          - {id: general, lead: To begin with., text: All are equal., parts: [purpose, reports_to]}
        """})  # fmt: skip
    role = root / "roles/baker.yml"
    role.write_text(role.read_text() + "document: {layout: ours}\n")
    section = role_document(writer(root), "baker", "page").sections[0]
    lead, listing = section.blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(listing, Listing)
    assert [item.number for item in listing.items] == ["I.1", "I.2", "I.3"]


def test_a_layout_that_nobody_wrote_is_told_and_shown_as_the_first_of_ours(small: Small) -> None:
    root = small()
    role = root / "roles/baker.yml"
    role.write_text(role.read_text() + "document: {layout: nowhere}\n")
    assert "unknown-layout" in {finding.code for finding in findings_of(root)}
    book: Handbook = writer(root).book
    assert layout(book, "nowhere") == layout(book, "reference")


@pytest.mark.parametrize(
    ("pattern", "n", "printed"),
    [("", 4, ""), ("{n}", 4, "4"), ("{letter}", 28, "AB"), ("{lower})", 2, "b)"),
     ("{roman}.", 49, "XLIX."), ("§ {section}-{area}.{n}", 3, "§ S-A.3")],
)  # fmt: skip
def test_numbers_follow_their_pattern(pattern: str, n: int, printed: str) -> None:
    assert number(pattern, n, section="S", area="A") == printed


def test_the_result_table_leaves_out_nothing_that_a_task_states(small: Small) -> None:
    root = small()
    role = root / "roles/baker.yml"
    text = role.read_text().replace(
        "- Lights the oven.",
        "- {task: Lights the oven., when: at four, frequency: daily, result: heat, weight: main,\n"
        "         authority_limit: {amount: 50, per: week}}",
    )
    text = text.replace("    area: Baking\n", "    area: Baking\n    time_share: 100\n")
    role.write_text(text + "document: {layout: result-table}\n")
    document = role_document(writer(root), "baker", "paper")
    said = repr(document.sections)
    for words in ("at four", "daily", "heat", "main duty", "EUR\\xa050", "100 % of working time"):
        assert words in said, words
