"""What each paragraph of an old document is: a heading (and of which level), an item of a list, a caption, text.

Every guess says why. A heading is told by its style or outline level where it has one; else by how it looks beside the
text around it: bold, larger, in capitals, underlined, short, numbered by hand. Bold words with a colon are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.incoming.appearance import (
    MAXIMUM_LEVEL,
    Appearance,
    Told,
    appearance,
    body_size,
    levels,
)
from strategy_editor.incoming.signs import LIST_KINDS, Sequences, Sign, caption_label, sign_of, source_label
from strategy_editor.incoming.values import Listing, Paragraph, Shape
from strategy_editor.model.blocks import ListKind

GuessKind = Literal["heading", "title", "caption", "source", "item", "numbered", "text", "contents", "empty"]

_LONGEST, _MOST_WORDS = 110, 16
"""A line longer than this is no heading unless its style says so."""
_LONGEST_STYLED = 160
"""A line longer than this is no heading even if its style says so."""
_TYPED_CONTENTS = re.compile(r"(\t\s*|\.{4,}\s*|\u2026{2,}\s*|\s{12,})\d{1,4}$")
"""A line of a contents list that was typed: leaders or tabs, and the page."""
_CONTENTS = frozenset({"contents", "table of contents", "list of contents", "contents page"})
_DATE = re.compile(r"(\d{1,2}(st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\s+(19|20)\d\d$")
_ANSWERS = frozenset({"yes", "no", "n/a", "none", "not applicable"})
_WORD = re.compile(r"[^\W\d_]{3}")
_HEADING_STYLE = re.compile(r"(sub)?-?head(ing|line)?\b", re.IGNORECASE)
_TITLE_LINES = 8
"""More lines than this at the beginning are no title."""
_SURE = 3
"""How many points make a heading."""
_ENDINGS = (".", ";", ",", ":")
_LARGER, _TITLE = 1.5, 7.0
"""Points above the size of the text that make a line larger, and that make it the title."""


class Guess(Struct, frozen=True):
    """What a paragraph is taken for. ``strip`` characters in front (a typed number or bullet) are not part of its text.

    ``level`` is that of a heading or an item, from 1. ``typed``: its number, bullet or look was made by hand.
    """

    kind: GuessKind
    level: int = 0
    reasons: tuple[str, ...] = ()
    strip: int = 0
    list: ListKind = "bullet"
    number: str = ""
    typed: bool = False


def runs_on(text: str) -> bool:
    """Whether a line is running text, whatever its style says: long, or a sentence with its full stop."""
    count = len(text.split())
    return len(text) > _LONGEST_STYLED or (text.endswith((".", ";", "; and", "; or")) and count > 6)


def guesses(paragraphs: Sequence[Paragraph]) -> list[Guess]:
    """A guess for each paragraph of a story, tables left out, in order."""
    guesser = _Guesser(paragraphs)
    return guesser.all()


class _Guesser:
    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self._size = body_size(paragraphs)
        self._looks = [appearance(paragraph) for paragraph in paragraphs]
        self._sequences = Sequences()
        self._heading_lists = {
            paragraph.shape.listing.list
            for paragraph in paragraphs
            if paragraph.shape.listing is not None and paragraph.shape.level and not runs_on(paragraph.text.strip())
        }
        self._titled = False
        said = (index for index, paragraph in enumerate(paragraphs) if paragraph.text.strip())
        self._beginning = max(islice(said, 6), default=0)
        self._text_styles = _styles_of_text(paragraphs)
        self._levels = {(paragraph.shape.level, paragraph.shape.style) for paragraph in paragraphs}

    def all(self) -> list[Guess]:
        found = [self._one(index) for index in range(len(self._paragraphs))]
        self._title_lines(found)
        self._demote_rows(found)
        self._level(found)
        self._indent(found)
        return found

    # ---- one by one

    def _one(self, index: int) -> Guess:
        paragraph, looks = self._paragraphs[index], self._looks[index]
        text = paragraph.text.strip()
        if not text:
            return Guess("empty")
        if paragraph.contents or _is_typed_contents(text):
            return Guess("contents")
        style = paragraph.shape.style.lower()
        if style == "caption":
            return Guess("caption", reasons=("Style “Caption”",), strip=caption_label(paragraph.text))
        if source_label(paragraph.text):
            return Guess("source", strip=source_label(paragraph.text))
        sign = sign_of(paragraph.text)
        if paragraph.shape.level and not runs_on(text) and paragraph.shape.style not in self._text_styles:
            return self._styled(paragraph, sign)
        if self._is_title(index, style, looks) and sign is None:
            self._titled = True
            reason = "Style “Title”" if style == "title" else "The largest line, at the beginning"
            return Guess("title", reasons=(reason,))
        heading = self._by_looks(paragraph, looks, sign)
        return heading or self._text(paragraph, sign)

    def _is_title(self, index: int, style: str, looks: Appearance) -> bool:
        if style in ("title", "subtitle") or style.startswith("cover"):
            return True
        return (
            index <= self._beginning
            and not self._titled
            and looks.size >= self._size + _TITLE
            and len(self._paragraphs) > 3
        )

    def _styled(self, paragraph: Paragraph, sign: Sign | None) -> Guess:
        shape = paragraph.shape
        said = f"Style “{shape.style}”" if shape.level_of == "style" else f"Outline level {shape.level}"
        number = shape.listing.label if shape.listing else ""
        level = self._level_of(shape)
        if sign is not None and sign.sort == "number" and self._sequences.believes(sign):
            return Guess("heading", level, (said, f"number {sign.text}"), sign.length, number=sign.text, typed=True)
        return Guess("heading", level, (said,), number=number)

    def _level_of(self, shape: Shape) -> int:
        """The level that a style says; a style of sub-headings is one below others that say the same."""
        below = "subhead" in shape.style.lower().replace("-", "").replace(" ", "")
        others = any(level == shape.level and style != shape.style for level, style in self._levels)
        return min(MAXIMUM_LEVEL, shape.level + (below and others))

    def _by_looks(self, paragraph: Paragraph, looks: Appearance, sign: Sign | None) -> Guess | None:
        text = paragraph.text.strip()
        listing = _drawn(paragraph)
        if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or text.endswith(_ENDINGS) or "\t" in text[12:]:
            return None
        if sign is not None and sign.sort == "bullet":
            return None
        if caption_label(paragraph.text) or _DATE.match(text) or text.lower() in _ANSWERS or not _WORD.search(text):
            return None
        reasons = [
            words
            for holds, words in (
                (looks.strong, "bold"),
                (looks.size >= self._size + _LARGER, f"larger ({looks.size:g} point)"),
                (looks.capitals, "in capitals"),
                (looks.underlined, "underlined"),
                (looks.italic, "in italics"),
            )
            if holds
        ]
        larger = looks.size >= self._size + _LARGER
        if listing is not None and listing.kind != "number" and not larger:
            return None
        styled = bool(_HEADING_STYLE.search(paragraph.shape.style)) and paragraph.shape.alignment != "right"
        points = 1 + 2 * looks.strong + 2 * larger + looks.capitals + looks.underlined + looks.italic + 2 * styled
        if styled:
            reasons.append(f"style “{paragraph.shape.style}”")
        typed = sign if sign is not None and sign.sort == "number" else None
        number = typed.text if typed else listing.label if listing is not None and listing.kind != "bullet" else ""
        if points < _SURE - bool(number) or not reasons:
            return None
        if typed is not None and not self._sequences.believes(typed):
            typed = None
        if number:
            reasons.append(f"number {number}")
        level = (
            len(typed.number) if typed else listing.level if listing is not None and number else paragraph.shape.level
        )
        return Guess("heading", level, tuple(reasons), typed.length if typed else 0, number=number, typed=True)

    def _text(self, paragraph: Paragraph, sign: Sign | None) -> Guess:
        listing = _drawn(paragraph)
        style = paragraph.shape.style
        if listing is not None:
            return self._listed(listing, style)
        if style.lower().startswith("list ") and "continue" not in style.lower():
            kind: ListKind = "number" if "number" in style.lower() else "bullet"
            return Guess("item", _level_in(style) or 1, (f"Style “{style}”",), list=kind)
        if sign is None or not self._sequences.believes(sign):
            return Guess("text")
        if sign.sort == "number" and len(sign.number) > 1:
            return Guess("numbered", 1, (f"number {sign.text}",), sign.length, number=sign.text, typed=True)
        if sign.sort in ("letter", "roman") and not (sign.tabbed or sign.text.islower()):
            return Guess("text")
        what = "typed bullet" if sign.sort == "bullet" else f"typed {sign.text}"
        return Guess("item", 1, (what,), sign.length, LIST_KINDS[sign.sort], sign.text, typed=True)

    def _listed(self, listing: Listing, style: str) -> Guess:
        reasons = (f"number {listing.label}",) if listing.kind != "bullet" else ("bullet",)
        digits = listing.label.strip("().").replace(".", "")
        if listing.kind == "number" and digits.isdigit():
            deep = listing.label.strip("().").count(".") > 0
            if deep or listing.list in self._heading_lists:
                return Guess("numbered", 1, reasons, number=listing.label)
        level = max(listing.level, _level_in(style)) if style.lower().startswith("list ") else listing.level
        return Guess("item", level, reasons, list=LIST_KINDS[listing.kind], number=listing.label)

    # ---- beside the others

    def _title_lines(self, found: list[Guess]) -> None:
        """Lines at the very beginning that look like headings, one below the other, are the title of the document."""
        lines: list[int] = []
        for index, guess in enumerate(found):
            centred = self._paragraphs[index].shape.alignment == "center"
            if guess.kind == "heading" and not guess.number and (centred or not self._paragraphs[index].shape.level):
                lines.append(index)
            elif guess.kind not in ("empty", "title"):
                break
            if len(lines) > _TITLE_LINES:
                return
        first = next((index for index, guess in enumerate(found) if guess.kind == "title"), None)
        while first is not None and lines and self._looks[lines[0]] == self._looks[first]:
            found[lines.pop(0)] = found[first]
        centred = all(self._paragraphs[index].shape.alignment == "center" for index in lines)
        if len(lines) > 1 or (lines and centred):
            for index in lines if centred else lines[:-1]:
                found[index] = Guess("title", reasons=("A line of the title, at the beginning",))

    def _demote_rows(self, found: list[Guess]) -> None:
        """Three or more lines that look alike with nothing between them are an address or a cover, not headings."""
        row: list[int] = []
        for index in range(len(found) + 1):
            guess = found[index] if index < len(found) else Guess("text")
            if guess.kind == "heading" and guess.typed and not guess.number:
                if row and self._looks[row[-1]] != self._looks[index]:
                    self._demote(row, found)
                    row = []
                row.append(index)
            elif guess.kind != "empty":
                self._demote(row, found)
                row = []

    def _demote(self, row: list[int], found: list[Guess]) -> None:
        if len(row) >= 3:
            for index in row:
                found[index] = self._text(self._paragraphs[index], sign_of(self._paragraphs[index].text))

    def _level(self, found: list[Guess]) -> None:
        """Gives every heading its level."""
        places = [index for index, guess in enumerate(found) if guess.kind == "heading"]
        told = [Told(found[index].level, found[index].typed, self._looks[index]) for index in places]
        for index, level in zip(places, levels(told), strict=True):
            found[index] = replace(found[index], level=level)

    def _indent(self, found: list[Guess]) -> None:
        """Levels of items that only their indent tells apart, and levels that begin too deep."""
        start = 0
        for index in range(len(found) + 1):
            if index < len(found) and found[index].kind in ("item", "empty"):
                continue
            self._indent_row([each for each in range(start, index) if found[each].kind == "item"], found)
            start = index + 1

    def _indent_row(self, row: list[int], found: list[Guess]) -> None:
        if not row:
            return
        indents = sorted({round(self._paragraphs[index].shape.indent / 4) for index in row})
        flat = len({found[index].level for index in row}) == 1
        shallowest = min(found[index].level for index in row)
        for index in row:
            level = found[index].level - shallowest + 1
            if flat and len(indents) > 1:
                level = indents.index(round(self._paragraphs[index].shape.indent / 4)) + 1
            found[index] = replace(found[index], level=min(level, 3))


def _is_typed_contents(text: str) -> bool:
    """Whether a line is the heading or an entry of a contents list that was typed. Long text is never searched."""
    return len(text) < 2 * _LONGEST_STYLED and (text.lower() in _CONTENTS or bool(_TYPED_CONTENTS.search(text)))


def _drawn(paragraph: Paragraph) -> Listing | None:
    """The place in a list, where anything of it is drawn: lists without signs only indent."""
    listing = paragraph.shape.listing
    return listing if listing is not None and listing.label.strip() else None


def _styles_of_text(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Styles that have an outline level, and mostly hold running text all the same, as numbered paragraphs often do."""
    lines: Counter[str] = Counter()
    text: Counter[str] = Counter()
    for paragraph in paragraphs:
        if paragraph.shape.level and paragraph.text.strip():
            lines[paragraph.shape.style] += 1
            text[paragraph.shape.style] += runs_on(paragraph.text.strip())
    return frozenset(style for style, count in lines.items() if 2 * text[style] > count)


def _level_in(style: str) -> int:
    """The level in the name of a list style: ``List Bullet 2`` is 2, ``List Bullet`` 1, anything else 0."""
    words = style.split()
    if not words or words[0].lower() != "list":
        return 0
    return int(words[-1]) if words[-1].isdigit() and len(words[-1]) == 1 else 1
