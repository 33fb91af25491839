"""Text: runs of characters with equal marks, and the objects that stand in a line of text.

Offsets count Python characters; an object counts as one. Runs are kept in *normal form* (neighbours with equal marks
are one run, none is empty), so that equal text is an equal value. :func:`clean` is the one door for text from outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

OBJECT = "\ufffc"
"""Stands for an inline object wherever text is flattened; never part of stored text."""

Script = Literal["", "superscript", "subscript"]


class FormerMarks(Struct, frozen=True, omit_defaults=True):
    """A suggested change of looks: what the characters looked like before. Rejecting restores it."""

    suggestion: str
    bold: bool = False
    italic: bool = False
    script: Script = ""
    link: str = ""
    language: str = ""


class Marks(Struct, frozen=True, omit_defaults=True):
    """The marks of a character. ``comments`` holds thread ids, sorted; ``insertion`` and ``deletion`` suggestion ids.

    ``language`` is a BCP 47 tag, empty for the language of the document; ``exemption`` the id of an exemption.
    """

    bold: bool = False
    italic: bool = False
    script: Script = ""
    link: str = ""
    language: str = ""
    exemption: str = ""
    comments: tuple[str, ...] = ()
    insertion: str = ""
    deletion: str = ""
    former: FormerMarks | None = None


PLAIN = Marks()


class Footnote(Struct, frozen=True, omit_defaults=True, tag="footnote"):
    """A footnote: its call stands in the line, its body is a text host of its own (without further footnotes)."""

    id: str
    body: tuple[Run, ...] = ()


class CrossReference(Struct, frozen=True, omit_defaults=True, tag="reference"):
    """A reference by id, never by number: to a section, heading, paragraph, table, figure, chart or document."""

    id: str
    target: str
    form: Literal["number", "title", "number-and-title"] = "number"


class FactField(Struct, frozen=True, omit_defaults=True, tag="fact"):
    """A detail that is used throughout, inserted by its dotted key."""

    id: str
    key: str


InlineObject = Footnote | CrossReference | FactField
Unit = str | InlineObject
"""One character, or one object."""
Atom = tuple[Unit, Marks]
"""The form that edits work on."""


class Run(Struct, frozen=True, omit_defaults=True):
    """A stretch of equal marks: characters (a line break is ``\\n``), or one object."""

    content: str | Footnote | CrossReference | FactField
    marks: Marks = PLAIN

    def __len__(self) -> int:
        return len(self.content) if isinstance(self.content, str) else 1


Runs = tuple[Run, ...]


def runs_from(text: str, marks: Marks = PLAIN) -> Runs:
    """Clean text in equal marks; no run at all for no text."""
    return (Run(text, marks),) if text else ()


def length(runs: Runs) -> int:
    """Characters, an object counting as one."""
    return sum(map(len, runs))


def atoms(runs: Runs) -> Iterator[Atom]:
    """Character by character, object by object."""
    for run in runs:
        if isinstance(run.content, str):
            marks = run.marks
            for character in run.content:
                yield character, marks
        else:
            yield run.content, run.marks


def runs_of(units: Iterable[Atom]) -> Runs:
    """Runs in normal form."""
    out: list[Run] = []
    text: list[str] = []
    current = PLAIN
    for unit, marks in units:
        is_text = isinstance(unit, str)
        if text and (not is_text or (marks is not current and marks != current)):
            out.append(Run("".join(text), current))
            text = []
        if isinstance(unit, str):
            current = marks
            text.append(unit)
        else:
            out.append(Run(unit, marks))
    if text:
        out.append(Run("".join(text), current))
    return tuple(out)


def join(*parts: Runs) -> Runs:
    """One after the other, in normal form."""
    out: list[Run] = []
    for run in (run for part in parts for run in part):
        if not isinstance(run.content, str):
            out.append(run)
        elif run.content:
            last = out[-1] if out else None
            if last is not None and isinstance(last.content, str) and last.marks == run.marks:
                out[-1] = Run(last.content + run.content, run.marks)
            else:
                out.append(run)
    return tuple(out)


def cut(runs: Runs, start: int, stop: int) -> Runs:
    """The characters from ``start`` to ``stop``."""
    out: list[Run] = []
    position = 0
    for run in runs:
        end = position + len(run)
        if end > start and position < stop:
            if isinstance(run.content, str):
                piece = run.content[max(0, start - position) : stop - position]
                if piece:
                    out.append(Run(piece, run.marks))
            else:
                out.append(run)
        position = end
        if position >= stop:
            break
    return tuple(out)


def splice(runs: Runs, start: int, stop: int, added: Runs) -> Runs:
    """``runs`` with the characters from ``start`` to ``stop`` replaced by ``added``."""
    return join(cut(runs, 0, start), added, cut(runs, stop, length(runs)))


def with_marks(runs: Runs, start: int, stop: int, change: Callable[[Marks], Marks]) -> Runs:
    """``runs`` with ``change`` applied to the marks from ``start`` to ``stop``."""
    middle = tuple(Run(run.content, change(run.marks)) for run in cut(runs, start, stop))
    return join(cut(runs, 0, start), middle, cut(runs, stop, length(runs)))


def normal(runs: Runs) -> Runs:
    """Normal form, comments sorted; what loading and every reader from outside puts text through."""
    return join(
        tuple(
            Run(run.content, replace(run.marks, comments=tuple(sorted(set(run.marks.comments)))))
            if run.marks.comments
            else run
            for run in runs
        )
    )


def flat(runs: Runs) -> str:
    """The characters, with :data:`OBJECT` for each object: offsets agree with the runs."""
    return "".join(run.content if isinstance(run.content, str) else OBJECT for run in runs)


def plain(runs: Runs) -> str:
    """The words alone, without objects, as they stand today.

    Undecided insertions are left out and undecided deletions kept, as every edition outside review shows them.
    """
    return "".join(run.content for run in runs if isinstance(run.content, str) and not run.marks.insertion)


def objects(runs: Runs) -> Iterator[InlineObject]:
    """The inline objects, in order."""
    for run in runs:
        if not isinstance(run.content, str):
            yield run.content


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufffc]")


def clean(text: str) -> list[str]:
    """Text from outside, cut into paragraphs: the one door.

    Characters that XML 1.0 or Unicode keeps out of text, lone surrogates and the object character are dropped; line
    ends and U+2029 end a paragraph; U+2028 and a vertical tab become a line break.
    """
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    unified = paired.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    marked = unified.replace("\u2028", "\x0b").split("\n")
    return [_FORBIDDEN.sub("", part.replace("\x0b", "\u2028")).replace("\u2028", "\n") for part in marked]


def clean_line(text: str) -> str:
    """Text from outside as one line: for titles, names and fields."""
    return " ".join(" ".join(clean(text)).split())


def map_runs(runs: Runs, change: Callable[[Run], Run | None]) -> Runs:
    """Each run through ``change`` (None drops it), footnote bodies included, in normal form."""
    out: list[Run] = []
    for run in runs:
        content = run.content
        if isinstance(content, Footnote):
            run = Run(replace(content, body=map_runs(content.body, change)), run.marks)
        changed = change(run)
        if changed is not None:
            out.append(changed)
    return join(tuple(out))


def words(text: str) -> int:
    """How many words: stretches without white space that hold a letter or a digit."""
    return sum(map(is_word, text.split()))


def is_word(piece: str) -> bool:
    """Whether a stretch without white space holds a letter or a digit."""
    return piece[0].isalnum() or any(map(str.isalnum, piece))
