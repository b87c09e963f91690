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
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rolebook.register.checking import checked, first_line
from rolebook.register.entry import (
    FORM,
    Entry,
    Event,
    Verdict,
    chained,
    digest,
    event_of,
    json_of,
)
from rolebook.register.schema import APPLICATION, COLUMNS, SCHEMA, rows, statements
from rolebook.register.seal import BrokenSeal, read_seal, sealing, write_seal

FILE = "register.sqlite"
SEAL = "register.seal"
_WAIT = 60.0  # seconds for another writer
_ATTEMPTS, _PAUSE = 6, 0.1  # seconds for another writer's seal


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
        """Write events down, all or none, and give what was written; when it returns they are on
        the disk. ``once``: those that are there already, word for word and not cancelled, are left
        out."""
        recorded = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with closing(self._made()) as database:
            with self._writing(database):
                if once:
                    kept = list(_entries(database))
                    cancelled = {entry.event.cancels for entry in kept}
                    there = {e.event.same_as() for e in kept if e.number not in cancelled}
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
                    verdict = checked(database, self.file, self.seal)
                if verdict.faults or not verdict.unsealed:
                    break
                time.sleep(_PAUSE)  # somebody may be about to seal what he wrote
        except Exception as error:  # whatever a database of which any bit may be flipped gives
            return Verdict(0, "", (f"it cannot be read: {first_line(error)}",))
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
                    for statement in statements(SCHEMA):
                        database.execute(statement)
                    database.execute(f"PRAGMA application_id = {APPLICATION}")
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
        database.execute("PRAGMA synchronous = EXTRA")  # the folder's entries as well
        database.execute("PRAGMA temp_store = MEMORY")  # no names in another folder
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
        f"INSERT INTO entry VALUES ({', '.join('?' * len(COLUMNS))})",
        [row[column] for column in COLUMNS],
    )
    for part, data in parts.items():
        database.execute(
            "INSERT INTO personal VALUES (?, ?, ?, ?)", (number + 1, part, salts[part], data)
        )
    return Entry(number + 1, recorded, event, hash=hashed)


def _entries(database: sqlite3.Connection) -> Iterator[Entry]:
    parts: dict[int, dict[str, dict[str, str]]] = {}
    gone: dict[int, list[str]] = {}
    try:
        for number, part, data in database.execute("SELECT number, part, data FROM personal"):
            parts.setdefault(number, {})[part] = json.loads(data)
        for number, part in database.execute("SELECT number, part FROM forgotten"):
            gone.setdefault(number, []).append(part)
        for row in rows(database):
            number = row["number"]
            event = event_of(row, parts.get(number, {}))
            yield Entry(number, row["recorded"], event, tuple(gone.get(number, ())), row["hash"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("an entry cannot be read; `rolebook signatures verify` says more") from error
