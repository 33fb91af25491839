"""Identity: readable names become ids that are the same on every machine, and references are checked at the end."""

from __future__ import annotations

from samples.source.place import Place, SourceError
from strategy_editor.foundation.ids import derived_id


class Names:
    """The readable names of one sample: ``strategy`` a document, ``strategy/S06`` a section, ``table-risks`` a table.

    A name is *used* wherever something points at it and *given* where that thing stands, in any order.
    """

    def __init__(self, sample: str) -> None:
        self.sample = sample
        self.given: dict[str, Place] = {}
        self.used: list[tuple[str, Place]] = []

    def give(self, name: str, place: Place) -> str:
        """The id of the thing that stands at ``place``; refuses a name that is taken."""
        if name in self.given:
            raise SourceError(place, f"“{name}” is already the name of something at {self.given[name]}.")
        self.given[name] = place
        return derived_id(self.sample, name)

    def use(self, name: str, place: Place) -> str:
        """The id of the thing called ``name``, which may come later."""
        self.used.append((name, place))
        return derived_id(self.sample, name)

    def check(self) -> None:
        """Raises :class:`SourceError` at the first name that is used and never given."""
        for name, place in self.used:
            if name not in self.given:
                raise SourceError(place, f"nothing is called “{name}”.")
