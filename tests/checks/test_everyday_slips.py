"""A copy of the example handbook, broken in the ways people break files every day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbooks import SMALL, Handbook, findings_of
from rolebook.cli.report import as_text
from rolebook.findings import Finding

ROOT = Path(__file__).parents[2]


def swap(pattern: str, replacement: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, replacement, text, count=1, flags=re.M)


def add(line: str) -> Callable[[str], str]:
    return lambda text: f"{text}{line}\n"


ROLE = """\
# yaml-language-server: $schema=../schemas/role.json
title: Night technician
also_known_as:
  - Night mechanic
kind: company
family: workshop
unit: br
grade: E
reports_to:
  - {role: workshop-foreman, kind: functional}
  - text: the owner
supervises: none
deputised_by:
  - text: another technician
purpose: Keeps the vehicles of night customers on the road.
responsibilities:
  - id: repairing
    area: Repairing
    tasks:
      - id: diagnose
        task: Finds the cause of a defect.
        procedure: warranty-claim
      - Repairs the defect.
must_know:
  - The instructions of the makers
document:
  number: JD-901
  owner: hr-adviser
  prepared_by: hr-adviser
  released_by: branch-manager
  review_by: 2030-12-01
"""

SLIPS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a misspelt key": ("unknown-key", swap("^purpose:", "purpos:")),
    "a misspelt key deep inside": ("unknown-key", swap("        task:", "        tsak:")),
    "a misspelt role": ("unknown-role", swap("role: workshop-foreman", "role: workshop-forman")),
    "a misspelt family": ("unknown-family", swap("family: workshop", "family: worshop")),
    "a misspelt unit": ("unknown-unit", swap("unit: br$", "unit: brr")),
    "a misspelt procedure": ("unknown-procedure", swap("warranty-claim", "waranty-claim")),
    "a word that is no choice": ("not-a-choice", swap("kind: company", "kind: Company")),
    "a grade that does not exist": ("unknown-grade", swap("grade: E", "grade: M")),
    "a line indented too much": ("yaml-syntax", swap("^purpose:", "  purpose:")),
    "a line indented too little": ("yaml-syntax", swap("^    area:", "   area:")),
    "a tab": ("tab", swap("^  - Night", "\t- Night")),
    "a missing closing quote": ("unclosed-quote", swap("title: (.*)", r'title: "\1')),
    "a quote inside a quoted text": (
        "yaml-syntax", swap("title: (.*)", r'title: "The "night" technician"'),
    ),
    "a colon in a text": ("yaml-syntax", swap("purpose: (.*)", r"purpose: In short: \1")),
    "no space after a colon": ("yaml-syntax", swap("^kind: ", "kind:")),
    "a German date": ("bad-date", swap("2030-12-01", "01.12.2030")),
    "a key that stands twice": ("duplicate-key", add("title: Night technician")),
    "a missing key": ("missing-key", swap("^family: .*\n", "")),
    "a text where a list is asked for": (
        "wrong-shape", swap("must_know:\n  - ", "must_know: "),
    ),
    "a dash without a space": ("wrong-shape", swap("^  - The instr", "  -The instr")),
    "an unclosed bracket": ("yaml-syntax", swap("  - text: the owner", "  - {text: the owner")),
    "a blank left open": ("placeholder", swap("The instructions of the makers", "____")),
    "a blank date": ("blank-date", swap("The instructions", "Since 00.00.20__, the instructions")),
    "an id that is written as a title": ("bad-id", swap("owner: hr-adviser", "owner: HR adviser")),
    "somebody who checks himself": (
        "prepares-and-releases", swap("released_by: .*", "released_by: hr-adviser"),
    ),
    "a number that is taken": ("duplicate-number", swap("number: .*", "number: JD-004")),
    "a text that starts with a special character": (
        "yaml-syntax", swap("purpose: ", "purpose: @night "),
    ),
    "marks of a merge": ("yaml-syntax", swap("^purpose:", "<<<<<<< HEAD\npurpose:")),
    "a link to a role that does not exist": (
        "unknown-role", swap("Repairs the defect.", "Calls the [](role:forman)."),
    ),
    "its own deputy": (
        "self-deputising", swap("text: another technician", "role: slip-29"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Finding], str]:
    """What check says of the example handbook with one broken role for each slip."""
    root = tmp_path_factory.mktemp("slips")
    for name in ("roles", "procedures", "records"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for number, (_, breaks) in enumerate(SLIPS.values()):
        broken = breaks(ROLE.replace("JD-901", f"JD-{901 + number}"))
        (root / f"roles/slip-{number}.yml").write_text(broken, encoding="utf-8")
    findings = findings_of(root)
    return findings, as_text(findings, root)


@pytest.mark.parametrize("slip", SLIPS)
def test_an_everyday_slip_is_told_with_its_place_and_a_remedy(
    found: tuple[list[Finding], str], slip: str
):
    number = list(SLIPS).index(slip)
    here = [f for f in found[0] if f.place.file == f"roles/slip-{number}.yml"]
    told = [f for f in here if f.code == SLIPS[slip][0]]
    assert told, here
    for finding in told:
        assert finding.place.line > 0
        assert finding.place.column > 0
        assert len(finding.hint) > 5
        assert finding.message


def test_they_can_all_be_shown(found: tuple[list[Finding], str]):
    assert found[1].count("^") >= len(SLIPS)


TITLES = {
    "family: shop": [
        ("family: Bakery", 'write shop, the id of "Bakery"'),
        ("family: bakery", 'write shop, the id of "bakery"'),
        ("family: Bakkerij", 'write shop, the id of "Bakkerij"'),
    ],
    "reports_to: [{text: the owner}]": [
        ("reports_to: [Shop assistant]", 'write helper, the id of "Shop assistant"'),
        ("reports_to: [Counter-hand]", 'write helper, the id of "Counter-hand"'),
        ("reports_to: Shop assistant", "by its id: reports_to: [helper]"),
        ("reports_to: [The owner]", "somebody who is no role is written {text: ...}"),
    ],
    "by: [baker]": [
        ("by: Shop assistant", "by its id: by: [helper]"),
        ("by: [Verkoopster]", 'write helper, the id of "Verkoopster"'),
        ("by: [shop-assistant]", 'write helper, the id of "shop-assistant"'),
        ("by: [{who: Customer}]", 'write client, the id of "Customer"'),
        ("by: Nobody known", "by its id: by: [nobody-known]"),
    ],
}


@pytest.mark.parametrize(
    ("old", "new", "remedy"), [(old, *case) for old, cases in TITLES.items() for case in cases]
)
def test_a_title_in_the_place_of_an_id_is_told_with_the_id(
    small: Handbook, old: str, new: str, remedy: str
):
    files = {
        "roles/vocabulary/families.yml": "families: [{id: shop, title: Bakery}]\n",
        "roles/vocabulary/families.nl.yml": "families: [{id: shop, title: Bakkerij}]\n",
        "roles/vocabulary/parties.yml": "parties: [{id: client, title: Customer}]\n",
        "roles/vocabulary/areas.yml": "areas: [{id: bread, title: Bread}]\n",
        "roles/helper.yml": "title: Shop assistant\nalso_known_as: [Counter hand]\n"
        "kind: company\nfamily: shop\nbroken: yes\n",
        "roles/helper.nl.yml": "title: Verkoopster\n",
        "procedures/baking.yml": "title: Baking\narea: bread\nsteps: [{step: Bake, by: [baker]}]\n",
    }
    broken = 0
    for name, text in {**SMALL, **files}.items():
        if old in text and not name.startswith("roles/helper"):
            files[name] = text.replace(old, new)
            broken += 1
    assert broken == 1
    told = [f for f in findings_of(small(files)) if remedy in f.hint]
    assert len(told) == 1
    assert told[0].place.line > 0


DASHES = [
    ("- Lights the oven.", "-Lights the oven.", 10),
    ("- Lights the oven.", "-Lights the oven.\n          -Sweeps.", 10),
    ("- Lights the oven.", "- Lights the oven.\n          -Sweeps.", 11),
    ("- id: baking", "-id: baking", 7),
    ("- {id: knead, task: Kneads the dough.}", "-{id: knead, task: Kneads the dough.}", 11),
    ("purpose: Bakes the bread.", "rights:\n  -A day off.", 6),
    ("purpose: Bakes the bread.", 'rights:\n  -"A day off."\n  -Bread', 6),
]


@pytest.mark.parametrize(("old", "new", "line"), DASHES)
def test_a_dash_without_a_space_is_told_at_its_line(small: Handbook, old: str, new: str, line: int):
    text = SMALL["roles/baker.yml"]
    assert old in text
    broken = text.replace(old, new.replace("\n          ", "\n      "))
    told = [f for f in findings_of(small({"roles/baker.yml": broken})) if "dash" in f.message]
    assert [(f.place.line, f.hint) for f in told] == [(line, "put a space after the dash")]


def test_a_dash_within_a_text_is_none_of_a_list(small: Handbook):
    text = SMALL["roles/baker.yml"].replace(
        "purpose: Bakes the bread.", "purpose: >-\n  Not\n  -here.\nrights [A day off."
    )
    told = [f for f in findings_of(small({"roles/baker.yml": text})) if f.code == "yaml-syntax"]
    assert told
    assert "dash" not in told[0].message
