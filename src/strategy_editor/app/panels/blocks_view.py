"""Shows blocks to be read, not written: earlier text beside a section, and what an import would make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QPixmap, QTextCursor, QTextDocument, QTextFragment
from PySide6.QtWidgets import QTextBrowser, QWidget

from strategy_editor.foundation.clock import london_day, utc_now
from strategy_editor.model.blocks import Block, Live
from strategy_editor.model.facts import fact_text
from strategy_editor.model.ledger import Ledger
from strategy_editor.model.project import Project
from strategy_editor.model.references import reference_text, targets
from strategy_editor.model.section import Document
from strategy_editor.model.text import CrossReference, FactField, InlineObject
from strategy_editor.session.live import live_rows
from strategy_editor.web.clipboard.writing import as_html

Pictures = Callable[[str], bytes]
"""The bytes of a picture by its digest; none at all where they are missing."""


class _Speech:
    """What fields in the blocks say in a document of a project."""

    def __init__(self, project: Project, document: Document | None, pictures: Pictures) -> None:
        self._project = project
        self._document = document
        self.picture = pictures

    def words(self, item: InlineObject) -> str:
        if isinstance(item, FactField):
            fact = fact_text(self._project, self._document, item.key)
            return fact.text if fact.known else f"[{fact.label}]"
        if isinstance(item, CrossReference) and self._document is not None:
            return reference_text(self._project, self._document, item, targets(self._project).get(item.target))
        return ""

    def rows(self, live: Live) -> Sequence[Sequence[str]]:
        if self._document is None:
            return ()
        return live_rows(self._project, self._document, Ledger(), live, london_day(utc_now()))


class BlocksView(QTextBrowser):
    """Text to read. Links are not followed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)

    def show_blocks(
        self, blocks: Sequence[Block], project: Project, document: Document | None, pictures: Pictures
    ) -> None:
        """Draws the blocks as they stand in ``document`` of ``project``; no picture is wider than the view."""
        self.setHtml(as_html(blocks, _Speech(project, document, pictures)))
        self._fit_pictures()

    def go_to(self, words: str) -> None:
        """Scrolls so that these words stand at the top; stays at the beginning where they are not found."""
        found = self.document().find(words) if words else QTextCursor()
        if not found.isNull():
            found.setPosition(found.selectionStart())
            top = self.cursorRect(found).top() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(max(0, top - self.fontMetrics().height()))

    def _fit_pictures(self) -> None:
        room = max(120, self.viewport().width() - 30)
        for fragment in list(self._pictures()):
            self._fit(fragment, room)

    def _pictures(self) -> Iterator[QTextFragment]:
        block = self.document().begin()
        while block.isValid():
            inside = block.begin()
            while not inside.atEnd():
                if inside.fragment().charFormat().isImageFormat():
                    yield inside.fragment()
                inside += 1
            block = block.next()

    def _fit(self, fragment: QTextFragment, room: int) -> None:
        shape = fragment.charFormat().toImageFormat()
        image = self.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(shape.name()))
        own = image.width() if isinstance(image, QImage | QPixmap) else 0
        if (shape.width() or own) <= room:
            return
        cursor = self.textCursor()
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), cursor.MoveMode.KeepAnchor)
        shape.setWidth(room)
        shape.clearProperty(shape.Property.ImageHeight.value)
        cursor.setCharFormat(shape)
