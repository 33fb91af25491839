"""What the acts of the Review menu do, and how the text and the lists on the right hang together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.ask import AskDialog
from strategy_editor.app.dialogs.register import RegisterDialog
from strategy_editor.app.dialogs.remarks import RemarksDialog
from strategy_editor.app.dialogs.share import ShareDialog
from strategy_editor.app.editor.desk_host import Shown
from strategy_editor.app.remarks import Target
from strategy_editor.app.reviewing import Reviewing
from strategy_editor.model.project import Project
from strategy_editor.review.items import count_waiting
from strategy_editor.session.opening import version_of

_VIEWS: tuple[Shown, ...] = ("marked", "final", "original")
_READING = {"final": "Text as it would be: for reading", "original": "Text as it was: for reading"}


def bindings(bench: Bench) -> Bindings:
    """The acts of reviewing."""
    return ReviewActs(bench).bindings()


class ReviewActs(QObject):
    """One window's reviewing: keeps menus, bars and lists in step with the text."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.window)
        self._window = bench.window
        self._writing = bench.writing
        self._actions = bench.window.actions_by_id
        self._opened = bench.keeping.opened
        side = bench.window.side
        self.reviewing = Reviewing(bench.window.desk, bench.writing, side.remarks)
        self.reviewing.changed_state.connect(self._show_state)
        self.reviewing.comment_wanted.connect(self._compose)
        self.reviewing.comments_chosen.connect(self._show_comments)
        bench.window.section_page.comments_wanted.connect(self._show_comments)
        bench.writing.changed_state.connect(self._follow_caret)
        side.comments.adding.connect(self._add_comment)
        side.comments.place_wanted.connect(self.reviewing.place_again)
        side.decide.edit_wanted.connect(self._writing.focus)
        bench.window.status.tracking.clicked.connect(self._actions["track-changes"].trigger)
        bench.window.header.share.connect(self.share)
        bench.window.status.waiting.clicked.connect(self._actions["to-decide"].trigger)
        bench.window.desk.settled.connect(lambda _: self._count())
        self._count()
        if bench.window.desk.project.copy:
            self.reviewing.track(True)
        self._show_state()

    @property
    def _folder(self) -> Path:
        return self._opened.path.parent

    def bindings(self) -> Bindings:
        """What each act does."""
        reviewing = self.reviewing
        return {
            "track-changes": lambda: reviewing.track(self._actions["track-changes"].isChecked()),
            **{f"view-{view}": partial(self._view, view) for view in _VIEWS},
            "next-change": lambda: reviewing.step(1),
            "previous-change": lambda: reviewing.step(-1),
            "accept-change": lambda: reviewing.decide_here("accepted"),
            "reject-change": lambda: reviewing.decide_here("rejected"),
            "add-comment": reviewing.want_comment,
            "to-decide": self._open_list,
            "ask-remarks": self._ask,
            "add-remarks": self._add_remarks,
            "share": self.share,
            "register": self._register,
        }

    def _view(self, view: Shown) -> None:
        self.reviewing.show_as(view)
        self._show_state()

    def _show_state(self) -> None:
        reviewing = self.reviewing
        self._actions["track-changes"].setChecked(reviewing.tracking)
        for view in _VIEWS:
            self._actions[f"view-{view}"].setChecked(reviewing.shown == view)
        tracking = "Track changes is on" if reviewing.tracking else "Track changes is off"
        self._window.status.show_tracking(_READING.get(reviewing.shown, tracking))
        self._writing.changed_state.emit()

    def _count(self) -> None:
        project = self._window.desk.project
        self._window.status.show_waiting(0 if project.copy else count_waiting(project))

    def _open_list(self) -> None:
        decide = self._window.side.decide
        self._window.bring_forward(decide)
        decide.refresh()
        decide.list.setFocus()

    def _register(self) -> None:
        opened = self._opened

        def project_of(name: str) -> Project:
            return opened.project_of(version_of(opened.session.ledger, name).tree)

        RegisterDialog(self._window.desk, self._folder, project_of, self._window).exec()

    def _ask(self) -> None:
        if AskDialog(self._window.desk, self._window).exec():
            self.share()

    def _add_remarks(self) -> None:
        if RemarksDialog(self._window.desk, self._window).exec():
            self._open_list()

    def share(self) -> None:
        """Shows who has been asked for what."""
        theme = self._writing.editor.looks.theme
        ShareDialog(self._window.desk, theme, self._opened, self._window).exec()

    def _compose(self) -> None:
        self._window.bring_forward(self._window.side.comments)
        self._window.side.comments.compose(self.reviewing.targets)

    def _add_comment(self, target: Target, text: str, category: str) -> None:
        if self.reviewing.add_comment(target, text, category):
            self._window.side.comments.added()
            self._writing.focus()

    def _show_comments(self, ids: tuple[str, ...]) -> None:
        comments = self._window.side.comments
        self._window.bring_forward(comments)
        comments.mark(ids, into_view=True)

    def _follow_caret(self) -> None:
        """The comment on the words at the caret is set off in the list."""
        if self._window.side.tabs.currentWidget() is self._window.side.comments:
            self._window.side.comments.mark(self._writing.editor.state.comments)
