"""Reads what other programs put on the clipboard: HTML becomes blocks that a section can hold, and the rest is told.

A pure function with limits (:mod:`markup`). Pictures are handed over as bytes under names; whoever calls keeps them and
puts their digests in. Knows the HTML of Word, LibreOffice, Excel, Google Docs and plain web pages: headings by their
tags and outline levels, lists by their nesting or Word's ``mso-list``, footnotes by links there and back.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote_to_bytes

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    BODY,
    TEXT_BLOCKS,
    Block,
    Figure,
    HeadingShape,
    ListShape,
    Paragraph,
    ParagraphShape,
    Shape,
    Table,
    TextBlock,
    shape_of,
)
from strategy_editor.model.text import Run, Runs, clean_line, cut, join, length, plain
from strategy_editor.review.editing.formatting import DEEPEST_HEADING
from strategy_editor.web.clipboard.footnotes import Notes, notes_of
from strategy_editor.web.clipboard.gathering import (
    Flow,
    Gathered,
    Gathering,
    begin_lists,
    flat_runs,
    level_headings,
    trimmed,
)
from strategy_editor.web.clipboard.lists import DEEPEST_ITEM, WordLists, list_kind
from strategy_editor.web.clipboard.markup import DEEPEST, Element, Sheet, children, classes_of, parsed
from strategy_editor.web.clipboard.tables import Sources, sources, table_from, with_caption

MOST_PICTURES = 60
MOST_PICTURE_BYTES = 60_000_000
LONGEST_ALTERNATIVE = 250

LocalPicture = Callable[[str], bytes]
"""Gives the bytes of a picture that the page names by a ``file:`` address; none at all if it may not be read."""


class Arrived(Struct, frozen=True):
    """Blocks, the pictures of their figures by the name that stands in them, and what was left out, in words."""

    blocks: tuple[Block, ...] = ()
    pictures: Mapping[str, bytes] = {}
    left_out: tuple[str, ...] = ()


def read(text: str, local: LocalPicture = lambda address: b"") -> Arrived:
    """What the HTML in ``text`` says."""
    sheet = parsed(text)
    if sheet is None:
        return Arrived()
    reader = _Reader(sheet, local)
    gathering = Gathering()
    reader.walk(sheet.body, Flow(), gathering)
    gathering.end()
    gathered, deeper = level_headings(begin_lists(gathering.done), DEEPEST_HEADING)
    if deeper:
        reader.lost["a level of heading below the third"] += 1
    return Arrived(_captioned(gathered), reader.pictures, tuple(_told(reader.lost)))


def _told(lost: Counter[str]) -> Iterator[str]:
    """What was lost, in words; of what can be counted, how many."""
    for what, count in lost.items():
        one, _, many = what.partition("|")
        yield f"{count} {many if count > 1 else one}" if many else one


# ---- what elements mean

_SKIPPED = frozenset(
    ("script", "noscript", "template", "colgroup", "col", "hr", "o:p", "w:sdtpr", "v:shapetype", "area", "map")
)
_DROPPED = {
    "iframe": "an embedded page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "applet": "an embedded object",
    "video": "a video",
    "audio": "a recording",
    "canvas": "a drawing",
    "svg": "a drawing",
    "math": "a formula",
    "input": "parts of a form",
    "select": "parts of a form",
    "textarea": "parts of a form",
    "button": "parts of a form",
    "del": "words that had been deleted",
}
_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    )
)
_BOLD = ("b", "strong")
_ITALIC = ("i", "em", "cite", "dfn", "var")
_HEADING = re.compile(r"h([1-6])")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S{1,2000}", re.IGNORECASE)
_QUOTES = re.compile(r"Mso(?:Intense)?Quote")
_CONTENTS = re.compile(r"MsoToc\w*")
_GENERATED = re.compile(r"\s*Description automatically generated.*$", re.IGNORECASE | re.DOTALL)
_CAPTION_NUMBER = re.compile(r"(?:Table|Figure|Fig\.|Chart)\s*[A-Z]?\d+(?:[.\-–]\d+)*\s*[.:–—-]?\s*", re.IGNORECASE)

_COMMENTS = "comment|comments"
_LINKED = "picture that is only linked|pictures that are only linked"
_UNREADABLE = "picture that could not be read|pictures that could not be read"
_IN_TABLE = "picture in a table|pictures in tables"


class _Reader:
    """One walk through a page. ``lost`` counts what cannot be held, by words of which the second form is the plural."""

    def __init__(self, sheet: Sheet, local: LocalPicture) -> None:
        self.lost: Counter[str] = Counter()
        self.pictures: dict[str, bytes] = {}
        self._sheet = sheet
        self._local = local
        self._lists = WordLists()
        self._notes: Notes = notes_of(sheet)
        self._bytes = 0

    def walk(self, element: Element, flow: Flow, into: Gathering) -> None:
        """Adds what is in an element, and the text around the elements in it."""
        if flow.depth > DEEPEST:
            into.text(" ".join(element.itertext()), flow.marks)
            return
        flow = flow._replace(depth=flow.depth + 1)
        into.text(element.text or "", flow.marks, exact=flow.exact_space)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, flow, into)
            into.text(child.tail or "", flow.marks, exact=flow.exact_space)

    def _element(self, element: Element, flow: Flow, into: Gathering) -> None:
        style = self._sheet.style(element)
        if self._is_skipped(element, style):
            return
        flow = self._marked(element, style, flow)
        match element.tag:
            case "br":
                into.line_break()
            case "img" | "v:imagedata":
                self._picture(element, into)
            case "a" if element in self._notes.by_call:
                self._footnote(element, flow, into)
            case "table":
                self._table(element, flow, into)
            case "ul" | "ol":
                self._list(element, style, flow, into)
            case _ if element.tag in _BLOCKS:
                self._block(element, style, flow, into)
            case _:
                self.walk(element, flow, into)

    def _is_skipped(self, element: Element, style: Mapping[str, str]) -> bool:
        tag, kind = element.tag, style.get("mso-element", "")
        classes = classes_of(element)
        if tag in _DROPPED or "msoDel" in classes:
            self.lost[_DROPPED.get(tag, "words that had been deleted")] += 1
        elif kind == "comment":
            self.lost[_COMMENTS] += 1
        elif kind == "comment-list":
            self.lost[_COMMENTS] += max(1, sum("mso-element:comment" in (e.get("style") or "") for e in element))
        elif any(_CONTENTS.fullmatch(name) for name in classes):
            self.lost["a table of contents"] += 1
        elif not (
            tag in _SKIPPED
            or element in self._notes.bodies
            or element in self._notes.links_back
            or kind in ("header", "footer", "footnote", "endnote", "frame")
            or style.get("display") == "none"
            or style.get("mso-hide") == "all"
            or style.get("mso-list") == "ignore"
            or style.get("mso-special-character") in ("comment", "footnote")
            or "MsoCommentReference" in classes
            or element.get("hidden") is not None
        ):
            return False
        return True

    # ---- marks

    def _marked(self, element: Element, style: Mapping[str, str], flow: Flow) -> Flow:
        marks, tag = flow.marks, element.tag
        weight, slant, raised = style.get("font-weight", ""), style.get("font-style", ""), style.get("vertical-align")
        is_head = isinstance(flow.shape, HeadingShape) or tag in ("th",) or _HEADING.fullmatch(tag) is not None
        if not is_head and tag not in _BLOCKS:
            bold = tag in _BOLD or weight in ("bold", "bolder") or (weight.isdigit() and int(weight[:4]) >= 600)
            if weight in ("normal", "lighter") or (weight.isdigit() and int(weight[:4]) < 600):
                marks = replace(marks, bold=False)
            elif bold:
                marks = replace(marks, bold=True)
        if slant == "normal":
            marks = replace(marks, italic=False)
        elif tag in _ITALIC or (slant in ("italic", "oblique") and tag not in _BLOCKS):
            marks = replace(marks, italic=True)
        if tag == "sup" or raised == "super":
            marks = replace(marks, script="superscript")
        elif tag == "sub" or raised == "sub":
            marks = replace(marks, script="subscript")
        language = (element.get("lang") or "").lower()
        if language:
            marks = replace(marks, language="cy" if language.split("-")[0] == "cy" else "")
        if tag == "a":
            address = (element.get("href") or "").strip()
            marks = replace(marks, link=address if _ADDRESS.fullmatch(address) else "")
        return flow if marks is flow.marks else flow._replace(marks=marks)

    # ---- blocks

    def _block(self, element: Element, style: Mapping[str, str], flow: Flow, into: Gathering) -> None:
        shape, begins = self._shape_of(element, style, flow)
        if isinstance(shape, HeadingShape):
            flow = flow._replace(marks=replace(flow.marks, bold=False))
        inner = flow._replace(shape=shape, exact_space=flow.exact_space or element.tag == "pre")
        is_item = isinstance(flow.shape, ListShape) and flow.shape == shape
        caption = element.tag == "figcaption" or "MsoCaption" in classes_of(element)
        if is_item and not caption:
            into.end()
        else:
            into.begin(shape, begins=begins, purpose="caption" if caption else "")
        self.walk(element, inner, into)
        into.end()
        if not is_item:
            into.begin(flow.shape)

    def _shape_of(self, element: Element, style: Mapping[str, str], flow: Flow) -> tuple[Shape, bool]:
        found = _HEADING.fullmatch(element.tag)
        classes = classes_of(element)
        if found is not None:
            return HeadingShape(int(found[1])), False
        outline = style.get("mso-outline-level", "")
        if outline.isdigit() and 1 <= int(outline) <= 6 and element.tag == "p":
            return HeadingShape(int(outline)), False
        if "MsoTitle" in classes:
            return HeadingShape(0), False
        item = self._lists.item(self._sheet, element, style) if element.tag in ("p", "div") else None
        if item is not None:
            return item.shape, item.begins
        if element.tag == "blockquote" or any(_QUOTES.fullmatch(name) for name in classes):
            return ParagraphShape("quote"), False
        return (flow.shape if not isinstance(flow.shape, HeadingShape) else BODY), False

    def _list(self, element: Element, style: Mapping[str, str], flow: Flow, into: Gathering) -> None:
        kind, level = list_kind(element, style), min(DEEPEST_ITEM, flow.list_level + 1)
        begins = element.get("start") in (None, "1")
        into.end()
        for child in children(element):
            own = self._sheet.style(child)
            if self._is_skipped(child, own):
                continue
            shape = ListShape(kind, level)
            inner = self._marked(child, own, flow)._replace(shape=shape, list_kind=kind, list_level=level)
            if child.tag in ("ul", "ol"):  # a list right inside a list, as LibreOffice and Word write it
                self._list(child, own, flow._replace(list_level=level), into)
                continue
            into.begin(shape, begins=begins)
            begins = False
            self.walk(child, inner, into)
            into.end()
        into.begin(flow.shape)

    # ---- footnotes

    def _footnote(self, call: Element, flow: Flow, into: Gathering) -> None:
        body = Gathering()
        self.walk(self._notes.by_call[call], Flow(depth=flow.depth), body)
        body.end()
        texts = [each.block for each in body.done if isinstance(each.block, TEXT_BLOCKS)]
        runs = trimmed(tuple(run for run in flat_runs(texts) if isinstance(run.content, str)))
        if runs:
            into.footnote(runs, flow.marks)

    # ---- tables

    def _table(self, element: Element, flow: Flow, into: Gathering) -> None:
        found = sources(self._sheet, element)
        if found.too_large:
            self.lost["rows or columns of a table that is too large"] += 1
        if self._only_lays_out(element, found):
            for cell in found.cells:
                into.end()
                self.walk(cell.element, flow, into)
            into.begin(flow.shape)
            return
        table = table_from(self._sheet, found, self._cell, self._line(found.caption, flow))
        if table is not None:
            into.unit(table)
        into.begin(flow.shape)

    @staticmethod
    def _only_lays_out(element: Element, found: Sources) -> bool:
        return len(found.cells) <= 1 or element.get("role") in ("presentation", "none")

    def _cell(self, element: Element, is_head: bool) -> Sequence[TextBlock]:
        inside = Gathering()
        self.walk(element, self._marked(element, self._sheet.style(element), Flow()), inside)
        inside.end()
        out: list[TextBlock] = []
        for each in begin_lists(inside.done):
            block = each.block
            if isinstance(block, TEXT_BLOCKS):
                runs = block.runs if not is_head else _without_bold(block.runs)
                keeps = block if not isinstance(shape_of(block), HeadingShape) else Paragraph(block.id)
                out.append(replace(keeps, runs=runs))
            elif isinstance(block, Table):
                out.extend(_flattened(block))
                self.lost["a table inside a table (its words were kept)"] += 1
            elif isinstance(block, Figure):
                self.lost[_IN_TABLE] += 1
                self.pictures.pop(block.picture, None)
        return out

    def _line(self, element: Element | None, flow: Flow) -> Runs:
        if element is None:
            return ()
        inside = Gathering()
        self.walk(element, Flow(depth=flow.depth), inside)
        inside.end()
        return flat_runs([each.block for each in inside.done if isinstance(each.block, TEXT_BLOCKS)])

    # ---- pictures

    def _picture(self, element: Element, into: Gathering) -> None:
        address = (element.get("src") or element.get("data-src") or "").strip()
        if not address or {element.get("width"), element.get("height")} & {"0", "1", "2"}:
            return
        data = self._bytes_of(address)
        if not data:
            self.lost[_UNREADABLE if address.startswith(("data:", "file:")) else _LINKED] += 1
            return
        name = f"pasted {len(self.pictures) + 1}"
        self.pictures[name] = data
        words = _GENERATED.sub("", element.get("alt") or "")
        alternative = clean_line(words)[:LONGEST_ALTERNATIVE]
        into.unit(Figure(new_id(), name, Paragraph(new_id()), alternative=alternative))

    def _bytes_of(self, address: str) -> bytes:
        if len(self.pictures) >= MOST_PICTURES or self._bytes > MOST_PICTURE_BYTES:
            return b""
        data = _embedded(address) if address.lower().startswith("data:") else b""
        if address.lower().startswith("file:"):
            data = self._local(address)
        self._bytes += len(data)
        return data if self._bytes <= MOST_PICTURE_BYTES else b""


def _without_bold(runs: Runs) -> Runs:
    return join(tuple(Run(run.content, replace(run.marks, bold=False)) for run in runs))


def _embedded(address: str) -> bytes:
    """The bytes of a ``data:`` address that holds a picture."""
    head, comma, body = address.partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return b""
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode("".join(unquote_to_bytes(body).decode("ascii").split()), validate=True)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return b""


def _flattened(table: Table) -> list[TextBlock]:
    """The words of a table, cell by cell."""
    return [block for row in table.rows for cell in row.cells for block in cell.blocks if block.runs]


def _captioned(gathered: Sequence[Gathered]) -> tuple[Block, ...]:
    """Captions into the tables and figures that they stand beside, without the numbers that are drawn here."""
    out: list[Block] = []
    waiting: Gathered | None = None
    for each in gathered:
        block = each.block
        if each.purpose == "caption":
            last = out[-1] if out else None
            if isinstance(last, Figure | Table) and not last.caption.runs:
                out[-1] = _with_caption(last, block)
                continue
            if waiting is not None:
                out.append(waiting.block)
            waiting = each
            continue
        if waiting is not None:
            if isinstance(block, Figure | Table) and not block.caption.runs:
                block = _with_caption(block, waiting.block)
            else:
                out.append(waiting.block)
            waiting = None
        out.append(block)
    return (*out, waiting.block) if waiting is not None else tuple(out)


def _with_caption(unit: Table | Figure, words: Block) -> Block:
    runs = words.runs  # type: ignore[union-attr]
    found = _CAPTION_NUMBER.match(plain(runs))
    if found is not None:
        runs = trimmed(_cut_start(runs, found.end()))
    runs = tuple(run for run in runs if isinstance(run.content, str))
    if isinstance(unit, Table):
        return with_caption(unit, runs)
    return replace(unit, caption=Paragraph(unit.caption.id, runs))


def _cut_start(runs: Runs, characters: int) -> Runs:
    return cut(runs, characters, length(runs))
