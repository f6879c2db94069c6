"""What was asked as a list for a view: another list at once, and the words of a row only when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from editor.document.archive import Generation
from editor.ui.panels.asked_words import title

GENERATION = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()


class HistoryRows(QAbstractListModel):
    """`rows` are what is listed."""

    rows: tuple[Generation, ...] = ()

    def show(self, rows: Sequence[Generation]) -> None:
        """These are listed now; what was chosen is so no more."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        generation = self.rows[index.row()]
        if role == GENERATION:
            return generation
        if role == Qt.ItemDataRole.DisplayRole:
            return title(generation)
        if role == Qt.ItemDataRole.ToolTipRole:
            return " ".join((title(generation), generation.error, generation.advice)).strip()
        return None
