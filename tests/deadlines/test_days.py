"""Counting days, against a count on the fingers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.deadlines import days
from strategy_editor.deadlines.bank_holidays import bank_holidays
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import Nation

nations = st.sampled_from(("england", "wales", "scotland", "northern-ireland"))
dates = st.dates(date(1980, 1, 1), date(2090, 12, 31))
counts = st.integers(0, 60)


def open_days(first: date, last: date, nation: Nation) -> list[date]:
    """The working days strictly between the two, by looking at each."""
    between = [first + timedelta(days=ahead) for ahead in range(1, (last - first).days)]
    return [day for day in between if day.weekday() not in (5, 6) and day not in bank_holidays(nation, day.year)]


@given(dates, counts, nations)
def test_notice_leaves_exactly_the_clear_working_days(meeting: date, count: int, nation: Nation) -> None:
    notice = days.clear_working_day_before(meeting, count, nation)
    assert days.is_working_day(notice, nation)
    assert len(open_days(notice, meeting, nation)) == count
    assert days.working_days_between(notice, meeting, nation) == count


@given(dates, counts)
def test_notice_leaves_exactly_the_clear_calendar_days(meeting: date, count: int) -> None:
    notice = days.clear_calendar_day_before(meeting, count)
    assert (meeting - notice).days == count + 1


@given(dates, st.integers(1, 60), nations)
def test_forth_and_back_by_working_days_meet(day: date, count: int, nation: Nation) -> None:
    after = days.working_day_after(day, count, nation)
    assert len(open_days(day, after + timedelta(days=1), nation)) == count
    back = days.working_day_before(after, count, nation)
    assert back == (day if days.is_working_day(day, nation) else days.working_day_before(day, 0, nation))


@given(dates, dates, st.integers(1, 60), nations)
def test_a_later_meeting_never_has_an_earlier_deadline(one: date, two: date, count: int, nation: Nation) -> None:
    early, late = sorted((one, two))
    for back in (days.clear_working_day_before, days.working_day_before):
        assert back(early, count, nation) <= back(late, count, nation)
        assert back(late, count + 1, nation) < late
        assert back(late, count + 1, nation) < back(late, count, nation)


@given(dates, st.integers(0, 200), nations)
def test_days_left_agree_with_a_count_and_turn_their_sign(near: date, ahead: int, nation: Nation) -> None:
    far = near + timedelta(days=ahead)
    left = days.working_days_left(near, far, nation)
    assert left == len(open_days(near, far + timedelta(days=1), nation))
    assert days.working_days_left(far, near, nation) == -left


def test_no_days_before_a_closed_day_is_the_last_open_day() -> None:
    assert days.working_day_before(date(2009, 4, 13), 0, "england") == date(2009, 4, 9)
    assert days.working_day_after(date(2009, 4, 10), 0, "england") == date(2009, 4, 14)
    assert days.working_day_before(date(2009, 4, 9), 0, "england") == date(2009, 4, 9)


def test_why_a_day_is_closed() -> None:
    assert days.why_closed(date(2009, 4, 10), "england") == "Good Friday"
    assert days.why_closed(date(2009, 4, 11), "england") == "Saturday"
    assert days.why_closed(date(2009, 4, 13), "scotland") == ""
    assert days.why_closed(date(2009, 1, 2), "scotland") == "New Year Holiday"
    assert days.is_working_day(date(2009, 1, 2), "england")


def test_the_holidays_that_a_count_passes_over_are_named() -> None:
    assert days.passed_over(date(2009, 4, 2), date(2009, 4, 14), "england") == (
        "Passed over: Good Friday (10 April 2009), Easter Monday (13 April 2009)."
    )
    assert days.passed_over(date(2009, 4, 10), date(2009, 4, 13), "england") == ""
    assert [day for day, _name in days.holidays_between(date(2009, 12, 20), date(2010, 1, 5), "scotland")] == [
        date(2009, 12, 25),
        date(2009, 12, 28),
        date(2010, 1, 1),
        date(2010, 1, 4),
    ]


@pytest.mark.parametrize("count", [-1, days.MOST_DAYS + 2])
def test_counts_that_no_council_means_are_refused(count: int) -> None:
    with pytest.raises(WrongUse, match="cannot be counted"):
        days.working_day_before(date(2009, 3, 3), count, "england")


def test_counting_back_before_the_calendar_is_refused() -> None:
    with pytest.raises(WrongUse, match="too long ago"):
        days.calendar_day_before(date(1, 1, 2), 5)
    with pytest.raises(WrongUse, match="not known"):
        days.working_day_before(date(1, 1, 2), 5, "england")


def test_a_date_in_words() -> None:
    assert days.in_words(date(2009, 3, 3)) == "Tuesday 3 March 2009"
