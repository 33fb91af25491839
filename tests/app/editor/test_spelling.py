"""Spelling and quotes in the editor: marked while painting, put right while typing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.language.autocorrect import ALL_AIDS
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.text import Marks, Run, plain
from tests.app.editor.conftest import Make
from tests.app.editor.hands import CTRL, K, go, misspelt, press, type_text
from tests.model.values import paragraph, section


def with_spelling(make: Make, qtbot: QtBot, *blocks) -> SectionEditor:
    editor = make(section("S", *blocks))
    editor.spelling.turn(on=True)
    editor.spelling.use(editor.spelling._known, "en-GB")
    with qtbot.waitSignal(editor.spelling.ready, timeout=20_000):
        editor.viewport().repaint()
    return editor


def test_english_and_welsh_each_by_its_own_dictionary(make: Make, qtbot: QtBot) -> None:
    runs = (
        Run("The stratergy of "),
        Run("y cyngor cyngorr", Marks(language="cy")),
        Run(" gone wrnog", Marks(deletion="s")),
    )
    editor = with_spelling(make, qtbot, Paragraph("p" * 16, runs))
    misspelt(editor)
    qtbot.waitUntil(lambda: misspelt(editor) == ["stratergy", "cyngorr"], timeout=20_000)


def test_marks_are_painted_once_the_word_is_left(make: Make, qtbot: QtBot) -> None:
    editor = with_spelling(make, qtbot, paragraph("all is well"))
    red = editor.looks.theme.spelling

    def painted() -> bool:
        image = editor.viewport().grab().toImage()
        return any(
            image.pixelColor(x, y).name() == red for y in range(image.height() // 4) for x in range(image.width())
        )

    assert not painted()
    go(editor, editor.section.blocks[0].id, 11)
    type_text(editor, " wrnog")
    assert not painted()
    type_text(editor, " ")
    assert painted()
    editor.spelling.turn(on=False)
    assert not painted()


def test_a_word_known_to_nobody_has_no_place_in_urls_and_codes(make: Make, qtbot: QtBot) -> None:
    editor = with_spelling(make, qtbot, paragraph("See www.stratergy.gov.uk or AB12X and qwxz."))
    assert misspelt(editor) == ["qwxz"]
    assert editor.spelling.at(editor.places.spot_at(editor.layout_, 40)).word == "qwxz"  # type: ignore[union-attr]


# ---- quotes and dashes


@pytest.mark.parametrize("suggesting", [False, True])
def test_quotes_and_dashes_are_put_right_and_one_undo_takes_it_back(make: Make, suggesting: bool) -> None:
    first = paragraph("")
    editor = make(section("S", first), suggesting=suggesting)
    editor.aids = ALL_AIDS
    go(editor, first.id)
    type_text(editor, '"yes" - 2009-10 it\'s...')
    shown = "".join(str(run.content) for run in editor.section.blocks[0].runs)  # type: ignore[union-attr]
    assert shown == "“yes” – 2009–10 it’s…"
    press(editor, K.Key_Z, CTRL)
    shown = "".join(str(run.content) for run in editor.section.blocks[0].runs)  # type: ignore[union-attr]
    assert shown == "“yes” – 2009–10 it’s..."
    type_text(editor, "!")
    assert editor.mismatch() == ""


def test_they_are_left_alone_where_that_is_turned_off(make: Make) -> None:
    first = paragraph("")
    editor = make(section("S", first))
    go(editor, first.id)
    type_text(editor, '"yes"')
    assert plain(editor.section.blocks[0].runs) == '"yes"'  # type: ignore[union-attr]
