"""The layers as rows of a tree, uppermost first; a change of the document touches only the rows that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from editor.document.records import Document, Layer

LAYER = Qt.ItemDataRole.UserRole
FORMAT = "application/x-patchboard-layers"
Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()


class LayerRows(QAbstractItemModel):
    """Changes nothing by itself: `renamed(id, name)` and `moved(ids, parent, below)` say what is wanted."""

    renamed = Signal(str, str)
    moved = Signal(list, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layers: Mapping[str, Layer] = {}
        self._rows: dict[str, list[str]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []

    def show_document(self, document: Document) -> None:
        """Show its layers; at once where they are the same ones."""
        before, after = self._layers, document.layers
        if after is before:
            return
        differ = [id for id, layer in after.items() if before.get(id) is not layer]
        gone = [id for id in before if id not in after]
        if self._regrouped(before, after, differ, gone):
            self.beginResetModel()
            self._layers, self._rows = after, _sorted(after.values())
            self._places.clear()
            self.endResetModel()
            return
        parents = {before[id].parent for id in gone}
        for id in differ:
            old, new = before.get(id), after[id]
            if old is None or (old.parent, old.order) != (new.parent, new.order):
                parents |= {new.parent} | ({old.parent} if old else set())
        self._layers = after
        rows = _sorted(layer for layer in after.values() if layer.parent in parents)
        for parent in parents:
            self._remove(parent, set(rows.get(parent, ())))
        for parent in parents:
            self._arrange(parent, rows.get(parent, []))
        for id in differ:
            if id in before and (index := self.index_of(id)).isValid():
                self.dataChanged.emit(index, index)

    def index_of(self, id: str) -> QModelIndex:
        """The row of a layer; invalid where it has none."""
        layer = self._layers.get(id)
        row = self._place(layer.parent).get(id) if layer else None
        return self.createIndex(row, 0, self._number(id)) if row is not None else QModelIndex()

    def id_of(self, index: Index) -> str:
        """The layer of a row; "" for the canvas itself."""
        return self._ids[index.internalId()] if index.isValid() else ""

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        rows = self._rows.get(self.id_of(parent), [])
        return self.createIndex(row, column, self._number(rows[row])) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        layer = self._layers.get(self.id_of(index))
        return self.index_of(layer.parent) if layer and layer.parent else QModelIndex()

    def rowCount(self, parent: Index = TOP) -> int:
        return len(self._rows.get(self.id_of(parent), ()))

    def columnCount(self, parent: Index = TOP) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        layer = self._layers.get(self.id_of(index))
        if layer is None:
            return None
        if role == LAYER:
            return layer
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return layer.name
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name:
            return False
        self.renamed.emit(self.id_of(index), name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        layer = self._layers.get(self.id_of(index))
        if layer is None:
            return flags.ItemIsDropEnabled
        usual = flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable | flags.ItemIsDragEnabled
        return usual | flags.ItemIsDropEnabled if layer.kind == "group" else usual

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(FORMAT, "\n".join(self.id_of(index) for index in indexes).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Rows run downward, so what lands before a row lies above its layer; on a group it lies uppermost in it."""
        ids = bytes(data.data(FORMAT).data()).decode().split("\n")
        into = self.id_of(parent)
        rest = [id for id in self._rows.get(into, ())[max(row, 0) :] if id not in ids]
        self.moved.emit(ids, into, rest[0] if rest else "")
        return False  # the rows move when the document does

    def _regrouped(
        self, before: Mapping[str, Layer], after: Mapping[str, Layer], differ: list[str], gone: list[str]
    ) -> bool:
        """Whether a group came, went or moved into another: then all is shown anew."""
        if any(before[id].kind == "group" for id in gone):
            return True
        groups = (id for id in differ if after[id].kind == "group")
        return any(id not in before or before[id].parent != after[id].parent for id in groups)

    def _remove(self, parent: str, staying: set[str]) -> None:
        rows = self._rows.get(parent, [])
        for row in range(len(rows) - 1, -1, -1):
            if rows[row] not in staying:
                self.beginRemoveRows(self.index_of(parent), row, row)
                del rows[row]
                self._places.pop(parent, None)
                self.endRemoveRows()

    def _arrange(self, parent: str, wanted: list[str]) -> None:
        rows = self._rows.setdefault(parent, [])
        shown = set(rows)
        for place, id in enumerate(wanted):
            if place < len(rows) and rows[place] == id:
                continue
            above = self.index_of(parent)
            if id in shown:
                at = rows.index(id)
                self.beginMoveRows(above, at, at, above, place)
                rows.insert(place, rows.pop(at))
                self._places.pop(parent, None)
                self.endMoveRows()
            else:
                self.beginInsertRows(above, place, place)
                rows.insert(place, id)
                self._places.pop(parent, None)
                self.endInsertRows()

    def _place(self, parent: str) -> dict[str, int]:
        if parent not in self._places:
            self._places[parent] = {id: row for row, id in enumerate(self._rows.get(parent, ()))}
        return self._places[parent]

    def _number(self, id: str) -> int:
        if id not in self._numbers:
            self._numbers[id] = len(self._ids)
            self._ids.append(id)
        return self._numbers[id]


def _sorted(layers: Iterable[Layer]) -> dict[str, list[str]]:
    """The ids of the layers by parent, uppermost first."""
    found: dict[str, list[Layer]] = defaultdict(list)
    for layer in layers:
        found[layer.parent].append(layer)
    for row in found.values():
        row.sort(key=lambda a: (a.order, a.id), reverse=True)
    return {parent: [layer.id for layer in row] for parent, row in found.items()}
