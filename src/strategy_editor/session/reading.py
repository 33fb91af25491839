"""What is read for the reading level: running text and lists, without headings, tables and what is struck out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from strategy_editor.language.reading import Reading, reading
from strategy_editor.model.blocks import Box, Heading, Table
from strategy_editor.model.section import Section
from strategy_editor.model.text import Runs
from strategy_editor.model.tree import section_hosts, walk_sections


class Passage(NamedTuple):
    """A paragraph or item: where it stands, and its words."""

    section: str
    host: str
    text: str


def passages_of(sections: Iterable[Section]) -> list[Passage]:
    """The running text of some sections and what is below them."""
    out: list[Passage] = []
    for section in walk_sections(sections):
        for host in section_hosts(section):
            if host.kind == "text" and not isinstance(host.block, Heading | Table) and _is_read(host.block, host.id):
                text = _words(host.runs)
                if text.strip():
                    out.append(Passage(section.id, host.id, text))
    return out


def reading_of(passages: Iterable[Passage]) -> Reading:
    """The reading level of passages together."""
    return reading([passage.text for passage in passages])


def _is_read(block: object, host: str) -> bool:
    """In a box, headings are left out too."""
    if not isinstance(block, Box):
        return True
    return not any(isinstance(inner, Heading) and inner.id == host for inner in block.blocks)


def _words(runs: Runs) -> str:
    return "".join(run.content for run in runs if isinstance(run.content, str) and not run.marks.deletion)
