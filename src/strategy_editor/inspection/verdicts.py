"""What the inspection of a made file ends in: verdicts, one for each thing that was looked at, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct


class Check(Struct, frozen=True):
    """Something that is looked at: what is said where it is in order, and whether a failure is a leak."""

    name: str
    good: str
    leak: bool = True


CHECKS: Mapping[str, Check] = {
    check.name: check
    for check in (
        Check("readable", "The file opens, and is no larger than it should be."),
        Check("parts", "It holds nothing but what a document needs."),
        Check("comments", "It holds no comments."),
        Check("revisions", "It holds no tracked changes."),
        Check("hidden", "It holds no hidden text, scripts, layers or attachments."),
        Check("words", "Every word in it comes from the document or the council’s standing words."),
        Check("secrets", "Nothing that is kept back is in it."),
        Check("properties", "It says of itself nothing but title, council, date and language."),
        Check("pictures", "Its pictures carry nothing but what they show, and there are no others."),
        Check("marking", "Every page says, or does not say, that it is not for publication."),
        Check("links", "Every link in it leads somewhere.", leak=False),
        Check("standard", "It keeps the standards for accessible and lasting documents.", leak=False),
        Check("reading", "A screen reader says every word of it, in order.", leak=False),
        Check("tags", "It is tagged for screen readers, with title and language.", leak=False),
        Check("fonts", "All fonts are part of it.", leak=False),
        Check("pages", "It has as many pages as were made.", leak=False),
    )
}
"""Everything that is looked at, by name. A failed check that is a leak keeps a file from being handed over."""


class Verdict(Struct, frozen=True, omit_defaults=True):
    """The outcome of a check: ``sentence`` says what is the case, ``place`` where a fault was found first."""

    name: str
    passed: bool
    sentence: str
    place: str = ""

    @property
    def is_leak(self) -> bool:
        """Whether something is in the file that must not leave the house."""
        return not self.passed and CHECKS[self.name].leak


class Fault(Struct, frozen=True):
    """Something wrong, found while a file was read."""

    check: str
    sentence: str
    place: str = ""


def verdicts(looked_at: Iterable[str], faults: Iterable[Fault]) -> tuple[Verdict, ...]:
    """A verdict for each check in ``looked_at``: from the first fault that concerns it, and how many more there are."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.check, []).append(fault)
    return tuple(_verdict(CHECKS[name], found.get(name, [])) for name in looked_at)


def _verdict(check: Check, faults: list[Fault]) -> Verdict:
    if not faults:
        return Verdict(check.name, True, check.good)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return Verdict(check.name, False, faults[0].sentence + more, faults[0].place)
