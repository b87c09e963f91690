"""What sentences, headings and columns of everyday documents are read as."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

import rolebook
from rolebook.importing.documents.bringing import bring
from rolebook.importing.documents.filling.draft import Draft, Value
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.reading.files import of_lines, read
from rolebook.importing.documents.reading.plain import of_text
from rolebook.importing.documents.words import shipped
from rolebook.importing.joblist.heads import head_words

REST = """
Duties
1. Count the stock.
2. Write the report.
3. Lock the door.
"""


def draft_of(text: str, lang: str = "en") -> Draft:
    document = of_lines("typed.txt", "typed", of_text(text, "typed.txt"))
    brought = bring(document, shipped(), Known(None), kind="role", lang=lang)
    (draft,) = brought.drafts
    return draft


def plain(held: object) -> object:
    if isinstance(held, Value):
        return held.text
    if isinstance(held, dict):
        return {key: plain(value) for key, value in held.items()}
    return [plain(value) for value in held] if isinstance(held, list) else held


@pytest.mark.parametrize(
    ("lang", "sentence", "deputy", "occasions"),
    [
        ("en", "During absence, the clerk is replaced by the adviser.", "adviser", None),
        ("en", "The clerk is covered by the adviser during leave.", "adviser", ["leave"]),
        ("nl", "Bij afwezigheid wordt de planner vervangen door de chef.", "chef", None),
        ("nl", "De planner wordt bij ziekte vervangen door de chef.", "chef", ["ziekte"]),
        ("de", "Die Leiterin wird vertreten durch den Planer, bei Urlaub und Krankheit.", "Planer",
         ["Urlaub", "Krankheit"]),
        ("de", "Die Leiterin wird bei Urlaub durch den Planer vertreten.", "Planer", ["Urlaub"]),
    ],
)  # fmt: skip
def test_a_sentence_says_who_stands_in(
    lang: str, sentence: str, deputy: str, occasions: list[str] | None
) -> None:
    head = {"en": "General provisions", "nl": "Algemene bepalingen", "de": "Allgemeines"}[lang]
    draft = draft_of(f"{head}\n1.1. {sentence}\n{REST}", lang)
    expected = {"text": deputy} | ({"occasions": occasions} if occasions else {})
    assert plain(draft.fields["deputised_by"]) == [expected]


@pytest.mark.parametrize(
    ("heading", "area", "share"),
    [
        ("Planning (60 %)", "Planning", "60"),
        ("Planning (ca. 60%)", "Planning", "60"),
        ("Loading and driving (70%)", "Loading and driving", "70"),
        ("Planning - 60% of the time", "Planning", "60"),
        ("Growth of 5 % in sales", "Growth of 5 % in sales", None),
    ],
)
def test_an_area_s_heading_states_its_share_of_the_time(
    heading: str, area: str, share: str | None
) -> None:
    draft = draft_of(f"Duties\n\n1. {heading}\n1.1 Plan the day.\n1.2 Plan the week.\n")
    (found,) = draft.fields["responsibilities"]
    assert found["area"].text == area
    assert plain(found.get("time_share")) == share


def test_areas_have_a_weight_only_where_the_document_tells_them_apart() -> None:
    main = "Main duties\n\n1. Driving (70%)\n1.1 Load the van.\n2. Desk (30 %)\n2.1 Answer calls.\n"
    areas = draft_of(main).fields["responsibilities"]
    assert [plain(area) for area in areas] == [
        {"area": "Driving", "time_share": "70", "tasks": ["Load the van."]},
        {"area": "Desk", "time_share": "30", "tasks": ["Answer calls."]},
    ]
    both = draft_of(f"{main}\nOther duties\n1. Sweep the yard.\n").fields["responsibilities"]
    assert [plain(area["weight"]) for area in both] == ["main", "main", "secondary"]


@pytest.mark.parametrize(
    ("lang", "heading", "field"),
    [
        ("en", "Decision making authority", "authorities"),
        ("nl", "Beslissingsbevoegdheid", "authorities"),
        ("de", "Entscheidungsbefugnis", "authorities"),
        ("nl", "Competenties", "requirements"),
    ],
)
def test_headings_of_everyday_descriptions(lang: str, heading: str, field: str) -> None:
    duties = {"en": "Duties", "nl": "Taken", "de": "Aufgaben"}[lang]
    text = f"{REST.replace('Duties', duties)}\n{heading}\n- One\n- Two\n"
    assert plain(draft_of(text, lang).fields[field]) == ["One", "Two"]


def test_the_words_of_lists_and_of_documents_for_a_grade_are_the_same() -> None:
    draft = draft_of(f"Job title: Clerk\nScale: B\n{REST}")
    assert head_words()["scale"] == "grade"
    assert plain(draft.fields["grade"]) == "B"


def test_the_column_that_nobody_knows_beside_areas_and_tasks_holds_criteria() -> None:
    draft = draft_of(
        "Result areas\n\nResult area\tActivities\tWhen do we smile?\n"
        "Planning\tPlans the day.\tNobody waits for longer than an hour.\n"
        "Stock\tCounts the stock.\tThe count agrees with the books.\n"
    )
    assert [plain(area["criteria"]) for area in draft.fields["responsibilities"]] == [
        ["Nobody waits for longer than an hour."], ["The count agrees with the books."],
    ]  # fmt: skip
    assert any("When do we smile?" in remark for remark in draft.remarks)


def test_the_line_below_the_kind_of_document_is_the_title() -> None:
    draft = draft_of(f"JOB INSTRUCTION\n\nStores Clerk\n\nPurpose\nTo keep order.\n{REST}")
    assert draft.fields["title"].text == "Stores Clerk"
    assert "notes" not in draft.fields


def test_a_superior_named_twice_is_there_once() -> None:
    draft = draft_of(
        f"Reports to: Head of stores\nOrganisation\nReports to the head of stores.\n{REST}"
    )
    assert plain(draft.fields["reports_to"]) == [{"text": "Head of stores"}]


def test_a_long_title_is_kept_whole() -> None:
    title = f"Adviser for {'lorry-' * 14}restoration"
    assert (
        title
        in draft_of(f"Job description: {title}\n\nPurpose\nTo help.\n{REST}").fields["title"].text
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Job title: Yard hand\nPurpose\nTidy yard.\nDuties\n- Sweep\n- Die casting"),
        (
            "nl",
            "Functie: Monteur\nTaken\n- Auto's repareren\n- Banden wisselen\nFunctie-eisen\n- B",
        ),
        ("de", "Stelle: Monteur\nAufgaben\n- Autos reparieren\nAnforderungen\n- Klasse B"),
    ],
)
def test_headings_tell_the_language_where_sentences_are_few(lang: str, text: str) -> None:
    found, sure = shipped().language(text)
    assert found == lang
    assert sure > 0.4


def test_labels_and_values_without_ruled_lines_in_a_pdf(tmp_path: Path) -> None:
    form = tmp_path / "form.typ"
    rows = {
        "Job title": "Stores Clerk",
        "Code": "S-04",
        "Reports to": "Head of " + "very large " * 9 + "stores",
    }
    cells = "".join(f"[{label}], [{said}]," for label, said in rows.items())
    rest = "= Duties\n+ Count the stock.\n+ Write the report.\n+ Lock the door.\n"
    form.write_text(f"#grid(columns: (5cm, 8cm), row-gutter: 1em, {cells})\n\n{rest}")
    pdf = tmp_path / "form.pdf"
    typst.compile(form, output=pdf)
    brought = bring(read(pdf, "form.pdf"), shipped(), Known(None))
    (draft,) = brought.drafts
    assert draft.fields["title"].text == "Stores Clerk"
    assert draft.fields["code"].text == "S-04"
    assert plain(draft.fields["reports_to"]) == [{"text": rows["Reports to"]}]


_HEADS = {"en": "Requirements", "nl": "Functie-eisen", "de": "Anforderungen"}
_DUTIES = {
    "en": REST,
    "nl": "\nTaken\n1. Telt de voorraad.\n2. Schrijft het verslag.\n3. Sluit de deur.\n",
    "de": "\nAufgaben\n1. Zählt den Bestand.\n2. Schreibt den Bericht.\n3. Schließt die Tür.\n",
}


@pytest.mark.parametrize(
    ("lang", "sentence", "years", "text"),
    [
        ("en", "At least 3 years' experience", "3", None),
        ("en", "At least three years’ experience in sales.", "3", "in sales"),
        ("en", "minimum of 5 years of relevant work experience as a planner", "5",
         "relevant work experience as a planner"),
        ("en", "3+ years experience with forklifts", "3", "with forklifts"),
        ("en", "Experience of at least two years in a workshop", "2", "in a workshop"),
        ("nl", "Minimaal 3 jaar ervaring", "3", None),
        ("nl", "minstens drie jaar relevante werkervaring in de planning", "3",
         "relevante werkervaring in de planning"),
        ("nl", "Ervaring van minimaal 2 jaar als monteur", "2", "als monteur"),
        ("de", "mindestens drei Jahre Berufserfahrung", "3", None),
        ("de", "Mindestens dreijährige Berufserfahrung im Handel", "3", "im Handel"),
        ("de", "Berufserfahrung von mindestens zwei Jahren als Meister", "2", "als Meister"),
    ],
)  # fmt: skip
def test_years_of_experience_are_a_number(
    lang: str, sentence: str, years: str, text: str | None
) -> None:
    draft = draft_of(f"{_HEADS[lang]}\n- {sentence}\n- Zorg.\n{_DUTIES[lang]}", lang)
    expected = {"kind": "experience"} | ({"text": text} if text else {}) | {"years": years}
    assert plain(draft.fields["requirements"][0]) == expected
    assert not draft.fields["requirements"][0]["years"].guess


def test_years_without_at_least_are_marked_for_review() -> None:
    for lang, sentence in (
        ("en", "3 years of experience in retail"),
        ("de", "Zwei Jahre Erfahrung"),
    ):
        draft = draft_of(f"{_HEADS[lang]}\n- {sentence}\n- Care.\n{_DUTIES[lang]}", lang)
        assert draft.fields["requirements"][0]["years"].guess == "read as: at least so many years"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "3 to 5 years of experience"),
        ("en", "up to 2 years of experience"),
        ("en", "A clean licence for three years"),
        ("en", "Must be at least 18 years of age"),
        ("nl", "Mbo-4 logistiek; vijf jaar ervaring."),
        ("nl", "Minimaal 3 jaar ervaring is gewenst"),
        ("de", "Führerschein Klasse B, zwei Jahre Fahrpraxis"),
    ],
)
def test_what_is_no_plain_number_of_years_stays_as_it_is_typed(lang: str, sentence: str) -> None:
    draft = draft_of(f"{_HEADS[lang]}\n- {sentence}\n- Zorg.\n{_DUTIES[lang]}", lang)
    found = plain(draft.fields["requirements"][0])
    assert (found["text"] if isinstance(found, dict) else found) == sentence
    assert not isinstance(found, dict) or "years" not in found


@pytest.mark.parametrize(
    ("lang", "label", "text"),
    [
        ("en", "Experience: at least 3 years", "in a garage"),
        ("nl", "Ervaring: 3 jaar", "in een garage"),
        ("de", "Berufserfahrung: mindestens 3 Jahre", "in der Werkstatt"),
    ],
)
def test_behind_a_label_that_says_experience_the_years_alone_are_enough(
    lang: str, label: str, text: str
) -> None:
    (found,) = draft_of(f"{label} {text}\n{_DUTIES[lang]}", lang).fields["requirements"]
    assert plain(found) == {"kind": "experience", "text": text, "years": "3"}


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("nl", "Competenties"), ("de", "Kompetenzen"), ("en", "Competencies")],
)
def test_a_heading_that_may_mean_authorities_is_marked_for_review(lang: str, heading: str) -> None:
    entry = {"nl": "Zorgvuldig.", "de": "Sorgfältig.", "en": "Careful."}[lang]
    draft = draft_of(f"{heading}\n- {entry}\n- Zorg.\n{_DUTIES[lang]}", lang)
    first, second = draft.fields["requirements"]
    assert first.guess == f"“{heading}” may mean authorities as well; this is about the whole list"
    assert not second.guess


_TABLE = """= Customer service clerk
Reports to: Head of trade sales

