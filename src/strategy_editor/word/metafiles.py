"""Drawings of Windows (EMF, WMF), which old files show for embedded objects, and Word's own charts, as pictures.

LibreOffice draws them: each is set alone on a page of its own size, the page becomes PDF, and that a picture. Without
LibreOffice there is no picture.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.model.profile import PageLook
from strategy_editor.word import office
from strategy_editor.word.default_template import default_template
from strategy_editor.word.xml import DECLARATION, NAMESPACES

ENDINGS = ("emf", "wmf")
CHART = "chart"
"""Stands for the ending of a chart, which is a part of XML."""
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_CHART_SIZE = (160.0, 90.0)
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_OUTSIDE = re.compile(rb"<c:externalData\b.*?</c:externalData>|<c:(?:externalData|userShapes)\b[^>]*/>", re.DOTALL)
"""What a chart refers to beside itself: the workbook that it came from, which is not needed to draw it."""
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_LONGEST = 180.0
"""Millimetres of the longer side on the page: about the width of a text."""
_SHARPNESS = 220 / 72
"""Points of the picture for each point of the page."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Drawing(NamedTuple):
    """The bytes of a drawing and the ending of its name; :data:`CHART` for a chart."""

    data: bytes
    ending: str


def drawn(drawings: Sequence[Drawing], progress: Progress = silent) -> list[bytes | None]:
    """Each drawing as PNG; None where its head says no size, or LibreOffice is not there or cannot draw it.

    All go through LibreOffice at once, which is most of the time that it takes.
    """
    sizes = [_page_size(each) for each in drawings]
    wanted = [index for index, size in enumerate(sizes) if size is not None]
    out: list[bytes | None] = [None] * len(drawings)
    if not wanted:
        return out
    pages = _file([(drawings[index], sizes[index] or (1.0, 1.0)) for index in wanted])
    made = office.converted(pages, "drawings.docx", "pdf", progress, "Converting drawings")
    pictures = [] if made is None else _pictures(made)
    if len(pictures) == len(wanted):
        for index, picture in zip(wanted, pictures, strict=True):
            out[index] = picture
    elif len(wanted) > 1 and made is not None:  # one of them has spoilt the pages: each by itself
        for index in wanted:
            out[index] = drawn([drawings[index]], progress)[0]
    return out


def _page_size(drawing: Drawing) -> tuple[float, float] | None:
    """Width and height of its page in millimetres."""
    if drawing.ending == CHART:
        return _CHART_SIZE
    size = proportions(drawing.data) if drawing.ending in ENDINGS else None
    if size is None:
        return None
    width, height = (side * _LONGEST / max(size) for side in size)
    return (width, height) if min(width, height) >= 1 else None


def proportions(data: bytes) -> tuple[int, int] | None:
    """Width and height in units of the drawing; None where its head does not say them."""
    try:
        if data[40:44] == b" EMF":
            left, top, right, bottom = struct.unpack_from("<4i", data, 24)
        elif data.startswith(_PLACEABLE):
            left, top, right, bottom = struct.unpack_from("<4h", data, 6)
        else:
            return None
    except struct.error:
        return None
    width, height = abs(right - left), abs(bottom - top)
    return (width, height) if width and height else None


def _file(drawings: Sequence[tuple[Drawing, tuple[float, float]]]) -> bytes:
    """A Word file in which each drawing has a page of its own size to itself. Lengths are in millimetres."""
    body = ""
    for number, (each, size) in enumerate(drawings):
        last = number == len(drawings) - 1
        section = _section(*size)
        shown = _CHART_SHOWN if each.ending == CHART else _PICTURE_SHOWN
        body += _paragraph(shown, number, *size, "" if last else section) + (section if last else "")
    relations = "".join(
        f'<Relationship Id="d{number}" Type="{_OFFICE}/{"chart" if each.ending == CHART else "image"}"'
        f' Target="{_name(number, each)}"/>'
        for number, (each, _) in enumerate(drawings)
    )
    charts = "".join(
        f'<Override PartName="/word/{_name(number, each)}" ContentType="{_CHART_TYPE}"/>'
        for number, (each, _) in enumerate(drawings)
        if each.ending == CHART
    )
    kinds = "".join(f'<Default Extension="{ending}" ContentType="image/x-{ending}"/>' for ending in ENDINGS)
    parts = {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'{kinds}<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>'
            f'<Override PartName="/word/theme1.xml" ContentType="{_THEME}"/>{charts}</Types>'
        ),
        "_rels/.rels": _relations(f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _relations(
            f'{relations}<Relationship Id="t" Type="{_OFFICE}/theme" Target="theme1.xml"/>'
        ),
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/theme1.xml", _theme())
        for name, text in parts.items():
            archive.writestr(name, text)
        for number, (each, _) in enumerate(drawings):
            data = _OUTSIDE.sub(b"", each.data) if each.ending == CHART else each.data
            archive.writestr(f"word/{_name(number, each)}", data)
    return out.getvalue()


def _theme() -> bytes:
    """Our own theme: charts take their colours from it, since they are not in their own document any more."""
    with zipfile.ZipFile(io.BytesIO(default_template(PageLook()))) as template:
        return template.read("word/theme/theme1.xml")


def _name(number: int, drawing: Drawing) -> str:
    return f"drawing{number}.{'xml' if drawing.ending == CHART else drawing.ending}"


_PICTURE_SHOWN = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{id}" name="Drawing"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
)
_CHART_SHOWN = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{relation}"/>'
    "</a:graphicData>"
)


def _paragraph(shown: str, number: int, width: float, height: float, section: str) -> str:
    extent = f'cx="{round(width * 36_000)}" cy="{round(height * 36_000)}"'
    inside = shown.format(id=number + 1, relation=f"d{number}", extent=extent)
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/>{section}</w:pPr><w:r><w:drawing><wp:inline>'
        f'<wp:extent {extent}/><wp:docPr id="{number + 1}" name="Drawing"/><a:graphic>{inside}</a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def _section(width: float, height: float) -> str:
    twips = [round(side * 1440 / 25.4) + 40 for side in (width, height)]
    return (
        f'<w:sectPr><w:pgSz w:w="{twips[0]}" w:h="{twips[1]}"/><w:pgMar w:top="0" w:right="0" w:bottom="0"'
        ' w:left="0" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )


def _relations(inside: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def _pictures(pdf: bytes) -> list[bytes]:
    """Each page, as PNG."""
    out: list[bytes] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            made = io.BytesIO()
            page.render(scale=_SHARPNESS).to_pil().save(made, "PNG")
            out.append(made.getvalue())
    finally:
        document.close()
    return out
