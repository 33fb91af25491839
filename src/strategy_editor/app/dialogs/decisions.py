"""Questions with consequences, each with a safe answer: unsaved work, and files that others have open."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

from strategy_editor.foundation.errors import NotAStrategy
from strategy_editor.session.opening import Unsaved, UnsavedWork
from strategy_editor.storage.lock import HeldByAnother


def _choose(title: str, text: str, more: str, answers: tuple[str, ...], parent: QWidget | None) -> int:
    """The number of the answer; -1 for Cancel."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    buttons = [box.addButton(answer, QMessageBox.ButtonRole.AcceptRole) for answer in answers]
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(buttons[0])
    box.exec()
    clicked = box.clickedButton()
    return buttons.index(clicked) if clicked in buttons else -1


def ask_about_unsaved(error: UnsavedWork, parent: QWidget | None) -> Unsaved | None:
    """What becomes of unsaved work; None where nothing is to be opened."""
    answer = _choose(
        "Unsaved work",
        error.message,
        "Nothing is lost either way: what you do not go on with is put into a backup.",
        ("Go on with the unsaved work", "Open the file as it is"),
        parent,
    )
    choices: tuple[Unsaved, ...] = ("go-on", "set-aside")
    return choices[answer] if answer >= 0 else None


def ask_about_damage(error: NotAStrategy, parent: QWidget | None) -> bool:
    """Whether what can be saved of a file that cannot be opened is to be saved in a new one."""
    answer = _choose(
        "Cannot be opened",
        str(error),
        "What can be read of it may be saved in a new file. The file itself stays as it is.",
        ("Save what can be saved…",),
        parent,
    )
    return answer == 0


def ask_about_holder(error: HeldByAnother, parent: QWidget | None) -> Literal["copy", "read", "take-over"] | None:
    """What to do with a file that somebody else has open; None where nothing is to be opened."""
    answer = _choose(
        "Open elsewhere",
        error.message,
        "You can work on a copy and bring both together later. Take it over only if nobody is working on it.",
        ("Work on a copy", "Only read it", "Take it over"),
        parent,
    )
    choices: tuple[Literal["copy", "read", "take-over"], ...] = ("copy", "read", "take-over")
    return choices[answer] if answer >= 0 else None
