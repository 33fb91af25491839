"""A finding: what a rule has to say, how grave it is, where, and what would put it right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from strategy_editor.model.project import Project

Severity = Literal["stop", "warn", "note"]


class Fix(Struct, frozen=True):
    """What puts a finding right, in words, and the function that does it."""

    words: str
    apply: Callable[[Project], Project]


class Finding(Struct, frozen=True, omit_defaults=True):
    """``rule`` is the id of the rule; ``document``, ``section``, ``block`` are ids, empty where it concerns the whole.

    ``quote``: the words that it is about, for finding them in the text.
    """

    rule: str
    severity: Severity
    message: str
    document: str = ""
    section: str = ""
    block: str = ""
    quote: str = ""
    fix: Fix | None = None
