"""Reads what stands in a paragraph: characters and objects with their looks and changes, and the marks between them."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from strategy_editor.incoming.values import (
    OBJECT,
    PAGE_BREAK,
    Block,
    Bookmark,
    Field,
    FormerLooks,
    Formula,
    Looks,
    NoteCall,
    Place,
    Revision,
    Run,
    Thing,
)
from strategy_editor.word.reading import drawings
from strategy_editor.word.reading.context import Context, Link
from strategy_editor.word.reading.names import MC, M, R, W
from strategy_editor.word.reading.styles import Given

_SYMBOLS = {
    0xB7: "•",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xE0: "→",
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0x6F: "☐",
    0x2D: "-",
}
"""Signs of Word's Symbol and Wingdings fonts that lists and forms use."""
_MAXIMUM_INSTRUCTION = 2_000
_DEEPEST_FIELD = 60
"""Fields inside one another; what is deeper is read as part of the one round it."""
_COPY = re.compile(r"(_Copy_\d+)+$")
_WRAPPERS = frozenset(W + name for name in ("smartTag", "customXml", "dir", "bdo", "sdtContent", "ruby", "rubyBase"))
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object", MC + "AlternateContent"))
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}


class OpenField:
    """A field whose end has not come: its instruction as far as it is known, and whether its result has begun."""

    __slots__ = ("_made", "in_result", "instruction")

    def __init__(self, instruction: str = "", *, in_result: bool = False) -> None:
        self.instruction = instruction
        self.in_result = in_result
        self._made: Field | None = None

    @property
    def kind(self) -> str:
        words = self.instruction.split(None, 1)
        return words[0].upper() if words else ""

    @property
    def field(self) -> Field:
        if self._made is None:
            self._made = Field(self.kind, self.instruction.strip())
        return self._made


