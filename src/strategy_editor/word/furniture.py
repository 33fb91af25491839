"""Header and footer, section properties, and what the file says of itself."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from msgspec import Struct

from strategy_editor.manuscript.items import Manuscript, TableItem
from strategy_editor.word.context import Context
from strategy_editor.word.package import Package, parsed, serialised
from strategy_editor.word.page import PageShape
from strategy_editor.word.xml import DECLARATION, R, W, escaped, field, part, run

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


class Sections(Struct, frozen=True):
    """Section properties: references to header and footer parts by relationship id, upright, turned, first page."""

    page: PageShape
    upright: str
    turned: str
    first: str = ""
    kept: str = ""

    def properties(self, landscape: bool, first: bool) -> str:
        """The properties of one section of the document."""
        references = self.turned if landscape else self.upright
        page = self.page.turned() if landscape else self.page
        title = self.first if first else ""
        start = '<w:type w:val="nextPage"/>'
        end = "<w:titlePg/>" if title else ""
        return f"<w:sectPr>{references}{title}{start}{page.xml()}{self.kept}{end}</w:sectPr>"


def own_sections(context: Context) -> Sections:
    """Header and footer of our own: the first page has no header line, since the title stands there."""
    page = context.page
    upright = _references(context, "default", page.text_width, header_line=True)
    turns = any(isinstance(item, TableItem) and item.landscape for item in context.manuscript.items)
    turned = _references(context, "default", page.turned().text_width, header_line=True) if turns else ""
    first = _references(context, "first", page.text_width, header_line=False)
    return Sections(page, upright, turned, first)


def _references(context: Context, kind: str, width: int, *, header_line: bool) -> str:
    out = ""
    for tag, inside in (("header", header(context, width, header_line)), ("footer", footer(context, width))):
        name = context.package.next_name(tag, "xml")
        id = context.package.add(tag, name, f"{_WORD}.{tag}+xml", part("hdr" if tag == "header" else "ftr", inside))
        out += f'<w:{tag}Reference w:type="{kind}" r:id="{id}"/>'
    return out


def header(context: Context, width: int, line: bool) -> str:
    """Marks first, then left and right; never nothing at all, which Word would call damaged."""
    furniture = context.manuscript.furniture
    out = marks(context)
    if line and (furniture.header_left or furniture.header_right):
        out += _line(context, "header", width, run(furniture.header_left), run(furniture.header_right))
    return out or _paragraph(context, "header", "")


def marks(context: Context) -> str:
    """DRAFT and the classification, each where there is one."""
    furniture = context.manuscript.furniture
    words = [word for word in (furniture.classification, furniture.mark) if word]
    return "".join(_paragraph(context, "mark", run(word)) for word in words)


def footer(context: Context, width: int) -> str:
    """What stands at the left, and the page of all pages."""
    parts = (context.manuscript.furniture.footer_left, copy_reference(context))
    return _line(context, "footer", width, run(" · ".join(part for part in parts if part)), page_of(context))


def copy_reference(context: Context) -> str:
    """Which copy this is, where it is one of those that come back."""
    return context.review.copy.reference if context.review is not None else ""


def page_of(context: Context) -> str:
    """``Page 1 of 9`` in the council's words, both numbers live."""
    out = ""
    for piece in _pieces(context.manuscript.furniture.page_of):
        if piece == "{page}":
            out += field("PAGE", "1")
        elif piece == "{pages}":
            out += field("NUMPAGES", "1")
        elif piece:
            out += run(piece)
    return out


def _pieces(pattern: str) -> list[str]:
    before, page, rest = pattern.partition("{page}")
    first, pages, last = rest.partition("{pages}")
    return [before, page, first, pages, last]


def _line(context: Context, role: str, width: int, left: str, right: str) -> str:
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return _paragraph(context, role, f"{left}<w:r><w:tab/></w:r>{right}", tab)


def _paragraph(context: Context, role: str, inside: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{context.style(role)}"/>{properties}</w:pPr>{inside}</w:p>'


# ---- a council's own header and footer


def template_sections(context: Context, section: etree._Element) -> Sections:
    """The council's own header and footer, with the marks and the page number added where they are not there."""
    references = ""
    for reference in section.iter(f"{{{W}}}headerReference", f"{{{W}}}footerReference"):
        tag = etree.QName(reference).localname.removesuffix("Reference")
        id = reference.get(f"{{{R}}}id", "")
        if id not in context.package.main.rels:
            continue
        kind = reference.get(f"{{{W}}}type", "default")
        _complete(context, context.package.part_with_id(id), tag)
        references += f'<w:{tag}Reference w:type="{kind}" r:id="{id}"/>'
    own = _missing_references(context, references)
    title = "<w:titlePg/>" if section.find(f"{{{W}}}titlePg") is not None else ""
    shared = references + own
    return Sections(context.page, shared, shared, kept=title)


def _missing_references(context: Context, references: str) -> str:
    out = ""
    width = context.page.text_width
    for tag, inside in (("header", header(context, width, True)), ("footer", footer(context, width))):
        if f'<w:{tag}Reference w:type="default"' not in references:
            name = context.package.next_name(tag, "xml")
            id = context.package.add(tag, name, f"{_WORD}.{tag}+xml", part("hdr" if tag == "header" else "ftr", inside))
            out += f'<w:{tag}Reference w:type="default" r:id="{id}"/>'
    return out


def _complete(context: Context, own: Part, tag: str) -> None:
    name = str(own.partname)
    tree = parsed(context.package.bodies.get(name) or own.blob)
    if tag == "header":
        for index, paragraph in enumerate(_elements(marks(context))):
            tree.insert(index, paragraph)
    elif not any("PAGE" in (each.text or "") for each in tree.iter(f"{{{W}}}instrText")) and not any(
        "PAGE" in each.get(f"{{{W}}}instr", "") for each in tree.iter(f"{{{W}}}fldSimple")
    ):
        for paragraph in _elements(footer(context, context.page.text_width)):
            tree.append(paragraph)
    elif reference := copy_reference(context):
        for paragraph in _elements(_paragraph(context, "footer", run(reference))):
            tree.append(paragraph)
    context.package.bodies[name] = serialised(tree)


def _elements(inside: str) -> list[etree._Element]:
    return list(parsed(part("hdr", inside)))


# ---- properties


def put_properties(package: Package, manuscript: Manuscript) -> None:
    """Title, council, subject, language and the day; no person, no program, no machine."""
    said = manuscript.properties
    day = f"{said.created}T00:00:00Z" if said.created else ""
    stamp = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{escaped(day)}</dcterms:{tag}>'
        for tag in ("created", "modified")
        if day
    )
    fields = (
        ("dc:title", said.title),
        ("dc:subject", said.subject),
        ("dc:creator", said.creator),
        ("cp:keywords", ", ".join(said.keywords)),
        ("dc:identifier", said.identifier),
        ("dc:language", said.language),
        ("cp:lastModifiedBy", said.creator),
        ("cp:revision", "1"),
    )
    inside = "".join(f"<{tag}>{escaped(text)}</{tag}>" for tag, text in fields if text)
    body = (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inside}{stamp}</cp:coreProperties>'
    ).encode()
    made = Part(PackURI("/docProps/core.xml"), _CORE, body, package.opc)  # type: ignore[arg-type]
    package.opc.relate_to(made, RELATIONSHIP_TYPE.CORE_PROPERTIES)
