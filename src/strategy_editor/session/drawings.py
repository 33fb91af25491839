"""Drawings in SVG from outside: kept as they came beside the picture drawn from them, without what does not show.

Scripts, what would be fetched from elsewhere, comments, titles and the notes that drawing programs leave (who drew it,
in which folder) are taken out. A drawing that holds nothing of the kind keeps its bytes.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode

from lxml import etree
from msgspec.structs import replace

from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.records import Picture
from strategy_editor.model.text import clean_line
from strategy_editor.session.pictures import take_in

SVG_TYPE = "image/svg+xml"
MOST_BYTES = 10_000_000
_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_SPACES = ("", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")
"""Namespaces of attributes that say how something looks."""

_UNSEEN = frozenset(("script", "foreignObject", "metadata", "title", "desc"))
_ELSEWHERE = re.compile(r"@import[^;]*;?|url\(\s*(?!['\"]?#)[^)]*\)", re.IGNORECASE)
_INSIDE = re.compile(r"data:image/(?:png|jpeg);base64,(?P<data>[A-Za-z0-9+/=\s]+)")


def closed(data: bytes) -> bytes:
    """The drawing without all that does not show. Raises :class:`WrongUse` for what is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WrongUse("This drawing cannot be read.", advice="Save it as PNG, then insert that.") from error
    document = root.getroottree()
    before = etree.tostring(root)
    surrounded = document.docinfo.internalDTD is not None or etree.tostring(document) != before
    for element in list(root.iter()):
        if element is not root and _is_unseen(element):
            _drop(element)
        else:
            _strip(element)
    if etree.tostring(root) == before and not surrounded:
        return data
    etree.cleanup_namespaces(root)
    return etree.tostring(root)


def kept_with(picture: Picture, original: bytes, name: str) -> tuple[Picture, Picture]:
    """The record of a drawn picture that names its original, and the record of the original."""
    digest = hashlib.sha256(original).hexdigest()
    return replace(picture, original=digest), Picture(digest, SVG_TYPE, 0, 0, clean_line(name)[:120])


def _is_unseen(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return True  # a comment, an instruction, an entity
    name = etree.QName(element)
    return name.localname in _UNSEEN or name.namespace not in (None, _SVG)


def _drop(element: etree._Element) -> None:
    """Takes an element out; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _strip(element: etree._Element) -> None:
    for name, value in list(element.attrib.items()):
        mended = _mended(str(name), str(value))
        if mended is None:
            del element.attrib[name]
        elif mended != value:
            element.set(name, mended)
    if etree.QName(element).localname == "style" and element.text:
        element.text = _ELSEWHERE.sub("none", element.text)


def _mended(name: str, value: str) -> str | None:
    """An attribute as it may stay; None for one that says or does something beside how a thing looks."""
    space, _, bare = name.rpartition("}")
    if space.lstrip("{") not in _SPACES or bare.lower().startswith("on"):
        return None
    if name in _HREFS:
        return value if value.startswith("#") else _freed(value)
    return None if _ELSEWHERE.search(value) else value


def _freed(value: str) -> str | None:
    """A picture inside the drawing, freed of private details like any other; None for what is none."""
    found = _INSIDE.fullmatch(value)
    if found is None:
        return None
    try:
        data = b64decode(found["data"])
        picture, kept = take_in(data)
    except (WrongUse, ValueError):
        return None
    return value if kept == data else f"data:{picture.media_type};base64,{b64encode(kept).decode()}"
