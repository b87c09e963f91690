"""What a decision on a grade rests on: the job, the rules, and the jobs it was compared with.

A decision keeps all three as they were, so that it can be explained later, and so that somebody is
told which of them has changed since. Canonical form and fingerprints are those of
`rolebook.records.fingerprint`:

- of the *job* the sections that the scheme names as its ``basis``; never its grade, document
  control, places to sign or alternative titles;
- of the *scheme* everything by which grades come out: not its title, purpose and steps, nor who
  adopted it, the terms for objection or its document control;
- of a *reference job* the same sections as of the job, and its grade, context and application
  rules, because they belong to the scheme.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rolebook.grading.comparison import SIDES
from rolebook.model.references import Now, renamed
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.records.fingerprint import (
    BASIS,
    Content,
    canonical,
    fingerprint,
    without_own_ids,
)

NOT_RULES = frozenset(
    (
        *("id", "formerly", "title", "purpose", "steps", "adopted", "objection"),
        *("consent_per_decision", "consent_in", "evaluated_by", "document"),
    )
)
"""The keys of a scheme by which no grade comes out."""

OF_REFERENCE = ("grade", "context", "grading")
"""What a comparison rests on in a reference job, besides the basis."""


def rules(scheme: Scheme) -> dict[str, str]:
    """The fingerprint of each part of a scheme's rules, by its key."""
    content = canonical(scheme)
    return {
        key: fingerprint({key: value})
        for key, value in sorted(content.items())
        if key not in NOT_RULES
    }


def kept(role: Role, basis: Iterable[str]) -> dict[str, Any]:
    """A role in canonical form, as far as a decision keeps it: its basis, with all ids, so that
    plusses and minuses can be told again; its grade and rules; what it is and is based on."""
    names = {"id", "title", "kind", "family", "based_on", *OF_REFERENCE, *_fields(basis)}
    return {key: value for key, value in canonical(role).items() if key in names}


def role_of(content: Content, lang: str) -> Role:
    """The role that was kept."""
    return Role.model_validate(dict(content), context={"lang": lang})


def job_sections(content: Content, basis: Iterable[str]) -> dict[str, Any]:
    """The sections of a job on which a grade rests."""
    return without_own_ids({name: content[name] for name in _fields(basis) if name in content})


def reference_sections(content: Content, basis: Iterable[str]) -> dict[str, Any]:
    """What a comparison rests on in a reference job."""
    there = {name: content[name] for name in OF_REFERENCE if name in content}
    said = {side: rule for side, rule in there.pop("grading", {}).items() if side in SIDES}
    return job_sections(content, basis) | there | ({"grading": said} if said else {})


def changed(before: Content, after: Content) -> tuple[str, ...]:
    """The sections that differ, in the order of the model."""
    order = list(Role.keys())
    differing = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
    return tuple(sorted(differing, key=order.index))


def as_called_now(content: Content, lang: str, now: Now) -> Content:
    """What was kept of a role, with the ids that others have now."""
    return canonical(renamed(role_of(content, lang), now)) if now else content


def _fields(basis: Iterable[str]) -> list[str]:
    return sorted({name for section in basis for name in BASIS[section]})
