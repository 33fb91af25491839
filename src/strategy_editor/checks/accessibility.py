"""Accessibility of what is not running text: pictures, charts, tables, colours, the language of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.fixes import BlockChange, in_block, in_document, in_page
from strategy_editor.checks.prose import clip, grid_of, matches, said_in
from strategy_editor.checks.rules import DocumentContext, SectionContext, SetContext, rule
from strategy_editor.foundation.colours import WHITE, contrast, readable
from strategy_editor.model.blocks import Block, Chart, Figure, Table
from strategy_editor.model.project import Project
from strategy_editor.model.text import objects, plain
from strategy_editor.templates.plan import document_language

_LONGEST_ALTERNATIVE = 250
_MANY_COLUMNS = 8
_LEAST_CONTRAST = 4.5
_SMALLEST_TYPE = 12.0
_MOST_PIXELS = 40_000_000
_MOST_PIXELS_TOGETHER = 400_000_000
_FILE_NAME = re.compile(
    r"[\w() -]+\.(?:png|jpe?g|gif|tiff?|bmp|svg|webp|emf|wmf)|(?:img|dsc|image|picture|screenshot)[ _-]?\d*",
    re.IGNORECASE,
)
_BY_COLOUR = re.compile(
    r"\b(?:shown|marked|highlighted|shaded|coloured|printed|given|listed|are|is) in (?:red|green|amber|yellow|blue|"
    r"orange|purple)\b|"
    r"\bthe (?:red|green|amber|yellow|blue|orange) (?:ones|boxes|bars|rows|lines|cells|items|text|areas?)\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


# ---- pictures and charts


@rule("C73", "A picture says nothing to those who cannot see it", "stop", "section", "Structure and accessibility")
def alternatives(context: SectionContext) -> Iterator[Remark]:
    """Every picture and chart has words in its place, or the picture is decoration; file names are no words."""
    for block in context.section.blocks:
        match block:
            case Figure(decorative=True):
                continue
            case Figure() | Chart():
                yield from _alternative(context, block)


def _alternative(context: SectionContext, block: Figure | Chart) -> Iterator[Remark]:
    text = block.alternative.strip()
    caption = plain(block.caption.runs).strip()
    what = "chart" if isinstance(block, Chart) else "picture"
    name = f"The {what} “{clip(caption, 40)}”" if caption else f"A {what} here"
    from_caption = _from_caption(context, block, caption)
    if not text:
        yield Remark(f"{name} has no words for those who cannot see it.", block=block.id, fix=from_caption)
    elif isinstance(block, Figure) and _is_file_name(context.project, block, text):
        said = f"{name} is described as “{text}”, which is the name of a file."
        yield Remark(said, block=block.id, quote=text, fix=from_caption or _decorative(context, block))
    elif len(text) > _LONGEST_ALTERNATIVE:
        said = f"{name} is described in {len(text)} characters; {_LONGEST_ALTERNATIVE} are the most."
        fix = Fix("Move the rest to the long description", in_block(context.section.id, block.id, _shortened))
        yield Remark(said, block=block.id, fix=fix, severity="warn")
    elif _is_undescribed(block, text):
        said = f"{name} is a drawing that a few words cannot give. Add a long description."
        yield Remark(said, block=block.id, quote=text, severity="warn")


_DRAWN = re.compile(r"\b(?:diagram|chart|graph|map|flow|infographic|timeline|organisation structure)\b", re.IGNORECASE)
_SHORT = 100
"""Characters: a diagram that is described in fewer needs a longer description too."""


def _is_undescribed(block: Figure | Chart, text: str) -> bool:
    """Whether a drawing has more to say than the few words that it is given. A chart has its table."""
    return (
        isinstance(block, Figure)
        and not block.description.strip()
        and len(text) < _SHORT
        and _DRAWN.search(text) is not None
    )


def _is_file_name(project: Project, figure: Figure, text: str) -> bool:
    picture = project.pictures.get(figure.picture)
    stem = PurePath(picture.name).stem.lower() if picture and picture.name else ""
    small = text.lower()
    return _FILE_NAME.fullmatch(text) is not None or (
        bool(stem) and small in (stem, picture.name.lower() if picture else "")
    )


def _from_caption(context: SectionContext, block: Figure | Chart, caption: str) -> Fix | None:
    if not caption or _FILE_NAME.fullmatch(caption):
        return None
    words = caption[:_LONGEST_ALTERNATIVE]

    def change(found: Block) -> tuple[Block, ...]:
        return (replace(found, alternative=words),) if isinstance(found, Figure | Chart) else (found,)

    return Fix("Use the words of the caption", in_block(context.section.id, block.id, change))


def _decorative(context: SectionContext, block: Figure) -> Fix:
    def change(found: Block) -> tuple[Block, ...]:
        return (replace(found, decorative=True, alternative=""),) if isinstance(found, Figure) else (found,)

    return Fix("It is only decoration", in_block(context.section.id, block.id, change))


def _shortened(found: Block) -> tuple[Block, ...]:
    """The first sentence stays, or as many words as fit; all of it becomes the long description."""
    if not isinstance(found, Figure | Chart) or len(found.alternative) <= _LONGEST_ALTERNATIVE:
        return (found,)
    text = found.alternative.strip()
    end = text.find(". ") + 1
    if not 0 < end <= _LONGEST_ALTERNATIVE:
        end = text.rfind(" ", 0, _LONGEST_ALTERNATIVE)
    description = f"{text} {found.description}".strip()
    return (replace(found, alternative=text[: max(end, 1)].strip(), description=description),)


# ---- tables


@rule("C74", "A table cannot be followed without seeing it", "warn", "section", "Structure and accessibility")
def tables(context: SectionContext) -> Iterator[Remark]:
    """A header row, a caption, no joined or empty cells, more than one column, and room on the page."""
    for block in context.section.blocks:
        if isinstance(block, Table):
            yield from _table(context, block)


def _table(context: SectionContext, table: Table) -> Iterator[Remark]:
    caption = plain(table.caption.runs).strip()
    name = f"The table “{clip(caption, 40)}”" if caption else "A table here"

    def remark(said: str, fix: Fix | None = None) -> Remark:
        return Remark(f"{name} {said}", block=table.id, fix=fix)

    def change(**fields: object) -> BlockChange:
        return lambda found: (replace(found, **fields),)

    def mended(words: str, **fields: object) -> Fix:
        return Fix(words, in_block(context.section.id, table.id, change(**fields)))

    if len(table.rows) > 1 and not table.header_rows and not table.header_columns:
        fix = mended("The first row names the columns", header_rows=1)
        yield Remark(f"{name} does not say which row names the columns.", block=table.id, fix=fix, severity="stop")
    if not caption and not any(True for _ in objects(table.caption.runs)):
        yield remark("has no caption.")
    if len(table.columns) == 1:
        yield remark("has a single column. A list says the same.")
    cells = grid_of(table)
    if any(each.rows > 1 or each.columns > 1 for each in cells):
        yield remark("has joined cells, which are hard to follow when read out.")
    said = said_in(table)
    empty = sum(1 for each in cells if not said[each.cell.id] and not _holds_object(each.cell.blocks))
    if empty:
        noun = "an empty cell" if empty == 1 else f"{empty} empty cells"
        yield remark(f"has {noun}. Write “None” or “Not applicable” where nothing belongs.")
    if len(table.columns) > _MANY_COLUMNS and not table.landscape:
        fix = mended("Put it on a page that lies on its side", landscape=True)
        yield remark(f"has {len(table.columns)} columns, too many for an upright page.", fix)


def _holds_object(blocks: tuple[Struct, ...]) -> bool:
    return any(True for block in blocks for _ in objects(block.runs))  # type: ignore[attr-defined]


# ---- colours and type


@rule("C78", "Something is said by colour alone, or is too pale", "warn", "section", "Structure and accessibility")
def by_colour(context: SectionContext) -> Iterator[Remark]:
    """Readers who do not see colours need the word as well."""
    for passage, match in matches(context.passages, _BY_COLOUR):
        said = f"“{match[0]}” cannot be followed by those who do not see colours. Say it in words too."
        yield passage.remark(said, match[0])
    for block in context.section.blocks:
        if isinstance(block, Table):
            marks = [words for words in said_in(block).values() if words in ("R", "A", "G", "R/A/G")]
            if len(marks) >= 2:
                said = "A table here gives R, A and G without words. Write Red, Amber or Green, or what they mean."
                yield Remark(said, block=block.id)


@rule("C82", "The council's type or colours are hard to read", "warn", "set", "Structure and accessibility")
def council_looks(context: SetContext) -> Iterator[Remark]:
    """Type of 12 points or more; 4.5 to 1 between colours and what they stand on."""
    page = context.project.profile.page
    if page.body_size < _SMALLEST_TYPE:
        fix = Fix("Set the text in 12 points", in_page(body_size=_SMALLEST_TYPE))
        yield Remark(f"The council's text is set in {page.body_size:g} points; 12 is the least.", fix=fix)
    if contrast(page.accent, WHITE) < _LEAST_CONTRAST:
        better = readable(page.accent, WHITE, _LEAST_CONTRAST)
        fix = Fix(f"Use {better}", in_page(accent=better))
        yield Remark(f"The colour of headings, {page.accent}, is too pale on white.", fix=fix)
    if contrast(page.table_header, "#000000") < _LEAST_CONTRAST:
        better = readable(page.table_header, "#000000", _LEAST_CONTRAST)
        fix = Fix(f"Use {better}", in_page(table_header=better))
        yield Remark(f"The ground of table headers, {page.table_header}, is too dark for black letters.", fix=fix)


# ---- language and title


@rule("C79", "A document has no title or language", "stop", "document", "Structure and accessibility")
def title_and_language(context: DocumentContext) -> Iterator[Remark]:
    """Readers' programs say the title, and choose the voice by the language."""
    document, project = context.document, context.project
    if not document.title.strip():
        outline = project.outline.document(document.outline)
        title = (outline.title or outline.name) if outline else project.title
        fix = Fix(f"Call it “{title}”", in_document(document.id, lambda found: replace(found, title=title)))
        yield Remark("A document has no title.", fix=fix if title else None)
    if not _LANGUAGE.fullmatch(document.language):
        language = document_language(project.profile)
        fix = Fix(f"It is in {language}", in_document(document.id, lambda found: replace(found, language=language)))
        yield Remark(f"“{document.title}” does not say which language it is in.", fix=fix)


# ---- weight


@rule("C81", "Pictures are larger than any page needs", "warn", "document", "Structure and accessibility")
def heavy_pictures(context: DocumentContext) -> Iterator[Remark]:
    """Large pictures make large files, which committee systems refuse."""
    together = 0
    for section in context.sections:
        for block in section.blocks:
            picture = context.project.pictures.get(block.picture) if isinstance(block, Figure) else None
            if picture is None:
                continue
            pixels = picture.width * picture.height
            together += pixels
            if pixels > _MOST_PIXELS:
                said = f"A picture here has {pixels // 1_000_000} million dots. Save it smaller and put it in again."
                yield Remark(said, section=section.id, block=block.id)
    if together > _MOST_PIXELS_TOGETHER:
        yield Remark(f"The pictures of this document have {together // 1_000_000} million dots together.")
