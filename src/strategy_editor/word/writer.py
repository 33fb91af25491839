"""Writes a manuscript as a Word file: real styles, live numbers, fields with their results in place.

The file is made from the manuscript, the template and the pictures alone, so that the same three give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO, Literal

from lxml import etree
from msgspec import Struct

from strategy_editor.foundation.progress import Progress, silent
from strategy_editor.manuscript.items import ContentsItem, Manuscript, PictureSource
from strategy_editor.model.profile import PageLook
from strategy_editor.word.body import Body
from strategy_editor.word.contents import PLACEHOLDER, with_pages
from strategy_editor.word.context import Context
from strategy_editor.word.default_template import default_template, theme_of
from strategy_editor.word.furniture import own_sections, put_properties, template_sections
from strategy_editor.word.inline import footnotes_part
from strategy_editor.word.layout import counted_pages
from strategy_editor.word.look import Looks
from strategy_editor.word.numbering import Numbering, style_links
from strategy_editor.word.package import Package, parsed, serialised
from strategy_editor.word.page import PageShape, as_wide, page_of_section
from strategy_editor.word.page_numbers import measured_pages
from strategy_editor.word.review_copy import ReviewCopy
from strategy_editor.word.settings import cleaned_settings
from strategy_editor.word.styles import StandIn, Styles
from strategy_editor.word.template import WordTemplate
from strategy_editor.word.template_look import look_of
from strategy_editor.word.xml import DECLARATION, NAMESPACES, W, part

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_DRAWING = "application/vnd.openxmlformats-officedocument"

PageNumbers = Literal["estimated", "measured", "none"]


class Made(Struct, frozen=True):
    """What was made.

    ``stand_ins``: styles that the council's template does not have, and what was used for them. ``page_numbers``: where
    those of the contents list come from (empty: there is no such list). ``pages``: how many there are, as far as that
    was counted (0: it was not).
    """

    stand_ins: tuple[StandIn, ...] = ()
    page_numbers: PageNumbers | Literal["", "given"] = ""
    pages: int = 0


def write(
    manuscript: Manuscript,
    pictures: PictureSource,
    out: BinaryIO,
    *,
    template: WordTemplate | None = None,
    page_numbers: PageNumbers | Mapping[str, int] = "estimated",
    review: ReviewCopy | None = None,
    progress: Progress = silent,
) -> Made:
    """Writes ``manuscript`` to ``out`` as .docx.

    ``template`` is a council's own, for the look; without one ours is used, in the council's type and colours.
    ``page_numbers`` of the contents list: counted by rule of thumb, measured by LibreOffice (where it is installed; it
    takes seconds), none at all, or given by anchor. ``review`` makes it a copy that comes back.

    Raises :class:`PictureUnreadable` for a picture that cannot be read, and whatever ``progress`` raises to cancel.
    """
    own = template is None
    package = Package(default_template(manuscript.page) if template is None else template.data)
    section = package.main.element.body.find(f"{{{W}}}sectPr")
    page = page_of_section(section, manuscript.page)
    styles = _styles(package, manuscript, page, own=own, for_review=review is not None)
    numbering_tree = package.tree("numbering")
    numbering = _numbering(manuscript, numbering_tree)
    context = Context(manuscript, package, styles, numbering, page, pictures, page_numbers != "none", review)
    styles.speak(manuscript.properties.language)
    links = style_links(manuscript.items)
    _link_styles(context, links)
    sections = own_sections(context) if own or section is None else template_sections(context, section)
    inside = Body(context, sections.properties).write(manuscript.items, progress)
    body = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"
    _put_parts(context, numbering_tree, links)
    put_properties(package, manuscript)
    body, source, count = _with_page_numbers(context, body, page_numbers, progress)
    package.bodies[str(package.main.partname)] = body.encode()
    progress(1.0, "Saving the Word file")
    package.save(out)
    return Made(() if own else tuple(styles.lacking), source, count)


def template_stand_ins(template: WordTemplate, page: PageLook) -> tuple[StandIn, ...]:
    """The styles that a council's template lacks, and what is used for them."""
    tree = Package(template.data).tree("styles")
    assert tree is not None, "a template without styles is refused"
    return tuple(Styles(tree, page).lacking)


def _styles(package: Package, manuscript: Manuscript, page: PageShape, *, own: bool, for_review: bool) -> Styles:
    """The styles of the template, and ours where it has none, in its own type and colours."""
    tree = package.tree("styles")
    assert tree is not None, "a template without styles is refused"
    if own:
        return Styles(tree, manuscript.page, for_review=for_review)
    look = look_of(tree, as_wide(manuscript.page, page))
    styles = Styles(tree, look.page, for_review=for_review, heading_type=look.heading_type)
    styles.keep_headings()
    if package.related("theme") is None:  # charts take their colours from it
        package.add("theme", "/word/theme/theme1.xml", f"{_DRAWING}.theme+xml", theme_of(look.page).encode())
    return styles


