"""The standing words of a manuscript, filled in; where it brings none, the program's own."""

from __future__ import annotations

from collections.abc import Mapping

from strategy_editor.templates.wording import DEFAULTS, fill


class Wording:
    """Standing words by key, as the manuscript says them."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._words = {**DEFAULTS, **own}

    def say(self, key: str, **values: str) -> str:
        """The words for ``key``, with each ``{name}`` replaced. Raises KeyError for an unknown key."""
        return fill(self._words[key], **values)

    def around(self, key: str, place: str, **values: str) -> tuple[str, str]:
        """The words for ``key`` before and after ``{place}``."""
        before, _, after = self._words[key].partition("{" + place + "}")
        return fill(before, **values), fill(after, **values)
