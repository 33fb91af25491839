"""Pictures in line with the text, at print resolution, with their descriptions; and the frame that charts share."""

from __future__ import annotations

import io
import warnings

from msgspec import Struct
from PIL import Image, UnidentifiedImageError

from strategy_editor.foundation.errors import Refused
from strategy_editor.manuscript.items import FigureItem
from strategy_editor.word.context import Context
from strategy_editor.word.xml import DECORATIVE, PIC, attribute

EMU_PER_TWIP = 635
PRINT_RESOLUTION = 300
"""Dots per inch: more is thrown away, since it only makes the file larger."""

SCREEN_RESOLUTION = 96
"""What a picture is shown at that does not say."""

MAXIMUM_PIXELS = 100_000_000
_KEPT = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}
"""Formats that every Word shows; others become PNG."""


class Prepared(Struct, frozen=True):
    """A picture as it goes into the file, and its own size in EMU (914,400 to the inch)."""

    data: bytes
    extension: str
    width: int
    height: int


def picture_run(context: Context, item: FigureItem, *, share_of_height: float = 0.8) -> str:
    """A run that shows the picture, no wider than the text and at most this share of the page high."""
    prepared = prepare(context.pictures(item.picture), item.width, context.page.text_width * EMU_PER_TWIP)
    limit = round(context.page.text_height * EMU_PER_TWIP * share_of_height)
    width, height = fitted(prepared.width, prepared.height, context.page.text_width * EMU_PER_TWIP, limit)
    id = context.drawing_id()
    name = f"Picture {id}"
    relationship = context.package.add_image(prepared.data, prepared.extension)
    graphic = (
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{id}" name="{name}"{_described(item)}>{_decorative(item)}</pic:cNvPr><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    return framed(id, name, width, height, _described(item), _decorative(item), graphic)


def framed(id: int, name: str, width: int, height: int, described: str, extension: str, graphic: str) -> str:
    """A run with a drawing in line: nothing floats, so that reading order is the order of the text."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{id}" name="{name}"{described}>{extension}</wp:docPr>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>{graphic}'
        "</wp:inline></w:drawing></w:r>"
    )


def description(alternative: str, long: str) -> str:
    """The attribute that screen readers read: what it shows, and its long description where there is one."""
    words = " ".join(part for part in (alternative, long) if part)
    return f' descr="{attribute(words)}"' if words else ""


def _described(item: FigureItem) -> str:
    return "" if item.decorative else description(item.alternative, item.description)


def _decorative(item: FigureItem) -> str:
    if not item.decorative:
        return ""
    mark = f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/>'
    return f'<a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">{mark}</a:ext></a:extLst>'


def fitted(width: int, height: int, widest: int, highest: int) -> tuple[int, int]:
    """The size, made smaller in proportion where it is too large."""
    scale = min(1.0, widest / width, highest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def prepare(data: bytes, share: float, text_width: int) -> Prepared:
    """The picture for ``share`` of the text width (EMU; 0: its own size), without metadata and spare pixels.

    Raises :class:`Refused` for what is not a picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(data))
            form, (across, down) = image.format or "", image.size
            if across * down > MAXIMUM_PIXELS:
                raise Refused("A picture is too large to be put into Word.", advice="Make it smaller and try again.")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("A picture cannot be read.", advice="Put it in again as PNG or JPEG.") from error
    width = round(share * text_width) if share else min(text_width, round(across / _resolution(image) * 914_400))
    height = max(1, round(width * down / across))
    needed = max(1, round(width / 914_400 * PRINT_RESOLUTION))
    if across > needed * 1.1:
        image = image.convert("RGBA" if _transparent(image) else "RGB")
        image = image.resize((needed, max(1, round(needed * down / across))), Image.Resampling.LANCZOS)
        return Prepared(*_encoded(image, form), width, height)
    if form in _KEPT and not _has_metadata(image):
        return Prepared(data, _KEPT[form], width, height)
    return Prepared(*_encoded(image, form), width, height)


def _resolution(image: Image.Image) -> float:
    found = image.info.get("dpi")
    try:
        across = float(found[0]) if found else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        across = 0.0
    return across if 30 <= across <= 2400 else SCREEN_RESOLUTION


def _transparent(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _has_metadata(image: Image.Image) -> bool:
    """Whether the file says more than its pixels do: camera, place, program, comments."""
    told = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Software", "Author", "Description"}
    return bool(told & set(image.info)) or bool(getattr(image, "text", None)) or len(image.getexif()) > 0


def _encoded(image: Image.Image, form: str) -> tuple[bytes, str]:
    out = io.BytesIO()
    if form == "JPEG":
        image.convert("RGB").save(out, "JPEG", quality=92, optimize=True)
        return out.getvalue(), "jpeg"
    clean = (
        image if image.mode in ("1", "L", "RGB", "RGBA") else image.convert("RGBA" if _transparent(image) else "RGB")
    )
    clean.info = {}
    clean.save(out, "PNG", optimize=True)
    return out.getvalue(), "png"
