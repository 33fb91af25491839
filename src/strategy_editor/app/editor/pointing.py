"""Shows the writer a place: selects the words of a comment or suggestion, or words that are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.review_margin import changes_of
from strategy_editor.model.text import Marks, Run
from strategy_editor.review.editing.lines import Line, Spot

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor


def point_to(editor: SectionEditor, host: str = "", wanted: str = "") -> bool:
    """Selects what carries the comment or suggestion ``wanted``, else such words in ``host``, else goes to ``host``.

    False where there is no such place in the section that is shown.
    """
    editor.reconcile()
    lines = editor.layout_.lines
    found = _marked(lines, wanted) or _quoted(lines, host, wanted) or _line(lines, host)
    if not found:
        return False
    editor.select(found)
    editor.ensureCursorVisible()
    return True


def _carries(marks: Marks, mark: str) -> bool:
    former = marks.former.suggestion if marks.former is not None else ""
    return mark in (marks.insertion, marks.deletion, former) or mark in marks.comments


def _marked(lines: Sequence[Line], mark: str) -> Selection | None:
    """From the first to the last character of the first line that carries the mark, and those right after it."""
    if not mark:
        return None
    start: Spot | None = None
    end: Spot | None = None
    for line in lines:
        position, carries = 0, False
        for run in line.runs:
            width = len(run) if isinstance(run, Run) else 1
            if isinstance(run, Run) and _carries(run.marks, mark):
                start = start or Spot(line.head.id, position)
                end, carries = Spot(line.head.id, position + width), True
            position += width
        if start is not None and not carries:
            break
    if start is not None and end is not None:
        return Selection(start, end)
    for line in lines:
        ids = {id for each in changes_of(line) for id in (each.insertion, each.deletion)} | {line.head.former}
        if mark in ids:
            spot = Spot(
                line.head.id, line.size if mark in (line.head.ending.insertion, line.head.ending.deletion) else 0
            )
            return Selection(spot, spot)
    return None


def _quoted(lines: Sequence[Line], host: str, quote: str) -> Selection | None:
    if not quote:
        return None
    ranked = sorted(lines, key=lambda line: host not in (line.head.id, line.head.owner, line.head.container))
    for line in ranked:
        start = line.text.find(quote)
        if start >= 0:
            return Selection(Spot(line.head.id, start), Spot(line.head.id, start + len(quote)))
    return None


def _line(lines: Sequence[Line], host: str) -> Selection | None:
    for line in lines:
        if host and host in (line.head.id, line.head.owner, line.head.container):
            return Selection(Spot(line.head.id, 0), Spot(line.head.id, 0))
    return None
