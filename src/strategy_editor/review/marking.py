"""Text as tracked changes: what was taken out is marked as a deletion, what came in as an insertion.

Also the notes of one comparison: which suggestion each difference belongs to, and which copies stand in for what.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.model.text import (
    Atom,
    FactField,
    Footnote,
    FormerMarks,
    InlineObject,
    Marks,
    Run,
    Runs,
    atoms,
    flat,
    runs_of,
)
from strategy_editor.model.tree import ids_in
from strategy_editor.review.stand_ins import free_stand_in, renamed
from strategy_editor.review.words import Hunk, cut_words, hunks, readable

S = TypeVar("S", bound=Struct)

Mint = Callable[[str], str]
"""From the name of a difference to the id of the suggestion that it is to carry."""


class Notes:
    """One comparison: ``before`` and ``after`` hold all ids of the two values."""

    def __init__(self, mint: Mint, before: Collection[str], after: Collection[str]) -> None:
        self.mint = mint
        self.before = before
        self.after = after
        self.taken = {*before, *after}
        self.originals: dict[str, str] = {}

    def removal(self, id: str) -> str:
        """The suggestion that takes this away; of something that moves, the same that puts it in its new place."""
        return self.mint(f"move {id}" if id in self.after else f"remove {id}")

    def arrival(self, id: str) -> str:
        """The suggestion that puts this here."""
        return self.mint(f"move {id}" if id in self.before else f"add {id}")

    def moved(self, id: str) -> str:
        """``id`` where it is that of something that was elsewhere; else empty."""
        return id if id in self.before else ""

    def fresh(self, value: S) -> S:
        """A copy of what comes in, in which everything that was there before has the id of a stand-in."""
        ids: dict[str, str] = {}
        for id in ids_in(value):
            if id in self.before and id not in ids:
                ids[id] = free_stand_in(id, self.taken)
                self.taken.add(ids[id])
                self.originals[ids[id]] = id
        return renamed(value, ids, {}) if ids else value

    def named(self, value: S) -> S:
        """The value as it is when every stand-in has taken the id of its original."""
        return renamed(value, self.originals, {})


# ---- tokens


class Token(NamedTuple):
    """A word, a sign or an object, with the place of its characters."""

    key: Hashable
    text: str
    start: int
    stop: int


def tokens_of(runs: Runs) -> list[Token]:
    """The text cut for comparing: equal keys mean the same words, in the same state of review and exemption."""
    units = list(atoms(runs))
    out: list[Token] = []
    position = 0
    for word in cut_words(flat(runs)):
        stop = position + len(word)
        states = tuple(dict.fromkeys(_state(marks) for _, marks in units[position:stop]))
        unit = units[position][0]
        name: Hashable = word if isinstance(unit, str) else object_key(unit)
        out.append(Token(name if states == (_PLAIN_STATE,) else (name, states), word, position, stop))
        position = stop
    return out


_PLAIN_STATE: Hashable = ("", "", "", None)


def _state(marks: Marks) -> Hashable:
    """What cannot be suggested of characters: they are the same only where this is."""
    state = (marks.exemption, marks.insertion, marks.deletion, marks.former)
    return (*state, looks(marks)) if marks.former is not None else state


def object_key(unit: InlineObject) -> Hashable:
    """What makes two inline objects the same."""
    match unit:
        case Footnote():
            return ("footnote", unit.id)
        case FactField():
            return ("fact", unit.id, unit.key)
        case _:
            return ("reference", unit.id, unit.target, unit.form)


def text_hunks(old: list[Token], new: list[Token]) -> list[Hunk]:
    """Where two texts differ, as a reader would see it."""
    found = hunks([token.key for token in old], [token.key for token in new])
    return readable(found, [token.text for token in old])


# ---- marks


def looks(marks: Marks) -> tuple[bool, bool, str, str, str]:
    """What a suggested change of looks is about."""
    return marks.bold, marks.italic, marks.script, marks.link, marks.language


def struck(units: list[Atom], suggestion: str) -> list[Atom]:
    """The characters, suggested to be taken out."""
    return [(unit, marks if marks.deletion else replace(marks, deletion=suggestion)) for unit, marks in units]


def inserted(units: list[Atom], suggestion: str, notes: Notes) -> list[Atom]:
    """The characters, suggested to be put in."""
    return [
        (unit if isinstance(unit, str) else notes.fresh(Run(unit)).content, replace(marks, insertion=suggestion))
        for unit, marks in units
    ]


def kept(old: Atom, new: Atom, host: str, notes: Notes) -> Atom:
    """One character that stays: its looks may be suggested to change; comments of both stay on it."""
    (unit, before), (newer, after) = old, new
    if isinstance(unit, Footnote) and isinstance(newer, Footnote):
        unit = replace(unit, body=marked_runs(unit.body, newer.body, unit.id, notes))
    comments = before.comments
    if before.comments != after.comments:
        comments = tuple(sorted({*before.comments, *after.comments}))
    if looks(before) == looks(after):
        return unit, before if comments == before.comments else replace(before, comments=comments)
    former = FormerMarks(
        notes.mint(f"looks {host}"), before.bold, before.italic, before.script, before.link, before.language
    )
    return unit, replace(after, comments=comments, former=former)


def marked_runs(before: Runs, after: Runs, host: str, notes: Notes) -> Runs:
    """The text with every difference tracked; ``host`` is the id of the text host."""
    if before == after:
        return before
    old, new = list(atoms(before)), list(atoms(after))
    old_tokens, new_tokens = tokens_of(before), tokens_of(after)
    out: list[Atom] = []
    position = new_position = 0
    ends = Hunk(len(old_tokens), len(old_tokens), len(new_tokens), len(new_tokens))
    for number, hunk in enumerate((*text_hunks(old_tokens, new_tokens), ends)):
        start, stop = _span(old_tokens, hunk.start, hunk.stop, len(old))
        new_start, new_stop = _span(new_tokens, hunk.new_start, hunk.new_stop, len(new))
        pairs = zip(old[position:start], new[new_position:new_start], strict=True)
        out += [kept(first, second, host, notes) for first, second in pairs]
        if start < stop or new_start < new_stop:
            suggestion = notes.mint(f"text {host} {number}")
            out += struck(old[start:stop], suggestion)
            out += inserted(new[new_start:new_stop], suggestion, notes)
        position, new_position = stop, new_stop
    return runs_of(out)


def _span(tokens: list[Token], start: int, stop: int, length: int) -> tuple[int, int]:
    first = tokens[start].start if start < len(tokens) else length
    return first, tokens[stop - 1].stop if stop > start else first
