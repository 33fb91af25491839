"""Word files: every part is read, every string noted, and what a published file must not have is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from strategy_editor.inspection.strings import Blob, Opened
from strategy_editor.inspection.zipped import entries, tree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|"
    r"word/(document|styles|numbering|settings|fontTable|footnotes|endnotes|webSettings)\.xml|"
    r"word/(header|footer)\d*\.xml|word/theme/theme\d*\.xml|word/(_rels|charts/_rels)/\w+\.xml\.rels|"
    r"word/charts/(chart|style|colors)\d*\.xml|word/embeddings/\w+\.xlsx|word/media/image\d+\.(png|jpg)"
)
_FURNITURE = re.compile(r"word/(header|footer)\d+\.xml")
_BOOK_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook|styles|sharedStrings)\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/worksheets/sheet\d+\.xml|xl/theme/theme\d+\.xml|docProps/(core|app)\.xml"
)
_COMMENTS = frozenset(
    {"comment", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "commentEx", "person"}
)
_REVISIONS = frozenset(
    {"ins", "del", "delText", "delInstrText", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"}
    | {"cellIns", "cellDel", "cellMerge", "numberingChange", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"}
    | {"tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange", "rsid", "rsidRoot", "rsids", "trackRevisions"}
)
_HIDDEN = frozenset(
    {"vanish", "specVanish", "webHidden", "docVar", "docVars", "attachedTemplate", "mailMerge", "object", "OLEObject"}
    | {"control", "altChunk", "subDoc", "smartTag", "customXml", "dataBinding", "txbxContent", "pict", "frameset"}
    | {"glossaryDocument", "saveThroughXslt", "permStart", "proofErr"}
)
_OFF = frozenset({"0", "false", "off"})
_FIELDS = re.compile(
    r"(PAGE|NUMPAGES|SECTIONPAGES|(PAGEREF|REF|NOTEREF) (?P<target>\w+)|TOC|SEQ|HYPERLINK|STYLEREF)\b[^\"]*"
    r"(\"[^\"]*\"[^\"]*)*"
)
_NAMED_PICTURE = re.compile(r"(Picture|Chart|Timeline|Drawing|Diagram) \d+")
_BOOKMARK = re.compile(r"_?[A-Za-z]+\d+(_\w+)?|_GoBack")
_SINGLE = re.compile(r"[^\s]{0,80}")
_LOOKS = frozenset({"styles.xml", "fontTable.xml", "numbering.xml", "[Content_Types].xml"})
_FREE = frozenset({"descr", "title", "tooltip", "author", "initials", "alias", "tag", "Target", "userId", "providerId"})
_FREE_VALUES = frozenset({"tblCaption", "tblDescription", "alias", "tag", "docPartGallery", "statusText", "helpText"})
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def open_word(data: bytes) -> Opened:
    """Everything in a Word file."""
    return _Reader(_PARTS).read(data)


def template_furniture(data: bytes) -> Opened:
    """What a council's Word template, cleaned, puts into every paper: words and pictures of its header and footer."""
    read = open_word(data)
    return Opened([each for each in read.strings if _FURNITURE.match(each.place)], read.pictures)


