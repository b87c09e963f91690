"""The handbook's papers: each document in each language and form, in as many processes."""

from __future__ import annotations

from pathlib import Path

from handbooks import SMALL, write_tree
from rolebook.handbook import load
from rolebook.model.base import texts
from rolebook.paper.papers import Paper, all_papers, make, paper_document
from rolebook.records import Records
from rolebook.records.status import documents
from rolebook.views.document import as_data
from rolebook.views.scheme_page import scheme_document
from rolebook.views.writer import Writer
from shop import opened, shop

EXAMPLE = Path(__file__).parents[2]


def test_papers_come_out_the_same_however_many_processes_make_them(tmp_path: Path) -> None:
    handbook = load(write_tree(tmp_path, SMALL)).handbook
    assert handbook
    papers = all_papers(handbook)
    one = dict(make(handbook, Records(), papers, processes=1))
    two = dict(make(handbook, Records(), papers, processes=2))
    assert set(one) == set(papers)
    assert one == two


def test_a_paper_stands_beside_its_page(tmp_path: Path) -> None:
    handbook = load(write_tree(tmp_path, SMALL)).handbook
    assert handbook
    role = next(iter(handbook.roles))
    addresses = {paper.address for paper in all_papers(handbook)}
    assert f"{handbook.settings.governing}/roles/{role}.pdf" in addresses
    assert f"{handbook.settings.governing}/roles/{role}.docx" in addresses
    assert f"{handbook.settings.governing}/handbook.pdf" in addresses


def test_every_kind_of_document_that_is_approved_has_its_papers(tmp_path: Path) -> None:
    handbook, records = opened(shop(tmp_path / "shop"))
    every = [paper for paper in all_papers(handbook) if paper.shape == "document"]
    assert {(paper.kind, paper.id) for paper in every} == {
        (kind, document.id) for kind, document in documents(handbook)
    }
    assert "nl/schemes/shop-grades.docx" in {paper.address for paper in every}
    scheme = paper_document(handbook, records, Paper("scheme", "shop-grades", "en", "pdf"))
    assert scheme.embedded is not None
    assert scheme.control is not None
    assert scheme.sections[-1].anchor == "verification"


def test_a_schemes_paper_states_nothing_of_another_scheme(tmp_path: Path) -> None:
    """Its code covers its own text alone; a page may show what the full evaluation says."""
    handbook = load(EXAMPLE).handbook
    assert handbook
    page = scheme_document(Writer(handbook), "warranty-profile", "page")
    paper = scheme_document(Writer(handbook), "warranty-profile", "paper")
    own = {t.plain for _, t in texts(handbook.schemes["warranty-profile"])}
    other = {
        t.plain
        for _, t in texts(handbook.schemes["dinkelbrug-points"])
        if len(t.plain) > len("a sentence and not a word")
    } - own
    assert [text for text in other if text in str(as_data(page))] != []
    assert [text for text in other if text in str(as_data(paper))] == []
