"""What came back: the paragraphs of the returned file, gathered as they stood before any tracked change.

A *group* is one paragraph of the original: several lines where somebody split it with tracking on. Changes that the
program itself marked for the reader ("since your last copy") are part of what went out, and are carried out first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.incoming.values import FormerLooks, Incoming, Paragraph, Revision, Run, Shape, Thing
from strategy_editor.incoming.views import Located, located
from strategy_editor.review.returning.sent import MARKER, Look

SINCE_AUTHOR = "Since your last copy"
"""The author of changes that the program marks in a copy for a reader who had an earlier one."""


class Touch(NamedTuple):
    """Who did something, and when; ``silent``: it was not tracked. ``move`` names what was moved."""

    author: str
    at: datetime | None = None
    silent: bool = False
    move: str = ""


class Char(NamedTuple):
    """A character or object of the returned file."""

    text: str
    thing: Thing | None
    look: Look
    link: str
    insertion: Touch | None
    deletion: Touch | None
    former: tuple[Touch, Look] | None


class Line(NamedTuple):
    """A paragraph as the file has it, and what became of the break that ends it."""

    paragraph: Paragraph
    insertion: Touch | None
    deletion: Touch | None

    @property
    def is_wholly_new(self) -> bool:
        """Whether nothing in it was there before."""
        return all(run.insertion is not None for run in self.paragraph.runs)

    @property
    def is_wholly_gone(self) -> bool:
        """Whether nothing in it stays."""
        return all(run.deletion is not None for run in self.paragraph.runs)

    @property
    def original(self) -> str:
        """What was there before any change."""
        return "".join(run.text for run in self.paragraph.runs if run.insertion is None)

    @property
    def marker(self) -> tuple[str, bool]:
        """The text host that its bookmark names, and whether a program copied the bookmark on pasting."""
        for bookmark in self.paragraph.bookmarks:
            match = MARKER.fullmatch(bookmark.name)
            if match is not None:
                return match[1], bookmark.copied
        return "", False


class Group(NamedTuple):
    """One paragraph of the original, with where it stands; ``row_insertion`` and so on are those of its table's row."""

    lines: tuple[Line, ...]
    story: str
    path: tuple[tuple[int, int, int], ...]
    original: str
    row_insertion: Touch | None
    row_deletion: Touch | None

    @property
    def markers(self) -> list[str]:
        """The text hosts whose bookmarks stand in it, those on pasted text left out."""
        found = [
            match[1]
            for line in self.lines
            for bookmark in line.paragraph.bookmarks
            if not bookmark.copied and (match := MARKER.fullmatch(bookmark.name))
        ]
        return list(dict.fromkeys(found))

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is tracked."""
        line = self.lines[0]
        return (
            len(self.lines) > 1
            or line.insertion is not None
            or line.deletion is not None
            or line.paragraph.former is not None
            or self.row_insertion is not None
            or self.row_deletion is not None
            or any(run.insertion or run.deletion or run.former for run in line.paragraph.runs)
        )

    @property
    def shape(self) -> Shape:
        return self.lines[-1].paragraph.shape


Boundary = Callable[[Line, Line], bool]
"""Whether two neighbouring lines were two paragraphs when the copy went out, whatever the file says of the break."""


def groups(file: Incoming, boundary: Boundary) -> tuple[Group, ...]:
    """The paragraphs of body and notes."""
    found: list[Group] = []
    places = (place for place in located(file) if not place.story.startswith(("header", "footer")))
    for (story, path), members in groupby(places, key=lambda place: (place.story, place.path)):
        found += _groups(list(members), story.partition(":")[0], path, boundary)
    return tuple(found)


def _groups(
    places: Sequence[Located], story: str, path: tuple[tuple[int, int, int], ...], boundary: Boundary
) -> Iterator[Group]:
    waiting: list[Line] = []
    lines = [
        Line(paragraph, touch(paragraph.insertion), touch(paragraph.deletion))
        for paragraph in _whole_paragraphs([place.paragraph for place in places])
    ]
    for index, line in enumerate(lines):
        if line.insertion is not None and index + 1 < len(lines) and boundary(line, lines[index + 1]):
            line = line._replace(insertion=None)
        waiting.append(line)
        if line.insertion is None:
            yield _group(waiting, places[0], story, path)
            waiting = []
    if waiting:
        yield _group(waiting, places[0], story, path)


def _group(lines: list[Line], place: Located, story: str, path: tuple[tuple[int, int, int], ...]) -> Group:
    original = "".join(line.original for line in lines)
    return Group(tuple(lines), story, path, original, touch(place.row_insertion), touch(place.row_deletion))


def _whole_paragraphs(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Without the program's own marks, and without breaks that came and went again."""
    waiting: Paragraph | None = None
    for paragraph in map(_settled, paragraphs):
        if _is_own(paragraph.deletion):
            if not paragraph.text.strip():
                continue
            paragraph = replace(paragraph, deletion=None)
        if waiting is not None:
            paragraph = _joined(waiting, paragraph)
            waiting = None
        if paragraph.insertion is not None and paragraph.deletion is not None:
            waiting = paragraph
        else:
            yield paragraph
    if waiting is not None:
        yield replace(waiting, insertion=None, deletion=None)


def _is_own(revision: Revision | None) -> bool:
    return revision is not None and revision.author == SINCE_AUTHOR


def _settled(paragraph: Paragraph) -> Paragraph:
    if not any(_is_own(run.insertion) or _is_own(run.deletion) for run in paragraph.runs):
        return replace(paragraph, insertion=None) if _is_own(paragraph.insertion) else paragraph
    runs: list[Run] = []
    for run in paragraph.runs:
        if not _is_own(run.deletion):
            runs.append(replace(run, insertion=None) if _is_own(run.insertion) else run)
    return replace(
        paragraph,
        runs=tuple(runs),
        insertion=None if _is_own(paragraph.insertion) else paragraph.insertion,
    )


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    by = len(first.text)
    moved = tuple(replace(mark, offset=mark.offset + by) for mark in second.bookmarks)
    return replace(
        second,
        numbers=first.numbers + second.numbers,
        runs=first.runs + second.runs,
        bookmarks=first.bookmarks + moved,
    )


def touch(revision: Revision | None) -> Touch | None:
    """Who made a tracked change."""
    return None if revision is None else Touch(revision.author, revision.at, False, revision.move)


def chars(paragraph: Paragraph) -> Iterator[Char]:
    """The characters of a paragraph, one by one."""
    for run in paragraph.runs:
        looks = run.looks
        look = (looks.bold, looks.italic, looks.script)
        former = _former(run.former)
        insertion, deletion = touch(run.insertion), touch(run.deletion)
        for character in run.text:
            yield Char(character, run.thing, look, looks.link, insertion, deletion, former)


def _former(former: FormerLooks | None) -> tuple[Touch, Look] | None:
    if former is None:
        return None
    who = touch(former.revision)
    assert who is not None
    return who, (former.looks.bold, former.looks.italic, former.looks.script)
