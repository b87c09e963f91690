"""Plusses and minuses of a company job against its reference job."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradings import bakery
from rolebook.cli.marked import in_brackets
from rolebook.views.document import Line, Paragraph, Table
from rolebook.views.parts.differences import differences
from rolebook.views.role import role_document
from rolebook.views.writer import Writer
from shop import edit, opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bakery(tmp_path / "shop")


def said(lines: tuple[Line, ...]) -> str:
    return " / ".join("".join(span.text for span in line.spans) for line in lines)


def rows(root: Path, lang: str = "en") -> list[list[str]]:
    """Every row of the night baker's differences, in words."""
    handbook, records = opened(root)
    writer = Writer(handbook.editions[lang], records)
    return [
        [said(cell.lines) for cell in row.cells]
        for part in differences(writer, writer.book.roles["night-baker"])
        for block in part.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def test_what_is_dropped_is_a_minus_with_its_reason_in_the_readers_language(root: Path):
    assert rows(root) == [["Minus", "Plans the bread of the week.", "–", "The head baker plans."]]
    assert rows(root, "nl") == [
        ["Min", "Plant het brood van de week.", "–", "De meesterbakker plant."]
    ]


def test_what_is_added_is_a_plus_and_what_reads_otherwise_is_a_change(root: Path):
    edit(
        root, "roles/night-baker.yml", "document:",
        "  change: [{item: baking/knead, task: Kneads at night., why: The shop opens early.}]\n"
        "  add:\n"
        "    - {to: baking, tasks: [Wakes the driver.], why: He sleeps.}\n"
        "    - {area: Keys, tasks: [Locks up.], why: Nobody else is there.}\n"
        "document:",
    )  # fmt: skip
    assert rows(root)[1:] == [
        ["Changed", "Kneads the dough. – Procedure: P-01 Baking bread",
         "Kneads at night. – Procedure: P-01 Baking bread", "The shop opens early."],
        ["Plus", "–", "Wakes the driver.", "He sleeps."],
        ["Plus", "–", "Heading: Keys / Locks up.", "Nobody else is there."],
    ]  # fmt: skip


def test_sections_of_its_own_show_only_what_differs(root: Path):
    edit(
        root, "roles/night-baker.yml", "kind:",
        "purpose: Bakes at night.\n"
        "characteristics:\n"
        "  - {id: skill, text: Knows every bread.}\n"
        "  - {id: effort, text: Lifts less.}\n"
        "  - {id: care, text: Answers for the oven.}\n"
        "  - {id: heat, text: Works in the heat.}\n"
        "kind:",
    )  # fmt: skip
    assert rows(root)[1:] == [
        ["Purpose of the job", "Bakes the bread of the shop.", "Bakes at night."],
        ["Effort", "Lifts sacks.", "Lifts less."],
    ]


def test_a_job_that_says_the_same_says_so(root: Path):
    edit(
        root,
        "roles/night-baker.yml",
        "  drop: [{item: baking/plan, why: The head baker plans.}]\n",
        "",
    )
    assert rows(root) == []


def test_they_stand_on_the_page_and_not_on_the_paper_to_sign(root: Path):
    handbook, records = opened(root)
    writer = Writer(handbook, records)
    on = {
        medium: [s.anchor for s in role_document(writer, "night-baker", medium).sections]
        for medium in ("page", "paper")
    }  # fmt: skip
    assert ("differences" in on["page"], "differences" in on["paper"]) == (True, False)
    assert list(differences(writer, handbook.roles["head-baker"])) == []


def test_of_a_changed_task_the_words_that_differ_are_marked_and_that_is_said(root: Path):
    edit(
        root, "roles/night-baker.yml", "document:",
        "  change: [{item: baking/knead, task: Kneads the dough at night.}]\ndocument:",
    )  # fmt: skip
    handbook, records = opened(root)
    writer = Writer(handbook, records)
    (part,) = differences(writer, writer.book.roles["night-baker"])
    note = part.blocks[1]
    assert isinstance(note, Paragraph)
    assert "the words in which they differ" in note.line.text
    (changed,) = [row for block in part.blocks if isinstance(block, Table) for row in block.rows
                  if row.cells[0].lines[0].text == "Changed"]  # fmt: skip
    there, here = (in_brackets(line) for cell in changed.cells[1:3] for line in cell.lines)
    assert there.startswith("Kneads the dough.")
    assert here.startswith("Kneads the dough {at night}.")
