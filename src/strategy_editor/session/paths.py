"""Where the program keeps what is the user's: settings, working copies, backups, logs.

``STRATEGY_EDITOR_HOME`` puts all of it into one folder (tests; portable use on a stick).
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from strategy_editor.foundation.errors import DiskRefused

_NAME = "Strategy Editor"


def data_folder() -> Path:
    """Working copies, backups and logs."""
    return _made(_home("data") or Path(platformdirs.user_data_dir(_NAME, appauthor=False)))


def settings_folder() -> Path:
    """Settings, the user's own outlines, council settings and words."""
    return _made(_home("settings") or Path(platformdirs.user_config_dir(_NAME, appauthor=False)))


def documents_folder() -> Path:
    """Where a new strategy is offered to be saved."""
    return _made(_home("documents") or Path(platformdirs.user_documents_dir()))


def working_folder(chosen: str = "") -> Path:
    """Working copies: in the place that the user chose, else in the data folder."""
    return _made(Path(chosen) if chosen else data_folder() / "working")


def backups_folder() -> Path:
    """Named backups of what was discarded."""
    return _made(data_folder() / "backups")


def logs_folder() -> Path:
    """Logs, which never hold text of documents."""
    return _made(data_folder() / "logs")


def _home(part: str) -> Path | None:
    home = os.environ.get("STRATEGY_EDITOR_HOME")
    return Path(home) / part if home else None


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskRefused(
            f"The folder {folder} cannot be made ({error.strerror}).",
            advice="Check that the disk has room and that you may write there.",
        ) from error
    return folder
