"""The bank holidays of the four nations, offline: a table that is carried along.

Source: the ``holidays`` library, which follows the Banking and Financial Dealings Act 1971, the Good Friday and
Christmas Day of common law, Scotland's and Northern Ireland's own days, and the days that were moved or proclaimed for
one year. The library itself takes longer to load than a window to open, since it knows every country of the world;
``docs/build_bank_holidays.py`` makes the table of it. Days that a council itself is closed, or that a Scottish burgh
keeps, are not among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.foundation.resources import resource
from strategy_editor.model.profile import Nation

FIRST_YEAR = 1972
LAST_YEAR = 2100
"""The years for which bank holidays are known: from the Act to the end of the library's tables."""

LETTERS: Mapping[Nation, str] = {"england": "E", "wales": "W", "scotland": "S", "northern-ireland": "N"}
"""What stands for each nation in the table."""


def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """Every bank holiday of ``year`` and its name, substitute days included.

    A holiday that falls on a weekend is listed beside its substitute day. Raises WrongUse outside 1972 to 2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongUse(
            f"Bank holidays are not known for {year}.",
            advice=f"Please give a date between {FIRST_YEAR} and {LAST_YEAR}.",
        )
    return _table()[LETTERS[nation], year]


@cache
def _table() -> Mapping[tuple[str, int], Mapping[date, str]]:
    """The bank holidays by the letter of the nation and the year."""
    found: dict[tuple[str, int], dict[date, str]] = defaultdict(dict)
    for line in resource("deadlines", "bank-holidays.txt").read_text(encoding="utf-8").splitlines():
        written, nations, name = line.split(" ", 2)
        day = date.fromisoformat(written)
        for letter in nations:
            found[letter, day.year][day] = name
    return {key: MappingProxyType(days) for key, days in found.items()}
