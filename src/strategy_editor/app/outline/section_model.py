"""The sections of one document as Qt's views see them: a tree of section summaries, moved by drag and by keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from strategy_editor.session.summary import STATUS_WORDS, SectionSummary

MIME = "application/x-strategy-editor-section"
Index = QModelIndex | QPersistentModelIndex

SummaryRole = Qt.ItemDataRole.UserRole + 1


class _Node:
    """A line of the tree; Qt holds on to it by identity, so nodes stay while the structure stays."""

    def __init__(self, summary: SectionSummary, parent: _Node | None, row: int) -> None:
        self.summary = summary
        self.parent = parent
        self.row = row
        self.children = [_Node(child, self, place) for place, child in enumerate(summary.children)]


class SectionModel(QAbstractItemModel):
    """``moved`` is sent when a section was dropped: section, new parent (empty: the document), index among siblings;

    ``renamed`` with a section and the title that was typed for it.
    """

    moved = Signal(str, str, int)
    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top: list[_Node] = []

    def show(self, summaries: tuple[SectionSummary, ...]) -> None:
        """Takes new summaries; a changed structure resets the tree, anything less only repaints lines."""
        if _structure(summaries) != _structure(tuple(node.summary for node in self._top)):
            self.beginResetModel()
            self._top = [_Node(summary, None, row) for row, summary in enumerate(summaries)]
            self.endResetModel()
        else:
            self._refresh(self._top, summaries)

    def index_of(self, id: str) -> QModelIndex:
        """The index of a section, invalid where it is not here."""
        node = _find(self._top, id)
        return self.createIndex(node.row, 0, node) if node else QModelIndex()

    def summary(self, index: Index) -> SectionSummary | None:
        """The summary at ``index``."""
        return index.internalPointer().summary if index.isValid() else None

    def _refresh(self, nodes: list[_Node], summaries: tuple[SectionSummary, ...]) -> None:
        for node, summary in zip(nodes, summaries, strict=True):
            if node.summary != summary:
                node.summary = summary
                index = self.createIndex(node.row, 0, node)
                self.dataChanged.emit(index, index)
            self._refresh(node.children, summary.children)

    # ---- Qt's questions

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        nodes = parent.internalPointer().children if parent.isValid() else self._top
        return self.createIndex(row, column, nodes[row]) if 0 <= row < len(nodes) and column == 0 else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above = index.internalPointer().parent if index.isValid() else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(parent.internalPointer().children if parent.isValid() else self._top)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        summary = self.summary(index)
        if summary is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{summary.number}  {summary.title}".strip()
            case Qt.ItemDataRole.EditRole:
                return summary.title
            case Qt.ItemDataRole.AccessibleTextRole:
                words = f"{summary.words} words" if summary.words else "no text yet"
                comments = f", {summary.comments} open comments" if summary.comments else ""
                kept = ", not for publication" if summary.exempt else ""
                kept += f", suggested {summary.suggested}" if summary.suggested else ""
                said = f"{summary.number} {summary.title}, {STATUS_WORDS[summary.status]}, {words}{comments}{kept}"
                return said.strip()
            case Qt.ItemDataRole.ToolTipRole:
                said = f"{summary.title}\n{STATUS_WORDS[summary.status]}, {summary.words:,} words"
                return said + (f"\nOpen comments: {summary.comments}" if summary.comments else "")
            case _ if role == SummaryRole:
                return summary
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        summary = self.summary(index)
        if summary is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.renamed.emit(summary.id, str(value))
        return True

    # ---- drag and drop

    def flags(self, index: Index) -> Qt.ItemFlag:
        drop = Qt.ItemFlag.ItemIsDropEnabled
        more = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
        return super().flags(index) | more | drop if index.isValid() else drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes):
        data = QMimeData()
        data.setData(MIME, indexes[0].internalPointer().summary.id.encode("ascii"))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        id = bytes(data.data(MIME).data()).decode("ascii")
        above = self.summary(parent)
        place = row if row >= 0 else self.rowCount(parent)
        node = _find(self._top, id)
        if (
            node is not None
            and node.row < place
            and (node.parent.summary.id if node.parent else "") == (above.id if above else "")
        ):
            place -= 1
        self.moved.emit(id, above.id if above else "", place)
        return False  # the session moves it; the tree follows when the project changes


def _structure(summaries: tuple[SectionSummary, ...]) -> list[Any]:
    return [(summary.id, _structure(summary.children)) for summary in summaries]


def _find(nodes: list[_Node], id: str) -> _Node | None:
    for node in nodes:
        found = node if node.summary.id == id else _find(node.children, id)
        if found is not None:
            return found
    return None
