"""What each suggestion touches in a section, in reading order: words that come and go, looks, breaks, rows, moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Box, Change, Chart, Figure, PageBreak, Table
from strategy_editor.model.carriers import changes_in, former_shapes, suggestions_in, suggestions_of
from strategy_editor.model.grid import placed
from strategy_editor.model.section import Section
from strategy_editor.model.text import FactField, Footnote, InlineObject, Marks, Runs, length
from strategy_editor.model.tree import block_hosts, section_hosts, walk_blocks

What = Literal["added", "removed", "looks", "shape", "split", "joined", "part-added", "part-removed", "moved-here"]
"""What happens to words; to their looks; to a paragraph's style or its end; to a whole block, row, column, section."""


class Touch(NamedTuple):
    """One place of a suggestion. ``host`` is the id of the text host, block or part that it is in.

    ``offset`` is where it begins in the characters of its host. ``part`` is the word for what comes or goes whole.
    """

    suggestion: str
    what: What
    text: str
    host: str
    offset: int = 0
    part: str = ""

    @property
    def has_words(self) -> bool:
        """Whether ``text`` comes or goes with the suggestion."""
        return self.what not in ("looks", "shape", "split", "joined")

    @property
    def comes(self) -> bool:
        return self.what in ("added", "part-added", "moved-here")


def _touches(section: Section) -> tuple[Touch, ...]:
    return tuple(_of_section(section)) if suggestions_in(section) else ()


touches: IdentityCache[Section, tuple[Touch, ...]] = IdentityCache(_touches, 4000)
"""Everything that is suggested in a section itself, in reading order; its children not included."""


def _of_section(section: Section) -> Iterator[Touch]:
    if section.change.insertion or section.change.deletion:
        text = "\n".join(text_of(host.runs) for host in section_hosts(section))
        yield from _part(section.change, text, section.id, "section")
    yield from _in_runs(section.title, section.id)
    for block in section.blocks:
        if suggestions_of(block):
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Touch]:
    if not isinstance(block, TEXT_BLOCKS):
        yield from _of_unit(block)
    for host in block_hosts(block):
        yield from _in_runs(host.runs, host.id)
    for inner in walk_blocks((block,)):
        if isinstance(inner, TEXT_BLOCKS):
            if inner.ending.insertion:
                yield Touch(inner.ending.insertion, "split", "", inner.id, length(inner.runs))
            if inner.ending.deletion:
                yield Touch(inner.ending.deletion, "joined", "", inner.id, length(inner.runs))
    for former in former_shapes(block):
        yield Touch(former.suggestion, "shape", "", block.id)


_MARKED: tuple[What, ...] = ("removed", "added", "looks")


def _mark(what: What, marks: Marks) -> str:
    match what:
        case "removed":
            return marks.deletion
        case "added":
            return marks.insertion
        case _:
            return marks.former.suggestion if marks.former is not None else ""


def _in_runs(runs: Runs, host: str) -> Iterator[Touch]:
    """Stretches of marked characters; neighbours with the same mark, whatever their looks, are one."""
    for what in _MARKED:
        current, text, start, position = "", "", 0, 0
        for run in runs:
            mark = _mark(what, run.marks)
            if mark != current:
                if current:
                    yield Touch(current, what, text, host, start)
                current, text, start = mark, "", position
            text += run.content if isinstance(run.content, str) else _named(run.content)
            position += len(run)
        if current:
            yield Touch(current, what, text, host, start)


def _of_unit(block: Block) -> Iterator[Touch]:
    rows = {row.id: row for row in block.rows} if isinstance(block, Table) else {}
    columns = {column.id: number for number, column in enumerate(block.columns)} if isinstance(block, Table) else {}
    for id, change in changes_in(block):
        if not change.insertion and not change.deletion:
            continue
        if id == block.id:
            yield from _part(change, _said(block), id, PARTS.get(type(block), "part"))
        elif id in rows:
            cells = (text_of(inner.runs) for cell in rows[id].cells for inner in cell.blocks)
            yield from _part(change, " | ".join(cells), id, "row")
        elif id in columns and isinstance(block, Table):
            inside = [each.cell for each in placed(block) if (each.column, each.columns) == (columns[id], 1)]
            cells = (text_of(inner.runs) for cell in inside for inner in cell.blocks)
            yield from _part(change, " | ".join(cells), id, "column")


PARTS: dict[type[Block], str] = {
    Table: "table",
    Figure: "picture",
    Chart: "chart",
    Box: "box",
    PageBreak: "page break",
}
"""The words for what comes or goes as a whole."""


def _said(block: Block) -> str:
    """The words of something that goes as a whole; of a picture without any, what it shows."""
    words = "\n".join(text for host in block_hosts(block) if (text := text_of(host.runs)))
    return words or (block.alternative if isinstance(block, Figure | Chart) else "")


def _part(change: Change, text: str, id: str, part: str) -> Iterator[Touch]:
    if change.insertion:
        yield Touch(change.insertion, "moved-here" if change.moved else "part-added", text, id, part=part)
    if change.deletion:
        yield Touch(change.deletion, "part-removed", text, id, part=part)


def _named(item: InlineObject) -> str:
    """What stands for an object among words that come or go."""
    match item:
        case Footnote(body=body):
            return f"[footnote: {text_of(body)}]"
        case FactField(key=key):
            return f"[{key}]"
    return "[cross-reference]"


def text_of(runs: Runs) -> str:
    """All characters, those that are suggested to come or go included."""
    return "".join(run.content for run in runs if isinstance(run.content, str))
