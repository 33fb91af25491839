"""The parts of a council's Word template, freed of all but what gives a paper its look.

A part keeps elements of Word's own namespaces alone. What has a past (tracked changes, comments, sessions of editing),
what leads out of the file (links, linked pictures, fields that are filled in on the reader's computer) and what some
people cannot see or hear (text boxes, hidden words, drawings of other programs) goes. Every kind of thing that goes is
told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from strategy_editor.word.package import parsed
from strategy_editor.word.xml import PIC, WP, A, R, W, part

_XML = "http://www.w3.org/XML/1998/namespace"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KEPT_NAMESPACES = frozenset({W, R, WP, A, PIC})
_KEPT_ATTRIBUTES = frozenset({"", W, R, _XML})

_TRACKED = "Its tracked changes were accepted."
_COMMENTED = "Its comments were left out."
_DRAWN = "Text boxes and drawings in its header and footer were left out: not everybody can read them."
_HIDDEN = "Hidden words in its header and footer were left out."
_FILLED = "Fields that Word fills in by itself, other than page numbers, were left out of its header and footer."
_LINKED = "Links in its header and footer are plain words now."
_OUTSIDE = "Pictures that lie outside the file were left out."
PERSONAL = "Who made it, and when, was left out."

_GOING = {
    **dict.fromkeys(("del", "moveFrom", "delText", "delInstrText", "cellDel", "cellIns", "cellMerge"), _TRACKED),
    **dict.fromkeys(("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange"), _TRACKED),
    **dict.fromkeys(("tcPrChange", "tblPrExChange", "numberingChange"), _TRACKED),
    **dict.fromkeys(("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"), _TRACKED),
    **dict.fromkeys(("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"), _COMMENTED),
    **dict.fromkeys(("pict", "object", "control", "contentPart", "ruby"), _DRAWN),
    **dict.fromkeys(("altChunk", "subDoc", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"), ""),
    **dict.fromkeys(("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "lastRenderedPageBreak"), ""),
    **dict.fromkeys(("footnoteReference", "endnoteReference", "divId", "numPicBullet", "lvlPicBulletId"), ""),
    **dict.fromkeys(("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"), ""),
    **dict.fromkeys(("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"), ""),
    **dict.fromkeys(("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "rsid", "rsids"), ""),
    **dict.fromkeys(("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"), ""),
}
"""Elements of Word's that go with all that is in them, and the sentence that is told of it."""

_OPENED = {
    **dict.fromkeys(("ins", "moveTo"), _TRACKED),
    **dict.fromkeys(("sdt", "sdtContent", "smartTag", "customXml"), ""),
    "hyperlink": _LINKED,
}
"""Elements of Word's that go, while what is in them stays."""

_LIVE = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF"})
"""Fields that say something of the paper itself."""

_SETTINGS = frozenset(
    {"zoom", "mirrorMargins", "gutterAtTop", "defaultTabStop", "noPunctuationKerning", "characterSpacingControl"}
    | {"compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"}
)
"""Settings that decide how a paper looks."""


class Told(list[str]):
    """Sentences for the user, each once."""

    def tell(self, sentence: str) -> None:
        if sentence and sentence not in self:
            self.append(sentence)


def clean(tree: etree._Element, told: Told) -> etree._Element:
    """The part, cleaned in place."""
    _open_alternatives(tree, told)
    for element in list(tree.iter()):
        if element is tree or element.getparent() is None:
            continue
        if not isinstance(element.tag, str):
            _remove(element)
            continue
        name = etree.QName(element)
        if name.namespace not in _KEPT_NAMESPACES:
            _remove(element)
        elif name.namespace == W and name.localname in _GOING:
            told.tell(_GOING[name.localname])
            _remove(element)
        elif name.namespace == W and name.localname in _OPENED:
            told.tell(_OPENED[name.localname])
            _unwrap(element)
    for element in tree.iter(etree.Element):
        _clean_attributes(element)
    return tree


def _open_alternatives(tree: etree._Element, told: Told) -> None:
    """Where a file says a thing twice, for newer and older programs, a picture stays and all else goes."""
    for element in list(tree.iter(f"{_COMPATIBILITY}AlternateContent")):
        choice = element.find(f"{_COMPATIBILITY}Choice")
        drawn = [] if choice is None else list(choice.iter(f"{{{W}}}drawing"))
        parent = element.getparent()
        if parent is None:
            continue
        pictures = [each for each in drawn if _is_picture(each)]
        if len(pictures) < max(1, len(drawn)):
            told.tell(_DRAWN)
        place = parent.index(element)
        for offset, each in enumerate(pictures):
            parent.insert(place + offset, each)
        _remove(element)


def _is_picture(drawing: etree._Element) -> bool:
    kinds = {each.get("uri") for each in drawing.iter(f"{{{A}}}graphicData")}
    return kinds == {PIC}


def _clean_attributes(element: etree._Element) -> None:
    for key in list(element.attrib):
        name = etree.QName(str(key))
        if (name.namespace or "") not in _KEPT_ATTRIBUTES or name.localname.startswith("rsid"):
            del element.attrib[key]


