"""Frames, layers and notes as rows of a tree, uppermost first; a change of the document touches only what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from editor.document.records import Document, Frame, Layer, Note
from editor.steps.framed import frame_of, stacked_frames

RECORD = Qt.ItemDataRole.UserRole
FORMAT = "application/x-patchboard-layers"
Index = QModelIndex | QPersistentModelIndex
Shown = Layer | Frame | Note
TOP = QModelIndex()


class Row(NamedTuple):
    """What a row shows, the id of the one that it is in ("": none), and its place: what is highest comes first."""

    record: Shown
    parent: str
    place: tuple[int, str, str]

    @property
    def holds(self) -> bool:
        """Whether others may be in it."""
        return isinstance(self.record, Frame) or (isinstance(self.record, Layer) and self.record.kind == "group")


class LayerRows(QAbstractItemModel):
    """Changes nothing by itself: `renamed(id, name)`, `moved(ids, parent, below)` say what is wanted of the document.

    What lies in a frame is shown in it; that parent is the frame's id.
    """

    renamed = Signal(str, str)
    moved = Signal(list, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = Document()
        self._shown: Mapping[str, Row] = {}
        self._rows: dict[str, list[str]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []

    def __len__(self) -> int:
        return len(self._shown)

    def show_document(self, document: Document) -> None:
        """Show what is in it; at once where that is the same."""
        last, self._document = self._document, document
        if (last.layers, last.frames, last.notes) == (document.layers, document.frames, document.notes):
            return
        before, after = self._shown, self._placed(last, document)
        differ = [id for id, row in after.items() if not _same(before.get(id), row)]
        gone = [id for id in before if id not in after]
        if _regrouped(before, after, differ, gone):
            self.beginResetModel()
            self._shown, self._rows = after, _sorted(after, None)
            self._places.clear()
            self.endResetModel()
            return
        parents = {before[id].parent for id in gone}
        for id in differ:
            old, new = before.get(id), after[id]
            if old is None or old[1:] != new[1:]:
                parents |= {new.parent} | ({old.parent} if old else set())
        self._shown = after
        rows = _sorted(after, parents)
        for parent in parents:
            self._remove(parent, set(rows.get(parent, ())))
        for parent in parents:
            self._arrange(parent, rows.get(parent, []))
        for id in differ:
            if id in before and (index := self.index_of(id)).isValid():
                self.dataChanged.emit(index, index)

    def index_of(self, id: str) -> QModelIndex:
        """The row of a record; invalid where it has none."""
        shown = self._shown.get(id)
        row = self._place(shown.parent).get(id) if shown else None
        return self.createIndex(row, 0, self._number(id)) if row is not None else QModelIndex()

    def id_of(self, index: Index) -> str:
        """The record of a row; "" for the canvas itself."""
        return self._ids[index.internalId()] if index.isValid() else ""

    def count_in(self, id: str) -> int:
        """How many rows are directly in this one."""
        return len(self._rows.get(id, ()))

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        rows = self._rows.get(self.id_of(parent), [])
        return self.createIndex(row, column, self._number(rows[row])) if 0 <= row < len(rows) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        row = self._shown.get(self.id_of(index))
        return self.index_of(row.parent) if row and row.parent else QModelIndex()

    def rowCount(self, parent: Index = TOP) -> int:
        return self.count_in(self.id_of(parent))

    def columnCount(self, parent: Index = TOP) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._shown.get(self.id_of(index))
        if row is None:
            return None
        if role == RECORD:
            return row.record
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._named(row.record)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row.record, Layer) and row.record.pixels is not None:
            return f"{row.record.name}, {row.record.pixels.size.w} × {row.record.pixels.size.h}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name:
            return False
        self.renamed.emit(self.id_of(index), name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        row = self._shown.get(self.id_of(index))
        if row is None:
            return flags.ItemIsDropEnabled
        usual = flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable | flags.ItemIsDragEnabled
        return usual | flags.ItemIsDropEnabled if row.holds else usual

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(FORMAT, "\n".join(self.id_of(index) for index in indexes).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Rows run downward: what lands before a row lies above it, on a group or a frame it lies uppermost in it."""
        ids = bytes(data.data(FORMAT).data()).decode().split("\n")
        into = self.id_of(parent)
        rest = [id for id in self._rows.get(into, ())[max(row, 0) :] if id not in ids]
        self.moved.emit(ids, into, rest[0] if rest else "")
        return False  # the rows move when the document does

    def _named(self, record: Shown) -> str:
        if isinstance(record, Note) and not record.name:
            return record.text.strip().split("\n")[0] or self.tr("Note")
        return record.name

    def _placed(self, last: Document, document: Document) -> dict[str, Row]:
        """The rows, without regard to where they were; what has not changed need not be looked for in frames again."""
        frames = stacked_frames(document)
        same = last.frames is document.frames
        groups = {layer.parent for layer in document.layers.values()}
        found: dict[str, Row] = {frame.id: Row(frame, "", (2, frame.order, frame.id)) for frame in frames}

        def into(thing: Layer | Note) -> str:
            old = self._shown.get(thing.id)
            if same and old is not None and old.record is thing and thing.id not in groups:
                return old.parent
            frame = frame_of(document, thing, frames) if frames else None
            return frame.id if frame else ""

        for layer in document.layers.values():
            parent = layer.parent or into(layer)
            found[layer.id] = Row(layer, parent, (1, layer.order, layer.id))
        for number, note in enumerate(document.notes.values()):
            found[note.id] = Row(note, into(note), (0, f"{number:08}", note.id))
        return found

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


def _same(one: Row | None, other: Row) -> bool:
    return one is not None and one.record is other.record and one[1:] == other[1:]


def _regrouped(before: Mapping[str, Row], after: Mapping[str, Row], differ: list[str], gone: list[str]) -> bool:
    """Whether something that holds others came, went or moved into another: then all is shown anew."""
    if any(before[id].holds for id in gone):
        return True
    holding = (id for id in differ if after[id].holds)
    return any(id not in before or before[id].parent != after[id].parent for id in holding)


def _sorted(shown: Mapping[str, Row], parents: set[str] | None) -> dict[str, list[str]]:
    """The ids by what they are in, of these alone where given; uppermost first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _among(shown.values(), parents):
        found[row.parent].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.place, reverse=True)
    return {parent: [row.record.id for row in rows] for parent, rows in found.items()}


def _among(rows: Iterable[Row], parents: set[str] | None) -> Iterable[Row]:
    return rows if parents is None else (row for row in rows if row.parent in parents)
