"""HTML from a clipboard as a tree: parsed within limits, without scripts, with the styles that say what things are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from lxml import etree, html
from lxml.html import HtmlElement

Element: TypeAlias = HtmlElement

MOST_CHARACTERS = 20_000_000
MOST_ELEMENTS = 200_000
DEEPEST = 90
"""Elements inside each other; what lies deeper counts as text of the last one."""

_CONDITIONAL = re.compile(r"<!\[(?:if|endif)[^\]>]{0,200}\]>", re.IGNORECASE)
_STYLE_SHEET_LENGTH = 400_000
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"([a-z0-9]*)\.([\w-]+)")
_WANTED = frozenset(
    (
        "display",
        "font-style",
        "font-weight",
        "list-style-type",
        "mso-element",
        "mso-comment-reference",
        "mso-hide",
        "mso-list",
        "mso-outline-level",
        "mso-special-character",
        "text-align",
        "vertical-align",
        "width",
    )
)
_UNREAD = frozenset(("head", "style", "title", "meta", "link", "base"))

Declarations = Mapping[str, str]


class Sheet(NamedTuple):
    """A page's tree, and what its style sheet says of classes: for each, the tags (empty: any) and declarations."""

    body: Element
    classes: Mapping[str, list[tuple[str, Declarations]]]

    def style(self, element: Element) -> dict[str, str]:
        """What the styles say of an element, its own last."""
        found: dict[str, str] = {}
        for name in classes_of(element):
            for tag, declarations in self.classes.get(name, ()):
                if tag in ("", element.tag):
                    found.update(declarations)
        found.update(_declarations(element.get("style") or ""))
        return found


def parsed(text: str) -> Sheet | None:
    """The page in ``text``, or None where there is none, far too much, or elements nest hundreds deep."""
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return None
    data = _CONDITIONAL.sub("", text).encode("utf-8", "ignore")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(error.type_name == "ERR_INTERNAL_ERROR" or "depth" in error.message for error in parser.error_log):
        return None  # nested too deep: the rest of the page was not read
    body = root.find("body")
    if body is None or sum(1 for _ in zip(root.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        return None
    return Sheet(body, _classes(root.iter("style")))


def children(element: Element) -> Iterator[Element]:
    """The elements right inside."""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNREAD:
            yield child


def classes_of(element: Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def words(element: Element) -> str:
    """All text inside, on one line."""
    return " ".join("".join(element.itertext()).split())


def number(text: str | None, most: int) -> int:
    """A whole number from 1 to ``most``; 1 for anything that is none."""
    match = re.match(r"\s*(\d{1,6})", text or "")
    return max(1, min(most, int(match[1]))) if match else 1


def length(text: str | None) -> float:
    """A width in whatever unit it is given in; 0 for none and for shares."""
    match = re.match(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(?:pt|px|in|cm|mm|em)?\s*$", text or "")
    return float(match[1]) if match else 0.0


def _classes(sheets: Iterable[Element]) -> dict[str, list[tuple[str, Declarations]]]:
    found: dict[str, list[tuple[str, Declarations]]] = {}
    for sheet in sheets:
        text = re.sub(r"<!--|-->", "", (sheet.text or "")[:_STYLE_SHEET_LENGTH])
        for match in _RULE.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
            declarations = _declarations(match[2])
            if not declarations:
                continue
            for selector in match[1].split(","):
                name = _SELECTOR.fullmatch(selector.strip())
                if name is not None:
                    found.setdefault(name[2], []).append((name[1].lower(), declarations))
    return found


def _declarations(style: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in style[:4000].split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in _WANTED and value.strip():
            found[name] = " ".join(value.split()).lower()
    return found
