"""Rows of tables in a returned file: those that came, those that went."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.blocks import Cell, Change, Paragraph, Row, Table
from strategy_editor.model.text import runs_from
from strategy_editor.review.returning.claims import RowClaim
from strategy_editor.review.returning.matching import fold
from strategy_editor.review.returning.returned import Touch

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading

Lines = dict[int, list[int]]
"""By the number of a row in the file: the groups in it."""


class Rows:
    """``handled``: groups that are dealt with; ``gone_hosts``: hosts that went with their row or table."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.claims: list[RowClaim] = []
        self.handled: set[int] = set()
        self.gone_hosts: set[str] = set()
        self.gone_blocks: list[str] = []
        tables: dict[tuple[object, ...], Lines] = {}
        for index, group in enumerate(reading.groups):
            if group.path and group.story == "body":
                table, row, _ = group.path[-1]
                tables.setdefault((*group.path[:-1], table), {}).setdefault(row, []).append(index)
        for lines in tables.values():
            self._table(lines)
        self._vanished()

    def _place(self, index: int) -> tuple[str, str] | None:
        """The table and row that a group stands in."""
        line = self._reading.line_of.get(index)
        host = self._reading.sent.lines[line].host if line is not None else ""
        place = self._reading.sent.places.get(host)
        return (place.table, place.row) if place is not None and place.table else None

    def _table(self, lines: Lines) -> None:
        reading = self._reading
        every = [index for found in lines.values() for index in found]
        tables = Counter(place[0] for index in every if (place := self._place(index)) is not None)
        if not tables:
            if not any(index in reading.line_of for index in every):
                self._new_table(lines)
            return
        table = tables.most_common(1)[0][0]
        above = ""
        for number in sorted(lines):
            found = lines[number]
            rows = Counter(place[1] for index in found if (place := self._place(index)) and place[0] == table)
            group = reading.groups[found[0]]
            if rows:
                above = rows.most_common(1)[0][0]
                if group.row_deletion is not None:
                    self._row_went(table, above, found, group.row_deletion)
            elif not any(index in reading.line_of for index in found):
                self._row_came(table, above, found, group.row_insertion or reading.reader)

    def _row_went(self, table: str, row: str, found: list[int], touch: Touch) -> None:
        reading = self._reading
        suggestion = reading.mint(touch, "row", "", row, 0)
        reading.records[suggestion] = touch
        self.claims.append(RowClaim(table, row, None, suggestion))
        for index in found:
            self.handled.add(index)
            line = reading.line_of.get(index)
            if line is not None:
                self.gone_hosts.add(reading.sent.lines[line].host)
                for each in reading.groups[index].lines:
                    reading.spot(each.paragraph, reading.sent.lines[line].host)

    def _row_came(self, table: str, above: str, found: list[int], touch: Touch) -> None:
        reading = self._reading
        self.handled.update(found)
        texts: dict[int, list[str]] = {}
        for index in found:
            group = reading.groups[index]
            for line in group.lines:
                text = "".join(run.text for run in line.paragraph.runs if run.deletion is None)
                texts.setdefault(group.path[-1][2], []).append(text)
                reading.spot(line.paragraph, table)
        if not any(text.strip() for cell in texts.values() for text in cell):
            return
        value = reading.blocks.get(table)
        words = " | ".join(fold(" ".join(texts[number])) for number in sorted(texts))
        if not isinstance(value, Table) or len(texts) != len(value.columns):
            reading.note(table, f"A row was added: {words}", touch)
            return
        suggestion = reading.mint(touch, "", words, table, reading.count(f"{table} {above}"))
        reading.records[suggestion] = touch
        cells = tuple(_cell(suggestion, texts[number], number) for number in sorted(texts))
        row = Row(derived_id("row", suggestion), cells)
        self.claims.append(RowClaim(table, above, _inserted(row, suggestion), suggestion))

    def _new_table(self, lines: Lines) -> None:
        reading = self._reading
        found = [index for number in sorted(lines) for index in lines[number]]
        self.handled.update(found)
        rows = []
        for number in sorted(lines):
            cells = [" ".join(reading.final(reading.groups[index]).split()) for index in lines[number]]
            rows.append(" | ".join(cells))
        for index in found:
            for line in reading.groups[index].lines:
                reading.spot(line.paragraph, reading.near(found[0] - 1) if found[0] else "")
        if any(row.strip(" |") for row in rows):
            first = reading.groups[found[0]]
            touch = first.row_insertion or reading.reader
            near = reading.near(found[0] - 1) if found[0] else ""
            reading.note(near, "A table was added here:\n" + "\n".join(rows), touch)

    # ---- without tracking

    def _vanished(self) -> None:
        """Rows, tables and figures of which nothing came back."""
        reading = self._reading
        rows: dict[tuple[str, str], list[int]] = {}
        units: dict[str, list[int]] = {}
        for number, line in enumerate(reading.sent.lines):
            place = reading.sent.places.get(line.host)
            if place is None:
                continue
            if place.table:
                rows.setdefault((place.table, place.row), []).append(number)
            if place.table or place.kind == "caption":
                units.setdefault(place.block, []).append(number)
        for block, numbers in units.items():
            if self._is_gone(numbers):
                self.gone_blocks.append(block)
                self.gone_hosts.update(reading.sent.lines[number].host for number in numbers)
        for (table, row), numbers in rows.items():
            if table in self.gone_blocks or not self._is_gone(numbers):
                continue
            suggestion = reading.mint(reading.reader, "row", "", row, 0)
            reading.records[suggestion] = reading.reader
            self.claims.append(RowClaim(table, row, None, suggestion))
            self.gone_hosts.update(reading.sent.lines[number].host for number in numbers)

    def _is_gone(self, numbers: list[int]) -> bool:
        reading = self._reading
        said = any(fold(reading.sent.lines[number].words) for number in numbers)
        return said and not any(number in reading.matches for number in numbers)


def _cell(suggestion: str, texts: list[str], number: int) -> Cell:
    id = derived_id("cell", suggestion, str(number))
    blocks = tuple(Paragraph(derived_id("words", id, str(place)), runs_from(text)) for place, text in enumerate(texts))
    return Cell(id, blocks)


def _inserted(row: Row, suggestion: str) -> Row:
    return Row(row.id, row.cells, change=Change(insertion=suggestion))
