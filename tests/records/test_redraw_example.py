"""The example handbook: approved as a whole, each of its papers can be drawn again from records."""

from __future__ import annotations

import shutil
from pathlib import Path

from rolebook.paper.papers import Paper, paper_document
from shop import approve, error_codes, opened

EXAMPLE = Path(__file__).parents[2]


def test_every_paper_is_drawn_again_as_it_was_approved(tmp_path: Path):
    root = tmp_path / "handbook"
    for name in ("mkdocs.yml", "roles", "procedures", "pages"):
        source = EXAMPLE / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            root.mkdir()
            shutil.copy(source, root)
    shutil.copytree(EXAMPLE / "records" / "translations", root / "records" / "translations")
    assert approve(root, "--all", on="2026-11-30").exit_code == 0
    assert error_codes(root) == []
    handbook, records = opened(root)
    compared = 0
    for id_, (revision,) in records.approved.items():
        for lang in revision.fingerprints:
            now, then = (
                paper_document(handbook, records, Paper(revision.kind, id_, lang, "pdf", number))
                for number in (0, revision.number)
            )
            assert now == then, (id_, lang)
            assert now.control is not None
            assert now.control.status == "approved"
            compared += 1
    assert compared >= len(handbook.roles)
    assert {r.kind for them in records.approved.values() for r in them} == {
        "role", "procedure", "scheme",
    }  # fmt: skip
