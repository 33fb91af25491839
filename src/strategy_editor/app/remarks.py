"""What is to be decided, as the lists of the window see it, and what can be done with it without the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.app.desk import Desk
from strategy_editor.model.reviews import Anchor, Content, Outcome, Proposal, Thread
from strategy_editor.model.section import Document
from strategy_editor.model.text import plain
from strategy_editor.model.tree import find_section
from strategy_editor.review.commenting import message, new_thread, replied
from strategy_editor.review.items import Item, items
from strategy_editor.review.proposals import rivals_of, words_of_content
from strategy_editor.review.reading_out import standing_text
from strategy_editor.review.wording import name_of, shortened
from strategy_editor.session.commands import Decide, Put, Several
from strategy_editor.session.summary import document_numbers

_TITLE = 40
"""Characters of a title that say where something is."""


class Target(Struct, frozen=True):
    """What a comment can be put on, in words. ``selection`` is where words of the text are, as the editor knows it."""

    words: str
    anchor: Anchor
    selection: object = None


class Remarks:
    """The items of the strategy on the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._known: tuple[object, tuple[Item, ...]] | None = None

    def items(self) -> tuple[Item, ...]:
        """Everything to be decided and decided already, worked out anew when the project changed."""
        project = self.desk.project
        if self._known is None or self._known[0] is not project:
            self._known = (project, items(project, self.labels))
        return self._known[1]

    def labels(self, document: Document) -> Mapping[str, str]:
        """The numbers of a document."""
        return document_numbers(self.desk.project, document).labels

    @property
    def decides(self) -> bool:
        """Whether decisions are made here; a reviewer only comments and suggests."""
        return not self.desk.project.copy

    def may_sort(self, thread: Thread) -> bool:
        """Whether whoever is here may withdraw a comment, or say what it is about; a reviewer may with his own."""
        own = bool(thread.messages) and thread.messages[0].author == self.desk.session.author
        return self.decides or own

    def name(self, person: str) -> str:
        """Who somebody is."""
        return name_of(self.desk.project, person)

    def place(self, item: Item) -> str:
        """Where an item is: its paragraph by its number, or else its section or document by the title."""
        if item.paragraph:
            return item.paragraph
        found = find_section(self.desk.project, item.section) if item.section else None
        document = self.desk.project.document(item.document)
        title = plain(found.section.title) if found is not None else document.title if document is not None else ""
        return shortened(title, _TITLE)

    def comment_of(self, item: Item) -> Thread | None:
        """The comment that an item is, or that a suggestion carries."""
        return self.desk.project.threads.get(item.thread or item.id)

    def rivals(self, item: Item) -> tuple[Proposal, ...]:
        """The proposals for the same words, the item's own included."""
        return rivals_of(self.desk.project, item.id) if item.kind == "proposal" else ()

    def words(self, proposal: Proposal, content: Content) -> str:
        """The words that a proposal begins with or comes to, with the details in them as they are today."""
        project = self.desk.project
        found = find_section(project, proposal.place.section) if proposal.place.section else None
        read = partial(standing_text, project, found.document) if found is not None else plain
        return words_of_content(content, read)

    def show(self, item: Item) -> None:
        """Goes to what an item is about."""
        if not item.section and self.desk.project.document(item.document):
            self.desk.open_document(item.document)
        if item.kind == "comment" and item.host in ("", item.section) and not item.unplaced:
            if item.section:
                self.desk.open_section(item.section)
            self.desk.headed.emit()
        elif item.section:
            self.desk.open_section(item.section)
            mark = item.quote or item.removed[:60] if item.kind == "proposal" or item.unplaced else item.id
            self.desk.pointed.emit(item.host, mark)

    def decide(self, ids: Sequence[str], outcome: Outcome, reason: str = "") -> bool:
        """Decides items, in the name of whoever acts."""
        session = self.desk.session
        command = Decide(tuple(ids), outcome, session.clock(), session.author, reason.strip())
        return self.desk.do(session.signed(command))

    def put(self, thread: Thread) -> bool:
        """Puts a changed comment in the place of the one that was, or a new one."""
        return self.desk.do(self.desk.session.signed(Put(thread)))

    def add(self, anchor: Anchor, text: str, category: str = "") -> str:
        """A new comment that is not on words; its id, or nothing where nothing was written."""
        session, document = self.desk.session, self.desk.document
        first = message(self.desk.project, session.author, session.clock(), text)
        if first is None or document is None:
            return ""
        labels = self.labels(document)
        number = labels.get(anchor.target) or labels.get(self.desk.section_id, "")
        thread = replace(new_thread(anchor, first, category), paragraph=number if anchor.kind != "document" else "")
        return thread.id if self.put(thread) else ""

    def answer(self, item: Item, text: str) -> None:
        """Answers a comment, or puts a comment on a suggestion or proposal."""
        session, project = self.desk.session, self.desk.project
        said = message(project, session.author, session.clock(), text)
        if said is None:
            return
        thread = self.comment_of(item)
        if thread is not None:
            self.put(replied(thread, said))
            return
        anchor = Anchor("section", item.section, (item.added or item.removed)[:200])
        thread = replace(new_thread(anchor, said), paragraph=item.paragraph)
        record = project.suggestions.get(item.id)
        linked = (Put(replace(record, thread=thread.id)),) if record is not None else ()
        self.desk.do(session.signed(Several((Put(thread), *linked), "Comment")))
