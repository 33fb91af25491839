"""Pictures from files, read within limits. A drawing in SVG is drawn once, sharp enough for print, and kept as PNG."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.session.pictures import MAXIMUM_BYTES

PICTURE_FILES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg")
"""Endings of files that are taken for pictures."""

_DRAWN_SIDE = 2600
_MOST_SVG = 10_000_000
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_SVG = "{http://www.w3.org/2000/svg}"


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
    """A drawing in SVG as a PNG. Raises :class:`WrongUse` for what is none."""
    renderer = QSvgRenderer(QByteArray(_closed(data)))
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


def _closed(data: bytes) -> bytes:
    """The drawing without entities, scripts and anything that it would fetch from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        if len(data) > _MOST_SVG:
            raise ValueError
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WrongUse("This drawing cannot be read.", advice="Save it as PNG, then insert that.") from error
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in (f"{_SVG}script", f"{_SVG}foreignObject"):
            if element.getparent() is not None:
                element.getparent().remove(element)
            continue
        for name in _HREFS:
            address = element.get(name, "")
            if address and not address.startswith(("#", "data:image/")):
                del element.attrib[name]
    return etree.tostring(root)
