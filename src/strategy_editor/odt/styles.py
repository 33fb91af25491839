"""Styles: those that everybody sees by name, and those that a single paragraph, cell or run needs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from strategy_editor.foundation.colours import mixed, readable
from strategy_editor.manuscript.items import Span
from strategy_editor.model.profile import PageLook
from strategy_editor.odt.xml import element, escaped, length

QUIET = "#4c5560"
GAP = "#fff1b8"
RULE = "#b4bcc6"
MILLIMETRE = 72 / 25.4
PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
NUMBER_COLUMN = 36.0
"""Points that numbers of headings and paragraphs have for themselves."""

LIST_INDENT = 20.0


class Page(Struct, frozen=True):
    """A page in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of(cls, look: PageLook) -> Page:
        """The council's page, upright."""
        width, height = PAPERS[look.paper]
        sides = (width, height, look.margin_left, look.margin_right, look.margin_top, look.margin_bottom)
        return cls(*(side * MILLIMETRE for side in sides))

    def turned(self) -> Page:
        """The same page on its side."""
        return Page(self.height, self.width, self.bottom, self.top, self.left, self.right)

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


Properties = Mapping[str, str]


class AutomaticStyles:
    """Styles without a name of their own, each made once. Names begin with the letter of their kind."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._written: list[str] = []

    def named(self, family: str, inside: str, attributes: Properties) -> str:
        """The name of a style of ``family`` with these attributes and this inside."""
        key = (family, element("style:style", attributes, inside))
        if key not in self._known:
            name = f"{family[0].upper()}{len(self._known) + 1}"
            self._known[key] = name
            given = {"style:name": name, "style:family": family, **attributes}
            self._written.append(element("style:style", given, inside))
        return self._known[key]

    def paragraph(self, parent: str, *, page: str = "", breaks: bool = False, alignment: str = "") -> str:
        """A paragraph like ``parent`` that begins a page (of the master page ``page``), or is aligned otherwise."""
        wanted = {"fo:break-before": "page" if breaks else "", "fo:text-align": alignment}
        if not page and not any(wanted.values()):
            return parent
        inside = element("style:paragraph-properties", wanted) if any(wanted.values()) else ""
        return self.named("paragraph", inside, {"style:parent-style-name": parent, "style:master-page-name": page})

    def text(self, span: Span) -> str:
        """The style of a span; empty where it has none."""
        wanted: dict[str, str] = {}
        if span.bold:
            wanted |= {"fo:font-weight": "bold"}
        if span.italic:
            wanted |= {"fo:font-style": "italic"}
        if span.script:
            wanted |= {"style:text-position": "super 66%" if span.script == "superscript" else "sub 66%"}
        if span.language:
            wanted |= language(span.language)
        if span.gap:
            wanted |= {"fo:background-color": GAP}
        return self.named("text", element("style:text-properties", wanted), {}) if wanted else ""

    def xml(self) -> str:
        """All of them."""
        return "".join(self._written)


def language(tag: str) -> dict[str, str]:
    """A BCP 47 tag as OpenDocument says it."""
    code, _, country = tag.partition("-")
    return {"fo:language": code, "fo:country": country.upper() or {"cy": "GB", "en": "GB"}.get(code, "none")}


def _style(
    name: str,
    parent: str,
    paragraph: Properties | None = None,
    text: Properties | None = None,
    *,
    shown: str = "",
    following: str = "",
    attributes: Properties | None = None,
) -> str:
    inside = element("style:paragraph-properties", paragraph) if paragraph else ""
    inside += element("style:text-properties", text) if text else ""
    given = {
        "style:name": name,
        "style:display-name": shown,
        "style:family": "paragraph",
        "style:parent-style-name": parent,
        "style:next-style-name": following,
        "style:class": "text",
        **(attributes or {}),
    }
    return element("style:style", given, inside)


def _space(before: float, after: float) -> dict[str, str]:
    return {"fo:margin-top": length(before), "fo:margin-bottom": length(after)}


def named_styles(look: PageLook, tag: str) -> str:
    """The styles that an office program lists, from the council's page and type."""
    size, accent = look.body_size, readable(look.accent, "#ffffff", 4.5)
    gap = 0.55 * size
    defaults = element(
        "style:default-style",
        {"style:family": "paragraph"},
        element("style:paragraph-properties", {"style:tab-stop-distance": "36pt", "fo:orphans": "2", "fo:widows": "2"}),
        element(
            "style:text-properties",
            {"style:font-name": look.word_body_font, "fo:font-size": f"{size:g}pt", **language(tag)},
        ),
    )
    body = [
        defaults,
        _style("Standard", "", {"fo:line-height": "125%", **_space(0, 0)}),
        _style("Text_20_body", "Standard", _space(0, gap), shown="Text body"),
        _style("Heading", "Standard", {"fo:keep-with-next": "always"}, {"fo:font-weight": "bold"}),
        *_headings(look, accent),
        *_front(look, accent),
        *_text(size, gap, accent, look),
        *_small(size, look),
    ]
    return "".join(body)


