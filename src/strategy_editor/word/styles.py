"""The styles that a document is written in: a table of roles, each with its names and our own definition.

In a council's template a style is found by one of its names, whatever its case; where there is none, our definition is
added, built on the template's own body style, and the fact is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.profile import PageLook
from strategy_editor.word.package import parsed
from strategy_editor.word.xml import NAMESPACES, W, escaped

StyleKind = Literal["paragraph", "character", "table"]


class StyleDefinition(Struct, frozen=True):
    """A style as we define it. ``paragraph`` and ``run`` are the insides of ``w:pPr`` and ``w:rPr``.

    ``others``: further names under which a council's template may have it. ``following``: the role of the paragraph
    after it. ``instead``: the role whose style a council's template is asked for before ours is added.
    """

    role: str
    name: str
    kind: StyleKind = "paragraph"
    based_on: str = "normal"
    paragraph: str = ""
    run: str = ""
    following: str = ""
    others: tuple[str, ...] = ()
    table: str = ""
    instead: str = ""

    @property
    def id(self) -> str:
        """``footnote text`` is ``FootnoteText``, as in Word."""
        return "".join(word[0].upper() + word[1:] for word in self.name.split())


HEADING_SCALE = (1.5, 1.25, 1.1, 1.0, 1.0, 1.0)
"""Size of each level of heading, by that of the body."""

NUMBER_COLUMN = 850
"""Twips from the margin to the words behind a number: 1.5 cm."""


def half_points(size: float) -> int:
    """A size in points as Word counts it."""
    return round(size * 2)


def twips(millimetres: float) -> int:
    """A length in millimetres as Word counts it."""
    return round(millimetres * 1440 / 25.4)


BUILT_IN = {
    "character": (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    ),
    "table": (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    ),
    "numbering": (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    ),
}
"""By kind, the styles that Word starts from; other programs leave them out."""


def definitions(look: PageLook, *, for_review: bool = False) -> tuple[StyleDefinition, ...]:
    """All our styles, in this council's type and colours; with ``for_review`` those too that only such copies need."""
    return (
        *_base(look),
        *_front(look),
        *_text(look),
        *_lists(),
        *_tables(look),
        *_furniture(look),
        *_characters(look),
        *(_reviewing(look) if for_review else ()),
    )


def _spacing(before: float = 0, after: float = 0, line: float = 0) -> str:
    """Space in points, line spacing in lines."""
    lines = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def _size(size: float) -> str:
    return f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour.lstrip("#").upper()}"/>'


_HEADING_FONT = '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"


def _base(look: PageLook) -> Iterator[StyleDefinition]:
    yield StyleDefinition("normal", "Normal", based_on="", paragraph=_spacing(after=6, line=1.15))
    yield StyleDefinition("body", "Body Text", paragraph=_spacing(after=8, line=1.15), instead="normal")
    for level, scale in enumerate(HEADING_SCALE, start=1):
        before = (20, 16, 12, 10, 10, 10)[level - 1]
        yield StyleDefinition(
            f"heading{level}",
            f"heading {level}",
            paragraph=f'{_KEEP}{_spacing(before, 6, 1.1)}<w:outlineLvl w:val="{level - 1}"/>',
            run=f"{_HEADING_FONT}<w:b/><w:bCs/>{_colour(look.accent)}{_size(look.body_size * scale)}",
            following="body",
        )


