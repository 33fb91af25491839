"""What the documents of a set share: people, meetings, facts, milestones, register, glossary, exemptions, pictures.

Each record has an id, and is held once; documents insert it by a field or draw it by a live block. Records carry a tag,
so that one command can put any of them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from strategy_editor.model.blocks import Block
from strategy_editor.model.dates import When


class Person(Struct, frozen=True, omit_defaults=True, tag="person"):
    """Someone with a part in the set; a post may stand without a name. ``aliases`` are names used in Word."""

    id: str
    name: str = ""
    post: str = ""
    organisation: str = ""
    telephone: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The name, or the post where no name is given."""
        return self.name or self.post


class Meeting(Struct, frozen=True, omit_defaults=True, tag="meeting"):
    """A meeting that documents go to, or an earlier one whose decision is quoted.

    ``decision``, ``minute`` and ``call_in_ends`` are filled after it.
    """

    id: str
    body: str
    when: When | None = None
    time: str = ""
    place: str = ""
    item: str = ""
    decision: str = ""
    minute: str = ""
    call_in_ends: When | None = None


class TextValue(Struct, frozen=True, tag="text"):
    """Plain words."""

    text: str


class WhenValue(Struct, frozen=True, tag="when"):
    """A day or a month."""

    when: When


class PenceValue(Struct, frozen=True, tag="pence"):
    """Money, in pence."""

    pence: int


class PersonValue(Struct, frozen=True, tag="person"):
    """A person of the project, by id."""

    person: str


FactValue = TextValue | WhenValue | PenceValue | PersonValue
FactKind = Literal["text", "day", "month", "pence", "person"]


class Fact(Struct, frozen=True, omit_defaults=True, tag="fact"):
    """A detail used throughout: a dotted key, a label for people, a value or none yet."""

    id: str
    key: str
    label: str
    kind: FactKind = "text"
    value: FactValue | None = None


MilestoneStatus = Literal["planned", "under-way", "done", "late", "dropped"]


class Milestone(Struct, frozen=True, omit_defaults=True, tag="milestone"):
    """A milestone. ``when`` is a day or a month; ``agreed`` is what Cabinet last saw, to show slippage."""

    id: str
    title: str
    when: When | None = None
    status: MilestoneStatus = "planned"
    owner: str = ""
    agreed: When | None = None
    outcome: str = ""
    done: When | None = None
    evidence: str = ""
    depends_on: tuple[str, ...] = ()
    document: str = ""


RegisterStatus = Literal["not-started", "in-production", "in-draft", "for-decision", "agreed", "published", "withdrawn"]


class RegisterEntry(Struct, frozen=True, omit_defaults=True, tag="register-entry"):
    """A line of the register of documents; ``document`` is the id of one in the set, if it is there.

    ``role``: attached to the report as an appendix, for separate consideration, or in production.
    """

    id: str
    title: str
    role: Literal["main", "appendix", "separate", "in-production"] = "in-production"
    status: RegisterStatus = "in-production"
    owner: str = ""
    due: When | None = None
    priority: Literal["high", "medium", "low", ""] = ""
    document: str = ""
    note: str = ""


class Term(Struct, frozen=True, omit_defaults=True, tag="term"):
    """A glossary entry: an acronym or a term, what it stands for, what it means."""

    id: str
    term: str
    expansion: str = ""
    meaning: str = ""


class Exemption(Struct, frozen=True, omit_defaults=True, tag="exemption"):
    """Why something is not for publication: paragraph of the schedule, reason, public interest."""

    id: str
    paragraph: str
    reason: str = ""
    public_interest: str = ""


class Picture(Struct, frozen=True, omit_defaults=True, tag="picture"):
    """What is known of an original picture; ``id`` is its SHA-256, its bytes are kept in the file.

    ``original`` is the SHA-256 of the drawing in SVG that the picture was drawn from; its record has no width.
    """

    id: str
    media_type: str
    width: int
    height: int
    name: str = ""
    original: str = ""


class ReferenceText(Struct, frozen=True, omit_defaults=True, tag="reference-text"):
    """An older text kept to read beside ``section``; ``source`` says where it is from."""

    id: str
    title: str
    source: str
    section: str = ""
    blocks: tuple[Block, ...] = ()
