"""Fingerprints: what a paper states, and what a grade rests on, as one short word.

Two hashes, as decided (architecture, decision 1):

- the *edition fingerprint* of a document in one language: everything the author wrote in it,
  without what only decides how it looks, when it is reviewed or under which id it is filed;
- the *job-content fingerprint* of a role: only the sections that the scheme names as its
  ``basis``; never grade, document, sign or also_known_as (`rolebook.records.grounds`).

Canonical form, version 1. A document becomes JSON: keys sorted, no spaces, UTF-8. Texts are NFC
with white space folded to single spaces; numbers are written as the shortest decimal; dates as
ISO; references to other documents are their ids. What is absent, empty or at its default is left
out, so that a field added to the model later leaves every stored fingerprint as it is. (So the
default of a field never changes within a version of the canonical form.)

A fingerprint is the SHA-256 of ``rolebook-1\\n`` and such JSON; shown are its first 80 bits as four
groups of four base32 characters (RFC 4648). That of an edition covers
``{"document": KIND, "language": LANGUAGE, "states": ...}``. ``states`` is the document without

- ``id`` and ``formerly``, so that a rename leaves it alone, and ``notes``, which nobody is shown;
- in ``document``: ``layout``, ``template``, ``review_by``, ``withdrawn`` and ``replaced_by``;
- in ``grading``: ``publish``, which only decides what the site shows;
- ids of areas, tasks and steps to which the document itself does not refer.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rolebook.model.base import Model
from rolebook.model.text import Text

VERSION = 1
"""Of the canonical form. Stored fingerprints name it; an old one is checked by its own rules."""

Content = Mapping[str, Any]
"""A document in canonical form: JSON-ready, with the model's keys."""

NOT_STATED: Mapping[str, frozenset[str]] = {
    "": frozenset(("id", "formerly", "notes")),
    "document": frozenset(("layout", "template", "review_by", "withdrawn", "replaced_by")),
    "grading": frozenset(("publish",)),
}
"""What the paper does not state: keys of the document itself, and of groups in it."""

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
        return _stated_keys(value, type(value).keys())
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")  # + 0: minus nought is nought
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value


def part(value: Model, keys: Container[str]) -> dict[str, Any]:
    """Some keys of a model value in canonical form: as `canonical` gives them, without the rest."""
    known = type(value).keys()
    return _stated_keys(value, {key: name for key, name in known.items() if key in keys})


def _stated_keys(value: Model, keys: Mapping[str, str]) -> dict[str, Any]:
    fields = type(value).model_fields
    data = {}
    for key, name in keys.items():
        held = getattr(value, name)
        if held is None or held == fields[name].default:
            continue
        found = canonical(held)
        # An empty list says something where nothing is the default (supervises: none).
        if found != {} and (found != [] or fields[name].default is None):
            data[key] = found
    return data


def folded(text: str) -> str:
    """Text as it is compared: NFC, white space as single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def canonical_json(data: Any) -> str:
    """JSON-ready data in the one form that is hashed."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stated(content: Content) -> dict[str, Any]:
    """What the paper states of a document in canonical form."""
    return without_own_ids(stated_fields(content))


def stated_fields(content: Content) -> dict[str, Any]:
    """The fields whose content the paper states, with the ids of areas, tasks and steps."""
    data = {key: value for key, value in content.items() if key not in NOT_STATED[""]}
    for group in NOT_STATED.keys() & data.keys():
        kept = {k: v for k, v in data[group].items() if k not in NOT_STATED[group]}
        data[group] = kept
        if not kept:
            del data[group]
    return data


def edition_fingerprint(kind: str, lang: str, content: Content) -> str:
    """The fingerprint of a document in one language, from its canonical form."""
    return fingerprint({"document": kind, "language": lang, "states": stated(content)})


def fingerprint(content: Content) -> str:
    """The fingerprint of canonical content: 16 base32 characters in groups of four."""
    text = f"rolebook-{VERSION}\n{canonical_json(content)}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return grouped(base64.b32encode(digest[:10]).decode("ascii"))


def grouped(characters: str) -> str:
    """``ABCDEFGHIJKLMNOP`` as ``ABCD-EFGH-IJKL-MNOP``."""
    return "-".join(characters[i : i + 4] for i in range(0, len(characters), 4))


def as_typed(code: str) -> str:
    """A fingerprint as somebody typed it from paper, in its own form: 0, 1 and 8, which the
    alphabet does not have, are read as O, I and B. Empty where it cannot be one."""
    characters = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isalnum())
    characters = characters.translate(str.maketrans("018", "OIB"))
    alphabet = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return grouped(characters) if len(characters) == 16 and set(characters) <= alphabet else ""


# -- ids of areas, tasks and steps

_REFERRED = re.compile(
    r'\]\(item:([^)#]+)|\]\(procedure:[^)#]*#([^)]+)|"(?:of|next|to|approves)":"(?:procedure:[^"#]*#)?([^"]+)"'
)


def without_own_ids(content: Content) -> dict[str, Any]:
    """Without the ids of areas, tasks and steps, but for those that the content refers to.

    An id is a handle for others: a company job that drops a task needs it to have one, and giving
    it one changes nothing that the paper states. Where the document itself refers to the id
    (``next: pay``), moving it to another step does change what is stated.
    """
    text = canonical_json({name: content[name] for name in content if name != "based_on"})
    used = {found for groups in _REFERRED.findall(text) for found in groups if found}
    used |= {address.partition("/")[0] for address in used}

    def bare(item: Any, above: str = "") -> Any:
        if not isinstance(item, dict):
            return item
        address = f"{above}{item.get('id', '')}"
        kept = {k: v for k, v in item.items() if k != "id" or address in used}
        if "tasks" in kept:
            kept["tasks"] = [bare(task, f"{address}/") for task in kept["tasks"]]
        return kept

    data = dict(content)
    for name in ("responsibilities", "steps"):
        if name in data:
            data[name] = [bare(item) for item in data[name]]
    return data
