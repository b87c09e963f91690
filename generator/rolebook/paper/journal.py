"""Which papers of a print run are there, and what they were made from.

One line a paper, written as soon as the paper is there: a run that is interrupted goes on from it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

_FILE = ".made.jsonl"

Write = Callable[[Path, bytes], None]
"""Writes a file whole or not at all, readable by its owner only."""


class Journal:
    """``folder``: of the run; ``papers``: where its papers lie."""

    def __init__(self, folder: Path, papers: Path) -> None:
        self.path, self.papers = folder / _FILE, papers
        self.known: dict[str, dict[str, str]] = {}
        if self.path.is_file():
            for line in self.path.read_text("utf-8", "replace").splitlines():
                try:  # the last line may be half written
                    entry = json.loads(line)
                    self.known[entry["file"]] = entry
                except (ValueError, KeyError, TypeError):
                    continue

    def has(self, file: str, inputs: str) -> bool:
        """Whether the paper is there as it was written, and would be made from the same again."""
        entry = self.known.get(file)
        if entry is None or entry.get("inputs") != inputs:
            return False
        try:
            content = (self.papers / file).read_bytes()
        except OSError:
            return False
        return sha256(content).hexdigest() == entry.get("content")

    def add(self, file: str, inputs: str, content: bytes) -> None:
        """Write down that a paper is there. Raises OSError."""
        hashed = sha256(content).hexdigest()
        entry = {"file": file, "inputs": inputs, "content": hashed}
        self.known[file] = entry
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as out:
            out.write("\n" * self._torn() + json.dumps(entry) + "\n")

    def _torn(self) -> bool:
        """Whether the last line was not written to its end."""
        with self.path.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            return file.read(1) not in (b"", b"\n")

    def forget(self, there: set[str], write: Write) -> int:
        """Take away papers of earlier runs that this one does not have. How many there were."""
        gone = self.known.keys() - there
        removed = 0
        for name in sorted(gone):
            file = self.papers / name
            if file.parent == self.papers and file.is_file():
                file.unlink()
                removed += 1
            del self.known[name]
        if gone:
            lines = "".join(json.dumps(entry) + "\n" for entry in self.known.values())
            write(self.path, lines.encode())
        return removed
