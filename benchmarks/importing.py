"""How well `rolebook import` reads documents: precision and recall per field.

    python benchmarks/importing.py                 the documents of tests/importing, by their texts
    python benchmarks/importing.py --unseen        descriptions that it was not made with
    python benchmarks/importing.py FOLDER          documents elsewhere, by importing_counts.yml: how
                                                   many statements of each field each role has
    python benchmarks/importing.py FOLDER --found  what is found there, as such a table

The handbook that drafts are read for is the example in this repository.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rolebook.handbook import Handbook, load
from rolebook.importing.documents.bringing import Brought, bring
from rolebook.importing.documents.filling.draft import Draft
from rolebook.importing.documents.filling.handbook_words import Known
from rolebook.importing.documents.reading.files import of_lines, read
from rolebook.importing.documents.reading.lines import joined, letters
from rolebook.importing.documents.reading.plain import of_text
from rolebook.importing.documents.words import shipped

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "importing"
COUNTS = Path(__file__).with_name("importing_counts.yml")

Found = Counter[tuple[str, str]]
"""Field and letters of a statement, with how often it stands there."""

_NOT_COUNTED = frozenset({"kind", "family", "notes", "document"})


@cache
def example() -> Handbook:
    handbook = load(ROOT).handbook
    assert handbook is not None
    return handbook


def brought(path: Path) -> Brought:
    return bring(read(path, path.name), shipped(), Known(example()))


def statements(draft: Draft) -> Iterator[tuple[str, str]]:
    """Every statement of a draft with its field, as a reader would name it."""
    for path, value in draft.values():
        name = _field(draft, path)
        if name:
            said = joined(value.pieces) if path[-1] == "role" else value.text
            yield name, letters(said)


def _field(draft: Draft, path: tuple[Any, ...]) -> str:
    keys = [step for step in path if isinstance(step, str)]
    if keys[0] in _NOT_COUNTED:
        return ""
    if keys[0] == "characteristics":
        if keys[-1] == "id":
            return ""
        entry = draft.fields["characteristics"][path[1]]
        name = f"characteristics.{entry['id'].text}"
        return f"{name}.{entry['aspects'][path[3]]['id'].text}" if keys[1] == "aspects" else name
    if keys[0] == "sign":
        return "sign" if keys[-1] == "meaning" else ""
    if keys[-1] in ("kind", "weight", "need", "count"):
        return ""
    if keys == ["context", "text"]:
        return "context.text"
    return ".".join(k for k in keys if k not in ("text", "role", "one_of", "task"))


class Score:
    """Counts of a field: found and right, found and wrong, not found."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def texts(self, expected: Iterable[tuple[str, str]], found: Iterable[tuple[str, str]]) -> None:
        wanted = Counter((field, letters(text)) for field, text in expected)
        there = Counter(found)
        for (field, _), number in (wanted & there).items():
            self.right[field] += number
        for (field, _), number in (there - wanted).items():
            self.wrong[field] += number
        for (field, _), number in (wanted - there).items():
            self.missed[field] += number

    def numbers(self, expected: dict[str, int], found: dict[str, int]) -> None:
        for field in expected.keys() | found.keys():
            wanted, there = expected.get(field, 0), found.get(field, 0)
            self.right[field] += min(wanted, there)
            self.wrong[field] += max(there - wanted, 0)
            self.missed[field] += max(wanted - there, 0)

    def table(self) -> Iterator[str]:
        yield "| field | statements | precision | recall |"
        yield "|---|---|---|---|"
        fields = sorted(self.right.keys() | self.wrong.keys() | self.missed.keys())
        for field in fields:
            yield self._row(field, self.right[field], self.wrong[field], self.missed[field])
        yield self._row(
            "**all**", *(sum(c.values()) for c in (self.right, self.wrong, self.missed))
        )

    @staticmethod
    def _row(field: str, right: int, wrong: int, missed: int) -> str:
        precision = f"{right / (right + wrong):.1%}" if right + wrong else "-"
        recall = f"{right / (right + missed):.1%}" if right + missed else "-"
        return f"| {field} | {right + missed} | {precision} | {recall} |"


def own(score: Score, chosen: str = "") -> dict[str, tuple[list[str], list[str]]]:
    """Scores the documents of the tests; gives what was wrong and what missed, by document."""
    expected = yaml.safe_load((TESTS / "expected.yml").read_text("utf-8"))
    told = {}
    for name, pairs in expected.items():
        if chosen not in name:
            continue
        drafts = brought(TESTS / "documents" / name).drafts
        found = [one for draft in drafts for one in statements(draft)]
        told[name] = _compared(score, pairs, found)
    return told


def unseen(score: Score) -> dict[str, tuple[list[str], list[str]]]:
    """Scores documents that the importer was not made with; what was wrong and what missed."""
    told = {}
    for at, one in enumerate(yaml.safe_load((TESTS / "unseen.yml").read_text("utf-8"))):
        document = of_lines("typed.txt", "typed", of_text(one["text"], "typed.txt"))
        drafts = bring(document, shipped(), Known(example())).drafts
        told[f"{at} ({one['lang']})"] = _compared(
            score, one["fields"], [said for draft in drafts for said in statements(draft)]
        )
    return told


def _compared(
    score: Score, expected: list[list[str]], found: list[tuple[str, str]]
) -> tuple[list[str], list[str]]:
    score.texts([(field, text) for field, text in expected], found)
    right = Counter((field, letters(text)) for field, text in expected)
    there = Counter(found)
    return (
        [f"{field}: {text}" for field, text in sorted((there - right).elements())],
        [f"{field}: {text}" for field, text in sorted((right - there).elements())],
    )


def counted(draft: Draft) -> dict[str, int]:
    numbers: Counter[str] = Counter()
    for field, _ in statements(draft):
        if field != "title":
            numbers[field] += 1
    return dict(sorted(numbers.items()))


def table_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What is found in a folder: for each file its roles, for each the counts of its fields."""
    return {
        str(number): [{"fields": counted(draft)} for draft in brought(path).drafts]
        for number, path in enumerate(sorted(folder.iterdir()))
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--found", action="store_true")
    options.add_argument("--unseen", action="store_true")
    options.add_argument("--only", default="", help="part of a document's name")
    given = options.parse_args()
    score = Score()
    if given.folder and given.found:
        print(yaml.safe_dump(table_of(given.folder), sort_keys=False), end="")
        return
    if given.folder:
        expected = yaml.safe_load(COUNTS.read_text("utf-8"))
        found = table_of(given.folder)
        for number, roles in expected.items():
            there = found.get(str(number), [])
            print(f"document {number}: {len(there)} roles found of {len(roles)}")
            for at in range(max(len(roles), len(there))):
                wanted = roles[at]["fields"] if at < len(roles) else {}
                score.numbers(wanted, there[at]["fields"] if at < len(there) else {})
    else:
        told = unseen(score) if given.unseen else own(score, given.only)
        for name, (wrong, missed) in told.items():
            if wrong or missed:
                print(f"{name}\n  wrong:  {wrong}\n  missed: {missed}")
    print("\n".join(score.table()))


if __name__ == "__main__":
    main()
