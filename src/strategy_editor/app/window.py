"""The window lays out panels, and nothing else: what acts do lives in ``acts``, what panels show in the panels."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from strategy_editor.app.actions import Actions
from strategy_editor.app.desk import Desk
from strategy_editor.app.forms import fields
from strategy_editor.app.forms.details_page import DetailsPage
from strategy_editor.app.forms.meetings_page import MeetingsPage
from strategy_editor.app.forms.record_page import RecordPage
from strategy_editor.app.outline.panel import OutlinePanel
from strategy_editor.app.panels.format_bar import FormatBar
from strategy_editor.app.panels.header import Header
from strategy_editor.app.panels.notice import NoticeBar
from strategy_editor.app.panels.section_page import SectionPage
from strategy_editor.app.panels.side import SidePanel
from strategy_editor.app.panels.status import StatusBar
from strategy_editor.app.theme import Theme, scaled

_ROOM_FOR_ALL = 125
_ROOM_FOR_OUTLINE = 85
_ROOM_FOR_PAGES = 70
"""Widths in letters below which a side gives way to the text, and what pages beside the text need in addition."""


class Window(QMainWindow):
    """One open strategy. ``closing`` is sent before the window goes; whoever listens may refuse it.

    ``dressed`` carries another theme and size that the text should take; ``ended`` is sent when the window goes.
    """

    closing = Signal(QCloseEvent)
    dressed = Signal(object, int)
    ended = Signal()

    def __init__(self, desk: Desk, theme: Theme, editor: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.actions_by_id = Actions(self, theme)
        self.header = Header(desk, theme)
        self.format_bar = FormatBar(self.actions_by_id)
        self.outline = OutlinePanel(desk, theme)
        self.section_page = SectionPage(desk, theme, editor)
        self.side = SidePanel(desk, theme)
        self.status = StatusBar(desk, theme)
        self.notice = NoticeBar()
        self.pages = QStackedWidget()
        self._places: dict[str, QWidget] = {}
        self._theme = theme
        self._wanted = (True, True)
        self._side_first = False
        self._beside: QWidget | None = None
        self._alone: tuple[QWidget, ...] = ()
        self._lay_out()
        self.outline.place_opened.connect(self.open_place)
        for shows in (desk.opened, desk.pointed, desk.headed):
            shows.connect(lambda *_: self.show_section())
        desk.changed.connect(lambda _: self._name_window())
        self._name_window()
        self.resize(1440, 900)
        self.setMinimumSize(760, 480)
        if desk.settings.window:
            self.restoreGeometry(QByteArray.fromBase64(desk.settings.window.encode("ascii")))

    def _lay_out(self) -> None:
        self.pages.addWidget(self.section_page)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        for panel in (self.outline, self.pages, self.side):
            self.split.addWidget(panel)
        self.split.setSizes(self.desk.settings.sizes.get("panels") or [290, 800, 320])
        self.split.setStretchFactor(1, 1)
        self.split.setCollapsible(1, False)
        self._fit_sides()
        middle = QWidget()
        layout = self._rows = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.format_bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(middle)

    def _fit_sides(self) -> None:
        """Neither side is ever too narrow for what stands in it, at any zoom."""
        self.outline.setMinimumWidth(scaled(180))
        self.side.setMinimumWidth(scaled(250))

    def show_above(self, bar: QWidget) -> None:
        """Puts a bar between the format bar and the panels."""
        self._rows.insertWidget(self._rows.indexOf(self.split), bar)

    def _name_window(self) -> None:
        self.setWindowTitle(f"{self.desk.project.title} – Strategy Editor")

    # ---- what stands in the middle

    def show_section(self) -> None:
        """Puts the section in hand into the middle."""
        self.pages.setCurrentWidget(self.section_page)

    def open_place(self, key: str) -> None:
        """Puts the page of shared details with this key into the middle."""
        if key not in self._places:
            self._places[key] = self._make_place(key)
            self.pages.addWidget(self._places[key])
        self.pages.setCurrentWidget(self._places[key])

    def _make_place(self, key: str) -> QWidget:
        kinds = {"milestones": fields.MILESTONES, "register": fields.REGISTER, "glossary": fields.GLOSSARY}
        kinds["exemptions"] = fields.EXEMPTIONS
        if key == "details":
            return DetailsPage(self.desk, self._theme)
        if key == "meetings":
            return MeetingsPage(self.desk, self._theme)
        return RecordPage(self.desk, self._theme, kinds[key])

    def put_beside(self, pane: QWidget) -> None:
        """Puts a pane beside the text. It is there as long as it is shown."""
        self._beside = pane
        self.split.insertWidget(2, pane)
        self.split.setStretchFactor(2, 1)
        pane.show()
        self._fit()
        sizes = self.split.sizes()
        room = sizes[1] + sizes[2]
        self.split.setSizes([sizes[0], room - room // 2, room // 2, sizes[3]])

    def take_away(self) -> None:
        """Gives the room of the pane beside the text back to it."""
        self._beside = None
        self._fit()

    def show_alone(self, *, on: bool) -> None:
        """Gives all the room to the pane beside the text, or back to what was in view before."""
        if on == bool(self._alone):
            return
        if on:
            around = (self.header, self.format_bar, self.pages)
            self._alone = tuple(each for each in around if not each.isHidden())
        for each in self._alone:
            each.setVisible(not on)
        self._alone = self._alone if on else ()
        self._fit()

    def show_panels(self, *, outline: bool, side: bool) -> None:
        """Shows or hides the left and the right side."""
        self._wanted = (outline, side)
        self._side_first = False
        self._fit()

    def bring_forward(self, shown: QWidget) -> None:
        """Shows a list of the right side; where there is little room, the left side gives way to it."""
        self._wanted = (self._wanted[0], True)
        self._side_first = True
        self.actions_by_id["show-side"].setChecked(True)
        self._fit()
        self.side.tabs.setCurrentWidget(shown)

    def _fit(self) -> None:
        """Gives the text the room: where it is short, the right side goes first, then the left.

        A list of the right side that somebody has just asked for stays, and the left side goes.
        """
        letters = self.width() / self.fontMetrics().averageCharWidth()
        outline, side = self._wanted
        letters -= _ROOM_FOR_PAGES if self._beside is not None else 0
        if self._alone:
            outline = side = False
        self.side.setVisible(side and (self._side_first or letters >= _ROOM_FOR_ALL))
        self.outline.setVisible(outline and letters >= (_ROOM_FOR_ALL if self._side_first else _ROOM_FOR_OUTLINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dress(self, theme: Theme, zoom: int) -> None:
        """Draws everything in another theme or size; pages of shared details are made anew when they are opened."""
        self._theme = theme
        self.actions_by_id.dress(theme)
        for panel in (self.header, self.outline, self.section_page, self.side, self.status):
            panel.dress(theme)
        self.format_bar.dress()
        self._fit_sides()
        shown = next((key for key, page in self._places.items() if page is self.pages.currentWidget()), "")
        for page in self._places.values():
            self.pages.removeWidget(page)
            page.deleteLater()
        self._places.clear()
        if shown:
            self.open_place(shown)
        self.dressed.emit(theme, zoom)
        self._fit()

    # ---- the end

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)
        if event.isAccepted():
            self.ended.emit()
            self.desk.settle(
                window=bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
                sizes={**self.desk.settings.sizes, "panels": self.split.sizes()},
            )
