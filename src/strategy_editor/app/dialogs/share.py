"""Share: who has been asked for remarks on what, how far each is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from strategy_editor.app.aside import Aside
from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.ask import AskDialog
from strategy_editor.app.dialogs.paper import PaperDialog
from strategy_editor.app.dialogs.parts import open_at, title_label, words_label
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.clock import london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.reviews import Invitation, ReviewRound
from strategy_editor.review.rounds import MARKS, OPINIONS, Matrix, Standing, with_invitation
from strategy_editor.review.wording import name_of, shortened
from strategy_editor.session.commands import Put
from strategy_editor.session.opening import OpenStrategy
from strategy_editor.session.registers import put_file
from strategy_editor.session.review_files import ReviewFile, make_review_file
from strategy_editor.session.rounds import (
    calendar_entry,
    cell_words,
    invitation_letter,
    mail_file,
    matrix_of,
    reminder_letter,
    standing_words,
    write_matrix,
)
from strategy_editor.session.sending import Outgoing, SendRequest, copies, put_files, remember

_NAME = 18
_COLOURS = {"overdue": "bad", "returned": "accent", "finished": "good", "to-send": "muted", "with-reviewer": "text"}


class ShareDialog(QDialog):
    """A table of sections by reviewers for one review, and the acts for the person whose column is chosen."""

    def __init__(self, desk: Desk, theme: Theme, opened: OpenStrategy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who has been asked")
        open_at(self, 920, 640)
        self._desk = desk
        self._theme = theme
        self._opened = opened
        self._folder = opened.path.parent
        self._matrix: Matrix | None = None
        self._sending = Aside(self)
        self._sending.done.connect(self._sent)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName("Review")
        self.rounds.activated.connect(lambda _: self.refresh())
        self.table = QTableWidget()
        self.table.setAccessibleName("Sections by reviewers")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.currentCellChanged.connect(lambda *_: self._offer())
        self.person = QLabel()
        self.person.setWordWrap(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self._sending.failed.connect(self.said.setText)
        self._make_buttons()
        self._lay_out()
        self.refresh()

    def _make_buttons(self) -> None:
        self.ask = self._button("Ask for remarks…", self._ask)
        self.send = self._button("Make the copies…", self._send)
        self.export = self._button("Write it down…", self._export)
        self.close_round = self._button("Close this review", self._close)
        self.write = QPushButton("Write to them")
        menu = QMenu(self.write)
        menu.addAction("Copy the invitation", lambda: self._copy(reminding=False))
        menu.addAction("Copy a reminder", lambda: self._copy(reminding=True))
        menu.addAction("Invitation as an e-mail file…", lambda: self._mail(reminding=False))
        menu.addAction("Reminder as an e-mail file…", lambda: self._mail(reminding=True))
        menu.addAction("Calendar entry…", self._calendar)
        self.write.setMenu(menu)
        self.mark = QPushButton("How far they are")
        menu = QMenu(self.mark)
        menu.addAction("Sent", lambda: self._change(sent=self._now()))
        menu.addAction("Returned", lambda: self._change(returned=self._now()))
        for key, words in OPINIONS.items():
            menu.addAction(f"Finished: {words.lower()}", partial(self._finish, key))
        menu.addAction("None of these", lambda: self._change(sent=None, returned=None, finished=None, opinion=""))
        self.mark.setMenu(menu)

    def _button(self, words: str, does: Callable[[], None]) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _=False: does())
        return made

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.rounds, 1)
        for button in (self.ask, self.send, self.export, self.close_round):
            above.addWidget(button)
        below.addWidget(self.person, 1)
        below.addWidget(self.write)
        below.addWidget(self.mark)
        layout = QVBoxLayout(self)
        layout.addWidget(title_label("Who has been asked"))
        layout.addWidget(words_label("Choose a column to write to that person, or to note how far they are."))
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        layout.addWidget(self.said)

    # ---- showing

    def refresh(self) -> None:
        """Shows the chosen review as things are now."""
        project = self._desk.project
        chosen = self.rounds.currentData()
        self.rounds.clear()
        for each in reversed(project.rounds):
            closed = " (closed)" if each.closed else ""
            due = f", by {each.due}" if each.due else ""
            self.rounds.addItem(f"{each.title}{due}{closed}", each.id)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(chosen)))
        round = self.round()
        for button in (self.send, self.export, self.close_round):
            button.setEnabled(round is not None)
        today = london_day(self._desk.session.clock())
        self._matrix = matrix_of(project, round, self._desk.session.ledger, today) if round else None
        self._fill()
        self._offer()

    def round(self) -> ReviewRound | None:
        """The review that is shown."""
        id = self.rounds.currentData()
        return next((each for each in self._desk.project.rounds if each.id == id), None)

    def _fill(self) -> None:
        column, found = max(0, self.table.currentColumn()), self._matrix
        self.table.clear()
        if found is None:
            self.table.setRowCount(0)
            self.table.setColumnCount(0)
            return
        self.table.setColumnCount(len(found.people))
        self.table.setRowCount(len(found.rows) + 1)
        names = [name_of(self._desk.project, person) for person in found.people]
        self.table.setHorizontalHeaderLabels([shortened(name, _NAME) for name in names])
        labels = [f"{'    ' * max(0, row.depth - 1)}{shortened(row.label, 48)}" for row in found.rows]
        self.table.setVerticalHeaderLabels(["How far", *labels])
        for place, each in enumerate(found.standings):
            item = QTableWidgetItem(f"{MARKS[each.state]}  {standing_words(each)}")
            item.setForeground(QColor(getattr(self._theme, _COLOURS[each.state])))
            item.setToolTip(names[place])
            self.table.setItem(0, place, item)
        for number, row in enumerate(found.rows, 1):
            for place, cell in enumerate(row.cells):
                words = cell_words(cell).replace("\n", ", ")
                sign = f"{MARKS[cell.state]}  " if cell.state else ""
                item = QTableWidgetItem(f"{sign}{words}")
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{names[place]}, {row.label}: {words or 'not asked'}")
                self.table.setItem(number, place, item)
        self.table.resizeColumnsToContents()
        self.table.setCurrentCell(0, min(column, len(found.people) - 1))

    def chosen(self) -> Standing | None:
        """The person whose column is chosen."""
        column = self.table.currentColumn()
        return self._matrix.standings[column] if self._matrix and 0 <= column < len(self._matrix.standings) else None

    def _offer(self) -> None:
        chosen = self.chosen()
        self.write.setEnabled(chosen is not None)
        self.mark.setEnabled(chosen is not None)
        name = name_of(self._desk.project, chosen.invitation.person) if chosen else ""
        self.person.setText(f"{name}: {standing_words(chosen)}" if chosen else "Nobody has been asked yet.")

    # ---- doing

    def _now(self):
        return self._desk.session.clock()

    def _ask(self) -> None:
        dialog = AskDialog(self._desk, self)
        if dialog.exec():
            self.refresh()
            self.rounds.setCurrentIndex(self.rounds.findData(dialog.begun))
            self.refresh()

    def _change(self, **changes: object) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._put(replace(chosen.invitation, **changes))

    def _finish(self, opinion: str) -> None:
        self._change(finished=self._now(), opinion=opinion)

    def _put(self, invitation: Invitation) -> None:
        round = self.round()
        if round is not None and self._desk.do(Put(with_invitation(round, invitation))):
            self.refresh()

    def _close(self) -> None:
        round = self.round()
        if round is not None:
            self._desk.do(Put(replace(round, closed=None if round.closed else self._now())))
            self.refresh()

    def _letter(self, *, reminding: bool):
        chosen = self.chosen()
        assert chosen is not None
        session = self._desk.session
        sender = name_of(session.project, session.author) if session.project.person(session.author) else ""
        made = reminder_letter if reminding else invitation_letter
        return made(session.project, chosen, sender or session.signature)

    def _copy(self, *, reminding: bool) -> None:
        letter = self._letter(reminding=reminding)
        QGuiApplication.clipboard().setText(f"{letter.subject}\n\n{letter.text}")
        self.said.setText(f"The words for {letter.to} are on the clipboard. Paste them into an e-mail.")

    def _mail(self, *, reminding: bool) -> None:
        letter = self._letter(reminding=reminding)
        self._save(f"To {letter.to}.eml", "E-mail (*.eml)", mail_file(letter, self._now()))

    def _calendar(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        try:
            data = calendar_entry(self._desk.project, chosen, self._now())
        except StrategyError as error:
            self.said.setText(str(error))
            return
        self._save("Remarks due.ics", "Calendar (*.ics)", data)

    def _save(self, name: str, files: str, data: bytes) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Choose where to save", str(self._folder / name), files)
        if path:
            try:
                put_file(Path(path), data)
                self.said.setText(f"Saved {path}.")
            except StrategyError as error:
                self.said.setText(str(error))

    def _export(self) -> None:
        round = self.round()
        if round is not None:
            MatrixDialog(self._desk, round, self._folder, self).exec()

    # ---- copies

    def _send(self) -> None:
        """Makes the copies that have not been made yet, beside the window, and then remembers them."""
        round = self.round()
        if round is None or self._matrix is None or self._sending.busy:
            return
        unsent = [each for each in self._matrix.standings if each.sent is None]
        waiting = [each for each in unsent if each.invitation.form == "word"]
        files = [each for each in unsent if each.invitation.form == "project-copy" and round.documents]
        if not waiting and not files:
            self.said.setText("Every copy of this review has been made already.")
            return
        folder = QFileDialog.getExistingDirectory(self, "Choose a folder for the copies", str(self._folder))
        if folder and files:
            self._make_files(round, files, Path(folder))
        if folder and waiting:
            self.said.setText(f"Making {len(waiting)} copies…")
            self._sending.start(self._work(round, waiting, Path(folder)))

    def _make_files(self, round: ReviewRound, files: list[Standing], folder: Path) -> None:
        """Makes the copies of the strategy, for those who have the editor."""
        try:
            for each in files:
                asked = ReviewFile(each.invitation.person, round.documents[0], each.invitation.sections, round=round.id)
                make_review_file(self._opened, asked, folder)
        except StrategyError as error:
            self.said.setText(str(error))
        else:
            self.said.setText(f"Made {len(files)} copies in {folder}. Send each to its reader by e-mail.")
        self.refresh()

    def _work(self, round: ReviewRound, waiting: list[Standing], folder: Path) -> Callable[[], object]:
        session, of_tree = self._desk.session, self._opened.project_of
        project, ledger, by, now = session.project, session.ledger, session.signature, self._now()
        pictures = {digest: session.picture(digest) for digest in project.pictures}

        def work() -> object:
            made: list[Outgoing] = []
            for each in waiting:
                person = project.person(each.invitation.person)
                if person is None:
                    continue
                asked = SendRequest(
                    (person.shown,),
                    str(folder),
                    round.documents[0] if round.documents else "",
                    each.invitation.sections,
                    round=round.id,
                )
                found = copies(
                    project,
                    ledger.with_entries(one.entry for one in made),
                    pictures.__getitem__,
                    (person,),
                    asked,
                    by=by,
                    now=now,
                    of_tree=of_tree,
                )
                made.extend(found)
            put_files(tuple(made), folder)
            return tuple(made)

        return work

    def _sent(self, made) -> None:
        remember(self._desk.session, (), made)
        self.refresh()
        names = ", ".join(each.name for each in made)
        self.said.setText(f"Made {len(made)} copies: {shortened(names, 200)}. Send each to its reader by e-mail.")


class MatrixDialog(PaperDialog):
    """Writes down who has been asked for what."""

    def __init__(self, desk: Desk, round: ReviewRound, folder: Path, parent: QWidget | None = None) -> None:
        path = folder / "Who has been asked.pdf"
        super().__init__(
            "Who has been asked", "Sections by reviewers, as it stands today.", "Make it", path, parent=parent
        )
        self._desk = desk
        self._round = round
        self.form.addRow("File", self.place)

    def work(self) -> Callable[[Path], str]:
        """Writes the table."""
        session, round = self._desk.session, self._round
        project, ledger, today = session.project, session.ledger, london_day(session.clock())

        def make(path: Path) -> str:
            write_matrix(project, round, ledger, path, today)
            return f"Made {path.name}."

        return make
