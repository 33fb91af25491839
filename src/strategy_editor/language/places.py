"""Where something stands in the paragraphs that were looked at."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """Characters ``start`` to ``end`` of the paragraph with that index."""

    paragraph: int
    start: int
    end: int
