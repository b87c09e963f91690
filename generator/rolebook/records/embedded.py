"""What a paper carries inside its file: the edition as data, by which the file is recognised.

The data are those that the fingerprint covers, so that whoever reads them can work it out again. No
person is in them: an edition states a job or a procedure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rolebook.records.fingerprint import VERSION, canonical, fingerprint, stated
from rolebook.records.status import Document, Standing

NAME = "rolebook-edition.json"
"""What the data are called in a PDF."""
FORM = 1
"""The version of the form of the data."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says that it is. ``fingerprint`` is that of its text; ``revision`` is 0 for a
    draft. ``holds``: the data have that fingerprint; None where a newer program worked it out."""

    document: str
    language: str
    fingerprint: str
    revision: int = 0
    version: str = ""
    holds: bool | None = None


def edition_data(standing: Standing, document: Document) -> dict[str, Any]:
    """The edition of a document as it stands, or stood, ready for JSON."""
    approved = standing.approved
    content = (
        approved.editions[standing.lang].content if approved is not None else canonical(document)
    )
    return {
        "rolebook": FORM,
        "canonical": approved.canonical if approved else VERSION,
        "document": standing.kind,
        "id": standing.id,
        "language": standing.lang,
        "revision": approved.number if approved else 0,
        "version": approved.version if approved else "",
        "fingerprint": standing.fingerprint,
        "states": stated(content),
    }


def claim_of(content: bytes) -> Claim | None:
    """What the data in a file claim; None where they are damaged or none of ours."""
    try:
        data = json.loads(content)
        if not isinstance(data, Mapping) or not isinstance(data["states"], Mapping):
            return None
        found = Claim(
            document=str(data["id"]),
            language=str(data["language"]),
            fingerprint=str(data["fingerprint"]),
            revision=int(data["revision"]),
            version=str(data["version"]),
        )
        if int(data["rolebook"]) > FORM or int(data["canonical"]) > VERSION:
            return found
        covered = {name: data[name] for name in ("document", "language", "states")}
        holds = fingerprint(covered) == found.fingerprint
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return replace(found, holds=holds)
