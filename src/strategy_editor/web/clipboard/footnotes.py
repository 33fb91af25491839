"""Footnotes as programs write them: a call that links to a note, and a note that links back to its call.

That is what Word, LibreOffice, Wikipedia and makers of web pages have in common.
"""

from __future__ import annotations

from typing import NamedTuple

from strategy_editor.web.clipboard.markup import Element, Sheet

MOST_NOTES = 1000
_MOST_CALLS = 5000
_HOLDERS = ("div", "li", "p", "aside", "dd", "td")


class Notes(NamedTuple):
    """Calls and the elements of their notes; all elements that hold notes; the links back."""

    by_call: dict[Element, Element]
    bodies: set[Element]
    links_back: set[Element]


def notes_of(sheet: Sheet) -> Notes:
    """The footnotes of a page."""
    named = _named(sheet.body)
    found = Notes({}, set(), set())
    for _, call in zip(range(_MOST_CALLS), sheet.body.iter("a"), strict=False):
        if len(found.bodies) >= MOST_NOTES:
            break
        target = named.get((call.get("href") or "")[1:]) if (call.get("href") or "").startswith("#") else None
        if target is None or call in found.links_back:
            continue
        holder = _holder(target)
        back = _link_back(holder, call) if holder is not None and holder not in call.iterancestors() else None
        if holder is not None and back is not None:
            found.by_call[call] = holder
            found.bodies.add(holder)
            found.links_back.add(back)
    return found


def _named(body: Element) -> dict[str, Element]:
    named: dict[str, Element] = {}
    for element in body.iter():
        if isinstance(element.tag, str):
            for name in (element.get("id"), element.get("name")):
                if name:
                    named.setdefault(name, element)
    return named


def _holder(target: Element) -> Element | None:
    """The element that holds a note whose name is on ``target``."""
    while target is not None and target.tag not in _HOLDERS:
        target = target.getparent()
    above = target.getparent() if target is not None and target.tag == "p" else None
    if above is not None and above.tag in ("div", "li") and above.get("id"):
        return above
    return target


def _link_back(holder: Element, call: Element) -> Element | None:
    names = {call.get("id"), call.get("name")}
    above = call.getparent()
    while above is not None and above.tag in ("sup", "span"):
        names.add(above.get("id"))
        above = above.getparent()
    for _, link in zip(range(20), holder.iter("a"), strict=False):
        href = link.get("href") or ""
        if href.startswith("#") and href[1:] in names - {None}:
            return link
    return None
