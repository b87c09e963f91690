"""Documents in the shapes of real ones: what stands in which field of the draft."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from rolebook.importing.documents.reading.lines import letters

HERE = Path(__file__).parent
EXPECTED = yaml.safe_load((HERE / "expected.yml").read_text("utf-8"))


def benchmark() -> ModuleType:
    path = HERE.parents[1] / "benchmarks" / "importing.py"
    spec = importlib.util.spec_from_file_location("importing_benchmark", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCHMARK = benchmark()


def test_each_tradition_is_there_in_each_language_well_made_and_sloppy() -> None:
    names = {path.name for path in (HERE / "documents").iterdir()}
    assert names == set(EXPECTED)
    shapes = {name.rsplit(".", 1)[0] for name in names}
    assert len(shapes) == 4 * 3 * 2
    assert {Path(name).suffix for name in names} == {
        ".docx", ".odt", ".html", ".md", ".pdf", ".txt"
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_statement_is_in_its_field(name: str) -> None:
    [draft] = BENCHMARK.brought(HERE / "documents" / name).drafts
    wanted = Counter((field, letters(text)) for field, text in EXPECTED[name])
    assert Counter(BENCHMARK.statements(draft)) == wanted


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_language_and_the_tradition_are_recognised(name: str) -> None:
    one = BENCHMARK.brought(HERE / "documents" / name)
    assert one.lang == name.rsplit(".", 1)[0][-2:]
    assert one.sure > 0.4
    assert name.startswith(one.drafts[0].tradition)
    assert one.drafts[0].tradition


def test_the_same_text_is_read_out_of_every_format(tmp_path: Path) -> None:
    """Merged cells, lists in cells, numbers of the word processor: in DOCX, ODT, HTML alike."""
    import subprocess

    from rolebook.paper.pandoc import program

    source = HERE / "documents" / "result-table-good-nl.html"
    drafts = []
    for form in ("docx", "odt", "html"):
        path = tmp_path / f"copy.{form}"
        subprocess.run([program(), source, "-o", path, "--standalone"], check=True)
        drafts.append(Counter(BENCHMARK.statements(BENCHMARK.brought(path).drafts[0])))
    assert drafts[0] == drafts[1] == drafts[2]


def test_descriptions_that_the_importer_was_not_made_with_are_mostly_read_too() -> None:
    score = BENCHMARK.Score()
    BENCHMARK.unseen(score)
    right, wrong, missed = (sum(c.values()) for c in (score.right, score.wrong, score.missed))
    assert right / (right + wrong) > 0.9
    assert right / (right + missed) > 0.9
