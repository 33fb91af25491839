"""Starts next year's strategy in a new file from the last one that was approved; drafts the report on progress."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.clock import london, london_day, utc_now
from strategy_editor.model.ledger import Ledger, Publication, Version
from strategy_editor.model.project import Project
from strategy_editor.model.section import Document
from strategy_editor.review.compare import compare, summary
from strategy_editor.session import opening
from strategy_editor.session.commands import AddDocument
from strategy_editor.session.comparing import version_name
from strategy_editor.session.session import Session
from strategy_editor.session.shelves import own_outlines_folder
from strategy_editor.templates.fit import OutlineChange
from strategy_editor.templates.outlines import load_outline
from strategy_editor.templates.progress import progress_report
from strategy_editor.templates.refresh import Refreshed, refresh
from strategy_editor.templates.start import place_for


class NextYear(Struct, frozen=True):
    """What next year's strategy starts from. ``version`` empty: the last approved; ``outline`` empty: the same one."""

    path: Path
    target: Path
    title: str = ""
    version: str = ""
    outline: str = ""


class Started(Struct, frozen=True):
    """The new file, what its text is from, what the newer outline changes, how many sections to look at again."""

    path: Path
    source: str
    changes: tuple[OutlineChange, ...]
    flagged: int
    milestones: int


def approved(ledger: Ledger) -> Version | None:
    """The last approved version: what was published for a meeting last, else the newest with a name."""
    papers = [each for each in ledger.entries if isinstance(each, Publication) and each.edition == "cabinet"]
    trees = [each.tree for each in papers]
    versions = ledger.versions
    published = next((each for each in reversed(versions) if trees and each.tree == trees[-1]), None)
    return published or next((each for each in reversed(versions) if each.name), None)


def start_next_year(wanted: NextYear) -> Started:
    """Writes the new file; an existing one is refused."""
    stored = opening.read(wanted.path)
    version = opening.version_of(stored.ledger, wanted.version) if wanted.version else approved(stored.ledger)
    project = stored.of_tree(version.tree) if version else stored.project
    source = _source(project, version)
    now = utc_now()
    outline = load_outline(wanted.outline, own_outlines_folder()) if wanted.outline else None
    fresh: Refreshed = refresh(project, source, london_day(now), now, title=wanted.title, outline=outline)
    pictures = {digest: stored.picture(digest) for digest in fresh.project.pictures}
    opening.put_down(wanted.target, fresh.project, pictures=pictures)
    return Started(wanted.target, source, fresh.changes, fresh.flagged, len(fresh.project.milestones))


def _source(project: Project, version: Version | None) -> str:
    if version is None:
        return project.title
    when = london(version.at)
    said = f"{project.title}, {version_name(version)}"
    return said if not version.name else f"{said}, {when.day} {when:%B %Y}"


# ---- how far it has come


def progress_document(project: Project, agreed: Project | None) -> Document:
    """The report on progress against what was agreed, drafted: a document to be added to the set."""
    lines = summary(compare(agreed, project)) if agreed is not None else ()
    return progress_report(project, agreed, lines)


def add_progress_report(session: Session, agreed: Project | None) -> Document:
    """Adds the report to the set, as one act that can be undone."""
    document = progress_document(session.project, agreed)
    place = place_for(session.project, document.kind)
    session.apply(AddDocument(document, place))
    return document
