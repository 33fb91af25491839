"""Pictures: PNG and JPEG go into the file as they are, everything else through Pillow, within bounds."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from strategy_editor.manuscript.pictures import bare
from strategy_editor.pdf.errors import PictureUnreadable
from strategy_editor.pdf.objects import File, reference
from strategy_editor.pdf.press import Inks

MOST_PIXELS = 80_000_000
MOST_BYTES = 100_000_000
PRINT_RESOLUTION = 350
SCREEN_DOTS = 2400
_UNSAID_RESOLUTION = 150.0
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_END_OF_PICTURE = b"\xff\xd9"
_TURNING = ("JPEG", "WEBP", "TIFF")
"""The kinds that may say that they lie on their side. PNG may too, but nothing writes that."""

_COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


class Picture(NamedTuple):
    """A picture that can be drawn. ``width`` and ``height`` in pixels; ``resolution`` as the file claims, in dpi.

    ``profile`` is its ICC profile where its colours are not those of the screen.
    """

    data: bytes
    kind: str
    width: int
    height: int
    resolution: float
    transparent: bool
    profile: bytes = b""

    @property
    def natural_width(self) -> float:
        """Its own width in points."""
        return self.width / self.resolution * 72


def read_picture(data: bytes, anchor: str = "") -> Picture:
    """Measure a picture. Raises PictureUnreadable with a sentence for the user."""
    if len(data) > MOST_BYTES:
        raise PictureUnreadable("A picture is larger than 100 MB.", advice="Please make it smaller.", anchor=anchor)
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_KINDS) as image:
            warnings.simplefilter("ignore")
            width, height = image.size
            turned = image.format in _TURNING and image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            claimed = image.info.get("dpi", (0, 0))[0]
            transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            kind = image.format or ""
            profile = image.info.get("icc_profile") or b""
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        struct.error,
        Image.DecompressionBombError,
    ) as why:
        raise PictureUnreadable(
            "A picture cannot be read: it is damaged, or of a kind that the program does not know.",
            advice="Please put it in again as a PNG or JPEG file.",
            anchor=anchor,
        ) from why
    if width * height > MOST_PIXELS:
        raise PictureUnreadable(
            f"A picture has {width} by {height} dots, more than the program can take in.",
            advice="Please make it smaller.",
            anchor=anchor,
        )
    resolution = float(claimed) if 36 <= float(claimed) <= 2400 else _UNSAID_RESOLUTION
    if turned:
        width, height = height, width
    own = b"" if b"sRGB" in profile or b"s\0R\0G\0B" in profile else profile
    return Picture(data, kind, width, height, resolution, transparent, own)


def plain_png(data: bytes) -> bytes:
    """A picture of any kind for the screen alone, so that it goes into a file fast: as it is, or else opaque and small.

    A picture that cannot be read comes back as it is: whoever sets it says so.
    """
    try:
        picture = read_picture(data)
        simple = picture.kind == "JPEG" or (picture.kind == "PNG" and not picture.transparent)
        if simple and not picture.profile and max(picture.width, picture.height) <= SCREEN_DOTS:
            return data
        image = opened(picture)
    except PictureUnreadable:
        return data
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.thumbnail((SCREEN_DOTS, SCREEN_DOTS))
    resolution = picture.resolution * image.width / picture.width
    holder = io.BytesIO()
    image.save(holder, "PNG", compress_level=1, dpi=(resolution, resolution))
    return holder.getvalue()


def embed_picture(file: File, picture: Picture, inks: Inks, width: float) -> int:
    """Add a picture to ``file`` in these inks; its number. ``width`` is what it is drawn at, in points.

    On paper nobody sees more than a certain number of dots: a picture for the printer gets no more.
    """
    if inks.converts:
        image = opened(picture)
        most = round(width / 72 * PRINT_RESOLUTION)
        if image.width > 1.3 * most:
            image = image.resize((most, max(1, round(image.height * most / image.width))), Image.Resampling.LANCZOS)
        return _decoded(file, inks.converted(image))
    if picture.kind == "PNG":
        number = _png(file, picture)
        if number:
            return number
    if picture.kind == "JPEG":
        number = _jpeg(file, picture)
        if number:
            return number
    return _decoded(file, opened(picture))


def opened(picture: Picture) -> Image.Image:
    """The picture, decoded, upright, in grey, RGB or RGBA."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(picture.data), formats=_KINDS) as image:
            warnings.simplefilter("ignore")
            upright = ImageOps.exif_transpose(image) if image.format in _TURNING else image
            return _in_srgb(upright, picture)
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as why:
        raise PictureUnreadable(
            "A picture is damaged and cannot be read.", advice="Please put it in again as a PNG or JPEG file."
        ) from why


