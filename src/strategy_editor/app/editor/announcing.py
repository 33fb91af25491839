"""What a screen reader is told when the caret comes into something else: Qt itself gives it the words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from strategy_editor.app.editor.state import State

if TYPE_CHECKING:
    from strategy_editor.app.editor.editor import SectionEditor

_STYLES = {
    "body": "Body text",
    "numbered": "Numbered paragraph",
    "heading-1": "Heading 1",
    "heading-2": "Heading 2",
    "heading-3": "Heading 3",
    "bullets": "Bullet",
    "numbers": "Numbered item",
    "letters": "Lettered item",
    "quote": "Quotation",
    "note": "Note",
    "": "",
}


def announcement(before: State, after: State) -> str:
    """What to say of a change of state; empty where the words say enough."""
    told: list[str] = []
    for name, was, now in (("table", before.in_table, after.in_table), ("box", before.in_box, after.in_box)):
        if was != now:
            told.append(f"In a {name}" if now else f"Out of the {name}")
    if after.style != before.style:
        told.append(_STYLES.get(after.style, ""))
    if after.link and after.link != before.link:
        told.append("Link")
    fresh = set(after.comments) - set(before.comments)
    if fresh:
        told.append("Comment" if len(fresh) == 1 else f"{len(fresh)} comments")
    if after.language != before.language:
        told.append("Welsh" if after.language == "cy" else "English" if not after.language else after.language)
    return ", ".join(each for each in told if each)


class Announcer:
    """Tells assistive technology, if there is any, what the caret of an editor has come into."""

    def __init__(self, editor: SectionEditor) -> None:
        self._editor = editor
        self._last = editor.state
        editor.state_changed.connect(self._tell)

    def _tell(self, state: State) -> None:
        before, self._last = self._last, state
        if QAccessible.isActive():
            words = announcement(before, state)
            if words:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._editor, words))
