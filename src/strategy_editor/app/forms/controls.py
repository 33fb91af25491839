"""The controls of a form, one for each sort of field: each shows a value, and says when the user has given another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from strategy_editor.app.forms.fields import Field
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.model.dates import When, parse_when
from strategy_editor.model.facts import value_text
from strategy_editor.model.project import Project
from strategy_editor.model.records import Fact, FactValue, PenceValue, PersonValue, TextValue, WhenValue
from strategy_editor.model.text import clean, clean_line


class Control(QObject):
    """A control with its widget. ``given`` carries a new value; ``refused`` a sentence on what was typed."""

    given = Signal(object)
    refused = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def show(self, project: Project, record: Any, value: Any) -> None:
        """Shows ``value`` of ``record``."""
        raise NotImplementedError

    def name(self, label: str, help: str) -> None:
        """Names the control for those who hear it."""
        self.widget.setAccessibleName(label)
        self.widget.setAccessibleDescription(help)


class LineControl(Control):
    """One line; ``read`` makes a value of what was typed, ``write`` words of a value."""

    def __init__(self, read: Callable[[str], Any] = clean_line, write: Callable[[Any], str] = str) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._read, self._write, self._shown = read, write, ""
        self.line.editingFinished.connect(self._finished)

    def show(self, project: Project, record: Any, value: Any) -> None:
        self._shown = self._write(value) if value is not None else ""
        self.line.setText(self._shown)

    def _finished(self) -> None:
        text = self.line.text()
        if text == self._shown:
            return
        self._shown = text
        try:
            self.given.emit(self._read(text))
        except StrategyError as error:
            self.refused.emit(str(error))
            self.line.setFocus()


class LinesControl(Control):
    """Several lines, kept as one text or as a tuple of lines."""

    def __init__(self, *, as_list: bool = False) -> None:
        self.edit = _LeavingEdit()
        super().__init__(self.edit)
        self.edit.setTabChangesFocus(True)
        self.edit.setMaximumHeight(96)
        self._as_list, self._shown = as_list, ""
        self.edit.left.connect(self._finished)

    def show(self, project: Project, record: Any, value: Any) -> None:
        self._shown = "\n".join(value) if self._as_list else value
        self.edit.setPlainText(self._shown)

    def _finished(self) -> None:
        text = "\n".join(clean(self.edit.toPlainText()))
        if text != self._shown:
            self._shown = text
            lines = tuple(line.strip() for line in text.split("\n") if line.strip())
            self.given.emit(lines if self._as_list else text.strip())


class _LeavingEdit(QPlainTextEdit):
    """Says when the writer leaves it."""

    left = Signal()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ChoiceControl(Control):
    """A choice; ``choices`` gives stored values with words, from the project where they depend on it."""

    def __init__(self, choices: Callable[[Project, Any], tuple[tuple[str, str], ...]]) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self._choices = choices
        self.box.activated.connect(lambda row: self.given.emit(self.box.itemData(row)))

    def show(self, project: Project, record: Any, value: Any) -> None:
        self.box.clear()
        for key, words in self._choices(project, record):
            self.box.addItem(words, key)
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class TicksControl(Control):
    """Any number of ticks: the other milestones that one depends on."""

    def __init__(self) -> None:
        self.list = QListWidget()
        super().__init__(self.list)
        self.list.setMaximumHeight(120)
        self.list.itemChanged.connect(lambda _: self.given.emit(self._ticked()))

    def show(self, project: Project, record: Any, value: Any) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for milestone in project.milestones:
            if milestone.id != record.id:
                item = QListWidgetItem(milestone.title)
                item.setData(Qt.ItemDataRole.UserRole, milestone.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = milestone.id in value
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.list.addItem(item)
        self.list.blockSignals(False)

    def _ticked(self) -> tuple[str, ...]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )


class ValueControl(Control):
    """The value of a detail, read by the detail's own kind: words, a date, money, or a person of the project."""

    def __init__(self) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line = QLineEdit()
        self.box.setLineEdit(self._line)
        self._shown = ""
        self._asked: tuple[Project, Fact] | None = None
        self._line.editingFinished.connect(self._finished)
        self.box.activated.connect(lambda _: self._finished())

    def name(self, label: str, help: str) -> None:
        super().name(label, help)
        self._line.setAccessibleName(label)

    def show(self, project: Project, record: Fact, value: FactValue | None) -> None:
        self._asked = (project, record)
        self.box.blockSignals(True)
        self.box.clear()
        if record.kind == "person":
            for person in project.people:
                self.box.addItem(person.shown, person.id)
        self._shown = value_text(project, value) if value is not None else ""
        self.box.setCurrentText(self._shown)
        self.box.blockSignals(False)

    def _finished(self) -> None:
        text = clean_line(self.box.currentText())
        if text == self._shown or self._asked is None:
            return
        self._shown = text
        try:
            self.given.emit(read_fact(*self._asked, text))
        except StrategyError as error:
            self.refused.emit(str(error))


def read_fact(project: Project, record: Fact, text: str) -> FactValue | None:
    """What was typed for a detail, as a value of its kind; nothing at all is no value yet."""
    if not text:
        return None
    match record.kind:
        case "day" | "month":
            return WhenValue(parse_when(text))
        case "pence":
            return PenceValue(read_pence(text))
        case "person":
            found = next((person for person in project.people if text in (person.shown, person.post)), None)
            return PersonValue(found.id) if found else TextValue(text)
        case _:
            return TextValue(text)


def read_pence(text: str) -> int:
    """``£1,250`` or ``1250.50`` in pence."""
    try:
        return round(float(text.replace("£", "").replace(",", "").strip()) * 100)
    except ValueError:
        raise WrongUse(f"“{text}” is not a sum of money.", advice="Write it like £1,250 or £1,250.50.") from None


def _read_when(text: str) -> When | None:
    return parse_when(text) if text.strip() else None


def people_choices(project: Project, _: Any) -> tuple[tuple[str, str], ...]:
    """Everyone of the project, and nobody, for a choice."""
    return (("", "Nobody yet"), *((person.id, person.shown) for person in project.people))


def _documents(project: Project, _: Any) -> tuple[tuple[str, str], ...]:
    return (("", "None"), *((document.id, document.title) for document in project.documents))


def schedule_choices(project: Project, record: Any) -> tuple[tuple[str, str], ...]:
    """The paragraphs of the schedule by which something may be exempt, and one that the record has besides."""
    known = tuple((each.number, f"{each.number}: {each.text}") for each in project.profile.exemptions)
    own = record.paragraph if record is not None else ""
    return known if own in dict(known) else (*known, (own, own or "Not said yet"))


def control_for(field: Field) -> Control:
    """The control of a field."""
    match field.kind:
        case "lines":
            return LinesControl()
        case "list":
            return LinesControl(as_list=True)
        case "when":
            return LineControl(_read_when)
        case "choice":
            return ChoiceControl(lambda _project, _record: field.choices)
        case "person":
            return ChoiceControl(people_choices)
        case "document":
            return ChoiceControl(_documents)
        case "milestones":
            return TicksControl()
        case "value":
            return ValueControl()
        case "schedule":
            return ChoiceControl(schedule_choices)
        case _:
            return LineControl()


def words_for(project: Project, field: Field, value: Any) -> str:
    """A value in words, for the list."""
    match field.kind:
        case "choice":
            return dict(field.choices).get(value, str(value))
        case "person":
            person = project.person(value)
            return person.shown if person else ""
        case "document":
            document = project.document(value)
            return document.title if document else ""
        case "value":
            return value_text(project, value) if value is not None else "not known yet"
        case _:
            return "" if value is None else str(value)
