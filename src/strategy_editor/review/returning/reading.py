"""Reads one returned copy against what went out: the claims that it makes, and the comments that it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.signs import caption_label
from strategy_editor.incoming.tables import MOST_COLUMNS
from strategy_editor.incoming.values import OBJECT, Incoming, Picture, Revision
from strategy_editor.incoming.values import Paragraph as Line
from strategy_editor.incoming.views import located, paragraphs_of
from strategy_editor.model.blocks import TEXT_BLOCKS, Block, ListShape, Shape, TextBlock, shape_of
from strategy_editor.model.text import Runs, clean, runs_from
from strategy_editor.model.tree import section_hosts, walk_blocks, walk_sections
from strategy_editor.review.returning.claims import Claim, Loose, Returned
from strategy_editor.review.returning.drafts import HostDraft, NewDraft, NewFigure, NewTable, Records, maker
from strategy_editor.review.returning.figures import Figures, give_caption
from strategy_editor.review.returning.finishing import finished
from strategy_editor.review.returning.fusing import fuse, part, put_before, take_up
from strategy_editor.review.returning.hosts import Piece, assembled
from strategy_editor.review.returning.leftovers import leftovers
from strategy_editor.review.returning.matching import boundary_of, fold, matched
from strategy_editor.review.returning.remarks import Spot, read_remarks
from strategy_editor.review.returning.returned import SINCE_AUTHOR, Group, Touch, chars, groups
from strategy_editor.review.returning.returned import Line as FileLine
from strategy_editor.review.returning.sent import Sent, SentLine
from strategy_editor.review.returning.shapes import Shapes
from strategy_editor.review.returning.strays import strays
from strategy_editor.review.returning.tables import Tables
from strategy_editor.review.returning.today import Today

TakePicture = Callable[[Picture], str]
"""Takes a picture of the returned file in and gives its digest; empty where it cannot be shown."""


IsOther = Callable[[Picture, str], bool]
"""Whether a picture of the returned file shows something else than the one of that digest, which went out."""


def _no_picture(_picture: Picture) -> str:
    return ""


def _never_other(_picture: Picture, _digest: str) -> bool:
    return False


class Source(Struct, frozen=True):
    """Which copy came back: its id, the name of its reader, and the comments that went out with it.

    ``known`` gives the thread of a comment that went out, by the name of who said it and its folded words; ``chosen``
    what a person has said single paragraphs of the file to be, by their place.
    """

    copy: str
    reader: str
    known: Mapping[tuple[str, str], str]
    chosen: Mapping[int, str] = {}
    take_picture: TakePicture = _no_picture
    is_other: IsOther = _never_other


def returned(sent: Sent, file: Incoming, source: Source) -> Returned:
    """What a returned copy wants of the text that went out."""
    return Reading(sent, file, source).read()


class Reading:
    """The state while one copy is read; what ``finishing`` and ``remarks`` take over."""

    def __init__(self, sent: Sent, file: Incoming, source: Source) -> None:
        self.sent = sent
        self.file = file
        self.source = source
        self.reader = Touch(source.reader, None, True)
        self.groups = groups(file, boundary_of(sent))
        self.matches = matched(sent, self.groups, source.chosen)
        self.line_of = {match.group: line for line, match in self.matches.items()}
        self.blocks: dict[str, Block] = {}
        self.runs: dict[str, Runs] = {}
        for section in walk_sections(sent.document.sections):
            self.blocks.update((block.id, block) for block in walk_blocks(section.blocks))
            self.runs.update((host.id, host.runs) for host in section_hosts(section))
        texts = {id: block for id, block in self.blocks.items() if isinstance(block, TEXT_BLOCKS)}
        self.texts: dict[str, TextBlock] = texts
        self.strays = strays(sent, self.groups, self.line_of, texts)
        self.shapes = Shapes(sent, self.groups, self.matches, texts)
        self.drafts: dict[str, HostDraft] = {}
        self.new: list[NewDraft | NewTable | NewFigure] = []
        self.new_ids: set[str] = set()
        self.taken_up: list[Line] = []
        self.spots: dict[int, Spot] = {}
        self.loose: list[Loose] = []
        self.records: Records = {}
        self.then = Today(sent.document)
        self._as_read = {place.paragraph.numbers[0]: place.paragraph for place in located(file)}
        self._counts: dict[str, int] = {}
        self._minted: dict[str, int] = {}
        self.figures = Figures(self)
        self.tables = Tables(self)

    def mint(self, touch: Touch, removed: str, added: str, host: str, place: int) -> str:
        """The id of a change: the same change of the same copy has the same id, whenever it comes in."""
        name = derived_id("change", self.source.copy, touch.author, host, str(place), removed, added)
        count = self._minted[name] = self._minted.get(name, 0) + 1
        return name if count == 1 else derived_id(name, str(count))

    def note(self, near: str, words: str, touch: Touch) -> None:
        """A change that has no place in the text."""
        id = self.mint(touch, words, "loose", near, 0)
        self.loose.append(Loose(id, near, words, maker(touch)))

    def note_text(self, key: str) -> Runs:
        """The words of a footnote."""
        note = self.file.notes.get(key)
        text = " ".join(paragraph.text.strip() for paragraph in paragraphs_of(note.blocks)) if note else ""
        return runs_from(" ".join(clean(text.replace("\ufffc", ""))))

    def draft(self, group: int, lines: Sequence[Line]) -> HostDraft:
        """The draft of the host that came back as these lines of a group."""
        line = self.sent.lines[self.line_of[group]]
        found = assembled(line, lines, self.reader, self.note_text)
        draft = HostDraft(line, found, self.runs[line.host])
        self.drafts[line.host] = draft
        for paragraph, offsets in zip(lines, found.offsets, strict=True):
            self.spot(paragraph, line.host, draft.pieces, offsets)
        if found.label_changed:
            self.note(line.host, f"The words before “{fold(line.words)[:60]}” were changed.", self.reader)
        return draft

    def spot(
        self,
        paragraph: Line,
        host: str,
        pieces: list[Piece] | None = None,
        offsets: tuple[int, ...] = (),
        group: int = -1,
    ) -> None:
        """Remembers where the characters of a paragraph are now, for the comments on them."""
        start = 0
        for number in paragraph.numbers:
            self.spots[number] = Spot(host, pieces, offsets, start, group)
            start += self.offset(number, len(self._as_read[number].text))

    def offset(self, number: int, offset: int) -> int:
        """A place in a paragraph as it was read, without what the program itself had marked as deleted."""
        at = seen = 0
        for run in self._as_read[number].runs:
            if at >= offset:
                break
            if run.deletion is None or run.deletion.author != SINCE_AUTHOR:
                seen += min(len(run.text), offset - at)
            at += len(run.text)
        return seen

    def opened(self, number: int) -> Spot | None:
        """The spot of a paragraph, made ready for comments where nothing else was done to it."""
        spot = self.spots.get(number)
        if spot is not None and spot.group >= 0:
            self.draft(spot.group, [self.groups[spot.group].lines[0].paragraph])
        return self.spots.get(number)

    def count(self, key: str) -> int:
        """Counts what comes behind the same place."""
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]

    # ---- the walk

    def read(self) -> Returned:
        """All that the copy wants."""
        index = 0
        while index < len(self.groups):
            chain = self._chain(index)
            if len(chain) > 1:
                self._joined(chain)
            else:
                self._group(index)
            index = chain[-1] + 1
        self._vanished()
        self.figures.vanished()
        leftovers(self)
        remarks = tuple(read_remarks(self))
        claims: tuple[Claim, ...] = finished(self)
        found = {
            self.sent.lines[line].host: (match.how, match.confidence)
            for line, match in self.matches.items()
            if self.sent.lines[line].host
        }
        makers = {id: maker(touch) for id, touch in self.records.items()}
        places = {host: self.matches[line].group for host, line in self.sent.by_host.items() if line in self.matches}
        return Returned(claims, tuple(self.loose), remarks, makers, found, places)

    # ---- joins

    def _chain(self, index: int) -> list[int]:
        """The groups that the missing of their breaks makes one."""
        chain = [index]
        while chain[-1] + 1 < len(self.groups):
            last, following = self.groups[chain[-1]], self.groups[chain[-1] + 1]
            if last.lines[-1].deletion is None or last.row_deletion is not None:
                break
            if (last.story, last.path) != (following.story, following.path):
                break
            chain.append(chain[-1] + 1)
        return chain

    def _joined(self, chain: list[int]) -> None:
        """Paragraphs that went as a whole are taken as such; what is left may be joined."""
        living: list[int] = []
        for index in chain:
            if not self._is_gone(index):
                living.append(index)
                continue
            touch = self.groups[index].lines[-1].deletion
            if touch is None:
                touch = self.groups[living[-1]].lines[-1].deletion if living else None
            self._group(index, gone=touch)
        taken: set[int] = set()
        done: set[int] = set()
        for place, index in enumerate(living):
            if index in taken and index not in self.line_of:
                continue
            joined = self.groups[index].lines[-1].deletion if place < len(living) - 1 else None
            following = living[place + 1] if place < len(living) - 1 else None
            if joined is not None and following is not None and self._waits(index, following):
                taken.add(following)
                self._group(following)
                put_before(self, following, self.groups[index].lines[0])
                done.add(following)
                continue
            if index in done:
                continue
            self._group(index, joined=joined if self._may_join(index, following) else None)
            if joined is not None and following is not None and self._takes_up(index, following):
                taken.add(following)
        for index, following in pairwise(living):
            joined = self.groups[index].lines[-1].deletion
            if joined is None or following in taken:
                continue
            if self._may_join(index, following) or fuse(self, index, following, joined):
                continue
            self.note(self.near(index), "Two paragraphs were joined here.", joined)

    def _is_gone(self, index: int) -> bool:
        group = self.groups[index]
        return bool(group.original.strip()) and all(line.is_wholly_gone or line.is_wholly_new for line in group.lines)

    def _takes_up(self, index: int, following: int) -> bool:
        """A new paragraph behind a break that went: its words came to the paragraph before it, whose end it is now."""
        group = self.groups[following]
        is_new = following not in self.line_of and len(group.lines) == 1 and following not in self.tables.handled
        if not is_new and not (following in self.line_of and self._core(group)[0] > 0):
            return False
        if not take_up(self, index, group.lines[0]):
            return False
        if not is_new:
            self.taken_up.append(group.lines[0].paragraph)
            kept = group._replace(lines=group.lines[1:])
            self.groups = (*self.groups[:following], kept, *self.groups[following + 1 :])
        return True

    def _waits(self, index: int, following: int) -> bool:
        """A new paragraph whose break went: its words came to the beginning of the next one."""
        is_new = index not in self.line_of and index not in self.tables.handled and len(self.groups[index].lines) == 1
        line = self.sent.lines[self.line_of[following]] if following in self.line_of else None
        if not is_new or line is None or line.host not in self.texts or line.opaque:
            return False
        last = self.groups[following].lines[-1]
        return len(self.groups[following].lines) == 1 and last.deletion is None and not last.is_wholly_gone

    def _may_join(self, index: int, following: int | None) -> bool:
        """Whether both are neighbours in what went out, in one list of blocks."""
        if following is None or index not in self.line_of or following not in self.line_of:
            return False
        first, second = self.sent.lines[self.line_of[index]], self.sent.lines[self.line_of[following]]
        if first.host not in self.texts or second.host not in self.texts:
            return False
        a, b = self.sent.places[first.host], self.sent.places[second.host]
        above, below = self.groups[index], self.groups[following]
        touching = self._core(above)[1] == len(above.lines) - 1 and self._core(below)[0] == 0
        if a.container != b.container or not touching:
            return False
        ids = self.siblings(a.container)
        between = ids[ids.index(first.host) + 1 : ids.index(second.host)]
        gone = {host for host, draft in self.drafts.items() if draft.gone is not None}
        gone |= {host for host in between if host in self.sent.by_host and self.sent.by_host[host] not in self.matches}
        return ids.index(first.host) < ids.index(second.host) and gone.issuperset(between)

    def siblings(self, container: str) -> list[str]:
        """The ids of the blocks of a section, cell or box, in order."""
        return [block.id for block in self.then.blocks(container) or ()]

    # ---- one paragraph

    def _group(self, index: int, *, gone: Touch | None = None, joined: Touch | None = None) -> None:
        if index in self.tables.new:
            self._arrived(index)
        if index not in self.tables.handled:
            self._paragraph(index, gone, joined)
        self.figures.look(index)

    def _paragraph(self, index: int, gone: Touch | None, joined: Touch | None) -> None:
        group = self.groups[index]
        line = self.sent.lines[self.line_of[index]] if index in self.line_of else None
        if line is not None and line.host in self.figures.gone_captions:
            for each in group.lines:
                self.spot(each.paragraph, line.host)
        elif line is None:
            self.came(index, group.lines)
        elif not line.host:
            self._fixed(index, line)
        elif group.is_changed or line.opaque or not self._is_same(line, group) or gone or joined:
            self._host(index, line, gone, joined)
        else:
            self._untouched(index, line)

    @staticmethod
    def _is_same(line: SentLine, group: Group) -> bool:
        looks = tuple(
            (run.looks.bold, run.looks.italic, run.looks.script)
            for run in group.lines[0].paragraph.runs
            for _ in run.text
        )
        return line.text == group.original and line.looks == looks

    def _untouched(self, index: int, line: SentLine) -> None:
        """Nothing was done to the text; a comment may still stand on it."""
        group = self.groups[index]
        self._restyled(index, line)
        if line.host not in self.drafts:
            self.spot(group.lines[0].paragraph, line.host, group=index)

    def _host(self, index: int, line: SentLine, gone: Touch | None, joined: Touch | None) -> None:
        group = self.groups[index]
        if line.opaque:
            self._opaque(index, line)
            return
        first, last = self._core(group)
        place = self.sent.places[line.host]
        if first:
            above = (place.container, self._before(line.host)) if place.kind == "text" else self.behind(index - 1)
            self.came(index, group.lines[:first], above)
        draft = self.draft(index, [each.paragraph for each in group.lines[first : last + 1]])
        draft.gone, draft.joined = gone, joined
        if last > first:
            if place.kind == "text":
                draft.splits = tuple(each.insertion or self.reader for each in group.lines[first:last])
            elif not part(self, index, draft, group.lines[first : last + 1]):
                self.note(line.host, "A new paragraph was begun inside this line.", self.reader)
        if last + 1 < len(group.lines):
            self.came(index, group.lines[last + 1 :], self.behind(index))
        self._restyled(index, line)

    @staticmethod
    def _core(group: Group) -> tuple[int, int]:
        """The lines of a group that hold what was there before; all others are new paragraphs."""
        old = [
            number
            for number, line in enumerate(group.lines)
            if any(run.insertion is None and run.text.strip() for run in line.paragraph.runs)
        ]
        if not old:
            marked = [number for number, line in enumerate(group.lines) if line.marker[0]]
            only = marked[0] if marked else len(group.lines) - 1
            return only, only
        return old[0], old[-1]

    def _opaque(self, index: int, line: SentLine) -> None:
        group = self.groups[index]
        if group.is_changed or fold(group.original) != fold(line.text):
            words = f"Changed, in a paragraph of which the copy showed a part only: “{fold(self.final(group))}”"
            self.note(line.host, words, self._first_touch(group))
        for each in group.lines:
            self.spot(each.paragraph, line.host)

    def _restyled(self, index: int, line: SentLine) -> None:
        """A paragraph that was made a heading, a list item, or plain text."""
        block = self.texts.get(line.host)
        if block is None or self.sent.places[line.host].table:
            return
        shown = self.groups[index].lines[-1].paragraph
        if shown.former is not None:
            before, after = shown.former.shape, shown.shape
            same = before.style == after.style and (before.listing is None) == (after.listing is None)
            touch = Touch(shown.former.revision.author, shown.former.revision.at)
        else:
            same, touch = self.shapes.is_usual(line.style, shown.shape), self.reader
        wanted = self.shapes.shape(shown.shape)
        if same or _kind(wanted) == _kind(shape_of(block)):
            return
        lines = [each.paragraph for each in self.groups[index].lines]
        draft = self.drafts.get(line.host) or self.draft(index, lines[-1:])
        draft.shape = (wanted, touch)

    # ---- what the program draws

    def _fixed(self, index: int, line: SentLine) -> None:
        group = self.groups[index]
        first, last = self._core(group)
        if first or last + 1 < len(group.lines):
            self.came(index, group.lines[:first], self.behind(index - 1) if index else ("", ""))
            self.came(index, group.lines[last + 1 :], self.behind(index))
            group = group._replace(lines=group.lines[first : last + 1])
        final = self.final(group)
        near = self.near(index)
        for each in group.lines:
            self.spot(each.paragraph, near)
        if fold(final) == fold(line.text) or line.style.startswith("toc"):
            return
        if line.style.startswith("gap") or not line.text.strip():
            self.came(index, group.lines, self.behind(index))
            return
        touch = self._first_touch(group)
        if not fold(final):
            self.note(near, f"Taken out, in what is drawn from elsewhere: “{fold(line.text)}”", touch)
        else:
            words = f"Changed, in what is drawn from elsewhere: “{fold(final)}” instead of “{fold(line.text)}”"
            self.note(near, words, touch)

    @staticmethod
    def final(group: Group) -> str:
        return " ".join(
            "".join(run.text for run in line.paragraph.runs if run.deletion is None) for line in group.lines
        )

    def _first_touch(self, group: Group) -> Touch:
        for line in group.lines:
            for char in chars(line.paragraph):
                found = char.insertion or char.deletion
                if found is not None:
                    return found
        return self.reader

    # ---- new paragraphs

    def came(self, index: int, lines: Sequence[FileLine], after: tuple[str, str] | None = None) -> None:
        """Paragraphs that came; ``after``: the list of blocks, and the block that they follow."""
        container, follows = after or self.behind(index)
        for line in lines:
            pieces, offsets = self.pieces_of(line.paragraph)
            self.spot(line.paragraph, self.near(index))
            if not "".join(str(piece.unit) for piece in pieces if piece.deletion is None).strip():
                continue
            first = next((piece.insertion for piece in pieces if piece.insertion), None)
            touch = line.insertion or (first if line.is_wholly_new and first else self.reader)
            if not container:
                self.note(self.near(index), f"A paragraph was added here: “{fold(line.paragraph.text)}”", touch)
                continue
            key = f"{container} {follows}"
            id = derived_id("new", self.source.copy, key, str(self.count(key)))
            draft = NewDraft(
                container, follows, pieces, touch, self._shape(line.paragraph, follows), line.marker[0], id
            )
            draft.group = index
            self.spot(line.paragraph, id, draft.pieces, offsets)
            self.new_ids.add(id)
            if not self.figures.took_caption(draft, self._caption_label(draft, index)):
                self.new.append(draft)

    def arriving(self, paragraph: Line, id: str, by: Touch, shape: Shape) -> NewDraft:
        """A paragraph of something that came as a whole by ``by``."""
        pieces, offsets = self.pieces_of(paragraph)
        draft = NewDraft("", "", pieces, by, shape, "", id)
        self.spot(paragraph, id, draft.pieces, offsets)
        self.new_ids.add(id)
        return draft

    def _arrived(self, index: int) -> None:
        """A table that came, with the line above it that is its caption."""
        (file, indexes), group = self.tables.new[index], self.groups[index]
        inside = [self.groups[each] for each in indexes]
        came = {run.insertion for each in inside for line in each.lines for run in line.paragraph.runs}
        by = group.row_insertion or (self._first_touch(group) if None not in came else self.reader)
        container, follows = self.behind(index - 1, ()) if index else ("", "")
        if not container or file.columns > MOST_COLUMNS:
            words = "\n".join(fold(self.final(each)) for each in inside)
            self.note(follows or container, f"A table was added here:\n{words}", by)
            return
        key = f"{container} {follows}"
        table = NewTable(container, follows, file, by, derived_id("new", self.source.copy, key, str(self.count(key))))
        above = self.new[-1] if self.new else None
        if isinstance(above, NewDraft) and f"{above.container} {above.after}" == key:
            label = self._caption_label(above, index - 1)
            if label is not None:
                self.new.pop()
                give_caption(table, above, label)
        for each in inside:
            for line in each.lines:
                id = derived_id("words", table.id, str(len(table.texts)))
                table.texts[line.paragraph.numbers[0]] = self.tables.text(line.paragraph, id, by)
        self.new.append(table)
        self.new_ids.add(table.id)

    def _caption_label(self, draft: NewDraft, index: int) -> int | None:
        """How many pieces of a new paragraph label it as a caption; None where it is not the group, or no caption."""
        lines = self.groups[index].lines
        if index in self.line_of or self.spots.get(lines[-1].paragraph.numbers[0], Spot("")).host != draft.id:
            return None
        label = caption_label("".join(piece.unit if isinstance(piece.unit, str) else OBJECT for piece in draft.pieces))
        return label if label or "caption" in lines[-1].paragraph.shape.style.casefold() else None

    def pieces_of(self, paragraph: Line) -> tuple[list[Piece], tuple[int, ...]]:
        """A paragraph that came, in pieces, and where each of its characters lies in them."""
        line = SentLine("", "", 0, (), (), (), "", "body", ())
        found = assembled(line, [_all_new(paragraph)], self.reader, self.note_text)
        pieces = [
            piece._replace(insertion=self.reader if piece.insertion == _PLACEHOLDER else piece.insertion)
            for piece in found.pieces
        ]
        return pieces, found.offsets[0]

    def _shape(self, paragraph: Line, follows: str) -> Shape:
        block = self.texts.get(follows)
        line = self.sent.by_host.get(follows)
        if block is not None and line is not None:
            match = self.matches.get(line)
            if match is not None and self.groups[match.group].shape.style == paragraph.shape.style:
                return shape_of(block)
        return self.shapes.shape(paragraph.shape)

    def behind(self, index: int, path: tuple[tuple[int, int, int], ...] | None = None) -> tuple[str, str]:
        """The list of blocks, and the block in it, that something behind this group follows.

        ``path``: the cells that it stands in, if not those of the group.
        """
        story = self.groups[index].story
        if path is None:
            path = self.groups[index].path
        if story != "body":
            return "", ""
        for before in range(index, -1, -1):
            if path and self.groups[before].path[: len(path)] != path:
                break  # the cell begins here
            line = self.line_of.get(before)
            if line is None or before in self.strays or not self.sent.lines[line].host:
                continue
            host = self.sent.lines[line].host
            place = self.sent.places[host]
            if self.groups[before].path == path and place.kind == "text":
                if place.container != place.section and not path and not self._is_boxed(index):
                    return place.section, place.block
                return place.container, host
            if path:
                continue
            if place.kind == "title":
                return place.section, ""
            box = self.blocks.get(place.block)
            if place.kind == "caption" and self._is_boxed(index) and hasattr(box, "kind") and hasattr(box, "title"):
                return place.block, ""
            return place.section, place.block
        return "", ""

    def _is_boxed(self, index: int) -> bool:
        return self.groups[index].shape.style.casefold().startswith("box")

    def _before(self, host: str) -> str:
        ids = self.siblings(self.sent.places[host].container)
        place = ids.index(host)
        return ids[place - 1] if place else ""

    def near(self, index: int) -> str:
        """The host or block that something in this group is nearest to."""
        line = self.line_of.get(index)
        if line is not None and self.sent.lines[line].host:
            return self.sent.lines[line].host
        container, follows = self.behind(index)
        return follows or container

    # ---- what is not there any more

    def _vanished(self) -> None:
        """Hosts that went out and did not come back, without tracking."""
        for number, line in enumerate(self.sent.lines):
            if number in self.matches or not line.host or line.host in self.tables.gone_hosts:
                continue
            place = self.sent.places[line.host]
            if place.kind == "footnote" or (place.kind == "text" and not fold(line.words) and place.table):
                continue
            found = assembled(line, [], self.reader, self.note_text)
            if line.opaque:
                self.note(line.host, "Taken out: a paragraph of which the copy showed a part only.", self.reader)
                continue
            draft = HostDraft(line, found, self.runs[line.host])
            if place.kind == "text":
                draft.gone = self.reader
            self.drafts[line.host] = draft


_PLACEHOLDER = Touch("\x00")


def _all_new(paragraph: Line) -> Line:
    """The paragraph as if all of it were inserted."""
    standing = Revision(-1, "insertion", _PLACEHOLDER.author)
    return replace(
        paragraph,
        runs=tuple(run if run.insertion is not None else replace(run, insertion=standing) for run in paragraph.runs),
    )


def _kind(shape: Shape) -> object:
    """What must differ for a shape to be another: not whether a list begins anew."""
    return (shape.kind, shape.level) if isinstance(shape, ListShape) else shape
