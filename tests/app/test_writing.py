"""Writing in the whole window: the acts of the menus work on the text, by keyboard alone, and every number follows."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from msgspec.json import decode
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app.context_menu import ContextMenu
from strategy_editor.app.dialogs.choices import ChoiceDialog
from strategy_editor.app.dialogs.insertions import ChartDialog, PictureDialog, TableDialog, TablePropertiesDialog
from strategy_editor.app.editor import clipboard
from strategy_editor.app.window import Window
from strategy_editor.model.blocks import Box, Chart, Figure, Heading, ListItem, Live, PageBreak, Paragraph, Table
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, FactField, Footnote, objects, plain
from strategy_editor.session.opening import put_down, read
from strategy_editor.session.summary import document_numbers
from tests.app.editor.hands import go


@pytest.fixture
def window(empty_section: Window) -> Window:
    empty_section.section_page.editor.setFocus()
    return empty_section


def act(window: Window, id: str) -> None:
    action = window.actions_by_id[id]
    assert action.isEnabled(), id
    action.trigger()


def section(window: Window) -> Section:
    found = window.desk.section
    assert found is not None
    return found


def kinds(window: Window) -> list[type]:
    return [type(block) for block in section(window).blocks]


def type_in(window: Window, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(window.section_page.editor, text)


def enter(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window.section_page.editor, Qt.Key.Key_Return)


def test_a_section_is_drafted_from_nothing(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    act(window, "heading-1")
    type_in(window, qtbot, "Why now")
    enter(window, qtbot)
    type_in(window, qtbot, "Residents ask for ")
    act(window, "bold")
    type_in(window, qtbot, "one")
    act(window, "bold")
    type_in(window, qtbot, " council.")
    act(window, "insert-footnote")
    type_in(window, qtbot, "Survey of 2008.")
    blocks = section(window).blocks
    assert kinds(window) == [Heading, Paragraph]
    assert plain(blocks[1].runs).startswith("Residents ask for one council.")  # type: ignore[union-attr]
    assert [run.marks.bold for run in blocks[1].runs][:3] == [False, True, False]  # type: ignore[union-attr]
    notes = [each for each in objects(blocks[1].runs) if isinstance(each, Footnote)]  # type: ignore[union-attr]
    assert [plain(each.body) for each in notes] == ["Survey of 2008."]
    document = window.desk.document
    assert document is not None
    label = document_numbers(window.desk.project, document).labels[blocks[0].id]
    act(window, "undo")
    assert label.endswith(".1")
    window.outline.structure.shift(-1)
    document = window.desk.document
    assert document is not None
    assert document_numbers(window.desk.project, document).labels[blocks[0].id] != label


@pytest.mark.parametrize(
    ("id", "kind"), [("bullets", ListItem), ("numbers", ListItem), ("quote", Paragraph), ("numbered", Paragraph)]
)
def test_styles_are_put_on_and_shown(window: Window, qtbot: QtBot, id: str, kind: type) -> None:
    act(window, id)
    type_in(window, qtbot, "Words")
    assert kinds(window) == [kind]
    qtbot.waitUntil(lambda: window.format_bar.styles.currentData() == id)
    act(window, id)
    assert kinds(window) == [Paragraph]


def test_a_table_is_made_filled_and_changed(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TableDialog, "exec", lambda dialog: True)
    act(window, "insert-table")
    for word in ("Service", "Cost"):
        type_in(window, qtbot, word)
        qtbot.keyClick(window.section_page.editor, Qt.Key.Key_Tab)
    act(window, "row-below")
    act(window, "column-behind")
    (table,) = [block for block in section(window).blocks if isinstance(block, Table)]
    assert (len(table.rows), len(table.columns)) == (5, 4)
    assert plain(table.rows[0].cells[0].blocks[0].runs) == "Service"
    act(window, "remove-table")
    assert Table not in kinds(window)
    act(window, "undo")
    assert Table in kinds(window)


def test_what_is_said_of_a_table_is_changed_as_one_act(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not window.actions_by_id["table-properties"].isEnabled()
    monkeypatch.setattr(TableDialog, "exec", lambda dialog: True)
    act(window, "insert-table")

    def fill(dialog: TablePropertiesDialog) -> bool:
        dialog.source.setText("Survey of 2008")
        dialog.headers.setValue(2)
        dialog.by_content.setChecked(False)
        for spin, share in zip(dialog.widths, (50, 25, 25), strict=True):
            spin.setValue(share)
        return True

    before = section(window)
    monkeypatch.setattr(TablePropertiesDialog, "exec", fill)
    act(window, "table-properties")
    (table,) = [block for block in section(window).blocks if isinstance(block, Table)]
    assert (table.source, table.header_rows) == ("Survey of 2008", 2)
    assert [column.width for column in table.columns] == [0.5, 0.25, 0.25]
    act(window, "undo")
    assert section(window) == before


def choose(monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    """Chooses the line whose words hold ``wanted``."""

    def choose_line(dialog: Any) -> bool:
        dialog.search.setText(wanted)
        return dialog.chosen is not None

    monkeypatch.setattr(ChoiceDialog, "exec", choose_line)


def test_references_details_boxes_lists_and_charts_are_inserted(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(window, qtbot, "See ")
    choose(monkeypatch, "Business context")
    act(window, "insert-reference")
    choose(monkeypatch, "Date of meeting")
    act(window, "insert-detail")
    (block,) = section(window).blocks
    kinds_inside = [type(each) for each in objects(block.runs)]  # type: ignore[union-attr]
    assert kinds_inside == [CrossReference, FactField]
    for wanted, id, kind in (
        ("Case study", "insert-box", Box),
        ("Milestones", "insert-list", Live),
    ):
        choose(monkeypatch, wanted)
        act(window, id)
        assert kind in kinds(window)
    act(window, "insert-page-break")
    assert PageBreak in kinds(window)


def pick_table(wanted: str, kind: str):
    """Fills the dialog of a chart in, and agrees."""

    def fill(dialog: ChartDialog) -> bool:
        row = next(row for row in range(dialog.table.count()) if wanted in dialog.table.itemText(row))
        dialog.table.setCurrentIndex(row)
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        dialog.accept()
        return dialog.result() == ChartDialog.DialogCode.Accepted

    return fill


def chart_in(window: Window) -> Chart:
    (found,) = [block for block in section(window).blocks if isinstance(block, Chart)]
    return found


def test_a_chart_is_drawn_from_a_table_with_words_proposed_and_changed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChartDialog, "exec", pick_table("capabilities", "bar"))
    act(window, "insert-chart")
    chart = chart_in(window)
    assert chart.alternative.startswith("Bar chart of 8 values. Now: most Keep services going when things fail 3")
    editor = window.section_page.editor
    assert editor.host.chart(chart).ratio > 0.3  # type: ignore[attr-defined]
    monkeypatch.setattr(ChartDialog, "exec", pick_table("capabilities", "line"))
    editor.moveCursor(editor.textCursor().MoveOperation.Start)  # type: ignore[attr-defined]
    go(editor, chart.id, 0)  # type: ignore[arg-type]
    act(window, "edit-object")
    assert (chart_in(window).kind, chart_in(window).alternative[:5]) == ("line", "Bar c")
    act(window, "undo")
    assert chart_in(window) == chart


def test_a_table_without_figures_makes_no_chart(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChartDialog, "exec", pick_table("Decision rights", "bar"))
    act(window, "insert-chart")
    assert Chart not in kinds(window)


def menu_of(window: Window) -> dict[str, QAction]:
    menu = window.findChild(ContextMenu).build()
    return {each.text().replace("&", ""): each for each in menu.actions()}


def test_the_menu_of_an_object_changes_it_or_goes_where_it_leads(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = section(window).id
    choose(monkeypatch, "Business context")
    act(window, "insert-reference")
    choose(monkeypatch, "Date of meeting")
    menu_of(window)["Change the cross-reference…"].trigger()
    (reference,) = objects(section(window).blocks[0].runs)  # type: ignore[union-attr]
    assert isinstance(reference, CrossReference)
    choose(monkeypatch, "Business success")
    menu_of(window)["Change the cross-reference…"].trigger()
    (changed,) = objects(section(window).blocks[0].runs)  # type: ignore[union-attr]
    assert isinstance(changed, CrossReference)
    assert (changed.id, changed.target != reference.target) == (reference.id, True)
    menu_of(window)["Go there"].trigger()
    assert window.desk.section_id == changed.target
    window.desk.open_section(here)


def test_details_and_lists_are_opened_at_their_source(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "Date of meeting")
    act(window, "insert-detail")
    menu_of(window)["Edit where it is held"].trigger()
    assert window.pages.currentWidget() is not window.section_page
    window.show_section()
    choose(monkeypatch, "Milestones")
    act(window, "insert-list")
    live = next(block for block in section(window).blocks if isinstance(block, Live))
    place = QPointF(window.section_page.editor.cursorRect().topLeft())  # type: ignore[attr-defined]
    go(window.section_page.editor, live.id, 0)  # type: ignore[arg-type]
    place = QPointF(window.section_page.editor.cursorRect().center()) + QPointF(40, 10)  # type: ignore[attr-defined]
    qtbot.mouseDClick(
        window.section_page.editor.viewport(),  # type: ignore[attr-defined]
        Qt.MouseButton.LeftButton,
        pos=place.toPoint(),
    )
    assert window.pages.currentWidget() is not window.section_page


def test_the_menu_offers_tables_only_inside_one(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Rows" not in menu_of(window)
    monkeypatch.setattr(TableDialog, "exec", lambda dialog: True)
    act(window, "insert-table")
    assert {"Rows", "Columns", "Cells", "Table", "Delete table", "Style", "Format", "Paste"} <= menu_of(window).keys()


def test_a_picture_needs_words_or_a_tick(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "map.png"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(out, "PNG")
    path.write_bytes(out.getvalue())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    def fill(dialog: PictureDialog) -> bool:
        dialog.accept()
        assert not dialog.fault.isHidden()
        dialog.alternative.setPlainText("A map of the borough")
        dialog.caption.setText("The borough")
        dialog.accept()
        return dialog.result() == 1

    monkeypatch.setattr(PictureDialog, "exec", fill)
    act(window, "insert-figure")
    (figure,) = [block for block in section(window).blocks if isinstance(block, Figure)]
    assert (figure.alternative, plain(figure.caption.runs)) == ("A map of the borough", "The borough")
    assert figure.picture in window.desk.project.pictures
    path.write_text("no picture")
    said: list[str] = []
    window.desk.told.connect(lambda sentence, error: said.append(sentence))
    act(window, "insert-figure")
    assert "cannot be read" in said[-1]


def test_a_link_is_put_on_the_selection(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(window, qtbot, "the council")
    act(window, "select-all")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("https://www.cheshireeast.gov.uk", True))
    act(window, "link")
    (block,) = section(window).blocks
    assert block.runs[0].marks.link == "https://www.cheshireeast.gov.uk"  # type: ignore[union-attr]


def test_acts_of_tables_are_offered_only_in_tables(window: Window, qtbot: QtBot) -> None:
    type_in(window, qtbot, "x")
    assert not window.actions_by_id["row-below"].isEnabled()
    assert window.actions_by_id["bold"].isEnabled()


DRAWING = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" /></svg>
"""


