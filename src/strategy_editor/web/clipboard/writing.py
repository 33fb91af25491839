"""Writes blocks for the clipboards of others: clean HTML that Word and LibreOffice understand, and plain text."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Protocol

from strategy_editor.model.blocks import (
    Block,
    Box,
    Chart,
    Figure,
    Heading,
    ListItem,
    ListKind,
    Live,
    PageBreak,
    Paragraph,
    Table,
    TextBlock,
)
from strategy_editor.model.grid import placed
from strategy_editor.model.text import Footnote, InlineObject, Marks, Run, Runs
from strategy_editor.web.markup import Child, Element, element, written
from strategy_editor.web.markup import address as link_address

MOST_PICTURE_BYTES = 20_000_000
"""Bytes of a picture beyond which its words stand in its place."""

_HEADINGS = 6
_TYPES = {"number": "1", "letter": "a", "bullet": ""}


class Speech(Protocol):
    """What must be asked for: words and pictures that are held elsewhere."""

    def words(self, item: InlineObject) -> str:
        """What a cross-reference or a detail says today."""

    def rows(self, live: Live) -> Sequence[Sequence[str]]:
        """What a list drawn from details shows today."""

    def picture(self, digest: str) -> bytes:
        """The bytes of a picture; none at all if it is missing."""


def as_html(blocks: Sequence[Block], speech: Speech, *, inline: bool = False) -> str:
    """A page with the blocks. ``inline``: they are words of one line."""
    page = _Page(speech)
    inside: list[Child] = page.line(blocks[0].runs) if inline else page.blocks(blocks)  # type: ignore[union-attr]
    body = element("body", inside, page.notes())
    return "<!DOCTYPE html>\n" + written(element("html", element("head", element("meta", charset="utf-8")), body))


def as_text(blocks: Sequence[Block], speech: Speech) -> str:
    """The words alone: items with their marks, tables with tabs, footnotes at the end."""
    notes: list[str] = []
    lines = [line for block in blocks for line in _text_lines(block, speech, notes)]
    return "\n".join([*lines, *([""] if notes else []), *notes])


class _Page:
    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._notes: list[Footnote] = []

    # ---- blocks

    def blocks(self, blocks: Sequence[Block]) -> list[Child]:
        """Elements of some blocks; items of one list stand in one."""
        out: list[Child] = []
        lists: list[tuple[ListKind, Element]] = []
        for block in blocks:
            if isinstance(block, ListItem):
                self._item(block, lists, out)
            else:
                lists = []
                out.extend(self._block(block))
        return out

    def _item(self, item: ListItem, lists: list[tuple[ListKind, Element]], out: list[Child]) -> None:
        del lists[item.level :]
        if lists and len(lists) == item.level and (lists[-1][0] != item.kind or item.restart):
            lists.pop()
        while len(lists) < item.level:
            made = element("ul" if item.kind == "bullet" else "ol", type=_TYPES[item.kind])
            if not lists:
                out.append(made)
            elif len(lists[-1][1]):
                lists[-1][1][-1].append(made)
            else:
                lists[-1][1].append(made)
            lists.append((item.kind, made))
        lists[-1][1].append(element("li", self.line(item.runs)))

    def _block(self, block: Block) -> Iterator[Child]:
        match block:
            case Heading():
                yield element(f"h{min(_HEADINGS, max(1, block.level))}", self.line(block.runs))
            case Paragraph(kind="quote"):
                yield element("blockquote", element("p", self.line(block.runs)))
            case Paragraph():
                yield element("p", self.line(block.runs))
            case Table():
                yield self._table(block)
            case Figure():
                yield self._figure(block)
            case Box():
                yield element("p", element("b", self.line(block.title.runs)))
                yield from self.blocks(block.blocks)
            case Chart():
                yield element("p", self.line(block.caption.runs) or [block.alternative])
            case Live():
                rows = [element("tr", [element("td", words) for words in row]) for row in self._speech.rows(block)]
                yield element("table", rows)
            case PageBreak():
                yield element("br", clear="all", style="page-break-before:always")

    def _table(self, table: Table) -> Element:
        rows: list[list[Element]] = [[] for _ in table.rows]
        for cell, row, column, down, across in placed(table):
            heads = row < table.header_rows or column < table.header_columns
            rows[row].append(
                element(
                    "th" if heads else "td",
                    self._cell(cell.blocks),
                    colspan=str(across) if across > 1 else "",
                    rowspan=str(down) if down > 1 else "",
                    align={"right": "right", "centre": "center"}.get(table.columns[column].alignment, ""),
                )
            )
        lines = [element("tr", cells) for cells in rows]
        head, body = lines[: table.header_rows], lines[table.header_rows :]
        return element(
            "table",
            element("caption", self.line(table.caption.runs)) if table.caption.runs else None,
            element("thead", head) if head else None,
            element("tbody", body) if body else None,
            border="1",
            cellspacing="0",
        )

    def _cell(self, blocks: Sequence[TextBlock]) -> list[Child]:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self.line(blocks[0].runs)
        return self.blocks(blocks)

    def _figure(self, figure: Figure) -> Element:
        data = self._speech.picture(figure.picture)
        shown: Child = element("p", figure.alternative)
        if data and len(data) <= MOST_PICTURE_BYTES:
            kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            address = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
            shown = element("img", src=address, alt=figure.alternative)
        caption = element("figcaption", self.line(figure.caption.runs)) if figure.caption.runs else None
        return element("figure", shown, caption)

    # ---- lines

    def line(self, runs: Runs) -> list[Child]:
        """The elements of some text."""
        return [child for run in runs for child in self._run(run)]

    def _run(self, run: Run) -> Iterator[Child]:
        content = run.content
        if isinstance(content, Footnote):
            self._notes.append(content)
            number = str(len(self._notes))
            yield element(
                "a",
                element("sup", number),
                class_="sdfootnoteanc",
                href=f"#sdfootnote{number}sym",
                name=f"sdfootnote{number}anc",
                style=f"mso-footnote-id:sdfootnote{number}",
            )
            return
        inside: list[Child] = []
        text = content if isinstance(content, str) else self._speech.words(content)
        for number_, part in enumerate(text.split("\n")):
            inside += [element("br"), part] if number_ else [part]
        yield from _dressed(inside, run.marks)

    def notes(self) -> list[Element]:
        """The notes that were called, in a form that LibreOffice and Word both take for footnotes."""
        out: list[Element] = []
        for number, note in enumerate(self._notes, start=1):
            name = f"sdfootnote{number}"
            back = element("a", str(number), class_="sdfootnotesym", href=f"#{name}anc", name=f"{name}sym")
            text = element("p", back, self.line(note.body), class_="sdfootnote")
            out.append(element("div", text, id=name, style="mso-element:footnote"))
        return [element("div", out, style="mso-element:footnote-list")] if out else []


def _dressed(inside: list[Child], marks: Marks) -> list[Child]:
    tags = [tag for tag, on in (("b", marks.bold), ("i", marks.italic)) if on]
    if marks.script:
        tags.append("sup" if marks.script == "superscript" else "sub")
    for tag in tags:
        inside = [element(tag, inside)]
    if marks.language:
        inside = [element("span", inside, lang=marks.language)]
    address = link_address(marks.link)
    return [element("a", inside, href=address)] if address else inside


def _text_lines(block: Block, speech: Speech, notes: list[str]) -> Iterator[str]:
    match block:
        case ListItem():
            mark = "• " if block.kind == "bullet" else "– "
            yield "  " * (block.level - 1) + mark + _text(block.runs, speech, notes)
        case Heading() | Paragraph():
            yield _text(block.runs, speech, notes)
        case Table():
            if block.caption.runs:
                yield _text(block.caption.runs, speech, notes)
            for row in block.rows:
                yield "\t".join(
                    " ".join(_text(inner.runs, speech, notes) for inner in cell.blocks).replace("\n", " ")
                    for cell in row.cells
                )
        case Box():
            yield _text(block.title.runs, speech, notes)
            for inner in block.blocks:
                yield from _text_lines(inner, speech, notes)
        case Figure() | Chart():
            yield " – ".join(part for part in (_text(block.caption.runs, speech, notes), block.alternative) if part)
        case Live():
            for words in speech.rows(block):
                yield "\t".join(words)


def _text(runs: Runs, speech: Speech, notes: list[str]) -> str:
    out = ""
    for run in runs:
        if isinstance(run.content, str):
            out += run.content
        elif isinstance(run.content, Footnote):
            at = len(notes)
            notes.append("")
            notes[at] = f"[{at + 1}] {_text(run.content.body, speech, notes)}"
            out += f"[{at + 1}]"
        else:
            out += speech.words(run.content)
    return out
