"""What one job asks that another does not: in addition, in a higher measure, or only otherwise.

*More* is what the other job has nothing like, and what is stated in a measure that has an order:
years of experience, levels of a language (Common European Framework), amounts of money, the weight
of an authority, desirable and essential. All else that differs *differs*: which of two texts asks
more, no program knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rolebook.findings import folded
from rolebook.model.demands import Requirement
from rolebook.model.role import Role
from rolebook.model.text import Text
from rolebook.model.work import Authority
from rolebook.records.wording import ALIKE, said, similarity
from rolebook.translation import words
from rolebook.views.document import Line, plain
from rolebook.views.parts import said as told
from rolebook.views.parts.person import authority_item, authority_kinds, requirement_line
from rolebook.views.writer import Writer

_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
_ONE = ("education", "experience")
"""Kinds of requirement of which the next one takes the place of the one before."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a job asks. Of two demands, those of one ``group`` may be about the same:
    where their words are alike, or whatever their words (``one``). ``measures``: by name, in an
    order of their own. ``name`` is how a long text is told where only that it differs is said."""

    title: str
    group: str
    line: Line
    one: bool = False
    measures: tuple[tuple[str, int], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked ``more``, and what ``differs``: by title, line by line."""

    more: dict[str, list[Line]] = field(default_factory=dict)
    differs: dict[str, list[Line]] = field(default_factory=dict)


def asked(writer: Writer, role: Role) -> tuple[Demand, ...]:
    """What a job asks of its holder, and what it lets the holder do."""
    return (
        *(_of_requirement(writer, one) for one in role.requirements),
        *(_of_authority(writer, one) for one in role.authorities),
        *_of_characteristics(writer, role),
    )


def _of_requirement(writer: Writer, one: Requirement) -> Demand:
    level = one.level.plain.upper() if one.kind == "language" and one.level else ""
    return Demand(
        writer.words("Requirements"),
        f"requirement {one.kind}",
        requirement_line(writer, one),
        one=one.kind in _ONE,
        measures=tuple(
            (name, value)
            for name, value in (
                ("need", int(one.need == "essential")),
                ("years", one.years or 0),
                ("level", _CEFR.index(level) if level in _CEFR else -1),
            )
        ),
    )


def _of_authority(writer: Writer, one: Authority) -> Demand:
    limit = one.limit
    amount = limit.amount if limit else None
    per = limit.per.plain if limit and limit.per else ""
    kinds = list(authority_kinds(writer))
    return Demand(
        writer.words("Authorities"),
        "authority",
        told.of_item(writer, authority_item(writer, one)),
        measures=(
            ("kind", kinds.index(one.kind) if one.kind else -1),
            *(((f"{limit.currency} {per}", amount),) if limit and amount is not None else ()),
        ),
    )


def _of_characteristics(writer: Writer, role: Role) -> Iterator[Demand]:
    """Each characteristic and each of its aspects; not those of which a job says that it asks
    none."""
    scheme = writer.book.scheme
    known = {one.id: one for one in scheme.characteristics} if scheme else {}
    heading = writer.words("Characteristics of the job")
    for one in role.characteristics:
        of = known.get(one.id)
        titles = {aspect.id: aspect.title for aspect in of.aspects} if of else {}
        parts = [(one.id, of.title if of else None, one.text)]
        parts += [(f"{one.id} {a.id}", titles.get(a.id), a.text) for a in one.aspects]
        for key, title, text in parts:
            if text and not asks_none(text):
                name = title.plain if title else key
                line = writer.named(name, writer.line(text))
                yield Demand(heading, f"characteristic {key}", line, one=True, name=name)


def asks_none(text: Text) -> bool:
    """Whether a text begins by saying that there is none of it."""
    first = folded(re.split(r"[.,;:]", text.plain, maxsplit=1)[0].strip())
    return first == folded(words(text.lang)("none"))


def step(before: Sequence[Demand], after: Sequence[Demand]) -> Step:
    """From a job that asks ``before`` to one that asks ``after``."""
    found = Step()
    had, asks = ({one.line for one in demands} for demands in (before, after))
    names: dict[str, list[str]] = {}
    for one, other in _pairs([one for one in before if one.line not in asks],
                             [one for one in after if one.line not in had]):  # fmt: skip
        if other is None or _higher(other, one):
            found.more.setdefault(one.title, []).append(one.line)
        elif one.name:
            names.setdefault(one.title, []).append(one.name)
        else:
            found.differs.setdefault(one.title, []).append(one.line)
    for title, those in names.items():
        found.differs.setdefault(title, []).append(plain(", ".join(those)))
    return found


def _pairs(
    before: Sequence[Demand], after: Sequence[Demand]
) -> Iterator[tuple[Demand, Demand | None]]:
    """Each new demand with the one before that is about the same thing, as far as there is one: the
    likest pairs first."""
    fits = sorted(
        (
            (-fit, n, m)
            for n, one in enumerate(after)
            for m, other in enumerate(before)
            if one.group == other.group and (fit := _fit(one, other)) is not None
        ),
    )
    pairs: dict[int, int] = {}
    for _minus, n, m in fits:
        if n not in pairs and m not in pairs.values():
            pairs[n] = m
    for n, one in enumerate(after):
        yield one, before[pairs[n]] if n in pairs else None


def _fit(one: Demand, other: Demand) -> float | None:
    if one.name:  # there is one of its group
        return 1.0
    fit = similarity(_bag(one.line.text), _bag(other.line.text))
    return fit if one.one or fit >= ALIKE else None


@lru_cache(maxsize=8192)
def _bag(text: str) -> Counter[str]:
    return said(text)


def _higher(before: Demand, after: Demand) -> bool:
    """Whether some measure is higher, and none lower."""
    old, new = dict(before.measures), dict(after.measures)
    both = old.keys() & new.keys()
    return any(new[key] > old[key] for key in both) and all(new[key] >= old[key] for key in both)
