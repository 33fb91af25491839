"""The standing words that a PDF may contain, where the manuscript brings none: one table."""

from __future__ import annotations

from collections.abc import Mapping

DEFAULTS: Mapping[str, str] = {
    "table.continued": "{label} (continued)",
    "caption.text": "{label}: {caption}",
    "source.line": "Source: {source}",
    "credit.line": "Picture: {credit}",
    "note.label": "Note",
    "box.case-study": "Case study",
    "box.key-facts": "Key facts",
    "pair.label": "{label}:",
    "appendix.title": "Appendix {letter}: {title}",
}


class Wording:
    """Standing words by key: the manuscript's own, else the default."""

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own

    def say(self, key: str, **values: str) -> str:
        """The words for ``key``, with each ``{name}`` replaced. Raises KeyError for an unknown key."""
        text = self._own.get(key) or DEFAULTS[key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    def around(self, key: str, place: str, **values: str) -> tuple[str, str]:
        """The words for ``key`` before and after ``{place}``."""
        before, _, after = self.say(key, **values).partition("{" + place + "}")
        return before, after
