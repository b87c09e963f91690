"""The handbook's papers: each document in each language and form, in as many processes."""

from __future__ import annotations

from pathlib import Path

from handbooks import SMALL, write_tree
from rolebook.handbook import load
from rolebook.paper.papers import all_papers, make
from rolebook.records import Records


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
