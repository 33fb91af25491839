"""Lays marked text on a text that may have changed meanwhile, where the two do not touch each other.

A reader's changes are places in what went out. They are carried over to today's text sentence by sentence: where
neither the author nor another reader has touched a sentence, the changes in it are laid on it as tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from strategy_editor.language.sentences import sentences
from strategy_editor.model.settling import accepted, rejected, settled_runs
from strategy_editor.model.text import Atom, Marks, Run, Runs, atoms, flat, map_runs, runs_of
from strategy_editor.review.marking import Token, looks, tokens_of
from strategy_editor.review.words import Hunk, hunks

Span = tuple[int, int]
"""From and to, in characters."""


def without_comments(runs: Runs) -> Runs:
    """The text without the marks of comments."""

    def bare(run: Run) -> Run:
        return Run(run.content, replace(run.marks, comments=())) if run.marks.comments else run

    return map_runs(runs, bare)


def is_marked(runs: Runs) -> bool:
    """Whether anything is suggested of the text."""
    return any(_has_mark(run.marks) for run in runs)


def _has_mark(marks: Marks) -> bool:
    return bool(marks.insertion or marks.deletion or marks.former)


def woven(base: Runs, marked: Runs, today: Runs) -> Runs | None:
    """``today`` with the marks of ``marked`` laid on it, which is ``base`` with marks; None where they are in dispute.

    ``today`` may carry marks of its own, and other words than ``base`` in sentences that ``marked`` leaves alone.
    """
    standing = list(atoms(today))
    stands = [index for index, (_, marks) in enumerate(standing) if not marks.insertion]
    now = settled_runs(today, rejected)
    places = _places(base, now)
    before = list(atoms(base))
    touched = [*_touched_by_author(base, now), *_touched(_aligned(standing, stands, places, len(before)))]
    own = list(_changed(marked))
    if _meet(base, own, touched):
        return None
    now_at = [stands[place] if place is not None else None for place in places]
    return _laid(before, list(atoms(marked)), standing, now_at)


def _aligned(
    standing: Sequence[Atom], stands: Sequence[int], places: Sequence[int | None], count: int
) -> list[tuple[int, Atom]]:
    """Today's atoms, each with its place in the base: of what was inserted, the place before which it stands."""
    back = {stands[place]: index for index, place in enumerate(places) if place is not None}
    out: list[tuple[int, Atom]] = []
    place = 0
    for index, atom in enumerate(standing):
        if index in back:
            place = back[index]
            out.append((place, atom))
            place += 1
        else:
            out.append((min(place, count), atom))
    return out


def _touched(aligned: Iterable[tuple[int, Atom]]) -> Iterator[Span]:
    """The places of the base on which something is suggested already."""
    for place, (_, marks) in aligned:
        if marks.insertion:
            yield place, place
        elif _has_mark(marks):
            yield place, place + 1


def _touched_by_author(base: Runs, now: Runs) -> Iterator[Span]:
    """The places of the base that read otherwise today."""
    if base == now:
        return
    old, new = tokens_of(base), tokens_of(now)
    for hunk in hunks([token.key for token in old], [token.key for token in new]):
        yield _characters(old, hunk)
    places = _places(base, now)
    first, second = list(atoms(base)), list(atoms(now))
    for index, place in enumerate(places):
        if place is not None and looks(first[index][1]) != looks(second[place][1]):
            yield index, index + 1


def _characters(tokens: Sequence[Token], hunk: Hunk) -> Span:
    start = tokens[hunk.start].start if hunk.start < len(tokens) else (tokens[-1].stop if tokens else 0)
    return start, tokens[hunk.stop - 1].stop if hunk.stop > hunk.start else start


def _places(base: Runs, now: Runs) -> list[int | None]:
    """For each atom of the base: its place in today's text, None where it is not there any more."""
    if flat(base) == flat(now):
        return list(range(len(list(atoms(base)))))
    old, new = tokens_of(base), tokens_of(now)
    found = hunks([token.key for token in old], [token.key for token in new])
    places: list[int | None] = [None] * (old[-1].stop if old else 0)
    index = other = 0
    for hunk in (*found, Hunk(len(old), len(old), len(new), len(new))):
        while index < hunk.start:
            for offset in range(old[index].stop - old[index].start):
                places[old[index].start + offset] = new[other].start + offset
            index, other = index + 1, other + 1
        index, other = hunk.stop, hunk.new_stop
    return places


def _changed(marked: Runs) -> Iterator[Span]:
    """The places of the base that the marks are on."""
    place = 0
    for _, marks in atoms(marked):
        if marks.insertion:
            yield place, place
        else:
            if _has_mark(marks):
                yield place, place + 1
            place += 1


def _meet(base: Runs, first: Sequence[Span], second: Sequence[Span]) -> bool:
    """Whether two sets of places have a sentence in common."""
    if not first or not second:
        return False
    text = flat(base)
    bounds = sentences(text)

    def numbers(spans: Sequence[Span]) -> set[int]:
        """Numbers of sentences; what lies between two belongs to both."""
        found: set[int] = set()
        for start, stop in spans:
            touching = [number for number, (low, high) in enumerate(bounds) if start <= high and stop >= low]
            found.update(touching or [-1])
        return found

    return not numbers(first).isdisjoint(numbers(second)) or not bounds


