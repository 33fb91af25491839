"""What the acts of the menus do: binds each to the window, its desk, its keeping and its editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox

from strategy_editor.app import (
    check_acts,
    clearance_acts,
    context_menu,
    copy_acts,
    finding,
    import_acts,
    other_copies,
    paper_acts,
    publish_acts,
    reading_acts,
    review_acts,
    reviewer_acts,
    year_acts,
)
from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.choices import ChoiceDialog
from strategy_editor.app.dialogs.council import CouncilDialog
from strategy_editor.app.dialogs.help import AboutDialog, FoldersDialog, KeyboardDialog
from strategy_editor.app.dialogs.outline_editor import OutlineEditor
from strategy_editor.app.dialogs.outlines import OutlinesDialog
from strategy_editor.app.dialogs.parts import open_outside
from strategy_editor.app.dialogs.versions import VersionsDialog
from strategy_editor.app.keeping import Keeping
from strategy_editor.app.panels.format_bar import STYLES
from strategy_editor.app.window import Window
from strategy_editor.app.writing import Writing
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.ids import new_id
from strategy_editor.foundation.resources import resource
from strategy_editor.model.records import Person
from strategy_editor.model.section import Scheme
from strategy_editor.model.text import clean_line
from strategy_editor.model.tree import section_of
from strategy_editor.session.commands import (
    AddDocument,
    AddSection,
    ChangeSection,
    Put,
    RemoveSection,
    Several,
)
from strategy_editor.session.session import Changed
from strategy_editor.templates.plan import make, missing_sections
from strategy_editor.templates.start import new_document, place_for

if TYPE_CHECKING:
    from strategy_editor.app.application import Application

_STEP, _SMALLEST, _LARGEST = 10, 60, 250
_SCHEMES: tuple[tuple[Scheme, str], ...] = (
    ("headings", "Headings take numbers (3.1, 3.2)"),
    ("paragraphs", "Paragraphs take numbers (1.1, 1.2)"),
    ("none", "No numbers"),
)


SUBJECTS: tuple[Callable[[Bench], Bindings], ...] = (
    paper_acts.bindings,
    publish_acts.bindings,
    check_acts.bindings,
    finding.bindings,
    review_acts.bindings,
    import_acts.bindings,
    copy_acts.bindings,
    context_menu.bindings,
    clearance_acts.bindings,
    reviewer_acts.bindings,
    reading_acts.bindings,
    other_copies.bindings,
    year_acts.bindings,
)
"""What the acts of each further subject do, by id. A subject with acts of its own has a module for them."""


class Acts(QObject):
    """One window's acts."""

    def __init__(self, application: Application, window: Window, keeping: Keeping, writing: Writing) -> None:
        super().__init__(window)
        self._application = application
        self._window = window
        self._desk = window.desk
        self._keeping = keeping
        self._writing = writing
        self._actions = window.actions_by_id

    def bind(self) -> None:
        """Binds every act, fills the menus, and keeps their state true from now on."""
        for group in (self._file(), self._edit(), self._view(), self._insert(), self._rest()):
            self._actions.bind(group)
        for subject in SUBJECTS:
            self._actions.bind(subject(Bench(self._application, self._window, self._keeping, self._writing)))
        self._actions.bind({id: partial(self._writing.run, id) for id in self._writing.acts})
        self._recent = QMenu(self._window)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._numbering = QMenu(self._window)
        self._numbering.aboutToShow.connect(self._fill_numbering)
        self._actions.fill(self._window.menuBar(), {"recent": self._recent, "section-numbering": self._numbering})
        self._window.header.preview.connect(self._actions["preview"].trigger)
        self._window.header.export.connect(self._actions["export"].trigger)
        self._window.format_bar.style_chosen.connect(self._style_chosen)
        self._window.outline.confirm_removal.connect(self._confirm_removal)
        self._window.outline.offer_wanted.connect(self._offer_sections)
        self._window.section_page.person_wanted.connect(self._add_owner)
        self._window.status.zoom.clicked.connect(self._actions["zoom-reset"].trigger)
        self._writing.changed_state.connect(self._show_state)
        self._window.dressed.connect(self._writing.dress)
        self._desk.changed.connect(self._show_history)
        self._desk.dressed.connect(self._show_looks)
        for id in ("show-outline", "show-side"):
            self._actions[id].setChecked(True)
        self._show_history(None)
        self._show_looks()
        self._show_state()

    # ---- tables of what is done

    def _file(self):
        return {
            "new": lambda: self._application.new(self._window),
            "open": lambda: self._application.choose(self._window),
            "open-review": lambda: self._application.choose_to_review(self._window),
            "save": self._keeping.save,
            "save-as": self._keeping.save_as,
            "save-copy": self._keeping.save_copy,
            "versions": lambda: VersionsDialog(self._desk, self._keeping.opened, self._window).exec(),
            "close": self._window.close,
            "quit": self._application.quit,
        }

    def _edit(self):
        return {"undo": self._desk.undo, "redo": self._desk.redo}

    def _view(self):
        return {
            "show-outline": self._show_panels,
            "show-side": self._show_panels,
            "show-guidance": lambda: self._window.section_page.show_guidance(
                self._actions["show-guidance"].isChecked()
            ),
            "focus": self._focus,
            "zoom-in": lambda: self._zoom(self._desk.settings.zoom + _STEP),
            "zoom-out": lambda: self._zoom(self._desk.settings.zoom - _STEP),
            "zoom-reset": lambda: self._zoom(100),
            "theme-system": partial(self._dress, "system"),
            "theme-light": partial(self._dress, "light"),
            "theme-dark": partial(self._dress, "dark"),
            "analyst-labels": self._show_labels,
            "previous-section": lambda: self._desk.open_section(self._desk.neighbour(-1)),
            "next-section": lambda: self._desk.open_section(self._desk.neighbour(1)),
        }

    def _insert(self):
        return {
            "add-section": self._window.outline.add,
            "offered-sections": self._offer_sections,
            "add-document": self._add_document,
        }

    def _show_folders(self):
        FoldersDialog(self._desk, self._window).exec()

    def _rest(self):
        return {
            "council-settings": lambda: CouncilDialog(self._desk, self._window).exec(),
            "outlines": self._outlines,
            "guide": self._open_guide,
            "keyboard": lambda: KeyboardDialog(self._window).exec(),
            "folders": self._show_folders,
            "about": lambda: AboutDialog(self._window).exec(),
        }

    # ---- looks

    def _show_panels(self) -> None:
        self._window.show_panels(
            outline=self._actions["show-outline"].isChecked(), side=self._actions["show-side"].isChecked()
        )

    def _focus(self) -> None:
        shown = not self._actions["focus"].isChecked()
        for id in ("show-outline", "show-side"):
            self._actions[id].setChecked(shown)
        self._show_panels()
        self._window.header.setVisible(shown)

    def _zoom(self, zoom: int) -> None:
        self._desk.settle(zoom=max(_SMALLEST, min(_LARGEST, zoom)))
        self._desk.dressed.emit()
        self._application.redress()
        self._window.status.refresh()

    def _dress(self, choice: str) -> None:
        self._desk.settle(theme=choice)
        self._desk.dressed.emit()
        self._application.redress()

    def _show_labels(self) -> None:
        self._desk.settle(analyst_labels=self._actions["analyst-labels"].isChecked())
        self._window.section_page.refresh()

    def _show_looks(self) -> None:
        settings = self._desk.settings
        for theme in ("system", "light", "dark"):
            self._actions[f"theme-{theme}"].setChecked(settings.theme == theme)
        self._actions["show-guidance"].setChecked(settings.show_guidance)
        self._actions["analyst-labels"].setChecked(settings.analyst_labels)

    # ---- state

    def _show_history(self, _changed: Changed | None) -> None:
        history = self._desk.session.history
        for id, steps, word in (("undo", history.done, "&Undo"), ("redo", history.undone, "&Redo")):
            name = steps[-1].name if steps else ""
            self._actions[id].setText(f"{word} {name[:1].lower()}{name[1:]}".strip())
            self._actions[id].setEnabled(bool(steps))

    def _show_state(self) -> None:
        state = self._writing.state()
        for id, on in state.ticked.items():
            self._actions[id].setChecked(on)
        for id in self._writing.acts:
            self._actions[id].setEnabled(id not in state.unavailable)
        self._window.format_bar.show_style(state.style)

    def _style_chosen(self, id: str) -> None:
        assert id in dict(STYLES)
        self._writing.run(id)
        self._writing.focus()

    # ---- menus that change

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._desk.settings.recent or self._application.settings.recent:
            self._recent.addAction(Path(path).name, partial(self._application.open, Path(path), self._window))
        if self._recent.isEmpty():
            self._recent.addAction("Nothing yet").setEnabled(False)

    def _fill_numbering(self) -> None:
        self._numbering.clear()
        section = self._desk.section
        for scheme, words in _SCHEMES:
            action = self._numbering.addAction(words, partial(self._number, scheme))
            action.setCheckable(True)
            action.setChecked(section is not None and section.scheme == scheme)

    def _number(self, scheme: Scheme) -> None:
        if self._desk.section_id:
            self._desk.do(ChangeSection((self._desk.section_id,), scheme=scheme))

    # ---- structure

    def _offer_sections(self) -> None:
        document = self._desk.document
        if document is None:
            return
        offers = missing_sections(self._desk.project, document)
        choices = [(f"{each.planned.title} – {each.planned.condition}".rstrip(" –"), each) for each in offers]
        words = "Sections of the outline that this document does not have. Each is put where it belongs."
        dialog = ChoiceDialog("Section of the outline", words, "Add", choices, parent=self._window)
        if dialog.exec() and dialog.chosen is not None:
            section = make(dialog.chosen.planned)
            if self._desk.do(AddSection(section, document.id, dialog.chosen.parent, dialog.chosen.index)):
                self._desk.open_section(section.id)

    def _add_document(self) -> None:
        project = self._desk.project
        choices = [(each.name, each.key) for each in project.outline.documents]
        dialog = ChoiceDialog("Add a document", "What should it be?", "Add", choices, parent=self._window)
        if not dialog.exec() or dialog.chosen is None:
            return
        title, agreed = QInputDialog.getText(self._window, "Add a document", "What is it called?")
        if not agreed:
            return
        document = new_document(project, dialog.chosen, clean_line(title))
        if self._desk.do(AddDocument(document, place_for(project, document.kind))):
            self._desk.open_document(document.id)

    def _confirm_removal(self, id: str) -> None:
        found = section_of(self._desk.project, id)
        wanted = self._desk.project.outline_section(found.document, found.section)
        box = QMessageBox(self._window)
        box.setWindowTitle("The outline requires this section")
        box.setText(f"The outline requires “{wanted.title if wanted else 'this section'}”.")
        box.setInformativeText("Mark it as not applicable and say why, so that the record shows it. Or remove it.")
        mark = box.addButton("Not applicable…", QMessageBox.ButtonRole.AcceptRole)
        remove = box.addButton("Remove it", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is mark:
            self._window.outline.structure.mark_not_applicable((id,), self._window)
        elif box.clickedButton() is remove:
            self._desk.do(RemoveSection(id, required_too=True))

    def _add_owner(self) -> None:
        name, agreed = QInputDialog.getText(self._window, "Owner of the section", "Name or post of the owner")
        if agreed and clean_line(name):
            person = Person(new_id(), clean_line(name))
            commands = (Put(person), ChangeSection((self._desk.section_id,), owner=person.id))
            self._desk.do(Several(commands, "Change of owner"))

    def _outlines(self) -> None:
        dialog = OutlinesDialog(self._desk, self._window)
        if dialog.exec() and dialog.outline is not None:
            OutlineEditor(dialog.outline, self._window).exec()

    def _open_guide(self) -> None:
        try:
            guide = resource("guide", "index.html")
        except StrategyError as error:
            self._desk.told.emit(str(error), True)
            return
        open_outside(guide)
