"""Whether two pictures show the same, however they were saved: by their pixels at a small common size.

Programs write pictures anew when they save a document, smaller or as JPEG, so that bytes tell nothing.
"""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image, ImageChops

from strategy_editor.session.pictures import MAXIMUM_BYTES, MAXIMUM_PIXELS

_SIDE = 32
"""Squares along each side of a sketch, at most."""
_LEAST_SQUARE = 8
"""Pixels along each side of a square, at least: less would show how a picture was saved, as JPEG does."""
_TOLERANCE = 24
"""Of 255: how much a colour of a square may differ, of pictures that show the same."""
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBa", "YCbCr"})
"""Ways of holding pixels that every program shows alike; not so the inks of printers and more than 8 bits."""

Sketch = Image.Image
"""A picture in few squares, on white."""


class Sketches:
    """Compares pictures, and remembers the sketches of those that it has seen."""

    def __init__(self) -> None:
        self._seen: dict[str, Sketch | None] = {}

    def differ(self, first: bytes, second: bytes) -> bool:
        """Whether two pictures show different things; not where the first, or the inks of either, cannot be read."""
        if first == second:
            return False
        try:
            one = self._sketch(first)
        except _Unseen:
            return False
        try:
            other = self._sketch(second)
        except _Unseen:
            return True
        if one is None or other is None:
            return False
        size = (min(one.width, other.width), min(one.height, other.height))
        alike = ImageChops.difference(one.resize(size, Image.Resampling.BOX), other.resize(size, Image.Resampling.BOX))
        return any(highest > _TOLERANCE for _, highest in alike.getextrema())  # type: ignore[misc]

    def _sketch(self, data: bytes) -> Sketch | None:
        """None where the pixels are held in a way that programs show differently. Raises where it is no picture."""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._seen:
            self._seen[digest] = _drawn(data)
        return self._seen[digest]


class _Unseen(Exception):
    """The bytes are no picture that can be looked at."""


def _drawn(data: bytes) -> Sketch | None:
    if len(data) > MAXIMUM_BYTES:
        raise _Unseen
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as opened:
                if opened.width * opened.height > MAXIMUM_PIXELS:
                    raise _Unseen
                if opened.mode not in _MODES:
                    return None
                size = (_squares(opened.width), _squares(opened.height))
                return _on_white(opened).resize(size, Image.Resampling.BOX)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning) as error:
        raise _Unseen from error


def _squares(length: int) -> int:
    """A power of two, so that sketches of two sizes can be brought to one without a square being cut."""
    return 1 << (max(1, min(_SIDE, length // _LEAST_SQUARE)).bit_length() - 1)


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "a" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    shown = picture.convert("RGBA")
    ground = Image.new("RGBA", shown.size, "white")
    ground.alpha_composite(shown)
    return ground.convert("RGB")
