"""Comments as values: where one is anchored, with its words and those around them; replies; states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from strategy_editor.foundation.ids import new_id
from strategy_editor.model.project import Project
from strategy_editor.model.reviews import Anchor, Message, Thread, is_open
from strategy_editor.model.section import Document, Section
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


def heading_comments(project: Project, document: Document, section: Section) -> tuple[str, ...]:
    """The open comments that belong to the heading of a section: on its title, on all of it, and, at the first one,
    on the whole document. One that belongs to a suggestion stands with that.
    """
    linked = {each.thread for each in project.suggestions.values() if each.thread and each.decision is None}
    found = (*_in_title(section), *_on_the_whole(project, document, section))
    threads = project.threads
    return tuple(id for id in dict.fromkeys(found) if id in threads and is_open(threads[id]) and id not in linked)


def _in_title(section: Section) -> Iterator[str]:
    for run in section.title:
        yield from run.marks.comments


def _on_the_whole(project: Project, document: Document, section: Section) -> Iterator[str]:
    is_first = bool(document.sections) and document.sections[0].id == section.id
    for id, thread in project.threads.items():
        match thread.anchor.kind:
            case "section" if thread.anchor.target == section.id:
                yield id
            case "document" if is_first and thread.anchor.target == document.id:
                yield id
            case "project" if is_first:
                yield id


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