def test_a_drawing_keeps_its_own_bytes_in_the_file_and_on_the_clipboard(window: Window, tmp_path: Path) -> None:
    editor = window.section_page.editor
    editor.describe = lambda figure: replace(figure, alternative="The river")
    (tmp_path / "river.svg").write_bytes(DRAWING)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "river.svg"))])
    editor.insertFromMimeData(data)
    figure = next(block for block in section(window).blocks if isinstance(block, Figure))
    record = window.desk.project.pictures[figure.picture]
    assert record.media_type == "image/png"
    original = hashlib.sha256(DRAWING).hexdigest()
    assert record.original == original
    assert window.desk.project.pictures[original].media_type == "image/svg+xml"

    saved = tmp_path / "saved.strategy"
    pictures = {id: window.desk.session.picture(id) for id in window.desk.project.pictures}
    put_down(saved, window.desk.project, pictures=pictures)
    assert read(saved).picture(original) == DRAWING

    window.desk.undo()  # the words that were asked for
    window.desk.undo()
    assert figure.picture not in window.desk.project.pictures
    window.desk.redo()
    window.desk.redo()
    assert window.desk.project.pictures[figure.picture] == record

    editor.selectAll()
    copied = decode(bytes(clipboard.copied(editor).data(clipboard.MIME).data()), type=clipboard.Copied)
    assert copied.pictures[figure.picture] == DRAWING  # another strategy draws it anew and keeps it, too
