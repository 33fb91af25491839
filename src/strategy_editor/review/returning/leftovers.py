"""Tracked changes of a returned file that nothing was made of: they are told, so that none is ever lost silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from strategy_editor.incoming.values import Block, Paragraph, Revision
from strategy_editor.incoming.views import located
from strategy_editor.review.returning.returned import SINCE_AUTHOR, touch

if TYPE_CHECKING:
    from strategy_editor.review.returning.reading import Reading

_KINDS = {
    "insertion": "words that were put in",
    "deletion": "words that were taken out",
    "moved-to": "words that were moved",
    "moved-from": "words that were moved",
    "looks": "the look of words",
    "shape": "the style of paragraphs",
    "other": "the layout of tables or pages",
}


def leftovers(reading: Reading) -> None:
    """Notes, for each person, of what sort of changes could not be taken over."""
    used = set(_used(reading))
    standing = set(_standing(reading.file.blocks))
    for note in reading.file.notes.values():
        standing.update(_standing(note.blocks))
    counts: dict[str, Counter[str]] = {}
    samples: dict[str, Revision] = {}
    for revision in reading.file.revisions:
        if revision.number in used or revision.author == SINCE_AUTHOR:
            continue
        if revision.kind not in ("looks", "shape", "other") and revision.number not in standing:
            continue  # LibreOffice wraps the anchor of a comment in an insertion of nothing
        counts.setdefault(revision.author, Counter())[_KINDS[revision.kind]] += 1
        samples.setdefault(revision.author, revision)
    for author, found in counts.items():
        said = ", ".join(f"{kind} ({count})" for kind, count in found.items())
        maker = touch(samples[author])
        assert maker is not None
        reading.note("", f"Changed where nothing can be taken over: {said}. Look at the file itself.", maker)


def _used(reading: Reading) -> Iterator[int]:
    """The numbers of the changes that became part of a claim or are told already."""
    for index, group in enumerate(reading.groups):
        line = reading.line_of.get(index)
        host = reading.sent.lines[line].host if line is not None else ""
        if line is not None and not host and reading.sent.lines[line].style.startswith("toc"):
            continue
        draft = reading.drafts.get(host)
        for each in group.lines:
            yield from _on(each.paragraph)
            former = each.paragraph.former
            if former is not None and draft is not None and draft.shape is not None:
                yield former.revision.number
    broken = {
        number
        for group in reading.groups
        for line in group.lines
        if line.insertion is None
        for number in line.paragraph.numbers
    }
    yield from reading.tables.used
    for paragraph in reading.taken_up:
        yield from _on(paragraph)
    for place in located(reading.file):
        mark = place.paragraph
        if mark.insertion is not None and mark.numbers[0] in broken:
            yield mark.insertion.number  # a break that was there all the time
        if mark.insertion is not None and mark.deletion is not None:
            yield from _numbers(mark.insertion, mark.deletion)  # a break that came and went again
        yield from _numbers(place.row_insertion, place.row_deletion)


def _standing(blocks: Iterable[Block]) -> Iterator[int]:
    """The numbers of the changes that stand on words, breaks, rows or cells."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _on(block)
            continue
        for row in block.rows:
            yield from _numbers(row.insertion, row.deletion)
            for cell in row.cells:
                yield from _numbers(cell.insertion, cell.deletion)
                yield from _standing(cell.blocks)


def _numbers(*revisions: Revision | None) -> Iterator[int]:
    return (each.number for each in revisions if each is not None)


def _on(paragraph: Paragraph) -> Iterator[int]:
    yield from _numbers(paragraph.insertion, paragraph.deletion)
    for run in paragraph.runs:
        yield from _numbers(run.insertion, run.deletion, run.former.revision if run.former is not None else None)
