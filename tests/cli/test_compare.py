"""`rolebook compare`: two or three roles side by side."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from gradings import bakery
from handbooks import snapshot
from shop import run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bakery(tmp_path / "shop")


def test_text_says_each_difference_in_words(root: Path) -> None:
    before = snapshot(root)
    result = run(root, "compare", "head-baker", "night-baker")
    assert result.exit_code == 0
    assert result.stdout.startswith("Head baker | Night baker\n\nAt a glance\n")
    assert "  Kind: Different\n    Head baker\n      - {Reference} job\n" in result.stdout
    assert "  Job family: The same\n    - Shop\n" in result.stdout
    assert "Only Head baker" in result.stdout
    assert snapshot(root) == before


def test_it_speaks_the_language_asked_for(root: Path) -> None:
    result = run(root, "compare", "head-baker", "night-baker", "--lang", "nl")
    assert "Soort: Verschillend" in result.stdout


def test_json_is_data_by_role(root: Path) -> None:
    result = run(root, "compare", "head-baker", "night-baker", "baker", "--format", "json")
    data = json.loads(result.stdout)
    assert [role["id"] for role in data["roles"]] == ["head-baker", "night-baker", "baker"]
    kind = data["chapters"][0]["rows"][0]
    assert kind == {
        "title": "Kind",
        "difference": "other",
        "role": "head-baker",
        "says": {
            "head-baker": ["Reference job"],
            "night-baker": ["Company job"],
            "baker": ["Company job"],
        },
        "alone": {"head-baker": ["Reference"], "night-baker": ["Company"], "baker": ["Company"]},
    }


def test_docx_has_a_column_for_each_role_and_one_for_the_difference(
    root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "roles.docx"
    result = run(
        root, "compare", "head-baker", "night-baker", "--format", "docx", "--out", str(out)
    )
    assert result.exit_code == 0, result.output
    text = ZipFile(BytesIO(out.read_bytes())).read("word/document.xml").decode()
    for word in ("Head baker", "Night baker", "Difference", "The same", "Only Head baker"):
        assert f">{word}<" in text
    run_of = re.search(r"<w:r>(?:(?!</w:r>).)*>Reference<.*?</w:r>", text)
    assert run_of is not None
    assert "<w:b/>" in run_of[0]
    assert "<w:u " in run_of[0]
    assert "the words in which they differ are bold and underlined" in text
    again = tmp_path / "again.docx"
    run(root, "compare", "head-baker", "night-baker", "--format", "docx", "--out", str(again))
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["head-baker"], "name two or three roles"),
        (["head-baker", "night-baker", "baker", "owner"], "name two or three roles"),
        (["head-baker", "head-baker"], "name different roles"),
        (
            ["head-baker", "nite-baker"],
            'there is no role "nite-baker"; did you mean "night-baker"?',
        ),
    ],
)
def test_wrong_use_is_told(root: Path, ids: list[str], said: str) -> None:
    result = run(root, "compare", *ids)
    assert result.exit_code == 2
    assert said in result.stderr
