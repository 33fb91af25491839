"""Which marks text takes that somebody types, and what a suggestion does to what it removes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Change, with_change
from strategy_editor.model.text import PLAIN, Footnote, Marks, Run
from strategy_editor.review.editing.pieces import Break, Piece, Text, Unit, deletion_of, insertion_of, struck


class Writer(Struct, frozen=True):
    """How somebody writes: directly or by suggestions. ``owns`` says whether a suggestion is the writer's own."""

    suggesting: bool = False
    owns: Callable[[str], bool] = lambda suggestion: False


DIRECT = Writer()


def suggestion_for(
    writer: Writer, removed: Sequence[Piece], added: bool, left: Piece | None, right: Piece | None
) -> str:
    """The suggestion that an edit belongs to: one's own right beside it, or a new one. Empty for direct edits."""
    if not writer.suggesting or not (removed or added):
        return ""
    around = [piece for piece in (left, right) if piece is not None]
    near = [deletion_of(piece) for piece in around] if removed else []
    near += [insertion_of(piece) for piece in around] if added else []
    return next((each for each in near if each and writer.owns(each)), "") or new_id()


def remaining(removed: Iterable[Piece], suggestion: str, writer: Writer) -> list[Piece]:
    """What stays of removed pieces: nothing; or, of a suggestion, all but the writer's own insertions, struck out."""
    if not writer.suggesting:
        return []
    return [struck(piece, suggestion) for piece in removed if not writer.owns(insertion_of(piece))]


def marks_beside(pieces: Sequence[Piece], *, forward: bool) -> Marks:
    """Marks of the nearest text in the same line that is not struck out: a suggestion inherits what an edit would."""
    for piece in pieces if forward else reversed(pieces):
        if not isinstance(piece, Text):
            return PLAIN
        if not piece.run.marks.deletion:
            return piece.run.marks
    return PLAIN


def inherited(view: Marks, left: Marks, right: Marks, removed: Sequence[Marks], carried: Sequence[str]) -> Marks:
    """Marks of typed text.

    Its look is that of the view, which is what the writer sees; links and comments it takes only from inside a range,
    or from the text that it replaces. Typing inside an insertion belongs to it, at its edges it does not.
    """
    comments = {*(set(left.comments) & set(right.comments)), *carried}
    if removed:
        comments |= set.intersection(*(set(marks.comments) for marks in removed))
    link = left.link if left.link == right.link else ""
    if not link and removed and all(marks.link == removed[0].link for marks in removed):
        link = removed[0].link
    return Marks(
        view.bold,
        view.italic,
        view.script,
        link,
        view.language,
        view.exemption,
        tuple(sorted(comments)),
        insertion=left.insertion if left.insertion == right.insertion else "",
        former=left.former if left.former == right.former else None,
    )


class Marked(Struct, frozen=True):
    """Added pieces as they go into the stream, and the comments of the last character, for what is typed next."""

    pieces: tuple[Piece, ...]
    comments: tuple[str, ...] = ()


def marked(
    added: Iterable[Piece], suggestion: str, marks_of: Callable[[Marks], Marks], kept: Iterable[Piece] = ()
) -> Marked:
    """``added`` with the marks that ``marks_of`` makes of the view's, inserted by ``suggestion`` if there is one.

    An object that ``kept`` holds too (moved by a suggestion, it stands there twice, once struck out) gets a new id.
    """
    there = {
        piece.run.content.id for piece in kept if isinstance(piece, Text) and not isinstance(piece.run.content, str)
    }
    out: list[Piece] = []
    comments: tuple[str, ...] = ()
    for piece in added:
        match piece:
            case Text(run, owner):
                marks = marks_of(run.marks)
                comments = marks.comments
                if suggestion:
                    marks = replace(marks, insertion=suggestion, deletion="", former=None)
                out.append(Text(_copy_of(run, there, marks), owner))
            case Break(change, owner):
                out.append(Break(Change(insertion=suggestion) if suggestion else change, owner))
            case Unit(block):
                out.append(Unit(with_change(block, Change(insertion=suggestion))) if suggestion else piece)
    return Marked(tuple(out), comments)


def _copy_of(run: Run, there: set[str], marks: Marks) -> Run:
    content = run.content
    if isinstance(content, str) or content.id not in there:
        return Run(content, marks)
    if isinstance(content, Footnote):
        return Run(replace(content, id=new_id(), body=content.body), marks)
    return Run(replace(content, id=new_id()), marks)