def _front(look: PageLook) -> Iterator[StyleDefinition]:
    size, colour = look.body_size, _colour(look.accent)
    right = f'<w:tab w:val="right" w:leader="dot" w:pos="{text_width(look)}"/>'
    yield StyleDefinition(
        "title",
        "Title",
        paragraph=f"<w:keepNext/>{_spacing(0, 12, 1.0)}",
        run=f"{_HEADING_FONT}<w:b/><w:bCs/>{colour}{_size(size * 2.2)}",
        following="body",
    )
    yield StyleDefinition(
        "subtitle",
        "Subtitle",
        paragraph=_spacing(0, 12, 1.1),
        run=f"{_HEADING_FONT}{_size(size * 1.5)}",
        following="body",
    )
    yield StyleDefinition(
        "cover-council",
        "Cover Council",
        paragraph=_spacing(140, 24, 1.1),
        run=f"<w:b/><w:bCs/>{_size(size * 1.35)}",
        following="title",
    )
    yield StyleDefinition("cover-line", "Cover Line", paragraph=_spacing(0, 6, 1.1), run=_size(size * 1.2))
    yield StyleDefinition(
        "report-head",
        "Report Head",
        paragraph=f"{_KEEP}{_spacing(0, 10, 1.0)}",
        run=f"{_HEADING_FONT}<w:b/><w:bCs/>{colour}{_size(size * 1.4)}",
        following="details",
    )
    yield StyleDefinition("details", "Details", paragraph=_spacing(0, 5, 1.1))
    yield StyleDefinition(
        "contents-heading",
        "TOC Heading",
        paragraph=f"{_KEEP}{_spacing(20, 8, 1.1)}",
        run=f"{_HEADING_FONT}<w:b/><w:bCs/>{colour}{_size(size * HEADING_SCALE[0])}",
        following="body",
    )
    yield StyleDefinition(
        "captions-heading",
        "Contents Subheading",
        paragraph=f"{_KEEP}{_spacing(16, 6, 1.1)}",
        run=f"{_HEADING_FONT}<w:b/><w:bCs/>{colour}{_size(size * HEADING_SCALE[1])}",
        following="body",
    )
    yield StyleDefinition(
        "captions",
        "table of figures",
        paragraph=f"<w:tabs>{right}</w:tabs>{_spacing(0, 2, 1.1)}",
        following="body",
    )
    for level, (left, hanging, before) in enumerate(((709, 709, 6), (1559, 850, 0), (2552, 993, 0)), start=1):
        yield StyleDefinition(
            f"contents{level}",
            f"toc {level}",
            paragraph=f'<w:tabs><w:tab w:val="left" w:pos="{left}"/>{right}</w:tabs>{_spacing(before, 2, 1.1)}'
            f'<w:ind w:left="{left}" w:hanging="{hanging}"/>',
            following="body",
        )


def _text(look: PageLook) -> Iterator[StyleDefinition]:
    size, accent = look.body_size, look.accent.lstrip("#").upper()
    yield StyleDefinition(
        "numbered",
        "Numbered Paragraph",
        based_on="body",
        paragraph=f'<w:ind w:left="{NUMBER_COLUMN}" w:hanging="{NUMBER_COLUMN}"/>',
        others=("Numbered Para", "Paragraph Numbered", "Report Paragraph", "Numbered Text"),
    )
    yield StyleDefinition(
        "quote",
        "Quote",
        based_on="body",
        paragraph='<w:ind w:left="567" w:right="567"/>',
        run="<w:i/><w:iCs/>",
    )
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{accent}"/></w:pBdr>'
    yield StyleDefinition("note", "Note", based_on="body", paragraph=f'{bar}<w:ind w:left="227"/>')
    yield StyleDefinition(
        "caption",
        "caption",
        paragraph=f"<w:keepLines/>{_spacing(8, 6, 1.0)}",
        run=f"<w:b/><w:bCs/>{_size(size * 0.92)}",
        following="body",
    )
    yield StyleDefinition(
        "source", "Source", paragraph=_spacing(4, 10, 1.0), run=_size(size * 0.85), others=("Source Note",)
    )
    yield StyleDefinition("figure", "Figure", paragraph=f"<w:keepNext/>{_spacing(8, 4, 1.0)}", following="caption")
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="6" w:color="{accent}"/>'
        for side, width in (("top", 6), ("left", 36), ("bottom", 6), ("right", 6))
    )
    fill = look.table_header.lstrip("#").upper()
    box = f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    inset = '<w:ind w:left="227" w:right="227"/>'
    yield StyleDefinition("box", "Box", paragraph=f"<w:keepLines/>{box}{_spacing(0, 6, 1.1)}{inset}")
    yield StyleDefinition(
        "box-title",
        "Box Title",
        based_on="box",
        paragraph="<w:keepNext/>",
        run=f"{_HEADING_FONT}<w:b/><w:bCs/>{_colour(look.accent)}{_size(size * 1.1)}",
        following="box",
    )
    yield StyleDefinition("inner-heading", "Inner Heading", paragraph=f"{_KEEP}{_spacing(4, 3)}", run="<w:b/><w:bCs/>")
    yield StyleDefinition("gap-paragraph", "Gap", run="<w:b/><w:bCs/>", paragraph=_gap_shading())
    yield StyleDefinition(
        "footnote-text",
        "footnote text",
        paragraph=f'{_spacing(0, 2, 1.0)}<w:ind w:left="284" w:hanging="284"/>',
        run=_size(size * 0.83),
    )


def _gap_shading() -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>{_spacing(0, 8)}'


