"""The outline: titles, copies, many sections at once, and what it shows of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from strategy_editor.app.desk import Desk
from strategy_editor.app.outline.panel import OutlinePanel
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Paragraph
from strategy_editor.model.reviews import Anchor, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import CrossReference, Run, objects, plain, runs_from
from strategy_editor.model.tree import find_section, walk_sections
from strategy_editor.session.commands import AddSection, Put, ReplaceBlocks


@pytest.fixture
def outline(desk: Desk, light: Theme, qtbot: QtBot) -> Iterator[OutlinePanel]:
    made = OutlinePanel(desk, light)
    made.resize(320, 900)
    made.show()
    yield made
    made.close()


def own(desk: Desk, *titles: str) -> list[Section]:
    """Sections of the author's own at the end of the document, which no outline requires."""
    document = desk.document
    assert document is not None
    made = [Section(new_id(), runs_from(title)) for title in titles]
    for each in made:
        desk.do(AddSection(each, document.id))
    return made


def choose(outline: OutlinePanel, sections: list[Section]) -> None:
    flags = QItemSelectionModel.SelectionFlag
    for number, each in enumerate(sections):
        flag = flags.Select if number else flags.ClearAndSelect
        outline.sections.selectionModel().setCurrentIndex(outline.model.index_of(each.id), flag)


def entries(menu: QMenu) -> dict[str, QMenu]:
    return {
        each.text().replace("&", "").split("\t")[0]: each.menu() or each  # type: ignore[misc]
        for each in menu.actions()
    }


def shown(outline: OutlinePanel, parent: QModelIndex = QModelIndex()) -> set[str]:  # noqa: B008
    out: set[str] = set()
    for row in range(outline.model.rowCount(parent)):
        index = outline.model.index(row, 0, parent)
        if not outline.sections.isRowHidden(row, parent):
            out |= {outline.model.summary(index).id} | shown(outline, index)  # type: ignore[union-attr]
    return out


def titles(desk: Desk) -> list[str]:
    document = desk.document
    assert document is not None
    return [plain(each.title) for each in walk_sections(document.sections)]


def test_a_section_is_renamed_in_its_line(outline: OutlinePanel, desk: Desk, qtbot: QtBot) -> None:
    (made,) = own(desk, "Old title")
    choose(outline, [made])
    qtbot.keyClick(outline.sections, Qt.Key.Key_F2)
    line = outline.sections.findChild(QLineEdit)
    assert line.text() == "Old title"
    line.selectAll()
    qtbot.keyClicks(line, "New title")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(desk)[-1] == "New title")
    desk.undo()
    assert titles(desk)[-1] == "Old title"


def test_a_copy_has_ids_of_its_own_and_refers_to_itself(outline: OutlinePanel, desk: Desk) -> None:
    (made,) = own(desk, "Original")
    target = Paragraph(new_id(), runs_from("Here"))
    reference = Run(CrossReference(new_id(), target.id))
    outside = Run(CrossReference(new_id(), desk.document.sections[0].id))  # type: ignore[union-attr]
    blocks = (target, Paragraph(new_id(), (reference, outside)))
    desk.do(ReplaceBlocks(made.id, 0, 0, blocks))
    desk.open_section(made.id)
    outline.duplicate()
    copy = desk.section
    assert copy is not None
    assert not {copy.id, *(block.id for block in copy.blocks)} & {made.id, *(block.id for block in blocks)}
    inside, away = objects(copy.blocks[1].runs)  # type: ignore[union-attr]
    assert isinstance(inside, CrossReference)
    assert isinstance(away, CrossReference)
    assert (inside.target, away.target) == (copy.blocks[0].id, outside.content.target)  # type: ignore[union-attr]


def test_many_sections_are_given_a_status_an_owner_and_are_removed_at_once(
    outline: OutlinePanel, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = own(desk, "One", "Two", "Three")
    ids = tuple(each.id for each in made[:2])
    choose(outline, made[:2])
    assert outline.selected() == ids
    menu = outline.structure.menu(outline, outline.selected(), outline.rename)
    entries(entries(menu)["Status"])["For review"].trigger()  # type: ignore[attr-defined]
    person = desk.project.people[0]
    entries(entries(menu)["Owner"])[person.shown].trigger()  # type: ignore[attr-defined]
    found = [find_section(desk.project, id).section for id in ids]  # type: ignore[union-attr]
    assert [(each.status, each.owner) for each in found] == [("for-review", person.id)] * 2
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("No such service here", True))
    entries(entries(menu)["Status"])["Not applicable…"].trigger()  # type: ignore[attr-defined]
    found = [find_section(desk.project, id).section for id in ids]  # type: ignore[union-attr]
    assert [each.reason for each in found] == ["No such service here"] * 2
    before = desk.project
    entries(menu)["Delete 2 sections"].trigger()  # type: ignore[attr-defined]
    assert titles(desk)[-1:] == ["Three"]
    assert "One" not in titles(desk)
    desk.undo()
    assert desk.project is before


def test_a_required_section_is_only_removed_after_a_question(outline: OutlinePanel, desk: Desk, qtbot: QtBot) -> None:
    required, before = desk.section_id, desk.project
    with qtbot.waitSignal(outline.confirm_removal) as asked:
        outline.structure.remove((required,))
    assert asked.args == [required]
    assert desk.project is before


def test_sections_are_shown_by_status_owner_and_open_comments(outline: OutlinePanel, desk: Desk) -> None:
    first, second = own(desk, "Plain", "Commented")
    note = Paragraph(new_id(), runs_from("Words"))
    desk.do(ReplaceBlocks(second.id, 0, 0, (note,)))
    desk.do(Put(Thread(new_id(), Anchor("block", note.id), ())))
    everything = shown(outline)
    assert {first.id, second.id} <= everything

    def tick(words: str) -> None:
        outline.wanted.fill()
        next(each for each in outline.wanted.choices.actions() if each.text() == words).trigger()

    tick("Not started")
    assert {first.id, second.id} <= shown(outline) < everything
    tick("With open comments")
    assert second.id in shown(outline)
    assert first.id not in shown(outline)
    desk.open_section(first.id)  # what is shown stays chosen while one works
    assert first.id not in shown(outline)
    tick("Show all")
    assert shown(outline) == everything
    outline.filter.setText("comment")
    assert second.id in shown(outline)
    assert first.id not in shown(outline)


def test_the_outline_offers_what_the_document_lacks(outline: OutlinePanel, desk: Desk, qtbot: QtBot) -> None:
    assert "in the outline" in outline.offer.text()
    with qtbot.waitSignal(outline.offer_wanted):
        outline.offer.click()
