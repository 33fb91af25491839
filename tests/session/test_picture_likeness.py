"""Whether two pictures show the same, however they were saved."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from strategy_editor.session.picture_likeness import Sketches


def drawing(colour: str = "navy", mode: str = "RGB") -> Image.Image:
    """A picture with hard edges, as charts have."""
    picture = Image.new("RGB", (900, 601), "white")
    pen = ImageDraw.Draw(picture)
    for bar in range(9):
        pen.rectangle((40 + 90 * bar, 560 - 55 * bar, 100 + 90 * bar, 560), colour if bar == 4 else "darkgreen")
    pen.ellipse((60, 60, 260, 260), "orange")
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str = "PNG", **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def clear(picture: Image.Image) -> Image.Image:
    """White made transparent."""
    shown = picture.convert("RGBA")
    drawn = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).convert("L")
    shown.putalpha(drawn.point([0, *[255] * 255]))
    return shown


SAME = {
    "written anew": saved(drawing(), compress_level=1),
    "palette": saved(drawing(mode="P")),
    "transparent": saved(clear(drawing())),
    "good JPEG": saved(drawing(), "JPEG", quality=90),
    "poor JPEG": saved(drawing(), "JPEG", quality=30),
    "smaller": saved(drawing().resize((600, 401), Image.Resampling.LANCZOS)),
    "much smaller JPEG": saved(drawing().resize((413, 276), Image.Resampling.BICUBIC), "JPEG", quality=60),
    "GIF": saved(drawing(), "GIF"),
}
OTHER = {
    "another colour of one bar": saved(drawing("red")),
    "mirrored": saved(drawing().transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    "all white": saved(Image.new("RGB", (900, 601), "white")),
    "one pixel": saved(Image.new("RGB", (1, 1), "red")),
    "no picture": b"no picture at all",
}


@pytest.mark.parametrize("name", SAME)
def test_a_picture_that_was_only_saved_otherwise_is_the_same(name: str) -> None:
    sketches = Sketches()
    assert not sketches.differ(saved(drawing()), SAME[name])
    assert not sketches.differ(SAME[name], saved(drawing()))


@pytest.mark.parametrize("name", OTHER)
def test_another_picture_is_another(name: str) -> None:
    assert Sketches().differ(saved(drawing()), OTHER[name])


def test_what_cannot_be_compared_is_not_called_another() -> None:
    sketches = Sketches()
    inks = saved(drawing().convert("CMYK"), "JPEG")
    assert not sketches.differ(inks, saved(drawing()))
    assert not sketches.differ(b"lost", saved(drawing()))
    assert not sketches.differ(b"lost", b"lost")
