"""Places to sign: what each signature says, in each language, per role or for the handbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbooks import TODAY, Handbook, codes_of
from rolebook.cli.common import checked
from rolebook.views.document import Paragraph, Signature, Signatures
from rolebook.views.role import role_document
from rolebook.views.writer import Writer

EN, NL, DE = "en", "nl", "de"


def settings(more: str) -> dict[str, str]:
    return {
        "mkdocs.yml": "site_name: S\nextra:\n  handbook:\n    organisation: {name: S}\n"
        f"    languages: [en, nl, de]\n{more}"
    }


def places(root: Path, lang: str = EN) -> tuple[Signature, ...]:
    handbook, _ = checked(root, TODAY)
    assert handbook is not None
    document = role_document(Writer(handbook.editions[lang]), "baker", "paper")
    return next(
        (b.places for s in document.sections for b in s.blocks if isinstance(b, Signatures)), ()
    )


def said(place: Signature) -> list[str]:
    return ["".join(span.text for span in line.spans) for line in place.statements]


@pytest.mark.parametrize(
    ("lang", "who", "seen", "received"),
    [
        (EN, "Employee", "waives no objection", "given a copy"),
        (NL, "Medewerker", "geen afstand van bezwaar", "exemplaar"),
        (DE, "Mitarbeiterin oder Mitarbeiter", "verzichte ich damit nicht", "ausgehändigt"),
    ],
)
def test_one_signature_can_mean_two_things(
    small: Handbook, lang: str, who: str, seen: str, received: str
) -> None:
    root = small(settings("    sign: [{by: employee, meaning: [seen, received]}]\n"))
    (place,) = places(root, lang)
    assert place.who == who
    first, second = said(place)
    assert seen in first
    assert received in second


def test_a_role_names_who_signs_it_and_the_head_of_the_unit_can_endorse(small: Handbook) -> None:
    root = small(settings("    sign: [{by: employee, meaning: [seen]}]\n"))
    role = root / "roles/baker.yml"
    role.write_text(
        role.read_text() + "sign:\n  - {by: head_of_unit, meaning: [endorsed]}\n"
        "  - {by: employee, meaning: [agreed]}\n"
    )
    head, employee = places(root)
    assert (head.who, said(head)) == ("Head of the unit", ["Endorsed."])
    assert (head.field, employee.field) == ("head_of_unit", "employee")
    assert said(employee) == ["Agreed: the description is true to the job."]


@pytest.mark.parametrize(
    ("lang", "waives"),
    [
        (EN, "Having seen this waives no objection."),
        (NL, "Wie voor gezien tekent, doet daarmee geen afstand van bezwaar."),
        (DE, "Wer zur Kenntnis nimmt, verzichtet damit nicht auf einen Einspruch."),
    ],
)
def test_seen_waives_no_objection_in_whatever_words_it_is_said(
    small: Handbook, lang: str, waives: str
) -> None:
    root = small(
        settings(
            "    sign:\n      - by: employee\n        meaning: [seen]\n"
            "        texts: {en: I know it., nl: Ik ken dit., de: Ich kenne es.}\n"
        )
    )
    (place,) = places(root, lang)
    assert said(place)[0] in ("I know it.", "Ik ken dit.", "Ich kenne es.")
    assert said(place)[1] == waives


def test_nobody_signs_a_reference_job(small: Handbook) -> None:
    root = small(settings("    sign: [{by: employee, meaning: [seen]}]\n"))
    role = root / "roles/baker.yml"
    role.write_text(role.read_text().replace("kind: company", "kind: reference"))
    assert places(root) == ()


@pytest.mark.parametrize("effect", ["part", "not_part", "unstated"])
def test_the_paper_prints_the_organisations_sentence_on_the_contract_and_no_other(
    small: Handbook, effect: str
) -> None:
    sentence = "sentence: {en: Our own words., nl: Eigen woorden., de: Eigene Worte.}"
    more = f"    contract: {{effect: {effect}, {sentence}}}\n"
    root = small(settings(more))
    handbook, _ = checked(root, TODAY)
    assert handbook is not None
    for lang, words in ((EN, "Our own words."), (NL, "Eigen woorden."), (DE, "Eigene Worte.")):
        document = role_document(Writer(handbook.editions[lang]), "baker", "paper")
        printed = [
            "".join(span.text for span in block.line.spans)
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Paragraph)
        ]
        assert words in printed
        assert not [text for text in printed if "contract" in text.lower()]


def test_an_effect_that_no_sentence_says_is_told(small: Handbook) -> None:
    root = small(settings("    contract: {effect: part, sentence: {en: It is., nl: Ja.}}\n"))
    assert "contract-sentence" in codes_of(root)
