"""Makes the manuscript of one document: the function that every writer's work begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from strategy_editor.manuscript.about import about_items
from strategy_editor.manuscript.blocks import DEEPEST_HEADING, block_items, scheme_level
from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.editions import Edition, Part, edition_of
from strategy_editor.manuscript.front import (
    cover_rest,
    exempt_statement,
    front_items,
    furniture,
    pack_title,
    properties,
)
from strategy_editor.manuscript.items import (
    ContentsItem,
    CoverItem,
    GapItem,
    GuidanceItem,
    HeadingItem,
    Item,
    Manuscript,
    PageBreakItem,
    TitleItem,
)
from strategy_editor.model.ledger import Version
from strategy_editor.model.profile import PageLook
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document, Section
from strategy_editor.model.tree import is_empty
from strategy_editor.review.since import marked_since
from strategy_editor.templates.roles import KEPT_BY_THE_PROGRAM, UNPRINTED_HEADINGS


def manuscript(
    project: Project,
    document: Document,
    edition: Edition | str,
    *,
    part: Part = "public",
    version: str = "",
    versions: tuple[Version, ...] = (),
    today: date,
    sections: tuple[str, ...] = (),
    guidance: bool = False,
    since: Document | None = None,
) -> Manuscript:
    """``document`` of ``project`` as ``edition`` shows it, ready for any writer.

    ``part``: without what is not for publication, or with it. ``version`` is the name of the version that this is
    (empty: today's text); ``versions`` are those of the ledger, for document control. ``sections``: those alone, with
    what is below them. For copies that come back: ``guidance`` prints what the outline asks; ``since`` is the document
    as the reader last had it, and changes since then are marked. Raises :class:`WrongUse` for an unknown edition.
    """
    chosen = edition_of(edition) if isinstance(edition, str) else edition
    drawing = Drawing(project, document, chosen, part, version=version, versions=versions, today=today)
    if since is not None:
        drawing.document = marked_since(since, drawing.document)
    return Manuscript(
        document.id,
        properties(drawing),
        tuple(items_of(drawing, sections, guidance=guidance)),
        _page(drawing),
        furniture(drawing),
        number_format=document.number_format,
        number_prefix=drawing.letter,
        wording=drawing.wording.words,
        edition=chosen.id,
    )


def _page(drawing: Drawing) -> PageLook:
    page = drawing.project.profile.page
    return replace(page, body_size=drawing.edition.body_size) if drawing.edition.body_size else page


def items_of(drawing: Drawing, wanted: tuple[str, ...] = (), *, guidance: bool = False) -> Iterator[Item]:
    """Front matter, then the sections; a contents list behind a cover has pages of its own."""
    if wanted:
        front, sections = pack_title(drawing), tuple(_wanted(drawing.document.sections, wanted))
    else:
        front, sections = front_items(drawing), drawing.document.sections
    if drawing.edition.unchecked:
        front = _told_unchecked(drawing, front)
    body = (item for each in sections for item in _section(drawing, each, guidance))
    about = () if wanted else about_items(drawing, properties(drawing))
    left_out = exempt_statement(drawing) if drawing.part == "public" and not wanted else ()
    yield from _broken_after_contents((*front, *body, *left_out, *about))


def _told_unchecked(drawing: Drawing, front: Iterable[Item]) -> Iterator[Item]:
    """The front, with what nobody has looked at yet: on the cover, or below the title."""
    said = drawing.wording("draft.unchecked")
    for item in front:
        if isinstance(item, CoverItem):
            yield replace(item, lines=(*item.lines, said))
            continue
        yield item
        if isinstance(item, TitleItem):
            yield GapItem(f"{drawing.document.id}-unchecked", said)


def _wanted(sections: tuple[Section, ...], wanted: tuple[str, ...]) -> Iterator[Section]:
    for section in sections:
        if section.id in wanted:
            yield section
        else:
            yield from _wanted(section.children, wanted)


def _broken_after_contents(items: Iterable[Item]) -> Iterator[Item]:
    waiting = covered = begun = False
    for item in items:
        if isinstance(item, ContentsItem):
            if covered and begun:
                yield PageBreakItem()
            waiting = True
        elif waiting and isinstance(item, HeadingItem) and item.level == 1:
            item, waiting = replace(item, page_break=item.page_break or covered), False
        begun = covered
        covered = covered or isinstance(item, CoverItem)
        yield item


def _section(drawing: Drawing, section: Section, guidance: bool) -> Iterator[Item]:
    role = drawing.role(section)
    if role in KEPT_BY_THE_PROGRAM and (not drawing.edition.gaps or is_empty(section)):
        return
    blocks = cover_rest(section) if role == "cover" else section.blocks
    items = list(block_items(drawing, blocks))
    if items and isinstance(items[0], ContentsItem):
        items[0] = replace(items[0], title=drawing.plain(section.title))
    elif role not in UNPRINTED_HEADINGS:
        yield from _heading(drawing, section)
        if drawing.edition.gaps:
            yield from _gap(drawing, section)
        if guidance:
            yield from _guidance(drawing, section)
    if section.status != "not-applicable":
        yield from items
    for child in section.children:
        yield from _section(drawing, child, guidance)


def _guidance(drawing: Drawing, section: Section) -> Iterator[GuidanceItem]:
    wanted = drawing.project.outline_section(drawing.document, section)
    lines = (wanted.guidance, *(prompt.text for prompt in wanted.prompts)) if wanted else ()
    if any(lines):
        yield GuidanceItem(f"{section.id}-guidance", tuple(line for line in lines if line))


def _heading(drawing: Drawing, section: Section) -> Iterator[HeadingItem]:
    inlines = drawing.inlines(section.title)
    label = drawing.numbers.labels.get(section.id, "")
    if inlines or label:
        level = min(drawing.numbers.levels.get(section.id, 1), DEEPEST_HEADING)
        yield HeadingItem(section.id, level, inlines, label, scheme_level(drawing, label))


def _gap(drawing: Drawing, section: Section) -> Iterator[GapItem]:
    anchor = f"{section.id}-gap"
    if section.status == "not-applicable":
        key = "gap.not-applicable" if section.reason else "gap.not-applicable.bare"
        yield GapItem(anchor, drawing.wording(key, reason=section.reason))
    elif is_empty(section):
        yield GapItem(anchor, drawing.wording("gap.section"))
