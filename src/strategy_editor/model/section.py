"""Sections and documents: the structure that an outline gives and an author fills."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from strategy_editor.model.blocks import EVERYWHERE, UNCHANGED, Block, Change, Limits
from strategy_editor.model.dates import When
from strategy_editor.model.text import Runs

Status = Literal["not-started", "in-draft", "for-review", "cleared", "not-applicable"]
Scheme = Literal["paragraphs", "headings", "none"]
DocumentKind = Literal["strategy", "appendix", "technical-strategy", "policy", "report"]
Classification = Literal["public", "exempt"]
NumberFormat = Literal["1", "1.0", "none"]


class Section(Struct, frozen=True, omit_defaults=True):
    """A section. Its id is also that of its title, a text host.

    ``outline`` names the outline section that it answers (guidance, prompts and word target are looked up there, never
    copied into the text); ``ticks`` are the author's own, by prompt id; ``scheme`` says what takes numbers inside it
    (see :mod:`strategy_editor.model.numbering`); ``unplaced`` holds threads whose words are gone, so that undo takes
    them back.
    """

    id: str
    title: Runs = ()
    outline: str = ""
    status: Status = "not-started"
    reason: str = ""
    owner: str = ""
    due: When | None = None
    scheme: Scheme = "headings"
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()
    ticks: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    change: Change = UNCHANGED
    limits: Limits = EVERYWHERE


class Correction(Struct, frozen=True, omit_defaults=True):
    """What was corrected after publication, and when; every later paper says so."""

    when: When
    text: str


class Document(Struct, frozen=True, omit_defaults=True):
    """One document of the set. ``outline`` is the key of its outline; ``meeting`` the id of one meeting, or none yet.

    ``exemption`` is the id of an exemption where the whole document is not for publication. ``cover`` is the SHA-256 of
    a picture. Appendices take their letter from their order in the set, so none is stored.
    """

    id: str
    kind: DocumentKind
    title: str
    sections: tuple[Section, ...] = ()
    subtitle: str = ""
    period: str = ""
    outline: str = ""
    classification: Classification = "public"
    exemption: str = ""
    meeting: str = ""
    priority: int = 0
    owner: str = ""
    number_format: NumberFormat = "1"
    language: str = "en-GB"
    cover: str = ""
    cover_alternative: str = ""
    corrections: tuple[Correction, ...] = ()
