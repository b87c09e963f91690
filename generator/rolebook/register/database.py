"""The register as an SQLite file: entries are only added, each chained to the one before it.

Two programs may write at once: a transaction takes the file for itself and waits for the other.
What was acknowledged is on the disk. What is cut off half way is not there at all. Any tool that
knows SQLite can read the file; triggers keep it from changing what is there.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rolebook.register.entry import (
    FORM,
    PARTS,
    Entry,
    Event,
    Verdict,
    chained,
    digest,
    event_of,
    json_of,
)
from rolebook.register.seal import BrokenSeal, read_seal, sealing, write_seal

FILE = "register.sqlite"
SEAL = "register.seal"
_APPLICATION = 0x526F6C62  # "Rolb", so that `file` can tell what it is
_WAIT = 60.0  # seconds for another writer
_ATTEMPTS, _PAUSE = 6, 0.1  # seconds for another writer's seal

_FACTS = (
    "event", "on", "kind", "document", "revision", "version", "language", "fingerprint", "by",
    "meanings", "method", "cancels", "forgets",
)  # fmt: skip
_COLUMNS = ("number", "recorded", *_FACTS, "digests", "previous", "hash")
_WHOLE = ("number", "revision", "cancels")

_SCHEMA = f"""
CREATE TABLE entry (
  {", ".join(f'"{c}" {"INTEGER" if c in _WHOLE else "TEXT"} NOT NULL' for c in _COLUMNS)},
  PRIMARY KEY ("number"), UNIQUE ("hash"));
CREATE TABLE personal (
  number INTEGER NOT NULL REFERENCES entry, part TEXT NOT NULL, salt TEXT NOT NULL,
  data TEXT NOT NULL, PRIMARY KEY (number, part)) WITHOUT ROWID;
CREATE TABLE forgotten (
  number INTEGER NOT NULL REFERENCES entry, part TEXT NOT NULL, by_entry INTEGER NOT NULL,
  PRIMARY KEY (number, part)) WITHOUT ROWID;
CREATE TRIGGER entry_next BEFORE INSERT ON entry
  WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry)
    OR NEW.previous <> coalesce((SELECT hash FROM entry ORDER BY number DESC LIMIT 1), '')
  BEGIN SELECT raise(ABORT, 'an entry follows the last one'); END;
CREATE TRIGGER personal_once BEFORE INSERT ON personal
  WHEN EXISTS (SELECT 1 FROM personal WHERE number = NEW.number AND part = NEW.part)
    OR EXISTS (SELECT 1 FROM forgotten WHERE number = NEW.number AND part = NEW.part)
  BEGIN SELECT raise(ABORT, 'the register is only added to'); END;
CREATE TRIGGER personal_kept BEFORE DELETE ON personal
  WHEN NOT EXISTS (SELECT 1 FROM forgotten WHERE number = OLD.number AND part = OLD.part)
  BEGIN SELECT raise(ABORT, 'names are forgotten with rolebook signatures forget'); END;
""" + "".join(
    f"""
