"""What all stories of one file share while they are read: styles, numbers, revisions, anchors of comments, pictures."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from lxml import etree

from strategy_editor.incoming.values import Looks, Place, Revision, RevisionKind
from strategy_editor.word.reading.looks import LooksReader
from strategy_editor.word.reading.names import MC, W
from strategy_editor.word.reading.numbering import Numbering
from strategy_editor.word.reading.opening import Opened, Relation, Unreadable
from strategy_editor.word.reading.properties import instant
from strategy_editor.word.reading.styles import Styles

MAXIMUM_PICTURE = 60_000_000
MAXIMUM_PICTURES = 300_000_000

_REVISIONS: dict[str, RevisionKind] = {
    W + "ins": "insertion",
    W + "del": "deletion",
    W + "moveTo": "moved-to",
    W + "moveFrom": "moved-from",
    W + "rPrChange": "looks",
    W + "pPrChange": "shape",
    **{
        W + name: "other"
        for name in (
            *("tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange", "sectPrChange"),
            *("numberingChange", "cellIns", "cellDel", "cellMerge"),
        )
    },
}
"""Every element that is a tracked change of something."""


class Anchors:
    """Where a comment begins, ends and is called, as far as the stories have said."""

    def __init__(self) -> None:
        self.start: Place | None = None
        self.end: Place | None = None
        self.call: Place | None = None


class Link(NamedTuple):
    """The relationships of the part that a story stands in."""

    relations: dict[str, Relation]

    def address(self, id: str) -> str:
        """The address that a link leads to, outside the file; empty where it leads nowhere."""
        found = self.relations.get(id)
        return found.target if found is not None and found.external else ""

    def part(self, id: str) -> str:
        """The part that is meant; empty for what lies outside the file."""
        found = self.relations.get(id)
        return found.target if found is not None and not found.external else ""


class Context:
    """Shared by the stories of one file. ``pictures``: whether their bytes are wanted."""

    def __init__(self, package: Opened, *, pictures: bool) -> None:
        self.package = package
        self.pictures = pictures
        self.styles = Styles(package.part("styles"))
        self.numbering = Numbering(package.part("numbering"), self.styles)
        self.looks = LooksReader(self.styles)
        self.numbers = count()
        self.anchors: dict[str, Anchors] = {}
        self.media: dict[str, bytes] = {}
        self._bytes = 0
        self._revisions: dict[etree._Element, Revision] = {}
        self._moves: dict[str, dict[str, str]] = {"moveFrom": {}, "moveTo": {}}

    @property
    def revisions(self) -> tuple[Revision, ...]:
        return tuple(self._revisions.values())

    def revision(self, element: etree._Element) -> Revision:
        """The tracked change that an element records, the same one whenever it is asked for."""
        known = self._revisions.get(element)
        if known is None:
            kind = _REVISIONS[element.tag]
            known = self._revisions[element] = Revision(
                number=len(self._revisions),
                kind=kind,
                author=element.get(W + "author") or "",
                at=instant(element),
                id=element.get(W + "id") or "",
                move=self._move(kind),
                what=element.tag.rpartition("}")[2] if kind == "other" else "",
            )
        return known

    def sweep(self, tree: etree._Element) -> None:
        """Takes in every tracked change of a part that no story came upon, so that none is missing from the count."""
        for element in tree.iter(*_REVISIONS):
            if element not in self._revisions and not any(
                above.tag == MC + "Fallback" for above in element.iterancestors()
            ):
                self.revision(element)

    def move_starts(self, element: etree._Element, end: str) -> None:
        self._moves[end][element.get(W + "id") or ""] = element.get(W + "name") or ""

    def move_stops(self, element: etree._Element, end: str) -> None:
        self._moves[end].pop(element.get(W + "id") or "", None)

    def _move(self, kind: RevisionKind) -> str:
        end = {"moved-from": "moveFrom", "moved-to": "moveTo"}.get(kind)
        names = list(self._moves[end].values()) if end else []
        return names[-1] if names else ""

    def anchor(self, id: str) -> Anchors:
        return self.anchors.setdefault(id, Anchors())

    def picture(self, name: str) -> str:
        """The key of a picture's bytes; empty where they cannot be had."""
        if not name or not self.package.has(name):
            return ""
        if self.pictures and name not in self.media:
            try:
                data = self.package.data(name, min(MAXIMUM_PICTURE, MAXIMUM_PICTURES - self._bytes))
            except Unreadable:
                self.package.remark("A picture in the file is damaged or too large, and was left out.")
                return ""
            self._bytes += len(data)
            self.media[name] = data
        return name

    def remark(self, sentence: str) -> None:
        self.package.remark(sentence)

    @property
    def plain(self) -> Looks:
        return self.looks.plain
