"""References inside texts: ``[](role:ID)``, ``[](procedure:ID#step)``, ``[](item:area/task)`` and
addresses outside the handbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rolebook.checks.names import PROCEDURE, ROLE
from rolebook.checks.steps import UNKNOWN_STEP, step_ids
from rolebook.checks.survey import Sheet, Survey
from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding
from rolebook.model.base import texts
from rolebook.model.control import Source as OutsideSource
from rolebook.model.derive import addresses
from rolebook.model.text import Link

UNKNOWN_ITEM = CODES.define(
    "unknown-item", Severity.ERROR, "There is no such area or task",
    """An area or a task is named by its id that the role does not have: in [](item:area/task), or
    in drop, change or add of a company job. Only areas and tasks with an id: can be named. Mend the
    name, or give the area or task that id.""",
    wrong="drop: [baking/kned]",
    right="drop: [baking/knead]",
)  # fmt: skip
BAD_LINK = CODES.define(
    "bad-link", Severity.ERROR, "A link that leads nowhere, or somewhere unsafe",
    """A link in a text leads to a role (role:ID), a procedure (procedure:ID#step), an area or task
    of the same role (item:area/task), a page of this site, or an address that begins with
    https://, http:// or mailto:. Anything else, such as javascript: or file:, is not printed.""",
    wrong="See [the page](javascript:x).",
    right="See [the page](https://example.org/).",
)  # fmt: skip

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SAFE = frozenset(["http", "https", "mailto"])
_OWN = ("role", "procedure", "item")


def links_in_texts(survey: Survey) -> Iterator[Finding]:
    """Every link of every text, translations included."""
    for sheet, source, path, text in survey.written("]("):
        for link in text.links:
            if problem := _problem(survey, sheet, link):
                yield finding(problem[0], source.place(path), *problem[1:])


def outside_addresses(survey: Survey) -> Iterator[Finding]:
    """Addresses that stand in a field of their own (``url:`` of a source)."""
    for sheet in survey.sheets:
        for name in sheet.names:
            problem = _address(name.value) if name.owner is OutsideSource else None
            if problem and name.field == "url":
                yield finding(problem[0], sheet.place(*name.path), *problem[1:])


def references_to_dropped_items(survey: Survey) -> Iterator[Finding]:
    """A company job keeps a text of its reference job that refers to what it dropped."""
    for sheet, written, role in survey.roles():
        if written.based_on is None or not written.based_on.drop or role is written:
            continue
        there = set(addresses(role))
        for _, text in texts(role):
            if "](item:" not in text.raw:
                continue
            for link in text.links:
                for index, drop in enumerate(written.based_on.drop):
                    if link.kind == "item" and link.id == drop.item and link.id not in there:
                        yield finding(
                            UNKNOWN_ITEM, sheet.place("based_on", "drop", index),
                            f'"{drop.item}" is dropped, and a text that stays refers to it',
                            "change that text as well, or keep the item",
                        )  # fmt: skip


Problem = tuple[str, str, str]
"""Code, message and hint."""


def _problem(survey: Survey, sheet: Sheet, link: Link) -> Problem | None:
    match link.kind:
        case "role":
            return _role(survey, link)
        case "procedure":
            return _procedure(survey, link)
        case "item":
            return _item(survey, sheet, link)
        case _:
            return _address(link.id)


def _role(survey: Survey, link: Link) -> Problem | None:
    known = survey.handbook.ids.get("role", frozenset())
    if link.id not in known:
        return _nowhere(ROLE.code, "role", link.id, known)
    if link.anchor:
        return (
            BAD_LINK, f'a reference to a role takes no place in it ("#{link.anchor}")',
            f"write [](role:{link.id})",
        )  # fmt: skip
    return None


def _procedure(survey: Survey, link: Link) -> Problem | None:
    known = survey.handbook.ids.get("procedure", frozenset())
    if link.id not in known:
        return _nowhere(PROCEDURE.code, "procedure", link.id, known)
    procedure = survey.handbook.procedures.get(link.id)
    if link.anchor and procedure is not None and link.anchor not in step_ids(procedure):
        return (
            UNKNOWN_STEP,
            f'a text refers to the step "{link.anchor}", which {link.id} does not have',
            did_you_mean(link.anchor, step_ids(procedure)) or "give the step that id, or mend it",
        )  # fmt: skip
    return None


def _item(survey: Survey, sheet: Sheet, link: Link) -> Problem | None:
    if sheet.entry.kind != "role":
        return (
            BAD_LINK, "item: refers to an area or task of the same role; this is no role",
            "refer to the role instead: [](role:ID)",
        )  # fmt: skip
    known = list(addresses(survey.handbook.roles[sheet.entry.id]))
    if link.id in known:
        return None
    return _nowhere(UNKNOWN_ITEM, "area or task", link.id, known)


def _nowhere(code: str, noun: str, id_: str, known: Iterable[str]) -> Problem:
    names = sorted(known)
    return (
        code, f'a text refers to the {noun} "{id_}", which does not exist',
        did_you_mean(id_, names) or "mend the id, or take the reference out",
    )  # fmt: skip


def _address(address: str) -> Problem | None:
    match = _SCHEME.match(address)
    scheme = match[1].lower() if match else ""
    if scheme in _SAFE or (not match and address and not address.startswith("//")):
        return None
    hint = did_you_mean(scheme, _OWN) if scheme else ""
    message = f'"{address}" is no address that a reader can follow' if address else "no address"
    return (
        BAD_LINK, message,
        hint or "write an address that begins with https://, http:// or mailto:",
    )  # fmt: skip


RULES = (links_in_texts, outside_addresses, references_to_dropped_items)
