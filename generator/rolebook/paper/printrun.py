"""A print run: one paper for each employee, all of them in one file for the printer, and lists.

A run goes on where it was interrupted. What every paper was made from is written down as soon as
the paper is there; a paper is kept as long as it would be made from the same again, and is still
the file that was written then.
"""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from rolebook import __version__
from rolebook.children import helpers
from rolebook.handbook import Handbook
from rolebook.model.base import id_from
from rolebook.paper.journal import Journal, Write
from rolebook.paper.merging import Sheet, bound
from rolebook.paper.papers import Paper, paper_document
from rolebook.paper.sheets import csv_file
from rolebook.records import Records
from rolebook.records.status import Standing, Standings, standing_of
from rolebook.roster import Person
from rolebook.translation import sort_key, words
from rolebook.views.addresses import published
from rolebook.views.control import status_word
from rolebook.views.document import Document, as_data
from rolebook.views.personal import HandedOut, checklist, checklist_table, group_of, personal
from rolebook.views.writer import Writer

PAPERS = "papers"
PRINTER, CHECKLIST, TABLE, MANIFEST = (
    "printer.pdf",
    "checklist.pdf",
    "checklist.csv",
    "manifest.json",
)
_BATCH = 12
_PROCESSES = 2
"""However many processors there are: each process holds some 150 MB."""
BY = ("manager", "location", "role", "name")
"""What the papers can be sorted by; else they stay in the order of the roster."""


@dataclass(frozen=True, slots=True)
class Run:
    """What was printed, in the order of the file for the printer. ``made`` papers are new, the
    others are there from before; ``removed`` were those of people who are no longer in the run."""

    papers: tuple[HandedOut, ...]
    made: int
    removed: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Planned:
    """A paper of the run. ``inputs`` is the hash of all that it is made from."""

    person: Person
    base: Document
    standing: Standing
    file: str
    inputs: str


def print_run(
    handbook: Handbook,
    records: Records,
    people: Sequence[Person],
    folder: Path,
    write: Write,
    *,
    lang: str,
    by: str = "",
    approved: bool = False,
    step: Callable[[], None] = lambda: None,
    processes: int | None = None,
) -> Run:
    """Print for everybody into a folder that is there. ``lang``: of the checklist. ``approved``:
    the last approved version of each job, which has to be there (see `without_version`), else the
    text as it stands. ``step`` is called after each paper. Raises PaperError for a paper that
    cannot be made, and OSError."""
    writers = {tag: Writer(book, records) for tag, book in handbook.editions.items()}
    planned = _sorted(_planned(handbook, records, writers, people, approved=approved), by)
    journal = Journal(folder, folder / PAPERS)
    missing = []
    for paper in planned:
        if journal.has(paper.file, paper.inputs):
            step()
        else:
            missing.append(paper)
    for paper, content in _made(handbook, missing, processes):
        write(folder / PAPERS / paper.file, content)
        journal.add(paper.file, paper.inputs, content)
        step()
    removed = journal.forget({paper.file for paper in planned}, write)

    _ = writers[lang].words
    file = bound(
        (
            Sheet(folder / PAPERS / p.file, f"{p.person.name} – {p.base.title}",
                  (group_of(p.person, p.base.title, by) or _("Not stated")) if by in BY[:3] else "")
            for p in planned
        ),
        _("Print run"),
    )  # fmt: skip
    write(folder / PRINTER, file.content)
    papers = tuple(
        HandedOut(p.person, p.base.title, _version(p), p.standing.status,
                  status_word(writers[lang], p.standing.status), p.standing.fingerprint,
                  f"{PAPERS}/{p.file}", page, pages)
        for p, (page, pages) in zip(planned, file.places, strict=True)
    )  # fmt: skip
    _lists(handbook, writers[lang], papers, planned, folder, write, by)
    return Run(papers, len(missing), removed, sum(2 * paper.sheets for paper in papers))


def without_version(
    handbook: Handbook, records: Records, people: Sequence[Person]
) -> tuple[Person, ...]:
    """Those of whose job no version is approved in their language, or not the last one."""
    standings = {tag: Standings(book, records) for tag, book in handbook.editions.items()}

    def there(person: Person) -> bool:
        last = standings[person.lang].of("role", person.role).last
        return last is not None and person.lang in last.fingerprints

    return tuple(person for person in people if not there(person))


def _version(paper: _Planned) -> str:
    return paper.standing.approved.version if paper.standing.approved else ""


def _planned(
    handbook: Handbook,
    records: Records,
    writers: dict[str, Writer],
    people: Sequence[Person],
    *,
    approved: bool,
) -> list[_Planned]:
    """The papers in the order of the roster."""
    bases: dict[tuple[str, str], tuple[Document, Standing, str]] = {}
    surroundings = _surroundings(handbook)
    files = Counter(map(_file, people))
    found = []
    for person in people:
        key = (person.role, person.lang)
        if key not in bases:
            standing, number = writers[person.lang].standing("role", person.role), 0
            if approved and standing.last and not standing.approved:
                number = standing.last.number
                standing = standing_of(standing.last, person.lang, standing)
            document = paper_document(handbook, records, Paper("role", *key, "pdf", number))
            bases[key] = document, standing, _hash(surroundings, as_data(document))
        base, standing, hashed = bases[key]
        file = _file(person)
        if files[file] > 1:  # namesakes, or names that differ in what a file's name cannot hold
            file += "." + _hash(person.name, person.number)[:8]
        told = replace(person, row=0)
        inputs = _hash(hashed, str(told))
        found.append(
            _Planned(person, base, standing, f"{file}.{person.role}.{person.lang}.pdf", inputs)
        )
    return found


