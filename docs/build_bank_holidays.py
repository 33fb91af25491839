"""Writes ``resources/deadlines/bank-holidays.txt``: every bank holiday of the four nations, as the library knows them.

``python -m docs.build_bank_holidays``, whenever ``holidays`` in ``constraints.txt`` is a newer one. A test compares the
table with the library, so that no newly proclaimed day is missed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from holidays import country_holidays

from strategy_editor.deadlines.bank_holidays import FIRST_YEAR, LAST_YEAR, LETTERS
from strategy_editor.model.profile import Nation

FILE = Path(__file__).resolve().parents[1] / "resources" / "deadlines" / "bank-holidays.txt"

_SUBDIVISIONS: dict[Nation, str] = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


def table() -> str:
    """One line a day and name, in order: the day, the letters of the nations that keep it, its name."""
    kept: dict[tuple[date, str], str] = defaultdict(str)
    for nation, letter in LETTERS.items():
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            found = country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year, expand=False)
            for day, name in found.items():
                kept[day, _readable(name)] += letter
    return "".join(f"{day.isoformat()} {nations} {name}\n" for (day, name), nations in sorted(kept.items()))


def _readable(name: str) -> str:
    """The library's name as British readers know it."""
    return name.replace("(observed)", "(substitute day)").replace("; ", " and ").replace("'", "’")


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(table(), encoding="utf-8", newline="\n")
