"""Pictures that may stay as they are do, byte by byte; what is damaged, or says more than it shows, never does."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from strategy_editor.manuscript.pictures import PictureUnreadable, prepare


def png(size: tuple[int, int] = (200, 100), **info: str) -> bytes:
    image, out, said = Image.new("RGB", size, "#0b6b3a"), io.BytesIO(), PngImagePlugin.PngInfo()
    image.putpixel((3, 3), (255, 0, 0))
    for name, text in info.items():
        said.add_text(name, text)
    image.save(out, "PNG", pnginfo=said, dpi=(300, 300))
    return out.getvalue()


def chunk(kind: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def test_a_picture_that_is_plain_and_small_enough_is_not_touched() -> None:
    data = png()
    made = prepare(data, 200)
    assert (made.data, made.width, made.height, made.media_type) == (data, 200, 100, "image/png")
    assert made.inches == pytest.approx(200 / 300, rel=0.01)


@pytest.mark.parametrize(
    "data",
    [
        png(Author="P. Kaur"),
        png()[:-12] + chunk(b"tEXt", b"Author\0P. Kaur") + png()[-12:],
        png()[:-12] + chunk(b"prVt", b"P. Kaur") + png()[-12:],
        png() + b"P. Kaur",
    ],
)
def test_what_it_says_beside_its_pixels_stays_behind(data: bytes) -> None:
    made = prepare(data, 200)
    assert b"P. Kaur" not in made.data
    with Image.open(io.BytesIO(made.data)) as opened:
        assert (opened.size, opened.convert("RGB").getpixel((3, 3))) == ((200, 100), (255, 0, 0))


@pytest.mark.parametrize("place", [0.5, 0.7, 0.9])
def test_a_damaged_one_is_refused(place: float) -> None:
    data = bytearray(png((60, 60)))
    at = data.index(b"IDAT") + 4 + int(place * 20)
    data[at] ^= 0xFF
    with pytest.raises(PictureUnreadable):
        prepare(bytes(data), 200)
    with pytest.raises(PictureUnreadable):
        prepare(png()[:-30], 200)


def test_one_that_is_too_wide_is_made_smaller() -> None:
    made = prepare(png((2000, 1000)), 400)
    assert (made.width, made.height) == (400, 200)
