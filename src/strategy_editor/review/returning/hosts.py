"""The text of one paragraph that came back, as the text that went out with every difference marked.

Rejecting all marks gives what went out, accepting all gives what came back. Tracked changes keep their authors and
times; what differs without being tracked is the reader's who was sent the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.values import OBJECT, NoteCall, Paragraph
from strategy_editor.model.text import Atom, Footnote, FormerMarks, InlineObject, Marks, Runs, clean, runs_of
from strategy_editor.review.returning.returned import Char, Touch, chars
from strategy_editor.review.returning.sent import Look, SentLine
from strategy_editor.review.words import cut_words, hunks, readable

Mint = Callable[[Touch, str, str, str, int], str]
"""The id of a suggestion: from who made it, what it removes and adds, in which host, at which place in it."""

NoteText = Callable[[str], Runs]
"""The text of a footnote that the reader added, by its key."""


class Piece(NamedTuple):
    """A character or object of the marked text.

    ``place`` counts the atoms of what went out before it; ``went_out``: it is one of them.
    """

    unit: str | InlineObject
    marks: Marks
    place: int
    went_out: bool
    insertion: Touch | None = None
    deletion: Touch | None = None
    former: tuple[Touch, Marks] | None = None


class Assembled(NamedTuple):
    """The marked text of a host, and where each character of the returned lines has come to lie in it.

    ``offsets`` has, for each returned line, one place more than characters. ``breaks`` are the places where further
    lines begin. ``label_changed``: the words before the host's own, which the program writes, were changed.
    """

    pieces: tuple[Piece, ...]
    offsets: tuple[tuple[int, ...], ...]
    breaks: tuple[int, ...]
    label_changed: bool


def assembled(line: SentLine, lines: Sequence[Paragraph], reader: Touch, new_note: NoteText) -> Assembled:
    """The text of a host from the paragraphs that it came back as."""
    return _Assembler(line, lines, reader, new_note).assemble()


class _Assembler:
    """Walks through what came back, and takes from what went out what is still there."""

    def __init__(self, line: SentLine, lines: Sequence[Paragraph], reader: Touch, new_note: NoteText) -> None:
        self.line = line
        self.reader = reader
        self.new_note = new_note
        self.lines = [list(chars(paragraph)) for paragraph in lines]
        self.pieces: list[Piece] = []
        self.label_changed = False
        self._at = 0
        self._object: list[Char | Piece] = []
        self._next = 0
        self._object_start = 0
        self._forgiven: set[int] = set()

    def assemble(self) -> Assembled:
        places = self._places()
        offsets: list[tuple[int, ...]] = []
        breaks: list[int] = []
        original = 0
        for number, found in enumerate(self.lines):
            if number:
                breaks.append(len(self.pieces))
            own: list[int] = []
            for char in found:
                own.append(len(self.pieces))
                if char.insertion is not None:
                    self._put_in(char, char.insertion)
                    continue
                place = places[original]
                original += 1
                if place is None:
                    if char.deletion is None:
                        self._put_in(char, self.reader)
                    continue
                self._catch_up(place)
                self._keep(place, char)
            own.append(len(self.pieces))
            offsets.append(tuple(own))
        self._catch_up(len(self.line.text))
        self._close_object()
        self._pass_silent_objects(len(self.line.atoms))
        return Assembled(tuple(self.pieces), tuple(offsets), tuple(breaks), self.label_changed)

    # ---- which character is which

    def _places(self) -> list[int | None]:
        """For each character that is not an insertion: its place in what went out, None where it was not there."""
        original = [char.text for found in self.lines for char in found if char.insertion is None]
        before, after = self.line.text, "".join(original)
        if before == after:
            return list(range(len(before)))
        old, new = cut_words(before), cut_words(after)
        places: list[int | None] = [None] * len(after)
        position = new_position = index = new_index = 0
        found = readable(hunks([_key(word) for word in old], [_key(word) for word in new]), old)
        for hunk in (*found, None):
            stop = len(old) if hunk is None else hunk.start
            while index < stop:
                for offset in range(min(len(old[index]), len(new[new_index]))):
                    places[new_position + offset] = position + offset
                position, new_position = position + len(old[index]), new_position + len(new[new_index])
                index, new_index = index + 1, new_index + 1
            if hunk is None:
                break
            gone, came = old[hunk.start : hunk.stop], new[hunk.new_start : hunk.new_stop]
            at_edge = hunk.start == 0 or hunk.stop == len(old)
            if _says_nothing(gone, came, at_edge):
                self._pass_over(places, position, new_position, gone, came)
            position, new_position = position + len("".join(gone)), new_position + len("".join(came))
            index, new_index = hunk.stop, hunk.new_stop
        return places

    def _pass_over(
        self, places: list[int | None], position: int, new_position: int, gone: list[str], came: list[str]
    ) -> None:
        """White space that a program set otherwise is what it was."""
        before, after = len("".join(gone)), len("".join(came))
        for offset in range(after):
            places[new_position + offset] = position + min(offset, before - 1) if before else -1
        self._forgiven.update(range(position, position + before))

    # ---- what becomes of it

    def _put_in(self, char: Char, touch: Touch) -> None:
        unit = self._unit(char)
        if unit is None:
            return
        bold, italic, script = char.look
        marks = Marks(bold, italic, script, char.link)
        piece = Piece(unit, marks, self._atom(self._at), False, touch, char.deletion)
        if self._object:
            self._object.append(piece)
        else:
            self.pieces.append(piece)

    def _unit(self, char: Char) -> str | InlineObject | None:
        if isinstance(char.thing, NoteCall):
            return Footnote(derived_id("note", self.line.host, char.thing.key), self.new_note(char.thing.key))
        if char.text == OBJECT:
            return None
        text = clean(char.text.replace("\n", "\u2028").replace("\f", ""))
        return text[0] if text and len(text[0]) == 1 else None

    def _catch_up(self, place: int) -> None:
        """What went out and is not there any more, up to ``place``, was taken out without tracking."""
        while self._at < place:
            gone = Char(self.line.text[self._at], None, (False, False, ""), "", None, None, None)
            silent = None if self._at in self._forgiven else self.reader
            self._take(self._at, gone._replace(deletion=silent), same_look=True)
            self._at += 1

    def _keep(self, place: int, char: Char) -> None:
        if place < self._at:
            return
        self._take(place, char, same_look=False)
        self._at = place + 1

    def _take(self, place: int, char: Char, *, same_look: bool) -> None:
        """A character that went out, kept or deleted as ``char`` says."""
        if place < self.line.prefix:
            self.label_changed |= char.deletion is not None
            return
        index = self._atom(place)
        self._pass_silent_objects(index)
        unit, marks = self.line.atoms[index]
        if not isinstance(unit, str):
            if self._object and self._object_start != index:
                self._close_object()
            self._object_start = index
            self._object.append(char)
            if place + 1 == len(self.line.text) or self._atom(place + 1) != index:
                self._close_object()
            return
        former = None if same_look else self._looks(place, char, marks)
        self.pieces.append(Piece(unit, marks, index, True, None, char.deletion, former))

    def _pass_silent_objects(self, index: int) -> None:
        """Objects that showed nothing at all, before the atom ``index``, stay where they are."""
        while self._next < index:
            if self._object and self._object_start == self._next:
                self._close_object()
            else:
                unit, marks = self.line.atoms[self._next]
                self.pieces.append(Piece(unit, marks, self._next, True))
            self._next += 1
        self._next = max(self._next, index + 1)

    def _close_object(self) -> None:
        """An object stays where all of what it shows stays; else it goes, and the words that stay are words.

        Words that were put inside what it shows stand behind it where it stays.
        """
        if not self._object:
            return
        found, self._object = self._object, []
        index = self._object_start
        unit, marks = self.line.atoms[index]
        gone = [each.deletion for each in found if isinstance(each, Char) and each.deletion is not None]
        self.pieces.append(Piece(unit, marks, index, True, None, gone[0] if gone else None))
        for each in found:
            if isinstance(each, Piece):
                self.pieces.append(each._replace(place=index + 1))
            elif gone and each.deletion is None and each.text != OBJECT:
                self.pieces.append(Piece(each.text, marks, index + 1, False, gone[0], None))

    def _looks(self, place: int, char: Char, marks: Marks) -> tuple[Touch, Marks] | None:
        """Who changed the looks, and what they are now; None where nobody did."""
        was = self.line.looks[place]
        if char.former is not None:
            touch, before = char.former
            now = _with_changes(marks, before, char.look)
            if now != marks:
                return touch, now
        if char.former is None and char.look != was:
            return self.reader, _with_changes(marks, was, char.look)
        return None

    def _atom(self, place: int) -> int:
        own = place - self.line.prefix
        if own < 0:
            return 0
        return self.line.spans[own] if own < len(self.line.spans) else len(self.line.atoms)


def _with_changes(marks: Marks, before: Look, after: Look) -> Marks:
    changes: dict[str, object] = {
        name: new for name, old, new in zip(("bold", "italic", "script"), before, after, strict=True) if old != new
    }
    return replace(marks, **changes) if changes else marks


def _key(word: str) -> Hashable:
    return " " if word in (" ", "\u00a0", "\t") else word


def _says_nothing(gone: list[str], came: list[str], at_edge: bool) -> bool:
    """Differences that programs make by themselves: white space at an end or of another kind, lost anchors."""
    both = [*gone, *came]
    if any(word.strip(" \t\n\f\u00a0") for word in both if word != OBJECT):
        return False
    if any(word == OBJECT for word in gone):
        return False
    return at_edge or (bool(gone) and bool(came)) or all(word in (OBJECT, "\f") for word in came)


# ---- suggestions


class Marked(NamedTuple):
    """Runs with suggestions on them, and who made each: ``records`` by suggestion id."""

    runs: Runs
    records: dict[str, Touch]


def marked(pieces: Sequence[Piece], host: str, mint: Mint) -> tuple[list[Atom], dict[str, Touch]]:
    """The atoms with suggestion ids; neighbouring changes of one person are one suggestion."""
    insertions: list[str] = [""] * len(pieces)
    deletions: list[str] = [""] * len(pieces)
    formers: list[str] = [""] * len(pieces)
    records: dict[str, Touch] = {}
    for name, who in _people(pieces):
        for start, stop in _stretches(pieces, name):
            removed = _text(each for each in pieces[start:stop] if _name(each.deletion) == name)
            added = _text(each for each in pieces[start:stop] if _name(each.insertion) == name)
            id = mint(who(start), removed, added, host, pieces[start].place)
            records[id] = who(start)
            for index in range(start, stop):
                if _name(pieces[index].insertion) == name:
                    insertions[index] = id
                if _name(pieces[index].deletion) == name:
                    deletions[index] = id
    for start, stop, touch in _restyled(pieces):
        text = _text(pieces[start:stop])
        id = mint(touch, text, "looks", host, pieces[start].place)
        records[id] = touch
        formers[start:stop] = [id] * (stop - start)
    out: list[Atom] = []
    for index, piece in enumerate(pieces):
        marks = piece.marks
        if piece.former is not None:
            now = piece.former[1]
            former = FormerMarks(formers[index], marks.bold, marks.italic, marks.script, marks.link, marks.language)
            marks = replace(now, former=former)
        if insertions[index] or deletions[index]:
            marks = replace(marks, insertion=insertions[index], deletion=deletions[index])
        out.append((piece.unit, marks))
    return out, records


Name = tuple[str, bool]


def _name(touch: Touch | None) -> Name | None:
    return None if touch is None else (touch.author, touch.silent)


def _people(pieces: Sequence[Piece]) -> Iterator[tuple[Name, Callable[[int], Touch]]]:
    names: dict[Name, None] = {}
    for piece in pieces:
        for touch in (piece.insertion, piece.deletion):
            if touch is not None:
                names[(touch.author, touch.silent)] = None

    for name in names:

        def who(start: int, name: Name = name) -> Touch:
            touch = pieces[start].insertion if _name(pieces[start].insertion) == name else pieces[start].deletion
            assert touch is not None
            return touch

        yield name, who


def _stretches(pieces: Sequence[Piece], name: Name) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for index, piece in enumerate(pieces):
        touched = _name(piece.insertion) == name or _name(piece.deletion) == name
        if touched and start is None:
            start = index
        elif not touched and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(pieces)


def _restyled(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Touch]]:
    start = 0
    while start < len(pieces):
        former = pieces[start].former
        stop = start + 1
        if former is not None:
            name = _name(former[0])
            while stop < len(pieces):
                other = pieces[stop].former
                if other is None or _name(other[0]) != name:
                    break
                stop += 1
            yield start, stop, former[0]
        start = stop


def _text(pieces: Iterator[Piece] | Sequence[Piece]) -> str:
    return "".join(piece.unit if isinstance(piece.unit, str) else OBJECT for piece in pieces)


def marked_runs(pieces: Sequence[Piece], host: str, mint: Mint) -> Marked:
    """The pieces as runs."""
    found, records = marked(pieces, host, mint)
    return Marked(runs_of(found), records)
