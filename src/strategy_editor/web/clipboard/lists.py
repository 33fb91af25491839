"""Lists as programs write them: nested elements, and Word's paragraphs that only say which list they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from strategy_editor.model.blocks import ListKind, ListShape, ParagraphShape, Shape
from strategy_editor.web.clipboard.markup import Element, Sheet, classes_of, words

DEEPEST_ITEM = 6

_WORD_LIST = re.compile(r"l(\d+)\s+level(\d+)(?:\s+lfo(\d+))?")
_DECIMALS = re.compile(r"\(?\d+(?:\.\d+)+\.?\)?")
_NUMBER = re.compile(r"\(?(\d+)[.)]*")
_LETTER = re.compile(r"\(?([a-z])[.)]+", re.IGNORECASE)
_ROMAN = re.compile(r"\(?[ivxlc]+[.)]+", re.IGNORECASE)
_STYLE_NAME = re.compile(r"MsoList(Bullet|Number)(\d?)(?:CxSp\w+)?")
_BY_TYPE: Mapping[str, ListKind] = {"a": "letter", "1": "number", "i": "number"}


class WordItem(NamedTuple):
    """What Word says of a paragraph in a list: its shape, whether a list begins with it, the element of its marker."""

    shape: Shape
    begins: bool
    marker: Element | None


def list_kind(element: Element, style: Mapping[str, str]) -> ListKind:
    """What sort of list an ``ol`` or ``ul`` is."""
    named = style.get("list-style-type", "")
    if named in ("disc", "circle", "square", "none") or (element.tag != "ol" and not named):
        return "bullet"
    if "alpha" in named or "latin" in named:
        return "letter"
    return _BY_TYPE.get((element.get("type") or "1").lower(), "number")


class WordLists:
    """The lists of one page from Word: what each list is at each level, by the marker of its first item."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, int], ListKind] = {}

    def item(self, sheet: Sheet, element: Element, style: Mapping[str, str]) -> WordItem | None:
        """What a paragraph is in its list; None where it is in none."""
        found = _WORD_LIST.search(style.get("mso-list", ""))
        if found is None:
            return self._by_name(element)
        level = min(DEEPEST_ITEM, max(1, int(found[2])))
        marker = _marker(sheet, element)
        text = words(marker) if marker is not None else ""
        if _DECIMALS.fullmatch(text):
            return WordItem(ParagraphShape(numbered=True), False, marker)
        key = (found[3] or found[1], level)
        begins = _is_first(text)
        if begins or key not in self._kinds:
            self._kinds[key] = _kind_of(text)
        return WordItem(ListShape(self._kinds[key], level), begins, marker)

    @staticmethod
    def _by_name(element: Element) -> WordItem | None:
        for name in classes_of(element):
            found = _STYLE_NAME.fullmatch(name)
            if found is not None:
                kind: ListKind = "bullet" if found[1] == "Bullet" else "number"
                return WordItem(ListShape(kind, int(found[2] or 1)), False, None)
        return None


def _marker(sheet: Sheet, element: Element) -> Element | None:
    for span in element.iter("span"):
        if sheet.style(span).get("mso-list") == "ignore":
            return span
    return None


def _kind_of(marker: str) -> ListKind:
    if _NUMBER.fullmatch(marker):
        return "number"
    if _ROMAN.fullmatch(marker) and marker.strip("().").lower().startswith(("i", "v", "x")):
        return "number"
    return "letter" if _LETTER.fullmatch(marker) else "bullet"


def _is_first(marker: str) -> bool:
    return marker.strip("().").lower() in ("1", "a", "i")
