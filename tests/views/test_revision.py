"""The page of an approved version: what changed with it, and what has changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolebook.views.document import Document, Item, Line, Listing, Paragraph, Section
from rolebook.views.revision import Revisions
from rolebook.views.writer import Writer
from shop import approve, edit, opened, run, shop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = shop(tmp_path / "shop")
    approve(root, "baker", "--note", "The first oven")
    return root


def again(root: Path, old: str, new: str, on: str) -> None:
    edit(root, "roles/baker.yml", old, new)
    assert approve(root, "baker", on=on).exit_code == 0


def pages(root: Path, lang: str = "en") -> dict[str, Document]:
    book, records = opened(root)
    return {page.id: page for page in Revisions(Writer(book.editions[lang], records)).documents()}


def marked(document: Document, anchor: str) -> list[str]:
    """Every line of a section of the page, with the sign of its marks."""
    section = next(s for s in document.sections if s.anchor == anchor)
    return list(lines(section))


def lines(section: Section) -> list[str]:
    found = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            found.append(said(block.line))
        if isinstance(block, Listing):
            found += [text for item in block.items for text in items(item)]
    return found + [text for inner in section.sections for text in lines(inner)]


def items(item: Item) -> list[str]:
    return [said(item.line), *(text for inner in item.items for text in items(inner))]


def said(line: Line) -> str:
    signs = {"added": "+", "removed": "-", "": ""}
    return "".join(f"{signs[span.mark]}{span.text}" for span in line.spans)


def anchors(document: Document) -> list[str]:
    return [section.anchor for section in document.sections]


def test_one_version_that_still_stands_needs_no_page(root: Path):
    assert pages(root) == {}


def test_a_draft_beside_the_first_version_is_shown_as_what_it_changes(root: Path):
    edit(root, "roles/baker.yml", "Bakes the bread.", "Bakes the rolls.")
    found = pages(root)
    assert list(found) == ["baker/1"]
    assert anchors(found["baker/1"]) == ["about", "with", "draft"]
    assert marked(found["baker/1"], "with") == ["It is the first version."]
    assert marked(found["baker/1"], "draft") == ["Bakes the- bread+ rolls."]


def test_each_version_shows_what_came_with_it_and_what_came_since(root: Path):
    again(root, "Bakes the bread.", "Bakes the rolls.", "2026-12-01")
    again(root, "- Lights the oven.", "- Lights the oven.\n      - Sweeps.", "2026-12-02")
    found = pages(root)
    assert list(found) == ["baker/1", "baker/2", "baker/3"]
    first, second, third = found.values()
    assert marked(second, "with") == ["Bakes the- bread+ rolls."]
    assert marked(second, "since") == ["Baking", "+Sweeps."]
    assert marked(first, "since") == ["Bakes the- bread+ rolls.", "Baking", "+Sweeps."]
    assert anchors(third) == ["about", "with"], "nothing has changed since the last"
    assert first.sections[2].title == "What has changed since, up to version 3.0"


def test_a_version_that_a_language_does_not_have_is_compared_in_the_governing_one(root: Path):
    again(root, "Bakes the bread.", "Bakes the rolls.", "2026-12-01")
    found = pages(root, "nl")
    assert list(found) == ["baker/1", "baker/2"], "the same pages in each language"
    assert marked(found["baker/2"], "with") == ["Bakes the- bread+ rolls."]
    edit(root, "roles/baker.nl.yml", "Bakt het brood.", "Bakt de broodjes.")
    run(root, "translated", "baker", "--lang", "nl")
    approve(root, "baker", on="2026-12-02")
    found = pages(root, "nl")
    assert marked(found["baker/1"], "since") == ["Bakt- het brood+ de broodjes."]
    assert marked(pages(root)["baker/3"], "with") == ["Nothing changed in this language."]


def test_the_note_stands_in_the_language_it_was_written_in(root: Path):
    again(root, "Bakes the bread.", "Bakes the rolls.", "2026-12-01")
    about = pages(root, "nl")["baker/1"].sections[0].blocks[0]
    notes = [line for fact in about.rows for line in fact.values]  # type: ignore[union-attr]
    (note,) = [line for line in notes if said(line) == "The first oven"]
    assert note.lang == "en"


def test_every_kind_of_document_has_them(root: Path):
    approve(root, "baking-bread", "shop-grades")
    edit(root, "procedures/baking-bread.yml", "Good bread each day.", "Good rolls each day.")
    edit(root, "roles/grading/shop-grades.yml", "title: Heat", "title: Warmth")
    found = pages(root)
    assert marked(found["baking-bread/1"], "draft") == ["Good- bread+ rolls each day."]
    assert any("Heat" in text for text in marked(found["shop-grades/1"], "draft"))