def _laid(before: Sequence[Atom], marked: Sequence[Atom], standing: list[Atom], places: Sequence[int | None]) -> Runs:
    """Today's atoms with the marks laid on them, and the added ones where they belong."""
    added: dict[int, list[Atom]] = {}
    changed: dict[int, Marks] = {}
    index = 0
    for unit, marks in marked:
        if marks.insertion:
            added.setdefault(_target(index, places, len(standing)), []).append((unit, marks))
            continue
        place = places[index]
        if place is not None:
            changed[place] = _combined(standing[place][1], before[index][1], marks)
        index += 1
    out: list[Atom] = []
    for place, (unit, marks) in enumerate(standing):
        out += added.get(place, ())
        out.append((unit, changed.get(place, marks)))
    out += added.get(len(standing), ())
    return runs_of(out)


def _target(index: int, places: Sequence[int | None], end: int) -> int:
    """Where something that stands before the atom ``index`` of the base goes: behind the one before it, if it can."""
    if index and (previous := places[index - 1]) is not None:
        return previous + 1
    for place in places[index:]:
        if place is not None:
            return place
    return end


def _combined(standing: Marks, before: Marks, marked: Marks) -> Marks:
    """Today's marks with what was marked since it went out."""
    comments = standing.comments
    new = set(marked.comments) - set(before.comments)
    if new:
        comments = tuple(sorted({*comments, *new}))
    changes: dict[str, object] = {}
    if marked.deletion:
        changes["deletion"] = marked.deletion
    if marked.former is not None:
        changes |= {name: getattr(marked, name) for name in ("bold", "italic", "script", "former")}
    return replace(standing, comments=comments, **changes)


def with_comments(base: Runs, marked: Runs, today: Runs) -> Runs:
    """``today`` with the comments of ``marked`` on those of its words that went out, and with nothing else of it."""
    places = _places(base, settled_runs(today, rejected))
    standing = list(atoms(today))
    stands = [index for index, (_, marks) in enumerate(standing) if not marks.insertion]
    before = list(atoms(base))
    index = 0
    for _, marks in atoms(marked):
        if marks.insertion:
            continue
        place = places[index]
        if place is not None:
            unit, now = standing[stands[place]]
            new = set(marks.comments) - set(before[index][1].comments)
            if new:
                standing[stands[place]] = (unit, replace(now, comments=tuple(sorted({*now.comments, *new}))))
        index += 1
    return runs_of(standing)


def proposed(base: Runs, theirs: Runs, now: Runs) -> Runs:
    """``now`` with the changes that lead from ``base`` to ``theirs``; where both changed the same, theirs stand."""
    if base == now:
        return theirs
    old, first, second = tokens_of(base), tokens_of(now), tokens_of(theirs)
    here = hunks([token.key for token in old], [token.key for token in first])
    there = hunks([token.key for token in old], [token.key for token in second])
    mine, other = list(atoms(now)), list(atoms(theirs))
    out: list[Atom] = []
    begin = 0
    for group in _grouped(here, there):
        out += _slice(mine, first, begin, _in(group.start, here))
        source, tokens, found = (other, second, there) if group.is_theirs else (mine, first, here)
        out += _slice(source, tokens, _in(group.start, found), _in(group.stop, found, after=True))
        begin = _in(group.stop, here, after=True)
    out += _slice(mine, first, begin, len(first))
    return runs_of(out)


class _Stretch(NamedTuple):
    start: int
    stop: int
    is_theirs: bool


def _grouped(here: Sequence[Hunk], there: Sequence[Hunk]) -> list[_Stretch]:
    """Changes that touch each other are one; it is theirs where any of it is."""
    every = sorted(
        [(hunk.start, hunk.stop, False) for hunk in here] + [(hunk.start, hunk.stop, True) for hunk in there]
    )
    out: list[_Stretch] = []
    for start, stop, is_theirs in every:
        last = out[-1] if out else _Stretch(-1, -1, False)
        if start < last.stop or (start == last.stop and (start == stop or last.start == last.stop)):
            out[-1] = _Stretch(last.start, max(last.stop, stop), last.is_theirs or is_theirs)
        else:
            out.append(_Stretch(start, stop, is_theirs))
    return out


def _in(place: int, found: Sequence[Hunk], *, after: bool = False) -> int:
    """A place between tokens of the base, in the text that ``found`` leads to; before or after what came there."""
    shift = 0
    for hunk in found:
        if hunk.stop < place or (hunk.stop == place and (after or hunk.start < place)):
            shift += (hunk.new_stop - hunk.new_start) - (hunk.stop - hunk.start)
    return place + shift


def _slice(source: list[Atom], tokens: Sequence[Token], start: int, stop: int) -> list[Atom]:
    if start >= stop:
        return []
    return source[tokens[start].start : tokens[stop - 1].stop]


def final(runs: Runs) -> Runs:
    """The text with all its suggestions accepted."""
    return settled_runs(runs, accepted)
