"""The references as a list for a view, in the order in which they are shown to an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from editor.document.records import Document
from editor.ui.references.words import Asked, Card, cards, told

CARD = Qt.ItemDataRole.UserRole
FORMAT = "application/x-patchboard-references"
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ReferenceRows(QAbstractListModel):
    """Changes nothing by itself. `uses` tells by id what each reference guided; `weighing` the strengths, from 0 to 1,
    that are being changed and are not in the document yet."""

    def __init__(self, document: Document, asked: Asked) -> None:
        super().__init__()
        self.uses: Mapping[str, Sequence[str]] = {}
        self.weighing: dict[str, float] = {}
        self._document, self._asked = document, asked
        self._cards = cards(document, asked)

    @property
    def cards(self) -> Sequence[Card]:
        return self._cards

    def show(self, document: Document, asked: Asked) -> bool:
        """What is in the document, for this engine; whether the rows are others, or in another order."""
        if document is self._document and asked == self._asked:
            return False
        before, self._document, self._asked = self._cards, document, asked
        after = cards(document, asked)
        if [card.reference.id for card in before] == [card.reference.id for card in after]:
            self._cards = after
            if after:
                self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
            return False
        self.beginResetModel()
        self._cards = after
        self.endResetModel()
        return True

    def strength(self, card: Card) -> float:
        """As it is shown."""
        return self.weighing.get(card.reference.id, card.reference.strength)

    def index_of(self, id: str) -> QModelIndex:
        """Of a reference; invalid where there is none."""
        for row, card in enumerate(self._cards):
            if card.reference.id == id:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card, roles = self._cards[index.row()], Qt.ItemDataRole
        if role == CARD:
            return card
        if role == roles.DisplayRole:
            return card.reference.name
        if role == roles.ToolTipRole:
            return told(self._document, card)
        if role == roles.AccessibleTextRole:
            return ", ".join(told(self._document, card).splitlines())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(FORMAT, self._cards[indexes[0].row()].reference.id.encode())
        return data
