"""Pictures from files, read within limits. A drawing in SVG is drawn once, sharp enough for print; both are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.session.pictures import MAXIMUM_BYTES

PICTURE_FILES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg")
"""Endings of files that are taken for pictures."""

_DRAWN_SIDE = 2600


def read_picture(path: Path) -> bytes:
    """The bytes of a picture file. Raises a StrategyError with what to do where it is too large or cannot be read."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise WrongUse("This picture is larger than 60 MB.", advice="Save it smaller, then insert it again.")
        return path.read_bytes()
    except OSError as error:
        raise DiskRefused(f"{path.name} cannot be read ({error.strerror}).") from error


def is_svg(data: bytes) -> bool:
    """Whether some bytes are a drawing in SVG."""
    return b"<svg" in data[:4000]


def drawn(data: bytes) -> bytes:
    """A drawing in SVG, closed by ``session.drawings``, as a PNG. Raises :class:`WrongUse` for what is none."""
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        raise WrongUse("This drawing cannot be read.", advice="Save it as PNG, then insert that.")
    side = QSize(_DRAWN_SIDE, _DRAWN_SIDE)
    image = QImage(size.scaled(side, Qt.AspectRatioMode.KeepAspectRatio), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
