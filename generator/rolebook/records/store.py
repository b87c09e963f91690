"""Approved revisions as files: ``records/approved/ID/0003.json``, written once and never changed.

A revision holds the whole document in canonical form, in each language that was approved, with
what the ids in it were called that day: an old paper can be drawn again from it alone. It holds
its own hash and the hash of the revision before, so that a changed, missing or doubled file is
found. The file's name is the number: two branches that approve the same document meet in git.

The file is JSON with one key a line. Its second line is ``"hash"``: the SHA-256 of all lines below
it, line ends read as LF. First come the facts of the approval, then ``settings`` and ``editions``,
which are long: they are read only when somebody asks for them, because every command reads every
revision.

A revision is put in its place in one step, and only where none stands yet. An interruption leaves
the old state or the new one, and nothing beside it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from rolebook.handbook.approved import FOLDER, approved_file
from rolebook.records.fingerprint import VERSION, Content
from rolebook.records.translations import BrokenRecord

Names = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What ids were called: kind -> id -> the entry in canonical form, as far as papers show it."""


class Meanwhile(Exception):
    """Another revision with this number was written since the records were read."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A document in one language, as approved. ``names``: what the ids in it were called."""

    content: Content
    names: Names


@dataclass(frozen=True)
class Revision:
    """One approved revision. ``id`` is the document's id that day (it may be renamed since).

    ``number`` counts 1, 2, 3 and is the key; ``version`` (MAJOR.MINOR) is what is printed.
    ``change`` is against the revision before, ``reason`` why a weighty one is minor all the same.
    ``prepared``, ``checked`` and ``released`` are roles by id. ``fingerprints`` has one for each
    language that was approved. ``previous`` is the hash of the revision before, or empty.
    """

    kind: str
    id: str
    number: int
    version: str
    change: Literal["major", "minor"]
    on: date
    effective: date
    prepared: str
    checked: str
    released: str
    note: str
    reason: str
    governing: str
    fingerprints: Mapping[str, str]
    previous: str
    canonical: int = VERSION
    hash: str = ""
    body: bytes = field(default=b"", repr=False)
    """The lines of ``settings`` and ``editions``."""

    @property
    def major(self) -> int:
        """The major version: what a signature holds for."""
        return int(self.version.partition(".")[0])

    @property
    def file(self) -> str:
        """Where it stands, below the handbook's root."""
        return approved_file(Path(), self.id, self.number).as_posix()

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings of the handbook that a paper shows, in canonical form."""
        found: Mapping[str, Any] = self._texts["settings"]
        return found

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The text in each language that was approved."""
        return {lang: Edition(**edition) for lang, edition in self._texts["editions"].items()}

    @cached_property
    def _texts(self) -> dict[str, Any]:
        texts: dict[str, Any] = json.loads(b"{" + self.body)
        return texts


def sealed(revision: Revision, settings: Content, editions: Mapping[str, Edition]) -> Revision:
    """The revision with its texts and its hash."""
    texts = {
        "settings": settings,
        "editions": {
            lang: {"content": edition.content, "names": edition.names}
            for lang, edition in editions.items()
        },
    }
    full = replace(revision, body=_json(texts).removeprefix(b"{"))
    return replace(full, hash=_hash(_below_the_hash(full)))


def files(root: Path) -> Iterator[Path]:
    """Everything in the folders of approved revisions, in a stable order."""
    folder = root / FOLDER
    if folder.is_dir():
        for below in sorted(path for path in folder.iterdir() if path.is_dir()):
            yield from sorted(p for p in below.iterdir() if not p.name.startswith("."))


def read(file: Path) -> Revision:
    """The revision in a file. Raises BrokenRecord."""
    try:
        start, first, below = file.read_bytes().replace(b"\r\n", b"\n").split(b"\n", 2)
        facts, _, body = below.partition(_TEXTS)
        data = json.loads(start + first + facts.rstrip().removesuffix(b",") + b"}")
        if data["canonical"] > VERSION:
            raise BrokenRecord("a newer version of the program wrote it")
        if data["hash"] != _hash(below):
            raise BrokenRecord("it was changed after it was written, for its hash is another")
        dates = {name: date.fromisoformat(data[name]) for name in _DATES}
        revision = Revision(**{**data, **dates, "body": _TEXTS + body})
    except BrokenRecord:
        raise
    except OSError as error:
        raise BrokenRecord((error.strerror or "the system refuses").lower()) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenRecord("it is no approved revision") from error
    if (revision.id, f"{revision.number:04}.json") != (file.parent.name, file.name):
        raise BrokenRecord(f"it is revision {revision.number} of {revision.id} under another name")
    return revision


def write(root: Path, revision: Revision) -> Path:
    """Put a sealed revision in its place. Raises Meanwhile where one stands there, and OSError."""
    target = root / revision.file
    head = f'{{\n "hash": "{revision.hash}",\n'.encode()
    aside = root / ".rolebook"  # ignored, so that an interruption leaves nothing among the records
    aside.mkdir(exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=aside, prefix=f"{target.stem}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(head + _below_the_hash(revision))
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
        _appear(temporary, target)
    except FileExistsError:
        raise Meanwhile(revision.file) from None
    finally:
        temporary.unlink(missing_ok=True)
    _remember(target.parent)
    return target


def _appear(temporary: Path, target: Path) -> None:
    """Give the finished file its name, unless the name is taken. Raises FileExistsError."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, or another one
        if target.exists():
            raise FileExistsError(target) from None
        beside = target.with_name(f".{target.name}")
        beside.write_bytes(temporary.read_bytes())
        beside.rename(target)


def _remember(folder: Path) -> None:
    """Have the folder's new name survive a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


_DATES = ("on", "effective")
_TEXTS = b'\n "settings": '


def _below_the_hash(revision: Revision) -> bytes:
    """The lines of the file below its hash."""
    facts = {
        item.name: getattr(revision, item.name)
        for item in fields(revision)
        if item.name not in ("hash", "body")
    }
    facts |= {name: facts[name].isoformat() for name in _DATES}
    return _json(facts).removeprefix(b"{\n").removesuffix(b"\n}") + b"," + revision.body + b"\n"


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")


def _hash(text: bytes) -> str:
    return sha256(text).hexdigest()
