from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import VECTORS

from rolebook.workdays import FIRST_YEAR, LAST_YEAR, Term, calendar, due, easter, known, plan

# As published for each year: church calendars, and the governments' lists.
EASTER = """
2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17
2034-04-09 2035-03-25 2038-04-25 2000-04-23 1961-04-02
"""
# rijksoverheid.nl; the days on which Saturday or Sunday is the holiday are among them.
NETHERLANDS = {
    2025: "01-01 04-21 04-26 05-05 05-29 06-09 12-25 12-26",
    2026: "01-01 04-06 04-27 05-14 05-25 12-25 12-26",
    2027: "01-01 03-29 04-27 05-06 05-17 12-25 12-26",
    2030: "01-01 04-22 04-27 05-05 05-30 06-10 12-25 12-26",
}
# Feiertagsgesetze of the Länder.
LOWER_SAXONY = {
    2026: "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26",
    2027: "01-01 03-26 03-29 05-01 05-06 05-17 10-03 10-31 12-25 12-26",
}
RHINELAND = {2026: "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26"}


@pytest.mark.parametrize("day", EASTER.split())
def test_easter(day: str):
    assert easter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("id_", "year", "days"),
    [
        (id_, year, days)
        for id_, years in (("nl", NETHERLANDS), ("de-ni", LOWER_SAXONY), ("de-nw", RHINELAND))
        for year, days in years.items()
    ],
)
def test_days_off_are_those_that_were_published(id_: str, year: int, days: str):
    found = sorted(day for day in calendar(id_).days_off if day.year == year)
    assert [f"{day:%m-%d}" for day in found] == days.split()


def test_a_weekday_before_a_day():
    repentance = {2026: "11-18", 2027: "11-17", 2028: "11-22", 2029: "11-21"}
    for year, day in repentance.items():
        assert date.fromisoformat(f"{year}-{day}") in calendar("de-sn").days_off


@pytest.mark.parametrize("id_", known())
def test_every_calendar_has_a_title_in_three_languages_and_days_in_every_year(id_: str):
    one = calendar(id_)
    assert set(one.titles) == {"en", "nl", "de"}
    assert {day.year for day in one.days_off} == set(range(FIRST_YEAR, LAST_YEAR + 1))


def test_a_company_closes_on_further_days():
    bridge = date(2026, 5, 15)
    assert not calendar("nl", [bridge]).is_worked(bridge)
    assert not calendar("", [bridge]).is_worked(bridge)
    assert calendar("").is_worked(date(2026, 12, 25))


@pytest.mark.parametrize(("id_", "start", "within", "unit", "end"), VECTORS)
def test_the_last_day_of_a_term(id_: str, start: str, within: int, unit: str, end: str):
    found = due(calendar(id_), date.fromisoformat(start), within, unit)  # type: ignore[arg-type]
    assert found.isoformat() == end


DAYS = st.dates(date(2025, 1, 1), date(2034, 12, 31))


@given(DAYS, st.integers(0, 60), st.sampled_from(known()))
def test_working_days_end_on_a_working_day_and_more_of_them_never_sooner(
    start: date, within: int, id_: str
):
    on = calendar(id_)
    end = due(on, start, within, "working_days")
    assert on.is_worked(end)
    assert end >= start
    assert due(on, start, within + 1, "working_days") >= end
    assert due(on, start + timedelta(days=1), within, "working_days") >= end


def test_steps_follow_each_other_until_a_day_is_known():
    terms = {
        "a": Term(1, "working_days", "intake"),
        "b": Term(2, "working_days", "a"),
        "c": Term(5, "working_days", "answer"),
        "d": Term(1, "working_days", "c"),
        "e": Term(1, "working_days", "e"),
    }
    intake = {"intake": date(2026, 11, 20)}
    expected = {"a": "2026-11-23", "b": "2026-11-25", "c": None, "d": None, "e": None}
    found = plan(calendar("nl"), terms, intake)
    assert {key: day and day.isoformat() for key, day in found.items()} == expected
    later = plan(
        calendar("nl"), terms, {**intake, "a": date(2026, 11, 27), "answer": date(2027, 1, 1)}
    )
    assert later["b"] == date(2026, 12, 1)
    assert later["a"] == date(2026, 11, 23)
    assert later["d"] == date(2027, 1, 11)
