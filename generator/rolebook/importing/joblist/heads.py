"""The rows of a list of jobs, under the fields that the words of its head stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from rolebook.importing.documents.words import shipped
from rolebook.importing.joblist.cells import Row, Sheet, column_name, filled
from rolebook.views.joblist import COLUMNS

_HEAD_WITHIN = 20  # rows: titles and the like may stand above the head


@dataclass(frozen=True, slots=True)
class Job:
    """A row as read: the text of each column that is known, and the others under their head.
    ``heads``: as the columns that are known are called in the list."""

    sheet: str
    row: Row
    columns: Mapping[str, int]
    values: Mapping[str, str]
    others: Mapping[str, str]
    heads: Mapping[str, str]

    def column(self, name: str) -> str:
        return column_name(self.columns[name]) if name in self.columns else "A"


@cache
def head_words() -> Mapping[str, str]:
    """The field of each word that stands in heads, folded: the labels of documents, and more."""
    text = (files("rolebook.importing.joblist") / "heads.yml").read_text("utf-8")
    more, labels = yaml.safe_load(text), shipped().sections
    return {
        folded(word): name
        for name in COLUMNS
        for words in (*labels.get(name, {}).values(), more.get(name, ()))
        for word in words
    }


def folded(text: str) -> str:
    """Words as they are compared: small letters, without signs."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def columns_of(row: Row, chosen: Mapping[str, str]) -> dict[str, int]:
    """Which field each column of a head holds. ``chosen``: heads that the user named, by field."""
    own = {folded(head): name for name, head in chosen.items()}
    known = {word: name for word, name in head_words().items() if name not in chosen} | own
    found: dict[str, int] = {}
    for number, cell in enumerate(row.cells):
        name = known.get(folded(cell))
        if name and name not in found:
            found[name] = number
    return found


def read_jobs(
    sheets: Sequence[Sheet], chosen: Mapping[str, str] | None = None
) -> tuple[list[Job], list[str]]:
    """The rows of every sheet that has a head with titles, and what was left out."""
    jobs: list[Job] = []
    left: list[str] = []
    for sheet in sheets:
        rows = filled(sheet.rows)
        heads = [(columns_of(row, chosen or {}), row) for row in rows[:_HEAD_WITHIN]]
        columns, head = max(heads, key=lambda pair: len(pair[0]), default=({}, None))
        if head is None or "title" not in columns:
            where = f'the sheet "{sheet.name}"' if sheet.name else "the file"
            left.append(f"{where} has no column for the title of a job")
            continue
        for row in rows:
            if row.number > head.number:
                jobs.append(_job(sheet, head, row, columns))
            elif row is not head:
                said = " | ".join(cell for cell in row.cells if cell)
                left.append(f"row {row.number}, above the head: {said}")
    return jobs, left


def _job(sheet: Sheet, head: Row, row: Row, columns: Mapping[str, int]) -> Job:
    def cell(number: int) -> str:
        return " ".join(row.cells[number].split(" ")) if number < len(row.cells) else ""

    names = {number: name for name, number in columns.items()}
    others = {}
    for number in range(len(row.cells)):
        if number not in names and cell(number):
            letters = column_name(number)
            title = (head.cells[number] if number < len(head.cells) else "") or f"Column {letters}"
            others[f"{title} ({letters})" if title in others else title] = " ".join(
                cell(number).split()
            )
    return Job(
        sheet.name, row, columns,
        {name: cell(number).strip() for name, number in columns.items()}, others,
        {name: head.cells[number] for name, number in columns.items()},
    )  # fmt: skip
