"""Blocks as short lines of text, for tests that compare what was read with what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from strategy_editor.model.blocks import Block, Figure, Heading, ListItem, Paragraph, Table
from strategy_editor.model.text import Footnote, Run, Runs


def sketch(blocks: Iterable[Block]) -> list[str]:
    """One line for each block."""
    return [_line(block) for block in blocks]


def text(runs: Runs) -> str:
    """Words with their marks: ``*bold*``, ``/italic/``, ``^super``, ``_sub``, ``[words](link)``, ``{note}``."""
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if isinstance(run.content, Footnote):
        return "{" + text(run.content.body) + "}"
    if not isinstance(run.content, str):
        return f"<{type(run.content).__name__}>"
    out, marks = run.content.replace("\n", "⏎"), run.marks
    for mark, on in (
        ("*", marks.bold),
        ("/", marks.italic),
        ("^", marks.script == "superscript"),
        ("_", marks.script == "subscript"),
        ("~", bool(marks.language)),
    ):
        out = f"{mark}{out}{mark}" if on else out
    return f"[{out}]({marks.link})" if marks.link else out


def _line(block: Block) -> str:
    match block:
        case Heading():
            return "#" * block.level + " " + text(block.runs)
        case ListItem():
            mark = {"bullet": "-", "number": "1.", "letter": "a."}[block.kind] + ("!" if block.restart else "")
            return "  " * (block.level - 1) + f"{mark} {text(block.runs)}"
        case Paragraph(kind="quote"):
            return "> " + text(block.runs)
        case Paragraph():
            return ("1.1 " if block.numbered else "") + text(block.runs)
        case Table():
            rows = " / ".join(
                " | ".join(_cell(cell.blocks, cell.column_span, cell.row_span) for cell in row.cells)
                for row in block.rows
            )
            sides = "".join(column.alignment[0] for column in block.columns)
            return f"table {block.header_rows}+{block.header_columns} {sides} ({text(block.caption.runs)}): {rows}"
        case Figure():
            return f"figure {block.picture} ({text(block.caption.runs)}): {block.alternative}"
    return type(block).__name__


def _cell(blocks: Iterable[Block], across: int, down: int) -> str:
    spans = f" {across}x{down}" if (across, down) != (1, 1) else ""
    return "; ".join(sketch(blocks)) + spans