def _remove(element: etree._Element) -> None:
    """Takes an element out; text behind it belongs to nothing in these files but in remarks between lines."""
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    place = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(place + offset, child)
    _remove(element)


# ---- single parts


def clean_settings(tree: etree._Element, told: Told) -> etree._Element:
    """The settings that decide how a paper looks, and no others."""
    for element in list(tree):
        if not isinstance(element.tag, str) or etree.QName(element).localname not in _SETTINGS:
            _remove(element)
    return clean(tree, told)


def clean_theme(tree: etree._Element) -> etree._Element:
    """Colours, fonts and plain fills: pictures in fills become plain, and what other programs added goes."""
    for element in list(tree.iter(f"{{{A}}}blipFill")):
        plain = etree.SubElement(element, f"{{{A}}}solidFill")
        etree.SubElement(plain, f"{{{A}}}schemeClr").set("val", "phClr")
        parent = element.getparent()
        assert parent is not None
        parent.replace(element, plain)
    for element in list(tree.iter(f"{{{A}}}extLst", f"{{{A}}}objectDefaults", f"{{{A}}}custClrLst")):
        _remove(element)
    return clean(tree, Told())


def clean_furniture(tree: etree._Element, told: Told) -> etree._Element:
    """A header or footer: words, tables, pictures of its own, the number of the page."""
    clean(tree, told)
    _drop_hidden(tree, told)
    _drop_fields(tree, told)
    for drawing in list(tree.iter(f"{{{W}}}drawing")):
        if not _is_picture(drawing):
            told.tell(_DRAWN)
            _remove(drawing)
        elif any(blip.get(f"{{{R}}}embed") is None for blip in drawing.iter(f"{{{A}}}blip")):
            told.tell(_OUTSIDE)
            _remove(drawing)
    for number, drawing in enumerate(tree.iter(f"{{{W}}}drawing"), start=1):
        _name_drawing(drawing, number)
    _never_empty(tree)
    return tree


def _drop_hidden(tree: etree._Element, told: Told) -> None:
    for mark in list(tree.iter(f"{{{W}}}vanish", f"{{{W}}}specVanish", f"{{{W}}}webHidden")):
        run = next(mark.iterancestors(f"{{{W}}}r"), None)
        if run is not None and mark.get(f"{{{W}}}val") not in ("0", "false", "off"):
            told.tell(_HIDDEN)
            _remove(run)
        else:
            _remove(mark)


def _drop_fields(tree: etree._Element, told: Told) -> None:
    for element in list(tree.iter(f"{{{W}}}fldSimple")):
        if not _is_live(element.get(f"{{{W}}}instr", "")):
            told.tell(_FILLED)
            _remove(element)
    for paragraph in tree.iter(f"{{{W}}}p"):
        for runs, code in list(_fields(paragraph)):
            if not _is_live(code):
                told.tell(_FILLED)
                for run in runs:
                    _remove(run)


def _fields(paragraph: etree._Element) -> Iterator[tuple[list[etree._Element], str]]:
    """The outermost fields of a paragraph: their runs and their code. One that does not end here goes too."""
    depth, runs, code = 0, list[etree._Element](), ""
    for run in paragraph.iter(f"{{{W}}}r"):
        if depth:
            runs.append(run)
        for each in run.iterchildren(f"{{{W}}}fldChar", f"{{{W}}}instrText"):
            kind = each.get(f"{{{W}}}fldCharType")
            if each.tag == f"{{{W}}}instrText":
                code += each.text or ""
            elif kind == "begin":
                runs = runs if depth else [run]
                depth += 1
            elif depth == 0:
                yield [run], ""
            elif kind == "end":
                depth -= 1
                if depth == 0:
                    yield runs, code
                    runs, code = [], ""
    if depth:
        yield runs, ""


def _is_live(code: str) -> bool:
    words = code.split()
    return bool(words) and words[0].upper() in _LIVE and re.fullmatch(r"[\w\s\\*#@\"'.,-]*", code) is not None


def _name_drawing(drawing: etree._Element, number: int) -> None:
    """Names and ids that say nothing; what a picture shows stays, unless it is the name of its file."""
    for element in drawing.iter(f"{{{WP}}}docPr", f"{{{PIC}}}cNvPr"):
        described = element.get("descr", "")
        element.attrib.clear()
        element.set("id", str(8000 + number))
        element.set("name", f"Picture {number}")
        if described and not re.search(r"\.\w{2,4}$|[\\/]", described):
            element.set("descr", described)
        for child in list(element):
            _remove(child)
    for element in list(drawing.iter(f"{{{A}}}extLst", f"{{{A}}}hlinkClick", f"{{{A}}}hlinkHover")):
        _remove(element)
    for blip in drawing.iter(f"{{{A}}}blip"):
        if f"{{{R}}}link" in blip.attrib:
            del blip.attrib[f"{{{R}}}link"]


def _never_empty(tree: etree._Element) -> None:
    """A cell, a header and a footer hold a paragraph, else Word calls them damaged; in a paragraph ends what began."""
    for holder in (tree, *tree.iter(f"{{{W}}}tc")):
        if holder.find(f"{{{W}}}p") is None or holder[-1].tag == f"{{{W}}}tbl":
            holder.append(parsed(part("hdr", "<w:p/>"))[0])
