"""Strings of OpenDocument XML: elements, and text whose spaces, tabs and line breaks are elements of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE_OR_BREAK = re.compile(r"[ \t\n]")


def escaped(text: str) -> str:
    """``text`` between tags or in a quoted attribute; what XML 1.0 forbids is left out."""
    text = _FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(tag: str, attributes: Mapping[str, str] | None = None, *inside: str) -> str:
    """An element; ``inside`` is XML already. Attributes without a value are left out."""
    written = "".join(f' {name}="{escaped(value)}"' for name, value in (attributes or {}).items() if value)
    content = "".join(inside)
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


class Words:
    """Writes the text of one paragraph, span by span: of several spaces in a row all but the first are elements."""

    def __init__(self) -> None:
        self._after_space = True

    def write(self, text: str) -> str:
        """The next words."""
        if not _SPACE_OR_BREAK.search(text):
            self._after_space = self._after_space and not text
            return escaped(text)
        out: list[str] = []
        for part in re.split(r"([ \t\n])", text):
            if part == " ":
                out.append("<text:s/>" if self._after_space else " ")
                self._after_space = True
            elif part == "\t":
                out.append("<text:tab/>")
                self._after_space = False
            elif part == "\n":
                out.append("<text:line-break/>")
                self._after_space = True
            elif part:
                out.append(escaped(part))
                self._after_space = False
        return "".join(out)


def length(points: float) -> str:
    """A length as OpenDocument writes it."""
    return f"{points:.2f}pt"