class _Reader:
    """One package: a Word file, or the figures of a chart within it."""

    def __init__(self, parts: re.Pattern[str]) -> None:
        self._parts = parts
        self._opened = Opened()
        self._bookmarks: set[str] = set()
        self._targets: list[tuple[str, str]] = []

    def read(self, data: bytes) -> Opened:
        opened = self._opened
        for entry in entries(data, opened):
            if self._parts.fullmatch(entry.place) is None:
                opened.say(entry.place, "the list of parts")
                opened.fault("parts", f"It holds a part that a document does not need: {entry.place}.", entry.place)
            if entry.place.endswith((".xml", ".rels")):
                self._xml(entry)
            elif entry.place.endswith(".xlsx"):
                opened.add(_Reader(_BOOK_PARTS).read(entry.data), entry.place)
            elif "/media/" in entry.place:
                opened.pictures.append(entry)
        for target, place in self._targets:
            if target not in self._bookmarks:
                opened.fault("links", "A reference in it leads nowhere.", place)
        return opened

    def _xml(self, entry: Blob) -> None:
        root = tree(entry, self._opened)
        if root is None:
            return
        looks = entry.place.rsplit("/", 1)[-1] in _LOOKS or "/theme/" in entry.place
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            self._judge(element, name, entry.place)
            if not looks:
                self._attributes(element, name, entry.place)
        for text, place in _texts(root, entry.place):
            self._opened.say(text, place)
        if entry.place == "docProps/core.xml":
            self._properties(root)
        if "Error! Reference" in "".join(map(str, root.itertext())):
            self._opened.fault("links", "A field of Word’s has lost what it refers to.", entry.place)

    # ---- what must not be there

    def _judge(self, element: etree._Element, name: str, place: str) -> None:
        for check, names, sentence in (
            ("comments", _COMMENTS, "There is a comment in it."),
            ("revisions", _REVISIONS, "There is a tracked change, or its trace, in it."),
            ("hidden", _HIDDEN, f"There is something in it that a reader does not see ({name})."),
        ):
            if name in names and element.get(f"{{{_W}}}val") not in _OFF:
                self._opened.fault(check, sentence, place)
        if any("rsid" in str(key) for key in element.attrib):
            self._opened.fault("revisions", "There is the trace of a session of editing in it.", place)
        if name == "bookmarkStart":
            self._bookmarks.add(element.get(f"{{{_W}}}name", ""))
        if name == "instrText" and element.text:
            self._field(" ".join(element.text.split()), place)
        if name == "hyperlink" and (anchor := element.get(f"{{{_W}}}anchor")):
            self._targets.append((anchor, place))

    def _field(self, code: str, place: str) -> None:
        known = _FIELDS.fullmatch(code)
        if known is None:
            self._opened.fault("hidden", "There is a field in it that is filled in on the reader’s computer.", place)
            self._opened.say(code, place)
        elif known["target"]:
            self._targets.append((known["target"], place))

    def _properties(self, root: etree._Element) -> None:
        said = {etree.QName(each).localname: (each.text or "").strip() for each in root}
        if not said.get("title"):
            self._opened.fault("properties", "It has no title.", "docProps/core.xml")
        if said.get("creator") != said.get("lastModifiedBy", said.get("creator")):
            self._opened.fault("properties", "It says who saved it last.", "docProps/core.xml")

    # ---- strings in attributes

    def _attributes(self, element: etree._Element, name: str, place: str) -> None:
        for key, value in element.attrib.items():
            if _is_free(element, name, etree.QName(str(key)).localname, str(value)):
                self._opened.say(str(value), place)


def _is_free(element: etree._Element, name: str, attribute: str, value: str) -> bool:
    """Whether an attribute holds words; all others hold one word of Word's own: a number, a style, a way to draw."""
    if attribute == "name":
        if name == "bookmarkStart":
            return _BOOKMARK.fullmatch(value) is None
        return _NAMED_PICTURE.fullmatch(value) is None and name in ("docPr", "cNvPr", "docVar", "property")
    if name == "Relationship" and etree.QName(element).namespace == _RELATIONS:
        return attribute == "Target" and element.get("TargetMode") == "External"
    if attribute in _FREE or (attribute == "val" and name in _FREE_VALUES):
        return True
    if name in ("numFmt", "lvlText", "formatCode", "font", "latin", "ea", "cs", "rFonts", "sheet"):
        return False
    return _SINGLE.fullmatch(value) is None


# ---- strings in the text


def _texts(root: etree._Element, place: str) -> Iterator[tuple[str, str]]:
    """Each paragraph as one string; text outside of paragraphs by itself."""
    for element in root.iter(etree.Element):
        if etree.QName(element).localname == "p" and _has_own_words(element):
            yield "".join(_words_of(element)), place
        elif element.text and element.text.strip() and not _in_paragraph(element):
            yield ("" if etree.QName(element).localname in ("f", "formatCode") else element.text), place
        if element.tail and element.tail.strip():
            yield element.tail, place


def _has_own_words(element: etree._Element) -> bool:
    return etree.QName(element).namespace == _W or element.find(".//{*}t") is not None


def _in_paragraph(element: etree._Element) -> bool:
    return any(etree.QName(each).localname == "p" for each in element.iterancestors())


def _words_of(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(etree.Element):
        name = etree.QName(element).localname
        nearest = next((each for each in element.iterancestors() if etree.QName(each).localname == "p"), None)
        if element is not paragraph and nearest is not paragraph:
            continue
        if name in ("tab", "br", "cr", "footnoteReference", "drawing"):
            yield " "
        elif name in ("t", "delText") and element.text:
            yield element.text
