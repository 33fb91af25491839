"""Figures of charts and tables as they are printed, and round numbers for axes."""

from __future__ import annotations

import math

_UNIT_BEFORE = frozenset("£$€")


def number_text(value: float, unit: str) -> str:
    """A figure as it is printed: ``£1,250``, ``£12.50``, ``12.5%``."""
    whole, money = value == round(value), unit in _UNIT_BEFORE
    digits = f"{abs(value):,.0f}" if whole else f"{abs(value):,.2f}"
    sign = "−" if value < 0 else ""
    if money:
        return f"{sign}{unit}{digits}"
    digits = digits if whole else digits.rstrip("0").rstrip(".")
    return f"{sign}{digits}%" if unit == "%" else f"{sign}{digits}"


def scale(least: float, most: float) -> list[float]:
    """Round numbers for an axis that takes in both, and zero."""
    least, most = min(0.0, least), max(0.0, most)
    if least == most:
        most = 1.0
    step = 10.0 ** math.floor(math.log10((most - least) / 4))
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if (most - least) / (step * factor) <= 5.0001)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]
