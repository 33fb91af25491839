"""The review model: threads, suggestions, proposals and rounds, and the decision that each item ends with.

Suggestions have two carriers. Uncontested ones are marks and changes in the text itself, whose author and time
stand in a :class:`Suggestion`; contested ones are :class:`Proposal` values beside the text, never woven into it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from strategy_editor.model.blocks import Block
from strategy_editor.model.dates import When
from strategy_editor.model.text import Runs

Outcome = Literal["accepted", "accepted-with-change", "rejected", "noted"]


class Decision(Struct, frozen=True, omit_defaults=True):
    """What was decided of an item, why, by whom (a person id) and when."""

    outcome: Outcome
    at: datetime
    by: str = ""
    reason: str = ""


class Anchor(Struct, frozen=True, omit_defaults=True):
    """What a thread is about. ``target`` is an id; for ``text`` that of the text host whose characters carry the mark.

    ``quote`` and 30 characters on each side find the words again, and speak when they are gone.
    """

    kind: Literal["project", "document", "section", "block", "cell", "text"]
    target: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""


class Message(Struct, frozen=True, omit_defaults=True):
    """A comment or a reply; ``author`` is a person id. Blank lines part its paragraphs."""

    id: str
    author: str
    at: datetime
    text: str
    mentions: tuple[str, ...] = ()


ThreadState = Literal["open", "answered", "resolved", "withdrawn"]
Channel = Literal["here", "word", "project-copy", "email", "paper", "pdf", "spreadsheet", "conversation"]


class Thread(Struct, frozen=True, omit_defaults=True, tag="thread"):
    """A comment with its replies.

    ``source`` is the id of the sent copy that it came with; ``paragraph`` and ``original`` the number and the words of
    the version that it was about; ``evidence`` holds ids of kept files.
    """

    id: str
    anchor: Anchor
    messages: tuple[Message, ...]
    state: ThreadState = "open"
    category: str = ""
    priority: Literal["", "low", "high"] = ""
    assigned: str = ""
    channel: Channel = "here"
    source: str = ""
    paragraph: str = ""
    original: str = ""
    evidence: tuple[str, ...] = ()
    decision: Decision | None = None


def is_open(thread: Thread) -> bool:
    """Whether a comment still waits for a decision."""
    return thread.state in ("open", "answered")


class Suggestion(Struct, frozen=True, omit_defaults=True, tag="suggestion"):
    """Who suggested the marks and changes that carry this id, and when; kept after the decision, for the register.

    ``removed`` and ``added`` are the words it was about, ``original`` the text around them as it was; all are written
    when it is decided. ``thread`` is a comment on it.
    """

    id: str
    author: str
    at: datetime
    source: str = ""
    minor: bool = False
    thread: str = ""
    section: str = ""
    paragraph: str = ""
    removed: str = ""
    added: str = ""
    original: str = ""
    decision: Decision | None = None


class TextContent(Struct, frozen=True, tag="text"):
    """The words of a text host."""

    runs: Runs


class BlockContent(Struct, frozen=True, tag="blocks"):
    """Whole blocks; none at all means absence."""

    blocks: tuple[Block, ...]


class FieldContent(Struct, frozen=True, tag="field"):
    """The value of a field of a record, as JSON."""

    json: str


Content = TextContent | BlockContent | FieldContent


class Place(Struct, frozen=True, omit_defaults=True):
    """Where a proposal belongs: a text host, a block, the place behind a block, or a field of a record.

    ``owner``: the id of the host, block or record; ``section`` the section around it; ``field`` the name of the field.
    """

    kind: Literal["text", "block", "after", "field"]
    owner: str
    section: str = ""
    field: str = ""


class Proposal(Struct, frozen=True, omit_defaults=True, tag="proposal"):
    """A contested suggestion: what stood there, what is proposed instead. Rivals share a place."""

    id: str
    place: Place
    base: Content
    proposed: Content
    author: str
    at: datetime
    source: str = ""
    note: str = ""
    decision: Decision | None = None


class Invitation(Struct, frozen=True, omit_defaults=True):
    """One person asked in a round, for the named sections (none named: all), and what became of it."""

    id: str
    person: str
    sections: tuple[str, ...] = ()
    form: Literal["word", "project-copy", "at-this-desk"] = "word"
    copy: str = ""
    sent: datetime | None = None
    returned: datetime | None = None
    finished: datetime | None = None
    opinion: str = ""


class ReviewRound(Struct, frozen=True, omit_defaults=True, tag="round"):
    """Who is asked for remarks on ``documents``, by when."""

    id: str
    title: str
    opened: datetime
    due: When | None = None
    documents: tuple[str, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    closed: datetime | None = None