def _lists() -> Iterator[StyleDefinition]:
    """Indents come with the numbering; the styles give the space between items."""
    for role, name in (("bullet", "List Bullet"), ("number", "List Number")):
        for level in (1, 2, 3):
            full = name if level == 1 else f"{name} {level}"
            yield StyleDefinition(f"{role}{level}", full, paragraph=_spacing(0, 4, 1.15))
    yield StyleDefinition("table-list", "Table List", based_on="table-text")
    yield StyleDefinition("box-list", "Box List", based_on="box")


def _tables(look: PageLook) -> Iterator[StyleDefinition]:
    fill = look.table_header.lstrip("#").upper()
    yield StyleDefinition("table-text", "Table Text", paragraph=_spacing(2, 2, 1.05), run=_size(table_text_size(look)))
    yield StyleDefinition(
        "table-heading", "Table Heading", based_on="table-text", paragraph="<w:keepNext/>", run="<w:b/><w:bCs/>"
    )
    yield StyleDefinition("table-total", "Table Total", based_on="table-text", run="<w:b/><w:bCs/>")
    yield StyleDefinition("table-end", "Table End", paragraph=_spacing(0, 0, 0.5), run=_size(6))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 100), ("bottom", 30), ("right", 100))
    )
    header = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/><w:vAlign w:val="bottom"/></w:tcPr>'
    yield StyleDefinition(
        "table",
        "Strategy Table",
        "table",
        based_on="table-normal",
        table=f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>{header}</w:tblStylePr>'
        f'<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>',
        others=("Council Table", "Report Table"),
    )


def _furniture(look: PageLook) -> Iterator[StyleDefinition]:
    size = _size(max(look.body_size * 0.8, 9))
    yield StyleDefinition("header", "header", paragraph=_spacing(0, 0, 1.0), run=size)
    yield StyleDefinition("footer", "footer", paragraph=_spacing(0, 0, 1.0), run=size)
    yield StyleDefinition(
        "mark",
        "Document Mark",
        paragraph=f'{_spacing(0, 4, 1.0)}<w:jc w:val="center"/>',
        run=f"<w:b/><w:bCs/>{_size(look.body_size)}",
        others=("Protective Marking", "Classification"),
    )


def _characters(look: PageLook) -> Iterator[StyleDefinition]:
    yield StyleDefinition(
        "footnote-reference", "footnote reference", "character", "", run='<w:vertAlign w:val="superscript"/>'
    )
    yield StyleDefinition("link", "Hyperlink", "character", "", run=f'{_colour(look.accent)}<w:u w:val="single"/>')
    yield StyleDefinition(
        "gap", "Gap Words", "character", "", run='<w:b/><w:bCs/><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'
    )


def _reviewing(look: PageLook) -> Iterator[StyleDefinition]:
    """Guidance is set apart by a line and an indent, so that nobody takes it for text."""
    accent = look.accent.lstrip("#").upper()
    edge = f'<w:pBdr><w:left w:val="dotted" w:sz="12" w:space="8" w:color="{accent}"/></w:pBdr>'
    yield StyleDefinition(
        "guidance",
        "Guidance",
        paragraph=f'{edge}{_spacing(0, 4, 1.0)}<w:ind w:left="567"/>',
        run=f"<w:i/><w:iCs/>{_size(look.body_size * 0.92)}",
    )
    yield StyleDefinition("comment-reference", "annotation reference", "character", "", run=_size(8))
    yield StyleDefinition("comment-text", "annotation text", paragraph=_spacing(0, 0, 1.0), run=_size(10))


def table_text_size(look: PageLook) -> float:
    """The size of text in tables, in points."""
    return max(look.body_size * 0.9, 9.0)


PAPERS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
"""Width and height in millimetres."""


def text_width(look: PageLook) -> int:
    """The width of the text in twips."""
    return twips(PAPERS[look.paper][0] - look.margin_left - look.margin_right)


# ---- writing and finding


def style_xml(definition: StyleDefinition, ids: dict[str, str]) -> str:
    """The definition as an element; ``ids`` has the style id of every role."""
    based = f'<w:basedOn w:val="{ids[definition.based_on]}"/>' if definition.based_on else ""
    following = f'<w:next w:val="{ids[definition.following]}"/>' if definition.following else ""
    default = ' w:default="1"' if definition.role == "normal" else ""
    paragraph = f"<w:pPr>{definition.paragraph}</w:pPr>" if definition.paragraph else ""
    properties = f"<w:rPr>{definition.run}</w:rPr>" if definition.run else ""
    return (
        f'<w:style w:type="{definition.kind}"{default} w:styleId="{ids[definition.role]}">'
        f'<w:name w:val="{escaped(definition.name)}"/>{based}{following}<w:qFormat/>'
        f"{paragraph}{properties}{definition.table}</w:style>"
    )


