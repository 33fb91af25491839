"""How characters look: what is set on them, what their character style gives, and what the paragraph's style adds."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from strategy_editor.incoming.values import Looks
from strategy_editor.word.reading.names import W
from strategy_editor.word.reading.styles import Given, Styles, points, said_on

_READ = frozenset(
    W + name
    for name in ("b", "i", "vertAlign", "lang", "u", "strike", "dstrike", "caps", "vanish", "highlight", "sz", "rStyle")
)
_SCRIPTS: dict[str, Literal["", "superscript", "subscript"]] = {
    "superscript": "superscript",
    "subscript": "subscript",
}
_MAXIMUM = 20_000
"""Combinations that are remembered; a file with more is read a little slower."""
_MAXIMUM_LINK = 2_000


class LooksReader:
    """Reads run properties. Equal ones give the same value, so that neighbours are joined by a look at identity."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[tuple[int, str, tuple[tuple[str, str], ...]], Looks] = {}
        self.plain = self.read(None, styles.of_paragraph(""))

    def read(self, properties: etree._Element | None, base: Given, link: str = "") -> Looks:
        """The looks of a run in a paragraph whose style gives ``base``."""
        said: tuple[tuple[str, str], ...] = ()
        if properties is not None:
            said = tuple((each.tag, _said(each)) for each in properties if each.tag in _READ)
        key = (id(base), link, said)
        known = self._known.get(key)
        if known is None:
            known = self._made(dict(said), base, link[:_MAXIMUM_LINK])
            if len(self._known) < _MAXIMUM:
                self._known[key] = known
        return known

    def _made(self, said: dict[str, str], base: Given, link: str) -> Looks:
        style = said.get(W + "rStyle", "")
        given = self._styles.given(style) if style else None

        def own(name: str, styled: bool | None) -> bool | None:
            return said[W + name] == "on" if W + name in said else styled

        bold = own("b", given.bold if given else None)
        capitals = own("caps", given.capitals if given else None)
        hidden = own("vanish", given.hidden if given else None)
        size = points(said[W + "sz"]) if W + "sz" in said else 0.0
        return Looks(
            bold=bold is True,
            italic=own("i", given.italic if given else None) is True,
            script=_SCRIPTS.get(said.get(W + "vertAlign", ""), ""),
            link=link,
            language=said.get(W + "lang", ""),
            underlined=said.get(W + "u", "none") not in ("none", ""),
            struck="on" in (said.get(W + "strike"), said.get(W + "dstrike")),
            capitals=bool(base.capitals if capitals is None else capitals),
            hidden=bool(base.hidden if hidden is None else hidden),
            highlight=said.get(W + "highlight", "").replace("none", ""),
            strong=bool(base.bold if bold is None else bold),
            size=size or base.size,
        )


_WITH_VALUE = frozenset(W + name for name in ("vertAlign", "lang", "u", "highlight", "sz", "rStyle"))


def _said(element: etree._Element) -> str:
    if element.tag in _WITH_VALUE:
        return (element.get(W + "val") or "")[:100]
    return "on" if said_on(element) else "off"
