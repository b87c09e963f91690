"""What the golden folders cannot show: where a rule has to keep silent."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

import handbooks
from handbooks import SMALL, Handbook
from rolebook.findings import Finding, Severity


def findings_of(root: Path) -> list[Finding]:
    """All findings but the note that nobody decided on a job's grade (test_check_decisions)."""
    return [f for f in handbooks.findings_of(root) if f.code != "no-decision"]


def codes_of(root: Path) -> list[str]:
    return [finding.code for finding in findings_of(root)]


def role(title: str, more: str = "", reports: str = "[{text: the owner}]", kind: str = "company"):
    return dedent(
        f"""\
        title: {title}
        kind: {kind}
        family: shop
        reports_to: {reports}
        purpose: Does it.
        responsibilities: [{{area: Work, tasks: [Works.]}}]
        """
    ) + dedent(more)


ENGLISH = {
    "mkdocs.yml": """\
        site_name: Small
        extra:
          handbook:
            organisation: {name: Small B.V.}
            grading: {scheme: grades}
        """,
    "roles/baker.nl.yml": None,
    "roles/vocabulary/families.nl.yml": None,
    "roles/grading/grades.yml": """\
        title: Grades
        method: reference-comparison
        version: "1"
        grades: [A, B, C, D, E]
        characteristics:
          - {id: skill, title: Skill, criterion: skills}
          - {id: effort, title: Effort, criterion: effort}
          - {id: duty, title: Duty, criterion: responsibility}
          - {id: place, title: Place, criterion: working_conditions}
        basis: [purpose]
        """,
}


@pytest.fixture
def english(small: Handbook) -> Handbook:
    """The small handbook in one language, with grades."""
    return lambda changes=None: small({**ENGLISH, **(changes or {})})


def test_the_small_handbook_has_no_fault(english: Handbook):
    assert codes_of(english()) == []


# -- the line


def test_alternatives_take_no_part_in_circles_and_satisfy_the_other_side(english: Handbook):
    root = english(
        {
            "roles/miller.yml": role("Miller", "supervises: [stoker]\n"),
            "roles/stoker.yml": role(
                "Stoker",
                "supervises: [baker]\n",
                reports="[{one_of: [miller, baker, {text: the owner}]}]",
            ),
            "roles/baker.yml": role("Baker", "supervises: [stoker]\n", reports="[stoker]"),
        }
    )
    assert codes_of(root) == []


def test_functional_superiors_need_not_supervise_and_make_no_circle(english: Handbook):
    root = english(
        {
            "roles/miller.yml": role("Miller", reports="[{role: baker, kind: functional}]"),
            "roles/baker.yml": role("Baker", reports="[{role: miller, kind: functional}]"),
        }
    )
    assert codes_of(root) == []


def test_two_roles_may_stand_in_for_each_other(english: Handbook):
    root = english(
        {
            "roles/miller.yml": role("Miller", "deputised_by: [baker]\n"),
            "roles/baker.yml": role("Baker", "deputised_by: [miller]\n"),
        }
    )
    assert codes_of(root) == []


def test_a_company_job_stands_in_for_its_reference_job_in_the_line(english: Handbook):
    root = english(
        {
            "roles/head.yml": role("Head", "supervises: [{role: baker, count: 2}]\n"),
            "roles/baker.yml": role("Baker", reports="[head]", kind="reference"),
            "roles/night-baker.yml": "title: Night baker\nkind: company\nfamily: shop\n"
            "reports_to: [head]\nbased_on: {role: baker}\n",
        }
    )
    assert codes_of(root) == []


def test_a_position_stands_for_its_role_in_the_line(english: Handbook):
    root = english(
        {
            "roles/organisation/units.yml": "units: [{id: shop, title: Shop}]\n",
            "roles/organisation/positions.yml": "positions: [{id: h, role: head, unit: shop}]\n",
            "roles/head.yml": role("Head", "supervises: [baker]\n"),
            "roles/baker.yml": role("Baker", reports="[{position: h}]"),
        }
    )
    assert codes_of(root) == []


