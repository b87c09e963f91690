"""Working days: which days count, and on which day a term ends.

Why data and no library: the site counts the same days in the reader's browser, without a network,
so both get the same list of days off; a change of a holiday act is a change of one line of
``calendars.yml``. Nothing here looks at the clock.

How terms are counted. The day on which a term begins does not count (as in section 187 of the
German civil code and in Dutch practice). Working days: so many days that are neither Saturday nor
Sunday nor a day off; none at all is the day itself, or the next working day where it is none.
Calendar days, weeks and months end on that very day, working day or not: a maker's last day does
not move for us. A month ends on the same day of a later month, or on its last one. Hours count by
whole days of 24; the rest ends on the same day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Calendar", "Term", "calendar", "due", "known", "plan"]

FIRST_YEAR, LAST_YEAR = 2025, 2035
"""Days off are known for these years, both included."""

Unit = Literal["hours", "working_days", "calendar_days", "weeks", "months"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. ``titles`` per language; ``days_off`` besides the weekends."""

    id: str
    titles: Mapping[str, str]
    days_off: frozenset[date]

    def is_worked(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.days_off


@dataclass(frozen=True, slots=True)
class Term:
    """So many units after a moment: ``of`` is the key of a moment, such as intake or a step."""

    within: int
    unit: Unit
    of: str


def known() -> tuple[str, ...]:
    """The ids of all calendars."""
    return tuple(_data())


def calendar(id_: str, closed: Sequence[date] = ()) -> Calendar:
    """A calendar with the days on which a company is closed besides. Without an id: no public
    holidays at all. Raises KeyError for an unknown one."""
    if not id_:
        return Calendar("", {}, frozenset(closed))
    titles, days = _data()[id_]["title"], _days_off(id_)
    return Calendar(id_, titles, days | frozenset(closed))


def due(on: Calendar, start: date, within: int, unit: Unit) -> date:
    """The last day of a term that begins on ``start``."""
    match unit:
        case "working_days":
            return _working_days(on, start, within)
        case "months":
            return _months(start, within)
        case "weeks":
            return start + timedelta(weeks=within)
        case "calendar_days":
            return start + timedelta(days=within)
        case "hours":
            return start + timedelta(days=within // 24)


def plan(
    on: Calendar, terms: Mapping[str, Term], given: Mapping[str, date]
) -> dict[str, date | None]:
    """By when each step is due, by its key. ``terms`` are those of the steps that have one;
    ``given`` the moments that are known: intake, events, and the days on which steps were done.
    A step that is not done yet counts as done on the day it is due. None: not known yet."""
    found: dict[str, date | None] = {}

    def ends(key: str) -> date | None:
        if key not in found:
            found[key] = None  # a circle of terms has no beginning
            term = terms[key]
            start = moment(term.of)
            found[key] = due(on, start, term.within, term.unit) if start else None
        return found[key]

    def moment(key: str) -> date | None:
        return given.get(key) or (ends(key) if key in terms else None)

    return {key: ends(key) for key in terms}


def _working_days(on: Calendar, start: date, within: int) -> date:
    day = start
    while not on.is_worked(day) and not within:
        day += timedelta(days=1)
    for _ in range(within):
        day += timedelta(days=1)
        while not on.is_worked(day):
            day += timedelta(days=1)
    return day


def _months(start: date, within: int) -> date:
    years, month = divmod(start.month - 1 + within, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of 1876 ("anonymous algorithm")."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import yaml

    file = files("rolebook.workdays") / "calendars.yml"
    data: dict[str, Any] = yaml.safe_load(file.read_bytes())
    return data


@lru_cache(maxsize=64)
def _days_off(id_: str) -> frozenset[date]:
    entry = _data()[id_]
    own = frozenset(
        day
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for rule in entry["holidays"]
        for day in _days(rule, year)
    )
    return own | _days_off(entry["part_of"]) if "part_of" in entry else own


def _days(rule: Mapping[str, Any], year: int) -> Iterator[date]:
    """The day that a rule gives in a year, or none."""
    if "easter" in rule:
        yield easter(year) + timedelta(days=rule["easter"])
    elif "before" in rule:
        wanted, day = _WEEKDAYS.index(rule["weekday"]), _day(year, rule["before"])
        yield day - timedelta(days=(day.weekday() - wanted - 1) % 7 + 1)
    elif "date" in rule:
        yield from (day for day in [date.fromisoformat(rule["date"])] if day.year == year)
    elif not year % rule.get("every", 1):
        day = _day(year, rule["day"])
        sunday = day.weekday() == 6 and "if_sunday" in rule
        yield _day(year, rule["if_sunday"]) if sunday else day


def _day(year: int, words: str) -> date:
    return date.fromisoformat(f"{year}-{words}")
