"""Making the papers: what, of which version, for which meeting, where; whether it may be published; progress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from strategy_editor.app.aside import Aside
from strategy_editor.app.dialogs.long_work import LongWork
from strategy_editor.app.dialogs.readiness import Readiness
from strategy_editor.app.dialogs.setting import SettingWishes
from strategy_editor.app.jobs import Job
from strategy_editor.app.theme import Theme
from strategy_editor.checks.finding import Finding
from strategy_editor.foundation.clock import london, london_day
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.manuscript.editions import EDITIONS
from strategy_editor.model.ledger import Version
from strategy_editor.model.project import Project
from strategy_editor.session.checking import check_edition
from strategy_editor.session.export import FOLDERS, ExportRequest, Manifest, formats_of, further_formats_of
from strategy_editor.session.papers import Papers
from strategy_editor.session.readiness import count_sides
from strategy_editor.session.verdicts import verdict

ABOUT = {
    "draft": "Today’s text, marked DRAFT, with gaps visible. Always possible.",
    "cabinet": "The documents that go to the meeting, numbered, for Democratic Services.",
    "print": "For the printer.",
    "web": "For the website, accessible.",
    "large-print": "18 point type, with the same numbers.",
}
_LETTERS = 84
FORMATS = (
    ("docx", "Word"),
    ("pdf", "PDF"),
    ("html", "Web page"),
    ("odt", "OpenDocument"),
    ("zip", "Web page in pieces"),
)


class _Checked(Struct, frozen=True):
    """What the checks found, of what."""

    project: Project
    findings: tuple[Finding, ...]
    cleared: Version | None


class ExportDialog(LongWork):
    """Checks, starts a job, shows how far it is, can stop it, says what was made, and records what was published.

    ``place_wanted`` carries the place of what stands in the way, when somebody wants to go there.
    """

    place_wanted = Signal(str)

    def __init__(
        self,
        papers: Papers,
        theme: Theme,
        start: str,
        folder: Path,
        document: str = "",
        parent: QWidget | None = None,
    ) -> None:
        words = "" if papers.publishes else "This strategy is open for reading only: nothing in it will be changed."
        super().__init__("Make the papers", words, "Publish", folder, parent)
        self._papers = papers
        self._document = document
        self._place = ""
        self._strict = False
        self.published = False
        self._project: Project | None = None
        self._cleared_offered = False
        self.plain = QPushButton("Make without publishing")
        self.plain.setToolTip("Makes the files, and enters nothing in the record")
        self.plain.clicked.connect(lambda: self._begin(strict=False))
        self.buttons.addButton(self.plain, QDialogButtonBox.ButtonRole.ActionRole)
        self.edition = self._make_edition(start)
        self.about = QLabel()
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)
        self.version = QComboBox()
        self.version.setAccessibleName("Which version")
        self.meeting = QComboBox()
        self.meeting.setAccessibleName("Which meeting")
        self.documents = QComboBox()
        self.documents.setAccessibleName("Which documents")
        self.formats = {key: QCheckBox(words) for key, words in FORMATS}
        self.readiness = Readiness(theme, sets_aside=papers.publishes)
        self.readiness.changed.connect(self._show_buttons)
        self.setting = SettingWishes()
        self.go_there = QPushButton("Go to it")
        self.go_there.clicked.connect(self._go_there)
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self._checks = Aside(self)
        self._checks.done.connect(self._checked)
        self._checks.failed.connect(self.readiness.tell)
        self._lay_out()
        self._fill_versions()
        self._edition_chosen()
        self.edition.currentIndexChanged.connect(lambda _: self._edition_chosen())
        for box in (self.version, self.meeting, self.documents):
            box.activated.connect(lambda _: self._check())

    @staticmethod
    def _make_edition(start: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName("What to make")
        for id, edition in EDITIONS.items():
            if id in ABOUT and formats_of(edition):
                made.addItem(edition.name, id)
        made.setCurrentIndex(max(0, made.findData(start)))
        return made

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        for box in self.formats.values():
            ticks.addWidget(box)
        ticks.addStretch(1)
        self._form = form = QFormLayout()
        form.addRow("What to make", self.edition)
        form.addRow("", self.about)
        form.addRow("Version", self.version)
        form.addRow("Meeting", self.meeting)
        form.addRow("Documents", self.documents)
        form.addRow("As", ticks)
        form.addRow("Set", self.setting)
        form.addRow("Folder", self.place)
        form.addRow("Ready?", self.readiness)
        self.body.addLayout(form)
        self.add_progress(before=(self.go_there,), after=(self.verdict,))

    # ---- what is chosen

    @property
    def _edition(self) -> str:
        return str(self.edition.currentData())

    @property
    def _version(self) -> Version | None:
        wanted = self.version.currentData()
        return next((each for each in self._papers.versions if each.id == wanted), None)

    def _fill_versions(self) -> None:
        self.version.addItem("Today’s text", "")
        for version in self._papers.versions:
            when = london(version.at)
            self.version.addItem(f"{version.name}, {when.day} {when:%B %Y}", version.id)

    def _edition_chosen(self) -> None:
        id = self._edition
        self.about.setText(ABOUT[id])
        usual = formats_of(EDITIONS[id])
        possible = (*usual, *further_formats_of(EDITIONS[id]))
        for key, box in self.formats.items():
            box.setVisible(key in possible)
            box.setChecked(key in usual)
        project = self._papers.session.project
        self.documents.clear()
        self.documents.addItem("All that belong to it", "")
        for document in project.documents:
            self.documents.addItem(document.title, document.id)
        if id == "draft" and self._document:
            self.documents.setCurrentIndex(self.documents.findData(self._document))
        self.setting.show_for(id)
        self._fill_meetings(project)
        is_draft = id == "draft"
        self._form.setRowVisible(self.version, not is_draft and self.version.count() > 1)
        self._form.setRowVisible(self.readiness, not is_draft)
        self._cleared_offered = False
        if is_draft:
            self.version.setCurrentIndex(0)
        self._check()

    def _fill_meetings(self, project: Project) -> None:
        """Those that documents go to, that of the report first."""
        going = sorted((each for each in project.documents if each.meeting), key=lambda each: each.kind != "report")
        self.meeting.clear()
        for id in dict.fromkeys(each.meeting for each in going):
            meeting = project.meeting(id)
            if meeting is not None:
                self.meeting.addItem(f"{meeting.body}, {meeting.when or 'date not known yet'}", id)
        wanted = EDITIONS[self._edition].one_meeting and self.meeting.count() > 1
        self._form.setRowVisible(self.meeting, wanted)

    # ---- whether it may be published

    def _check(self) -> None:
        if self._edition == "draft":
            self._show_buttons()
            return
        self._project = None
        self.readiness.wait()
        self._show_buttons()
        papers, edition, version = self._papers, self._edition, self._version
        meeting = str(self.meeting.currentData() or "") if EDITIONS[edition].one_meeting else ""
        today = london_day(papers.session.clock())
        document = str(self.documents.currentData() or "")
        offer = not self._cleared_offered

        def work() -> _Checked:
            cleared = papers.cleared_version(edition, meeting) if offer else None
            project = papers.project_of(cleared or version)
            session = papers.session
            sides = count_sides(project, session.ledger, session.picture, edition, today)
            findings = check_edition(project, edition, today, meeting, session.ledger, document=document, sides=sides)
            return _Checked(project, findings, cleared)

        self._checks.start(work)

    def _checked(self, found: Any) -> None:
        self._cleared_offered = True
        if found.cleared is not None:
            self.version.setCurrentIndex(self.version.findData(found.cleared.id))
        self._project = found.project
        self.readiness.show_findings(found.project, self._edition, found.findings)
        self._show_buttons()
        if self.yes.isEnabled():
            self.yes.setFocus()

    def _show_buttons(self) -> None:
        publishes = self._edition != "draft" and self._papers.publishes
        self.yes.setText("Publish" if publishes else "Make them")
        self.plain.setVisible(publishes)
        ready = self._project is not None and not self.readiness.remaining
        self.yes.setEnabled(ready if publishes else True)
        self.fit(_LETTERS)

    # ---- the work

    def begin(self) -> None:
        self._begin(strict=self._edition != "draft" and self._papers.publishes)

    def _begin(self, *, strict: bool) -> None:
        edition = EDITIONS[self._edition]
        possible = (*formats_of(edition), *further_formats_of(edition))
        formats = tuple(key for key in possible if self.formats[key].isChecked())
        if not formats:
            self.refuse("Tick what the papers are to be made as.")
            return
        version = self._version if self._edition != "draft" else None
        if version is not None and self._project is None:
            self.refuse("One moment, please: that version is still being read.")
            return
        meeting = str(self.meeting.currentData() or "") if edition.one_meeting else ""
        request = ExportRequest(
            edition.id,
            str(self.place.path),
            self.documents.currentData(),
            formats,
            meeting=meeting,
            version=version.name if version else "",
            setting=self.setting.setting,
        )
        try:
            if strict and version is None:
                self._papers.keep_today()
            project = self._project if version is not None and self._project else self._papers.session.project
            self._project = project
            job = Job.export(self._papers.session, request, self, project=project, strict=strict)
        except StrategyError as error:
            self.refuse(str(error))
            return
        self._strict = strict
        job.finished.connect(self._finished)
        self.go_there.hide()
        for widget in (self.plain, self.edition, self.version, self.meeting):
            widget.setEnabled(False)
        self.follow(job)

    def _go_there(self) -> None:
        self.place_wanted.emit(self._place)
        super().reject()

    def stopped(self, sentence: str) -> None:
        self._place = self._work.place if isinstance(self._work, Job) else ""
        super().stopped(sentence)
        self.go_there.setVisible(bool(self._place))
        for widget in (self.plain, self.edition, self.version, self.meeting):
            widget.setEnabled(True)
        self._show_buttons()

    def _finished(self, manifest: Manifest) -> None:
        count = len(manifest.files)
        kept_back = sum(made.part == "exempt" for made in manifest.files)
        said = f"Made {count} file{'s' if count != 1 else ''} in {self.place.path}, and opened each again to check it."
        if kept_back:
            said += f" {kept_back} of them are not for publication: they lie in “{FOLDERS['exempt']}”."
        if self._strict and self._project is not None:
            try:
                self._papers.record(self._project, manifest, self.readiness.findings, self.readiness.set_aside)
            except StrategyError as error:
                self.refuse(str(error))
            else:
                self.published = True
                said += " The publication is in the record."
        self.verdict.setText("\n".join(verdict(manifest)))
        self.verdict.setVisible(bool(self.verdict.text()))
        self.readiness.setEnabled(False)
        self.show_made(said)
