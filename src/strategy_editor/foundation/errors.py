"""The error base: every error that a user may meet carries one kind, clear sentence and an exit code.

Nothing below ``session`` shows a message: it raises one of these; ``app`` and ``cli`` show ``str(error)``.
"""

from __future__ import annotations

from typing import ClassVar


class StrategyError(Exception):
    """What happened and what to do about it, in words for the user. ``exit_code`` is that of the command line."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class Refused(StrategyError):
    """The answer is no: the request is understood, but its result would be wrong (exit code 1)."""

    exit_code = 1


class WrongUse(StrategyError):
    """An argument, option, name or id that does not exist or does not fit (exit code 2)."""

    exit_code = 2


class NotAStrategy(StrategyError):
    """A file that is damaged, foreign or newer than this program (exit code 3)."""

    exit_code = 3


class DiskRefused(StrategyError):
    """The disk said no: missing folder, no room, no permission (exit code 4). Nothing was lost or half-written."""

    exit_code = 4


class OpenElsewhere(StrategyError):
    """Open in another window or by another person, or unsaved work is ahead of the file (exit code 5)."""

    exit_code = 5


class Cancelled(StrategyError):
    """The user stopped a long piece of work. Nothing was changed."""

    exit_code = 1

    def __init__(self, message: str = "Cancelled. Nothing was changed.", *, advice: str = "") -> None:
        super().__init__(message, advice=advice)
