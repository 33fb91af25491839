"""The public part: a set from which everything exempt has been taken, with the council's words in its place.

It is taken out of the *value*, before anything is laid out, so that no later step can print what it never had. Numbers
are drawn from the whole set and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import (
    EVERYWHERE,
    TEXT_BLOCKS,
    Block,
    Box,
    Cell,
    Heading,
    Limits,
    ListItem,
    Paragraph,
    Row,
    Table,
    TextBlock,
    caption_of,
)
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.text import Footnote, Run, Runs, join, runs_from
from strategy_editor.model.tree import section_hosts, walk_blocks, walk_sections
from strategy_editor.templates.wording import Wording

# ---- finding


def is_exempt(document: Document) -> bool:
    """Whether the document is not for publication as a whole."""
    return bool(document.exemption) or document.classification == "exempt"


def has_exempt(document: Document) -> bool:
    """Whether anything in the document is marked exempt, the document itself included."""
    return is_exempt(document) or any(_section_has_exempt(each) for each in walk_sections(document.sections))


def _has_exempt_parts(section: Section) -> bool:
    return (
        bool(section.limits.exemption)
        or any(_block_has_exempt(block) for block in section.blocks)
        or any(run.marks.exemption for host in section_hosts(section) for run in host.runs)
    )


_section_has_exempt: IdentityCache[Section, bool] = IdentityCache(_has_exempt_parts, 4000)


def _block_has_exempt(block: Block) -> bool:
    inner = any(each.limits.exemption for each in walk_blocks((block,)))
    return inner or (isinstance(block, Table) and any(row.limits.exemption for row in block.rows))


def exempt_paragraphs(project: Project, document: Document) -> tuple[str, ...]:
    """The paragraphs of the schedule by which parts of the document are not for publication, in order."""
    used = {document.exemption}
    for section in walk_sections(document.sections):
        used.add(section.limits.exemption)
        used.update(run.marks.exemption for host in section_hosts(section) for run in host.runs)
        for block in walk_blocks(section.blocks):
            used.add(block.limits.exemption)
            if isinstance(block, Table):
                used.update(row.limits.exemption for row in block.rows)
    found = (project.exemption(id) for id in used if id)
    numbers = {each.paragraph for each in found if each is not None and each.paragraph}
    return tuple(sorted(numbers, key=lambda number: (len(number), number)))


def exempt_ids(project: Project) -> frozenset[str]:
    """The ids of all sections and blocks that are exempt as a whole, with everything inside them."""
    return frozenset(id for document in project.documents for id in _exempt_in(document))


def _exempt_in(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from _exempt_in_section(section, is_exempt(document))


def _exempt_in_section(section: Section, exempt: bool) -> Iterator[str]:
    exempt = exempt or bool(section.limits.exemption)
    if exempt:
        yield section.id
    for block in section.blocks:
        if exempt or block.limits.exemption:
            yield block.id
    for child in section.children:
        yield from _exempt_in_section(child, exempt)


# ---- taking out


def public_project(project: Project, wording: Wording) -> Project:
    """The set as the public may see it: documents without what is exempt, lists without what is said of exempt ones."""
    stripper = _Stripper(project, wording)
    exempt = {document.id for document in project.documents if is_exempt(document)}
    return replace(
        project,
        documents=tuple(stripper.document(document) for document in project.documents),
        milestones=tuple(each for each in project.milestones if each.document not in exempt),
        register=tuple(
            replace(each, note="") if each.document in exempt and each.note else each for each in project.register
        ),
    )


class _Stripper:
    def __init__(self, project: Project, wording: Wording) -> None:
        self.project = project
        self.wording = wording

    def notice(self, key: str, exemption: str) -> str:
        """The council's words for this exemption."""
        found = self.project.exemption(exemption)
        paragraph = found.paragraph if found else ""
        return self.wording(key, paragraph=paragraph, schedule=self.wording("exempt.schedule"))

    def document(self, document: Document) -> Document:
        if is_exempt(document):
            notice = Paragraph(f"{document.id}-exempt", runs_from(self.notice("exempt.document", document.exemption)))
            return replace(
                document, sections=(Section(f"{document.id}-notice", scheme="none", blocks=(notice,)),), cover=""
            )
        if not has_exempt(document):
            return document
        return replace(document, sections=tuple(self.section(section) for section in document.sections))

    def section(self, section: Section) -> Section:
        exemption = section.limits.exemption
        if not exemption:
            return replace(
                section,
                title=self.runs(section.title),
                blocks=tuple(self.block(block) for block in section.blocks),
                children=tuple(self.section(child) for child in section.children),
            )
        notice = Paragraph(f"{section.id}-exempt", runs_from(self.notice("exempt.block", exemption)))
        return Section(
            section.id,
            runs_from(self.notice("exempt.title", exemption)),
            scheme=section.scheme,
            blocks=(notice,),
            limits=Limits(section.limits.editions),
        )

    def block(self, block: Block) -> Block:
        exemption = block.limits.exemption
        if exemption:
            return self.replaced(block, exemption)
        match block:
            case Table():
                return replace(
                    block,
                    caption=self.text(block.caption),
                    rows=tuple(self.row(row, len(block.columns)) for row in block.rows),
                )
            case Box():
                return replace(block, title=self.text(block.title), blocks=tuple(map(self.text_block, block.blocks)))
            case Paragraph() | Heading() | ListItem():
                return self.text_block(block)
            case _ if (caption := caption_of(block)) is not None:
                return replace(block, caption=self.text(caption))
            case _:
                return block

    def replaced(self, block: Block, exemption: str) -> Block:
        """A text block keeps its shape and so its number; anything else becomes a paragraph."""
        runs = runs_from(self.notice("exempt.block", exemption))
        limits = Limits(block.limits.editions)
        if isinstance(block, TEXT_BLOCKS):
            return replace(block, runs=runs, limits=limits)
        return Paragraph(block.id, runs, limits=limits)

    def row(self, row: Row, width: int) -> Row:
        exemption = row.limits.exemption
        if not exemption:
            return replace(row, cells=tuple(self.cell(cell) for cell in row.cells))
        limits = Limits(row.limits.editions)
        notice = Paragraph(f"{row.id}-exempt", runs_from(self.notice("exempt.inline", exemption)))
        if len(row.cells) == width and all(cell.row_span == 1 for cell in row.cells):
            return replace(row, cells=(Cell(row.cells[0].id, (notice,), column_span=width),), limits=limits)
        cells = tuple(
            replace(cell, blocks=(notice if index == 0 else Paragraph(f"{cell.id}-exempt"),))
            for index, cell in enumerate(row.cells)
        )
        return replace(row, cells=cells, limits=limits)

    def cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=tuple(map(self.text_block, cell.blocks)))

    def text_block(self, block: TextBlock) -> TextBlock:
        if block.limits.exemption:
            runs = runs_from(self.notice("exempt.block", block.limits.exemption))
            return replace(block, runs=runs, limits=Limits(block.limits.editions))
        return replace(block, runs=self.runs(block.runs))

    def text(self, caption: Paragraph) -> Paragraph:
        if caption.limits.exemption:
            runs = runs_from(self.notice("exempt.inline", caption.limits.exemption))
            return replace(caption, runs=runs, limits=EVERYWHERE)
        return replace(caption, runs=self.runs(caption.runs))

    def runs(self, runs: Runs) -> Runs:
        """Each exempt stretch replaced by one notice, with the spaces around it; footnote bodies likewise."""
        out: list[Run] = []
        exempt = ""
        for run in runs:
            if run.marks.exemption:
                if run.marks.exemption != exempt:
                    before = " " if _begins_with_space(run) else ""
                    out.append(Run(before + self.notice("exempt.inline", run.marks.exemption)))
                if _ends_with_space(run):
                    out.append(Run(" "))
            elif isinstance(run.content, Footnote):
                out.append(Run(replace(run.content, body=self.runs(run.content.body)), run.marks))
            else:
                out.append(run)
            exempt = run.marks.exemption
        return join(tuple(out))


def _begins_with_space(run: Run) -> bool:
    return isinstance(run.content, str) and run.content[:1].isspace()


def _ends_with_space(run: Run) -> bool:
    return isinstance(run.content, str) and run.content[-1:].isspace() and bool(run.content.strip())