def _with_page_numbers(
    context: Context, body: str, wanted: PageNumbers | Mapping[str, int], progress: Progress
) -> tuple[str, PageNumbers | Literal["", "given"], int]:
    """The body with the pages of the contents list, where they come from, and how many pages there are."""
    if PLACEHOLDER not in body:
        return body, "none" if wanted == "none" and _has_contents(context) else "", 0
    if not isinstance(wanted, str):
        names = context.bookmarks
        return with_pages(body, {names[anchor]: page for anchor, page in wanted.items() if anchor in names}), "given", 0
    package, name = context.package, str(context.package.main.partname)
    counted = counted_pages(
        with_pages(body, {}),
        Looks(
            context.styles.tree,
            package.written("numbering"),
            package.written("theme"),
            package.written("settings"),
            context.style("footnote-text"),
        ),
        package.written("footnotes"),
    )
    estimated = with_pages(body, counted.bookmarks)
    if wanted == "estimated":
        return estimated, "estimated", counted.count
    package.bodies[name] = estimated.encode()
    first = io.BytesIO()
    package.save(first)
    measured = measured_pages(first.getvalue(), context.bookmarks.values(), progress)
    if not measured.places:
        return estimated, "estimated", counted.count
    return with_pages(body, measured.places), "measured", measured.count


def _has_contents(context: Context) -> bool:
    return any(isinstance(item, ContentsItem) for item in context.manuscript.items)


def _numbering(manuscript: Manuscript, tree: etree._Element | None) -> Numbering:
    def highest(tag: str, name: str) -> int:
        found = [] if tree is None else [each.get(f"{{{W}}}{name}", "") for each in tree.iter(f"{{{W}}}{tag}")]
        return max((int(each) for each in found if each.isdecimal()), default=0)

    return Numbering(
        manuscript.number_prefix,
        manuscript.number_format,
        first_list=highest("abstractNum", "abstractNumId") + 1,
        first_instance=highest("num", "numId") + 1,
    )


def _link_styles(context: Context, links: Mapping[int, str]) -> None:
    """Numbers come with the style: each linked style names its list and level, as a new heading typed in Word needs."""
    for level, role in links.items():
        properties = context.styles.paragraph_properties(role)
        for old in properties.findall(f"{{{W}}}numPr"):
            properties.remove(old)
        number = parsed(
            part(
                "pPr",
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{context.numbering.outline_instance}"/></w:numPr>',
            )
        )[0]
        properties.insert(_after(properties), number)


_BEFORE_NUMBER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def _after(properties: etree._Element) -> int:
    """Where the schema wants the number: behind the few properties that come before it."""
    return sum(etree.QName(each).localname in _BEFORE_NUMBER for each in properties)


def _put_parts(context: Context, numbering_tree: etree._Element | None, links: Mapping[int, str]) -> None:
    package, numbering = context.package, context.numbering
    package.put("styles", "styles.xml", f"{_WORD}.styles+xml", serialised(context.styles.tree))
    lists = numbering.lists({level: context.style(role) for level, role in links.items()})
    package.put(
        "numbering",
        "numbering.xml",
        f"{_WORD}.numbering+xml",
        _with_lists(numbering_tree, lists, numbering.instances()),
    )
    if context.footnotes:
        package.add(
            "footnotes", "/word/footnotes.xml", f"{_WORD}.footnotes+xml", part("footnotes", footnotes_part(context))
        )
    settings = cleaned_settings(
        package.tree("settings"),
        context.manuscript,
        bool(context.footnotes),
        context.review.copy if context.review is not None else None,
    )
    if context.review is not None:
        context.review.put_parts(package)
    package.put("settings", "settings.xml", f"{_WORD}.settings+xml", settings)


def _with_lists(tree: etree._Element | None, lists: str, instances: str) -> bytes:
    """All lists stand before all instances."""
    if tree is None:
        return part("numbering", lists + instances)
    first = next((index for index, each in enumerate(tree) if each.tag == f"{{{W}}}num"), len(tree))
    for each in reversed(list(parsed(part("numbering", lists)))):
        tree.insert(first, each)
    last = next((index for index, each in enumerate(tree) if each.tag == f"{{{W}}}numIdMacAtCleanup"), len(tree))
    for each in reversed(list(parsed(part("numbering", instances)))):
        tree.insert(last, each)
    return serialised(tree)