def _headings(look: PageLook, accent: str) -> list[str]:
    size, scale = look.body_size, (1.65, 1.3, 1.12, 1.0, 1.0, 1.0)
    space = ((1.5, 0.55), (1.2, 0.4), (0.95, 0.3), (0.8, 0.25), (0.8, 0.25), (0.8, 0.25))
    return [
        _style(
            f"Heading_20_{level}",
            "Heading",
            _space(before * size, after * size),
            {
                "style:font-name": look.word_heading_font,
                "fo:font-size": f"{step * size:.1f}pt",
                "fo:color": accent if level < 3 else "",
            },
            shown=f"Heading {level}",
            following="Text_20_body",
            attributes={"style:default-outline-level": str(level)},
        )
        for level, (step, (before, after)) in enumerate(zip(scale, space, strict=True), 1)
    ]


def _front(look: PageLook, accent: str) -> list[str]:
    size = look.body_size
    large = {"style:font-name": look.word_heading_font, "fo:font-weight": "bold", "fo:color": accent}
    return [
        _style("Title", "Standard", _space(0, 0.7 * size), {**large, "fo:font-size": f"{2.1 * size:.1f}pt"}),
        _style(
            "Cover_20_title",
            "Title",
            _space(0.5 * size, 0.6 * size),
            {"fo:font-size": f"{2.9 * size:.1f}pt"},
            shown="Cover title",
        ),
        _style(
            "Above_20_title",
            "Standard",
            _space(0, 0.25 * size),
            {"fo:font-weight": "bold", "fo:color": QUIET},
            shown="Above title",
        ),
        _style(
            "Cover_20_council",
            "Standard",
            {**_space(0, 6 * size), "fo:background-color": accent, "fo:padding": length(1.6 * size)},
            {"fo:font-size": f"{1.35 * size:.1f}pt", "fo:font-weight": "bold", "fo:color": "#ffffff"},
            shown="Cover council",
        ),
        _style("Subtitle", "Standard", _space(0, 4 * size), {"fo:font-size": f"{1.5 * size:.1f}pt", "fo:color": QUIET}),
        _style("Cover_20_line", "Standard", _space(0, 0.35 * size), shown="Cover line"),
        _style(
            "Contents_20_Heading",
            "Heading_20_1",
            shown="Contents Heading",
            attributes={"style:default-outline-level": ""},
        ),
        *(
            _style(
                f"Contents_20_{level}",
                "Standard",
                {**_space(0.4 * size if level == 1 else 0, 0.12 * size), "fo:margin-left": length((level - 1) * 16)},
                {"fo:font-weight": "bold"} if level == 1 else None,
                shown=f"Contents {level}",
            )
            for level in range(1, 7)
        ),
    ]


