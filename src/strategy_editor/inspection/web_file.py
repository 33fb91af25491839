"""Web pages: every element, attribute and rule of style is read; nothing in them may run, hide or fetch."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from lxml import etree, html

from strategy_editor.inspection.strings import Blob, Opened
from strategy_editor.inspection.zipped import entries, tree

_MOST_BYTES = 200_000_000
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
    | {"u", "wbr", "tspan"}
)
_FORBIDDEN = {
    name: what
    for what, names in (
        ("a script", ("script", "noscript", "template")),
        (
            "something from elsewhere",
            ("iframe", "object", "embed", "link", "base", "audio", "video", "source", "portal"),
        ),
        ("a form", ("form", "input", "textarea", "select", "button", "dialog")),
        ("a tracked change", ("ins", "del")),
    )
    for name in names
}
_FREE = frozenset({"alt", "title", "aria-label", "aria-description", "content", "summary", "label", "value", "name"})
_META = frozenset(
    {"viewport", "color-scheme", "referrer", "content-security-policy", "robots", "format-detection", "generator"}
)
_TECHNICAL = frozenset(
    {"d", "points", "viewBox", "viewbox", "transform", "style", "class", "srcset", "width", "height"}
)
_IDS = frozenset({"id", "headers", "for", "aria-labelledby", "aria-describedby", "aria-controls"})
_DATA = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/=]*)")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?|\\(.)")
_STYLE_WORDS = frozenset(
    {
        "http",
        "doc-backlink",
        "Segoe UI",
        "Helvetica Neue",
        "Times New Roman",
        "Source Sans 3",
        "Source Serif 4",
        "Courier New",
        "Noto Emoji",
    }
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])")


def open_page(data: bytes) -> Opened:
    """Everything in one web page."""
    opened = Opened()
    if len(data) > _MOST_BYTES:
        opened.fault("readable", "It is far larger than a document should be.")
        return opened
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as why:
        opened.fault("readable", f"It cannot be read ({why}).")
        return opened
    if not (data.startswith(b"<!DOCTYPE html>") and data.rstrip().endswith(b"</html>")):
        opened.fault("hidden", "There is something around the page.", "the ends of the file")
    _Page(opened, root).read()
    return opened


def open_pieces(data: bytes) -> Opened:
    """Everything in an archive of web pages and pictures."""
    opened = Opened()
    found = list(entries(data, opened))
    names = {entry.place for entry in found}
    for entry in found:
        if entry.place.endswith((".html", ".htm")):
            opened.add(_page_of_pieces(entry, names), entry.place)
        elif entry.place.endswith((".png", ".jpg")):
            opened.pictures.append(entry)
        elif entry.place.endswith(".svg"):
            _drawing(entry, opened)
        elif entry.place.endswith(".css"):
            _style(entry.data.decode("utf-8", "replace"), entry.place, opened)
        else:
            opened.fault("parts", f"It holds a file that web pages do not need: {entry.place}.", entry.place)
            opened.say(entry.place, "the list of files")
    return opened


def _page_of_pieces(entry: Blob, names: set[str]) -> Opened:
    inside = Opened()
    try:
        root = html.document_fromstring(entry.data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as why:
        inside.fault("readable", f"It cannot be read ({why}).")
        return inside
    folder = entry.place.rpartition("/")[0]
    is_part = not entry.data[:200].lstrip().lower().startswith(b"<!doctype")
    _Page(inside, root, folder, names, is_part=is_part).read()
    return inside


class _Page:
    """One page. ``names``: the files that lie beside it; ``is_part``: it is to be put into another page."""

    def __init__(
        self,
        opened: Opened,
        root: etree._Element,
        folder: str = "",
        names: set[str] | None = None,
        *,
        is_part: bool = False,
    ) -> None:
        self._is_part = is_part
        self._opened = opened
        self._root = root
        self._folder = folder
        self._names = names or set()
        self._read_out = {
            id for each in root.iter(etree.Element) for id in str(each.get("aria-describedby", "")).split()
        }
        self._ids = {str(each.get("id")) for each in root.iter(etree.Element) if each.get("id")}

    def read(self) -> None:
        opened, root = self._opened, self._root
        for node in root.iter(etree.Comment, etree.ProcessingInstruction):
            opened.fault("hidden", "There is a remark between the lines of the page.")
            opened.say(node.text, "a remark")
        for element in root.iter(etree.Element):
            name = str(element.tag)
            if name in _FORBIDDEN:
                check = "revisions" if name in ("ins", "del") else "hidden"
                opened.fault(check, f"The page holds {_FORBIDDEN[name]}.", f"<{name}>")
            for key, value in element.attrib.items():
                self._attribute(element, name, str(key), str(value))
            if name == "style":
                _style(element.text or "", "the style of the page", opened)
                opened.say(element.tail, "the page")
            elif name not in _INLINE:
                for text in _texts(element):
                    opened.say(text, f"<{name}>")
        if not self._is_part:
            self._look_at_tags()

    def _look_at_tags(self) -> None:
        opened, root = self._opened, self._root
        if not root.get("lang"):
            opened.fault("tags", "The page does not say what language it is in.")
        if not (root.findtext(".//title") or "").strip():
            opened.fault("tags", "The page has no title.")
        for image in root.iter("img"):
            if image.get("alt") is None:
                opened.fault("tags", "A picture on the page has no description.")

    def _attribute(self, element: etree._Element, name: str, key: str, value: str) -> None:
        opened = self._opened
        if key.startswith("on"):
            opened.fault("hidden", "The page holds a script.", f"<{name} {key}>")
        elif (key == "hidden" and element.get("id") not in self._read_out) or (
            key == "style" and _HIDING.search(value)
        ):
            opened.fault("hidden", "The page holds something that is not shown.", f"<{name}>")
        elif key == "href":
            self._link(value)
        elif key in ("src", "srcset", "poster", "data", "background"):
            self._source(value)
        elif key in _IDS:
            for each in value.split():
                opened.say(each.removeprefix("s-"), f"<{name} {key}>")
        elif name == "meta" and key == "content":
            what = str(element.get("name") or element.get("http-equiv") or "").lower()
            opened.say("" if what in _META else value, f"<meta {what}>")
        elif (
            (key in _FREE and not (name == "meta" and key == "name"))
            or key.startswith("data-")
            or (" " in value.strip() and key not in _TECHNICAL and name != "meta")
        ):
            opened.say(value, f"<{name} {key}>")

    def _link(self, value: str) -> None:
        if value.startswith("#"):
            if value[1:] not in self._ids:
                self._opened.fault("links", "A link on the page leads nowhere.", value)
        elif "://" not in value and not value.startswith(("mailto:", "tel:")):
            path = value.partition("#")[0]
            if _joined(self._folder, path) not in self._names:
                self._opened.fault("links", "A link on the page leads nowhere.", value)
        else:
            self._opened.say(value, "a link")

    def _source(self, value: str) -> None:
        inside = _DATA.fullmatch(value)
        if inside is not None:
            try:
                self._opened.pictures.append(Blob(base64.b64decode(inside[2], validate=True), "a picture"))
            except binascii.Error:
                self._opened.fault("pictures", "A picture is damaged.")
        elif _joined(self._folder, value) not in self._names:
            self._opened.fault("hidden", "The page fetches something from elsewhere.", value[:80])


def _joined(folder: str, path: str) -> str:
    """The path of a file beside a page; it may lead up, not out."""
    parts: list[str] = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _texts(element: etree._Element) -> Iterator[str]:
    """The strings of an element: its own words with those of elements within its lines; others part them."""
    out = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in _INLINE:
            inner = list(_texts(child))
            out[-1] += inner[0]
            out += inner[1:]
        elif child.tag == "br":
            out[-1] += " "
        else:
            out.append("")
        out[-1] += child.tail or ""
    return iter(out)


def _style(text: str, place: str, opened: Opened) -> None:
    if "/*" in text:
        opened.fault("hidden", "There is a remark in the style of the page.", place)
        opened.say(" ".join(re.findall(r"/\*(.*?)\*/", text, re.DOTALL)), place)
    if "url(" in text.replace("url(data:image/svg+xml", "") or "@import" in text:
        opened.fault("hidden", "The style of the page fetches something from elsewhere.", place)
    for double, single in _QUOTED.findall(text):
        said = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], double or single)
        if said not in _STYLE_WORDS:
            opened.say(said, place)


def _drawing(entry: Blob, opened: Opened) -> None:
    """A chart as a drawing of its own."""
    root = tree(entry, opened)
    if root is None:
        return
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ("script", "foreignObject", "image", "use", "metadata"):
            opened.fault("hidden", "A drawing holds more than what it shows.", entry.place)
        if name == "style":
            _style(element.text or "", entry.place, opened)
        elif name in ("text", "title", "desc", "tspan"):
            opened.say("".join(map(str, element.itertext())) if name != "tspan" else "", entry.place)
        elif element.text and element.text.strip():
            opened.say(element.text, entry.place)
        for key in ("aria-label", "aria-description"):
            opened.say(element.get(key), entry.place)