= Expected results
#table(columns: (4cm, 7cm, 5cm), {look},
  [Result areas], [Key activities], [Result criteria],
  [Quotations and orders],
  [Prepares quotations from what account managers supply, within the rules for price and terms.],
  [Quotations are right and in time],
  [Contracts and files],
  [Keeps contracts, files and the data of customers up to date and warns the account manager.],
  [Data are right at every check; nobody asks twice],
  [Information], [Answers questions of customers.], [Customers know where they stand])

Requirements
- Vocational education in commerce
"""


def imported_pdf(folder: Path, source: str, **options: str) -> Draft:
    fonts = Path(rolebook.__file__).parent / "fonts"
    (folder / "typed.typ").write_text(f'#set text(font: "Source Sans 3", size: 10pt)\n{source}')
    pdf = folder / "typed.pdf"
    typst.compile(folder / "typed.typ", output=pdf, font_paths=[fonts])
    brought = bring(read(pdf, "typed.pdf"), shipped(), Known(None), **options)  # type: ignore[arg-type]
    (draft,) = brought.drafts
    return draft


@pytest.mark.parametrize(
    "look", ["stroke: none", "stroke: none, inset: (x: 5pt, y: 0.33em)", "stroke: none, inset: 4mm"]
)
def test_a_table_of_three_columns_without_ruled_lines_reads_like_one_with_them(
    tmp_path: Path, look: str
) -> None:
    """Apart rows, rows as close as the lines of a cell, and wide ones."""
    drafts = []
    for name, drawn in (("ruled", "stroke: 0.5pt"), ("unruled", look)):
        (tmp_path / name).mkdir()
        drafts.append(imported_pdf(tmp_path / name, _TABLE.replace("{look}", drawn)))
    ruled, unruled = (plain(draft.fields) for draft in drafts)
    assert unruled == ruled
    areas = drafts[1].fields["responsibilities"]
    assert [area["area"].text for area in areas] == [
        "Quotations and orders", "Contracts and files", "Information",
    ]  # fmt: skip
    assert plain(areas[1]["criteria"]) == ["Data are right at every check; nobody asks twice"]


def test_the_steps_of_a_procedure_in_an_unruled_table_are_steps(tmp_path: Path) -> None:
    draft = imported_pdf(
        tmp_path,
        """= Procedure: Complaint
