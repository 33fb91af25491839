"""Before another copy is brought in: what it brings, what is to be decided, whether the copy is put away afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from strategy_editor.app.dialogs.parts import Question, choice_list, words_label
from strategy_editor.review.compare import compare, summary
from strategy_editor.session.joining import Joining

MOST_LINES = 200


class BringTogetherDialog(Question):
    """``put_away`` says whether the copy goes to the backups once all is saved."""

    def __init__(self, joining: Joining, writer: str, *, ours: bool, parent: QWidget | None = None) -> None:
        name = joining.other.path.name
        by = f" by {writer}" if writer else ""
        words = (
            f"“{name}” was changed{by} since you opened it. Nothing of yours is lost."
            if ours
            else f"“{name}” holds changes{by} that are not here yet. Nothing of yours is lost."
        )
        super().__init__("Bring both together", words, "Bring both together", parent)
        self.prefer(600, 380)
        lines = summary(compare(joining.mine.project, joining.merged.project))
        if not joining.brings_anything:
            lines = ("Nothing that is not in your text already.",)
        self.list = choice_list("What it brings")
        self.list.addItems(list(lines[:MOST_LINES]))
        self.body.addWidget(QLabel("What it brings"))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(words_label(_to_decide(len(joining.merged.proposals))))
        self._away = QCheckBox("Put that copy among the backups when everything is saved")
        self._away.setChecked(True)
        self._away.setVisible(not ours)
        self.body.addWidget(self._away)
        self._ours = ours

    @property
    def put_away(self) -> bool:
        """Whether the copy is to go to the backups."""
        return not self._ours and self._away.isChecked()


def _to_decide(count: int) -> str:
    if not count:
        return "You did not change the same words. One step of Undo takes all of it back."
    said = "One change is" if count == 1 else f"{count} changes are"
    return f"{said} to what you both changed: your text stays as it was there, and both wait under “To decide”."
