"""The ledger: what has happened and cannot be undone. Append-only, outside undo, merged by union.

Entries are kept in order of time, then id; ids of what is received derive from the copy and the item, so that taking
the same thing in twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct


class Version(Struct, frozen=True, omit_defaults=True, tag="version"):
    """A version of the whole set: ``tree`` is the content hash of the project's tree in the version store.

    Automatic versions have no name. ``numbers`` (text host id to paragraph number) is frozen with an issued version.
    """

    id: str
    at: datetime
    by: str
    tree: str
    name: str = ""
    reason: str = ""
    numbers: dict[str, str] = {}


class SentCopy(Struct, frozen=True, omit_defaults=True, tag="sent"):
    """A copy that went out for review, with the tree that it was made from.

    ``part``: without what is not for publication, or with it; ``guidance``: what the outline asks went along.
    """

    id: str
    at: datetime
    by: str
    tree: str
    number: int
    person: str
    form: Literal["word", "project-copy", "paper"]
    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    round: str = ""
    part: Literal["public", "exempt"] = "public"
    guidance: bool = False


class Receipt(Struct, frozen=True, omit_defaults=True, tag="receipt"):
    """A returned copy that was taken in: ``digest`` is the SHA-256 of the file.

    Or that a reviewer has finished with a copy of the strategy: then ``opinion`` says what he thinks of the whole, and
    ``remark`` why.
    """

    id: str
    at: datetime
    by: str
    copy: str
    digest: str
    items: int
    opinion: str = ""
    remark: str = ""


class Publication(Struct, frozen=True, omit_defaults=True, tag="publication"):
    """What was handed over: edition, version tree, files by name and SHA-256."""

    id: str
    at: datetime
    by: str
    edition: str
    tree: str
    version: str = ""
    files: tuple[tuple[str, str], ...] = ()


class Clearance(Struct, frozen=True, omit_defaults=True, tag="clearance"):
    """Who cleared which words: ``owner`` is a section or document, ``digest`` the SHA-256 of its words.

    ``tree`` is the project in which they stand so, ``evidence`` the SHA-256 of what was kept as proof.
    """

    id: str
    at: datetime
    by: str
    owner: str
    step: str
    person: str
    digest: str
    outcome: Literal["asked", "cleared", "refused", "stands"]
    evidence: str = ""
    reason: str = ""
    tree: str = ""


class Override(Struct, frozen=True, omit_defaults=True, tag="override"):
    """A stop that was set aside, with the reason that was typed."""

    id: str
    at: datetime
    by: str
    rule: str
    place: str
    reason: str


class Merge(Struct, frozen=True, omit_defaults=True, tag="merge"):
    """Two lines of work joined: the trees of base, mine and theirs."""

    id: str
    at: datetime
    by: str
    base: str
    mine: str
    theirs: str


LedgerEntry = Version | SentCopy | Receipt | Publication | Clearance | Override | Merge


class Ledger(Struct, frozen=True, omit_defaults=True):
    """All entries, oldest first."""

    entries: tuple[LedgerEntry, ...] = ()

    def with_entries(self, added: Iterable[LedgerEntry]) -> Ledger:
        """The ledger with ``added``; an entry whose id is there already adds nothing."""
        known = {entry.id: entry for entry in self.entries}
        for entry in added:
            known.setdefault(entry.id, entry)
        return Ledger(tuple(sorted(known.values(), key=lambda entry: (entry.at, entry.id))))

    def union(self, other: Ledger) -> Ledger:
        """Both histories, each entry once."""
        return self.with_entries(other.entries)

    @property
    def versions(self) -> tuple[Version, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Version))

    @property
    def sent_copies(self) -> tuple[SentCopy, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, SentCopy))

    def version(self, name: str) -> Version | None:
        """The newest version with this name or id."""
        return next((v for v in reversed(self.versions) if name in (v.name, v.id)), None)
