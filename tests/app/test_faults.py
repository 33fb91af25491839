"""A failure inside the program: work first, then a log without text, then a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from strategy_editor.app.faults import Faults, last_crash
from strategy_editor.foundation.errors import DiskRefused
from strategy_editor.session.paths import logs_folder


def fail() -> None:
    raise ValueError("SecretWordsOfTheDocument")


@pytest.mark.parametrize(("problems", "words"), [([], "Your work is safe."), ([DiskRefused("No room.")], "No room.")])
def test_work_is_made_safe_before_anything_is_told(problems: list[DiskRefused], words: str, qtbot: QtBot) -> None:
    order: list[str] = []

    def flush() -> list[DiskRefused]:
        order.append("flush")
        return problems

    faults = Faults(flush)
    faults.happened.connect(order.append)
    hook = sys.excepthook
    assert faults.watch() == ""
    try:
        try:
            fail()
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        faults.stop()
        sys.excepthook = hook
    assert order[0] == "flush"
    assert words in order[1]
    (log,) = logs_folder().glob("fault-*.log")
    written = log.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "test_faults.py" in written
    assert "Secret" not in written


def test_a_hard_crash_is_told_of_at_the_next_start(home: Path) -> None:
    program = (
        "import faulthandler; from strategy_editor.app.faults import Faults;"
        "Faults(lambda: []).watch(); faulthandler._sigabrt()"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert ended.returncode != 0
    assert "ended unexpectedly" in last_crash()
    assert last_crash() == ""
