"""Progress of long work: a callback that is told how far it is, and that stops the work by raising ``Cancelled``."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, str], None]
"""Called with the share that is done (0 to 1) and what is being done, in words for the user."""


def silent(_share: float, _what: str) -> None:
    """For work that nobody watches."""
