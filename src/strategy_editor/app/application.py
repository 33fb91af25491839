"""The application: fonts, theme and settings; one window for each open strategy; the way from a path to a window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QWidget

from strategy_editor.app import import_acts
from strategy_editor.app.acts import Acts
from strategy_editor.app.background import Background
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.decisions import ask_about_damage, ask_about_holder, ask_about_unsaved
from strategy_editor.app.dialogs.export import ExportDialog
from strategy_editor.app.dialogs.new_strategy import NewStrategyDialog
from strategy_editor.app.dialogs.pages import PagesDialog
from strategy_editor.app.dialogs.parts import STRATEGY_FILES, chosen_word_file
from strategy_editor.app.dialogs.recover import RecoverDialog
from strategy_editor.app.dialogs.welcome import Welcome
from strategy_editor.app.editor.clipboard import hand_over
from strategy_editor.app.faults import Faults
from strategy_editor.app.keeping import Keeping
from strategy_editor.app.theme import Theme, chosen_theme, dress, load_fonts
from strategy_editor.app.tidying import Tidying
from strategy_editor.app.window import Window
from strategy_editor.app.writing import Writing
from strategy_editor.foundation.errors import NotAStrategy, StrategyError
from strategy_editor.model.text import clean_line
from strategy_editor.session import opening, recovering
from strategy_editor.session.comparing import State, compared
from strategy_editor.session.papers import only_papers
from strategy_editor.session.paths import documents_folder
from strategy_editor.session.review_files import copy_to_review
from strategy_editor.session.settings import Settings, keep_settings, load_settings, with_recent
from strategy_editor.storage.lock import HeldByAnother
from strategy_editor.storage.recovery import Pending

_SWITCH = 0.0005
"""Seconds after which a thread that keeps the work safe gives way to the window's own: no key should wait for it."""


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application, dressed as the settings say."""
    sys.setswitchinterval(_SWITCH)
    application = QApplication.instance() or QApplication(arguments)
    assert isinstance(application, QApplication)
    application.setApplicationName("Strategy Editor")
    application.setDesktopFileName("strategy-editor")
    load_fonts()
    return application


class Application(QObject):
    """Opens windows and remembers what people opened."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self.settings = load_settings()
        self.theme: Theme = chosen_theme(self.settings.theme)
        self.windows: list[Window] = []
        self._keeping: dict[Window, Keeping] = {}
        self.welcome: Welcome | None = None
        self._unsaved: Background | None = None
        dress(application, self.theme, self.settings.zoom)
        self.faults = Faults(self._make_safe)
        self.faults.happened.connect(self._tell_of_fault)
        application.aboutToQuit.connect(self.faults.stop)
        application.aboutToQuit.connect(hand_over)
        application.commitDataRequest.connect(lambda _: self._make_safe())

    # ---- the start

    def start(self, path: Path | None, *, sample: bool = False) -> None:
        """Opens ``path`` or a copy of the sample, or else asks what to do."""
        told = self.faults.watch()
        if sample:
            self.open_sample()
        elif path is not None:
            self.open(path)
        if not self.windows:
            self.show_welcome()
        if told and self.windows:
            self.windows[0].desk.told.emit(told, False)

    def show_welcome(self) -> None:
        """Asks who the user is and what to do."""
        self.welcome = Welcome(self.settings, self.theme)
        self.welcome.introduced.connect(self._introduce)
        self.welcome.chosen.connect(self._way_chosen)
        self.welcome.recent_chosen.connect(lambda path: self.open(Path(path), self.welcome))
        self.welcome.show()
        self._unsaved = Background(lambda _: recovering.unsaved(), self)
        self._unsaved.done.connect(self._offer_unsaved)
        self._unsaved.start()

    def _leave_welcome(self) -> None:
        if self.welcome is not None:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None

    def _wait_for_look(self) -> None:
        """Whoever looks at unsaved work has it in hand, so nobody else would see it meanwhile."""
        if self._unsaved is not None:
            self._unsaved.wait()

    def _offer_unsaved(self, pending: tuple[Pending, ...]) -> None:
        if self.welcome is not None:
            self.welcome.offer_unsaved(len(pending))

    def recover(self, parent: QWidget | None = None) -> None:
        """Shows what earlier runs left unsaved."""
        self._wait_for_look()
        pending = recovering.unsaved()
        if not pending:
            QMessageBox.information(parent, "Strategy Editor", "Everything is saved in its file.")
            return
        dialog = RecoverDialog(pending, parent)
        dialog.wanted.connect(lambda path: self.open(path, parent))
        dialog.exec()

    def _introduce(self, name: str, post: str) -> None:
        self._settle(name=name, post=post)

    def _way_chosen(self, way: str) -> None:
        ways = {
            "new": self.new,
            "word": self.start_from_word,
            "open": self.choose,
            "papers": self.only_papers,
            "sample": self.open_sample,
            "unsaved": self.recover,
        }
        ways[way](self.welcome)

    def _settle(self, **changes: object) -> None:
        keep_settings(**changes)
        self._share(replace(self.settings, **changes))

    def _share(self, settings: Settings) -> None:
        """All windows go by the same settings, whichever of them changed one."""
        self.settings = settings
        for window in self.windows:
            window.desk.settings = settings

    # ---- opening

    def new(self, parent: QWidget | None = None, *, title: str = "") -> Window | None:
        """Asks what to start, starts it, opens it."""
        dialog = NewStrategyDialog(documents_folder(), parent)
        dialog.title.setText(title)
        while dialog.exec():
            assert dialog.wanted is not None
            try:
                opening.create(dialog.wanted)
            except StrategyError as error:
                dialog.refuse(str(error))
                continue
            return self.open(dialog.wanted.path, parent)
        return None

    def start_from_word(self, parent: QWidget | None = None) -> Window | None:
        """Asks for last year's Word file, starts a strategy, and brings the file into it."""
        path = chosen_word_file(parent)
        if path is None:
            return None
        window = self.new(parent, title=clean_line(path.stem.replace("_", " ")))
        if window is not None:
            import_acts.import_into(window, path)
        return window

    def choose(self, parent: QWidget | None = None) -> Window | None:
        """Asks for a file, opens it."""
        path, _ = QFileDialog.getOpenFileName(parent, "Open a strategy", str(documents_folder()), STRATEGY_FILES)
        return self.open(Path(path), parent) if path else None

    def choose_to_review(self, parent: QWidget | None = None) -> Window | None:
        """Asks for a file, and opens a copy of it for comments and suggestions; asks once who is reviewing."""
        path, _ = QFileDialog.getOpenFileName(parent, "Open to review", str(documents_folder()), STRATEGY_FILES)
        if not path:
            return None
        name = self.settings.name
        if not name:
            name, agreed = QInputDialog.getText(parent, "Open to review", "Your name, for your comments")
            if not agreed or not name.strip():
                return None
            self._settle(name=name.strip())
        try:
            return self.open(copy_to_review(Path(path), name.strip()), parent)
        except StrategyError as error:
            self._tell(str(error), parent)
            return None

    def open_sample(self, parent: QWidget | None = None) -> Window | None:
        """Opens a copy of the example."""
        try:
            return self.open(opening.copy_of_sample(), parent)
        except StrategyError as error:
            self._tell(str(error), parent)
            return None

    def only_papers(self, parent: QWidget | None = None) -> None:
        """Asks for a strategy, and makes its papers without opening it for writing."""
        path, _ = QFileDialog.getOpenFileName(parent, "Make the papers of", str(documents_folder()), STRATEGY_FILES)
        if not path:
            return
        try:
            papers = only_papers(Path(path))
        except StrategyError as error:
            self._tell(str(error), parent)
            return
        folder = papers.path.parent / f"{papers.path.stem} papers"
        ExportDialog(papers, self.theme, "cabinet", folder, parent=parent).exec()

    def open(self, path: Path, parent: QWidget | None = None) -> Window | None:
        """Opens a strategy in a window of its own; one that is open already comes to the front."""
        for window in self.windows:
            if window.property("path") == str(path.resolve()):
                window.raise_()
                window.activateWindow()
                return window
        opened = self._opened(path, parent)
        if opened is None:
            return None
        self._settle(recent=with_recent(load_settings(), path).recent)
        return self._show(opened)

    def _opened(
        self, path: Path, parent: QWidget | None, unsaved: opening.Unsaved = "ask", *, take_over: bool = False
    ) -> opening.OpenStrategy | None:
        """Opens, and asks where there is something to decide."""
        self._wait_for_look()
        try:
            return opening.open_strategy(
                path, self.settings.name, self.settings.post, unsaved=unsaved, take_over=take_over
            )
        except opening.UnsavedWork as error:
            choice = ask_about_unsaved(error, parent)
            return self._opened(path, parent, choice, take_over=take_over) if choice else None
        except HeldByAnother as error:
            answer = ask_about_holder(error, parent)
            if answer == "take-over":
                return self._opened(path, parent, unsaved, take_over=True)
            if answer == "read":
                self._read(path, parent)
            return self._copied(path, parent) if answer == "copy" else None
        except NotAStrategy as error:
            rescued = self._rescued(path, error, parent)
            return self._opened(rescued, parent) if rescued else None
        except StrategyError as error:
            self._tell(str(error), parent)
            return None

    def _copied(self, path: Path, parent: QWidget | None) -> opening.OpenStrategy | None:
        """Opens a copy to work on, which can be brought together with the file later."""
        try:
            copy = opening.copy_to_work_on(path)
        except StrategyError as error:
            self._tell(str(error), parent)
            return None
        return self._opened(copy, parent)

    def _rescued(self, path: Path, error: NotAStrategy, parent: QWidget | None) -> Path | None:
        """Offers to save what can be saved of a damaged file in a new one, and says what could not; the new file."""
        if not recovering.may_be_rescued(path):
            self._tell(str(error), parent)
            return None
        if not ask_about_damage(error, parent):
            return None
        proposed = str(path.with_name(f"{path.stem}, saved from damage.strategy"))
        target, _ = QFileDialog.getSaveFileName(parent, "Save what can be saved", proposed, STRATEGY_FILES)
        if not target:
            return None
        try:
            rescued = recovering.rescue(path, Path(target))
        except StrategyError as refusal:
            self._tell(str(refusal), parent)
            return None
        if rescued.lost:
            self._tell("Saved, but for this:\n" + "\n".join(rescued.lost), parent)
        return rescued.path

    def _read(self, path: Path, parent: QWidget | None) -> None:
        """Shows a strategy that somebody else has open."""
        try:
            stored = opening.read(path)
        except StrategyError as error:
            self._tell(str(error), parent)
            return
        state = State(f"{path.name}, to be read", stored.project, stored.picture)
        PagesDialog(compared(state, state), parent=parent).exec()

    def _show(self, opened: opening.OpenStrategy) -> Window:
        desk = Desk(opened.session, self.settings)
        desk.settings_changed.connect(self._share)
        first = next((each for each in desk.project.documents if each.kind == "strategy"), None)
        first = first or next(iter(desk.project.documents), None)
        if first is not None:
            desk.document_id = first.id
            desk.section_id = first.sections[0].id if first.sections else ""
        writing = Writing(desk, self.theme)
        window = Window(desk, self.theme, writing.widget)
        window.setProperty("path", str(opened.path.resolve()))
        keeping = self._keeping[window] = Keeping(opened, window, self)
        acts = Acts(self, window, keeping, writing)
        acts.bind()
        Tidying(desk, window)
        window.closing.connect(lambda event: self._closing(window, keeping, event))
        self.windows.append(window)
        window.show()
        self._leave_welcome()
        writing.focus()
        return window

    def _closing(self, window: Window, keeping: Keeping, event: QCloseEvent) -> None:
        if not keeping.close():
            event.ignore()
            return
        window.desk.leave()
        self.windows.remove(window)
        del self._keeping[window]
        keeping.deleteLater()
        window.deleteLater()

    def quit(self) -> None:
        """Closes every window; one that refuses stays."""
        self._leave_welcome()
        for window in tuple(self.windows):
            window.close()

    def redress(self) -> None:
        """Puts every window into the looks that were chosen in one."""
        self.theme = chosen_theme(self.settings.theme)
        dress(self._application, self.theme, self.settings.zoom)
        for each in self.windows:
            each.dress(self.theme, self.settings.zoom)

    def _make_safe(self) -> list[StrategyError]:
        """Puts every change of every window on the disk; returns what stands in the way."""
        problems = []
        for window in self.windows:
            try:
                self._keeping[window].opened.flush()
            except StrategyError as error:
                problems.append(error)
        return problems

    def _tell_of_fault(self, sentence: str) -> None:
        for window in self.windows:
            window.desk.told.emit(sentence, True)

    def _tell(self, sentence: str, parent: QWidget | None) -> None:
        QMessageBox.warning(parent, "Strategy Editor", sentence)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(path: Path | None, *, sample: bool = False) -> int:
    """Opens the window and stays until the last one is closed; returns the exit code."""
    if not has_display():
        sys.stderr.write(
            "There is no display here, so the window cannot open. "
            "The same program works on the command line: strategy-editor --help\n"
        )
        return 2
    application = make_application(sys.argv[:1])
    desk = Application(application)
    desk.start(path, sample=sample)
    return application.exec()
