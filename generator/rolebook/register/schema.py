"""The tables of the register, and the triggers that keep any tool from changing what is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

APPLICATION = 0x526F6C62  # "Rolb", so that `file` can tell what it is

FACTS = (
    "event", "on", "kind", "document", "revision", "version", "language", "fingerprint", "by",
    "meanings", "method", "cancels", "forgets",
)  # fmt: skip
COLUMNS = ("number", "recorded", *FACTS, "digests", "previous", "hash")
_WHOLE = ("number", "revision", "cancels")

SCHEMA = f"""
CREATE TABLE entry (
  {", ".join(f'"{c}" {"INTEGER" if c in _WHOLE else "TEXT"} NOT NULL' for c in COLUMNS)},
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


def rows(database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    for values in database.execute(f"SELECT {names} FROM entry ORDER BY number"):
        yield dict(zip(COLUMNS, values, strict=True))


def statements(script: str) -> Iterator[str]:
    """The statements of a script; a trigger's body holds semicolons of its own."""
    statement = ""
    for line in script.strip().split("\n"):
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def expected() -> set[str]:
    """The definitions of tables and triggers as SQLite keeps them."""
    return {statement.rstrip().removesuffix(";") for statement in statements(SCHEMA)}
