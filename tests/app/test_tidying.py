"""Python tidies its memory in pauses only."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from strategy_editor.app.desk import Desk
from strategy_editor.app.tidying import Tidying
from strategy_editor.session.commands import ChangeProject


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_there_is_set_aside_and_looked_through_in_a_pause(desk: Desk) -> None:
    owner = QObject()
    tidying = Tidying(desk, owner)
    gc.unfreeze()
    assert gc.get_freeze_count() == 0
    assert tidying.tidy()
    assert gc.get_freeze_count() > 1000
    desk.do(ChangeProject(title="Another title"))
    assert not tidying.tidy()
