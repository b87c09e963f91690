"""Tables of signatures and print runs: what is wrong in them is told by row and column."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.cli.report import as_text
from rolebook.findings import Finding
from rolebook.register.catalogue import Catalogue
from rolebook.register.entry import EVENTS, MEANINGS, METHODS, PLACES, Event
from rolebook.register.handed import handed_out, is_manifest
from rolebook.register.rows import columns_of, events_of, meant
from rolebook.register.standing import Register
from rolebook.roster.table import read_table
from shop import approve, opened, shop

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(folder.name for folder in GOLDEN.iterdir())
DAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = shop(tmp_path_factory.mktemp("shop"))
    assert approve(root, "baker").exit_code == 0
    return Catalogue(*opened(root))


def read(catalogue: Catalogue, content: bytes, name: str) -> tuple[list[Event], list[Finding]]:
    if is_manifest(content):
        return handed_out(content, name, catalogue, DAY)
    table, findings = read_table(content, name)
    if table is None:
        return [], findings
    columns, findings = columns_of(table)
    return (
        events_of(table, columns, catalogue, DAY, Register([], {}, DAY))
        if columns
        else ([], findings)
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_wrong_is_told_with_its_place_and_remedy(catalogue: Catalogue, folder: str):
    (file,) = (path for path in (GOLDEN / folder).iterdir() if path.name != "expected.txt")
    _, findings = read(catalogue, file.read_bytes(), file.name)
    assert {finding.code for finding in findings} == {folder}
    assert as_text(findings, file.parent) + "\n" == (GOLDEN / folder / "expected.txt").read_text()


@pytest.mark.parametrize(
    ("what", "names"),
    [("event", tuple(EVENTS)), ("by", PLACES), ("meaning", MEANINGS), ("method", METHODS)],
)
def test_each_word_of_the_register_means_itself(what: str, names: tuple[str, ...]):
    for name in names:
        assert meant(what, name) == meant(what, name.replace("_", " ").upper()) == name
    assert meant(what, "whatever") == ""


words = [
    "Ann",
    "baker",
    "signed",
    "refused",
    "2026-12-01",
    "seen",
    "",
    "x" * 600,
    "1.0",
    "\x07",
    "nl",
]
headings = [
    "Employee",
    "Document",
    "Event",
    "Date",
    "Meaning",
    "Until",
    "Code",
    "Version",
    "Witness",
]


@given(st.integers(0, 10**9))
def test_whatever_a_table_holds_there_are_events_or_findings(catalogue: Catalogue, seed: int):
    chance = random.Random(seed)
    head = chance.sample(headings, chance.randint(1, len(headings)))
    rows = [chance.choices(words, k=chance.randint(0, len(head) + 1)) for _ in range(5)]
    content = "\n".join(",".join(row) for row in (head, *rows)).encode()
    events, findings = read(catalogue, content, "table.csv")
    assert all(event.person for event in events)
    assert all(finding.place.file == "table.csv" for finding in findings)
