"""Where each person stands with each document: what HR has to do, and why. Pure.

A signature holds for its whole major version. What is asked of a person is a signature in each
place that the document names; the paper is the employee's, whoever else signs on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rolebook.records.store import Revision
from rolebook.register.entry import Edition, Entry, Person

STATES = {
    "refused": "refused to sign",
    "reservation": "signed under reservation",
    "objected": "refused, or made a reservation about, an older version",
    "older": "signed an older version",
    "unsigned": "not signed",
    "part": "still to be signed by others",
    "new": "not given the paper yet",
    "on_leave": "on leave",
    "left": "registered as having left, yet on the roster",
    "gone": "not on the roster, and not registered as having left",
    "no_version": "nothing to sign yet: no version is approved",
    "signed": "signed",
}
"""What can be the case, in words, the most pressing first. Only the last asks for nothing."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be signed: its approved revisions, oldest first, what it is called, and in
    which places it is signed. ``draft``: the text has changed since the last revision."""

    kind: str
    id: str
    title: str
    revisions: tuple[Revision, ...]
    places: tuple[str, ...]
    draft: bool = False

    @property
    def current(self) -> Revision | None:
        return self.revisions[-1] if self.revisions else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """That a person is to sign a document. ``known``: the roster says so; else the register."""

    person: Person
    paper: Paper
    manager: str = ""
    location: str = ""
    language: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands with a document. ``last``: the entry that decides. ``missing``: the
    places in which the current major version is not signed. ``older``: the last signature for an
    older major version; ``before``: the last entry about one. ``handed``: when the current one was
    handed over. ``leave``: the entry of a leave that goes on."""

    wanted: Wanted
    state: str
    missing: tuple[str, ...] = ()
    last: Entry | None = None
    older: Entry | None = None
    before: Entry | None = None
    handed: str = ""
    leave: Entry | None = None


def effective(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that count: not those that were cancelled, nor what is about other entries. By
    the day of what happened."""
    cancelled = {entry.event.cancels for entry in entries if entry.event.event == "cancelled"}
    counted = [
        entry
        for entry in entries
        if entry.number not in cancelled and entry.event.event not in ("cancelled", "forgotten")
    ]
    return sorted(counted, key=lambda entry: (entry.event.on, entry.number))


class Register:
    """What the entries say of persons and documents. ``ids``: the present id of each document, by
    its former ones."""

    def __init__(self, entries: Sequence[Entry], ids: Mapping[str, str], day: date) -> None:
        self.day = day.isoformat()
        self._ids = ids
        self._counted = effective(entries)
        self._numbers: dict[str, set[str]] = {}
        self.learn(one for entry in self._counted if (one := entry.event.person))

    def learn(self, people: Iterable[Person]) -> None:
        """Take the numbers of people into account; those of a roster tell the register who somebody
        without one is."""
        for one in people:
            if one.number:
                self._numbers.setdefault(Person(one.name).key, set()).add(one.key)
        self._about: dict[tuple[str, str, str], list[Entry]] = {}
        self._papers: dict[str, list[Entry]] = {}
        self._of: dict[str, list[Entry]] = {}
        for entry in self._counted:
            if (person := entry.event.person) is None:
                continue
            key = self.key(person)
            if edition := entry.event.edition:
                document = (key, edition.kind, self._ids.get(edition.document, edition.document))
                self._about.setdefault(document, []).append(entry)
                self._papers.setdefault(key, []).append(entry)
            else:
                self._of.setdefault(key, []).append(entry)

    def key(self, person: Person) -> str:
        """By which a person is known: somebody without a number is the only one of that name who
        has one."""
        numbers = set() if person.number else self._numbers.get(person.key, set())
        return next(iter(numbers)) if len(numbers) == 1 else person.key

    def pairs(self) -> Iterator[tuple[str, str, str, Entry]]:
        """Key of a person, kind and id of a document of his, and the last entry about them."""
        for (key, kind, id_), entries in self._about.items():
            yield key, kind, id_, entries[-1]

    def said(self, key: str, name: str) -> str:
        """What the last entry says of a person's manager or location that says anything."""
        told = (getattr(e.event, name) for e in reversed(self._papers.get(key, ())))
        return next((text for text in told if text), "")

    def given_in(self, person: Person, paper: Paper) -> str:
        """In which language somebody was given a document last; empty where nobody knows."""
        entries = self._about.get((self.key(person), paper.kind, paper.id), ())
        given = [e.event.edition for e in entries if e.event.event == "handed_over"]
        return given[-1].language if given and given[-1] else ""

    def left(self, key: str) -> Entry | None:
        """The entry that says that somebody has left by now, unless something happened since."""
        of_person = [
            entry
            for entry in self._of.get(key, ())
            if entry.event.event == "left" and entry.event.on <= self.day
        ]
        if not of_person:
            return None
        last = of_person[-1]
        later = self._papers.get(key, ())
        return None if any(_when(e) > _when(last) for e in later) else last

    def on_leave(self, key: str) -> Entry | None:
        """The entry of a leave that goes on."""
        for entry in reversed(self._of.get(key, ())):
            event = entry.event
            if event.event == "on_leave":
                goes_on = event.on <= self.day and (not event.until or event.until >= self.day)
                return entry if goes_on else None
        return None

    def standing(self, wanted: Wanted) -> Standing:
        """Where a person stands with a document."""
        paper, key = wanted.paper, self.key(wanted.person)
        entries = self._about.get((key, paper.kind, paper.id), [])
        current = paper.current
        if current is None:
            return Standing(wanted, "no_version")
        now = [e for e in entries if _major(e) == current.major]
        before = [e for e in entries if _major(e) < current.major]
        own = [e for e in now if e.event.by in ("", "employee") and e.event.event != "handed_over"]
        signed = {
            e.event.by or "employee" for e in now if e.event.event in ("signed", "reservation")
        }
        missing = tuple(place for place in paper.places if place not in signed)
        own_before = [e for e in before if e.event.by in ("", "employee")]
        older = [e for e in before if e.event.event in ("signed", "reservation")
                 and e.event.by in ("", "employee")]  # fmt: skip
        handed = [e.event.on for e in now if e.event.event == "handed_over"]
        found = Standing(
            wanted, "new", missing, own[-1] if own else None, older[-1] if older else None,
            own_before[-1] if own_before else None, handed[-1] if handed else "",
            self.on_leave(key),
        )  # fmt: skip
        return replace(found, state=self._state(found, key, before))

    def _state(self, found: Standing, key: str, before: Sequence[Entry]) -> str:
        last = found.last.event.event if found.last else ""
        if self.left(key):
            return "left"
        if not found.wanted.known:
            return "gone"
        if last in ("refused", "reservation"):
            return last
        if last == "signed" and "employee" not in found.missing:
            return "part" if found.missing else "signed"
        if found.leave:
            return "on_leave"
        if found.before and found.before.event.event in ("refused", "reservation"):
            return "objected"
        if found.older:
            return "older"
        return "unsigned" if found.handed or before else "new"


def _when(entry: Entry) -> tuple[str, int]:
    return entry.event.on, entry.number


def _major(entry: Entry) -> int:
    edition: Edition | None = entry.event.edition
    return edition.major if edition else 0
