"""Bank holidays against lists as they were announced, and against the arithmetic of Easter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from docs import build_bank_holidays

from strategy_editor.deadlines.bank_holidays import FIRST_YEAR, LAST_YEAR, bank_holidays
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import Nation

NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern-ireland")


def weekdays_off(nation: Nation, year: int) -> list[str]:
    return [f"{day:%m-%d}" for day in bank_holidays(nation, year) if day.weekday() < 5]


@pytest.mark.parametrize(
    ("nation", "year", "announced"),
    [
        ("england", 2009, "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28"),
        ("wales", 2009, "01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28"),
        ("scotland", 2009, "01-01 01-02 04-10 05-04 05-25 08-03 11-30 12-25 12-28"),
        ("northern-ireland", 2009, "01-01 03-17 04-10 04-13 05-04 05-25 07-13 08-31 12-25 12-28"),
        ("england", 2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        ("england", 2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"),
        ("scotland", 2011, "01-03 01-04 04-22 04-29 05-02 05-30 08-01 11-30 12-26 12-27"),
        ("england", 2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
        ("england", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        ("wales", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        ("england", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        ("scotland", 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
    ],
)
def test_the_days_off_are_those_announced(nation: Nation, year: int, announced: str) -> None:
    assert weekdays_off(nation, year) == announced.split()


def easter_sunday(year: int) -> date:
    """The anonymous Gregorian reckoning."""
    golden, century, rest = year % 19, year // 100, year % 100
    quarter, left = divmod(century, 4)
    moon = (century - (century - (century + 8) // 25 + 1) // 3 + 19 * golden - quarter + 15) % 30
    day = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * day) // 451
    month, before = divmod(moon + day - 7 * shift + 114, 31)
    return date(year, month, before + 1)


@pytest.mark.parametrize("nation", NATIONS)
def test_good_friday_is_kept_everywhere_and_easter_monday_everywhere_but_in_scotland(nation: Nation) -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        holidays, sunday = bank_holidays(nation, year), easter_sunday(year)
        assert holidays[sunday - timedelta(days=2)] == "Good Friday"
        assert (holidays.get(sunday + timedelta(days=1)) == "Easter Monday") is (nation != "scotland")


@pytest.mark.parametrize("nation", NATIONS)
def test_christmas_on_a_weekend_brings_substitute_days(nation: Nation) -> None:
    for year in range(FIRST_YEAR + 10, LAST_YEAR):
        holidays = bank_holidays(nation, year)
        off = [day for day in holidays if day.month == 12 and 25 <= day.day <= 28 and day.weekday() < 5]
        assert len(off) == 2


def test_names_read_as_people_write_them() -> None:
    assert bank_holidays("england", 2009)[date(2009, 12, 28)] == "Boxing Day (substitute day)"
    assert bank_holidays("england", 2009)[date(2009, 1, 1)] == "New Year’s Day"


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_without_a_table_is_refused_and_not_taken_for_one_without_holidays(year: int) -> None:
    with pytest.raises(WrongUse, match="not known"):
        bank_holidays("england", year)


def test_the_table_is_that_of_the_library() -> None:
    assert build_bank_holidays.FILE.read_text(encoding="utf-8") == build_bank_holidays.table()
