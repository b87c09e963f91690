"""What a print run wrote down of itself: the papers that were handed out, as events. Pure."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from rolebook.findings import CODES, Finding, Place, Severity, finding
from rolebook.register.catalogue import Catalogue, Unknown
from rolebook.register.entry import Event, Person
from rolebook.register.rows import lacking

FORM = "rolebook-print-run-1"

PRINT_RUN = CODES.define(
    "signatures-print-run", Severity.ERROR, "A paper of a print run cannot be taken over",
    """The manifest.json of a print run tells the register who was given which version. A draft is
    no version: what was handed out before its text was approved is not registered. A version must
    be one of this handbook.""",
    wrong='"role": "baker", "version": "", "status": "draft"',
    right='"role": "baker", "version": "2.0", "status": "approved"',
)  # fmt: skip


def is_manifest(content: bytes) -> bool:
    return content.lstrip()[:1] == b"{" and FORM.encode() in content[:1000]


def handed_out(
    content: bytes, file: str, catalogue: Catalogue, day: date
) -> tuple[list[Event], list[Finding]]:
    """The papers of a print run as handed over on a day, and what is wrong with the others."""
    try:
        data = json.loads(content)
        papers = data["papers"]
        if data["form"] != FORM or not isinstance(papers, list):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        return [], [
            finding(PRINT_RUN, Place(file), "this is no manifest of a print run",
                    "name the manifest.json that `rolebook print --roster` wrote")
        ]  # fmt: skip
    events, findings = [], []
    for number, paper in enumerate(papers, 1):
        try:
            events.append(_event(paper, catalogue, day))
        except Unknown as unknown:
            findings.append(finding(PRINT_RUN, Place(file), f"paper {number}: {unknown.message}",
                                    unknown.hint))  # fmt: skip
        except (KeyError, TypeError, AttributeError):
            findings.append(finding(PRINT_RUN, Place(file), f"paper {number} cannot be read",
                                    "print the run again"))  # fmt: skip
    return events, findings


def _event(paper: dict[str, Any], catalogue: Catalogue, day: date) -> Event:
    """Raises Unknown, and KeyError, TypeError, AttributeError for what no print run writes."""
    if not paper["version"]:
        raise Unknown("version", f'{paper["role"]} was handed to {paper["person"]} as a draft',
                      "approve it, print it again, and hand that over")  # fmt: skip
    document = catalogue.paper(paper["role"])
    edition = catalogue.edition(document, paper["version"], paper["language"])
    made = Event(
        "handed_over", day.isoformat(), Person(paper["person"], paper.get("number") or ""), edition,
        manager=paper.get("manager") or "", location=paper.get("location") or "",
    )  # fmt: skip
    for name, message, hint in lacking(made, day.isoformat()):
        raise Unknown(name, message, hint)
    return made
