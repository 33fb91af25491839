"""Proves that this installation works: opens the window off screen, draws the sample, exports it, says ok."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from strategy_editor.foundation.clock import london_day, utc_now
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.foundation.resources import sample_path
from strategy_editor.session.export import ExportRequest, export
from strategy_editor.session.opening import read


def selftest() -> int:
    """Says what was tried, line by line; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="strategy-editor-selftest-") as folder:
        os.environ["STRATEGY_EDITOR_HOME"] = folder
        try:
            _draw()
            _export(Path(folder) / "papers")
        except StrategyError as error:
            _say(f"failed: {error}")
            return error.exit_code
    _say("ok")
    return 0


def _draw() -> None:
    from strategy_editor.app.application import Application, make_application

    application = make_application(["selftest"])
    desk = Application(application)
    window = desk.open_sample()
    if window is None:
        raise StrategyError("The sample did not open.")
    application.processEvents()
    drawn = window.grab()
    if drawn.isNull() or drawn.toImage().allGray():
        raise StrategyError("The window was not drawn.")
    _say(f"window drawn, {drawn.width()} by {drawn.height()}")
    window.close()
    application.processEvents()


def _export(folder: Path) -> None:
    stored = read(sample_path())
    request = ExportRequest("cabinet", str(folder))
    manifest = export(
        stored.project, stored.ledger, stored.picture, request, now=utc_now(), today=london_day(utc_now())
    )
    _say(f"{len(manifest.files)} papers made")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