def _in_srgb(image: Image.Image, picture: Picture) -> Image.Image:
    if picture.transparent:
        plain = image.convert("RGBA")
    elif image.mode in ("I;16", "I"):
        plain = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    else:
        plain = image.convert("L" if image.mode in ("1", "L", "F") else "RGB")
    if picture.profile and plain.mode == "RGB" and image.mode == "RGB":
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(picture.profile))
            converted = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"))
        except (ImageCms.PyCMSError, OSError):
            return plain  # a damaged profile says nothing
        return converted or plain
    return plain


def _png(file: File, picture: Picture) -> int:
    """A PNG whose compressed rows fit PDF as they are; 0 where they do not."""
    parts = _png_parts(picture.data)
    if parts is None or picture.transparent or picture.profile:
        return 0
    header, palette, rows = parts
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if interlaced or depth > 8 or colour not in (0, 2, 3) or (width, height) != (picture.width, picture.height):
        return 0
    if colour == 3:
        if not palette or len(palette) % 3:
            return 0
        space = f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]"
    else:
        space = "/DeviceGray" if colour == 0 else "/DeviceRGB"
    components = 3 if colour == 2 else 1
    return file.stream(
        rows,
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent {depth}/ColorSpace {space}"
        f"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {components}/BitsPerComponent {depth}"
        f"/Columns {width}>>",
        compress=False,
    )


def _png_parts(data: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Header, palette and compressed rows of a PNG; None where its parts do not add up."""
    header = palette = b""
    rows: list[bytes] = []
    place = len(_SIGNATURE)
    while place + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        if len(body) < length or data[place + 8 + length : place + 12 + length] != _checksum(kind, body):
            return None
        if kind == b"IHDR":
            header = body
        elif kind == b"PLTE":
            palette = body
        elif kind == b"IDAT":
            rows.append(body)
        elif kind == b"IEND":
            break
        place += length + 12
    return (header, palette, b"".join(rows)) if len(header) == 13 and rows else None


def _checksum(kind: bytes, body: bytes) -> bytes:
    return zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big")


def _jpeg(file: File, picture: Picture) -> int:
    """A JPEG in grey or RGB, upright, as it is; 0 where it must be decoded."""
    if picture.profile:
        return 0
    with Image.open(io.BytesIO(picture.data), formats=("JPEG",)) as image:
        if image.mode not in ("L", "RGB") or image.getexif().get(0x0112, 1) not in (0, 1):
            return 0
        space = _COLOURS[image.mode]
    data = bare(picture.data)
    if not data.endswith(_END_OF_PICTURE):
        return 0
    return file.stream(
        data,
        f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/BitsPerComponent 8"
        f"/ColorSpace {space}/Filter/DCTDecode",
        compress=False,
    )


def _decoded(file: File, image: Image.Image) -> int:
    entries = ""
    if image.mode == "RGBA":
        mask = image.getchannel("A")
        number = file.stream(
            mask.tobytes(),
            f"/Type/XObject/Subtype/Image/Width {mask.width}/Height {mask.height}/BitsPerComponent 8"
            "/ColorSpace/DeviceGray",
        )
        entries = f"/SMask {reference(number)}"
        image = image.convert("RGB")
    space = _COLOURS[image.mode]
    return file.stream(
        image.tobytes(),
        f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/BitsPerComponent 8"
        f"/ColorSpace {space}{entries}",
    )
