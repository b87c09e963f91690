"""A paper that somebody edits in LibreOffice itself: opened, changed, saved, brought in.

Needs LibreOffice Writer and its bridge to Debian's Python (`python3-uno`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from difflib import ndiff
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shop import run, shop

HERE = Path(__file__).parent

CLERK = """\
    title: Clerk
    kind: company
    family: shop
    reports_to: [owner]
    purpose: Sells the bread.
    responsibilities:
      - area: Selling
        tasks:
          - Fills the shelves.   # before eight
          - Serves the customers.
          - Counts the money.
        criteria: [The till is right, Customers come back]
      - area: Cleaning
        tasks: [Cleans the shop., Cleans the window.]
        criteria: [The shop is clean]
    document: {layout: result-table}
    """


class Case(NamedTuple):
    """What is typed into a paper, and the lines that go and come in its YAML file."""

    paper: str
    file: str
    tracked: bool
    edits: list[list[str]]
    lines: list[str]
    told: list[str] = []


CASES = {
    "tracked": Case(
        "baker.en", "roles/baker.yml", True,
        [
            ["insert", "Bakes the bread", " and the cakes"],
            ["replace", "Lights", "Heats"],
            ["paragraph", "the oven", "Cools the bread."],
            ["delete", "Tastes the bread"],
            ["comment", "Kneads", "By hand?"],
        ],
        [
            "- purpose: Bakes the bread.",
            "+ purpose: Bakes the bread and the cakes.",
            "-       - Lights the oven.",
            "+       - Heats the oven.",
            "+       - Cools the bread.",
            "- rights: [Tastes the bread.]",
        ],
        [
            "~ A.1 (Anna Manager): [-Lights-]{+Heats+} the oven.",
            "+ A.2 (Anna Manager): Cools the bread.",
            "- rights 1 (Anna Manager): Tastes the bread.",
            "A.2 (Anna Manager): By hand?",
        ],
    ),
    "not tracked": Case(
        "baker.nl", "roles/baker.nl.yml", False,
        [["replace", "Bakt het brood", "Bakt al het brood"], ["bold", "de oven"]],
        [
            "- purpose: Bakt het brood.",
            "+ purpose: Bakt al het brood.",
            "-       - Steekt de oven aan.",
            "+       - Steekt __de oven__ aan.",
        ],
        ["~ purpose: Bakt{+ al+} het brood."],
    ),
    "in a table": Case(
        "clerk.en", "roles/clerk.yml", True,
        [
            ["down", "Serves the customers"],
            ["replace", "Customers come back", "Customers return"],
            ["paragraph", "Cleans the window", "Paints the door."],
            ["delete", "Cleans the shop"],
        ],
        [
            "+       - Counts the money.",
            "-       - Counts the money.",
            "-     criteria: [The till is right, Customers come back]",
            "+     criteria: [The till is right, Customers return]",
            "-     tasks: [Cleans the shop., Cleans the window.]",
            "+     tasks: [Cleans the window., Paints the door.]",
        ],
    ),
    "accepted": Case(
        "baking-bread.en", "procedures/baking-bread.yml", True,
        [["insert", "Good bread", ", and fresh,"], ["replace", "Kneads", "Mixes"], ["accept"]],
        [
            "- purpose: Good bread each day.",
            "+ purpose: Good bread, and fresh, each day.",
            "-   - {step: Kneads, by: [baker], due: {within: 0}}",
            "+   - {step: Mixes, by: [baker], due: {within: 0}}",
        ],
        ["~ purpose: Good bread{+, and fresh,+} each day."],
    ),
    "untouched": Case(
        "owner.en", "roles/owner.yml", True, [], [], ["Nothing in it was changed."]
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook whose papers came back, all of them from one start of LibreOffice."""
    root = shop(tmp_path_factory.mktemp("office") / "shop", {"roles/clerk.yml": CLERK})
    papers = root / "print"
    assert run(root, "print", "--all", "--to", "docx", "--out", str(papers)).exit_code == 0
    orders: list[dict[str, Any]] = [
        {"file": f"{case.paper}.docx", "saved": f"{name}.docx", "tracked": case.tracked,
         "edits": case.edits}
        for name, case in CASES.items()
    ]  # fmt: skip
    done = subprocess.run(
        ["/usr/bin/python3", str(HERE / "office.py"), str(papers)],
        input=json.dumps(orders), text=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("name", CASES)
def test_what_was_edited_in_libreoffice_is_what_changes_in_the_file(
    handbook: Path, tmp_path: Path, name: str
):
    case = CASES[name]
    root = tmp_path / "shop"
    shutil.copytree(handbook, root)
    result = run(root, "import", str(root / f"print/{name}.docx"), "--apply")
    assert result.exit_code == 0, result.output
    for words in case.told:
        assert words in result.stdout
    assert "Left over" not in result.stdout
    for before in sorted(handbook.rglob("*.yml")):
        file = before.relative_to(handbook)
        lines = ndiff(before.read_text().splitlines(), (root / file).read_text().splitlines())
        changed = [line for line in lines if line[0] in "+-"]
        assert changed == (case.lines if file.as_posix() == case.file else []), file
