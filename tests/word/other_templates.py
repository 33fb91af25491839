"""Two templates that look quite unlike ours and unlike each other: one by python-docx, one by LibreOffice."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image, ImageDraw

from tests.libreoffice import convert

ADDRESS = "Northvale District Council, Market Place, Northvale"
SLOGAN = "Eastmere, the borough by the water"


def northvale(folder: Path) -> bytes:
    """Serifs, dark red, narrow text, a logo and an address in the header, a field for the name of the file."""
    document = Document()
    for name, size in (("Normal", 10.5), ("Heading 1", 20), ("Heading 2", 14), ("Heading 3", 11), ("Title", 30)):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(size), "Georgia"
        fonts = style.element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:hAnsi"), "Georgia")
        if name != "Normal":
            style.font.color.rgb, style.font.bold = RGBColor(0x7A, 0x12, 0x1C), name != "Heading 1"
    for name in ("Body Text", "List Bullet", "List Number", "Quote", "Caption"):
        document.styles[name].delete()
    document.styles.add_style("Numbered Text", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin = Cm(3.5), Cm(3.5), Cm(4)
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(_logo()), width=Cm(2))
    header.add_run(f"  {ADDRESS}")
    footer = section.footer.paragraphs[0]._p
    for code, result in (("FILENAME", "C:\\Users\\pkaur\\northvale final v3.dotx"), ("PAGE", "1")):
        footer.append(parse_xml(_field(code, result)))
    document.add_paragraph("Delete this and write your report here.")
    document.core_properties.author = "P. Kaur"
    path = folder / "northvale.docx"
    document.save(str(path))
    return path.read_bytes()


def _field(code: str, result: str) -> str:
    return (
        f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t xml:space="preserve">{result} </w:t></w:r>'
        "</w:fldSimple>"
    )


def _logo() -> bytes:
    image = Image.new("RGB", (300, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 10, 290, 290), outline="#7a121c", width=24)
    draw.polygon(((150, 60), (230, 220), (70, 220)), fill="#7a121c")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def eastmere(folder: Path) -> bytes:
    """Made by LibreOffice: green, wide, large type, its names of styles, a footer that counts pages."""
    source = folder / "eastmere.fodt"
    source.write_text(_FLAT, encoding="utf-8")
    return convert(source, "docx:MS Word 2007 XML", folder / "eastmere").read_bytes()


_FLAT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="Verdana"
 fo:font-family="Verdana" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.35cm" fo:line-height="130%"/>
</style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:color="#0b6b3a" fo:font-weight="bold" fo:font-family="Trebuchet MS"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Heading" style:default-outline-level="1">
<style:paragraph-properties fo:margin-top="1cm" fo:margin-bottom="0.4cm" fo:border-bottom="1pt solid #0b6b3a"/>
<style:text-properties fo:font-size="19pt" fo:color="#0b6b3a"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Heading" style:default-outline-level="2"><style:text-properties fo:font-size="14pt"
 fo:color="#0b6b3a"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading">
<style:text-properties fo:font-size="34pt"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="8pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2cm" fo:margin-right="2cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
<style:header><text:p text:style-name="Header">{SLOGAN}</text:p></style:header>
<style:footer><text:p text:style-name="Footer">Side <text:page-number text:select-page="current">1</text:page-number>
 of <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:h text:style-name="Heading_20_1" text:outline-level="1">Heading</text:h>
<text:p text:style-name="Text_20_body">Your words here.</text:p></office:text></office:body>
</office:document>
"""
