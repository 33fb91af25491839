"""Comments of a returned copy as threads: new ones, replies, and changes that have no place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from strategy_editor.foundation.ids import derived_id
from strategy_editor.model.carriers import comments_in
from strategy_editor.model.numbering import numbers
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.review.returning.claims import Maker, Remark, Returned
from strategy_editor.review.returning.today import Today

if TYPE_CHECKING:
    from strategy_editor.review.returning.bringing import Copy

Note = tuple[str, str, str, Maker]
"""Id, what it is near, words, who made it."""


class Threads(NamedTuple):
    """The project with the threads. ``ids``: those of this copy; ``unplaced``: those that wait to be placed."""

    project: Project
    ids: tuple[str, ...]
    unplaced: frozenset[str]


def brought_threads(project: Project, copy: Copy, returned: Returned, notes: Sequence[Note], desk: Today) -> Threads:
    """The project with what the copy says."""
    return _Threads(project, copy, desk).bring(returned, notes)


class _Threads:
    def __init__(self, project: Project, copy: Copy, desk: Today) -> None:
        self.project = project
        self.copy = copy
        self.desk = desk
        self.threads: dict[str, Thread] = dict(project.threads)
        self.labels = numbers(project, desk.document()).labels
        self.unplaced: dict[str, str] = {}

    def bring(self, returned: Returned, notes: Sequence[Note]) -> Threads:
        ids: dict[str, None] = {}
        roots: dict[str, str] = {}
        for remark in returned.remarks:
            root = roots.get(remark.parent, "")
            roots[remark.key] = root or remark.known or remark.id
            if root and not remark.known:
                self._reply(root, remark)
            elif remark.known:
                self._known(remark)
            else:
                self._new(remark)
                ids[remark.id] = None
        for note in notes:
            self._told(note)
            ids[note[0]] = None
        self._forget(returned, ids)
        self._place()
        document = self.desk.document()
        project = replace(with_document(self.project, document), threads=self.threads)
        return Threads(project, tuple(ids), frozenset(self.unplaced))

    # ---- comments

    def _person(self, maker: Maker) -> str:
        return self.copy.people.get(maker.name, maker.name)

    def _message(self, remark: Remark) -> Message:
        at = remark.maker.at or self.copy.at
        return Message(derived_id("message", remark.id), self._person(remark.maker), at, remark.text)

    def _new(self, remark: Remark) -> None:
        known = self.threads.get(remark.id)
        message = self._message(remark)
        if known is not None:
            self.threads[remark.id] = replace(known, messages=_with(known.messages, message))
            return
        section = self._section(remark)
        self.threads[remark.id] = Thread(
            remark.id,
            remark.anchor,
            (message,),
            "resolved" if remark.resolved else "open",
            channel="word",
            source=self.copy.id,
            paragraph=self.labels.get(remark.anchor.target) or self.labels.get(section, ""),
            original=remark.anchor.quote,
        )

    def _section(self, remark: Remark) -> str:
        for id in (remark.anchor.target, *remark.hosts):
            found = self.desk.section_of(id)
            if found:
                return found
        return ""

    def _reply(self, root: str, remark: Remark) -> None:
        thread = self.threads.get(root)
        if thread is None:
            self._new(remark)
            return
        self.threads[root] = replace(thread, messages=_with(thread.messages, self._message(remark)))

    def _known(self, remark: Remark) -> None:
        """A comment that went out: whoever read it may have called it settled, which still is for the author to say."""
        thread = self.threads.get(remark.known)
        if thread is not None and remark.resolved and thread.state == "open":
            self.threads[remark.known] = replace(thread, state="answered")

    # ---- changes without a place

    def _told(self, note: Note) -> None:
        id, near, words, maker = note
        known = self.threads.get(id)
        if known is not None:
            return
        message = Message(derived_id("message", id), self._person(maker), maker.at or self.copy.at, words)
        section = self.desk.section_of(near)
        anchor = Anchor("document", self.copy.document.id)
        if section:
            anchor = Anchor("section" if near == section else "block", near)
        label = self.labels.get(near, "")
        self.threads[id] = Thread(id, anchor, (message,), channel="word", source=self.copy.id, paragraph=label)
        self.unplaced[id] = section

    # ---- where they are

    def _forget(self, returned: Returned, ids: dict[str, None]) -> None:
        """Comments that this copy brought before and that its reader has taken out since."""
        names = {self._person(Maker(name, None, False)) for name in returned.names}
        for id, thread in list(self.threads.items()):
            if thread.source != self.copy.id or id in ids or thread.decision is not None:
                continue
            if thread.state == "open" and all(message.author in names for message in thread.messages):
                del self.threads[id]

    def _place(self) -> None:
        """Comments whose words are not there go to the tray of the section."""
        standing: set[str] = set()
        trays: set[str] = set()
        for id in self.desk.sections:
            own = self.desk.section(id)
            standing |= comments_in(own)
            trays.update(own.unplaced)
        for id, thread in self.threads.items():
            if thread.source != self.copy.id or id in standing or thread.state not in ("open", "answered"):
                continue
            anchor = thread.anchor
            gone = not self.desk.section_of(anchor.target)
            if anchor.kind == "text" or (anchor.kind in ("block", "cell", "section") and gone):
                self.unplaced.setdefault(id, self.desk.section_of(anchor.target))
        fallback = next(iter(self.desk.sections), "")
        for id, section in self.unplaced.items():
            home = section or self._then(id) or fallback
            if home and id not in trays:
                self.desk.put_in_tray(home, {id})

    def _then(self, thread: str) -> str:
        """The section that a comment was in when the copy went out, if it is still there."""
        place = Today(self.copy.document).section_of(self.threads[thread].anchor.target)
        return place if place in self.desk.sections else ""


def _with(messages: tuple[Message, ...], message: Message) -> tuple[Message, ...]:
    if any(each.id == message.id for each in messages):
        return messages
    return (*messages, message)
