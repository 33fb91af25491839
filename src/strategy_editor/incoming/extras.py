"""What lies over the words of an old document: comments, and tracked changes that are kept to be decided.

The guesses at headings and lists are made of a view in which all changes are decided; this says, of the paragraphs of
that view, which of their words carry a comment or a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from strategy_editor.foundation.ids import new_id
from strategy_editor.incoming.values import Comment, Incoming, Paragraph, Revision, Run
from strategy_editor.incoming.views import View, located


class Carried(NamedTuple):
    """A run with the ids of the comments on it and of the suggestions to put it in and to take it out."""

    run: Run
    comments: tuple[str, ...] = ()
    insertion: str = ""
    deletion: str = ""


class FoundMessage(Struct, frozen=True):
    """What somebody said, by the name in the file."""

    author: str
    at: datetime | None
    text: str


class FoundThread(Struct, frozen=True):
    """A comment with its answers; ``paragraphs`` are the numbers of those that it stands in."""

    id: str
    messages: tuple[FoundMessage, ...]
    resolved: bool = False
    quote: str = ""
    paragraphs: tuple[int, ...] = ()


class FoundChange(Struct, frozen=True):
    """A tracked change that was kept: who made it, by the name in the file, and when."""

    id: str
    author: str
    at: datetime | None


class Extras:
    """``view``: how changes are decided for the words; ``keep``: they are kept as suggestions all the same.

    Changes of words, and paragraphs that came or went as a whole, can be kept; all others are as in the view.
    """

    def __init__(self, document: Incoming, view: View, *, keep: bool = False) -> None:
        self._view = view
        self._keep = keep
        self._paragraphs = {place.paragraph.numbers[0]: place.paragraph for place in located(document)}
        self.threads = tuple(_threads(document.comments))
        self._spans: dict[int, list[tuple[int, int, str]]] = {}
        for thread, comment in zip(self.threads, _roots(document.comments), strict=True):
            self._spread(thread.id, comment)
        self.changes: dict[str, FoundChange] = {}
        self._last: tuple[str, str] = ("", "")

    def _spread(self, thread: str, comment: Comment) -> None:
        start, stop = comment.start, comment.end
        if start is None or stop is None or start >= stop:
            return
        for number in range(start.paragraph, stop.paragraph + 1):
            if number in self._paragraphs:
                first = start.offset if number == start.paragraph else 0
                last = stop.offset if number == stop.paragraph else len(self._paragraphs[number].text)
                self._spans.setdefault(number, []).append((first, last, thread))

    # ---- of one paragraph of the view

    def runs(self, paragraph: Paragraph) -> list[Carried] | None:
        """The runs of a paragraph of the view with what they carry; None where they carry nothing."""
        gone = {each.numbers[0] for each in self.gone_before(paragraph)}
        numbers = [number for number in paragraph.numbers if number not in gone]
        if not any(self._says(number) for number in numbers):
            return None
        self._last = ("", "")
        found = [each for number in numbers for each in self._carried(self._paragraphs[number])]
        text = "".join(each.run.text for each in found if not each.deletion)
        return found if text == paragraph.text else None

    def _says(self, number: int) -> bool:
        paragraph = self._paragraphs.get(number)
        if paragraph is None:
            return False
        changed = any(run.insertion is not None or run.deletion is not None for run in paragraph.runs)
        return number in self._spans or (self._keep and changed)

    def _carried(self, paragraph: Paragraph) -> Iterator[Carried]:
        spans = self._spans.get(paragraph.numbers[0], [])
        at = 0
        for run in paragraph.runs:
            stop = at + len(run.text)
            edges = sorted({at, stop, *(edge for span in spans for edge in span[:2] if at < edge < stop)})
            for first, last in pairwise(edges):
                comments = tuple(sorted({id for low, high, id in spans if low <= first and last <= high}))
                yield from self._part(run, run.text[first - at : last - at], comments)
            at = stop

    def _part(self, run: Run, text: str, comments: tuple[str, ...]) -> Iterator[Carried]:
        looks = run.former.looks if run.former is not None and self._view == "rejected" else run.looks
        plain = Run(text, looks, thing=run.thing, field=run.field)
        if not self._keep:
            gone = run.deletion if self._view == "accepted" else run.insertion
            if gone is None:
                yield Carried(plain, comments)
            return
        insertion, deletion = self._id(run.insertion), self._id(run.deletion)
        if not (insertion and insertion == deletion):
            yield Carried(plain, comments, insertion, deletion)

    def _id(self, revision: Revision | None) -> str:
        """The id of a change; neighbouring ones of one person in one paragraph are one."""
        if revision is None:
            return ""
        author, id = self._last
        if not id or author != revision.author:
            id = new_id()
            self.changes[id] = FoundChange(id, revision.author, revision.at)
        self._last = (revision.author, id)
        return id

    # ---- paragraphs that went or came as a whole

    def gone_before(self, paragraph: Paragraph) -> list[Paragraph]:
        """Paragraphs that went as a whole, which the view has joined to this one."""
        if not self._keep:
            return []
        before = (self._paragraphs.get(number) for number in paragraph.numbers[:-1])
        return [each for each in before if each is not None and _went(each)]

    def gone(self, paragraph: Paragraph) -> tuple[Run, str]:
        """The words of a paragraph that went, without marks, and the id of the change."""
        self._last = ("", "")
        id = self._id(paragraph.deletion)
        return Run(paragraph.text.replace("\ufffc", "")), id

    def arrival(self, paragraph: Paragraph, carried: Sequence[Carried] | None) -> str:
        """The change that a paragraph came with as a whole; empty where it did not."""
        own = self._paragraphs.get(paragraph.numbers[-1])
        if not self._keep or carried is None or own is None or own.insertion is None:
            return ""
        ids = {each.insertion for each in carried}
        return ids.pop() if len(ids) == 1 else ""


def _went(paragraph: Paragraph) -> bool:
    return (
        paragraph.deletion is not None
        and bool(paragraph.text.strip())
        and all(run.deletion is not None and run.insertion is None and run.thing is None for run in paragraph.runs)
    )


def _roots(comments: Sequence[Comment]) -> list[Comment]:
    """Comments that answer no other, as far as the file holds it."""
    known: set[str] = set()
    out: list[Comment] = []
    for comment in comments:
        if comment.parent not in known:
            out.append(comment)
        known.add(comment.id)
    return out


def _threads(comments: Sequence[Comment]) -> Iterator[FoundThread]:
    answers: dict[str, list[Comment]] = {}
    home: dict[str, str] = {}
    for comment in comments:
        home[comment.id] = home.get(comment.parent, comment.id)
        answers.setdefault(home[comment.id], []).append(comment)
    for comment in _roots(comments):
        said = answers[comment.id]
        messages = tuple(FoundMessage(each.author, each.at, each.text) for each in said)
        places = [each for each in (comment.start, comment.end) if each is not None]
        numbers = range(min(places).paragraph, max(places).paragraph + 1) if places else ()
        yield FoundThread(new_id(), messages, comment.resolved, comment.quote, tuple(numbers))
