"""Nothing is lost and nothing is invented, whatever the document."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolebook.findings import Severity
from rolebook.handbook import Handbook, load
from rolebook.handbook.reading import build
from rolebook.importing.documents.bringing import Brought, bring
from rolebook.importing.documents.filling.draft import Path as ValuePath
from rolebook.importing.documents.filling.draft import Value
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.reading.files import of_lines
from rolebook.importing.documents.reading.lines import joined, letters
from rolebook.importing.documents.reading.plain import of_text
from rolebook.importing.documents.report import report
from rolebook.importing.documents.words import LANGUAGES, shipped
from rolebook.importing.documents.writing import MODELS, as_yaml
from rolebook.source import read

ROOT = Path(__file__).parents[2]
EXAMPLE = load(ROOT).handbook

CHOSEN_BY_US = frozenset(
    {"kind", "family", "area", "unit", "layout", "id", "weight", "need", "role", "who", "seal",
     "meaning", "supervises", "within"}
)  # fmt: skip
"""Keys whose values are names of the handbook or words of the model, said by the document in
words of its own."""


def handbook() -> Handbook:
    assert EXAMPLE is not None
    return EXAMPLE


def brought(text: str, lang: str | None = None, kind: str | None = None) -> Brought:
    document = of_lines("typed.txt", "typed", of_text(text, "typed.txt"))
    return bring(document, shipped(), Known(handbook()), lang=lang, kind=kind)


def words(text: str) -> Counter[str]:
    """Words, without the Roman numbers of lists, which are counted anew."""
    found = re.findall(r"[^\W\d_]{2,}", text.casefold())
    return Counter(word for word in found if not re.fullmatch("[ivx]+", word))


def told(one: Brought) -> str:
    """All that a reader gets: the drafts' values and the report."""
    files = {id(draft): "x.yml" for draft in one.drafts}
    values = [value.text for draft in one.drafts for _, value in draft.values()]
    return "\n".join([*values, report([one], files, {}, trace=False)])


def check(one: Brought) -> None:
    lost = words("\n".join(line.text for line in one.document.lines)) - words(told(one))
    assert not lost, lost
    for draft in one.drafts:
        for path, value in draft.values():
            assert not invented(path, value), (path, value)
        text, lines = as_yaml(draft, "a document")
        source, problems = read(text.encode(), "roles/x.yml")
        assert not problems
        assert source is not None
        model, findings = build(MODELS[draft.kind], source, "en", "x")
        assert [f for f in findings if f.severity is Severity.ERROR] == []
        assert model is not None
        assert max(lines) <= len(text.splitlines())


def invented(path: ValuePath, value: Value) -> bool:
    keys = [step for step in path if isinstance(step, str)]
    if keys[-1] == "area" and len(keys) > 1:
        return bool(value.pieces) and letters(value.text) not in letters(joined(value.pieces))
    if keys[0] == "sign" or keys[-1] in CHOSEN_BY_US:
        return False
    if not value.pieces:
        return not value.guess  # not in the document, and said so
    said = value.text.split(": ", 1)[-1] if keys[0] == "notes" else value.text
    return letters(said) not in letters(joined(value.pieces))


def phrases(lang: str) -> list[str]:
    """Headings, openings and plain sentences, as documents hold them."""
    heads = [phrase for found in shipped().sections.values() for phrase in found[lang][:3]]
    said = {
        "en": ["The clerk must know:", "The clerk has the right:", 
               "Reports to the owner or a friend.",
               "During the absence of the clerk (leave) the duties are carried out by a colleague.",
               "Download our free template", "Sorts the post.", "Job description: Clerk",
               "Leads 3-4 employees.", "none", "A line that nobody foresaw"],
        "nl": ["De klerk moet weten:", "De klerk heeft het recht:", 
               "Rapporteert aan de baas of de eigenaar",
               "Geeft leiding aan 3-4 medewerkers.", "Download een voorbeeld", "Sorteert de post.",
               "Functiebeschrijving: Klerk",
               "niet van toepassing", "Een regel die niemand voorzag"],
        "de": ["Der Schreiber muss wissen:", "Der Schreiber hat das Recht:", 
               "Berichtet an die Leitung.",
               "Führt 3-4 Mitarbeiter.", "Vorlage herunterladen", "Sortiert die Post;",
               "Stellenbeschreibung: Schreiber", "entfällt", "Eine Zeile die niemand vorsah",
               "2.1. Eines tut er. 2.2. Anderes tut er auch. 3. Rechte Er darf vieles."],
    }[lang]  # fmt: skip
    return [phrase for phrase in heads if "*" not in phrase] + said


