"""A small strategy to publish: a report that goes to Cabinet, with its strategy, in a file."""

from __future__ import annotations

from pathlib import Path

from strategy_editor.model.dates import When
from strategy_editor.model.project import Project
from strategy_editor.model.records import Meeting
from strategy_editor.storage.project_file import create
from tests.model.values import document, paragraph, project, section


def small() -> Project:
    """Two documents of a page each."""
    report = document(section("Purpose", paragraph("To agree.")), kind="report", title="The report", meeting="m1")
    plan = document(section("Vision", paragraph("We see far.")), title="The strategy", meeting="m1")
    return project(report, plan, meetings=(Meeting("m1", "Cabinet", When(2009, 3, 3)),))


def small_file(folder: Path) -> Path:
    """The same in a file."""
    path = folder / "plan.strategy"
    create(path, small())
    return path
