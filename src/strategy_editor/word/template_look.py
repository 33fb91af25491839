"""What a council's template looks like, as far as styles that it lacks must fit in: type, size, colours.

A style of ours that is put beside the council's own takes the size of its text and the type and colour of its headings.
"""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.profile import PageLook
from strategy_editor.word.xml import W, attribute

_TINT = 0.86
"""How far the shade behind headings of tables goes from the colour of headings towards white."""

_TYPES = ("ascii", "hAnsi", "asciiTheme", "hAnsiTheme")


class TemplateLook(Struct, frozen=True):
    """``page`` is the council's page look with the template's size and colours; ``heading_type`` an ``rFonts`` element,
    empty where the template's headings have the type of its text."""

    page: PageLook
    heading_type: str = ""


def look_of(styles: etree._Element, page: PageLook) -> TemplateLook:
    """The look of a template's styles; what they do not say, the council's settings do."""
    found = _Chains(styles)
    size = found.value(found.named("normal"), "sz", "val") or found.default("sz", "val")
    heading = found.named("heading 1") or found.named("title")
    colour = found.value(heading, "color", "val")
    if size.isdecimal() and 12 <= int(size) <= 72:
        page = replace(page, body_size=int(size) / 2)
    if re.fullmatch("[0-9A-Fa-f]{6}", colour) and colour.upper() != "FFFFFF":
        page = replace(page, accent=f"#{colour.lower()}", table_header=_tinted(colour))
    fonts = {name: value for name in _TYPES if (value := found.value(heading, "rFonts", name))}
    said = "".join(f' w:{name}="{attribute(value)}"' for name, value in fonts.items())
    return TemplateLook(page, f"<w:rFonts{said}/>" if said else "")


def _tinted(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "#" + "".join(f"{round(part + (255 - part) * _TINT):02x}" for part in parts)


class _Chains:
    """Styles by name, each with those that it is based on."""

    def __init__(self, styles: etree._Element) -> None:
        self._styles = styles
        self._by_id: dict[str, etree._Element] = {}
        self._by_name: dict[str, str] = {}
        for style in styles.iterfind(f"{{{W}}}style"):
            id, name = style.get(f"{{{W}}}styleId", ""), style.find(f"{{{W}}}name")
            self._by_id[id] = style
            if name is not None and style.get(f"{{{W}}}type", "paragraph") == "paragraph":
                self._by_name[name.get(f"{{{W}}}val", "").strip().lower()] = id

    def named(self, name: str) -> str:
        """The id of the paragraph style with this name, or nothing."""
        return self._by_name.get(name, "")

    def value(self, id: str, element: str, name: str) -> str:
        """What a style, or the nearest that it is based on, says of its characters."""
        seen: set[str] = set()
        while id in self._by_id and id not in seen:
            seen.add(id)
            style = self._by_id[id]
            found = style.find(f"{{{W}}}rPr/{{{W}}}{element}")
            if found is not None and (value := found.get(f"{{{W}}}{name}")):
                return str(value)
            based = style.find(f"{{{W}}}basedOn")
            id = "" if based is None else based.get(f"{{{W}}}val", "")
        return ""

    def default(self, element: str, name: str) -> str:
        """What holds for all text that does not say otherwise."""
        found = self._styles.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr/{{{W}}}{element}")
        return "" if found is None else str(found.get(f"{{{W}}}{name}", ""))
