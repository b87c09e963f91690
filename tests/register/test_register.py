"""The register of signatures as a file: kept, chained, sealed, forgotten; killed and flipped."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolebook.register.database import Damaged, Register
from rolebook.register.entry import (
    EVENTS,
    MEANINGS,
    METHODS,
    PARTS,
    PLACES,
    Edition,
    Event,
    Person,
    event_of,
)
from rolebook.register.seal import sealing, write_seal

EDITION = Edition("role", "baker", 1, "1.0", "en", "AAAA-BBBB-CCCC-DDDD")
WRITER = """
import sys
from pathlib import Path
from rolebook.register.database import Register
from rolebook.register.entry import Edition, Event, Person
register = Register(Path(sys.argv[1]))
edition = Edition("role", "baker", 1, "1.0", "en", "AAAA-BBBB-CCCC-DDDD")
for count in range(int(sys.argv[3])):
    who = Person(f"{sys.argv[2]}-{count}")
    (entry,) = register.add([Event("signed", "2026-12-01", who, edition, "employee", ("seen",))])
    print(entry.number, who.name, flush=True)
"""


def signed(name: str, **more: str) -> Event:
    return Event(
        "signed", "2026-12-01", Person(name), EDITION, "employee", ("seen",), "ink", **more
    )


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "private/signatures")


@pytest.fixture
def three(register: Register) -> Register:
    register.add([
        signed("Ann Baker", place="Shop", scan="scans/ann.pdf"),
        signed("Bob Boss", signer="Cas Chief"),
        Event("refused", "2026-12-02", Person("Dee Doubt"), EDITION, "employee",
              witness="Ann Baker", words="I do not agree with B.2"),
    ])  # fmt: skip
    return register


def raw(register: Register) -> sqlite3.Connection:
    """A connection of somebody who knows what he does."""
    database = sqlite3.connect(register.file, isolation_level=None)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        database.execute(f"DROP TRIGGER {name}")
    return database


def reseal(register: Register) -> None:
    with closing(sqlite3.connect(register.file)) as database:
        head = database.execute("SELECT number, hash FROM entry ORDER BY number DESC").fetchone()
        write_seal(register.seal, sealing(*head, database.serialize()))


# -- what is kept


texts = st.text(max_size=30)
events = st.builds(
    Event, st.sampled_from(list(EVENTS)), st.dates().map(str),
    st.builds(Person, st.text(min_size=1, max_size=20), texts) | st.none(),
    st.builds(Edition, st.just("role"), st.just("baker"), st.integers(0, 9), st.just("1.0"), texts,
              texts) | st.none(),
    st.sampled_from(["", *PLACES]), st.sampled_from([(), MEANINGS[:2]]),
    st.sampled_from(["", *METHODS]), texts, texts, texts, texts, texts, texts, texts, texts,
    st.integers(0, 99), st.sampled_from([(), ((1, "employee"), (2, "details"))]),
)  # fmt: skip


@given(events)
def test_what_is_written_down_can_be_read_again(event: Event):
    assert event_of(event.facts(), event.parts()) == event


def test_entries_come_back_as_they_were_written(three: Register):
    first, second, third = three.entries()
    assert [entry.number for entry in (first, second, third)] == [1, 2, 3]
    assert first.event == signed("Ann Baker", place="Shop", scan="scans/ann.pdf")
    assert second.event.signer == "Cas Chief"
    assert (third.event.event, third.event.witness) == ("refused", "Ann Baker")
    assert three.verify().faults == ()
    assert three.verify().head == third.hash


def test_an_empty_register_has_nothing_and_holds(register: Register):
    assert register.entries() == ()
    assert register.verify().faults == ()
    assert not register.folder.exists(), "reading makes nothing"


def test_only_its_owner_can_read_it(three: Register):
    for file in three.folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(three.folder.stat().st_mode) == 0o700


def test_all_events_are_written_or_none(three: Register):
    class Odd(Event):
        def parts(self) -> dict[str, dict[str, str]]:
            raise OSError("no")

    with pytest.raises(OSError, match="no"):
        three.add([signed("Eve"), Odd("signed", "2026-12-01")])
    assert len(three.entries()) == 3
    assert three.verify().faults == ()


def test_what_is_there_already_is_not_written_again(three: Register):
    assert three.add([signed("Bob Boss", signer="Cas Chief"), signed("Eve")], once=True)[
        0
    ].event == signed("Eve")
    assert len(three.entries()) == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET \"on\" = '2020-01-01' WHERE number = 1",
        "DELETE FROM entry WHERE number = 3",
        "UPDATE personal SET data = '{}' WHERE number = 1",
        "DELETE FROM personal WHERE number = 1",
        "INSERT OR REPLACE INTO personal VALUES (1, 'employee', '', '{}')",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE number = 1",
        "DELETE FROM forgotten",
    ],
)
def test_no_other_tool_changes_what_is_there(three: Register, statement: str):
    three.forget([(2, "signer")], "2026-12-03")
    refused = pytest.raises(sqlite3.IntegrityError, match=r"only added to|follows the last|forget")
    with closing(sqlite3.connect(three.file)) as database, refused:
        database.execute(statement)


# -- forgetting


def test_whoever_was_forgotten_is_in_no_byte_and_the_chain_holds(three: Register):
    three.forget([(1, "employee"), (1, "details"), (3, "witness")], "2027-01-31")
    for file in three.folder.iterdir():
        content = file.read_bytes()
        assert b"Ann Baker" not in content
        assert b"ann.pdf" not in content
    first, _, third, last = three.entries()
    assert (first.event.person, first.event.scan, first.gone) == (None, "", ("details", "employee"))
    assert first.event.edition == EDITION
    assert (third.event.person, third.event.witness) == (Person("Dee Doubt"), "")
    assert last.event.event == "forgotten"
    assert three.verify().faults == ()
    three.add([signed("Fay")])
    assert three.verify().faults == ()


# -- what is found


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE entry SET \"on\" = '2020-01-01' WHERE number = 2", "entry 2 was changed"),
        ("UPDATE entry SET meanings = 'agreed' WHERE number = 1", "entry 1 was changed"),
        ("UPDATE entry SET recorded = '' WHERE number = 3", "entry 3 was changed"),
        ("DELETE FROM entry WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM entry WHERE number = 3", "entry 3: somebody added a part"),
        ("UPDATE personal SET data = replace(data, 'Ann', 'Eve')", "its employee was changed"),
        ("UPDATE personal SET salt = '' WHERE number = 2", "entry 2: its employee was changed"),
        ("DELETE FROM personal WHERE part = 'witness'", "entry 3: its witness was taken away"),
        ("INSERT INTO forgotten VALUES (1, 'employee', 1)", "what was forgotten is not"),
        ("CREATE TABLE more (x)", "its tables or triggers were changed"),
    ],
)
def test_a_change_by_somebody_who_knows_how_is_found(three: Register, statement: str, fault: str):
    with closing(raw(three)) as database:
        database.execute(statement)
    reseal(three)
    assert any(fault in found for found in three.verify().faults), three.verify().faults


def test_a_register_that_was_changed_is_not_added_to(three: Register):
    content = bytearray(three.file.read_bytes())
    content[-1] ^= 1
    three.file.write_bytes(content)
    with pytest.raises((Damaged, sqlite3.DatabaseError)):
        three.add([signed("Eve")])


def test_a_register_that_was_taken_away_is_not_begun_anew(three: Register):
    three.file.unlink()
    with pytest.raises(Damaged, match="is missing, and its seal is there"):
        three.add([signed("Eve")])
    assert "is missing, and its seal is there" in three.verify().faults[0]


def test_an_older_copy_is_found_by_its_seal(three: Register):
    before = three.file.read_bytes()
    three.add([signed("Eve")])
    three.file.write_bytes(before)
    assert "its last entries are missing" in three.verify().faults[0]
    with pytest.raises(Damaged, match="entries that were sealed are missing"):
        three.add([signed("Fay")])


def test_a_last_entry_without_its_seal_is_told_and_sealed_with_the_next(three: Register):
    before = three.seal.read_bytes()
    three.add([signed("Eve")])
    three.seal.write_bytes(before)  # as a kill between the two leaves it
    verdict = three.verify()
    assert (verdict.faults, verdict.unsealed) == ((), 1)
    three.add([signed("Fay")])
    assert (three.verify().faults, three.verify().unsealed) == ((), 0)


def flips(length: int, *, first: int, some: int) -> Iterator[tuple[int, int]]:
    """Each bit of the first bytes, and some of the others."""
    chance = random.Random(20261127)
    yield from ((at, bit) for at in range(first) for bit in range(8))
    yield from ((chance.randrange(length), chance.randrange(8)) for _ in range(some))


def test_each_flipped_bit_is_found_wherever_it_is(three: Register):
    three.forget([(2, "employee")], "2027-01-31")
    assert three.verify().faults == ()
    for file, first, some in ((three.file, 30, 200), (three.seal, 5, 60)):
        content = file.read_bytes()
        for at, bit in flips(len(content), first=min(first, len(content)), some=some):
            flipped = bytearray(content)
            flipped[at] ^= 1 << bit
            file.write_bytes(flipped)
            assert three.verify().faults, f"{file.name}, byte {at}, bit {bit}"
        file.write_bytes(content)
    assert three.verify().faults == ()


def test_wherever_it_is_cut_off_there_is_a_verdict(three: Register):
    content = three.file.read_bytes()
    for length in range(0, len(content), 997):
        three.file.write_bytes(content[:length])
        assert three.verify().faults, length
    three.file.write_bytes(content + bytes(4096))
    assert three.verify().faults


# -- kills and many writers


def writer(register: Register, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(register.folder), name, str(count)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_eight_writers_at_once_lose_nothing(register: Register):
    running = [writer(register, f"w{n}", 6) for n in range(8)]
    said = [
        line.split() for one in running for line in one.communicate(timeout=120)[0].splitlines()
    ]
    assert [one.returncode for one in running] == [0] * 8
    there = {str(e.number): e.event.person for e in register.entries()}
    assert len(said) == len(there) == 48
    assert all(there[number] == Person(name) for number, name in said)
    assert register.verify().faults == ()


def test_two_hundred_kills_lose_nothing_that_was_acknowledged(register: Register):
    """A writer that forks, so that two hundred of them take seconds: each child writes until it is
    killed, at a moment that nobody chose."""
    chance = random.Random(5)
    acknowledged: dict[str, str] = {}
    for kill in range(200):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(read)
                for count in range(10_000):
                    (entry,) = register.add([signed(f"k{kill}-{count}")])
                    os.write(write, f"{entry.number} k{kill}-{count}\n".encode())
            finally:
                os._exit(1)
        os.close(write)
        time.sleep(chance.uniform(0.001, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read) as pipe:
            acknowledged |= dict(line.split() for line in pipe if line.endswith("\n"))
    there = {str(entry.number): entry.event.person for entry in register.entries()}
    assert acknowledged
    assert {n: Person(name) for n, name in acknowledged.items()}.items() <= there.items()
    verdict = register.verify()
    assert verdict.faults == ()
    assert verdict.entries == len(there)
    register.add([signed("afterwards")])
    assert (register.verify().faults, register.verify().unsealed) == ((), 0)


def test_parts_are_those_that_can_be_forgotten():
    event = signed("Ann", signer="Bob", witness="Cas", manager="Dee", place="Shop")
    assert tuple(event.parts()) == PARTS
