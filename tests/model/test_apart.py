"""What two states of a table or box do not share."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.apart import cells_apart, narrowed
from strategy_editor.model.blocks import Box, Table
from strategy_editor.model.tree import ids_in
from tests.model.values import paragraph, table


def _grid() -> Table:
    return table([["Head", "Cost"], ["a", "1"], ["b", "2"]], "What it costs")


def _with_words(grid: Table, row: int, column: int, *blocks) -> Table:
    cells = list(grid.rows[row].cells)
    cells[column] = replace(cells[column], blocks=blocks)
    rows = list(grid.rows)
    rows[row] = replace(rows[row], cells=tuple(cells))
    return replace(grid, rows=tuple(rows))


def test_only_the_cell_with_other_words_is_apart():
    before = _grid()
    after = _with_words(before, 1, 1, paragraph("one"), paragraph("more"))
    (found,) = cells_apart(before, after) or []
    assert found.row is after.rows[1]
    assert (found.before, found.after) == (before.rows[1].cells[1], after.rows[1].cells[1])
    was, now = narrowed((before,), (after,))
    assert [*was] == [*before.rows[1].cells[1].blocks]
    assert [*now] == [*after.rows[1].cells[1].blocks]


@pytest.mark.parametrize(
    "change",
    [
        lambda grid: replace(grid, rows=grid.rows[:-1]),
        lambda grid: replace(grid, caption=paragraph("Other")),
        lambda grid: replace(grid, header_rows=2),
        lambda grid: replace(grid, rows=(replace(grid.rows[0], total=True), *grid.rows[1:])),
        lambda grid: replace(grid, rows=(replace(grid.rows[0], cells=grid.rows[0].cells[:1]), *grid.rows[1:])),
        lambda grid: _with_words(replace(grid, id=new_id()), 1, 1, paragraph("one")),
    ],
)
def test_another_frame_is_never_narrowed(change):
    before = _grid()
    after = change(before)
    assert cells_apart(before, after) is None
    assert narrowed((before,), (after,)) == ((before,), (after,))


def test_what_is_gone_is_the_same_with_and_without_what_both_share():
    before = _grid()
    after = _with_words(before, 2, 0, paragraph("c"))
    was, now = narrowed((before,), (after,))
    gone = set(ids_in((before,))) - set(ids_in((after,)))
    assert gone == set(ids_in(tuple(was))) - set(ids_in(tuple(now))) == {before.rows[2].cells[0].blocks[0].id}


def test_a_box_with_another_title_is_apart_as_a_whole():
    box = Box(new_id(), paragraph("A box"), (paragraph("inside"),))
    fuller = replace(box, blocks=(*box.blocks, paragraph("more")))
    assert narrowed((box,), (fuller,)) == (box.blocks, fuller.blocks)
    renamed = replace(fuller, title=paragraph("Another"))
    assert narrowed((box,), (renamed,)) == ((box,), (renamed,))
    assert narrowed((box, box), (fuller,)) == ((box, box), (fuller,))
