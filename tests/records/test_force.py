"""From when until when approved versions are in force."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rolebook.records.force import in_force, overtaking, period_of, periods
from rolebook.records.store import Revision

START = date(2026, 11, 30)


def chain(*days: int) -> tuple[Revision, ...]:
    """The revisions of a document, each in force so many days after the start."""
    return tuple(
        Revision(
            kind="role", id="baker", number=number, version=f"{number}.0", change="major",
            on=START, effective=START + timedelta(days=day), prepared="", checked="",
            released="owner", note="", reason="", governing="en", fingerprints={}, previous="",
        )
        for number, day in enumerate(days, 1)
    )  # fmt: skip


def test_a_version_is_in_force_until_the_day_before_the_next():
    first, second = periods(chain(0, 10))
    assert (first.since, first.until) == (START, START + timedelta(days=9))
    assert (second.since, second.until) == (START + timedelta(days=10), None)


def test_a_version_whose_day_comes_after_that_of_a_later_one_never_comes_into_force():
    revisions = chain(0, 100, 10)
    assert [one.revision.number for one in periods(revisions)] == [1, 3]
    assert period_of(revisions, revisions[1]) is None
    assert overtaking(revisions, revisions[1]) is revisions[2]
    assert overtaking(revisions, revisions[0]) is None


def test_of_two_that_begin_on_one_day_the_later_one_counts():
    revisions = chain(0, 0)
    assert [one.revision.number for one in periods(revisions)] == [2]
    assert overtaking(revisions, revisions[0]) is revisions[1]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(-5, 40))
def test_on_each_day_the_last_approved_of_those_that_have_begun_is_in_force(
    days: list[int], asked: int
):
    revisions, day = chain(*days), START + timedelta(days=asked)
    begun = [revision for revision in revisions if revision.effective <= day]
    found = in_force(revisions, day)
    assert (found.revision if found else None) == (begun[-1] if begun else None)
    assert period_of(revisions, revisions[-1]) is not None
