"""Whether the register is as it was written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rolebook.register.entry import PARTS, Verdict, chained, digest, event_of
from rolebook.register.schema import FACTS, expected, rows
from rolebook.register.seal import BrokenSeal, read_seal, sealing


def checked(database: sqlite3.Connection, file: Path, seal_file: Path) -> Verdict:
    """Everything that can be compared: pages, chain, names, triggers, bytes. May raise whatever a
    database of which any bit may be flipped gives."""
    faults = [
        f"the database is damaged: {line}"
        for (line,) in database.execute("PRAGMA integrity_check(5)")
        if line != "ok"
    ]
    hashes = [""]
    forgotten: dict[tuple[int, str], int] = {}
    found = list(rows(database))
    for number, row in enumerate(found, 1):
        faults += _faults(number, row, hashes[-1])
        hashes.append(row["hash"])
        for pair in event_of(row, {}).forgets:
            forgotten[pair] = row["number"]
    faults += _personal_faults(database, found, forgotten)
    schema = {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master") if sql}
    if schema != expected():
        faults.append("its tables or triggers were changed")
    number, head = len(found), hashes[-1]
    unsealed = 0
    try:
        seal = read_seal(seal_file)
        if not 0 <= seal.number <= number or seal.head != hashes[seal.number]:
            faults.append("its last entries are missing, or were written anew")
        elif seal.number < number:
            unsealed = number - seal.number
        elif seal != sealing(number, head, whole := database.serialize()):
            faults.append("a byte of the file was changed")
        elif len(whole) != file.stat().st_size:  # SQLite takes what is cut off for zeros
            faults.append("the file is shorter or longer than it was")
    except BrokenSeal as error:
        if number or seal_file.exists():  # else whoever made the file was cut off
            faults.append(str(error))
    return Verdict(number, head, tuple(faults), unsealed, frozenset(hashes[1:]))


def _faults(number: int, row: dict[str, Any], previous: str) -> Iterator[str]:
    link = {name: row[name] for name in ("number", "recorded", *FACTS, "digests")}
    if row["number"] != number:
        yield f"entry {number} is missing"
    elif row["previous"] != previous:
        yield f"entry {number} does not follow the one before it"
    elif row["hash"] != chained(previous, link):
        yield f"entry {number} was changed"


def _personal_faults(
    database: sqlite3.Connection,
    rows: Iterable[dict[str, Any]],
    forgotten: dict[tuple[int, str], int],
) -> Iterator[str]:
    """Each part has the digest that its entry states, or was forgotten by another entry."""
    stated = {
        (row["number"], part): value
        for row in rows
        for part, value in json.loads(row["digests"]).items()
    }
    there = {
        (number, part): digest(salt, part, data)
        for number, part, salt, data in database.execute("SELECT * FROM personal")
    }
    marked = {
        (number, part): by for number, part, by in database.execute("SELECT * FROM forgotten")
    }
    for number, part in sorted({*stated, *there}, key=str):
        place = (number, part)
        if place not in stated or part not in PARTS:
            yield f"entry {number}: somebody added a part, {part}"
        elif place in there and there[place] != stated[place]:
            yield f"entry {number}: its {part} was changed"
        elif place in there and place in forgotten:
            yield f"entry {number}: its {part} was to be forgotten and is still there"
        elif place not in there and place not in forgotten:
            yield f"entry {number}: its {part} was taken away"
    if marked != forgotten:
        yield "what was forgotten is not what the entries say"


def first_line(error: object) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
