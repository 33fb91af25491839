"""Icons: the bundled drawings in the colour of the theme, sharp at every size."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from strategy_editor.foundation.resources import resource


@cache
def _drawing(name: str, colour: str) -> bytes:
    """The drawing, with its lines in ``colour``."""
    return resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode("ascii"))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name, colour)))


def paint_icon(painter: QPainter, name: str, colour: str, place: QRectF) -> None:
    """Draws an icon into ``place``."""
    _renderer(name, colour).render(painter, place)


class _Engine(QIconEngine):
    """Renders at the size asked for, so that no scale blurs it."""

    def __init__(self, name: str, colour: str, faint: str) -> None:
        super().__init__()
        self._name, self._colour, self._faint = name, colour, faint

    def paint(self, painter, rect, mode, state):
        colour = self._faint if mode == QIcon.Mode.Disabled else self._colour
        paint_icon(painter, self._name, colour, QRectF(rect))

    def pixmap(self, size: QSize, mode, state):
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, made.rect(), mode, state)
        painter.end()
        return made

    def clone(self):
        return _Engine(self._name, self._colour, self._faint)


@cache
def icon(name: str, colour: str, faint: str = "#8a94a0") -> QIcon:
    """An icon in ``colour``; ``faint`` while what it stands for is not available."""
    return QIcon(_Engine(name, colour, faint))


@cache
def icon_file(name: str, colour: str) -> str:
    """A file with the drawing in ``colour``, for style sheets, which can only name files."""
    path = Path(_folder()) / f"{name}-{colour.lstrip('#')}.svg"
    path.write_bytes(_drawing(name, colour))
    return path.as_posix()


@cache
def _folder() -> str:
    holder = tempfile.TemporaryDirectory(prefix="strategy-editor-icons-")
    _HOLDERS.append(holder)
    return holder.name


_HOLDERS: list[tempfile.TemporaryDirectory[str]] = []
"""Kept until the program ends, when the folders are removed."""
