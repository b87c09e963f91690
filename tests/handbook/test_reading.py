from __future__ import annotations

import gc

import pytest

from handbooks import Handbook, codes_of, findings_of
from rolebook.findings import Finding
from rolebook.handbook import Handbook as Book
from rolebook.handbook import load


def book(root: object, lang: str = "en") -> Book:
    handbook = load(root).handbook  # type: ignore[arg-type]
    assert handbook is not None
    return handbook.editions[lang]


def about(root: object, file: str) -> list[Finding]:
    return [f for f in findings_of(root) if f.place.file == file]  # type: ignore[arg-type]


# -- one file


def test_the_id_is_the_name_of_the_file(small: Handbook):
    root = small({"roles/miller.yml": "id: baker\ntitle: Miller\nkind: company\nfamily: shop\n"})
    (found,) = about(root, "roles/miller.yml")
    assert (found.code, str(found.place)) == ("unknown-key", "roles/miller.yml:1:1")
    assert "miller" in found.message


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("purpos: X", "unknown-key", 'did you mean "purpose"?'),
        ("Purpose: X", "unknown-key", 'did you mean "purpose"?'),
        ("kind: referenc", "not-a-choice", "did you mean"),
        ("document: {review_by: 1.12.2027}", "bad-date", "write 2027-12-01"),
        ("document: {template: maybe}", "bad-number", "true or false"),
        ("responsibilities: none", "wrong-shape", "'- '"),
        ("context: here", "wrong-shape", "indented"),
        ("title: [a, b]", "wrong-shape", "one text"),
        ("grading: {lighter: {grade: A}}", "missing-key", "rule"),
        ("rights: ['']", "empty-text", "fill"),
        ("unit: Main Shop", "bad-id", "small letters"),
        ("supervises: nobody", "wrong-shape", ""),
    ],
)
def test_what_does_not_fit_is_told_at_its_place_with_a_remedy(
    small: Handbook, line: str, code: str, hint: str
):
    key = line.split(":")[0]
    lines = ["title: Miller", "kind: company", "family: shop"]
    lines = [old for old in lines if not old.startswith(f"{key}:")] + [line]
    root = small({"roles/miller.yml": "\n".join(lines) + "\n"})
    found = [f for f in about(root, "roles/miller.yml") if f.severity == "error"]
    assert [f.code for f in found] == [code]
    assert hint in found[0].hint
    assert found[0].place.line == len(lines)


def test_a_key_that_is_missing_is_said_with_what_it_is(small: Handbook):
    root = small({"roles/miller.yml": "title: Miller\nkind: company\n"})
    (found,) = about(root, "roles/miller.yml")
    assert found.message == "family is missing (The job family)"


def test_all_faults_of_a_file_are_told_in_one_run(small: Handbook):
    root = small({"roles/miller.yml": "titel: X\nkind: boss\nrights: 1\nfamily: A B\n"})
    assert sorted(f.code for f in about(root, "roles/miller.yml")) == [
        "bad-id",
        "missing-key",
        "not-a-choice",
        "unknown-key",
        "wrong-shape",
    ]


# -- a translation


def test_a_translation_takes_the_place_of_the_texts_and_of_nothing_else(small: Handbook):
    role = book(small(), "nl").roles["baker"]
    assert (role.title.raw, role.title.lang) == ("Bakker", "nl")
    assert role.responsibilities[0].tasks[1].task.raw == "Kneedt het deeg."
    assert (role.kind, role.family) == ("company", "shop")


