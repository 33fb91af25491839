"""Numbers of sections, headings, paragraphs, list items, tables, figures, footnotes: never stored, always drawn.

A section takes a number unless its scheme is ``none``. Inside it, by scheme:

``headings``
    headings and child sections take ``3.1``, deeper ones ``3.1.1``; a numbered paragraph takes the next number below
    the heading it stands under, on the same count as deeper headings.
``paragraphs``
    numbered paragraphs take ``3.1``, and so on through child sections; headings and child sections take none.
``none``
    nothing takes a number.

Both schemes appear in one report (Cheshire East, 3 March 2009: ``1.1`` is a paragraph, ``3.1`` a heading). The number
format of the document says whether a section is ``3`` or ``3.0``. Appendices put their letter before: ``A3.1``,
``Table A2``. What a suggestion inserts is numbered as if it were not there, so that numbers stand still while people
decide: it repeats the number that it would follow on from.

A section that is not applicable, or optional and still empty, is no part of the document yet and takes no number, so
that the numbers on screen are those of every edition. Its tables and notes count on behind all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from strategy_editor.model.blocks import (
    Block,
    Box,
    Chart,
    Figure,
    Heading,
    ListItem,
    ListKind,
    Paragraph,
    Table,
    TextBlock,
)
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Footnote, Runs, objects
from strategy_editor.model.tree import block_hosts, is_empty


class Numbers(Struct, frozen=True):
    """All numbers of one document, by id of section, block or footnote.

    ``labels`` holds what is printed before a title or paragraph (``1.0``, ``3.1``, ``(a)``); ``levels`` the outline
    level of each section and heading (1 for a section of the document); ``captions`` the number of each table or
    figure.
    """

    labels: Mapping[str, str]
    levels: Mapping[str, int]
    captions: Mapping[str, str]
    footnotes: Mapping[str, int]


def numbers(project: Project, document: Document) -> Numbers:
    """The numbers of ``document`` as it stands today."""
    counter = _Counter(
        project.letter(document), document.number_format, lambda section: is_present(project, document, section)
    )
    for section in document.sections:
        counter.section(section)
    counter.absent_sections()
    return Numbers(counter.labels, counter.levels, counter.captions, counter.footnotes)


def is_present(project: Project, document: Document, section: Section) -> bool:
    """Whether a section is part of its document today.

    It is not while it is marked not applicable, nor while it is empty and nobody requires it.
    """
    if section.status == "not-applicable":
        return False
    return project.is_required(document, section) or not is_empty(section)


class _Counter:
    """Walks a document once, in reading order; sections that are not ``present`` come last, without labels."""

    def __init__(self, letter: str, number_format: str, present: Callable[[Section], bool]) -> None:
        self.letter = letter
        self.number_format = number_format
        self.present = present
        self.absent: list[tuple[Section, int]] = []
        self.labels: dict[str, str] = {}
        self.levels: dict[str, int] = {}
        self.captions: dict[str, str] = {}
        self.footnotes: dict[str, int] = {}
        self.sections = 0
        self.tables = 0
        self.figures = 0
        self.list_counts: list[tuple[ListKind, int]] = []

    def section(self, section: Section) -> None:
        """A section of the document itself."""
        if not self.present(section):
            self.absent.append((section, 1))
            return
        path: tuple[int, ...] = ()
        if section.scheme != "none" and self.number_format != "none":
            self.sections += not section.change.insertion
            path = (self.sections,)
            self.labels[section.id] = self._label(path)
        self._inside(section, path, 1, [0])

    def absent_sections(self) -> None:
        """Gives levels, captions and footnotes to the sections that were passed over, and to those inside them."""
        for section, level in self.absent:
            self._inside(section, (), level, [0])

    def _inside(self, section: Section, path: tuple[int, ...], level: int, count: list[int]) -> None:
        """Blocks, then children. ``count`` numbers what stands directly below ``path``."""
        self.levels[section.id] = level
        self._footnotes_in(section.title)
        self._blocks(section, path, level, count)
        for child in section.children:
            if not self.present(child):
                self.absent.append((child, level + 1))
                continue
            child_path: tuple[int, ...] = ()
            child_count = [0]
            if path and section.scheme == "headings" and child.scheme != "none":
                count[0] += not child.change.insertion
                child_path = (*path, count[0])
                self.labels[child.id] = self._label(child_path)
            elif path and section.scheme == "paragraphs" and child.scheme == "paragraphs":
                child_path, child_count = path, count
            self._inside(child, child_path, level + 1, child_count)

    def _blocks(self, section: Section, path: tuple[int, ...], level: int, count: list[int]) -> None:
        under: list[tuple[int, list[int]]] = []
        self.list_counts = []
        for block in section.blocks:
            if isinstance(block, Heading):
                self.levels[block.id] = level + block.level
                if path and section.scheme == "headings":
                    self._heading(block, path, count, under)
            elif isinstance(block, Paragraph) and block.numbered and path:
                self._numbered_paragraph(block, section, path, count, under)
            self._list_label(block)
            self._inner_lists(block)
            self._captions_and_footnotes(block)

    def _heading(
        self, block: Heading, path: tuple[int, ...], count: list[int], under: list[tuple[int, list[int]]]
    ) -> None:
        """``under`` is the chain of headings that the next block stands below: (level, count of what is below it)."""
        while under and under[-1][0] >= block.level:
            under.pop()
        siblings = under[-1][1] if under else count
        siblings[0] += not block.ending.insertion
        under.append((block.level, [0]))
        self.labels[block.id] = self._label(self._path_under(path, count, under))

    def _path_under(
        self, path: tuple[int, ...], count: list[int], under: list[tuple[int, list[int]]]
    ) -> tuple[int, ...]:
        counts = [count, *(inner for _, inner in under[:-1])]
        return (*path, *(each[0] for each in counts))

    def _numbered_paragraph(
        self,
        block: Paragraph,
        section: Section,
        path: tuple[int, ...],
        count: list[int],
        under: list[tuple[int, list[int]]],
    ) -> None:
        if section.scheme == "paragraphs" or not under:
            count[0] += not block.ending.insertion
            self.labels[block.id] = self._label((*path, count[0]))
        else:
            own = under[-1][1]
            own[0] += not block.ending.insertion
            heading = self._path_under(path, count, under)
            self.labels[block.id] = self._label((*heading, own[0]))

    def _label(self, path: tuple[int, ...]) -> str:
        dotted = ".".join(map(str, path))
        if len(path) == 1 and self.number_format == "1.0":
            dotted += ".0"
        return f"{self.letter}{dotted}"

    def _list_label(self, block: Block) -> None:
        if not isinstance(block, ListItem):
            self.list_counts = []
            return
        del self.list_counts[block.level :]
        while len(self.list_counts) < block.level:
            self.list_counts.append((block.kind, 0))
        kind, count = self.list_counts[-1]
        if block.kind == "bullet":
            self.list_counts[-1] = ("bullet", 0)
            return
        count = 1 if block.restart else (count if kind == block.kind else 0) + (not block.ending.insertion)
        self.list_counts[-1] = (block.kind, count)
        self.labels[block.id] = list_label(block.kind, block.level, count)

    def _captions_and_footnotes(self, block: Block) -> None:
        match block:
            case Table():
                self.tables += not block.change.insertion
                self.captions[block.id] = f"{self.letter}{self.tables}"
            case Figure() | Chart():
                self.figures += not block.change.insertion
                self.captions[block.id] = f"{self.letter}{self.figures}"
        for host in block_hosts(block):
            if host.kind != "footnote":
                self._footnotes_in(host.runs)

    def _inner_lists(self, block: Block) -> None:
        """Lists in a cell or a box count for themselves."""
        groups: list[tuple[TextBlock, ...]] = []
        match block:
            case Table():
                groups = [cell.blocks for row in block.rows for cell in row.cells]
            case Box():
                groups = [block.blocks]
        for group in groups:
            self.list_counts = []
            for inner in group:
                self._list_label(inner)
            self.list_counts = []

    def _footnotes_in(self, runs: Runs) -> None:
        for item in objects(runs):
            if isinstance(item, Footnote):
                self.footnotes[item.id] = len(self.footnotes) + 1


_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """Lower-case Roman numerals."""
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def alphabetic(number: int) -> str:
    """1 is a, 26 is z, 27 is aa (as Word counts on)."""
    index = number - 1
    return chr(ord("a") + index % 26) * (index // 26 + 1)


def list_label(kind: str, level: int, number: int) -> str:
    """``1.``, ``(a)``, ``(i)`` by level for numbered lists; lettered lists begin with ``(a)``."""
    styles = ("number", "letter", "roman")
    style = styles[(level - 1 + (kind == "letter")) % 3]
    match style:
        case "number":
            return f"{number}."
        case "letter":
            return f"({alphabetic(number)})"
        case _:
            return f"({roman(number)})"
