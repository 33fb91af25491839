"""Breaks between a title or caption and a paragraph that came or went: words pass from one to the other.

Neither a title nor a caption is a paragraph of the text, so that they cannot be joined or split as such. What is
suggested instead has the same outcome: the words go from where they were and come where they are now, as one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.incoming.values import OBJECT
from strategy_editor.model.blocks import Chart, Figure
from strategy_editor.review.returning.drafts import HostDraft, NewDraft, Shared
from strategy_editor.review.returning.hosts import Piece
from strategy_editor.review.returning.returned import Line, Touch

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading


def fuse(reading: Reading, first: int, second: int, by: Touch) -> bool:
    """Joins a paragraph with the title or caption before or behind it; whether that could be said."""
    hosts = [reading.sent.lines[reading.line_of[index]].host for index in (first, second) if index in reading.line_of]
    if len(hosts) < 2 or not all(hosts):
        return False
    kinds = [reading.sent.places[host].kind for host in hosts]
    paragraphs = [place for place, kind in enumerate(kinds) if kind == "text" and hosts[place] in reading.texts]
    if len(paragraphs) != 1 or not {"title", "caption"} & set(kinds):
        return False
    going = paragraphs[0]
    drafts = [_draft(reading, index) for index in (first, second)]
    gone, host = drafts[going], drafts[1 - going]
    if gone is None or host is None or gone.is_structural or reading.sent.places[gone.host].table:
        return False
    suggestion = reading.mint(by, "joined", "", gone.host, 0)
    reading.records[suggestion] = by
    pieces = _copied(gone.pieces, by, host)
    host.pieces[:] = [*host.pieces, *pieces] if going else [*pieces, *host.pieces]
    host.shared.append(Shared(by, _words(pieces), suggestion))
    gone.gone, gone.goes_as = by, suggestion
    return True


def _draft(reading: Reading, index: int) -> HostDraft | None:
    """The draft of a whole group; None where new paragraphs begin inside it."""
    lines = reading.groups[index].lines
    line = reading.sent.lines[reading.line_of[index]]
    if len(lines) > 1 or line.opaque:
        return None
    return reading.drafts.get(line.host) or reading.draft(index, [lines[0].paragraph])


def _copied(pieces: Sequence[Piece], by: Touch, host: HostDraft) -> list[Piece]:
    """What stays of a paragraph, as words that come to a title or caption."""
    out: list[Piece] = []
    for piece in pieces:
        if piece.deletion is not None:
            continue
        unit = piece.unit if isinstance(piece.unit, str) else replace(piece.unit, id=derived_id("copy", piece.unit.id))
        marks = replace(piece.former[1] if piece.former else piece.marks, comments=())
        out.append(Piece(unit, marks, len(host.line.atoms), False, by))
    return out


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(piece.unit if isinstance(piece.unit, str) else OBJECT for piece in pieces)


def take_up(reading: Reading, index: int, line: Line) -> bool:
    """Puts the words of a new paragraph at the end of the one before it; whether there is one that can take them."""
    if index not in reading.line_of:
        return False
    draft = reading.drafts.get(reading.sent.lines[reading.line_of[index]].host)
    if draft is None or draft.gone is not None or draft.joined is not None:
        return False
    pieces, offsets = reading.pieces_of(line.paragraph)
    start, end = len(draft.pieces), len(draft.line.atoms)
    draft.pieces += [piece._replace(place=end) for piece in pieces]
    reading.spot(line.paragraph, draft.host, draft.pieces, tuple(start + each for each in offsets))
    return True


def put_before(reading: Reading, index: int, line: Line) -> None:
    """Puts the words of a new paragraph at the beginning of the one behind it."""
    host = reading.sent.lines[reading.line_of[index]].host
    draft = reading.drafts.get(host) or reading.draft(index, [reading.groups[index].lines[0].paragraph])
    pieces, offsets = reading.pieces_of(line.paragraph)
    draft.pieces[:0] = pieces
    for number, spot in reading.spots.items():
        if spot.pieces is draft.pieces:
            reading.spots[number] = spot._replace(offsets=tuple(each + len(pieces) for each in spot.offsets))
    reading.spot(line.paragraph, host, draft.pieces, offsets)


def part(reading: Reading, index: int, draft: HostDraft, lines: Sequence[Line]) -> bool:
    """What a break in a title or caption parts from it is a paragraph behind it; whether that could be said.

    Not that of a table, whose caption stands above it.
    """
    place = reading.sent.places[draft.host]
    if place.kind == "title":
        container, after = place.section, ""
    elif place.kind == "caption" and isinstance(reading.blocks.get(place.block), Figure | Chart):
        container, after = place.section, place.block
    else:
        return False
    by = lines[0].insertion or reading.reader
    head, tail = draft.pieces[: draft.breaks[0]], draft.pieces[draft.breaks[0] :]
    words = _words([piece for piece in tail if piece.went_out and piece.deletion is None])
    suggestion = reading.mint(by, "parted", words, draft.host, 0)
    reading.records[suggestion] = by
    kept = [piece._replace(deletion=piece.deletion or by, former=None) for piece in tail if piece.went_out]
    draft.pieces[:] = [*head, *kept]
    draft.shared.append(Shared(by, words, suggestion))
    came = len(reading.new)
    reading.came(index, lines[1:], (container, after))
    for new in reading.new[came:]:
        if isinstance(new, NewDraft):
            new.touch, new.goes_as = by, suggestion
            new.pieces[:] = [_by(piece, reading.reader, by) for piece in new.pieces]
    return True


def _by(piece: Piece, silent: Touch, by: Touch) -> Piece:
    """Words that were in the title all the time come to the paragraph with the break."""
    return piece._replace(insertion=by) if piece.insertion == silent else piece
