"""Council settings of this strategy: another council's can be taken, the main ones changed, all kept as a file."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.council_type import TypeChooser
from strategy_editor.app.dialogs.logo import LogoChooser
from strategy_editor.app.dialogs.parts import Question
from strategy_editor.app.dialogs.word_template import TemplateChooser
from strategy_editor.foundation.errors import StrategyError
from strategy_editor.model.profile import Profile
from strategy_editor.model.text import clean, clean_line
from strategy_editor.session.commands import ChangeProject, Several
from strategy_editor.session.council_type import MEDIA_TYPE as TYPE
from strategy_editor.session.council_type import Brought
from strategy_editor.session.shelves import bring_profile, profiles, save_profile
from strategy_editor.session.word_templates import MEDIA_TYPE as TEMPLATE

_NATIONS = (
    ("england", "England"),
    ("wales", "Wales"),
    ("scotland", "Scotland"),
    ("northern-ireland", "Northern Ireland"),
)


class Setting(Struct, frozen=True):
    """A setting: ``page`` ones belong to the page look; ``kind`` says which control shows it."""

    name: str
    label: str
    kind: str
    page: bool = False
    help: str = ""


SETTINGS = (
    Setting("council", "Name of the council", "line"),
    Setting("nation", "Nation", "nation", help="Bank holidays and the rules on exempt information follow from it."),
    Setting("meeting_body", "Reports go to", "line", help="For example Cabinet."),
    Setting("report_side_limit", "Most sides of a report", "count", help="0: no limit."),
    Setting("call_in_days", "Days for call-in", "count"),
    Setting("file_name", "Names of files", "line", help="For example {date} {body} {title}."),
    Setting("body_size", "Size of type", "points", page=True),
    Setting("fonts", "Your own type", "own type", page=True, help="TrueType files that travel with this strategy."),
    Setting("body_font", "Type in PDF", "type", page=True, help="Your own, ours, or any TrueType of this computer."),
    Setting("heading_font", "Type of headings in PDF", "type", page=True, help="As for the text, or another."),
    Setting("word_body_font", "Type in Word", "line", page=True, help="Whoever opens the file needs to have it."),
    Setting("word_heading_font", "Type of headings in Word", "line", page=True),
    Setting("margin_left", "Left margin, mm", "millimetres", page=True),
    Setting("margin_right", "Right margin, mm", "millimetres", page=True),
    Setting("margin_top", "Top margin, mm", "millimetres", page=True),
    Setting("margin_bottom", "Bottom margin, mm", "millimetres", page=True),
    Setting("accent", "Colour of headings", "line", page=True, help="For example #1f4e79."),
    Setting("logo", "Logo", "picture", page=True, help="Stands on covers and at the head of reports."),
    Setting(
        "word_template",
        "Word template",
        "template",
        page=True,
        help="The council’s own .dotx or .docx: its styles, header and footer give Word papers their look.",
    ),
    Setting("email_domains", "Addresses of the council end in", "lines", help="One on each line."),
    Setting("decision_verbs", "Recommendations begin with", "lines", help="One verb on each line."),
    Setting("words", "Words that the council uses", "lines", help="Known to the spelling check, one on each line."),
)
"""The settings that people change most, in order. All others are in the file."""


class CouncilDialog(Question):
    """Changes the settings that this strategy carries; other strategies keep theirs."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            "Council settings",
            "These belong to this strategy and travel with its file. Other strategies keep their own.",
            "Use these settings",
            parent,
        )
        self.prefer(620, 620)
        self._desk = desk
        self.profile: Profile = desk.project.profile
        self.controls: dict[str, QWidget] = {}
        self.others = QComboBox()
        self.others.setAccessibleName("Start from")
        self.others.addItem("As they are", None)
        for listing in profiles():
            if not listing.problem:
                self.others.addItem(listing.title, listing.path)
        self.others.activated.connect(self._take)
        holder = QWidget()
        form = QFormLayout(holder)
        form.addRow("Start from", self.others)
        for setting in SETTINGS:
            control = self._control(setting)
            control.setAccessibleName(setting.label)
            control.setToolTip(setting.help)
            self.controls[setting.name] = control
            form.addRow(setting.label, control)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        self.body.addWidget(scroll, 1)
        keep = QPushButton("Keep as a file for other strategies")
        keep.setAutoDefault(False)
        keep.clicked.connect(self._keep)
        row = QHBoxLayout()
        row.addWidget(keep)
        row.addStretch(1)
        self.body.addLayout(row)
        self._own_type.changed.connect(self._offer_type)
        self._offer_type()
        self._show()

    @property
    def _own_type(self) -> TypeChooser:
        chooser = self.controls["fonts"]
        assert isinstance(chooser, TypeChooser)
        return chooser

    @property
    def _logo(self) -> LogoChooser:
        chooser = self.controls["logo"]
        assert isinstance(chooser, LogoChooser)
        return chooser

    @property
    def _template(self) -> TemplateChooser:
        chooser = self.controls["word_template"]
        assert isinstance(chooser, TemplateChooser)
        return chooser

    def _holder(self, media_type: str) -> LogoChooser | TypeChooser | TemplateChooser:
        """What holds a file of this kind that came with settings."""
        if media_type == TYPE:
            return self._own_type
        return self._template if media_type == TEMPLATE else self._logo

    def _offer_type(self) -> None:
        """What can be chosen as type; what is chosen stays."""
        for box in self.findChildren(QComboBox):
            if box.isEditable():
                chosen = box.currentText()
                box.clear()
                box.addItems(self._own_type.choices())
                box.setEditText(chosen)

    def _control(self, setting: Setting) -> QWidget:
        match setting.kind:
            case "nation":
                box = QComboBox()
                for key, words in _NATIONS:
                    box.addItem(words, key)
                return box
            case "count":
                spin = QSpinBox()
                spin.setRange(0, 500)
                return spin
            case "points" | "millimetres":
                number = QDoubleSpinBox()
                number.setRange(5.0, 60.0)
                number.setDecimals(1)
                return number
            case "lines":
                edit = QPlainTextEdit()
                edit.setTabChangesFocus(True)
                edit.setMaximumHeight(84)
                return edit
            case "picture":
                return LogoChooser(self._desk)
            case "own type":
                return TypeChooser(self._desk)
            case "type":
                families = QComboBox()
                families.setEditable(True)
                families.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
                families.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                return families
            case "template":
                return TemplateChooser(self._desk)
            case _:
                return QLineEdit()

    def _show(self) -> None:
        for setting in SETTINGS:
            value = getattr(self.profile.page if setting.page else self.profile, setting.name)
            match self.controls[setting.name]:
                case QComboBox() as box if box.isEditable():
                    box.setEditText(value)
                case QComboBox() as box:
                    box.setCurrentIndex(box.findData(value))
                case TypeChooser() as own_type:
                    own_type.show_type(value)
                case QSpinBox() | QDoubleSpinBox() as spin:
                    spin.setValue(value)
                case QPlainTextEdit() as edit:
                    edit.setPlainText("\n".join(value))
                case LogoChooser() as logo:
                    logo.show_logo(value)
                case TemplateChooser() as template:
                    template.show_template(value)
                case QLineEdit() as line:
                    line.setText(value)

    def _read(self) -> Profile:
        own: dict[str, Any] = {}
        page: dict[str, Any] = {}
        for setting in SETTINGS:
            (page if setting.page else own)[setting.name] = self._value(self.controls[setting.name])
        return replace(self.profile, **own, page=replace(self.profile.page, **page))

    def _value(self, control: QWidget) -> Any:
        match control:
            case QComboBox():
                return clean_line(control.currentText()) if control.isEditable() else control.currentData()
            case TypeChooser():
                return control.fonts
            case QSpinBox() | QDoubleSpinBox():
                return control.value()
            case QPlainTextEdit():
                return tuple(line.strip() for line in clean(control.toPlainText()) if line.strip())
            case LogoChooser() | TemplateChooser():
                return control.digest
            case QLineEdit():
                return clean_line(control.text())
        return None

    def _take(self, row: int) -> None:
        path = self.others.itemData(row)
        try:
            brought = bring_profile(path) if path else Brought(self._desk.project.profile)
        except StrategyError as error:
            self.refuse(str(error))
            return
        self.profile = brought.profile
        for each in brought.held:
            self._holder(each.record.media_type).bring(each)
        self.fault.setVisible(bool(self.profile.left_out))
        self.fault.setText("\n".join(self.profile.left_out))
        self._show()

    def _keep(self) -> None:
        try:
            path = save_profile(self._read(), self._desk.session.picture)
        except StrategyError as error:
            self.refuse(str(error))
        else:
            self.refuse(f"Kept in {path}.")

    def accept(self) -> None:
        if self._template.busy:
            self.refuse("One moment, please: the Word template is still being read.")
            return
        changed = self._read()
        files = (*self._logo.commands(), *self._own_type.commands(), *self._template.commands())
        commands = (*files, ChangeProject(profile=changed))
        if changed == self._desk.project.profile or self._desk.do(Several(commands, "Change of council settings")):
            super().accept()
