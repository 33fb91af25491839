"""What stands before the sections and on every page: cover or title, contents, header and footer, properties."""

from __future__ import annotations

from collections.abc import Iterator

from strategy_editor.manuscript.drawing import Drawing
from strategy_editor.manuscript.editions import is_marked_draft
from strategy_editor.manuscript.exempt import exempt_paragraphs, is_exempt
from strategy_editor.manuscript.items import CoverItem, Furniture, Item, ParagraphItem, Properties, Span, TitleItem
from strategy_editor.manuscript.live import contents, report_header
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, Figure, LiveKind
from strategy_editor.model.dates import When
from strategy_editor.model.records import Meeting
from strategy_editor.model.section import Section
from strategy_editor.model.tree import walk_sections


def front_items(drawing: Drawing) -> Iterator[Item]:
    """A report begins with its head, an appendix with its letter and title, any other document with a cover."""
    kind = drawing.document.kind
    if kind == "report":
        yield _report_title(drawing)
        if not _draws(drawing, "report-header"):
            yield from report_header(drawing, f"{drawing.document.id}-header")
        yield from _told_first(drawing)
        return
    if kind == "appendix":
        above = (_council(drawing), drawing.wording("appendix", letter=drawing.letter))
        yield TitleItem(tuple(each for each in above if each), drawing.document.title, _logo(drawing))
    else:
        yield _cover(drawing)
    if not _draws(drawing, "contents"):
        yield contents(drawing, drawing.wording("contents"))
    yield from _told_first(drawing)


def _told_first(drawing: Drawing) -> Iterator[ParagraphItem]:
    """That this is the version that is not for publication; what was corrected after publication, with its date."""
    if drawing.part == "exempt":
        yield from exempt_statement(drawing)
    for number, each in enumerate(drawing.document.corrections, start=1):
        said = drawing.wording("corrected", date=str(each.when), what=each.text)
        yield ParagraphItem(f"{drawing.document.id}-corrected-{number}", (Span(said),))


def exempt_statement(drawing: Drawing) -> Iterator[ParagraphItem]:
    """By which paragraphs of the schedule this is not for publication, or something was left out of it."""
    document = drawing.whole.document(drawing.document.id)
    if document is None or (drawing.part == "public" and is_exempt(document)):
        return
    paragraphs = exempt_paragraphs(drawing.whole, document)
    if paragraphs:
        before, last = ", ".join(paragraphs[:-1]), paragraphs[-1]
        several = drawing.wording("exempt.several", numbers=before, last=last)
        said = several if before else drawing.wording("exempt.one", number=last)
        key = "exempt.kept" if drawing.part == "exempt" else "exempt.statement"
        words = drawing.wording(key, paragraphs=said, schedule=drawing.wording("exempt.schedule"))
        yield ParagraphItem(f"{drawing.document.id}-statement", (Span(words, bold=drawing.part == "exempt"),))


def pack_title(drawing: Drawing) -> Iterator[Item]:
    """What stands above sections that go out without the rest of their document."""
    above = (_council(drawing), drawing.wording("appendix", letter=drawing.letter) if drawing.letter else "")
    yield TitleItem(tuple(each for each in above if each), drawing.document.title, _logo(drawing))


def _draws(drawing: Drawing, kind: LiveKind) -> bool:
    return any(
        getattr(block, "kind", "") == kind
        for section in walk_sections(drawing.document.sections)
        for block in section.blocks
    )


def _meeting(drawing: Drawing) -> Meeting | None:
    return drawing.project.meeting(drawing.document.meeting)


def _council(drawing: Drawing) -> str:
    return drawing.project.profile.council


def _report_title(drawing: Drawing) -> TitleItem:
    """The council and the meeting; the title too, unless one of the council's header lines says it."""
    profile = drawing.project.profile
    meeting = _meeting(drawing)
    above = [name for name in (profile.council, meeting.body if meeting else profile.meeting_body) if name]
    if profile.page.capitals:
        above = [name.upper() for name in above]
    in_header = any(line.fact == "document.title" for line in profile.header_lines)
    return TitleItem(tuple(above), "" if in_header else drawing.document.title, _logo(drawing))


