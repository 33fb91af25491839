"""Reads the words of a spreadsheet (.xlsx, .ods): the rows of its first sheet that holds any, as they are shown.

Spreadsheets that people send remarks in are small; bounds on rows, columns and repeats keep a hostile one from filling
the memory. Formulas are never worked out: what their maker's program saw last is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from lxml import etree

from strategy_editor.word.reading.opening import Package, Relation, Unreadable

MOST_ROWS = 20_000
MOST_COLUMNS = 200
_LONGEST_CELL = 40_000
_SAVE_AGAIN = "Open it, save it again or as .csv, and try again."
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d*)$")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DATES = frozenset((*range(14, 23), *range(45, 48)))
"""Numbers of Excel's own formats of dates and times."""
_BEGINNING = datetime(1899, 12, 30)
_BEGINNING_1904 = datetime(1904, 1, 1)

Rows = list[list[str]]
Relations = Mapping[str, Relation]


class _Spreadsheet(Package):
    """The archive of a spreadsheet."""

    called = "spreadsheet"
    damaged_advice = _SAVE_AGAIN


def read_spreadsheet(data: bytes, name: str = "") -> Rows:
    """The rows of the first sheet with words, without empty ones. Raises :class:`Unreadable` with what to do."""
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable(f"{name or 'This file'} is not a spreadsheet that can be read.", advice=_SAVE_AGAIN)
    package = _Spreadsheet(data)
    sheets = _open_document(package) if package.has("content.xml") else _workbook(package)
    for rows in sheets:
        said = [row for row in rows if any(cell.strip() for cell in row)]
        if said:
            return said
    return []


# ---- Excel


def _workbook(package: Package) -> Iterator[Rows]:
    """The sheets that are shown, in order."""
    named = [each.target for each in package.relations_of("").values() if each.kind == "officeDocument"]
    main = next((each for each in (*named, "xl/workbook.xml") if package.has(each)), "")
    if not main.lower().startswith("xl/"):
        raise Unreadable("This is not a spreadsheet.", advice=_SAVE_AGAIN)
    relations = package.relations_of(main)
    workbook = package.tree(main)
    words = _shared(package, relations)
    dated = _dated(package, relations)
    properties = workbook.find(f"{_SHEET}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    begin = _BEGINNING_1904 if is_1904 else _BEGINNING
    for sheet in workbook.iter(f"{_SHEET}sheet"):
        relation = relations.get(sheet.get(_RELATION) or "")
        if relation is None or relation.external or sheet.get("state") in ("hidden", "veryHidden"):
            continue
        if package.has(relation.target):
            yield list(_rows(package.tree(relation.target), words, dated, begin))


def _shared(package: Package, relations: Relations) -> list[str]:
    part = next((each.target for each in relations.values() if each.kind == "sharedStrings"), "")
    tree = package.optional_tree(part) if part else None
    return [] if tree is None else [_written(each) for each in tree.iter(f"{_SHEET}si")]


def _written(element: etree._Element) -> str:
    """The words of a string, without how they are pronounced."""
    out = [
        text.text or "" for text in element.iter(f"{_SHEET}t") if next(text.iterancestors(f"{_SHEET}rPh"), None) is None
    ]
    return "".join(out)[:_LONGEST_CELL]


def _dated(package: Package, relations: Relations) -> frozenset[int]:
    """The styles of cells that show a number as a date."""
    part = next((each.target for each in relations.values() if each.kind == "styles"), "")
    tree = package.optional_tree(part) if part else None
    if tree is None:
        return frozenset()
    codes = {each.get("numFmtId"): each.get("formatCode") or "" for each in tree.iter(f"{_SHEET}numFmt")}
    formats = tree.find(f"{_SHEET}cellXfs")
    found = []
    for number, each in enumerate(() if formats is None else formats):
        id = each.get("numFmtId") or "0"
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", codes.get(id, "")).lower()
        if (id.isdecimal() and int(id) in _DATES) or ("y" in code and "d" in code) or ("h" in code and "m" in code):
            found.append(number)
    return frozenset(found)


def _rows(tree: etree._Element, words: list[str], dated: frozenset[int], begin: datetime) -> Iterator[list[str]]:
    for count, row in enumerate(tree.iter(f"{_SHEET}row")):
        if count >= MOST_ROWS:
            return
        cells: list[str] = []
        for cell in row.iterchildren(f"{_SHEET}c"):
            place = _column(cell.get("r") or "", len(cells))
            if place >= MOST_COLUMNS:
                break
            cells += [""] * (place - len(cells))
            text = _shown(cell, words, dated, begin)
            if place < len(cells):
                cells[place] = text
            else:
                cells.append(text)
        yield cells


def _column(place: str, following: int) -> int:
    match = _PLACE.match(place)
    if match is None:
        return following
    number = 0
    for letter in match[1].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _shown(cell: etree._Element, words: list[str], dated: frozenset[int], begin: datetime) -> str:
    kind, value = cell.get("t") or "n", (cell.findtext(f"{_SHEET}v") or "")[:_LONGEST_CELL]
    match kind:
        case "inlineStr":
            return _written(cell)
        case "s":
            return words[int(value)] if value.isdecimal() and int(value) < len(words) else ""
        case "b":
            return {"1": "Yes", "0": "No"}.get(value, "")
        case "n":
            style = cell.get("s") or "0"
            return _number(value, is_date=style.isdecimal() and int(style) in dated, begin=begin)
        case _:
            return value


def _number(value: str, *, is_date: bool, begin: datetime) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if is_date and 0 < number < 2_958_466:
        at = begin + timedelta(seconds=round(number * 86400))
        return at.strftime("%Y-%m-%d %H:%M") if number % 1 else at.strftime("%Y-%m-%d")
    return f"{number:.15g}"


# ---- OpenDocument


def _open_document(package: Package) -> Iterator[Rows]:
    tree = package.tree("content.xml")
    for table in tree.iter(f"{_TABLE}table"):
        yield list(_table(table))


def _table(table: etree._Element) -> Iterator[list[str]]:
    """The rows of a sheet; repeats are counted, never followed further than the bounds."""
    count = 0
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            again = min(_repeats(cell, "number-columns-repeated"), MOST_COLUMNS - len(cells))
            cells += [_cell(cell)] * again
        while cells and not cells[-1]:
            cells.pop()
        for _ in range(min(_repeats(row, "number-rows-repeated"), MOST_ROWS - count) if cells else 1):
            if count >= MOST_ROWS:
                return
            count += 1
            yield cells


def _repeats(element: etree._Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}") or "1"
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def _cell(cell: etree._Element) -> str:
    date = cell.get(f"{_OFFICE}date-value")
    if date:
        return date.replace("T", " ")[:16]
    lines = ("".join(map(str, line.itertext())) for line in cell.iterchildren(f"{_TEXT}p"))
    return "\n".join(lines)[:_LONGEST_CELL]
