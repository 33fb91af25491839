"""Opens a made file again and says what is and is not in it, as verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext

from msgspec import Struct

from strategy_editor.inspection.allowed import Allowed
from strategy_editor.inspection.odt_file import open_odt
from strategy_editor.inspection.pack_file import COLUMNS, open_pack
from strategy_editor.inspection.pdf_file import open_pdf, page_count
from strategy_editor.inspection.pictures import look_at_pictures
from strategy_editor.inspection.reading_order import look_at_reading
from strategy_editor.inspection.secrets import Secrets
from strategy_editor.inspection.standards import judged_meanwhile
from strategy_editor.inspection.strings import Opened, quoted, words
from strategy_editor.inspection.verdicts import Verdict, verdicts
from strategy_editor.inspection.web_file import open_page, open_pieces
from strategy_editor.inspection.word_file import open_word, template_furniture
from strategy_editor.manuscript.editions import Format, Part
from strategy_editor.manuscript.items import CoverItem, FigureItem, Manuscript, TimelineItem, TitleItem

_ALWAYS = (
    "readable",
    "parts",
    "comments",
    "revisions",
    "hidden",
    "words",
    "secrets",
    "properties",
    "pictures",
    "marking",
)


class Expected(Struct, frozen=True):
    """What a file should be: made of ``manuscript``, without ``secrets``; ``pages``: as many as the writer counted.

    ``template``: the council's Word template that gave it its look, with its own words and pictures.
    """

    manuscript: Manuscript
    part: Part
    secrets: Secrets
    pages: int = 0
    template: bytes = b""


class _Reading(Struct, frozen=True):
    """How a format is read: what is looked at beside what always is, and words that every such file may say."""

    open: Callable[[bytes, Expected], Opened]
    checks: tuple[str, ...]
    words: tuple[str, ...] = ()


_PAGE_IDS = (
    *("s", "note", "call", "main", "notes", "contents", "figures", "description", "title", "name", "caption"),
    *("drawing", "broad", "narrow"),
)
"""What the ids on a web page are put together from, beside the ids of what they stand for."""

_READINGS: Mapping[Format, _Reading] = {
    "docx": _Reading(lambda data, _: open_word(data), ("links",), ("Figures", "1", "Strategy Editor")),
    "pdf": _Reading(
        lambda data, expected: open_pdf(
            data,
            tagged=expected.manuscript.edition != "print",
            fonts=(expected.manuscript.page.body_font, expected.manuscript.page.heading_font),
        ),
        ("links", "standard", "reading", "tags", "fonts", "pages"),
        ("application/pdf", "note", "link", "Strategy Editor"),
    ),
    "html": _Reading(
        lambda data, _: open_page(data),
        ("links", "tags"),
        _PAGE_IDS,
    ),
    "zip": _Reading(
        lambda data, _: open_pieces(data),
        ("links", "tags"),
        _PAGE_IDS,
    ),
    "pack": _Reading(
        lambda data, _: open_pack(data),
        (),
        (*COLUMNS, "Text", "Pictures and permissions", "Cover", "Logo", "Picture", "Figures", "1", "Strategy Editor"),
    ),
    "odt": _Reading(lambda data, _: open_odt(data), ("links",), ("Strategy Editor", "1", "application/vnd")),
}


def inspect(data: bytes, format: Format, expected: Expected, name: str = "") -> tuple[Verdict, ...]:
    """What is and is not in the file; ``name`` is what it is called."""
    reading = _READINGS[format]
    faults = Opened()
    with _judging(data, faults, reading, expected.manuscript.edition):
        opened = _read(data, reading, expected, name)
    return verdicts((*_ALWAYS, *reading.checks), (*opened.faults, *faults.faults))


def _judging(data: bytes, faults: Opened, reading: _Reading, edition: str) -> AbstractContextManager[None]:
    return judged_meanwhile(data, faults, edition) if "standard" in reading.checks else nullcontext()


def _read(data: bytes, reading: _Reading, expected: Expected, name: str) -> Opened:
    """The file as we read it ourselves, with what is wrong in it."""
    opened = reading.open(data, expected)
    opened.say(name.rpartition(".")[0], "the name of the file")
    template = template_furniture(expected.template) if expected.template else Opened()
    _look_at_words(opened, expected, (*reading.words, *(each.text for each in template.strings)), name)
    expected.secrets.look(opened)
    look_at_pictures(opened)
    _count_pictures(opened, expected.manuscript, template)
    _look_at_marking(opened, expected)
    if "reading" in reading.checks:
        look_at_reading(opened, expected.manuscript)
    if "pages" in reading.checks:
        _count_pages(data, opened, expected.pages)
    return opened


def _look_at_words(opened: Opened, expected: Expected, more: tuple[str, ...], name: str) -> None:
    allowed = Allowed(expected.manuscript, (*more, name.rpartition(".")[0]))
    for found in opened.strings:
        unknown = allowed.unknown(found.text)
        if unknown:
            opened.fault("words", f"It says {quoted(unknown)}, which does not come from the document.", found.place)


def _count_pictures(opened: Opened, manuscript: Manuscript, template: Opened) -> None:
    wanted = {each.picture for each in manuscript.items if isinstance(each, FigureItem | CoverItem) and each.picture}
    wanted |= {each.logo for each in manuscript.items if isinstance(each, TitleItem | CoverItem) and each.logo}
    drawn = sum(isinstance(each, TimelineItem) for each in manuscript.items)
    found = {blob.data for blob in opened.pictures} - {blob.data for blob in template.pictures}
    if len(found) > len(wanted) + drawn:
        opened.fault("pictures", "There are more pictures in it than the document has.")


def _look_at_marking(opened: Opened, expected: Expected) -> None:
    """A file that is not for publication says so; a public one never carries that mark at the head of a page."""
    mark = words(expected.manuscript.furniture.classification)
    if expected.part == "exempt" and not mark:
        opened.fault("marking", "Nothing says that it is not for publication.")
    elif mark and not any(_within(mark, words(found.text)) for found in opened.strings):
        opened.fault("marking", f"It does not say {quoted(expected.manuscript.furniture.classification)}.")


def _within(some: tuple[str, ...], all_: tuple[str, ...]) -> bool:
    return any(all_[at : at + len(some)] == some for at in range(len(all_) - len(some) + 1))


def _count_pages(data: bytes, opened: Opened, wanted: int) -> None:
    counted = page_count(data)
    if counted != wanted:
        opened.fault("pages", f"It has {counted} pages, and {wanted} were made.")
