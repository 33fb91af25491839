"""Figures as councils type them into tables: ``£1,250``, ``(340)``, ``12.5%``, ``£1.6m``."""

from __future__ import annotations

import re

_FIGURE = re.compile(
    r"(?P<minus>[-−–(])?\s*(?P<pound>£)?\s*(?P<minus2>[-−–])?\s*(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\s*"
    r"(?P<scale>k|m|bn|thousand|million|billion)?\s*(?P<percent>%|per cent)?\s*\)?",
    re.IGNORECASE,
)
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}


def read_figure(text: str) -> tuple[float, str] | None:
    """The number that a cell holds and its unit (``£``, ``%`` or nothing); None where it holds something else."""
    match = _FIGURE.fullmatch(text.strip())
    if match is None:
        return None
    value = float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
    negative = match["minus"] or match["minus2"]
    unit = "£" if match["pound"] else "%" if match["percent"] else ""
    return (-value if negative else value), unit