def _file(person: Person) -> str:
    named = (id_from(person.name)[:60].strip("-"), id_from(person.number)[:30].strip("-"))
    return ".".join(filter(None, named)) or _hash(person.name, person.number)[:8]


def _sorted(papers: list[_Planned], by: str) -> list[_Planned]:
    if by not in BY:
        return papers
    return sorted(
        papers,
        key=lambda p: (sort_key(group_of(p.person, p.base.title, by)), sort_key(p.person.name)),
    )


def _surroundings(handbook: Handbook) -> str:
    """The hash of what every paper of this handbook is made with: program, templates, logo."""
    own = handbook.root / "templates"
    files = [file for file in sorted(own.rglob("*")) if file.is_file()] if own.is_dir() else []
    if logo := handbook.settings.organisation.logo:
        files.append(handbook.root / logo)
    contents = [
        (file.relative_to(handbook.root).as_posix(), sha256(file.read_bytes()).hexdigest())
        for file in files
        if file.is_file()
    ]
    return _hash(__version__, _of_program(), contents, handbook.settings.address)


def _of_program() -> str:
    """The hash of our own templates: the same version may be a work tree that changes."""
    ours = sorted(Path(__file__).with_name("templates").glob("*.typ"))
    return _hash([sha256(file.read_bytes()).hexdigest() for file in ours])


def _hash(*values: Any) -> str:
    return sha256(json.dumps(values, ensure_ascii=True).encode()).hexdigest()


def _made(
    handbook: Handbook, papers: Sequence[_Planned], processes: int | None
) -> Iterator[tuple[_Planned, bytes]]:
    """Each paper with its bytes: those of one job in one language after each other, which saves
    most of the work; no more of them at a time than are being made."""
    batches = list(_batches(papers))
    own = handbook.root / "templates"
    render = partial(
        _rendered,
        templates=(own,) if own.is_dir() else (),
        root=handbook.root,
        site=handbook.settings.address or "",
    )
    processes = min(processes or os.cpu_count() or 1, len(batches), _PROCESSES)
    if processes <= 1:
        for batch in batches:
            yield from zip(batch, render(batch[0].base, [p.person for p in batch]), strict=True)
        return
    with helpers(processes) as pool:
        waiting: deque[tuple[list[_Planned], Future[list[bytes]]]] = deque()
        try:
            for batch in batches:
                people = [paper.person for paper in batch]
                waiting.append((batch, pool.submit(render, batch[0].base, people)))
                if len(waiting) > processes:
                    done, content = waiting.popleft()
                    yield from zip(done, content.result(), strict=True)
            while waiting:
                done, content = waiting.popleft()
                yield from zip(done, content.result(), strict=True)
        finally:
            for _batch, future in waiting:
                future.cancel()


def _batches(papers: Sequence[_Planned]) -> Iterator[list[_Planned]]:
    def job(paper: _Planned) -> tuple[str, str]:
        return paper.person.role, paper.person.lang

    for _job, group in groupby(sorted(papers, key=job), key=job):
        while batch := list(islice(group, _BATCH)):
            yield batch


def _rendered(
    base: Document, people: list[Person], *, templates: Sequence[Path], root: Path, site: str
) -> list[bytes]:
    """The papers of one job in one language. May run in a process of its own."""
    from rolebook.paper.pdf import pdf

    address = partial(published, site, base.lang)
    return [
        pdf(personal(base, person, words(base.lang)), templates=templates, root=root,
            address=address)
        for person in people
    ]  # fmt: skip


def _lists(
    handbook: Handbook,
    writer: Writer,
    papers: Sequence[HandedOut],
    planned: Sequence[_Planned],
    folder: Path,
    write: Write,
    by: str,
) -> None:
    """The checklist to tick off, as a table, and for the register of signatures."""
    from rolebook.paper.pdf import pdf

    own = handbook.root / "templates"
    document = checklist(writer, papers, by if by in BY[:3] else "")
    write(folder / CHECKLIST,
          pdf(document, templates=(own,) if own.is_dir() else (), root=handbook.root))  # fmt: skip
    head, rows = checklist_table(writer, papers)
    write(folder / TABLE, csv_file(head, rows))
    data = {
        "form": "rolebook-print-run-1",
        "papers": [_entry(paper, plan) for paper, plan in zip(papers, planned, strict=True)],
    }
    write(folder / MANIFEST, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _entry(paper: HandedOut, planned: _Planned) -> dict[str, Any]:
    """What the register needs to know of a paper that was handed out."""
    person, approved = paper.person, planned.standing.approved
    return {
        "person": person.name,
        "number": person.number,
        "role": person.role,
        "language": person.lang,
        "revision": approved.number if approved else None,
        "version": paper.version,
        "status": paper.status,
        "fingerprint": paper.fingerprint,
        "manager": person.manager,
        "location": person.location,
        "start": person.start.isoformat() if person.start else None,
        "hours": str(person.hours) if person.hours else None,
        "file": paper.file,
        "pages": paper.pages,
    }
