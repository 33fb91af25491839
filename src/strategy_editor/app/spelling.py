"""Spelling in the window: known words kept current, suggestions that never hold up the window, words to be learnt."""

from __future__ import annotations

from functools import partial
from threading import Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from strategy_editor.app.bench import Bench
from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.spelling import Misspelling
from strategy_editor.language.autocorrect import ALL_AIDS
from strategy_editor.language.suggester import Suggester
from strategy_editor.model.project import Project
from strategy_editor.model.text import Run
from strategy_editor.review.editing.lines import Spot
from strategy_editor.review.editing.pieces import Text
from strategy_editor.review.editing.replacing import Edit, Point
from strategy_editor.session.commands import Command
from strategy_editor.session.words import known_in_strategy, known_to_council, listed_words, project_words

SWITCHES = {"spelling": "spelling", "say-spelling": "say_spelling", "autocorrect": "autocorrect"}
"""Acts that turn a setting on or off, and that setting."""

_WAITING = "Looking for suggestions…"


class SpellingHelp(QObject):
    """One window's spelling. ``_suggested`` brings what a thread has found for the menu that is open."""

    _suggested = Signal(int, tuple)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._desk = bench.window.desk
        self._editor = bench.writing.editor
        self._announcer = bench.writing.announcer
        self._actions = bench.window.actions_by_id
        self._suggester = Suggester()
        self._ignored: set[str] = set()
        self._project: Project | None = None
        self._asked = 0
        self._menu: tuple[QMenu, QAction, Misspelling] | None = None
        self._suggested.connect(self._offer)
        self._desk.settled.connect(lambda _: self._learn())
        self._desk.opened.connect(lambda *_: self._learn())
        bench.window.destroyed.connect(self._suggester.close)
        self.show_settings()
        self._learn()

    # ---- settings

    def show_settings(self) -> None:
        """Takes over what is set."""
        settings = self._desk.settings
        for id, setting in SWITCHES.items():
            self._actions[id].setChecked(getattr(settings, setting))
        self._announcer.says_spelling = settings.say_spelling
        self._editor.spelling.turn(on=settings.spelling)
        self._editor.aids = ALL_AIDS if settings.autocorrect else frozenset()

    def switch(self, id: str) -> None:
        """Turns the check, the saying of mistakes, or the putting right of quotes and dashes, on or off."""
        self._desk.settle(**{SWITCHES[id]: self._actions[id].isChecked()})
        self.show_settings()
        problem = self._editor.spelling.problem() if id == "spelling" else ""
        if problem:
            self._desk.told.emit(problem, True)

    def go_to_next(self) -> None:
        """Selects the next misspelt word of the section, from the start again after the last, and says it."""
        spelling = self._editor.spelling
        if not spelling.is_on:
            self._desk.told.emit("Spelling is not checked: turn it on in the Edit menu.", False)
            return
        problem = spelling.problem()
        found = spelling.after(self._editor.selection()) if not problem else None
        if found is None:
            self._desk.told.emit(problem or "No spelling mistakes in this section.", bool(problem))
            return
        word, again = found
        self._editor.select(Selection(Spot(word.line, word.start), Spot(word.line, word.end)))
        self._editor.ensureCursorVisible()
        self._editor.setFocus()
        said = f"“{word.word}” is not in the dictionary."
        self._desk.told.emit(f"From the start of the section: {said}" if again else said, False)

    def _learn(self) -> None:
        """Tells the editor which words are known now, where that may have changed."""
        project, document = self._desk.project, self._desk.document
        language = document.language if document is not None else "en-GB"
        if self._project is None or _source(project) != _source(self._project):
            self._known = project_words(project, (*self._desk.settings.words, *self._ignored))
        self._project = project
        self._editor.spelling.use(self._known, language)

    # ---- the menu of a word

    def add_to(self, menu: QMenu, word: Misspelling) -> None:
        """Puts what can be done about a misspelt word at the top of a menu."""
        waiting = menu.addAction(_WAITING)
        waiting.setEnabled(False)
        menu.addSeparator()
        menu.addAction("&Add to the words of this strategy", partial(self._add, known_in_strategy, word))
        menu.addAction("Add to the &council’s words", partial(self._add, known_to_council, word))
        menu.addAction("&Ignore for now", partial(self._ignore, word))
        menu.addSeparator()
        self._asked += 1
        self._menu = (menu, waiting, word)
        known = listed_words(self._desk.project)
        Thread(target=self._think, args=(self._asked, word, known), daemon=True).start()

    def _think(self, number: int, word: Misspelling, known: tuple[str, ...]) -> None:
        """In a thread of its own: the helper process takes a while."""
        found = self._suggester.suggest(word.word, word.language, known)
        self._suggested.emit(number, found)

    def _offer(self, number: int, found: tuple[str, ...]) -> None:
        if number != self._asked or self._menu is None:
            return
        menu, waiting, word = self._menu
        self._menu = None
        for each in found:
            action = QAction(each, menu)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(self._replace, word, each))
            menu.insertAction(waiting, action)
        if found:
            menu.removeAction(waiting)
            menu.setActiveAction(menu.actions()[0])
        else:
            waiting.setText(self._suggester.problem.rstrip(".") or "No suggestions")

    def forget_menu(self) -> None:
        """The menu is closed: what is found for it is no longer wanted."""
        self._menu = None

    # ---- what is done

    def _replace(self, word: Misspelling, wanted: str) -> None:
        editor = self._editor
        editor.reconcile()
        number = editor.layout_.number_of(word.line)
        if number is None or editor.layout_.lines[number].text[word.start : word.end] != word.word:
            return
        start, end = Point(number, word.start), Point(number, word.end)
        editor.edit([Edit(start, end, (Text(Run(wanted, editor.marks_at(start))),))], "Spelling")

    def _add(self, command_for, word: Misspelling) -> None:
        command: Command = command_for(self._desk.project, word.word)
        self._desk.do(command)

    def _ignore(self, word: Misspelling) -> None:
        self._ignored.add(word.word)
        self._project = None
        self._learn()


def _source(project: Project) -> tuple[object, ...]:
    return project.words, project.profile, project.glossary, project.people, project.meetings
