"""A role as a document: sections by its layout, numbers, signatures, references."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolebook.handbook import Handbook, load
from rolebook.records import Records
from rolebook.views.document import (
    Block,
    Document,
    Facts,
    Item,
    Line,
    Listing,
    Paragraph,
    Section,
    Signatures,
    Table,
)
from rolebook.views.role import Medium, role_document
from rolebook.views.writer import Writer

SETTINGS = """\
site_name: Bakery
extra:
  handbook:
    organisation: {name: The Bakery, legal_form: cooperative}
    languages: [en, nl]
    sign:
      - {by: employee, meaning: [seen, received]}
      - {by: manager, meaning: [agreed]}
    contract: {sentence: {en: Not part of the contract., nl: Geen deel van de overeenkomst.}}
"""
BAKER = """\
title: Baker
kind: company
family: work
purpose: Bakes bread.
reports_to: [{one_of: [{text: the owner}, head]}]
supervises: none
must_know: [Flour, Yeast]
responsibilities:
  - id: dough
    area: Dough
    tasks:
      - {id: mix, task: Mixes the dough.}
      - Lets it rise, see [](item:oven/bake).
  - id: oven
    area: Oven
    criteria: [Bread is brown]
    tasks: [{id: bake, task: Bakes it., authority_limit: {amount: 2500, per: batch}}]
rights: [To fresh air, To a break]
provisions:
  - {kind: appointment, by: {text: the owner}, consent_of: head}
