"""One entry of the register of signatures: what happened with a paper, and to whom.

What names people is kept apart from what happened. The chain covers the facts and, of each part
that names somebody, only a salted digest: a part can be taken away for good, and the chain still
holds. Nobody can work the name out of the digest, for the salt goes with the part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, get_args

from rolebook.findings import folded
from rolebook.model.control import Meaning, SignaturePlace

FORM = 1
"""The version of the form in which entries are kept."""

EVENTS = {
    "handed_over": "handed over",
    "signed": "signed",
    "reservation": "signed under reservation",
    "refused": "refused to sign",
    "on_leave": "on leave",
    "left": "has left",
    "cancelled": "entry cancelled",
    "forgotten": "person forgotten",
}
"""What can happen, in words. The last two are about other entries."""
OF_A_DOCUMENT = ("handed_over", "signed", "reservation", "refused")
OF_A_PERSON = ("on_leave", "left")
METHODS = ("ink", "digital")
PLACES: tuple[str, ...] = get_args(SignaturePlace.model_fields["by"].annotation)
"""Who signs a paper: employee, manager, ..."""
MEANINGS: tuple[str, ...] = get_args(Meaning)

PARTS = ("employee", "signer", "witness", "manager", "details")
"""The parts of an entry that can name somebody. The details go with the employee."""
LONGEST = 500
"""Letters of a text in an entry; a reservation can take some lines."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name. ``number`` is the employee number, which tells namesakes apart."""

    name: str
    number: str = ""

    @property
    def key(self) -> str:
        """By which entries are known to be about one person."""
        return f"#{folded(self.number)}" if self.number else folded(" ".join(self.name.split()))

    def __str__(self) -> str:
        return f"{self.name} ({self.number})" if self.number else self.name


@dataclass(frozen=True, slots=True)
class Edition:
    """Which text: the document as it was called, its approved revision and its fingerprint in one
    language."""

    kind: str
    document: str
    revision: int
    version: str
    language: str
    fingerprint: str

    @property
    def major(self) -> int:
        """What a signature holds for."""
        return int(self.version.partition(".")[0] or 0)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. ``person``: whose paper it is, or who is on leave or has left. ``by``: in
    which place the paper is signed, ``signer`` who signed there if not the person himself.
    ``words``: of a reservation, a refusal, a cancellation. ``scan``: where the signed paper is
    kept. ``until``: the last day of leave. ``cancels``: the number of another entry."""

    event: str
    on: str
    person: Person | None = None
    edition: Edition | None = None
    by: str = ""
    meanings: tuple[str, ...] = ()
    method: str = ""
    signer: str = ""
    witness: str = ""
    place: str = ""
    words: str = ""
    scan: str = ""
    until: str = ""
    manager: str = ""
    location: str = ""
    cancels: int = 0
    forgets: tuple[tuple[int, str], ...] = ()

    def facts(self) -> dict[str, Any]:
        """What names nobody."""
        edition = self.edition or Edition("", "", 0, "", "", "")
        return {
            "event": self.event,
            "on": self.on,
            "kind": edition.kind,
            "document": edition.document,
            "revision": edition.revision,
            "version": edition.version,
            "language": edition.language,
            "fingerprint": edition.fingerprint,
            "by": self.by,
            "meanings": " ".join(self.meanings),
            "method": self.method,
            "cancels": self.cancels,
            "forgets": " ".join(f"{number}:{part}" for number, part in self.forgets),
        }

    def parts(self) -> dict[str, dict[str, str]]:
        """What names somebody, part by part; a part that says nothing is not there."""
        details = {
            name: getattr(self, name)
            for name in ("place", "words", "scan", "until", "location")
            if getattr(self, name)
        }
        person = self.person
        found: dict[str, dict[str, str]] = {
            "employee": {"name": person.name, "number": person.number} if person else {},
            "signer": {"name": self.signer} if self.signer else {},
            "witness": {"name": self.witness} if self.witness else {},
            "manager": {"name": self.manager} if self.manager else {},
            "details": details,
        }
        return {part: data for part, data in found.items() if data}

    def texts(self) -> Iterator[tuple[str, str]]:
        """What somebody wrote, by its name."""
        if self.person:
            yield from (("employee", self.person.name), ("number", self.person.number))
        for name in ("signer", "witness", "place", "words", "scan", "manager", "location"):
            yield name, getattr(self, name)

    def same_as(self) -> tuple[Any, ...]:
        """What two records of one happening have in common. A file with a further digital signature
        holds those before it: where the file lies makes no other signature of them."""
        one = replace(self, scan="") if self.method == "digital" else self
        return (json_of(one.facts()), json_of(one.parts()))


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the register: its number, and when it was written down (UTC). ``gone``: parts of
    it that were forgotten."""

    number: int
    recorded: str
    event: Event
    gone: tuple[str, ...] = ()
    hash: str = ""


def event_of(facts: Mapping[str, Any], parts: Mapping[str, Mapping[str, str]]) -> Event:
    """The event that has these facts and these parts. Raises ValueError, KeyError, TypeError."""
    edition = (
        Edition(
            facts["kind"], facts["document"], facts["revision"], facts["version"],
            facts["language"], facts["fingerprint"],
        )
        if facts["document"]
        else None
    )  # fmt: skip
    employee = parts.get("employee")
    return Event(
        event=facts["event"], on=facts["on"], edition=edition, by=facts["by"],
        person=Person(employee["name"], employee.get("number", "")) if employee else None,
        meanings=tuple(facts["meanings"].split()), method=facts["method"],
        signer=parts.get("signer", {}).get("name", ""),
        witness=parts.get("witness", {}).get("name", ""),
        manager=parts.get("manager", {}).get("name", ""),
        cancels=facts["cancels"], forgets=tuple(_forgotten(facts["forgets"])),
        **parts.get("details", {}),
    )  # fmt: skip


def _forgotten(text: str) -> Iterator[tuple[int, str]]:
    for pair in text.split():
        number, _, part = pair.partition(":")
        yield int(number), part


def digest(salt: str, part: str, data: str) -> str:
    """The salted digest of a part; ``data`` is its JSON."""
    return sha256(f"{salt}\n{part}\n{data}".encode()).hexdigest()


def chained(previous: str, link: Mapping[str, Any]) -> str:
    """The hash of an entry: of the one before it, and of all that it states."""
    return sha256(f"{FORM}\n{previous}\n{json_of(link)}".encode()).hexdigest()


def json_of(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the register holds. ``faults``: what does not, in words. ``head``: the hash of the
    last entry. ``unsealed``: entries that an interrupted command wrote down without sealing."""

    entries: int
    head: str
    faults: tuple[str, ...] = ()
    unsealed: int = 0
    heads: frozenset[str] = field(default=frozenset(), repr=False)
