"""Council profiles: everything that differs between councils. Read from readable files by ``templates``.

Nothing here is hard-coded elsewhere; ``wording`` holds every standing sentence that a made document may contain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from strategy_editor.model.blocks import LiveKind
from strategy_editor.model.section import NumberFormat, Scheme

Nation = Literal["england", "wales", "scotland", "northern-ireland"]


class SubHeading(Struct, frozen=True, omit_defaults=True):
    """A sub-heading that a report's section starts with, and the live blocks below it."""

    title: str
    live: tuple[LiveKind, ...] = ()


class ReportHeading(Struct, frozen=True, omit_defaults=True):
    """A heading of the council's reports, in its order; ``outline`` is the outline section that it answers.

    Sub-headings in ``headings`` take the place of the live blocks that the outline asks for. ``implications``: the
    council's implications stand below it, each as a section of its own.
    """

    title: str
    outline: str = ""
    scheme: Scheme = "paragraphs"
    required: bool = True
    headings: tuple[SubHeading, ...] = ()
    implications: bool = False


class HeaderLine(Struct, frozen=True, omit_defaults=True):
    """A line of a report's header block: a label, and the key of a fact."""

    label: str
    fact: str


class ImplicationField(Struct, frozen=True, omit_defaults=True):
    """An implication that the council's reports must answer, and the role that clears it."""

    id: str
    title: str
    outline: str
    clearance: str = ""
    required: bool = True


class ExemptionParagraph(Struct, frozen=True, omit_defaults=True):
    """A paragraph of the schedule under which information may be exempt.

    ``public_interest``: only where keeping it back serves the public better than publishing it.
    """

    number: str
    text: str
    public_interest: bool = True


class ClearanceStep(Struct, frozen=True, omit_defaults=True):
    """A link of the clearance chain: a role, the sections (outline ids, none: all) that it clears."""

    id: str
    role: str
    sections: tuple[str, ...] = ()
    required: bool = True


Counting = Literal["clear-working", "clear-calendar", "working", "calendar"]


class DeadlineRule(Struct, frozen=True, omit_defaults=True):
    """Days before the meeting, or before the step with id ``before``."""

    id: str
    name: str
    days: int
    counting: Counting
    before: str = "meeting"
    time: str = ""


class Numbering(Struct, frozen=True, omit_defaults=True):
    """How documents of a kind are numbered when they are started."""

    number_format: NumberFormat = "1"
    scheme: Scheme = "headings"


FontWeight = Literal["regular", "bold", "italic", "bold-italic", "semibold"]


class FontFile(Struct, frozen=True, omit_defaults=True):
    """A TrueType file of the council's own type, which travels with the strategy.

    ``id`` is the SHA-256 of its bytes, which lie among the pictures. In a settings file only ``file`` is needed: the
    file of that name in the folder beside the settings says the rest.
    """

    file: str
    family: str = ""
    weight: FontWeight = "regular"
    id: str = ""


class PageLook(Struct, frozen=True, omit_defaults=True):
    """The page and its type. Sizes in millimetres, type in points, colours as ``#rrggbb``.

    ``capitals``: the names of the council and the meeting stand in capitals at the head of a report. ``fonts`` are the
    files of the council's own type, for ``body_font`` and ``heading_font`` to name. ``word_template`` is the SHA-256 of
    the council's Word template, whose bytes lie among the pictures as those of ``logo`` do.
    """

    paper: Literal["A4", "A3", "A5"] = "A4"
    margin_top: float = 25.0
    margin_bottom: float = 25.0
    margin_left: float = 25.0
    margin_right: float = 25.0
    body_font: str = "Source Sans 3"
    heading_font: str = "Source Sans 3"
    body_size: float = 12.0
    accent: str = "#1f4e79"
    table_header: str = "#dfe9f3"
    logo: str = ""
    capitals: bool = False
    word_body_font: str = "Arial"
    word_heading_font: str = "Arial"
    fonts: tuple[FontFile, ...] = ()
    word_template: str = ""


class Contact(Struct, frozen=True, omit_defaults=True):
    """A line of "For further information": a label, and the key of a fact."""

    label: str
    fact: str


class CheckSetting(Struct, frozen=True, omit_defaults=True):
    """A council's own weight for a check; ``off`` switches it off."""

    rule: str
    severity: Literal["stop", "warn", "note", "off"]


class Profile(Struct, frozen=True, omit_defaults=True):
    """A council's way of doing things.

    ``key_decision_pence``: spending from which a decision is a key decision (0: none is set). ``words``: known to the
    spelling and acronym checks; ``avoid``: words and phrases that the council avoids, and what it says instead.
    ``left_out``: what their file holds that this program does not know, each in a sentence; the file's reader says it.
    """

    id: str
    name: str
    council: str
    description: str = ""
    nation: Nation = "england"
    languages: tuple[str, ...] = ("en-GB",)
    meeting_body: str = "Cabinet"
    report_headings: tuple[ReportHeading, ...] = ()
    header_lines: tuple[HeaderLine, ...] = ()
    contacts: tuple[Contact, ...] = ()
    implications: tuple[ImplicationField, ...] = ()
    numbering: Mapping[str, Numbering] = field(default_factory=dict)
    page: PageLook = PageLook()
    report_side_limit: int = 0
    deadlines: tuple[DeadlineRule, ...] = ()
    call_in_days: int = 5
    exemptions: tuple[ExemptionParagraph, ...] = ()
    clearances: tuple[ClearanceStep, ...] = ()
    email_domains: tuple[str, ...] = ()
    key_decision_pattern: str = ""
    key_decision_pence: int = 0
    decision_verbs: tuple[str, ...] = ()
    file_name: str = "{date} {body} {item} {title}"
    wording: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    avoid: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[CheckSetting, ...] = ()
    left_out: tuple[str, ...] = ()
