"""The register, histories, what changed and the matrix of authorities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rolebook.model.text import Link
from rolebook.site.editions import edition
from rolebook.views.authorities import authorities_document
from rolebook.views.document import Document, Line, Paragraph, Section, Table
from rolebook.views.history import changes_document, history_document
from rolebook.views.registers import entries, register_document, register_table
from rolebook.views.writer import Writer
from shop import approve, edit, opened, run, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shop(tmp_path / "shop")


def writer(root: Path, lang: str = "en") -> Writer:
    book, records = opened(root)
    return Writer(book.editions[lang], records)


def words(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def rows(document: Document, anchor: str) -> list[list[str]]:
    """The words of each row of the tables of a section; lines of a cell parted by a bar."""
    section = next(s for s in document.sections if s.anchor == anchor)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [
        [" | ".join(map(words, cell.lines)) for cell in row.cells]
        for table in tables
        for row in table.rows
    ]


def anchors(document: Document) -> list[str]:
    return [section.anchor for section in document.sections]


def test_the_register_holds_every_document_with_its_control(root: Path):
    approve(root, "baker")
    document = register_document(writer(root))
    owner, baker = sorted(rows(document, "roles"), key=lambda row: "JD" in row[0])
    assert baker[:4] == ["Baker | JD-01", "1.0 | Approved", "30 November 2026", "30 June 2027"]
    assert (
        baker[4]
        == "Owner: Owner | Prepared by: Baker | Released by: Owner | Distribution: The baker"
    )
    assert owner[1] == "Draft"
    assert [row[0] for row in rows(document, "procedures")] == ["P-01 Baking bread | P-01"]
    assert [row[0] for row in rows(document, "schemes")] == ["Grades of the shop"]


def test_drafts_reviews_and_withdrawals_stand_by_themselves(root: Path):
    approve(root, "baker", "baking-bread")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    edit(root, "procedures/baking-bread.yml", "document: {",
         "document: {withdrawn: 2027-01-01, ")  # fmt: skip
    document = register_document(writer(root))
    drafts = rows(document, "drafts")
    assert ["Baker | JD-01", "1.0 | 30 November 2026", "Owner", "Owner"] in drafts
    assert ["Owner", "none", "–", "–"] in drafts
    assert rows(document, "reviews") == [["30 June 2027", "Baker", "Owner"]]
    (withdrawn,) = rows(document, "withdrawn")
    assert withdrawn[1:] == ["1.0 | 30 November 2026", "1 January 2027", "–"]
    assert "procedures" not in anchors(document)


def test_a_history_has_all_versions_the_newest_first(root: Path):
    approve(root, "baker", "--note", "For the new oven")
    edit(root, "roles/baker.yml", "Lights the oven.", "Lights the ovens.")
    approve(root, "baker", "--minor", "--reason", "A slip", on="2026-12-01")
    shown = writer(root, "nl")
    document = history_document(shown, next(e for e in entries(shown) if e.id == "baker"))
    assert [row[0] for row in rows(document, "versions")] == ["1.1", "1.0"]
    table = next(b for b in document.sections[1].blocks if isinstance(b, Table))
    assert [row.anchor for row in table.rows] == ["revision-2", "revision-1"]
    note = table.rows[1].cells[4].lines[1]
    assert (words(note), note.lang) == ("For the new oven", "en")
    assert words(table.rows[0].cells[4].lines[-1]).endswith("A slip")
    assert table.rows[0].cells[5].lines[0].spans[0].text != table.rows[1].cells[5].lines[0]


def test_where_nobody_noted_what_changed_the_parts_are_named_or_the_languages(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt al het brood.")
    run(root, "translated", "baker", "--lang", "nl")
    approve(root, "baker", on="2026-12-01")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    edit(root, "roles/baker.yml", "Tastes the bread.", "Tastes it.")
    approve(root, "baker", on="2026-12-02")
    shown = writer(root)
    document = history_document(shown, next(e for e in entries(shown) if e.id == "baker"))
    assert [row[4] for row in rows(document, "versions")] == [
        "Major change | Purpose of the job and Rights",
        "Minor change | Translation: Dutch",
        "First version",
    ]


def test_what_changed_goes_year_by_year_the_newest_first(root: Path):
    assert anchors(changes_document(writer(root))) == ["none"]
    approve(root, "baker", "baking-bread", on="2025-03-01")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(root, "baker", on="2026-12-01")
    document = changes_document(writer(root))
    assert anchors(document) == ["year-2026", "year-2025"]
    (newest,) = rows(document, "year-2026")
    assert newest == [
        "1 December 2026",
        "Baker",
        "2.0",
        "Major change | Purpose of the job",
        "1 December 2026",
    ]
    assert len(rows(document, "year-2025")) == 2
    tables = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    assert [
        span.link for table in tables for row in table.rows for span in row.cells[2].lines[0].spans
    ] == [
        Link("history", "baker/2"),
        Link("history", "baker/1"),
        Link("history", "baking-bread", "revision-1"),
    ], "to what changed with it, where there is something to compare"


def test_the_matrix_leads_from_each_entry_to_its_words(root: Path):
    document = authorities_document(writer(root))
    section = document.sections[0]
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert table.head == ("Role", "Signing power")
    (span,) = table.rows[0].cells[1].lines[0].spans
    assert span.text == "EUR\N{NO-BREAK SPACE}2,500 per contract"
    assert span.link == Link("authorities", "", "sign-owner")
    there = {row.anchor for s in document.sections for b in s.blocks if isinstance(b, Table)
             for row in b.rows}  # fmt: skip
    assert "sign-owner" in there
    assert rows(document, "sign") == [["Owner", "Signs contracts.", span.text]]


def all_links(sections: tuple[Section, ...]) -> Iterator[Link]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        for line in cell.lines:
                            yield from (span.link for span in line.spans if span.link)


def test_the_site_has_the_pages_and_every_link_of_them_leads_somewhere(root: Path):
    approve(root, "--all")
    book, records = opened(root)
    site = edition(book, records, "Shop")
    for address in ("register.html", "changes.html", "authorities.html", "history/baker.html"):
        assert address in site.by_address
    for page in site.pages:
        for link in all_links(page.document.sections):
            if link.kind in ("history", "authorities", "register", "changes"):
                assert link.kind == "authorities" or f"history/{link.id}.html" in site.by_address


def test_a_renamed_document_leaves_the_way_at_its_old_address(root: Path):
    for lang in ("", ".nl"):
        (root / f"procedures/baking-bread{lang}.yml").rename(root / f"procedures/bread{lang}.yml")
    edit(root, "procedures/bread.yml", "title:", "formerly: [baking-bread]\ntitle:")
    edit(root, "roles/baker.yml", "procedure: baking-bread", "procedure: bread")
    book, records = opened(root)
    page = edition(book, records, "Shop").by_address["procedures/baking-bread.html"]
    assert page.document.kind == "moved"
    paragraph = page.document.sections[0].blocks[0]
    assert Link("procedure", "bread") in [s.link for s in paragraph.line.spans]  # type: ignore[union-attr]
    assert page.moved_to == "procedures/bread.html"


def test_the_old_addresses_of_its_versions_lead_on_as_well(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes.")
    approve(root, "baker", on="2026-12-01")
    for lang in ("", ".nl"):
        (root / f"roles/baker{lang}.yml").rename(root / f"roles/pastry-cook{lang}.yml")
    edit(root, "roles/pastry-cook.yml", "title:", "formerly: [baker]\ntitle:")
    for file in ("procedures/baking-bread.yml", "roles/grading/shop-grades.yml"):
        edit(root, file, "baker", "pastry-cook")
    site = edition(*opened(root), "Shop").by_address
    for place in ("roles/{}.html", "history/{}.html", "history/{}/1.html", "history/{}/2.html"):
        assert site[place.format("baker")].moved_to == place.format("pastry-cook")
        assert site[place.format("pastry-cook")].moved_to == ""


def test_the_history_of_a_withdrawn_document_says_since_when_and_what_replaced_it(root: Path):
    approve(root, "baker")
    edit(root, "roles/baker.yml", "document:",
         "document:\n  withdrawn: 2027-05-01\n  replaced_by: owner")  # fmt: skip
    shown = writer(root)
    document = history_document(shown, next(e for e in entries(shown) if e.id == "baker"))
    said = [words(b.line) for b in document.sections[0].blocks if isinstance(b, Paragraph)]
    assert said == [
        "Baker was withdrawn with effect from 1 May 2027.",
        "Replaced by Owner.",
    ]


def test_pages_do_not_depend_on_the_day(root: Path, monkeypatch: pytest.MonkeyPatch):
    approve(root, "--all")
    pages = [register_document(writer(root)), changes_document(writer(root))]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    assert [register_document(writer(root)), changes_document(writer(root))] == pages


def test_the_table_for_other_programs_has_a_row_for_each_document(root: Path):
    approve(root, "baker")
    head, table = register_table(writer(root))
    assert {len(row) for row in table} == {len(head)}
    assert [row[1] for row in table] == ["baker", "owner", "baking-bread", "shop-grades"]
    baker = dict(zip(head, table[0], strict=True))
    assert baker["Version"] == "1.0"
    assert baker["Approved in"] == "en, nl"
    assert baker["Distribution"] == "The baker"