def test_what_is_not_translated_keeps_its_language(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\n"})
    assert book(root, "nl").roles["baker"].purpose.lang == "en"  # type: ignore[union-attr]


def test_entries_find_each_other_by_id_and_else_by_place(small: Handbook):
    translation = """\
        title: Bakker
        responsibilities:
          - id: baking
            tasks:
              - {id: knead, task: Kneedt het deeg.}
        """
    tasks = book(small({"roles/baker.nl.yml": translation}), "nl").roles["baker"]
    assert [t.task.raw for t in tasks.responsibilities[0].tasks] == [
        "Lights the oven.",
        "Kneedt het deeg.",
    ]


def test_a_text_alone_and_a_text_among_keys_match(small: Handbook):
    translation = """\
        title: Bakker
        responsibilities:
          - tasks:
              - {task: Steekt de oven aan.}
              - Kneedt het deeg.
        """
    root = small({"roles/baker.nl.yml": translation})
    tasks = book(root, "nl").roles["baker"].responsibilities[0].tasks
    assert [t.task.raw for t in tasks] == ["Steekt de oven aan.", "Kneedt het deeg."]
    assert tasks[1].id == "knead"
    assert "wrong-shape" not in codes_of(root)


def test_an_entry_too_many_is_told_with_its_number(small: Handbook):
    root = small(
        {"roles/baker.nl.yml": "title: Bakker\nreports_to: [{text: de baas}, {text: nog}]\n"}
    )
    found = [f for f in about(root, "roles/baker.nl.yml") if f.code == "translation-extra"]
    assert [f.message for f in found] == ["reports to 2 has no counterpart in the governing file"]


def test_a_translation_built_otherwise_is_told_and_not_used(small: Handbook):
    root = small({"roles/baker.nl.yml": "title: Bakker\npurpose: [een, twee]\n"})
    assert "wrong-shape" in [f.code for f in about(root, "roles/baker.nl.yml")]
    assert book(root, "nl").roles["baker"].purpose.raw == "Bakes the bread."  # type: ignore[union-attr]


def test_alternative_titles_and_gender_forms_are_each_languages_own(small: Handbook):
    governing = """\
        title: Baker
        title_forms: {suffix: m/f/x}
        also_known_as: [Bread maker]
        kind: company
        family: shop
        reports_to: [{text: the owner}]
        purpose: Bakes.
        responsibilities: [{area: Baking}]
        """
    translation = """\
        title: Bakker
        title_forms: {feminine: Bakster, masculine: Bakker}
        also_known_as: [Broodbakker, Ovenist, Banketbakker]
        """
    root = small({"roles/baker.yml": governing, "roles/baker.nl.yml": translation})
    role = book(root, "nl").roles["baker"]
    assert [t.raw for t in role.also_known_as] == ["Broodbakker", "Ovenist", "Banketbakker"]
    assert {t.lang for t in role.also_known_as} == {"nl"}
    assert role.title_forms is not None
    assert role.title_forms.feminine is not None
    assert role.title_forms.suffix is None
    assert "translation-extra" not in codes_of(root)


def test_a_company_job_is_computed_in_each_language(small: Handbook):
    root = small(
        {
            "roles/reference.yml": "title: Reference\nkind: reference\nfamily: shop\n"
            "purpose: Bakes.\nresponsibilities: [{id: a, area: Baking}]\n",
            "roles/reference.nl.yml": "title: Referentie\npurpose: Bakt.\n"
            "responsibilities: [{id: a, area: Bakken}]\n",
            "roles/night.yml": "title: Night\nkind: company\nfamily: shop\n"
            "based_on: {role: reference}\n",
        }
    )
    role = book(root, "nl").roles["night"]
    assert role.purpose is not None
    assert (role.title.raw, role.purpose.raw) == ("Night", "Bakt.")
    assert role.responsibilities[0].area.raw == "Bakken"


# -- the handbook


def test_settings_that_are_wrong_leave_the_rest_to_be_checked(small: Handbook):
    root = small(
        {"mkdocs.yml": "site_name: X\nextra: {handbook: {organisation: {nam: X}}}\n",
         "roles/baker.nl.yml": None, "roles/vocabulary/families.nl.yml": None,
         "roles/miller.yml": "titel: X\n"}
    )  # fmt: skip
    codes = codes_of(root)
    assert codes.count("unknown-key") == 2


def test_an_empty_list_of_languages_is_a_finding(small: Handbook):
    settings = "site_name: X\nextra: {handbook: {organisation: {name: X}, languages: []}}\n"
    assert "wrong-shape" in codes_of(small({"mkdocs.yml": settings}))


def test_tags_of_mkdocs_outside_the_handbook_are_left_alone(small: Handbook):
    settings = """\
        site_name: !ENV [NAME, X]
        plugins: [rolebook]
        markdown_extensions:
          - x: {y: !!python/name:z.w }
        extra:
          handbook:
            organisation: {name: Small B.V.}
            languages: [en, nl]
        """
    assert [f for f in findings_of(small({"mkdocs.yml": settings})) if f.severity == "error"] == []


def test_reading_leaves_the_collector_as_it_was(small: Handbook):
    root = small()
    assert gc.isenabled()
    load(root)
    assert gc.isenabled()
