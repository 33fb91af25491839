"""Word files made by hand for tests of reading: raw XML in, the bytes of a package out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = R
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Council heading"/><w:basedOn w:val="Heading2"/></w:style>
<w:style w:type="paragraph" w:styleId="Bullet2"><w:name w:val="List Bullet 2"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Inhalt1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""
KINDS = {
    "styles": "styles.xml",
    "numbering": "numbering.xml",
    "comments": "comments.xml",
    "footnotes": "footnotes.xml",
    "endnotes": "endnotes.xml",
    "settings": "settings.xml",
}
"""Parts by the last word of their relationship."""


def docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    relations: str = "",
    root: str = "document",
    main_type: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
) -> bytes:
    """A package: ``body`` is what stands in ``w:body``; ``parts`` the insides of the parts of :data:`KINDS`.

    ``files`` are put in as they are (also in the place of a usual part); ``relations`` are more ones of the document.
    """
    inside = {"styles": STYLES, **(parts or {})}
    content = {
        "[Content_Types].xml": _types(main_type),
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:{root} {NAMES}><w:body>{body}</w:body></w:{root}>",
        "word/_rels/document.xml.rels": _relations(
            "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{KINDS[kind]}"/>' for kind in inside)
            + relations
        ),
    }
    for kind, text in inside.items():
        content[f"word/{KINDS[kind]}"] = f"<w:{kind} {NAMES}>{text}</w:{kind}>"
    whole = {name: text.encode() for name, text in content.items()} | dict(files or {})
    return zipped(whole)


def zipped(content: Mapping[str, bytes]) -> bytes:
    """A packed archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def relation(id: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relationship of the document."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def p(*inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph; plain words become runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    head = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{head}{''.join(each if each.startswith('<') else r(each) for each in inside)}</w:p>"


def r(text: str, properties: str = "", tag: str = "t") -> str:
    """A run."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def ins(*inside: str, by: str = "Anna", id: int = 1) -> str:
    return f'<w:ins w:id="{id}" w:author="{by}" w:date="2026-07-01T10:00:00Z">{"".join(inside)}</w:ins>'


def dele(text: str, by: str = "Ben", id: int = 2) -> str:
    return f'<w:del w:id="{id}" w:author="{by}" w:date="2026-07-01T10:00:00Z">{r(text, tag="delText")}</w:del>'


def table(*rows: list[str], properties: str = "") -> str:
    """A table of plain cells."""
    width = max(map(len, rows))
    grid = '<w:gridCol w:w="2000"/>' * width
    lines = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _types(main: str) -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.styles+xml"/></Types>'
    )