= Steps
#table(columns: (1cm, 6cm, 4cm, 3cm), stroke: none, [No.], [Step], [Who], [When],
  [1], [Register the complaint and thank the customer for it, in their own words.], [Clerk], [],
  [2], [Acknowledge it], [Clerk], [within 1 working day],
  [3], [Decide whether it is justified], [Quality manager], [within 2 working days])
""",
        kind="procedure",
    )
    steps = [plain(step["step"]) for step in draft.fields["steps"]]
    assert steps[1:] == ["Acknowledge it", "Decide whether it is justified"]
    assert [plain(step["by"]) for step in draft.fields["steps"]][2] == [{"text": "Quality manager"}]


def test_lines_with_wide_gaps_that_no_columns_follow_stay_lines(tmp_path: Path) -> None:
    draft = imported_pdf(
        tmp_path,
        """= Stores clerk
Store North #h(2cm) Shift A #h(2cm) Open

Purpose: Keeps parts in good order, finds them fast, and sends what branches ask for in time.

= Duties
+ Count the stock of the whole store and write down each part that is missing or damaged.
+ Write the report.
+ Lock the door.
""",
    )
    (area,) = draft.fields["responsibilities"]
    assert len(area["tasks"]) == 3
    assert draft.fields["purpose"].text.startswith("Keeps parts in good order, finds them fast")
