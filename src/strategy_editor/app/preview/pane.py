"""The preview: the pages of the document in hand as they will be, beside the text, a moment after each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.preview.link import PreviewLink
from strategy_editor.app.preview.pages import PageColumn
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.clock import london_day
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.session.preview import Ask, Failed, Find, Found, LaidOut, LayOut, Paint, Painted, Standing

SHOWN = ("draft", "cabinet", "web", "large-print", "print")
"""What the pages can be shown as."""

_PAUSE = 10
"""Milliseconds after the desk has settled: what is typed settles after a pause of its own."""

_STEP = 1.2
_THUMBNAILS = 132


class PreviewPane(QWidget):
    """Lays out again after each change, and stays with the writer. ``line_in_hand`` says where the caret is.

    ``left`` is sent when it is closed; ``floated`` when it wants to be a window of its own, or beside the text again;
    ``back`` when the reader wants to go back to the text.
    """

    left = Signal()
    back = Signal()
    floated = Signal()

    def __init__(
        self, desk: Desk, theme: Theme, line_in_hand: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Preview")
        self.setMinimumWidth(300)
        self._desk = desk
        self._line_in_hand = line_in_hand
        self._document = ""
        self._number = 0
        self._places: dict[str, tuple[int, float]] = {}
        self._painting: PageColumn | None = None
        self._failed_at = ""
        self._shown = ""
        self._follow = True
        self.link = PreviewLink(desk.session, self)
        self.pages = PageColumn(theme)
        self.pages.setAccessibleName("Pages")
        self.thumbnails = PageColumn(theme, gap=10, numbered=True)
        self.thumbnails.setAccessibleName("Small pages")
        self.thumbnails.setFixedWidth(_THUMBNAILS)
        self.thumbnails.hide()
        self._make_controls()
        self._lay_out_controls()
        self.dress(theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._connect()

    # ---- the controls

    def _make_controls(self) -> None:
        self.edition = QComboBox()
        self.edition.setAccessibleName("Show the pages as")
        for id in SHOWN:
            self.edition.addItem(EDITIONS[id].name, id)
        self.number = QLabel()
        self.buttons: dict[str, QToolButton] = {}
        for id, words, checks in (
            ("panel-left", "Small pages", True),
            ("zoom-out", "Smaller (Ctrl and wheel)", False),
            ("zoom-in", "Larger (Ctrl and wheel)", False),
            ("maximize", "As wide as there is room", False),
            ("search", "Find in the pages", True),
            ("external-link", "In a window of its own, or beside the text", False),
            ("x", "Close the preview", False),
        ):
            button = QToolButton()
            button.setAutoRaise(True)
            button.setCheckable(checks)
            button.setToolTip(words)
            button.setAccessibleName(words.partition(" (")[0])
            self.buttons[id] = button
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find in the pages")
        self.words.setAccessibleName("Words to find in the pages")
        self.words.setClearButtonEnabled(True)
        self.hits = QLabel()
        self.search_row = QWidget()
        self.search_row.hide()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.go_there = QPushButton("Go to it")
        self.fault = QWidget()
        self.fault.hide()

    def _lay_out_controls(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 4, 4)
        bar.setSpacing(2)
        bar.addWidget(self.edition)
        bar.addStretch(1)
        bar.addWidget(self.number)
        for button in self.buttons.values():
            bar.addWidget(button)
        search = QHBoxLayout(self.search_row)
        search.setContentsMargins(8, 0, 8, 4)
        search.addWidget(self.words, 1)
        search.addWidget(self.hits)
        fault = QHBoxLayout(self.fault)
        fault.setContentsMargins(10, 4, 8, 6)
        fault.addWidget(self.said, 1)
        fault.addWidget(self.go_there)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.thumbnails)
        columns.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.search_row)
        layout.addWidget(self.fault)
        layout.addLayout(columns, 1)

    def _connect(self) -> None:
        self._desk.settled.connect(self._on_settled)
        self._desk.opened.connect(self._on_opened)
        self.link.laid_out.connect(self._on_laid_out)
        self.link.failed.connect(self._on_failed)
        self.link.painted.connect(self._on_painted)
        self.link.found.connect(self._on_found)
        self.link.standing.connect(self._on_standing)
        self.link.broken.connect(self._say)
        for column in (self.pages, self.thumbnails):
            column.wanted.connect(self._paint_next)
        self.pages.moved.connect(self._show_number)
        self.pages.pressed.connect(lambda page, x, y: self.link.send(Ask(page, x, y)))
        self.thumbnails.pressed.connect(lambda page, _x, _y: self.pages.show_spot(page, 0.0, 0.02))
        self.edition.activated.connect(lambda _: self.refresh())
        self.go_there.clicked.connect(lambda: self._desk.go_to(self._failed_at))
        self.words.textChanged.connect(lambda words: self.link.send(Find(words)))
        self.words.returnPressed.connect(lambda: self._next_hit(1))
        shortcut = QShortcut(QKeySequence("Shift+Return"), self.words, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(lambda: self._next_hit(-1))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._go_back)
        does: dict[str, Callable[[], object]] = {
            "panel-left": self._show_thumbnails,
            "zoom-out": lambda: self.pages.set_zoom(round(self.pages.zoom / _STEP)),
            "zoom-in": lambda: self.pages.set_zoom(round(self.pages.zoom * _STEP)),
            "maximize": lambda: self.pages.set_zoom(0),
            "search": self._show_search,
            "external-link": self.floated.emit,
            "x": self.close,
        }
        for id, act in does.items():
            self.buttons[id].clicked.connect(lambda _=False, act=act: act())

    def dress(self, theme: Theme, _zoom: int = 100) -> None:
        """Draws it in the colours of the theme."""
        size = round(self.fontMetrics().height() * 1.1)
        for id, button in self.buttons.items():
            button.setIcon(icon(id, theme.text))
            button.setIconSize(QSize(size, size))
        for column in (self.pages, self.thumbnails):
            column.dress(theme)

    def read_through(self) -> None:
        """Gives the keyboard to the pages."""
        self.pages.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_back(self) -> None:
        """Out of the search first, then out of the pages."""
        if self.search_row.isVisible():
            self.buttons["search"].click()
            self.pages.setFocus()
        else:
            self.back.emit()

    # ---- laying out

    def refresh(self) -> None:
        """Has the pages laid out as the document is now."""
        self._pause.stop()
        if not self.isVisible() or not self._desk.document_id:
            return
        self._document = self._desk.document_id
        self._number += 1
        session = self._desk.session
        edition, today = self.edition.currentData(), london_day(session.clock())
        self.link.lay_out(
            LayOut(self._number, session.project, session.ledger.versions, self._document, edition, today)
        )

    def _on_settled(self, _changed: object) -> None:
        self._follow = True
        self._pause.start()

    def _on_opened(self, document: str, section: str) -> None:
        if document != self._document:
            self._pause.start()
        elif self.isVisible():
            self._show_place(section)

    def _on_laid_out(self, answer: LaidOut) -> None:
        self.fault.hide()
        another = not self._places.keys() & answer.places.keys()
        kept = self._anchor_in_view()
        self._places = answer.places
        shown, self._shown = self._shown, str(self.edition.currentData())
        for column in (self.pages, self.thumbnails):
            column.show_pages(answer.pages, afresh=another or shown != self._shown)
        if kept is not None and kept[0] in answer.places:
            page, down = answer.places[kept[0]]
            self.pages.show_spot(page, down, kept[1] / max(1, self.pages.viewport().height()))
        self._show_hand(move=self._follow, jump=another)
        self._follow = False
        if self.words.text():
            self.link.send(Find(self.words.text()))
        self._paint_next()

    def _on_failed(self, answer: Failed) -> None:
        self._say(answer.sentence)
        self._failed_at = answer.anchor
        self.go_there.setVisible(bool(self._desk.section_of(answer.anchor)))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.go_there.hide()
        self.fault.show()
        self._painting = None

    def _anchor_in_view(self) -> tuple[str, float] | None:
        """What stands highest in the view, and its depth there in pixels."""
        depths = ((self.pages.depth_of(*place), anchor) for anchor, place in self._places.items())
        found = min(((depth, anchor) for depth, anchor in depths if depth >= 0), default=None)
        return (found[1], found[0]) if found else None

    def _show_hand(self, *, move: bool, jump: bool = False) -> None:
        """Marks where the writer is; brings it into view where that was asked for."""
        line = self._line_in_hand()
        place = self._places.get(line) or self._places.get(self._desk.section_id)
        self.pages.hand = place
        if place is not None and (jump or (move and not self.pages.is_in_view(*place))):
            self.pages.show_spot(*place)
        self.pages.viewport().update()

    def _show_place(self, anchor: str) -> None:
        place = self._places.get(anchor)
        if place is not None:
            self.pages.hand = place
            self.pages.show_spot(*place, 0.08)
            self.pages.viewport().update()

    # ---- painting

    def _paint_next(self) -> None:
        """Has the next page painted that is lacking: one at a time, so that what is in view comes first."""
        if self._painting is not None or not self.isVisible():
            return
        for column in (self.pages, self.thumbnails):
            lacking = column.lacking() if column.isVisible() else None
            if lacking is not None:
                number, page, scale = lacking
                self._painting = column
                self.link.send(Paint(number, page.key, scale))
                return

    def _on_painted(self, answer: Painted, image: QImage) -> None:
        column, self._painting = self._painting, None
        if column is not None and not image.isNull():
            column.take(answer.key, answer.scale, image)
        self._paint_next()

    # ---- moving about

    def _show_number(self) -> None:
        page, count = self.pages.page_in_view, self.pages.count
        self.number.setText(f"{page + 1} of {count}" if count else "")
        self.number.setAccessibleName(f"Page {page + 1} of {count}" if count else "No pages yet")
        if self.thumbnails.current != page:
            self.thumbnails.current = page
            if self.thumbnails.isVisible() and not self.thumbnails.is_in_view(page, 0.0):
                self.thumbnails.show_spot(page, 0.0)
            self.thumbnails.viewport().update()

    def _show_thumbnails(self) -> None:
        self.thumbnails.setVisible(self.buttons["panel-left"].isChecked())
        self._paint_next()

    def _on_standing(self, answer: Standing) -> None:
        self._desk.go_to(answer.anchor, answer.words)

    # ---- finding words

    def _show_search(self) -> None:
        shown = self.buttons["search"].isChecked()
        self.search_row.setVisible(shown)
        if shown:
            self.words.setFocus()
        else:
            self.words.clear()

    def _on_found(self, answer: Found) -> None:
        if answer.words != self.words.text():
            return
        self.pages.marks = answer.places
        at_hand = [index for index, place in enumerate(answer.places) if place[0] >= self.pages.page_in_view]
        self.pages.mark = (at_hand[0] if at_hand else 0) if answer.places else -1
        self._next_hit(0)

    def _next_hit(self, step: int) -> None:
        count = len(self.pages.marks)
        if count:
            self.pages.mark = (self.pages.mark + step) % count
            place = self.pages.marks[self.pages.mark]
            if not self.pages.is_in_view(place[0], place[2]):
                self.pages.show_spot(place[0], place[2])
            self.hits.setText(f"{self.pages.mark + 1} of {count}")
        else:
            self.hits.setText("Not found" if self.words.text().strip() else "")
        self.pages.viewport().update()

    # ---- coming and going

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._painting = None
        self._follow = True
        self._pause.start(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def end(self) -> None:
        """Ends the helper, before the strategy is put away."""
        self._pause.stop()
        self._desk.settled.disconnect(self._on_settled)
        self._desk.opened.disconnect(self._on_opened)
        self.link.close()
