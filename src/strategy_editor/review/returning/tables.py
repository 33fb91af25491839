"""Tables of a returned file: rows and columns that came, went or moved, and tables that are wholly new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.values import Block as FileBlock
from strategy_editor.incoming.values import Cell as FileCell
from strategy_editor.incoming.values import Paragraph as FileParagraph
from strategy_editor.incoming.values import Revision
from strategy_editor.incoming.values import Table as FileTable
from strategy_editor.model.blocks import BODY, Cell, ListShape, Paragraph, Table
from strategy_editor.model.grid import Placed, placed
from strategy_editor.review.returning.claims import CellClaim, Claim, ColumnClaim, RowClaim
from strategy_editor.review.returning.columns import Columns, Pair, columns_of
from strategy_editor.review.returning.drafts import NewDraft, arriving_text
from strategy_editor.review.returning.matching import fold
from strategy_editor.review.returning.returned import Touch, chars, touch
from strategy_editor.review.words import in_order

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading

Lines = dict[int, list[int]]
"""By the number of a row in the file: the groups in it."""
Path = tuple[object, ...]
"""Where a table stands: the places of the cells round it, and which table it is there."""


class NewCell(NamedTuple):
    """A cell of a row or column that came: its id, the ids of the first and last column that it covers, its text."""

    id: str
    first: str
    last: str
    texts: list[NewDraft]


class NewRow(NamedTuple):
    """A row that came behind the row ``after``."""

    table: str
    after: str
    suggestion: str
    cells: list[NewCell]


class NewColumn(NamedTuple):
    """A column that came behind the column ``after``; ``cells`` by the id of their row."""

    table: str
    after: str
    suggestion: str
    cells: dict[str, NewCell]


class NewTableFound(NamedTuple):
    """A table of which nothing went out, and its groups."""

    file: FileTable
    groups: tuple[int, ...]


class _Known(NamedTuple):
    """A table of the file that is one of those that went out, and the rows of it that are known."""

    table: Table
    file: FileTable
    lines: Lines
    rows: dict[int, str]
    columns: Columns


class Tables:
    """``handled``: groups that are dealt with; ``gone_hosts``: hosts that went with their row, column or table.

    ``new``: by its first group, each table that is wholly new. ``used``: numbers of tracked changes of cells.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._gone: list[Claim] = []
        self._rows: list[NewRow] = []
        self._columns: list[NewColumn] = []
        self.handled: set[int] = set()
        self.used: set[int] = set()
        self.gone_hosts: set[str] = set()
        self.gone_blocks: list[str] = []
        self.new: dict[int, NewTableFound] = {}
        tables: dict[Path, Lines] = {}
        for index, group in enumerate(reading.groups):
            if group.path and group.story == "body":
                table, row, _ = group.path[-1]
                tables.setdefault((*group.path[:-1], table), {}).setdefault(row, []).append(index)
        files = dict(_tables(reading.file.blocks, ()))
        for path, lines in tables.items():
            self._table(path, lines, files)
        self._vanished()

    def claims(self) -> Iterator[Claim]:
        """What is claimed of rows and columns; to be asked for when all comments have been placed."""
        yield from self._gone
        for column in self._columns:
            cells = {row: self._cell(cell) for row, cell in column.cells.items()}
            yield ColumnClaim(column.table, column.after, cells, column.suggestion)
        for row in self._rows:
            found = tuple(CellClaim(cell.first, cell.last, self._cell(cell)) for cell in row.cells)
            yield RowClaim(row.table, row.after, found, row.suggestion)

    def _cell(self, cell: NewCell) -> Cell:
        reading = self._reading
        blocks = tuple(arriving_text(each, reading.mint, reading.records) for each in cell.texts)
        return Cell(cell.id, blocks or (Paragraph(derived_id("words", cell.id)),))

    # ---- what each table of the file is

    def _place(self, index: int) -> tuple[str, str] | None:
        """The table and row that a group stands in."""
        line = self._reading.line_of.get(index)
        host = self._reading.sent.lines[line].host if line is not None else ""
        place = self._reading.sent.places.get(host)
        return (place.table, place.row) if place is not None and place.table else None

    def _table(self, path: Path, lines: Lines, files: Mapping[Path, FileTable]) -> None:
        reading = self._reading
        every = [index for found in lines.values() for index in found]
        if self.handled.issuperset(every):
            return
        tables = Counter(place[0] for index in every if (place := self._place(index)) is not None)
        if not tables:
            if not any(index in reading.line_of for index in every):
                self._new_table(path, lines, files[path])
            return
        value = reading.blocks.get(tables.most_common(1)[0][0])
        if isinstance(value, Table):
            self._known(value, files[path], lines)

    def _known(self, table: Table, file: FileTable, lines: Lines) -> None:
        rows: dict[int, str] = {}
        for number in sorted(lines):
            votes = Counter(
                place[1] for index in lines[number] if (place := self._place(index)) and place[0] == table.id
            )
            if votes:
                rows[number] = votes.most_common(1)[0][0]
        known = _Known(table, file, lines, rows, self._columns_of(table, file, lines, rows))
        names = self._changed_columns(known)
        kept = in_order([row.id for row in table.rows], list(dict.fromkeys(rows.values())))
        above = ""
        for number in sorted(lines):
            found = lines[number]
            group = self._reading.groups[found[0]]
            row = rows.get(number)
            if row is not None and row in kept:
                above = row
                if group.row_deletion is not None:
                    self._row_went(table.id, row, found, group.row_deletion)
            elif row is not None:
                self._row_went(table.id, row, found, self._reading.reader)
                self._row_came(known, names, above, number, self._reading.reader)
            elif not any(index in self._reading.line_of for index in found):
                self._row_came(known, names, above, number, group.row_insertion or self._reading.reader)

    # ---- columns

    def _columns_of(self, table: Table, file: FileTable, lines: Lines, rows: Mapping[int, str]) -> Columns:
        reading = self._reading
        sent = placed(table)
        by_cell = {place.cell.id: place for place in sent}
        pairs: list[Pair] = []
        for number in rows:
            places: dict[int, Placed] = {}
            for index in lines[number]:
                line = reading.line_of.get(index)
                host = reading.sent.places.get(reading.sent.lines[line].host) if line is not None else None
                if host is not None and host.container in by_cell:
                    places[reading.groups[index].path[-1][2]] = by_cell[host.container]
            pairs += [
                Pair(cell, places.get(place))
                for place, cell in enumerate(file.rows[number].cells)
                if not cell.continued
            ]
        return columns_of(pairs, sent, width=file.columns, sent_width=len(table.columns))

    def _changed_columns(self, known: _Known) -> dict[int, str]:
        """Columns that went and came are noted; the id of each column of the file, as far as it has one."""
        columns, table = known.columns, known.table
        names = {column: table.columns[was].id for column, was in columns.kept.items() if was < len(table.columns)}
        for was in columns.went:
            self._column_went(known, table.columns[was].id, was, None, self._reading.reader)
        for column in sorted(columns.kept):
            deletions = [cell.deletion for cell in _column(known, column)]
            first = deletions[0] if deletions else None
            if first is not None and all(deletions):
                self.used.update(each.number for each in deletions if each is not None)
                self._column_went(known, names[column], columns.kept[column], column, _sure(touch(first)))
        for column in columns.came:
            names[column] = self._column_came(known, names, column)
        return names

    def _column_went(self, known: _Known, id: str, was: int, column: int | None, by: Touch) -> None:
        """``column``: where it still stands in the file, marked as deleted."""
        reading = self._reading
        hosts = {
            block.id
            for place in placed(known.table)
            if place.column == was and place.columns == 1
            for block in place.cell.blocks
        }
        lines = [reading.sent.by_host[host] for host in hosts if host in reading.sent.by_host]
        shown = any(fold(reading.sent.lines[line].words) for line in lines)
        if column is None and not shown:
            return  # a column without words that is not there: no program keeps its bookmarks for certain
        suggestion = reading.mint(by, "column", "", id, 0)
        reading.records[suggestion] = by
        self._gone.append(ColumnClaim(known.table.id, id, None, suggestion))
        for index in self._groups_in(known, column) if column is not None else ():
            self._went(index, by)
        self.gone_hosts |= hosts

    def _column_came(self, known: _Known, names: Mapping[int, str], column: int) -> str:
        reading = self._reading
        insertions = [cell.insertion for cell in _column(known, column) if cell.insertion is not None]
        by = _sure(touch(insertions[0])) if insertions else reading.reader
        self.used.update(each.number for each in insertions)
        before = [names[each] for each in sorted(known.columns.kept) if each < column and each in names]
        after = before[-1] if before else ""
        groups = list(self._groups_in(known, column))
        words = " | ".join(fold(reading.final(reading.groups[index])) for index in groups)
        place = reading.count(f"{known.table.id} column {after}")
        suggestion = reading.mint(by, "", words, known.table.id, place)
        reading.records[suggestion] = by
        rows = {index: known.rows[reading.groups[index].path[-1][1]] for index in groups}
        cells: dict[str, NewCell] = {}
        for index in groups:
            id = derived_id("cell", suggestion, rows[index])
            cell = cells.setdefault(rows[index], NewCell(id, "", "", []))
            self._put_in(cell, index, by)
        self._columns.append(NewColumn(known.table.id, after, suggestion, cells))
        return derived_id("column", suggestion)

    def _groups_in(self, known: _Known, column: int) -> Iterator[int]:
        """The groups of a column of the file, in rows that went out."""
        for number in known.rows:
            for index in known.lines[number]:
                cell = known.file.rows[number].cells[self._reading.groups[index].path[-1][2]]
                if cell.column == column and not cell.continued and cell.column_span == 1:
                    yield index

    # ---- rows

    def _row_went(self, table: str, row: str, found: list[int], by: Touch) -> None:
        reading = self._reading
        suggestion = reading.mint(by, "row", "", row, 0)
        reading.records[suggestion] = by
        self._gone.append(RowClaim(table, row, None, suggestion))
        for index in found:
            self._went(index, by)

    def _went(self, index: int, by: Touch) -> None:
        """A paragraph that goes with its row or column. What others did to its words is theirs all the same."""
        reading = self._reading
        self.handled.add(index)
        line = reading.line_of.get(index)
        if line is None:
            return
        host = reading.sent.lines[line].host
        self.gone_hosts.add(host)
        lines = [each.paragraph for each in reading.groups[index].lines]
        others = {
            each.author
            for paragraph in lines
            for char in chars(paragraph)
            for each in (char.insertion, char.deletion)
            if each is not None and each.author != by.author
        }
        if others and not reading.sent.lines[line].opaque:
            draft = reading.draft(index, lines)
            draft.pieces[:] = [
                piece._replace(deletion=None) if piece.deletion and piece.deletion.author == by.author else piece
                for piece in draft.pieces
            ]
            return
        for paragraph in lines:
            reading.spot(paragraph, host)

    def _row_came(self, known: _Known, names: Mapping[int, str], above: str, number: int, by: Touch) -> None:
        reading = self._reading
        found, row = known.lines[number], known.file.rows[number]
        self.handled.update(found)
        cells = [(place, cell) for place, cell in enumerate(row.cells) if not cell.continued]
        texts = {place: [index for index in found if reading.groups[index].path[-1][2] == place] for place, _ in cells}
        said = [fold(" ".join(reading.final(reading.groups[index]) for index in texts[place])) for place, _ in cells]
        if not any(said):
            return
        table = known.table.id
        suggestion = reading.mint(by, "", " | ".join(said), table, reading.count(f"{table} {above}"))
        reading.records[suggestion] = by
        made: list[NewCell] = []
        for place, cell in cells:
            covered = [names[each] for each in range(cell.column, cell.column + cell.column_span) if each in names]
            if covered or not made:
                id = derived_id("cell", suggestion, str(place))
                made.append(NewCell(id, covered[0] if covered else "", covered[-1] if covered else "", []))
            for index in texts[place]:
                self._put_in(made[-1], index, by)
        self.used.update(each.number for cell in row.cells for each in (cell.insertion,) if each is not None)
        self._rows.append(NewRow(table, above, suggestion, made))

    def _put_in(self, cell: NewCell, index: int, by: Touch) -> None:
        """The paragraphs of a group as text of a new cell."""
        self.handled.add(index)
        for line in self._reading.groups[index].lines:
            id = derived_id("words", cell.id, str(len(cell.texts)))
            cell.texts.append(self.text(line.paragraph, id, by))

    def text(self, paragraph: FileParagraph, id: str, by: Touch) -> NewDraft:
        """A paragraph of something that came as a whole."""
        reading = self._reading
        shape = reading.shapes.shape(paragraph.shape)
        return reading.arriving(paragraph, id, by, shape if isinstance(shape, ListShape) else BODY)

    # ---- whole tables

    def _new_table(self, path: Path, lines: Lines, file: FileTable) -> None:
        """A table of which nothing went out; tables in its cells come with it."""
        reading = self._reading
        found = [index for number in sorted(lines) for index in lines[number]]
        if len(path) > 1:
            self._told(found, lines)
            return
        inside = [
            index
            for index, group in enumerate(reading.groups)
            if group.story == "body" and group.path and group.path[0][0] == path[0]
        ]
        self.handled.update(inside)
        self.new[inside[0]] = NewTableFound(file, tuple(inside))
        self.used.update(_revisions((file,)))

    def _told(self, found: list[int], lines: Lines) -> None:
        """A table in a cell of a table: no strategy holds such a thing, so that it is told in words."""
        reading = self._reading
        self.handled.update(found)
        rows = [
            " | ".join(" ".join(reading.final(reading.groups[index]).split()) for index in lines[number])
            for number in sorted(lines)
        ]
        near = reading.near(found[0] - 1) if found[0] else ""
        for index in found:
            for line in reading.groups[index].lines:
                reading.spot(line.paragraph, near)
        if any(row.strip(" |") for row in rows):
            by = reading.groups[found[0]].row_insertion or reading.reader
            reading.note(near, "A table was added here:\n" + "\n".join(rows), by)

    # ---- without tracking

    def _vanished(self) -> None:
        """Rows, tables and figures of which nothing came back."""
        reading = self._reading
        rows: dict[tuple[str, str], list[int]] = {}
        units: dict[str, list[int]] = {}
        for number, line in enumerate(reading.sent.lines):
            place = reading.sent.places.get(line.host)
            if place is None or line.host in self.gone_hosts:
                continue
            if place.table:
                rows.setdefault((place.table, place.row), []).append(number)
            if place.table or (place.kind == "caption" and not reading.figures.stays(number)):
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
            self._gone.append(RowClaim(table, row, None, suggestion))
            self.gone_hosts.update(reading.sent.lines[number].host for number in numbers)

    def _is_gone(self, numbers: list[int]) -> bool:
        reading = self._reading
        said = any(fold(reading.sent.lines[number].words) for number in numbers)
        return said and not any(number in reading.matches for number in numbers)


def _tables(blocks: Iterable[FileBlock], above: Path) -> Iterator[tuple[Path, FileTable]]:
    """Every table of the body, those in cells too, by where it stands."""
    number = 0
    for block in blocks:
        if isinstance(block, FileTable):
            yield (*above, number), block
            for row_number, row in enumerate(block.rows):
                for cell_number, cell in enumerate(row.cells):
                    yield from _tables(cell.blocks, (*above, (number, row_number, cell_number)))
            number += 1


def _column(known: _Known, column: int) -> list[FileCell]:
    """The cells of rows that went out that begin in a column of the file and reach over no other."""
    cells = (cell for number in known.rows for cell in known.file.rows[number].cells)
    return [cell for cell in cells if cell.column == column and cell.column_span == 1]


def _revisions(tables: Sequence[FileBlock]) -> Iterator[int]:
    """The numbers of the tracked changes of cells."""
    for table in tables:
        if isinstance(table, FileTable):
            for row in table.rows:
                for cell in row.cells:
                    found: tuple[Revision | None, ...] = (cell.insertion, cell.deletion)
                    yield from (each.number for each in found if each is not None)
                    yield from _revisions(cell.blocks)


def _sure(by: Touch | None) -> Touch:
    assert by is not None
    return by