def test_the_whole_circle_is_told_once_however_long_it_is(english: Handbook):
    number = 1500
    root = english(
        {
            f"roles/r{n}.yml": role(
                f"R{n}", f"supervises: [r{(n - 1) % number}]\n", f"[r{(n + 1) % number}]"
            )
            for n in range(number)
        }
    )
    (found,) = findings_of(root)
    assert found.code == "cycle"
    assert found.message.count(" -> ") == number
    assert len(found.related) == number - 1


@pytest.mark.parametrize(
    ("span", "fits"),
    [
        ("[{min: 10, max: 15}]", True),
        ("[{min: 14, max: 15}]", False),
        ("[{max: 12}]", False),
        ("[{min: 3, max: 3, counts: direct}]", True),
        ("[{min: 1, max: 2, counts: direct}, {min: 10, max: 15}]", True),
        ("[{text: staff spread over branches}]", True),
        ("[{min: 20, max: 30}, {text: staff spread over branches}]", False),
    ],
)
def test_headcount_is_counted_down_the_line(english: Handbook, span: str, fits: bool):
    below = "supervises: [{role: foreman, count: 1}, {role: adviser, count: 3}]\n"
    root = english(
        {
            "roles/manager.yml": role(
                "Manager",
                "supervises: [{role: service, count: 1}, {role: clerk, count: 2}]\n"
                f"span_of_control: {span}\n",
            ),
            "roles/service.yml": role("Service", below, "[manager]"),
            "roles/foreman.yml": role(
                "Foreman", "supervises: [{role: tech, count: 6}]", "[service]"
            ),
            "roles/adviser.yml": role("Adviser", "supervises: none", "[service]"),
            "roles/tech.yml": role("Tech", "supervises: none", "[foreman]"),
            "roles/clerk.yml": role("Clerk", "supervises: none", "[manager]"),
        }
    )
    assert codes_of(root) == ([] if fits else ["span-of-control"])


def test_headcount_keeps_silent_where_not_all_are_counted(english: Handbook):
    root = english(
        {
            "roles/manager.yml": role(
                "Manager", "supervises: [clerk]\nspan_of_control: [{min: 3, max: 5}]\n"
            ),
            "roles/clerk.yml": role("Clerk", reports="[manager]"),
        }
    )
    assert codes_of(root) == []


# -- grades


def test_no_grade_need_be_stated_where_a_shift_leads_outside_the_context(english: Handbook):
    root = english(
        {
            "roles/baker.yml": role(
                "Baker",
                """\
                grade: B
                context: {grades: [A, B]}
                characteristics: [{id: skill}, {id: effort}, {id: duty}, {id: place}]
                grading:
                  lighter: {grade: A, rule: Less.}
                  equal: {grade: B, rule: Alike.}
                  heavier: {rule: More.}
                """,
                kind="reference",
            )
        }
    )
    assert codes_of(root) == []


def test_two_grades_name_a_range_and_more_name_themselves(english: Handbook):
    def graded(context: str) -> list[str]:
        reference = role("Baker", f"context: {{grades: {context}}}", kind="reference")
        own = "title: N\nkind: company\nfamily: shop\ngrade: B\nreports_to: [{text: the owner}]\n"
        return codes_of(
            english(
                {
                    "roles/baker.yml": reference,
                    "roles/night.yml": own + "based_on: {role: baker}\n",
                }
            )
        )

    assert graded("[A, C]") == []
    assert graded("[A, C, D]") == ["grade-outside-context"]


def test_a_job_without_a_grade_is_no_fault(english: Handbook):
    root = english({"roles/baker.yml": role("Baker", kind="reference")})
    assert codes_of(root) == []


# -- texts


