"""What the writing of one document has at hand, and text with its notes, links and references."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import count

from msgspec.structs import replace

from strategy_editor.manuscript.anchors import anchors, referenced_anchors
from strategy_editor.manuscript.caption_lists import caption_lists
from strategy_editor.manuscript.items import HeadingItem, Inlines, Manuscript, Note, PictureSource, Span
from strategy_editor.manuscript.wording import Wording
from strategy_editor.odt.numbering import Numbering
from strategy_editor.odt.styles import AutomaticStyles, Page
from strategy_editor.odt.xml import Words, element, escaped


class Context:
    """Shared by all that writes into one document. ``parts`` are the files beside it: their media type and bytes."""

    def __init__(self, manuscript: Manuscript, pictures: PictureSource) -> None:
        self.manuscript = manuscript
        self.pictures = pictures
        self.wording = Wording(manuscript.wording)
        self.page = Page.of(manuscript.page)
        self.styles = AutomaticStyles()
        self.numbering = Numbering(manuscript.number_prefix, manuscript.number_format)
        self.parts: dict[str, tuple[str, bytes]] = {}
        self._targets = frozenset(anchors(manuscript.items))
        self.caption_lists = caption_lists(manuscript)
        self._referenced = referenced_anchors(manuscript) | self._listed()
        self._numbers = count(1)
        self._master = ""
        self._breaks = False

    def next_number(self) -> int:
        """A number that nothing else in the document has."""
        return next(self._numbers)

    # ---- pages

    def turn(self, *, master: str = "") -> None:
        """What comes next begins a page, on another master page where one is named."""
        self._master = master or self._master
        self._breaks = not self._master

    def begin(self, style: str, alignment: str = "") -> str:
        """The style of the next paragraph: like ``style``, and at the head of a page where one was wanted."""
        master, breaks = self._master, self._breaks
        self._master, self._breaks = "", False
        return self.styles.paragraph(style, page=master, breaks=breaks, alignment=alignment)

    def begin_table(self) -> dict[str, str]:
        """The page attributes of a table that comes next."""
        master, breaks = self._master, self._breaks
        self._master, self._breaks = "", False
        return {"style:master-page-name": master, "fo:break-before": "page" if breaks else ""}

    def _listed(self) -> frozenset[str]:
        """The headings, tables and figures that lists at the front lead to."""
        headings = {each.anchor for each in self.manuscript.items if isinstance(each, HeadingItem) and each.in_contents}
        return frozenset(headings.union(line.anchor for listed in self.caption_lists for line in listed.lines))

    # ---- text

    def paragraph(self, style: str, inside: str, alignment: str = "") -> str:
        """A paragraph; ``inside`` is XML."""
        return element("text:p", {"text:style-name": self.begin(style, alignment)}, inside)

    def bookmarked(self, anchor: str, inside: str) -> str:
        """``inside`` as the place that links to ``anchor`` lead to, where there are any."""
        if anchor not in self._referenced:
            return inside
        name = escaped(bookmark(anchor))
        return f'<text:bookmark-start text:name="{name}"/>{inside}<text:bookmark-end text:name="{name}"/>'

    def inline(self, inlines: Inlines, *, bold: bool = False) -> str:
        """Spans and notes as XML; ``bold`` spans are so by the style of their paragraph."""
        words = Words()
        return "".join(
            self._note(each) if isinstance(each, Note) else self._span(each, words.write, bold) for each in inlines
        )

    def _span(self, span: Span, write: Callable[[str], str], bold: bool) -> str:
        if span.target in self._targets and span.target:
            inside = self._reference(span, write)
        elif span.link:
            link = {"xlink:type": "simple", "xlink:href": span.link, "text:style-name": "Link"}
            inside = element("text:a", link, write(span.text))
        else:
            inside = write(span.text)
        style = self.styles.text(replace(span, bold=span.bold and not bold))
        return element("text:span", {"text:style-name": style}, inside) if style else inside

    def _reference(self, span: Span, write: Callable[[str], str]) -> str:
        """A reference; a number in it is live."""
        name = bookmark(span.target)
        if span.reference == "number" and span.number and span.text.endswith(span.number):
            before = write(span.text[: -len(span.number)])
            given = {"text:reference-format": "number-all-superior", "text:ref-name": name}
            return before + element("text:bookmark-ref", given, write(span.number))
        link = {"xlink:type": "simple", "xlink:href": f"#{name}"}
        return element("text:a", link, write(span.text))

    def _note(self, note: Note) -> str:
        body = element("text:p", {"text:style-name": "Footnote"}, self.inline(note.body))
        return element(
            "text:note",
            {"text:id": f"ftn{self.next_number()}", "text:note-class": "footnote"},
            element("text:note-citation", None, str(note.number)),
            element("text:note-body", None, body),
        )


def bookmark(anchor: str) -> str:
    """The name of the bookmark for an anchor."""
    return anchor if anchor.isalnum() else f"b{hashlib.sha256(anchor.encode()).hexdigest()[:16]}"
