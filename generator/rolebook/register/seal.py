"""The seal of the register: a small file beside it that knows every byte of it.

The chain covers what the entries say. The seal covers the whole file, free room included, so that
a flipped bit is found wherever it is. It states the number and hash of the last entry and the
digest of the file, and has a digest of its own. An interruption between an entry and its seal
leaves the seal of an entry before: the chain says whether that is so.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rolebook.disk import OWN, replace_with


class BrokenSeal(Exception):
    """There is no seal, or it was changed; the message says which."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Number and hash of the last entry, and the digest of the database file."""

    number: int
    head: str
    digest: str

    @property
    def content(self) -> bytes:
        text = f"rolebook register 1\n{self.number}\n{self.head}\n{self.digest}\n"
        return f"{text}{sha256(text.encode()).hexdigest()}\n".encode()


def sealing(number: int, head: str, database: bytes) -> Seal:
    return Seal(number, head, sha256(database).hexdigest())


def read_seal(file: Path) -> Seal:
    """The seal in a file. Raises BrokenSeal."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise BrokenSeal(f"its seal, {file.name}, is missing") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BrokenSeal(f"its seal, {file.name}, cannot be read: {reason}") from error
    try:
        _, number, head, digest, _, _ = content.decode("ascii").split("\n")
        seal = Seal(int(number), head, digest)
    except ValueError:
        seal = None
    if seal is None or seal.content != content:
        raise BrokenSeal(f"its seal, {file.name}, was changed")
    return seal


def write_seal(file: Path, seal: Seal) -> None:
    """Put a seal in its place in one step, to last. Raises OSError."""
    replace_with(file, seal.content, mode=OWN, lasting=True)
