"""OpenDocument texts: every part is read, every string noted, and what a published file must not have is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from strategy_editor.inspection.strings import Blob, Opened
from strategy_editor.inspection.zipped import entries, tree

_PARTS = re.compile(
    r"mimetype|META-INF/manifest\.xml|(content|styles|meta|settings)\.xml|(Pictures|media)/[\w.-]+\.(png|jpg|svg)|"
    r"Object \d+/(content|styles|meta)\.xml|ObjectReplacements/Object \d+|manifest\.rdf"
)
_COMMENTS = frozenset({"annotation", "annotation-end"})
_REVISIONS = frozenset({"tracked-changes", "changed-region", "change", "change-start", "change-end"})
_HIDDEN = frozenset(
    {"hidden-text", "hidden-paragraph", "scripts", "script", "event-listeners", "forms", "object-ole", "plugin"}
    | {"user-defined", "database-display", "conditional-text", "dde-source", "applet"}
)
_ABOUT_PEOPLE = frozenset({"printed-by", "editing-duration", "editing-cycles", "template", "author-name", "file-name"})
_FREE = frozenset({"title", "desc", "description", "label", "help-text", "author"})
_TECHNICAL = frozenset({"name", "style-name", "display-name", "href", "class-names", "formula", "condition", "target"})
_LOOKS = re.compile(r":(xsl-fo-compatible|style|svg-compatible|datastyle|chart|dr3d|meta):\d")
"""Namespaces whose attributes say how something looks, in words of the format alone."""

_SETTING = re.compile(r"[\w.+,;-]{0,60}")
_TELLING_SETTING = re.compile(r"Printer(Name|Setup)|PrintFaxName|CurrentDatabase(DataSource|Command)|\w*(URL|Path)")

_BLOCKS = frozenset({"p", "h", "title", "desc"})
_STYLE_PARTS = ("styles.xml", "settings.xml", "manifest.xml")


def open_odt(data: bytes) -> Opened:
    """Everything in an OpenDocument text."""
    opened = Opened()
    for entry in entries(data, opened):
        if _PARTS.fullmatch(entry.place) is None:
            opened.say(entry.place, "the list of parts")
            opened.fault("parts", f"It holds a part that a document does not need: {entry.place}.", entry.place)
        if entry.place.endswith(".xml"):
            _xml(entry, opened)
        elif entry.place.endswith((".png", ".jpg")):
            opened.pictures.append(entry)
    return opened


def _xml(entry: Blob, opened: Opened) -> None:
    root = tree(entry, opened)
    if root is None:
        return
    looks = entry.place.endswith(_STYLE_PARTS)
    anchors = {
        str(value) for each in root.iter(etree.Element) for key, value in each.attrib.items() if _names(each, key)
    }
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        for check, names, sentence in (
            ("comments", _COMMENTS, "There is a comment in it."),
            ("revisions", _REVISIONS, "There is a tracked change in it."),
            ("hidden", _HIDDEN, f"There is something in it that a reader does not see ({name})."),
            ("properties", _ABOUT_PEOPLE, f"It says of itself more than it should ({name})."),
        ):
            if name in names and not (name == "scripts" and len(element) == 0):
                opened.fault(check, sentence, entry.place)
        for key, value in element.attrib.items():
            if _LOOKS.search(etree.QName(str(key)).namespace or "") is None:
                _attribute(str(etree.QName(str(key)).localname), str(value), looks, anchors, entry.place, opened)
    for text in _settings(root) if entry.place == "settings.xml" else _texts(root):
        opened.say(text, entry.place)


def _settings(root: etree._Element) -> Iterator[str]:
    """Settings are numbers and single words of the format; what names a printer, a person or a place must be empty."""
    for element in root.iter(etree.Element):
        name = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}name")), "")
        text = element.text or ""
        if _TELLING_SETTING.fullmatch(name) or _SETTING.fullmatch(text.strip()) is None:
            yield text


def _names(element: etree._Element, key: object) -> bool:
    return etree.QName(element).localname.startswith("bookmark") and etree.QName(str(key)).localname == "name"


def _attribute(key: str, value: str, looks: bool, anchors: set[str], place: str, opened: Opened) -> None:
    if key == "display" and value == "none":
        opened.fault("hidden", "There is something in it that a reader does not see.", place)
    elif key == "href":
        if value.startswith("#"):
            if not value.endswith("|outline") and value[1:] not in anchors:
                opened.fault("links", "A reference in it leads nowhere.", place)
        elif "://" in value or value.startswith(("mailto:", "tel:")):
            opened.say(value, place)
    elif key in _FREE or (" " in value.strip() and key not in _TECHNICAL and not looks):
        opened.say(value, place)


def _texts(root: etree._Element) -> Iterator[str]:
    """Each paragraph as one string, without the paragraphs that stand in it; other text by itself."""
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _BLOCKS:
            yield "".join(_words(element))
        elif element.text and element.text.strip() and not _inside(element):
            yield element.text


def _inside(element: etree._Element) -> bool:
    return any(etree.QName(each).localname in _BLOCKS for each in element.iterancestors())


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name in ("tab", "line-break", "s", "note", "frame"):
                yield " "
            elif name not in _BLOCKS:
                yield from _words(child)
        yield child.tail or ""
