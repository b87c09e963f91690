"""Names of persons: the handbook is public, and people change jobs more often than jobs change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolebook.checks.survey import Survey
from rolebook.findings import CODES, Finding, Severity, finding

NAME_OF_PERSON = CODES.define(
    "name-of-person", Severity.WARNING, "This looks like somebody's name",
    """The texts of the handbook are published, and they speak of roles. A form of address with a
    surname, or the e-mail address of one person, is personal data and is out of date with the next
    change of staff. Name the role instead, or a shared mailbox. Who holds which job belongs into
    private/.""",
    wrong="Call Mr Jansen of the warranty desk (p.jansen@example.com).",
    right="Call the warranty engineer (warranty@example.com).",
)  # fmt: skip

_WORD = r"[A-ZÄÖÜÉ][a-zäöüßà-ÿ]{2,}(?:-[A-ZÄÖÜÉ][a-zäöüßà-ÿ]+)*"
_INITIALS = r"(?:[A-Z]\.[ ]?)*"
_DUTCH = r"(?:(?:[Vv]an|[Dd]e[nr]?|[Tt]e[nr]?|'t|[Oo]p)[ ])*"
_ADDRESSED = re.compile(
    r"(?<![\w-])(?:Mrs?\.?|Ms\.?|Mx\.?|[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.|[Mm]evrouw|[Dd]e[ ]heer)[ ]"
    rf"(?P<name>{_INITIALS}{_DUTCH}{_WORD})"
)
_GERMAN = re.compile(
    r"(?P<before>(?<![\w-])[\w-]+[ ])?(?<![\w-])(?:Herrn?|Frau|Hr\.|Fr\.)[ ]"
    rf"(?P<name>{_INITIALS}(?:(?:von|vom|zu|zur|van|de)[ ])*{_WORD})"
)
_DETERMINERS = (
    "eine einer einem einen der die den dem des jede jeder jedem jeden keine keiner kein als ihre "
    "seine diese dieser welche"
)
"""After these, Herr and Frau are ordinary nouns: "wenn eine Frau Anspruch hat"."""
_NOBODY = "Mustermann Musterfrau Muster Doe Doorsnee"
_TITLES = ("Mr", "Hr.", "Ms", "Mx", "hr.", "hr ", "evr", "w. ", "heer", "Herr", "Frau", "Fr.")

_MAILBOX = re.compile(r"(?<![\w.+-])([a-z]+)[._]([a-z][a-z-]+)@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_FUNCTIONS = (
    "info service sales after aftersales office support contact help desk team mail post claims "
    "claim customer customers care klanten klantenservice kunden kundendienst kundenservice "
    "garantie warranty recall complaints klachten beschwerde quality kwaliteit qualitaet parts "
    "onderdelen teile orders order werkplaats werkstatt workshop finance facturen rechnung "
    "privacy datenschutz no reply noreply jobs personal personeel hr shop"
)


def names_of_persons(survey: Survey) -> Iterator[Finding]:
    """Forms of address with a surname, and e-mail addresses that are made of a name."""
    for _, source, path, text in survey.written(*_TITLES):
        if found := _addressed(text.raw):
            yield finding(NAME_OF_PERSON, source.place(path), f'"{found}" looks like a person',
                          "name the role, not the person who holds it")  # fmt: skip
    functions = set(_FUNCTIONS.split()) | {
        word
        for kind in ("role", "units", "families")
        for id_ in _ids(survey, kind)
        for word in id_.split("-")
    }
    for _, source, path, text in survey.written("@"):
        for match in _MAILBOX.finditer(text.raw):
            first, last = match[1].lower(), match[2].lower()
            if functions.isdisjoint((first, *last.split("-"))):
                yield finding(
                    NAME_OF_PERSON, source.place(path),
                    f'"{match[0]}" looks like the address of a person',
                    "give the address of a shared mailbox",
                )  # fmt: skip


def _ids(survey: Survey, kind: str) -> frozenset[str]:
    if kind == "role":
        return survey.handbook.ids.get("role", frozenset())
    return frozenset(getattr(survey.handbook, kind))


def _addressed(raw: str) -> str:
    """The first form of address with a name, or nothing."""
    for match in (*_ADDRESSED.finditer(raw), *_GERMAN.finditer(raw)):
        before = match.groupdict().get("before") or ""
        if before.strip().lower() in _DETERMINERS.split() or match["name"] in _NOBODY.split():
            continue
        return match[0].removeprefix(before)
    return ""


RULES = (names_of_persons,)
