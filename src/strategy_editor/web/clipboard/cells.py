"""Text with tabs, as spreadsheets put it on the clipboard beside everything else: the rows of its cells."""

from __future__ import annotations

import csv
import io

from strategy_editor.model.text import clean_line
from strategy_editor.web.clipboard.tables import MOST_COLUMNS, MOST_ROWS

_LONGEST_CELL = 20_000


def cells_in(text: str) -> list[list[str]]:
    """The rows of cells in ``text``; none where it is no table: every row has as many tabs, and there are some."""
    if "\t" not in text or len(text) > MOST_ROWS * 20_000:
        return []
    unified = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    try:
        rows = list(csv.reader(io.StringIO(unified), dialect="excel-tab", strict=False))
    except csv.Error:
        return []
    width = len(rows[0])
    if width < 2 or any(len(row) != width for row in rows) or len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        return []
    return [[clean_line(cell)[:_LONGEST_CELL] for cell in row] for row in rows]
