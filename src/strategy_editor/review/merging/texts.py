"""Text that two people changed: what each did in words of its own goes together, the same words stay for a decision.

Cut into words, as for comparing. Changes that touch, or that no word parts, are to the same words. Looks are brought
together character by character; comments always.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from strategy_editor.model.text import Atom, Footnote, Marks, Runs, atoms, flat, objects, runs_of
from strategy_editor.review.words import Hunk, cut_words, hunks, readable

T = TypeVar("T")

BREAK = "break"
"""The id of a reference that stands for the break between two paragraphs; never in stored text."""

_LOOKS = ("bold", "italic", "script", "link", "language", "exemption", "insertion", "deletion", "former")


class MergedText(NamedTuple):
    """``agreed`` holds what goes together, and the words of the base where both changed the same.

    ``mine`` and ``theirs`` are ``agreed`` with those words as either side has them; all three are equal where nothing
    is contested.
    """

    agreed: Runs
    mine: Runs
    theirs: Runs

    @property
    def is_clean(self) -> bool:
        return self.mine == self.agreed and self.theirs == self.agreed


def merge_text(base: Runs, mine: Runs, theirs: Runs) -> MergedText:
    """What both sides made of ``base``, in one text; all of it is contested where it cannot be had word by word."""
    return _by_words(base, mine, theirs) or MergedText(base, mine, theirs)


def rebased(base: Runs, proposed: Runs, new: Runs) -> Runs:
    """What is left of a proposal for ``base`` that has become ``new``, which wins where both differ."""
    merged = _by_words(base, new, proposed)
    return proposed if merged is None else merged.mine


def _by_words(base: Runs, mine: Runs, theirs: Runs) -> MergedText | None:
    """None where one side moved something out of words, or into words, that the other changed."""
    if mine == theirs or theirs == base:
        return MergedText(mine, mine, mine)
    if mine == base:
        return MergedText(theirs, theirs, theirs)
    out = _Stretches()
    for stretch in _stretches(_Line(base), _Line(mine), _Line(theirs)):
        out.add(stretch)
    merged = MergedText(*(runs_of(each) for each in (out.agreed, out.mine, out.theirs)))
    if _twins(merged.agreed) or not (merged.is_clean or _keeps(base, mine, theirs, merged.agreed)):
        return None
    return merged


def _keeps(base: Runs, mine: Runs, theirs: Runs, agreed: Runs) -> bool:
    """Whether the words that neither side has taken out are there: what one moved could be in his proposal only."""
    kept = counted(base) & counted(mine) & counted(theirs)
    return not kept - counted(agreed)


def counted(runs: Runs) -> Counter[str]:
    """The words of a text and the ids of its objects, each as often as it stands there."""
    words = Counter(word for word in cut_words(flat(runs)) if word[0].isalnum())
    return words + Counter(item.id for item in objects(runs) if item.id != BREAK)


class _Stretch(NamedTuple):
    """A piece of the text as agreed, as mine, as theirs."""

    agreed: Sequence[Atom]
    mine: Sequence[Atom]
    theirs: Sequence[Atom]


class _Stretches:
    def __init__(self) -> None:
        self.agreed: list[Atom] = []
        self.mine: list[Atom] = []
        self.theirs: list[Atom] = []

    def add(self, stretch: _Stretch) -> None:
        self.agreed += stretch.agreed
        self.mine += stretch.mine
        self.theirs += stretch.theirs


class _Line:
    """A text, cut into words: ``places`` holds where each begins, and the end."""

    def __init__(self, runs: Runs) -> None:
        self.atoms = list(atoms(runs))
        self.words: list[str] = cut_words(flat(runs))
        self.keys: list[Hashable] = []
        self.places = [0]
        for word in self.words:
            unit = self.atoms[self.places[-1]][0]
            self.keys.append(word if isinstance(unit, str) else (type(unit).__name__, unit.id))
            self.places.append(self.places[-1] + len(word))

    def between(self, start: int, stop: int) -> list[Atom]:
        return self.atoms[self.places[start] : self.places[stop]]


class _Change(NamedTuple):
    """A hunk of one side. ``is_break``: paragraphs are parted or joined there, and no word changes."""

    hunk: Hunk
    side: int
    is_break: bool


class _Group:
    """Changes of one or both sides to the same words: ``start`` to ``stop`` of the base."""

    def __init__(self, change: _Change) -> None:
        self.start, self.stop = change.hunk.start, change.hunk.stop
        self.hunks: tuple[list[Hunk], list[Hunk]] = ([], [])
        self.hunks[change.side].append(change.hunk)
        self.last = change

    def takes(self, change: _Change, words: Sequence[str]) -> bool:
        """Whether a change is to the same words: it overlaps, touches, or no word lies between."""
        start = change.hunk.start
        if start < self.stop:
            return True
        if change.is_break != self.last.is_break:
            return False
        if start == self.stop:
            return True
        return change.side != self.last.side and not any(word[0].isalnum() for word in words[self.stop : start])

    def add(self, change: _Change) -> None:
        self.stop = max(self.stop, change.hunk.stop)
        self.hunks[change.side].append(change.hunk)
        self.last = change


def _groups(base: _Line, sides: Sequence[_Line]) -> list[_Group]:
    changes = [
        _Change(hunk, number, _is_break(base.keys[hunk.start : hunk.stop], side.keys[hunk.new_start : hunk.new_stop]))
        for number, side in enumerate(sides)
        for hunk in readable(hunks(base.keys, side.keys), base.words)
    ]
    groups: list[_Group] = []
    for change in sorted(changes):
        if groups and groups[-1].takes(change, base.words):
            groups[-1].add(change)
        else:
            groups.append(_Group(change))
    return groups


def _is_break(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    return all(isinstance(key, tuple) and BREAK in key for key in (*old, *new))


def _stretches(base: _Line, mine: _Line, theirs: _Line) -> Iterator[_Stretch]:
    sides = (mine, theirs)
    place, places = 0, [0, 0]
    end = _Group(_Change(Hunk(len(base.words), len(base.words), 0, 0), 0, False))
    end.hunks[0].clear()
    for group in (*_groups(base, sides), end):
        kept = group.start - place
        texts = (side.between(at, at + kept) for side, at in zip(sides, places, strict=True))
        yield from _kept(base.between(place, group.start), *texts)
        starts = [at + kept for at in places]
        growth = [sum(h.new_stop - h.new_start - h.stop + h.start for h in found) for found in group.hunks]
        places = [at + group.stop - group.start + more for at, more in zip(starts, growth, strict=True)]
        found = [side.between(*span) for side, span in zip(sides, zip(starts, places, strict=True), strict=True)]
        yield _changed(base.between(group.start, group.stop), found[0], found[1], group)
        place = group.stop


# ---- words that one side changed, or both


def _changed(base: list[Atom], mine: list[Atom], theirs: list[Atom], group: _Group) -> _Stretch:
    changed = [bool(found) for found in group.hunks]
    comments = _added_comments(base, mine) | _added_comments(base, theirs)
    bare, others = _bare(mine), _bare(theirs)
    if changed[0] and changed[1] and bare == others:
        return _all(_with_comments(mine, comments))
    if not changed[1] and others == _bare(base):
        return _all(_with_comments(mine, comments))
    if not changed[0] and bare == _bare(base):
        return _all(_with_comments(theirs, comments))
    return _Stretch(_with_comments(base, comments), mine, theirs)


def _all(units: list[Atom]) -> _Stretch:
    return _Stretch(units, units, units)


def _bare(units: list[Atom]) -> list[Atom]:
    return [(unit, replace(marks, comments=()) if marks.comments else marks) for unit, marks in units]


def _comments(units: list[Atom]) -> set[str]:
    return {id for _, marks in units for id in marks.comments}


def _added_comments(base: list[Atom], side: list[Atom]) -> set[str]:
    return _comments(side) - _comments(base)


def _with_comments(units: list[Atom], added: set[str]) -> list[Atom]:
    """The characters with these comments; those that some of them have already are where they belong."""
    missing = added - _comments(units)
    if not missing:
        return units
    return [(unit, replace(marks, comments=tuple(sorted({*marks.comments, *missing})))) for unit, marks in units]


# ---- words that both kept


def _kept(base: list[Atom], mine: list[Atom], theirs: list[Atom]) -> Iterator[_Stretch]:
    """Character by character; where both gave one other looks, that is contested."""
    if base == mine == theirs:
        yield _all(base)
        return
    for (unit, before), (one, first), (other, second) in zip(base, mine, theirs, strict=True):
        merged_unit = unit if isinstance(unit, str) else _object(unit, one, other)
        marks = _marks(before, first, second)
        if merged_unit is None or marks is None:
            comments = {*first.comments, *second.comments} - {*before.comments}
            yield _Stretch(_with_comments([(unit, before)], comments), [(one, first)], [(other, second)])
        else:
            yield _all([(merged_unit, marks)])


def _object(base: T, mine: T, theirs: T) -> T | None:
    """The object as both changed it; None where that cannot be."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(base, Footnote) and isinstance(mine, Footnote) and isinstance(theirs, Footnote):
        body = merge_text(base.body, mine.body, theirs.body)
        return replace(base, body=body.agreed) if body.is_clean else None
    return None


def _marks(base: Marks, mine: Marks, theirs: Marks) -> Marks | None:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    changes: dict[str, object] = {}
    for name in _LOOKS:
        before, first, second = (getattr(marks, name) for marks in (base, mine, theirs))
        if first != before and second not in (before, first):
            return None
        changes[name] = first if first != before else second
    comments = {*mine.comments, *theirs.comments} - ({*base.comments} - ({*mine.comments} & {*theirs.comments}))
    return replace(base, comments=tuple(sorted(comments)), **changes)


def _twins(runs: Runs) -> int:
    """How many objects have an id that another has."""
    ids = [item.id for item in objects(runs) if item.id != BREAK]
    return len(ids) - len(set(ids))
