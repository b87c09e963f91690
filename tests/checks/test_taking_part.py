"""Roles and procedures fit together, over company jobs and alternatives too."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from handbooks import SMALL, Handbook, codes_of, findings_of

ROOT = Path(__file__).parents[2]
NAMING = SMALL["roles/baker.yml"].replace(
    "- Lights the oven.", "- {task: Lights the oven., procedure: bread}"
)
REFERENCE = dedent(
    """\
    title: Baker, reference job
    kind: reference
    family: shop
    purpose: Bakes the bread.
    responsibilities:
      - id: baking
        area: Baking
        tasks: [{id: light, task: Lights the oven., procedure: bread}]
    """
)
COMPANY = dedent(
    """\
    title: Night baker
    kind: company
    family: shop
    reports_to: [{text: the owner}]
    based_on: {role: reference-baker}
    """
)


def bread(steps: str, **files: str) -> dict[str, str | None]:
    return {
        **dict.fromkeys([name for name in SMALL if name.endswith(".nl.yml")]),
        "mkdocs.yml": SMALL["mkdocs.yml"].replace("[en, nl]", "[en]"),
        "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
        "roles/baker.yml": NAMING,
        "procedures/bread.yml": "title: Baking\narea: bread\npurpose: Bread.\nsteps:\n"
        + dedent(steps),
        **{name: dedent(text) for name, text in files.items()},
    }


ONE = "- {step: Bake, by: [baker], due: {every: day}}\n"


def test_a_company_job_takes_part_where_its_reference_job_does(small: Handbook):
    steps = ONE.replace("baker", "reference-baker")
    files = bread(steps, **{"roles/reference-baker.yml": REFERENCE, "roles/baker.yml": COMPANY})
    assert codes_of(small(files)) == []


def test_a_reference_job_takes_part_where_a_company_job_does(small: Handbook):
    files = bread(ONE, **{"roles/reference-baker.yml": REFERENCE, "roles/baker.yml": COMPANY})
    assert codes_of(small(files)) == []


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("[baker]", ["approver-is-doer"]),
        ("[{who: baker, another: true}]", []),
        ("[{one_of: [{text: the owner}, baker]}]", ["approver-is-doer"]),
        ("[{one_of: [{text: the owner}, {who: baker, another: true}]}]", []),
        ("[{text: the owner}]", []),
    ],
)
def test_whoever_did_it_does_not_approve_it(small: Handbook, by: str, found: list[str]):
    steps = f"""\
        - {{id: bake, step: Bake, by: [baker], due: {{every: day}}}}
        - {{step: Approve, by: {by}, accountable: baker, approves: bake, due: {{every: day}}}}
        """
    assert codes_of(small(bread(steps))) == found


def test_whoever_did_a_branch_or_holds_the_same_job_does_not_approve_it(small: Handbook):
    steps = """\
        - id: bake
          step: Bake
          by: [{text: the owner}]
          accountable: baker
          due: {every: day}
          decision:
            question: Is it done?
            branches: [{when: "No", to: bake, by: [reference-baker]}, {when: "Yes", to: end}]
        - {step: Approve, by: [baker], approves: bake, due: {every: day}}
        """
    files = bread(steps, **{"roles/reference-baker.yml": REFERENCE, "roles/baker.yml": COMPANY})
    assert codes_of(small(files)) == ["approver-is-doer"]


@pytest.mark.parametrize(
    ("due", "circles"),
    [
        ("{within: 1, of: b}", ["terms of steps 1, 2 count from each other"]),
        ("{within: 1, of: a}", ["step 1 is due so long after itself"]),
        ("{within: 1, of_event: the bell}", []),
        ("{every: day}", []),
    ],
)
def test_a_term_does_not_count_from_itself(small: Handbook, due: str, circles: list[str]):
    steps = f"""\
        - {{id: a, step: Bake, by: [baker], due: {due}, reminders: [{{within: 1, of: a}}]}}
        - {{id: b, step: Cool, by: [baker], due: {{within: 1, of: a}}}}
        - {{id: c, step: Sell, by: [baker], due: {{within: 1, of: b}}}}
        """
    found = findings_of(small(bread(steps)))
    assert [f.message.removeprefix("the ") for f in found] == circles
    assert all(f.code == "circular-due" for f in found)


def test_what_is_approved_is_a_step(small: Handbook):
    steps = "- {step: Bake, by: [baker], approves: bakin, due: {every: day}}\n"
    assert codes_of(small(bread(steps))) == ["unknown-step"]


def test_a_loop_with_a_way_out_and_one_without(small: Handbook):
    steps = """\
        - {id: a, step: Bake, by: [baker], due: {every: day}, next: b}
        - id: b
          step: Look
          by: [baker]
          due: {every: day}
          decision: {question: Done?, branches: [{when: "No", to: a}, {when: "Yes", to: c}]}
        - {id: c, step: Sell, by: [baker], due: {every: day}, next: d}
        - {id: d, step: Count, by: [baker], due: {every: day}, next: c}
        """
    found = [f for f in findings_of(small(bread(steps))) if f.code == "endless-loop"]
    assert [f.message for f in found] == [
        "from step 1 no way leads to the end: steps 1, 2, 3, 4 lead only to each other"
    ]
    way_out = steps.replace("next: c}", "next: end}")
    assert codes_of(small(bread(way_out))) == []


def test_a_procedure_of_another_text_is_no_orphan(small: Handbook):
    files = bread(ONE, **{"roles/baker.yml": SMALL["roles/baker.yml"]})
    assert "orphan-procedure" in codes_of(small(files))
    files["roles/baker.yml"] = SMALL["roles/baker.yml"].replace(
        "Bakes the bread.", "Bakes the bread ([](procedure:bread))."
    )
    assert "orphan-procedure" not in codes_of(small(files))


@pytest.mark.parametrize("text", [
    "Ask Mr Jansen.", "Ask Mrs. P. van der Berg.", "Ask Ms O'Hara-Smith or Ms Ohara.",
    "Vraag het dhr. De Wit.", "Vraag het mevr. Van Dijk.", "Vraag het mw. ten Kate.",
    "Vraag het de heer Bakker.", "Bel mevrouw de Boer.", "Frau Schmidt fragen.",
    "Bitte an Herrn von Stetten.", "Hr. Müller-Lüdenscheidt", "Write to j.bakker@example.com.",
    "anna.schmidt@example.de",
])  # fmt: skip
def test_names_of_persons_are_told(small: Handbook, text: str):
    files = bread(ONE)
    files["roles/baker.yml"] = NAMING.replace("Bakes the bread.", text.replace(":", ""))
    assert "name-of-person" in codes_of(small(files))


@pytest.mark.parametrize("text", [
    "Say Mr or Mrs as the customer wishes.", "MS Word and MrBean.", "De heer of mevrouw.",
    "Herr und Frau", "Wenn eine Frau Anspruch auf Mutterschutz hat.", "Die Frau Kundin",
    "Herr der Lage", "Frau/Herr", "mw. of dhr.", "Frau Mustermann", "Der Herr Kunde",
    "Write to info@example.com or warranty.claims@example.com or head.baker@example.com.",
    "hr@example.com", "Msgr Romero", "Frau X",
])  # fmt: skip
def test_what_only_resembles_a_name_is_left_alone(small: Handbook, text: str):
    files = bread(ONE)
    files["roles/baker.yml"] = NAMING.replace("Bakes the bread.", text)
    assert "name-of-person" not in codes_of(small(files))


def test_an_abbreviation_is_looked_up_in_the_language_it_is_used_in(small: Handbook):
    files = {
        **bread("- {step: Read the VIN, by: [baker], due: {every: day}}\n"),
        "mkdocs.yml": SMALL["mkdocs.yml"],
        "procedures/bread.nl.yml": "title: Bakken\nsteps: [{step: Lees de VIN af (FIN)}]\n",
        "roles/vocabulary/terms.yml": "terms: [{id: vin, term: VIN, definition: A number.}]\n",
        "roles/vocabulary/terms.nl.yml": "terms: [{id: vin, term: Nummer, definition: Nummer.}]\n",
    }
    found = [f for f in findings_of(small(files)) if f.code == "undefined-term"]
    assert [(f.place.file, f.message) for f in found] == [
        ("procedures/bread.nl.yml", '"VIN" is used and not explained in the glossary')
    ]


def test_the_example_handbook_fits_together():
    new = {
        "approver-is-doer", "step-without-task", "task-without-step", "orphan-procedure",
        "endless-loop", "record-without-retention", "kpi-without-unit", "undefined-term",
        "name-of-person", "unknown-form-file",
    }  # fmt: skip
    assert not new.intersection(codes_of(ROOT))