def _text(size: float, gap: float, accent: str, look: PageLook) -> list[str]:
    bar = {"fo:border-left": f"2.5pt solid {accent}", "fo:padding-left": "8pt"}
    box = {
        **bar,
        "fo:background-color": mixed(look.table_header, 0.55),
        "fo:padding-top": "3pt",
        "fo:padding-bottom": "3pt",
    }
    return [
        _style("List_20_item", "Text_20_body", _space(0, 0.25 * size), shown="List item"),
        _style(
            "Quotations",
            "Text_20_body",
            {"fo:margin-left": length(1.6 * size), "fo:margin-right": length(size), **_space(0.2 * size, gap)},
            {"fo:font-style": "italic"},
        ),
        _style("Note", "Text_20_body", None, {"fo:font-size": f"{0.9 * size:.1f}pt", "fo:color": QUIET}),
        _style("Gap", "Text_20_body", {"fo:background-color": GAP, "fo:padding": "3pt"}),
        _style(
            "Pair",
            "Text_20_body",
            {"fo:margin-left": "130pt", "fo:text-indent": "-130pt", **_space(0, 0.3 * size)},
        ),
        _style("Box", "Text_20_body", {**box, **_space(0, 0)}),
        _style("Box_20_end", "Standard", {"fo:line-height": "6pt"}, shown="Box end"),
        _style("Box_20_title", "Box", {"fo:keep-with-next": "always"}, {"fo:font-weight": "bold"}, shown="Box title"),
        _style(
            "Caption",
            "Standard",
            {"fo:keep-with-next": "always", **_space(0.7 * size, 0.35 * size)},
            {"fo:font-size": f"{0.92 * size:.1f}pt", "fo:font-weight": "bold"},
        ),
        _style(
            "Figure_20_caption",
            "Caption",
            {"fo:keep-with-next": "auto", **_space(0.2 * size, gap)},
            shown="Figure caption",
        ),
        _style("Figure", "Standard", {"fo:keep-with-next": "always", **_space(gap, 0)}),
    ]


def _small(size: float, look: PageLook) -> list[str]:
    ink = readable("#14181f", look.table_header, 4.5)
    cell = {"fo:font-size": f"{0.88 * size:.1f}pt"}
    return [
        _style(
            "Source",
            "Standard",
            _space(0.2 * size, 0.9 * size),
            {"fo:font-size": f"{0.84 * size:.1f}pt", "fo:color": QUIET},
        ),
        _style("Table_20_Contents", "Standard", _space(0, 0.2 * size), cell, shown="Table Contents"),
        _style(
            "Table_20_Heading",
            "Table_20_Contents",
            None,
            {"fo:font-weight": "bold", "fo:color": ink},
            shown="Table Heading",
        ),
        _style("Table_20_Total", "Table_20_Contents", None, {"fo:font-weight": "bold"}, shown="Table Total"),
        _style(
            "Footnote",
            "Standard",
            {"fo:margin-left": "12pt", "fo:text-indent": "-12pt"},
            {"fo:font-size": f"{0.8 * size:.1f}pt"},
        ),
        _style("Header", "Standard", None, {"fo:font-size": f"{0.75 * size:.1f}pt", "fo:color": QUIET}),
        _style("Footer", "Standard", None, {"fo:font-size": f"{0.75 * size:.1f}pt", "fo:color": QUIET}),
        element(
            "style:style",
            {"style:name": "Link", "style:family": "text"},
            element("style:text-properties", {"fo:color": "#0b4a99", "style:text-underline-style": "solid"}),
        ),
        element("style:style", {"style:name": "Index_20_Link", "style:family": "text"}),
        element(
            "style:style",
            {"style:name": "Footnote_20_anchor", "style:family": "text"},
            element("style:text-properties", {"style:text-position": "super 66%"}),
        ),
    ]


def font_faces(look: PageLook) -> str:
    """The fonts that the styles name."""
    names = dict.fromkeys((look.word_body_font, look.word_heading_font))
    faces = (
        element(
            "style:font-face",
            {"style:name": name, "svg:font-family": f"'{name}'", "style:font-family-generic": "swiss"},
        )
        for name in names
        if escaped(name)
    )
    return element("office:font-face-decls", None, *faces)
