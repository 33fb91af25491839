"""Import from Word in the window: reading, the question about changes, the lines, the view, and what comes of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.import_word import USES, ImportDialog
from strategy_editor.app.dialogs.outlines import OutlinesDialog
from strategy_editor.app.panels.earlier_list import EarlierList
from strategy_editor.app.theme import Theme
from strategy_editor.incoming.placing import Line
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.session.commands import ChangeProject
from tests.incoming.legacy import legacy_file
from tests.word.reading.making import docx, ins, p, r, table

OLD = (
    p("Foreword", style="Heading1")
    + p("Dear reader.")
    + p("Zebra crossings", style="Heading1")
    + p("They have stripes.")
    + p("Their paint", style="Heading2")
    + p("It is white.")
)


def file(folder: Path, data: bytes) -> Path:
    path = folder / "Strategy 2018.docx"
    path.write_bytes(data)
    return path


def opened(desk: Desk, path: Path, qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog(desk, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() > 0 or dialog.fault.isVisible(), timeout=20_000)
    return dialog


def goes_to(dialog: ImportDialog) -> list[str]:
    items = (dialog.lines.topLevelItem(index) for index in range(dialog.lines.topLevelItemCount()))
    return [item.text(2) for item in items if item is not None]


def choose(dialog: ImportDialog, *rows: int) -> None:
    dialog.lines.clearSelection()
    for row in rows:
        item = dialog.lines.topLevelItem(row)
        assert item is not None
        dialog.lines.setCurrentItem(item)
    for row in rows:
        dialog.lines.topLevelItem(row).setSelected(True)  # type: ignore[union-attr]


def pick(dialog: ImportDialog, use: str) -> None:
    dialog.use.setCurrentIndex(dialog.use.findData(use))
    dialog.use.activated.emit(dialog.use.currentIndex())


def test_a_file_is_shown_line_by_line_with_what_its_section_will_read(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    assert goes_to(dialog) == [f"Foreword ({desk.document.title})", "Left over", "With the line above"]  # type: ignore[union-attr]
    assert "Dear reader." in dialog.view.toPlainText()
    assert "Taken for a heading: Style “heading 1”" in dialog.reasons.text()
    assert dialog.counts.text().startswith("13 words found: 3 go into sections")
    choose(dialog, 1)
    assert "stripes" in dialog.view.toPlainText()
    assert dialog.left.count() == 2


def test_each_line_can_be_changed_and_the_view_follows(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    choose(dialog, 1)
    pick(dialog, "text")
    target = desk.section_id
    dialog.place.setCurrentIndex(dialog.place.findData(target))
    dialog.place.activated.emit(dialog.place.currentIndex())
    assert "They have stripes." in dialog.view.toPlainText()
    assert "Their paint" in dialog.view.toPlainText()
    assert dialog.counts.text().startswith("13 words found: 13 go into sections, 0 are kept")
    choose(dialog, 0, 1)
    pick(dialog, "left")
    assert goes_to(dialog) == ["Left over", "Left over", "With the line above"]
    pick(dialog, "new")
    assert all("New section of" in each for each in goes_to(dialog)[:2])
    choose(dialog, 2)
    pick(dialog, "plain")
    assert goes_to(dialog)[2] == "Text of the line above"
    assert {use for use, _ in USES} >= {line.use for line in dialog._plan.lines}


def test_bringing_in_is_one_change_and_what_is_left_over_stays_listed(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    before = desk.project
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    dialog.accept()
    assert dialog.outcome is not None
    assert len(desk.session.history.done) == 1
    earlier = EarlierList(desk, light)
    qtbot.addWidget(earlier)
    assert earlier.refresh() == 1
    assert earlier.list.item(0).text() == "Zebra crossings (left over)"
    assert "They have stripes." in earlier.view.toPlainText()
    desk.undo()
    assert desk.project == before
    assert earlier.refresh() == 0
    assert not earlier.none.isHidden()


def test_earlier_text_is_kept_beside_a_section_used_and_put_away(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    dialog.accept()
    earlier = EarlierList(desk, light)
    qtbot.addWidget(earlier)
    earlier.refresh()
    earlier.keep.click()
    assert [each.section for each in desk.project.references] == [desk.section_id]
    earlier.refresh()
    assert not earlier.keep.isEnabled()
    desk.open_section(desk.neighbour(1))
    assert earlier.refresh() == 0
    desk.open_section(desk.neighbour(-1))
    earlier.refresh()
    earlier.use.click()
    section = desk.section
    assert section is not None
    assert [plain(block.runs) for block in section.blocks[-2:]] == ["Their paint", "It is white."]  # type: ignore[union-attr]
    assert not desk.project.references
    desk.undo()
    earlier.refresh()
    earlier.remove.click()
    assert not desk.project.references


def test_tracked_changes_are_asked_about_first(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    body = p("Foreword", style="Heading1") + p("We ", ins(r("shall "), by="Ben"), "build.")
    dialog = opened(desk, file(tmp_path, docx(body)), qtbot)
    assert "1 tracked change by Ben" in dialog.question.text()
    assert not dialog.yes.isEnabled()
    qtbot.keyClick(dialog.leave_changes, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.yes.isEnabled, timeout=20_000)
    assert "We build." in dialog.view.toPlainText()


def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    before = desk.project
    dialog = opened(desk, file(tmp_path, b"%PDF-1.7"), qtbot)
    assert "This is a PDF" in dialog.fault.text()
    assert not dialog.yes.isEnabled()
    dialog.reject()
    assert desk.project is before


def test_closing_while_a_file_is_read_changes_nothing(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    before = desk.project
    dialog = ImportDialog(desk, file(tmp_path, docx(OLD)))
    qtbot.addWidget(dialog)
    dialog.reject()
    assert dialog._work is not None
    dialog._work.wait()
    qtbot.wait(50)
    assert dialog.pages.currentIndex() == 0
    assert desk.project is before


def test_a_strategy_that_changed_meanwhile_is_not_overwritten(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    desk.do(ChangeProject(title="Changed by another"))
    dialog.accept()
    assert "has changed" in dialog.fault.text()
    assert desk.project.title == "Changed by another"
    assert not desk.project.references


def test_everything_has_a_name(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    for widget in (dialog.lines, dialog.use, dialog.place, dialog.into, dialog.view, dialog.repairs, dialog.left):
        assert widget.accessibleName()


def test_pictures_and_repairs_are_shown(
    desk: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path, screenshots: Path
) -> None:
    data, truth = legacy_file(random.Random(4), "typed")
    dialog = opened(desk, file(tmp_path, data), qtbot)
    said = dialog.repairs.toPlainText()
    assert "numbers typed by hand were taken off" in said
    assert "were left out; the layout makes the space" in said
    assert dialog.lines.topLevelItemCount() == len(truth.headings) + 1
    dialog.grab().save(str(screenshots / f"import-{theme.name}.png"))


def test_an_outline_is_made_of_a_word_file(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, docx(OLD + p("Appendix A: Roads", style="Heading1") + p("Lanes", style="Heading2")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog = OutlinesDialog(desk)
    qtbot.addWidget(dialog)
    dialog.from_word.click()
    qtbot.waitUntil(lambda: dialog.outline is not None, timeout=20_000)
    made = dialog.outline
    assert made is not None
    assert made.source == "Strategy 2018.docx"
    assert [(each.kind, each.name) for each in made.documents] == [
        ("strategy", "Strategy 2018"),
        ("appendix", "Roads"),
    ]
    assert [section.title for section in made.documents[0].sections] == ["Foreword", "Zebra crossings"]
    assert [child.title for child in made.documents[0].sections[1].children] == ["Their paint"]
    assert [section.title for section in made.documents[1].sections] == ["Lanes"]


def test_a_word_file_without_headings_makes_no_outline(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = OutlinesDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.read_word(file(tmp_path, docx(p("Only words without any heading stand here."))))
    qtbot.waitUntil(dialog.fault.isVisible, timeout=20_000)
    assert "No headings can be told" in dialog.fault.text()


def test_references_hold_their_pictures_when_they_are_left_over(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    for seed in range(30):
        data, truth = legacy_file(random.Random(seed), "styled")
        if truth.figures:
            break
    dialog = opened(desk, file(tmp_path, data), qtbot)
    pieces = dialog._pieces()
    for index in range(len(pieces)):
        dialog._plan = dialog._plan.with_line(Line(index, "left"))
    dialog.accept()
    digests = {each for each in dialog._found.data}  # type: ignore[union-attr]
    assert digests <= set(desk.project.pictures)
    assert all(desk.session.picture(each) for each in digests)
    assert find_section(desk.project, desk.section_id) is not None


def test_what_is_left_for_the_author_stands_first(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    body = p(r("1. Our homes", "<w:b/>")) + p("Words.") + table(["Year", "Cost"], ["2024", "£10"])
    said = opened(desk, file(tmp_path, docx(body)), qtbot).repairs.toPlainText()
    assert said.index("Please check it") < said.index("1 heading was only made to look like one")
    assert "“Year | Cost" in said


REMARKED = docx(
    p("Foreword", style="Heading1")
    + p(
        "Dear ",
        '<w:commentRangeStart w:id="0"/>',
        r("reader"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        ins(r(" and writer"), by="Anna"),
        ".",
    ),
    parts={"comments": f'<w:comment w:id="0" w:author="Ben Okafor">{p("Which one?")}</w:comment>'},
)


def test_changes_are_kept_and_comments_come_too_where_that_is_wished(
    desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    path, before = file(tmp_path, REMARKED), desk.project
    for wished in (True, False):
        dialog = opened(desk, path, qtbot)
        qtbot.mouseClick(dialog.keep_changes, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda dialog=dialog: dialog.yes.isEnabled(), timeout=20_000)
        assert dialog.comments.isVisible()
        assert dialog.comments.text() == "Bring its 1 comment in too, to be decided (by Ben Okafor)"
        assert "1 tracked change waits under To decide" in dialog.counts.text()
        dialog.comments.setChecked(wished)
        dialog.accept()
        new = [each for id, each in desk.project.threads.items() if id not in before.threads]
        assert [each.messages[0].text for each in new] == (["Which one?"] if wished else [])
        assert len(desk.project.suggestions) == len(before.suggestions) + 1
        desk.session.undo()
        assert desk.project == before


def test_no_comment_is_offered_where_there_is_none(desk: Desk, light: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(desk, file(tmp_path, docx(OLD)), qtbot)
    assert not dialog.comments.isVisible()
