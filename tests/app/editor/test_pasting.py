"""Pasting and dropping in the real widget: what others bring, what the program's own clipboard keeps, what is told."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from strategy_editor.app.editor.clipboard import MIME, hand_over
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.model.blocks import Figure, Heading, ListItem, Paragraph, Table
from strategy_editor.model.settling import rejected, settled_blocks
from strategy_editor.model.text import Footnote, Marks, Run, objects, plain
from tests.app.editor import hands
from tests.app.editor.conftest import Make
from tests.app.editor.hands import CTRL, K, go, press
from tests.bench import ROOT
from tests.model.values import heading, item, paragraph, section, table
from tests.web.clipboard.sketches import sketch

BOTH = pytest.mark.parametrize("suggesting", [False, True])


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (10, 90, 200)).save(out, kind)
    return out.getvalue()


def put(html: str = "", text: str = "", image: bool = False, files: tuple[Path, ...] = ()) -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    if image:
        data.setImageData(QImage.fromData(picture()))
    if files:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    return data


def paste(editor: SectionEditor, data: QMimeData, *, plain: bool = False) -> None:
    QApplication.clipboard().setMimeData(data)
    press(editor, K.Key_V, CTRL) if not plain else editor.paste_plain()


def shown(editor: SectionEditor) -> list[str]:
    return sketch(editor.section.blocks)


@BOTH
def test_word_at_the_end_of_a_paragraph(make: Make, suggesting: bool) -> None:
    first = paragraph("Before")
    editor = make(section("S", first), suggesting=suggesting)
    told: list[str] = []
    editor.told.connect(told.append)
    go(editor, first.id, 6)
    paste(editor, put((ROOT / "tests/data/clipboard/libreoffice-notes.html").read_text(), "text"))
    assert shown(editor) == [
        "Before",
        "# Next steps",
        "Agreed{Minute 12.} on [the site](https://example.gov.uk/a).",
        "1. first",
        "  a. deep",
        "1. second",
    ]
    assert told == []
    if suggesting:
        assert settled_blocks(editor.section.blocks, rejected) == (first,)
    editor.undo()
    assert editor.section.blocks == (first,)


def test_in_the_middle_the_last_paragraph_goes_on(make: Make) -> None:
    first = paragraph("BeforeAfter")
    editor = make(section("S", first))
    go(editor, first.id, 6)
    paste(editor, put("<p>one</p><p>two</p>"))
    assert shown(editor) == ["Beforeone", "twoAfter"]


def test_one_paragraph_is_words(make: Make) -> None:
    head = heading("Need")
    editor = make(section("S", head))
    go(editor, head.id, 4)
    paste(editor, put("<p class=MsoNormal>&nbsp;for <b>homes</b><o:p></o:p></p>"))
    assert shown(editor) == ["# Needfor *homes*"]


def test_running_text_takes_numbers_where_paragraphs_do(make: Make) -> None:
    editor = make(replace(section("S", paragraph("")), scheme="paragraphs"))
    paste(editor, put("<p>one</p><p>two</p>"))
    assert shown(editor) == ["1.1 one", "1.1 two"]


def test_what_is_left_out_is_told(make: Make) -> None:
    editor = make(section("S", paragraph("")))
    told: list[str] = []
    editor.told.connect(told.append)
    paste(editor, put("<p>one</p><iframe></iframe><img src='https://example.com/a.png'>"))
    assert told == ["Pasted. Left out: an embedded page, 1 picture that is only linked."]


def test_plain_paste_takes_only_words(make: Make) -> None:
    editor = make(section("S", paragraph("")))
    paste(editor, put("<h1>one</h1><ul><li>two</ul>", "one\ntwo"), plain=True)
    assert shown(editor) == ["one", "two"]


# ---- spreadsheets


def test_a_range_makes_a_table(make: Make) -> None:
    editor = make(section("S", paragraph("")))
    paste(editor, put(text="Service\tCost\nWaste\t1,200\n"))
    assert "table 1+0 ll (): Service | Cost / Waste | 1,200" in shown(editor)


@BOTH
def test_a_range_fills_the_table_around_the_caret_and_makes_it_larger(make: Make, suggesting: bool) -> None:
    grid = table([["Head", "Cost"], ["old", "1"]])
    start = section("S", grid, paragraph("end"))
    editor = make(start, suggesting=suggesting)
    go(editor, grid.rows[1].cells[1].blocks[0].id, 0)
    paste(editor, put("<table><tr><td>5<td>6<tr><td>7<td>8</table>", "5\t6\n7\t8"))
    made = editor.section.blocks[0]
    assert isinstance(made, Table)
    words = [["".join(plain_or_all(cell) for cell in row.cells[k : k + 1]) for k in range(3)] for row in made.rows]
    assert words == [["Head", "Cost", ""], ["old", "15" if suggesting else "5", "6"], ["", "7", "8"]]
    if suggesting:
        assert settled_blocks(editor.section.blocks, rejected) == start.blocks
    editor.undo()
    assert editor.section.blocks == start.blocks


def plain_or_all(cell) -> str:
    return "".join(str(run.content) for block in cell.blocks for run in block.runs)


def test_tables_have_no_place_in_a_cell_of_running_text(make: Make) -> None:
    grid = table([["Head", "Cost"], ["old", "1"]])
    editor = make(section("S", grid))
    told: list[str] = []
    editor.told.connect(told.append)
    go(editor, grid.rows[1].cells[0].blocks[0].id, 3)
    paste(editor, put("<p>one</p><table><tr><td>a<td>b</table>"))
    assert "table 1+0 ll (): Head | Cost / oldone; a; b | 1" in shown(editor)
    assert "no place inside a cell" in told[0]


# ---- pictures


def test_a_picture_on_the_clipboard_becomes_a_figure_and_words_are_asked_for(make: Make) -> None:
    editor = make(section("S", paragraph("Before")))
    editor.describe = lambda figure: replace(figure, alternative="The hall")
    paste(editor, put(html="<img src='https://example.com/a.png'>", image=True))
    figure = next(block for block in editor.section.blocks if isinstance(block, Figure))
    assert figure.alternative == "The hall"
    assert editor.host.picture(figure.picture).startswith(b"\x89PNG")


def test_a_drawing_on_the_clipboard_is_preferred_to_its_dots_but_not_to_words(make: Make) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
    editor = make(section("S", paragraph("Before")))
    editor.describe = lambda figure: replace(figure, alternative="The river")
    data = put(image=True)
    data.setData("image/svg+xml", drawing)
    assert editor.canInsertFromMimeData(data)
    paste(editor, data)
    figure = next(block for block in editor.section.blocks if isinstance(block, Figure))
    assert editor.host.picture(figure.picture) == drawing
    words = put(html="<p>Words</p>")
    words.setData("image/svg+xml", drawing)
    other = make(section("T", paragraph("")))
    paste(other, words)
    assert shown(other) == ["Words"]


def test_picture_files_are_dropped_and_others_are_not(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "b.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
    )
    (tmp_path / "c.docx").write_bytes(b"PK")
    editor = make(section("S", paragraph("Before")))
    asked: list[Figure] = []
    editor.describe = lambda figure: asked.append(figure)
    hands.drop(editor, put(files=(tmp_path / "a.jpg", tmp_path / "b.svg", tmp_path / "c.docx")))
    assert [type(block) for block in editor.section.blocks].count(Figure) == 2
    qtbot.waitUntil(lambda: len(asked) == 1)  # nobody wants to be asked again after saying no
    assert not editor.canInsertFromMimeData(put(files=(tmp_path / "c.docx",)))


# ---- the program's own clipboard, and out


def test_own_copy_keeps_comments_notes_and_pictures_and_gives_html_and_text(make: Make) -> None:
    note = Footnote("note000000000000", (Run("Minute 12."),))
    first = Paragraph("p" * 16, (Run("Some ", Marks(comments=("k1",))), Run("bold", Marks(bold=True)), Run(note)))
    figure = Figure("f" * 16, "1" * 64, paragraph("A picture"), alternative="Hall")
    editor = make(section("S", first, item("one"), figure, paragraph("end")))
    editor.host.pictures["1" * 64] = b"data"
    last = editor.section.blocks[-1]
    go(editor, first.id, 0, (last.id, 3))
    press(editor, K.Key_C, CTRL)
    data = QApplication.clipboard().mimeData()
    assert "<b>bold</b>" in data.html()
    assert data.text().splitlines()[:2] == ["Some bold[1]", "• one"]
    other = make(section("T", paragraph("")))
    paste_own = other.host.pictures
    press(other, K.Key_V, CTRL)
    assert shown(other)[:3] == [
        "Some *bold*{Minute 12.}",
        "- one",
        shown(editor)[2].replace("1" * 64, next(iter(paste_own))),
    ]
    copied = other.section.blocks[0]
    assert isinstance(copied, Paragraph)
    assert copied.runs[0].marks.comments
    assert [type(each) for each in objects(copied.runs)] == [Footnote]


def test_what_was_copied_outlives_the_program(make: Make) -> None:
    editor = make(section("S", paragraph("words to keep"), item("one")))
    editor.selectAll()
    press(editor, K.Key_C, CTRL)
    hand_over()
    data = QApplication.clipboard().mimeData()
    assert not data.hasFormat(MIME)
    assert "words to keep" in data.text()
    assert "<li" in data.html()


def test_leaving_after_copying_is_clean(tmp_path: Path) -> None:
    """Qt would crash on data of Python's that it still holds when Python has ended."""
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from strategy_editor.app.application import Application, make_application\n"
        "qapp = make_application(['x'])\n"
        "application = Application(qapp)\n"
        "application.start(None, sample=True)\n"
        "editor = application.windows[0].section_page.editor\n"
        "QTimer.singleShot(0, lambda: (editor.selectAll(), editor.copy(), application.quit()))\n"
        "sys.exit(qapp.exec())\n"
    )
    around = {**os.environ, "STRATEGY_EDITOR_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_widgets_kinds_survive_a_round_through_html(make: Make) -> None:
    editor = make(section("S", heading("Need"), item("one"), table([["a", "b"], ["c", "d"]], "Cap"), paragraph("end")))
    editor.selectAll()
    press(editor, K.Key_C, CTRL)
    html = QApplication.clipboard().mimeData().html()
    other = make(section("T", paragraph("")))
    paste(other, put(html))
    assert [type(block) for block in other.section.blocks] == [Heading, ListItem, Table, Paragraph]
    assert plain(other.section.blocks[0].runs) == "Need"  # type: ignore[union-attr]
