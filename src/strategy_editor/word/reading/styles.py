"""The styles of a Word file: what a paragraph and its characters get from them, through all that they are based on."""

from __future__ import annotations

import re
from typing import TypeVar

from lxml import etree
from msgspec import Struct

from strategy_editor.word.reading.names import W

T = TypeVar("T")

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_DEPTH = 20
"""How many styles may be based on one another; Word allows about ten."""
TWIPS = 25.4 / 1440
"""Millimetres in a twip."""
NO_LEVEL = 9


class ListStyle(Struct, frozen=True):
    """The list that a style puts its paragraphs into. ``level`` is None where the list names the style instead."""

    list: str
    level: int | None
    style: str


class Given(Struct, frozen=True):
    """What a style gives, all it is based on included; None where nothing is said."""

    name: str = ""
    level: int = 0
    listing: ListStyle | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    size: float = 0.0
    alignment: str = ""
    indent: float = 0.0
    new_page: bool = False


NOTHING = Given()


class Styles:
    """The styles part. Style ids differ between programs and languages, so everything goes by name."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._given: dict[str, Given] = {}
        self.default = ""
        self.base = NOTHING
        if tree is None:
            return
        defaults = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.base = Given(size=size_of(defaults) or 10.0)
        for element in tree.iter(W + "style"):
            id = element.get(W + "styleId") or ""
            self._elements[id] = element
            if element.get(W + "type", "paragraph") == "paragraph" and is_on(element, "default"):
                self.default = id

    def given(self, id: str) -> Given:
        """What the style with this id gives; what the document's own settings give where there is none."""
        return self._resolved(id, 0)

    def of_paragraph(self, id: str) -> Given:
        """The same for a paragraph, which has the default style where it names none."""
        return self.given(id or self.default)

    def _resolved(self, id: str, depth: int) -> Given:
        known = self._given.get(id)
        if known is not None:
            return known
        element = self._elements.get(id)
        if element is None or depth > _DEPTH:
            return self.base
        based = self._resolved(value(element, "basedOn"), depth + 1)
        found = self._given[id] = self._one(element, id, based)
        return found

    def _one(self, element: etree._Element, id: str, based: Given) -> Given:
        name = value(element, "name") or id
        paragraph, characters = element.find(W + "pPr"), element.find(W + "rPr")
        return Given(
            name=name,
            level=_level(name, paragraph, based),
            listing=_listing(id, paragraph, based),
            bold=_either(toggle(characters, "b"), based.bold),
            italic=_either(toggle(characters, "i"), based.italic),
            capitals=_either(toggle(characters, "caps"), based.capitals),
            hidden=_either(toggle(characters, "vanish"), based.hidden),
            size=size_of(characters) or based.size,
            alignment=value(paragraph, "jc") or based.alignment,
            indent=_either(indent_of(paragraph), based.indent) or 0.0,
            new_page=bool(_either(toggle(paragraph, "pageBreakBefore"), based.new_page)),
        )


def _either(own: T | None, based: T | None) -> T | None:
    return own if own is not None else based


def _level(name: str, paragraph: etree._Element | None, based: Given) -> int:
    own = outline_level(paragraph)
    if own is not None:
        return own
    match = _HEADING.match(name)
    return int(match[1]) if match else based.level


def _listing(id: str, paragraph: etree._Element | None, based: Given) -> ListStyle | None:
    found = None if paragraph is None else paragraph.find(W + "numPr")
    if found is None:
        return based.listing
    number = value(found, "numId") or (based.listing.list if based.listing else "")
    level = value(found, "ilvl")
    return ListStyle(number, whole(level) if level else None, id) if number and number != "0" else None


# ---- small readers of properties


def value(element: etree._Element | None, name: str) -> str:
    """The ``w:val`` of a child; empty where there is none."""
    child = None if element is None else element.find(W + name)
    return "" if child is None else child.get(W + "val") or ""


def is_on(element: etree._Element, name: str = "val") -> bool:
    """Whether an attribute says yes."""
    return (element.get(W + name) or "0").lower() not in _OFF


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """A property that is on by its presence; None where it is not there."""
    child = None if properties is None else properties.find(W + name)
    return None if child is None else said_on(child)


def said_on(element: etree._Element) -> bool:
    """Whether a property that is on by its presence is on."""
    return (element.get(W + "val") or "1").lower() not in _OFF


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number from an attribute, however it is written."""
    match = re.match(r"\s*([+-]?\d{1,9})", text)
    return int(match[1]) if match else otherwise


def points(text: str) -> float:
    """Half points (``24``), or a length with its unit (``12pt``), in points."""
    return float(whole(text)) if text.endswith("pt") else whole(text) / 2


def size_of(properties: etree._Element | None) -> float:
    """The size of letters in points; 0 where nothing is said."""
    return points(value(properties, "sz"))


def outline_level(properties: etree._Element | None) -> int | None:
    """1 to 9; 0 for text; None where nothing is said."""
    text = value(properties, "outlineLvl")
    level = whole(text, -1) if text else -1
    return None if level < 0 else 0 if level >= NO_LEVEL else level + 1


def indent_of(properties: etree._Element | None) -> float | None:
    """How far the paragraph stands in, in millimetres."""
    found = None if properties is None else properties.find(W + "ind")
    text = "" if found is None else found.get(W + "left") or found.get(W + "start") or ""
    return whole(text) * TWIPS if text else None
