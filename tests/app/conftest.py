"""The window on the bench: the sample on a desk in memory, in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from samples.build import Sample, build

from strategy_editor.app import theme as themes
from strategy_editor.app.application import Application
from strategy_editor.app.desk import Desk
from strategy_editor.app.window import Window
from strategy_editor.model.ledger import Ledger
from strategy_editor.session.session import MemoryKeeper, Session
from strategy_editor.session.settings import Settings

NOW = datetime(2009, 2, 10, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def put_away(qapp: QApplication) -> Iterator[None]:
    """Nothing of a test's window outlives it: else every later change of looks is paid for by all of them."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def application(qapp: QApplication, home: Path) -> Iterator[Application]:
    """The application with settings of its own; what a test leaves open in it is closed."""
    made = Application(qapp)
    yield made
    made.quit()
    made.faults.stop()
    qapp.setStyleSheet("")


@pytest.fixture
def sample_window(application: Application, qtbot: QtBot) -> Window:
    """A copy of the sample in a window, as it opens."""
    window = application.open_sample()
    assert window is not None
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def empty_section(sample_window: Window) -> Window:
    """A copy of the sample in a window, at a new section of the strategy that has no text yet."""
    document = sample_window.desk.document
    assert document is not None
    sample_window.desk.open_section(document.sections[6].id)
    sample_window.outline.add()
    return sample_window


@pytest.fixture(scope="session")
def sample() -> Sample:
    return build()


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    themes.load_fonts()


@pytest.fixture(params=[themes.LIGHT, themes.DARK], ids=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication, fonts: None) -> Iterator[themes.Theme]:
    themes.dress(qapp, request.param)
    yield request.param
    qapp.setStyleSheet("")


@pytest.fixture
def light(qapp: QApplication, fonts: None) -> Iterator[themes.Theme]:
    themes.dress(qapp, themes.LIGHT)
    yield themes.LIGHT
    qapp.setStyleSheet("")


@pytest.fixture
def desk(sample: Sample, qapp: QApplication) -> Iterator[Desk]:
    """The sample, at the third section of the strategy."""
    session = Session(sample.project, Ledger(), MemoryKeeper(dict(sample.pictures)), lambda: NOW)
    made = Desk(session, replace(Settings(), name="Priya Kaur", post="Policy Officer"))
    strategy = next(document for document in sample.project.documents if document.kind == "strategy")
    made.document_id, made.section_id = strategy.id, strategy.sections[6].id
    yield made
    made.leave()
