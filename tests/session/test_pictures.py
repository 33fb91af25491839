"""Pictures keep their pixels and lose what they tell of people and places; bad ones are refused with a sentence."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.session.pictures import take_in


def picture(kind: str, **options: object) -> bytes:
    made = Image.linear_gradient("L").convert("RGB").resize((60, 40))
    out = io.BytesIO()
    made.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def pixels(data: bytes) -> list[object]:
    with Image.open(io.BytesIO(data)) as opened:
        return list(opened.convert("RGB").tobytes())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_clean_picture_is_kept_byte_for_byte(kind: str) -> None:
    data = picture(kind)
    record, kept = take_in(data, "chart.png")
    assert kept == data
    assert (record.width, record.height, record.name) == (60, 40, "chart.png")
    assert take_in(data)[0].id == record.id


def test_camera_and_place_go_and_the_pixels_of_a_photograph_stay() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    data = picture("JPEG", exif=exif, comment=b"SecretComment")
    _, kept = take_in(data)
    assert b"Secret" in data
    assert b"Secret" not in kept
    assert pixels(kept) == pixels(data)


def test_words_in_a_png_go_and_its_pixels_stay() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "SecretAuthor")
    data = picture("PNG", pnginfo=told)
    _, kept = take_in(data)
    assert b"SecretAuthor" in data
    assert b"SecretAuthor" not in kept
    assert pixels(kept) == pixels(data)


def test_a_photograph_that_lies_on_its_side_is_stood_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    record, kept = take_in(picture("JPEG", exif=exif))
    assert (record.width, record.height) == (40, 60)
    assert b"Exif" not in kept


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_become_png(kind: str) -> None:
    record, kept = take_in(picture(kind))
    assert record.media_type == "image/png"
    assert kept.startswith(b"\x89PNG")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", picture("PNG")[:90], b"\x00" * 5000])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(WrongUse, match="cannot be read"):
        take_in(data)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    bomb = bytearray(picture("PNG"))
    bomb[16:24] = (60000).to_bytes(4, "big") * 2
    with pytest.raises(WrongUse, match="cannot be read"):
        take_in(bytes(bomb))
