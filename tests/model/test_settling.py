"""Undecided suggestions show as rejected, whatever carries them."""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.model.blocks import Block, Change, FormerShape, ListShape, Paragraph, ParagraphShape, Row, Table
from strategy_editor.model.settling import rejected, settled_blocks, settled_document
from strategy_editor.model.text import FormerMarks, Marks, Run, plain
from tests.model.values import document, heading, paragraph, section, table

ADDED, REMOVED = Marks(insertion="s"), Marks(deletion="s")


def as_rejected(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return settled_blocks(blocks, rejected)


def test_words_go_back() -> None:
    marked = Paragraph("p", (Run("keep "), Run("new", ADDED), Run("old", REMOVED)))
    assert as_rejected((marked,)) == (Paragraph("p", (Run("keep old"),)),)
    bold = Paragraph("p", (Run("x", Marks(bold=True, former=FormerMarks("s", italic=True))),))
    assert as_rejected((bold,)) == (Paragraph("p", (Run("x", Marks(italic=True)),)),)


def test_a_suggested_break_joins_and_a_whole_new_paragraph_goes() -> None:
    first = Paragraph("a", (Run("one "),), ending=Change(insertion="s"))
    second = Paragraph("b", (Run("two"),), numbered=True)
    assert as_rejected((first, second)) == (Paragraph("a", (Run("one two"),), numbered=True),)
    new = Paragraph("n", (Run("new", ADDED),), ending=Change(insertion="s"))
    assert as_rejected((new, second)) == (second,)
    assert as_rejected((new,)) == ()
    assert as_rejected((paragraph("x"), new))[0].runs == (Run("x"),)  # type: ignore[union-attr]


def test_a_suggested_removal_stays_and_a_suggested_move_is_undone() -> None:
    gone = Paragraph("a", (Run("one", REMOVED),), ending=Change(deletion="s"))
    moved = Paragraph("m", (Run("one", ADDED),), ending=Change(insertion="s", moved="a"))
    assert as_rejected((gone, moved)) == (Paragraph("a", (Run("one"),)),)


def test_shapes_go_back() -> None:
    shaped = replace(heading("x"), former=FormerShape("s", ListShape("number", 2)))
    back = as_rejected((shaped,))[0]
    assert (back.kind, back.level, back.id) == ("number", 2, shaped.id)  # type: ignore[union-attr]
    plain_again = as_rejected((replace(paragraph("y", numbered=True), former=FormerShape("s", ParagraphShape())),))[0]
    assert plain_again.numbered is False  # type: ignore[union-attr]


def texts(found: Table) -> list[list[str]]:
    return [[plain(cell.blocks[0].runs) for cell in row.cells] for row in found.rows]


def test_rows_columns_and_tables_that_were_only_suggested_go() -> None:
    whole = table([["a", "b"], ["c", "d"], ["e", "f"]])
    suggested = Change(insertion="s")

    def row(found: Row) -> Row:
        return replace(found, change=suggested)

    fewer = replace(
        whole,
        rows=(whole.rows[0], row(whole.rows[1]), whole.rows[2]),
        columns=(whole.columns[0], replace(whole.columns[1], change=suggested)),
    )
    (back,) = as_rejected((fewer,))
    assert isinstance(back, Table)
    assert texts(back) == [["a"], ["e"]]
    assert as_rejected((replace(whole, change=suggested),)) == ()
    kept = as_rejected((replace(whole, change=Change(deletion="s")),))
    assert kept == (whole,)


def test_a_spanning_cell_shrinks_with_what_goes() -> None:
    whole = table([["a", "b", "c"], ["d", "e", "f"]])
    wide = replace(whole.rows[0].cells[0], column_span=2)
    merged = replace(whole, rows=(replace(whole.rows[0], cells=(wide, whole.rows[0].cells[2])), whole.rows[1]))
    columns = (merged.columns[0], replace(merged.columns[1], change=Change(insertion="s")), merged.columns[2])
    (back,) = as_rejected((replace(merged, columns=columns),))
    assert isinstance(back, Table)
    assert texts(back) == [["a", "c"], ["d", "f"]]
    assert back.rows[0].cells[0].column_span == 1


def test_sections_that_were_only_suggested_go() -> None:
    whole = document(section("One"), section("Two", change=Change(insertion="s")), section("Three"))
    assert [plain(each.title) for each in settled_document(whole, rejected).sections] == ["One", "Three"]
