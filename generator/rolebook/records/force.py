"""From when until when each approved version is in force. No clock: whoever asks brings the day.

A version is in force from its day on, until a later version is. A later version whose day is not
after that of an earlier one takes its place before it comes into force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rolebook.records.store import Revision


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which a revision is in force; ``until`` is the last one, None where no later
    revision has been approved."""

    revision: Revision
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def periods(revisions: Sequence[Revision]) -> tuple[Period, ...]:
    """When the revisions of a document (oldest first) are in force, in the order of time. The
    last revision always has a period; one that never comes into force has none."""
    found: list[Period] = []
    for revision in reversed(revisions):
        if not found:
            found.append(Period(revision, revision.effective, None))
        elif revision.effective < found[-1].since:
            last_day = found[-1].since - timedelta(days=1)
            found.append(Period(revision, revision.effective, last_day))
    return tuple(reversed(found))


def period_of(revisions: Sequence[Revision], revision: Revision) -> Period | None:
    """When a revision is in force; None where it never is."""
    return next((one for one in periods(revisions) if one.revision.number == revision.number), None)


def in_force(revisions: Sequence[Revision], day: date) -> Period | None:
    """What is in force on a day; None before the first."""
    return next((one for one in periods(revisions) if one.holds_on(day)), None)


def overtaking(revisions: Sequence[Revision], revision: Revision) -> Revision | None:
    """The later revision whose day is not after that of this one, which therefore never comes into
    force: it begins before, or on the same day."""
    sooner = (
        later
        for later in revisions
        if later.number > revision.number and later.effective <= revision.effective
    )
    return next(sooner, None)
