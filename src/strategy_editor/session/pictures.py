"""Pictures from outside: checked, freed of private details, and known by what they are from then on.

Their pixels are kept as they came; only exports reduce them. Bounds keep a hostile file from filling the memory.
"""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.records import Picture
from strategy_editor.model.text import clean_line

MAXIMUM_BYTES = 60_000_000
MAXIMUM_PIXELS = 120_000_000
_KEPT_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
_READ_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def take_in(data: bytes, name: str = "") -> tuple[Picture, bytes]:
    """The record of a picture and the bytes to keep: upright, without camera, place, author or thumbnail.

    PNG and JPEG stay what they are; other formats become PNG. Raises :class:`WrongUse` with what to do.
    """
    if len(data) > MAXIMUM_BYTES:
        raise WrongUse("This picture is larger than 60 MB.", advice="Save it smaller, then insert it again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_READ_FORMATS) as opened:
                kept, media_type, size = _freed(opened, data)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning) as error:
        raise WrongUse(
            "This picture cannot be read.", advice="PNG, JPEG, GIF, BMP, TIFF and WebP pictures can be inserted."
        ) from error
    digest = hashlib.sha256(kept).hexdigest()
    return Picture(digest, media_type, size[0], size[1], clean_line(name)[:120]), kept


def _freed(opened: Image.Image, data: bytes) -> tuple[bytes, str, tuple[int, int]]:
    if opened.width * opened.height > MAXIMUM_PIXELS:
        raise ValueError("too many pixels")
    kind = opened.format or ""
    turned = opened.getexif().get(0x0112, 1) != 1
    colours = opened.info.get("icc_profile")
    if kind in _KEPT_FORMATS and not turned and not _tells(opened, colours):
        opened.load()
        return data, _KEPT_FORMATS[kind], opened.size
    picture = ImageOps.exif_transpose(opened)
    out = io.BytesIO()
    if kind == "JPEG":
        picture.info = {}
        if turned:
            picture.save(out, "JPEG", quality=95, icc_profile=colours)
        else:
            opened.info.pop("exif", None)
            opened.save(out, "JPEG", quality="keep", icc_profile=colours, exif=b"", comment=b"")
        return out.getvalue(), "image/jpeg", picture.size
    plain = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in opened.info else "RGB")
    plain.info = {}
    plain.save(out, "PNG", icc_profile=colours)
    return out.getvalue(), "image/png", plain.size


def _tells(opened: Image.Image, colours: bytes | None) -> bool:
    """Whether the file says anything beside its pixels, their colours and their size."""
    silent = {"icc_profile", "dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "gamma", "srgb"}
    silent |= {"transparency", "interlace", "progressive", "progression", "chromaticity", "aspect", "background"}
    return bool(set(opened.info) - silent) or bool(getattr(opened, "text", None))
