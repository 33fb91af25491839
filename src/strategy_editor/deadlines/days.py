"""Counting days: working days, clear days, and what lies between two days.

A clear day is a whole day, midnight to midnight, that is neither the day of the notice nor the day of the meeting
(R v Hereford Justices 1820; ex p Elitestone 1993; Cheshire East Council's own definition of 21 January 2010, which also
leaves out weekends and bank holidays). Days are whole calendar days in the United Kingdom; hours do not matter here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from strategy_editor.deadlines.bank_holidays import bank_holidays
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import When
from strategy_editor.model.profile import Nation

MOST_DAYS = 1000
"""More days than any council counts; a larger number is a slip in the settings."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def in_words(day: date) -> str:
    """``Tuesday 3 March 2009``, whatever the computer's own language."""
    return f"{WEEKDAYS[day.weekday()]} {When.of(day)}"


def why_closed(day: date, nation: Nation) -> str:
    """Why ``day`` is not a working day (``Saturday``, ``Good Friday``), or nothing when it is one."""
    holiday = bank_holidays(nation, day.year).get(day, "")
    return holiday or (WEEKDAYS[day.weekday()] if day.weekday() >= _SATURDAY else "")


def is_working_day(day: date, nation: Nation) -> bool:
    """Neither a Saturday or Sunday nor a bank holiday."""
    return not why_closed(day, nation)


def working_day_before(day: date, days: int, nation: Nation) -> date:
    """The working day that is ``days`` working days before ``day``; for 0, the last working day up to ``day``."""
    return _step_working(day, days, nation, -1)


def working_day_after(day: date, days: int, nation: Nation) -> date:
    """The working day that is ``days`` working days after ``day``; for 0, the first working day from ``day`` on."""
    return _step_working(day, days, nation, 1)


def clear_working_day_before(day: date, days: int, nation: Nation) -> date:
    """The last working day on which notice leaves ``days`` clear working days before ``day``."""
    return working_day_before(day, _sensible(days) + 1, nation)


def calendar_day_before(day: date, days: int) -> date:
    """``days`` days before ``day``, weekends and bank holidays counted."""
    try:
        return day - timedelta(days=_sensible(days))
    except OverflowError:
        raise WrongUse(f"{days} days before {day.isoformat()} is too long ago.") from None


def clear_calendar_day_before(day: date, days: int) -> date:
    """The last day on which notice leaves ``days`` clear days before ``day``, weekends and bank holidays counted."""
    return calendar_day_before(day, _sensible(days) + 1)


def working_days_between(first: date, last: date, nation: Nation) -> int:
    """How many working days lie strictly between the two: the clear working days that a notice on ``first`` leaves."""
    return sum(1 for day in _days_between(first, last) if is_working_day(day, nation))


def working_days_left(today: date, deadline: date, nation: Nation) -> int:
    """Working days after ``today`` up to and with ``deadline``; below 0 by the working days that it is overdue."""
    if deadline < today:
        return -working_days_left(deadline, today, nation)
    between = working_days_between(today, deadline, nation)
    return between + (1 if deadline > today and is_working_day(deadline, nation) else 0)


def holidays_between(first: date, last: date, nation: Nation) -> tuple[tuple[date, str], ...]:
    """The bank holidays strictly between the two that fall on Monday to Friday, with their names."""
    return tuple(
        (day, name)
        for year in range(first.year, last.year + 1)
        for day, name in bank_holidays(nation, year).items()
        if first < day < last and day.weekday() < _SATURDAY
    )


def passed_over(first: date, last: date, nation: Nation) -> str:
    """A sentence that names the bank holidays strictly between the two, so that a count can be checked by hand."""
    named = [f"{name} ({When.of(day)})" for day, name in holidays_between(first, last, nation)]
    return f"Passed over: {', '.join(named)}." if named else ""


def _days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range(1, (last - first).days)]


def _step_working(day: date, days: int, nation: Nation, direction: Literal[-1, 1]) -> date:
    left = _sensible(days)
    if left == 0 and is_working_day(day, nation):
        return day
    left = max(left, 1)
    while left:
        day += direction * _ONE_DAY
        if is_working_day(day, nation):
            left -= 1
    return day


def _sensible(days: int) -> int:
    if not 0 <= days <= MOST_DAYS + 1:
        raise WrongUse(f"{days} days cannot be counted.", advice=f"Please give a number from 0 to {MOST_DAYS}.")
    return days
