"""Whom to see, and why: the answer of `rolebook signatures status` as text, JSON and CSV."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from rolebook.cli.writing import counted, harmless

if TYPE_CHECKING:
    from rolebook.records.status import Standings
    from rolebook.register.catalogue import Catalogue
    from rolebook.register.standing import Paper, Standing

Changes = dict[tuple[str, str, str], "Since"]
"""What changed, by kind and id of a document and the version that was signed."""


@dataclass(frozen=True, slots=True)
class Since:
    """What changed in a document since a version: one line each, and how to print it."""

    document: str
    old: str
    new: str
    said: str
    lines: tuple[str, ...]
    redline: str


def in_order(found: Iterable[Standing]) -> list[Standing]:
    from rolebook.register.standing import STATES
    from rolebook.translation import sort_key

    order = list(STATES)
    return sorted(
        found,
        key=lambda one: (
            not one.wanted.manager, sort_key(one.wanted.manager), order.index(one.state),
            sort_key(one.wanted.person.name), one.wanted.paper.id,
        ),
    )  # fmt: skip


# -- what changed


def since_signed(catalogue: Catalogue, listed: Sequence[Standing]) -> Changes:
    """What changed since each older version that somebody signed, by kind, id and version."""
    from rolebook.records.status import Standings

    standings = Standings(catalogue.handbook.governing, catalogue.records)
    found: Changes = {}
    for one in listed:
        if one.older and one.older.event.edition and one.state != "signed":
            paper, version = one.wanted.paper, one.older.event.edition.version
            if (paper.kind, paper.id, version) not in found:
                found[paper.kind, paper.id, version] = _changed(
                    catalogue, standings, paper, version
                )
    return found


def _changed(catalogue: Catalogue, standings: Standings, paper: Paper, version: str) -> Since:
    from rolebook.cli.marked import one_line_each
    from rolebook.records.compared import between
    from rolebook.views.comparison import comparison_document
    from rolebook.views.writer import Writer

    current = paper.current
    assert current
    old = next((r for r in paper.revisions if r.version == version), None)
    lines: tuple[str, ...] = ()
    if old is not None and standings.book.lang in old.fingerprints:
        comparison = between(standings, paper.kind, paper.id, old, current)
        document = comparison_document(Writer(standings.book, catalogue.records), comparison)
        lines = tuple(click.unstyle(line) for line in one_line_each(document))
    later = [r for r in paper.revisions if old and r.number > old.number and r.note]
    notes = [r.said(r.note, standings.book.lang)[0] for r in later]
    redline = (
        f"rolebook diff {paper.id} --from {version} --to {current.version} --format docx "
        f"--out {paper.id}-{version}-{current.version}.docx"
    )
    return Since(paper.id, version, current.version, "; ".join(notes), lines, redline)


# -- how it is told


def as_text(
    found: Sequence[Standing],
    listed: Sequence[Standing],
    since: Changes,
    day: str,
) -> Iterator[str]:
    from rolebook.register.reasons import reason
    from rolebook.register.standing import STATES

    states = Counter(one.state for one in found)
    apart = states.pop("gone", 0)  # maybe a mistyped name: nothing that somebody is to sign
    papers, signed = states.total(), states["signed"]
    yield f"{day}: {counted(papers, 'paper')} to be signed, {signed} signed, {papers - signed} open"
    for state, words in STATES.items():
        if states[state] and state != "signed":
            yield f"  {states[state]:4} {words}"
    if apart:
        yield f"Not counted: {apart} in the register, but {STATES['gone']}"
    name: Callable[[Standing], str] = lambda one: one.wanted.manager  # noqa: E731
    for manager, group in groupby(listed, key=name):
        yield f"\n{harmless(manager) or 'No manager is named'}"
        for one in group:
            wanted = one.wanted
            where = f", {wanted.location}" if wanted.location else ""
            yield f"  {harmless(str(wanted.person))} · {wanted.paper.id}{harmless(where)}"
            yield f"      {harmless(reason(one))}"
    for change in since.values():
        yield f"\nWhat changed in {change.document} from version {change.old} to {change.new}"
        if change.said:
            yield f"  noted: {harmless(change.said)}"
        yield from (f"  {line}" for line in change.lines)
        yield f"  to print: {change.redline}"
    yield from _remarks(listed)


def _remarks(listed: Sequence[Standing]) -> Iterator[str]:
    """What keeps papers from being handed over."""
    missing: dict[tuple[str, str], set[str]] = {}
    for one in listed:
        if lang := _without_paper(one):
            current = one.wanted.paper.current
            assert current
            missing.setdefault((one.wanted.paper.id, current.version), set()).add(lang)
    for (id_, version), languages in sorted(missing.items()):
        yield f"\nVersion {version} of {id_} is not approved in {', '.join(sorted(languages))}: " \
              "there is no such paper to hand over"  # fmt: skip
    for id_ in sorted({one.wanted.paper.id for one in listed if one.wanted.paper.draft}):
        yield f"\nThe text of {id_} has changed since its last version, and is not approved"


def _without_paper(one: Standing) -> str:
    """The person's language, where the current version is not approved in it."""
    current, lang = one.wanted.paper.current, one.wanted.language
    return lang if current and lang and lang not in current.fingerprints else ""


def _row(one: Standing, since: Changes) -> dict[str, Any]:
    from rolebook.register.reasons import reason

    wanted, paper = one.wanted, one.wanted.paper
    current = paper.current
    older = one.older.event.edition if one.older else None
    change = since.get((paper.kind, paper.id, older.version)) if older else None
    return {
        "manager": wanted.manager,
        "employee": wanted.person.name,
        "number": wanted.person.number,
        "location": wanted.location,
        "document": paper.id,
        "kind": paper.kind,
        "title": paper.title,
        "state": one.state,
        "why": reason(one),
        "version": current.version if current else None,
        "in_force_from": current.effective.isoformat() if current else None,
        "signed_version": older.version if older else None,
        "signed_on": one.older.event.on if one.older else None,
        "handed_over": one.handed or None,
        "missing": list(one.missing),
        "language": wanted.language or None,
        "approved_in_language": not _without_paper(one),
        "changes": list(change.lines) if change else [],
        "redline": change.redline if change else None,
    }


def as_json(
    found: Sequence[Standing],
    listed: Sequence[Standing],
    since: Changes,
    day: str,
) -> str:
    counts = Counter(one.state for one in found)
    data = {"day": day, "counts": dict(sorted(counts.items())),
            "people": [_row(one, since) for one in listed]}  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_csv(listed: Sequence[Standing], since: Changes) -> str:
    from rolebook.paper.sheets import csv_file

    names = (
        "manager", "employee", "number", "location", "document", "title", "state", "why", "version",
        "in_force_from", "signed_version", "signed_on", "handed_over", "missing", "changes",
        "redline",
    )  # fmt: skip
    rows = []
    for one in listed:
        row = _row(one, since)
        row |= {"missing": ", ".join(row["missing"]), "changes": "\n".join(row["changes"])}
        rows.append([row[name] for name in names])
    head = [name.replace("_", " ").capitalize() for name in names]
    return csv_file(head, rows).decode()
