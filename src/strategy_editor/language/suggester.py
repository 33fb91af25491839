"""Asks the helper process for suggestions: started when first needed, killed when it takes too long or is done with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from strategy_editor.language.helper import Helper, HelperFailed
from strategy_editor.language.suggestions import Answer, Request

PATIENCE = 8.0
"""Seconds to wait for an answer, the start of the process on a slow computer included."""

_MODULE = "strategy_editor.language.suggestions"


class Suggester:
    """Suggestions for misspelt words. Call it from a thread that may wait, never from the window's own.

    ``problem`` says, in a sentence for the user, why there were no suggestions the last time; empty when all went well.
    """

    def __init__(self, *, patience: float = PATIENCE, command: Sequence[str] = ()) -> None:
        self.problem = ""
        self._helper = Helper(_MODULE, Answer, patience, command)
        self._asked = 0
        self._lock = Lock()

    def suggest(self, word: str, language: str = "en-GB", known: Iterable[str] = ()) -> tuple[str, ...]:
        """Right spellings for ``word``, the likeliest first; none when the helper failed or took too long."""
        with self._lock:
            self._asked += 1
            self.problem = ""
            try:
                return self._helper.ask(Request(self._asked, word, language, tuple(known))).suggestions
            except HelperFailed as error:
                self.problem = f"There are no suggestions: {error}."
                return ()

    def close(self) -> None:
        """Ends the helper process. The next question starts a new one."""
        self._helper.close()