marks = st.sampled_from(
    ["", "", "1. ", "2) ", "A. ", "1.1. ", "1.2.", "- ", "• ", "-", "IV. ", "a) "]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str]:
    lang = draw(st.sampled_from(LANGUAGES))
    known = st.sampled_from(phrases(lang))
    anything = st.text(
        st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "S")), max_size=40
    ).filter(lambda text: "<" not in text and "-" not in text and "&" not in text)
    line = st.one_of(
        st.tuples(marks, known).map("".join),
        st.tuples(marks, known).map(lambda both: f"{both[0]}{both[1].capitalize()}:"),
        st.tuples(known, known).map(": ".join),
        st.tuples(known, known, known).map("\t".join),
        known.map(str.upper),
        anything,
        st.just(""),
        st.just("____________ (signature)"),
    )
    return lang, "\n".join(draw(st.lists(line, max_size=25)))


@given(documents(), st.sampled_from([None, "role", "procedure"]))
@settings(max_examples=150, deadline=None)
def test_every_word_is_in_a_draft_or_in_the_report_and_no_word_is_ours(
    given_: tuple[str, str], kind: str | None
) -> None:
    lang, text = given_
    check(brought(text, lang, kind))


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "roles").glob("*.yml"))[:12])
def test_a_file_that_is_no_document_of_the_kind_is_accounted_for_too(name: str) -> None:
    check(brought((ROOT / "roles" / name).read_text("utf-8")))


def test_a_word_cut_at_the_end_of_a_line_is_made_whole() -> None:
    text = (
        "Job description: Clerk\n\nPurpose of the job\n\n"
        "Keeps the papers of the whole house in such an order that each can be fou-\n"
        "nd within a minute by anybody who has a reason to look for them at all.\n"
        "Works on paper and on screen alike and takes care of both with like care.\n"
        "Answers the questions of everybody who cannot find a paper on their own.\n\n"
        "Duties\n\n1. Sorts the post.\n2. Files the letters.\n3. Empties the boxes.\n"
    )
    [draft] = brought(text, "en").drafts
    assert "can be found within a minute" in draft.fields["purpose"].text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Ver- talen van beleid", "Vertalen van beleid"),
        ("offerte- en orderverwerking", "offerte- en orderverwerking"),
        ("Hygiene- und Vorschriften", "Hygiene- und Vorschriften"),
        ("Arbeits- Recht", "Arbeits- Recht"),
    ],
)
def test_hyphens_stay_where_they_are_meant(text: str, whole: str) -> None:
    [line] = of_lines("x", "x", of_text(text, "x")).lines
    from rolebook.importing.documents.reading.lines import whole as all_of

    assert joined([all_of(line)]) == whole


def test_a_hyphen_left_within_a_word_is_taken_out_and_told() -> None:
    text = (
        "Job description: Clerk\n\nPurpose\nKnows all possi-bilities of after-sales work.\n\n"
        "Duties\n1. Tells the possibilities.\n2. Sorts the post.\n3. Does aftersales work.\n"
        "4. Looks after sales.\n"
    )
    one = brought(text, "en")
    assert one.drafts[0].fields["purpose"].text == "Knows all possibilities of after-sales work."
    assert "taken out: possi-bilities." in told(one)
