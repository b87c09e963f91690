"""What was decided about the grade of each role: what is in force, and what has gone stale.

Always computed: a decision holds no standing of its own. In force is the last decision about a role
under the scheme in use; no clock decides. A decision under another scheme serves as a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rolebook.handbook import Handbook
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.records import Records
from rolebook.records.decisions import Decision
from rolebook.records.fingerprint import Content, fingerprint
from rolebook.records.grounds import (
    as_called_now,
    changed,
    job_sections,
    kept,
    reference_sections,
    rules,
)
from rolebook.records.status import Standings

Status = Literal["in_force", "comparison", "superseded"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a decision rests on and has changed since: sections of the job, parts of the scheme's
    rules, sections of reference jobs. Untrue where nothing did: the decision is not stale.
    ``gone``: reference jobs, or the scheme, that are there no more."""

    job: tuple[str, ...] = ()
    scheme: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.job or self.scheme or self.references or self.gone)


class Gradings:
    """What was decided about the roles of a handbook. ``book`` is its governing edition."""

    def __init__(self, book: Handbook, records: Records) -> None:
        self.book, self.records = book, records
        self._parts: dict[str, dict[str, str]] = {}

    def of(self, role: str) -> tuple[Decision, ...]:
        """All decisions about a role, under its present and former ids, oldest first."""
        known = self.book.written.get(role)
        return self.records.decisions_about((role, *(known.formerly if known else ())))

    def scheme(self, decision: Decision) -> Scheme | None:
        """The scheme of a decision as it is now, under this name or a later one."""
        return self._schemes.get(decision.scheme)

    def last(self, role: str, scheme: str) -> Decision | None:
        """The last decision about a role under a scheme."""
        under = [d for d in self.of(role) if (there := self.scheme(d)) and there.id == scheme]
        return under[-1] if under else None

    def in_force(self, role: str) -> Decision | None:
        """The decision that sets the grade of a role."""
        scheme = self.book.scheme
        return self.last(role, scheme.id) if scheme else None

    def status(self, decision: Decision) -> Status:
        """Where a decision stands."""
        scheme, role = self.scheme(decision), self._roles.get(decision.role)
        if scheme is None or role is None:
            return "comparison"
        if self.last(role.id, scheme.id) != decision:
            return "superseded"
        return "in_force" if scheme is self.book.scheme else "comparison"

    def changes(self, decision: Decision) -> Changes:
        """What has changed since of that on which a decision rests."""
        role, scheme = self._roles.get(decision.role), self.scheme(decision)
        if role is None:
            return Changes(gone=(decision.role,))
        gone = [] if scheme else [decision.scheme]
        parts = self._rules(scheme) if scheme else decision.rules
        differing = {
            part
            for part in parts.keys() | decision.rules.keys()
            if parts.get(part) != decision.rules.get(part)
        }
        references = {}
        for id_ in decision.references:
            there = self._roles.get(id_)
            if there is None:
                gone.append(id_)
            elif sections := self._of_reference(decision, id_, self._fixed(role, there)):
                references[there.id] = sections
        order = list(Scheme.keys())
        return Changes(
            job=self._of_job(decision, role),
            scheme=tuple(sorted(differing, key=order.index)),
            references=references,
            gone=tuple(gone),
        )

    def _of_job(self, decision: Decision, role: Role) -> tuple[str, ...]:
        now = job_sections(kept(role, decision.basis), decision.basis)
        if fingerprint(now) == decision.job:
            return ()
        before = self._before(decision, decision.role)
        return changed(job_sections(before, decision.basis), now)

    def _of_reference(self, decision: Decision, id_: str, there: Role) -> tuple[str, ...]:
        now = reference_sections(kept(there, decision.basis), decision.basis)
        if fingerprint(now) == decision.references[id_]:
            return ()
        before = self._before(decision, id_)
        return changed(reference_sections(before, decision.basis), now)

    def _before(self, decision: Decision, id_: str) -> Content:
        """What was kept of a role; documents that it names may have been renamed since."""
        return as_called_now(decision.rests_on[id_], decision.governing, self._now)

    def _fixed(self, role: Role, reference: Role) -> Role:
        """A reference job as the job follows it: in the revision to which it is fixed."""
        base = self.book.base(role)
        return base if base and base.id == reference.id else reference

    def _rules(self, scheme: Scheme) -> dict[str, str]:
        if scheme.id not in self._parts:
            self._parts[scheme.id] = rules(scheme)
        return self._parts[scheme.id]

    @cached_property
    def _schemes(self) -> dict[str, Scheme]:
        """The schemes by their present and former ids."""
        schemes = self.book.schemes
        former = {old: one for one in schemes.values() for old in one.formerly}
        return {**former, **schemes}

    @cached_property
    def _roles(self) -> dict[str, Role]:
        """The roles, in full, by their present and former ids."""
        roles = self.book.roles
        former = {old: one for one in roles.values() for old in one.formerly}
        return {**former, **roles}

    @cached_property
    def _now(self) -> Mapping[tuple[str, str], str]:
        return Standings(self.book, self.records).now