_KEEP_NEXT = f"<w:pPr {NAMESPACES}><w:keepNext/></w:pPr>".encode()


class StandIn(Struct, frozen=True):
    """A style that a council's template lacks; ``instead``: which of its own is used for it (empty: ours was added)."""

    name: str
    instead: str = ""


class Styles:
    """The styles of one template, found or added. ``ids`` gives the style id of each role; ``lacking`` what it lacked.

    ``heading_type``: an ``rFonts`` element for headings that are added; empty for the theme's.
    """

    def __init__(
        self, tree: etree._Element, look: PageLook, *, for_review: bool = False, heading_type: str = ""
    ) -> None:
        self.tree = tree
        self.ids: dict[str, str] = {"table-normal": "TableNormal"}
        self.lacking: list[StandIn] = []
        known = {(kind, name): id for kind, name, id in self._present()}
        taken = {id for _, _, id in self._present()}
        missing: list[StyleDefinition] = []
        names: dict[str, str] = {}
        for definition in definitions(look, for_review=for_review):
            said = (definition.name, *definition.others)
            found = next((known[key] for name in said if (key := (definition.kind, name.lower())) in known), None)
            if found is None and definition.instead in names:
                found = self.ids[definition.instead]
                self.lacking.append(StandIn(definition.name, names[definition.instead]))
            elif found is None:
                found = definition.id if definition.id not in taken else f"{definition.id}Ours"
                missing.append(definition)
                self.lacking.append(StandIn(definition.name))
            else:
                names[definition.role] = definition.name
            self.ids[definition.role] = found
        self.ids["table-normal"] = known.get(("table", "normal table"), "TableNormal")
        for definition in missing:
            if heading_type:
                definition = replace(definition, run=definition.run.replace(_HEADING_FONT, heading_type))
            wrapped = f"<w:styles {NAMESPACES}>{style_xml(definition, self.ids)}</w:styles>".encode()
            self.tree.append(parsed(wrapped)[0])

    def _present(self) -> Iterator[tuple[str, str, str]]:
        for style in self.tree.iter(f"{{{W}}}style"):
            kind, id = style.get(f"{{{W}}}type", "paragraph"), style.get(f"{{{W}}}styleId", "")
            for tag in ("name", "aliases"):
                element = style.find(f"{{{W}}}{tag}")
                if element is not None:
                    for name in element.get(f"{{{W}}}val", "").split(","):
                        yield kind, name.strip().lower(), id

    def speak(self, language: str) -> None:
        """Makes this the language of all text that does not say another."""
        for element in self.tree.iterfind(f"{{{W}}}docDefaults//{{{W}}}lang"):
            element.set(f"{{{W}}}val", language)

    def keep_headings(self) -> None:
        """Makes headings stay with what follows them, which some templates forget."""
        for level in range(1, len(HEADING_SCALE) + 1):
            id = self.ids[f"heading{level}"]
            if self._chain_value(id, f"{{{W}}}pPr/{{{W}}}keepNext") is None:
                self.paragraph_properties(f"heading{level}").insert(0, parsed(_KEEP_NEXT)[0])

    def paragraph_properties(self, role: str) -> etree._Element:
        """The properties of paragraphs in the style of this role; made where there are none."""
        style = self.element(role)
        found = style.find(f"{{{W}}}pPr")
        if found is None:
            before = style.find(f"{{{W}}}rPr")
            found = parsed(f"<w:style {NAMESPACES}><w:pPr/></w:style>".encode())[0]
            style.insert(len(style) if before is None else style.index(before), found)
        return found

    def element(self, role: str) -> etree._Element:
        """The style of this role."""
        found = self.tree.find(f"{{{W}}}style[@{{{W}}}styleId='{self.ids[role]}']")
        assert found is not None
        return found

    def has_numbering(self, role: str) -> bool:
        """Whether the style, or one that it is based on, numbers its paragraphs."""
        number = self._chain_value(self.ids[role], f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        return number is not None and number.get(f"{{{W}}}val") != "0"

    def _chain_value(self, id: str, path: str) -> etree._Element | None:
        """What a style, or the nearest that it is based on, says at ``path``."""
        seen: set[str] = set()
        while id and id not in seen:
            seen.add(id)
            style = self.tree.find(f"{{{W}}}style[@{{{W}}}styleId='{id}']")
            if style is None:
                return None
            found = style.find(path)
            if found is not None:
                return found
            based = style.find(f"{{{W}}}basedOn")
            id = "" if based is None else based.get(f"{{{W}}}val", "")
        return None
