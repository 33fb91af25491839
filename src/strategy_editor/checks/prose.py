"""What rules read of a section: its passages as they stand, remembered as long as the section stays the same.

A passage is the text of one text host. It has as many characters as its runs, so that places in it are places in them:
an object, a suggested insertion and words in another language stand as :data:`OBJECT`, one for each character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.checks.finding import Fix, Remark, Severity
from strategy_editor.foundation.identity import IdentityCache
from strategy_editor.model.blocks import Block, Box, Heading, ListItem, Paragraph, Table
from strategy_editor.model.grid import Placed, placed, text_of
from strategy_editor.model.section import Section
from strategy_editor.model.text import OBJECT, Run, Runs
from strategy_editor.model.tree import Host, block_hosts, section_hosts, section_words

PassageKind = Literal["title", "heading", "paragraph", "quotation", "item", "cell", "caption", "footnote"]

_REMEMBERED = 4000
"""Sections; more than any set has."""

RUNNING: frozenset[PassageKind] = frozenset({"paragraph", "quotation", "item"})
"""Kinds that are read as sentences."""

TELLING: frozenset[PassageKind] = RUNNING | {"cell", "footnote"}
"""Kinds that say something. Headings and captions name things: an acronym there is explained in the text."""


T = TypeVar("T")

BY_SECTION: list[IdentityCache[Section, object]] = []
"""All that rules work out for a section and remember: whoever works in steps has it worked out section by section."""


def by_section(work: Callable[[Section], T]) -> IdentityCache[Section, T]:
    """Remembers what ``work`` makes of a section as long as that stays the same."""
    made = IdentityCache(work, _REMEMBERED)
    BY_SECTION.append(cast(IdentityCache[Section, object], made))
    return made


class Passage(Struct, frozen=True):
    """The text of a host. ``block`` is the id of the section's block that it is in; empty for the title.

    ``public`` is the same text with what is not for publication taken out in the same way.
    """

    section: str
    host: str
    block: str
    kind: PassageKind
    text: str
    public: str
    runs: Runs

    def remark(
        self, message: str, quote: str = "", *, fix: Fix | None = None, severity: Severity | None = None
    ) -> Remark:
        """A remark on words of this passage."""
        return Remark(message, section=self.section, block=self.block, quote=quote, fix=fix, severity=severity)


def by_passage(work: Callable[[Passage], T]) -> IdentityCache[Passage, T]:
    """Remembers what ``work`` makes of a passage: of a long section only what has changed is worked out anew."""
    return IdentityCache(work, 20_000)


def _passages(section: Section) -> tuple[Passage, ...]:
    exempt = bool(section.limits.exemption)
    title = section_hosts(replace(section, blocks=()))
    out = [_passage(section.id, host, exempt=exempt) for host in title]
    for block in section.blocks:
        known = _of_block(block)
        where = (section.id, exempt)
        if where not in known:
            known[where] = tuple(_passage(section.id, host, exempt=exempt) for host in block_hosts(block))
        out += known[where]
    return tuple(out)


_of_block: IdentityCache[Block, dict[tuple[str, bool], tuple[Passage, ...]]] = IdentityCache(lambda _: {}, 20_000)
"""The passages of a block, by the section that it is in and whether that is not for publication."""


def _passage(section: str, host: Host, *, exempt: bool) -> Passage:
    block = host.block
    exempt = exempt or (block is not None and bool(block.limits.exemption)) or _in_exempt_row(host)
    text = "".join(map(_standing, host.runs))
    public = OBJECT * len(text) if exempt else "".join(_public(run) for run in host.runs)
    return Passage(section, host.id, block.id if block else "", _kind(host), text, public, host.runs)


def _in_exempt_row(host: Host) -> bool:
    if not host.cell or not isinstance(host.block, Table):
        return False
    return any(row.limits.exemption and any(cell.id == host.cell for cell in row.cells) for row in host.block.rows)


def _standing(run: Run) -> str:
    content, marks = run.content, run.marks
    if not isinstance(content, str):
        return OBJECT
    foreign = marks.language and not marks.language.lower().startswith("en")
    return OBJECT * len(content) if marks.insertion or foreign else content


def _public(run: Run) -> str:
    return OBJECT * len(run) if run.marks.exemption else _standing(run)


def _kind(host: Host) -> PassageKind:
    match host.kind, host.block:
        case ("text", Heading()):
            return "heading"
        case ("text", ListItem()):
            return "item"
        case ("text", Box() as box):
            inner = next(each for each in box.blocks if each.id == host.id)
            return "item" if isinstance(inner, ListItem) else "paragraph"
        case ("text", Paragraph(kind="quote")):
            return "quotation"
        case ("text", _):
            return "paragraph"
        case ("title", _):
            return "title"
        case ("cell", _):
            return "cell"
        case ("footnote", _):
            return "footnote"
        case _:
            return "caption"


passages: IdentityCache[Section, tuple[Passage, ...]] = by_section(_passages)
"""The passages of a section's own blocks, its title first."""


grid_of: IdentityCache[Table, list[Placed]] = IdentityCache(placed, 4000)
"""Every cell of a table with its place, in reading order."""


def _said(table: Table) -> dict[str, str]:
    return {each.cell.id: text_of(each.cell) for each in grid_of(table)}


said_in: IdentityCache[Table, dict[str, str]] = IdentityCache(_said, 4000)
"""The words of every cell that a table shows, by the id of the cell."""
own_words: IdentityCache[Section, int] = by_section(section_words)
"""How many words a section has, its children left out."""


def all_words(section: Section) -> int:
    """How many words a section has with its children."""
    return own_words(section) + sum(map(all_words, section.children))


def running(section: Section) -> tuple[Passage, ...]:
    """The passages that are read as sentences, without empty ones."""
    return tuple(each for each in passages(section) if each.kind in RUNNING and each.text.strip())


def matches(found: Iterable[Passage], pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Every match of a pattern with the passage that it is in."""
    for passage in found:
        for match in pattern.finditer(passage.text):
            yield passage, match


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a line or an item begins there, so that a capital says nothing about its word."""
    before = text[:start].rstrip(" “‘(\"'")
    return not before or before[-1] in ".!?:\n•"


def clip(text: str, most: int = 60) -> str:
    """The beginning of a text, for quoting it in a message."""
    line = " ".join(text.replace(OBJECT, "…").split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def words_of(block: Block) -> str:
    """The words of a paragraph, heading or list item as they stand; empty for other blocks."""
    if not isinstance(block, Paragraph | Heading | ListItem):
        return ""
    return "".join(run.content for run in block.runs if isinstance(run.content, str) and not run.marks.insertion)
