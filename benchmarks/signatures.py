"""What the register of signatures costs: `python benchmarks/signatures.py [PEOPLE]`.

Invents a register: each person was given a paper and signed it, one in ten has something else to
say. Times are CPU seconds of this process, user and system.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from rolebook.records.store import Revision
from rolebook.register.database import Register
from rolebook.register.entry import Edition, Event, Person
from rolebook.register.standing import Paper, Wanted
from rolebook.register.standing import Register as Said

DAY = date(2026, 12, 1)
REVISION = Revision(
    "role", "baker", 1, "1.0", "major", DAY, DAY, "", "", "owner", "", "", "en", {"en": "AAAA"}, "",
)  # fmt: skip
PAPER = Paper("role", "baker", "Baker", (REVISION,), ("employee",))
EDITION = Edition("role", "baker", 1, "1.0", "en", "AAAA-BBBB-CCCC-DDDD")


def happened(people: int) -> list[Event]:
    """Two events for each person."""
    events = []
    for n in range(people):
        who = Person(f"Person {n}", str(n))
        events.append(Event("handed_over", "2026-12-01", who, EDITION, manager=f"M {n // 10}"))
        kind = "refused" if n % 10 == 0 else "signed"
        events.append(Event(kind, "2026-12-03", who, EDITION, "employee", ("seen",), "ink",
                            witness="W" if n % 10 == 0 else "", place="Shop"))  # fmt: skip
    return events


def cost(work: Callable[[], Any], runs: int = 5) -> str:
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return f"{median(taken) * 1000:8.1f} ms"


def main(people: int) -> None:
    with TemporaryDirectory() as folder:
        register = Register(Path(folder) / "signatures")
        events = happened(people)
        start = time.process_time()
        register.add(events, once=True)
        print(f"import {len(events)} entries {(time.process_time() - start) * 1000:8.1f} ms")
        one = iter(Event("left", "2026-12-09", Person(f"Leaver {n}")) for n in range(10**6))
        print(f"add one more   {cost(lambda: register.add([next(one)]))}")
        print(f"verify         {cost(register.verify)}")
        entries = register.entries()
        wanted = [Wanted(Person(f"Person {n}", str(n)), PAPER) for n in range(people)]

        def status() -> None:
            said = Said(entries, {}, DAY)
            for each in wanted:
                said.standing(each)

        print(f"read           {cost(register.entries)}")
        print(f"status         {cost(status)}")
        print(f"on disk        {register.file.stat().st_size / 1e6:8.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