"""
HEAD = "title: Head baker\nkind: company\nfamily: work\nsupervises: [{role: baker, count: 2}]\n"
FAMILIES = "families:\n  - {id: work, title: Work}\n"

Make = Callable[..., Handbook]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(**files: str) -> Handbook:
        tree = {
            "mkdocs.yml": SETTINGS,
            "roles/baker.yml": BAKER,
            "roles/head.yml": HEAD,
            "roles/vocabulary/families.yml": FAMILIES,
            **{name.replace("__", "/") + ".yml": text for name, text in files.items()},
        }
        for name, text in tree.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        loaded = load(tmp_path)
        assert loaded.handbook
        assert not loaded.findings
        return loaded.handbook

    return made


def shown(book: Handbook, id_: str, medium: Medium = "paper", lang: str = "en") -> Document:
    return role_document(Writer(book.editions[lang], Records()), id_, medium)


def words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def section(document: Document, id_: str) -> Section:
    return next(s for s in document.sections if s.anchor == id_)


def items(blocks: tuple[Block, ...]) -> list[Item]:
    return [item for block in blocks if isinstance(block, Listing) for item in block.items]


def all_lines(document: Document) -> Iterator[str]:
    def of(sections: tuple[Section, ...]) -> Iterator[str]:
        for one in sections:
            for block in one.blocks:
                if isinstance(block, Paragraph):
                    yield words(block.line)
                elif isinstance(block, Facts):
                    for row in block.rows:
                        yield from (words(value) for value in row.values)
                elif isinstance(block, Listing):
                    yield from (words(item.line) for item in block.items)
            yield from of(one.sections)

    return of(document.sections)


def in_layout(name: str) -> str:
    return BAKER + f"document: {{layout: {name}}}\n"


def test_areas_and_tasks_are_lettered_and_numbered_as_in_a_reference_job(make: Make) -> None:
    areas = section(shown(make(), "baker"), "responsibilities").sections
    assert [(a.number, a.anchor, a.title) for a in areas] == [
        ("A", "a", "Dough"),
        ("B", "b", "Oven"),
    ]
    assert [(i.number, i.anchor) for a in areas for i in items(a.blocks)] == [
        ("A.1", "a-1"),
        ("A.2", "a-2"),
        ("B.1", "b-1"),
    ]


def test_a_job_instruction_counts_clauses_and_tasks_through(make: Make) -> None:
    document = shown(make(roles__baker=in_layout("job-instruction")), "baker")
    general = section(document, "general")
    assert general.number == "1"
    clauses = items(general.blocks)
    assert [c.number for c in clauses] == [f"1.{n}" for n in range(1, len(clauses) + 1)]
    assert words(clauses[0].line) == "Purpose of the job: Bakes bread."
    knows = next(c for c in clauses if c.items)
    assert [words(i.line) for i in knows.items] == ["Flour", "Yeast"]
    duties = section(document, "duties")
    numbers = [i.number for a in duties.sections for i in items(a.blocks)]
    assert numbers == ["2.1", "2.2", "2.3"]
    assert section(document, "acknowledgement").number == ""


def test_a_dealer_standard_has_lettered_sections_and_themed_groups(make: Make) -> None:
    document = shown(make(roles__baker=in_layout("dealer-standard")), "baker")
    first = section(document, "responsibilities")
    assert first.number == "A"
    assert [a.number for a in first.sections] == ["1", "2"]
    assert items(first.sections[1].blocks)[0].number == "2.1"
    assert section(document, "powers-and-place").number == "B"


def test_a_result_description_is_one_table(make: Make) -> None:
    document = shown(make(roles__baker=in_layout("result-table")), "baker")
    (table,) = section(document, "results").blocks
    assert isinstance(table, Table)
    assert [[words(line) for line in cell.lines] for cell in table.rows[1].cells] == [
        ["Oven"],
        ["Bakes it. (Decides alone up to: EUR\xa02,500 per batch)"],
        ["Bread is brown"],
    ]


@pytest.mark.parametrize(
    ("layout", "number"),
    [("reference", "B.1"), ("job-instruction", "2.3"), ("dealer-standard", "2.1")],
)
def test_a_reference_to_a_task_shows_the_number_it_has_here(
    make: Make, layout: str, number: str
) -> None:
    document = shown(make(roles__baker=in_layout(layout)), "baker")
    assert f"Lets it rise, see {number}." in list(all_lines(document))


def test_alternatives_are_joined_by_or_in_the_readers_language(make: Make) -> None:
    book = make(**{"roles__head.nl": "title: Chef-bakker\n"})
    assert "the owner or Head baker" in list(all_lines(shown(book, "baker")))
    assert "the owner of Chef-bakker" in list(all_lines(shown(book, "baker", lang="nl")))


def test_what_is_not_translated_says_its_language(make: Make) -> None:
    book = make(**{"roles__baker.nl": "title: Bakker\n"})
    document = shown(book, "baker", lang="nl")
    assert document.title == "Bakker"
    assert document.title_lang == ""
    (purpose,) = section(document, "purpose").blocks
    assert isinstance(purpose, Paragraph)
    assert purpose.line.lang == "en"


def test_supervising_nobody_is_said(make: Make) -> None:
    assert "nobody" in list(all_lines(shown(make(), "baker")))
    place = [s for s in shown(make(), "head").sections if s.anchor == "position"]
    assert [r.label for s in place for b in s.blocks if isinstance(b, Facts) for r in b.rows] == [
        "Supervises"
    ]


def test_a_company_job_has_places_to_sign_on_paper_only(make: Make) -> None:
    book = make()
    on_paper = section(shown(book, "baker"), "signatures")
    (places,) = (b for b in on_paper.blocks if isinstance(b, Signatures))
    assert [p.who for p in places.places] == ["Employee", "Line manager"]
    assert [len(p.statements) for p in places.places] == [2, 1]
    assert "Not part of the contract." in list(all_lines(shown(book, "baker")))
    assert "signatures" not in [s.anchor for s in shown(book, "baker", "page").sections]


def test_nobody_signs_a_reference_job(make: Make) -> None:
    book = make(roles__baker=BAKER.replace("kind: company", "kind: reference"))
    document = shown(book, "baker")
    assert "signatures" not in [s.anchor for s in document.sections]
    assert [n.kind for n in document.notices] == ["reference"]


def test_the_approval_block_names_office_and_organisation(make: Make) -> None:
    extra = "document: {layout: job-instruction, approval: {by: head, seal: true}}\n"
    document = shown(make(roles__baker=BAKER + extra), "baker")
    (places,) = section(document, "approval").blocks
    assert isinstance(places, Signatures)
    assert words(places.places[0].statements[0]) == "Head baker, The Bakery, cooperative"
    assert places.places[0].blanks == ("Name", "Place, date", "Signature")
    assert places.places[0].seal == "Place for the seal"


def test_a_heading_can_be_the_handbooks_own(make: Make) -> None:
    own = SETTINGS + "    headings: {purpose: {en: Why we have it, nl: Waarom}}\n"
    book = make()
    (book.root / "mkdocs.yml").write_text(own, encoding="utf-8")
    again = load(book.root).handbook
    assert again
    assert section(shown(again, "baker"), "purpose").title == "Why we have it"
    assert section(shown(again, "baker", lang="nl"), "purpose").title == "Waarom"


def test_limits_are_written_as_on_contracts(make: Make) -> None:
    (item,) = items(section(shown(make(), "baker"), "responsibilities").sections[1].blocks)
    assert [words(v) for fact in item.details for v in fact.values] == ["EUR\xa02,500 per batch"]


def test_a_company_job_written_from_a_reference_job_is_shown_in_full(make: Make) -> None:
    derived = """\
title: Night baker
kind: company
family: work
purpose: Bakes at night.
based_on:
  role: baker
  drop: [dough/mix]
  add:
    - {to: oven, tasks: [Locks up.]}
    - {area: Night, tasks: [Stays awake.]}
  change: [{item: oven/bake, task: Bakes it slowly.}]
"""
    reference = BAKER.replace("kind: company", "kind: reference")
    document = shown(make(roles__baker=reference, roles__night=derived), "night")
    areas = section(document, "responsibilities").sections
    assert [a.title for a in areas] == ["Dough", "Oven", "Night"]
    told = [words(i.line) for a in areas for i in items(a.blocks)]
    assert told == ["Lets it rise, see B.1.", "Bakes it slowly.", "Locks up.", "Stays awake."]
    assert "Bakes at night." in list(all_lines(document))
    assert "the owner or Head baker" in list(all_lines(document))
