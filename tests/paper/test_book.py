"""The whole handbook as one paper: what is in it, its bookmarks, and where references lead."""

from __future__ import annotations

import io

import pikepdf
import pytest

from rolebook.paper.papers import Paper, make
from shop import opened, shop


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> pikepdf.Pdf:
    handbook, records = opened(shop(tmp_path_factory.mktemp("book") / "shop"))
    ((_paper, data),) = make(handbook, records, [Paper("", "", "en", "pdf", shape="handbook")])
    return pikepdf.open(io.BytesIO(data))


def bookmarks(pdf: pikepdf.Pdf) -> dict[str, list[str]]:
    with pdf.open_outline() as outline:
        return {part.title: [one.title for one in part.children] for part in outline.root}


def test_procedures_roles_grading_and_overviews_are_parts_with_bookmarks(book: pikepdf.Pdf) -> None:
    parts = bookmarks(book)
    assert list(parts) == ["Procedures", "Roles", "Grading", "Overviews"]
    assert all(parts.values())
    assert any("Grades of the shop" in title for title in parts["Grading"])
    assert parts["Overviews"][0] == "Organisation"


def test_references_lead_to_pages_of_the_same_paper(book: pikepdf.Pdf) -> None:
    links = [
        note for page in book.pages for note in page.get("/Annots", [])
        if note.get("/Subtype") == "/Link"
    ]  # fmt: skip
    assert links
    inside = [note for note in links if "/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo"]
    assert len(inside) > len(links) / 2
