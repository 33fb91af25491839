"""The acts that bring old Word files in."""

from __future__ import annotations

from pathlib import Path

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.import_word import ImportDialog
from strategy_editor.app.dialogs.parts import chosen_word_file
from strategy_editor.app.window import Window


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    return {"import-word": lambda: import_into(bench.window)}


def import_into(window: Window, path: Path | None = None) -> bool:
    """Brings a Word file (``path``, or one that is asked for) into a window's strategy; whether it was brought in."""
    path = path or chosen_word_file(window)
    if path is None:
        return False
    dialog = ImportDialog(window.desk, path, window)
    if not dialog.exec() or dialog.outcome is None:
        return False
    outcome = dialog.outcome
    if outcome.sections:
        window.desk.open_section(outcome.sections[0])
    left = f" {outcome.left_over:,} words are left over, under Earlier text." if outcome.left_over else ""
    window.desk.told.emit(f"Brought in {outcome.placed:,} words from {path.name}.{left}", False)
    return True
