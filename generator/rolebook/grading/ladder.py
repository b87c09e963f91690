"""What the methods share: the grades in their order, contexts, and shares of working time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rolebook.grading.faults import ANSWER_SHARES, Fault, missing, unknown
from rolebook.grading.result import Near
from rolebook.model.answers import Part
from rolebook.model.application import Context
from rolebook.model.base import Path
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme, Share

WHOLE = 100
"""All shares of the working time sum to this."""


def ladder(scheme: Scheme) -> tuple[str, ...]:
    """The grades, lowest first."""
    return tuple(grade.id for grade in scheme.grades)


def grade_at(scheme: Scheme, index: int) -> str | None:
    """The grade at a place of the ladder, or None above its top or below its foot."""
    return scheme.grades[index].id if 0 <= index < len(scheme.grades) else None


def grades_within(context: Context | None, grades: Sequence[str]) -> tuple[str, ...]:
    """All grades of a context: two name a range. Empty where it names none of the scheme."""
    named = context.grades if context else ()
    steps = sorted({grades.index(grade) for grade in named if grade in grades})
    if len(steps) == 2:
        return tuple(grades[steps[0] : steps[1] + 1])
    return tuple(grades[step] for step in steps)


def area_share(role: Role | None, part: Part) -> int | None:
    """The share of a part: as stated, else that of the role's area which it is."""
    if part.share is not None:
        return part.share
    areas = role.responsibilities if role else ()
    return next((area.time_share for area in areas if part.area and area.id == part.area), None)


def share_faults(parts: Sequence[Part], role: Role | None, path: Path) -> Iterator[Fault]:
    """Parts with an area that is not there, without a share, or with shares that do not sum up."""
    areas = [area.id for area in role.responsibilities if area.id] if role else []
    shares: list[int] = []
    for index, part in enumerate(parts):
        if part.area and part.area not in areas:
            yield unknown(part.area, "area", (*path, index, "area"), areas)
            return
        share = area_share(role, part)
        if share is None:
            yield missing("a part has no share of the working time", (*path, index),
                          "add share: with the per cent")  # fmt: skip
            return
        shares.append(share)
    if sum(shares) != WHOLE:
        yield Fault(ANSWER_SHARES, path, f"the shares of the working time sum to {sum(shares)}",
                    f"mend them so that they sum to {WHOLE}", at_key=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """The grade that a job reaches by shares of time: ``index`` in the ladder, the ``share`` of
    the time spent in that grade or higher, and how near the next one is."""

    index: int
    share: int
    near: tuple[Near, ...]


def reached(scheme: Scheme, parts: Sequence[tuple[int, int]], limit: Share) -> Reached:
    """The highest grade for which the parts in it or above it take the share that is asked.

    ``parts`` are pairs of a place in the ladder and a share. Work above a grade counts for it
    too, since it asks for all that the grade asks and more (TVöD § 12 in its general shape). The
    lowest part always has all of the time, so some grade is always reached.
    """
    asked = limit.at_least if limit.at_least is not None else limit.more_than
    assert asked is not None
    found = min(index for index, _ in parts)
    for index in sorted({index for index, _ in parts}, reverse=True):
        share = sum(part for at, part in parts if at >= index)
        if share >= asked if limit.at_least is not None else share > asked:
            found = index
            break
    share = sum(part for at, part in parts if at >= found)
    above = [index for index, _ in parts if index > found]
    near: tuple[Near, ...] = ()
    if above:
        next_ = min(above)
        more = sum(part for at, part in parts if at >= next_)
        near = (Near("up", scheme.grades[next_].id, Decimal(asked), Decimal(asked - more)),)
    return Reached(found, share, near)