class Fields:
    """The fields that are open; one may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self.open: list[OpenField] = []
        self._beyond = 0

    def inside(self, kind: str) -> bool:
        return any(field.kind == kind for field in self.open)

    def character(self, kind: str) -> None:
        """A mark that begins a field, parts instruction from result, or ends it."""
        if self._beyond or (kind == "begin" and len(self.open) >= _DEEPEST_FIELD):
            self._beyond += {"begin": 1, "end": -1}.get(kind, 0)
        elif kind == "begin":
            self.open.append(OpenField())
        elif self.open and kind == "separate":
            self.open[-1].in_result = True
        elif self.open and kind == "end":
            self.open.pop()

    def instruct(self, text: str) -> None:
        if (
            self.open
            and not self._beyond
            and not self.open[-1].in_result
            and len(self.open[-1].instruction) < _MAXIMUM_INSTRUCTION
        ):
            self.open[-1].instruction += text

    @property
    def hides(self) -> bool:
        """Whether what comes now is part of an instruction, not of the text."""
        return any(not field.in_result for field in self.open)

    @property
    def result_of(self) -> Field | None:
        return self.open[-1].field if self.open else None

    def link(self) -> str:
        for field in reversed(self.open):
            if field.kind == "HYPERLINK":
                return _address(field.instruction)
        return ""


def _address(instruction: str) -> str:
    words = re.findall(r'"([^"]*)"', instruction)
    local = re.search(r'\\l\s+"([^"]*)"', instruction)
    if local is not None:
        return f"{words[0] if words and words[0] != local[1] else ''}#{local[1]}"
    return words[0] if words else ""


class Line:
    """The content of one paragraph while it is read. ``offset`` counts the characters so far."""

    def __init__(
        self,
        context: Context,
        link: Link,
        fields: Fields,
        number: int,
        base: Given,
        sub_story: Callable[[etree._Element], tuple[Block, ...]],
    ) -> None:
        self._context = context
        self._link = link
        self._fields = fields
        self._number = number
        self._base = base
        self._sub_story = sub_story
        self._runs: list[Run] = []
        self._text: list[str] = []
        self._as: tuple[Looks, Revision | None, Revision | None, FormerLooks | None, Field | None] | None = None
        self.bookmarks: list[Bookmark] = []
        self.offset = 0
        self.in_contents = False

    # ---- what was read

    def finished(self) -> tuple[Run, ...]:
        self._flush()
        return tuple(self._runs)

    def _flush(self) -> None:
        if self._text and self._as is not None:
            looks, insertion, deletion, former, field = self._as
            self._runs.append(Run("".join(self._text), looks, insertion, deletion, former, None, field))
            self._text = []

    def _add(
        self, text: str, looks: Looks, insertion: Revision | None, deletion: Revision | None, former: FormerLooks | None
    ) -> None:
        field = self._fields.result_of
        now = (looks, insertion, deletion, former, field)
        was = self._as
        if was is None or any(one is not other for one, other in zip(was, now, strict=True)):
            self._flush()
            self._as = now
        self._text.append(text)
        self.offset += len(text)

    def _add_thing(self, thing: Thing, looks: Looks, insertion: Revision | None, deletion: Revision | None) -> None:
        self._flush()
        self._runs.append(Run(OBJECT, looks, insertion, deletion, None, thing, self._fields.result_of))
        self.offset += 1

    # ---- the walk

    def read(
        self, element: etree._Element, insertion: Revision | None, deletion: Revision | None, link: str = ""
    ) -> None:
        """All that stands in an element, which is inserted, deleted and linked as said."""
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, insertion, deletion, link)
            elif tag in (W + "ins", W + "moveTo"):
                self.read(child, self._context.revision(child), deletion, link)
            elif tag in (W + "del", W + "moveFrom"):
                self.read(child, insertion, self._context.revision(child), link)
            elif tag == W + "hyperlink":
                self.read(child, insertion, deletion, self._target(child) or link)
            elif tag == W + "fldSimple":
                self._simple_field(child, insertion, deletion, link)
            elif tag in (M + "oMath", M + "oMathPara"):
                words = "".join(each.text or "" for each in child.iter(M + "t"))
                self._add_thing(Formula(words), self._context.plain, insertion, deletion)
            else:
                inside = _wrapped(child)
                if inside is not None:
                    self.read(inside, insertion, deletion, link)
                self._mark(child)

    def _target(self, element: etree._Element) -> str:
        address = self._link.address(element.get(R + "id") or "")
        anchor = element.get(W + "anchor") or ""
        return f"{address}#{anchor}" if anchor else address

    def _simple_field(
        self, element: etree._Element, insertion: Revision | None, deletion: Revision | None, link: str
    ) -> None:
        self._fields.open.append(OpenField((element.get(W + "instr") or "")[:_MAXIMUM_INSTRUCTION], in_result=True))
        self.in_contents |= self._fields.inside("TOC")
        self.read(element, insertion, deletion, link)
        self._fields.open.pop()

    def _mark(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == W + "bookmarkStart":
            self.bookmarks.append(bookmark(element, self.offset))
        elif tag in (W + "commentRangeStart", W + "commentRangeEnd"):
            anchor = self._context.anchor(element.get(W + "id") or "")
            if tag == W + "commentRangeStart":
                anchor.start = Place(self._number, self.offset)
            else:
                anchor.end = Place(self._number, self.offset)
        elif tag == W + "moveFromRangeStart":
            self._context.move_starts(element, "moveFrom")
        elif tag == W + "moveToRangeStart":
            self._context.move_starts(element, "moveTo")
        elif tag == W + "moveFromRangeEnd":
            self._context.move_stops(element, "moveFrom")
        elif tag == W + "moveToRangeEnd":
            self._context.move_stops(element, "moveTo")

    # ---- runs

    def _run(self, element: etree._Element, insertion: Revision | None, deletion: Revision | None, link: str) -> None:
        properties = element.find(W + "rPr")
        link = link or self._fields.link()
        looks = self._context.looks.read(properties, self._base, link)
        former = None
        if properties is not None:
            change = properties.find(W + "rPrChange")
            if change is not None:
                before = self._context.looks.read(change.find(W + "rPr"), self._base, link)
                former = FormerLooks(self._context.revision(change), before)
        for child in element:
            tag = child.tag
            if tag == W + "fldChar":
                self._fields.character(child.get(W + "fldCharType") or "")
                self.in_contents |= self._fields.inside("TOC")
            elif tag in (W + "instrText", W + "delInstrText"):
                self._fields.instruct(child.text or "")
            elif tag == W + "commentReference":
                self._context.anchor(child.get(W + "id") or "").call = Place(self._number, self.offset)
            elif not self._fields.hides:
                self._content(child, looks, insertion, deletion, former)

    def _content(
        self,
        child: etree._Element,
        looks: Looks,
        insertion: Revision | None,
        deletion: Revision | None,
        former: FormerLooks | None,
    ) -> None:
        tag = child.tag
        if tag in (W + "t", W + "delText"):
            text = child.text or ""
            if "\n" in text or "\t" in text:
                text = re.sub(r"[\n\t\r]+", " ", text)
            if text:
                self._add(text, looks, insertion, deletion, former)
        elif tag in _CHARACTERS:
            self._add(_CHARACTERS[tag], looks, insertion, deletion, former)
        elif tag == W + "br":
            breaks = child.get(W + "type") in ("page", "column")
            self._add(PAGE_BREAK if breaks else "\n", looks, insertion, deletion, former)
        elif tag == W + "sym":
            self._add(_symbol(child), looks, insertion, deletion, former)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = "footnote" if tag == W + "footnoteReference" else "endnote"
            self._add_thing(NoteCall(f"{kind}:{child.get(W + 'id') or ''}"), looks, insertion, deletion)
        elif tag in _DRAWN:
            for thing in drawings.drawn(child, self._context, self._link, self._sub_story):
                self._add_thing(thing, looks, insertion, deletion)
        elif tag in _WRAPPERS:
            for run in child.iter(W + "r"):
                self._run(run, insertion, deletion, looks.link)


def _wrapped(element: etree._Element) -> etree._Element | None:
    """Where the content of a wrapper stands: of a choice, its first way; None for what wraps nothing."""
    if element.tag in _WRAPPERS:
        return element
    if element.tag == W + "sdt":
        return element.find(W + "sdtContent")
    return element[0] if element.tag == MC + "AlternateContent" and len(element) else None


def bookmark(element: etree._Element, offset: int) -> Bookmark:
    """A bookmark, without what LibreOffice hangs on its name when text is pasted."""
    name = (element.get(W + "name") or "")[:200]
    stripped = _COPY.sub("", name)
    return Bookmark(stripped, offset, copied=stripped != name)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16) & 0xFFFF
    except ValueError:
        return "�"
    return _SYMBOLS.get(code & 0xFF, "□") if 0xF000 <= code <= 0xF0FF else chr(code) if 0x20 <= code < 0xD800 else "□"
