"""Times of day as councils write them in their rules: ``10 am``, ``10.30am``, ``17:00``, ``noon``."""

from __future__ import annotations

import re
from datetime import time

from strategy_editor.foundation.errors import WrongUse

_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_NAMED = {"noon": time(12), "midday": time(12), "12 noon": time(12)}


def parse_time(text: str) -> time | None:
    """The time of day, or None for no text. Raises WrongUse for what is not a time."""
    plain = text.strip().lower()
    if not plain or plain in _NAMED:
        return _NAMED.get(plain)
    match = _TIME.fullmatch(plain)
    if match is None or not (match[2] or match[3]):
        raise _unreadable(text)
    hour, half = int(match[1]), match[3]
    if half and not 1 <= hour <= 12:
        raise _unreadable(text)
    try:
        return time(hour % 12 + (12 if half == "p" else 0) if half else hour, int(match[2] or 0))
    except ValueError:
        raise _unreadable(text) from None


def _unreadable(text: str) -> WrongUse:
    return WrongUse(f"“{text}” is not a time of day.", advice="Write it like 10 am, 10.30 am or 17:00.")
