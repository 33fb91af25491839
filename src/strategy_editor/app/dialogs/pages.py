"""Shows a version, or what differs between two, to be read: nothing in it can be changed."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.background import Background
from strategy_editor.app.dialogs.parts import Question, choice_list
from strategy_editor.foundation.clock import utc_now
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.session.comparing import Compared, files, written
from strategy_editor.storage.disk import write_whole

_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_LIGHT = ("#d9f2dd", "#fbdedd")
_DARK = ("#12402a", "#55201f")
_DARKEST = 128
"""Lightness of a window below which colours for dark windows are right."""


class PagesDialog(Question):
    """Reads each document when it is asked for, beside the window; ``compared`` may be one state twice.

    ``document`` is the id of the one to begin with.
    """

    def __init__(self, compared: Compared, document: str = "", parent: QWidget | None = None) -> None:
        self._differs = compared.before is not compared.after
        title = f"From {compared.before.name} to {compared.after.name}" if self._differs else compared.after.name
        super().__init__(title, "", "Close", parent, cancel=False)
        self.prefer(1000, 680)
        self._compared = compared
        self._reading: Background | None = None
        self._documents = compared.documents if self._differs else compared.after.project.documents
        self.document = QComboBox()
        self.document.setAccessibleName("Document")
        for each in self._documents:
            self.document.addItem(each.title, each.id)
        self.document.setCurrentIndex(max(0, self.document.findData(document)))
        self.document.currentIndexChanged.connect(self._show)
        self.page = QTextBrowser()
        self.page.setAccessibleName("Text")
        self.page.setOpenExternalLinks(False)
        self.page.setOpenLinks(False)
        self.lines = choice_list("What has changed")
        self.save_button = QPushButton("Save as a Word file or web page…")
        self.save_button.clicked.connect(self._save)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.document, 1)
        if self._differs:
            top.addWidget(self.save_button)
        self.body.addLayout(top)
        if not self._differs:
            self.body.addWidget(self.page, 1)
            return
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel("What has changed"))
        column.addWidget(self.lines, 1)
        self.lines.addItems(list(self._compared.lines))
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.page)
        split.setSizes([340, 620])
        self.body.addWidget(split, 1)

    def _show(self) -> None:
        index = self.document.currentIndex()
        if not 0 <= index < len(self._documents):
            self.page.setPlainText("The text of the documents does not differ.")
            self.save_button.setEnabled(False)
            return
        self._end()
        document, compared = self._documents[index], self._compared
        self.page.setPlainText("Reading…")
        self._reading = Background(lambda _: written(compared, document, ".html", utc_now(), part="exempt"), self)
        self._reading.done.connect(self._fill)
        self._reading.failed.connect(self.page.setPlainText)
        self._reading.start()

    def _fill(self, html: bytes) -> None:
        self.page.setHtml(readable(html.decode(), dark=self.palette().window().color().lightness() < _DARKEST))

    def _save(self) -> None:
        kinds = "Word files (*.docx);;Web pages (*.html)"
        path, _ = QFileDialog.getSaveFileName(self, "Save what has changed", "What has changed.docx", kinds)
        if not path:
            return
        document = self._documents[self.document.currentIndex()].id
        try:
            for name, data in files(self._compared, Path(path), utc_now(), document=document):
                write_whole(name, data)
        except StrategyError as error:
            self.refuse(str(error))
        else:
            self.refuse(f"It is in {path}.")

    def _end(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def done(self, result: int) -> None:
        self._end()
        super().done(result)


def readable(html: str, *, dark: bool) -> str:
    """The main part of a web page as Qt's text browser can draw it, with what came and went marked."""
    found = _MAIN.search(html)
    came, went = _DARK if dark else _LIGHT
    text = found[1] if found else html
    for tag, style in (
        ("ins", f"background-color: {came}; text-decoration: underline"),
        ("del", f"background-color: {went}; text-decoration: line-through"),
    ):
        text = text.replace(f"<{tag}>", f'<span style="{style}">').replace(f"</{tag}>", "</span>")
    return text
