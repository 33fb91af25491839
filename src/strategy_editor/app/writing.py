"""Writing in the window: the section editor on the desk, and the acts of the menus that work on its text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from strategy_editor.app.desk import Desk
from strategy_editor.app.dialogs.choices import ChoiceDialog
from strategy_editor.app.dialogs.insertions import ChartDialog, PictureDialog, TableDialog, TablePropertiesDialog
from strategy_editor.app.editor import commands, table_commands
from strategy_editor.app.editor.announcing import Announcer
from strategy_editor.app.editor.carets import Selection
from strategy_editor.app.editor.desk_host import DeskHost
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.app.editor.state import State, object_at
from strategy_editor.app.links import link_from
from strategy_editor.app.pictures import PICTURE_FILES, read_picture
from strategy_editor.app.theme import Theme
from strategy_editor.foundation.errors import StrategyError, WrongUse
from strategy_editor.foundation.ids import new_id
from strategy_editor.model.blocks import Block, Chart, Figure, Live, LiveKind, Paragraph, Table, UnitBlock
from strategy_editor.model.facts import fact_keys, fact_text
from strategy_editor.model.references import Target
from strategy_editor.model.text import CrossReference, FactField, Footnote, InlineObject, flat, plain
from strategy_editor.model.tree import (
    Host,
    find_block,
    find_host,
    find_section,
    section_hosts,
    walk_blocks,
    walk_sections,
)
from strategy_editor.review.editing.lines import Spot
from strategy_editor.session.live import SOURCES

_PICTURES = f"Pictures ({' '.join(f'*{ending}' for ending in PICTURE_FILES)})"
_TARGET_WORDS = {
    "document": "Document",
    "section": "Section",
    "heading": "Section",
    "paragraph": "Paragraph",
    "table": "Table",
    "figure": "Figure",
}
_FORMS = [
    ("Its number, such as section 3.1", "number"),
    ("Its title", "title"),
    ("Number and title", "number-and-title"),
]
_BOXES = (("Case study", "case-study"), ("Key facts", "key-facts"))
_STYLES = (
    "body",
    "numbered",
    "heading-1",
    "heading-2",
    "heading-3",
    "bullets",
    "numbers",
    "letters",
    "quote",
    "note",
)
_PLAIN_ACTS: dict[str, Callable[[SectionEditor], None]] = {
    "bold": commands.toggle_bold,
    "italic": commands.toggle_italic,
    "superscript": commands.toggle_superscript,
    "subscript": commands.toggle_subscript,
    "welsh": commands.toggle_language,
    "clear-format": commands.clear_format,
    "indent": commands.indent,
    "outdent": commands.outdent,
    "restart-numbering": commands.restart_numbering,
    "insert-footnote": commands.insert_footnote,
    "insert-page-break": commands.insert_page_break,
    "row-above": table_commands.row_above,
    "row-below": table_commands.row_below,
    "column-before": table_commands.column_before,
    "column-behind": table_commands.column_behind,
    "row-up": table_commands.row_up,
    "row-down": table_commands.row_down,
    "column-left": table_commands.column_left,
    "column-right": table_commands.column_right,
    "remove-rows": table_commands.remove_rows,
    "remove-columns": table_commands.remove_columns,
    "remove-table": table_commands.remove_table,
    "merge-cells": table_commands.merge_cells,
    "split-cell": table_commands.split_cell,
    "header-row": table_commands.toggle_header_row,
    "header-column": table_commands.toggle_header_column,
    "total-row": table_commands.toggle_total_row,
    "update-totals": table_commands.update_totals,
    "sort-up": table_commands.sort,
    "sort-down": partial(table_commands.sort, descending=True),
    "align-left": partial(table_commands.align, alignment="left"),
    "align-centre": partial(table_commands.align, alignment="centre"),
    "align-right": partial(table_commands.align, alignment="right"),
    "landscape": table_commands.toggle_landscape,
}
"""Acts that need nothing but the editor."""

TABLE_ACTS = frozenset(
    id for id, act in _PLAIN_ACTS.items() if getattr(act, "func", act).__module__ == table_commands.__name__
)
"""Acts that can be done in a table only."""


_READING_ACTS = frozenset(("copy", "select-all"))
"""Acts on the text that change nothing."""


class WritingState(Struct, frozen=True):
    """What holds where the caret is: acts that are ticked, acts that cannot be done, the paragraph style."""

    ticked: dict[str, bool]
    unavailable: frozenset[str]
    style: str


class Writing(QObject):
    """``changed_state`` is sent when the caret moves or the text changes; ``place_wanted`` with the key of a page of

    shared details where something is edited.
    """

    changed_state = Signal()
    place_wanted = Signal(str)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(desk)
        self._desk = desk
        self.host = DeskHost(desk)
        self.editor = SectionEditor(self.host, theme, desk.settings.zoom)
        self._state: State = self.editor.state
        self.host.attach(self.editor.show_section)
        self.editor.refused.connect(lambda sentence: desk.told.emit(sentence, True))
        self.editor.told.connect(lambda sentence: desk.told.emit(sentence, False))
        self.editor.describe = self._described
        self.editor.opened.connect(lambda item: self.attempt(lambda: self._open(item)))
        self.editor.state_changed.connect(self._on_state)
        self.announcer = Announcer(self.editor)
        desk.pointed.connect(self.show)
        self._acts: dict[str, Callable[[], object]] = {
            "cut": self.editor.cut,
            "copy": self.editor.copy,
            "paste": self.editor.paste,
            "paste-plain": self.editor.paste_plain,
            "select-all": self.editor.selectAll,
            "link": self._link,
            "insert-table": self._insert_table,
            "insert-figure": self._insert_figure,
            "insert-chart": self._insert_chart,
            "insert-reference": self._insert_reference,
            "insert-detail": self._insert_detail,
            "insert-box": self._insert_box,
            "insert-list": self._insert_list,
            "edit-object": self.edit_object,
            "table-properties": self._table_properties,
            **{id: partial(act, self.editor) for id, act in _PLAIN_ACTS.items()},
            **{id: partial(commands.set_style, self.editor, id) for id in _STYLES},
        }

    @property
    def widget(self) -> QWidget:
        """What stands in the middle of the window."""
        return self.editor

    @property
    def acts(self) -> tuple[str, ...]:
        """The ids of the acts that work on the text."""
        return tuple(self._acts)

    def run(self, id: str) -> None:
        """Does an act; what cannot be done is said."""
        self.attempt(self._acts[id])

    def attempt(self, act: Callable[[], object]) -> None:
        """Does something; what cannot be done is said."""
        try:
            act()
        except StrategyError as error:
            self._desk.told.emit(str(error), True)

    def focus(self) -> None:
        """Puts the writer into the text."""
        self.editor.setFocus()

    @property
    def line_in_hand(self) -> str:
        """The id of the paragraph, cell or caption that the caret is in."""
        return self.editor.selection().head.line

    def show(self, id: str, words: str) -> None:
        """Brings a block or text of the section in hand into view, and selects ``words`` where they stand in it."""
        section = self._desk.section
        if section is None:
            return
        hosts = [host for host in section_hosts(section) if id in (host.id, host.block.id if host.block else "")]
        line, start, end = _quoted(hosts, words) or (hosts[0].id if hosts else id, 0, 0)
        self.editor.select(Selection(Spot(line, start), Spot(line, end)))
        self.editor.ensureCursorVisible()
        self.focus()

    def dress(self, theme: Theme, zoom: int) -> None:
        """Draws the text in another theme or size."""
        self.editor.dress(theme, zoom)

    def state(self) -> WritingState:
        """What holds where the caret is."""
        state = self._state
        ticked = {
            "bold": state.bold,
            "italic": state.italic,
            "superscript": state.script == "superscript",
            "subscript": state.script == "subscript",
            "welsh": state.language == "cy",
        }
        unavailable = set() if state.in_table else {*TABLE_ACTS, "table-properties"}
        if not state.has_selection:
            unavailable |= {"cut", "copy", "clear-format"}
        if not self.host.writable:
            unavailable |= self._acts.keys() - _READING_ACTS
        return WritingState(ticked, frozenset(unavailable), state.style)

    def _on_state(self, state: State) -> None:
        self._state = state
        self.changed_state.emit()

    def unlink(self) -> None:
        """Takes away the link that the caret is in."""
        commands.set_link(self.editor, "")

    # ---- acts that ask

    def _link(self) -> None:
        address, agreed = QInputDialog.getText(
            self.editor, "Link", "Address of the page, or an e-mail address", text=self._state.link
        )
        if agreed:
            commands.set_link(self.editor, link_from(address))

    def _insert_table(self) -> None:
        dialog = TableDialog(self.editor)
        if dialog.exec():
            commands.insert_table(self.editor, dialog.rows.value(), dialog.columns.value())

    def _insert_figure(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.editor, "Insert a picture", "", _PICTURES)
        if not path:
            return
        digest = self.host.add_picture(read_picture(Path(path)), Path(path).name)
        figure = self._described(Figure(new_id(), digest, Paragraph(new_id())), "Insert a picture", "Insert")
        if figure is not None:
            commands.insert_figure(self.editor, figure)

    def _described(self, figure: Figure, title: str = "Words for the picture", yes: str = "Keep") -> Figure | None:
        """What the writer says of a picture; None if he would rather not say it now."""
        dialog = PictureDialog(figure, self.host.picture(figure.picture), title, yes, self.editor)
        return dialog.figure() if dialog.exec() else None

    def _insert_chart(self) -> None:
        chart = self._charted(Chart(new_id(), "", Paragraph(new_id())), "Insert a chart", "Insert")
        if chart is not None:
            commands.insert_chart(self.editor, chart)

    def _charted(self, chart: Chart, title: str, yes: str) -> Chart | None:
        tables = self._tables()
        if not tables:
            raise WrongUse("There is no table in this document yet.", advice="Insert the table with the figures first.")
        dialog = ChartDialog(chart, tables, title, yes, self.editor)
        return dialog.chart() if dialog.exec() else None

    def _tables(self) -> list[tuple[str, Table]]:
        """The tables of the document, those of the section in hand first."""
        document, here = self._desk.document, self._desk.section_id
        sections = sorted(walk_sections(document.sections), key=lambda each: each.id != here) if document else []
        numbers = self.host.labels().captions
        return [
            (f"Table {numbers.get(block.id, '')}  {plain(block.caption.runs)}".strip(), block)
            for section in sections
            for block in walk_blocks(section.blocks)
            if isinstance(block, Table)
        ]

    def _table_properties(self) -> None:
        found = table_commands.chosen(self.editor)
        if found is None:
            raise WrongUse("The caret is in no table.", advice=table_commands.NO_TABLE)
        dialog = TablePropertiesDialog(found.table, self.editor)
        if dialog.exec():
            commands.change_unit(self.editor, dialog.table(), "Change of table")

    # ---- objects that are there

    def edit_object(self) -> None:
        """Changes what the caret is at: a picture, a chart, a reference, a detail, a list, a link."""
        found = object_at(self.editor)
        if found is not None:
            self._open(found)
        elif self._state.link:
            self._link()
        else:
            raise WrongUse("There is nothing here to change.", advice="Put the caret at a picture, chart or reference.")

    def _open(self, item: InlineObject | Block) -> None:
        match item:
            case Figure():
                self._change(self._described(item, "The picture"), "Change of picture")
            case Chart():
                self._change(self._charted(item, "The chart", "Keep"), "Change of chart")
            case Live():
                self._open_source(SOURCES[item.kind].place)
            case FactField():
                self._open_source("meetings" if item.key.startswith("meeting.") else "details")
            case Footnote():
                commands.go_to_note(self.editor, item)
            case CrossReference():
                self._change_reference(item)

    def _change(self, unit: UnitBlock | None, name: str) -> None:
        if unit is not None:
            commands.change_unit(self.editor, unit, name)

    def _open_source(self, place: str) -> None:
        if not place:
            raise WrongUse("This follows the strategy by itself.", advice="There is nothing to fill in for it.")
        self.place_wanted.emit(place)

    def _change_reference(self, reference: CrossReference) -> None:
        chosen = self._ask_reference("Change the cross-reference", "Change", reference.target)
        if chosen is not None:
            changed = replace(reference, target=chosen[0], form=chosen[1])
            commands.change_object(self.editor, changed, "Cross-reference")

    def follow(self, item: InlineObject | Block) -> None:
        """Goes to what a cross-reference points at."""
        if isinstance(item, CrossReference):
            self.show_place(item.target)

    def show_place(self, id: str) -> None:
        """Goes to a document, section or block of the strategy."""
        project = self._desk.project
        document = project.document(id)
        if document is not None:
            self._desk.open_document(id)
            return
        if find_section(project, id) is not None:
            self._desk.open_section(id)
            return
        found = find_block(project, id) or find_host(project, id)
        if found is None:
            raise WrongUse("This points at something that is no longer there.", advice="Choose another target for it.")
        self._desk.open_section(found[0].id)
        self.show(id, "")

    def _insert_reference(self) -> None:
        chosen = self._ask_reference("Insert a cross-reference", "Insert")
        if chosen is not None:
            commands.insert_reference(self.editor, *chosen)

    def _ask_reference(self, title: str, yes: str, target: str = "") -> tuple[str, Any] | None:
        choices = [(_target_words(each), each.id) for each in self.host.targets()]
        words = "The reference follows what it points at, wherever that goes."
        dialog = ChoiceDialog(title, words, yes, choices, _FORMS, self.editor)
        if target:
            dialog.choose(target)
        return (dialog.chosen, dialog.form) if dialog.exec() and dialog.chosen else None

    def _insert_detail(self) -> None:
        project, document = self._desk.project, self._desk.document
        choices = [
            (f"{label}: {fact_text(project, document, key).text or 'not known yet'}", key)
            for key, label in fact_keys(project).items()
        ]
        words = "A detail is held once: change it under Details and people, and it changes everywhere."
        dialog = ChoiceDialog("Insert a detail", words, "Insert", choices, parent=self.editor)
        if dialog.exec() and dialog.chosen:
            commands.insert_fact(self.editor, dialog.chosen)

    def _insert_box(self) -> None:
        dialog = ChoiceDialog("Insert a box", "Sets something apart from the text.", "Insert", list(_BOXES))
        if dialog.exec() and dialog.chosen:
            commands.insert_box(self.editor, dialog.chosen)

    def _insert_list(self) -> None:
        choices: list[tuple[str, LiveKind]] = [(source.title, kind) for kind, source in SOURCES.items()]
        words = "Drawn from what is held elsewhere in the strategy, and always current."
        dialog = ChoiceDialog("Insert a list drawn from details", words, "Insert", choices, parent=self.editor)
        if dialog.exec() and dialog.chosen:
            commands.insert_live(self.editor, dialog.chosen)


def _quoted(hosts: list[Host], words: str) -> tuple[str, int, int] | None:
    """The text that says ``words``, or as many of them as it says in a row, and where they begin and end."""
    while words:
        for host in hosts:
            start = flat(host.runs).find(words)
            if start >= 0:
                return host.id, start, start + len(words)
        words = words.rpartition(" ")[0]
    return None


def _target_words(target: Target) -> str:
    return f"{_TARGET_WORDS[target.kind]} {target.number}  {target.title}".replace("  ", " ").strip()