@pytest.mark.parametrize(
    "text",
    [
        "See [](role:baker).",
        "[the law](https://law.example)",
        "[page](page.md) and [mail](mailto:a@b.example)",
        r"\[sic\]",
        "[1]",
        "an _emphasised_ and a __strong__ word",
        "within 2.500,00 euros",
        "100 %",
        "at 00:00",
        "the 2000-2001 season",
        "What next?",
        "and so on...",
        "XXL loaves",
        "a todo list",
        "€",
    ],
)
def test_ordinary_text_holds_no_blank(english: Handbook, text: str):
    root = english({"roles/baker.yml": role("Baker", f"rights: ['{text}']\n")})
    assert codes_of(root) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Takes [ ] days", "placeholder"),
        ("[Wert]", "placeholder"),
        ("[...]", "placeholder"),
        ("Name: ______", "placeholder"),
        ("Name: ........", "placeholder"),
        ("{{ name }}", "placeholder"),
        ("FIXME later", "placeholder"),
        ("XXX", "placeholder"),
        ("TBD", "placeholder"),
        ("t. b. d.", "placeholder"),
        ("n.t.b.", "placeholder"),
        ("???", "placeholder"),
        ("?", "placeholder"),
        ("–", "placeholder"),
        ("...", "placeholder"),
        ("on __.__.____", "blank-date"),
        ("on 00.00.0000", "blank-date"),
        ("on 00-00-20__", "blank-date"),
        ("on xx.xx.xxxx", "blank-date"),
        ("on XX/XX/20XX", "blank-date"),
        ("on 15.__.2026", "blank-date"),
    ],
)
def test_blanks_in_all_their_forms_are_found(english: Handbook, text: str, code: str):
    root = english({"roles/baker.yml": role("Baker", f"rights: ['{text}']\n")})
    assert codes_of(root) == [code]


