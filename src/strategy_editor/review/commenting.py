"""Comments as values: where one is anchored, with its words and those around them; replies; states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.model.section import Section
from strategy_editor.model.text import OBJECT, Run, clean, map_runs
from strategy_editor.model.tree import map_block_runs
from strategy_editor.review.wording import mentioned

AROUND = 30
"""Characters kept on each side of what a comment is about."""
LONGEST_QUOTE = 400


def text_anchor(host: str, parts: Sequence[str], before: str, after: str) -> Anchor:
    """The anchor of a comment on words that begin in ``host``; ``parts`` are the words, a line each."""
    quote = "\n".join(parts).replace(OBJECT, "")
    if len(quote) > LONGEST_QUOTE:
        quote = f"{quote[: LONGEST_QUOTE - 1]}…"
    return Anchor("text", host, quote, before[-AROUND:], after[:AROUND])


def message(project: Project, author: str, at: datetime, text: str) -> Message | None:
    """A comment or reply, with the people whom it names; None where nothing was written."""
    cleaned = "\n".join(clean(text)).strip()
    if not cleaned:
        return None
    return Message(new_id(), author, at, cleaned, mentioned(cleaned, project.people))


def new_thread(anchor: Anchor, first: Message, category: str = "") -> Thread:
    """A comment that begins with ``first``."""
    return Thread(new_id(), anchor, (first,), category=category)


def replied(thread: Thread, reply: Message) -> Thread:
    """The comment with a reply: an open one is answered, a decided one is not opened again by it."""
    state = "answered" if thread.state == "open" and reply.author != _author(thread) else thread.state
    return replace(thread, messages=(*thread.messages, reply), state=state)


def reopened(thread: Thread) -> Thread:
    """The comment waiting for a decision again."""
    return replace(thread, state="answered" if len(thread.messages) > 1 else "open", decision=None)


def withdrawn(thread: Thread) -> Thread:
    """The comment taken back by whoever made it: nobody has to decide it."""
    return replace(thread, state="withdrawn", decision=None)


def _author(thread: Thread) -> str:
    return thread.messages[0].author if thread.messages else ""


def with_comments_only(section: Section, kept: frozenset[str]) -> Section:
    """The section without marks of any other comments, in its text and in its tray."""

    def change(run: Run) -> Run:
        comments = tuple(each for each in run.marks.comments if each in kept)
        return run if comments == run.marks.comments else replace(run, marks=replace(run.marks, comments=comments))

    return replace(
        section,
        title=map_runs(section.title, change),
        blocks=tuple(map_block_runs(block, lambda runs: map_runs(runs, change)) for block in section.blocks),
        children=tuple(with_comments_only(each, kept) for each in section.children),
        unplaced=tuple(each for each in section.unplaced if each in kept),
    )
