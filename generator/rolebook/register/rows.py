"""A table of signatures, as HR or another program keeps one, as events or findings. Pure.

Every finding names row and column. Words for events, meanings and places are known in English,
Dutch and German; the export of the register is such a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rolebook.findings import CODES, Finding, Severity, did_you_mean, finding, folded
from rolebook.register.catalogue import Catalogue, Unknown
from rolebook.register.entry import (
    EVENTS,
    LONGEST,
    MEANINGS,
    METHODS,
    OF_A_DOCUMENT,
    OF_A_PERSON,
    PLACES,
    Edition,
    Event,
    Person,
)
from rolebook.register.standing import Register
from rolebook.roster.columns import Columns
from rolebook.roster.table import Cell, Table

SIGNATURES_COLUMNS = CODES.define(
    "signatures-columns", Severity.ERROR, "A column of a table of signatures is missing",
    """A table of signatures has a column for the employee, and one for the document or for the code
    on the paper. Event, version, language, by, meaning, method, date, place, scan, signer, witness,
    words and until are read where they are there. Usual headings in English, Dutch and German are
    known.""",
    wrong="Who,What\\nAda Lindeman,baker",
    right="Employee,Document\\nAda Lindeman,baker",
)  # fmt: skip
SIGNATURES_ROW = CODES.define(
    "signatures-row", Severity.ERROR, "A row of a table of signatures cannot be taken over",
    """Each row says of a person what happened with a document: it was signed (when nothing else is
    said), signed under reservation, refused or handed over; or that the person is on leave or has
    left. A refusal names a witness, a reservation its words. A date is written year-month-day. The
    version is one that was approved; without one it is the last.""",
    wrong="Employee,Document,Event,Date\\nAda Lindeman,baker,refused,31-02-2027",
    right="Employee,Document,Event,Date,Witness\\nAda Lindeman,baker,refused,2027-02-28,Eva Smit",
)  # fmt: skip

_HEADINGS = {
    "employee": "employee; employee name; name; person; medewerker; naam; werknemer; mitarbeiter; "
    "mitarbeiterin; mitarbeitende; beschäftigte",
    "number": "number; employee number; employee no; personeelsnummer; medewerkernummer; "
    "personalnummer; mitarbeiternummer",
    "document": "document; role; job; procedure; functie; funktion; stelle; dokument; verfahren",
    "code": "code; fingerprint; vingerafdruk; prüfcode",
    "version": "version; versie",
    "language": "language; taal; sprache",
    "event": "event; what; gebeurtenis; wat; ereignis; was",
    "by": "by; as; signed as; place to sign; als; ondertekend als; unterschrieben als",
    "meaning": "meaning; meanings; betekenis; bedeutung",
    "method": "method; wijze; art",
    "on": "on; date; date signed; datum; datum ondertekening; datum der unterschrift",
    "place": "place; plaats; ort",
    "scan": "scan; scan file; kept at; bewaard in; ablage",
    "signer": "signer; ondertekenaar; unterzeichner; unterzeichnet von",
    "witness": "witness; getuige; zeuge; zeugin",
    "words": "words; reservation; reason; remark; voorbehoud; reden; vorbehalt; grund",
    "until": "until; leave until; tot; tot en met; bis",
    "manager": "manager; line manager; leidinggevende; vorgesetzte; vorgesetzter; führungskraft",
    "location": "location; branch; locatie; vestiging; standort",
}  # fmt: skip
_KNOWN = {heading: name for name, headings in _HEADINGS.items() for heading in headings.split("; ")}

_WORDS = {
    "event": {
        "handed_over": "handed over; uitgereikt; ausgehändigt",
        "signed": "getekend; ondertekend; unterschrieben; read; gelezen; gelesen",
        "reservation": "signed under reservation; under reservation; onder voorbehoud; "
        "unter vorbehalt",
        "refused": "refused to sign; geweigerd; verweigert",
        "on_leave": "on leave; met verlof; afwezig; beurlaubt; abwesend",
        "left": "has left; uit dienst; ausgeschieden",
    },
    "by": {
        "employee": "medewerker; functiehouder; mitarbeiter; mitarbeiterin; stelleninhaber",
        "manager": "line manager; leidinggevende; vorgesetzte; vorgesetzter; führungskraft",
        "head_of_unit": "head of the unit; head of unit; hoofd van de afdeling; bereichsleitung",
        "hr": "human resources; personeelszaken; personalabteilung",
        "works_council": "works council; ondernemingsraad; betriebsrat",
        "management": "directie; geschäftsleitung",
    },
    "meaning": {
        "seen": "voor gezien; gezien; zur kenntnis genommen; read; gelezen; gelesen",
        "received": "voor ontvangst; ontvangen; erhalten",
        "agreed": "voor akkoord; akkoord; einverstanden",
        "endorsed": "bekrachtigd; befürwortet",
        "explained": "toegelicht; erläutert",
        "released": "vastgesteld; freigegeben",
    },
    "method": {"ink": "paper; inkt; papier; tinte", "digital": "digitaal"},
}
CANONICAL = {
    "event": tuple(EVENTS), "by": PLACES, "meaning": MEANINGS, "method": METHODS,
}  # fmt: skip


def meant(what: str, word: str) -> str:
    """What a word for an event, a meaning, a place or a method means; empty where nobody knows."""
    asked = folded(word.strip()).replace("_", " ")
    for name in CANONICAL[what]:
        if asked in (name.replace("_", " "), *_WORDS[what].get(name, "").split("; ")):
            return name
    return ""


def columns_of(table: Table) -> tuple[Columns | None, list[Finding]]:
    """Which column holds what."""
    places: dict[str, int] = {}
    unused = []
    for index, cell in enumerate(table.head):
        name = _KNOWN.get(folded(cell.text).rstrip(" .:"))
        if name is None or name in places:
            unused += [cell.text] if cell.text else []
        else:
            places[name] = index
    there = ", ".join(cell.text for cell in table.head if cell.text)
    findings = [
        finding(SIGNATURES_COLUMNS, table.head[0].place, f"no column holds the {name}",
                f"the columns are {there}; call one of them {heading}")
        for name, heading in (("employee", "Employee"), ("document", "Document"))
        if name not in places and not (name == "document" and "code" in places)
    ]  # fmt: skip
    return (None if findings else Columns(places, tuple(unused))), findings


@dataclass
class _Row:
    """A row on its way to an event."""

    cells: tuple[Cell, ...]
    table: Table
    columns: Columns
    findings: list[Finding] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.cells[0].place.line

    def text(self, name: str) -> str:
        return self.columns.text(self.cells, name)

    def wrong(self, name: str, message: str, hint: str) -> None:
        at = self.columns.places.get(name)
        place = self.cells[at].place if at is not None and at < len(self.cells) else None
        heading = f', column "{self.table.head[at].text}"' if at is not None else ""
        self.findings.append(
            finding(SIGNATURES_ROW, place or self.cells[0].place,
                    f"row {self.number}{heading}: {message}", hint)
        )  # fmt: skip

    def word(self, name: str, otherwise: str) -> str:
        said = self.text(name)
        if not said:
            return otherwise
        found = meant(name, said)
        if not found:
            known = [one.replace("_", " ") for one in CANONICAL[name]]
            self.wrong(name, f'"{said}" is no {name} that is known',
                       did_you_mean(said, known) or f"write {', '.join(known)}")  # fmt: skip
        return found


def events_of(
    table: Table,
    columns: Columns,
    catalogue: Catalogue,
    day: date,
    so_far: Register,
) -> tuple[list[Event], list[Finding]]:
    """The events of the rows that are right, and what is wrong with the others. ``day``: of rows
    that name none. ``so_far``: the register, which knows who was given what."""
    events, findings = [], []
    for cells in table.rows:
        row = _Row(cells, table, columns)
        event = _event(row, catalogue, day, so_far)
        findings += row.findings
        if event is not None and not row.findings:
            events.append(event)
    return events, findings


def _event(row: _Row, catalogue: Catalogue, day: date, so_far: Register) -> Event | None:
    if len(row.cells) > len(row.table.head):
        message = f"it has {len(row.cells)} cells, and there are {len(row.table.head)} headings"
        row.wrong("", message, "put a cell that holds the separator in quotation marks")
        return None
    for name in row.columns.places:
        if not row.text(name).isprintable() or len(row.text(name)) > LONGEST:
            row.wrong(name, "the cell is too long or cannot be shown",
                      f"write it in one line of up to {LONGEST} characters")  # fmt: skip
    if row.findings:
        return None
    event = row.word("event", "signed")
    if event in ("cancelled", "forgotten"):
        row.wrong("event", "an entry is cancelled or forgotten in the register itself",
                  "leave the row out")  # fmt: skip
    edition = _edition(row, catalogue, so_far) if event in OF_A_DOCUMENT else None
    by = row.word("by", "employee") if event in OF_A_DOCUMENT else ""
    found = Event(
        event, _day(row, "on") or day.isoformat(), Person(row.text("employee"), row.text("number")),
        edition, by if event != "handed_over" else "",
        _meanings(row, catalogue, edition, event, by),
        row.word("method", "ink") if event in ("signed", "reservation") else "",
        row.text("signer"), row.text("witness"), row.text("place"), row.text("words"),
        row.text("scan"), _day(row, "until"), row.text("manager"), row.text("location"),
    )  # fmt: skip
    for name, message, hint in lacking(found, so_far.day):
        row.wrong(name, message, hint)
    if event in OF_A_PERSON and row.text("document"):
        row.wrong("document", f'"{EVENTS[event]}" is said of a person, not of a document',
                  "leave the document out")  # fmt: skip
    return found


def lacking(event: Event, today: str) -> Iterator[tuple[str, str, str]]:
    """What keeps an event from being written down: name, message and remedy of each thing that is
    missing, or cannot be. ``today``, as ISO: only leave and leaving can be written down before
    they begin."""
    for name, text in event.texts():
        if not isinstance(text, str) or not text.isprintable() or len(text) > LONGEST:
            yield name, f"the {name} is too long or cannot be shown", \
                f"write it in one line of up to {LONGEST} characters"  # fmt: skip
    if event.person and not str(event.person.name).strip():
        yield "employee", "nobody is named", "write the employee's name, or leave it out"
    if event.event == "refused" and not event.witness:
        yield "witness", "a refusal names a witness", "write who was there when it was refused"
    if event.event == "reservation" and not event.words:
        yield "words", "a reservation has words", "write what the reservation says"
    if event.event not in OF_A_PERSON and event.on > today:
        yield "on", f"{event.on} is after today, {today}", "write the day it happened"
    if event.until and event.until < event.on:
        yield "until", "the leave ends before it begins", "mend one of the dates"


def _edition(row: _Row, catalogue: Catalogue, so_far: Register) -> Edition | None:
    code, document, version = row.text("code"), row.text("document"), row.text("version")
    language = row.text("language")
    look: Callable[[], Edition]
    if code:
        look = lambda: catalogue.by_code(code, version)  # noqa: E731
    elif document:
        person = Person(row.text("employee"), row.text("number"))
        look = lambda: catalogue.signed(  # noqa: E731
            catalogue.paper(document), person, so_far, version, language
        )
    else:
        row.wrong("document", "no document is named", "write its id, title or number")
        return None
    try:
        found = look()
        named = catalogue.paper(document) if document and code else None
    except Unknown as unknown:
        row.wrong(unknown.what, unknown.message, unknown.hint)
        return None
    if named and named.id != found.document:
        row.wrong("document", f"the code {code} is that of {found.document}",
                  "mend the document or the code")  # fmt: skip
    return found


def _meanings(
    row: _Row, catalogue: Catalogue, edition: Edition | None, event: str, by: str
) -> tuple[str, ...]:
    if event not in ("signed", "reservation") or edition is None:
        return ()
    said = [
        word for word in re.split(r"[,;+/]|\s(?:and|en|und)\s", row.text("meaning")) if word.strip()
    ]
    if not said:
        return catalogue.meanings(catalogue.papers[edition.kind, edition.document], by)
    found = []
    for word in said:
        if name := meant("meaning", word):
            found.append(name)
        elif all(meant("meaning", part) for part in word.split()):
            found += [meant("meaning", part) for part in word.split()]
        else:
            row.wrong("meaning", f'"{word.strip()}" is no meaning that is known',
                      f"write {', '.join(MEANINGS)}")  # fmt: skip
    return tuple(name for name in MEANINGS if name in found)


def _day(row: _Row, name: str) -> str:
    text = row.text(name)
    found = day_of(text)
    if text and not found:
        row.wrong(name, f'"{text}" is not a date that can be read surely',
                  "write it year-month-day, such as 2027-02-28")  # fmt: skip
    return found


def day_of(text: str) -> str:
    """A date as ISO; day first with dots or dashes can be read surely, with slashes not always."""
    iso = text
    if match := re.fullmatch(r"(\d{1,2})([-.])(\d{1,2})\2(\d{4})", text):
        iso = f"{match[4]}-{int(match[3]):02}-{int(match[1]):02}"
    try:
        return date.fromisoformat(iso).isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else ""
    except ValueError:
        return ""


def headings() -> Mapping[str, str]:
    """The heading of each column that an export writes."""
    return {name: headings.partition("; ")[0].capitalize() for name, headings in _HEADINGS.items()}
