"""Pages: upright, lying and cover, with the head and foot that stand on them."""

from __future__ import annotations

import re

from strategy_editor.manuscript.items import Furniture
from strategy_editor.odt.styles import RULE, Page
from strategy_editor.odt.xml import element, escaped, length

_EDGE = 28.0


def page_layouts(page: Page) -> str:
    """How the pages are laid out, by name."""
    layouts = (("upright", page, True), ("lying", page.turned(), True), ("cover", page, False))
    return "".join(_layout(name, each, furnished) for name, each, furnished in layouts)


def _layout(name: str, page: Page, furnished: bool) -> str:
    top, bottom = (min(_EDGE, page.top), min(_EDGE, page.bottom)) if furnished else (page.top, page.bottom)
    properties = {
        "fo:page-width": length(page.width),
        "fo:page-height": length(page.height),
        "style:print-orientation": "landscape" if page.width > page.height else "portrait",
        "fo:margin-left": length(page.left),
        "fo:margin-right": length(page.right),
        "fo:margin-top": length(top),
        "fo:margin-bottom": length(bottom),
    }
    styles = ""
    if furnished:
        styles = _band("header", page.top - top, "bottom") + _band("footer", page.bottom - bottom, "top")
    inside = element("style:page-layout-properties", properties)
    return element("style:page-layout", {"style:name": name}, inside, styles)


def _band(kind: str, height: float, side: str) -> str:
    space = 12.0
    properties = {
        "fo:min-height": length(max(height, space)),
        f"fo:margin-{side}": length(space),
        "style:dynamic-spacing": "true",
    }
    return element(f"style:{kind}-style", None, element("style:header-footer-properties", properties))


def band_styles(page: Page) -> str:
    """The paragraphs of heads and feet: what stands in the middle, and on the right."""
    made = []
    for name, each in (("upright", page), ("lying", page.turned())):
        stops = element(
            "style:tab-stops",
            None,
            element("style:tab-stop", {"style:position": length(each.text_width / 2), "style:type": "center"}),
            element("style:tab-stop", {"style:position": length(each.text_width), "style:type": "right"}),
        )
        for kind in ("Header", "Footer"):
            rule = {"fo:border-bottom": f"0.5pt solid {RULE}", "fo:padding-bottom": "3pt"} if kind == "Header" else {}
            given = {"style:name": f"{kind}-{name}", "style:family": "paragraph", "style:parent-style-name": kind}
            made.append(element("style:style", given, element("style:paragraph-properties", rule, stops)))
    return "".join(made)


def master_pages(furniture: Furniture) -> str:
    """The pages that paragraphs ask for by name."""
    pages = (
        ({"style:name": "Standard", "style:page-layout-name": "upright"}, _bands(furniture, "upright")),
        ({"style:name": "Cover", "style:page-layout-name": "cover", "style:next-style-name": "Standard"}, ()),
        ({"style:name": "Landscape", "style:page-layout-name": "lying"}, _bands(furniture, "lying")),
    )
    return "".join(element("style:master-page", given, *bands) for given, bands in pages)


def _bands(furniture: Furniture, name: str) -> tuple[str, str]:
    middle = "  ".join(filter(None, (furniture.classification, furniture.mark)))
    head = f"{escaped(furniture.header_left)}<text:tab/>{escaped(middle)}<text:tab/>{escaped(furniture.header_right)}"
    foot = f"{escaped(furniture.footer_left)}<text:tab/><text:tab/>{_page_of(furniture.page_of)}"
    return (
        element("style:header", None, element("text:p", {"text:style-name": f"Header-{name}"}, head)),
        element("style:footer", None, element("text:p", {"text:style-name": f"Footer-{name}"}, foot)),
    )


def _page_of(pattern: str) -> str:
    fields = {
        "{page}": element("text:page-number", {"text:select-page": "current"}, "1"),
        "{pages}": element("text:page-count", None, "1"),
    }
    parts = re.split(r"(\{page\}|\{pages\})", pattern)
    return "".join(fields.get(part) or escaped(part) for part in parts)
