"""The style of a page: the council's colours made readable, its fonts, and the look that all pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from strategy_editor.foundation.colours import WHITE, contrast, mixed, readable
from strategy_editor.foundation.resources import resource
from strategy_editor.manuscript.items import Furniture
from strategy_editor.model.profile import PageLook
from strategy_editor.web.drawing import LOOKS

INK, DARK_PAPER, LIGHT_INK = "#14181f", "#14181f", "#e8ebf0"
TEXT_CONTRAST = 7.0
"""What links and labels keep from their ground: WCAG 2 asks for 4.5 at level AA, and for 7 at AAA."""

SHAPE_CONTRAST = 4.6
"""What shapes of charts keep from the page, so that text within them can be read too."""

_SERIES = ("#a85a00", "#2b6f5e", "#8c3f66", "#5a6b80", "#3b3b3b", "#7a6200", "#4c7a1d")
_SANS = '"Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_SERIF = 'Georgia, "Times New Roman", serif'
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PAGE_OF = {"page": "counter(page)", "pages": "counter(pages)"}


def page_style(page: PageLook, furniture: Furniture, shares: Iterable[int]) -> str:
    """The whole style of a page; ``shares`` are the widths, in hundredths, that columns and pictures ask for."""
    page = _sound(page)
    fonts = {"body-font": _family(page.body_font), "heading-font": _family(page.heading_font)}
    widths = "".join(f".w{share}{{width:{share}%}}" for share in sorted(shares))
    pictures = "".join(f"figure.w{share}" + "{width:auto}" for share in sorted(shares))
    looks = "".join(
        f".chart .f{index}{{fill:var(--s{index})}}.chart .l{index}{{stroke:var(--s{index});stroke-width:3;fill:none}}"
        for index in range(LOOKS)
    )
    narrow = f"@media (max-width:39.99rem){{{pictures}}}" if pictures else ""
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{_declared(_dark(page))}}}}}"
    light = f":root{{color-scheme:light;{_declared(fonts)}{_declared(light_colours(page))}}}"
    return f"{light}{dark}{_look()}{widths}{looks}{narrow}{_paper(page, furniture)}"


def light_colours(page: PageLook) -> dict[str, str]:
    """The colours of a page by day and on paper, by the names that the style knows them by."""
    accent = readable(page.accent, WHITE, SHAPE_CONTRAST)
    head_ink = INK if contrast(INK, page.table_header) >= contrast(WHITE, page.table_header) else WHITE
    colours = {
        "paper": WHITE,
        "ink": INK,
        "quiet": "#4c5560",
        "rule": "#c3cad3",
        "strong-rule": "#5a6570",
        "accent": accent,
        "link": readable(page.accent, mixed(page.accent, 0.07), TEXT_CONTRAST),
        "band": readable(page.accent, WHITE, TEXT_CONTRAST),
        "band-ink": WHITE,
        "band-rule": mixed(readable(page.accent, WHITE, TEXT_CONTRAST), 0.55),
        "tint": mixed(page.accent, 0.07),
        "table-head": page.table_header,
        "table-head-ink": readable(head_ink, page.table_header, 4.5),
        "focus": "#b8500a",
        "gap": "#fff1b8",
        "gap-ink": INK,
        "came": "#d9f2dd",
        "went": "#fbdedd",
    }
    return colours | {f"s{index}": colour for index, colour in enumerate((accent, *_SERIES))}


def _dark(page: PageLook) -> dict[str, str]:
    tint = mixed(page.accent, 0.16, "#1b212a")
    accent = readable(page.accent, DARK_PAPER, SHAPE_CONTRAST)
    head = mixed(page.accent, 0.28, "#1e2530")
    colours = {
        "paper": DARK_PAPER,
        "ink": LIGHT_INK,
        "quiet": "#aeb6c1",
        "rule": "#3c4551",
        "strong-rule": "#8a94a1",
        "accent": accent,
        "link": readable(page.accent, tint, TEXT_CONTRAST),
        "tint": tint,
        "table-head": head,
        "table-head-ink": readable(LIGHT_INK, head, 4.5),
        "focus": "#ffb454",
        "gap": "#5a4a00",
        "gap-ink": "#fff4c2",
        "came": "#12402a",
        "went": "#55201f",
    }
    series = (readable(colour, DARK_PAPER, SHAPE_CONTRAST + 1) for colour in (page.accent, *_SERIES))
    return colours | {f"s{index}": colour for index, colour in enumerate(series)}


def drawing_style(page: PageLook) -> str:
    """The style of a chart in a file of its own: by day, in fonts that every computer has."""
    colours = light_colours(_sound(page))
    looks = "".join(
        f".f{index}{{fill:{colours[f's{index}']}}}.l{index}{{stroke:{colours[f's{index}']};stroke-width:3;fill:none}}"
        for index in range(LOOKS)
    )
    return (
        f"text{{font:15px {_SANS};fill:{colours['ink']}}}.quiet{{fill:{colours['quiet']}}}"
        f".strong,.inside{{font-weight:600}}.inside{{fill:{WHITE}}}.grid{{stroke:{colours['rule']};fill:none}}"
        f".axis{{stroke:{colours['strong-rule']};stroke-width:1.5;fill:none}}"
        f".hatch{{stroke:{WHITE};stroke-opacity:.55;stroke-width:1.4;fill:none}}{looks}"
    )


def _sound(page: PageLook) -> PageLook:
    """The look with ours for every colour that is none: settings may come from a stranger."""
    ours = PageLook()
    kept = {name: getattr(page, name) for name in ("accent", "table_header")}
    return replace(
        page, **{name: text if _COLOUR.fullmatch(text) else getattr(ours, name) for name, text in kept.items()}
    )


@cache
def _look() -> str:
    """The shared look, without what only people need."""
    text = resource("web", "page.css").read_text(encoding="utf-8")
    kept = []
    while text:
        before, _, rest = text.partition("/*")
        kept.append(before)
        text = rest.partition("*/")[2]
    return "\n".join(line.strip() for line in "".join(kept).splitlines() if line.strip())


def _declared(values: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())


def _family(name: str) -> str:
    serif = "serif" in name.lower() and "sans" not in name.lower()
    return f"{css_string(name)}, {_SERIF if serif else _SANS}"


def css_string(text: str) -> str:
    """``text`` as a string of CSS that can end neither itself nor the style that it stands in."""
    return '"' + "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text) + '"'


def _paper(page: PageLook, furniture: Furniture) -> str:
    """Size, margins, head and foot of printed pages."""
    margins = f"{page.margin_top:g}mm {page.margin_right:g}mm {page.margin_bottom:g}mm {page.margin_left:g}mm"
    mark = " ".join(part for part in (furniture.mark, furniture.classification) if part)
    boxes = {
        "top-left": css_string(furniture.header_left) if furniture.header_left else "",
        "top-center": css_string(mark) if mark else "",
        "top-right": css_string(furniture.header_right) if furniture.header_right else "",
        "bottom-left": css_string(furniture.footer_left) if furniture.footer_left else "",
        "bottom-right": _page_of(furniture.page_of),
    }
    inside = "".join(
        f"@{place}{{content:{content};font:9pt var(--body-font)}}" for place, content in boxes.items() if content
    )
    first = "@page:first{@top-left{content:none}@top-right{content:none}}"
    return f"@page{{size:{page.paper};margin:{margins};{inside}}}{first}"


def _page_of(words: str) -> str:
    """``Page {page} of {pages}`` as the content of a margin box."""
    parts = []
    while words:
        before, brace, rest = words.partition("{")
        name, closed, after = rest.partition("}")
        counter = _PAGE_OF.get(name, "") if brace and closed else ""
        parts += [css_string(before)] if before else []
        parts += [counter] if counter else [css_string(f"{brace}{name}{closed}")] if brace else []
        words = after
    return " ".join(parts)
