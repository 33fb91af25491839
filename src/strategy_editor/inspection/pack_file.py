"""The designer's pack: the text within it, its lists cell by cell, and pictures as they came."""

from __future__ import annotations

import csv
import io
import re

from strategy_editor.inspection.drawings import wrong_in_drawing
from strategy_editor.inspection.pictures import look_at_pictures
from strategy_editor.inspection.strings import Opened
from strategy_editor.inspection.word_file import open_word
from strategy_editor.inspection.zipped import entries

_LIST = "Pictures and permissions.csv"
_FIRST_SIZE, _MOST_DIGITS = 9, 6
"""From this column on the list holds sizes of pictures, which no document says."""

_PARTS = re.compile(r"Text\.docx|Pictures and permissions\.csv|Pictures/[^/]+\.(png|jpg|svg)|Charts/[^/]+\.csv")

COLUMNS = (
    "File",
    "Number",
    "Caption",
    "What it shows",
    "Longer description",
    "Stands in",
    "Source",
    "Credit",
    "Permission",
    "Width in dots",
    "Height in dots",
    "Sharp in print up to, in millimetres",
)
"""What the list says of each picture."""


def open_pack(data: bytes) -> Opened:
    """Everything in a designer's pack."""
    opened, originals = Opened(), Opened()
    for entry in entries(data, opened):
        opened.say(entry.place.rpartition("/")[2].rpartition(".")[0], "the list of files")
        if _PARTS.fullmatch(entry.place) is None:
            opened.fault("parts", f"It holds a file that a designer does not need: {entry.place}.", entry.place)
        elif entry.place.endswith(".docx"):
            opened.add(open_word(entry.data), entry.place)
        elif entry.place.endswith(".csv"):
            _read_table(entry.data, entry.place, opened)
        elif entry.place.endswith(".svg"):
            for sentence in wrong_in_drawing(entry.data):
                opened.fault("pictures", sentence, entry.place)
        else:
            originals.pictures.append(entry)
    look_at_pictures(originals)
    opened.faults += originals.faults
    return opened


def _read_table(data: bytes, place: str, opened: Opened) -> None:
    try:
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), strict=True):
            for column, cell in enumerate(row):
                if place == _LIST and column >= _FIRST_SIZE and cell.isdecimal() and len(cell) <= _MOST_DIGITS:
                    continue
                opened.say(cell.rpartition("/")[2].rpartition(".")[0] if "/" in cell else cell, place)
    except (UnicodeDecodeError, csv.Error) as why:
        opened.fault("readable", f"A list in it cannot be read ({why}).", place)
