"""Publishing: which version goes out, what stands in its way, and what the ledger remembers of it.

Making the files is :mod:`strategy_editor.session.export`'s, with every check of a made file counting. A stop is set
aside only with a reason, which is kept; a leak never is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from strategy_editor.checks.finding import Finding
from strategy_editor.checks.register import RULES
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import Refused, WrongUse
from strategy_editor.foundation.ids import derived_id
from strategy_editor.manuscript.editions import EDITIONS, Edition, edition_of
from strategy_editor.manuscript.pack import documents_in
from strategy_editor.model.dates import When
from strategy_editor.model.ledger import Ledger, LedgerEntry, Override, Publication, Version
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.model.status import is_cleared
from strategy_editor.model.text import clean_line, plain
from strategy_editor.model.tree import find_section
from strategy_editor.review.clearing import chain
from strategy_editor.session.export import Manifest
from strategy_editor.storage.versions import version_of

LEAKS = frozenset({*(rule.id for rule in RULES.values() if rule.leak), "P04"})
"""Rules that find leaks: nobody may set them aside."""

_OFFERED = 30
"""So many of the latest named versions are looked at for one that is cleared."""


class SetAside(Struct, frozen=True):
    """A stop that somebody takes upon himself: the rule, where it stopped (empty: everywhere), and why."""

    rule: str
    reason: str
    place: str = ""


class NotReady(Refused):
    """Something stands in the way of publication (exit code 1); ``stops`` says what."""

    def __init__(self, stops: tuple[Finding, ...]) -> None:
        count = len(stops)
        super().__init__(
            f"{count} thing{'s stand' if count != 1 else ' stands'} in the way of publication.",
            advice=f"The first: {stops[0].message}",
        )
        self.stops = stops


def place_of(finding: Finding) -> str:
    """Where a finding is, as whoever sets a stop aside names it. The record says which case it was too."""
    return "/".join(part for part in (finding.document, finding.section, finding.block) if part)


def remaining_stops(findings: Iterable[Finding], set_aside: Iterable[SetAside]) -> tuple[Finding, ...]:
    """The stops that nobody has set aside.

    Raises :class:`WrongUse` for one without a reason, for a leak, and for a rule that there is not.
    """
    known = tuple(set_aside)
    for each in known:
        if each.rule not in RULES and each.rule not in LEAKS:
            raise WrongUse(f"There is no rule “{each.rule}”.", advice="“check” prints the rule of each finding.")
        if not clean_line(each.reason):
            raise WrongUse(f"Why is {each.rule} set aside?", advice="Give a reason; it is kept.")
        if each.rule in LEAKS:
            raise WrongUse(f"{each.rule} cannot be set aside.", advice="Something would be published that must not be.")
    stops = (finding for finding in findings if finding.stops)
    return tuple(stop for stop in stops if not any(_covers(each, stop) for each in known))


def _covers(set_aside: SetAside, stop: Finding) -> bool:
    return set_aside.rule == stop.rule and set_aside.place in ("", place_of(stop))


# ---- which version


def cleared_version(
    ledger: Ledger, project_of: Callable[[str], Project], edition: Edition, meeting: str = ""
) -> Version | None:
    """The last named version in which every document of the edition was cleared: its sections, or by the chain."""
    named = [version for version in ledger.versions if version.name]
    for version in reversed(named[-_OFFERED:]):
        try:
            project = project_of(version.tree)
            documents = documents_in(project, edition, meeting)
        except Refused:
            continue
        if all(_is_cleared(project, ledger, document) for document in documents):
            return version
    return None


def _is_cleared(project: Project, ledger: Ledger, document: Document) -> bool:
    """Whether every section says so, or every role that the council requires has cleared these very words."""
    required = [link for link in chain(project, ledger, document) if link.step.required]
    by_chain = bool(required) and all(link.state == "cleared" for link in required)
    return by_chain or is_cleared(project, document)


# ---- what is remembered


def entries(
    project: Project,
    manifest: Manifest,
    findings: Iterable[Finding],
    set_aside: Iterable[SetAside],
    *,
    by: str,
    at: datetime,
) -> tuple[LedgerEntry, ...]:
    """What the ledger keeps of a publication: what was handed over, and each stop that was set aside, with why."""
    tree = version_of(project, by=by, at=at).tree
    id = derived_id("publication", manifest.edition, tree, at.isoformat())
    files = tuple((each.path, each.sha256) for each in manifest.files)
    published = Publication(id, at, by, manifest.edition, tree, manifest.version, files)
    return (published, *_overrides(id, findings, tuple(set_aside), by, at))


def _overrides(
    publication: str, findings: Iterable[Finding], set_aside: tuple[SetAside, ...], by: str, at: datetime
) -> Iterator[Override]:
    for number, stop in enumerate(each for each in findings if each.stops):
        for each in set_aside:
            if _covers(each, stop):
                id = derived_id("override", publication, stop.rule, str(number))
                yield Override(id, at, by, stop.rule, stop.place, clean_line(each.reason))
                break


def published_as(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """What was published from each tree of the ledger, in words: ``published as Cabinet pack, 20 February 2009``."""
    out: dict[str, tuple[str, ...]] = {}
    for entry in ledger.entries:
        if isinstance(entry, Publication):
            edition = EDITIONS.get(entry.edition)
            name = edition.name if edition is not None else entry.edition
            said = f"published as {name}, {When.of(london_day(entry.at))}"
            out[entry.tree] = (*out.get(entry.tree, ()), said)
    return out


# ---- problems in words, for the author


def problems_text(project: Project, edition: str, findings: Iterable[Finding]) -> str:
    """What stands in the way, as plain text to send to whoever writes."""
    lines = [f"{project.title}: what to put right before “{edition_of(edition).name}” can be published", ""]
    told = [finding for finding in findings if finding.severity in ("stop", "warn")]
    for heading, severity in (("Must be put right", "stop"), ("Worth putting right", "warn")):
        chosen = [finding for finding in told if finding.severity == severity]
        if chosen:
            lines += [heading, *(f"- {place_words(project, finding)}{finding.message}" for finding in chosen), ""]
    if not told:
        lines += ["Nothing stands in the way.", ""]
    return "\n".join(lines)


def place_words(project: Project, finding: Finding) -> str:
    """Where a finding is, in words that end before it; empty where it concerns the whole."""
    document = project.document(finding.document)
    found = find_section(project, finding.section) if finding.section else None
    parts = [document.title if document else "", plain(found.section.title) if found else ""]
    place = " / ".join(part for part in parts if part)
    return f"{place}: " if place else ""
