"""A finding: what a rule has to say, how grave it is, where, and what would put it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from strategy_editor.model.project import Project

Severity = Literal["stop", "warn", "note"]

SEVERITIES: tuple[Severity, ...] = ("stop", "warn", "note")
"""The gravest first."""

Change = Callable[[Project], Project]


class Fix(Struct, frozen=True):
    """What puts a finding right: in words, as a button says it, and the function that does it.

    ``apply`` looks for its place by id and words, and gives the project back as it is where it no longer fits, so that
    the fixes of many findings can be applied one after the other.
    """

    words: str
    apply: Change


class Remark(Struct, frozen=True):
    """What a rule says, before it is stamped with the rule's id and severity.

    The fields are those of :class:`Finding`; document and section may be left out where the rule is given one.
    ``severity``: where this case is graver, or less grave, than the rule as a whole.
    """

    message: str
    document: str = ""
    section: str = ""
    block: str = ""
    quote: str = ""
    fix: Fix | None = None
    severity: Severity | None = None


class Finding(Struct, frozen=True, omit_defaults=True):
    """``rule`` is the id of the rule; ``document``, ``section``, ``block`` are ids, empty where it concerns the whole.

    ``quote``: the words that it is about, for finding them in the text. ``set_aside``: the reason that was typed for
    publishing all the same; empty while nobody has.
    """

    rule: str
    severity: Severity
    message: str
    document: str = ""
    section: str = ""
    block: str = ""
    quote: str = ""
    fix: Fix | None = None
    set_aside: str = ""

    @property
    def stops(self) -> bool:
        """Whether it stands in the way of publication."""
        return self.severity == "stop" and not self.set_aside

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """All that a list shows of it: two findings that differ only in the function of their fix look the same."""
        return self.rule, self.severity, self.place, self.set_aside

    @property
    def place(self) -> str:
        """What the ledger remembers it by: where it is and what it says, so that another case is another finding."""
        return "/".join((self.document, self.section, self.block, self.message))
