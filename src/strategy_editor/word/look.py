"""How the paragraphs of a document look, as far as it decides where lines and pages end: read from its styles."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.word.measure import ARIAL, FontShape, font_shape
from strategy_editor.word.xml import A, W


class Look(Struct, frozen=True):
    """What a style, or a paragraph, comes to. Lengths in twips, ``size`` in points, ``line`` in lines."""

    size: float = 10.0
    bold: bool = False
    shape: FontShape = ARIAL
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0
    left: float = 0.0
    right: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False

    @property
    def line_height(self) -> float:
        """The height of one line in twips."""
        return self.exact or self.size * 20 * self.shape.line * self.line


class Looks:
    """The looks of a document's paragraphs.

    ``footnote`` is the style of footnotes. ``cell_sides`` and ``cell_ends``: the margins of a cell, both together.
    ``adds_spaces``: the space between two paragraphs is the sum of what they ask for, not the larger.
    """

    def __init__(
        self,
        styles: etree._Element,
        numbering: etree._Element | None,
        theme: etree._Element | None,
        settings: etree._Element | None,
        footnote: str,
    ) -> None:
        self._fonts = _theme_fonts(theme)
        self._styles = {
            style.get(f"{{{W}}}styleId", ""): style
            for style in styles.iter(f"{{{W}}}style")
            if style.get(f"{{{W}}}type", "paragraph") == "paragraph"
        }
        self._default = next((id for id, style in self._styles.items() if style.get(f"{{{W}}}default")), "")
        self._base = self._with(Look(), _child(styles, "docDefaults", "pPrDefault", "pPr"))
        self._base = self._with_run(self._base, _child(styles, "docDefaults", "rPrDefault", "rPr"))
        self._known: dict[str, Look] = {}
        self._numbered: dict[tuple[str, str, str], Look] = {}
        self._levels = dict(_levels(numbering))
        self.footnote = self.of_style(footnote)
        self.cell_sides, self.cell_ends = 200.0, 80.0
        self.adds_spaces = _child(settings, "compat", "doNotUseHTMLParagraphAutoSpacing") is not None

    def of_style(self, id: str) -> Look:
        """The look of a style, with all that it is based on."""
        if id not in self._known:
            self._known[id] = self._base
            style = self._styles.get(id)
            if style is not None:
                based = style.find(f"{{{W}}}basedOn")
                look = self._base if based is None else self.of_style(based.get(f"{{{W}}}val", ""))
                self._known[id] = self._with_run(self._with(look, style.find(f"{{{W}}}pPr")), style.find(f"{{{W}}}rPr"))
        return self._known[id]

    def of(self, properties: etree._Element | None) -> Look:
        """The look of a paragraph: its style, the indent of its list, and what it says itself."""
        if properties is None:
            return self.of_style(self._default)
        style, place, own = self._default, ("", ""), False
        for element in properties:
            if element.tag == _STYLE:
                style = element.get(_VALUE, "")
            elif element.tag == _NUMBER:
                place = (_value(element, "numId"), _value(element, "ilvl"))
            else:
                own = True
        key = (style, *place)
        if key not in self._numbered:
            self._numbered[key] = self._with(self.of_style(style), self._levels.get(place))
        return self._with(self._numbered[key], properties) if own else self._numbered[key]

    def _with(self, look: Look, properties: etree._Element | None) -> Look:
        if properties is None:
            return look
        changes: dict[str, object] = {}
        for element in properties:
            name = etree.QName(element).localname
            if name == "spacing":
                changes.update(_spacing(element))
            elif name == "ind":
                changes.update(_indent(element))
            elif name in _SWITCHES:
                changes[_SWITCHES[name]] = element.get(f"{{{W}}}val", "1") not in ("0", "false", "off")
        return replace(look, **changes) if changes else look

    def _with_run(self, look: Look, properties: etree._Element | None) -> Look:
        if properties is None:
            return look
        changes: dict[str, object] = {}
        for element in properties:
            name, value = etree.QName(element).localname, element.get(f"{{{W}}}val", "1")
            if name == "sz":
                changes["size"] = float(value) / 2
            elif name == "b":
                changes["bold"] = value not in ("0", "false", "off")
            elif name == "rFonts":
                font = element.get(f"{{{W}}}ascii", "")
                font = self._fonts.get(element.get(f"{{{W}}}asciiTheme", ""), font)
                changes["shape"] = font_shape(font)
        return replace(look, **changes) if changes else look


_STYLE, _NUMBER, _VALUE = f"{{{W}}}pStyle", f"{{{W}}}numPr", f"{{{W}}}val"
_SWITCHES = {"keepNext": "keep_next", "keepLines": "keep_lines", "pageBreakBefore": "page_break"}


def _spacing(element: etree._Element) -> Iterator[tuple[str, object]]:
    for name in ("before", "after"):
        value = element.get(f"{{{W}}}{name}")
        if value is not None:
            yield name, float(value)
    line = element.get(f"{{{W}}}line")
    if line is not None:
        if element.get(f"{{{W}}}lineRule", "auto") == "auto":
            yield "line", float(line) / 240
        else:
            yield "exact", float(line)


def _indent(element: etree._Element) -> Iterator[tuple[str, object]]:
    for names, key in ((("left", "start"), "left"), (("right", "end"), "right")):
        for name in names:
            value = element.get(f"{{{W}}}{name}")
            if value is not None:
                yield key, float(value)


def _levels(numbering: etree._Element | None) -> Iterator[tuple[tuple[str, str], etree._Element | None]]:
    """The paragraph properties of each level of each instance of a list."""
    if numbering is None:
        return
    lists = {
        each.get(f"{{{W}}}abstractNumId", ""): {
            level.get(f"{{{W}}}ilvl", ""): level.find(f"{{{W}}}pPr") for level in each.iterfind(f"{{{W}}}lvl")
        }
        for each in numbering.iterfind(f"{{{W}}}abstractNum")
    }
    for instance in numbering.iterfind(f"{{{W}}}num"):
        for level, properties in lists.get(_value(instance, "abstractNumId"), {}).items():
            yield (instance.get(f"{{{W}}}numId", ""), level), properties


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    if theme is None:
        return {}
    out = {}
    for tag, name in (("majorFont", "majorHAnsi"), ("minorFont", "minorHAnsi")):
        latin = theme.find(f".//{{{A}}}{tag}/{{{A}}}latin")
        if latin is not None:
            out[name] = latin.get("typeface", "")
    return out


def _child(element: etree._Element | None, *names: str) -> etree._Element | None:
    return None if element is None else element.find("/".join(f"{{{W}}}{name}" for name in names))


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{{{W}}}{name}")
    return "" if found is None else str(found.get(f"{{{W}}}val", ""))
