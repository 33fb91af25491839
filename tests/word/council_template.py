"""A stand-in for a council's own Word template: its fonts, colours, style names, header, and a past."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor


def council_template(path: Path, *, macros: bool = False) -> Path:
    """Writes a template: .dotx, or with ``macros`` .dotm."""
    document = Document()
    _styles(document)
    _numbering(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.header.paragraphs[0].text = "Westmere Borough Council"
    document.add_paragraph("[Insert the title here]", style="Title")
    settings = document.settings.element
    settings.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w")} {nsdecls("r")} r:id="rId99"/>'))
    document.core_properties.author = "Template Author"
    raw = io.BytesIO()
    document.save(raw)
    _as_template(raw, path, macros)
    return path


def _styles(document) -> None:  # type: ignore[no-untyped-def]
    styles = document.styles
    for level, size in enumerate((18, 14, 12), start=1):
        style = styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x00, 0x54, 0x3C)
    fonts = styles.element.find(f".//{qn('w:rFonts')}")
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), "Arial")
    for name, base in (("Numbered Para", "Normal"), ("Table Text", "Normal"), ("Source Note", "Normal")):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
    styles.add_style("Council Table", WD_STYLE_TYPE.TABLE).base_style = styles["Table Grid"]


def _numbering(document) -> None:  # type: ignore[no-untyped-def]
    """The template numbers its own first headings with Roman figures; a strategy's numbers come before that."""
    tree = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Heading1"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    )
    tree.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'))
    tree.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for style in ("Heading 1", "Heading 3"):
        properties = document.styles[style].element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_numId().set(qn("w:val"), "77")


def _as_template(raw: io.BytesIO, path: Path, macros: bool) -> None:
    kind = (
        b"ms-word.template.macroEnabledTemplate"
        if macros
        else b"openxmlformats-officedocument.wordprocessingml.template"
    )
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"openxmlformats-officedocument.wordprocessingml.document.main", kind + b".main")
                data = data.replace(
                    b"</Types>",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            if name == "word/_rels/document.xml.rels":
                relationship = (
                    b'<Relationship Id="rId98" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
                    b' Target="vbaProject.bin"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", relationship) if macros else data
            made.writestr(name, data)
        if macros:
            made.writestr("word/vbaProject.bin", b"MACRO")
