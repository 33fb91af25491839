"""The clock. Instants are UTC; people read them in Europe/London. Tests and old papers can set the day."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This instant, in UTC, to the thousandth of a second, so that what follows is told from what went before.

    ``STRATEGY_EDITOR_NOW`` (ISO 8601) holds the clock still for tests.
    """
    fixed = os.environ.get("STRATEGY_EDITOR_NOW")
    if fixed:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def london(instant: datetime) -> datetime:
    """``instant`` as a clock on a wall in the United Kingdom shows it."""
    return instant.astimezone(LONDON)


def london_day(instant: datetime) -> date:
    """The calendar day of ``instant`` in the United Kingdom."""
    return london(instant).date()