def _logo(drawing: Drawing) -> str:
    """The council's logo, where the strategy has it: settings that come from elsewhere bring none."""
    logo = drawing.project.profile.page.logo
    return logo if logo in drawing.project.pictures else ""


def _cover(drawing: Drawing) -> CoverItem:
    document = drawing.document
    section = _cover_section(drawing)
    blocks = section.blocks if section is not None else ()
    written = [text for block in blocks if isinstance(block, TEXT_BLOCKS) and (text := drawing.plain(block.runs))]
    picture, alternative = document.cover, document.cover_alternative
    figure = _cover_figure(blocks)
    if not picture and figure is not None:
        picture, alternative = figure.picture, figure.alternative
    lines = [document.period, *written, _for_meeting(drawing, written), _version_line(drawing)]
    if drawing.version and any(drawing.version in line for line in written):
        lines.pop()
    if document.corrections:
        lines.append(drawing.wording("corrected.cover", date=str(document.corrections[-1].when)))
    return CoverItem(
        _council(drawing),
        document.title,
        document.subtitle,
        tuple(line for line in lines if line),
        picture,
        alternative,
        logo=_logo(drawing),
    )


def _cover_section(drawing: Drawing) -> Section | None:
    return next((each for each in drawing.document.sections if drawing.role(each) == "cover"), None)


def _cover_figure(blocks: tuple[Block, ...]) -> Figure | None:
    return next((block for block in blocks if isinstance(block, Figure)), None)


def cover_rest(section: Section) -> tuple[Block, ...]:
    """What the section for the cover holds that a cover cannot show: all but its text and its first picture."""
    figure = _cover_figure(section.blocks)
    return tuple(block for block in section.blocks if not isinstance(block, TEXT_BLOCKS) and block is not figure)


def _for_meeting(drawing: Drawing, written: list[str]) -> str:
    """Which meeting it goes to, unless the author has written that on the cover."""
    meeting = _meeting(drawing)
    if not drawing.edition.one_meeting or meeting is None or meeting.when is None:
        return ""
    if any(str(meeting.when) in line for line in written):
        return ""
    return drawing.wording("cover.meeting", body=meeting.body, date=str(meeting.when))


def _version_line(drawing: Drawing) -> str:
    if drawing.version:
        return drawing.wording("version", version=drawing.version)
    if is_marked_draft(drawing.whole, drawing.document, drawing.edition):
        return drawing.wording("version.draft", today=str(When.of(drawing.today)))
    return ""


def furniture(drawing: Drawing) -> Furniture:
    """Header and footer, by the council's wording."""
    wording, places = drawing.wording, _places(drawing)
    marked = is_marked_draft(drawing.whole, drawing.document, drawing.edition)
    return Furniture(
        header_left=wording("header.left", **places),
        header_right=wording("header.right.appendix" if drawing.letter else "header.right", **places),
        footer_left=wording("footer.left", **places),
        page_of=wording("page.of"),
        mark=wording("mark.draft") if marked else "",
        classification=wording(f"classification.{drawing.part}"),
    )


def _places(drawing: Drawing) -> dict[str, str]:
    """What the council's wording of heads, feet and properties can be filled with."""
    document, wording, meeting = drawing.document, drawing.wording, _meeting(drawing)
    return {
        "council": _council(drawing),
        "title": document.title,
        "subtitle": document.subtitle,
        "period": document.period,
        "appendix": wording("appendix", letter=drawing.letter) if drawing.letter else "",
        "body": meeting.body if meeting else "",
        "date": str(meeting.when or "") if meeting else "",
        "version": _version_line(drawing),
        "today": str(When.of(drawing.today)),
    }


def properties(drawing: Drawing) -> Properties:
    """What the file says of itself, by the council's wording: no person, no machine."""
    document, places = drawing.document, _places(drawing)
    keywords = drawing.wording("metadata.keywords", **places).split(",")
    return Properties(
        document.title,
        _council(drawing),
        subject=document.subtitle,
        language=document.language,
        keywords=tuple(word.strip() for word in keywords if word.strip()),
        identifier=drawing.wording("metadata.reference", **places).strip(),
        created=drawing.today.isoformat(),
    )
