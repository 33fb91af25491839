"""Drawings in made files: nothing in them but what they show, and nothing that would be fetched or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_LINKS = ("href", "http://www.w3.org/1999/xlink href")
_LOOKS = ("http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")
_ELSEWHERE = re.compile(r"url\((?!\s*['\"]?#)")
_HIDDEN = frozenset(("script", "foreignObject", "metadata", "title", "desc"))


def wrong_in_drawing(data: bytes) -> Iterator[str]:
    """What a drawing carries beside what it shows, in sentences."""
    wrong: dict[str, None] = {}
    parser = expat.ParserCreate(namespace_separator=" ")

    def fault(sentence: str) -> None:
        wrong[sentence] = None

    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, bare = name.rpartition(" ")
        if space not in ("", _SVG) or bare in _HIDDEN:
            fault(f"A drawing carries more than what it shows ({bare}).")
        within.append(bare)
        for key, value in attributes.items():
            if sentence := _wrong_attribute(key, value):
                fault(sentence)

    def text(value: str) -> None:
        if "@import" in value.lower() or (within[-1:] == ["style"] and _ELSEWHERE.search(value)):
            fault("A drawing would fetch something from elsewhere.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: within.pop()
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    parser.CommentHandler = lambda _: fault("A drawing carries a comment.")
    parser.ProcessingInstructionHandler = lambda *_: fault("A drawing carries an instruction.")
    parser.StartDoctypeDeclHandler = lambda *_: fault("A drawing carries definitions.")
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        fault("A drawing is damaged.")
    yield from wrong


def _wrong_attribute(name: str, value: str) -> str:
    space, _, bare = name.rpartition(" ")
    if space and space not in _LOOKS:
        return f"A drawing carries more than what it shows ({bare})."
    if bare.lower().startswith("on"):
        return "A drawing holds something that would be run."
    is_inside = value.startswith(("#", "data:image/png;", "data:image/jpeg;"))
    if (name in _LINKS and not is_inside) or _ELSEWHERE.search(value):
        return "A drawing would fetch something from elsewhere."
    return ""
