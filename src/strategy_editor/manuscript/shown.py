"""What an edition shows of a document: sections and blocks limited to other editions are left out.

So are, where gaps are not shown, sections that are not applicable, and those that are empty and not required. Numbers
are drawn before, so that nothing moves.
"""

from __future__ import annotations

from msgspec.structs import replace

from strategy_editor.manuscript.editions import Edition
from strategy_editor.model.blocks import Block, Box, Limits, Table, TextBlock
from strategy_editor.model.grid import without
from strategy_editor.model.numbering import is_present
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import walk_sections


def shown_document(project: Project, document: Document, whole: Document, edition: Edition) -> Document:
    """``document`` as ``edition`` shows it; ``whole`` is the same before anything was taken out of it."""
    absent: set[str] = set()
    if not edition.gaps:
        absent = {section.id for section in walk_sections(whole.sections) if not is_present(project, whole, section)}
    return replace(document, sections=_sections(document.sections, absent, edition.id))


def _sections(sections: tuple[Section, ...], absent: set[str], edition: str) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            blocks=tuple(_shown(block, edition) for block in section.blocks if _allowed(block.limits, edition)),
            children=_sections(section.children, absent, edition),
        )
        for section in sections
        if section.id not in absent and _allowed(section.limits, edition)
    )


def _allowed(limits: Limits, edition: str) -> bool:
    return not limits.editions or edition in limits.editions


def _shown(block: Block, edition: str) -> Block:
    match block:
        case Table() if any(not _allowed(row.limits, edition) for row in block.rows):
            return without(block, {row.id for row in block.rows if not _allowed(row.limits, edition)}, ())
        case Box():
            inner: tuple[TextBlock, ...] = tuple(each for each in block.blocks if _allowed(each.limits, edition))
            return replace(block, blocks=inner)
        case _:
            return block
