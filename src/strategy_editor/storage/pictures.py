"""A bound for pictures that come out of a file: a few kilobytes may unpack to gigabytes."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from strategy_editor.foundation.errors import NotAStrategy

MAXIMUM_PIXELS = 120_000_000
"""More than any page can show; what is put in by the program itself is held to the same."""


def check_bounds(data: bytes) -> None:
    """Raises NotAStrategy where the head of a picture announces more pixels than any page can show.

    Only the head is read. Bytes that are no picture are let through: whoever draws them says so.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                width, height = opened.size
    except Image.DecompressionBombError:
        width = height = MAXIMUM_PIXELS
    except (OSError, ValueError, SyntaxError):
        return
    if width * height > MAXIMUM_PIXELS:
        raise NotAStrategy(
            "A picture in this strategy would unpack to far more than a page can show, so it is not drawn.",
            advice="Put the picture in again, smaller.",
        )
