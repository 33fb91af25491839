"""What papers are made of: a strategy that is open for writing, or one that a colleague only reads to export it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from strategy_editor.checks.finding import Finding
from strategy_editor.foundation.clock import Clock, utc_now
from strategy_editor.foundation.errors import Refused
from strategy_editor.manuscript.editions import edition_of
from strategy_editor.model.ledger import Ledger, Version
from strategy_editor.model.project import Project
from strategy_editor.session import publishing
from strategy_editor.session.export import Manifest
from strategy_editor.session.opening import OpenStrategy, Stored, read
from strategy_editor.session.publishing import SetAside
from strategy_editor.session.session import Session


class Papers:
    """The source of papers. ``publishes``: what is made can be entered in the ledger."""

    def __init__(self, session: Session, path: Path, opened: OpenStrategy | Stored) -> None:
        self.session = session
        self.path = path
        self._opened = opened

    @property
    def publishes(self) -> bool:
        return isinstance(self._opened, OpenStrategy)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The named versions, newest first."""
        return tuple(version for version in reversed(self.session.ledger.versions) if version.name)

    def project_of(self, version: Version | None) -> Project:
        """The project as it was in a version, or as it is today."""
        if version is None:
            return self.session.project
        if isinstance(self._opened, OpenStrategy):
            return self._opened.project_of(version.tree)
        return self._opened.of_tree(version.tree)

    def cleared_version(self, edition: str, meeting: str = "") -> Version | None:
        """The last named version in which everything that the edition makes was cleared."""

        def of_tree(tree: str) -> Project:
            return self.project_of(next(each for each in self.versions if each.tree == tree))

        return publishing.cleared_version(self.session.ledger, of_tree, edition_of(edition), meeting)

    def keep_today(self) -> None:
        """Makes today's text a version, so that what is published can be had again."""
        if isinstance(self._opened, OpenStrategy):
            self._opened.prepare()

    def record(
        self, project: Project, manifest: Manifest, findings: Iterable[Finding], set_aside: Iterable[SetAside]
    ) -> None:
        """Enters in the ledger what was published. Raises :class:`Refused` for a strategy that is only read."""
        if not self.publishes:
            raise Refused("This strategy is only open for reading.", advice="Send the papers to its author to publish.")
        session = self.session
        session.record(
            *publishing.entries(project, manifest, findings, set_aside, by=session.signature, at=session.clock())
        )


class _ReadingKeeper:
    """Keeps nothing: what is only read does not change."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def keep(self, project: Project, ledger: Ledger) -> None:
        """Never called: nothing is applied to what is only read."""

    def picture(self, digest: str) -> bytes:
        return self._stored.picture(digest)

    def add_picture(self, digest: str, data: bytes) -> None:
        """Never called either."""


def papers_of(opened: OpenStrategy) -> Papers:
    """The papers of a strategy that is open."""
    return Papers(opened.session, opened.path, opened)


def only_papers(path: Path, clock: Clock = utc_now) -> Papers:
    """The papers of a strategy that is read, and neither locked nor changed."""
    stored = read(path)
    return Papers(Session(stored.project, stored.ledger, _ReadingKeeper(stored), clock), path, stored)