def test_a_blank_in_a_translation_is_found_there(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\npurpose: Bakt [wat].\n"})
    (found,) = [f for f in findings_of(root) if f.code == "placeholder"]
    assert found.place.file == "roles/baker.nl.yml"


# -- the rest


def test_what_is_missing_of_a_job_is_told_in_one_finding(english: Handbook):
    root = english({"roles/baker.yml": "title: Baker\nkind: company\nfamily: shop\n"})
    (found,) = findings_of(root)
    assert (found.code, found.severity) == ("missing-content", Severity.WARNING)
    assert "purpose, responsibilities, reports_to" in found.message


def test_time_shares_count_after_what_a_company_job_drops(english: Handbook):
    reference = role("Baker", kind="reference").replace(
        "[{area: Work, tasks: [Works.]}]",
        "[{id: a, area: A, time_share: 60, tasks: [Works.]}, "
        "{id: b, area: B, time_share: 40, tasks: [Works.]}]",
    )
    own = "title: N\nkind: company\nfamily: shop\nreports_to: [{text: the owner}]\n"
    night = own + "based_on:\n  role: baker\n  drop: [b]\n"
    root = english({"roles/baker.yml": reference, "roles/night.yml": night})
    (found,) = findings_of(root)
    assert (found.code, str(found.place)) == ("time-shares", "roles/night.yml:6:3")
    mended = night + "  change: [{item: a, time_share: 100}]\n"
    assert codes_of(english({"roles/baker.yml": reference, "roles/night.yml": mended})) == []


def test_a_withdrawn_document_owes_no_review_and_no_content(english: Handbook):
    ended = "document: {withdrawn: 2026-01-01, review_by: 2020-01-01}\n"
    root = english({"roles/baker.yml": f"title: Baker\nkind: company\nfamily: shop\n{ended}"})
    assert codes_of(root) == []


def test_a_severity_of_the_handbook_is_used(english: Handbook):
    settings = ENGLISH["mkdocs.yml"] or ""
    root = english(
        {
            "mkdocs.yml": dedent(settings) + "    severities: {missing-content: error}\n",
            "roles/baker.yml": "title: Baker\nkind: company\nfamily: shop\n",
        }
    )
    assert [f.severity for f in findings_of(root)] == [Severity.ERROR]


def test_records_under_a_former_id_have_their_document(english: Handbook):
    root = english(
        {
            "roles/baker.yml": role("Baker", "formerly: [bread-maker]\n"),
            "records/translations/role/bread-maker.nl.json": '{"pairs": []}',
        }
    )
    assert codes_of(root) == []


def test_one_id_for_a_role_and_a_procedure_is_refused(english: Handbook):
    root = english(
        {
            "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
            "procedures/baker.yml": "title: Baking\narea: bread\npurpose: Bread.\n"
            "steps: [{step: Bake, by: [baker], due: {every: day}}]\n",
        }
    )
    assert "duplicate-id" in codes_of(root)


def test_a_procedure_cannot_have_the_id_that_a_role_had(english: Handbook):
    """Both would have their versions in one folder, each counting on from the other's."""
    root = english(
        {
            "roles/baker.yml": role("Baker", "formerly: [baking]\n"),
            "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
            "procedures/baking.yml": "title: Baking\narea: bread\npurpose: Bread.\n"
            "steps: [{step: Bake, by: [baker], due: {every: day}}]\n",
        }
    )
    assert "former-id-in-use" in codes_of(root)


# -- procedures


NAMING_IT = SMALL["roles/baker.yml"].replace(
    "- Lights the oven.", "- {task: Lights the oven., procedure: bread}"
)
"""The baker, with a task that names the procedure of the tests."""


def procedure(steps: str) -> dict[str, str]:
    return {
        "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
        "procedures/bread.yml": "title: Baking\narea: bread\npurpose: Bread.\nsteps:\n"
        + dedent(steps),
        "roles/baker.yml": NAMING_IT,
    }


def test_a_loop_back_and_work_with_a_rhythm_reach_all_steps(english: Handbook):
    steps = """\
        - id: bake
          step: Bake
          by: [baker]
          due: {within: 0}
          decision:
            question: Is it done?
            branches:
              - {when: "No", to: bake}
              - {when: "Yes", to: sell}
        - {step: Count the flour, by: [baker], due: {every: month}, next: end}
        - {id: sell, step: Sell, by: [baker], due: {within: 1, of: bake}, next: end}
        """
    assert codes_of(english(procedure(steps))) == []


def test_a_step_that_another_procedure_leads_to_is_reached(english: Handbook):
    there = """\
        - {step: Bake, by: [baker], due: {within: 0}, next: end}
        - {id: sell, step: Sell, by: [baker], due: {within: 1}}
        """
    files = procedure(there)
    assert codes_of(english(files)) == ["unreachable-step"]
    files["procedures/shop.yml"] = (
        "title: Shop\narea: bread\npurpose: Shop.\nsteps:\n"
        "- {step: Open, by: [baker], due: {every: day}, next: 'procedure:bread#sell'}\n"
    )
    files["roles/baker.yml"] = NAMING_IT.replace("{id: knead,", "{id: knead, procedure: shop,")
    assert codes_of(english(files)) == []


def test_holders_of_one_role_need_nobody_else_to_answer(english: Handbook):
    steps = """\
        - {step: Bake, by: [baker, {who: baker, another: true}], due: {within: 0}}
        - step: Sell
          by: [{one_of: [baker, {text: a helper}]}]
          accountable: baker
          due: {within: 0}
        """
    assert codes_of(english(procedure(steps))) == []


def test_words_of_the_settings_are_in_languages_of_the_handbook(small: Handbook):
    root = small(
        {
            "mkdocs.yml": """\
            site_name: Small
            extra:
              handbook:
                organisation: {name: Small B.V.}
                languages: [en, nl]
                title: {en: Ours, fr: A nous}
                grading: {grade_label: {nl: Schaal, fr: Echelon}}
                contract: {effect: part, sentence: {en: It is., nl: Ja., fr: Oui.}}
                headings: {purpose: {fr: But}}
                sign: [{by: employee, meaning: [seen], texts: {en: Seen., fr: Vu.}}]
            """
        }
    )
    told = [f for f in findings_of(root) if f.code == "unknown-language"]
    assert [f.place.line for f in told] == [6, 7, 8, 9, 10]
    assert {f.message for f in told} == {'"fr" is no language of this handbook'}
