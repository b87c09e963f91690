"""Files that are written once and kept for good: approved revisions, grading decisions.

Such a file is JSON with one key a line. Its second line is ``"hash"``: the SHA-256 of all lines
below it, line ends read as LF. First come the facts; then, from one agreed key on, the body, which
is long and read only when somebody asks for it: every command reads every record.

A file is put in its place in one step, and only where none stands yet. An interruption leaves the
old state or the new one, and nothing beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Protocol

from rolebook.disk import create
from rolebook.records.translations import BrokenRecord


class Meanwhile(Exception):
    """Another file of this name was written since the records were read."""


class Kept(Protocol):
    """What is kept in such a file: a dataclass whose other fields are its facts."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def hash(self) -> str: ...

    @property
    def body(self) -> bytes: ...


def below_the_hash(kept: Kept, dates: Iterable[str]) -> bytes:
    """The lines of a file below its hash. ``dates``: which of the facts are days, where known."""
    facts = {
        item.name: getattr(kept, item.name)
        for item in fields(kept)
        if item.name not in ("hash", "body")
    }
    facts |= {name: facts[name] and facts[name].isoformat() for name in dates}
    return _json(facts).removeprefix(b"{\n").removesuffix(b"\n}") + b"," + kept.body + b"\n"


def body_of(texts: Mapping[str, Any]) -> bytes:
    """The last lines of a file, which hold what is long."""
    return _json(texts).removeprefix(b"{")


def texts_of(body: bytes) -> dict[str, Any]:
    """What `body_of` was given."""
    texts: dict[str, Any] = json.loads(b"{" + body)
    return texts


def hash_of(below: bytes) -> str:
    return sha256(below).hexdigest()


def read_kept(file: Path, first: str, newest: int) -> tuple[dict[str, Any], bytes]:
    """The facts of a file, with its hash, and its body, whose first key is ``first``.

    Raises BrokenRecord where it cannot be read, was changed, or was written by a newer program
    than one that knows form ``newest``.
    """
    start_of_body = f'\n "{first}": '.encode()
    try:
        start, second, below = file.read_bytes().replace(b"\r\n", b"\n").split(b"\n", 2)
        facts, _, body = below.partition(start_of_body)
        data: dict[str, Any] = json.loads(start + second + facts.rstrip().removesuffix(b",") + b"}")
        if data["canonical"] > newest:
            raise BrokenRecord("a newer version of the program wrote it")
        if (start, second + b"\n") != (b"{", _hash_line(hash_of(below))):
            raise BrokenRecord("it was changed after it was written, for its hash is another")
    except BrokenRecord:
        raise
    except OSError as error:
        raise BrokenRecord((error.strerror or "the system refuses").lower()) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenRecord("it is not what the program writes") from error
    return data, start_of_body + body.removesuffix(b"\n")


def put(root: Path, target: Path, hash_: str, below: bytes) -> None:
    """Put a file in its place below the handbook's ``root``. Raises Meanwhile where one stands
    there, and OSError."""
    head = b"{\n" + _hash_line(hash_)
    aside = root / ".rolebook"  # ignored, so that an interruption leaves nothing among the records
    aside.mkdir(exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        create(target, head + below, lasting=True, aside=aside)
    except FileExistsError:
        raise Meanwhile(target.relative_to(root).as_posix()) from None


def _hash_line(hash_: str) -> bytes:
    return f' "hash": "{hash_}",\n'.encode()


def files(folder: Path) -> Iterator[Path]:
    """Everything in the folders of a kind of record, in a stable order."""
    if folder.is_dir():
        for below in sorted(path for path in folder.iterdir() if path.is_dir()):
            yield from sorted(p for p in below.iterdir() if not p.name.startswith("."))


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")