CREATE TRIGGER {table}_{when.lower()} BEFORE {when} ON {table}
  BEGIN SELECT raise(ABORT, 'the register is only added to'); END;"""
    for table, when in (
        ("entry", "UPDATE"), ("entry", "DELETE"), ("personal", "UPDATE"),
        ("forgotten", "UPDATE"), ("forgotten", "DELETE"),
    )
)  # fmt: skip


class Damaged(Exception):
    """The register does not hold, so nothing is added to it; the message says what is wrong."""


class Register:
    """The register in a folder; it is made by the first entry. Methods raise Damaged, OSError and
    sqlite3.Error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE
        self.seal = folder / SEAL

    @property
    def exists(self) -> bool:
        """Whether there is anything in it. Raises Damaged where the file was taken away."""
        there = self.file.is_file() and self.file.stat().st_size > 0
        if not there and self.seal.exists():
            raise Damaged(f"{FILE} is missing, and its seal is there")
        return there

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first."""
        if not self.exists:
            return ()
        with closing(self._connected()) as database, _reading(database):
            return tuple(_entries(database))

    def add(
        self, events: Sequence[Event], now: datetime | None = None, *, once: bool = False
    ) -> tuple[Entry, ...]:
        """Write events down, all or none, and give what was written. ``once``: those that are there
        already, word for word, are left out. When it returns they are on the disk."""
        recorded = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with closing(self._made()) as database:
            with self._writing(database):
                if once:
                    there = {entry.event.same_as() for entry in _entries(database)}
                    events = [event for event in events if event.same_as() not in there]
                added = tuple(_written(database, event, recorded) for event in events)
            self._seal(database)
        return added

    def forget(self, parts: Sequence[tuple[int, str]], on: str) -> Entry:
        """Take parts of entries away for good, and write down that they were."""
        with closing(self._made()) as database:
            with self._writing(database):
                event = Event("forgotten", on, forgets=tuple(parts))
                recorded = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                entry = _written(database, event, recorded)
                for number, part in parts:
                    database.execute(
                        "INSERT INTO forgotten VALUES (?, ?, ?)", (number, part, entry.number)
                    )
                    database.execute(
                        "DELETE FROM personal WHERE number = ? AND part = ?", (number, part)
                    )
            database.execute("VACUUM")  # no trace in the file's free room
            self._seal(database)
        return entry

    def verify(self) -> Verdict:
        """Whether everything in the register is as it was written. Never raises."""
        try:
            if not self.exists:
                return Verdict(0, "")
            for _attempt in range(_ATTEMPTS):
                with closing(self._connected()) as database, _reading(database):
                    verdict = self._verdict(database)
                if verdict.faults or not verdict.unsealed:
                    break
                time.sleep(_PAUSE)  # somebody may be about to seal what he wrote
        except Exception as error:  # whatever a database of which any bit may be flipped gives
            return Verdict(0, "", (f"it cannot be read: {_first_line(error)}",))
        return verdict

    # -- the file

    def _made(self) -> sqlite3.Connection:
        """A connection to write, to a file that only its owner can read."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _ = self.exists  # a file that was taken away is not made anew
        with suppress(FileExistsError):
            os.close(os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        database = self._connected(write=True)
        try:
            with _transaction(database):
                if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
                    for statement in _statements(_SCHEMA):
                        database.execute(statement)
                    database.execute(f"PRAGMA application_id = {_APPLICATION}")
                    database.execute(f"PRAGMA user_version = {FORM}")
        except BaseException:
            database.close()
            raise
        return database

    def _connected(self, *, write: bool = False) -> sqlite3.Connection:
        mode = "rw" if write else "ro"
        if not write and self.file.with_name(f"{FILE}-journal").exists():
            mode = "rw"  # somebody was cut off: only who may write can take that back
        database = sqlite3.connect(
            f"{self.file.resolve().as_uri()}?mode={mode}", uri=True, timeout=_WAIT,
            isolation_level=None,
        )  # fmt: skip
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA secure_delete = ON")
        database.execute("PRAGMA foreign_keys = ON")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > FORM:
            database.close()
            raise Damaged("a newer version of the program wrote it, or it was changed")
        return database

    @contextmanager
    def _writing(self, database: sqlite3.Connection) -> Iterator[None]:
        """A transaction, unless the file is not as it was sealed."""
        with _transaction(database):
            number, head = _head(database)
            if number or self.seal.exists():
                try:
                    seal = read_seal(self.seal)
                except BrokenSeal as error:
                    raise Damaged(str(error)) from error
                if seal.head != _hash_at(database, seal.number):
                    raise Damaged("entries that were sealed are missing, or were written anew")
                if seal.number == number and seal != sealing(number, head, database.serialize()):
                    raise Damaged("the file was changed by something else")
            else:
                write_seal(self.seal, sealing(number, head, database.serialize()))
            yield

    def _seal(self, database: sqlite3.Connection) -> None:
        """Seal the file as it is now; no other writer comes between."""
        with _transaction(database):
            number, head = _head(database)
            write_seal(self.seal, sealing(number, head, database.serialize()))

    # -- whether it holds

    def _verdict(self, database: sqlite3.Connection) -> Verdict:
        faults = [
            f"the database is damaged: {line}"
            for (line,) in database.execute("PRAGMA integrity_check(5)")
            if line != "ok"
        ]
        hashes = [""]
        forgotten: dict[tuple[int, str], int] = {}
        rows = list(_rows(database))
        for number, row in enumerate(rows, 1):
            faults += _faults(number, row, hashes[-1])
            hashes.append(row["hash"])
            for pair in event_of(row, {}).forgets:
                forgotten[pair] = row["number"]
        faults += _personal_faults(database, rows, forgotten)
        schema = {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master") if sql}
        if schema != _expected():
            faults.append("its tables or triggers were changed")
        number, head = len(rows), hashes[-1]
        unsealed = 0
        try:
            seal = read_seal(self.seal)
            if not 0 <= seal.number <= number or seal.head != hashes[seal.number]:
                faults.append("its last entries are missing, or were written anew")
            elif seal.number < number:
                unsealed = number - seal.number
            elif seal != sealing(number, head, whole := database.serialize()):
                faults.append("a byte of the file was changed")
            elif len(whole) != self.file.stat().st_size:  # SQLite takes what is cut off for zeros
                faults.append("the file is shorter or longer than it was")
        except BrokenSeal as error:
            if number or self.seal.exists():  # else whoever made the file was cut off
                faults.append(str(error))
        return Verdict(number, head, tuple(faults), unsealed, frozenset(hashes[1:]))


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def _reading(database: sqlite3.Connection) -> Iterator[None]:
    """All that is read is of one moment."""
    database.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")


def _head(database: sqlite3.Connection) -> tuple[int, str]:
    """Number and hash of the last entry."""
    row = database.execute("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    return row or (0, "")


def _hash_at(database: sqlite3.Connection, number: int) -> str:
    row = database.execute("SELECT hash FROM entry WHERE number = ?", (number,)).fetchone()
    return row[0] if row else ""


def _written(database: sqlite3.Connection, event: Event, recorded: str) -> Entry:
    number, previous = _head(database)
    parts = {part: json_of(data) for part, data in event.parts().items()}
    salts = {part: secrets.token_hex(16) for part in parts}
    digests = {part: digest(salts[part], part, data) for part, data in parts.items()}
    row: dict[str, Any] = {
        "number": number + 1, "recorded": recorded, **event.facts(), "digests": json_of(digests),
    }  # fmt: skip
    hashed = chained(previous, row)
    row |= {"previous": previous, "hash": hashed}
    database.execute(
        f"INSERT INTO entry VALUES ({', '.join('?' * len(_COLUMNS))})",
        [row[column] for column in _COLUMNS],
    )
    for part, data in parts.items():
        database.execute(
            "INSERT INTO personal VALUES (?, ?, ?, ?)", (number + 1, part, salts[part], data)
        )
    return Entry(number + 1, recorded, event, hash=hashed)


def _rows(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    names = ", ".join(f'"{column}"' for column in _COLUMNS)
    for values in database.execute(f"SELECT {names} FROM entry ORDER BY number"):
        yield dict(zip(_COLUMNS, values, strict=True))


def _entries(database: sqlite3.Connection) -> Iterator[Entry]:
    parts: dict[int, dict[str, dict[str, str]]] = {}
    for number, part, data in database.execute("SELECT number, part, data FROM personal"):
        parts.setdefault(number, {})[part] = json.loads(data)
    gone: dict[int, list[str]] = {}
    for number, part in database.execute("SELECT number, part FROM forgotten"):
        gone.setdefault(number, []).append(part)
    try:
        for row in _rows(database):
            number = row["number"]
            event = event_of(row, parts.get(number, {}))
            yield Entry(number, row["recorded"], event, tuple(gone.get(number, ())), row["hash"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("an entry cannot be read; `rolebook signatures verify` says more") from error


def _faults(number: int, row: dict[str, Any], previous: str) -> Iterator[str]:
    link = {name: row[name] for name in ("number", "recorded", *_FACTS, "digests")}
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


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; a trigger's body holds semicolons of its own."""
    statement = ""
    for line in script.strip().split("\n"):
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def _expected() -> set[str]:
    """The definitions of tables and triggers as SQLite keeps them."""
    return {statement.rstrip().removesuffix(";") for statement in _statements(_SCHEMA)}


def _first_line(error: object) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
