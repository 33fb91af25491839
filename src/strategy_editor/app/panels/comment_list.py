"""Comments on the document in hand: read, answer, resolve; add one to the section."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.icons import icon
from strategy_editor.app.panels.side_list import SideList
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.clock import london
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.model.text import clean
from strategy_editor.model.tree import section_hosts, walk_blocks, walk_sections
from strategy_editor.session.commands import Put

_SHOWN = 100


class CommentCard(QFrame):
    """One comment with its replies."""

    def __init__(self, desk: Desk, theme: Theme, thread: Thread, place: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._thread = thread
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        if thread.anchor.quote:
            layout.addWidget(_wrapped(f"“{thread.anchor.quote}”", f"background: {theme.highlight}; padding: 1px 3px;"))
        for message in thread.messages:
            person = desk.project.person(message.author)
            when = london(message.at)
            written = f"{when.day} {when:%B %Y, %H:%M}"
            layout.addWidget(_wrapped(person.shown if person else "Somebody", "font-weight: 600;"))
            layout.addWidget(_wrapped(f"{written} · {place}", f"color: {theme.muted};"))
            layout.addWidget(_wrapped(message.text))
        self.reply = QLineEdit()
        self.reply.setPlaceholderText("Reply…")
        self.reply.setAccessibleName("Reply")
        self.reply.returnPressed.connect(self._answer)
        layout.addWidget(self.reply)
        resolved = thread.state in ("resolved", "withdrawn")
        words = "Open again" if resolved else "Mark as resolved"
        button = QPushButton(icon("rotate-ccw" if resolved else "check", theme.text), words)
        button.clicked.connect(lambda: self._put(state="open" if resolved else "resolved"))
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _answer(self) -> None:
        text = "\n".join(clean(self.reply.text())).strip()
        if text:
            message = Message(new_id(), self._desk.session.author, self._desk.session.clock(), text)
            self._put(messages=(*self._thread.messages, message), state="answered")

    def _put(self, **changes: object) -> None:
        self._desk.do(self._desk.session.signed(Put(replace(self._thread, **changes))))


def _wrapped(text: str, style: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setStyleSheet(style)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class CommentList(SideList):
    """The comments of the document in hand, those of the section in hand first."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._shown: tuple[tuple[Thread, str], ...] | None = None
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("A comment on this section")
        self.text.setAccessibleName("A comment on this section")
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(64)
        self.add_button = QPushButton("Add the comment")
        self.add_button.clicked.connect(self.add)
        self.resolved = QCheckBox("Show resolved")
        self.resolved.toggled.connect(lambda _: self.refresh())
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        row.addWidget(self.resolved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 6, 2, 2)
        layout.addWidget(self.text)
        layout.addLayout(row)
        layout.addWidget(scroll, 1)
        self.dress(theme)

    def dress(self, theme: Theme) -> None:
        """Draws the comments in the colours of the theme."""
        self._theme = theme
        self.add_button.setIcon(icon("message-square-plus", theme.text))
        self._fill()

    def refresh(self) -> int:
        """Lists the comments as they are now; returns how many are open."""
        found = self._found()
        opened = sum(thread.state in ("open", "answered") for thread, _ in found)
        shown = tuple(each for each in found if self.resolved.isChecked() or each[0].state in ("open", "answered"))[
            :_SHOWN
        ]
        if shown != self._shown:
            self._shown = shown
            self._fill()
        return opened

    def add(self) -> None:
        """Puts what was written as a comment on the section in hand."""
        text = "\n".join(clean(self.text.toPlainText())).strip()
        if not text or not self._desk.section_id:
            return
        message = Message(new_id(), self._desk.session.author, self._desk.session.clock(), text)
        thread = Thread(new_id(), Anchor("section", self._desk.section_id), (message,))
        if self._desk.do(self._desk.session.signed(Put(thread))):
            self.text.clear()

    def _found(self) -> list[tuple[Thread, str]]:
        """Threads of the document with the name of their place, those of the section in hand first."""
        document = self._desk.document
        if document is None or not self._desk.project.threads:
            return []
        places: dict[str, tuple[str, str]] = {document.id: ("", "the whole document")}
        for section in walk_sections(document.sections):
            title = "".join(run.content for run in section.title if isinstance(run.content, str))
            for id in (
                section.id,
                *(host.id for host in section_hosts(section)),
                *(b.id for b in walk_blocks(section.blocks)),
            ):
                places[id] = (section.id, title)
        found = [
            (thread, *places[thread.anchor.target])
            for thread in self._desk.project.threads.values()
            if thread.anchor.target in places
        ]
        found.sort(key=lambda each: (each[1] != self._desk.section_id, each[0].messages[0].at))
        return [(thread, title) for thread, _, title in found]

    def _fill(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for thread, place in self._shown or ():
            self._cards.addWidget(CommentCard(self._desk, self._theme, thread, place))
