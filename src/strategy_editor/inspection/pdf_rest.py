"""What a PDF holds beside its words: names, streams, remarks, and what stands behind fonts and colours.

Nobody sees any of it, and any of it can say something. So all of it must be known: a name is one of the format's own or
of a font, a stream is there for something, and between the objects there is nothing but what every such file has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

from strategy_editor.inspection.strings import Opened

NAMES = frozenset(
    """
    /A /ActualText /All /Alt /Alternate /Annot /Annots /Artifact /Ascent /Aside /Attached /Author /AvgWidth /BBox
    /BM /BaseFont /BitsPerComponent /Black /BlackIs1 /BleedBox /Block /BlockQuote /Border /Both /Bottom /C /CA
    /CIDFontType0 /CIDFontType2 /CIDSet /CIDSystemInfo /CIDToGIDMap /CS /CapHeight /Caption /Catalog /Circle
    /ColSpan /ColorSpace /ColorTransform /Colors /Column /Columns /Contents /Count /CreationDate /Creator /CropBox
    /D /DCTDecode /DW /Decimal /Decode /DecodeParms /Default /DefaultRGB /DescendantFonts /Descent /Dest
    /DestOutputProfile /Dests /DeviceCMYK /DeviceGray /DeviceRGB /Disc /DisplayDocTitle /Div /Document
    /DocumentFragment /E /Em /Encoding /ExtGState /F /False /Figure /Filter /First /FirstChar /Fit /FitH /Flags
    /FlateDecode /Font /FontBBox /FontDescriptor /FontFamily /FontFile2 /FontFile3 /FontMatrix /FontName
    /FontStretch /FontWeight /Footer /Formula /GTS_PDFA1 /GTS_PDFX /GTS_PDFXVersion /Gap /GoTo /Group /H /H1 /H2 /H3
    /H4 /H5 /H6 /Header /Headers /Height /I /ICCBased /ID /IDTree /Identity /Identity-H /Image /ImageB /ImageC
    /ImageI /ImageMask /Index /Indexed /Info /Intent /Interpolate /ItalicAngle /K /Keywords /Kids /L /LBody /LI
    /Lang /Last /LastChar /Layout /Lbl /Leading /Length /Length1 /Length2 /Length3 /Limits /Link /List
    /ListNumbering /LowerAlpha /LowerRoman /MCID /MCR /MarkInfo /Marked /Mask /Matte /MaxWidth /MediaBox /Metadata
    /MissingWidth /ModDate /N /Name /Names /Next /NonStruct /None /Normal /Note /Nums /O /OBJR /Obj /ObjStm
    /OneColumn /OpenType /Ordered /Ordering /Outlines /OutputCondition /OutputConditionIdentifier /OutputIntent
    /OutputIntents /P /PDF /Page /PageLabels /PageLayout /PageMode /Pages /Pagination /Paragraph /Parent /ParentTree
    /ParentTreeNextKey /Part /Perceptual /Pg /Placement /Predictor /Prev /Print /ProcSet /Producer /QuadPoints
    /Quote /R /Range /Rect /Ref /Reference /Registry /RegistryName /RelativeColorimetric /Resources /RoleMap /Root
    /Rotate /Row /RowSpan /S /SMask /Scope /Sect /Separation /SinglePage /Size /Span /Square /StemV /Strong
    /StructElem /StructParent /StructParents /StructTreeRoot /Sub /Subject /Subtitle /Subtype /Summary /Supplement
    /T /TBody /TD /TFoot /TH /THead /TOC /TOCI /TR /TT /Table /Tabs /Text /Title /ToUnicode /Top /Transparency
    /Trapped /TrimBox /True /TrueType /Type /Type0 /URI /Unknown /Unordered /UpperAlpha /UpperRoman /UseNone
    /UseOutlines /Version /ViewerPreferences /W /Watermark /Width /Widths /WinAnsiEncoding /XHeight /XML /XObject
    /XRef /XYZ /ca
    """.split()  # noqa: SIM905
)
"""The format’s own names that a document of ours can need."""

_RESOURCE = re.compile(r"/(?:F\d+(?:\+\d+)?|[A-Z][A-Za-z]{0,2}\d+)")
_FONT = re.compile(r"/(?:[A-Z]{6}\+)?([\w,.-]+)")
_WEIGHTS = re.compile(
    r"regular|semi|demi|extra|ultra|bold|italic|oblique|medium|light|thin|black|book|roman|condensed|narrow|variable|"
    r"heavy|text|display|caption|office|std|pro|com|cyr|web|mt|ps|lt|rg|bd|bk|md|hv|it|ui"
)
"""What may follow the name of a family: weights, cuts and foundries, as they are abbreviated."""

_SHIPPED = ("Source Sans 3", "Source Serif 4", "DejaVu Sans", "Noto Emoji")

_USED: dict[str, tuple[str, ...]] = {
    "/Contents": ("/Page",),
    "/FontFile2": ("/FontDescriptor",),
    "/FontFile3": ("/FontDescriptor",),
    "/CIDSet": ("/FontDescriptor",),
    "/ToUnicode": ("/Font",),
    "/CIDToGIDMap": ("/Font",),
    "/Metadata": ("/Catalog",),
    "/DestOutputProfile": ("/OutputIntent",),
    "/SMask": ("/XObject", "None"),
}
"""What a stream may be there for: the key that leads to it, and the kinds of what holds it."""

_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_REMARK = re.compile(rb"%[^\r\n]*")
_KNOWN_REMARK = re.compile(
    rb"%PDF-\d\.\d|%%EOF|%[^\x00-\x7f]{4}(?: ReportLab Generated PDF document(?: \(opensource\))?)?|"
    rb"% ReportLab generated PDF document -- digest\s*(?:\(opensource\))?\s*"
)


def look_at_rest(
    pdf: pikepdf.Pdf, objects: list[pikepdf.Object], data: bytes, fonts: Iterable[str], opened: Opened
) -> None:
    """Says the names that are not known, and notes data that nothing shows. ``fonts``: families that are used."""
    families = tuple(_letters(each) for each in (*fonts, *_SHIPPED))
    for name in dict.fromkeys(name for each in (*objects, pdf.trailer) for name in _names(each)):
        if name not in NAMES and _RESOURCE.fullmatch(name) is None and not _is_font(name, families):
            opened.say(name[1:], "a name that nobody sees")
    used = {each for value in objects for each in _used_by(value)}
    for each in objects:
        if isinstance(each, pikepdf.Stream):
            if each.objgen not in used and each.get("/Type") not in ("/ObjStm", "/XRef"):
                opened.fault("hidden", "It holds data that nothing shows.", "a stream")
            elif each.get("/Subtype") != "/Image" and each.get("/Type") != "/Metadata":
                _look_behind(each.read_bytes(), opened)
    _look_between(data, opened)


# ---- names


def _names(value: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, pikepdf.Name):
        yield str(value)
    elif depth < 60 and isinstance(value, pikepdf.Array):
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _names(each, depth + 1)
    elif depth < 60 and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, each in value.items():
            yield key
            if not getattr(each, "is_indirect", False):
                yield from _names(each, depth + 1)


def _is_font(name: str, families: tuple[str, ...]) -> bool:
    """Whether it is the name of a font of one of the families, with nothing but a weight or a cut behind it."""
    found = _FONT.fullmatch(name)
    rest = _letters(found[1]) if found else ""
    return any(family and rest.startswith(family) and not _WEIGHTS.sub("", rest[len(family) :]) for family in families)


def _letters(text: str) -> str:
    return re.sub(r"[\W_\d]", "", text).lower()


# ---- streams


def _used_by(value: pikepdf.Object, depth: int = 0) -> Iterator[tuple[int, int]]:
    """The streams that something in this object is drawn with."""
    if depth > 60 or not isinstance(value, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        return
    if isinstance(value, pikepdf.Array):
        if len(value) == 2 and value[0] == "/ICCBased" and isinstance(value[1], pikepdf.Stream):
            yield value[1].objgen
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _used_by(each, depth + 1)
        return
    kind = str(value.get("/Type"))
    for key, each in value.items():
        if kind in _USED.get(key, ()):
            yield from (part.objgen for part in (each if isinstance(each, pikepdf.Array) else (each,)))
        elif key == "/XObject" and isinstance(each, pikepdf.Dictionary):
            yield from (part.objgen for _, part in each.items() if part.get("/Subtype") in ("/Image", "/Form"))
        elif not getattr(each, "is_indirect", False):
            yield from _used_by(each, depth + 1)


def _look_behind(body: bytes, opened: Opened) -> None:
    """A font and a profile of colours say how long they are; what is drawn, and tables of codes, hold no remarks."""
    if body[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO"):
        if len(body) > _font_length(body) + 3:
            opened.fault("hidden", "There is something behind the end of a font.", "a font")
    elif body[36:40] == b"acsp":
        if len(body) > int.from_bytes(body[:4], "big") + 3:
            opened.fault("hidden", "There is something behind the end of a profile of colours.", "the colours")
    elif _REMARK.search(_STRING.sub(b"", body)):
        opened.fault("hidden", "There is a remark between the lines of the file.", "a stream")


def _font_length(body: bytes) -> int:
    """Where the last table of a font ends."""
    count = int.from_bytes(body[4:6], "big")
    ends = [12 + 16 * count]
    for at in range(12, min(12 + 16 * count, len(body) - 15), 16):
        ends.append(int.from_bytes(body[at + 8 : at + 12], "big") + int.from_bytes(body[at + 12 : at + 16], "big"))
    return max(ends)


def _look_between(data: bytes, opened: Opened) -> None:
    """Remarks of the file itself: only those that every file of ours has."""
    between = _STRING.sub(b"", _STREAM.sub(b"", data))
    for remark in _REMARK.findall(between):
        if _KNOWN_REMARK.fullmatch(remark.rstrip()) is None:
            opened.fault("hidden", "There is a remark between the objects of the file.", "the file")
            opened.say(remark.decode("utf-8", "replace"), "a remark")
