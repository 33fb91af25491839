"""Gathers text and units into blocks as a page is walked through: white space as a browser shows it, no empty lines."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import (
    BODY,
    Block,
    Heading,
    HeadingShape,
    ListItem,
    ListKind,
    ListShape,
    Shape,
    TextBlock,
    text_block,
)
from strategy_editor.model.text import PLAIN, Footnote, Marks, Run, Runs, clean, join

_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r" ?\xa0[ \xa0]+| \xa0+")
_SEPARATORS = str.maketrans({"\x0b": " ", "\x0c": " ", "\u2028": " ", "\u2029": " "})


class Flow(NamedTuple):
    """What holds where the walk is: marks, the shape of paragraphs, lists around, whether space counts."""

    marks: Marks = PLAIN
    shape: Shape = BODY
    list_kind: ListKind = "bullet"
    list_level: int = 0
    exact_space: bool = False
    depth: int = 0


Purpose = Literal["", "caption", "title"]


class Gathered(NamedTuple):
    """A block; for an item, whether its list begins with it; for a paragraph, whether it captions what is beside it."""

    block: Block
    begins: bool = False
    purpose: Purpose = ""


class Gathering:
    """Blocks so far, and the paragraph that is being written."""

    def __init__(self) -> None:
        self.done: list[Gathered] = []
        self._runs: list[Run] = []
        self._shape: Shape = BODY
        self._begins = self._goes_on = False
        self._purpose: Purpose = ""

    def begin(self, shape: Shape, *, begins: bool = False, purpose: Purpose = "") -> None:
        """What follows is a paragraph of this shape."""
        self.end()
        self._shape, self._begins, self._purpose, self._goes_on = shape, begins, purpose, False

    def text(self, text: str, marks: Marks, *, exact: bool = False) -> None:
        """Adds words."""
        if not exact:
            text = _WIDE.sub(" ", _SPACE.sub(" ", text.translate(_SEPARATORS)))
            if not self._runs or self._ends_with_space():
                text = text.lstrip(" ")
        sound = "\n".join(clean(text))
        if sound:
            self._runs.append(Run(sound, marks))

    def item(self, run: Run) -> None:
        """Adds an object that stands in the line."""
        self._runs.append(run)

    def line_break(self) -> None:
        """Adds a line break."""
        if self._runs:
            self._runs.append(Run("\n", self._runs[-1].marks))

    def unit(self, block: Block) -> None:
        """Adds a whole table or figure. Words of an item that follow it are an item of their own."""
        self.end()
        self.done.append(Gathered(block))
        self._goes_on = False

    def end(self) -> None:
        """Ends the paragraph, if there is one. A second paragraph of an item goes on in it, behind a line break."""
        runs = trimmed(join(tuple(self._runs)))
        self._runs = []
        if not _says_something(runs):
            return
        last = self.done[-1] if self.done else None
        if self._goes_on and last is not None and isinstance(self._shape, ListShape):
            block = last.block
            joined = join(block.runs, (Run("\n"),), runs)  # type: ignore[union-attr]
            self.done[-1] = last._replace(block=text_block(block.id, self._shape, joined))
            return
        self.done.append(Gathered(text_block(new_id(), self._shape, runs), self._begins, self._purpose))
        self._goes_on = isinstance(self._shape, ListShape)
        self._begins, self._purpose = False, ""

    def footnote(self, body: Runs, marks: Marks) -> None:
        """Adds the call of a footnote, right behind the words before it."""
        if self._runs and isinstance(self._runs[-1].content, str):
            last = self._runs[-1]
            self._runs[-1] = Run(last.content.rstrip(" "), last.marks)  # type: ignore[union-attr]
        self._runs.append(Run(Footnote(new_id(), body), Marks(language=marks.language)))

    def _ends_with_space(self) -> bool:
        last = self._runs[-1].content
        return isinstance(last, str) and last.endswith((" ", "\n"))


def trimmed(runs: Runs) -> Runs:
    """Without white space at either end."""
    out = [run for run in runs if not (isinstance(run.content, str) and not run.content)]
    while out and isinstance(out[0].content, str):
        kept = out[0].content.lstrip(" \n\xa0")
        if kept:
            out[0] = Run(kept, out[0].marks)
            break
        out.pop(0)
    while out and isinstance(out[-1].content, str):
        kept = out[-1].content.rstrip(" \n\xa0")
        if kept:
            out[-1] = Run(kept, out[-1].marks)
            break
        out.pop()
    return tuple(out)


def _says_something(runs: Runs) -> bool:
    return any(not isinstance(run.content, str) or run.content.strip() for run in runs)


def flat_runs(blocks: list[TextBlock]) -> Runs:
    """The text of some blocks as one, a line break between them."""
    out: Runs = ()
    for block in blocks:
        out = join(out, (Run("\n"),) if out else (), block.runs)
    return out


def level_headings(gathered: list[Gathered], deepest: int) -> tuple[list[Gathered], bool]:
    """Headings from level 1 on, as deep as a section has them; whether some were deeper."""
    levels = [each.block.level for each in gathered if isinstance(each.block, Heading)]
    least = min(levels, default=1)
    out: list[Gathered] = []
    for each in gathered:
        block = each.block
        if isinstance(block, Heading):
            level = min(deepest, block.level - least + 1)
            each = each._replace(block=text_block(block.id, HeadingShape(level), block.runs))
        out.append(each)
    return out, bool(levels) and max(levels) - least + 1 > deepest


def begin_lists(gathered: list[Gathered]) -> list[Gathered]:
    """Lists that begin anew right behind another one of their level count from 1 again."""
    out: list[Gathered] = []
    counting: list[ListKind] = []  # the kinds of list that the run of items is in, by level
    for each in gathered:
        block = each.block
        if not isinstance(block, ListItem):
            counting = []
        else:
            known = len(counting) >= block.level and counting[block.level - 1] == block.kind
            if known and each.begins and block.kind != "bullet":
                shape = ListShape(block.kind, block.level, restart=True)
                each = each._replace(block=text_block(block.id, shape, block.runs))
            counting = [*counting[: block.level - 1], *[block.kind] * (block.level - len(counting[: block.level - 1]))]
        out.append(each)
    return out
