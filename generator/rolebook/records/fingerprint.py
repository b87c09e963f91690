"""Fingerprints: what a paper states, and what a grade rests on, as one short word.

Two hashes, as decided (architecture, decision 1):

- the *edition fingerprint* of a document in one language: everything the author wrote in it,
  without what only decides how it looks, when it is reviewed or under which id it is filed;
- the *job-content fingerprint* of a role: only the sections that the scheme names as its
  ``basis``; never grade, document, sign or also_known_as.

Canonical form, version 1. A document becomes JSON: keys sorted, no spaces, UTF-8. Texts are NFC
with white space folded to single spaces; numbers are written as the shortest decimal; dates as
ISO; references to other documents are their ids. What is absent, empty or at its default is left
out, so that a field added to the model later leaves every stored fingerprint as it is. The
fingerprint is the SHA-256 of ``rolebook-1\\n`` and that JSON; shown are its first 80 bits as four
groups of four base32 characters (RFC 4648).
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rolebook.model.base import Model
from rolebook.model.role import Role
from rolebook.model.text import Text

VERSION = 1
"""Of the canonical form. Stored fingerprints name it; an old one is checked by its own rules."""

NOT_STATED = frozenset(("id", "formerly", "notes", "based_on"))
"""Fields of a document that the paper does not state. A company job's text is in its sections."""

_CONTROL_NOT_STATED = frozenset(("layout", "review_by", "template", "withdrawn", "replaced_by"))

BASIS: Mapping[str, tuple[str, ...]] = {
    "context": ("context", "occurs_in"),
    "position": ("reports_to", "supervises", "span_of_control", "deputised_by"),
    "purpose": ("purpose",),
    "objectives": ("objectives",),
    "responsibilities": ("responsibilities",),
    "characteristics": ("characteristics",),
    "requirements": ("requirements",),
    "must_know": ("must_know",),
    "authorities": ("authorities",),
    "working_conditions": ("working_conditions",),
    "inconveniences": ("inconveniences",),
}
"""The fields of a role behind each section that a scheme can name as its basis."""


def canonical(value: Any) -> Any:
    """A model value as JSON-ready data in canonical form; None for what is left out."""
    if isinstance(value, Text):
        return folded(value.raw)
    if isinstance(value, Model):
        fields = type(value).model_fields
        data = {}
        for key, name in type(value).keys().items():
            held = getattr(value, name)
            if held is None or held == fields[name].default:
                continue
            found = canonical(held)
            # A list that is empty although its default is not (supervises: none) says something.
            if found not in (None, {}, []) or fields[name].default is None:
                data[key] = found
        return data
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value


def folded(text: str) -> str:
    """Text as it is compared: NFC, white space as single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def edition_content(document: Model) -> dict[str, Any]:
    """What the edition states, in canonical form. The language is the document's own."""
    data: dict[str, Any] = {
        key: value for key, value in canonical(document).items() if key not in NOT_STATED
    }
    if control := data.pop("document", None):
        stated = {k: v for k, v in control.items() if k not in _CONTROL_NOT_STATED}
        if stated:
            data["document"] = stated
    return data


def job_content(role: Role, basis: Iterable[str]) -> dict[str, Any]:
    """The sections on which a scheme bases grades, in canonical form."""
    data = canonical(role)
    names = {name for section in basis for name in BASIS[section]}
    return {name: data[name] for name in sorted(names) if name in data}


def fingerprint(content: Mapping[str, Any]) -> str:
    """The fingerprint of canonical content: 16 base32 characters in groups of four."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(f"rolebook-{VERSION}\n{text}".encode()).digest()
    return grouped(base64.b32encode(digest[:10]).decode("ascii"))


def grouped(characters: str) -> str:
    """``ABCDEFGHIJKLMNOP`` as ``ABCD-EFGH-IJKL-MNOP``."""
    return "-".join(characters[i : i + 4] for i in range(0, len(characters), 4))


def as_typed(code: str) -> str:
    """A fingerprint as somebody typed it from paper, in its own form: 0, 1 and 8, which the
    alphabet does not have, are read as O, I and B. Empty where it cannot be one."""
    characters = "".join(c for c in code.upper() if c.isalnum())
    characters = characters.translate(str.maketrans("018", "OIB"))
    alphabet = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return grouped(characters) if len(characters) == 16 and set(characters) <= alphabet else ""
