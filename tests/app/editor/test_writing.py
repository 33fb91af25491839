"""Writing, one rule at a time, directly and by suggestions, in the real widget."""

from __future__ import annotations

import pytest

from strategy_editor.model.blocks import Heading, Paragraph
from strategy_editor.model.text import Marks, Run, Runs, plain
from tests.app.editor.conftest import Make
from tests.app.editor.hands import CTRL, K, compose, go, press, type_text, write_by_assistance, write_from_outside
from tests.model.values import heading, item, paragraph, section, table

BOTH = pytest.mark.parametrize("suggesting", [False, True])


def _texts(editor) -> list[str]:
    return [line.text for line in editor.layout_.lines]


def test_typing_changes_the_section_and_draws_nothing_anew(make: Make) -> None:
    first = paragraph("The council")
    editor = make(section("S", first))
    go(editor, first.id, 3)
    before = editor.view.drawn
    type_text(editor, "se")
    assert plain(editor.section.blocks[0].runs) == "These council"
    assert editor.view.drawn == before


@BOTH
def test_enter_at_the_start_of_a_heading_leaves_the_id_with_its_words(make: Make, suggesting: bool) -> None:
    head = heading("Housing need")
    editor = make(section("S", head), suggesting=suggesting)
    go(editor, head.id, 0)
    press(editor, K.Key_Return)
    first, second = editor.section.blocks
    assert isinstance(first, Paragraph)
    assert second.id == head.id
    assert isinstance(second, Heading)


@BOTH
def test_text_follows_a_heading(make: Make, suggesting: bool) -> None:
    head = heading("Housing need")
    editor = make(section("S", head), suggesting=suggesting)
    go(editor, head.id, 12)
    press(editor, K.Key_Return)
    type_text(editor, "We need")
    first, second = editor.section.blocks
    assert first.id == head.id
    assert isinstance(second, Paragraph)
    assert "".join(str(run.content) for run in second.runs) == "We need"


def test_own_insertions_vanish_and_others_are_struck(make: Make) -> None:
    first = paragraph("The council")
    editor = make(section("S", first), suggesting=True)
    go(editor, first.id, 4)
    type_text(editor, "mine ")
    press(editor, K.Key_Backspace, times=5)
    assert editor.section.blocks == (first,)
    type_text(editor, "mine ")
    editor.host.author = "somebody else"
    press(editor, K.Key_Backspace, times=5)
    (struck,) = [run for run in editor.section.blocks[0].runs if run.marks.insertion]
    assert struck.content == "mine "
    assert editor.host.authors[struck.marks.insertion] == "me"
    assert editor.host.authors[struck.marks.deletion] == "somebody else"


@BOTH
@pytest.mark.parametrize(("offset", "inside"), [(4, False), (7, True), (11, False)])
def test_typing_takes_a_comment_only_inside_its_words(make: Make, suggesting: bool, offset: int, inside: bool) -> None:
    runs: Runs = (Run("The "), Run("council", Marks(comments=("k",))), Run(" meets"))
    first = Paragraph("p", runs)
    editor = make(section("S", first), suggesting=suggesting)
    go(editor, "p", offset)
    type_text(editor, "ZQ")
    typed = [run for run in editor.section.blocks[0].runs if "Z" in str(run.content) or "Q" in str(run.content)]
    assert all((run.marks.comments == ("k",)) is inside for run in typed)


@BOTH
def test_words_typed_over_a_comment_keep_it(make: Make, suggesting: bool) -> None:
    runs: Runs = (Run("The "), Run("recieve", Marks(comments=("k",))), Run(" meets"))
    editor = make(section("S", Paragraph("p", runs)), suggesting=suggesting)
    go(editor, "p", 4, ("p", 11))
    type_text(editor, "receive")
    found = [run for run in editor.section.blocks[0].runs if run.content == "receive"]
    assert found
    assert found[0].marks.comments == ("k",)


def test_a_comment_whose_words_go_is_kept_aside_and_comes_back(make: Make) -> None:
    before = section("S", Paragraph("p", (Run("council", Marks(comments=("k",))), Run(" meets"))))
    editor = make(before)
    go(editor, "p", 0, ("p", 7))
    press(editor, K.Key_Delete)
    assert editor.section.unplaced == ("k",)
    editor.undo()
    assert editor.section == before


def test_a_table_goes_only_as_a_whole_and_only_when_it_was_seen(make: Make) -> None:
    first, last = paragraph("before"), paragraph("after")
    grid = table([["a", "b"], ["c", "d"]], "Costs")
    editor = make(section("S", first, grid, last))
    told: list[str] = []
    editor.refused.connect(told.append)
    go(editor, grid.rows[1].cells[1].blocks[0].id, 1)
    press(editor, K.Key_Delete, CTRL)
    assert editor.section.blocks == (first, grid, last)
    go(editor, first.id, 6, (last.id, 0))
    press(editor, K.Key_Delete)
    assert [plain(block.runs) for block in editor.section.blocks] == ["beforeafter"]


def test_tab_goes_through_the_cells(make: Make) -> None:
    grid = table([["a", "b"], ["c", "d"]], "Costs")
    editor = make(section("S", grid))
    go(editor, grid.rows[0].cells[1].blocks[0].id, 0)
    press(editor, K.Key_Tab)
    type_text(editor, "X")
    assert _texts(editor)[1:5] == ["a", "b", "Xc", "d"]


@BOTH
def test_every_other_way_in_is_the_same_change(make: Make, suggesting: bool) -> None:
    first = item("The 😀 council")
    before = section("S", first)
    editor = make(before, suggesting=suggesting)
    for act in (
        lambda: compose(editor, "日本", "に"),
        lambda: write_from_outside(editor, "AT"),
        lambda: write_by_assistance(editor, "acc"),
    ):
        go(editor, first.id, 5)
        act()
        assert editor.mismatch() == ""
    assert "".join(str(run.content) for run in editor.section.blocks[0].runs) == "The 😀accAT日本 council"
    while editor.host.done:
        editor.undo()
    assert editor.section == before


def test_typing_is_undone_a_word_at_a_time(make: Make) -> None:
    first = paragraph("")
    editor = make(section("S", first))
    go(editor, first.id)
    type_text(editor, "one two three")
    editor.undo()
    assert plain(editor.section.blocks[0].runs) == "one two "
    editor.undo()
    assert plain(editor.section.blocks[0].runs) == "one "
    editor.redo()
    assert plain(editor.section.blocks[0].runs) == "one two "


def test_what_the_host_refuses_is_drawn_back(make: Make) -> None:
    first = paragraph("The council")
    editor = make(section("S", first))
    told: list[str] = []
    editor.refused.connect(told.append)
    editor.host.refusing = "The disk is full."
    go(editor, first.id, 3)
    type_text(editor, "x")
    assert told == ["The disk is full."]
    assert _texts(editor) == ["The council"]
