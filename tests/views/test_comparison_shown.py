"""Comparisons in the reader's words: everything that is stated shows when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rolebook.records.compared import Comparison, between
from rolebook.records.status import Standings
from rolebook.views.comparison import change_sections, comparison_document
from rolebook.views.document import Document, Item, Line, Listing, Paragraph, Section
from rolebook.views.writer import Writer
from shop import approve, edit, opened, run, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = shop(tmp_path / "shop")
    approve(made, "baker", "baking-bread", "shop-grades")
    return made


def compared(root: Path, kind: str, id_: str, lang: str = "en") -> tuple[Writer, Comparison]:
    """The last approved text of a document against the text as it stands."""
    handbook, records = opened(root)
    book = handbook.editions[lang]
    standings = Standings(book, records)
    last = standings.of(kind, id_).last
    assert last is not None
    return Writer(book, records), between(standings, kind, id_, last, None)


def marked(line: Line) -> str:
    brackets = {"": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    text = "".join(brackets[span.mark].format(span.text) for span in line.spans)
    return text.replace("-][-", "").replace("+}{+", "")


def lines(value: Any) -> Iterator[str]:
    """The lines of sections and items, inner ones indented."""
    match value:
        case Section():
            yield f"# {value.title}"
            for block in (*value.blocks, *value.sections):
                yield from lines(block)
        case Listing():
            for item in value.items:
                yield from lines(item)
        case Item():
            yield marked(value.line)
            for item in value.items:
                yield from (f"  {line}" for line in lines(item))
        case Paragraph():
            yield marked(value.line)


def shown(root: Path, kind: str, id_: str, lang: str = "en") -> list[str]:
    writer, comparison = compared(root, kind, id_, lang)
    return [text for section in change_sections(writer, comparison) for text in lines(section)]


def test_only_what_changed_is_shown_under_the_names_of_its_fields(root: Path):
    edit(root, "roles/baker.yml", "- Lights the oven.",
         "- Lights the oven.\n      - Sweeps up.")  # fmt: skip
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes the brown bread.")
    edit(root, "roles/baker.yml", "grade: B", "grade: C")
    assert shown(root, "role", "baker") == [
        "# At a glance",
        "Grade: [-B -]{+C+}",
        "# Purpose of the job",
        "Bakes the{+ brown+} bread.",
        "# Responsibilities",
        "Baking",
        "  {+Sweeps up.+}",
    ]


def test_the_words_around_are_those_of_the_reader(root: Path):
    edit(root, "roles/baker.yml", "grade: B", "grade: C")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    found = shown(root, "role", "baker", "nl")
    assert found == [
        "# In het kort", "Schaal: [-B -]{+C+}", "# Doel van de functie", "Bakt{+ al+} het brood.",
    ]  # fmt: skip


def test_a_term_is_one_line_and_a_new_step_does_not_number_the_others_anew(root: Path):
    edit(root, "procedures/baking-bread.yml", "  - {step: Tastes, by: [owner], due: {within: 1}}",
         "  - {step: Cools, by: [baker]}\n"
         "  - {step: Tastes, by: [owner], due: {within: 2}}")  # fmt: skip
    assert shown(root, "procedure", "baking-bread") == [
        "# Steps",
        "{+Cools+}",
        "  {+Who: Baker+}",
        "Tastes",
        "  By when: within[- 1-]{+ 2+} working[- day-]{+ days+} of intake",
    ]


def test_a_scheme_is_compared_like_a_role(root: Path):
    edit(root, "roles/grading/shop-grades.yml", "title: Heat, criterion: working_conditions",
         "title: Heat and flour, criterion: effort")  # fmt: skip
    assert shown(root, "scheme", "shop-grades") == [
        "# Characteristics",
        "Heat{+ and flour+}",
        "  Criterion: [-Working conditions -]{+effort+}",
    ]


def test_nothing_changed_is_said(root: Path):
    document = comparison_document(*compared(root, "role", "baker"))
    assert [text for section in document.sections for text in lines(section)] == [
        "# ", "Nothing changed.",
    ]  # fmt: skip


def test_another_documents_new_name_or_id_is_no_change(root: Path):
    edit(root, "roles/owner.yml", "title: Owner", "title: Proprietor")
    assert shown(root, "role", "baker") == []
    (root / "roles/owner.yml").rename(root / "roles/boss.yml")
    (root / "roles/owner.nl.yml").rename(root / "roles/boss.nl.yml")
    edit(root, "roles/boss.yml", "kind: company", "kind: company\nformerly: [owner]")
    for file in ("roles/baker.yml", "procedures/baking-bread.yml"):
        text = (root / file).read_text("utf-8").replace("owner: owner", "owner: boss")
        text = text.replace("released_by: owner", "released_by: boss").replace("[owner]", "[boss]")
        (root / file).write_text(text, encoding="utf-8")
    assert shown(root, "role", "baker") == []
    assert shown(root, "procedure", "baking-bread") == []


def test_who_is_gone_keeps_the_name_that_he_had(root: Path):
    edit(root, "roles/baker.yml", "reports_to: [owner]", "reports_to: [{text: nobody}]")
    assert shown(root, "role", "baker")[:2] == ["# Reports to", "[-Owner-]"]


CHANGES = [
    ("title: Baker", "title: Head baker"),
    ("kind: company", "kind: company\ntitle_forms: {suffix: m/f/x}"),
    ("family: shop", "family: shop\nalso_known_as: [Bread maker]"),
    ("family: shop", "family: shop\ncode: '01.10'\ncode_system: ORBA"),
    ("grade: B", "discipline: Food"),
    ("reports_to: [owner]", "reports_to: [{role: owner, kind: functional}]"),
    ("reports_to: [owner]", "reports_to: [{one_of: [owner, {text: the mayor}]}]"),
    ("reports_to: [owner]", "reports_to: [owner]\nsupervises: none"),
    ("reports_to: [owner]", "reports_to: [owner]\nspan_of_control: [{min: 1, max: 3}]"),
    ("reports_to: [owner]",
     "reports_to: [owner]\ndeputised_by: [{text: another baker, occasions: [leave]}]"),
    ("rights: [Tastes the bread.]", "rights: []"),
    ("rights: [Tastes the bread.]",
     "rights: [Tastes the bread.]\nrequirements: [{kind: training, text: A course}]"),
    ("rights: [Tastes the bread.]",
     "rights: [Tastes the bread.]\nliabilities: [{text: The oven, reviewed: 2026-01-01}]"),
    ("rights: [Tastes the bread.]",
     "rights: [Tastes the bread.]\ncharacteristics: [{id: skill, text: Skilled}]"),
    ("rights: [Tastes the bread.]",
     "rights: [Tastes the bread.]\nprovisions: [{kind: copies, kept_by: [owner]}]"),
    ("rights: [Tastes the bread.]",
     "rights: [Tastes the bread.]\nsign: [{by: hr, meaning: [endorsed, seen]}]"),
    ("number: JD-01", "number: JD-02"),
    ("prepared_by: baker", "prepared_by: baker\n  checked_by: owner"),
    ("distribution: [The baker]", "approval: {by: owner, seal: true}"),
    ("task: Kneads the dough.", "task: Kneads the dough., frequency: daily"),
    ("task: Kneads the dough.", "task: Kneads the dough., authority_limit: {amount: 100}"),
    ("task: Kneads the dough.", "task: Kneads the dough., optional: true"),
    (", procedure: baking-bread", ""),
    ("area: Baking", "area: Baking\n    time_share: 100\n    criteria: [Good bread]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), CHANGES, ids=[new[:50] for _, new in CHANGES])
def test_every_change_of_what_is_stated_is_shown(root: Path, old: str, new: str):
    edit(root, "roles/baker.yml", old, new)
    _, comparison = compared(root, "role", "baker")
    assert comparison.change.sign == "~"
    found = [text for text in shown(root, "role", "baker") if "{+" in text or "[-" in text]
    assert found != []


def test_the_whole_text_is_there_with_its_marks(root: Path):
    edit(root, "roles/baker.yml", "Tastes the bread.", "Tastes the cake.")
    document: Document = comparison_document(*compared(root, "role", "baker"), whole=True)
    found = [text for section in document.sections for text in lines(section)]
    assert "Tastes the[- bread-]{+ cake+}." in found
    assert "Title: Baker" in found
    assert "  Kneads the dough." in found


def test_lists_that_only_changed_their_order_say_so(root: Path):
    edit(root, "roles/baker.yml", "      - Lights the oven.\n", "")
    edit(root, "roles/baker.yml", "procedure: baking-bread}",
         "procedure: baking-bread}\n      - Lights the oven.")  # fmt: skip
    found = shown(root, "role", "baker")
    assert "  [-Kneads the dough.-] (moved from here)" in found
    assert "  {+Kneads the dough.+} (moved here)" in found


def test_a_text_in_another_language_says_so_on_a_page(root: Path):
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes all the bread.")
    assert run(root, "approve", "baker", "--on", "2027-01-01").exit_code == 0
    handbook, records = opened(root)
    standings = Standings(handbook.editions["en"], records)
    first, second = standings.of("role", "baker").revisions
    assert "nl" not in second.fingerprints
    writer = Writer(handbook.editions["nl"], records)
    sections = change_sections(writer, between(standings, "role", "baker", first, second))
    block = sections[0].blocks[0]
    assert sections[0].title == "Doel van de functie"
    assert isinstance(block, Paragraph)
    assert block.line.lang == "en"
