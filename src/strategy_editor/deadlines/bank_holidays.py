"""The bank holidays of the four nations, offline.

Source: the ``holidays`` library, which follows the Banking and Financial Dealings Act 1971, the Good Friday and
Christmas Day of common law, Scotland's and Northern Ireland's own days, and the days that were moved or proclaimed for
one year. Days that a council itself is closed, or that a Scottish burgh keeps, are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.profile import Nation

FIRST_YEAR = 1972
LAST_YEAR = 2100
"""The years for which bank holidays are known: from the Act to the end of the library's tables."""

_SUBDIVISIONS: Mapping[Nation, str] = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}


@cache
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """Every bank holiday of ``year`` and its name, substitute days included.

    A holiday that falls on a weekend is listed beside its substitute day. Raises WrongUse outside 1972 to 2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongUse(
            f"Bank holidays are not known for {year}.",
            advice=f"Please give a date between {FIRST_YEAR} and {LAST_YEAR}.",
        )
    from holidays import country_holidays  # takes 0.1 s, and the window opens without it

    found = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, expand=False)
    return MappingProxyType({day: _readable(name) for day, name in sorted(found.items())})


def _readable(name: str) -> str:
    """The library's name as British readers know it."""
    return name.replace("(observed)", "(substitute day)").replace("; ", " and ").replace("'", "’")
