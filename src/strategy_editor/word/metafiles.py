"""Drawings of Windows (EMF, WMF), which old files show for charts and embedded objects, as pictures.

LibreOffice draws them: the drawing is set alone on a page of its own size, the page becomes PDF, and that a picture.
Without LibreOffice there is no picture.
"""

from __future__ import annotations

import io
import struct
import zipfile

import pypdfium2

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.word import office
from strategy_editor.word.xml import DECLARATION, NAMESPACES

ENDINGS = ("emf", "wmf")
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_LONGEST = 180.0
"""Millimetres of the longer side on the page: about the width of a text."""
_SHARPNESS = 220 / 72
"""Points of the picture for each point of the page."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def drawn(data: bytes, ending: str, progress: Progress = silent) -> bytes | None:
    """The drawing as PNG; None where its head says no size, or LibreOffice is not there or cannot draw it."""
    size = proportions(data)
    if size is None or ending not in ENDINGS:
        return None
    width, height = (side * _LONGEST / max(size) for side in size)
    if min(width, height) < 1:
        return None
    page = _page(data, ending, width, height)
    made = office.converted(page, "drawing.docx", "pdf", progress, "Converting a drawing")
    return None if made is None else _picture(made)


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


def _page(data: bytes, ending: str, width: float, height: float) -> bytes:
    """A Word file whose one page is the drawing and nothing else. Lengths are in millimetres."""
    twips = [round(side * 1440 / 25.4) + 40 for side in (width, height)]
    extent = f'cx="{round(width * 36_000)}" cy="{round(height * 36_000)}"'
    inside = (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r><w:drawing><wp:inline><wp:extent {extent}/>'
        '<wp:docPr id="1" name="Drawing"/><a:graphic><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="Drawing"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="d"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f'</wp:inline></w:drawing></w:r></w:p><w:sectPr><w:pgSz w:w="{twips[0]}" w:h="{twips[1]}"/>'
        '<w:pgMar w:top="0" w:right="0" w:bottom="0" w:left="0" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="{ending}" ContentType="image/x-{ending}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
        ),
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("image", f"drawing.{ending}"),
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr(f"word/drawing.{ending}", data)
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    inside = f'<Relationship Id="d" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def _picture(pdf: bytes) -> bytes:
    """The first page, as PNG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=_SHARPNESS).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
