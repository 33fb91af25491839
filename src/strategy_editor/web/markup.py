"""HTML elements: built as a tree and written by lxml, so that no text can ever become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html

Element = etree._Element
Child = str | Element | None

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_ADDRESS = re.compile(r"(?:https?://[^\s\\]|mailto:[^\s\\])[^\x00-\x20\x7f]*", re.IGNORECASE)


def element(tag: str, *children: Child | Iterable[Child], **attributes: str) -> Element:
    """An element with its children; strings are text. ``class_`` is ``class``, ``aria_label`` is ``aria-label``.

    Attributes without a value are left out, but for ``alt`` and ``hidden``, which mean something when empty.
    """
    made = etree.Element(tag)
    for name, value in attributes.items():
        name = name.rstrip("_").replace("_", "-")
        if value or name in ("alt", "hidden"):
            made.set(name, value)
    for child in children:
        if child is None or isinstance(child, (str, etree._Element)):
            append(made, child)
        else:
            for each in child:
                append(made, each)
    return made


def append(parent: Element, child: Child) -> None:
    """Put a child, or text, at the end of ``parent``."""
    if child is None:
        return
    if isinstance(child, etree._Element):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    else:
        parent.text = (parent.text or "") + child


def written(made: Element, *, ascii_only: bool = False) -> str:
    """The element as HTML; ``ascii_only`` writes other characters as references, safe in any encoding."""
    if ascii_only:
        return str(lxml_html.tostring(made, encoding="ascii").decode("ascii"))
    return str(lxml_html.tostring(made, encoding="unicode"))


def language(tag: str) -> str:
    """``tag`` where it can be a language tag, else nothing."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


def address(link: str) -> str:
    """``link`` where it is a web or mail address, else nothing: no other scheme is ever written."""
    return link if _ADDRESS.fullmatch(link) else ""
