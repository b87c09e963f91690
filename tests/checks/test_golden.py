"""Each code of finding has a folder: a broken handbook beside all that `rolebook check` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rolebook.checks  # noqa: F401  (with all rooms below it: each defines its codes)
from handbooks import TODAY
from rolebook.cli.common import checked
from rolebook.cli.report import as_text, summary
from rolebook.findings import CODES

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(folder.name for folder in GOLDEN.iterdir())


def shown(folder: str) -> str:
    handbook = GOLDEN / folder / "handbook"
    _, findings = checked(handbook, TODAY)
    return f"{as_text(findings, handbook)}\n\n{summary(findings)}\n"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_broken_handbook_gives_exactly_the_findings_beside_it(folder: str):
    assert shown(folder) == (GOLDEN / folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_shows_its_own_code(folder: str):
    expected = (GOLDEN / folder / "expected.txt").read_text(encoding="utf-8")
    codes = set(re.findall(r"(?:error|warning|note)\[([a-z-]+)\]", expected))
    assert folder in codes
    assert codes <= set(CODES.names())


def test_every_code_has_a_folder():
    """Here, or in the golden folder of what else reads files."""
    elsewhere = {f.name for f in GOLDEN.parents[1].glob("*/golden/*") if f.parent != GOLDEN}
    assert not elsewhere & set(FOLDERS)
    assert elsewhere | set(FOLDERS) == set(CODES.names())


@pytest.mark.parametrize("name", CODES.names())
def test_every_code_explains_itself_with_a_fault_and_its_remedy(name: str):
    code = CODES[name]
    assert len(code.explanation) > 60
    assert code.wrong
    assert code.right
    assert code.wrong != code.right
    assert not code.title.endswith(".")
