"""Dates as councils write them: a day, or a month when the day is not known yet."""

from __future__ import annotations

import calendar
import re
from datetime import date

from msgspec import Struct

from strategy_editor.foundation.errors import WrongUse

MONTHS = tuple(calendar.month_name)


class When(Struct, frozen=True, order=True, omit_defaults=True):
    """A day, or with ``day`` 0 a whole month. Orders by time, a month before its days."""

    year: int
    month: int
    day: int = 0

    def __str__(self) -> str:
        month = f"{MONTHS[self.month]} {self.year}"
        return f"{self.day} {month}" if self.day else month

    @property
    def is_day(self) -> bool:
        return self.day > 0

    @property
    def first(self) -> date:
        """The day itself, or the first of the month."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The day itself, or the last of the month: what is due "in March" is late in April."""
        return date(self.year, self.month, self.day or calendar.monthrange(self.year, self.month)[1])

    @property
    def iso(self) -> str:
        """``2009-03-03`` or ``2009-03``."""
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    @classmethod
    def of(cls, day: date) -> When:
        return cls(day.year, day.month, day.day)


_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_WRITTEN = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def parse_when(text: str) -> When:
    """``3 March 2009``, ``March 2009``, ``2009-03-03``, ``2009-03`` or ``3/3/2009``; raises :class:`WrongUse`."""
    found = _parts(text.strip())
    if found is None:
        raise WrongUse(f"“{text}” is not a date.", advice="Write it like 3 March 2009, or March 2009.")
    when = When(*found)
    try:
        when.first  # noqa: B018  (the calendar refuses 31 February)
    except ValueError:
        raise WrongUse(f"There is no such day as “{text}”.", advice="Check the day and the month.") from None
    return when


def _parts(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3] or 0)
    if match := _SLASHED.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _WRITTEN.fullmatch(text):
        prefix = match[2].lower()
        months = [number for number, name in enumerate(MONTHS) if number and name.lower().startswith(prefix)]
        if len(months) == 1:
            return int(match[3]), months[0], int(match[1] or 0)
    return None
