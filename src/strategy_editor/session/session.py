"""One open project: the only door for change.

``Session.apply`` makes the next value of a command, records it for undo, hands it to the keeper (the working copy) and
tells the views what changed. Views compare the values before and after by identity: the same object is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from strategy_editor.foundation.clock import Clock, utc_now
from strategy_editor.foundation.errors import Refused
from strategy_editor.model.ledger import Clearance, Ledger, LedgerEntry
from strategy_editor.model.project import Project
from strategy_editor.model.records import Person
from strategy_editor.review.clearing import Link, for_review_again, opened
from strategy_editor.session import commands
from strategy_editor.session.commands import Command
from strategy_editor.session.history import Caret, History, Step


class Keeper(Protocol):
    """Whoever keeps each value safe: the working copy. Called at once, must not wait for the disk."""

    def keep(self, project: Project, ledger: Ledger) -> None:
        """Takes the newest value; the disk follows within a second."""

    def picture(self, digest: str) -> bytes:
        """The bytes of an original picture."""

    def add_picture(self, digest: str, data: bytes) -> None:
        """Keeps the bytes of an original picture."""


class MemoryKeeper:
    """Keeps nothing on disk: for tests and for values that are only looked at."""

    def __init__(self, pictures: dict[str, bytes] | None = None) -> None:
        self.pictures = dict(pictures or {})

    def keep(self, project: Project, ledger: Ledger) -> None:
        """Nothing to do: the session holds the value."""

    def picture(self, digest: str) -> bytes:
        return self.pictures[digest]

    def add_picture(self, digest: str, data: bytes) -> None:
        self.pictures[digest] = data


class Changed(Struct, frozen=True):
    """What views are told: the values before and after, the act, who asked (``origin``), and where to go on undo."""

    before: Project
    after: Project
    name: str
    origin: object = None
    caret: Caret | None = None
    kind: str = "apply"


Listener = Callable[[Changed], None]
Guard = Callable[[Project, Command, str], None]
Consent = Callable[[tuple[Link, ...]], bool]


class Session:
    """An open project. ``author`` is the person id of whoever acts, ``newcomer`` who that is while nobody knows him.

    ``guard`` is asked before every command, and raises an error where the author may not do that. ``consent`` is asked
    once for each clearance before words change that somebody has cleared, whatever changes them; without it they
    change, and the clearance is open again.
    """

    def __init__(
        self, project: Project, ledger: Ledger | None = None, keeper: Keeper | None = None, clock: Clock = utc_now
    ) -> None:
        self._project = project
        self._ledger = ledger or Ledger()
        self._keeper: Keeper = keeper or MemoryKeeper()
        self._history = History()
        self._listeners: list[Listener] = []
        self.clock = clock
        self.author = ""
        self.newcomer: Person | None = None
        self.guard: Guard | None = None
        self.consent: Consent | None = None
        self._agreed: set[Clearance | None] = set()

    @property
    def project(self) -> Project:
        """The newest value."""
        return self._project

    @property
    def ledger(self) -> Ledger:
        """What has happened and cannot be undone."""
        return self._ledger

    @property
    def history(self) -> History:
        """What can be undone and redone."""
        return self._history

    def apply(
        self,
        command: Command,
        *,
        origin: object = None,
        group: str = "",
        caret_before: Caret | None = None,
        caret_after: Caret | None = None,
    ) -> Project:
        """The next value. An error leaves everything as it was; a command that changes nothing leaves no step."""
        before = self._project
        if self.guard is not None:
            self.guard(before, command, self.author)
        after = commands.apply(command, before)
        if after is before or after == before:
            return before
        after = self.agreed(after)
        name = commands.describe(command)
        self._history = self._history.with_step(Step(name, before, after, group, caret_before, caret_after))
        self._become(Changed(before, after, name, origin, caret_after))
        return after

    def agreed(self, after: Project) -> Project:
        """``after``, where nobody minds that it opens a clearance; sections whose cleared words it changes are for
        review again. Raises Refused where they are to stay.
        """
        links = opened(self._project, after, self._ledger)
        if not links:
            return after
        asked = tuple(each for each in links if each.answer not in self._agreed)
        if asked and self.consent is not None:
            if not self.consent(asked):
                raise Refused("Nothing was changed: these words have been cleared.")
            self._agreed.update(each.answer for each in asked)
        return for_review_again(self._project, after, [each.owner for each in links])

    @property
    def signature(self) -> str:
        """Who acts, as the ledger remembers it: a person id, or a name where the project has no such person."""
        known = self._project.person(self.author)
        return known.id if known else self.newcomer.shown if self.newcomer else ""

    def signed(self, command: Command) -> Command:
        """``command`` that names the author, who joins the people of the project with it if he is not one yet."""
        if self.newcomer is None or self._project.person(self.newcomer.id) is not None:
            return command
        return commands.Several((commands.Put(self.newcomer), command), commands.describe(command))

    def undo(self) -> Step | None:
        """Takes the newest act back; None where there is none. Raises Refused where cleared words are to stay."""
        outcome = self._history.undo()
        if outcome is None:
            return None
        self.agreed(outcome[1].before)
        self._history, step = outcome
        self._become(Changed(self._project, step.before, step.name, None, step.caret_before, "undo"))
        return step

    def redo(self) -> Step | None:
        """Does the act that was last undone again; None where there is none. Raises Refused as :meth:`undo` does."""
        outcome = self._history.redo()
        if outcome is None:
            return None
        self.agreed(outcome[1].after)
        self._history, step = outcome
        self._become(Changed(self._project, step.after, step.name, None, step.caret_after, "redo"))
        return step

    def record(self, *entries: LedgerEntry) -> None:
        """Adds entries to the ledger: they happened, whatever is undone later."""
        self._ledger = self._ledger.with_entries(entries)
        self._keeper.keep(self._project, self._ledger)

    def thin(self, thinned: Ledger) -> None:
        """Lets old versions go that nobody can miss; ``thinned`` is the ledger without them."""
        if len(thinned.entries) < len(self._ledger.entries) and self._ledger.union(thinned) == self._ledger:
            self._ledger = thinned
            self._keeper.keep(self._project, self._ledger)

    def picture(self, digest: str) -> bytes:
        """The bytes of an original picture, by its SHA-256."""
        return self._keeper.picture(digest)

    def add_picture(self, digest: str, data: bytes) -> None:
        """Keeps the bytes of a picture; the record of it is put by a command."""
        self._keeper.add_picture(digest, data)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tells ``listener`` of every change from now on; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _become(self, changed: Changed) -> None:
        self._project = changed.after
        self._keeper.keep(self._project, self._ledger)
        for listener in tuple(self._listeners):
            listener(changed)
